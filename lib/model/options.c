/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defaults and presets of tsq_options: what each authority does, in one table. */
#include "base/options.h"
#include "base/names.h"
#include "base/status.h"
#include "model/fit.h"

#include <assert.h>
#include <math.h>

TSQP_NO_PADDING(tsq_options, level, sizeof(size_t) + 12 * sizeof(int32_t) + 2 * sizeof(double));
static_assert(sizeof(tsq_estimate) == 7 * sizeof(double), "fixed for ever");

#define DEFAULT_LEVEL 0.95

typedef struct preset {
  int32_t name, method, test, ci_kind, pi_kind, pi_kind_z, i2_kind;
} preset;

static const preset presets[] = {
    {TSQ_PRESET_COCHRANE, TSQ_REML, TSQ_KNHA, TSQ_CI_QP, TSQ_PI_K1, TSQ_PI_NORMAL, TSQ_I2_TAU2},
    {TSQ_PRESET_METAFOR, TSQ_REML, TSQ_Z, TSQ_CI_QP, TSQ_PI_T, TSQ_PI_NORMAL, TSQ_I2_TAU2},
    {TSQ_PRESET_META, TSQ_REML, TSQ_Z, TSQ_CI_QP, TSQ_PI_K1, TSQ_PI_K1, TSQ_I2_Q},
    {TSQ_PRESET_STATA, TSQ_REML, TSQ_Z, TSQ_CI_QP, TSQ_PI_HTS, TSQ_PI_HTS, TSQ_I2_TAU2},
};

static const preset *find_preset(int32_t name) {
  for (size_t i = 0; i < TSQP_COUNT(presets); i++) {
    if (presets[i].name == name) return &presets[i];
  }
  return NULL;
}

static void fill(int32_t *option, int32_t value) {
  if (*option == 0) *option = value;
}

static int unknown(const char *option, int32_t value) {
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.%s = %d is not one of its values", option, (int)value);
}

static int check_flag(const char *option, int32_t value) {
  if (value != 0 && value != 1)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.%s = %d: 0 or 1", option, (int)value);
  return TSQ_OK;
}

static int check_numbers(const tsq_options *o) {
  if (!(o->level > 0 && o->level < 1)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "options.level = %g: a confidence level lies between 0 and 1, such as 0.95", o->level);
  }
  if (o->tau2_fixed && !(o->tau2 >= 0 && isfinite(o->tau2))) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.tau2 = %g: a fixed tau2 must be finite and >= 0", o->tau2);
  }
  if (!o->tau2_fixed && o->tau2 != 0) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.tau2 = %g is given but options.tau2_fixed is 0", o->tau2);
  }
  return TSQ_OK;
}

static int check_values(const tsq_options *o) {
  if (tsq_method_name(o->method) == NULL) return unknown("method", o->method);
  if (tsq_test_name(o->test) == NULL) return unknown("test", o->test);
  if (tsq_tau2_ci_name(o->ci_kind) == NULL) return unknown("ci_kind", o->ci_kind);
  if (tsq_pi_name(o->pi_kind) == NULL) return unknown("pi_kind", o->pi_kind);
  if (tsq_i2_name(o->i2_kind) == NULL) return unknown("i2_kind", o->i2_kind);
  if (o->missing != TSQ_MISSING_OMIT && o->missing != TSQ_MISSING_ERROR)
    return unknown("missing", o->missing);
  if (o->redundant != TSQ_REDUNDANT_ERROR && o->redundant != TSQ_REDUNDANT_DROP)
    return unknown("redundant", o->redundant);
  if (o->weighting != TSQ_WEIGHT_INVERSE_VARIANCE && o->weighting != TSQ_WEIGHT_EQUAL) {
    return unknown("weighting", o->weighting);
  }
  if (o->threads < -1) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "options.threads = %d: a number of threads, 0 for one, -1 for one a processor",
                     (int)o->threads);
  }
  TSQP_TRY(check_flag("no_intercept", o->no_intercept));
  TSQP_TRY(check_flag("tau2_fixed", o->tau2_fixed));
  return check_numbers(o);
}

static int check_combinations(const tsq_options *o, const tsq_data *data) {
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

int tsqp_resolve_options(const tsq_options *callers, const tsq_data *data, tsq_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_options"));
  o->size = sizeof *o;
  fill(&o->preset, TSQ_PRESET_COCHRANE);
  const preset *bundle = find_preset(o->preset);
  if (bundle == NULL) return unknown("preset", o->preset);
  fill(&o->method, bundle->method);
  fill(&o->test, bundle->test);
  fill(&o->ci_kind, o->method == TSQ_GENQ ? TSQ_CI_GENQ : bundle->ci_kind);
  fill(&o->pi_kind, o->test == TSQ_Z ? bundle->pi_kind_z : bundle->pi_kind);
  fill(&o->i2_kind, bundle->i2_kind);
  fill(&o->missing, TSQ_MISSING_OMIT);
  fill(&o->redundant, TSQ_REDUNDANT_ERROR);
  fill(&o->weighting, TSQ_WEIGHT_INVERSE_VARIANCE);
  if (o->level == 0) o->level = DEFAULT_LEVEL;
  TSQP_TRY(check_values(o));
  return check_combinations(o, data);
}
