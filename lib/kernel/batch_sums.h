/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many small pooled models: the sums over the studies of a problem a lane, and what follows from them. Included by batch_body.h. */
#ifndef TSQP_BATCH_SUMS_H
#define TSQP_BATCH_SUMS_H

#include "kernel/batch_kernels.h"
#include "kernel/vec.h"

#include <math.h>

typedef struct lane_sums {
  tsqp_vd w, w2, w3, we, w2e, w3e, wee, w2ee, w3ee;
} lane_sums;

/* `order` = 1: w, we, wee; 2: and w2, w3 (traces); 3: all. */
TSQP_INLINE void lane_take(lane_sums *s, tsqp_vd e, tsqp_vd w, int order) {
  tsqp_vd we = w * e;
  s->w += w;
  s->we += we;
  s->wee += we * e;
  if (order < 2) return;
  tsqp_vd w2 = w * w;
  tsqp_vd w3 = w2 * w;
  s->w2 += w2;
  s->w3 += w3;
  if (order < 3) return;
  tsqp_vd w2e = w2 * e;
  tsqp_vd w3e = w3 * e;
  s->w2e += w2e;
  s->w3e += w3e;
  s->w2ee += w2e * e;
  s->w3ee += w3e * e;
}

TSQP_INLINE lane_sums no_sums(void) {
  lane_sums s;
  memset(&s, 0, sizeof s);
  return s;
}

/* y'Py, y'PPy, y'PPPy, tr P, tr PP of a lane (engine.h), and the mean relative to the shift. */
typedef struct lane_moments {
  tsqp_vd q1, q2, q3, tr1, tr2, mean;
} lane_moments;

TSQP_INLINE lane_moments lane_algebra(const lane_sums *s, int order) {
  lane_moments m;
  memset(&m, 0, sizeof m);
  tsqp_vd inverse = 1.0 / s->w;
  m.mean = s->we * inverse;
  m.q1 = s->wee - m.mean * s->we;
  if (order < 2) return m;
  tsqp_vd share = s->w2 * inverse;
  m.tr1 = s->w - share;
  m.tr2 = s->w2 - 2.0 * (s->w3 * inverse) + share * share;
  if (order < 3) return m;
  tsqp_vd u = s->w2e - m.mean * s->w2;
  m.q2 = s->w2ee - m.mean * (s->w2e + u);
  m.q3 = s->w3ee - m.mean * (2.0 * s->w3e - m.mean * s->w3) - u * u * inverse;
  return m;
}

/* What the first sweep finds: the complete studies, the first of their effects as the shift, and sums about it at t = 0. */
typedef struct lane_scan {
  tsqp_vd n, shift, v_min, v_max, sum_v, rss;
  lane_sums sums;
  tsqp_vi odd;
} lane_scan;

TSQP_INLINE tsqp_vi present(tsqp_vd y, tsqp_vd v) {
  return (y == y) & (v == v);
}

/* What is needed of one problem for lanes to be trusted with it; what is missing or infinite shows in a sum. */
TSQP_INLINE tsqp_vi is_odd(const lane_scan *s) {
  tsqp_vi variances =
      (s->v_min >= tsqp_all(1e-60)) & (s->v_max <= 1e7 * s->v_min) & (s->sum_v <= tsqp_all(1e63));
  tsqp_vi effects = (tsqp_abs(s->shift) <= tsqp_all(1e100)) & (s->rss <= tsqp_all(1e200));
  return ~((s->n >= tsqp_all(3)) & variances & effects);
}

typedef struct scan_sums {
  lane_sums sums;
  tsqp_vd e, ee, v, v_min, v_max;
} scan_sums;

TSQP_INLINE scan_sums no_scan(void) {
  scan_sums s;
  memset(&s, 0, sizeof s);
  s.v_min = tsqp_all(HUGE_VAL);
  return s;
}

TSQP_INLINE void scan_take(scan_sums *s, tsqp_vd e, tsqp_vd v, tsqp_vd w, tsqp_vd v_low, tsqp_vd v_high,
                           int order) {
  s->e += e;
  s->ee += e * e;
  s->v += v;
  s->v_min = tsqp_min(v_low, s->v_min);
  s->v_max = tsqp_max(v_high, s->v_max);
  lane_take(&s->sums, e, w, order);
}

TSQP_INLINE lane_scan scan_result(const scan_sums *s, tsqp_vd n, tsqp_vd shift) {
  lane_scan r = {
      .n = n, .shift = shift, .v_min = s->v_min, .v_max = s->v_max, .sum_v = s->v, .sums = s->sums};
  r.rss = s->ee - s->e * (s->e / n);
  r.odd = is_odd(&r);
  return r;
}

/* Where nothing is missing. */
TSQP_INLINE lane_scan scan_complete(const tsqp_batch_tile *tile, size_t j, int order) {
  scan_sums s = no_scan();
  tsqp_vd shift = tsqp_load(tile->y + j);
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vd v = tsqp_load(tile->v + i * tile->ld + j);
    scan_take(&s, tsqp_load(tile->y + i * tile->ld + j) - shift, v, 1.0 / v, v, v, order);
  }
  return scan_result(&s, tsqp_all((double)tile->k), shift);
}

/* Study by study, whatever there is; a problem without gaps gets the same bits as from scan_complete(). */
TSQP_INLINE lane_scan scan_masked(const tsqp_batch_tile *tile, size_t j, int order) {
  const tsqp_vd zero = tsqp_all(0);
  scan_sums s = no_scan();
  tsqp_vd n = zero;
  tsqp_vd shift = zero;
  tsqp_vi wrong = tsqp_all_bits(0);
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vd y = tsqp_load(tile->y + i * tile->ld + j);
    tsqp_vd v = tsqp_load(tile->v + i * tile->ld + j);
    tsqp_vi here = present(y, v);
    shift = tsqp_select(here & (n == zero), y, shift);
    n += tsqp_select(here, tsqp_all(1), zero);
    scan_take(&s, tsqp_select(here, y - shift, zero), tsqp_select(here, v, zero),
              tsqp_select(here, 1.0 / v, zero), tsqp_select(here, v, tsqp_all(HUGE_VAL)),
              tsqp_select(here, v, zero), order);
    /* what is wrong is wrong even where the other of the pair is missing, as for tsq_rma() */
    wrong |= (tsqp_abs(y) > tsqp_all(1e100)) | (v <= zero) | (v > tsqp_all(1e60));
  }
  lane_scan r = scan_result(&s, n, shift);
  r.odd |= wrong;
  return r;
}

TSQP_INLINE lane_scan scan_lanes(const tsqp_batch_tile *tile, size_t j, int order) {
  if (tile->ahead > 0 &&
      j % 8 == 0) { /* 8 problems of a study are a cache line; a hint, which may lie outside of the array */
    for (size_t i = 0; i < tile->k; i++) {
      __builtin_prefetch(tile->y + i * tile->ld + j + tile->ahead);
      __builtin_prefetch(tile->v + i * tile->ld + j + tile->ahead);
    }
  }
  lane_scan s = scan_complete(tile, j, order);
  return tsqp_any(s.odd) ? scan_masked(tile, j, order) : s;
}

/* Sums over the complete studies at t, about the lanes' means. */
TSQP_INLINE lane_sums sum_studies(const tsqp_batch_tile *tile, size_t j, tsqp_vd shift, tsqp_vd t, int order,
                                  int complete) {
  lane_sums s = no_sums();
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vd y = tsqp_load(tile->y + i * tile->ld + j);
    tsqp_vd v = tsqp_load(tile->v + i * tile->ld + j);
    tsqp_vd e = y - shift;
    tsqp_vd w = 1.0 / (v + t);
    if (!complete) {
      tsqp_vi here = present(y, v);
      e = tsqp_select(here, e, tsqp_all(0));
      w = tsqp_select(here, w, tsqp_all(0));
    }
    lane_take(&s, e, w, order);
  }
  return s;
}

/* Where nothing is missing, the sums need not look for it; they are the same. */
TSQP_INLINE lane_sums sum_lanes(const tsqp_batch_tile *tile, size_t j, tsqp_vd n, tsqp_vd shift, tsqp_vd t,
                                int order) {
  if (tsqp_any(n < tsqp_all((double)tile->k))) return sum_studies(tile, j, shift, t, order, 0);
  return sum_studies(tile, j, shift, t, order, 1);
}

#endif
