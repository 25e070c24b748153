/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beta_binomial/likelihood.h"

#include "numeric/rising.h"

#include <math.h>

#define STEPS 100

typedef struct value {
  double loglik, slope, bend;
} value;

/*
 * Griffiths 1973: log L = sum_{r<x} log(mu + r theta) + sum_{r<n-x} log(1 - mu + r theta) - sum_{r<n} log(1 + r theta). Sums of
 * logarithms of linear functions of mu: concave.
 */
static value at(const tsqp_bb_group *g, double mean, double theta) {
  value v = {0, 0, 0};
  for (size_t i = 0; i < g->k; i++) {
    tsqp_rising with = tsqp_rising_sums(mean, theta, g->x[i]);
    tsqp_rising without = tsqp_rising_sums(1 - mean, theta, g->n[i] - g->x[i]);
    v.loglik += with.log + without.log - tsqp_rising_sums(1, theta, g->n[i]).log;
    v.slope += with.first - without.first;
    v.bend -= with.second + without.second;
  }
  return v;
}

double tsqp_bb_profile(const tsqp_bb_group *g, double theta, double *mean) {
  double lo = 0;
  double hi = 1;
  if (g->events == 0 || g->others == 0) {
    *mean = g->events == 0 ? 0 : 1;
    return at(g, *mean, theta).loglik; /* the sums over counts of 0 are empty */
  }
  double m = g->events / (g->events + g->others);
  value v = at(g, m, theta);
  for (int i = 0; i < STEPS; i++) {
    if (v.slope > 0) {
      lo = m;
    } else {
      hi = m;
    }
    double next = m - v.slope / v.bend;
    if (!(next > lo && next < hi)) next = 0.5 * (lo + hi);
    if (fabs(next - m) <= 1e-15 * m) break;
    m = next;
    v = at(g, m, theta);
  }
  *mean = m;
  return v.loglik;
}

double tsqp_bb_slope(const tsqp_bb_group *g, double mean, double theta) {
  double slope = 0;
  for (size_t i = 0; i < g->k; i++) {
    slope += tsqp_rising_slope(mean, theta, g->x[i]) + tsqp_rising_slope(1 - mean, theta, g->n[i] - g->x[i]) -
             tsqp_rising_slope(1, theta, g->n[i]);
  }
  return slope;
}

void tsqp_bb_curvature(const tsqp_bb_group *g, double mean, double theta, double hessian[3]) {
  hessian[0] = at(g, mean, theta).bend;
  hessian[1] = hessian[2] = 0;
  for (size_t i = 0; i < g->k; i++) {
    double with[2];
    double without[2];
    double all[2];
    tsqp_rising_squares(mean, theta, g->x[i], &with[0], &with[1]);
    tsqp_rising_squares(1 - mean, theta, g->n[i] - g->x[i], &without[0], &without[1]);
    tsqp_rising_squares(1, theta, g->n[i], &all[0], &all[1]);
    hessian[1] += without[0] - with[0];
    hessian[2] += all[1] - with[1] - without[1];
  }
}
