/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do subgroups differ? The BCG trials by the way patients were allocated: separate and common tau2.
 * The file's path is the first argument.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <tausq.h>

static int fail(void) {
  fprintf(stderr, "%s\n", tsq_last_error());
  return 1;
}

static int analyse(const tsq_data *data, const int32_t *codes, const char *const *names, size_t n,
                   int32_t tau2) {
  tsq_subgroups *groups = NULL;
  tsq_wald_test test = {.size = sizeof test};
  if (tsq_subgroup(data, codes, names, n, tau2, NULL, &groups) != TSQ_OK) return fail();
  for (size_t g = 0; g < n; g++) {
    tsq_prediction effect;
    if (tsq_subgroups_effect(groups, g, &effect) != TSQ_OK) return fail();
    printf("  %-11s k = %.0f  risk ratio %.3f, 95%% CI %.3f to %.3f\n", tsq_subgroups_name(groups, g),
           tsq_fit_value(tsq_subgroups_fit(groups, g), "k"), exp(effect.estimate), exp(effect.ci_lower),
           exp(effect.ci_upper));
  }
  if (tsq_subgroups_test(groups, &test) != TSQ_OK) return fail();
  printf("  differences: statistic %.3f on %.0f df, p = %.3f\n", test.statistic, test.df1, test.p_value);
  tsq_subgroups_free(groups);
  return 0;
}

int main(int argc, char **argv) {
  static const char *const columns[4] = {"tpos", "tneg", "cpos", "cneg"};
  const double *cell[4];
  const int32_t *codes = NULL;
  const char *names[8];
  size_t n = 0;
  tsq_table *table = NULL;
  if (argc < 2 || tsq_table_read_csv(argv[1], NULL, &table) != TSQ_OK) return fail();
  size_t k = tsq_table_rows(table);
  double *yi = malloc(2 * k * sizeof *yi);
  for (int j = 0; j < 4; j++) {
    if (yi == NULL || tsq_table_numeric(table, columns[j], &cell[j]) != TSQ_OK) return fail();
  }
  tsq_tables tables = {.k = k, .ai = cell[0], .bi = cell[1], .ci = cell[2], .di = cell[3]};
  if (tsq_effect_tables(TSQ_RR, &tables, NULL, yi, yi + k) != TSQ_OK) return fail();
  if (tsq_table_codes(table, "alloc", &codes) != TSQ_OK || tsq_table_levels(table, "alloc", &n) != TSQ_OK ||
      n > 8)
    return fail();
  for (size_t g = 0; g < n; g++) {
    names[g] = tsq_table_level(table, "alloc", g);
  }
  tsq_data data = {.k = k, .yi = yi, .vi = yi + k};
  printf("separate tau2\n");
  int status = analyse(&data, codes, names, n, TSQ_TAU2_SEPARATE);
  printf("common tau2\n");
  if (status == 0) status = analyse(&data, codes, names, n, TSQ_TAU2_COMMON);
  free(yi);
  tsq_table_free(table);
  return status;
}
