/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/svg.h"

#include "base/number.h"

#include <string.h>

/* Verdana has nearly the widths of DejaVu Sans, which descends from it. */
#define FALLBACKS ", 'DejaVu Sans', Verdana, 'Helvetica Neue', Arial, sans-serif"

typedef struct line {
  const char *text;
  size_t n;
} line;

static int begins_with(line l, const char *prefix) {
  size_t n = strlen(prefix);
  return l.n >= n && memcmp(l.text, prefix, n) == 0;
}

/* Where `needle` begins in the line, or its length. */
static size_t find(line l, const char *needle) {
  size_t n = strlen(needle);
  for (size_t i = 0; i + n <= l.n; i++) {
    if (memcmp(l.text + i, needle, n) == 0) return i;
  }
  return l.n;
}

static void add(tsqp_script *out, const char *text) {
  tsqp_script_add(out, text, strlen(text));
}
static void add_line(tsqp_script *out, line l) {
  tsqp_script_add(out, l.text, l.n);
}

static void add_escaped(tsqp_script *out, const char *text) {
  for (; *text != '\0'; text++) {
    const char *entity = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;
    if (entity != NULL) {
      add(out, entity);
    } else {
      tsqp_script_add(out, text, 1);
    }
  }
}

/* The line that opens a label's group; the label's own text stands on another line. */
static void add_label_line(tsqp_script *out, line l, const char *font) {
  static const char attribute[] = "font-family=\"";
  size_t at = find(l, attribute) + strlen(attribute), family = strlen(font);
  if (at + family > l.n || memcmp(l.text + at, font, family) != 0) {
    add_line(out, l);
    return;
  }
  line rest = {l.text + at + family, l.n - at - family};
  int bold = begins_with(rest, ":Bold");
  if (bold) rest = (line){rest.text + 5, rest.n - 5};
  tsqp_script_add(out, l.text, at);
  add(out, font);
  add(out, FALLBACKS);
  if (bold) add(out, "\" font-weight=\"bold");
  add_line(out, rest);
}

/* ` width="620" height="400"`: numbers without a unit are pixels, of which there are 96 in an inch. */
static void add_size_line(tsqp_script *out, line l) {
  size_t quote = find(l, "\" height=\"");
  tsqp_script_add(out, l.text, quote);
  add(out, "pt");
  line rest = {l.text + quote, l.n - quote};
  size_t end = find(rest, "\"\n");
  tsqp_script_add(out, rest.text, end);
  if (end < rest.n) add(out, "pt\"\n");
}

static void add_shape_line(tsqp_script *out, line l) {
  static const char jagged[] = " shape-rendering='crispEdges'";
  size_t at = find(l, jagged);
  tsqp_script_add(out, l.text, at);
  if (at < l.n) add_line(out, (line){l.text + at + strlen(jagged), l.n - at - strlen(jagged)});
}

/* A label's text: gnuplot leaves '>' as it is, which XML allows but for "]]>". */
static void add_text_line(tsqp_script *out, line l) {
  for (size_t at; (at = find(l, "]]>")) < l.n;) {
    tsqp_script_add(out, l.text, at);
    add(out, "]]&gt;");
    l = (line){l.text + at + 3, l.n - at - 3};
  }
  add_line(out, l);
}

static void add_element(tsqp_script *out, const char *name, const char *text) {
  add(out, "<");
  add(out, name);
  add(out, ">");
  add_escaped(out, text);
  add(out, "</");
  add(out, name);
  add(out, ">");
}

/* `\t<g id="gnuplot_plot_1" ><title>$shapes0 using 1:2</title>`: what is said here would be shown of every shape in it. */
static void add_plot_line(tsqp_script *out, line l) {
  size_t at = find(l, "<title>");
  tsqp_script_add(out, l.text, at);
  if (at < l.n) add(out, "\n");
}

static void add_hint(tsqp_script *out, const tsqp_hint *hint) {
  char rectangle[200];
  const tsqp_box *box = &hint->box;
  tsqp_format(rectangle, sizeof rectangle, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">",
              box->left, box->top, box->right - box->left, box->bottom - box->top);
  add(out, rectangle);
  add_element(out, "title", hint->text);
  add(out, "</rect>\n");
}

static void add_hints(tsqp_script *out, const tsqp_svg_words *words) {
  if (words->n_hints == 0) return;
  add(out, "<g fill=\"none\" stroke=\"none\" pointer-events=\"all\">\n");
  for (size_t i = 0; i < words->n_hints; i++)
    add_hint(out, &words->hints[i]);
  add(out, "</g>\n");
}

int tsqp_improve_svg(const char *svg, size_t n, const char *font, const tsqp_svg_words *words,
                     tsqp_script *improved) {
  for (size_t at = 0; at < n;) {
    const char *end = memchr(svg + at, '\n', n - at);
    line l = {svg + at, end == NULL ? n - at : (size_t)(end - svg) - at + 1};
    if (begins_with(l, "\t\t<text>")) {
      add_text_line(improved, l);
    } else if (begins_with(l, "\t<g transform=\"translate(")) {
      add_label_line(improved, l, font);
    } else if (begins_with(l, "\t<g id=\"gnuplot_plot_")) {
      add_plot_line(improved, l);
    } else if (begins_with(l, " width=\"")) {
      add_size_line(improved, l);
    } else if (begins_with(l, "\t<g stroke='none' shape-rendering=")) {
      add_shape_line(improved, l);
    } else if (begins_with(l, "<title>Gnuplot</title>")) {
      add_element(improved, "title", words->title);
      add(improved, "\n");
    } else if (begins_with(l, "<desc>Produced by")) {
      add_element(improved, "desc", words->description);
      add(improved, "\n");
    } else {
      if (begins_with(l, "</svg>")) add_hints(improved, words);
      add_line(improved, l);
    }
    at += l.n;
  }
  return improved->status;
}
