/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals and p values of one binomial or Poisson count. */
#include "exact/exact.h"

#include "numeric/counts.h"
#include "numeric/distributions.h"
#include "numeric/root.h"

#include <math.h>

/* ---- the distributions ------------------------------------------------------------------------------------------- */

static double at_most(const tsqp_count *c, double x, double theta) {
  return c->is_rate ? tsqp_poisson_at_most(x, theta * c->size) : tsqp_binomial_at_most(x, c->size, theta);
}

static double at_least(const tsqp_count *c, double x, double theta) {
  return c->is_rate ? tsqp_poisson_at_least(x, theta * c->size) : tsqp_binomial_at_least(x, c->size, theta);
}

static double log_probability(const tsqp_count *c, double x, double theta) {
  return c->is_rate ? tsqp_poisson_log_density(x, theta * c->size)
                    : tsqp_binomial_log_density(x, c->size, theta);
}

/* ---- intervals by tails ------------------------------------------------------------------------------------------ */

typedef struct tail {
  const tsqp_count *count;
  int of_upper_bound; /* 1: P(X <= x) falls with theta; 0: P(X >= x) rises */
  double own;         /* how much of P(X = x) belongs to the tail: 1, or 1/2 for mid-p */
  double wanted;
} tail;

/* The parameter from the line it is searched on: logit of a proportion, log of a rate's events. */
static double parameter(const tsqp_count *c, double u) {
  return c->is_rate ? exp(u) / c->size : 1 / (1 + exp(-u));
}

static double excess(double u, void *context) {
  const tail *t = context;
  const tsqp_count *c = t->count;
  double theta = parameter(c, u);
  double with = t->of_upper_bound ? at_most(c, c->x, theta) : at_least(c, c->x, theta);
  double without = t->of_upper_bound ? at_most(c, c->x - 1, theta) : at_least(c, c->x + 1, theta);
  return t->own * with + (1 - t->own) * without - t->wanted;
}

/* The line's ends: wide enough for levels within 1e-30 of 1. */
static double bound(const tsqp_count *c, int is_upper, double own, double wanted) {
  tail t = {c, is_upper, own, wanted};
  double log_size = c->is_rate ? 0 : log(c->size);
  double high = c->is_rate ? log(c->x + 1) + 10 : log_size + 80;
  return parameter(c, tsqp_root(excess, &t, -log_size - 80, high));
}

static void by_tails(const tsqp_count *c, double alpha, double own, double *lower, double *upper) {
  double half = 0.5 * alpha;
  int is_all = !c->is_rate && c->x == c->size;
  *lower = c->x == 0 ? 0 : bound(c, 0, own, half);
  *upper = is_all ? 1 : bound(c, 1, own, half);
}

/* ---- other intervals --------------------------------------------------------------------------------------------- */

static void by_score(const tsqp_count *c, double z, double *lower, double *upper) {
  double n = c->size;
  double z2 = z * z;
  if (c->is_rate) {
    double half = z * sqrt(c->x + z2 / 4);
    *lower = c->x == 0
                 ? 0
                 : c->x * c->x / (c->x + z2 / 2 + half) / n; /* (x + z^2/2 - half)/n without cancelling */
    *upper = (c->x + z2 / 2 + half) / n;
    return;
  }
  double p = c->x / n;
  double centre = p + z2 / (2 * n);
  double half = z * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  *lower = c->x == 0 ? 0 : p * p / (centre + half); /* the roots' product is p^2/(1 + z^2/n) */
  *upper = c->x == n ? 1 : (centre + half) / (1 + z2 / n);
}

static void by_agresti_coull(const tsqp_count *c, double z, double *lower, double *upper) {
  double n = c->size + z * z;
  double p = (c->x + 0.5 * z * z) / n;
  double half = z * sqrt(p * (1 - p) / n);
  *lower = fmax(0, p - half);
  *upper = fmin(1, p + half);
}

typedef struct posterior {
  double a, b, below;
} posterior;

static double beta_excess(double u, void *context) {
  const posterior *p = context;
  return tsqp_beta_series(1 / (1 + exp(-u)), p->a, p->b) - p->below;
}

/* The quantile of a Beta(a, b), and what it leaves of 1. */
static double beta_quantile(double a, double b, double below, double *rest) {
  if (a > b) { /* the series wants the smaller one first */
    double quantile;
    *rest = beta_quantile(b, a, 1 - below, &quantile);
    return quantile;
  }
  posterior p = {a, b, below};
  double u = tsqp_root(beta_excess, &p, -log(a + b) - 80, log(a + b) + 80);
  *rest = 1 / (1 + exp(u));
  return 1 / (1 + exp(-u));
}

static double gamma_excess(double u, void *context) {
  const posterior *p = context;
  return tsqp_gamma_series(p->a, exp(u)) - p->below;
}

static double gamma_quantile(double a, double below) {
  posterior p = {a, 0, below};
  return exp(tsqp_root(gamma_excess, &p, -80, log(a) + 10));
}

static void by_jeffreys(const tsqp_count *c, double alpha, double *lower, double *upper) {
  int is_all = !c->is_rate && c->x == c->size;
  if (c->is_rate) {
    *lower = c->x == 0 ? 0 : gamma_quantile(c->x + 0.5, 0.5 * alpha) / c->size;
    *upper = gamma_quantile(c->x + 0.5, 1 - 0.5 * alpha) / c->size;
    return;
  }
  double a = c->x + 0.5;
  double b = c->size - c->x + 0.5;
  double rest;
  *lower = c->x == 0 ? 0 : beta_quantile(a, b, 0.5 * alpha, &rest);
  *upper = is_all ? 1 : beta_quantile(a, b, 1 - 0.5 * alpha, &rest);
}

static void by_rule_of_3(const tsqp_count *c, double alpha, double *lower, double *upper) {
  double reach = fmin(-log(alpha) / c->size, c->is_rate ? HUGE_VAL : 1);
  if (c->x == 0) {
    *lower = 0;
    *upper = reach;
  } else if (!c->is_rate && c->x == c->size) {
    *lower = 1 - reach;
    *upper = 1;
  }
}

void tsqp_exact_interval(const tsqp_count *c, const tsq_exact_options *o, double *lower, double *upper) {
  double alpha = 1 - o->level;
  double z = tsqp_t_critical(o->level, HUGE_VAL);
  *lower = *upper = NAN;
  switch (o->method) {
    case TSQ_EXACT_TAILS: by_tails(c, alpha, 1, lower, upper); return;
    case TSQ_EXACT_MIDP: by_tails(c, alpha, 0.5, lower, upper); return;
    case TSQ_EXACT_SCORE: by_score(c, z, lower, upper); return;
    case TSQ_EXACT_AGRESTI_COULL: by_agresti_coull(c, z, lower, upper); return;
    case TSQ_EXACT_JEFFREYS: by_jeffreys(c, alpha, lower, upper); return;
    default: by_rule_of_3(c, alpha, lower, upper); return;
  }
}

/* ---- p values ---------------------------------------------------------------------------------------------------- */

/*
 * The first count beyond the mode, on the other side from x, that is no likelier than x: probabilities fall monotonically on
 * either side, so halving finds it. Counts within 1e-7 of x's probability count as equally likely, as in R.
 */
static double other_side(const tsqp_count *c, double theta, double mode, double limit) {
  double inner = mode; /* likelier than x, or the mode itself */
  double outer;        /* no likelier */
  double direction = c->x < mode ? 1 : -1;
  if (direction < 0) {
    outer = -1;
  } else if (!c->is_rate) {
    outer = c->size + 1;
  } else {
    double step = 1;
    while (log_probability(c, mode + step, theta) > limit)
      step *= 2;
    outer = mode + step;
  }
  while (fabs(outer - inner) > 1) {
    double middle = floor(0.5 * (inner + outer));
    if (log_probability(c, middle, theta) > limit) {
      inner = middle;
    } else {
      outer = middle;
    }
  }
  return outer;
}

static double by_probability(const tsqp_count *c, double theta) {
  double mode = c->is_rate ? floor(theta * c->size) : floor((c->size + 1) * theta);
  double limit = log_probability(c, c->x, theta) + 1e-7;
  if (!c->is_rate && mode > c->size) mode = c->size;
  if (log_probability(c, mode, theta) <= limit) return 1;
  double other = other_side(c, theta, mode, limit);
  double p = c->x < mode ? at_most(c, c->x, theta) + at_least(c, other, theta)
                         : at_least(c, c->x, theta) + at_most(c, other, theta);
  return fmin(p, 1);
}

double tsqp_exact_p(const tsqp_count *c, double theta, int32_t method) {
  if (theta == 0) return c->x == 0 ? 1 : 0;
  if (!c->is_rate && theta == 1) return c->x == c->size ? 1 : 0;
  if (method == TSQ_EXACT_TAILS) return by_probability(c, theta);
  double below = 0.5 * (at_most(c, c->x, theta) + at_most(c, c->x - 1, theta));
  double above = 0.5 * (at_least(c, c->x, theta) + at_least(c, c->x + 1, theta));
  return fmin(1, 2 * fmin(below, above));
}
