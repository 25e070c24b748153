/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/convert.h"

#include "base/names.h"
#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"

static const tsqp_name sources[] = {{TSQ_SOURCE_NONE, "none"},
                                    {TSQ_SOURCE_GIVEN, "given"},
                                    {TSQ_SOURCE_SE, "se"},
                                    {TSQ_SOURCE_CI, "ci"},
                                    {TSQ_SOURCE_STATISTIC, "statistic"},
                                    {TSQ_SOURCE_P, "p"},
                                    {TSQ_SOURCE_FIVE, "five numbers"},
                                    {TSQ_SOURCE_QUARTILES, "quartiles"},
                                    {TSQ_SOURCE_RANGE, "range"},
                                    {TSQ_SOURCE_O_E, "o-e"}};

const char *tsq_source_name(int32_t source) {
  return tsqp_name_of(sources, TSQP_COUNT(sources), source);
}

int tsq_source_from_name(const char *name, int32_t *source) {
  tsqp_clear_error();
  TSQP_NOT_NULL(source);
  return tsqp_value_of(sources, TSQP_COUNT(sources), "source", name, source);
}

static const tsqp_name scales[] = {{TSQ_SCALE_SHOWN, "shown"}, {TSQ_SCALE_YI, "yi"}};

const char *tsq_scale_name(int32_t scale) {
  return tsqp_name_of(scales, TSQP_COUNT(scales), scale);
}

int tsq_scale_from_name(const char *name, int32_t *scale) {
  tsqp_clear_error();
  TSQP_NOT_NULL(scale);
  return tsqp_value_of(scales, TSQP_COUNT(scales), "scale", name, scale);
}

TSQP_NO_PADDING(tsq_convert_options, scale, sizeof(size_t) + sizeof(double) + 4 * sizeof(int32_t));

int tsqp_read_convert_options(const tsq_convert_options *callers, int32_t reference, tsq_convert_options *o) {
  TSQP_TRY(tsqp_read_scaled_options(callers, reference, o));
  if (o->scale != 0) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.scale = %d: only tsq_effect_estimates() has scales",
                     (int)o->scale);
  }
  return TSQ_OK;
}

int tsqp_read_scaled_options(const tsq_convert_options *callers, int32_t reference, tsq_convert_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_convert_options"));
  if (o->scale != 0 && tsq_scale_name(o->scale) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.scale = %d", (int)o->scale);
  }
  if (o->level == 0) o->level = 0.95;
  if (!(o->level > 0 && o->level < 1)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.level = %g: between 0 and 1", o->level);
  }
  if (o->reference == 0) o->reference = reference;
  if (o->reference != TSQ_REFERENCE_T && o->reference != TSQ_REFERENCE_NORMAL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.reference = %d", (int)o->reference);
  }
  if (o->skewed == 0) o->skewed = TSQ_SKEWED_DROP;
  if (o->skewed != TSQ_SKEWED_DROP && o->skewed != TSQ_SKEWED_KEEP) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.skewed = %d", (int)o->skewed);
  }
  return TSQ_OK;
}

int tsqp_check_range(const char *name, const double *x, size_t k, double lowest, double highest,
                     const char *rule) {
  for (size_t i = 0; x != NULL && i < k; i++) {
    if (x[i] < lowest || x[i] > highest) {
      return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g: %s", name, i, x[i], rule);
    }
  }
  return TSQ_OK;
}

int tsqp_check_order(const char *lower_name, const double *lower, const char *upper_name, const double *upper,
                     size_t k) {
  for (size_t i = 0; lower != NULL && upper != NULL && i < k; i++) {
    if (lower[i] > upper[i]) {
      return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g > %s[%zu] = %g", lower_name, i, lower[i], upper_name, i,
                       upper[i]);
    }
  }
  return TSQ_OK;
}

double tsqp_se_of_interval(double lower, double upper, double level, double df) {
  return (upper - lower) / (2 * tsqp_t_critical(level, df));
}
