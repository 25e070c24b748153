/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/cohen.h"

#include "effect/from_p.h"

#include <tausq/effect.h>

#include <math.h>

double tsqp_pooled_sd(const tsqp_study *study) {
  double f1 = study->n1i - 1, f2 = study->n2i - 1, m = f1 + f2;
  return hypot(study->sd1i * sqrt(f1 / m), study->sd2i * sqrt(f2 / m));
}

double tsqp_average_sd(double sd1, double sd2) {
  const double root_half = 0.70710678118654752440;
  return hypot(sd1, sd2) * root_half;
}

double tsqp_averaged_smd_variance(const tsqp_study *study, double d, int32_t vtype) {
  double s = tsqp_average_sd(study->sd1i, study->sd2i);
  double r1 = study->sd1i / s * (study->sd1i / s), r2 = study->sd2i / s * (study->sd2i / s);
  double less_for_sd = vtype == TSQ_LS2 ? 0 : 1, less_for_mean = vtype == TSQ_LS ? 1 : 0;
  return d * d * (r1 * r1 / (study->n1i - less_for_sd) + r2 * r2 / (study->n2i - less_for_sd)) / 8 +
         r1 / (study->n1i - less_for_mean) + r2 / (study->n2i - less_for_mean);
}

/* Borenstein 2009: d = t sqrt(1/n1 + 1/n2); r = d / sqrt(d^2 + m/n1 + m/n2) solved for d. */
double tsqp_cohens_d(const tsqp_study *study) {
  double d = (study->m1i - study->m2i) / tsqp_pooled_sd(study);
  if (isnan(d)) d = study->di;
  if (!isnan(d)) return d;
  double m = study->n1i + study->n2i - 2, precision = 1 / study->n1i + 1 / study->n2i;
  double t = isnan(study->ti) && !isnan(study->pi) ? tsqp_t_from_p(study->pi, m) : study->ti;
  if (!isnan(t)) return t * sqrt(precision);
  double r = study->ri;
  return r * sqrt(m * precision / ((1 - r) * (1 + r)));
}
