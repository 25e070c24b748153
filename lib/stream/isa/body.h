/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loops over studies in double-double arithmetic, eight lanes side by side; included by each file of this folder, with TSQP_WIDTH and,
 * where the processor has it, TSQP_FUSED. A fused multiply-subtract gives the error of a product at once, Dekker's splitting in 17 steps: both
 * are exact, so the bits are the same.
 */
#include "kernel/product.h"
#include "kernel/vec.h"
#include "stream/rows.h"

#include <math.h>

typedef struct vdd {
  tsqp_vd high, low;
} vdd;

typedef struct lanes {
  tsqp_vd high[TSQP_PARTS], low[TSQP_PARTS];
} lanes;

/* a b - c, rounded once: by name, as compilers take a loop apart into single numbers. */
#ifdef TSQP_FUSED
#if TSQP_WIDTH == 8
#define fused(a, b, c) ((tsqp_vd)_mm512_fmsub_pd((__m512d)(a), (__m512d)(b), (__m512d)(c)))
#elif TSQP_WIDTH == 4
#define fused(a, b, c) ((tsqp_vd)_mm256_fmsub_pd((__m256d)(a), (__m256d)(b), (__m256d)(c)))
#else
TSQP_INLINE tsqp_vd fused(tsqp_vd a, tsqp_vd b, tsqp_vd c) {
  for (int l = 0; l < TSQP_WIDTH; l++) {
    a[l] = __builtin_fma(a[l], b[l], -c[l]);
  }
  return a;
}
#endif
#endif

TSQP_INLINE vdd product(tsqp_vd a, tsqp_vd b) {
  tsqp_vd p = a * b;
#ifdef TSQP_FUSED
  return (vdd){p, fused(a, b, p)};
#else
  tsqp_vd big_a = 134217729.0 * a;
  tsqp_vd big_b = 134217729.0 * b;
  tsqp_vd ah = big_a - (big_a - a);
  tsqp_vd bh = big_b - (big_b - b);
  tsqp_vd al = a - ah;
  tsqp_vd bl = b - bh;
  return (vdd){p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
#endif
}

TSQP_INLINE vdd fast_sum(tsqp_vd a, tsqp_vd b) {
  tsqp_vd s = a + b;
  return (vdd){s, b - (s - a)};
}

TSQP_INLINE vdd exact_sum(tsqp_vd a, tsqp_vd b) {
  tsqp_vd s = a + b;
  tsqp_vd part = s - a;
  return (vdd){s, (a - (s - part)) + (b - part)};
}

TSQP_INLINE vdd vdd_times(vdd a, tsqp_vd b) {
  vdd p = product(a.high, b);
  return fast_sum(p.high, p.low + a.low * b);
}

TSQP_INLINE vdd vdd_multiply(vdd a, vdd b) {
  vdd p = product(a.high, b.high);
  return fast_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

/* Adds a term to part h; the low parts are only brought in order at the end of the block. */
TSQP_INLINE void take(lanes *sum, int h, vdd term) {
  vdd total = exact_sum(sum->high[h], term.high);
  sum->high[h] = total.high;
  sum->low[h] += total.low + term.low;
}

static tsqp_dd fold(const lanes *sum) {
  double high[TSQP_LANES];
  double low[TSQP_LANES];
  tsqp_dd total = {0, 0};
  memcpy(high, sum->high, sizeof high);
  memcpy(low, sum->low, sizeof low);
  for (int l = 0; l < TSQP_LANES; l++) {
    total = tsqp_dd_add(total, tsqp_dd_fast_sum(high[l], low[l]));
  }
  return total;
}

static tsqp_dd row_sum(size_t n, const double *t, const double *t_low) {
  lanes sum = {.high = {{0}}};
  for (size_t i = 0; i < n; i += TSQP_LANES) {
    for (int h = 0; h < TSQP_PARTS; h++) {
      size_t at = i + (size_t)(h * TSQP_WIDTH);
      take(&sum, h, (vdd){tsqp_load(t + at), tsqp_load(t_low + at)});
    }
  }
  return fold(&sum);
}

static tsqp_dd row_dot(size_t n, const double *t, const double *t_low, const double *b) {
  lanes sum = {.high = {{0}}};
  for (size_t i = 0; i < n; i += TSQP_LANES) {
    for (int h = 0; h < TSQP_PARTS; h++) {
      size_t at = i + (size_t)(h * TSQP_WIDTH);
      vdd left = {tsqp_load(t + at), tsqp_load(t_low + at)};
      take(&sum, h, vdd_times(left, tsqp_load(b + at)));
    }
  }
  return fold(&sum);
}

static tsqp_dd row_dot_dd(size_t n, const double *t, const double *t_low, const double *b,
                          const double *b_low) {
  lanes sum = {.high = {{0}}};
  for (size_t i = 0; i < n; i += TSQP_LANES) {
    for (int h = 0; h < TSQP_PARTS; h++) {
      size_t at = i + (size_t)(h * TSQP_WIDTH);
      vdd left = {tsqp_load(t + at), tsqp_load(t_low + at)};
      take(&sum, h, vdd_multiply(left, (vdd){tsqp_load(b + at), tsqp_load(b_low + at)}));
    }
  }
  return fold(&sum);
}

static void row_times(size_t n, const double *w, const double *w_low, const double *a, double *t,
                      double *t_low) {
  for (size_t i = 0; i < n; i += TSQP_WIDTH) {
    vdd p = vdd_times((vdd){tsqp_load(w + i), tsqp_load(w_low + i)}, tsqp_load(a + i));
    tsqp_store(t + i, p.high);
    tsqp_store(t_low + i, p.low);
  }
}

static void row_times_dd(size_t n, const double *w, const double *w_low, const double *a, const double *a_low,
                         double *t, double *t_low) {
  for (size_t i = 0; i < n; i += TSQP_WIDTH) {
    vdd left = {tsqp_load(w + i), tsqp_load(w_low + i)};
    vdd p = vdd_multiply(left, (vdd){tsqp_load(a + i), tsqp_load(a_low + i)});
    tsqp_store(t + i, p.high);
    tsqp_store(t_low + i, p.low);
  }
}

/* One machine vector of raw studies, part h of the lanes. */
TSQP_INLINE void pooled_take(lanes *sum, tsqp_product *logs, int h, tsqp_vd y, tsqp_vd v,
                             const tsqp_row_scale *at, int first) {
  vdd e = exact_sum(y * at->y_factor, tsqp_all(-at->shift));
  v = v * at->y_factor * at->y_factor;
  tsqp_vd sigma = v + at->tau2;
  tsqp_vd w = 1 / sigma;
  vdd wj = {w, tsqp_all(0)};
  vdd wje = vdd_times(e, w);
  vdd wjee = vdd_multiply(wje, e);
  for (int j = 0; j < 3; j++) {
    take(&sum[3 * j], h, wj);
    take(&sum[3 * j + 1], h, wje);
    take(&sum[3 * j + 2], h, wjee);
    if (j == 2) break;
    wj = vdd_times(wj, w);
    wje = vdd_times(wje, w);
    wjee = vdd_times(wjee, w);
  }
  if (first) {
    take(&sum[TSQP_ROW_E], h, e);
    take(&sum[TSQP_ROW_EE], h, vdd_multiply(e, e));
    take(&sum[TSQP_ROW_V], h, (vdd){v, tsqp_all(0)});
    take(&sum[TSQP_ROW_VV], h, product(v, v));
  }
  tsqp_product_take(logs, h, sigma);
}

TSQP_INLINE double pooled_body(size_t n, const double *y, const double *v, const tsqp_row_scale *at,
                               int first, tsqp_dd sums[TSQP_ROW_SUMS]) {
  lanes sum[TSQP_ROW_SUMS];
  tsqp_product logs;
  size_t count = first ? TSQP_ROW_SUMS : TSQP_ROW_E;
  memset(sum, 0, sizeof sum);
  tsqp_product_one(&logs);
  for (size_t i = 0; i < n; i += TSQP_LANES) {
    for (int h = 0; h < TSQP_PARTS; h++) {
      size_t from = i + (size_t)(h * TSQP_WIDTH);
      pooled_take(sum, &logs, h, tsqp_load(y + from), tsqp_load(v + from), at, first);
    }
  }
  for (size_t j = 0; j < count; j++) {
    sums[j] = fold(&sum[j]);
  }
  return tsqp_product_log(&logs, n, TSQP_LANES);
}

static double row_pooled(size_t n, const double *y, const double *v, const tsqp_row_scale *at, int first,
                         tsqp_dd sums[TSQP_ROW_SUMS]) {
  return first ? pooled_body(n, y, v, at, 1, sums) : pooled_body(n, y, v, at, 0, sums);
}

static void row_scan(size_t n, const double *y, const double *v, tsqp_row_scan *scan) {
  tsqp_vd low = tsqp_all(HUGE_VAL);
  tsqp_vd high = tsqp_all(0);
  tsqp_vd far = tsqp_all(0);
  tsqp_vi sound = tsqp_all_bits(-1);
  for (size_t i = 0; i < n; i += TSQP_WIDTH) {
    tsqp_vd vi = tsqp_load(v + i);
    tsqp_vd yi = tsqp_load(y + i);
    sound &= (vi > 0) & (yi * 0 == 0);
    low = tsqp_min(vi, low);
    high = tsqp_max(vi, high);
    far = tsqp_max(tsqp_abs(yi), far);
  }
  *scan = (tsqp_row_scan){.v_min = HUGE_VAL, .sound = !tsqp_any(~sound)};
  for (int l = 0; l < TSQP_WIDTH; l++) {
    scan->v_min = low[l] < scan->v_min ? low[l] : scan->v_min;
    scan->v_max = high[l] > scan->v_max ? high[l] : scan->v_max;
    scan->y_max = far[l] > scan->y_max ? far[l] : scan->y_max;
  }
}

#define TSQP_ROW_KERNEL_TABLE(name)                                                                          \
  {                                                                                                          \
    .isa = (name), .sum = row_sum, .dot = row_dot, .dot_dd = row_dot_dd, .times = row_times,                 \
    .times_dd = row_times_dd, .pooled = row_pooled, .scan = row_scan,                                        \
  }
