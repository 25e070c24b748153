/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two questions that a coefficient does not answer: how many times as large is one predicted effect as another, and how
 * probable is it that a new trial's true effect matters?
 *
 * The ratio has two intervals. The delta method's is symmetric and trusts the denominator; Fieller's does not, and where the
 * denominator may be zero it is honest and unbounded. Checked with metafor 3.8.1 and R: coef(), vcov() of
 * rma(yi, vi, mods = ~ ablat, test = "knha"), and pt() of the prediction interval's t distribution.
 */
#include "tutorial.h"
#include <math.h>

static void print_ratio(const tsq_fit *fit, double above, double below) {
  static const char *const kinds[] = {"", "everything outside ", "any number "};
  tsq_ratio_result r = {.size = sizeof r};
  check(tsq_ratio(fit, &above, &below, 0, &r));
  printf("effect at %.0f / effect at %.0f degrees = %.4f\n", above, below, r.ratio);
  printf("  delta method  %.4f to %.4f\n", r.delta[0], r.delta[1]);
  printf("  Fieller       %s%.4f to %.4f\n", kinds[r.fieller_kind], r.fieller[0], r.fieller[1]);
}

static void print_probability(const tsq_fit *fit, double latitude, double risk_ratio) {
  tsq_beyond beyond = {.size = sizeof beyond};
  check(tsq_probability_beyond(fit, &latitude, log(risk_ratio), -1, &beyond));
  printf("P(risk ratio of a new trial at %.0f degrees < %.2f) = %.4f\n", latitude, risk_ratio,
         beyond.probability);
  printf("  share of true effects there: %.4f, 95%% CI %.4f to %.4f\n", beyond.proportion.estimate,
         beyond.proportion.ci_lower, beyond.proportion.ci_upper);
}

int main(void) {
  double yi[BCG_TRIALS], vi[BCG_TRIALS];
  bcg_effects(yi, vi);
  tsq_fit *fit = NULL;
  check(tsq_rma(&(tsq_data){.k = BCG_TRIALS, .yi = yi, .vi = vi, .x = bcg.latitude, .p = 1}, NULL, &fit));
  print_ratio(fit, 50, 33); /* both effects are well away from zero */
  print_ratio(fit, 50, 13); /* near the equator there may be none */
  printf("\n");
  print_probability(fit, 50, 0.8);
  print_probability(fit, 13, 0.8);
  tsq_fit_free(fit);
  return EXIT_SUCCESS;
}
