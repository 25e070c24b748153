/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rare events: Mantel-Haenszel and Peto need no continuity correction, and tables without any event say nothing about a ratio.
 * Checked with metafor 3.8.1: rma.mh(measure = "OR", ...) and rma.peto(...) of the same tables.
 */
#include <math.h>
#include <stdio.h>
#include <tausq.h>

int main(void) {
  enum { K = 5 };
  static const double ai[K] = {0, 1, 0, 3, 2};
  static const double n1i[K] = {50, 120, 80, 400, 95};
  static const double ci[K] = {1, 3, 0, 7, 4};
  static const double n2i[K] = {50, 118, 80, 398, 97};
  tsq_tables tables = {.k = K, .ai = ai, .n1i = n1i, .ci = ci, .n2i = n2i};
  tsq_mh_result mh = {.size = sizeof mh};
  tsq_mh_result peto = {.size = sizeof peto};
  if (tsq_mh_tables(TSQ_OR, &tables, NULL, &mh) != TSQ_OK || tsq_peto(&tables, NULL, &peto) != TSQ_OK) {
    fprintf(stderr, "%s\n", tsq_last_error());
    return 1;
  }
  printf("Mantel-Haenszel odds ratio %.3f, 95%% CI %.3f to %.3f; CMH chi2 = %.3f, p = %.3f\n",
         exp(mh.pooled.estimate), exp(mh.pooled.ci_lower), exp(mh.pooled.ci_upper), mh.CMH, mh.CMHp);
  printf("Peto odds ratio %.3f, 95%% CI %.3f to %.3f\n", exp(peto.pooled.estimate), exp(peto.pooled.ci_lower),
         exp(peto.pooled.ci_upper));
  printf("%.0f trials, %.0f with an effect of their own\n", mh.k, mh.k_yi);
  return 0;
}
