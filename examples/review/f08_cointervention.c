/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F8: which co-intervention goes with the strongest effect? A subgroup analysis, each group with its own tau2, and the test for
 * subgroup differences (Borenstein & Higgins 2013, doi:10.1007/s11121-013-0377-7). It compares trials that differ in other
 * ways too: an association, not an experiment.
 */
#include "review.h"

static void draw(const tsq_subgroups *groups) {
  const tsq_plot_options page = review_page("Pain at 3 months by co-intervention");
  const tsq_forest forest = {.subgroups = groups,
                             .options = &page,
                             .study_header = "Trial",
                             .effect_name = "MD",
                             .axis_label = "Mean difference (VAS 0-10)",
                             .favours_left = "Favours acupuncture",
                             .favours_right = "Favours sham",
                             .show_threshold = TSQ_SHOW,
                             .threshold = -0.3,
                             .threshold_label = "MCID"};
  review_forest(&forest, "f08_cointervention_forest");
}

int main(int argc, char **argv) {
  static const char *const names[] = {"Counselling and movement", "Counselling", "Movement", "None"};
  review_start(argc, argv);
  review_headline("F8", "Reduction of pain by co-intervention");

  review_set pain = review_means(TSQ_MD, "outcomes.csv", "outcome == pain & month == 3 & comparator == sham");
  const int32_t *codes = NULL; /* levels in alphabetical order: both, counselling, movement, none */
  check(tsq_frame_codes(pain.frame, "cointervention", &codes));
  tsq_subgroups *groups = NULL;
  check(tsq_subgroup(&pain.data, codes, names, 4, TSQ_TAU2_SEPARATE, NULL, &groups));

  size_t strongest = 0;
  double largest = 0;
  for (size_t g = 0; g < tsq_subgroups_count(groups); g++) {
    tsq_prediction effect;
    check(tsq_subgroups_effect(groups, g, &effect));
    printf("%-25s k = %.0f  MD %.2f, 95%% CI %.2f to %.2f, tau2 = %.3f\n", tsq_subgroups_name(groups, g),
           tsq_fit_value(tsq_subgroups_fit(groups, g), "k"), effect.estimate, effect.ci_lower,
           effect.ci_upper, tsq_fit_value(tsq_subgroups_fit(groups, g), "tau2"));
    if (effect.estimate < largest) {
      largest = effect.estimate;
      strongest = g;
    }
  }
  tsq_wald_test test = {.size = sizeof test};
  check(tsq_subgroups_test(groups, &test));
  printf("test for subgroup differences: Q(%.0f) = %.2f, %s\n", test.df1, test.statistic,
         review_p(test.p_value));
  printf("conventions              %s\n", tsq_fit_conventions(tsq_subgroups_overall(groups)));
  draw(groups);

  char computed[96];
  snprintf(computed, sizeof computed, "%s", test.p_value < 0.05 ? names[strongest] : "no difference shown");

  tsq_subgroups_free(groups);
  review_free(&pain);
  return review_figure("F8", "strongest co-intervention", "Counselling and movement", computed);
}
