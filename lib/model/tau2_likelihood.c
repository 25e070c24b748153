/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ML and REML: the global maximum over t = tau2 >= 0, with certainty.
 *
 * Twice the score is A(t) - B(t), with A = y'PPy and B = tr P (REML) or sum w (ML). All of A, B, C = 2 y'PPPy = -A' and
 * D = tr PP or sum w^2 = -B' are positive and decrease in t. On an interval [a, b] therefore
 *   A(b) - B(a) <= score <= A(a) - B(b)      and      D(b) - C(a) <= score' <= D(a) - C(b),
 * which from evaluations at the ends alone proves that an interval holds no stationary point, or at most one. Intervals for
 * which neither is proved are halved. So every stationary point is found, and the one with the highest likelihood is the
 * estimate: no starting value, no "did not converge".
 */
#include "base/status.h"
#include "model/tau2.h"

#include <float.h>
#include <math.h>

#define MAX_STATIONARY 32
#define MAX_DEPTH 64
#define MAX_NEWTON 200

typedef struct point {
  double t;
  double score; /* s (A - B): free of units */
  double slope; /* s^2 (D - C) */
  double s;
  double a, b, c, d; /* A, B, C, D */
} point;

typedef struct search {
  tsqp_engine *engine;
  int restricted;
  size_t evaluations;
  size_t stationary;
  size_t maxima;
  double maximum[MAX_STATIONARY]; /* local maxima on t > 0 */
  double bracket[MAX_STATIONARY][2];
} search;

static int evaluate_with(search *s, double t, int exact, point *at) {
  tsqp_moments m;
  TSQP_TRY(tsqp_moments_at(s->engine, t, exact, &m));
  s->evaluations++;
  double b = s->restricted ? m.tr1 : m.sw1;
  double root_d = s->restricted ? sqrt(m.tr2) : m.rw2;
  at->t = t;
  at->s = m.s;
  at->score = m.q2 / m.s - b;
  at->slope = root_d * root_d - 2 * m.q3 / m.s;
  at->a = m.q2 / m.s / m.s;
  at->b = b / m.s;
  at->c = 2 * m.q3 / m.s / m.s / m.s;
  at->d = (root_d / m.s) * (root_d / m.s);
  return TSQ_OK;
}

static int evaluate(search *s, double t, point *at) {
  return evaluate_with(s, t, 0, at);
}

/* Halving is geometric in t + v_min, as the functions are sums of powers of 1/(v + t). */
static double halfway(const search *s, double lo, double hi) {
  double v = s->engine->studies->v_min;
  double m = sqrt(lo + v) * sqrt(hi + v) - v;
  return m > lo && m < hi ? m : lo + 0.5 * (hi - lo);
}

/* Safeguarded Newton on the score between two points of opposite sign, in a basis made for the root. */
static int polish_root(search *s, point left, point right, double *root) {
  double lo = left.t;
  double hi = right.t;
  double t = fabs(left.score) < fabs(right.score) ? left.t : right.t;
  point at = t == left.t ? left : right;
  double previous = HUGE_VAL;
  for (int i = 0; i < MAX_NEWTON; i++) {
    double next = t - at.s * at.score / at.slope;
    if (!(next > lo && next < hi) || isinf(at.slope)) next = halfway(s, lo, hi);
    double step = fabs(next - t);
    t = next;
    if (!(step > 4 * DBL_EPSILON * t) || (i > 4 && step >= previous && step < 1e-9 * t)) break;
    previous = step;
    TSQP_TRY(evaluate_with(s, t, step < 1e-3 * t, &at));
    if (at.score == 0) break;
    if ((at.score > 0) == (left.score > 0)) {
      lo = t;
    } else {
      hi = t;
    }
  }
  *root = t;
  return TSQ_OK;
}

static int record_root(search *s, const point *left, const point *right) {
  double root;
  TSQP_TRY(polish_root(s, *left, *right, &root));
  s->stationary++;
  if (left->score > 0 && s->maxima < MAX_STATIONARY) { /* rising, then falling: a local maximum */
    s->bracket[s->maxima][0] = left->t;
    s->bracket[s->maxima][1] = right->t;
    s->maximum[s->maxima++] = root;
  }
  return TSQ_OK;
}

static int no_root(const point *left, const point *right) {
  return left->a < right->b || right->a > left->b;
}

static int monotone(const point *left, const point *right) {
  return right->d > left->c || left->d < right->c;
}

static int changes_sign(const point *left, const point *right) {
  return (left->score > 0) != (right->score > 0);
}

static int examine(search *s, const point *left, const point *right, int depth) {
  if (no_root(left, right)) return TSQ_OK;
  double v = s->engine->studies->v_min;
  int narrow = depth >= MAX_DEPTH || right->t - left->t <= 1e-8 * (right->t + v);
  if (narrow || monotone(left, right)) {
    return changes_sign(left, right) ? record_root(s, left, right) : TSQ_OK;
  }
  point mid;
  TSQP_TRY(evaluate(s, halfway(s, left->t, right->t), &mid));
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
  tsqp_fixed_form ols;
  TSQP_TRY(tsqp_fixed_weights_form(s->engine, TSQP_EQUAL_WEIGHTS, 0, &ols, NULL, NULL));
  double df = (double)studies->k - (s->restricted ? (double)studies->p : 0);
  double s2 = ols.q / df;
  double half = 0.5 * s2 - studies->v_min;
  double spread = studies->v_max - studies->v_min;
  *bound = fmax(0, half + sqrt(fmax(0, 0.25 * s2 * s2 + s2 * spread))) * (1 + 1e-6);
  return TSQ_OK;
}

int tsqp_log_likelihood(tsqp_engine *engine, double t, int restricted, double *ll) {
  tsqp_moments m;
  TSQP_TRY(tsqp_moments_at(engine, t, 1, &m));
  *ll = -0.5 * (tsqp_log_det_v(engine, t) + (restricted ? m.log_det_xwx : 0) + m.q1 / m.s);
  return TSQ_OK;
}

/* Of t = 0 (where the score is not positive there) and the local maxima, the one with the highest likelihood. */
static int choose_highest(search *s, int zero_is_maximum, tsqp_tau2 *result) {
  double best = -HUGE_VAL;
  result->tau2 = 0;
  result->multimodal = s->maxima + (zero_is_maximum ? 1u : 0u) > 1;
  if (zero_is_maximum && s->maxima > 0) TSQP_TRY(tsqp_log_likelihood(s->engine, 0, s->restricted, &best));
  for (size_t i = 0; i < s->maxima; i++) {
    double ll = 0;
    if (result->multimodal) TSQP_TRY(tsqp_log_likelihood(s->engine, s->maximum[i], s->restricted, &ll));
    if (ll > best) {
      best = ll;
      result->tau2 = s->maximum[i];
      result->bracket[0] = s->bracket[i][0];
      result->bracket[1] = s->bracket[i][1];
    }
  }
  return TSQ_OK;
}

int tsqp_maximise_likelihood(tsqp_engine *engine, int restricted, tsqp_tau2 *result) {
  search s = {.engine = engine, .restricted = restricted};
  point zero;
  point top;
  point at;
  double bound;
  TSQP_TRY(upper_bound(&s, &bound));
  TSQP_TRY(evaluate_with(&s, 0, 1, &zero));
  result->bracket[0] = result->bracket[1] = 0;
  if (bound > 0) {
    TSQP_TRY(evaluate(&s, bound, &top));
    TSQP_TRY(examine(&s, &zero, &top, 0));
  }
  TSQP_TRY(choose_highest(&s, !(zero.score > 0), result));
  TSQP_TRY(evaluate_with(&s, result->tau2, 1, &at));
  result->raw = result->tau2;
  result->gradient = at.score;
  result->iterations = s.evaluations;
  result->stationary = s.stationary;
  double information = at.d / 2; /* expected information of tau2: tr(PP)/2 or sum(w^2)/2 */
  result->se = 1 / sqrt(information);
  return TSQ_OK;
}
