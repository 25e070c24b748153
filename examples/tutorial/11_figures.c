/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The field's figures: forest, funnel and bubble plot, each from one struct whose zero fields mean the default.
 *
 *     11_figures [FOLDER]     writes bcg_forest.svg, bcg_funnel.svg, bcg_bubble.svg into FOLDER (default: here)
 *
 * The file's extension is its format: .svg, .png or .pdf.
 */
#include "tutorial.h"
#include <math.h>

static const char *folder = ".";

static const char *path_of(const char *name) {
  static char path[4096];
  const int length = snprintf(path, sizeof path, "%s/%s", folder, name);
  if (length < 0 || (size_t)length >= sizeof path) {
    fprintf(stderr, "%s: the path is too long\n", folder);
    exit(EXIT_FAILURE);
  }
  printf("%s\n", name);
  return path;
}

static void draw_forest(const tsq_fit *fit) {
  const tsq_plot_options page = {.size = sizeof page, .title = "BCG vaccine and tuberculosis"};
  tsq_rows *rows = NULL; /* what forest plots are made of: studies and summaries, of a fit of any model */
  check(tsq_fit_rows(fit, NULL, &rows));
  const tsq_forest forest = {.rows = rows,
                             .options = &page,
                             .x_label = "Risk ratio (log scale)",
                             .favours_left = "Favours vaccine",
                             .favours_right = "Favours control",
                             .order = TSQ_ORDER_EFFECT};
  check(tsq_plot_forest(&forest, path_of("bcg_forest.svg")));
  tsq_rows_free(rows);
}

static void draw_funnel(const tsq_fit *fit) {
  const tsq_funnel funnel = {.fit = fit, .kind = TSQ_FUNNEL_CONTOUR, .x_label = "Risk ratio (log scale)"};
  check(tsq_plot_funnel(&funnel, path_of("bcg_funnel.svg")));
}

static void draw_bubble(const tsq_fit *fit) {
  const tsq_bubble bubble = {.fit = fit,
                             .labels = bcg.labels,
                             .x_label = "Degrees of latitude",
                             .y_label = "Risk ratio (log scale)"};
  check(tsq_plot_bubble(&bubble, path_of("bcg_bubble.svg")));
}

int main(int argc, char **argv) {
  if (argc > 1) folder = argv[1];
  double yi[BCG_TRIALS], vi[BCG_TRIALS];
  bcg_effects(yi, vi);
  const char *const names[] = {"latitude"};
  tsq_data data = {.k = BCG_TRIALS, .yi = yi, .vi = vi, .labels = bcg.labels};
  tsq_fit *pooled = NULL, *regression = NULL;
  const tsq_options options = {.size = sizeof options,
                               .measure = TSQ_RR}; /* figures show risk ratios by themselves */
  check(tsq_rma(&data, &options, &pooled));
  data.x = bcg.latitude;
  data.p = 1;
  data.x_names = names;
  check(tsq_rma(&data, &options, &regression));
  if (tsq_has("plot")) {
    draw_forest(pooled);
    draw_funnel(pooled);
    draw_bubble(regression);
  }
  tsq_fit_free(pooled);
  tsq_fit_free(regression);
  return EXIT_SUCCESS;
}
