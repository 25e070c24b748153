/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coefficients, predictions and the profile likelihood interval for tau2. */
#include "table/glmm_fit.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"

#include <math.h>
#include <string.h>

/* The estimate's test and interval by the fit's z or t. */
static tsq_estimate judged(double estimate, double variance, double df, double level) {
  tsq_estimate e = {.estimate = estimate, .se = sqrt(variance), .df = df};
  double q = tsqp_t_critical(level, df);
  e.statistic = e.estimate / e.se;
  e.p_value = tsqp_t_two_sided(e.statistic, df);
  e.ci_lower = e.estimate - q * e.se;
  e.ci_upper = e.estimate + q * e.se;
  return e;
}

tsq_estimate tsq_glmm_coef(const tsq_glmm_fit *fit, size_t index) {
  tsqp_clear_error();
  if (fit == NULL) {
    tsqp_set_message("fit is NULL");
  } else if (index >= fit->model.p) {
    tsqp_set_message("index = %zu: the fit has %zu coefficients", index, fit->model.p);
  } else {
    return judged(fit->beta[index], fit->vb[index * fit->model.p + index], fit->ddf, fit->options.level);
  }
  return (tsq_estimate){NAN, NAN, NAN, NAN, NAN, NAN, NAN};
}

const char *tsq_glmm_coef_name(const tsq_glmm_fit *fit, size_t index) {
  return fit != NULL && index < fit->model.p ? fit->names[index] : NULL;
}

static int check_level(double *level, const tsq_glmm_fit *fit) {
  if (*level == 0) *level = fit->options.level;
  if (*level > 0 && *level < 1) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT, "level = %g: a level lies between 0 and 1", *level);
}

/* Element j of new row i, the intercept included. */
static double new_x(const tsq_glmm_fit *fit, const double *x_new, size_t m, size_t i, size_t j) {
  size_t at = fit->options.no_intercept ? 0 : 1;
  return j < at ? 1 : x_new[i + (j - at) * m];
}

int tsq_glmm_predict(const tsq_glmm_fit *fit, const double *x_new, size_t m, double level,
                     tsq_prediction *predictions) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(predictions);
  size_t p = fit->model.p;
  size_t columns = p - (fit->options.no_intercept ? 0 : 1);
  if (columns > 0) TSQP_NOT_NULL(x_new);
  if (m == 0) return tsqp_fail(TSQ_ERR_LENGTH, "m = 0: there is nothing to predict");
  TSQP_TRY(check_level(&level, fit));
  for (size_t i = 0; i < m * columns; i++) {
    if (!isfinite(x_new[i])) return tsqp_fail(TSQ_ERR_DATA, "x_new[%zu] is not finite", i);
  }
  for (size_t i = 0; i < m; i++) {
    double mean = 0;
    double variance = 0;
    for (size_t a = 0; a < p; a++) {
      mean += new_x(fit, x_new, m, i, a) * fit->beta[a];
      for (size_t b = 0; b < p; b++)
        variance += new_x(fit, x_new, m, i, a) * fit->vb[a * p + b] * new_x(fit, x_new, m, i, b);
    }
    tsq_estimate e = judged(mean, fmax(0, variance), fit->ddf, level);
    int mixed = fit->options.method == TSQ_ML;
    double pi_se = mixed ? sqrt(fmax(0, variance) + fit->tau2) : NAN;
    double reach = tsqp_t_critical(level, fit->ddf) * pi_se;
    predictions[i] = (tsq_prediction){
        e.estimate,   e.se,  e.statistic,           e.df, e.p_value, e.ci_lower, e.ci_upper, mean - reach,
        mean + reach, pi_se, mixed ? fit->ddf : NAN};
  }
  return TSQ_OK;
}

/* ---- the interval for tau2 --------------------------------------------------------------------------------------- */

typedef struct profile {
  const tsq_glmm_fit *fit;
  tsqp_glmm_task task;
  tsqp_glmm_peak peak;
  double floor; /* the log-likelihood at the interval's ends */
} profile;

/* How far the profile likelihood at tau lies above the floor; the maximum found is the next one's start. */
static int height(profile *p, double tau, double *above) {
  tsqp_glmm_peak next;
  p->task.tau = tau;
  p->task.tau_is = tau > 0 ? TSQP_TAU_GIVEN : TSQP_TAU_ZERO;
  TSQP_TRY(tsqp_glmm_new_peak(&p->fit->model, &next));
  int status = tsqp_glmm_maximise(&p->task, p->peak.x, &next);
  if (status == TSQ_OK) {
    memcpy(p->peak.x, next.x, tsqp_glmm_parameters(&p->task) * sizeof *next.x);
    *above = next.value - p->floor;
  }
  tsqp_glmm_free_peak(&next);
  return status;
}

/* Regula falsi (Illinois) on tau between `in`, above the floor, and `out`, below it. */
static int crossing(profile *p, double in, double above, double out, double below, double *tau) {
  int side = 0;
  for (int i = 0; i < 100 && fabs(out - in) > 1e-12 * (fabs(in) + fabs(out)); i++) {
    double t = in + (out - in) * above / (above - below);
    double h;
    TSQP_TRY(height(p, t, &h));
    if (fabs(h) < 1e-12) {
      in = out = t;
    } else if (h > 0) {
      in = t;
      above = h;
      if (side == 1) below /= 2;
      side = 1;
    } else {
      out = t;
      below = h;
      if (side == -1) above /= 2;
      side = -1;
    }
  }
  *tau = in + (out - in) / 2;
  return TSQ_OK;
}

static int both_ends(profile *p, double drop, double tau[2], int32_t *outcome) {
  double at = sqrt(p->fit->tau2);
  double h = 0;
  double in = at;
  double above = drop;
  *outcome = TSQ_CI_FOUND;
  tau[0] = 0;
  if (at > 0) {
    TSQP_TRY(height(p, 0, &h));
    if (h < 0) TSQP_TRY(crossing(p, at, drop, 0, h, &tau[0]));
    memcpy(p->peak.x, p->fit->x, (p->fit->model.p + 2) * sizeof *p->peak.x);
  }
  for (double out = fmax(2 * at, 0.1); out < 1e3; out *= 2) {
    TSQP_TRY(height(p, out, &h));
    if (h < 0) return crossing(p, in, above, out, h, &tau[1]);
    in = out;
    above = h;
  }
  tau[1] = HUGE_VAL;
  *outcome = TSQ_CI_UPPER_UNBOUNDED;
  return TSQ_OK;
}

int tsq_glmm_confint(const tsq_glmm_fit *fit, double level, tsq_tau2_interval *interval) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(interval);
  TSQP_TRY(check_level(&level, fit));
  if (fit->options.method != TSQ_ML)
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "a common-effect model has no tau2");
  const tsqp_glmm_model *m = &fit->model;
  double drop = tsqp_chi2_quantile_upper(1 - level, 1) / 2;
  profile p = {.fit = fit, .task = {.model = m, .rule = m->rule}, .floor = fit->loglik - drop};
  tsq_tau2_interval out = {.size = sizeof out, .kind = TSQ_CI_PL, .level = level};
  TSQP_TRY(tsqp_glmm_new_peak(m, &p.peak));
  int status = TSQ_OK;
  p.task.nuisance = tsqp_calloc(m->k, sizeof *p.task.nuisance);
  if (p.task.nuisance == NULL) status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", m->k);
  if (status == TSQ_OK) {
    memcpy(p.task.nuisance, fit->nuisance, m->k * sizeof *p.task.nuisance);
    memcpy(p.peak.x, fit->x, (m->p + 2) * sizeof *p.peak.x);
    status = both_ends(&p, drop, out.tau, &out.outcome);
  }
  for (int i = 0; i < 2; i++) {
    out.tau2[i] = out.tau[i] * out.tau[i];
    out.I2[i] = isinf(out.tau2[i]) ? 100 : 100 * out.tau2[i] / (out.tau2[i] + fit->vt);
    out.H2[i] = out.tau2[i] / fit->vt + 1;
  }
  tsqp_free(p.task.nuisance);
  tsqp_glmm_free_peak(&p.peak);
  TSQP_TRY(status);
  return tsqp_write_result(&out, sizeof out, sizeof out, interval, "tsq_tau2_interval");
}
