/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trials report standard errors, intervals, p values, quartiles. What an effect size needs, means and SDs, can be derived from
 * all of them; the library says of every value from what it was derived, so that the review can say it too.
 *
 * Two are worked examples of the Cochrane Handbook 6.5: the interval (section 6.5.2.2: 25 participants, 30.0 to 34.2, SD 5.09)
 * and the p value (6.5.2.3: 25 and 22 participants, MD 3.8, p = 0.008; t = 2.78, SE = 1.37, SD = 4.69 with rounding on the
 * way). The others were checked by hand in R with the formulas of Luo et al. 2018 and Wan et al. 2014.
 */
#include "tutorial.h"
#include <math.h>

enum { ARMS = 5 };

int main(void) {
  /* five arms, each reported in another way; NaN (here NAN) is "not reported" */
  static const char *const labels[ARMS] = {"mean, SD", "mean, SE", "mean, 95% CI", "quartiles",
                                           "median, range"};
  static const double n[ARMS] = {30, 30, 25, 60, 40};
  static const double mean[ARMS] = {6.1, 6.1, 32.1, NAN, NAN}, sd[ARMS] = {2.3, NAN, NAN, NAN, NAN};
  static const double se[ARMS] = {NAN, 0.42, NAN, NAN, NAN};
  static const double lower[ARMS] = {NAN, NAN, 30.0, NAN, NAN}, upper[ARMS] = {NAN, NAN, 34.2, NAN, NAN};
  static const double q1[ARMS] = {NAN, NAN, NAN, 4.5, NAN}, median[ARMS] = {NAN, NAN, NAN, 6.0, 6.0},
                      q3[ARMS] = {NAN, NAN, NAN, 7.8, NAN};
  static const double min[ARMS] = {NAN, NAN, NAN, NAN, 1.0}, max[ARMS] = {NAN, NAN, NAN, NAN, 10.0};
  const tsq_arm_reports reports = {.k = ARMS,
                                   .n = n,
                                   .mean = mean,
                                   .sd = sd,
                                   .se = se,
                                   .ci_lower = lower,
                                   .ci_upper = upper,
                                   .min = min,
                                   .q1 = q1,
                                   .median = median,
                                   .q3 = q3,
                                   .max = max};
  double mean_of[ARMS], sd_of[ARMS];
  int32_t mean_source[ARMS], sd_source[ARMS];
  check(tsq_convert_arms(&reports, NULL, mean_of, sd_of, mean_source, sd_source));
  for (size_t i = 0; i < ARMS; i++)
    printf("%-14s mean %.4f (%s), SD %.4f (%s)\n", labels[i], mean_of[i], tsq_source_name(mean_source[i]),
           sd_of[i], tsq_source_name(sd_source[i]));

  /* two arms of which only the difference and its p value are known */
  const double n1 = 25, n2 = 22, difference = 3.8, p = 0.008;
  const tsq_difference_reports between = {.k = 1, .n1 = &n1, .n2 = &n2, .difference = &difference, .p = &p};
  double common_sd, standard_error;
  int32_t source;
  check(tsq_convert_differences(&between, NULL, &common_sd, &standard_error, &source));
  printf("\nMD 3.8, p = 0.008: SE %.2f, SD %.2f (%s)\n", standard_error, common_sd, tsq_source_name(source));

  /* an odds ratio with its interval becomes yi and vi on the log scale */
  const double odds_ratio = 0.72, low = 0.55, high = 0.94;
  const tsq_estimate_reports ratio = {.k = 1, .estimate = &odds_ratio, .ci_lower = &low, .ci_upper = &high};
  double yi, vi;
  check(tsq_convert_estimates(&ratio, TSQ_CONVERT_OPTIONS(.transform = TSQ_TRANSFORM_EXP), &yi, &vi, NULL,
                              NULL));
  printf("OR 0.72 [0.55, 0.94]: yi = %.4f, vi = %.6f\n", yi, vi);
  return EXIT_SUCCESS;
}
