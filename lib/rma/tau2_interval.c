/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confidence intervals for tau2. */
#include "base/status.h"
#include "rma/rma.h"
#include "rma/quadratic_form.h"
#include "numeric/distributions.h"

#include <float.h>
#include <math.h>

typedef struct bounds {
  double lower, upper; /* in units */
  int32_t outcome;
} bounds;

/* {t : chi2_{a/2} <= Q(t) <= chi2_{1-a/2}}: Q decreases, so the larger quantile gives the lower bound. */
static int q_profile(tsqp_engine *e, double df, double level, bounds *b) {
  double tail = 0.5 * (1 - level);
  tsqp_q_root lower;
  tsqp_q_root upper;
  TSQP_TRY(tsqp_solve_q(e, tsqp_chi2_quantile_upper(tail, df), &lower));
  TSQP_TRY(tsqp_solve_q(e, tsqp_chi2_quantile_lower(tail, df), &upper));
  b->lower = lower.t;
  b->upper = upper.t;
  b->outcome = upper.found ? TSQ_CI_FOUND : TSQ_CI_EMPTY;
  return TSQ_OK;
}

/* A function of t that is positive left of the root and negative right of it. */
typedef int decreasing(tsqp_engine *e, const void *context, double t, double *value);

#define MAX_STEPS 200
#define HALVE 4 /* every so many steps */

/* Halfway, geometrically in t + v_min: roots may lie anywhere between the smallest and the largest variance. */
static double halfway(const tsqp_engine *e, double lo, double hi) {
  double v = e->studies->v_min;
  double middle = sqrt(lo + v) * sqrt(hi + v) - v;
  return middle > lo && middle < hi ? middle : lo + 0.5 * (hi - lo);
}

/* Illinois false position on the bracket, and bisection between. */
static int find_root(tsqp_engine *e, decreasing *f, const void *context, double lo, double f_lo, double hi,
                     double f_hi, double *root) {
  int side = 0;
  for (int i = 0; i < MAX_STEPS && hi - lo > 4 * DBL_EPSILON * hi; i++) {
    double t = (f_lo * hi - f_hi * lo) / (f_lo - f_hi);
    double value;
    if (!(t > lo && t < hi) || i % HALVE == HALVE - 1) t = halfway(e, lo, hi);
    TSQP_TRY(f(e, context, t, &value));
    if (value == 0) {
      lo = hi = t;
    } else if (value > 0) {
      lo = t;
      f_lo = value;
      if (side == 1) f_hi *= 0.5;
      side = 1;
    } else {
      hi = t;
      f_hi = value;
      if (side == -1) f_lo *= 0.5;
      side = -1;
    }
    if (fabs(value) < 1e-14) {
      *root = t;
      return TSQ_OK;
    }
  }
  *root = lo + 0.5 * (hi - lo);
  return TSQ_OK;
}

/* From a point where f > 0, doubles t until f < 0 and then solves; infinite where f never is. */
static int root_above(tsqp_engine *e, decreasing *f, const void *context, double from, double f_from,
                      double *root) {
  double lo = from;
  double f_lo = f_from;
  double step = fmax(from, e->studies->v_min);
  for (int i = 0; i < 2100; i++) {
    double hi = lo + step;
    double f_hi;
    if (!isfinite(hi)) break;
    TSQP_TRY(f(e, context, hi, &f_hi));
    if (f_hi <= 0) return find_root(e, f, context, lo, f_lo, hi, f_hi, root);
    lo = hi;
    f_lo = f_hi;
    step *= 2;
  }
  *root = HUGE_VAL;
  return TSQ_OK;
}

/* ---- generalized Q ----------------------------------------------------------------------------------------------- */

typedef struct genq_level {
  double q;      /* the observed form */
  double target; /* P(Q_a <= q | t) at the bound */
} genq_level;

/* The cdf decreases in t: larger heterogeneity makes larger Q_a more likely. */
static int genq_excess(tsqp_engine *e, const void *context, double t, double *value) {
  const genq_level *level = context;
  double p;
  TSQP_TRY(tsqp_quadratic_form_cdf(e, level->q, t, &p));
  *value = p - level->target;
  return TSQ_OK;
}

static int observed_form(tsqp_engine *e, double *q) {
  if (e->studies->data.weights != NULL) {
    tsqp_fixed_form form;
    TSQP_TRY(tsqp_fixed_weights_form(e, TSQP_CALLERS_WEIGHTS, 0, &form, NULL, NULL));
    *q = form.q;
  } else {
    tsqp_moments m;
    TSQP_TRY(tsqp_moments_at(e, 0, TSQP_EXACT | TSQP_TRACES, &m));
    *q = m.q1 / m.s;
  }
  return TSQ_OK;
}

static int generalized_q(tsqp_engine *e, double level, bounds *b) {
  double tail = 0.5 * (1 - level);
  genq_level lower = {.target = 1 - tail};
  genq_level upper = {.target = tail};
  double at_zero;
  TSQP_TRY(observed_form(e, &lower.q));
  upper.q = lower.q;
  b->lower = b->upper = 0;
  TSQP_TRY(genq_excess(e, &upper, 0, &at_zero));
  if (!(at_zero > 0)) { /* even at t = 0 so small a form is too unlikely */
    b->outcome = TSQ_CI_EMPTY;
    return TSQ_OK;
  }
  TSQP_TRY(root_above(e, genq_excess, &upper, 0, at_zero, &b->upper));
  TSQP_TRY(genq_excess(e, &lower, 0, &at_zero));
  if (at_zero > 0) TSQP_TRY(root_above(e, genq_excess, &lower, 0, at_zero, &b->lower));
  b->outcome = isinf(b->upper) ? TSQ_CI_UPPER_UNBOUNDED : TSQ_CI_FOUND;
  return TSQ_OK;
}

/* ---- profile likelihood ------------------------------------------------------------------------------------------ */

typedef struct likelihood_cut {
  int restricted;
  double cut;
} likelihood_cut;

static int above_cut(tsqp_engine *e, const void *context, double t, double *value) {
  const likelihood_cut *c = context;
  double ll;
  TSQP_TRY(tsqp_log_likelihood(e, t, c->restricted, &ll));
  *value = ll - c->cut;
  return TSQ_OK;
}

static int below_cut(tsqp_engine *e, const void *context, double t, double *value) {
  TSQP_TRY(above_cut(e, context, t, value));
  *value = -*value;
  return TSQ_OK;
}

/* The places between which the likelihood is monotone: 0, where it is stationary, and past the last it falls; how far above the cut. */
typedef struct ridge {
  size_t n;
  double t[TSQP_MAX_STATIONARY + 1];
  double above[TSQP_MAX_STATIONARY + 1];
} ridge;

static int make_ridge(tsqp_engine *e, const likelihood_cut *c, ridge *r) {
  tsqp_stationary found;
  TSQP_TRY(tsqp_stationary_points(e, c->restricted, &found));
  r->n = found.n + 1;
  r->t[0] = 0;
  for (size_t i = 0; i < found.n; i++) {
    r->t[i + 1] = found.t[i];
  }
  for (size_t i = 0; i < r->n; i++) {
    TSQP_TRY(above_cut(e, c, r->t[i], &r->above[i]));
  }
  return TSQ_OK;
}

/*
 * {t : ll(t) >= ll(tau2) - chi2_{1,level}/2}. The likelihood may have several maxima, and the set several stretches: the bounds are those
 * of its hull, and where it has holes the outcome says so. Far out the likelihood falls to minus infinity, so the upper bound exists.
 */
static int profile_likelihood(tsqp_engine *e, const tsqp_rma *rma, double level, bounds *b) {
  likelihood_cut c = {.restricted = rma->fit.options.method == TSQ_REML};
  ridge r;
  double top;
  TSQP_TRY(tsqp_log_likelihood(e, rma->t, c.restricted, &top));
  c.cut = top - 0.5 * tsqp_chi2_quantile_upper(1 - level, 1);
  TSQP_TRY(make_ridge(e, &c, &r));
  size_t first = 0;
  size_t last = r.n - 1;
  while (first < r.n && r.above[first] < 0) {
    first++;
  }
  if (first == r.n) return tsqp_fail(TSQ_ERR_INTERNAL, "the likelihood at its maximum is below its cut");
  while (r.above[last] < 0) {
    last--;
  }
  b->lower = 0;
  if (first > 0) {
    TSQP_TRY(find_root(e, below_cut, &c, r.t[first - 1], -r.above[first - 1], r.t[first], -r.above[first],
                       &b->lower));
  }
  if (last + 1 < r.n) {
    TSQP_TRY(
        find_root(e, above_cut, &c, r.t[last], r.above[last], r.t[last + 1], r.above[last + 1], &b->upper));
  } else {
    TSQP_TRY(root_above(e, above_cut, &c, r.t[last], r.above[last], &b->upper));
  }
  b->outcome = isinf(b->upper) ? TSQ_CI_UPPER_UNBOUNDED : TSQ_CI_FOUND;
  for (size_t i = first; i < last; i++) {
    if (r.above[i] < 0) b->outcome = TSQ_CI_NOT_CONNECTED;
  }
  return TSQ_OK;
}

/* ---- all kinds --------------------------------------------------------------------------------------------------- */

static int compute(const tsqp_rma *rma, int32_t kind, double level, bounds *b) {
  tsqp_engine e;
  TSQP_TRY(tsqp_engine_open(&e, &rma->studies));
  int status;
  if (kind == TSQ_CI_QP) {
    status = q_profile(&e, rma->fit.df_residual, level, b);
  } else if (kind == TSQ_CI_GENQ) {
    status = generalized_q(&e, level, b);
  } else {
    status = profile_likelihood(&e, rma, level, b);
  }
  tsqp_engine_close(&e);
  return status;
}

int tsqp_rma_interval(const tsq_fit *fit, int32_t kind, double level, tsq_interval *tau2) {
  const tsqp_rma *rma = tsqp_as_rma(fit);
  if (kind == 0) kind = fit->options.ci_kind;
  if (kind == TSQ_CI_PL && fit->options.method != TSQ_ML && fit->options.method != TSQ_REML) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "the profile likelihood interval is for ML and REML, not %s",
                     tsq_method_name(fit->options.method));
  }
  if (kind == TSQ_CI_GENQ && rma->studies.n_zero > 0 && rma->studies.data.weights == NULL) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED,
                     "the generalized Q interval weights by 1/vi, and a study has a sampling variance of 0");
  }
  bounds b = {NAN, NAN, TSQ_CI_NOT_DEFINED};
  if (fit->df_residual > 0 && !fit->options.tau2_fixed) TSQP_TRY(compute(rma, kind, level, &b));
  tau2->kind = kind;
  tau2->outcome = b.outcome;
  tau2->lower = b.lower * rma->v_unit;
  tau2->upper = b.upper * rma->v_unit;
  return TSQ_OK;
}
