/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much do the trials differ? tau2 by several estimators, and the intervals that say how well it is known.
 *
 * tau2 is the variance of the true effects, I2 its share of all that varies, Q the test of tau2 = 0. Report the interval: 13
 * trials know tau2 to a factor of ten. Checked with metafor 3.8.1: rma(yi, vi, method = ...) for the estimates, confint() for
 * the Q-profile interval (0.1197 to 1.1115, I2 81.92 to 97.68), and uniroot() over the log likelihood of
 * rma(yi, vi, tau2 = ...) for the profile likelihood one (0.1153 to 0.9647).
 */
#include "tutorial.h"

static tsq_fit *fit_by(const double *yi, const double *vi, int32_t method) {
  tsq_fit *fit = NULL;
  check(tsq_rma(&(tsq_data){.k = BCG_TRIALS, .yi = yi, .vi = vi}, TSQ_OPTIONS(.method = method), &fit));
  return fit;
}

static void print_interval(const tsq_fit *fit, int32_t kind) {
  static const char *const names[] = {"tau2", "tau", "I2"}; /* the last two are functions of the first */
  tsq_interval interval[3];
  for (size_t i = 0; i < 3; i++) {
    interval[i].size = sizeof interval[i];
    check(tsq_confint(fit, names[i], TSQ_INTERVAL_OPTIONS(.kind = kind), &interval[i]));
  }
  printf("  95%% CI (%-4s) tau2 %.4f to %.4f, tau %.4f to %.4f, I2 %.2f%% to %.2f%%\n",
         tsq_tau2_ci_name(kind), interval[0].lower, interval[0].upper, interval[1].lower, interval[1].upper,
         interval[2].lower, interval[2].upper);
}

int main(void) {
  static const int32_t methods[] = {TSQ_REML, TSQ_ML, TSQ_PM, TSQ_DL, TSQ_SJ, TSQ_HE, TSQ_HS};
  double yi[BCG_TRIALS], vi[BCG_TRIALS];
  bcg_effects(yi, vi);

  for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
    tsq_fit *fit = fit_by(yi, vi, methods[i]);
    printf("%-4s tau2 = %.4f, I2 = %.2f%%\n", tsq_method_name(methods[i]), tsq_fit_value(fit, "tau2"),
           tsq_fit_value(fit, "I2"));
    tsq_fit_free(fit);
  }

  tsq_fit *fit = fit_by(yi, vi, TSQ_REML);
  printf("\nREML: tau2 = %.4f (SE %.4f), tau = %.4f, I2 = %.2f%%, H2 = %.2f\n", tsq_fit_value(fit, "tau2"),
         tsq_fit_value(fit, "se_tau2"), tsq_fit_value(fit, "tau"), tsq_fit_value(fit, "I2"),
         tsq_fit_value(fit, "H2"));
  print_interval(fit, TSQ_CI_QP);   /* Q-profile: the default */
  print_interval(fit, TSQ_CI_GENQ); /* generalized Q */
  print_interval(fit, TSQ_CI_PL);   /* profile likelihood */
  printf("test of homogeneity: Q(%.0f) = %.4f, p = %.2g\n", tsq_fit_value(fit, "df_residual"),
         tsq_fit_value(fit, "QE"), tsq_fit_value(fit, "QEp"));
  tsq_fit_free(fit);
  return EXIT_SUCCESS;
}
