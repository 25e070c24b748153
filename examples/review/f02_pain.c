/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F2: pain at 3 months against sham, VAS 0-10. Mean differences from the arms' means, SDs and sizes, pooled by a
 * random-effects model under the default conventions (REML, Knapp-Hartung), and shown as a forest plot.
 */
#include "review.h"

static void draw(const review_set *pain, const tsq_fit *fit) {
  review_columns arms;
  review_arm_columns(pain, "Sham", &arms);
  const tsq_plot_options page = review_page("Pain at 3 months, acupuncture against sham (VAS 0-10)");
  const tsq_forest forest = {.options = &page,
                             .columns = arms.columns,
                             .n_columns = REVIEW_ARM_COLUMNS,
                             .study_header = "Trial",
                             .favours_left = "Favours acupuncture",
                             .favours_right = "Favours sham",
                             .show_threshold = TSQ_SHOW,
                             .threshold = -0.3,
                             .threshold_label = "MCID"};
  review_forest(&forest, fit, "f02_pain_forest");
  review_columns_free(&arms);
}

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F2", "Pain at 3 months, acupuncture against sham, VAS 0-10");

  review_set pain = review_means(TSQ_MD, "outcomes.csv", "outcome == pain & month == 3 & comparator == sham");
  tsq_fit *fit = NULL;
  check(tsq_rma(&pain.data, TSQ_OPTIONS(.measure = TSQ_MD), &fit));
  const tsq_estimate md = tsq_coef(fit, 0);

  printf("participants             %.0f\n", review_participants(&pain));
  printf("mean difference          %.3f, 95%% CI %.3f to %.3f, %s\n", md.estimate, md.ci_lower, md.ci_upper,
         review_p(md.p_value));
  review_describe(fit, 0);
  draw(&pain, fit);

  char computed[64];
  snprintf(computed, sizeof computed, "MD %.2f [%.2f, %.2f]", md.estimate, md.ci_lower, md.ci_upper);
  tsq_fit_free(fit);
  review_free(&pain);
  return review_figure("F2", "pain at 3 months vs sham", "MD -0.51 [-0.62, -0.40]", computed);
}
