/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coefficients, their covariance, tests. All is done in the orthogonal basis z = R^-T x (x'b = z'd) and turned into the
 * caller's columns in the end: b = R^-1 d, V_b = R^-1 V_d R^-T.
 */
#include "base/status.h"
#include "numeric/linalg.h"
#include "rma/rma.h"

#include <math.h>
#include <string.h>

/* d and V_d of inverse-variance weights, from the solution that the engine holds. */
static void inverse_variance(tsqp_rma *rma, const tsqp_engine *engine, const tsqp_moments *m) {
  size_t p = rma->fit.linear.p;
  double centre = tsqp_is_pooled(&rma->studies) ? rma->studies.y_pivot : 0;
  for (size_t j = 0; j < p; j++) {
    rma->fit.linear.d[j] = engine->shift[j] + centre;
  }
  tsqp_cholesky_inverse(p, engine->chol, rma->fit.linear.v0);
  for (size_t i = 0; i < p * p; i++) {
    rma->fit.linear.v0[i] *= m->s;
  }
}

/* d and V_d of other weights; the residual sum of squares grows by (d_a - d)'X'WX(d_a - d). */
static int other_weights(tsqp_rma *rma, tsqp_engine *engine, const tsqp_moments *m, double *rss) {
  size_t p = rma->fit.linear.p;
  int weights = rma->fit.options.weighting == TSQ_WEIGHT_EQUAL ? TSQP_EQUAL_WEIGHTS : TSQP_CALLERS_WEIGHTS;
  tsqp_fixed_form form;
  double *away = engine->work; /* [p] */
  TSQP_TRY(tsqp_fixed_weights_form(engine, weights, m->t, &form, rma->fit.linear.d, rma->fit.linear.v0));
  double centre = tsqp_is_pooled(&rma->studies) ? rma->studies.y_pivot : 0;
  for (size_t j = 0; j < p; j++) {
    away[j] = rma->fit.linear.d[j] - (engine->shift[j] + centre);
  }
  for (size_t j = 0; j < p; j++) { /* L'away */
    double sum = 0;
    for (size_t i = j; i < p; i++) {
      sum += engine->chol[i * p + j] * away[i];
    }
    *rss += sum * sum / m->s;
  }
  return TSQ_OK;
}

/*
 * Kenward & Roger 1997 for the common mean (as in Partlett & Riley 2017, doi:10.1002/sim.7140): with S_j = sum w^j and the expected
 * information I = S2/2 - S3/S1 + (S2/S1)^2/2, var = (1 + 2 (S3/S1 - (S2/S1)^2)/I)/S1, df = 2 I/(var S2)^2. Free of units
 * when every S_j is scaled by s^j. Gives var S1, the factor of the conventional variance.
 */
static double kenward_roger(const double sw[3], double *df) {
  double s1 = sw[0];
  double s2 = sw[1];
  double s3 = sw[2];
  double information = s2 / 2 - s3 / s1 + (s2 / s1) * (s2 / s1) / 2;
  double factor = 1 + 2 * (s3 / s1 - (s2 / s1) * (s2 / s1)) / information;
  double variance = factor / s1;
  *df = 2 * information / ((variance * s2) * (variance * s2));
  return factor;
}

void tsqp_rma_apply_test(tsqp_rma *rma, double rss, const double sw[3]) {
  tsq_fit *fit = &rma->fit;
  tsqp_linear *l = &fit->linear;
  double df = fit->df_residual;
  double factor = 1;
  if (df <= 0 && fit->options.test != TSQ_Z) {
    fit->options.test = TSQ_Z;
    fit->outcome |= TSQ_OUTCOME_TEST_CHANGED;
  }
  int32_t test = fit->options.test;
  l->ddf = test == TSQ_Z ? HUGE_VAL : df;
  if (test == TSQ_KR) factor = kenward_roger(sw, &l->ddf);
  rma->s2w = 1;
  if (test == TSQ_KNHA || test == TSQ_ADHOC) {
    if (!tsqp_is_random(fit)) fit->outcome |= TSQ_OUTCOME_KNHA_COMMON_EFFECT;
    factor = fabs(rss) / df; /* -0 would turn a statistic's sign */
    if (factor == 0) fit->outcome |= TSQ_OUTCOME_NO_SPREAD;
    if (test == TSQ_ADHOC) factor = fmax(1, factor);
    rma->s2w = factor;
  }
  for (size_t i = 0; i < l->p * l->p; i++) {
    l->v[i] = l->v0[i] * factor;
  }
}

/* From units to the caller's, and from the basis to the caller's columns. */
static void to_callers_units(tsqp_rma *rma, double *work) {
  tsqp_linear *l = &rma->fit.linear;
  size_t p = l->p;
  for (size_t j = 0; j < p; j++)
    l->d[j] *= rma->y_unit;
  for (size_t i = 0; i < p * p; i++) {
    l->v[i] *= rma->v_unit;
    l->v0[i] *= rma->v_unit;
  }
  tsqp_linear_to_columns(l, work);
}

int tsqp_fit_coefficients(tsqp_rma *rma, tsqp_engine *engine, tsqp_moments *m, double *rss) {
  size_t p = rma->fit.linear.p;
  TSQP_TRY(tsqp_moments_at(engine, rma->t, TSQP_EXACT | TSQP_TRACES, m));
  *rss = m->q1 / m->s;
  if (rma->studies.data.weights == NULL && rma->fit.options.weighting == TSQ_WEIGHT_INVERSE_VARIANCE) {
    inverse_variance(rma, engine, m);
  } else {
    TSQP_TRY(other_weights(rma, engine, m, rss));
  }
  memcpy(rma->fit.linear.r, engine->r, p * p * sizeof *rma->fit.linear.r);
  /* Knapp & Hartung's factor is by inverse-variance weights, whatever weights the coefficients have */
  tsqp_rma_apply_test(rma, m->q1 / m->s, (const double[3]){m->sw1, m->sw2, m->sw3});
  const tsqp_linear *l = &rma->fit.linear;
  size_t first = rma->studies.column[0] == TSQP_INTERCEPT && p > 1 ? 1 : 0;
  tsqp_omnibus(p, first, l->d, l->v, l->ddf, engine->work, &rma->fit.omnibus);
  to_callers_units(rma, engine->work);
  for (size_t j = 0; j < p; j++) {
    if (!isfinite(rma->fit.linear.b[j]) || !isfinite(rma->fit.linear.vb[j * p + j])) {
      return tsqp_fail(TSQ_ERR_RANGE, "coefficient %zu cannot be represented in double precision", j);
    }
  }
  return TSQ_OK;
}
