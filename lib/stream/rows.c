/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A block's sums m a b, family by family. The products of 106 bits leave nothing for the order of the studies to change; the loops are in
 * isa/.
 */
#include "stream/rows.h"

#include "kernel/kernels.h"

#include <math.h>
#include <string.h>

#define BLOCK TSQP_STREAM_BLOCK

const tsqp_row_kernels *tsqp_active_row_kernels(void) {
#if TSQP_ROWS_X86
  const char *isa = tsqp_active_kernels()->isa;
  __builtin_cpu_init();
  if (__builtin_cpu_supports("fma")) {
    if (strcmp(isa, "avx512") == 0) return &tsqp_row_kernels_avx512;
    if (strcmp(isa, "avx2") == 0) return &tsqp_row_kernels_avx2;
  }
#endif
  return &tsqp_row_kernels_baseline;
}

tsqp_rows tsqp_rows_in(const tsq_stream *s) {
  tsqp_rows rows = {.n = 0, .high = s->block};
  rows.low = rows.high + s->m * BLOCK;
  rows.v = rows.low + BLOCK;
  rows.w = rows.v + BLOCK;
  rows.w_low = rows.w + BLOCK;
  rows.t = rows.w_low + BLOCK;
  rows.t_low = rows.t + BLOCK;
  return rows;
}

static void add_to(tsqp_dd *sum, tsqp_dd part) {
  *sum = tsqp_dd_add(*sum, part);
}

/* Pairs (a, b) of the moderators and the constant, which is 1, so that its products are the weights themselves. */
static void sum_columns(const tsqp_row_kernels *k, size_t e, size_t n, const tsqp_rows *r, tsqp_dd *sum) {
  add_to(&sum[tsqp_at(0, 0)], k->sum(n, r->w, r->w_low));
  for (size_t a = 1; a < e; a++) {
    k->times(n, r->w, r->w_low, r->high + a * BLOCK, r->t, r->t_low);
    add_to(&sum[tsqp_at(a, 0)], k->sum(n, r->t, r->t_low));
    for (size_t b = 1; b <= a; b++) {
      add_to(&sum[tsqp_at(a, b)], k->dot(n, r->t, r->t_low, r->high + b * BLOCK));
    }
  }
}

/* Pairs with the residual e, the last entry. */
static void sum_residuals(const tsqp_row_kernels *k, size_t e, size_t n, const tsqp_rows *r, tsqp_dd *sum) {
  const double *high = r->high + e * BLOCK;
  k->times_dd(n, r->w, r->w_low, high, r->low, r->t, r->t_low);
  add_to(&sum[tsqp_at(e, 0)], k->sum(n, r->t, r->t_low));
  for (size_t b = 1; b < e; b++) {
    add_to(&sum[tsqp_at(e, b)], k->dot(n, r->t, r->t_low, r->high + b * BLOCK));
  }
  add_to(&sum[tsqp_at(e, e)], k->dot_dd(n, r->t, r->t_low, high, r->low));
}

/* The weights of a family: from those of the one before it, by the power of `factor`. */
static void next_weights(const tsqp_row_kernels *k, size_t family, size_t n, tsqp_rows *r,
                         const double *factor) {
  if (family == TSQP_W1 || family == TSQP_V0) {
    for (size_t i = 0; i < n; i++) {
      r->w[i] = family == TSQP_W1 ? factor[i] : (i < r->n ? 1 : 0);
      r->w_low[i] = 0;
    }
    return;
  }
  k->times(n, r->w, r->w_low, family < TSQP_V0 ? factor : r->v, r->w, r->w_low);
}

/* Rows beyond n, up to a multiple of the lanes, weigh nothing. */
static size_t padded(const tsq_stream *s, tsqp_rows *r) {
  size_t n = (r->n + TSQP_LANES - 1) / TSQP_LANES * TSQP_LANES;
  for (size_t i = r->n; i < n; i++) {
    for (size_t a = 0; a < s->m; a++) {
      r->high[a * BLOCK + i] = 0;
    }
    r->low[i] = r->v[i] = 0;
  }
  return n;
}

void tsqp_sum_rows(tsq_stream *s, tsqp_rows *r) {
  const tsqp_row_kernels *k = s->kernels;
  size_t n = padded(s, r);
  double tau2 = ldexp(s->tau2, -2 * s->unit);
  double *factor = r->high; /* the entry 0 is 1 and never read */
  for (size_t i = 0; i < n; i++) {
    factor[i] = i < r->n ? 1 / (r->v[i] + tau2) : 0;
    r->t[i] = i < r->n ? log(r->v[i] + tau2) : 0;
    r->t_low[i] = 0;
  }
  add_to(&s->log_det, k->sum(n, r->t, r->t_low));
  for (size_t f = 0; f < s->families; f++) {
    next_weights(k, f, n, r, factor);
    sum_columns(k, s->m - 1, n, r, tsqp_family(s, f));
    if (f <= TSQP_V0) sum_residuals(k, s->m - 1, n, r, tsqp_family(s, f));
  }
  s->k += r->n;
  r->n = 0;
}

void tsqp_sum_pooled(tsq_stream *s, size_t n, const double *y, const double *v, double y_factor) {
  tsqp_row_scale at = {.y_factor = y_factor, .shift = s->shift[0], .tau2 = ldexp(s->tau2, -2 * s->unit)};
  int first = s->families == TSQP_FAMILIES;
  for (size_t from = 0; from < n; from += BLOCK) {
    tsqp_dd sums[TSQP_ROW_SUMS];
    size_t count = n - from < BLOCK ? n - from : BLOCK;
    double log_det = s->kernels->pooled(count, y + from, v + from, &at, first, sums);
    add_to(&s->log_det, tsqp_dd_of(log_det));
    for (size_t j = 0; j < TSQP_ROW_E; j++) { /* three families of three pairs, in the order of a triangle */
      add_to(&s->sum[j], sums[j]);
    }
    s->k += count;
    if (!first) continue;
    tsqp_dd *unweighted = tsqp_family(s, TSQP_V0);
    add_to(&unweighted[tsqp_at(0, 0)], tsqp_dd_of((double)count));
    add_to(&unweighted[tsqp_at(1, 0)], sums[TSQP_ROW_E]);
    add_to(&unweighted[tsqp_at(1, 1)], sums[TSQP_ROW_EE]);
    add_to(&tsqp_family(s, TSQP_V1)[tsqp_at(0, 0)], sums[TSQP_ROW_V]);
    add_to(&tsqp_family(s, TSQP_V2)[tsqp_at(0, 0)], sums[TSQP_ROW_VV]);
  }
}
