/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rare events: Mantel-Haenszel and Peto need no continuity correction, and tables without any event say nothing about a ratio.
 * Checked with metafor 3.8.1: rma.mh(measure = "OR", ...) and rma.peto(...) of the same tables.
 */
#include "tutorial.h"
#include <math.h>

static tsq_fit *pool(int (*model)(const tsq_tables *, const tsq_options *, tsq_fit **), const tsq_tables *tables, const char *name) {
  tsq_fit *fit = NULL;
  check(model(tables, NULL, &fit));
  const tsq_estimate log_ratio = tsq_coef(fit, 0);
  printf("%s odds ratio %.3f, 95%% CI %.3f to %.3f", name, exp(log_ratio.estimate), exp(log_ratio.ci_lower),
         exp(log_ratio.ci_upper));
  return fit;
}

int main(void) {
  enum { K = 5 };
  static const double ai[K] = {0, 1, 0, 3, 2};
  static const double n1i[K] = {50, 120, 80, 400, 95};
  static const double ci[K] = {1, 3, 0, 7, 4};
  static const double n2i[K] = {50, 118, 80, 398, 97};
  const tsq_tables tables = {.k = K, .ai = ai, .n1i = n1i, .ci = ci, .n2i = n2i};
  tsq_fit *mh = pool(tsq_mh_tables, &tables, "Mantel-Haenszel");
  printf("; CMH chi2 = %.3f, p = %.3f\n", tsq_fit_value(mh, "CMH"), tsq_fit_value(mh, "CMHp"));
  tsq_fit *peto = pool(tsq_peto, &tables, "Peto");
  printf("\n%.0f trials, %.0f with an effect of their own\n", tsq_fit_value(mh, "k"), tsq_fit_value(mh, "k_yi"));
  tsq_fit_free(mh);
  tsq_fit_free(peto);
  return EXIT_SUCCESS;
}
