/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arms that were reported in different ways: SD, standard error, confidence interval, quartiles. They become means and SDs,
 * then standardized mean differences. The first arm's SD from its CI is the example of the Cochrane Handbook, section 6.5.2.2.
 */
#include <math.h>
#include <stdio.h>
#include <tausq.h>

int main(void) {
  enum { ARMS = 4 };
  static const double n[ARMS] = {25, 40, 60, 50};
  const double mean[ARMS] = {32.1, 30.0, NAN, 28.5};
  const double sd[ARMS] = {NAN, NAN, NAN, 6.1};
  const double se[ARMS] = {NAN, 0.9, NAN, NAN};
  const double ci_lower[ARMS] = {30.0, NAN, NAN, NAN};
  const double ci_upper[ARMS] = {34.2, NAN, NAN, NAN};
  const double q1[ARMS] = {NAN, NAN, 25.0, NAN};
  const double median[ARMS] = {NAN, NAN, 29.0, NAN};
  const double q3[ARMS] = {NAN, NAN, 34.0, NAN};
  double m[ARMS];
  double s[ARMS];
  int32_t source[ARMS];

  tsq_arm_reports reports = {.k = ARMS,
                             .n = n,
                             .mean = mean,
                             .sd = sd,
                             .se = se,
                             .ci_lower = ci_lower,
                             .ci_upper = ci_upper,
                             .q1 = q1,
                             .median = median,
                             .q3 = q3};
  if (tsq_convert_arms(&reports, NULL, m, s, NULL, source) != TSQ_OK) {
    fprintf(stderr, "%s\n", tsq_last_error());
    return 1;
  }
  for (int i = 0; i < ARMS; i++) {
    printf("arm %d: mean %.2f, SD %.2f (SD from %s)\n", i + 1, m[i], s[i], tsq_source_name(source[i]));
  }

  /* arms 1 and 2 are one trial's groups, arms 3 and 4 another's */
  const double m1[2] = {m[0], m[2]}, sd1[2] = {s[0], s[2]}, n1[2] = {n[0], n[2]};
  const double m2[2] = {m[1], m[3]}, sd2[2] = {s[1], s[3]}, n2[2] = {n[1], n[3]};
  double yi[2];
  double vi[2];
  tsq_means arms = {.k = 2, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2};
  if (tsq_effect_means(TSQ_SMD, &arms, NULL, yi, vi) != TSQ_OK) {
    fprintf(stderr, "%s\n", tsq_last_error());
    return 1;
  }
  for (int i = 0; i < 2; i++) {
    printf("trial %d: standardized mean difference %.3f (variance %.4f)\n", i + 1, yi[i], vi[i]);
  }
  return 0;
}
