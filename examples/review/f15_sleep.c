/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F15: slow-wave sleep in insomnia. Minutes differ between laboratories, ratios less so: the log ratio of means (ROM, Hedges et al.
 * 1999, doi:10.2307/177062) against sham, shown as percent.
 */
#include "review.h"
#include <math.h>

static void draw(const review_set *sleep, const tsq_fit *fit) {
  review_columns arms;
  review_arm_columns(sleep, "Sham", &arms);
  const tsq_plot_options page = review_page("Minutes of slow-wave sleep, acupuncture against sham");
  const tsq_forest forest = {.options = &page,
                             .columns = arms.columns,
                             .n_columns = REVIEW_ARM_COLUMNS,
                             .study_header = "Trial",
                             .effect_name = "Ratio",
                             .x_label = "Ratio of means",
                             .favours_left = "Favours sham",
                             .favours_right = "Favours acupuncture",
                             .transform = TSQ_TRANSFORM_EXP,
                             .x_min = 0.8,
                             .x_max = 1.8};
  review_forest(&forest, fit, "f15_sleep_forest");
  review_columns_free(&arms);
}

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F15", "Slow-wave sleep in insomnia, acupuncture against sham");

  review_set sleep = review_means(TSQ_ROM, "insomnia.csv", NULL);
  tsq_fit *fit = NULL;
  check(tsq_rma(&sleep.data, NULL, &fit));
  const tsq_estimate log_ratio = tsq_coef(fit, 0);
  const tsq_estimate ratio = review_shown(&log_ratio, TSQ_TRANSFORM_EXP, 1);
  const tsq_estimate percent = review_shown(&log_ratio, TSQ_TRANSFORM_PERCENT, 1);

  printf("participants             %.0f\n", review_participants(&sleep));
  printf("ratio of means           %.3f, 95%% CI %.3f to %.3f, %s\n", ratio.estimate, ratio.ci_lower,
         ratio.ci_upper, review_p(ratio.p_value));
  printf("in percent               %+.1f%%, 95%% CI %+.1f%% to %+.1f%%\n", percent.estimate, percent.ci_lower,
         percent.ci_upper);
  review_describe(fit, TSQ_TRANSFORM_EXP);
  draw(&sleep, fit);

  char computed[32];
  snprintf(computed, sizeof computed, "%+.0f%%", percent.estimate);
  tsq_fit_free(fit);
  review_free(&sleep);
  return review_figure("F15", "slow-wave sleep duration", "+22%", computed);
}
