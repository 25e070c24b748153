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

/* The text of a column beside a row: a study's, the total's, or none. */
static const char *text_beside(const tsq_row *row, const tsq_forest_column *column, size_t studies) {
  if (row->kind == TSQ_ROW_STUDY) return column->texts[row->index];
  return row->kind == TSQ_ROW_TOTAL ? column->texts[studies] : NULL;
}

/* Columns by study become columns by row; `texts` has room for all. */
static void lay_out(const tsq_forest *forest, const tsq_rows *rows, size_t studies,
                    tsq_forest_column *columns, const char **texts) {
  size_t n = tsq_rows_count(rows);
  for (size_t j = 0; j < forest->n_columns; j++) {
    columns[j] = forest->columns[j];
    columns[j].texts = texts + j * n;
    for (size_t i = 0; i < n; i++) {
      tsq_row row = {.size = sizeof row};
      check(tsq_rows_at(rows, i, &row));
      texts[j * n + i] = text_beside(&row, &forest->columns[j], studies);
    }
  }
}

void review_forest(const tsq_forest *forest, const tsq_fit *fit, const char *name) {
  tsq_forest drawn = *forest;
  tsq_rows *rows = NULL;
  tsq_forest_column columns[REVIEW_ARM_COLUMNS];
  check(tsq_fit_rows(fit, NULL, &rows));
  const char **texts = calloc(REVIEW_ARM_COLUMNS * tsq_rows_count(rows), sizeof *texts);
  if (texts == NULL) check(TSQ_ERR_NOMEM);
  lay_out(forest, rows, tsq_fit_extent(fit, "given"), columns, texts);
  drawn.rows = rows;
  drawn.columns = columns;
  for (size_t i = 0; i < 2 && tsq_has("plot"); i++)
    check(tsq_plot_forest(&drawn, path_of(name, extensions[i])));
  free(texts);
  tsq_rows_free(rows);
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
  const size_t k = set->k, rows = k + 1; /* and the total */
  c->texts = calloc(rows * REVIEW_ARM_COLUMNS, WIDTH);
  c->cells = calloc(rows * REVIEW_ARM_COLUMNS, sizeof *c->cells);
  if (c->texts == NULL || c->cells == NULL) check(TSQ_ERR_NOMEM);
  for (size_t j = 0; j < REVIEW_ARM_COLUMNS; j++) {
    const double *numbers = review_numbers(set->frame, names[j]);
    const int is_size = j % 3 == 0;
    double total = 0;
    for (size_t i = 0; i < rows; i++) {
      char *text = c->texts + (j * rows + i) * WIDTH;
      if (i < k) total += numbers[i];
      snprintf(text, WIDTH, is_size ? "%.0f" : "%.2f", i < k ? numbers[i] : total);
      c->cells[j * rows + i] = i < k || is_size ? text : NULL;
    }
    c->columns[j] = (tsq_forest_column){.header = headers[j % 3],
                                        .group = j < 3 ? "Acupuncture" : comparator,
                                        .texts = c->cells + j * rows,
                                        .align = TSQ_ALIGN_RIGHT};
  }
}

void review_columns_free(review_columns *columns) {
  free(columns->texts);
  free(columns->cells);
}
