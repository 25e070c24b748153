/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit of any model as tables: in CSV one table with everything, elsewhere a table a part. */
#include "report/report.h"
#include "report/table.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

static const char *const csv_heads[] = {"section", "name",    "estimate", "se",       "statistic", "df1",
                                        "df2",     "p_value", "ci_lower", "ci_upper", "pi_lower",  "pi_upper"};
enum { CSV_HEADS = sizeof csv_heads / sizeof csv_heads[0] };

typedef struct entry {
  const char *section, *name;
  double estimate, se, statistic, df1, df2, p, ci_lower, ci_upper, pi_lower, pi_upper;
} entry;

static entry effect_entry(const char *section, const char *name, const tsq_prediction *p) {
  return (entry){section, name, p->estimate, p->se, p->statistic, p->df, NAN, p->p_value, p->ci_lower, p->ci_upper, p->pi_lower,
                 p->pi_upper};
}

static entry line_entry(const char *section, const tsqp_said *s) {
  entry e = {section, s->name, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  if (s->is_test) {
    e.statistic = s->value;
    e.df1 = s->df1;
    e.df2 = s->df2;
    e.p = s->p;
  } else {
    e.estimate = s->value;
    e.se = s->se;
    e.ci_lower = s->lower;
    e.ci_upper = s->upper;
  }
  return e;
}

enum { NUMBERS = 10, P_VALUE = 5 };

/* A part of the report while it is filled: in CSV all parts are one table; elsewhere each is a table of the columns that it uses. */
typedef struct part {
  tsqp_table *table;
  const char *caption;
  entry *entries;
  char (*names)[160]; /* copies: callers make them on their stacks */
  size_t n, room;
} part;

static void numbers_of(const entry *e, double values[NUMBERS]) {
  const double all[NUMBERS] = {e->estimate, e->se, e->statistic, e->df1, e->df2, e->p, e->ci_lower, e->ci_upper, e->pi_lower, e->pi_upper};
  memcpy(values, all, sizeof all);
}

static int add_entry(part *p, const entry *e) {
  if (p->n == p->room) {
    size_t room = p->room == 0 ? 16 : 2 * p->room;
    entry *entries = tsqp_realloc(p->entries, room * sizeof *entries);
    if (entries != NULL) p->entries = entries;
    char(*names)[160] = tsqp_realloc(p->names, room * sizeof *names);
    if (names != NULL) p->names = names;
    if (entries == NULL || names == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
    p->room = room;
  }
  (void)tsqp_format(p->names[p->n], sizeof p->names[p->n], "%s", e->name);
  p->entries[p->n++] = *e;
  return TSQ_OK;
}

/* Columns with a number in some row; an infinite df2 (chi-squared) is none, in tables for people. */
static void used_columns(const part *p, int used[NUMBERS]) {
  int people = p->table->format != TSQ_REPORT_CSV;
  for (int c = 0; c < NUMBERS; c++) {
    used[c] = !people;
    for (size_t i = 0; i < p->n; i++) {
      double values[NUMBERS];
      numbers_of(&p->entries[i], values);
      used[c] |= !isnan(values[c]) && !(people && isinf(values[c]) && (c == 3 || c == 4));
    }
  }
}

static void write_part(part *p) {
  static const char *const heads[NUMBERS] = {"estimate", "SE", "statistic", "df", "df2", "p", "CI lower", "CI upper", "PI lower", "PI upper"};
  tsqp_table *t = p->table;
  int csv = t->format == TSQ_REPORT_CSV;
  int used[NUMBERS];
  const char *shown[NUMBERS + 1] = {""};
  int n = 1;
  used_columns(p, used);
  for (int c = 0; c < NUMBERS; c++) {
    if (used[c]) shown[n++] = heads[c];
  }
  if (!csv) tsqp_table_begin(t, p->caption, shown, n);
  for (size_t i = 0; i < p->n; i++) {
    double values[NUMBERS];
    numbers_of(&p->entries[i], values);
    if (csv) tsqp_table_text(t, p->entries[i].section);
    tsqp_table_text(t, p->names[i]);
    for (int c = 0; c < NUMBERS; c++) {
      if (!used[c]) continue;
      if (c == P_VALUE) {
        tsqp_table_p(t, values[c]);
      } else {
        tsqp_table_number(t, !csv && isinf(values[c]) ? NAN : values[c]);
      }
    }
    tsqp_table_end_row(t);
  }
  if (!csv) tsqp_table_end(t);
}

/* Writes the part where it was filled without failure, and frees it. */
static int end_part(part *p, int status) {
  if (status == TSQ_OK && p->n > 0) write_part(p);
  tsqp_free(p->entries);
  tsqp_free(p->names);
  return status;
}

static int coefficients(tsqp_report *r, tsqp_table *t) {
  part p = {.table = t, .caption = "Coefficients"};
  int status = TSQ_OK;
  for (size_t j = 0; j < r->fit->linear.p && status == TSQ_OK; j++) {
    tsq_estimate e = tsq_coef(r->fit, j);
    tsq_prediction of = tsqp_as_prediction(&e);
    entry row = effect_entry("coefficients", r->fit->linear.names[j], &of);
    status = add_entry(&p, &row);
  }
  return end_part(&p, status);
}

static int add_effect(tsqp_report *r, part *p, const char *section, const char *name, const tsq_prediction *of) {
  entry row = effect_entry(section, name, of);
  TSQP_TRY(add_entry(p, &row));
  if (r->o.transform == 0) return TSQ_OK;
  char label[300];
  tsq_prediction shown = *of;
  TSQP_TRY(tsqp_report_transform(r, NAN, &shown));
  (void)tsqp_format(label, sizeof label, "%s (%s)", name, r->o.shown);
  row = effect_entry(section, label, &shown);
  return add_entry(p, &row);
}

/* The threshold stands on the scale that is shown. */
static int add_beyond(tsqp_report *r, part *p) {
  const tsq_beyond *b = r->o.beyond;
  char name[100];
  if (b == NULL) return TSQ_OK;
  double threshold = b->threshold;
  if (r->o.transform != 0) TSQP_TRY(tsqp_report_shown(r, b->threshold, &threshold));
  const char *sign = r->o.beyond_direction < 0 ? "<" : ">";
  (void)tsqp_format(name, sizeof name, "probability of a new trial's true effect %s %.6g", sign, threshold);
  entry row = {"beyond", name, b->probability, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  TSQP_TRY(add_entry(p, &row));
  (void)tsqp_format(name, sizeof name, "proportion of true effects %s %.6g", sign, threshold);
  tsq_prediction proportion = tsqp_as_prediction(&b->proportion);
  row = effect_entry("beyond", name, &proportion);
  return add_entry(p, &row);
}

static int add_effects(tsqp_report *r, part *p) {
  if (tsqp_fit_is_pooled(r->fit) && tsqp_can(r->fit, "predict")) {
    tsq_prediction of;
    TSQP_TRY(tsq_predict(r->fit, NULL, 1, &of));
    TSQP_TRY(add_effect(r, p, "effects", "pooled effect", &of));
  }
  for (size_t i = 0; i < r->o.n_predictions; i++) {
    char number[40];
    char name[300];
    (void)tsqp_format(name, sizeof name, "predicted at %s", tsqp_prediction_label(r, i, number, sizeof number));
    TSQP_TRY(add_effect(r, p, "effects", name, &r->o.predictions[i]));
  }
  return add_beyond(r, p);
}

static int effects(tsqp_report *r, tsqp_table *t) {
  part p = {.table = t, .caption = "Effects"};
  return end_part(&p, add_effects(r, &p));
}

static int has_lines(const tsqp_section *s) {
  return (s->kind == TSQP_LINES || s->kind == TSQP_INLINE || s->kind == TSQP_STATISTICS) && s->lines != NULL;
}

/* Tests apart from estimates: they have other columns. */
static int add_lines(tsqp_report *r, part *p, int tests, int estimates) {
  for (const tsqp_section *s = r->fit->class->sections; s->kind != 0; s++) {
    tsqp_said said[TSQP_MOST_LINES];
    size_t n;
    if (!has_lines(s) || !tsqp_section_applies(&r->walk, s)) continue;
    TSQP_TRY(tsqp_section_lines(&r->walk, s, said, &n));
    for (size_t i = 0; i < n; i++) {
      char label[80];
      entry row = line_entry(s->key, &said[i]);
      if (said[i].is_test ? !tests : !estimates) continue;
      if (p->table->format != TSQ_REPORT_CSV) row.name = tsqp_symbols(r, said[i].label, label, sizeof label);
      TSQP_TRY(add_entry(p, &row));
    }
  }
  return TSQ_OK;
}

static int lines(tsqp_report *r, tsqp_table *t) {
  part estimates = {.table = t, .caption = "Heterogeneity and fit"};
  part tests = {.table = t, .caption = "Tests"};
  entry k = {"studies", "k", (double)r->fit->k, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  int status = add_entry(&estimates, &k);
  if (status == TSQ_OK) status = add_lines(r, &estimates, 0, 1);
  TSQP_TRY(end_part(&estimates, status));
  return end_part(&tests, add_lines(r, &tests, 1, 0));
}

/* The groups' heterogeneity, beside their effects among the coefficients. */
static int add_groups(tsqp_report *r, part *p) {
  static const char *const names[] = {"k", "tau2", "I2", "QE"};
  const tsqp_linear *l = &r->fit->linear;
  for (size_t g = 0; g <= l->p; g++) {
    const tsq_fit *of_group = tsq_fit_part(r->fit, g);
    const char *name = g < l->p ? l->names[g] : "(overall)";
    if (g == l->p) {
      tsq_prediction of;
      TSQP_TRY(tsq_predict(of_group, NULL, 1, &of));
      TSQP_TRY(add_effect(r, p, "effects", name, &of));
    }
    for (size_t i = 0; i < 4; i++) {
      char label[200];
      (void)tsqp_format(label, sizeof label, "%s: %s", name, names[i]);
      entry row = {"groups", label, tsqp_scalar(of_group, names[i]), NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
      TSQP_TRY(add_entry(p, &row));
    }
  }
  return TSQ_OK;
}

/* For people a row a group, on the scale that is shown, as the text has it. */
static int write_groups(tsqp_report *r, tsqp_table *t) {
  static const char *const names[] = {"k", "tau2", "I2", "QE"};
  const tsqp_linear *l = &r->fit->linear;
  for (size_t g = 0; g <= l->p; g++) {
    const tsq_fit *of_group = tsq_fit_part(r->fit, g);
    tsq_estimate e = tsq_coef(r->fit, g < l->p ? g : 0);
    tsq_prediction of = tsqp_as_prediction(&e);
    if (g == l->p) TSQP_TRY(tsq_predict(of_group, NULL, 1, &of));
    if (r->o.transform != 0) TSQP_TRY(tsqp_report_transform(r, NAN, &of));
    tsqp_table_text(t, g < l->p ? l->names[g] : "Overall");
    tsqp_table_number(t, of.estimate);
    tsqp_table_number(t, of.ci_lower);
    tsqp_table_number(t, of.ci_upper);
    for (size_t i = 0; i < 4; i++)
      tsqp_table_number(t, tsqp_scalar(of_group, names[i]));
    tsqp_table_end_row(t);
  }
  return TSQ_OK;
}

static int groups(tsqp_report *r, tsqp_table *t) {
  char words[2][40];
  const char *heads[] = {"", "estimate", "CI lower", "CI upper", "k", tsqp_symbols(r, "tau^2", words[0], sizeof words[0]),
                         tsqp_symbols(r, "I^2", words[1], sizeof words[1]), "Q"};
  part p = {.table = t, .caption = "Groups"};
  char caption[200];
  if (r->fit->class->part == NULL) return TSQ_OK;
  if (t->format == TSQ_REPORT_CSV) return end_part(&p, add_groups(r, &p));
  (void)tsqp_format(caption, sizeof caption, "Groups%s%.150s", r->is_named ? ": " : "",
                    !r->is_named ? "" : r->o.transform != 0 ? r->o.shown : r->o.measure);
  tsqp_table_begin(t, caption, heads, 8);
  TSQP_TRY(write_groups(r, t));
  tsqp_table_end(t);
  return TSQ_OK;
}

static int studies(tsqp_report *r, tsqp_table *t) {
  tsq_rows *rows = NULL;
  if (!r->o.studies || t->format == TSQ_REPORT_CSV) return TSQ_OK;
  TSQP_TRY(tsq_fit_rows(r->fit, NULL, &rows));
  tsqp_report of_rows = *r;
  of_rows.fit = NULL;
  of_rows.rows = rows;
  int status = tsqp_rows_tables(&of_rows, t->format);
  tsq_rows_free(rows);
  return status;
}

int tsqp_fit_tables(tsqp_report *r, int32_t format) {
  tsqp_table t = {.text = r->text, .format = format, .digits = r->o.digits};
  const tsqp_texts *texts = tsqp_fit_texts(r->fit);
  if (texts == NULL) return TSQ_ERR_NOMEM;
  if (format == TSQ_REPORT_CSV) tsqp_table_begin(&t, NULL, csv_heads, CSV_HEADS);
  if (tsqp_can(r->fit, "predict")) { /* a stream's fit may lack the pass for its coefficients */
    TSQP_TRY(effects(r, &t));
    if (tsqp_can(r->fit, "predict")) TSQP_TRY(coefficients(r, &t));
  }
  TSQP_TRY(lines(r, &t));
  TSQP_TRY(groups(r, &t));
  TSQP_TRY(studies(r, &t));
  const char *interval = tsqp_interval_words(&r->walk);
  if (interval != NULL) tsqp_table_note(&t, interval);
  tsqp_table_note(&t, texts->conventions);
  for (size_t i = 0; i < texts->n; i++)
    tsqp_table_note(&t, texts->outcome[i]);
  if (format == TSQ_REPORT_CSV) tsqp_table_end(&t);
  return TSQ_OK;
}
