/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does the vaccine work better far from the equator? A meta-regression on latitude, and what it predicts.
 *
 * Moderators are columns of x, one after the other, without the intercept. Checked with metafor 3.8.1:
 * rma(yi, vi, mods = ~ ablat, test = "knha") gives slope -0.0291 (SE 0.0082) and F(1, 11) = 12.5910, and with
 * control = list(threshold = 1e-13) tau2 0.07635, R2 75.63%; predict(newmods = c(10, 30, 50)) the means and their
 * intervals. New trials: t with 11 df about the mean, by hand.
 */
/*
 * Does the vaccine work better far from the equator? A meta-regression on latitude, and what it predicts.
 *
 * Moderators are columns of x, one after the other, without the intercept. Checked with metafor 3.8.1:
 * rma(yi, vi, mods = ~ ablat, data = dat, test = "knha") gives slope -0.0291 (SE 0.0082), F(1, 11) = 12.5910; tau2 0.07635 and R2 75.63% with control = list(threshold = 1e-13);
 * predict(newmods = c(10, 30, 50)) the means and their intervals. New trials: t with 11 df about the mean, by hand.
 */
#include "tutorial.h"
#include <math.h>

int main(void) {
  double yi[BCG_TRIALS], vi[BCG_TRIALS];
  bcg_effects(yi, vi);
  const char *const names[] = {"latitude"};
  const tsq_data data = {
      .k = BCG_TRIALS, .yi = yi, .vi = vi, .x = bcg.latitude, .p = 1, .x_names = names, .labels = bcg.labels};
  tsq_fit *fit = NULL;
  check(tsq_rma(&data, NULL, &fit));

  for (size_t j = 0; j < 2; j++) {
    const tsq_estimate b = tsq_coef(fit, j);
    printf("%-10s %8.4f  SE %.4f  t(%.0f) = %7.4f  p = %.4f  95%% CI %.4f to %.4f\n", tsq_coef_name(fit, j),
           b.estimate, b.se, b.df, b.statistic, b.p_value, b.ci_lower, b.ci_upper);
  }
  printf("test of the moderator: F(%.0f, %.0f) = %.4f, p = %.4f\n", tsq_fit_value(fit, "QMdf1"),
         tsq_fit_value(fit, "QMdf2"), tsq_fit_value(fit, "QM"), tsq_fit_value(fit, "QMp"));
  printf("heterogeneity: tau2 = %.4f is left, R2 = %.2f%% is accounted for; QE(%.0f) = %.4f, p = %.4f\n\n",
         tsq_fit_value(fit, "tau2"), tsq_fit_value(fit, "R2"), tsq_fit_value(fit, "df_residual"),
         tsq_fit_value(fit, "QE"), tsq_fit_value(fit, "QEp"));

  static const double latitudes[] = {10, 30, 50};
  tsq_prediction at[3];
  check(tsq_predict(fit, latitudes, 3, at));
  for (size_t i = 0; i < 3; i++)
    printf("at %.0f degrees: risk ratio %.2f, 95%% CI %.2f to %.2f, new trial %.2f to %.2f\n", latitudes[i],
           exp(at[i].estimate), exp(at[i].ci_lower), exp(at[i].ci_upper), exp(at[i].pi_lower),
           exp(at[i].pi_upper));
  tsq_fit_free(fit);
  return EXIT_SUCCESS;
}
