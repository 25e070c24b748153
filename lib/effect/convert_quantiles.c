/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mean and SD of an arm from minimum, quartiles, median and maximum, for normal data: Luo et al. 2018,
 * doi:10.1177/0962280216669183; Wan et al. 2014, doi:10.1186/1471-2288-14-135; Shi et al. 2020, doi:10.1002/jrsm.1429; and
 * the test whether they can be normal: Shi et al. 2023, doi:10.1177/09622802231172043.
 */
#include "effect/convert.h"

#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"

#include <float.h>

#define FEWEST 5 /* participants for which the approximations were made */

typedef struct summary {
  double n, min, q1, median, q3, max;
  int has_range, has_quartiles;
} summary;

static summary summary_of(const tsq_arm_reports *r, size_t i) {
  summary s = {tsqp_at(r->n, i),
               tsqp_at(r->min, i),
               tsqp_at(r->q1, i),
               tsqp_at(r->median, i),
               tsqp_at(r->q3, i),
               tsqp_at(r->max, i),
               0,
               0};
  if (!(s.n >= FEWEST)) return s;
  s.has_range = !isnan(s.min) && !isnan(s.max);
  s.has_quartiles = !isnan(s.q1) && !isnan(s.q3);
  return s;
}

int tsqp_check_quantiles(const tsq_arm_reports *r) {
  const char *names[] = {"min", "q1", "median", "q3", "max"};
  const double *columns[] = {r->min, r->q1, r->median, r->q3, r->max};
  TSQP_TRY(tsqp_check_range("n", r->n, r->k, DBL_TRUE_MIN, DBL_MAX, "must be > 0 and finite"));
  for (size_t j = 0; j < 5; j++) {
    TSQP_TRY(tsqp_check_range(names[j], columns[j], r->k, -DBL_MAX, DBL_MAX, "must be finite"));
    for (size_t l = j + 1; l < 5; l++) { /* each pair, since those between may be missing */
      TSQP_TRY(tsqp_check_order(names[j], columns[j], names[l], columns[l], r->k));
    }
  }
  return TSQ_OK;
}

tsqp_derived tsqp_mean_of_quantiles(const tsq_arm_reports *reports, size_t i) {
  summary s = summary_of(reports, i);
  double middle_of_range = 0.5 * s.min + 0.5 * s.max, middle_of_quartiles = 0.5 * s.q1 + 0.5 * s.q3;
  double n75 = pow(s.n, 0.75);
  if (isnan(s.median)) return tsqp_nothing();
  if (s.has_range && s.has_quartiles) { /* Luo eq. 15 */
    double w1 = 2.2 / (2.2 + n75), w2 = 0.7 - 0.72 / pow(s.n, 0.55);
    return (tsqp_derived){w1 * middle_of_range + w2 * middle_of_quartiles + (1 - w1 - w2) * s.median,
                          TSQ_SOURCE_FIVE};
  }
  if (s.has_quartiles) { /* eq. 11 */
    double w = 0.7 + 0.39 / s.n;
    return (tsqp_derived){w * middle_of_quartiles + (1 - w) * s.median, TSQ_SOURCE_QUARTILES};
  }
  if (s.has_range) { /* eq. 7 */
    double w = 4 / (4 + n75);
    return (tsqp_derived){w * middle_of_range + (1 - w) * s.median, TSQ_SOURCE_RANGE};
  }
  return tsqp_nothing();
}

tsqp_derived tsqp_sd_of_quantiles(const tsq_arm_reports *reports, size_t i) {
  summary s = summary_of(reports, i);
  /* expected range and interquartile range of n standard normal draws (Blom's approximation); upper tails, as 1 - p loses */
  double xi = -2 * tsqp_normal_quantile(0.625 / (s.n + 0.25));
  double eta = 2 * tsqp_normal_quantile((0.75 * s.n - 0.125) / (s.n + 0.25));
  double by_range = (s.max - s.min) / xi, by_quartiles = (s.q3 - s.q1) / eta;
  if (s.has_range && s.has_quartiles) { /* Shi 2020 eq. 10 */
    double w = 1 / (1 + 0.07 * pow(s.n, 0.6));
    return (tsqp_derived){w * by_range + (1 - w) * by_quartiles, TSQ_SOURCE_FIVE};
  }
  if (s.has_quartiles) return (tsqp_derived){by_quartiles, TSQ_SOURCE_QUARTILES}; /* Wan eq. 16 */
  if (s.has_range) return (tsqp_derived){by_range, TSQ_SOURCE_RANGE};             /* eq. 9 */
  return tsqp_nothing();
}

/* --- skewness: Shi et al. 2023 --- */

typedef struct skewness_test {
  double statistic, critical;
} skewness_test;

static double asymmetry(double low, double middle, double high) {
  return fabs((high - middle) - (middle - low)) / (high - low);
}

static skewness_test test_skewness(const tsq_arm_reports *reports, size_t i) {
  summary s = summary_of(reports, i);
  double n = s.n, root = sqrt(n);
  double of_range = asymmetry(s.min, s.median, s.max), of_quartiles = asymmetry(s.q1, s.median, s.q3);
  if (s.has_range && s.has_quartiles) {
    double weighted = 2.65 * log(0.6 * n) / root * of_range;
    double larger = weighted > of_quartiles || isnan(of_quartiles) ? weighted : of_quartiles;
    return (skewness_test){larger, 3 / root - 40 / (n * n * n)};
  }
  if (s.has_quartiles) return (skewness_test){of_quartiles, 2.65 / root - 6 / (n * n)};
  if (s.has_range) return (skewness_test){of_range, 1 / log(n + 9) + 2.5 / (n + 1)};
  return (skewness_test){NAN, NAN};
}

int tsqp_is_skewed(const tsq_arm_reports *reports, size_t i) {
  skewness_test t = test_skewness(reports, i);
  return t.statistic > t.critical;
}

int tsq_skewness(const tsq_arm_reports *callers, double *statistic, double *critical) {
  tsqp_clear_error();
  tsq_arm_reports reports;
  TSQP_TRY(tsqp_read_data(callers, &reports, sizeof reports, sizeof reports, "tsq_arm_reports"));
  TSQP_NOT_NULL(statistic);
  TSQP_NOT_NULL(critical);
  TSQP_TRY(tsqp_check_quantiles(&reports));
  for (size_t i = 0; i < reports.k; i++) {
    skewness_test t = test_skewness(&reports, i);
    statistic[i] = t.statistic;
    critical[i] = t.critical;
  }
  return TSQ_OK;
}
