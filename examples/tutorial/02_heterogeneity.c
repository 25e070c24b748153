/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much do the trials differ? tau2 by every estimator, and intervals for tau2 and I2.
 *
 * The BCG trials, read from a CSV file whose path is the first argument. metafor: rma(yi, vi, method = ...), confint().
 */
#include <stdio.h>
#include <stdlib.h>
#include <tausq.h>

static int fail(void) {
  fprintf(stderr, "%s\n", tsq_last_error());
  return 1;
}

/* yi and vi (behind it) of the risk ratios; the caller frees them. */
static double *risk_ratios(const tsq_table *table) {
  static const char *const columns[4] = {"tpos", "tneg", "cpos", "cneg"};
  const double *cell[4];
  size_t k = tsq_table_rows(table);
  double *effects = malloc(2 * k * sizeof *effects);
  for (int j = 0; j < 4; j++) {
    if (effects == NULL || tsq_table_numeric(table, columns[j], &cell[j]) != TSQ_OK) return NULL;
  }
  tsq_tables tables = {.k = k, .ai = cell[0], .bi = cell[1], .ci = cell[2], .di = cell[3]};
  return tsq_effect_tables(TSQ_RR, &tables, NULL, effects, effects + k) == TSQ_OK ? effects : NULL;
}

int main(int argc, char **argv) {
  static const char *const methods[] = {"DL", "HE", "HS", "HSk", "SJ", "ML", "REML", "EB", "PM", "PMM"};
  tsq_table *table = NULL;
  if (argc < 2 || tsq_table_read_csv(argv[1], NULL, &table) != TSQ_OK) return fail();
  size_t k = tsq_table_rows(table);
  double *yi = risk_ratios(table);
  if (yi == NULL) return fail();
  tsq_data data = {.k = k, .yi = yi, .vi = yi + k};

  printf("method   tau2      I2      95%% CI of tau2 (Q-profile)\n");
  for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++) {
    tsq_options options = {.size = sizeof options};
    tsq_tau2_interval ci = {.size = sizeof ci};
    tsq_fit *fit = NULL;
    if (tsq_method_from_name(methods[m], &options.method) != TSQ_OK ||
        tsq_rma(&data, &options, &fit) != TSQ_OK)
      return fail();
    if (tsq_confint(fit, TSQ_CI_QP, 0, &ci) != TSQ_OK) return fail();
    printf("%-6s %8.4f  %5.1f%%     %.4f to %.4f\n", methods[m], tsq_fit_value(fit, "tau2"),
           tsq_fit_value(fit, "I2"), ci.tau2[0], ci.tau2[1]);
    tsq_fit_free(fit);
  }
  free(yi);
  tsq_table_free(table);
  return 0;
}
