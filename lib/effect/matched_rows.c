/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired 2 x 2 tables: a both events, b under treatment 1 only, c under treatment 2 only, d neither. */
#include "effect/arithmetic.h"
#include "effect/rows.h"

#include <tausq/effect.h>

/* Zou 2007, doi:10.1002/sim.2687 */
TSQP_ROW(mprr) {
  double first = study->ai + study->bi, second = study->ai + study->ci;
  return (tsqp_effect){tsqp_log_ratio(first, second), (study->bi + study->ci) / first / second};
}

/*
 * Variance of the log odds ratio of two correlated proportions: the two binomial ones less twice the covariance
 * (p12 - p1 p2)/(n p1 q1 p2 q2). Elbourne et al. 2002, doi:10.1093/ije/31.1.140.
 */
TSQP_ROW(mpor) {
  double a = study->ai, b = study->bi, c = study->ci, d = study->di, n = a + b + c + d;
  double first = a + b, not_first = c + d, second = a + c, not_second = b + d;
  double covariance = tsqp_cross(a, b, c, d) * n / first / not_first / second / not_second;
  double v = 1 / first + 1 / not_first + 1 / second + 1 / not_second - 2 * covariance;
  return (tsqp_effect){tsqp_log_cross_ratio(first, not_first, second, not_second), v};
}

TSQP_ROW(mprd) {
  double n = study->ai + study->bi + study->ci + study->di;
  double b = study->bi / n, c = study->ci / n;
  return (tsqp_effect){(study->bi - study->ci) / n, (b * (1 - b) + 2 * b * c + c * (1 - c)) / n};
}

TSQP_ROW(mporc) {
  return (tsqp_effect){tsqp_log_ratio(study->bi, study->ci), 1 / study->bi + 1 / study->ci};
}

TSQP_ROW(mppeto) {
  double discordant = study->bi + study->ci;
  return (tsqp_effect){2 * (study->bi - study->ci) / discordant, 4 / discordant};
}

/* From the margins (a, b) and (c, d) alone: the covariance through the phi coefficient of the pairs. */
TSQP_ROW(mporm) {
  double a = study->ai, b = study->bi, c = study->ci, d = study->di;
  double p1 = a / (a + b), q1 = b / (a + b), p2 = c / (c + d), q2 = d / (c + d);
  double spread = sqrt(p1 * q1 * p2 * q2), phi = study->ri;
  if (isnan(phi)) phi = (study->pi - p1 * p2) / spread;
  /* the margins bound the joint proportion */
  double joint = p1 * p2 + phi * spread;
  double slack = 1e-12;
  if (joint < fmax(0, p1 - q2) - slack || joint > fmin(p1, p2) + slack) return (tsqp_effect){NAN, NAN};
  double v = 1 / a + 1 / b + 1 / c + 1 / d - 2 * phi / (spread * (a + b));
  return (tsqp_effect){tsqp_log_cross_ratio(a, b, c, d), v};
}
