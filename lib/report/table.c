/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table.h"

#include "base/number.h"
#include "fit/sections.h"

#include <math.h>
#include <string.h>
#include <tausq/report.h>

/* ---- escapes ----------------------------------------------------------------------------------------------------- */

typedef struct escape {
  char byte;
  const char *text;
} escape;

static const escape of_markdown[] = {{'|', "\\|"}, {'*', "\\*"}, {'_', "\\_"}, {'`', "\\`"}, {'<', "&lt;"}, {'\\', "\\\\"}, {'\n', " "}, {0, NULL}};
static const escape of_latex[] = {{'&', "\\&"}, {'%', "\\%"}, {'$', "\\$"}, {'#', "\\#"}, {'_', "\\_"}, {'{', "\\{"}, {'}', "\\}"},
                                  {'~', "\\textasciitilde{}"}, {'^', "\\textasciicircum{}"}, {'\\', "\\textbackslash{}"}, {'\n', " "}, {0, NULL}};
static const escape of_html[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {0, NULL}};

static void escaped(tsqp_text *text, const escape *table, const char *words) {
  for (; *words != '\0'; words++) {
    const escape *e = table;
    while (e->text != NULL && e->byte != *words)
      e++;
    if (e->text != NULL) {
      tsqp_text_add(text, "%s", e->text);
    } else {
      tsqp_text_add(text, "%c", *words);
    }
  }
}

/* RFC 4180: quoted where it must be. */
static void csv_field(tsqp_text *text, const char *value) {
  if (strpbrk(value, ",\"\r\n") == NULL) {
    tsqp_text_add(text, "%s", value);
    return;
  }
  tsqp_text_add(text, "\"");
  for (; *value != '\0'; value++)
    tsqp_text_add(text, *value == '"' ? "\"\"" : "%c", *value);
  tsqp_text_add(text, "\"");
}

static void words_of(tsqp_table *t, const char *words) {
  switch (t->format) {
    case TSQ_REPORT_CSV: csv_field(t->text, words); break;
    case TSQ_REPORT_MARKDOWN: escaped(t->text, of_markdown, words); break;
    case TSQ_REPORT_LATEX: escaped(t->text, of_latex, words); break;
    default: escaped(t->text, of_html, words);
  }
}

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static void open_cell(tsqp_table *t, const char *tag) {
  int first = t->column++ == 0;
  switch (t->format) {
    case TSQ_REPORT_CSV: tsqp_text_add(t->text, "%s", first ? "" : ","); break;
    case TSQ_REPORT_MARKDOWN: tsqp_text_add(t->text, "%s", first ? "| " : " | "); break;
    case TSQ_REPORT_LATEX: tsqp_text_add(t->text, "%s", first ? "" : " & "); break;
    default: tsqp_text_add(t->text, first ? "<tr><%s>" : "<%s>", tag);
  }
}

static void close_cell(tsqp_table *t, const char *tag) {
  if (t->format == TSQ_REPORT_HTML) tsqp_text_add(t->text, "</%s>", tag);
}

void tsqp_table_text(tsqp_table *t, const char *cell) {
  const char *tag = t->column == 0 ? "th scope=\"row\"" : "td";
  open_cell(t, tag);
  words_of(t, cell != NULL ? cell : "");
  close_cell(t, t->column == 1 ? "th" : "td");
}

void tsqp_table_number(tsqp_table *t, double value) {
  char buffer[32];
  open_cell(t, "td");
  if (t->format == TSQ_REPORT_CSV) {
    tsqp_text_add(t->text, "%s", isnan(value) ? "NA" : tsqp_shortest(buffer, value));
  } else if (!isnan(value)) {
    int is_whole = value == floor(value) && fabs(value) < 1e9;
    const char *number = tsqp_decimal(buffer, value, is_whole && t->digits > 0 ? 0 : t->digits);
    if (t->format == TSQ_REPORT_LATEX && number[0] == '-') {
      tsqp_text_add(t->text, "$-$%s", number + 1);
    } else {
      tsqp_text_add(t->text, "%s", number);
    }
  }
  close_cell(t, "td");
}

void tsqp_table_p(tsqp_table *t, double p) {
  char buffer[32];
  if (t->format == TSQ_REPORT_CSV || isnan(p)) {
    tsqp_table_number(t, p);
    return;
  }
  const char *text = tsqp_text_p(buffer, p, t->digits);
  open_cell(t, "td");
  if (text[0] == '<') {
    tsqp_text_add(t->text, "%s%s",
                  t->format == TSQ_REPORT_LATEX  ? "$<$"
                  : t->format == TSQ_REPORT_HTML ? "&lt;"
                                                 : "<",
                  text + 1);
  } else {
    tsqp_text_add(t->text, "%s", text);
  }
  close_cell(t, "td");
}

void tsqp_table_end_row(tsqp_table *t) {
  switch (t->format) {
    case TSQ_REPORT_CSV: tsqp_text_add(t->text, "\n"); break;
    case TSQ_REPORT_MARKDOWN: tsqp_text_add(t->text, " |\n"); break;
    case TSQ_REPORT_LATEX: tsqp_text_add(t->text, " \\\\\n"); break;
    default: tsqp_text_add(t->text, "</tr>\n");
  }
  t->column = 0;
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

void tsqp_table_begin(tsqp_table *t, const char *caption, const char *const *heads, int n) {
  t->column = 0;
  if (t->format == TSQ_REPORT_MARKDOWN && caption != NULL) {
    tsqp_text_add(t->text, "**");
    words_of(t, caption);
    tsqp_text_add(t->text, "**\n\n");
  }
  if (t->format == TSQ_REPORT_HTML) {
    tsqp_text_add(t->text, "<table>\n");
    if (caption != NULL) {
      tsqp_text_add(t->text, "<caption>");
      words_of(t, caption);
      tsqp_text_add(t->text, "</caption>\n");
    }
    tsqp_text_add(t->text, "<thead>\n");
  }
  if (t->format == TSQ_REPORT_LATEX) {
    if (caption != NULL) {
      tsqp_text_add(t->text, "%% ");
      words_of(t, caption);
      tsqp_text_add(t->text, "\n");
    }
    tsqp_text_add(t->text, "\\begin{tabular}{l");
    for (int j = 1; j < n; j++)
      tsqp_text_add(t->text, "r");
    tsqp_text_add(t->text, "}\n\\toprule\n");
  }
  for (int j = 0; j < n; j++) {
    open_cell(t, "th scope=\"col\"");
    words_of(t, heads[j]);
    close_cell(t, "th");
  }
  tsqp_table_end_row(t);
  if (t->format == TSQ_REPORT_LATEX) tsqp_text_add(t->text, "\\midrule\n");
  if (t->format == TSQ_REPORT_HTML) tsqp_text_add(t->text, "</thead>\n<tbody>\n");
  for (int j = 0; j < n && t->format == TSQ_REPORT_MARKDOWN; j++)
    tsqp_text_add(t->text, "%s%s", j == 0 ? "|---|" : "---:|", j + 1 == n ? "\n" : "");
}

void tsqp_table_end(tsqp_table *t) {
  switch (t->format) {
    case TSQ_REPORT_CSV: break;
    case TSQ_REPORT_MARKDOWN: tsqp_text_add(t->text, "\n"); break;
    case TSQ_REPORT_LATEX: tsqp_text_add(t->text, "\\bottomrule\n\\end{tabular}\n\n"); break;
    default: tsqp_text_add(t->text, "</tbody>\n</table>\n");
  }
}

void tsqp_table_note(tsqp_table *t, const char *words) {
  if (t->format == TSQ_REPORT_CSV) return;
  if (t->format == TSQ_REPORT_HTML) tsqp_text_add(t->text, "<p>");
  words_of(t, words);
  tsqp_text_add(t->text, t->format == TSQ_REPORT_HTML ? "</p>\n" : "\n\n");
}
