/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inner loops: sum m a b over a block, in double-double arithmetic, over eight lanes side by side, so that a compiler can
 * use vector registers. The products of 106 bits leave nothing for the order of the studies to change.
 */
#include "stream/rows.h"

#include "kernel/lanes.h"

#include <math.h>
#include <string.h>

#define BLOCK TSQP_STREAM_BLOCK

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

static tsqp_dd fold(const double *high, const double *low) {
  tsqp_dd total = {0, 0};
  for (size_t l = 0; l < TSQP_LANES; l++) {
    total = tsqp_dd_add(total, (tsqp_dd){high[l], low[l]});
  }
  return total;
}

/* sum of (t + t_low); n is a multiple of the lanes. */
static tsqp_dd sum_of(size_t n, const double *restrict t, const double *restrict t_low) {
  double high[TSQP_LANES] = {0};
  double low[TSQP_LANES] = {0};
  for (size_t i = 0; i < n; i += TSQP_LANES) {
    for (size_t l = 0; l < TSQP_LANES; l++) {
      tsqp_dd total = tsqp_dd_add((tsqp_dd){high[l], low[l]}, (tsqp_dd){t[i + l], t_low[i + l]});
      high[l] = total.high;
      low[l] = total.low;
    }
  }
  return fold(high, low);
}

/* sum of (t + t_low) b */
static tsqp_dd dot_with(size_t n, const double *restrict t, const double *restrict t_low,
                        const double *restrict b) {
  double high[TSQP_LANES] = {0};
  double low[TSQP_LANES] = {0};
  for (size_t i = 0; i < n; i += TSQP_LANES) {
    for (size_t l = 0; l < TSQP_LANES; l++) {
      tsqp_dd term = tsqp_dd_times((tsqp_dd){t[i + l], t_low[i + l]}, b[i + l]);
      tsqp_dd total = tsqp_dd_add((tsqp_dd){high[l], low[l]}, term);
      high[l] = total.high;
      low[l] = total.low;
    }
  }
  return fold(high, low);
}

/* sum of (t + t_low)(b + b_low) */
static tsqp_dd dot_with_dd(size_t n, const double *restrict t, const double *restrict t_low,
                           const double *restrict b, const double *restrict b_low) {
  double high[TSQP_LANES] = {0};
  double low[TSQP_LANES] = {0};
  for (size_t i = 0; i < n; i += TSQP_LANES) {
    for (size_t l = 0; l < TSQP_LANES; l++) {
      tsqp_dd term = tsqp_dd_multiply((tsqp_dd){t[i + l], t_low[i + l]}, (tsqp_dd){b[i + l], b_low[i + l]});
      tsqp_dd total = tsqp_dd_add((tsqp_dd){high[l], low[l]}, term);
      high[l] = total.high;
      low[l] = total.low;
    }
  }
  return fold(high, low);
}

/* t = w a, and t = w e with the low part of e */
static void weigh(size_t n, const double *restrict w, const double *restrict w_low, const double *restrict a,
                  double *restrict t, double *restrict t_low) {
  for (size_t i = 0; i < n; i++) {
    tsqp_dd product = tsqp_dd_times((tsqp_dd){w[i], w_low[i]}, a[i]);
    t[i] = product.high;
    t_low[i] = product.low;
  }
}

static void weigh_dd(size_t n, const double *restrict w, const double *restrict w_low,
                     const double *restrict a, const double *restrict a_low, double *restrict t,
                     double *restrict t_low) {
  for (size_t i = 0; i < n; i++) {
    tsqp_dd product = tsqp_dd_multiply((tsqp_dd){w[i], w_low[i]}, (tsqp_dd){a[i], a_low[i]});
    t[i] = product.high;
    t_low[i] = product.low;
  }
}

static void add_to(tsqp_dd *sum, tsqp_dd part) {
  *sum = tsqp_dd_add(*sum, part);
}

/* One family: sum w a a'. The entry 0 is 1, so its products are the weights themselves. */
static void sum_family(size_t m, size_t n, const tsqp_rows *r, tsqp_dd *sum) {
  size_t e = m - 1;
  add_to(&sum[tsqp_at(0, 0)], sum_of(n, r->w, r->w_low));
  for (size_t a = 1; a < e; a++) {
    weigh(n, r->w, r->w_low, r->high + a * BLOCK, r->t, r->t_low);
    add_to(&sum[tsqp_at(a, 0)], sum_of(n, r->t, r->t_low));
    for (size_t b = 1; b <= a; b++) {
      add_to(&sum[tsqp_at(a, b)], dot_with(n, r->t, r->t_low, r->high + b * BLOCK));
    }
  }
  weigh_dd(n, r->w, r->w_low, r->high + e * BLOCK, r->low, r->t, r->t_low);
  add_to(&sum[tsqp_at(e, 0)], sum_of(n, r->t, r->t_low));
  for (size_t b = 1; b < e; b++) {
    add_to(&sum[tsqp_at(e, b)], dot_with(n, r->t, r->t_low, r->high + b * BLOCK));
  }
  add_to(&sum[tsqp_at(e, e)], dot_with_dd(n, r->t, r->t_low, r->high + e * BLOCK, r->low));
}

/* weights := weights * factor, where the next power is wanted */
static void next_power(size_t n, tsqp_rows *r, const double *factor) {
  for (size_t i = 0; i < n; i++) {
    tsqp_dd power = tsqp_dd_times((tsqp_dd){r->w[i], r->w_low[i]}, factor[i]);
    r->w[i] = power.high;
    r->w_low[i] = power.low;
  }
}

static void set_weights(size_t n, tsqp_rows *r, const double *from, double otherwise) {
  for (size_t i = 0; i < n; i++) {
    r->w[i] = from != NULL ? from[i] : (i < r->n ? otherwise : 0);
    r->w_low[i] = 0;
  }
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
  size_t n = padded(s, r);
  double tau2 = ldexp(s->tau2, -2 * s->unit);
  double *factor = r->high; /* the entry 0 is 1 and never read */
  for (size_t i = 0; i < n; i++) {
    factor[i] = i < r->n ? 1 / (r->v[i] + tau2) : 0;
    r->t[i] = i < r->n ? log(r->v[i] + tau2) : 0;
    r->t_low[i] = 0;
  }
  add_to(&s->log_det, sum_of(n, r->t, r->t_low));
  for (size_t f = TSQP_W1; f <= TSQP_W3; f++) {
    if (f == TSQP_W1) {
      set_weights(n, r, factor, 0);
    } else {
      next_power(n, r, factor);
    }
    sum_family(s->m, n, r, tsqp_family(s, f));
  }
  for (size_t f = TSQP_V0; f < s->families; f++) {
    if (f == TSQP_V0) {
      set_weights(n, r, NULL, 1);
    } else {
      next_power(n, r, r->v);
    }
    sum_family(s->m, n, r, tsqp_family(s, f));
  }
  s->k += r->n;
  r->n = 0;
}
