/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means and SDs of single arms: Cochrane Handbook 6.5, 6.5.2.2. */
#include "effect/convert.h"

#include "base/options.h"
#include "base/status.h"

#include <float.h>

static int check_arms(const tsq_arm_reports *r) {
  TSQP_TRY(tsqp_check_range("mean", r->mean, r->k, -DBL_MAX, DBL_MAX, "must be finite"));
  TSQP_TRY(tsqp_check_range("sd", r->sd, r->k, 0, DBL_MAX, "must be >= 0 and finite"));
  TSQP_TRY(tsqp_check_range("se", r->se, r->k, 0, DBL_MAX, "must be >= 0 and finite"));
  TSQP_TRY(tsqp_check_range("ci_lower", r->ci_lower, r->k, -DBL_MAX, DBL_MAX, "must be finite"));
  TSQP_TRY(tsqp_check_range("ci_upper", r->ci_upper, r->k, -DBL_MAX, DBL_MAX, "must be finite"));
  TSQP_TRY(tsqp_check_order("ci_lower", r->ci_lower, "ci_upper", r->ci_upper, r->k));
  TSQP_TRY(tsqp_check_range("level", r->level, r->k, DBL_TRUE_MIN, 1 - 0x1p-53, "must be between 0 and 1"));
  return tsqp_check_quantiles(r);
}

static tsqp_derived derive_mean(const tsq_arm_reports *r, const tsq_convert_options *o, size_t i) {
  double mean = tsqp_at(r->mean, i), middle = 0.5 * tsqp_at(r->ci_lower, i) + 0.5 * tsqp_at(r->ci_upper, i);
  if (!isnan(mean)) return (tsqp_derived){mean, TSQ_SOURCE_GIVEN};
  if (!isnan(middle)) return (tsqp_derived){middle, TSQ_SOURCE_CI};
  if (o->skewed == TSQ_SKEWED_DROP && tsqp_is_skewed(r, i)) return tsqp_nothing();
  return tsqp_mean_of_quantiles(r, i);
}

static tsqp_derived derive_sd(const tsq_arm_reports *r, const tsq_convert_options *o, size_t i) {
  double sd = tsqp_at(r->sd, i), n = tsqp_at(r->n, i);
  if (!isnan(sd)) return (tsqp_derived){sd, TSQ_SOURCE_GIVEN};
  double root = sqrt(n), by_se = tsqp_at(r->se, i) * root;
  if (!isnan(by_se)) return (tsqp_derived){by_se, TSQ_SOURCE_SE};
  double level = tsqp_at(r->level, i), df = o->reference == TSQ_REFERENCE_T ? n - 1 : HUGE_VAL;
  double by_ci = root * tsqp_se_of_interval(tsqp_at(r->ci_lower, i), tsqp_at(r->ci_upper, i),
                                            isnan(level) ? o->level : level, df);
  if (!isnan(by_ci)) return (tsqp_derived){by_ci, TSQ_SOURCE_CI};
  if (o->skewed == TSQ_SKEWED_DROP && tsqp_is_skewed(r, i)) return tsqp_nothing();
  return tsqp_sd_of_quantiles(r, i);
}

int tsq_convert_arms(const tsq_arm_reports *callers, const tsq_convert_options *options, double *mean,
                     double *sd, int32_t *mean_source, int32_t *sd_source) {
  tsqp_clear_error();
  tsq_arm_reports reports;
  tsq_convert_options o;
  TSQP_TRY(tsqp_read_data(callers, &reports, sizeof reports, sizeof reports, "tsq_arm_reports"));
  TSQP_TRY(tsqp_read_convert_options(options, TSQ_REFERENCE_T, &o));
  TSQP_TRY(check_arms(&reports));
  for (size_t i = 0; i < reports.k; i++) {
    tsqp_derived m = derive_mean(&reports, &o, i), s = derive_sd(&reports, &o, i);
    if (mean != NULL) mean[i] = m.value;
    if (sd != NULL) sd[i] = s.value;
    if (mean_source != NULL) mean_source[i] = m.source;
    if (sd_source != NULL) sd_source[i] = s.source;
  }
  return TSQ_OK;
}
