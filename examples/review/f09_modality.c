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

static void draw(const tsq_fit *groups) {
  const tsq_plot_options page = review_page("Pain at 3 months by modality");
  const tsq_forest forest = {.options = &page,
                             .study_header = "Trial",
                             .x_label = "Mean difference (VAS 0-10)",
                             .favours_left = "Favours acupuncture",
                             .favours_right = "Favours sham"};
  review_forest(&forest, groups, "f09_modality_forest");
}

/* The difference a - b of two independent effects by Bucher's method. */
static void print_indirect(const char *label, const tsq_estimate *a, const tsq_estimate *b) {
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
  tsq_grouping grouping = {.codes = codes, .names = names, .n = MODALITIES};
  tsq_fit *fit = NULL, *groups = NULL, *common = NULL;
  check(tsq_rma(&pain.data, TSQ_OPTIONS(.measure = TSQ_MD), &fit));
  check(tsq_subgroup(fit, &grouping, &groups));
  grouping.tau2 = TSQ_TAU2_COMMON;
  check(tsq_subgroup(fit, &grouping, &common));

  tsq_estimate effects[MODALITIES];
  int compared = 0;
  for (size_t g = 0; g < MODALITIES; g++) {
    effects[g] = tsq_coef(groups, g);
    printf("%-10s against sham  k = %2.0f  MD %.2f, 95%% CI %.2f to %.2f\n", names[g],
           tsq_fit_value(tsq_fit_part(groups, g), "k"), effects[g].estimate, effects[g].ci_lower,
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
    check(tsq_contrast(tsq_fit_part(common, MODALITIES + 1), contrasts[i], 0, &model));
    printf("%-22s %5.2f, 95%% CI %.2f to %.2f, %s (common tau2)\n", "", model.estimate, model.ci_lower,
           model.ci_upper, review_p(model.p_value));
    compared += isfinite(model.estimate) && isfinite(model.se);
  }
  const double p = tsq_fit_value(groups, "F_p");
  printf("test for subgroup differences: F(%.0f, %.1f) = %.2f, %s (Welch)\n", tsq_fit_value(groups, "F_df1"),
         tsq_fit_value(groups, "F_df2"), tsq_fit_value(groups, "F"), review_p(p));
  printf("conventions              %s\n", tsq_fit_conventions(groups));
  draw(groups);

  char computed[96];
  snprintf(computed, sizeof computed, "%d comparisons, %s", compared, review_p(p));
  tsq_fit_free(groups);
  tsq_fit_free(common);
  tsq_fit_free(fit);
  review_free(&pain);
  return review_statement("F9", "manual, electro-, auricular", "compared, no figure", computed,
                          compared == MODALITIES);
}
