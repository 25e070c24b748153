/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From 2 x 2 tables to a pooled risk ratio, in three steps: effects, fit, answers.
 *
 * Ratios are pooled on the log scale and transformed back at the end. Checked with metafor 3.8.1:
 * rma(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg, test = "knha")
 * gives -0.7145, 95% CI -1.1084 to -0.3206, t(12) = -3.9522, p = 0.0019.
 */
#include "tutorial.h"

int main(void) {
  /* 1. records to effects: the columns stay yours, the library reads them */
  double yi[BCG_TRIALS], vi[BCG_TRIALS];
  const tsq_tables tables = {.k = BCG_TRIALS, .ai = bcg.tpos, .bi = bcg.tneg, .ci = bcg.cpos, .di = bcg.cneg};
  check(tsq_effect_tables(TSQ_RR, &tables, NULL, yi, vi));

  /* 2. effects to a fit; NULL options are the defaults: REML, Knapp-Hartung */
  const tsq_data data = {.k = BCG_TRIALS, .yi = yi, .vi = vi};
  tsq_fit *fit = NULL;
  check(tsq_rma(&data, NULL, &fit));

  /* 3. the fit is asked */
  const tsq_estimate mean = tsq_coef(fit, 0);
  printf("log risk ratio %.4f, 95%% CI %.4f to %.4f, t(%.0f) = %.4f, p = %.4f\n", mean.estimate,
         mean.ci_lower, mean.ci_upper, mean.df, mean.statistic, mean.p_value);
  tsq_estimate ratio;
  check(tsq_transform_estimate(TSQ_TRANSFORM_EXP, NULL, &mean, &ratio));
  printf("risk ratio     %.2f, 95%% CI %.2f to %.2f\n", ratio.estimate, ratio.ci_lower, ratio.ci_upper);
  printf("conventions    %s\n", tsq_fit_conventions(fit));
  tsq_fit_free(fit);
  return EXIT_SUCCESS;
}
