/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A forest plot from top to bottom, and the range of its axis. */
#include "plot/forest_layout.h"

#include "base/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROW_EMS 1.6        /* height of a study's row */
#define ROW_LEAST_EMS 1.15 /* on a page of given height */
#define ROW_MOST_EMS 3.0
#define CLIP_WIDTHS 5.0 /* an interval reaches at most so many typical half widths beyond its estimate */

double tsqp_forest_x(const tsqp_forest_layout *layout, double value) {
  double share = (value - layout->axis.lo) / (layout->axis.hi - layout->axis.lo);
  return layout->plot_left + share * (layout->plot_right - layout->plot_left);
}

/* --- the range ------------------------------------------------------------------------------------------------------ */

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The median of the studies' finite half widths; 0 where there are none; negative where there is no memory. */
static double typical_half_width(tsqp_arena *arena, const tsqp_forest_table *table) {
  double *half = tsqp_arena_take(arena, table->n_rows, sizeof *half);
  if (half == NULL) return -1;
  size_t n = 0;
  for (size_t i = 0; i < table->n_rows; i++) {
    const tsqp_forest_row *row = &table->rows[i];
    double width = 0.5 * (row->upper - row->lower);
    if (row->kind == TSQP_ROW_STUDY && row->has_values && isfinite(width)) half[n++] = width;
  }
  if (n == 0) return 0;
  qsort(half, n, sizeof *half, compare);
  return half[n / 2];
}

static void include(double value, double *lo, double *hi) {
  if (!isfinite(value)) return;
  *lo = fmin(*lo, value);
  *hi = fmax(*hi, value);
}

/* Estimates always; of intervals what is not far beyond the usual. */
static void include_row(const tsqp_forest_row *row, double reach, double *lo, double *hi) {
  double centre = isnan(row->estimate) ? 0.5 * (row->lower + row->upper) : row->estimate;
  if (!row->has_values || !isfinite(centre)) return;
  include(centre, lo, hi);
  include(fmax(row->lower, centre - reach), lo, hi);
  include(fmin(row->upper, centre + reach), lo, hi);
}

/* A line is brought into the range where that at most doubles it. */
static void include_line(double value, double *lo, double *hi) {
  double span = *hi - *lo;
  if (isfinite(value) && value > *lo - span && value < *hi + span) include(value, lo, hi);
}

/* A place on the axis as the number that is printed there. */
static double shown(const tsqp_forest_table *table, double place) {
  return table->is_warped ? tsqp_printed(table->scale, place) : place;
}

/* The caller asked for this line: it is brought into the range unless that would leave the studies no room. */
static int include_threshold(const tsqp_forest_table *table, double *lo, double *hi) {
  double span = *hi - *lo, value = table->threshold;
  if (!isfinite(value)) return TSQ_OK;
  if (value < *lo - 10 * span || value > *hi + 10 * span) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->threshold = %g lies far from the studies' %g to %g",
                     shown(table, value), shown(table, *lo), shown(table, *hi));
  }
  include(value, lo, hi);
  return TSQ_OK;
}

static int choose_range(tsqp_arena *arena, const tsqp_forest_table *table, double *lo, double *hi) {
  *lo = HUGE_VAL;
  *hi = -HUGE_VAL;
  double typical = typical_half_width(arena, table);
  if (typical < 0) return TSQ_ERR_NOMEM;
  double reach = typical > 0 ? CLIP_WIDTHS * typical : HUGE_VAL;
  for (size_t i = 0; i < table->n_rows; i++)
    include_row(&table->rows[i], reach, lo, hi);
  if (!(*lo <= *hi)) return tsqp_fail(TSQ_ERR_DATA, "forest->rows: no row has an effect that can be drawn");
  include_line(table->null_value, lo, hi);
  if (!(*lo < *hi)) { /* one point */
    double around = *lo != 0 ? 0.1 * fabs(*lo) : 1;
    *lo -= around;
    *hi += around;
  }
  return include_threshold(table, lo, hi);
}

static int labels_fit(const tsqp_forest_layout *layout) {
  const tsqp_axis *axis = &layout->axis;
  const tsqp_font font = {layout->size * TSQP_SMALL, 0};
  for (size_t i = 0; i + 1 < axis->n_ticks; i++) {
    double room = tsqp_forest_x(layout, axis->tick[i + 1]) - tsqp_forest_x(layout, axis->tick[i]);
    double needed = 0.5 * (tsqp_text_width(axis->label[i], font) + tsqp_text_width(axis->label[i + 1], font));
    if (needed + 0.6 * font.size > room) return 0;
  }
  return 1;
}

static int lay_out_axis(tsqp_arena *arena, const tsqp_forest_table *table, tsqp_forest_layout *layout) {
  tsqp_axis_wish wish = {.lo = table->x_min,
                         .hi = table->x_max,
                         .is_fixed = table->x_min < table->x_max,
                         .kind = table->is_warped ? TSQP_AXIS_WARPED : TSQP_AXIS_LINEAR,
                         .scale = table->scale};
  if (!wish.is_fixed) TSQP_TRY(choose_range(arena, table, &wish.lo, &wish.hi));
  if (table->threshold < wish.lo || table->threshold > wish.hi) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "forest->threshold = %g lies outside the axis from %g to %g",
                     shown(table, table->threshold), shown(table, wish.lo), shown(table, wish.hi));
  }
  double each =
      (table->is_warped ? 2.9 : 4) * layout->size; /* 0.1 0.2 0.5 1: short labels may stand closer */
  size_t most = (size_t)((layout->plot_right - layout->plot_left) / each);
  for (wish.n_ticks = most > 8 ? 8 : most < 3 ? 3 : most; wish.n_ticks >= 2; wish.n_ticks--) {
    TSQP_TRY(tsqp_make_axis(arena, &wish, &layout->axis));
    if (labels_fit(layout)) return TSQ_OK;
  }
  layout->axis.n_ticks = 1; /* only numbers of a dozen digits come here */
  return TSQ_OK;
}

/* --- from top to bottom --------------------------------------------------------------------------------------------- */

static int wrap(tsqp_arena *arena, const char *text, double size, int bold, double width, tsqp_lines *lines) {
  if (text == NULL) return TSQ_OK;
  lines->n = tsqp_wrap(arena, text, (tsqp_font){size, bold}, width, &lines->line);
  return lines->n == SIZE_MAX ? TSQ_ERR_NOMEM : TSQ_OK;
}

/*
 * The texts left and right of the null value have the room up to the ends of the content. Where the null value lies beyond the axis,
 * they part at that end of it: what is seen is all on one side.
 */
static int wrap_favours(tsqp_arena *arena, const tsqp_forest_table *table, tsqp_forest_layout *layout) {
  double size = layout->size;
  layout->favours_x = tsqp_forest_x(layout, fmin(fmax(table->split, layout->axis.lo), layout->axis.hi));
  double sides[] = {layout->favours_x - layout->left, layout->right - layout->favours_x};
  for (int side = 0; side < 2; side++) {
    double room = fmin(sides[side] - 2.5 * size, 24 * size); /* beside them an arrow */
    TSQP_TRY(wrap(arena, table->favours[side], size * TSQP_SMALL, 0, room, &layout->favours[side]));
  }
  return TSQ_OK;
}

static int wrap_texts(tsqp_arena *arena, const tsqp_forest_table *table, tsqp_forest_layout *layout) {
  double width = layout->right - layout->left, small = layout->size * TSQP_SMALL;
  TSQP_TRY(wrap(arena, table->title, layout->size * TSQP_LARGE, 1, width, &layout->title_lines));
  TSQP_TRY(wrap(arena, table->caption, small, 0, width, &layout->caption_lines));
  layout->notes = tsqp_arena_take(arena, table->notes.n, sizeof *layout->notes);
  if (layout->notes == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < table->notes.n; i++) {
    TSQP_TRY(wrap(arena, table->notes.text[i], small, 0, width, &layout->notes[i]));
  }
  layout->note_rows = tsqp_arena_take(arena, table->n_rows, sizeof *layout->note_rows);
  if (layout->note_rows == NULL) return TSQ_ERR_NOMEM;
  double left_part = layout->plot_left - layout->gap - layout->left;
  for (size_t i = 0; i < table->n_rows; i++) {
    if (table->rows[i].kind != TSQP_ROW_NOTE) continue;
    TSQP_TRY(wrap(arena, table->rows[i].label, small, 0, left_part, &layout->note_rows[i]));
  }
  return TSQ_OK;
}

/* A row's height: what does not change with the height of studies' rows, and how many of these it counts. */
static double row_units(const tsqp_forest_table *table, const tsqp_forest_layout *layout, size_t i,
                        double *fixed) {
  *fixed = 0;
  switch (table->rows[i].kind) {
    case TSQP_ROW_NOTE:
      *fixed = ((double)layout->note_rows[i].n * 1.3 + 0.25) * layout->size * TSQP_SMALL;
      return 0;
    case TSQP_ROW_GAP: return 0.5;
    default: return 1;
  }
}

/* Height of a study's row; on a page of given height, what is left of it. `above` and `under` are the rest of the page. */
static int choose_row(const tsqp_forest_table *table, double height, double above, double under,
                      tsqp_forest_layout *layout) {
  double units = 0.3, fixed_sum = 0, fixed; /* 0.3 of a row stands between the last row and the axis */
  for (size_t i = 0; i < table->n_rows; i++) {
    units += row_units(table, layout, i, &fixed);
    fixed_sum += fixed;
  }
  layout->row = ROW_EMS * layout->size;
  if (height > 0) {
    double rest = height - above - under - fixed_sum, least = ROW_LEAST_EMS * layout->size;
    layout->row = fmin(rest / units, ROW_MOST_EMS * layout->size);
    if (layout->row < least) {
      return tsqp_fail(TSQ_ERR_ARGUMENT, "options->height = %g: this forest plot needs at least %.0f points",
                       height, ceil(above + under + fixed_sum + units * least));
    }
  }
  layout->height = height > 0 ? height : ceil(above + under + fixed_sum + units * layout->row);
  return TSQ_OK;
}

static int place_rows(tsqp_arena *arena, const tsqp_forest_table *table, tsqp_forest_layout *layout) {
  layout->row_top = tsqp_arena_take(arena, table->n_rows + 1, sizeof *layout->row_top);
  if (layout->row_top == NULL) return TSQ_ERR_NOMEM;
  double y = layout->header;
  for (size_t i = 0; i < table->n_rows; i++) {
    double fixed, units = row_units(table, layout, i, &fixed);
    layout->row_top[i] = y;
    y += fixed + units * layout->row;
  }
  layout->row_top[table->n_rows] = y;
  layout->axis_y = y + 0.3 * layout->row;
  return TSQ_OK;
}

/* Height of what stands between the axis and the footnotes. */
static double axis_height(const tsqp_forest_table *table, const tsqp_forest_layout *layout) {
  double height = 1.9 * layout->size;
  size_t lines = layout->favours[0].n > layout->favours[1].n ? layout->favours[0].n : layout->favours[1].n;
  height += 1.35 * (double)lines * layout->size;
  if (table->axis_label != NULL) height += 1.5 * layout->size;
  return height;
}

static double footer_height(const tsqp_forest_table *table, const tsqp_forest_layout *layout) {
  size_t lines = layout->caption_lines.n;
  for (size_t i = 0; i < table->notes.n; i++)
    lines += layout->notes[i].n;
  double height = (double)lines * 1.35 * layout->size * TSQP_SMALL;
  if (table->notes.n > 0) height += 0.8 * layout->size;
  if (layout->caption_lines.n > 0) height += 0.6 * layout->size;
  return height;
}

int tsqp_lay_out_forest(tsqp_arena *arena, const tsqp_forest_table *table, double size, double width,
                        double height, tsqp_forest_layout *layout) {
  memset(layout, 0, sizeof *layout);
  layout->size = size;
  layout->left = 1.6 * size;
  layout->gap = 1.5 * size;
  for (size_t i = 0; i < table->n_rows; i++) {
    if (table->rows[i].kind == TSQP_ROW_HEADING) layout->indent = 0.9 * size;
  }
  TSQP_TRY(tsqp_place_columns(table, width, layout));
  TSQP_TRY(lay_out_axis(arena, table, layout));
  TSQP_TRY(wrap_texts(arena, table, layout));
  TSQP_TRY(wrap_favours(arena, table, layout));
  layout->title = 1.4 * size;
  layout->top = layout->title + (double)layout->title_lines.n * 1.35 * TSQP_LARGE * size;
  if (layout->title_lines.n > 0) layout->top += 0.5 * size;
  layout->header = layout->top + (layout->has_groups ? 3.7 : 1.9) * size;
  double under = axis_height(table, layout) + footer_height(table, layout) + 1.2 * size;
  TSQP_TRY(choose_row(table, height, layout->header, under, layout));
  TSQP_TRY(place_rows(arena, table, layout));
  layout->below = layout->axis_y + axis_height(table, layout);
  return TSQ_OK;
}
