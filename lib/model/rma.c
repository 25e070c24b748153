/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tsq_rma(): from the data to the fit, step by step. */
#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "base/threads.h"
#include "model/fit.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static_assert(sizeof(tsq_data) == 11 * sizeof(void *), "no hidden padding");

static int need_enough_studies(const tsq_fit *fit) {
  size_t k = fit->k;
  size_t p = fit->p;
  if (k < p)
    return tsqp_fail(TSQ_ERR_TOO_FEW, "%zu complete studies are fewer than the model's %zu coefficients", k,
                     p);
  int estimates_tau2 = tsqp_is_random(fit) && !fit->options.tau2_fixed;
  if (estimates_tau2 && k < p + 1 && k > 1) {
    return tsqp_fail(TSQ_ERR_TOO_FEW,
                     "%zu complete studies cannot estimate %zu coefficients and tau2: %zu are needed", k, p,
                     p + 1);
  }
  return TSQ_OK;
}

static int allocate(tsq_fit *fit) {
  size_t p = fit->p;
  double *room = tsqp_calloc(2 * p + 4 * p * p, sizeof *room);
  fit->names = tsqp_calloc(p, sizeof *fit->names);
  if (room == NULL || fit->names == NULL) {
    tsqp_free(room);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
  }
  fit->r = room;
  fit->vz = fit->r + p * p;
  fit->vz0 = fit->vz + p * p;
  fit->vb = fit->vz0 + p * p;
  fit->b = fit->vb + p * p;
  fit->dz = fit->b + p;
  for (size_t j = 0; j < p; j++) {
    char buffer[32];
    size_t column = fit->studies.column[j];
    fit->names[j] = tsqp_strdup(column == TSQP_INTERCEPT
                                    ? "intercept"
                                    : tsqp_moderator_name(&fit->studies.data, column, buffer, sizeof buffer));
    if (fit->names[j] == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the coefficients' names");
  }
  return TSQ_OK;
}

static int estimate_tau2(tsq_fit *fit, tsqp_engine *engine) {
  const tsq_options *o = &fit->options;
  fit->search = (tsqp_tau2){.se = NAN, .gradient = NAN};
  if (o->tau2_fixed) {
    fit->search.tau2 = o->tau2 / fit->v_unit;
    int has_weights = o->method != TSQ_GENQ || fit->studies.data.weights != NULL;
    if (fit->k > fit->p && has_weights) {
      TSQP_TRY(tsqp_tau2_standard_error(engine, o->method, fit->search.tau2, &fit->search.se));
    }
  } else if (tsqp_is_random(fit) && fit->k > fit->p) {
    TSQP_TRY(tsqp_tau2_estimate(engine, o->method, &fit->search));
    TSQP_TRY(tsqp_check_zero_estimate(&fit->studies, fit->search.tau2));
    if (fit->search.tau2 == 0) fit->outcome |= TSQ_OUTCOME_TAU2_ZERO;
    if (fit->search.multimodal) fit->outcome |= TSQ_OUTCOME_MULTIMODAL;
    if (fit->search.unproved) fit->outcome |= TSQ_OUTCOME_NOT_PROVED;
  }
  fit->t = fit->search.tau2;
  fit->tau2 = o->tau2_fixed ? o->tau2 : fit->t * fit->v_unit;
  fit->se_tau2 = fit->search.se * fit->v_unit;
  if (!isfinite(fit->tau2)) return tsqp_fail(TSQ_ERR_RANGE, "tau2 cannot be represented in double precision");
  return TSQ_OK;
}

static int fit_model(tsq_fit *fit) {
  tsqp_engine engine;
  tsqp_moments at_tau2;
  double rss = 0;
  TSQP_TRY(tsqp_engine_open(&engine, &fit->studies));
  int status = estimate_tau2(fit, &engine);
  if (status == TSQ_OK) status = tsqp_fit_coefficients(fit, &engine, &at_tau2, &rss);
  if (status == TSQ_OK) status = tsqp_fit_statistics_of(fit, &engine, &at_tau2, rss);
  if (status == TSQ_OK) status = tsqp_fit_heterogeneity(fit, &engine);
  tsqp_engine_close(&engine);
  return status;
}

static int build(const tsq_data *data, tsq_fit *fit) {
  int drop = fit->options.redundant == TSQ_REDUNDANT_DROP;
  TSQP_TRY(tsqp_studies_scan(data, fit->options.missing == TSQ_MISSING_ERROR,
                             tsqp_thread_count(fit->options.threads), &fit->studies));
  TSQP_TRY(tsqp_studies_choose_columns(&fit->studies, fit->options.no_intercept, drop));
  fit->k = fit->studies.k;
  fit->p = fit->studies.p;
  if (fit->p < data->p + (fit->options.no_intercept ? 0 : 1)) fit->outcome |= TSQ_OUTCOME_COLUMNS_DROPPED;
  if (fit->studies.n_zero > 0) fit->outcome |= TSQ_OUTCOME_ZERO_VARIANCE;
  fit->df_residual = (double)fit->k - (double)fit->p;
  fit->y_unit = ldexp(1, fit->studies.exponent);
  fit->v_unit = ldexp(1, 2 * fit->studies.exponent);
  TSQP_TRY(tsqp_check_zero_variances(&fit->studies, &fit->options));
  TSQP_TRY(need_enough_studies(fit));
  TSQP_TRY(allocate(fit));
  TSQP_TRY(fit_model(fit));
  tsqp_fit_describe(fit);
  return TSQ_OK;
}

int tsq_rma(const tsq_data *callers, const tsq_options *options, tsq_fit **fit) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  if (callers == NULL) return tsqp_fail(TSQ_ERR_NULL, "data is NULL");
  tsq_data data;
  TSQP_TRY(tsqp_read_data(callers, &data, sizeof data, sizeof data, "tsq_data"));
  tsq_options resolved;
  TSQP_TRY(tsqp_resolve_options(options, &data, &resolved));
  tsq_fit *made = tsqp_calloc(1, sizeof *made);
  if (made == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a fit");
  made->options = resolved;
  int status = build(&data, made);
  if (status != TSQ_OK) {
    tsq_fit_free(made);
    return status;
  }
  *fit = made;
  return TSQ_OK;
}

void tsq_fit_free(tsq_fit *fit) {
  if (fit == NULL) return;
  if (fit->names != NULL) {
    for (size_t j = 0; j < fit->p; j++) {
      tsqp_free(fit->names[j]);
    }
  }
  tsqp_free(fit->names);
  tsqp_free(fit->r); /* one allocation holds all numbers */
  tsqp_studies_release(&fit->studies);
  tsqp_free(fit);
}

int tsq_fit_options(const tsq_fit *fit, tsq_options *options) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(options);
  return tsqp_write_result(&fit->options, sizeof fit->options, sizeof fit->options, options, "tsq_options");
}
