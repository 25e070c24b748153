/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coefficients, their covariance, tests. All is done in the orthogonal basis z = R^-T x (x'b = z'd) and turned into the
 * caller's columns in the end: b = R^-1 d, V_b = R^-1 V_d R^-T.
 */
#include "base/status.h"
#include "model/fit.h"
#include "numeric/distributions.h"
#include "numeric/linalg.h"

#include <math.h>
#include <string.h>

double tsqp_dot(size_t n, const double *a, const double *b) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}

double tsqp_quadratic_se(size_t p, const double *v, const double *z) {
  double sum = 0;
  for (size_t i = 0; i < p; i++) {
    sum += z[i] * tsqp_dot(p, v + i * p, z);
  }
  return sqrt(fmax(0, sum));
}

tsq_estimate tsqp_make_estimate(double estimate, double null_value, double se, double df, double level) {
  tsq_estimate e;
  double half = tsqp_t_critical(level, df) * se;
  e.estimate = estimate;
  e.se = se;
  e.statistic = (estimate - null_value) / se;
  e.df = df;
  e.p_value = tsqp_t_two_sided(e.statistic, df);
  e.ci_lower = estimate - half;
  e.ci_upper = estimate + half;
  return e;
}

/* d and V_d of inverse-variance weights, from the solution that the engine holds. */
static void inverse_variance(tsq_fit *fit, const tsqp_engine *engine, const tsqp_moments *m) {
  size_t p = fit->p;
  double centre = tsqp_is_pooled(&fit->studies) ? fit->studies.y_pivot : 0;
  for (size_t j = 0; j < p; j++) {
    fit->dz[j] = engine->shift[j] + centre;
  }
  tsqp_cholesky_inverse(p, engine->chol, fit->vz0);
  for (size_t i = 0; i < p * p; i++) {
    fit->vz0[i] *= m->s;
  }
}

/* d and V_d of other weights; the residual sum of squares grows by (d_a - d)'X'WX(d_a - d). */
static int other_weights(tsq_fit *fit, tsqp_engine *engine, const tsqp_moments *m, double *rss) {
  size_t p = fit->p;
  int weights = fit->options.weighting == TSQ_WEIGHT_EQUAL ? TSQP_EQUAL_WEIGHTS : TSQP_CALLERS_WEIGHTS;
  tsqp_fixed_form form;
  double *away = engine->work; /* [p] */
  TSQP_TRY(tsqp_fixed_weights_form(engine, weights, m->t, &form, fit->dz, fit->vz0));
  double centre = tsqp_is_pooled(&fit->studies) ? fit->studies.y_pivot : 0;
  for (size_t j = 0; j < p; j++) {
    away[j] = fit->dz[j] - (engine->shift[j] + centre);
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
 * when every S_j is scaled by s^j.
 */
static void kenward_roger(tsq_fit *fit, const tsqp_moments *m) {
  double s1 = m->sw1;
  double s2 = m->sw2;
  double s3 = m->sw3;
  double information = s2 / 2 - s3 / s1 + (s2 / s1) * (s2 / s1) / 2;
  double variance = (1 + 2 * (s3 / s1 - (s2 / s1) * (s2 / s1)) / information) / s1;
  fit->vz[0] = variance * m->s;
  fit->ddf = 2 * information / ((variance * s2) * (variance * s2));
}

static void choose_test(tsq_fit *fit, const tsqp_moments *m) {
  if (fit->df_residual <= 0 && fit->options.test != TSQ_Z) {
    fit->options.test = TSQ_Z;
    fit->outcome |= TSQ_OUTCOME_TEST_CHANGED;
  }
  int32_t test = fit->options.test;
  double factor = 1;
  fit->s2w = 1;
  if (test == TSQ_KNHA || test == TSQ_ADHOC) {
    if (!tsqp_is_random(fit)) fit->outcome |= TSQ_OUTCOME_KNHA_COMMON_EFFECT;
    /* inverse-variance weights, whatever weights the coefficients have; -0 would turn a statistic's sign */
    factor = fabs(m->q1) / m->s / fit->df_residual;
    if (factor == 0) fit->outcome |= TSQ_OUTCOME_NO_SPREAD;
    if (test == TSQ_ADHOC) factor = fmax(1, factor);
    fit->s2w = factor;
  }
  fit->ddf = test == TSQ_Z ? HUGE_VAL : fit->df_residual;
  for (size_t i = 0; i < fit->p * fit->p; i++) {
    fit->vz[i] = fit->vz0[i] * factor;
  }
  if (test == TSQ_KR) kenward_roger(fit, m);
}

/* The test of the moderators, or of all coefficients where there is no intercept or nothing else. */
static int omnibus(tsq_fit *fit, double *work) {
  size_t p = fit->p;
  size_t first = fit->studies.column[0] == TSQP_INTERCEPT && p > 1 ? 1 : 0;
  size_t m = p - first;
  double *v = work;
  double *d = v + m * m;
  for (size_t i = 0; i < m; i++) { /* R is upper triangular: the moderators' coefficients are R22^-1 d2 */
    d[i] = fit->dz[first + i];
    memcpy(v + i * m, fit->vz + (first + i) * p + first, m * sizeof *v);
  }
  fit->QMdf1 = (double)m;
  fit->QMdf2 = fit->ddf;
  if (tsqp_cholesky(m, v) != 0) { /* s2w = 0: without spread the test is not defined */
    fit->QM = fit->QMp = NAN;
    return TSQ_OK;
  }
  tsqp_solve_lower(m, v, d);
  double chi2 = tsqp_dot(m, d, d);
  fit->QM = isinf(fit->ddf) ? chi2 : chi2 / (double)m;
  fit->QMp = isinf(fit->ddf) ? tsqp_chi2_upper(chi2, (double)m) : tsqp_f_upper(fit->QM, (double)m, fit->ddf);
  return TSQ_OK;
}

/* From the basis, in units, to the caller's columns and units. */
static void to_callers_units(tsq_fit *fit, double *work) {
  size_t p = fit->p;
  for (size_t j = 0; j < p; j++) {
    fit->dz[j] *= fit->y_unit;
  }
  for (size_t i = 0; i < p * p; i++) {
    fit->vz[i] *= fit->v_unit;
    fit->vz0[i] *= fit->v_unit;
  }
  memcpy(fit->b, fit->dz, p * sizeof *fit->b);
  tsqp_solve_upper(p, fit->r, fit->b);
  memcpy(work, fit->vz, p * p * sizeof *work);
  for (int side = 0; side < 2; side++) { /* solve the rows, transpose, solve the rows again */
    for (size_t i = 0; i < p; i++) {
      tsqp_solve_upper(p, fit->r, work + i * p);
    }
    for (size_t i = 0; i < p; i++) {
      for (size_t j = 0; j < p; j++) {
        fit->vb[j * p + i] = work[i * p + j];
      }
    }
    memcpy(work, fit->vb, p * p * sizeof *work);
  }
}

int tsqp_fit_coefficients(tsq_fit *fit, tsqp_engine *engine, tsqp_moments *m, double *rss) {
  size_t p = fit->p;
  TSQP_TRY(tsqp_moments_at(engine, fit->t, TSQP_EXACT | TSQP_TRACES, m));
  *rss = m->q1 / m->s;
  if (fit->studies.data.weights == NULL && fit->options.weighting == TSQ_WEIGHT_INVERSE_VARIANCE) {
    inverse_variance(fit, engine, m);
  } else {
    TSQP_TRY(other_weights(fit, engine, m, rss));
  }
  memcpy(fit->r, engine->r, p * p * sizeof *fit->r);
  choose_test(fit, m);
  TSQP_TRY(omnibus(fit, engine->work));
  to_callers_units(fit, engine->work);
  for (size_t j = 0; j < p; j++) {
    if (!isfinite(fit->b[j]) || !isfinite(fit->vb[j * p + j])) {
      return tsqp_fail(TSQ_ERR_RANGE, "coefficient %zu cannot be represented in double precision", j);
    }
  }
  return TSQ_OK;
}

tsq_estimate tsq_coef(const tsq_fit *fit, size_t index) {
  tsq_estimate none = {NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  tsqp_clear_error();
  if (fit == NULL) {
    (void)tsqp_fail(TSQ_ERR_NULL, "fit is NULL");
    return none;
  }
  if (index >= fit->p) {
    (void)tsqp_fail(TSQ_ERR_ARGUMENT, "coefficient %zu: the fit has %zu (0 .. %zu)", index, fit->p,
                    fit->p - 1);
    return none;
  }
  return tsqp_make_estimate(fit->b[index], 0, sqrt(fit->vb[index * fit->p + index]), fit->ddf,
                            fit->options.level);
}

const char *tsq_coef_name(const tsq_fit *fit, size_t index) {
  return fit != NULL && index < fit->p ? fit->names[index] : NULL;
}
