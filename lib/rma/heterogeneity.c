/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QE, the typical variance, I2, H2, R2. */
#include "base/status.h"
#include "numeric/distributions.h"
#include "rma/rma.h"

#include <math.h>

/* I2 and H2 by Higgins & Thompson 2002 (doi:10.1002/sim.1186): from tau2 (eq. 9) or from Q. */
void tsqp_rma_inconsistency(tsqp_rma *rma) {
  double df = rma->fit.df_residual;
  if (tsqp_is_random(&rma->fit) && rma->fit.options.i2_kind == TSQ_I2_TAU2) {
    double ratio = rma->vt > 0 ? rma->fit.tau2 / rma->vt : 0;
    rma->H2 = 1 + ratio;
    rma->I2 = rma->fit.tau2 > 0 ? 100 * rma->fit.tau2 / (rma->fit.tau2 + rma->vt) : 0;
    return;
  }
  rma->I2 = rma->QE > df ? 100 * (rma->QE - df) / rma->QE : 0;
  rma->H2 = df > 0 ? rma->QE / df : 1;
}

/* Q of the pooled mean when what was passed is read as the other of variance and standard error. */
static double q_read_otherwise(const tsq_data *data, const size_t *dropped, size_t n_dropped) {
  double sum_w = 0;
  double mean = 0;
  double q = 0;
  size_t next = 0;
  for (size_t i = 0; i < data->k; i++) {
    if (next < n_dropped && dropped[next] == i) {
      next++;
      continue;
    }
    double v = data->vi != NULL ? data->vi[i] * data->vi[i] : data->sei[i];
    double w = 1 / v;
    double away = data->yi[i] - mean;
    sum_w += w;
    mean += away * w / sum_w; /* West 1979: weighted mean and Q in one pass */
    q += w * away * (data->yi[i] - mean);
  }
  return q;
}

/*
 * A variance mistaken for a standard error shows in Q: where vi are really standard errors below 1, they are too large, and the
 * effects lie closer together than chance allows; where sei are really variances, Q is enormous, and plausible again once they
 * are read as variances.
 */
static int looks_swapped(const tsqp_rma *rma) {
  const tsqp_studies *s = &rma->studies;
  double df = rma->fit.df_residual;
  int variances = s->data.vi != NULL;
  int suspicious = variances ? tsqp_chi2_lower(rma->QE, df) < 1e-3 : rma->QE > 20 * df;
  if (df < 4 || !suspicious) return 0;
  double swapped = q_read_otherwise(&s->data, s->dropped, s->n_dropped);
  if (variances) return tsqp_chi2_upper(swapped, df) > 1e-6 && swapped > 4 * rma->QE;
  return tsqp_chi2_upper(swapped, df) > 0.01 && tsqp_chi2_lower(swapped, df) > 0.01;
}

/* The residual sum of squares of weighted least squares with the fit's own weights, but for a constant factor. */
static int weighted_rss(const tsqp_rma *rma, tsqp_engine *engine, double *rss) {
  const tsq_data *data = &rma->studies.data;
  if (data->weights == NULL && rma->fit.options.weighting == TSQ_WEIGHT_INVERSE_VARIANCE) {
    tsqp_moments m;
    TSQP_TRY(tsqp_moments_at_zero(engine, &m));
    *rss = m.q1 / m.s;
    return TSQ_OK;
  }
  tsqp_fixed_form form;
  TSQP_TRY(tsqp_fixed_weights_form(engine, data->weights != NULL ? TSQP_CALLERS_WEIGHTS : TSQP_EQUAL_WEIGHTS,
                                   0, &form, NULL, NULL));
  *rss = form.q;
  return TSQ_OK;
}

/* Adjusted R2 of the least squares that a common-effect model is: 1 - (RSS/(k - p))/(TSS/(k - 1)). */
static int adjusted_r2(tsqp_rma *rma, tsqp_engine *null_engine) {
  tsqp_engine engine;
  double rss = 0;
  double tss = 0;
  TSQP_TRY(tsqp_engine_open(&engine, &rma->studies));
  int status = weighted_rss(rma, &engine, &rss);
  tsqp_engine_close(&engine);
  TSQP_TRY(status);
  TSQP_TRY(weighted_rss(rma, null_engine, &tss));
  double ratio = rss / rma->fit.df_residual / (tss / ((double)rma->fit.k - 1));
  rma->R2 = tss > 0 ? 100 * fmax(0, 1 - ratio) : 0;
  return TSQ_OK;
}

/*
 * R2 = (tau2 without moderators - tau2)/(tau2 without moderators), floored at 0 (Raudenbush 2009); for a common effect the adjusted
 * R2 of weighted least squares.
 */
static int explained(tsqp_rma *rma) {
  rma->R2 = NAN;
  if (rma->fit.linear.p < 2 || rma->studies.column[0] != TSQP_INTERCEPT || rma->fit.df_residual <= 0)
    return TSQ_OK;
  if (rma->fit.options.method == TSQ_GENQ && rma->studies.data.weights == NULL)
    return TSQ_OK; /* tau2 fixed, no estimator */
  size_t intercept[1] = {TSQP_INTERCEPT};
  double one[1] = {1};
  tsqp_studies null_model = rma->studies; /* the same studies, the mean alone */
  null_model.p = 1;
  null_model.column = intercept;
  null_model.r = one;
  null_model.has_rss = null_model.has_first;
  null_model.rss = null_model.first_rss;
  tsqp_engine engine;
  TSQP_TRY(tsqp_engine_open(&engine, &null_model));
  int status;
  if (tsqp_is_random(&rma->fit)) {
    tsqp_tau2 total = {.tau2 = 0};
    status = tsqp_tau2_estimate(&engine, rma->fit.options.method, &total);
    rma->R2 = total.tau2 > 0 ? 100 * fmax(0, (total.tau2 - rma->t) / total.tau2) : 0;
  } else {
    status = adjusted_r2(rma, &engine);
  }
  tsqp_engine_close(&engine);
  return status;
}

int tsqp_fit_heterogeneity(tsqp_rma *rma, tsqp_engine *engine) {
  tsqp_moments m;
  TSQP_TRY(tsqp_moments_at_zero(engine, &m));
  double df = rma->fit.df_residual;
  rma->QE = df > 0 ? m.q1 / m.s : 0;
  int infinite = rma->studies.n_zero > 0 && rma->QE * rma->studies.v_zero > 0x1p-100; /* exact studies differ */
  if (infinite) rma->QE = HUGE_VAL;
  rma->QEp = df > 0 ? tsqp_chi2_upper(rma->QE, df) : 1;
  rma->vt = df > 0 ? df * m.s / m.tr1 * rma->v_unit : 0; /* (k-p)/tr P, W = 1/v */
  tsqp_rma_inconsistency(rma);
  if (looks_swapped(rma)) rma->fit.outcome |= TSQ_OUTCOME_LOOKS_LIKE_SE;
  rma->looks_like_variances = rma->studies.data.sei != NULL;
  if (rma->studies.v_max / rma->studies.v_min >= 1e7) rma->fit.outcome |= TSQ_OUTCOME_VARIANCE_RATIO;
  return explained(rma);
}
