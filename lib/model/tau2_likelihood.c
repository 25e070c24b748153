/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ML and REML: the global maximum over t = tau2 >= 0, with certainty.
 *
 * Twice the score is A(t) - B(t), with A = y'PPy and B = tr P (REML) or sum w (ML). In the basis in which P is diagonal
 * A = sum c_i^2/(l_i + t)^2 and B = sum 1/(l_i + t), so alpha = A^(-1/2) and beta = B^(-1/2) are concave (a power mean with a negative
 * exponent is: Hardy, Littlewood & Polya 1934, thm 24) and rise. On an interval [a, b] each therefore lies above its chord and below
 * its tangents at a and b, and its slope between those at the ends. From evaluations at the ends alone that proves that the interval
 * holds no stationary point (alpha < beta or alpha > beta throughout), or at most one (alpha - beta monotone). Intervals for which
 * neither is proved are cut. So every stationary point is found, and the one with the highest likelihood is the estimate: no
 * starting value, no "did not converge". As alpha is nearly linear and beta nearly a square root, few cuts are needed, and Newton's
 * method on alpha = beta converges from afar. All comparisons leave room for the rounding error that the moments come with; where that, or
 * the budget of evaluations, does not let the search prove what it found, it says so.
 */
#include "base/status.h"
#include "model/tau2.h"

#include <float.h>
#include <math.h>

#define MAX_DEPTH 64
#define MAX_NEWTON 60        /* evaluations for one root */
#define MAX_EVALUATIONS 1000 /* for all, known before the search starts; ordinary data need 10 to 30 */

typedef struct curve {
  double value;
  double slope;
} curve;

typedef struct point {
  double t;
  double score;       /* s (A - B): free of units */
  double information; /* A's counterpart: sum w^2 or tr PP */
  double error;       /* relative, of alpha and beta and their slopes */
  curve alpha, beta;
} point;

typedef struct search {
  tsqp_engine *engine;
  int restricted;
  size_t evaluations;
  int unproved;
  tsqp_stationary *found;
} search;

static int evaluate(search *s, double t, int asked, point *at) {
  tsqp_moments m;
  TSQP_TRY(tsqp_moments_at(s->engine, t, asked, &m));
  s->evaluations++;
  at->error = m.error;
  double b = s->restricted ? m.tr1 : m.sw1;
  double root_d = s->restricted ? sqrt(m.tr2) : m.rw2;
  at->t = t;
  at->score = m.q2 / m.s - b;
  at->information = (root_d / m.s) * (root_d / m.s);
  at->alpha.value = m.s / sqrt(m.q2); /* A = q2/s^2, -A' = 2 q3/s^3, B = b/s, -B' = D = root_d^2/s^2 */
  at->alpha.slope = m.q3 / m.q2 / sqrt(m.q2);
  at->beta.value = sqrt(m.s / b);
  at->beta.slope = 0.5 * at->beta.value * (root_d / m.s) * (root_d / b);
  return TSQ_OK;
}

/* Halving is geometric in t + v_min, as the functions are sums of powers of 1/(v + t). */
static double halfway(const search *s, double lo, double hi) {
  double v = s->engine->studies->v_min;
  double m = sqrt(lo + v) * sqrt(hi + v) - v;
  return m > lo && m < hi ? m : lo + 0.5 * (hi - lo);
}

/* Newton's step on alpha - beta, or halfway where it leaves (lo, hi); a step that means convergence may end on their edge. */
#define CONVERGED 1e-8
static double next_point(const search *s, const point *at, double lo, double hi) {
  double next = at->t - (at->alpha.value - at->beta.value) / (at->alpha.slope - at->beta.slope);
  if (next > lo && next < hi) return next;
  return fabs(next - at->t) <= CONVERGED * at->t ? at->t : halfway(s, lo, hi);
}

static const point *nearer(const point *left, const point *right) {
  return fabs(left->score) < fabs(right->score) ? left : right;
}

/*
 * Safeguarded Newton between two points of opposite sign. A step of a relative 1e-8 or less leaves nothing to be done, as the
 * next would be of the order of its square.
 */
static int polish_root(search *s, const point *left, const point *right, double *root) {
  double lo = left->t;
  double hi = right->t;
  point at = *nearer(left, right);
  double t = at.t;
  double previous = HUGE_VAL;
  for (int i = 0; i < MAX_NEWTON && s->evaluations < MAX_EVALUATIONS; i++) {
    double next = next_point(s, &at, lo, hi);
    double step = fabs(next - t);
    t = next;
    if (step <= CONVERGED * t || (i > 8 && step >= previous && step < 1e-6 * t)) break;
    previous = step;
    TSQP_TRY(evaluate(s, t, step < 1e-2 * t ? TSQP_EXACT : TSQP_QUICK, &at));
    if (at.score == 0) break;
    if ((at.score > 0) == (left->score > 0)) {
      lo = t;
    } else {
      hi = t;
    }
    if (hi - lo <= 4 * DBL_EPSILON * t) break;
  }
  *root = t;
  return TSQ_OK;
}

static int record_root(search *s, const point *left, const point *right) {
  double root;
  TSQP_TRY(polish_root(s, left, right, &root));
  tsqp_stationary *found = s->found;
  if (found->n == TSQP_MAX_STATIONARY) {
    s->unproved = 1;
    return TSQ_OK;
  }
  found->t[found->n] = root;
  found->is_maximum[found->n] = left->score > 0; /* rising, then falling */
  found->bracket[found->n][0] = left->t;
  found->bracket[found->n++][1] = right->t;
  return TSQ_OK;
}

/* Room for the rounding of the values compared. */
static double safe(const point *l, const point *r) {
  return 1 - fmax(1e-12, 4 * fmax(l->error, r->error));
}

static double on_chord(double ta, const curve *a, double tb, const curve *b, double t) {
  return a->value + (b->value - a->value) * ((t - ta) / (tb - ta));
}

/* Whether f < g on all of [ta, tb]: f below its tangents, whose minimum peaks where they meet, g above its chord. */
static int below(double room, double ta, const curve *fa, const curve *ga, double tb, const curve *fb,
                 const curve *gb) {
  if (!(fa->value < ga->value * room && fb->value < gb->value * room)) return 0;
  double turn = fa->slope - fb->slope;
  if (!(turn > 0)) return 1; /* the tangents coincide: f is linear */
  double width = tb - ta;
  double from_a = (fb->value - fa->value - fb->slope * width) / turn;
  if (!(from_a > 0 && from_a < width)) return 1;
  double peak = fa->value + fa->slope * from_a;
  return peak < on_chord(ta, ga, tb, gb, ta + from_a) * room;
}

static int no_root(const point *l, const point *r) {
  double room = safe(l, r);
  return below(room, l->t, &l->alpha, &l->beta, r->t, &r->alpha, &r->beta) ||
         below(room, l->t, &l->beta, &l->alpha, r->t, &r->beta, &r->alpha);
}

/* Slopes fall: alpha' - beta' lies between its values with the ends exchanged. */
static int monotone(const point *l, const point *r) {
  double room = safe(l, r);
  return r->alpha.slope * room > l->beta.slope || l->alpha.slope < r->beta.slope * room;
}

static int changes_sign(const point *left, const point *right) {
  return (left->score > 0) != (right->score > 0);
}

/* Where to cut: near the root that must be there, else in the middle. */
static double cut(const search *s, const point *left, const point *right) {
  double v = s->engine->studies->v_min;
  if (!changes_sign(left, right)) return halfway(s, left->t, right->t);
  double t = next_point(s, nearer(left, right), left->t, right->t);
  double width = right->t - left->t;
  double inside = fmin(fmax(t, left->t + 0.02 * fmin(width, left->t + v)), right->t - 0.02 * width);
  return inside > left->t && inside < right->t ? inside : halfway(s, left->t, right->t);
}

/* So narrow an interval that stationary points in it are one to every eye, unless rounding could hide more. */
#define NARROW 1e-8
#define LARGE_ERROR 1e-9

static int examine(search *s, const point *left, const point *right, int depth) {
  if (no_root(left, right)) return TSQ_OK;
  double v = s->engine->studies->v_min;
  int narrow = right->t - left->t <= NARROW * (right->t + v);
  int spent = depth >= MAX_DEPTH || s->evaluations >= MAX_EVALUATIONS;
  int one = monotone(left, right);
  if (narrow || spent || one) {
    if (!one && (!narrow || fmax(left->error, right->error) > LARGE_ERROR)) s->unproved = 1;
    return changes_sign(left, right) ? record_root(s, left, right) : TSQ_OK;
  }
  point mid;
  double t = depth % 4 == 3 ? halfway(s, left->t, right->t) : cut(s, left, right);
  TSQP_TRY(evaluate(s, t, TSQP_QUICK, &mid));
  if (mid.t <= left->t || mid.t >= right->t) return TSQ_OK;
  TSQP_TRY(examine(s, left, &mid, depth + 1));
  return examine(s, &mid, right, depth + 1);
}

/*
 * Beyond this t the score is negative: y'PPy <= RSS/(t + v_min)^2 (RSS unweighted) and tr P >= (k - p)/(t + v_max), so it
 * is negative where (t + v_min)^2 > s2 (t + v_max), s2 = RSS/(k - p). For ML k - p is k.
 */
static int upper_bound(search *s, double *bound) {
  const tsqp_studies *studies = s->engine->studies;
  double rss = studies->rss;
  if (!studies->has_rss) {
    tsqp_fixed_form ols;
    TSQP_TRY(tsqp_fixed_weights_form(s->engine, TSQP_EQUAL_WEIGHTS, 0, &ols, NULL, NULL));
    rss = ols.q;
  }
  double df = (double)studies->k - (s->restricted ? (double)studies->p : 0);
  double s2 = rss / df;
  double half = 0.5 * s2 - studies->v_min;
  double spread = studies->v_max - studies->v_min;
  *bound = fmax(0, half + sqrt(fmax(0, 0.25 * s2 * s2 + s2 * spread))) * (1 + 1e-6);
  return TSQ_OK;
}

int tsqp_log_likelihood(tsqp_engine *engine, double t, int restricted, double *ll) {
  tsqp_moments m;
  TSQP_TRY(tsqp_moments_at(engine, t, TSQP_EXACT | TSQP_TRACES, &m));
  *ll = -0.5 * (m.log_det_v + (restricted ? m.log_det_xwx : 0) + m.q1 / m.s);
  return TSQ_OK;
}

/* Of t = 0 (where the score is not positive there) and the local maxima, the one with the highest likelihood. */
static int choose_highest(search *s, int zero_is_maximum, tsqp_tau2 *result) {
  double best = -HUGE_VAL;
  const tsqp_stationary *found = s->found;
  size_t maxima = zero_is_maximum ? 1 : 0;
  for (size_t i = 0; i < found->n; i++) {
    maxima += found->is_maximum[i] ? 1 : 0;
  }
  result->tau2 = 0;
  result->multimodal = maxima > 1;
  if (zero_is_maximum && maxima > 1) TSQP_TRY(tsqp_log_likelihood(s->engine, 0, s->restricted, &best));
  for (size_t i = 0; i < found->n; i++) {
    double ll = 0;
    if (!found->is_maximum[i]) continue;
    if (result->multimodal) TSQP_TRY(tsqp_log_likelihood(s->engine, found->t[i], s->restricted, &ll));
    if (ll > best || maxima == 1) {
      best = ll;
      result->tau2 = found->t[i];
      result->bracket[0] = found->bracket[i][0];
      result->bracket[1] = found->bracket[i][1];
    }
  }
  return TSQ_OK;
}

static int find_all(search *s, point *zero) {
  point top;
  double bound;
  s->found->n = 0;
  TSQP_TRY(upper_bound(s, &bound));
  TSQP_TRY(evaluate(s, 0, TSQP_EXACT, zero));
  int spread = isfinite(zero->alpha.value); /* without any, A is 0 and the score negative everywhere */
  if (!(bound > 0 && spread)) return TSQ_OK;
  TSQP_TRY(evaluate(s, bound, TSQP_QUICK, &top));
  return examine(s, zero, &top, 0);
}

int tsqp_stationary_points(tsqp_engine *engine, int restricted, tsqp_stationary *found) {
  search s = {.engine = engine, .restricted = restricted, .found = found};
  point zero;
  return find_all(&s, &zero);
}

int tsqp_maximise_likelihood(tsqp_engine *engine, int restricted, tsqp_tau2 *result) {
  tsqp_stationary found;
  search s = {.engine = engine, .restricted = restricted, .found = &found};
  point zero;
  point at;
  TSQP_TRY(find_all(&s, &zero));
  result->bracket[0] = result->bracket[1] = 0;
  TSQP_TRY(choose_highest(&s, !(zero.score > 0), result));
  TSQP_TRY(evaluate(&s, result->tau2, TSQP_EXACT, &at));
  result->raw = result->tau2;
  result->gradient = at.score;
  result->iterations = s.evaluations;
  result->stationary = found.n;
  result->unproved = s.unproved;
  result->se = sqrt(2 / at.information); /* expected information of tau2: tr(PP)/2 or sum(w^2)/2 */
  return TSQ_OK;
}
