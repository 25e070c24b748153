/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studies of a fit as JSON: their records, and what the fit made of them. */
#ifndef TSQP_WITH_REPORT
#define TSQP_WITH_REPORT 0
#endif

#include "report/report.h" /* so that a build without JSON has a declaration here, too */

#if TSQP_WITH_REPORT

#include "report/json.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>

/* The records of a study: its columns by role, its moderators by name. */
static int records(const tsqp_input *input, size_t i, json_t *study) {
  json_t *columns = tsqp_json_object_at(study, "columns");
  if (columns == NULL) return TSQ_ERR_NOMEM;
  for (const tsqp_column *c = input->layout->columns; c->role != NULL; c++) {
    const double *values = tsqp_record_pointer(input, c->offset);
    if (values != NULL) TSQP_TRY(tsqp_json_number_at(columns, c->role, values[i]));
  }
  const double *x = tsqp_record_pointer(input, input->layout->x);
  const char *const *names = tsqp_record_pointer(input, input->layout->x_names);
  size_t ld = tsqp_record_size(input, input->layout->ldx);
  size_t p = tsqp_input_moderators(input);
  if (x == NULL || p == 0) return TSQ_OK;
  json_t *moderators = tsqp_json_object_at(study, "moderators");
  if (moderators == NULL) return TSQ_ERR_NOMEM;
  for (size_t j = 0; j < p; j++) {
    char made[32];
    (void)tsqp_format(made, sizeof made, "x%zu", j + 1);
    const char *name = names != NULL && names[j] != NULL ? names[j] : made;
    TSQP_TRY(tsqp_json_number_at(moderators, name, x[i + j * (ld != 0 ? ld : input->k)]));
  }
  return TSQ_OK;
}

static int study(const tsq_fit *fit, size_t i, const tsq_row *row, double vi, double group, json_t *array) {
  static const char *const why[] = {"in", "missing values", "says nothing", "no group", "by caller"};
  json_t *object = tsqp_json_object_in(array);
  if (object == NULL) return TSQ_ERR_NOMEM;
  int reason = TSQ_LEFT_IN;
  for (size_t left = 0; left < fit->n_left_out; left++) {
    if (fit->left_out[left] == i) reason = fit->why != NULL ? fit->why[left] : TSQ_LEFT_MISSING;
  }
  size_t line = tsqp_input_line(fit->input, i);
  TSQP_TRY(tsqp_json_text_at(object, "label", tsqp_input_label(fit->input, i)));
  TSQP_TRY(tsqp_json_number_at(object, "line", line > 0 ? (double)line : NAN));
  TSQP_TRY(tsqp_json_text_at(object, "why", why[reason]));
  if (fit->class->part != NULL)
    TSQP_TRY(tsqp_json_text_at(object, "group", isnan(group) ? NULL : fit->linear.names[(size_t)group]));
  TSQP_TRY(records(fit->input, i, object));
  TSQP_TRY(tsqp_json_number_at(object, "yi", row->effect.estimate));
  TSQP_TRY(tsqp_json_number_at(object, "vi", vi));
  TSQP_TRY(tsqp_json_number_at(object, "weight", row->weight));
  return tsqp_json_number_at(object, "fitted", row->fitted[0]);
}

/* Of a subgroup analysis the fit of all groups together. */
static const tsq_fit *fit_of_studies(const tsq_fit *fit) {
  return fit->class->part != NULL ? fit->class->part(fit, fit->linear.p) : fit;
}

/* The sampling variances of the studies given, NaN of those left out, to the digit: a row has their roots alone. */
static int variances(const tsq_fit *fit, double *vi) {
  const tsqp_quantity *q = tsqp_find_quantity(fit->class, "vi");
  size_t used = q != NULL && q->over[0] == TSQP_STUDY ? fit->k : 0;
  size_t left = fit->n_left_out;
  if (used > 0) TSQP_TRY(tsqp_fill_quantity(q, fit, vi));
  for (size_t i = fit->k_all; i-- > 0;) { /* moved up from the end, in place */
    int is_left = left > 0 && fit->left_out[left - 1] == i;
    left -= (size_t)is_left;
    vi[i] = is_left || used == 0 ? NAN : vi[--used];
  }
  return TSQ_OK;
}

int tsqp_json_studies(const tsq_fit *fit, json_t *root) {
  json_t *array = tsqp_json_array_at(root, "studies");
  if (array == NULL) return TSQ_ERR_NOMEM;
  if (fit->input == NULL) return TSQ_OK;
  tsq_rows *rows = NULL;
  const tsq_fit *of = fit_of_studies(fit);
  const tsqp_quantity *group = tsqp_find_quantity(fit->class, "group");
  double *room = tsqp_malloc((2 * fit->k_all + 1) * sizeof *room);
  if (room == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  double *groups = room;
  double *vi = room + fit->k_all;
  int status = tsq_rows_new(fit->options.level, 0, &rows);
  if (status == TSQ_OK) status = tsqp_rows_add_studies(rows, of, SIZE_MAX, NULL);
  if (status == TSQ_OK) status = variances(of, vi);
  if (status == TSQ_OK && group != NULL) status = tsqp_fill_quantity(group, fit, groups);
  size_t next = 0;
  for (size_t i = 0; status == TSQ_OK && i < fit->k_all; i++) {
    int is_there = next < rows->n && rows->row[next].row.index == tsqp_input_row(fit->input, i);
    tsq_row row =
        is_there ? rows->row[next].row : tsqp_new_row(TSQ_ROW_STUDY, NULL); /* of a study that no part has */
    status = study(fit, i, &row, is_there ? vi[next] : NAN, group != NULL ? groups[i] : NAN, array);
    next += (size_t)is_there;
  }
  tsq_rows_free(rows);
  tsqp_free(room);
  return status;
}

#endif
