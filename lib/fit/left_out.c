/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fit/left_out.h"

#include "base/alloc.h"
#include "base/status.h"

#include <string.h>

int tsqp_left_out_new(tsqp_left_out_list *list, size_t k) {
  list->row = tsqp_malloc((k + 1) * sizeof *list->row);
  list->why = tsqp_malloc(k + 1);
  list->n = 0;
  if (list->row != NULL && list->why != NULL) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", k);
}

void tsqp_left_out_free(tsqp_left_out_list *list) {
  tsqp_free(list->row);
  tsqp_free(list->why);
  memset(list, 0, sizeof *list);
}

int tsqp_left_out_add(tsqp_left_out_list *list, const tsq_fit *fit, size_t row, int why) {
  if (why == TSQ_LEFT_MISSING && fit->options.missing == TSQ_MISSING_ERROR) {
    char name[140];
    return tsqp_fail(TSQ_ERR_DATA, "%s has a missing value (NaN)", tsqp_study_name(fit->input, row, name, sizeof name));
  }
  list->row[list->n] = row;
  list->why[list->n++] = (unsigned char)why;
  return TSQ_OK;
}

int tsqp_left_out_settle(const tsqp_left_out_list *list, tsq_fit *fit) {
  fit->left_out = list->row;
  fit->why = list->why;
  fit->n_left_out = list->n;
  fit->k = fit->k_all - list->n;
  if (list->n > 0) fit->outcome |= TSQ_OUTCOME_STUDIES_DROPPED;
  if (fit->k > 0) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_TOO_FEW, "no study can be used: each of the %zu has a missing value or says nothing", fit->k_all);
}
