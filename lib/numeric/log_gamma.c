/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE /* lgamma_r */
#include "numeric/log_gamma.h"

#include <math.h>

double tsqp_log_gamma(double x) {
  int sign;
  return lgamma_r(x, &sign);
}
