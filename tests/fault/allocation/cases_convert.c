/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means and standard deviations, and estimates, from what was reported. */
#include "every_allocation.h"

#include <math.h>

enum { K = 3 };
static const double n[K] = {40, 62, 35}, n2[K] = {42, 60, 33}, mean[K] = {NAN, 5.2, NAN},
                    se[K] = {NAN, 0.2, NAN}, sd[K] = {1, 1.2, 1.4};
static const double low[K] = {1, NAN, NAN}, q1[K] = {3, NAN, 2}, median[K] = {4, NAN, 3},
                    q3[K] = {5.5, NAN, 4}, high[K] = {9, NAN, NAN};
static const double difference[K] = {0.5, NAN, 1}, lower[K] = {0.1, 0.2, NAN}, upper[K] = {0.9, 0.8, NAN},
                    p[K] = {NAN, NAN, 0.03}, r[K] = {0.5, 0.6, 0.7};

#define COLUMN(t, name)                                                                                      \
  double name[K] = {-7, -7, -7};                                                                             \
  every_output(t, name, sizeof name)
#define SOURCES(t, name)                                                                                     \
  int32_t name[K] = {-7, -7, -7};                                                                            \
  every_output(t, name, sizeof name)

static const tsq_arm_reports arms = {
    .k = K, .n = n, .mean = mean, .se = se, .min = low, .q1 = q1, .median = median, .q3 = q3, .max = high};

static int convert_arms(every_try *t) {
  COLUMN(t, m);
  COLUMN(t, s);
  SOURCES(t, from1);
  SOURCES(t, from2);
  return EVERY(t, tsq_convert_arms(&arms, NULL, m, s, from1, from2));
}

static int skewness(every_try *t) {
  COLUMN(t, statistic);
  COLUMN(t, critical);
  return EVERY(t, tsq_skewness(&arms, statistic, critical));
}

static int differences(every_try *t) {
  const tsq_difference_reports reports = {
      .k = K, .n1 = n, .n2 = n2, .difference = difference, .ci_lower = lower, .ci_upper = upper, .p = p};
  COLUMN(t, s);
  COLUMN(t, e);
  SOURCES(t, from);
  return EVERY(t, tsq_convert_differences(&reports, NULL, s, e, from));
}

static int estimates(every_try *t) {
  const tsq_estimate_reports reports = {
      .k = K, .estimate = difference, .ci_lower = lower, .ci_upper = upper, .p = p};
  COLUMN(t, yi);
  COLUMN(t, vi);
  SOURCES(t, from);
  COLUMN(t, asymmetry);
  return EVERY(t, tsq_convert_estimates(&reports, NULL, yi, vi, from, asymmetry));
}

static int groups(every_try *t) {
  COLUMN(t, m1);
  COLUMN(t, sd1);
  COLUMN(t, m2);
  COLUMN(t, sd2);
  SOURCES(t, from);
  SOURCES(t, why);
  return EVERY(t, tsq_convert_groups(&arms, &arms, NULL, m1, sd1, m2, sd2, from, why));
}

static int effects(every_try *t) {
  const tsq_estimate_reports reports = {.k = K, .estimate = n, .ci_lower = mean, .ci_upper = n2, .p = p};
  COLUMN(t, yi);
  COLUMN(t, vi);
  SOURCES(t, from);
  SOURCES(t, why);
  return EVERY(t, tsq_effect_estimates(TSQ_HR, &reports, NULL, yi, vi, from, why));
}

static int combine(every_try *t) {
  const tsq_arms first = {.k = K, .n = n, .mean = median, .sd = sd},
                 second = {.k = K, .n = n2, .mean = q3, .sd = sd};
  COLUMN(t, all);
  COLUMN(t, m);
  COLUMN(t, s);
  return EVERY(t, tsq_combine_arms(&first, &second, all, m, s));
}

static int change_sd(every_try *t) {
  COLUMN(t, s);
  return EVERY(t, tsq_change_sd(K, sd, sd, r, s));
}

static int change_correlation(every_try *t) {
  COLUMN(t, correlation);
  return EVERY(t, tsq_change_correlation(K, sd, sd, sd, correlation));
}

const every_case every_convert[] = {
    {"tsq_convert_arms", "quantiles", convert_arms, 1},
    {"tsq_convert_groups", "quantiles", groups, 1},
    {"tsq_effect_estimates", "hazard ratios", effects, 1},
    {"tsq_skewness", "quantiles", skewness, 1},
    {"tsq_convert_differences", "intervals", differences, 1},
    {"tsq_convert_estimates", "intervals", estimates, 1},
    {"tsq_combine_arms", "two arms", combine, 1},
    {"tsq_change_sd", "from r", change_sd, 1},
    {"tsq_change_correlation", "from SDs", change_correlation, 1},
    {NULL, NULL, NULL, 0},
};
