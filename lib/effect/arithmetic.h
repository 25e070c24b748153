/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences and ratios without cancellation. */
#ifndef TSQP_ARITHMETIC_H
#define TSQP_ARITHMETIC_H

#include <math.h>

static inline double tsqp_square(double x) {
  return x * x;
}

/* a d - b c to within 1.5 ulp (Jeannerod, Louvet & Muller 2013, doi:10.1090/S0025-5718-2013-02679-8). */
static inline double tsqp_cross(double a, double b, double c, double d) {
  double bc = b * c;
  double error = fma(-b, c, bc);
  return fma(a, d, -bc) + error;
}

/* log(x / y): also where x and y are nearly equal, or their ratio leaves the range of doubles. */
static inline double tsqp_log_ratio(double x, double y) {
  double ratio = x / y;
  if (ratio > 0.5 && ratio < 2) return log1p((x - y) / y); /* x - y is exact here (Sterbenz) */
  if (ratio > 1e-300 && ratio < 1e300) return log(ratio);
  return (x > 0) == (y > 0) ? log(fabs(x)) - log(fabs(y)) : NAN;
}

/* log((a d) / (b c)) = log of the ratio of a/b to c/d */
static inline double tsqp_log_cross_ratio(double a, double b, double c, double d) {
  double ad = a * d, bc = b * c;
  double ratio = ad / bc;
  if (ratio > 0.5 && ratio < 2) return log1p(tsqp_cross(a, b, c, d) / bc);
  return tsqp_log_ratio(a, b) - tsqp_log_ratio(c, d);
}

#endif
