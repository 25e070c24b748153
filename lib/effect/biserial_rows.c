/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A binary and a quantitative variable: (point-)biserial correlations, probability of superiority. */
#include "effect/arithmetic.h"
#include "effect/cohen.h"
#include "effect/normal.h"
#include "effect/rows.h"
#include "numeric/distributions.h"

#include <tausq/effect.h>

static double point_biserial(const tsqp_study *s, double d) {
  double h = (s->n1i + s->n2i - 2) * (1 / s->n1i + 1 / s->n2i);
  return d / sqrt(d * d + h);
}

/* ST: delta method on d's variance; CS: Tate 1954, doi:10.1214/aoms/1177728730 */
TSQP_ROW(rpb) {
  double n1 = study->n1i, n2 = study->n2i, n = n1 + n2, d = tsqp_cohens_d(study),
         r = point_biserial(study, d);
  if (context->vtype == TSQ_CS) {
    double p = n1 / n, q = n2 / n;
    return (tsqp_effect){r, tsqp_square((1 - r) * (1 + r)) * (1 - 1.5 * r * r + r * r / (4 * p * q)) / n};
  }
  double h = (n - 2) * (1 / n1 + 1 / n2), b = h + d * d;
  return (tsqp_effect){r, h / b * (h / b) * ((1 / n1 + 1 / n2 + d * d / (2 * n)) / b)};
}

TSQP_ROW(zpb) {
  return tsqp_fisher(tsqp_row_rpb(study, context));
}

/* Soper 1914, doi:10.2307/2331789; Jacobs & Viechtbauer 2017, doi:10.1002/jrsm.1218, eq. 13 */
TSQP_ROW(rbis) {
  double n1 = study->n1i, n2 = study->n2i, n = n1 + n2, p = n1 / n, q = n2 / n;
  double z = tsqp_probit(n2, n1), f = tsqp_normal_density(z); /* the cut that leaves p above it */
  double r = sqrt(p * q) / f * point_biserial(study, tsqp_cohens_d(study));
  double r2 = fmin(r * r, 1); /* the estimate, not the variance, may lie beyond 1 */
  double v = p * q / (f * f) - (1.5 + (1 - p * z / f) * (1 + q * z / f)) * r2 + r2 * r2;
  return (tsqp_effect){r, v / (n - 1)};
}

/* A biserial correlation may exceed 1: no z then. */
TSQP_ROW(zbis) {
  return tsqp_fisher(tsqp_row_rbis(study, context));
}

/* --- probability of superiority --- */

/*
 * Phi(d/sqrt 2). With means and SDs the average variance standardizes (LS, delta method on SMDH without correction);
 * with HO, and where only d, t or p are known, the pooled one.
 */
TSQP_ROW(clesn) {
  double s = tsqp_average_sd(study->sd1i, study->sd2i), d = (study->m1i - study->m2i) / s;
  double n1 = study->n1i, n2 = study->n2i, v;
  if (context->vtype == TSQ_HO || isnan(d)) {
    d = tsqp_cohens_d(study);
    v = 1 / n1 + 1 / n2 + d * d / (2 * (n1 + n2));
  } else {
    v = tsqp_averaged_smd_variance(study, d, context->vtype);
  }
  double slope = tsqp_normal_density(d * sqrt(0.5)) * sqrt(0.5);
  return (tsqp_effect){tsqp_normal_lower(d * sqrt(0.5)), slope * slope * v};
}

/*
 * As observed, P(X1 > X2) + P(X1 = X2)/2. LS Newcombe 2006, doi:10.1002/sim.2324, method 4; LS2 Hanley & McNeil 1982,
 * doi:10.1148/radiology.143.1.7063747; both with the unbiased divisor of Cho et al. 2019; VMAX Bamber 1975,
 * doi:10.1016/0022-2496(75)90001-2, eq. 7.
 */
TSQP_ROW(cles) {
  double a = study->ai, n1 = study->n1i, n2 = study->n2i, q0 = a * (1 - a), pairs = (n1 - 1) * (n2 - 1);
  if (context->vtype == TSQ_H0) return (tsqp_effect){a, (n1 + n2 + 1) / (12 * n1 * n2)};
  if (context->vtype == TSQ_VMAX) return (tsqp_effect){a, q0 / (fmin(n1, n2) - 1)};
  if (context->vtype == TSQ_LS2) {
    double q1 = a / (2 - a) - a * a, q2 = 2 * a * a / (1 + a) - a * a;
    return (tsqp_effect){a, (q0 - 0.25 * study->mi + (n1 - 1) * q1 + (n2 - 1) * q2) / pairs};
  }
  double n = 0.5 * (n1 + n2);
  return (tsqp_effect){a, q0 / pairs * (2 * n - 1 - 3 * (n - 1) / ((2 - a) * (1 + a)))};
}
