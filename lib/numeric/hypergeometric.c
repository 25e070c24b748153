/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/hypergeometric.h"

#include "numeric/gsl_guard.h"
#include "numeric/log_gamma.h"

#include <gsl/gsl_sf_hyperg.h>
#include <math.h>

/* All terms are positive: the series loses nothing, and is short unless z is near 1 and c small. */
static int series(double a, double b, double c, double z, double *sum) {
  double term = 1;
  *sum = 1;
  for (int j = 0; j < 2000; j++) {
    term *= (a + j) / (c + j) * ((b + j) / (1.0 + j)) * z;
    *sum += term;
    /* what is left is about term / (1 - ratio of terms) */
    if (term < 1e-17 * *sum * (1 - z + (c + 1 - a - b) / (j + 1))) return 1;
  }
  return 0;
}

double tsqp_hyperg_2f1(double a, double b, double c, double z) {
  double sum;
  if (!(a > 0) || !(b > 0) || !(c > 0) || !(z >= 0) || !(z <= 1)) return NAN;
  if (z == 1) { /* Gauss' theorem */
    return c > a + b ? exp(tsqp_log_gamma(c) + tsqp_log_gamma(c - a - b) - tsqp_log_gamma(c - a) -
                           tsqp_log_gamma(c - b))
                     : NAN;
  }
  if (series(a, b, c, z, &sum)) return sum;
  gsl_sf_result result;
  tsqp_gsl_enter();
  int status = gsl_sf_hyperg_2F1_e(a, b, c, z, &result);
  tsqp_gsl_leave();
  return status == 0 ? result.val : NAN;
}
