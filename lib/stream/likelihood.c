/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ML and REML: the global maximum over t = tau2 >= 0, with certainty.
 *
 * Twice the score is A(t) - B(t), A = y'PPy, B = tr P (REML) or sum w (ML). alpha = A^(-1/2) and beta = B^(-1/2) rise and are concave, as
 * power means with a negative exponent are (Hardy, Littlewood & Polya 1934, thm 24). On an interval each therefore lies above its chord
 * and below its tangents at the ends, and its slope between those at the ends: that proves that an interval holds no stationary
 * point, or at most one. Others are cut, and wait on a stack, as each value costs a pass over the data.
 */
#include "stream/search.h"

#include <float.h>
#include <math.h>

#define MAX_NEWTON 60
#define NARROW 1e-8
#define CLOSE 1e-7 /* Newton's next error is of the size of the square */

static tsqp_score score_of(const tsqp_search *s, const tsqp_pass *pass) {
  int restricted = s->method == TSQ_REML;
  double b = restricted ? pass->tr1 : pass->sw1;
  double d = restricted ? pass->tr2 : pass->sw2; /* -B'; A' is -2 q3 */
  tsqp_score at = {.t = pass->t, .a = pass->q2, .b = b};
  at.alpha.value = 1 / sqrt(pass->q2);
  at.alpha.slope = pass->q3 / pass->q2 / sqrt(pass->q2);
  at.beta.value = 1 / sqrt(b);
  at.beta.slope = 0.5 * d / b / sqrt(b);
  at.loglik = -0.5 * (pass->log_det_v + (restricted ? pass->log_det_xwx : 0) + pass->q1);
  return at;
}

static int rising(const tsqp_score *at) {
  return at->a > at->b;
}

/* Halving is geometric in t + v_min, as the functions are sums of powers of 1/(v + t). */
static double halfway(const tsqp_search *s, double lo, double hi) {
  double m = sqrt(lo + s->v_min) * sqrt(hi + s->v_min) - s->v_min;
  return m > lo && m < hi ? m : lo + 0.5 * (hi - lo);
}

/* Room for the rounding of the values compared. */
#define SAFE (1 - 1e-12)

/* Whether f < g on all of [ta, tb]: f below its tangents, whose minimum peaks where they meet, g above its chord. */
static int below(double ta, const tsqp_curve *fa, const tsqp_curve *ga, double tb, const tsqp_curve *fb,
                 const tsqp_curve *gb) {
  if (!(fa->value < ga->value * SAFE && fb->value < gb->value * SAFE)) return 0;
  double turn = fa->slope - fb->slope;
  if (!(turn > 0)) return 1; /* the tangents coincide: f is linear */
  double width = tb - ta;
  double from_a = (fb->value - fa->value - fb->slope * width) / turn;
  if (!(from_a > 0 && from_a < width)) return 1;
  double peak = fa->value + fa->slope * from_a;
  return peak < (ga->value + (gb->value - ga->value) * (from_a / width)) * SAFE;
}

static int holds_no_root(const tsqp_interval *i) {
  const tsqp_score *l = &i->left;
  const tsqp_score *r = &i->right;
  return below(l->t, &l->alpha, &l->beta, r->t, &r->alpha, &r->beta) ||
         below(l->t, &l->beta, &l->alpha, r->t, &r->beta, &r->alpha);
}

/* Slopes fall: alpha' - beta' lies between its values with the ends exchanged. */
static int holds_one_at_most(const tsqp_interval *i) {
  return i->right.alpha.slope * SAFE > i->left.beta.slope || i->left.alpha.slope < i->right.beta.slope * SAFE;
}

/* Newton's step on alpha - beta, or halfway where it leaves (lo, hi); a step that means convergence may end on their edge. */
static double newton(const tsqp_search *s, const tsqp_score *at, double lo, double hi) {
  double next = at->t - (at->alpha.value - at->beta.value) / (at->alpha.slope - at->beta.slope);
  if (next > lo && next < hi) return next;
  return fabs(next - at->t) <= CLOSE * at->t ? at->t : halfway(s, lo, hi);
}

static const tsqp_score *nearer(const tsqp_interval *i) {
  double left = fabs(i->left.a - i->left.b) / (i->left.a + i->left.b);
  double right = fabs(i->right.a - i->right.b) / (i->right.a + i->right.b);
  return left < right ? &i->left : &i->right;
}

/* Where to cut: near the root that must be there, else in the middle. */
static double cut(const tsqp_search *s, const tsqp_interval *i) {
  double lo = i->left.t;
  double hi = i->right.t;
  if (rising(&i->left) == rising(&i->right) || i->depth % 4 == 3) return halfway(s, lo, hi);
  double width = hi - lo;
  double least = lo + 0.02 * fmin(width, lo + s->v_min);
  double inside = fmin(fmax(newton(s, nearer(i), lo, hi), least), hi - 0.02 * width);
  return inside > lo && inside < hi ? inside : halfway(s, lo, hi);
}

static void next_interval(tsqp_search *s);
static void record_root(tsqp_search *s, double t);

/* One more pass of Newton's method, unless nothing would come of it. */
static void polish_from(tsqp_search *s) {
  double next = newton(s, &s->at, s->lo, s->hi);
  if (fabs(next - s->at.t) <= CLOSE * next || s->hi - s->lo <= 4 * DBL_EPSILON * s->hi ||
      ++s->count >= MAX_NEWTON) {
    record_root(s, next);
    return;
  }
  s->phase = TSQP_PHASE_POLISH;
  s->want = next;
}

static void start_polishing(tsqp_search *s) {
  s->lo = s->current.left.t;
  s->hi = s->current.right.t;
  s->at = *nearer(&s->current);
  s->count = 0;
  polish_from(s);
}

/* Of 0 (where the likelihood falls from there) and the local maxima, the one with the highest likelihood. */
static void choose_highest(tsqp_search *s) {
  tsqp_score zero = score_of(s, &s->first);
  double best = rising(&zero) ? -HUGE_VAL : zero.loglik;
  double tau2 = 0;
  s->multimodal = s->maxima + (rising(&zero) ? 0u : 1u) > 1;
  for (size_t i = 0; i < s->maxima; i++) {
    if (!(s->height[i] > best)) continue;
    best = s->height[i];
    tau2 = s->maximum[i];
  }
  tsqp_search_found(s, tau2);
}

/* Takes intervals from the stack until one needs a pass. */
static void next_interval(tsqp_search *s) {
  while (s->pending > 0) {
    s->current = s->stack[--s->pending];
    const tsqp_interval *i = &s->current;
    if (holds_no_root(i)) continue;
    int narrow = i->right.t - i->left.t <= NARROW * (i->right.t + s->v_min);
    int deep = i->depth >= TSQP_MAX_DEPTH;
    int single = holds_one_at_most(i);
    if (deep && !narrow && !single) s->certified = 0;
    if (narrow || deep || single) {
      if (rising(&i->left) == rising(&i->right)) continue;
      start_polishing(s);
      return;
    }
    s->phase = TSQP_PHASE_HALF;
    s->want = cut(s, i);
    return;
  }
  choose_highest(s);
}

static void halve(tsqp_search *s, const tsqp_score *mid) {
  tsqp_interval left = {.left = s->current.left, .right = *mid, .depth = s->current.depth + 1};
  tsqp_interval right = {.left = *mid, .right = s->current.right, .depth = s->current.depth + 1};
  if (mid->t > s->current.left.t && mid->t < s->current.right.t) {
    s->stack[s->pending++] = right;
    s->stack[s->pending++] = left;
  }
  next_interval(s);
}

/* Rising, then falling: a local maximum. */
static void record_root(tsqp_search *s, double t) {
  s->stationary++;
  if (rising(&s->current.left)) {
    if (s->maxima < TSQP_MAX_MAXIMA) {
      s->maximum[s->maxima] = t;
      s->height[s->maxima++] = s->at.loglik; /* flat there: the last pass was near enough */
    } else {
      s->certified = 0;
    }
  }
  next_interval(s);
}

static void polish(tsqp_search *s, const tsqp_score *at) {
  s->at = *at;
  if (at->a == at->b) {
    record_root(s, at->t);
    return;
  }
  if (rising(at) == rising(&s->current.left)) {
    s->lo = at->t;
  } else {
    s->hi = at->t;
  }
  polish_from(s);
}

/*
 * Beyond this t the score is negative: y'PPy <= RSS/(t + v_min)^2 and tr P >= (k - p)/(t + v_max), so it is negative where
 * (t + v_min)^2 > s2 (t + v_max), s2 = RSS/(k - p). For ML k - p is k.
 */
static double upper_bound(const tsqp_search *s) {
  double s2 = s->unweighted.rss / (s->method == TSQ_REML ? s->df : s->k);
  double half = 0.5 * s2 - s->v_min;
  double spread = s->v_max - s->v_min;
  return fmax(0, half + sqrt(fmax(0, 0.25 * s2 * s2 + s2 * spread))) * (1 + 1e-6);
}

void tsqp_likelihood_start(tsqp_search *s) {
  s->want = upper_bound(s);
  s->phase = TSQP_PHASE_TOP;
  if (!(s->want > 0) || s->first.q2 == 0)
    choose_highest(s); /* without spread the score is negative everywhere */
}

void tsqp_likelihood_step(tsqp_search *s, const tsqp_pass *pass) {
  tsqp_score at = score_of(s, pass);
  switch (s->phase) {
    case TSQP_PHASE_TOP:
      s->stack[0] = (tsqp_interval){.left = score_of(s, &s->first), .right = at, .depth = 0};
      s->pending = 1;
      next_interval(s);
      break;
    case TSQP_PHASE_HALF: halve(s, &at); break;
    case TSQP_PHASE_POLISH: polish(s, &at); break;
    case TSQP_PHASE_START:
    case TSQP_PHASE_Q:
    case TSQP_PHASE_STEP:
    case TSQP_PHASE_FINAL:
    case TSQP_PHASE_INTERVAL:
    case TSQP_PHASE_DONE: break; /* no passes of this search */
  }
}
