/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/unbiased_correlation.h"

#include "numeric/hypergeometric.h"

#include <math.h>

double tsqp_unbiased_correlation(double r, double n) {
  if (!(n > 3)) return NAN;
  return r == 0 ? 0 : r * tsqp_hyperg_2f1(0.5, 0.5, 0.5 * (n - 2), (1 - r) * (1 + r));
}
