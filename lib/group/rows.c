/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A subgroup analysis as rows: group by group, with a summary each. */
#include "group/subgroups.h"

#include "base/status.h"

/* A group's studies and its summary. */
static int add_group(const tsqp_subgroups *s, size_t g, const tsq_rows_options *o, tsq_rows *rows) {
  size_t group;
  double weight = 0;
  TSQP_TRY(tsq_rows_add_group(rows, s->fit.linear.names[g], &group));
  size_t first = rows->n;
  TSQP_TRY(tsqp_rows_add_studies(rows, s->part[g], group, o->ni));
  for (size_t i = first; i < rows->n; i++)
    rows->row[i].row.group = group;
  TSQP_TRY(tsqp_rows_add_summary(rows, s->part[g], TSQ_ROW_SUBTOTAL, group, "Subtotal", &s->effect[g], o->ni));
  rows->row[rows->n - 1].row.weight = weight;
  return tsqp_rows_add_group_note(rows, s->part[g], group);
}

/* Weights are those of the overall fit, so that they add up to 100 over all groups. */
static int set_weights(const tsqp_subgroups *s, tsq_rows *rows) {
  const tsq_fit *overall = s->part[s->n];
  tsq_rows *all = NULL;
  TSQP_TRY(tsq_rows_new(rows->level, rows->measure, &all));
  int status = tsqp_rows_add_studies(all, overall, SIZE_MAX, NULL);
  for (size_t i = 0; i < rows->n && status == TSQ_OK; i++) {
    tsq_row *row = &rows->row[i].row;
    if (row->kind == TSQ_ROW_SUBTOTAL) {
      row->weight = 0;
      for (size_t j = 0; j < i; j++) {
        const tsq_row *study = &rows->row[j].row;
        if (study->group == row->group && study->kind == TSQ_ROW_STUDY && study->status == TSQ_OK) row->weight += study->weight;
      }
    }
    for (size_t j = 0; j < all->n && row->kind == TSQ_ROW_STUDY; j++) {
      if (all->row[j].row.index == row->index) row->weight = all->row[j].row.weight;
    }
  }
  tsq_rows_free(all);
  return status;
}

int tsqp_subgroups_rows(const tsq_fit *fit, const tsq_rows_options *o, tsq_rows *rows) {
  const tsqp_subgroups *s = tsqp_as_subgroups(fit);
  const tsq_fit *overall = s->part[s->n];
  tsq_prediction effect;
  for (size_t g = 0; g < s->n; g++)
    TSQP_TRY(add_group(s, g, o, rows));
  TSQP_TRY(set_weights(s, rows));
  TSQP_TRY(tsq_predict(overall, NULL, 1, &effect));
  const char *name = tsqp_is_random(overall) ? "Overall (random effects)" : "Overall (common effect)";
  TSQP_TRY(tsqp_rows_add_summary(rows, overall, TSQ_ROW_TOTAL, SIZE_MAX, name, &effect, o->ni));
  if (overall->class->traits & TSQP_HAS_WEIGHTS) rows->row[rows->n - 1].row.weight = 100;
  TSQP_TRY(tsqp_rows_add_notes(rows, overall));
  return tsqp_rows_add_test_note(rows, TSQ_NOTE_GROUPS, "Test for subgroup differences", &fit->omnibus);
}
