/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why do the trials differ? Meta-regression of the BCG trials on absolute latitude and year, a contrast, a joint test,
 * and the effect far from the equator relative to the effect nearer to it.
 * metafor: rma(yi, vi, mods = ~ ablat + year, test = "knha"); anova(X = ...).
 */
#include <math.h>
#include <stdio.h>
#include <tausq.h>

#define K 13

static const double yi[K] = {-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209,
                             0.0120,  -0.4694, -1.3713, -0.3394, 0.4459,  -0.0173};
static const double vi[K] = {0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230,
                             0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714};
static const double x[2 * K] = {
    44,   55,   42,   52,   13,   44,   19,   13,   27,   42,   18,   33,   33, /* ablat */
    1948, 1949, 1960, 1977, 1973, 1953, 1973, 1980, 1968, 1961, 1974, 1969, 1976};
static const char *const names[2] = {"ablat", "year"};

int main(void) {
  tsq_fit *fit = NULL;
  tsq_data data = {.k = K, .yi = yi, .vi = vi, .x = x, .p = 2, .x_names = names};
  if (tsq_rma(&data, NULL, &fit) != TSQ_OK) {
    fprintf(stderr, "%s\n", tsq_last_error());
    return 1;
  }
  for (size_t j = 0; j < 3; j++) {
    tsq_estimate b = tsq_coef(fit, j);
    printf("%-9s %9.4f (se %.4f), t = %6.3f, p = %.4f\n", tsq_coef_name(fit, j), b.estimate, b.se,
           b.statistic, b.p_value);
  }
  printf("R2 = %.1f%%, residual I2 = %.1f%%\n", tsq_fit_value(fit, "R2"), tsq_fit_value(fit, "I2"));

  tsq_wald_test test = {.size = sizeof test};
  const double both[6] = {0, 0, 1, 0, 0, 1}; /* two hypotheses in columns: ablat = 0, year = 0 */
  if (tsq_wald(fit, both, 2, NULL, &test) != TSQ_OK) return 1;
  printf("joint test: F(%.0f, %.0f) = %.3f, p = %.4f\n", test.df1, test.df2, test.statistic, test.p_value);

  const double rows[4] = {50, 20, 1965, 1965}; /* two new trials, column by column */
  tsq_prediction p[2];
  if (tsq_predict(fit, rows, 2, p) != TSQ_OK) return 1;
  printf("risk ratio at 50 degrees %.3f, at 20 degrees %.3f\n", exp(p[0].estimate), exp(p[1].estimate));

  const double far_away[2] = {50, 1965};
  const double near[2] = {35, 1965};
  tsq_ratio_result r = {.size = sizeof r};
  if (tsq_ratio(fit, far_away, near, 0, &r) != TSQ_OK) return 1;
  printf("effect at 50 relative to 35 degrees: %.2f, delta method %.2f to %.2f, Fieller %.2f to %.2f\n",
         r.ratio, r.delta[0], r.delta[1], r.fieller[0], r.fieller[1]);
  tsq_fit_free(fit);
  return 0;
}
