/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The class rma: from the records to the fit, step by step. */
#include "rma/rma.h"

#include "base/alloc.h"
#include "base/status.h"
#include "base/threads.h"

#include <math.h>
#include <string.h>

static const tsqp_take takes[] = {{TSQP_OPT_PRESET, TSQ_PRESET_COCHRANE, NULL},
                                  {TSQP_OPT_METHOD, TSQP_BY_PRESET, NULL},
                                  {TSQP_OPT_TEST, TSQP_BY_PRESET, NULL},
                                  {TSQP_OPT_CI_KIND, TSQP_BY_PRESET, NULL},
                                  {TSQP_OPT_PI_KIND, TSQP_BY_PRESET, NULL},
                                  {TSQP_OPT_I2_KIND, TSQP_BY_PRESET, NULL},
                                  {TSQP_OPT_NO_INTERCEPT, 0, NULL},
                                  {TSQP_OPT_MISSING, TSQ_MISSING_OMIT, NULL},
                                  {TSQP_OPT_REDUNDANT, TSQ_REDUNDANT_ERROR, NULL},
                                  {TSQP_OPT_WEIGHTING, TSQ_WEIGHT_INVERSE_VARIANCE, NULL},
                                  {TSQP_OPT_TAU2_FIXED, 0, NULL},
                                  {TSQP_OPT_THREADS, 0, NULL},
                                  {TSQP_OPT_TAU2, 0, NULL},
                                  {TSQP_OPT_LEVEL, 0.95, NULL},
                                  {TSQP_OPT_MEASURE, 0, NULL},
                                  {TSQP_OPT_KEEP, TSQ_KEEP_COPY, NULL},
                                  TSQP_TAKES_END};

int tsqp_rma_check(const tsq_options *o, const tsq_data *data) {
  if (o->method == TSQ_GENQ && data->weights == NULL && !o->tau2_fixed) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "method GENQ needs data.weights");
  }
  if (o->test == TSQ_KR &&
      (data->p > 0 || o->no_intercept || data->weights != NULL || o->weighting == TSQ_WEIGHT_EQUAL)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "test kr is for the intercept-only model with inverse-variance weights");
  }
  if (o->method == TSQ_CE && o->tau2_fixed) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.tau2_fixed contradicts method CE, which fixes tau2 at 0");
  }
  if (data->weights != NULL && o->weighting == TSQ_WEIGHT_EQUAL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "data.weights contradict options.weighting = EQUAL");
  }
  return TSQ_OK;
}

static int need_enough_studies(const tsq_fit *fit) {
  size_t k = fit->k;
  size_t p = tsqp_as_rma(fit)->studies.p;
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

static int estimate_tau2(tsqp_rma *rma, tsqp_engine *engine) {
  tsq_fit *fit = &rma->fit;
  const tsq_options *o = &fit->options;
  int has_df = fit->k > rma->studies.p;
  rma->search = (tsqp_tau2){.se = NAN, .gradient = NAN};
  if (o->tau2_fixed) {
    rma->search.tau2 = o->tau2 / rma->v_unit;
    int has_weights = o->method != TSQ_GENQ || rma->studies.data.weights != NULL;
    if (has_df && has_weights) {
      TSQP_TRY(tsqp_tau2_standard_error(engine, o->method, rma->search.tau2, &rma->search.se));
    }
  } else if (tsqp_is_random(fit) && has_df) {
    TSQP_TRY(tsqp_tau2_estimate(engine, o->method, &rma->search));
    TSQP_TRY(tsqp_check_zero_estimate(&rma->studies, rma->search.tau2));
    if (rma->search.tau2 == 0) fit->outcome |= TSQ_OUTCOME_TAU2_ZERO;
    if (rma->search.multimodal) fit->outcome |= TSQ_OUTCOME_MULTIMODAL;
    if (rma->search.unproved) fit->outcome |= TSQ_OUTCOME_NOT_PROVED;
  }
  rma->t = rma->search.tau2;
  fit->tau2 = o->tau2_fixed ? o->tau2 : rma->t * rma->v_unit;
  fit->se_tau2 = rma->search.se * rma->v_unit;
  if (!isfinite(fit->tau2)) return tsqp_fail(TSQ_ERR_RANGE, "tau2 cannot be represented in double precision");
  return TSQ_OK;
}

static int fit_model(tsqp_rma *rma) {
  tsqp_engine engine;
  tsqp_moments at_tau2;
  double rss = 0;
  TSQP_TRY(tsqp_engine_open(&engine, &rma->studies));
  int status = estimate_tau2(rma, &engine);
  if (status == TSQ_OK) status = tsqp_fit_coefficients(rma, &engine, &at_tau2, &rss);
  if (status == TSQ_OK) status = tsqp_fit_statistics_of(rma, &engine, &at_tau2, rss);
  if (status == TSQ_OK) status = tsqp_fit_heterogeneity(rma, &engine);
  if (status == TSQ_OK) status = tsqp_rma_note_narrow(rma, &engine);
  tsqp_engine_close(&engine);
  return status;
}

static int choose_columns(tsqp_rma *rma, const tsq_data *data) {
  tsq_fit *fit = &rma->fit;
  tsqp_studies *s = &rma->studies;
  int drop = fit->options.redundant == TSQ_REDUNDANT_DROP;
  TSQP_TRY(tsqp_studies_choose_columns(s, fit->options.no_intercept, drop));
  fit->k = s->k;
  fit->left_out = s->dropped;
  fit->n_left_out = s->n_dropped;
  if (s->n_dropped > 0) fit->outcome |= TSQ_OUTCOME_STUDIES_DROPPED;
  if (s->p < data->p + (fit->options.no_intercept ? 0 : 1)) fit->outcome |= TSQ_OUTCOME_COLUMNS_DROPPED;
  if (s->n_zero > 0) fit->outcome |= TSQ_OUTCOME_ZERO_VARIANCE;
  fit->df_residual = (double)s->k - (double)s->p;
  rma->y_unit = ldexp(1, s->exponent);
  rma->v_unit = ldexp(1, 2 * s->exponent);
  TSQP_TRY(tsqp_check_zero_variances(s, &fit->options));
  TSQP_TRY(need_enough_studies(fit));
  TSQP_TRY(tsqp_linear_new(&fit->linear, s->p, 1));
  memcpy(fit->linear.column, s->column, s->p * sizeof *s->column);
  fit->linear.moderators = data->p;
  return tsqp_linear_names(&fit->linear, data->x_names);
}

static int fit_rma(tsq_fit *fit, const void *records) {
  const tsq_data *data = records;
  tsqp_rma *rma = (tsqp_rma *)fit;
  TSQP_TRY(tsqp_rma_check(&fit->options, data));
  TSQP_TRY(tsqp_studies_scan(data, fit->options.missing == TSQ_MISSING_ERROR,
                             tsqp_thread_count(fit->options.threads), &rma->studies));
  TSQP_TRY(choose_columns(rma, data));
  return fit_model(rma);
}

static void moved(tsq_fit *fit, const void *records) {
  tsqp_studies *s = &((tsqp_rma *)fit)->studies;
  size_t ldx = s->data.ldx;
  s->data = *(const tsq_data *)records;
  if (s->data.ldx == 0) s->data.ldx = ldx;
}

static void release(tsq_fit *fit) {
  tsqp_studies_release(&((tsqp_rma *)fit)->studies);
}

static const tsqp_layout *const layouts[] = {&tsqp_data_layout, NULL};
static const tsqp_quantity *const quantities[] = {
    tsqp_common_quantities, tsqp_linear_quantities, tsqp_tau2_quantities,      tsqp_rma_quantities,
    tsqp_omnibus_quantities, tsqp_own_criteria,     tsqp_both_criteria, tsqp_rma_study_quantities, NULL};
static const tsqp_fixable fixable[] = {{"tau2", offsetof(tsq_options, tau2_fixed), offsetof(tsq_options, tau2)},
                                       {NULL, 0, 0}};

const tsqp_class tsqp_rma_class = {
    .name = "rma",
    .title = "Common-effect, random-effects and meta-regression models of effects with their sampling variances",
    .bytes = sizeof(tsqp_rma),
    .traits = TSQP_HAS_LIKELIHOOD | TSQP_HAS_TAU2 | TSQP_HAS_WEIGHTS | TSQP_HAS_EFFECTS | TSQP_HAS_LEGEND,
    .layouts = layouts,
    .options = takes,
    .quantities = quantities,
    .sections = tsqp_rma_sections,
    .fixable = fixable,
    .fit = fit_rma,
    .moved = moved,
    .interval = tsqp_rma_interval,
    .blup = tsqp_rma_blup,
    .word = tsqp_rma_word,
    .describe = tsqp_rma_describe,
    .release = release,
};

int tsq_rma(const tsq_data *data, const tsq_options *options, tsq_fit **fit) {
  return tsqp_new_fit(&tsqp_rma_class, &tsqp_data_layout, data, options, fit);
}
