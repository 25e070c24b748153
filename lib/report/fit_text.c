/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit of any model as text, from its class's sections: the field's wording, aligned, at most 80 columns. */
#include "report/report.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

#define WIDTH 80
#define VALUES 44 /* the column where intervals begin */

/* ---- pieces ------------------------------------------------------------------------------------------------------ */

static void field(tsqp_report *r, int width, const char *words) {
  char buffer[300];
  tsqp_text_field(r->text, width, tsqp_symbols(r, words, buffer, sizeof buffer));
}

/* A number with a space before it, right-aligned. */
static void cell(tsqp_report *r, int width, const char *value) {
  tsqp_text_add(r->text, " ");
  tsqp_text_field(r->text, width - 1, value);
}

/* "  tau^2                          0.3132   [0.1197, 1.1115]  SE 0.1664" */
static void estimate_line(tsqp_report *r, const tsqp_said *s) {
  char a[32];
  char b[32];
  tsqp_text_add(r->text, "  ");
  field(r, -27, s->label);
  tsqp_text_field(r->text, 10, tsqp_decimal(a, s->value, s->digits));
  tsqp_text_field(r->text, -1, s->unit);
  if (!isnan(s->lower)) {
    tsqp_text_add(r->text, "  [%s%s,", tsqp_decimal(a, s->lower, s->digits), s->unit);
    tsqp_text_add(r->text, " %s%s]", tsqp_decimal(b, s->upper, s->digits), s->unit);
  }
  if (s->is_empty) tsqp_text_add(r->text, "  [empty]");
  if (!isnan(s->se)) tsqp_text_add(r->text, "  SE %s", tsqp_decimal(a, s->se, s->digits));
  tsqp_text_add(r->text, "\n");
}

/* "Q(df = 12) = 152.2330, p-val <.0001", or "F(df1 = 2, df2 = 10) = ..." */
static void test_line(tsqp_report *r, const tsqp_said *s) {
  char a[32];
  char b[32];
  if (isinf(s->df2)) {
    field(r, 0, s->label);
    tsqp_text_add(r->text, "(df = %s)", tsqp_text_df(a, s->df1));
  } else {
    tsqp_text_add(r->text, "F(df1 = %s, df2 = %s)", tsqp_text_df(a, s->df1), tsqp_text_df(b, s->df2));
  }
  tsqp_text_add(r->text, " = %s, p-val %s%s\n", tsqp_decimal(a, s->value, s->digits),
                s->p < pow(10, -s->digits) ? "" : "= ", tsqp_text_p(b, s->p, s->digits));
}

/* Words of a long line, broken before column 80. */
static void wrapped(tsqp_report *r, const char *first, const char *words) {
  size_t column = strlen(first);
  tsqp_text_add(r->text, "%s", first);
  while (*words != '\0') {
    size_t n = strcspn(words, " ");
    if (column + n + 1 > WIDTH && column > 2) {
      tsqp_text_add(r->text, "\n ");
      column = 1;
    }
    tsqp_text_add(r->text, " %.*s", (int)n, words);
    column += n + 1;
    words += n + (words[n] == ' ' ? 1 : 0);
  }
  tsqp_text_add(r->text, "\n");
}

/* ---- sections ---------------------------------------------------------------------------------------------------- */

static void title(tsqp_report *r, const tsqp_section *s) {
  char buffer[400];
  if (s->title != NULL) field(r, 0, tsqp_section_title(&r->walk, s->title, buffer, sizeof buffer));
}

static int heading(tsqp_report *r, const tsqp_section *s) {
  char buffer[400];
  char shown[420];
  const char *words = tsqp_section_title(&r->walk, s->title, buffer, sizeof buffer);
  tsqp_text_add(r->text, "%s\n", tsqp_symbols(r, words, shown, sizeof shown));
  if (r->is_named) { /* groups are listed on the scale that is shown */
    int is_shown = r->fit->class->part != NULL && r->o.transform != 0;
    tsqp_text_add(r->text, "Effect: ");
    tsqp_text_field(r->text, 0, is_shown ? r->o.shown : r->o.measure);
    tsqp_text_add(r->text, "\n");
  }
  tsqp_text_add(r->text, "\n");
  return TSQ_OK;
}

/* The kind of the interval stands above its column. */
static void interval_head(tsqp_report *r, const tsqp_section *s) {
  char buffer[400];
  char kind[40];
  const char *words = tsqp_section_title(&r->walk, s->title, buffer, sizeof buffer);
  field(r, -VALUES, words);
  (void)tsqp_format(kind, sizeof kind, "%g%% CI (%s)", 100 * r->level, tsq_tau2_ci_name(r->walk.tau2.kind));
  tsqp_text_add(r->text, "%s\n", kind);
}

static int lines(tsqp_report *r, const tsqp_section *s) {
  tsqp_said said[TSQP_MOST_LINES];
  size_t n = 0;
  int has_interval = 0;
  if (s->lines != NULL) TSQP_TRY(tsqp_section_lines(&r->walk, s, said, &n));
  for (size_t i = 0; i < n; i++)
    has_interval |= !isnan(said[i].lower) || said[i].is_empty;
  if (has_interval) {
    interval_head(r, s);
  } else if (s->title != NULL) {
    title(r, s);
    tsqp_text_add(r->text, "\n");
  }
  for (size_t i = 0; i < n; i++) {
    if (said[i].is_test) {
      test_line(r, &said[i]);
    } else {
      estimate_line(r, &said[i]);
    }
  }
  if (has_interval && r->walk.tau2.outcome == TSQ_CI_EMPTY) {
    char buffer[200];
    tsqp_text_add(r->text, "%s",
                  tsqp_symbols(r, "  (The interval is empty: the effects are closer together than any tau^2 >= 0\n  explains.)\n",
                               buffer, sizeof buffer));
  }
  if (has_interval && r->walk.tau2.outcome == TSQ_CI_NOT_CONNECTED) {
    char buffer[200];
    tsqp_text_add(r->text, "%s",
                  tsqp_symbols(r,
                               "  (The likelihood has several maxima, and the set of plausible tau^2 has holes: the\n"
                               "  interval is its hull.)\n",
                               buffer, sizeof buffer));
  }
  if (!(s->when & TSQP_TIGHT)) tsqp_text_add(r->text, "\n");
  return TSQ_OK;
}

static int in_line(tsqp_report *r, const tsqp_section *s) {
  tsqp_said said[TSQP_MOST_LINES];
  size_t n;
  char a[32];
  TSQP_TRY(tsqp_section_lines(&r->walk, s, said, &n));
  for (size_t i = 0; i < n; i++) {
    if (i > 0) tsqp_text_add(r->text, ", ");
    field(r, 0, said[i].label);
    tsqp_text_add(r->text, " = %s%s", tsqp_decimal(a, said[i].value, said[i].digits), said[i].unit);
  }
  tsqp_text_add(r->text, "\n\n");
  return TSQ_OK;
}

/* ---- coefficients ------------------------------------------------------------------------------------------------ */

/* Columns widen with the decimals asked for, so that numbers never touch. */
static void coefficients_head(tsqp_report *r, int names, int with_df) {
  int wider = r->o.digits > 4 ? r->o.digits - 4 : 0;
  tsqp_text_field(r->text, -names, "");
  tsqp_text_field(r->text, 10 + wider, "estimate");
  tsqp_text_field(r->text, 9 + wider, "se");
  tsqp_text_field(r->text, 9 + wider, with_df ? "tval" : "zval");
  if (with_df) tsqp_text_field(r->text, 7, "df");
  tsqp_text_field(r->text, 8 + wider, "pval");
  tsqp_text_field(r->text, 10 + wider, "ci.lb");
  tsqp_text_field(r->text, 10 + wider, "ci.ub");
  tsqp_text_add(r->text, "\n");
}

static void coefficient(tsqp_report *r, int names, const char *name, const tsq_estimate *e) {
  char a[32];
  int digits = r->o.digits;
  int wider = digits > 4 ? digits - 4 : 0;
  tsqp_text_name(r->text, names, name);
  cell(r, 10 + wider, tsqp_decimal(a, e->estimate, digits));
  cell(r, 9 + wider, tsqp_decimal(a, e->se, digits));
  cell(r, 9 + wider, tsqp_decimal(a, e->statistic, digits));
  if (!isinf(e->df)) cell(r, 7, tsqp_text_df(a, e->df));
  cell(r, 8 + wider, tsqp_text_p(a, e->p_value, digits));
  cell(r, 10 + wider, tsqp_decimal(a, e->ci_lower, digits));
  cell(r, 10 + wider, tsqp_decimal(a, e->ci_upper, digits));
  const char *mark = tsqp_stars(e->p_value);
  tsqp_text_add(r->text, mark[0] != '\0' ? "  %s\n" : "%s\n", mark);
}

static int coefficients(tsqp_report *r, const tsqp_section *s) {
  (void)s;
  const tsqp_linear *l = &r->fit->linear;
  int with_df = !isinf(l->ddf);
  int single = tsqp_fit_is_pooled(r->fit);
  int longest = with_df ? 12 : 17;
  int width = 0;
  for (size_t j = 0; j < l->p && !single; j++) {
    int length = (int)strlen(l->names[j]);
    if (length > width && length <= longest) width = length;
  }
  tsqp_text_add(r->text, "Model Results (%g%% CI):\n\n", 100 * r->level);
  coefficients_head(r, width, with_df);
  for (size_t j = 0; j < l->p; j++) {
    tsq_estimate e = tsq_coef(r->fit, j);
    coefficient(r, width, single ? "" : l->names[j], &e);
  }
  tsqp_text_add(r->text, "\n");
  if (r->fit->class->traits & TSQP_HAS_LEGEND)
    tsqp_text_add(r->text, "---\nSignif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1\n\n");
  return TSQ_OK;
}

/* ---- effects ----------------------------------------------------------------------------------------------------- */

static void interval(tsqp_report *r, const char *name, double lower, double upper) {
  char a[32];
  char b[32];
  if (isnan(lower)) return;
  tsqp_text_add(r->text, "%s [%s, %s]", name, tsqp_decimal(a, lower, r->o.digits), tsqp_decimal(b, upper, r->o.digits));
}

static void effect_line(tsqp_report *r, const char *before, const char *label, const tsq_prediction *p) {
  char a[32];
  char name[40];
  tsqp_text_add(r->text, "%s", before);
  tsqp_text_field(r->text, 0, label);
  tsqp_text_add(r->text, ": %s", tsqp_decimal(a, p->estimate, r->o.digits));
  tsqp_format(name, sizeof name, ", %g%% CI", 100 * r->level);
  interval(r, name, p->ci_lower, p->ci_upper);
  if (!isnan(p->pi_lower)) tsqp_text_add(r->text, "\n ");
  tsqp_format(name, sizeof name, " %g%% prediction interval", 100 * r->level);
  interval(r, name, p->pi_lower, p->pi_upper);
  tsqp_text_add(r->text, "\n");
}

/* An effect, and below it the same after the transformation. */
static int effect(tsqp_report *r, const char *before, const char *label, const tsq_prediction *p) {
  tsq_prediction shown = *p;
  effect_line(r, before, label, p);
  if (r->o.transform == 0) return TSQ_OK;
  TSQP_TRY(tsqp_report_transform(r, NAN, &shown));
  effect_line(r, "", r->o.shown, &shown);
  return TSQ_OK;
}

/* The threshold on the scale that is shown, as the caller thinks of it. */
static int beyond(tsqp_report *r) {
  char a[32];
  char scale[100] = "";
  const tsq_beyond *b = r->o.beyond;
  if (b == NULL) return TSQ_OK;
  double threshold = b->threshold;
  const char *sign = r->o.beyond_direction < 0 ? "<" : ">";
  if (r->o.transform != 0) {
    TSQP_TRY(tsqp_report_shown(r, b->threshold, &threshold));
    tsqp_format(scale, sizeof scale, " (%.90s)", r->o.shown);
  }
  tsqp_text_add(r->text, "Probability that a new trial's true effect%s is %s %.6g: %s\n", scale, sign, threshold,
                tsqp_decimal(a, b->probability, r->o.digits));
  tsqp_text_add(r->text, "Estimated proportion of true effects %s %.6g: %s", sign, threshold,
                tsqp_decimal(a, b->proportion.estimate, r->o.digits));
  interval(r, ", CI", b->proportion.ci_lower, b->proportion.ci_upper);
  tsqp_text_add(r->text, "\n\n");
  return TSQ_OK;
}

static int effects(tsqp_report *r, const tsqp_section *s) {
  (void)s;
  if (tsqp_fit_is_pooled(r->fit)) {
    tsq_prediction p;
    TSQP_TRY(tsq_predict(r->fit, NULL, 1, &p));
    TSQP_TRY(effect(r, "", "Pooled effect", &p));
    tsqp_text_add(r->text, "\n");
  }
  for (size_t i = 0; i < r->o.n_predictions; i++) {
    char number[40];
    TSQP_TRY(effect(r, "Predicted at ", tsqp_prediction_label(r, i, number, sizeof number), &r->o.predictions[i]));
    if (i + 1 == r->o.n_predictions) tsqp_text_add(r->text, "\n");
  }
  return beyond(r);
}

static int statistics(tsqp_report *r, const tsqp_section *s) {
  tsqp_said said[TSQP_MOST_LINES];
  size_t n;
  char a[32];
  int width = 12 + (r->o.digits > 4 ? r->o.digits - 4 : 0);
  TSQP_TRY(tsqp_section_lines(&r->walk, s, said, &n));
  for (size_t i = 0; i < n; i++)
    tsqp_text_field(r->text, width, said[i].label);
  tsqp_text_add(r->text, "\n");
  for (size_t i = 0; i < n; i++)
    cell(r, width, tsqp_decimal(a, said[i].value, r->o.digits));
  tsqp_text_add(r->text, "\n\n");
  return TSQ_OK;
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

#define NAME 24

static int group(tsqp_report *r, const char *name, const tsq_prediction *effect_of, const tsq_fit *fit) {
  char a[32];
  tsq_prediction shown = *effect_of;
  if (r->o.transform != 0) TSQP_TRY(tsqp_report_transform(r, NAN, &shown));
  int width = 9 + (r->o.digits > 4 ? r->o.digits - 4 : 0);
  const double values[4] = {shown.estimate, shown.ci_lower, shown.ci_upper, fit->tau2};
  tsqp_text_name(r->text, NAME, name);
  tsqp_text_field(r->text, 4, tsqp_decimal(a, (double)fit->k, 0));
  for (int j = 0; j < 4; j++) {
    tsqp_text_add(r->text, " ");
    tsqp_text_field(r->text, width, tsqp_decimal(a, values[j], r->o.digits));
  }
  tsqp_text_field(r->text, 8, tsqp_decimal(a, tsqp_scalar(fit, "I2"), 1));
  tsqp_text_add(r->text, "%%\n");
  return TSQ_OK;
}

static int groups(tsqp_report *r, const tsqp_section *s) {
  static const char *const heads[5] = {"estimate", "ci.lb", "ci.ub", "tau^2", "I^2"};
  (void)s;
  const tsqp_linear *l = &r->fit->linear;
  tsq_prediction p;
  tsqp_text_field(r->text, -NAME, "Group");
  tsqp_text_field(r->text, 4, "k");
  for (int j = 0; j < 5; j++)
    field(r, j == 4 ? 9 : 10 + (r->o.digits > 4 ? r->o.digits - 4 : 0), heads[j]);
  tsqp_text_add(r->text, "\n");
  for (size_t g = 0; g < l->p; g++) {
    tsq_estimate e = tsq_coef(r->fit, g);
    p = tsqp_as_prediction(&e);
    TSQP_TRY(group(r, l->names[g], &p, tsq_fit_part(r->fit, g)));
  }
  TSQP_TRY(tsq_predict(tsq_fit_part(r->fit, l->p), NULL, 1, &p));
  TSQP_TRY(group(r, "Overall", &p, tsq_fit_part(r->fit, l->p)));
  tsqp_text_add(r->text, "\n");
  return TSQ_OK;
}

/* ---- studies ----------------------------------------------------------------------------------------------------- */

static void study(tsqp_report *r, const tsq_row *row) {
  char a[40];
  int wide = 12 + (r->o.digits > 4 ? r->o.digits - 4 : 0);
  double fitted = isnan(row->fitted[0]) && tsqp_fit_is_pooled(r->fit) ? r->fit->linear.b[0] : row->fitted[0];
  tsqp_text_add(r->text, "  ");
  tsqp_text_name(r->text, 28, row->label);
  if (row->status != TSQ_OK) {
    tsqp_text_add(r->text, "  %s\n", row->note);
    return;
  }
  tsqp_text_field(r->text, wide, tsqp_decimal(a, row->effect.estimate, r->o.digits));
  tsqp_text_field(r->text, wide, tsqp_decimal(a, row->effect.se, r->o.digits));
  tsqp_text_field(r->text, 11, isnan(row->weight) ? "" : tsqp_decimal(a, row->weight, 2));
  tsqp_text_add(r->text, "%s", isnan(row->weight) ? " " : "%");
  tsqp_text_field(r->text, wide, tsqp_decimal(a, fitted, r->o.digits));
  tsqp_text_add(r->text, "\n");
}

static int studies(tsqp_report *r, const tsqp_section *s) {
  static const char *const heads[4] = {"yi", "sei", "weight", "fitted"};
  (void)s;
  tsq_rows *rows = NULL;
  int wide = 12 + (r->o.digits > 4 ? r->o.digits - 4 : 0);
  if (!r->o.studies) return TSQ_OK;
  TSQP_TRY(tsq_fit_rows(r->fit, NULL, &rows));
  tsqp_text_field(r->text, -30, "Studies:");
  for (int j = 0; j < 4; j++)
    tsqp_text_field(r->text, j == 2 ? 12 : wide, heads[j]);
  tsqp_text_add(r->text, "\n");
  for (size_t i = 0; i < rows->n; i++) {
    if (rows->row[i].row.kind == TSQ_ROW_STUDY) study(r, &rows->row[i].row);
  }
  tsqp_text_add(r->text, "\n");
  tsq_rows_free(rows);
  return TSQ_OK;
}

/* ---- the report -------------------------------------------------------------------------------------------------- */

static int (*const renderers[])(tsqp_report *r, const tsqp_section *s) = {
    [TSQP_HEADING] = heading, [TSQP_LINES] = lines,           [TSQP_INLINE] = in_line, [TSQP_COEFFICIENTS] = coefficients,
    [TSQP_EFFECTS] = effects, [TSQP_STATISTICS] = statistics, [TSQP_GROUPS] = groups,  [TSQP_STUDIES] = studies};

static int notes(tsqp_report *r) {
  char buffer[2000];
  const tsqp_texts *texts = tsqp_fit_texts(r->fit);
  if (texts == NULL) return TSQ_ERR_NOMEM;
  wrapped(r, "Conventions:", tsqp_symbols(r, texts->conventions, buffer, sizeof buffer));
  for (size_t i = 0; i < texts->n; i++)
    wrapped(r, "Note:", tsqp_symbols(r, texts->outcome[i], buffer, sizeof buffer));
  return TSQ_OK;
}

int tsqp_fit_text(tsqp_report *r) {
  for (const tsqp_section *s = r->fit->class->sections; s->kind != 0; s++) {
    if (tsqp_section_applies(&r->walk, s)) TSQP_TRY(renderers[s->kind](r, s));
  }
  return notes(r);
}
