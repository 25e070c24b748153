/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predicted mean effects with confidence and prediction intervals; BLUPs. */
#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "model/fit.h"
#include "model/per_study.h"
#include "numeric/distributions.h"
#include "numeric/linalg.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

static_assert(sizeof(tsq_prediction) == 11 * sizeof(double), "fixed for ever");
static_assert(offsetof(tsq_prediction, ci_upper) == offsetof(tsq_estimate, ci_upper),
              "begins as tsq_estimate does");
TSQP_NO_PADDING(tsq_predict_options, level, sizeof(size_t) + 2 * sizeof(int32_t) + sizeof(double));

int tsqp_basis_row(const tsq_fit *fit, const double *x_new, size_t m, size_t row, const char *name,
                   double *z) {
  const tsqp_studies *s = &fit->studies;
  for (size_t j = 0; j < s->data.p; j++) {
    double x = x_new[row + j * m];
    if (!isfinite(x)) {
      char buffer[32];
      return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g: the value of moderator '%.60s' must be finite", name,
                       row + j * m, x, tsqp_moderator_name(&s->data, j, buffer, sizeof buffer));
    }
  }
  for (size_t j = 0; j < fit->p; j++) { /* z = R^-T x by forward substitution */
    z[j] = s->column[j] == TSQP_INTERCEPT ? 1 : x_new[row + s->column[j] * m];
    for (size_t i = 0; i < j; i++) {
      z[j] -= fit->r[i * fit->p + j] * z[i];
    }
    z[j] /= fit->r[j * fit->p + j];
  }
  return TSQ_OK;
}

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
  if (kind == TSQ_PI_T) rule.pi_df = fit->ddf;
  if (kind == TSQ_PI_T && isinf(fit->ddf) && df > 0) rule.pi_df = df; /* asked for by name under a z test */
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
  double mean = tsqp_dot(fit->p, z, fit->dz);
  double se = tsqp_quadratic_se(fit->p, fit->vz, z);
  tsq_estimate e = tsqp_make_estimate(mean, 0, se, fit->ddf, rule->level);
  *out = (tsq_prediction){e.estimate, e.se, e.statistic, e.df, e.p_value, e.ci_lower,
                          e.ci_upper, NAN,  NAN,         NAN,  NAN};
  if (!rule->has_pi) return;
  double pi_se = rule->conventional_se ? tsqp_quadratic_se(fit->p, fit->vz0, z) : se;
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
  if (o->level == 0) o->level = fit->options.level;
  if (tsq_pi_name(o->pi_kind) == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.pi_kind = %d is not one of its values", (int)o->pi_kind);
  if (o->reserved != 0) return tsqp_fail(TSQ_ERR_OPTIONS, "options.reserved must be 0");
  if (!(o->level > 0 && o->level < 1))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.level = %g: a level lies between 0 and 1", o->level);
  return TSQ_OK;
}

int tsq_predict_with(const tsq_fit *fit, const double *x_new, size_t m, const tsq_predict_options *options,
                     tsq_prediction *predictions) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(predictions);
  if (m == 0) return tsqp_fail(TSQ_ERR_LENGTH, "m = 0: there are no rows to predict");
  if (x_new == NULL && fit->studies.data.p > 0) {
    return tsqp_fail(TSQ_ERR_NULL, "x_new is NULL but the model has %zu moderators", fit->studies.data.p);
  }
  tsq_predict_options o;
  TSQP_TRY(read_predict_options(fit, options, &o));
  interval_rule rule = rule_for(fit, o.pi_kind, o.level);
  double *z = tsqp_malloc(fit->p * sizeof *z);
  if (z == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a row of %zu columns", fit->p);
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

/* Shrinks a study's effect towards its fitted value: lambda = tau2/(tau2 + v). */
static void shrink(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z, size_t row,
                   void *out) {
  double y = fit->studies.data.yi[block->index[i]];
  double v = block->v[i] * fit->v_unit;
  double mean = tsqp_dot(fit->p, z, fit->dz);
  double se = tsqp_quadratic_se(fit->p, fit->vz, z);
  double lambda = fit->tau2 / (fit->tau2 + v);
  double estimate = lambda * y + (1 - lambda) * mean;
  double blup_se = sqrt(lambda * v + (1 - lambda) * se * (1 - lambda) * se);
  tsq_estimate e = tsqp_make_estimate(estimate, 0, blup_se, fit->ddf, fit->options.level);
  tsq_prediction *blups = out;
  blups[row] = (tsq_prediction){e.estimate, e.se, e.statistic, e.df, e.p_value, e.ci_lower,
                                e.ci_upper, NAN,  NAN,         NAN,  NAN};
}

int tsq_blup(const tsq_fit *fit, tsq_prediction *blups) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(blups);
  return tsqp_each_study(fit, shrink, blups);
}
