/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tsq_plot_forest(): the caller's description checked, laid out and drawn. */
#include "plot/figures.h"
#include "plot/forest_layout.h"

#include "base/options.h"
#include "base/status.h"

#include <math.h>

TSQP_NO_PADDING(tsq_forest_column, reserved, 5 * sizeof(void *) + 2 * sizeof(int32_t));
TSQP_NO_PADDING(tsq_forest, zebra,
                2 * sizeof(size_t) + 14 * sizeof(void *) + 4 * sizeof(double) + 10 * sizeof(int32_t));

static int check_choice(const char *name, int32_t value, int32_t last) {
  if (value >= 0 && value <= last && value % 10 == 0) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->%s = %d is not one of its enum's values", name, (int)value);
}

static int check_choices(const tsq_forest *f) {
  const struct {
    const char *name;
    int32_t value, last;
  } choices[] = {{"order", f->order, TSQ_ORDER_PRECISION},
                 {"show_weights", f->show_weights, TSQ_HIDE},
                 {"show_prediction", f->show_prediction, TSQ_HIDE},
                 {"show_null", f->show_null, TSQ_HIDE},
                 {"show_threshold", f->show_threshold, TSQ_HIDE},
                 {"show_test", f->show_test, TSQ_HIDE},
                 {"zebra", f->zebra, TSQ_HIDE}};
  for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
    TSQP_TRY(check_choice(choices[i].name, choices[i].value, choices[i].last));
  }
  if (f->reverse != 0 && f->reverse != 1) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->reverse = %d is neither 0 nor 1", (int)f->reverse);
  }
  if (f->digits < -1 || f->digits > 10) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->digits = %d: allowed are -1 (none), 0 (two) and 1 to 10",
                     (int)f->digits);
  }
  return TSQ_OK;
}

static int check_columns(const tsq_forest *f) {
  if (f->n_columns > TSQP_FOREST_COLUMNS) {
    return tsqp_fail(TSQ_ERR_LENGTH, "forest->n_columns = %zu: at most %d", f->n_columns,
                     TSQP_FOREST_COLUMNS);
  }
  if (f->n_columns > 0 && f->columns == NULL) return tsqp_fail(TSQ_ERR_NULL, "forest->columns is NULL");
  for (size_t j = 0; j < f->n_columns; j++) {
    if (f->columns[j].texts == NULL) return tsqp_fail(TSQ_ERR_NULL, "forest->columns[%zu].texts is NULL", j);
    int32_t align = f->columns[j].align;
    if (align != 0 && tsq_align_name(align) == NULL) {
      return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->columns[%zu].align = %d is not an enum tsq_align", j,
                       (int)align);
    }
    if (f->columns[j].reserved != 0)
      return tsqp_fail(TSQ_ERR_OPTIONS, "forest->columns[%zu].reserved is set", j);
  }
  return TSQ_OK;
}

static int check_numbers(const tsq_forest *f) {
  const struct {
    const char *name;
    double value;
  } numbers[] = {
      {"null_value", f->null_value}, {"threshold", f->threshold}, {"x_min", f->x_min}, {"x_max", f->x_max}};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    if (!isfinite(numbers[i].value))
      return tsqp_fail(TSQ_ERR_DATA, "forest->%s is not finite", numbers[i].name);
  }
  if ((f->x_min != 0 || f->x_max != 0) && !(f->x_min < f->x_max)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->x_min = %g is not below x_max = %g", f->x_min, f->x_max);
  }
  return TSQ_OK;
}

static int check(const tsq_forest *f) {
  if (f->fit == NULL && f->subgroups == NULL)
    return tsqp_fail(TSQ_ERR_NULL, "forest->fit and forest->subgroups are NULL");
  if (f->fit != NULL && f->subgroups != NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->fit and forest->subgroups are both given: give one");
  }
  TSQP_TRY(check_choices(f));
  TSQP_TRY(check_columns(f));
  return check_numbers(f);
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

int tsq_plot_forest(const tsq_forest *forest, const char *path) {
  tsqp_clear_error();
  TSQP_NOT_NULL(forest);
  TSQP_NOT_NULL(path);
  tsq_forest known;
  tsqp_page_options page;
  tsqp_arena arena = {0};
  tsqp_scene scene;
  TSQP_TRY(tsqp_read_data(forest, &known, sizeof known, sizeof known, "tsq_forest"));
  TSQP_TRY(tsqp_read_page_options(known.options, path, &page));
  tsqp_scene_open(&scene, &arena);
  int status = tsqp_forest_scene(&known, &page, &scene);
  if (status == TSQ_OK) status = tsqp_write_picture(&scene, &page, path);
  return tsqp_end_figure(status, &scene, &arena);
}
