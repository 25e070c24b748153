/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * F11: how often a treatment is followed by bruising, dizziness or soreness. Proportions are pooled on the logit scale (PLO) and,
 * beside it, as Freeman-Tukey double arcsines (PFT), and transformed back. PFT's way back depends on one number of treatments
 * for all (their harmonic mean) and is off where events are rare and studies differ in size (Schwarzer et al. 2019,
 * doi:10.1002/jrsm.1348): compare the two.
 */
#include "review.h"

static tsq_estimate pooled_percent(int32_t measure, int32_t transform, const char *condition, double *tau2) {
  review_set events = review_proportions(measure, "minor_events.csv", condition);
  tsq_fit *fit = NULL;
  check(tsq_rma(&events.data, NULL, &fit));
  const tsq_estimate mean = tsq_coef(fit, 0);
  tsq_estimate share;
  check(tsq_transform_estimate(transform,
                               TSQ_TRANSFORM_OPTIONS(.ni = review_numbers(events.frame, "n"), .n = events.k),
                               &mean, &share));
  *tau2 = tsq_fit_value(fit, "tau2");
  tsq_fit_free(fit);
  review_free(&events);
  return share;
}

int main(int argc, char **argv) {
  static const char *const names[] = {"bruising", "dizziness", "soreness"};
  review_start(argc, argv);
  review_headline("F11", "Minor adverse events per treatment");

  char computed[96] = "";
  size_t used = 0;
  for (size_t i = 0; i < 3; i++) {
    char condition[32];
    snprintf(condition, sizeof condition, "event == %s", names[i]);
    double tau2;
    const tsq_estimate logit = pooled_percent(TSQ_PLO, TSQ_TRANSFORM_ILOGIT, condition, &tau2);
    printf("%-10s PLO %.2f%%, 95%% CI %.2f%% to %.2f%%, tau2 = %.4f\n", names[i], 100 * logit.estimate,
           100 * logit.ci_lower, 100 * logit.ci_upper, tau2);
    const tsq_estimate arcsine = pooled_percent(TSQ_PFT, TSQ_TRANSFORM_IPFT_HM, condition, &tau2);
    printf("%-10s PFT %.2f%%, 95%% CI %.2f%% to %.2f%%, tau2 = %.6f\n", "", 100 * arcsine.estimate,
           100 * arcsine.ci_lower, 100 * arcsine.ci_upper, tau2);
    used += (size_t)snprintf(computed + used, sizeof computed - used, "%s%.1f%%", i > 0 ? ", " : "",
                             100 * logit.estimate);
  }
  return review_figure("F11", "bruising, dizziness, soreness", "2.1%, 0.9%, 4.7%", computed);
}
