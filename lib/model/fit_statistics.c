/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Likelihoods and information criteria, with metafor's counts. */
#include "base/status.h"
#include "model/fit.h"

#include <math.h>

/* AICc's n is k (ML) or k - p (REML), at least parameters + 2. */
static void criteria(double n, double parameters, tsqp_fit_statistics *f) {
  double floor_n = fmax(n, parameters + 2);
  f->aic = -2 * f->loglik + 2 * parameters;
  f->bic = -2 * f->loglik + parameters * log(n);
  f->aicc = -2 * f->loglik + 2 * parameters * floor_n / (floor_n - parameters - 1);
}

/*
 * ML:   -k/2 ln 2pi - 1/2 sum ln(v + tau2) - 1/2 RSS
 * REML: -(k-p)/2 ln 2pi + 1/2 ln|X'X| - 1/2 sum ln(v + tau2) - 1/2 ln|X'WX| - 1/2 RSS
 * The engine's units shift them by k (ML) or k - p (REML) times ln(unit of y).
 */
int tsqp_fit_statistics_of(tsq_fit *fit, tsqp_engine *engine, const tsqp_moments *m, double rss) {
  double k = (double)fit->k;
  double p = (double)fit->p;
  double log_2pi = log(2 * 3.14159265358979323846);
  double log_unit = fit->studies.exponent * 0.69314718055994530942;
  tsqp_moments zero;
  TSQP_TRY(tsqp_moments_at_zero(engine, &zero));
  double log_v = m->log_det_v;
  double log_v0 = fit->studies.n_zero > 0 ? -HUGE_VAL : zero.log_det_v;
  double parameters = p + (tsqp_is_random(fit) && !fit->options.tau2_fixed ? 1 : 0);
  double log_xx = tsqp_log_det_xx(&fit->studies);

  fit->ml.loglik = -0.5 * (k * log_2pi + log_v + rss) - k * log_unit;
  fit->reml.loglik = -0.5 * ((k - p) * log_2pi + log_v + m->log_det_xwx + rss - log_xx) - (k - p) * log_unit;
  double saturated = -0.5 * (k * log_2pi + log_v0) - k * log_unit;
  fit->ml.deviance = -2 * (fit->ml.loglik - saturated);
  fit->reml.deviance = -2 * fit->reml.loglik;
  criteria(k, parameters, &fit->ml);
  criteria(k - p, parameters, &fit->reml);
  return TSQ_OK;
}
