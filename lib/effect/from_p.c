/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/from_p.h"

#include "numeric/distributions.h"
#include "numeric/log_gamma.h"

#include <float.h>
#include <math.h>

#define PI 3.14159265358979323846

static double log_t_density(double t, double df) {
  double log_c = tsqp_log_gamma(0.5 * (df + 1)) - tsqp_log_gamma(0.5 * df) - 0.5 * log(df * PI);
  return log_c - 0.5 * (df + 1) * log1p(t * t / df);
}

/*
 * Newton on log q as a function of log t, q the upper tail, from the normal quantile, which lies left of the root. The
 * function is concave, so a step from there overshoots, perhaps to where q underflows: it is halved until it does not.
 */
static double solve_for_tail(double tail, double df) {
  double s = log(-tsqp_normal_quantile(tail)), step = 0;
  for (int i = 0; i < 200; i++) {
    double t = exp(s), q = tsqp_t_upper(t, df);
    if (q < DBL_MIN) {
      step *= 0.5;
      s -= step;
      continue;
    }
    double slope = exp(log_t_density(t, df) - log(q)) * t; /* -d log q / d log t */
    step = log(q / tail) / slope;
    s += step;
    if (fabs(step) < 1e-15) break;
  }
  return exp(s);
}

double tsqp_t_from_p(double p, double df) {
  if (!(fabs(p) <= 1) || !(df > 0)) return NAN;
  double tail = 0.5 * fabs(p);
  if (tail == 0) return copysign(HUGE_VAL, p);
  if (tail == 0.5) return 0;
  return copysign(isinf(df) ? -tsqp_normal_quantile(tail) : solve_for_tail(tail, df), p);
}

/* R^2 of an omnibus test: 1 - R^2 = df/(m F + df) has the beta distribution with df/2 and m/2. */
double tsqp_r2_from_p(double p, double m, double df) {
  if (!(p >= 0 && p <= 1) || !(m > 0) || !(df > 0)) return NAN;
  return 1 - tsqp_beta_quantile(p, 0.5 * df, 0.5 * m);
}
