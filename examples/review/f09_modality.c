/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F9: manual, electro- and auricular acupuncture. Each was compared with sham, none with another, so they are compared
 * through sham: the difference of two pooled effects, whose variances add (Bucher et al. 1997,
 * doi:10.1016/S0895-4356(97)00049-8). Beside it the same from one model with a common tau2 and t intervals, which is the safer
 * one where a group has few trials.
 */
#include "review.h"
#include <math.h>

enum { MODALITIES = 3 };
static const char *const names[MODALITIES] = {"Auricular", "Electro", "Manual"};

static void draw(const tsq_subgroups *groups) {
  const tsq_plot_options page = review_page("Pain at 3 months by modality");
  const tsq_forest forest = {.subgroups = groups,
                             .options = &page,
                             .study_header = "Trial",
                             .effect_name = "MD",
                             .axis_label = "Mean difference (VAS 0-10)",
                             .favours_left = "Favours acupuncture",
                             .favours_right = "Favours sham"};
  review_forest(&forest, "f09_modality_forest");
}

/* The difference a - b of two independent effects by Bucher's method. */
static void print_indirect(const char *label, const tsq_prediction *a, const tsq_prediction *b) {
  const double difference = a->estimate - b->estimate;
  const double half = 1.959963984540054 * sqrt(a->se * a->se + b->se * b->se);
  printf("%-22s %5.2f, 95%% CI %.2f to %.2f (Bucher)\n", label, difference, difference - half,
         difference + half);
}

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F9", "Reduction of pain by modality");

  review_set pain = review_means(TSQ_MD, "outcomes.csv", "outcome == pain & month == 3 & comparator == sham");
  const int32_t *codes = NULL; /* levels in alphabetical order */
  check(tsq_frame_codes(pain.frame, "modality", &codes));
  tsq_subgroups *groups = NULL, *common = NULL;
  check(tsq_subgroup(&pain.data, codes, names, MODALITIES, TSQ_TAU2_SEPARATE, NULL, &groups));
  check(tsq_subgroup(&pain.data, codes, names, MODALITIES, TSQ_TAU2_COMMON, NULL, &common));

  tsq_prediction effects[MODALITIES];
  int compared = 0;
  for (size_t g = 0; g < MODALITIES; g++) {
    check(tsq_subgroups_effect(groups, g, &effects[g]));
    printf("%-10s against sham  k = %2.0f  MD %.2f, 95%% CI %.2f to %.2f\n", names[g],
           tsq_fit_value(tsq_subgroups_fit(groups, g), "k"), effects[g].estimate, effects[g].ci_lower,
           effects[g].ci_upper);
  }
  /* the common model's coefficients: Auricular, Electro - Auricular, Manual - Auricular */
  static const double contrasts[MODALITIES][MODALITIES] = {{0, 1, 0}, {0, 0, 1}, {0, 1, -1}};
  static const size_t first[] = {1, 2, 1}, second[] = {0, 0, 2};
  for (size_t i = 0; i < MODALITIES; i++) {
    char label[32];
    snprintf(label, sizeof label, "%s - %s", names[first[i]], names[second[i]]);
    print_indirect(label, &effects[first[i]], &effects[second[i]]);
    tsq_estimate model;
    check(tsq_contrast(tsq_subgroups_common(common), contrasts[i], 0, &model));
    printf("%-22s %5.2f, 95%% CI %.2f to %.2f, %s (common tau2)\n", "", model.estimate, model.ci_lower,
           model.ci_upper, review_p(model.p_value));
    compared += isfinite(model.estimate) && isfinite(model.se);
  }
  tsq_wald_test test = {.size = sizeof test};
  check(tsq_subgroups_test(groups, &test));
  printf("test for subgroup differences: Q(%.0f) = %.2f, %s\n", test.df1, test.statistic,
         review_p(test.p_value));
  printf("conventions              %s\n", tsq_fit_conventions(tsq_subgroups_overall(groups)));
  draw(groups);

  char computed[96];
  snprintf(computed, sizeof computed, "%d comparisons, %s", compared, review_p(test.p_value));
  tsq_subgroups_free(groups);
  tsq_subgroups_free(common);
  review_free(&pain);
  return review_statement("F9", "manual, electro-, auricular", "compared, no figure", computed,
                          compared == MODALITIES);
}
