/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/small_sample.h"

#include <math.h>

#define ASYMPTOTIC_FROM 12.0

/*
 * log(Gamma(n + 1/2) / (Gamma(n) sqrt(n))) by its asymptotic series, whose coefficients are differences of Bernoulli
 * polynomials; below 12 the recurrence R(n) = R(n + 1) n / (n + 1/2) shifts n up first. Differences of lgamma would lose
 * all digits at m = 1e15.
 */
static double log_series(double n) {
  double u = 1 / (n * n);
  double s = 691.0 / 180224;
  s = s * u - 31.0 / 18432;
  s = s * u + 17.0 / 14336;
  s = s * u - 1.0 / 640;
  s = s * u + 1.0 / 192;
  s = s * u - 1.0 / 8;
  return s / n;
}

/* Gamma(n + 1/2) / (Gamma(n) sqrt(n)) for n > 0 */
static double gamma_ratio(double n) {
  double above = 1, below = 1, shifted = n;
  while (shifted < ASYMPTOTIC_FROM) {
    above *= shifted;
    below *= shifted + 0.5;
    shifted += 1;
  }
  double ratio = exp(log_series(shifted)) * (above / below);
  return shifted > n ? ratio * sqrt(shifted / n) : ratio;
}

double tsqp_j(double m) {
  if (!(m > 1)) return NAN;
  return sqrt((m - 1) / m) * gamma_ratio(0.5 * (m - 1));
}

double tsqp_unbiased_factor(double m) {
  if (!(m > 1)) return NAN;
  double n = 0.5 * (m - 1);
  if (n >= ASYMPTOTIC_FROM) {
    /* both logs are of the order 1/m: no cancellation however large m is */
    return -expm1(log1p(-2 / m) - (log1p(-1 / m) + 2 * log_series(n)));
  }
  double j = tsqp_j(m);
  return 1 - (m - 2) / (m * j * j);
}
