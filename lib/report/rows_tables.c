/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as tables and as text: label, effect with its interval, weight, extra columns. */
#include "report/report.h"
#include "report/table.h"

#include "base/status.h"

#include <math.h>
#include <string.h>

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

/* Extra columns in text: as many of these as there is room for in 80 columns. */
static size_t choose_columns(const tsq_rows *rows, int wide, size_t chosen[4]) {
  static const char *const first[] = {"tau2", "I2", "QE", "k"};
  size_t room = (size_t)((80 - 20 - 3 * wide - 9) / wide);
  size_t n = 0;
  for (size_t i = 0; i < 4 && n < room && n < 4; i++) {
    for (size_t j = 0; j < rows->n_columns && n < room; j++) {
      if (strcmp(rows->column[j].name, first[i]) == 0) chosen[n++] = j;
    }
  }
  return n;
}

static int text_row(tsqp_report *r, const tsq_row *row, size_t i, int wide, const size_t *chosen, size_t n) {
  char a[32];
  int digits = r->o.digits;
  tsq_prediction p = row->effect;
  tsqp_text_name(r->text, 20, row->label != NULL ? row->label : "");
  if (row->status != TSQ_OK) {
    tsqp_text_add(r->text, "  %s\n", row->note != NULL ? row->note : "");
    return TSQ_OK;
  }
  if (r->o.transform != 0) TSQP_TRY(tsqp_report_transform(r, row->n, &p));
  const double values[] = {p.estimate, p.ci_lower, p.ci_upper};
  for (int j = 0; j < 3; j++)
    tsqp_text_field(r->text, wide, tsqp_decimal(a, values[j], digits));
  tsqp_text_field(r->text, 9, tsqp_text_p(a, p.p_value, digits));
  for (size_t j = 0; j < n; j++) {
    double value = r->rows->column[chosen[j]].values[i];
    tsqp_text_field(r->text, wide, tsqp_decimal(a, value, value == floor(value) && fabs(value) < 1e9 ? 0 : digits));
  }
  tsqp_text_add(r->text, "\n");
  return TSQ_OK;
}

int tsqp_rows_text(tsqp_report *r) {
  static const char *const heads[] = {"estimate", "ci.lb", "ci.ub"};
  const tsq_rows *rows = r->rows;
  int wide = 10 + (r->o.digits > 4 ? r->o.digits - 4 : 0);
  size_t chosen[4];
  size_t n = choose_columns(rows, wide, chosen);
  size_t group = SIZE_MAX;
  if (r->is_named) tsqp_text_add(r->text, "Effect: %s\n\n", r->o.transform != 0 ? r->o.shown : r->o.measure);
  tsqp_text_field(r->text, -20, "");
  for (int j = 0; j < 3; j++)
    tsqp_text_field(r->text, wide, heads[j]);
  tsqp_text_field(r->text, 9, "pval");
  for (size_t j = 0; j < n; j++)
    tsqp_text_field(r->text, wide, rows->column[chosen[j]].name);
  tsqp_text_add(r->text, "\n");
  for (size_t i = 0; i < rows->n; i++) {
    const tsq_row *row = &rows->row[i].row;
    if (row->group != group && row->group != SIZE_MAX) tsqp_text_add(r->text, "%s:\n", tsq_rows_group(rows, row->group));
    group = row->group;
    TSQP_TRY(text_row(r, row, i, wide, chosen, n));
  }
  return TSQ_OK;
}
