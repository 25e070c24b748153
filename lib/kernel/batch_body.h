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

/*
 * Certificates that a likelihood has no stationary point but the one found (tau2_likelihood.c has the argument): alpha = A^(-1/2) and
 * 1/B are concave; alpha has the slope a_inf = 1/sqrt(RSS) at infinity; the score is positive where alpha^2 < 1/B.
 */
#define SURE (1 - 1e-6)

/* alpha, 1/B and their slopes at one t, a problem a lane. */
typedef struct lane_curves {
  tsqp_vd alpha, alpha_slope, inverse_b, inverse_b_slope;
} lane_curves;

TSQP_INLINE lane_curves curves_of(tsqp_vd a, tsqp_vd b, tsqp_vd c, tsqp_vd d) {
  lane_curves at;
  at.alpha = 1.0 / tsqp_sqrt(a);
  at.alpha_slope = 0.5 * at.alpha * (c / a);
  at.inverse_b = 1.0 / b;
  at.inverse_b_slope = d * (at.inverse_b * at.inverse_b);
  return at;
}

/*
 * To the right, alpha rising by at least `slope`: is (alpha + slope s)^2 > 1/B + (1/B)' s, the tangent that 1/B lies below, for all
 * s > 0? At a root alpha^2 = 1/B, and all hangs on the slopes.
 */
TSQP_INLINE tsqp_vi stays_above(const lane_curves *at, tsqp_vd slope) {
  tsqp_vd gap = at->inverse_b_slope - 2.0 * (at->alpha * slope) * SURE;
  tsqp_vd room = 4.0 * (slope * slope) * (at->alpha * at->alpha - at->inverse_b);
  return (gap <= tsqp_all(0)) | (gap * gap < room * SURE);
}

/*
 * Between two points, alpha below its tangents, whose minimum peaks where they meet: does its square, convex on each, stay below the
 * chord of 1/B? At the ends it does (or touches, at a root).
 */
TSQP_INLINE tsqp_vi stays_below(const lane_curves *left, const lane_curves *right, tsqp_vd width) {
  tsqp_vd meet =
      (right->alpha - left->alpha - right->alpha_slope * width) / (left->alpha_slope - right->alpha_slope);
  tsqp_vd peak = left->alpha + left->alpha_slope * meet;
  tsqp_vd chord = left->inverse_b + (right->inverse_b - left->inverse_b) * (meet / width);
  return ~((meet > tsqp_all(0)) & (meet < width)) | (peak * peak < chord * SURE);
}

/* Newton's step for A = B, taken on B/A, which is linear in t where all variances are equal. */
TSQP_INLINE tsqp_vd newton_step(tsqp_vd a, tsqp_vd b, tsqp_vd c, tsqp_vd d) {
  return (a / b - 1.0) / (c / a - d / b);
}

/* Q(t) falls and is convex: Newton on 1/Q climbs to the root from the left (tau2_q.c). */
TSQP_INLINE tsqp_vd q_step(tsqp_vd q, tsqp_vd target, tsqp_vd slope) {
  return (q - target) * (q / target) / slope;
}

TSQP_INLINE void keep_states(tsqp_batch_block *block, size_t j, tsqp_vi odd, tsqp_vi iterate, tsqp_vi prove) {
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    block->state[j + l] = odd[l]       ? TSQP_LANE_ODD
                          : iterate[l] ? TSQP_LANE_ITERATE
                          : prove[l]   ? TSQP_LANE_PROVE
                                       : TSQP_LANE_DONE;
  }
}

TSQP_INLINE void start_lanes(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                             tsqp_batch_block *block, size_t j, int order) {
  const tsqp_vd zero = tsqp_all(0);
  lane_scan scan = scan_lanes(tile, j, order);
  lane_sums sums = scan.sums;
  lane_moments m = lane_algebra(&sums, order < 2 ? 2 : order);
  tsqp_vd df = scan.n - 1.0;
  tsqp_vd tau2 = zero;
  tsqp_vd first = zero;
  tsqp_vi iterate = tsqp_all_bits(0);
  tsqp_vi prove = tsqp_all_bits(0);
  /* where one study outweighs the rest, or nearly all of Q cancels, the careful way is to be taken */
  tsqp_vi odd = scan.odd | ~((sums.w2 <= 0.9 * (sums.w * sums.w)) & (sums.wee <= 100.0 * m.q1) &
                             (scan.rss <= tsqp_all(1e200)));
  switch (plan->method) {
    case TSQP_BATCH_FIXED: tau2 = tsqp_all(plan->tau2); break;
    case TSQP_BATCH_DL: tau2 = tsqp_max((m.q1 - df) / m.tr1, zero); break;
    case TSQP_BATCH_HE: tau2 = tsqp_max((scan.rss - scan.sum_v * (df / scan.n)) / df, zero); break;
    case TSQP_BATCH_HS: tau2 = tsqp_max((m.q1 - scan.n) / sums.w, zero); break;
    case TSQP_BATCH_SJ: {
      tsqp_vd crude = scan.rss / scan.n;
      lane_sums again = sum_lanes(tile, j, scan.n, scan.shift, crude, 1);
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
      lane_curves at = curves_of(m.q2, b, 2.0 * m.q3, d);
      prove = ~(iterate | stays_above(&at, a_inf));
      first = newton_step(m.q2, b, 2.0 * m.q3, d);
      tsqp_store(block->a_inf + j, a_inf);
      tsqp_store(block->alpha + j, at.alpha);
      tsqp_store(block->alpha_slope + j, at.alpha_slope);
      tsqp_store(block->inverse_b + j, at.inverse_b);
      tsqp_store(block->inverse_b_slope + j, at.inverse_b_slope);
      break;
    }
  }
  tsqp_vd scale = scan.n / sums.w;
  first = tsqp_select((first > zero) & (first < 1e6 * scale), first, scale);
  tsqp_store(block->n + j, scan.n);
  tsqp_store(block->shift + j, scan.shift);
  tsqp_store(block->q + j, m.q1);
  tsqp_store(block->tr + j, m.tr1);
  tsqp_store(block->scale + j, scale);
  tsqp_store(block->t1 + j, first);
  tsqp_store(block->tau2 + j, tau2);
  keep_states(block, j, odd, iterate, prove);
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

/* Evaluations before a problem is given up; never met in practice. */
#define MAX_STEPS 60

/* What a lane is at: Newton's steps to the root; then, where the root alone does not prove it, points to its left and right. */
enum { AT_ROOT, AT_LEFT, AT_RIGHT };

typedef struct crew {
  const tsqp_batch_tile *tile;
  tsqp_batch_block *block;
  double *e, *v; /* [k][width] the studies of the problems in hand */
  size_t next;   /* problem to be taken up */
  size_t busy;
  int all_at_root;
  size_t problem[TSQP_WIDTH]; /* SIZE_MAX: idle */
  int mode[TSQP_WIDTH];
  double t[TSQP_WIDTH], lo[TSQP_WIDTH], hi[TSQP_WIDTH], steps[TSQP_WIDTH];
  double scale[TSQP_WIDTH], a_inf[TSQP_WIDTH], target[TSQP_WIDTH];
  double proved
      [TSQP_WIDTH]; /* where the curves below belong to: at first 0, then the root, then as far right as is proved */
  double alpha[TSQP_WIDTH], alpha_slope[TSQP_WIDTH], inverse_b[TSQP_WIDTH], inverse_b_slope[TSQP_WIDTH];
} crew;

TSQP_INLINE lane_curves curves_held(const crew *c) {
  lane_curves at = {tsqp_load(c->alpha), tsqp_load(c->alpha_slope), tsqp_load(c->inverse_b),
                    tsqp_load(c->inverse_b_slope)};
  return at;
}

static void hold(crew *c, size_t l, double t, const lane_curves *at) {
  c->proved[l] = t;
  c->alpha[l] = at->alpha[l];
  c->alpha_slope[l] = at->alpha_slope[l];
  c->inverse_b[l] = at->inverse_b[l];
  c->inverse_b_slope[l] = at->inverse_b_slope[l];
}

static void hold_zero(crew *c, size_t l, size_t j) {
  const tsqp_batch_block *block = c->block;
  c->proved[l] = 0;
  c->alpha[l] = block->alpha[j];
  c->alpha_slope[l] = block->alpha_slope[j];
  c->inverse_b[l] = block->inverse_b[j];
  c->inverse_b_slope[l] = block->inverse_b_slope[j];
}

static void copy_studies(crew *c, size_t l, size_t j) {
  const tsqp_batch_tile *tile = c->tile;
  double shift = c->block->shift[j];
  if (c->block->n[j] == (double)tile->k) {
    for (size_t i = 0; i < tile->k; i++) {
      c->e[i * TSQP_WIDTH + l] = tile->y[i * tile->ld + j] - shift;
      c->v[i * TSQP_WIDTH + l] = tile->v[i * tile->ld + j];
    }
    return;
  }
  for (size_t i = 0; i < tile->k; i++) {
    double y = tile->y[i * tile->ld + j];
    double v = tile->v[i * tile->ld + j];
    int here = y == y && v == v;
    c->e[i * TSQP_WIDTH + l] = here ? y - shift : 0;
    c->v[i * TSQP_WIDTH + l] = here ? v : HUGE_VAL;
  }
}

/* Lane l takes up the next problem that asks for it, or falls idle. */
static void take_up(crew *c, size_t l) {
  const tsqp_batch_block *block = c->block;
  size_t n = c->tile->n;
  while (c->next < n && block->state[c->next] != TSQP_LANE_ITERATE &&
         block->state[c->next] != TSQP_LANE_PROVE) {
    c->next++;
  }
  if (c->next == n) {
    c->problem[l] = SIZE_MAX;
    c->busy--;
    return;
  }
  size_t j = c->next++;
  int prove = block->state[j] == TSQP_LANE_PROVE;
  c->problem[l] = j;
  c->mode[l] = prove ? AT_RIGHT : AT_ROOT;
  c->scale[l] = block->scale[j];
  c->t[l] = prove ? 0.5 * block->scale[j] : block->t1[j];
  c->lo[l] = 0;
  c->hi[l] = HUGE_VAL;
  c->steps[l] = 0;
  c->a_inf[l] = block->a_inf[j];
  c->target[l] = block->n[j] - 1;
  hold_zero(c, l, j);
  copy_studies(c, l, j);
}

/* What one evaluation of all lanes says; each lane looks at what concerns it. */
typedef struct verdict {
  tsqp_vd next;       /* the point to go to */
  tsqp_vi converged;  /* `next` is the root */
  tsqp_vi left_sure;  /* nothing between the point held and this one, to its right */
  tsqp_vi right_sure; /* nothing beyond this point */
  tsqp_vi step_sure;  /* nothing between the point held and this one, both right of the root */
  lane_curves at;
} verdict;

TSQP_INLINE void evaluate(crew *c, int method, verdict *out) {
  tsqp_vd t = tsqp_load(c->t);
  lane_sums sums = no_sums();
  for (size_t i = 0; i < c->tile->k; i++) {
    lane_take(&sums, tsqp_load(c->e + i * TSQP_WIDTH), 1.0 / (tsqp_load(c->v + i * TSQP_WIDTH) + t), 3);
  }
  lane_moments m = lane_algebra(&sums, 3);
  tsqp_vi left; /* the root lies above t */
  if (method == TSQP_BATCH_PM) {
    tsqp_vd target = tsqp_load(c->target);
    left = m.q1 > target;
    out->next = t + q_step(m.q1, target, m.q2);
  } else {
    tsqp_vd b = method == TSQP_BATCH_ML ? sums.w : m.tr1;
    tsqp_vd d = method == TSQP_BATCH_ML ? sums.w2 : m.tr2;
    lane_curves held = curves_held(c);
    tsqp_vd away = t - tsqp_load(c->proved);
    out->at = curves_of(m.q2, b, 2.0 * m.q3, d);
    tsqp_vd chord = (out->at.alpha - held.alpha) / away;
    left = m.q2 > b;
    out->next = t + newton_step(m.q2, b, 2.0 * m.q3, d);
    out->left_sure = stays_below(&held, &out->at, away);
    out->right_sure = stays_above(&out->at, tsqp_load(c->a_inf));
    out->step_sure = stays_above(&held, chord) & ~left;
  }
  tsqp_vd lo = tsqp_select(left, t, tsqp_load(c->lo));
  tsqp_vd hi = tsqp_select(left, tsqp_load(c->hi), t);
  out->converged = tsqp_abs(out->next - t) <= 1e-6 * t;
  tsqp_vi inside = (out->next > lo) & (out->next < hi);
  tsqp_vd bounded = tsqp_select(hi < tsqp_all(HUGE_VAL), 0.5 * (lo + hi), 2.0 * t + tsqp_load(c->scale));
  out->next = tsqp_select(inside | out->converged, out->next, bounded);
  tsqp_store(c->lo, lo);
  tsqp_store(c->hi, hi);
}

static void finish(crew *c, size_t l, int state) {
  c->block->state[c->problem[l]] = state;
  take_up(c, l);
}

/* The root is proved on its left: from here on to the right. */
static void go_right(crew *c, size_t l, int right_sure) {
  if (right_sure) {
    finish(c, l, TSQP_LANE_DONE);
    return;
  }
  c->mode[l] = AT_RIGHT;
  c->t[l] = c->proved[l] + 0.5 * (c->proved[l] + c->scale[l]);
}

static void after_root(crew *c, size_t l, const verdict *v, int method) {
  if (!v->converged[l]) {
    c->t[l] = v->next[l];
    return;
  }
  c->block->tau2[c->problem[l]] = v->next[l];
  if (method == TSQP_BATCH_PM) {
    finish(c, l, TSQP_LANE_DONE);
  } else if (v->left_sure[l]) {
    hold(c, l, c->t[l], &v->at);
    go_right(c, l, v->right_sure[l] != 0);
  } else { /* one more point between 0 and the root, which takes the place of 0's curves; the root comes once more */
    c->mode[l] = AT_LEFT;
    c->t[l] = 0.25 * c->t[l];
  }
}

static void after_left(crew *c, size_t l, const verdict *v) {
  if (!v->left_sure[l]) {
    finish(c, l, TSQP_LANE_ODD);
  } else if (c->proved[l] == 0) {
    hold(c, l, c->t[l], &v->at);
    c->t[l] = c->block->tau2[c->problem[l]];
  } else {
    hold(c, l, c->t[l], &v->at);
    go_right(c, l, v->right_sure[l] != 0);
  }
}

static void after_right(crew *c, size_t l, const verdict *v) {
  if (v->step_sure[l]) {
    hold(c, l, c->t[l], &v->at);
    if (v->right_sure[l]) {
      finish(c, l, TSQP_LANE_DONE);
    } else {
      c->t[l] += 2 * (c->t[l] + c->scale[l]);
    }
  } else {
    c->t[l] = c->proved[l] + 0.25 * (c->t[l] - c->proved[l]);
  }
}

TSQP_INLINE void iterate_lanes(crew *c, int method) {
  while (c->busy > 0) {
    verdict v;
    evaluate(c, method, &v);
    if (c->all_at_root && !tsqp_any(v.converged)) { /* the usual round */
      tsqp_store(c->t, v.next);
      tsqp_store(c->steps, tsqp_load(c->steps) + 1.0);
      if (!tsqp_any(tsqp_load(c->steps) > tsqp_all(MAX_STEPS))) continue;
    }
    for (size_t l = 0; l < TSQP_WIDTH; l++) {
      if (c->problem[l] == SIZE_MAX) {
        c->steps[l] = 0;
        continue;
      }
      c->steps[l] += 1;
      if (c->steps[l] > MAX_STEPS) {
        finish(c, l, TSQP_LANE_ODD);
      } else if (c->mode[l] == AT_ROOT) {
        after_root(c, l, &v, method);
      } else if (c->mode[l] == AT_LEFT) {
        after_left(c, l, &v);
      } else {
        after_right(c, l, &v);
      }
    }
    c->all_at_root = 1;
    for (size_t l = 0; l < TSQP_WIDTH; l++) {
      c->all_at_root &= c->problem[l] == SIZE_MAX || c->mode[l] == AT_ROOT;
    }
  }
}

static void batch_iterate(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block,
                          double *room) {
  double *line = room + (64 - (uintptr_t)room % 64) % 64 / sizeof *room;
  crew c = {.tile = tile, .block = block, .e = line, .v = line + tile->k * TSQP_WIDTH, .busy = TSQP_WIDTH};
  for (size_t i = 0; i < tile->k * TSQP_WIDTH;
       i++) { /* what an idle lane computes does not matter, but is to be finite */
    c.e[i] = 0;
    c.v[i] = 1;
  }
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    take_up(&c, l);
  }
  switch (plan->method) {
    case TSQP_BATCH_PM: iterate_lanes(&c, TSQP_BATCH_PM); break;
    case TSQP_BATCH_ML: iterate_lanes(&c, TSQP_BATCH_ML); break;
    default: iterate_lanes(&c, TSQP_BATCH_REML); break;
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

static void put_heterogeneity(const tsqp_batch_plan *plan, const tsqp_batch_block *block, size_t j,
                              tsqp_vd df, tsqp_vd tau2, const answer *a) {
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

static void put_test(const tsqp_batch_plan *plan, tsqp_vd statistic, tsqp_vd df, const double *n,
                     const answer *a) {
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

static void batch_finish(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                         const tsqp_batch_block *block, double *const *column, size_t at) {
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    answer a = {column, at + j, tile->n - j};
    const double *n = block->n + j;
    tsqp_vd df = tsqp_load(n) - 1.0;
    tsqp_vd tau2 = tsqp_load(block->tau2 + j);
    tsqp_vd shift = tsqp_load(block->shift + j);
    lane_sums sums = sum_lanes(tile, j, df + 1.0, shift, tau2, 1);
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
