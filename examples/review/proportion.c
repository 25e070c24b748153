/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "proportion.h"
#include "review.h"

static void draw(const review_set *set, const tsq_fit *fit, const char *title, const char *picture) {
  enum { WIDTH = 24 };
  const double *x = review_numbers(set->frame, "x"), *n = review_numbers(set->frame, "n");
  char *texts = calloc(set->k, WIDTH);
  const char **cells = calloc(set->k + 1, sizeof *cells);
  if (texts == NULL || cells == NULL) check(TSQ_ERR_NOMEM);
  for (size_t i = 0; i < set->k; i++) {
    snprintf(texts + i * WIDTH, WIDTH, "%.0f/%.0f", x[i], n[i]);
    cells[i] = texts + i * WIDTH;
  }
  const tsq_plot_options page = review_page(title);
  const tsq_forest_column column = {.header = "Responders", .texts = cells, .align = TSQ_ALIGN_RIGHT};
  const tsq_forest forest = {.options = &page,
                             .columns = &column,
                             .n_columns = 1,
                             .study_header = "Trial",
                             .x_label = "Proportion of participants",
                             .show_test = TSQ_HIDE};
  review_forest(&forest, fit, picture);
  free(texts);
  free(cells);
}

void pool_responders(const char *condition, const char *title, const char *picture, char figure[16]) {
  review_set set = review_proportions(TSQ_PLO, "responders.csv", condition);
  tsq_fit *fit = NULL;
  check(tsq_rma(&set.data, TSQ_OPTIONS(.measure = TSQ_PLO), &fit));
  const tsq_estimate logit = tsq_coef(fit, 0);
  const tsq_estimate percent = review_shown(&logit, TSQ_TRANSFORM_ILOGIT, 100);
  printf("pooled proportion        %.1f%%, 95%% CI %.1f%% to %.1f%%\n", percent.estimate, percent.ci_lower,
         percent.ci_upper);
  review_describe(fit, TSQ_TRANSFORM_ILOGIT);
  draw(&set, fit, title, picture);
  snprintf(figure, 16, "%.0f%%", percent.estimate);
  tsq_fit_free(fit);
  review_free(&set);
}
