/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit of any model as tables: in CSV one table with everything, elsewhere a table a part. */
#include "report/report.h"
#include "report/table.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

enum { NUMBERS = 10, P_VALUE = 5 };

static const char *const csv_heads[NUMBERS + 2] = {"section", "name",    "estimate", "se",       "statistic", "df1",
                                                   "df2",     "p_value", "ci_lower", "ci_upper", "pi_lower",  "pi_upper"};
static const char *const heads[NUMBERS + 1] = {"",   "Estimate", "SE",       "Statistic", "df",       "df2",
                                               "p",  "CI lower", "CI upper", "PI lower",  "PI upper"};

/* A row: numbers in the order of the heads. */
typedef struct entry {
  const char *section, *name;
  double number[NUMBERS];
} entry;

/* What a part of the report has so far; but for CSV its columns are those in which a number stands. */
typedef struct part {
  tsqp_report *r;
  tsqp_table *table;
  entry *entry; /* names are owned */
  size_t n;
  int status;
} part;

/* ---- entries ----------------------------------------------------------------------------------------------------- */

static void write_numbers(tsqp_table *t, const entry *e, const int *shown) {
  for (int i = 0; i < NUMBERS; i++) {
    if (!shown[i]) continue;
    if (i == P_VALUE) {
      tsqp_table_p(t, e->number[i]);
    } else {
      tsqp_table_number(t, e->number[i]);
    }
  }
  tsqp_table_end_row(t);
}

static void add_entry(part *p, const char *section, const char *name, const double number[NUMBERS]) {
  static const int all[NUMBERS] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  entry e = {.section = section};
  if (p->status != TSQ_OK) return;
  memcpy(e.number, number, sizeof e.number);
  if (p->table->format == TSQ_REPORT_CSV) {
    tsqp_table_text(p->table, section);
    tsqp_table_text(p->table, name);
    write_numbers(p->table, &e, all);
    return;
  }
  char words[300];
  e.name = tsqp_strdup(tsqp_symbols(p->r, name, words, sizeof words));
  if ((p->n & (p->n - 1)) == 0) { /* room for powers of two */
    entry *more = tsqp_realloc(p->entry, 2 * (p->n + 1) * sizeof *more);
    if (more == NULL) p->status = TSQ_ERR_NOMEM;
    if (more != NULL) p->entry = more;
  }
  if (e.name == NULL || p->status != TSQ_OK) {
    tsqp_free((char *)e.name);
    p->status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
    return;
  }
  p->entry[p->n++] = e;
}

/* Infinite df say that the reference is the normal, or chi-squared: nothing to print in a paper's table. */
static int is_shown(const part *p, int column) {
  for (size_t i = 0; i < p->n; i++) {
    double x = p->entry[i].number[column];
    if (!isnan(x) && !(isinf(x) && (column == 3 || column == 4))) return 1;
  }
  return 0;
}

static part begin_part(tsqp_report *r, tsqp_table *t) {
  return (part){.r = r, .table = t, .status = TSQ_OK};
}

static int end_part(part *p, const char *caption) {
  const char *shown_heads[NUMBERS + 1] = {heads[0]};
  int shown[NUMBERS];
  int n = 1;
  for (int i = 0; i < NUMBERS; i++) {
    shown[i] = is_shown(p, i);
    if (shown[i]) shown_heads[n++] = heads[i + 1];
  }
  if (p->n > 0 && p->status == TSQ_OK) tsqp_table_begin(p->table, caption, shown_heads, n);
  for (size_t i = 0; i < p->n && p->status == TSQ_OK; i++) {
    entry *e = &p->entry[i];
    for (int df = 3; df < 5; df++)
      if (isinf(e->number[df])) e->number[df] = NAN;
    tsqp_table_text(p->table, e->name);
    write_numbers(p->table, e, shown);
  }
  if (p->n > 0 && p->status == TSQ_OK) tsqp_table_end(p->table);
  for (size_t i = 0; i < p->n; i++)
    tsqp_free((char *)p->entry[i].name);
  tsqp_free(p->entry);
  return p->status;
}

static void add_effect(part *part_of, const char *section, const char *name, const tsq_prediction *p) {
  const double number[NUMBERS] = {p->estimate, p->se,       p->statistic, p->df,       NAN,
                                  p->p_value,  p->ci_lower, p->ci_upper,  p->pi_lower, p->pi_upper};
  add_entry(part_of, section, name, number);
}

static void add_value(part *p, const char *section, const char *name, double value) {
  const double number[NUMBERS] = {value, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  add_entry(p, section, name, number);
}

static void add_line(part *p, const char *section, const tsqp_said *s) {
  const char *name = p->table->format == TSQ_REPORT_CSV ? s->name : s->label;
  const double test[NUMBERS] = {NAN, NAN, s->value, s->df1, s->df2, s->p, NAN, NAN, NAN, NAN};
  const double estimate[NUMBERS] = {s->value, s->se, NAN, NAN, NAN, NAN, s->lower, s->upper, NAN, NAN};
  add_entry(p, section, name, s->is_test ? test : estimate);
}

/* ---- parts of the report ----------------------------------------------------------------------------------------- */

static int coefficients(tsqp_report *r, tsqp_table *t) {
  part p = begin_part(r, t);
  for (size_t j = 0; j < r->fit->linear.p; j++) {
    tsq_estimate e = tsq_coef(r->fit, j);
    tsq_prediction effect = tsqp_as_prediction(&e);
    add_effect(&p, "coefficients", r->fit->linear.names[j], &effect);
  }
  return end_part(&p, "Coefficients");
}

/* An effect, and below it the same on the scale that is shown. */
static int effect(part *p, const char *section, const char *name, const tsq_prediction *effect_of) {
  char label[300];
  tsq_prediction shown = *effect_of;
  add_effect(p, section, name, effect_of);
  if (p->r->o.transform == 0) return TSQ_OK;
  TSQP_TRY(tsqp_report_transform(p->r, NAN, &shown));
  (void)tsqp_format(label, sizeof label, "%s (%s)", name, p->r->o.shown);
  add_effect(p, section, label, &shown);
  return TSQ_OK;
}

/* The threshold stands on the scale that is shown. */
static int beyond(part *p) {
  const tsq_beyond *b = p->r->o.beyond;
  char name[100];
  if (b == NULL) return TSQ_OK;
  double threshold = b->threshold;
  if (p->r->o.transform != 0) TSQP_TRY(tsqp_report_shown(p->r, b->threshold, &threshold));
  const char *sign = p->r->o.beyond_direction < 0 ? "<" : ">";
  (void)tsqp_format(name, sizeof name, "probability of a new trial's true effect %s %.6g", sign, threshold);
  add_value(p, "beyond", name, b->probability);
  (void)tsqp_format(name, sizeof name, "proportion of true effects %s %.6g", sign, threshold);
  tsq_prediction proportion = tsqp_as_prediction(&b->proportion);
  add_effect(p, "beyond", name, &proportion);
  return TSQ_OK;
}

static int fill_effects(part *p) {
  const tsqp_report *r = p->r;
  if (tsqp_fit_is_pooled(r->fit)) {
    tsq_prediction pooled;
    TSQP_TRY(tsq_predict(r->fit, NULL, 1, &pooled));
    TSQP_TRY(effect(p, "effects", "pooled effect", &pooled));
  }
  for (size_t i = 0; i < r->o.n_predictions; i++) {
    char number[40];
    char name[300];
    (void)tsqp_format(name, sizeof name, "predicted at %s", tsqp_prediction_label(r, i, number, sizeof number));
    TSQP_TRY(effect(p, "effects", name, &r->o.predictions[i]));
  }
  return beyond(p);
}

static int effects(tsqp_report *r, tsqp_table *t) {
  part p = begin_part(r, t);
  int status = fill_effects(&p);
  if (p.status == TSQ_OK) p.status = status;
  return end_part(&p, "Effects");
}

static int fill_lines(part *p) {
  tsqp_report *r = p->r;
  for (const tsqp_section *s = r->fit->class->sections; s->kind != 0; s++) {
    tsqp_said said[TSQP_MOST_LINES];
    size_t n;
    int has_lines = s->kind == TSQP_LINES || s->kind == TSQP_INLINE || s->kind == TSQP_STATISTICS;
    if (!has_lines || s->lines == NULL || !tsqp_section_applies(&r->walk, s)) continue;
    TSQP_TRY(tsqp_section_lines(&r->walk, s, said, &n));
    for (size_t i = 0; i < n; i++)
      add_line(p, s->key, &said[i]);
  }
  add_value(p, "studies", "k", (double)r->fit->k);
  return TSQ_OK;
}

static int lines(tsqp_report *r, tsqp_table *t) {
  part p = begin_part(r, t);
  int status = fill_lines(&p);
  if (p.status == TSQ_OK) p.status = status;
  return end_part(&p, "Heterogeneity, tests and fit");
}

/* The groups' effects on the scale that is shown and their heterogeneity, as the text has them; in CSV what coefficients do not say. */
static int fill_groups(tsqp_report *r, tsqp_table *t) {
  static const char *const names[] = {"k", "tau2", "I2", "QE"};
  const tsqp_linear *l = &r->fit->linear;
  part csv = begin_part(r, t);
  for (size_t g = 0; g <= l->p; g++) {
    const tsq_fit *of = tsq_fit_part(r->fit, g);
    const char *name = g < l->p ? l->names[g] : "(overall)";
    tsq_estimate e = tsq_coef(r->fit, g < l->p ? g : 0);
    tsq_prediction p = tsqp_as_prediction(&e);
    if (g == l->p) TSQP_TRY(tsq_predict(of, NULL, 1, &p));
    if (t->format == TSQ_REPORT_CSV && g == l->p) TSQP_TRY(effect(&csv, "effects", name, &p));
    if (t->format != TSQ_REPORT_CSV) {
      if (r->o.transform != 0) TSQP_TRY(tsqp_report_transform(r, NAN, &p));
      tsqp_table_text(t, name);
      tsqp_table_number(t, p.estimate);
      tsqp_table_number(t, p.ci_lower);
      tsqp_table_number(t, p.ci_upper);
    }
    for (size_t i = 0; i < 4; i++) {
      char label[200];
      (void)tsqp_format(label, sizeof label, "%s: %s", name, names[i]);
      if (t->format == TSQ_REPORT_CSV) {
        add_value(&csv, "groups", label, tsqp_scalar(of, names[i]));
      } else {
        tsqp_table_number(t, tsqp_scalar(of, names[i]));
      }
    }
    if (t->format != TSQ_REPORT_CSV) tsqp_table_end_row(t);
  }
  return csv.status;
}

static int groups(tsqp_report *r, tsqp_table *t) {
  char words[3][40];
  const char *group_heads[] = {"Group", "Estimate", "CI lower", "CI upper", "k", tsqp_symbols(r, "tau^2", words[0], sizeof words[0]),
                               tsqp_symbols(r, "I^2", words[1], sizeof words[1]), "Q"};
  if (r->fit->class->part == NULL) return TSQ_OK;
  if (t->format == TSQ_REPORT_CSV) return fill_groups(r, t);
  char caption[200];
  (void)tsqp_format(caption, sizeof caption, "Groups%s%.150s", r->is_named ? ": " : "",
                    !r->is_named ? "" : r->o.transform != 0 ? r->o.shown : r->o.measure);
  tsqp_table_begin(t, caption, group_heads, 8);
  TSQP_TRY(fill_groups(r, t));
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
  if (format == TSQ_REPORT_CSV) tsqp_table_begin(&t, NULL, csv_heads, NUMBERS + 2);
  TSQP_TRY(effects(r, &t));
  TSQP_TRY(coefficients(r, &t));
  TSQP_TRY(lines(r, &t));
  TSQP_TRY(groups(r, &t));
  TSQP_TRY(studies(r, &t));
  tsqp_table_note(&t, texts->conventions);
  for (size_t i = 0; i < texts->n; i++)
    tsqp_table_note(&t, texts->outcome[i]);
  if (format == TSQ_REPORT_CSV) tsqp_table_end(&t);
  return TSQ_OK;
}
