/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tsq_plot_forest(): the caller's description checked, laid out and drawn. */
#include "plot/figures.h"
#include "plot/forest_layout.h"

#include "base/options.h"
#include "base/status.h"

#include <math.h>

TSQP_NO_PADDING(tsq_forest_column, reserved, 3 * sizeof(void *) + 2 * sizeof(int32_t));
TSQP_NO_PADDING(tsq_forest, zebra,
                3 * sizeof(size_t) + 11 * sizeof(void *) + 4 * sizeof(double) + 12 * sizeof(int32_t));

static int check_choices(const tsq_forest *f) {
  const struct {
    const char *name;
    int32_t value;
  } shows[] = {{"show_weights", f->show_weights},
               {"show_prediction", f->show_prediction},
               {"show_threshold", f->show_threshold},
               {"show_heterogeneity", f->show_heterogeneity},
               {"show_test", f->show_test},
               {"show_notes", f->show_notes},
               {"zebra", f->zebra}};
  for (size_t i = 0; i < sizeof shows / sizeof shows[0]; i++)
    TSQP_TRY(tsqp_check_show("forest", shows[i].name, shows[i].value));
  if (f->order != 0 && tsq_forest_order_name(f->order) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->order = %d is not an enum tsq_forest_order", (int)f->order);
  }
  if (f->reverse != 0 && f->reverse != 1) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->reverse = %d is neither 0 nor 1", (int)f->reverse);
  }
  if (f->digits < -1 || f->digits > 10) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->digits = %d: allowed are -1 (none), 0 (two) and 1 to 10",
                     (int)f->digits);
  }
  if (!isfinite(f->threshold)) return tsqp_fail(TSQ_ERR_DATA, "forest->threshold is not finite");
  return TSQ_OK;
}

static int check_column(const tsq_forest_column *column, size_t j) {
  if (column->texts == NULL) return tsqp_fail(TSQ_ERR_NULL, "forest->columns[%zu].texts is NULL", j);
  if (column->align != 0 && tsq_align_name(column->align) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->columns[%zu].align = %d is not an enum tsq_align", j,
                     (int)column->align);
  }
  return column->reserved == 0 ? TSQ_OK
                               : tsqp_fail(TSQ_ERR_OPTIONS, "forest->columns[%zu].reserved is set", j);
}

static int check_columns(const tsq_forest *f) {
  if (f->n_columns > TSQP_FOREST_COLUMNS || f->n_numbers > TSQP_FOREST_COLUMNS - f->n_columns) {
    return tsqp_fail(TSQ_ERR_LENGTH, "forest->n_columns = %zu and n_numbers = %zu: together at most %d",
                     f->n_columns, f->n_numbers, TSQP_FOREST_COLUMNS);
  }
  if (f->n_columns > 0 && f->columns == NULL) return tsqp_fail(TSQ_ERR_NULL, "forest->columns is NULL");
  if (f->n_numbers > 0 && f->numbers == NULL) return tsqp_fail(TSQ_ERR_NULL, "forest->numbers is NULL");
  for (size_t j = 0; j < f->n_columns; j++)
    TSQP_TRY(check_column(&f->columns[j], j));
  for (size_t j = 0; j < f->n_numbers; j++) {
    if (f->numbers[j] == NULL) return tsqp_fail(TSQ_ERR_NULL, "forest->numbers[%zu] is NULL", j);
  }
  return TSQ_OK;
}

static int check(const tsq_forest *f) {
  if (f->rows == NULL) return tsqp_fail(TSQ_ERR_NULL, "forest->rows is NULL");
  TSQP_TRY(check_choices(f));
  return check_columns(f);
}

int tsqp_forest_scene(const tsq_forest *forest, const tsqp_page_options *page, tsqp_scene *scene) {
  tsqp_forest_table table;
  tsqp_forest_layout layout;
  TSQP_TRY(check(forest));
  TSQP_TRY(tsqp_make_forest_table(scene->arena, forest, &table));
  table.title = tsqp_clean_text(scene->arena, page->is.title);
  table.caption = tsqp_clean_text(scene->arena, page->is.caption);
  if (table.title == NULL || table.caption == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(
      tsqp_lay_out_forest(scene->arena, &table, page->font_size, page->is.width, page->is.height, &layout));
  tsqp_draw_forest(scene, &table, &layout);
  return scene->status;
}

static int lay_out(const void *figure, const tsqp_page_options *page, tsqp_scene *scene) {
  return tsqp_forest_scene(figure, page, scene);
}

int tsq_plot_forest(const tsq_forest *forest, const char *path) {
  tsqp_clear_error();
  TSQP_NOT_NULL(forest);
  TSQP_NOT_NULL(path);
  tsq_forest known;
  TSQP_TRY(tsqp_read_data(forest, &known, sizeof known, sizeof known, "tsq_forest"));
  return tsqp_draw_figure(&known, known.options, lay_out, path);
}
