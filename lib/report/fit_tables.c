/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit of any model as tables: in CSV one table with everything, elsewhere a table a part. */
#include "report/report.h"
#include "report/table.h"

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

static void write_entry(tsqp_table *t, const entry *e) {
  const double values[] = {e->estimate, e->se, e->statistic, e->df1, e->df2, e->p, e->ci_lower, e->ci_upper, e->pi_lower, e->pi_upper};
  if (t->format == TSQ_REPORT_CSV) tsqp_table_text(t, e->section);
  tsqp_table_text(t, e->name);
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    if (i == 5) {
      tsqp_table_p(t, values[i]);
    } else {
      tsqp_table_number(t, values[i]);
    }
  }
  tsqp_table_end_row(t);
}

/* In CSV all entries are in one table; elsewhere each part begins its own. */
static void begin_part(tsqp_table *t, const char *caption) {
  if (t->format != TSQ_REPORT_CSV) tsqp_table_begin(t, caption, csv_heads + 1, CSV_HEADS - 1);
}
static void end_part(tsqp_table *t) {
  if (t->format != TSQ_REPORT_CSV) tsqp_table_end(t);
}

static void coefficients(tsqp_report *r, tsqp_table *t) {
  begin_part(t, "Coefficients");
  for (size_t j = 0; j < r->fit->linear.p; j++) {
    tsq_estimate e = tsq_coef(r->fit, j);
    tsq_prediction p = tsqp_as_prediction(&e);
    entry row = effect_entry("coefficients", r->fit->linear.names[j], &p);
    write_entry(t, &row);
  }
  end_part(t);
}

static int effect(tsqp_report *r, tsqp_table *t, const char *section, const char *name, const tsq_prediction *p) {
  entry row = effect_entry(section, name, p);
  write_entry(t, &row);
  if (r->o.transform == 0) return TSQ_OK;
  char label[300];
  tsq_prediction shown = *p;
  TSQP_TRY(tsqp_report_transform(r, NAN, &shown));
  (void)tsqp_format(label, sizeof label, "%s (%s)", name, r->o.shown);
  row = effect_entry(section, label, &shown);
  write_entry(t, &row);
  return TSQ_OK;
}

/* The threshold stands on the scale that is shown. */
static int beyond(tsqp_report *r, tsqp_table *t) {
  const tsq_beyond *b = r->o.beyond;
  char name[100];
  if (b == NULL) return TSQ_OK;
  double threshold = b->threshold;
  if (r->o.transform != 0) TSQP_TRY(tsqp_report_shown(r, b->threshold, &threshold));
  const char *sign = r->o.beyond_direction < 0 ? "<" : ">";
  (void)tsqp_format(name, sizeof name, "probability of a new trial's true effect %s %.6g", sign, threshold);
  entry row = {"beyond", name, b->probability, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  write_entry(t, &row);
  (void)tsqp_format(name, sizeof name, "proportion of true effects %s %.6g", sign, threshold);
  tsq_prediction p = tsqp_as_prediction(&b->proportion);
  row = effect_entry("beyond", name, &p);
  write_entry(t, &row);
  return TSQ_OK;
}

static int effects(tsqp_report *r, tsqp_table *t) {
  int pooled = tsqp_fit_is_pooled(r->fit);
  if (!pooled && r->o.n_predictions == 0 && r->o.beyond == NULL) return TSQ_OK;
  begin_part(t, "Effects");
  if (pooled) {
    tsq_prediction p;
    TSQP_TRY(tsq_predict(r->fit, NULL, 1, &p));
    TSQP_TRY(effect(r, t, "effects", "pooled effect", &p));
  }
  for (size_t i = 0; i < r->o.n_predictions; i++) {
    char number[40];
    char name[300];
    (void)tsqp_format(name, sizeof name, "predicted at %s", tsqp_prediction_label(r, i, number, sizeof number));
    TSQP_TRY(effect(r, t, "effects", name, &r->o.predictions[i]));
  }
  TSQP_TRY(beyond(r, t));
  end_part(t);
  return TSQ_OK;
}

static int lines(tsqp_report *r, tsqp_table *t) {
  begin_part(t, "Heterogeneity, tests and fit");
  for (const tsqp_section *s = r->fit->class->sections; s->kind != 0; s++) {
    tsqp_said said[TSQP_MOST_LINES];
    size_t n;
    int has_lines = s->kind == TSQP_LINES || s->kind == TSQP_INLINE || s->kind == TSQP_STATISTICS;
    if (!has_lines || s->lines == NULL || !tsqp_section_applies(&r->walk, s)) continue;
    TSQP_TRY(tsqp_section_lines(&r->walk, s, said, &n));
    for (size_t i = 0; i < n; i++) {
      entry row = line_entry(s->key, &said[i]);
      char label[80];
      if (t->format != TSQ_REPORT_CSV) row.name = tsqp_symbols(r, said[i].label, label, sizeof label);
      write_entry(t, &row);
    }
  }
  if (t->format == TSQ_REPORT_CSV) {
    entry k = {"studies", "k", (double)r->fit->k, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    write_entry(t, &k);
  }
  end_part(t);
  return TSQ_OK;
}

/* The groups' heterogeneity, beside their effects among the coefficients. */
static int groups(tsqp_report *r, tsqp_table *t) {
  static const char *const names[] = {"k", "tau2", "I2", "QE"};
  const tsqp_linear *l = &r->fit->linear;
  if (r->fit->class->part == NULL) return TSQ_OK;
  begin_part(t, "Groups");
  for (size_t g = 0; g <= l->p; g++) {
    const tsq_fit *part = tsq_fit_part(r->fit, g);
    const char *name = g < l->p ? l->names[g] : "(overall)";
    tsq_prediction p;
    if (g == l->p) {
      TSQP_TRY(tsq_predict(part, NULL, 1, &p));
      TSQP_TRY(effect(r, t, "effects", name, &p));
    }
    for (size_t i = 0; i < 4; i++) {
      char label[200];
      (void)tsqp_format(label, sizeof label, "%s: %s", name, names[i]);
      entry row = {"groups", label, tsqp_scalar(part, names[i]), NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
      write_entry(t, &row);
    }
  }
  end_part(t);
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
  TSQP_TRY(effects(r, &t));
  coefficients(r, &t);
  TSQP_TRY(lines(r, &t));
  TSQP_TRY(groups(r, &t));
  TSQP_TRY(studies(r, &t));
  tsqp_table_note(&t, texts->conventions);
  for (size_t i = 0; i < texts->n; i++)
    tsqp_table_note(&t, texts->outcome[i]);
  if (format == TSQ_REPORT_CSV) tsqp_table_end(&t);
  return TSQ_OK;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

enum { FIXED = 8, MOST = 64 };

int tsqp_rows_tables(tsqp_report *r, int32_t format) {
  const tsq_rows *rows = r->rows;
  const char *heads[MOST] = {"label", "group", "estimate", "se", "ci_lower", "ci_upper", "p_value", "weight"};
  size_t extra = rows->n_columns < MOST - FIXED ? rows->n_columns : MOST - FIXED;
  for (size_t j = 0; j < extra; j++)
    heads[FIXED + j] = rows->column[j].name;
  tsqp_table t = {.text = r->text, .format = format, .digits = r->o.digits};
  tsqp_table_begin(&t, r->is_named && r->o.transform != 0 ? r->o.shown : r->is_named ? r->o.measure : NULL, heads, (int)(FIXED + extra));
  for (size_t i = 0; i < rows->n; i++) {
    const tsq_row *row = &rows->row[i].row;
    tsq_prediction p = row->effect;
    if (r->o.transform != 0 && row->status == TSQ_OK) TSQP_TRY(tsqp_report_transform(r, row->n, &p));
    tsqp_table_text(&t, row->label);
    tsqp_table_text(&t, tsq_rows_group(rows, row->group));
    tsqp_table_number(&t, p.estimate);
    tsqp_table_number(&t, p.se);
    tsqp_table_number(&t, p.ci_lower);
    tsqp_table_number(&t, p.ci_upper);
    tsqp_table_p(&t, p.p_value);
    tsqp_table_number(&t, row->weight);
    for (size_t j = 0; j < extra; j++)
      tsqp_table_number(&t, rows->column[j].values[i]);
    tsqp_table_end_row(&t);
  }
  tsqp_table_end(&t);
  return TSQ_OK;
}

/* As text: the label, the effect with its interval, and the extra columns that there is room for. */
int tsqp_rows_text(tsqp_report *r) {
  const tsq_rows *rows = r->rows;
  int digits = r->o.digits;
  int wide = 10 + (digits > 4 ? digits - 4 : 0);
  size_t extra = rows->n_columns;
  char a[32];
  if (r->is_named) tsqp_text_add(r->text, "Effect: %s\n\n", r->o.transform != 0 ? r->o.shown : r->o.measure);
  tsqp_text_field(r->text, -28, "");
  static const char *const heads[] = {"estimate", "ci.lb", "ci.ub"};
  for (int j = 0; j < 3; j++)
    tsqp_text_field(r->text, wide, heads[j]);
  tsqp_text_field(r->text, 9, "pval");
  for (size_t j = 0; j < extra; j++)
    tsqp_text_field(r->text, wide, rows->column[j].name);
  tsqp_text_add(r->text, "\n");
  for (size_t i = 0; i < rows->n; i++) {
    const tsq_row *row = &rows->row[i].row;
    tsq_prediction p = row->effect;
    if (r->o.transform != 0 && row->status == TSQ_OK) TSQP_TRY(tsqp_report_transform(r, row->n, &p));
    tsqp_text_name(r->text, 28, row->label != NULL ? row->label : "");
    if (row->status != TSQ_OK) {
      tsqp_text_add(r->text, "  %s\n", row->note);
      continue;
    }
    const double values[] = {p.estimate, p.ci_lower, p.ci_upper};
    for (int j = 0; j < 3; j++)
      tsqp_text_field(r->text, wide, tsqp_decimal(a, values[j], digits));
    tsqp_text_field(r->text, 9, tsqp_text_p(a, p.p_value, digits));
    for (size_t j = 0; j < extra; j++) {
      double value = rows->column[j].values[i];
      tsqp_text_field(r->text, wide, tsqp_decimal(a, value, value == floor(value) && fabs(value) < 1e9 ? 0 : digits));
    }
    tsqp_text_add(r->text, "\n");
  }
  return TSQ_OK;
}
