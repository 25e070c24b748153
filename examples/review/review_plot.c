/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of the review's figures: every one says that its records are constructed. */
#include "review.h"

extern const char *review_picture_folder;

tsq_plot_options review_page(const char *title) {
  return (tsq_plot_options){.size = sizeof(tsq_plot_options),
                            .title = title,
                            .caption = "Constructed records, not from any trial."};
}

static const char *const extensions[] = {"svg", "png"};

/* FOLDER/NAME.EXTENSION. The text lives until the next call. */
static const char *path_of(const char *name, const char *extension) {
  static char path[4096];
  const int length = snprintf(path, sizeof path, "%s/%s.%s", review_picture_folder, name, extension);
  if (length < 0 || (size_t)length >= sizeof path) {
    fprintf(stderr, "%s: the path is too long\n", review_picture_folder);
    exit(EXIT_FAILURE);
  }
  return path;
}

void review_forest(const tsq_forest *forest, const char *name) {
  for (size_t i = 0; i < 2 && tsq_has("plot"); i++)
    check(tsq_plot_forest(forest, path_of(name, extensions[i])));
}

void review_funnel(const tsq_funnel *funnel, const char *name) {
  for (size_t i = 0; i < 2 && tsq_has("plot"); i++)
    check(tsq_plot_funnel(funnel, path_of(name, extensions[i])));
}

void review_bubble(const tsq_bubble *bubble, const char *name) {
  for (size_t i = 0; i < 2 && tsq_has("plot"); i++)
    check(tsq_plot_bubble(bubble, path_of(name, extensions[i])));
}

void review_arm_columns(const review_set *set, const char *comparator, review_columns *c) {
  enum { WIDTH = 16 };
  static const char *const names[] = {"n1", "m1", "sd1", "n2", "m2", "sd2"};
  static const char *const headers[] = {"n", "Mean", "SD"};
  const size_t k = set->k;
  c->texts = calloc(k * REVIEW_ARM_COLUMNS, WIDTH);
  c->cells = calloc(k * REVIEW_ARM_COLUMNS, sizeof *c->cells);
  if (c->texts == NULL || c->cells == NULL) check(TSQ_ERR_NOMEM);
  for (size_t j = 0; j < REVIEW_ARM_COLUMNS; j++) {
    const double *numbers = review_numbers(set->frame, names[j]);
    double total = 0;
    for (size_t i = 0; i < k; i++) {
      char *text = c->texts + (j * k + i) * WIDTH;
      snprintf(text, WIDTH, j % 3 == 0 ? "%.0f" : "%.2f", numbers[i]);
      c->cells[j * k + i] = text;
      total += numbers[i];
    }
    c->columns[j] = (tsq_forest_column){.header = headers[j % 3],
                                        .group = j < 3 ? "Acupuncture" : comparator,
                                        .texts = c->cells + j * k,
                                        .align = TSQ_ALIGN_RIGHT};
    if (j % 3 == 0) {
      snprintf(c->totals[j / 3], sizeof c->totals[0], "%.0f", total);
      c->columns[j].total = c->totals[j / 3];
    }
  }
}

void review_columns_free(review_columns *columns) {
  free(columns->texts);
  free(columns->cells);
}
