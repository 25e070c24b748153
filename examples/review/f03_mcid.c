/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F3: is the effect on pain larger than the minimal clinically important difference (MCID) of -0.3? The interval of the mean
 * says it of the average trial; the predictive distribution says how probable it is in a new one; the last number is the
 * share of all true effects that lie beyond the MCID (Mathur & VanderWeele 2019, doi:10.1002/sim.8057).
 * The MCID is the dashed line of F2's forest plot.
 */
#include "review.h"

static const double mcid = -0.3;

int main(int argc, char **argv) {
  review_start(argc, argv);
  review_headline("F3", "Is the effect on pain larger than the MCID of -0.3?");

  review_set pain = review_means(TSQ_MD, "outcomes.csv", "outcome == pain & month == 3 & comparator == sham");
  tsq_fit *fit = NULL;
  check(tsq_rma(&pain.data, NULL, &fit));
  const tsq_estimate md = tsq_coef(fit, 0);
  tsq_beyond beyond = {.size = sizeof beyond};
  check(tsq_probability_beyond(fit, NULL, mcid, -1, &beyond));

  printf("mean difference          %.3f, 95%% CI %.3f to %.3f\n", md.estimate, md.ci_lower, md.ci_upper);
  review_describe(fit, 0);
  printf("a new trial's true effect lies beyond the MCID with probability %.2f\n", beyond.probability);
  printf("share of all true effects beyond the MCID: %.0f%%, 95%% CI %.0f%% to %.0f%%\n",
         100 * beyond.proportion.estimate, 100 * beyond.proportion.ci_lower,
         100 * beyond.proportion.ci_upper);

  char computed[64];
  snprintf(computed, sizeof computed, "%.2f [%.2f, %.2f]", md.estimate, md.ci_lower, md.ci_upper);
  tsq_fit_free(fit);
  review_free(&pain);
  return review_statement("F3", "pain at 3 months and the MCID", "exceeds -0.3", computed,
                          md.ci_upper < mcid);
}
