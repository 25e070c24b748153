/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leave-one-out and cumulative analysis of any model: loops over refits. They run over the studies used, not over those given. */
#include "diagnose/refit_rows.h"

#include "base/alloc.h"
#include "base/status.h"

#include <stdlib.h>
#include <string.h>

/* The rows of the input that are in the fit, ascending. */
static size_t used_rows(const tsq_fit *fit, size_t *rows) {
  size_t n = 0;
  size_t left = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    if (left < fit->n_left_out && fit->left_out[left] == i) {
      left++;
    } else {
      rows[n++] = i;
    }
  }
  return n;
}

static int each_left_out(tsqp_refit_rows *r, size_t *used, size_t *keep) {
  size_t n = used_rows(r->fit, used);
  for (size_t i = 0; i < n; i++) {
    memcpy(keep, used, i * sizeof *keep);
    memcpy(keep + i, used + i + 1, (n - i - 1) * sizeof *keep);
    TSQP_TRY(tsqp_refit_rows_add(r, keep, n - 1, used[i]));
  }
  return tsqp_refit_rows_close(r);
}

/* The caller's order, or as given: each study that was given, once. `is_named` has room for a mark of each. */
static int read_order(const tsq_fit *fit, const tsq_rows_options *o, size_t *order, size_t *is_named) {
  size_t n = o->order != NULL ? o->n : fit->k_all;
  if (n > fit->k_all)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.n = %zu: there are %zu studies", n, fit->k_all);
  memset(is_named, 0, fit->k_all * sizeof *is_named);
  for (size_t i = 0; i < n; i++) {
    order[i] = o->order != NULL ? o->order[i] : i;
    if (order[i] >= fit->k_all)
      return tsqp_fail(TSQ_ERR_ARGUMENT, "options.order[%zu] = %zu: studies are 0 .. %zu", i, order[i],
                       fit->k_all - 1);
    if (is_named[order[i]])
      return tsqp_fail(TSQ_ERR_ARGUMENT, "options.order names study %zu twice", order[i]);
    is_named[order[i]] = 1;
  }
  return TSQ_OK;
}

/* Puts a row into its place among n that ascend. */
static void insert(size_t *keep, size_t n, size_t row) {
  size_t at = n;
  while (at > 0 && keep[at - 1] > row) {
    keep[at] = keep[at - 1];
    at--;
  }
  keep[at] = row;
}

/* fit->left_out ascends. */
static int is_left_out(const tsq_fit *fit, size_t row) {
  size_t low = 0;
  size_t high = fit->n_left_out;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (fit->left_out[middle] < row) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < fit->n_left_out && fit->left_out[low] == row;
}

static int each_added(tsqp_refit_rows *r, const tsq_rows_options *o, size_t *order, size_t *keep) {
  size_t n = o->order != NULL ? o->n : r->fit->k_all;
  size_t kept = 0;
  TSQP_TRY(read_order(r->fit, o, order, keep)); /* no row is kept yet */
  for (size_t i = 0; i < n; i++) {
    if (is_left_out(r->fit, order[i])) continue;
    insert(keep, kept++, order[i]);
    TSQP_TRY(tsqp_refit_rows_add(r, keep, kept, order[i]));
  }
  return tsqp_refit_rows_close(r);
}

/* ---- the doors --------------------------------------------------------------------------------------------------- */

static int run(const tsq_fit *fit, const tsq_rows_options *options, int cumulative, tsq_rows **rows) {
  tsqp_refit_rows r;
  tsq_rows_options o;
  TSQP_TRY(tsqp_refit_rows_open(&r, fit, options, &o));
  size_t *room = tsqp_malloc((2 * fit->k_all + 2) * sizeof *room);
  int status = room != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", fit->k_all);
  if (status == TSQ_OK) {
    size_t *keep = room + fit->k_all + 1;
    status = cumulative ? each_added(&r, &o, room, keep) : each_left_out(&r, room, keep);
  }
  tsqp_free(room);
  if (status != TSQ_OK) {
    tsq_rows_free(r.rows);
    return status;
  }
  tsqp_clear_error(); /* of refits that failed: their rows say it */
  *rows = r.rows;
  return TSQ_OK;
}

int tsq_leave_one_out(const tsq_fit *fit, const tsq_rows_options *options, tsq_rows **rows) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(rows);
  return run(fit, options, 0, rows);
}

int tsq_cumulative(const tsq_fit *fit, const tsq_rows_options *options, tsq_rows **rows) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(rows);
  return run(fit, options, 1, rows);
}
