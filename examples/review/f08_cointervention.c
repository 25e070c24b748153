/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F8: which co-intervention goes with the strongest effect? A subgroup analysis, each group with its own tau2, and the test for
 * subgroup differences (Borenstein & Higgins 2013, doi:10.1007/s11121-013-0377-7). The article's is the chi-squared test, which takes
 * the groups' standard errors for known; Welch's F, which does not, is the library's default and says that less is shown. Either compares
 * trials that differ in other ways too: an association, not an experiment.
 */
#include "review.h"

static void draw(const tsq_fit *groups) {
  const tsq_plot_options page = review_page("Pain at 3 months by co-intervention");
  const tsq_forest forest = {.options = &page,
                             .study_header = "Trial",
                             .x_label = "Mean difference (VAS 0-10)",
                             .favours_left = "Favours acupuncture",
                             .favours_right = "Favours sham",
                             .show_threshold = TSQ_SHOW,
                             .threshold = -0.3,
                             .threshold_label = "MCID"};
  review_forest(&forest, groups, "f08_cointervention_forest");
}

int main(int argc, char **argv) {
  static const char *const names[] = {"Counselling and movement", "Counselling", "Movement", "None"};
  review_start(argc, argv);
  review_headline("F8", "Reduction of pain by co-intervention");

  review_set pain = review_means(TSQ_MD, "outcomes.csv", "outcome == pain & month == 3 & comparator == sham");
  const int32_t *codes = NULL; /* levels in alphabetical order: both, counselling, movement, none */
  check(tsq_frame_codes(pain.frame, "cointervention", &codes));
  tsq_fit *fit = NULL, *groups = NULL;
  check(tsq_rma(&pain.data, TSQ_OPTIONS(.measure = TSQ_MD), &fit));
  check(tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .names = names, .n = 4), &groups));

  size_t strongest = 0;
  double largest = 0;
  for (size_t g = 0; g < tsq_fit_extent(groups, "group"); g++) {
    const tsq_estimate effect = tsq_coef(groups, g);
    const tsq_fit *part = tsq_fit_part(groups, g);
    printf("%-25s k = %.0f  MD %.2f, 95%% CI %.2f to %.2f, tau2 = %.3f\n", tsq_coef_name(groups, g),
           tsq_fit_value(part, "k"), effect.estimate, effect.ci_lower, effect.ci_upper,
           tsq_fit_value(part, "tau2"));
    if (effect.estimate < largest) {
      largest = effect.estimate;
      strongest = g;
    }
  }
  const double p = tsq_fit_value(groups, "Q_between_p");
  printf("test for subgroup differences: Q(%.0f) = %.2f, %s (chi-squared, as RevMan has it)\n",
         tsq_fit_value(groups, "Q_between_df"), tsq_fit_value(groups, "Q_between"), review_p(p));
  printf("                               F(%.0f, %.1f) = %.2f, %s (Welch)\n", tsq_fit_value(groups, "F_df1"),
         tsq_fit_value(groups, "F_df2"), tsq_fit_value(groups, "F"), review_p(tsq_fit_value(groups, "F_p")));
  printf("conventions              %s\n", tsq_fit_conventions(groups));
  draw(groups);

  char computed[96];
  snprintf(computed, sizeof computed, "%s", p < 0.05 ? names[strongest] : "no difference shown");

  tsq_fit_free(fit);
  tsq_fit_free(groups);
  review_free(&pain);
  return review_figure("F8", "strongest co-intervention", "Counselling and movement", computed);
}
