/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correlations, partial correlations, coefficients of determination. */
#include "effect/arithmetic.h"
#include "effect/fixed_predictors.h"
#include "effect/from_p.h"
#include "effect/rows.h"
#include "effect/unbiased_correlation.h"
#include "numeric/hypergeometric.h"

#include <tausq/effect.h>

/* r = t / sqrt(t^2 + df): also where t is huge */
static double correlation_of_t(double t, double df) {
  return t / hypot(t, sqrt(df));
}

static double statistic(const tsqp_study *s, double df) {
  return isnan(s->ti) && !isnan(s->pi) ? tsqp_t_from_p(s->pi, df) : s->ti;
}

static double one_less_square(double r) {
  return (1 - r) * (1 + r);
}

/* --- Pearson's r --- */

static double pearson(const tsqp_study *s) {
  if (!isnan(s->ri)) return s->ri;
  double df = s->ni - 2;
  return df > 0 ? correlation_of_t(statistic(s, df), df) : NAN;
}

static double at_value(double r, const tsqp_context *c) {
  return c->vtype == TSQ_AV ? c->pooled[0] : r;
}

static tsqp_contribution average_r(double r, double n) {
  return (tsqp_contribution){{r}, {n}};
}

/*
 * The large-sample variance (1 - r^2)^2/df of any correlation, at its own value, at the average (AV), or at 0 (H0), where
 * it is exact for Pearson's r.
 */
static double correlation_variance(double r, double df, const tsqp_context *c) {
  if (!(df > 2)) return NAN; /* n <= 3 for Pearson's r, as metafor */
  if (c->vtype == TSQ_H0) return 1 / df;
  return tsqp_square(one_less_square(at_value(r, c))) / df;
}

TSQP_ROW(cor) {
  double r = pearson(study);
  return (tsqp_effect){r, correlation_variance(r, study->ni - 1, context)};
}

TSQP_POOL(cor) {
  return average_r(pearson(study), study->ni);
}

/* Olkin & Pratt 1958, doi:10.1214/aoms/1177706717. UB: the unbiased estimate of its variance, exactly (Hedges 1989, doi:10.1037/0021-9010.74.3.469). */
TSQP_ROW(ucor) {
  double r = pearson(study), n = study->ni, u = tsqp_unbiased_correlation(r, n);
  if (context->vtype != TSQ_UB) return (tsqp_effect){u, correlation_variance(u, n - 1, context)};
  double w = one_less_square(r);
  /* the unbiased estimate of rho^2 is 1 - (n - 3)/(n - 2) (1 - r^2) 2F1(1, 1; n/2; 1 - r^2) */
  double squared = 1 - (n - 3) / (n - 2) * w * tsqp_hyperg_2f1(1, 1, 0.5 * n, w);
  return (tsqp_effect){u, u * u - squared};
}

TSQP_POOL(ucor) {
  return average_r(tsqp_unbiased_correlation(pearson(study), study->ni), study->ni);
}

/* Fisher 1921 */
TSQP_ROW(zcor) {
  return (tsqp_effect){atanh(pearson(study)), study->ni > 3 ? 1 / (study->ni - 3) : NAN};
}

/* --- partial and semi-partial: Aloe & Becker 2012, doi:10.3102/1076998610396901 --- */

static double residual_df(const tsqp_study *s) {
  return s->ni - s->mi - 1;
}

static double partial(const tsqp_study *s) {
  double df = residual_df(s);
  if (!isnan(s->ri)) return s->ri;
  return df > 0 ? correlation_of_t(statistic(s, df), df) : NAN;
}

/* m - 1 variables are partialled out, so n - 1 becomes n - m; metafor 3 has one less */
TSQP_ROW(pcor) {
  double r = partial(study),
         df = residual_df(study) + (context->convention == TSQ_CONVENTION_METAFOR3 ? 0 : 1);
  return (tsqp_effect){r, df > 0 ? tsqp_square(one_less_square(at_value(r, context))) / df : NAN};
}

TSQP_POOL(pcor) {
  return average_r(partial(study), study->ni);
}

/* n - 3 becomes n - m - 2; metafor 3 has one more */
TSQP_ROW(zpcor) {
  double n = residual_df(study) - (context->convention == TSQ_CONVENTION_METAFOR3 ? 0 : 1);
  return (tsqp_effect){atanh(partial(study)), n > 0 ? 1 / n : NAN};
}

static double semi_partial(const tsqp_study *s) {
  double df = residual_df(s);
  if (!isnan(s->ri)) return s->ri;
  return df > 0 ? statistic(s, df) * sqrt((1 - s->r2i) / df) : NAN;
}

/* eq. 12, in which R^2 - r^2 is the R^2 of the model without the focal predictor */
TSQP_ROW(spcor) {
  double r = semi_partial(study), full = study->r2i;
  double reduced = full - tsqp_square(at_value(r, context));
  return (tsqp_effect){r, (full * full - 2 * full + reduced + 1 - reduced * reduced) / study->ni};
}

TSQP_POOL(spcor) {
  return average_r(semi_partial(study), study->ni);
}

TSQP_ROW(zspcor) {
  tsqp_effect r = tsqp_row_spcor(study, context);
  return tsqp_fisher(r);
}

/* --- coefficient of determination --- */

/* From the omnibus F statistic, or its p value. */
static double determination(const tsqp_study *s) {
  if (!isnan(s->r2i)) return s->r2i;
  double df = residual_df(s), f = s->fi;
  if (!(df > 0)) return NAN;
  return isnan(f) ? tsqp_r2_from_p(s->pi, s->mi, df) : s->mi * f / (s->mi * f + df);
}

/* Kendall & Stuart 1979: LS eq. 27.88, LS2 eq. 27.87 */
TSQP_ROW(r2) {
  double r2 = determination(study), n = study->ni, m = study->mi;
  int averaged = context->vtype == TSQ_AV || context->vtype == TSQ_AV2;
  double at = averaged ? context->pooled[0] : r2, v = 4 * at * tsqp_square(1 - at);
  if (context->vtype == TSQ_LS2 || context->vtype == TSQ_AV2) {
    return (tsqp_effect){r2, v * tsqp_square(n - m - 1) / ((n * n - 1) * (n + 3))};
  }
  return (tsqp_effect){r2, v / n};
}

TSQP_POOL(r2) {
  return average_r(determination(study), study->ni);
}

/* Olkin & Finn 1995, doi:10.1037/0033-2909.118.1.155, with the factor 1/2 of Fisher's z */
TSQP_ROW(zr2) {
  return (tsqp_effect){atanh(sqrt(determination(study))), 1 / study->ni};
}

/* Fixed predictors: the variances of a noncentral beta variable */
TSQP_ROW(r2f) {
  tsqp_effect e = {determination(study), NAN};
  double of_z;
  tsqp_fixed_r2_variances(e.yi, study->mi, study->ni, &e.vi, &of_z);
  return e;
}

TSQP_ROW(zr2f) {
  double r2 = determination(study), of_r2;
  tsqp_effect e = {atanh(sqrt(r2)), NAN};
  tsqp_fixed_r2_variances(r2, study->mi, study->ni, &of_r2, &e.vi);
  return e;
}
