/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F4: function at 3 months against sham, Roland-Morris Disability Questionnaire (RMDQ, 0-24). As F2, on another scale; the
 * prediction interval says how much a new trial's true effect may differ from the mean.
 */
#include "review.h"

static void draw(const review_set *function, const tsq_fit *fit) {
  review_columns arms;
  review_arm_columns(function, "Sham", &arms);
  const tsq_plot_options page = review_page("Function at 3 months, acupuncture against sham (RMDQ 0-24)");
  const tsq_forest forest = {.options = &page,
                             .columns = arms.columns,
                             .n_columns = REVIEW_ARM_COLUMNS,
                             .study_header = "Trial",
                             .favours_left = "Favours acupuncture",
                             .favours_right = "Favours sham"};
  review_forest(&forest, fit, "f04_function_forest");
  review_columns_free(&arms);
}

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F4", "Function at 3 months, acupuncture against sham, RMDQ 0-24");

  review_set function =
      review_means(TSQ_MD, "outcomes.csv", "outcome == function & month == 3 & comparator == sham");
  tsq_fit *fit = NULL;
  check(tsq_rma(&function.data, TSQ_OPTIONS(.measure = TSQ_MD), &fit));
  const tsq_estimate md = tsq_coef(fit, 0);

  printf("participants             %.0f\n", review_participants(&function));
  printf("mean difference          %.3f, 95%% CI %.3f to %.3f, %s\n", md.estimate, md.ci_lower, md.ci_upper,
         review_p(md.p_value));
  review_describe(fit, 0);
  tsq_beyond beyond = {.size = sizeof beyond};
  check(tsq_probability_beyond(fit, NULL, 0, -1, &beyond));
  printf("a new trial's true effect is a benefit with probability %.2f\n", beyond.probability);
  draw(&function, fit);

  char computed[64];
  snprintf(computed, sizeof computed, "MD %.1f [%.1f, %.1f]", md.estimate, md.ci_lower, md.ci_upper);
  tsq_fit_free(fit);
  review_free(&function);
  return review_figure("F4", "function at 3 months vs sham", "MD -2.1 [-2.6, -1.6]", computed);
}
