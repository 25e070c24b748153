/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/fixed_predictors.h"

#include "numeric/log_gamma.h"

#include <math.h>

/* Gauss-Legendre nodes and weights of 8 points on (0, 1/2): the integrand is smooth, and PANELS of them leave nothing. */
static const double node[4] = {0.1834346424956498, 0.5255324099163290, 0.7966664774136267,
                               0.9602898564975363};
static const double weight[4] = {0.3626837833783620, 0.3137066458778873, 0.2223810344533745,
                                 0.1012285362903763};
#define PANELS 60

typedef struct density {
  double a, b, half; /* beta's parameters, lambda/2 */
} density;

/*
 * The log density of z = atanh sqrt(B) but for a constant: sum_j Poisson(j; lambda/2) Beta(B; a + j, b) dB/dz, B = tanh^2 z,
 * 1 - B = 1/cosh^2 z. The terms in j rise and fall: they are summed outwards from the largest.
 */
static double log_at(const density *d, double z) {
  double log_b = 2 * log(tanh(z));
  double log_rest = -2 * log(cosh(z));
  double x = d->half * exp(log_b);
  /* (a + b + j) x = (j + 1)(a + j) at the top */
  double p = d->a + 1 - x;
  double top = floor(fmax(0, 0.5 * (-p + sqrt(p * p - 4 * (d->a - (d->a + d->b) * x)))));
  double log_top = (top > 0 ? top * log(x) : 0) - tsqp_log_gamma(top + 1) +
                   tsqp_log_gamma(d->a + d->b + top) - tsqp_log_gamma(d->a + top);
  double total = 1;
  double term = 1;
  for (double j = top; term > 1e-18 * total; j++) {
    term *= x / (j + 1) * ((d->a + d->b + j) / (d->a + j));
    total += term;
  }
  term = 1;
  for (double j = top - 1; j >= 0 && term > 1e-18 * total; j--) {
    term *= (j + 1) / x * ((d->a + j) / (d->a + d->b + j));
    total += term;
  }
  /* B^(a-1) (1-B)^(b-1) dB/dz, dB/dz = 2 sqrt(B) (1 - B) */
  return log(total) + log_top + (d->a - 0.5) * log_b + d->b * log_rest;
}

void tsqp_fixed_r2_variances(double r2, double m, double n, double *of_r2, double *of_z) {
  *of_r2 = *of_z = NAN;
  if (!(r2 >= 0 && r2 < 1) || !(m >= 1) || !(n > m + 1)) return;
  density d = {0.5 * m, 0.5 * (n - m - 1), 0.5 * n * r2 / (1 - r2)};
  double middle = atanh(sqrt((r2 * n + m) / (n + m + 1))); /* about the mean of R^2 */
  double spread = 1 / sqrt(2 * d.b + d.a);
  double from = fmax(0, middle - 14 * spread);
  double to = middle + 14 * spread + 24 / d.b; /* in its upper tail the density falls as exp(-2 b z) */
  double scale = log_at(&d, middle);
  double s0 = 0;
  double s[2] = {0, 0};
  double ss[2] = {0, 0};
  double half = 0.5 * (to - from) / PANELS;
  double centre2 = tanh(middle) * tanh(middle);
  for (int i = 0; i < 8 * PANELS; i++) {
    int k = i % 8;
    double z = from + half * (2 * (i / 8) + 1 + (k < 4 ? node[k] : -node[k - 4]));
    double w = weight[k % 4] * exp(log_at(&d, z) - scale);
    double away[2] = {tanh(z) * tanh(z) - centre2, z - middle};
    s0 += w;
    for (int j = 0; j < 2; j++) {
      s[j] += w * away[j];
      ss[j] += w * away[j] * away[j];
    }
  }
  *of_r2 = ss[0] / s0 - (s[0] / s0) * (s[0] / s0);
  *of_z = ss[1] / s0 - (s[1] / s0) * (s[1] / s0);
}
