/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F14: migraine attacks after 3 months of acupuncture, and against topiramate. The change is a log ratio of two means of the same
 * patients (ROMC, which needs their correlation), shown as percent; the comparison is a log ratio of two rates (IRR) of attacks
 * in patient-months. "Comparable" is taken to mean an interval within 0.8 to 1.25 that holds 1.
 */
#include "review.h"
#include <math.h>

static void draw(const tsq_fit *fit) {
  const tsq_plot_options page = review_page("Migraine attacks in month 3 against before acupuncture");
  const tsq_forest forest = {.options = &page,
                             .study_header = "Trial",
                             .effect_name = "Change, %",
                             .x_label = "Change in the number of attacks, %",
                             .transform = TSQ_TRANSFORM_PERCENT,
                             .digits = 1};
  review_forest(&forest, fit, "f14_migraine_forest");
}

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F14", "Migraine attacks after 3 months of acupuncture");

  review_set change = review_empty_set(review_records("migraine.csv", NULL));
  const tsq_frame *frame = change.frame;
  const tsq_changes pairs = {.k = change.k,
                             .m1i = review_numbers(frame, "m_after"),
                             .sd1i = review_numbers(frame, "sd_after"),
                             .m2i = review_numbers(frame, "m_before"),
                             .sd2i = review_numbers(frame, "sd_before"),
                             .ni = review_numbers(frame, "n1"),
                             .ri = review_numbers(frame, "r")};
  check(tsq_effect_changes(TSQ_ROMC, &pairs, NULL, change.yi, change.vi));
  tsq_fit *fit = NULL;
  check(tsq_rma(&change.data, NULL, &fit));
  const tsq_estimate log_ratio = tsq_coef(fit, 0);
  const tsq_estimate percent = review_shown(&log_ratio, TSQ_TRANSFORM_PERCENT, 1);
  printf("change in attacks        %.1f%%, 95%% CI %.1f%% to %.1f%%\n", percent.estimate, percent.ci_lower,
         percent.ci_upper);
  review_describe(fit, TSQ_TRANSFORM_PERCENT);
  draw(fit);
  tsq_fit_free(fit);

  const tsq_rates attacks = {.k = change.k,
                             .x1i = review_numbers(frame, "attacks1"),
                             .t1i = review_numbers(frame, "n1"),
                             .x2i = review_numbers(frame, "attacks2"),
                             .t2i = review_numbers(frame, "n2")};
  check(tsq_effect_rates(TSQ_IRR, &attacks, NULL, change.yi, change.vi));
  fit = NULL;
  check(tsq_rma(&change.data, NULL, &fit));
  const tsq_estimate log_rate_ratio = tsq_coef(fit, 0);
  const tsq_estimate rate_ratio = review_shown(&log_rate_ratio, TSQ_TRANSFORM_EXP, 1);
  printf("\nrate ratio to topiramate %.2f, 95%% CI %.2f to %.2f\n", rate_ratio.estimate, rate_ratio.ci_lower,
         rate_ratio.ci_upper);
  review_describe(fit, TSQ_TRANSFORM_EXP);
  tsq_fit_free(fit);
  review_free(&change);

  const int comparable = rate_ratio.ci_lower > 0.8 && rate_ratio.ci_lower < 1 && rate_ratio.ci_upper > 1 &&
                         rate_ratio.ci_upper < 1.25;
  char computed[96];
  snprintf(computed, sizeof computed, "%.0f%%, %s", percent.estimate,
           comparable ? "comparable" : "not comparable");
  return review_figure("F14", "migraine attacks, topiramate", "-40%, comparable", computed);
}
