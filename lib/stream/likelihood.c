/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ML and REML: the global maximum over t = tau2 >= 0, with certainty.
 *
 * Twice the score is A(t) - B(t), A = y'PPy, B = tr P (REML) or sum w (ML); A, B, C = -A' = 2 y'PPPy and D = -B' = tr PP or
 * sum w^2 are positive and decrease in t. On [a, b] therefore A(b) - B(a) <= score <= A(a) - B(b) and
 * D(b) - C(a) <= score' <= D(a) - C(b), which prove that an interval holds no stationary point, or at most one; the others are
 * halved. One pass a value: the intervals wait on a stack.
 */
#include "stream/search.h"

#include <float.h>
#include <math.h>

#define MAX_NEWTON 60
#define NARROW 1e-8
#define CLOSE 1e-7 /* Newton's next error is of the size of the square */

static tsqp_score score_of(const tsqp_search *s, const tsqp_pass *pass) {
  int restricted = s->method == TSQ_REML;
  tsqp_score at = {.t = pass->t, .a = pass->q2, .c = 2 * pass->q3};
  at.b = restricted ? pass->tr1 : pass->sw1;
  at.d = restricted ? pass->tr2 : pass->sw2;
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

static int holds_no_root(const tsqp_interval *i) {
  return i->left.a < i->right.b || i->right.a > i->left.b;
}

static int holds_one_at_most(const tsqp_interval *i) {
  return i->right.d > i->left.c || i->left.d < i->right.c;
}

static double newton(const tsqp_search *s, const tsqp_score *at) {
  double next = at->t - (at->a - at->b) / (at->d - at->c);
  return next > s->lo && next < s->hi ? next : halfway(s, s->lo, s->hi);
}

static void start_polishing(tsqp_search *s) {
  const tsqp_interval *i = &s->current;
  double left = fabs(i->left.a - i->left.b) / (i->left.a + i->left.b);
  double right = fabs(i->right.a - i->right.b) / (i->right.a + i->right.b);
  s->lo = i->left.t;
  s->hi = i->right.t;
  s->at = left < right ? i->left : i->right;
  s->count = 0;
  s->phase = TSQP_PHASE_POLISH;
  s->want = newton(s, &s->at);
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
    s->want = halfway(s, i->left.t, i->right.t);
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
  double step = fabs(at->t - s->at.t);
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
  double next = newton(s, at);
  double coming = fabs(next - at->t);
  int converged = coming <= CLOSE * next && (coming <= 4 * DBL_EPSILON * next || step <= 1e-2 * next);
  if (converged || s->hi - s->lo <= 4 * DBL_EPSILON * s->hi || ++s->count >= MAX_NEWTON) {
    record_root(s, next);
    return;
  }
  s->want = next;
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
  if (!(s->want > 0)) choose_highest(s);
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
    default: polish(s, &at); break;
  }
}
