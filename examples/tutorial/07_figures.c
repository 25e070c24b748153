/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures: a forest plot and a contour-enhanced funnel plot of the P6 trials.
 * Arguments: the CSV file, the folder for the pictures.
 */
#include <stdio.h>
#include <stdlib.h>
#include <tausq.h>

static int fail(void) {
  fprintf(stderr, "%s\n", tsq_last_error());
  return 1;
}

static int draw(const tsq_fit *fit, const char *folder) {
  char path[1024];
  tsq_plot_options page = {.size = sizeof page,
                           .title = "Acupoint P6 stimulation against postoperative nausea",
                           .caption = "Data: Lee & Done 2004, doi:10.1002/14651858.CD003281.pub2"};
  tsq_forest forest = {.fit = fit,
                       .options = &page,
                       .transform = TSQ_TRANSFORM_EXP,
                       .effect_name = "RR",
                       .axis_label = "Risk ratio",
                       .favours_left = "Favours P6",
                       .favours_right = "Favours sham"};
  tsq_funnel funnel = {.fit = fit,
                       .options = &page,
                       .transform = TSQ_TRANSFORM_EXP,
                       .kind = TSQ_FUNNEL_CONTOUR,
                       .x_label = "Risk ratio"};
  snprintf(path, sizeof path, "%s/p6_forest.svg", folder);
  if (tsq_plot_forest(&forest, path) != TSQ_OK) return fail();
  printf("p6_forest.svg\n");
  snprintf(path, sizeof path, "%s/p6_funnel.svg", folder);
  if (tsq_plot_funnel(&funnel, path) != TSQ_OK) return fail();
  printf("p6_funnel.svg\n");
  return 0;
}

int main(int argc, char **argv) {
  static const char *const columns[4] = {"ai", "n1i", "ci", "n2i"};
  const double *cell[4];
  const char *const *labels = NULL;
  tsq_table *table = NULL;
  tsq_fit *fit = NULL;
  if (argc < 3) return 2;
  if (tsq_table_read_csv(argv[1], NULL, &table) != TSQ_OK ||
      tsq_table_text(table, "trial", &labels) != TSQ_OK)
    return fail();
  size_t k = tsq_table_rows(table);
  double *yi = malloc(2 * k * sizeof *yi);
  for (int j = 0; j < 4; j++) {
    if (yi == NULL || tsq_table_numeric(table, columns[j], &cell[j]) != TSQ_OK) return fail();
  }
  tsq_tables tables = {.k = k, .ai = cell[0], .n1i = cell[1], .ci = cell[2], .n2i = cell[3]};
  if (tsq_effect_tables(TSQ_RR, &tables, NULL, yi, yi + k) != TSQ_OK) return fail();
  tsq_data data = {.k = k, .yi = yi, .vi = yi + k, .labels = labels};
  if (tsq_rma(&data, NULL, &fit) != TSQ_OK) return fail();
  int status = draw(fit, argv[2]);
  tsq_fit_free(fit);
  free(yi);
  tsq_table_free(table);
  return status;
}
