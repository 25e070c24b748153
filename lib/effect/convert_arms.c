/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means and SDs of single arms: Cochrane Handbook 6.5, 6.5.2.2. */
#include "effect/convert.h"

#include "base/names.h"
#include "base/number.h"
#include "base/options.h"
#include "base/status.h"

#include <tausq/effect.h>

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

typedef struct arm {
  tsqp_derived mean, sd;
} arm;

static arm derive_arm(const tsq_arm_reports *r, const tsq_convert_options *o, size_t i) {
  return (arm){derive_mean(r, o, i), derive_sd(r, o, i)};
}

/* All outputs may be NULL, or the columns that they are made of. */
static void write_arm(arm a, size_t i, double *mean, double *sd, int32_t *mean_source, int32_t *sd_source) {
  if (mean != NULL) mean[i] = a.mean.value;
  if (sd != NULL) sd[i] = a.sd.value;
  if (mean_source != NULL) mean_source[i] = a.mean.source;
  if (sd_source != NULL) sd_source[i] = a.sd.source;
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
    write_arm(derive_arm(&reports, &o, i), i, mean, sd, mean_source, sd_source);
  }
  return TSQ_OK;
}

/* --- both groups of a study --- */

/* Why the report of an arm gives no mean or no SD. */
static int32_t why_not(const tsq_arm_reports *r, const tsq_convert_options *o, size_t i, arm a) {
  if (!isnan(a.mean.value) && !isnan(a.sd.value)) return TSQ_REASON_NONE;
  if (o->skewed == TSQ_SKEWED_DROP && tsqp_is_skewed(r, i)) return TSQ_REASON_SKEWED;
  /* with more participants, would there be both? */
  const double enough = 1000;
  tsq_arm_reports larger = {.k = 1, .n = &enough};
  const double *const *from[] = {&r->mean, &r->sd, &r->se,     &r->ci_lower, &r->ci_upper, &r->level,
                                 &r->min,  &r->q1, &r->median, &r->q3,       &r->max};
  const double **to[] = {&larger.mean,     &larger.sd,    &larger.se,  &larger.ci_lower,
                         &larger.ci_upper, &larger.level, &larger.min, &larger.q1,
                         &larger.median,   &larger.q3,    &larger.max};
  for (size_t j = 0; j < TSQP_COUNT(to); j++) {
    *to[j] = *from[j] != NULL ? *from[j] + i : NULL;
  }
  tsq_convert_options keep = *o;
  keep.skewed = TSQ_SKEWED_KEEP;
  arm b = derive_arm(&larger, &keep, 0);
  int is_known = !isnan(tsqp_at(r->n, i));
  return is_known && !isnan(b.mean.value) && !isnan(b.sd.value) ? TSQ_REASON_SAMPLE_SIZE : TSQ_REASON_MISSING;
}

/* The less direct of two sources, whose values ascend so; NONE where one of them is. */
static int32_t less_direct(int32_t x, int32_t y) {
  if (x == TSQ_SOURCE_NONE || y == TSQ_SOURCE_NONE) return TSQ_SOURCE_NONE;
  return x > y ? x : y;
}

/* The group that the message of a failed check is about goes in front of it. */
static int check_group(const tsq_arm_reports *r, int group) {
  int status = check_arms(r);
  if (status == TSQ_OK) return TSQ_OK;
  char message[300];
  tsqp_format(message, sizeof message, "%s", tsq_last_error());
  return tsqp_fail(status, "group %d: %s", group, message);
}

int tsq_convert_groups(const tsq_arm_reports *group1, const tsq_arm_reports *group2,
                       const tsq_convert_options *options, double *m1, double *sd1, double *m2, double *sd2,
                       int32_t *source, int32_t *reason) {
  tsqp_clear_error();
  tsq_arm_reports r1, r2 = {.k = 0};
  tsq_convert_options o;
  int both = group2 != NULL;
  TSQP_TRY(tsqp_read_data(group1, &r1, sizeof r1, sizeof r1, "tsq_arm_reports"));
  if (both) TSQP_TRY(tsqp_read_data(group2, &r2, sizeof r2, sizeof r2, "tsq_arm_reports"));
  TSQP_TRY(tsqp_read_convert_options(options, TSQ_REFERENCE_T, &o));
  if (both && r1.k != r2.k) {
    return tsqp_fail(TSQ_ERR_LENGTH, "group1.k = %zu, group2.k = %zu: as many of both", r1.k, r2.k);
  }
  TSQP_TRY(check_group(&r1, 1));
  if (both) TSQP_TRY(check_group(&r2, 2));
  for (size_t i = 0; i < r1.k; i++) {
    arm a = derive_arm(&r1, &o, i), b = both ? derive_arm(&r2, &o, i) : a;
    int32_t why1 = why_not(&r1, &o, i, a), why2 = both ? why_not(&r2, &o, i, b) : TSQ_REASON_NONE;
    write_arm(a, i, m1, sd1, NULL, NULL);
    if (both) write_arm(b, i, m2, sd2, NULL, NULL);
    if (source != NULL) {
      source[i] =
          less_direct(less_direct(a.mean.source, a.sd.source), less_direct(b.mean.source, b.sd.source));
    }
    if (reason != NULL) reason[i] = why1 != TSQ_REASON_NONE ? why1 : why2;
  }
  return TSQ_OK;
}
