/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many small pooled models at once, a problem a lane; included by each file of isa/. A lane's operations do not depend on its
 * neighbours, nor on the vector's width, and so neither do its bits.
 */
#include "kernel/batch_kernels.h"
#include "kernel/erfc.h"
#include "kernel/t_tails.h"

#include <math.h>

/* ---- sums over the studies ---------------------------------------------------------------------------------------- */

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

/* ---- first look: t = 0 ----------------------------------------------------------------------------------------------- */

typedef struct lane_scan {
  tsqp_vd n, mean, v_min, v_max, sum_v, rss;
  tsqp_vi odd;
} lane_scan;

TSQP_INLINE tsqp_vi present(tsqp_vd y, tsqp_vd v) {
  return (y == y) & (v == v);
}

TSQP_INLINE lane_scan scan_lanes(const tsqp_batch_tile *tile, size_t j) {
  lane_scan s;
  const tsqp_vd zero = tsqp_all(0);
  memset(&s, 0, sizeof s);
  s.v_min = tsqp_all(HUGE_VAL);
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vd y = tsqp_load(tile->y + i * tile->ld + j);
    tsqp_vd v = tsqp_load(tile->v + i * tile->ld + j);
    tsqp_vi here = present(y, v);
    s.n += tsqp_select(here, tsqp_all(1), zero);
    s.mean += tsqp_select(here, y, zero);
    s.sum_v += tsqp_select(here, v, zero);
    s.v_min = tsqp_min(tsqp_select(here, v, tsqp_all(HUGE_VAL)), s.v_min);
    s.v_max = tsqp_max(tsqp_select(here, v, zero), s.v_max);
    /* an infinite effect makes the sum infinite; an effect with a missing variance is still looked at, as tsq_rma() does */
    s.odd |= (tsqp_abs(y) > tsqp_all(1e100)) | (v <= zero) | (v > tsqp_all(1e60));
  }
  s.mean = s.mean / s.n;
  s.odd |= ~((s.n >= tsqp_all(3)) & (s.v_min >= tsqp_all(1e-60)) & (s.v_max <= 1e7 * s.v_min));
  return s;
}

/* Sums over the complete studies at t, about the lanes' means. */
TSQP_INLINE lane_sums sum_lanes(const tsqp_batch_tile *tile, size_t j, tsqp_vd shift, tsqp_vd t, int order, tsqp_vd *rss) {
  lane_sums s = no_sums();
  tsqp_vd ee = tsqp_all(0);
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vd y = tsqp_load(tile->y + i * tile->ld + j);
    tsqp_vd v = tsqp_load(tile->v + i * tile->ld + j);
    tsqp_vi here = present(y, v);
    tsqp_vd e = tsqp_select(here, y - shift, tsqp_all(0));
    tsqp_vd w = tsqp_select(here, 1.0 / (v + t), tsqp_all(0));
    if (rss != NULL) ee += e * e;
    lane_take(&s, e, w, order);
  }
  if (rss != NULL) *rss = ee;
  return s;
}

/*
 * Certificates that a likelihood has no stationary point beyond a point (tau2_likelihood.c has the argument): alpha = A^(-1/2) is
 * concave with the slope 1/sqrt(RSS) at infinity, 1/B is concave.
 */
#define SURE (1 - 1e-6)

/* From t = 0, where alpha >= beta: (alpha + a_inf t)^2 > 1/B + (1/B)' t for all t > 0? */
TSQP_INLINE tsqp_vi no_maximum_beyond_zero(tsqp_vd alpha, tsqp_vd a_inf, tsqp_vd b, tsqp_vd d) {
  tsqp_vd gap = (d / (b * b)) - 2.0 * (alpha * a_inf) * SURE; /* > 0: 1/B rises faster at first */
  tsqp_vd room = 4.0 * (a_inf * a_inf) * (alpha * alpha - 1.0 / b);
  return (gap <= tsqp_all(0)) | (gap * gap < room * SURE);
}

/* On both sides of a root t, from the slopes there and beta at 0. */
TSQP_INLINE tsqp_vi only_root(tsqp_vd t, tsqp_vd alpha_slope, tsqp_vd beta, tsqp_vd beta_slope, tsqp_vd beta0, tsqp_vd a_inf) {
  return (alpha_slope * t * SURE > beta - beta0) & (a_inf * SURE > beta_slope);
}

/* Newton's step for A = B, taken on B/A, which is linear in t where all variances are equal. */
TSQP_INLINE tsqp_vd newton_step(tsqp_vd a, tsqp_vd b, tsqp_vd c, tsqp_vd d) {
  return (a / b - 1.0) / (c / a - d / b);
}

/* Q(t) falls and is convex: Newton on 1/Q climbs to the root from the left (tau2_q.c). */
TSQP_INLINE tsqp_vd q_step(tsqp_vd q, tsqp_vd target, tsqp_vd slope) {
  return (q - target) * (q / target) / slope;
}

TSQP_INLINE void keep_states(tsqp_batch_block *block, size_t j, tsqp_vi odd, tsqp_vi iterate) {
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    block->state[j + l] = odd[l] ? TSQP_LANE_ODD : iterate[l] ? TSQP_LANE_ITERATE : TSQP_LANE_DONE;
  }
}

TSQP_INLINE void start_lanes(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block, size_t j,
                             int order) {
  const tsqp_vd zero = tsqp_all(0);
  lane_scan scan = scan_lanes(tile, j);
  lane_sums sums = sum_lanes(tile, j, scan.mean, zero, order, &scan.rss);
  lane_moments m = lane_algebra(&sums, order < 2 ? 2 : order);
  tsqp_vd df = scan.n - 1.0;
  tsqp_vd tau2 = zero;
  tsqp_vd first = zero;
  tsqp_vi iterate = tsqp_all_bits(0);
  /* where one study outweighs the rest, or nearly all of Q cancels, the careful way is to be taken */
  tsqp_vi odd = scan.odd | ~((sums.w2 <= 0.9 * (sums.w * sums.w)) & (sums.wee <= 100.0 * m.q1));
  switch (plan->method) {
    case TSQP_BATCH_FIXED: tau2 = tsqp_all(plan->tau2); break;
    case TSQP_BATCH_DL: tau2 = tsqp_max((m.q1 - df) / m.tr1, zero); break;
    case TSQP_BATCH_HE: tau2 = tsqp_max((scan.rss - scan.sum_v * (df / scan.n)) / df, zero); break;
    case TSQP_BATCH_HS: tau2 = tsqp_max((m.q1 - scan.n) / sums.w, zero); break;
    case TSQP_BATCH_SJ: {
      tsqp_vd crude = scan.rss / scan.n;
      lane_sums again = sum_lanes(tile, j, scan.mean, crude, 1, NULL);
      tau2 = crude * lane_algebra(&again, 1).q1 / df;
      break;
    }
    case TSQP_BATCH_PM:
      iterate = m.q1 > df;
      first = q_step(m.q1, df, m.q2);
      break;
    default: {
      tsqp_vd b = plan->method == TSQP_BATCH_ML ? sums.w : m.tr1;
      tsqp_vd d = plan->method == TSQP_BATCH_ML ? sums.w2 : m.tr2;
      tsqp_vd a_inf = 1.0 / tsqp_sqrt(scan.rss);
      iterate = m.q2 > b;
      odd |= ~(iterate | no_maximum_beyond_zero(1.0 / tsqp_sqrt(m.q2), a_inf, b, d));
      first = newton_step(m.q2, b, 2.0 * m.q3, d);
      tsqp_store(block->beta0 + j, 1.0 / tsqp_sqrt(b));
      tsqp_store(block->a_inf + j, a_inf);
      break;
    }
  }
  tsqp_vd scale = scan.sum_v / scan.n;
  first = tsqp_select((first > zero) & (first < 1e6 * scale), first, scale);
  tsqp_store(block->n + j, scan.n);
  tsqp_store(block->shift + j, scan.mean);
  tsqp_store(block->q + j, m.q1);
  tsqp_store(block->tr + j, m.tr1);
  tsqp_store(block->scale + j, scale);
  tsqp_store(block->t1 + j, first);
  tsqp_store(block->tau2 + j, tau2);
  keep_states(block, j, odd, iterate);
}

static void batch_start(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block) {
  int all = plan->method >= TSQP_BATCH_PM;
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    if (all) {
      start_lanes(plan, tile, block, j, 3);
    } else {
      start_lanes(plan, tile, block, j, 2);
    }
  }
}

/* ---- iteration, with lanes that do not wait ---------------------------------------------------------------------------- */

#define MAX_STEPS 60

typedef struct crew {
  const tsqp_batch_tile *tile;
  tsqp_batch_block *block;
  double *e, *v; /* [k][width] the studies of the problems in hand */
  size_t next;   /* problem to be taken up */
  size_t busy;
  size_t problem[TSQP_WIDTH]; /* SIZE_MAX: idle */
  double t[TSQP_WIDTH], lo[TSQP_WIDTH], hi[TSQP_WIDTH], steps[TSQP_WIDTH];
  double scale[TSQP_WIDTH], a_inf[TSQP_WIDTH], beta0[TSQP_WIDTH], target[TSQP_WIDTH];
} crew;

/* Lane l takes up the next problem that is to be iterated, or falls idle. */
static void take_up(crew *c, size_t l) {
  const tsqp_batch_tile *tile = c->tile;
  const tsqp_batch_block *block = c->block;
  while (c->next < tile->n && block->state[c->next] != TSQP_LANE_ITERATE) {
    c->next++;
  }
  if (c->next == tile->n) {
    c->problem[l] = SIZE_MAX;
    c->busy--;
    return;
  }
  size_t j = c->next++;
  c->problem[l] = j;
  c->t[l] = block->t1[j];
  c->lo[l] = 0;
  c->hi[l] = HUGE_VAL;
  c->steps[l] = 0;
  c->scale[l] = block->scale[j];
  c->a_inf[l] = block->a_inf[j];
  c->beta0[l] = block->beta0[j];
  c->target[l] = block->n[j] - 1;
  double shift = block->shift[j];
  for (size_t i = 0; i < tile->k; i++) {
    double y = tile->y[i * tile->ld + j];
    double v = tile->v[i * tile->ld + j];
    int here = y == y && v == v;
    c->e[i * TSQP_WIDTH + l] = here ? y - shift : 0;
    c->v[i * TSQP_WIDTH + l] = here ? v : HUGE_VAL;
  }
}

/* One evaluation of all lanes; `done` lanes have their tau2 in t, `sure` of them are proved. */
TSQP_INLINE void crew_step(crew *c, int method, tsqp_vi *done, tsqp_vi *sure) {
  tsqp_vd t = tsqp_load(c->t);
  lane_sums sums = no_sums();
  for (size_t i = 0; i < c->tile->k; i++) {
    lane_take(&sums, tsqp_load(c->e + i * TSQP_WIDTH), 1.0 / (tsqp_load(c->v + i * TSQP_WIDTH) + t), 3);
  }
  lane_moments m = lane_algebra(&sums, 3);
  tsqp_vd lo = tsqp_load(c->lo);
  tsqp_vd hi = tsqp_load(c->hi);
  tsqp_vd steps = tsqp_load(c->steps) + 1.0;
  tsqp_vi left; /* the root lies above t */
  tsqp_vd next;
  if (method == TSQP_BATCH_PM) {
    tsqp_vd target = tsqp_load(c->target);
    left = m.q1 > target;
    next = t + q_step(m.q1, target, m.q2);
    *sure = tsqp_all_bits(-1);
  } else {
    tsqp_vd b = method == TSQP_BATCH_ML ? sums.w : m.tr1;
    tsqp_vd d = method == TSQP_BATCH_ML ? sums.w2 : m.tr2;
    tsqp_vd c3 = 2.0 * m.q3;
    tsqp_vd alpha_slope = 0.5 * (c3 / m.q2) / tsqp_sqrt(m.q2);
    tsqp_vd beta = 1.0 / tsqp_sqrt(b);
    left = m.q2 > b;
    next = t + newton_step(m.q2, b, c3, d);
    *sure = only_root(t, alpha_slope, beta, 0.5 * beta * (d / b), tsqp_load(c->beta0), tsqp_load(c->a_inf));
  }
  lo = tsqp_select(left, t, lo);
  hi = tsqp_select(left, hi, t);
  tsqp_vi small = tsqp_abs(next - t) <= 1e-6 * t;
  tsqp_vi inside = (next > lo) & (next < hi);
  tsqp_vd bounded = tsqp_select(hi < tsqp_all(HUGE_VAL), 0.5 * (lo + hi), 2.0 * t + tsqp_load(c->scale));
  next = tsqp_select(inside | small, next, bounded);
  *done = small | (steps > tsqp_all(MAX_STEPS));
  *sure &= small;
  tsqp_store(c->t, next);
  tsqp_store(c->lo, lo);
  tsqp_store(c->hi, hi);
  tsqp_store(c->steps, steps);
}

static void batch_iterate(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block, double *room) {
  double *line = room + (64 - (uintptr_t)room % 64) % 64 / sizeof *room;
  crew c = {.tile = tile, .block = block, .e = line, .v = line + tile->k * TSQP_WIDTH, .busy = TSQP_WIDTH};
  for (size_t i = 0; i < tile->k * TSQP_WIDTH; i++) { /* what an idle lane computes does not matter, but is to be finite */
    c.e[i] = 0;
    c.v[i] = 1;
  }
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    take_up(&c, l);
  }
  while (c.busy > 0) {
    tsqp_vi done;
    tsqp_vi sure;
    switch (plan->method) {
      case TSQP_BATCH_PM: crew_step(&c, TSQP_BATCH_PM, &done, &sure); break;
      case TSQP_BATCH_ML: crew_step(&c, TSQP_BATCH_ML, &done, &sure); break;
      default: crew_step(&c, TSQP_BATCH_REML, &done, &sure); break;
    }
    if (!tsqp_any(done)) continue;
    for (size_t l = 0; l < TSQP_WIDTH; l++) {
      if (!done[l] || c.problem[l] == SIZE_MAX) continue;
      block->tau2[c.problem[l]] = c.t[l];
      block->state[c.problem[l]] = sure[l] ? TSQP_LANE_DONE : TSQP_LANE_ODD;
      take_up(&c, l);
    }
  }
}

/* ---- answers ----------------------------------------------------------------------------------------------------------- */

TSQP_INLINE tsqp_vd by_count(const double *table, const double *n) {
  double value[TSQP_WIDTH];
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    value[l] = table[(size_t)n[l]];
  }
  return tsqp_load(value);
}

typedef struct answer {
  double *const *column;
  size_t at, n; /* problem in the columns, problems left in the block */
} answer;

TSQP_INLINE void put(const answer *a, int column, tsqp_vd value) {
  if (a->column[column] == NULL) return;
  if (a->n >= TSQP_WIDTH) {
    tsqp_store(a->column[column] + a->at, value);
  } else {
    double part[TSQP_WIDTH];
    tsqp_store(part, value);
    memcpy(a->column[column] + a->at, part, a->n * sizeof *part);
  }
}

static void put_heterogeneity(const tsqp_batch_plan *plan, const tsqp_batch_block *block, size_t j, tsqp_vd df, tsqp_vd tau2,
                              const answer *a) {
  const tsqp_vd zero = tsqp_all(0);
  tsqp_vd q = tsqp_load(block->q + j);
  put(a, TSQP_OUT_Q, q);
  if (a->column[TSQP_OUT_I2] == NULL && a->column[TSQP_OUT_H2] == NULL) return;
  if (plan->random && !plan->i2_from_q) {
    tsqp_vd typical = df / tsqp_load(block->tr + j);
    put(a, TSQP_OUT_I2, 100.0 * tau2 / (tau2 + typical));
    put(a, TSQP_OUT_H2, 1.0 + tau2 / typical);
  } else {
    put(a, TSQP_OUT_I2, tsqp_max(100.0 * (q - df) / q, zero));
    put(a, TSQP_OUT_H2, q / df);
  }
}

static void put_test(const tsqp_batch_plan *plan, tsqp_vd statistic, tsqp_vd df, const double *n, const answer *a) {
  const double log10_e = 4.34294481903251816668e-01;
  tsqp_vd p;
  tsqp_vd log_p;
  put(a, TSQP_OUT_STATISTIC, statistic);
  if (a->column[TSQP_OUT_P] == NULL && a->column[TSQP_OUT_LOG10_P] == NULL) return;
  if (plan->normal) {
    tsqp_normal_tails(statistic, &p, &log_p);
  } else {
    tsqp_t_tails(statistic, df, by_count(plan->log_beta, n), &p, &log_p);
  }
  put(a, TSQP_OUT_P, p);
  put(a, TSQP_OUT_LOG10_P, tsqp_max(-log_p * log10_e, tsqp_all(0)));
}

static void batch_finish(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, const tsqp_batch_block *block,
                         double *const *column, size_t at) {
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    answer a = {column, at + j, tile->n - j};
    const double *n = block->n + j;
    tsqp_vd df = tsqp_load(n) - 1.0;
    tsqp_vd tau2 = tsqp_load(block->tau2 + j);
    tsqp_vd shift = tsqp_load(block->shift + j);
    lane_sums sums = sum_lanes(tile, j, shift, tau2, 1, NULL);
    lane_moments m = lane_algebra(&sums, 1);
    tsqp_vd estimate = shift + m.mean;
    tsqp_vd variance = 1.0 / sums.w;
    tsqp_vd factor = tsqp_all(1);
    if (plan->knha) factor = tsqp_max(m.q1, tsqp_all(0)) / df;
    if (plan->adhoc) factor = tsqp_max(factor, tsqp_all(1));
    tsqp_vd se = tsqp_sqrt(variance * factor);
    put(&a, TSQP_OUT_TAU2, tau2);
    put(&a, TSQP_OUT_ESTIMATE, estimate);
    put(&a, TSQP_OUT_SE, se);
    put_heterogeneity(plan, block, j, df, tau2, &a);
    put_test(plan, estimate / se, df, n, &a);
    if (column[TSQP_OUT_CI_LOWER] != NULL || column[TSQP_OUT_CI_UPPER] != NULL) {
      tsqp_vd half = by_count(plan->critical, n) * se;
      put(&a, TSQP_OUT_CI_LOWER, estimate - half);
      put(&a, TSQP_OUT_CI_UPPER, estimate + half);
    }
    if (column[TSQP_OUT_PI_LOWER] != NULL || column[TSQP_OUT_PI_UPPER] != NULL) {
      tsqp_vd spread = tsqp_sqrt((plan->pi_conventional ? variance : se * se) + tau2);
      tsqp_vd half = plan->pi ? by_count(plan->pi_critical, n) * spread : tsqp_all(__builtin_nan(""));
      put(&a, TSQP_OUT_PI_LOWER, estimate - half);
      put(&a, TSQP_OUT_PI_UPPER, estimate + half);
    }
  }
}

#undef SURE
#undef MAX_STEPS
