/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do trials differ by how patients were allocated? Each subgroup is pooled, and one test compares them: look at that test,
 * not at which subgroups are significant.
 *
 * Either every group has its own tau2 (RevMan's way), or all share one (a meta-regression on dummies): with few trials a group
 * the shared one is steadier. Checked with metafor 3.8.1: rma(..., subset = alloc == "random", test = "knha") and so on;
 * rma(..., mods = ~ factor(alloc), test = "knha").
 */
#include "tutorial.h"
#include <math.h>

static void analyse(const tsq_data *data, int32_t tau2, const char *title) {
  static const char *const names[] = {"random", "alternate", "systematic"};
  tsq_subgroups *groups = NULL;
  check(tsq_subgroup(data, bcg.allocation, names, 3, tau2, NULL, &groups));
  printf("%s\n", title);
  for (size_t g = 0; g < tsq_subgroups_count(groups); g++) {
    tsq_prediction effect;
    size_t k;
    check(tsq_subgroups_effect(groups, g, &effect));
    if (tsq_subgroups_studies(groups, g, &k) == NULL) check(TSQ_ERR_ARGUMENT);
    printf("  %-10s k = %zu  risk ratio %.2f, 95%% CI %.2f to %.2f, tau2 = %.4f\n",
           tsq_subgroups_name(groups, g), k, exp(effect.estimate), exp(effect.ci_lower), exp(effect.ci_upper),
           tsq_fit_value(tsq_subgroups_fit(groups, g), "tau2"));
  }
  tsq_wald_test test = {.size = sizeof test};
  check(tsq_subgroups_test(groups, &test));
  if (isinf(test.df2))
    printf("  differences between subgroups: chi2(%.0f) = %.4f, p = %.4f\n", test.df1, test.statistic,
           test.p_value);
  else
    printf("  differences between subgroups: F(%.0f, %.0f) = %.4f, p = %.4f\n", test.df1, test.df2,
           test.statistic, test.p_value);
  tsq_subgroups_free(groups);
}

int main(void) {
  double yi[BCG_TRIALS], vi[BCG_TRIALS];
  bcg_effects(yi, vi);
  const tsq_data data = {.k = BCG_TRIALS, .yi = yi, .vi = vi};
  analyse(&data, TSQ_TAU2_SEPARATE, "a tau2 for each group");
  analyse(&data, TSQ_TAU2_COMMON, "one tau2 for all groups");
  return EXIT_SUCCESS;
}
