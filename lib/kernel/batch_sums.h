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

/* `order` = 1: w, we, wee; 2: and w2; 3: all. */
TSQP_INLINE void lane_take(lane_sums *s, tsqp_vd e, tsqp_vd w, int order) {
  tsqp_vd we = w * e;
  s->w += w;
  s->we += we;
  s->wee += we * e;
  if (order < 2) return;
  tsqp_vd w2 = w * w;
  s->w2 += w2;
  if (order < 3) return;
  tsqp_vd w3 = w2 * w;
  s->w3 += w3;
  tsqp_vd w2e = w2 * e;
  tsqp_vd w3e = w3 * e;
  s->w2e += w2e;
  s->w3e += w3e;
  s->w2ee += w2e * e;
  s->w3ee += w3e * e;
}

/* 1/a and 1/b by one division, the slowest of all operations. Within the range that is_odd() lets pass nothing can overflow. */
TSQP_INLINE void reciprocals(tsqp_vd a, tsqp_vd b, tsqp_vd *of_a, tsqp_vd *of_b) {
  tsqp_vd both = 1.0 / (a * b);
  *of_a = b * both;
  *of_b = a * both;
}

/* A missing study's variance: a weight so small that adding it changes nothing, and its square does not overflow. */
#define TSQP_NO_WEIGHT 1e150

/* Room [2 k width], on a cache line; the pair `which` of [TSQP_BATCH_ROOM(k)]. */
static double *room_of(double *room, size_t k, size_t which) {
  return room + (64 - (uintptr_t)room % 64) % 64 / sizeof *room + which * 2 * k * TSQP_WIDTH;
}

TSQP_INLINE lane_sums no_sums(void) {
  lane_sums s;
  memset(&s, 0, sizeof s);
  return s;
}

/* y'Py, y'PPy, y'PPPy, tr P, tr PP of a lane (engine.h), sum w, sum w^2, the mean relative to the shift, and 1/sum(w). */
typedef struct lane_moments {
  tsqp_vd q1, q2, q3, tr1, tr2, w, w2, mean, inverse;
} lane_moments;

TSQP_INLINE lane_moments lane_algebra(const lane_sums *s, int order) {
  lane_moments m;
  memset(&m, 0, sizeof m);
  tsqp_vd inverse = 1.0 / s->w;
  m.w = s->w;
  m.w2 = s->w2;
  m.inverse = inverse;
  m.mean = s->we * inverse;
  m.q1 = s->wee - m.mean * s->we;
  if (order < 2) return m;
  tsqp_vd share = s->w2 * inverse;
  m.tr1 = s->w - share;
  if (order < 3) return m;
  m.tr2 = s->w2 - 2.0 * (s->w3 * inverse) + share * share;
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

/*
 * What is needed of one problem for lanes to be trusted with it; what is missing or infinite shows in sum w e^2, as does, times the
 * largest variance, the sum of squares.
 */
TSQP_INLINE tsqp_vi is_odd(const lane_scan *s) {
  tsqp_vi variances =
      (s->v_min >= tsqp_all(1e-30)) & (s->v_max <= 1e7 * s->v_min) & (s->v_max <= tsqp_all(1e33));
  tsqp_vi effects = (tsqp_abs(s->shift) <= tsqp_all(1e60)) & (s->sums.wee * s->v_max <= tsqp_all(1e60));
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

/* `order` as in lane_take(); `spread` asks for the sums without weights too. */
TSQP_INLINE void scan_take(scan_sums *s, tsqp_vd e, tsqp_vd v, tsqp_vd w, tsqp_vd v_low, tsqp_vd v_high,
                           int order, int spread) {
  if (spread) {
    s->e += e;
    s->ee += e * e;
    s->v += v;
  }
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

/* A hint of what comes next, which may lie outside of the array. */
TSQP_INLINE void fetch(const tsqp_batch_tile *tile, size_t i, size_t j) {
  __builtin_prefetch(tile->y + i * tile->ld + j);
  __builtin_prefetch(tile->v + i * tile->ld + j);
}

/* Where nothing is missing. */
TSQP_INLINE lane_scan scan_complete(const tsqp_batch_tile *tile, size_t j, int order, int spread) {
  scan_sums s = no_scan();
  tsqp_vd shift = tsqp_load(tile->y + j);
  const double *y = tile->y + j;
  const double *v = tile->v + j;
  size_t i = 0;
  for (; i + 1 < tile->k; i += 2, y += 2 * tile->ld, v += 2 * tile->ld) {
    tsqp_vd v0 = tsqp_load(v);
    tsqp_vd v1 = tsqp_load(v + tile->ld);
    tsqp_vd w0;
    tsqp_vd w1;
    reciprocals(v0, v1, &w0, &w1);
    scan_take(&s, tsqp_load(y) - shift, v0, w0, v0, v0, order, spread);
    scan_take(&s, tsqp_load(y + tile->ld) - shift, v1, w1, v1, v1, order, spread);
  }
  if (i < tile->k) {
    tsqp_vd last = tsqp_load(v);
    scan_take(&s, tsqp_load(y) - shift, last, 1.0 / last, last, last, order, spread);
  }
  return scan_result(&s, tsqp_all((double)tile->k), shift);
}

/* What a search through gaps has found so far. */
typedef struct gap_scan {
  scan_sums s;
  tsqp_vd n, shift;
  tsqp_vi wrong;
} gap_scan;

/* One study there or not: its variance, 1 where it is missing. */
TSQP_INLINE tsqp_vd meet(gap_scan *g, tsqp_vd y, tsqp_vd v, tsqp_vi *here) {
  const tsqp_vd zero = tsqp_all(0);
  *here = present(y, v);
  g->shift = tsqp_select(*here & (g->n == zero), y, g->shift);
  g->n += tsqp_select(*here, tsqp_all(1), zero);
  /* what is wrong is wrong even where the other of the pair is missing, as for tsq_rma() */
  g->wrong |= (tsqp_abs(y) > tsqp_all(1e60)) | (v <= zero) | (v > tsqp_all(1e33));
  return tsqp_select(*here, v, tsqp_all(1));
}

TSQP_INLINE void scan_met(gap_scan *g, tsqp_vi here, tsqp_vd y, tsqp_vd v, tsqp_vd w, int order, int spread) {
  const tsqp_vd zero = tsqp_all(0);
  scan_take(&g->s, tsqp_select(here, y - g->shift, zero), tsqp_select(here, v, zero),
            tsqp_select(here, w, zero), tsqp_select(here, v, tsqp_all(HUGE_VAL)), tsqp_select(here, v, zero),
            order, spread);
}

/* Study by study, whatever there is; a problem without gaps gets the same bits as from scan_complete(). */
TSQP_INLINE lane_scan scan_masked(const tsqp_batch_tile *tile, size_t j, int order, int spread) {
  gap_scan g = {.s = no_scan(), .n = tsqp_all(0), .shift = tsqp_all(0), .wrong = tsqp_all_bits(0)};
  const double *y = tile->y + j;
  const double *v = tile->v + j;
  tsqp_vi here0;
  tsqp_vi here1;
  size_t i = 0;
  for (; i + 1 < tile->k; i += 2, y += 2 * tile->ld, v += 2 * tile->ld) {
    tsqp_vd y0 = tsqp_load(y);
    tsqp_vd y1 = tsqp_load(y + tile->ld);
    tsqp_vd w0;
    tsqp_vd w1;
    tsqp_vd v0 = meet(&g, y0, tsqp_load(v), &here0);
    tsqp_vd v1 = meet(&g, y1, tsqp_load(v + tile->ld), &here1);
    reciprocals(v0, v1, &w0, &w1);
    scan_met(&g, here0, y0, v0, w0, order, spread);
    scan_met(&g, here1, y1, v1, w1, order, spread);
  }
  if (i < tile->k) {
    tsqp_vd last = meet(&g, tsqp_load(y), tsqp_load(v), &here0);
    scan_met(&g, here0, tsqp_load(y), last, 1.0 / last, order, spread);
  }
  lane_scan r = scan_result(&g.s, g.n, g.shift);
  r.odd |= g.wrong;
  return r;
}

TSQP_INLINE void fetch_ahead(const tsqp_batch_tile *tile, size_t j) {
  if (tile->ahead == 0 || j % 8 != 0) return; /* 8 problems of a study are a cache line */
  for (size_t i = 0; i < tile->k; i++) {
    fetch(tile, i, j + tile->ahead);
  }
}

TSQP_INLINE lane_scan scan_lanes(const tsqp_batch_tile *tile, size_t j, int order, int spread) {
  fetch_ahead(tile, j);
  lane_scan s = scan_complete(tile, j, order, spread);
  return tsqp_any(s.odd) ? scan_masked(tile, j, order, spread) : s;
}

/* A study's deviation and v + t; where it is missing (and `gaps` are to be looked for) 0 and 1, with a weight of 0 to come. */
TSQP_INLINE tsqp_vd study_at(const double *y, const double *v, tsqp_vd shift, tsqp_vd t, int gaps, tsqp_vd *e,
                             tsqp_vi *here) {
  tsqp_vd yi = tsqp_load(y);
  tsqp_vd vi = tsqp_load(v);
  *e = yi - shift;
  if (!gaps) return vi + t;
  *here = present(yi, vi);
  *e = tsqp_select(*here, *e, tsqp_all(0));
  return tsqp_select(*here, vi + t, tsqp_all(1));
}

/* Sums over the complete studies at t, about the lanes' means. */
TSQP_INLINE lane_sums sum_studies(const tsqp_batch_tile *tile, size_t j, tsqp_vd shift, tsqp_vd t, int order,
                                  int gaps) {
  lane_sums s = no_sums();
  const double *y = tile->y + j;
  const double *v = tile->v + j;
  const tsqp_vd zero = tsqp_all(0);
  tsqp_vd e0;
  tsqp_vd e1;
  tsqp_vi here0 = tsqp_all_bits(-1);
  tsqp_vi here1 = tsqp_all_bits(-1);
  size_t i = 0;
  for (; i + 1 < tile->k; i += 2, y += 2 * tile->ld, v += 2 * tile->ld) {
    tsqp_vd w0 = study_at(y, v, shift, t, gaps, &e0, &here0);
    tsqp_vd w1 = study_at(y + tile->ld, v + tile->ld, shift, t, gaps, &e1, &here1);
    reciprocals(w0, w1, &w0, &w1);
    lane_take(&s, e0, gaps ? tsqp_select(here0, w0, zero) : w0, order);
    lane_take(&s, e1, gaps ? tsqp_select(here1, w1, zero) : w1, order);
  }
  if (i < tile->k) {
    tsqp_vd w0 = 1.0 / study_at(y, v, shift, t, gaps, &e0, &here0);
    lane_take(&s, e0, gaps ? tsqp_select(here0, w0, zero) : w0, order);
  }
  return s;
}

/* Where nothing is missing, the sums need not look for it; they are the same. */
TSQP_INLINE lane_sums sum_lanes(const tsqp_batch_tile *tile, size_t j, tsqp_vd n, tsqp_vd shift, tsqp_vd t,
                                int order) {
  if (tsqp_any(n < tsqp_all((double)tile->k))) return sum_studies(tile, j, shift, t, order, 1);
  return sum_studies(tile, j, shift, t, order, 0);
}

#endif
