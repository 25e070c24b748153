/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How probable a true effect beyond a threshold is. */
#include "base/options.h"
#include "base/status.h"
#include "fit/fit.h"
#include "numeric/distributions.h"

#include <math.h>

/*
 * Mathur & VanderWeele 2019: the proportion of true effects beyond the threshold, Phi(s), s = (threshold - mu)/tau (or its
 * negative). On the probit scale var(s) = (se(mu)^2 + s^2 se(tau2)^2/(4 tau2))/tau2 by the delta method; the interval is
 * Phi(s -+ q sd(s)), so that it stays within 0 and 1.
 */
static tsq_estimate proportion(const tsq_fit *fit, const tsq_prediction *at, double threshold,
                               int32_t direction) {
  tsq_estimate e = {NAN, NAN, NAN, fit->linear.ddf, NAN, NAN, NAN};
  double away = direction < 0 ? threshold - at->estimate : at->estimate - threshold;
  if (fit->tau2 == 0) {
    e.estimate = away > 0 ? 1 : away < 0 ? 0 : 0.5;
    return e;
  }
  double tau = sqrt(fit->tau2);
  double s = away / tau;
  e.estimate = tsqp_normal_lower(s);
  double se_tau = fit->se_tau2 / (2 * tau);
  double sd = hypot(at->se, s * se_tau) / tau;
  double q = tsqp_t_critical(fit->options.level, fit->linear.ddf);
  e.se = tsqp_normal_density(s) * sd;
  e.ci_lower = tsqp_normal_lower(s - q * sd);
  e.ci_upper = tsqp_normal_lower(s + q * sd);
  return e;
}

int tsq_probability_beyond(const tsq_fit *fit, const double *x_new, double threshold, int32_t direction,
                           tsq_beyond *result) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(result);
  TSQP_TRY(tsqp_need(fit, "predict"));
  if (direction != -1 && direction != 1) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "direction = %d: -1 (below the threshold) or 1 (above it)",
                     (int)direction);
  }
  if (!isfinite(threshold)) return tsqp_fail(TSQ_ERR_DATA, "threshold = %g: it must be finite", threshold);
  if (!tsqp_is_random(fit)) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "model %s with a common effect has no distribution of true effects",
                     fit->class->name);
  }
  tsq_predict_options options = {.size = sizeof options};
  options.pi_kind = fit->options.pi_kind == TSQ_PI_NONE ? TSQ_PI_NORMAL : fit->options.pi_kind;
  tsq_prediction at;
  TSQP_TRY(tsq_predict_with(fit, x_new, 1, &options, &at));
  double t = (threshold - at.estimate) / at.pi_se;
  tsq_beyond out = {.size = sizeof out, .threshold = threshold};
  out.probability = direction < 0 ? tsqp_t_lower(t, at.pi_df) : tsqp_t_upper(t, at.pi_df);
  out.proportion = proportion(fit, &at, threshold, direction);
  return tsqp_write_result(&out, sizeof out, sizeof out, result, "tsq_beyond");
}
