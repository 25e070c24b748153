/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rma/peaks.h"

#include <float.h>
#include <math.h>

#define MAX_NEWTON 60        /* evaluations for one root */
#define MAX_EVALUATIONS 1000 /* for all, known before the search starts; ordinary data need 10 to 30 */
/* So narrow an interval that stationary points in it are one to every eye, unless rounding could hide more. */
#define NARROW 1e-8
#define LARGE_ERROR 1e-9

enum { TOP, CUT, POLISH, DONE };

tsqp_score tsqp_score_of(double t, double s, double a, double b, double c, double root_d) {
  tsqp_score at = {.t = t, .a = a / s, .b = b, .loglik = NAN};
  at.alpha.value = s / sqrt(a); /* -A' is 2 C */
  at.alpha.slope = c / a / sqrt(a);
  at.beta.value = sqrt(s / b);
  at.beta.slope = 0.5 * at.beta.value * (root_d / s) * (root_d / b);
  return at;
}

/* ---- proofs ---------------------------------------------------------------------------------------------------------- */

/* Room for the rounding of the values compared. */
static double safe(const tsqp_interval *i) {
  return 1 - fmax(1e-12, 4 * fmax(i->left.error, i->right.error));
}

static double on_chord(double ta, const tsqp_curve *a, double tb, const tsqp_curve *b, double t) {
  return a->value + (b->value - a->value) * ((t - ta) / (tb - ta));
}

/* Whether f < g on all of [ta, tb]: f below its tangents, whose minimum peaks where they meet, g above its chord. */
static int below(double room, double ta, const tsqp_curve *fa, const tsqp_curve *ga, double tb,
                 const tsqp_curve *fb, const tsqp_curve *gb) {
  if (!(fa->value < ga->value * room && fb->value < gb->value * room)) return 0;
  double turn = fa->slope - fb->slope;
  if (!(turn > 0)) return 1; /* the tangents coincide: f is linear */
  double width = tb - ta;
  double from_a = (fb->value - fa->value - fb->slope * width) / turn;
  if (!(from_a > 0 && from_a < width)) return 1;
  double peak = fa->value + fa->slope * from_a;
  return peak < on_chord(ta, ga, tb, gb, ta + from_a) * room;
}

static int holds_no_root(const tsqp_interval *i) {
  const tsqp_score *l = &i->left;
  const tsqp_score *r = &i->right;
  double room = safe(i);
  return below(room, l->t, &l->alpha, &l->beta, r->t, &r->alpha, &r->beta) ||
         below(room, l->t, &l->beta, &l->alpha, r->t, &r->beta, &r->alpha);
}

/* Slopes fall: alpha' - beta' lies between its values with the ends exchanged. */
static int holds_one_at_most(const tsqp_interval *i) {
  double room = safe(i);
  return i->right.alpha.slope * room > i->left.beta.slope || i->left.alpha.slope < i->right.beta.slope * room;
}

static int changes_sign(const tsqp_interval *i) {
  return tsqp_rising(&i->left) != tsqp_rising(&i->right);
}

double tsqp_peaks_bound(double rss, double df, double v_min, double v_max) {
  /* y'PPy <= RSS/(t + v_min)^2 and tr P >= df/(t + v_max): negative where (t + v_min)^2 > s2 (t + v_max), s2 = RSS/df */
  double s2 = rss / df;
  double half = 0.5 * s2 - v_min;
  double spread = v_max - v_min;
  return fmax(0, half + sqrt(fmax(0, 0.25 * s2 * s2 + s2 * spread))) * (1 + 1e-6);
}

/* ---- where to look next ------------------------------------------------------------------------------------------------ */

/* Halving is geometric in t + v_min, as the functions are sums of powers of 1/(v + t). */
static double halfway(const tsqp_peaks *p, double lo, double hi) {
  double m = sqrt(lo + p->v_min) * sqrt(hi + p->v_min) - p->v_min;
  return m > lo && m < hi ? m : lo + 0.5 * (hi - lo);
}

/* Newton's step on alpha - beta, or halfway where it leaves (lo, hi); a step that means convergence may end on their edge. */
static double newton(const tsqp_peaks *p, const tsqp_score *at, double lo, double hi) {
  double next = at->t - (at->alpha.value - at->beta.value) / (at->alpha.slope - at->beta.slope);
  if (next > lo && next < hi) return next;
  return fabs(next - at->t) <= p->close * at->t ? at->t : halfway(p, lo, hi);
}

static double distance(const tsqp_score *at) {
  return fabs(at->a - at->b) / (at->a + at->b);
}

static const tsqp_score *nearer(const tsqp_interval *i) {
  return distance(&i->left) < distance(&i->right) ? &i->left : &i->right;
}

/* Where to cut: near the root that must be there, else in the middle. */
static double cut(const tsqp_peaks *p, const tsqp_interval *i) {
  double lo = i->left.t;
  double hi = i->right.t;
  if (!changes_sign(i) || i->depth % 4 == 3) return halfway(p, lo, hi);
  double width = hi - lo;
  double least = lo + 0.02 * fmin(width, lo + p->v_min);
  double inside = fmin(fmax(newton(p, nearer(i), lo, hi), least), hi - 0.02 * width);
  return inside > lo && inside < hi ? inside : halfway(p, lo, hi);
}

/* ---- the search ---------------------------------------------------------------------------------------------------------- */

static int spent(const tsqp_peaks *p) {
  return p->evaluations >= MAX_EVALUATIONS;
}

static void record_root(tsqp_peaks *p, double t) {
  tsqp_stationary *found = p->found;
  if (found->n == TSQP_MAX_STATIONARY) {
    p->unproved = 1;
    return;
  }
  found->t[found->n] = t;
  found->loglik[found->n] = p->at.loglik;
  found->is_maximum[found->n] = tsqp_rising(&p->current.left); /* rising, then falling */
  found->bracket[found->n][0] = p->current.left.t;
  found->bracket[found->n++][1] = p->current.right.t;
}

/* Wants one more step of Newton's method; 0 where nothing would come of it and the root is recorded. */
static int polish_from(tsqp_peaks *p) {
  double next = newton(p, &p->at, p->lo, p->hi);
  double step = fabs(next - p->at.t);
  int noise = p->steps > 8 && step >= p->previous && step < 1e-6 * next;
  if (step <= p->close * next || noise || p->hi - p->lo <= 4 * DBL_EPSILON * p->hi ||
      p->steps++ >= MAX_NEWTON || spent(p)) {
    record_root(p, next);
    return 0;
  }
  p->previous = step;
  p->phase = POLISH;
  p->want = next;
  p->want_exact = step < 1e-2 * next;
  return 1;
}

static int start_polishing(tsqp_peaks *p) {
  p->lo = p->current.left.t;
  p->hi = p->current.right.t;
  p->at = *nearer(&p->current);
  p->steps = 0;
  p->previous = HUGE_VAL;
  return polish_from(p);
}

/* Takes intervals from the stack until one needs a value. */
static void next_interval(tsqp_peaks *p) {
  while (p->pending > 0) {
    p->current = p->stack[--p->pending];
    const tsqp_interval *i = &p->current;
    if (holds_no_root(i)) continue;
    int narrow = i->right.t - i->left.t <= NARROW * (i->right.t + p->v_min);
    int one = holds_one_at_most(i);
    if (narrow || one || i->depth >= TSQP_MAX_CUTS || spent(p)) {
      if (!one && (!narrow || fmax(i->left.error, i->right.error) > LARGE_ERROR)) p->unproved = 1;
      if (changes_sign(i) && start_polishing(p)) return;
      continue;
    }
    p->phase = CUT;
    p->want = cut(p, i);
    p->want_exact = 0;
    return;
  }
  p->phase = DONE;
}

static void cut_at(tsqp_peaks *p, const tsqp_score *mid) {
  if (mid->t > p->current.left.t && mid->t < p->current.right.t) {
    int depth = p->current.depth + 1;
    p->stack[p->pending++] = (tsqp_interval){.left = *mid, .right = p->current.right, .depth = depth};
    p->stack[p->pending++] = (tsqp_interval){.left = p->current.left, .right = *mid, .depth = depth};
  }
  next_interval(p);
}

static void polish(tsqp_peaks *p, const tsqp_score *at) {
  p->at = *at;
  if (at->a == at->b) {
    record_root(p, at->t);
    next_interval(p);
    return;
  }
  if (tsqp_rising(at) == tsqp_rising(&p->current.left)) {
    p->lo = at->t;
  } else {
    p->hi = at->t;
  }
  if (!polish_from(p)) next_interval(p);
}

void tsqp_peaks_start(tsqp_peaks *p, const tsqp_score *zero, double bound, double v_min, double close,
                      tsqp_stationary *found) {
  p->v_min = v_min;
  p->close = close;
  p->found = found;
  found->n = 0;
  p->evaluations = 1;
  p->unproved = 0;
  p->pending = 0;
  p->want = bound;
  p->want_exact = 0;
  p->stack[0].left = *zero;
  int spread = isfinite(zero->alpha.value); /* without any, A is 0 and the score negative everywhere */
  p->phase = bound > 0 && spread ? TOP : DONE;
}

int tsqp_peaks_done(const tsqp_peaks *p) {
  return p->phase == DONE;
}

void tsqp_peaks_step(tsqp_peaks *p, const tsqp_score *at) {
  p->evaluations++;
  switch (p->phase) {
    case TOP:
      p->stack[0].right = *at;
      p->stack[0].depth = 0;
      p->pending = 1;
      next_interval(p);
      break;
    case CUT: cut_at(p, at); break;
    default: polish(p, at); break;
  }
}
