/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One group measured twice, or matched pairs. */
#include "effect/arithmetic.h"
#include "effect/cohen.h"
#include "effect/from_p.h"
#include "effect/unbiased_correlation.h"
#include "effect/rows.h"
#include "effect/small_sample.h"
#include "numeric/distributions.h"

#include <tausq/effect.h>

/* sd1^2 + sd2^2 - 2 r sd1 sd2 = (sd1 - sd2)^2 + 2 (1 - r) sd1 sd2 */
static double change_variance(const tsqp_study *s) {
  return tsqp_square(s->sd1i - s->sd2i) + 2 * (1 - s->ri) * s->sd1i * s->sd2i;
}

TSQP_ROW(mc) {
  return (tsqp_effect){study->m1i - study->m2i, change_variance(study) / study->ni};
}

/* Mean change / its SD, from means and SDs, else as given (di), from t (ti) or the signed p (pi). */
static double standardized_change(const tsqp_study *s) {
  double d = (s->m1i - s->m2i) / sqrt(change_variance(s));
  if (isnan(d)) d = s->di;
  if (!isnan(d)) return d;
  double t = isnan(s->ti) && !isnan(s->pi) ? tsqp_t_from_p(s->pi, s->ni - 1) : s->ti;
  return t / sqrt(s->ni);
}

/*
 * The variances of a change standardized with n - 1 degrees of freedom, `first` being that of the mean change on this scale.
 * UB and H0 (exact where there is no change): Viechtbauer 2007, doi:10.3102/1076998606298034, eq. 26 and 37.
 */
static double standardized_variance(const tsqp_context *c, double first, double d, double n) {
  double m = n - 1, j = tsqp_j(m), g = j * d;
  switch (c->vtype) {
    case TSQ_LS2: return j * j * (first + d * d / (2 * n));
    case TSQ_UB: return first + tsqp_unbiased_factor(m) * g * g;
    case TSQ_H0: return m > 2 ? j * j * first * m / (m - 2) : NAN;
    default: return first + g * g / (2 * n);
  }
}

/* Gibbons et al. 1993, doi:10.3102/10769986018003271 */
TSQP_ROW(smcc) {
  double d = standardized_change(study), n = study->ni, g = tsqp_j(n - 1) * d;
  return (tsqp_effect){g, standardized_variance(context, 1 / n, d, n)};
}

/* Becker 1988, doi:10.1111/j.2044-8317.1988.tb00901.x */
TSQP_ROW(smcr) {
  double n = study->ni, d = (study->m1i - study->m2i) / study->sd1i;
  double r = context->vtype == TSQ_UB ? tsqp_unbiased_correlation(study->ri, n) : study->ri;
  return (tsqp_effect){tsqp_j(n - 1) * d, standardized_variance(context, 2 * (1 - r) / n, d, n)};
}

/* Bonett 2008, doi:10.1037/a0012868; metafor 3 has the factor J^2 on top */
TSQP_ROW(smcrh) {
  double j = tsqp_j(study->ni - 1), g = j * (study->m1i - study->m2i) / study->sd1i;
  double f = context->vtype == TSQ_LS2 ? study->ni : study->ni - 1;
  double v = change_variance(study) / study->sd1i / study->sd1i / f + g * g / (2 * f);
  return (tsqp_effect){g, context->convention == TSQ_CONVENTION_METAFOR3 ? j * j * v : v};
}

/* By the average variance, which has 2(n - 1)/(1 + r^2) degrees of freedom: Cousineau 2020 */
TSQP_ROW(smcrp) {
  double n = study->ni, r = study->ri, m = 2 * (n - 1) / (1 + r * r);
  double g = tsqp_j(m) * (study->m1i - study->m2i) / tsqp_average_sd(study->sd1i, study->sd2i);
  return (tsqp_effect){g, 2 * (1 - r) / n + g * g * (1 + r * r) / (4 * n)};
}

/* The variance of (m1 - m2) / s, s^2 the average variance, at the value g: Bonett 2008, doi:10.1037/a0012868, eq. 10 */
static double averaged_variance(const tsqp_study *s, double g, double f) {
  double sd = tsqp_average_sd(s->sd1i, s->sd2i), r = s->ri;
  double r1 = tsqp_square(s->sd1i / sd), r2 = tsqp_square(s->sd2i / sd);
  double change = tsqp_square((s->sd1i - s->sd2i) / sd) + 2 * (1 - r) * (s->sd1i / sd) * (s->sd2i / sd);
  return change / f + g * g * (r1 * r1 + r2 * r2 + 2 * r * r * r1 * r2) / (8 * f);
}

TSQP_ROW(smcrph) {
  double n = study->ni, r = study->ri;
  double d = (study->m1i - study->m2i) / tsqp_average_sd(study->sd1i, study->sd2i);
  double g = tsqp_j(2 * (n - 1) / (1 + r * r)) * d;
  return (tsqp_effect){g, averaged_variance(study, g, context->vtype == TSQ_LS2 ? n : n - 1)};
}

/* P(X1 > X2) of independent draws, Phi(d/sqrt 2): by the delta method */
TSQP_ROW(clescn) {
  double d = (study->m1i - study->m2i) / tsqp_average_sd(study->sd1i, study->sd2i);
  double slope = tsqp_normal_density(d * sqrt(0.5)) * sqrt(0.5);
  return (tsqp_effect){tsqp_normal_lower(d * sqrt(0.5)),
                       slope * slope * averaged_variance(study, d, study->ni - 1)};
}

/* --- ratios: Lajeunesse 2011, doi:10.1890/11-0423.1; Nakagawa et al. 2015, doi:10.1111/2041-210X.12309 --- */

static double ratio_of_means_variance(const tsqp_study *s) {
  double cv1 = s->sd1i / s->m1i, cv2 = s->sd2i / s->m2i;
  return (tsqp_square(cv1 - cv2) + 2 * (1 - s->ri) * cv1 * cv2) / s->ni;
}

/* (cv1^2 - cv2^2)/(2n): the second-order bias of log(m1/m2) */
static double ratio_of_means_bias(const tsqp_study *s, const tsqp_context *c) {
  if (c->convention == TSQ_CONVENTION_METAFOR3) return 0;
  double cv1 = s->sd1i / s->m1i, cv2 = s->sd2i / s->m2i;
  return (cv1 - cv2) * (cv1 + cv2) / (2 * s->ni);
}

TSQP_ROW(romc) {
  return (tsqp_effect){tsqp_log_ratio(study->m1i, study->m2i) + ratio_of_means_bias(study, context),
                       ratio_of_means_variance(study)};
}

TSQP_ROW(vrc) {
  double f = study->ni - 1;
  return (tsqp_effect){tsqp_log_ratio(study->sd1i, study->sd2i),
                       f > 0 ? (1 - study->ri) * (1 + study->ri) / f : NAN};
}

TSQP_ROW(cvrc) {
  tsqp_effect e = tsqp_row_vrc(study, context);
  e.yi -= tsqp_log_ratio(study->m1i, study->m2i) + ratio_of_means_bias(study, context);
  e.vi += ratio_of_means_variance(study);
  return e;
}
