/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of problems as the kernels take it. */
#include "batch/batch.h"
#include "numeric/distributions.h"
#include "numeric/log_gamma.h"

#include <math.h>

/* Copies study by study (or problem by problem where ragged), squares standard errors, fills up with NaN. */
static void copy(const tsqp_batch *b, tsqp_batch_worker *w, size_t from, size_t n, size_t rows,
                 size_t width) {
  const double *spread = b->data.vi != NULL ? b->data.vi : b->data.sei;
  int square = b->data.vi == NULL;
  for (size_t l = 0; l < width; l++) {
    size_t first = 0;
    size_t stride = 0;
    size_t have = l < n ? tsqp_batch_rows(b, from + l, &first, &stride) : 0;
    for (size_t i = 0; i < rows; i++) {
      double y = i < have ? b->data.yi[first + i * stride] : NAN;
      double s = i < have ? spread[first + i * stride] : NAN;
      w->y[i * width + l] = y;
      w->v[i * width + l] = square ? (s > 0 ? s * s : s) : s; /* what is not positive stays so */
    }
  }
}

/* How many problems further on is fetched into the cache: 8 lines of each study. Fewer come too late, more push each other out. */
#define FETCH 64

void tsqp_batch_tile_of(const tsqp_batch *b, tsqp_batch_worker *w, size_t from, size_t n,
                        tsqp_batch_tile *tile) {
  *tile = (tsqp_batch_tile){.n = n};
  size_t width = (n + 7) / 8 * 8;
  if (b->data.offsets == NULL && b->data.vi != NULL && width == n) {
    tile->k = b->data.k;
    tile->ld = b->data.ld;
    tile->y = b->data.yi + from;
    tile->v = b->data.vi + from;
    tile->ahead = from + n + FETCH <= b->data.m ? FETCH : 0;
    return;
  }
  for (size_t l = 0; l < n; l++) {
    size_t first;
    size_t stride;
    size_t rows = tsqp_batch_rows(b, from + l, &first, &stride);
    if (rows > tile->k) tile->k = rows;
  }
  copy(b, w, from, n, tile->k, width);
  tile->ld = width;
  tile->y = w->y;
  tile->v = w->v;
}

/* Degrees of freedom of the prediction interval of n studies: predict.c has the rules. */
static double pi_df(const tsq_options *o, double df) {
  double reference = HUGE_VAL;
  if (o->pi_kind == TSQ_PI_T || o->pi_kind == TSQ_PI_K1) reference = df;
  if (o->pi_kind == TSQ_PI_HTS) reference = o->tau2_fixed ? df : df - 1;
  return fmax(reference, 1);
}

void tsqp_batch_tables(const tsqp_batch *b, tsqp_batch_worker *w, size_t n) {
  const tsq_options *o = &b->options;
  for (size_t j = 0; j < n; j++) {
    size_t count = (size_t)w->block.n[j];
    if (count <= b->coefficients || !isnan(w->critical[count])) continue;
    double df = (double)(count - b->coefficients);
    w->critical[count] = tsqp_t_critical(o->level, b->plan.normal ? HUGE_VAL : df);
    w->pi_critical[count] = tsqp_t_critical(o->level, pi_df(o, df));
    if (b->bounds && !o->tau2_fixed) {
      double tail = 0.5 * (1 - o->level);
      w->q_high[count] = tsqp_chi2_quantile_upper(tail, df);
      w->q_low[count] = tsqp_chi2_quantile_lower(tail, df);
    }
    w->log_beta[count] = tsqp_log_gamma(0.5 * df) + tsqp_log_gamma(0.5) - tsqp_log_gamma(0.5 * df + 0.5);
  }
}
