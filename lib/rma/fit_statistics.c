/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Likelihoods. */
#include "base/status.h"
#include "rma/rma.h"

#include <math.h>

/*
 * ML:   -k/2 ln 2pi - 1/2 sum ln(v + tau2) - 1/2 RSS
 * REML: -(k-p)/2 ln 2pi + 1/2 ln|X'X| - 1/2 sum ln(v + tau2) - 1/2 ln|X'WX| - 1/2 RSS
 * Units shift them by k (ML) or k - p (REML) times ln(unit of y).
 */
void tsqp_rma_likelihoods(tsq_fit *fit, const tsqp_log_terms *l) {
  double k = (double)fit->k;
  double p = (double)fit->linear.p;
  double log_2pi = log(2 * 3.14159265358979323846);
  double parameters = p + (tsqp_is_random(fit) && !fit->options.tau2_fixed ? 1 : 0);
  double ml = -0.5 * (k * log_2pi + l->log_v + l->rss) - k * l->log_unit;
  double saturated = -0.5 * (k * log_2pi + l->log_v0) - k * l->log_unit;
  double reml =
      -0.5 * ((k - p) * log_2pi + l->log_v + l->log_xwx + l->rss - l->log_xx) - (k - p) * l->log_unit;
  fit->ml = (tsqp_likelihood){ml, saturated, parameters, k};
  fit->reml =
      (tsqp_likelihood){reml, 0, parameters, k - p}; /* restricted: no saturated model, deviance = -2 ll */
  fit->own = fit->options.method == TSQ_REML ? TSQP_REML_OWN : TSQP_ML_OWN;
}

int tsqp_fit_statistics_of(tsqp_rma *rma, tsqp_engine *engine, const tsqp_moments *m, double rss) {
  tsqp_moments zero;
  TSQP_TRY(tsqp_moments_at_zero(engine, &zero));
  tsqp_log_terms terms = {
      .log_v = m->log_det_v, .log_v0 = rma->studies.n_zero > 0 ? -HUGE_VAL : zero.log_det_v, .log_xwx = m->log_det_xwx, .rss = rss};
  terms.log_xx = tsqp_log_det_xx(&rma->studies);
  terms.log_unit = rma->studies.exponent * 0.69314718055994530942;
  tsqp_rma_likelihoods(&rma->fit, &terms);
  return TSQ_OK;
}
