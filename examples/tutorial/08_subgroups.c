/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do trials differ by how patients were allocated? Each subgroup is pooled, and one test compares them: look at that test,
 * not at which subgroups are significant.
 *
 * Either every group has its own tau2 (RevMan's way), or all share one (a meta-regression on dummies): with few trials a group
 * the shared one is steadier. Standard errors of few trials are themselves uncertain: Welch's F, the default under t intervals, accounts
 * for that, chi-squared does not. Checked with metafor 3.8.1: rma(..., subset = alloc == "random", test = "knha") and so on;
 * rma(..., mods = ~ factor(alloc), test = "knha").
 */
#include "tutorial.h"
#include <math.h>

static void analyse(const tsq_fit *fit, int32_t tau2, const char *title) {
  static const char *const names[] = {"random", "alternate", "systematic"};
  const tsq_grouping grouping = {.codes = bcg.allocation, .names = names, .n = 3, .tau2 = tau2};
  tsq_fit *groups = NULL; /* a fit too: its coefficients are the groups' effects */
  check(tsq_subgroup(fit, &grouping, &groups));
  printf("%s\n", title);
  for (size_t g = 0; g < grouping.n; g++) {
    const tsq_estimate effect = tsq_coef(groups, g);
    const tsq_fit *group = tsq_fit_part(groups, g);
    printf("  %-10s k = %.0f  risk ratio %.2f, 95%% CI %.2f to %.2f, tau2 = %.4f\n", tsq_coef_name(groups, g),
           tsq_fit_value(group, "k"), exp(effect.estimate), exp(effect.ci_lower), exp(effect.ci_upper),
           tsq_fit_value(group, "tau2"));
  }
  printf("  differences between subgroups: F(%.0f, %.1f) = %.4f, p = %.4f\n", tsq_fit_value(groups, "F_df1"),
         tsq_fit_value(groups, "F_df2"), tsq_fit_value(groups, "F"), tsq_fit_value(groups, "F_p"));
  if (tau2 == TSQ_TAU2_SEPARATE)
    printf("  as RevMan has it, too liberal:  chi2(%.0f) = %.4f, p = %.4f\n",
           tsq_fit_value(groups, "Q_between_df"), tsq_fit_value(groups, "Q_between"),
           tsq_fit_value(groups, "Q_between_p"));
  tsq_fit_free(groups);
}

int main(void) {
  double yi[BCG_TRIALS], vi[BCG_TRIALS];
  bcg_effects(yi, vi);
  tsq_fit *fit = NULL;
  check(tsq_rma(&(tsq_data){.k = BCG_TRIALS, .yi = yi, .vi = vi}, NULL, &fit));
  analyse(fit, TSQ_TAU2_SEPARATE, "a tau2 for each group");
  analyse(fit, TSQ_TAU2_COMMON, "one tau2 for all groups");
  tsq_fit_free(fit);
  return EXIT_SUCCESS;
}
