/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as tables and as text: label, effect with its interval, weight and the extra columns. */
#include "report/report.h"
#include "report/table.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

enum { FIXED = 8, MOST = 64 };

/* A row's effect on the scale that is shown; NaN where the row has none. */
static int shown_effect(const tsqp_report *r, const tsq_row *row, tsq_prediction *p) {
  *p = row->effect;
  return r->o.transform != 0 && row->status == TSQ_OK ? tsqp_report_transform(r, row->n, p) : TSQ_OK;
}

static const char *caption_of(const tsqp_report *r) {
  if (!r->is_named) return NULL;
  return r->o.transform != 0 ? r->o.shown : r->o.measure;
}

/* Whether a column of p values, whose names end so, and which belongs to another column (QE, QEp). */
static int is_p(const tsq_rows *rows, const char *name) {
  size_t n = strlen(name);
  for (size_t j = 0; j < rows->n_columns && n > 1 && name[n - 1] == 'p'; j++) {
    if (strlen(rows->column[j].name) == n - 1 && strncmp(rows->column[j].name, name, n - 1) == 0) return 1;
  }
  return 0;
}

static int has_numbers(const double *values, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (!isnan(values[i])) return 1;
  }
  return 0;
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

/* In CSV everything, always in the same columns: effects on the scale of yi, and on the one that is shown. */
static int write_csv(const tsqp_report *r, tsqp_table *t) {
  static const char *const fixed[] = {"kind",
                                      "label",
                                      "group",
                                      "estimate",
                                      "se",
                                      "statistic",
                                      "df",
                                      "p_value",
                                      "ci_lower",
                                      "ci_upper",
                                      "pi_lower",
                                      "pi_upper",
                                      "shown_estimate",
                                      "shown_ci_lower",
                                      "shown_ci_upper",
                                      "shown_pi_lower",
                                      "shown_pi_upper",
                                      "weight",
                                      "note"};
  enum { N = sizeof fixed / sizeof fixed[0] };
  const tsq_rows *rows = r->rows;
  const char *heads[MOST] = {NULL};
  size_t extra = rows->n_columns < MOST - N ? rows->n_columns : MOST - N;
  memcpy(heads, fixed, sizeof fixed);
  for (size_t j = 0; j < extra; j++)
    heads[N + j] = rows->column[j].name;
  tsqp_table_begin(t, NULL, heads, (int)(N + extra));
  for (size_t i = 0; i < rows->n; i++) {
    const tsq_row *row = &rows->row[i].row;
    const tsq_prediction *p = &row->effect;
    tsq_prediction s = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    if (r->o.transform != 0) TSQP_TRY(shown_effect(r, row, &s));
    const double numbers[] = {p->estimate, p->se,       p->statistic, p->df,       p->p_value,
                              p->ci_lower, p->ci_upper, p->pi_lower,  p->pi_upper, s.estimate,
                              s.ci_lower,  s.ci_upper,  s.pi_lower,   s.pi_upper,  row->weight};
    tsqp_table_text(t, tsq_row_kind_name(row->kind));
    tsqp_table_text(t, row->label);
    tsqp_table_text(t, tsq_rows_group(rows, row->group));
    for (size_t j = 0; j < sizeof numbers / sizeof numbers[0]; j++)
      tsqp_table_number(t, numbers[j]);
    tsqp_table_text(t, row->note);
    for (size_t j = 0; j < extra; j++)
      tsqp_table_number(t, rows->column[j].values[i]);
    tsqp_table_end_row(t);
  }
  tsqp_table_end(t);
  return TSQ_OK;
}

/* Columns that say nothing are left out; so are standard errors where another scale is shown. */
static void choose_columns(const tsqp_report *r, int shown[MOST]) {
  const tsq_rows *rows = r->rows;
  memset(shown, 0, MOST * sizeof *shown);
  for (size_t j = 0; j < rows->n_columns && j < MOST - FIXED; j++)
    shown[FIXED + j] = has_numbers(rows->column[j].values, rows->n);
  shown[0] = shown[2] = shown[4] = shown[5] = 1;
  for (size_t i = 0; i < rows->n; i++) {
    const tsq_row *row = &rows->row[i].row;
    shown[1] |= row->group != SIZE_MAX;
    shown[3] |= r->o.transform == 0 && !isnan(row->effect.se);
    shown[6] |= !isnan(row->effect.p_value);
    shown[7] |= !isnan(row->weight);
  }
}

static int write_row(const tsqp_report *r, tsqp_table *t, size_t i, size_t extra, const int shown[MOST]) {
  const tsq_row *row = &r->rows->row[i].row;
  tsq_prediction p;
  TSQP_TRY(shown_effect(r, row, &p));
  const double numbers[FIXED] = {NAN, NAN, p.estimate, p.se, p.ci_lower, p.ci_upper, p.p_value, row->weight};
  tsqp_table_text(t, row->label);
  if (shown[1]) tsqp_table_text(t, tsq_rows_group(r->rows, row->group));
  for (size_t j = 2; j < FIXED + extra; j++) {
    double value = j < FIXED ? numbers[j] : r->rows->column[j - FIXED].values[i];
    if (!shown[j]) continue;
    if (j == 6 || (j >= FIXED && is_p(r->rows, r->rows->column[j - FIXED].name))) {
      tsqp_table_p(t, value);
    } else {
      tsqp_table_number(t, value);
    }
  }
  tsqp_table_end_row(t);
  return TSQ_OK;
}

/* Why rows have no numbers. */
static void write_notes(const tsqp_report *r, tsqp_table *t) {
  for (size_t i = 0; i < r->rows->n; i++) {
    const tsq_row *row = &r->rows->row[i].row;
    char note[400];
    if (row->status == TSQ_OK || row->note == NULL) continue;
    (void)tsqp_format(note, sizeof note, "%.100s: %.280s", row->label != NULL ? row->label : "", row->note);
    tsqp_table_note(t, note);
  }
}

int tsqp_rows_tables(tsqp_report *r, int32_t format) {
  static const char *const fixed[FIXED] = {"",         "group",    "estimate", "SE",
                                           "CI lower", "CI upper", "p",        "weight"};
  const tsq_rows *rows = r->rows;
  const char *heads[MOST];
  int shown[MOST];
  int n = 0;
  size_t extra = rows->n_columns < MOST - FIXED ? rows->n_columns : MOST - FIXED;
  tsqp_table t = {.text = r->text, .format = format, .digits = r->o.digits};
  if (format == TSQ_REPORT_CSV) return write_csv(r, &t);
  choose_columns(r, shown);
  for (size_t j = 0; j < FIXED + extra; j++) {
    if (shown[j]) heads[n++] = j < FIXED ? fixed[j] : rows->column[j - FIXED].name;
  }
  tsqp_table_begin(&t, caption_of(r), heads, n);
  for (size_t i = 0; i < rows->n; i++)
    TSQP_TRY(write_row(r, &t, i, extra, shown));
  tsqp_table_end(&t);
  write_notes(r, &t);
  return TSQ_OK;
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

enum { WIDTH = 80, LEAST_LABEL = 8, MOST_LABEL = 28, P_WIDTH = 9 };

/* tau and H2 say what tau2 and I2 say: there is better use for the room. */
static int is_spare(const char *name) {
  return strcmp(name, "tau") == 0 || strcmp(name, "H2") == 0;
}

/* How wide an extra column is: whole numbers take less. */
static int width_of(const tsqp_report *r, size_t column) {
  const tsq_rows *rows = r->rows;
  int widest = (int)strlen(rows->column[column].name) + 2;
  for (size_t i = 0; i < rows->n; i++) {
    char a[32];
    double value = rows->column[column].values[i];
    int length =
        2 + (int)strlen(tsqp_decimal(a, value, value == floor(value) && fabs(value) < 1e9 ? 0 : r->o.digits));
    if (is_p(rows, rows->column[column].name)) length = P_WIDTH;
    if (length > widest) widest = length;
  }
  return widest;
}

typedef struct layout {
  int label, wide, n;
  size_t column[MOST];
  int width[MOST];
} layout;

static layout lay_out(const tsqp_report *r) {
  layout l = {.label = LEAST_LABEL, .wide = 10 + (r->o.digits > 4 ? r->o.digits - 4 : 0)};
  for (size_t i = 0; i < r->rows->n; i++) {
    const char *label = r->rows->row[i].row.label;
    int length = label != NULL ? (int)strlen(label) : 0;
    if (length > l.label) l.label = length < MOST_LABEL ? length : MOST_LABEL;
  }
  int used = l.label + 3 * l.wide + P_WIDTH;
  for (size_t j = 0; j < r->rows->n_columns && l.n < MOST; j++) {
    if (is_spare(r->rows->column[j].name) || !has_numbers(r->rows->column[j].values, r->rows->n)) continue;
    int width = width_of(r, j);
    if (used + width > WIDTH) continue;
    used += width;
    l.column[l.n] = j;
    l.width[l.n++] = width;
  }
  return l;
}

static void write_heads(tsqp_report *r, const layout *l) {
  static const char *const heads[] = {"estimate", "ci.lb", "ci.ub"};
  char words[40];
  if (r->is_named) tsqp_text_add(r->text, "Effect: %s\n\n", caption_of(r));
  tsqp_text_field(r->text, -l->label, "");
  for (int j = 0; j < 3; j++)
    tsqp_text_field(r->text, l->wide, heads[j]);
  tsqp_text_field(r->text, P_WIDTH, "pval");
  for (int j = 0; j < l->n; j++)
    tsqp_text_field(r->text, l->width[j],
                    tsqp_symbols(r, r->rows->column[l->column[j]].name, words, sizeof words));
  tsqp_text_add(r->text, "\n");
}

static int write_text_row(tsqp_report *r, const layout *l, size_t i) {
  const tsq_row *row = &r->rows->row[i].row;
  char a[32];
  tsq_prediction p;
  TSQP_TRY(shown_effect(r, row, &p));
  tsqp_text_name(r->text, l->label, row->label != NULL ? row->label : "");
  if (row->status != TSQ_OK) {
    tsqp_text_add(r->text, "  %s\n", row->note != NULL ? row->note : "");
    return TSQ_OK;
  }
  const double values[] = {p.estimate, p.ci_lower, p.ci_upper};
  for (int j = 0; j < 3; j++)
    tsqp_text_field(r->text, l->wide, tsqp_decimal(a, values[j], r->o.digits));
  tsqp_text_field(r->text, P_WIDTH, tsqp_text_p(a, p.p_value, r->o.digits));
  for (int j = 0; j < l->n; j++) {
    double value = r->rows->column[l->column[j]].values[i];
    int digits = value == floor(value) && fabs(value) < 1e9 ? 0 : r->o.digits;
    tsqp_text_field(r->text, l->width[j],
                    is_p(r->rows, r->rows->column[l->column[j]].name) ? tsqp_text_p(a, value, r->o.digits)
                                                                      : tsqp_decimal(a, value, digits));
  }
  tsqp_text_add(r->text, "\n");
  return TSQ_OK;
}

int tsqp_rows_text(tsqp_report *r) {
  layout l = lay_out(r);
  size_t group = SIZE_MAX;
  write_heads(r, &l);
  for (size_t i = 0; i < r->rows->n; i++) {
    size_t of = r->rows->row[i].row.group;
    if (of != group && of != SIZE_MAX) tsqp_text_add(r->text, "%s:\n", tsq_rows_group(r->rows, of));
    group = of;
    TSQP_TRY(write_text_row(r, &l, i));
  }
  return TSQ_OK;
}
