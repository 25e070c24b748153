/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Standardized mean differences (Hedges' g) from the arms' means, SDs and sizes, where trials measured on different scales.
 *
 * The data: days in hospital after stroke, specialist care against routine care, nine trials (Normand 1999,
 * doi:10.1002/(SICI)1097-0258(19990215)18:3<321::AID-SIM28>3.0.CO;2-P), as dat.normand1999 of the R package metadat.
 * Programs differ in the variance of g: vtype names it. Checked with metafor 3.8.1:
 * escalc(measure = "SMD", vtype = "LS" or "UB"), rma(yi, vi, test = "knha"): -0.5371, 95% CI -1.2503 to 0.1761.
 */
#include "tutorial.h"

enum { K = 9 };

int main(void) {
  static const double n1[K] = {155, 31, 75, 18, 8, 57, 34, 110, 60},
                      m1[K] = {55, 27, 64, 66, 14, 19, 52, 21, 30},
                      sd1[K] = {47, 7, 17, 20, 8, 7, 45, 16, 27},
                      n2[K] = {156, 32, 71, 18, 13, 52, 33, 183, 52},
                      m2[K] = {75, 29, 119, 137, 18, 18, 41, 31, 23},
                      sd2[K] = {64, 4, 29, 48, 11, 4, 34, 27, 20};
  static const char *const labels[K] = {"Edinburgh",        "Orpington-Mild", "Orpington-Moderate",
                                        "Orpington-Severe", "Montreal-Home",  "Montreal-Transfer",
                                        "Newcastle",        "Umea",           "Uppsala"};
  const tsq_means arms = {.k = K, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2};
  double g[K], large_sample[K], unbiased[K];
  check(tsq_effect_means(TSQ_SMD, &arms, NULL, g, large_sample));
  check(tsq_effect_means(TSQ_SMD, &arms, TSQ_EFFECT_OPTIONS(.vtype = TSQ_UB), NULL, unbiased));
  printf("%-20s %8s %8s %8s\n", "trial", "g", "v (LS)", "v (UB)");
  for (size_t i = 0; i < K; i++)
    printf("%-20s %8.4f %8.4f %8.4f\n", labels[i], g[i], large_sample[i], unbiased[i]);

  tsq_fit *fit = NULL;
  check(tsq_rma(&(tsq_data){.k = K, .yi = g, .vi = large_sample, .labels = labels}, NULL, &fit));
  const tsq_estimate mean = tsq_coef(fit, 0);
  printf("\npooled g = %.4f, 95%% CI %.4f to %.4f, p = %.4f, tau2 = %.4f, I2 = %.1f%%\n", mean.estimate,
         mean.ci_lower, mean.ci_upper, mean.p_value, tsq_fit_value(fit, "tau2"), tsq_fit_value(fit, "I2"));

  /* in words: the probability that a patient under specialist care stays shorter than one under routine care */
  tsq_estimate superiority;
  check(tsq_transform_estimate(TSQ_TRANSFORM_DTOCLES, NULL, &mean, &superiority));
  printf("P(longer stay under specialist care) = %.2f, 95%% CI %.2f to %.2f\n", superiority.estimate,
         superiority.ci_lower, superiority.ci_upper);
  tsq_fit_free(fit);
  return EXIT_SUCCESS;
}
