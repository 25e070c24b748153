/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records -> effects -> fit: does acupoint P6 stimulation prevent postoperative nausea?
 *
 * Each trial gives a 2x2 table; its log risk ratio and sampling variance are computed, then pooled by random effects
 * (REML, Hartung-Knapp-Sidik-Jonkman interval: the defaults). exp() brings the result back to a risk ratio.
 * The numbers are those of metafor: rma(measure = "RR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.lee2004, test = "knha").
 */
#include <math.h>
#include <stdio.h>
#include <tausq.h>

#define K 16

int main(void) {
  /* events and participants: P6 stimulation, then sham (Lee & Done 2004) */
  static const double ai[K] = {18, 5, 9, 32, 9, 11, 69, 3, 1, 11, 7, 4, 1, 24, 16, 28};
  static const double n1i[K] = {100, 50, 20, 135, 23, 18, 122, 25, 30, 30, 44, 47, 30, 40, 50, 110};
  static const double ci[K] = {20, 18, 7, 31, 10, 12, 80, 12, 1, 19, 16, 6, 13, 71, 53, 25};
  static const double n2i[K] = {100, 50, 20, 139, 23, 18, 122, 25, 30, 30, 39, 47, 30, 80, 88, 111};
  double yi[K];
  double vi[K];
  tsq_fit *fit = NULL;

  tsq_tables tables = {.k = K, .ai = ai, .n1i = n1i, .ci = ci, .n2i = n2i};
  if (tsq_effect_tables(TSQ_RR, &tables, NULL, yi, vi) != TSQ_OK ||
      tsq_rma(&(tsq_data){.k = K, .yi = yi, .vi = vi}, NULL, &fit) != TSQ_OK) {
    fprintf(stderr, "%s\n", tsq_last_error());
    return 1;
  }

  tsq_estimate b = tsq_coef(fit, 0);
  printf("%.0f trials, log risk ratio %.4f (se %.4f), t = %.3f, df = %.0f, p = %.4f\n",
         tsq_fit_value(fit, "k"), b.estimate, b.se, b.statistic, b.df, b.p_value);
  printf("risk ratio %.3f, 95%% CI %.3f to %.3f\n", exp(b.estimate), exp(b.ci_lower), exp(b.ci_upper));
  printf("%s\n", tsq_fit_conventions(fit));
  tsq_fit_free(fit);
  return 0;
}
