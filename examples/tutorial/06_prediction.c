/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The confidence interval is of the mean of all true effects; the prediction interval is where the true effect of a new trial
 * is expected. With heterogeneity the second is much wider, and it is what a new patient population needs.
 *
 * Its conventions differ between authorities: here all of them on the same fit. Checked with metafor 3.8.1 for
 * rma(yi, vi, test = "knha"): predict() gives -1.9960 to 0.5670 (kind "t" here), blup() the predictions; the other kinds
 * by hand in R from its mean, standard errors and tau2.
 */
#include "tutorial.h"
#include <math.h>

int main(void) {
  double yi[BCG_TRIALS], vi[BCG_TRIALS];
  bcg_effects(yi, vi);
  tsq_fit *fit = NULL;
  check(tsq_rma(&(tsq_data){.k = BCG_TRIALS, .yi = yi, .vi = vi}, NULL, &fit));

  tsq_prediction mean;
  check(tsq_predict(fit, NULL, 1, &mean)); /* no moderators: NULL is the pooled mean */
  printf("mean log risk ratio %.4f, 95%% CI %.4f to %.4f\n", mean.estimate, mean.ci_lower, mean.ci_upper);
  printf("new trial's true effect, 95%% prediction interval %.4f to %.4f\n\n", mean.pi_lower, mean.pi_upper);

  static const int32_t kinds[] = {TSQ_PI_K1, TSQ_PI_T, TSQ_PI_HTS, TSQ_PI_NORMAL};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    const tsq_predict_options options = {.size = sizeof options, .pi_kind = kinds[i]};
    check(tsq_predict_with(fit, NULL, 1, &options, &mean));
    printf("%-6s df = %3.0f  %.4f to %.4f  as risk ratio %.2f to %.2f\n", tsq_pi_name(kinds[i]), mean.pi_df,
           mean.pi_lower, mean.pi_upper, exp(mean.pi_lower), exp(mean.pi_upper));
  }

  /* what the model thinks of the trials' own true effects: each is drawn towards the mean */
  tsq_prediction blups[BCG_TRIALS];
  check(tsq_blup(fit, blups));
  printf("\n%-26s %8s %10s\n", "trial", "observed", "predicted");
  for (size_t i = 0; i < 3; i++)
    printf("%-26s %8.4f %10.4f\n", bcg.labels[i], yi[i], blups[i].estimate);
  tsq_fit_free(fit);
  return EXIT_SUCCESS;
}
