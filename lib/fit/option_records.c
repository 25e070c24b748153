/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record an option of tsq_options: its help, range and names are here and nowhere else. */
#include "fit/options.h"

#include <math.h>
#include <stddef.h>

#define NAMED(id_, member, enum_, name_fn, from_fn, text_, metafor_)                                  \
  {.id = id_, .type = TSQ_OPTION_ENUM, .offset = offsetof(tsq_options, member), .name = #member,             \
   .enum_name = #enum_, .name_of = name_fn, .from_name = from_fn, .text = text_, .metafor = metafor_}
#define FLAG(id_, member, text_, metafor_)                                                                   \
  {.id = id_, .type = TSQ_OPTION_FLAG, .offset = offsetof(tsq_options, member), .name = #member,             \
   .lowest = 0, .highest = 1, .rule = "0 or 1", .text = text_, .metafor = metafor_}
#define WHOLE(id_, member, low, high, rule_, text_, metafor_)                                                \
  {.id = id_, .type = TSQ_OPTION_WHOLE, .offset = offsetof(tsq_options, member), .name = #member,            \
   .lowest = low, .highest = high, .rule = rule_, .text = text_, .metafor = metafor_}
#define NUMBER(id_, member, low, high, rule_, text_, metafor_)                                               \
  {.id = id_, .type = TSQ_OPTION_NUMBER, .offset = offsetof(tsq_options, member), .name = #member,           \
   .lowest = low, .highest = high, .rule = rule_, .text = text_, .metafor = metafor_}

static const tsqp_option records[] = {
    NAMED(TSQP_OPT_PRESET, preset, tsq_preset, tsq_preset_name, tsq_preset_from_name,
          "conventions of an authority, for every option left out", NULL),
    NAMED(TSQP_OPT_METHOD, method, tsq_method, tsq_method_name, tsq_method_from_name, "estimator of tau2", "method"),
    NAMED(TSQP_OPT_TEST, test, tsq_test, tsq_test_name, tsq_test_from_name, "tests and intervals of the coefficients",
          "test"),
    NAMED(TSQP_OPT_CI_KIND, ci_kind, tsq_tau2_ci_kind, tsq_tau2_ci_name, tsq_tau2_ci_from_name,
          "confidence interval for tau2", "type (confint)"),
    NAMED(TSQP_OPT_PI_KIND, pi_kind, tsq_pi_kind, tsq_pi_name, tsq_pi_from_name, "kind of prediction interval",
          "pi.type (predict)"),
    NAMED(TSQP_OPT_I2_KIND, i2_kind, tsq_i2_kind, tsq_i2_name, tsq_i2_from_name, "where I2 and H2 come from", NULL),
    FLAG(TSQP_OPT_NO_INTERCEPT, no_intercept, "a model without intercept", "intercept"),
    NAMED(TSQP_OPT_MISSING, missing, tsq_missing, tsq_missing_name, tsq_missing_from_name,
          "what is done with studies that lack a number", NULL),
    NAMED(TSQP_OPT_REDUNDANT, redundant, tsq_redundant, tsq_redundant_name, tsq_redundant_from_name,
          "what is done with moderators that follow from others", NULL),
    NAMED(TSQP_OPT_WEIGHTING, weighting, tsq_weighting, tsq_weighting_name, tsq_weighting_from_name,
          "weights of the coefficients", "weighted"),
    FLAG(TSQP_OPT_TAU2_FIXED, tau2_fixed, "tau2 is given, not estimated", NULL),
    WHOLE(TSQP_OPT_THREADS, threads, -1, INT32_MAX, "a number of threads, 0 for one, -1 for one a processor",
          "threads of the passes over the data", NULL),
    NUMBER(TSQP_OPT_TAU2, tau2, 0, HUGE_VAL, "a fixed tau2 must be finite and >= 0", "the tau2 that is given", "tau2"),
    NUMBER(TSQP_OPT_LEVEL, level, 0, 1, "a confidence level lies between 0 and 1, such as 0.95", "confidence level",
           "level (in percent)"),
    NAMED(TSQP_OPT_MEASURE, measure, tsq_measure, tsq_measure_name, tsq_measure_from_name, "what is pooled", "measure"),
    NAMED(TSQP_OPT_KEEP, keep, tsq_keep, tsq_keep_name, tsq_keep_from_name, "what the fit keeps of the caller's arrays",
          NULL),
    NAMED(TSQP_OPT_GLMM_MODEL, glmm_model, tsq_glmm_model, tsq_glmm_model_name, tsq_glmm_model_from_name,
          "which generalized linear mixed model", "model"),
    NAMED(TSQP_OPT_COVARIANCE, covariance, tsq_glmm_covariance, tsq_glmm_covariance_name,
          tsq_glmm_covariance_from_name, "which covariance matrix of the coefficients", NULL),
    WHOLE(TSQP_OPT_NODES, nodes, 0, 200, "1 to 200, or 0: as many as it takes", "nodes of quadrature", "nAGQ"),
    FLAG(TSQP_OPT_KEEP00, keep00, "studies without events, or with events only, count", "drop00"),
    FLAG(TSQP_OPT_NO_CORRECTION, no_correction, "the Cochran-Mantel-Haenszel test without continuity correction", "correct"),
    NAMED(TSQP_OPT_ADD_MODE, add_mode, tsq_add_mode, tsq_add_mode_name, tsq_add_mode_from_name,
          "where the amount that is added to cells comes from", NULL),
    NAMED(TSQP_OPT_TO, to, tsq_to, tsq_to_name, tsq_to_from_name, "to which studies an amount is added", "to"),
    NUMBER(TSQP_OPT_ADD, add, 0, HUGE_VAL, "an amount that is finite and >= 0", "the amount that is added to cells", "add"),
};

size_t tsqp_option_count(void) {
  return TSQP_COUNT(records);
}

const tsqp_option *tsqp_option_at(size_t index) {
  return index < TSQP_COUNT(records) ? &records[index] : NULL;
}
