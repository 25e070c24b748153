/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predicted mean effects with confidence and prediction intervals. */
#include "base/alloc.h"
#include "base/options.h"
#include "base/rules.h"
#include "base/status.h"
#include "fit/fit.h"
#include "numeric/distributions.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

static_assert(sizeof(tsq_prediction) == 11 * sizeof(double), "fixed for ever");
static_assert(offsetof(tsq_prediction, ci_upper) == offsetof(tsq_estimate, ci_upper),
              "begins as tsq_estimate does");
TSQP_NO_PADDING(tsq_predict_options, level, sizeof(size_t) + 2 * sizeof(int32_t) + sizeof(double));

typedef struct interval_rule {
  double level;
  int has_pi;
  double pi_df;
  int conventional_se; /* without Knapp-Hartung's factor */
} interval_rule;

static interval_rule rule_for(const tsq_fit *fit, int32_t kind, double level) {
  interval_rule rule = {
      .level = level, .has_pi = tsqp_is_random(fit) && kind != TSQ_PI_NONE, .pi_df = HUGE_VAL};
  double df = fit->df_residual;
  if (kind == TSQ_PI_T) rule.pi_df = fit->linear.ddf;
  if (kind == TSQ_PI_T && isinf(fit->linear.ddf) && df > 0) rule.pi_df = df; /* asked for by name under a z test */
  if (kind == TSQ_PI_HTS)
    rule.pi_df = fit->options.tau2_fixed ? df : df - 1; /* one df for an estimated tau2 */
  if (kind == TSQ_PI_K1) {
    rule.pi_df = df > 0 ? df : HUGE_VAL; /* k = p: the test was set to z, and so is this */
    rule.conventional_se = 1;
  }
  if (rule.pi_df < 1) rule.pi_df = 1;
  return rule;
}

static void predict_row(const tsq_fit *fit, const double *z, const interval_rule *rule, tsq_prediction *out) {
  double mean = tsqp_dot(fit->linear.p, z, fit->linear.d);
  double se = tsqp_quadratic_se(fit->linear.p, fit->linear.v, z);
  tsq_estimate e = tsqp_make_estimate(mean, 0, se, fit->linear.ddf, rule->level);
  *out = tsqp_as_prediction(&e);
  if (!rule->has_pi) return;
  double pi_se = rule->conventional_se ? tsqp_quadratic_se(fit->linear.p, fit->linear.v0, z) : se;
  out->pi_se = hypot(pi_se, sqrt(fit->tau2));
  out->pi_df = rule->pi_df;
  double half = tsqp_t_critical(rule->level, rule->pi_df) * out->pi_se;
  out->pi_lower = mean - half;
  out->pi_upper = mean + half;
}

static int read_predict_options(const tsq_fit *fit, const tsq_predict_options *callers,
                                tsq_predict_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_predict_options"));
  if (o->pi_kind == 0) o->pi_kind = fit->options.pi_kind;
  if (o->pi_kind == 0) o->pi_kind = isinf(fit->linear.ddf) ? TSQ_PI_NORMAL : TSQ_PI_T; /* a model without the option */
  if (tsq_pi_name(o->pi_kind) == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.pi_kind = %d is not one of its values", (int)o->pi_kind);
  if (o->reserved != 0) return tsqp_fail(TSQ_ERR_OPTIONS, "options.reserved must be 0");
  return tsqp_resolve_level("options.level", fit->options.level, &o->level);
}

int tsq_predict_with(const tsq_fit *fit, const double *x_new, size_t m, const tsq_predict_options *options,
                     tsq_prediction *predictions) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(predictions);
  TSQP_TRY(tsqp_need(fit, "predict"));
  if (m == 0) return tsqp_fail(TSQ_ERR_LENGTH, "m = 0: there are no rows to predict");
  if (x_new == NULL && fit->linear.moderators > 0) {
    return tsqp_fail(TSQ_ERR_NULL, "x_new is NULL but the model has %zu moderators", fit->linear.moderators);
  }
  tsq_predict_options o;
  TSQP_TRY(read_predict_options(fit, options, &o));
  interval_rule rule = rule_for(fit, o.pi_kind, o.level);
  double *z = tsqp_malloc(fit->linear.p * sizeof *z);
  if (z == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a row of %zu columns", fit->linear.p);
  int status = TSQ_OK;
  for (size_t i = 0; i < m && status == TSQ_OK; i++) { /* all rows are checked before any is written */
    status = tsqp_basis_row(fit, x_new, m, i, "x_new", z);
  }
  for (size_t i = 0; i < m && status == TSQ_OK; i++) {
    status = tsqp_basis_row(fit, x_new, m, i, "x_new", z);
    predict_row(fit, z, &rule, &predictions[i]);
  }
  tsqp_free(z);
  return status;
}

int tsq_predict(const tsq_fit *fit, const double *x_new, size_t m, tsq_prediction *predictions) {
  return tsq_predict_with(fit, x_new, m, NULL, predictions);
}


int tsq_blup(const tsq_fit *fit, tsq_prediction *blups) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(blups);
  TSQP_TRY(tsqp_need(fit, "blup"));
  return fit->class->blup(fit, blups);
}
