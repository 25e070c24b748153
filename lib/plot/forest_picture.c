/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture in the middle of a forest plot. Later things lie over earlier ones. */
#include "plot/forest_canvas.h"
#include "plot/style.h"

#include "base/status.h"

#include <math.h>

static int is_inside(const tsqp_forest_canvas *c, double value) {
  return value >= c->at->axis.lo && value <= c->at->axis.hi; /* false for NaN */
}

static double clamped_x(const tsqp_forest_canvas *c, double value) {
  return tsqp_forest_x(c->at, fmin(fmax(value, c->at->axis.lo), c->at->axis.hi));
}

static void draw_vertical(tsqp_forest_canvas *c, int role, double value, tsqp_style style) {
  if (!is_inside(c, value)) return;
  double x = tsqp_forest_x(c->at, value);
  tsqp_draw_line(c->scene, role, TSQP_NO_INDEX, x, c->at->header, x, c->at->axis_y, style);
}

static void draw_lines(tsqp_forest_canvas *c) {
  draw_vertical(c, TSQP_ROLE_NULL_LINE, c->table->null_value, tsqp_line_style(0x9AA0A6, TSQP_THIN));
  draw_vertical(c, TSQP_ROLE_REFERENCE, c->table->reference, tsqp_dash_style(TSQP_DARK_BLUE, 0.5, 1.2, 2));
  draw_vertical(c, TSQP_ROLE_THRESHOLD, c->table->threshold, tsqp_dash_style(TSQP_ORANGE, TSQP_THIN, 4, 2.5));
  if (c->table->threshold_label == NULL || !is_inside(c, c->table->threshold)) return;
  double room = c->at->plot_right - c->at->plot_left;
  const char *label = tsqp_shorten(c->scene->arena, c->table->threshold_label, c->small, room);
  if (label == NULL) {
    c->scene->status = TSQ_ERR_NOMEM;
    return;
  }
  double half = 0.5 * tsqp_text_width(label, c->small), x = tsqp_forest_x(c->at, c->table->threshold);
  x = fmin(fmax(x, c->at->plot_left + half), c->at->plot_right - half);
  tsqp_draw_text(c->scene, TSQP_ROLE_THRESHOLD, TSQP_NO_INDEX, x, c->at->header - 0.65 * c->at->size,
                 TSQP_CENTRE, c->small, TSQP_ORANGE, label);
}

static void draw_interval(tsqp_forest_canvas *c, size_t i) {
  const tsqp_forest_row *row = &c->table->rows[i];
  double y = tsqp_row_middle(c, i);
  if (!(row->upper > c->at->axis.lo && row->lower < c->at->axis.hi)) return;
  tsqp_draw_line(c->scene, TSQP_ROLE_INTERVAL, row->index, clamped_x(c, row->lower), y,
                 clamped_x(c, row->upper), y, tsqp_line_style(TSQP_INK, TSQP_LINE_WIDTH));
}

/* Arrow heads where an interval goes on beyond the axis: outside of it, so that no square covers them. */
static void draw_clipped(tsqp_forest_canvas *c, size_t i, double length, uint32_t colour) {
  const tsqp_forest_row *row = &c->table->rows[i];
  const tsqp_style style = tsqp_fill_style(colour, 1);
  double y = tsqp_row_middle(c, i), out = 0.6 * length;
  if (row->lower < c->at->axis.lo) {
    tsqp_draw_head(c->scene, TSQP_ROLE_CLIPPED, row->index, c->at->plot_left - out, y, -1, length, style);
  }
  if (row->upper > c->at->axis.hi) {
    tsqp_draw_head(c->scene, TSQP_ROLE_CLIPPED, row->index, c->at->plot_right + out, y, 1, length, style);
  }
}

static double largest_weight(const tsqp_forest_table *table) {
  double largest = 0;
  for (size_t i = 0; i < table->n_rows; i++) {
    const tsqp_forest_row *row = &table->rows[i];
    if (row->kind == TSQP_ROW_STUDY && row->weight > largest) largest = row->weight;
  }
  return largest;
}

/* Area proportional to weight: the side goes with its square root. Without weights all are alike. */
static double half_side(const tsqp_forest_canvas *c, const tsqp_forest_row *row, double largest) {
  double most = 0.5 * 0.72 * fmin(c->at->row, 1.6 * c->at->size);
  if (!c->table->has_weights) return 0.6 * most;
  return row->weight > 0 ? most * sqrt(row->weight / largest) : 0;
}

static void draw_square(tsqp_forest_canvas *c, size_t i, double largest) {
  const tsqp_forest_row *row = &c->table->rows[i];
  double half = half_side(c, row, largest);
  if (!is_inside(c, row->estimate)) return;
  double x = tsqp_forest_x(c->at, row->estimate), y = tsqp_row_middle(c, i);
  if (!(half > 0)) { /* no weight at all: a tick, so that the estimate is seen */
    double tick = 0.2 * c->at->size;
    tsqp_draw_line(c->scene, TSQP_ROLE_SQUARE, row->index, x, y - tick, x, y + tick,
                   tsqp_line_style(TSQP_INK, TSQP_LINE_WIDTH));
    return;
  }
  tsqp_draw_box(c->scene, TSQP_ROLE_SQUARE, row->index, (tsqp_box){x - half, y - half, x + half, y + half},
                tsqp_fill_style(TSQP_BLUE, 1));
}

/* How much of a diamond's height is left where its side is cut off at `edge`, on the way from the tip to the estimate. */
static double height_at(double edge, double tip, double estimate) {
  if (isinf(tip)) return 1; /* the side is parallel to the axis */
  return (edge - tip) / (estimate - tip);
}

/* A diamond over an interval: effect = estimate, lower, upper. */
static void draw_diamond(tsqp_forest_canvas *c, size_t i, const double effect[3], uint32_t colour,
                         double height) {
  double lo = c->at->axis.lo, hi = c->at->axis.hi, y = tsqp_row_middle(c, i);
  double half = 0.5 * height * fmin(c->at->row, 1.6 * c->at->size);
  if (!(effect[1] <= effect[0] && effect[0] <= effect[2]) || !is_inside(c, effect[0])) return;
  int is_cut_left = effect[1]<lo, is_cut_right = effect[2]> hi;
  double left = is_cut_left ? half * height_at(lo, effect[1], effect[0]) : 0;
  double right = is_cut_right ? half * height_at(hi, effect[2], effect[0]) : 0;
  double x1 = clamped_x(c, effect[1]), x2 = clamped_x(c, effect[0]), x3 = clamped_x(c, effect[2]);
  const double px[] = {x1, x2, x3, x3, x2, x1},
               py[] = {y - left, y - half, y - right, y + right, y + half, y + left};
  tsqp_draw_shape(c->scene, TSQP_POLYGON, TSQP_ROLE_DIAMOND, c->table->rows[i].index, px, py, 6,
                  tsqp_fill_style(colour, 1));
}

static void draw_prediction(tsqp_forest_canvas *c, size_t i) {
  const tsqp_forest_row *row = &c->table->rows[i];
  double y = tsqp_row_middle(c, i), half = 0.14 * c->at->size;
  if (!(row->lower < c->at->axis.hi && row->upper > c->at->axis.lo)) return;
  const tsqp_box bar = {clamped_x(c, row->lower), y - half, clamped_x(c, row->upper), y + half};
  tsqp_draw_box(c->scene, TSQP_ROLE_PREDICTION, row->index, bar, tsqp_fill_style(TSQP_ORANGE, 1));
}

static void draw_pooled(tsqp_forest_canvas *c, size_t i) {
  const tsqp_forest_row *row = &c->table->rows[i];
  const double effect[] = {row->estimate, row->lower, row->upper};
  int is_total = row->kind == TSQP_ROW_TOTAL, is_prediction = row->kind == TSQP_ROW_PREDICTION;
  if (!is_total && !is_prediction && row->kind != TSQP_ROW_SUBTOTAL) return;
  uint32_t colour = is_prediction ? TSQP_ORANGE : is_total ? TSQP_DARK_BLUE : TSQP_PALE_BLUE;
  if (is_prediction) {
    draw_prediction(c, i);
  } else {
    draw_diamond(c, i, effect, colour, is_total ? 0.68 : 0.6);
  }
  draw_clipped(c, i, 0.75 * c->at->size, colour);
}

/* In passes, so that shapes that look alike follow each other and squares lie over all lines. */
void tsqp_draw_forest_picture(tsqp_forest_canvas *c) {
  const tsqp_forest_row *rows = c->table->rows;
  size_t n = c->table->n_rows;
  double largest = largest_weight(c->table);
  for (size_t i = 0; i < n; i++) {
    if (rows[i].kind == TSQP_ROW_STUDY && rows[i].has_values)
      draw_diamond(c, i, rows[i].fitted, TSQP_PALE, 0.75);
  }
  draw_lines(c);
  for (size_t i = 0; i < n; i++) {
    if (rows[i].kind == TSQP_ROW_STUDY && rows[i].has_values) draw_interval(c, i);
  }
  for (size_t i = 0; i < n; i++) {
    if (rows[i].kind == TSQP_ROW_STUDY && rows[i].has_values) draw_square(c, i, largest);
  }
  for (size_t i = 0; i < n; i++) {
    if (rows[i].kind == TSQP_ROW_STUDY && rows[i].has_values)
      draw_clipped(c, i, 0.55 * c->at->size, TSQP_INK);
  }
  for (size_t i = 0; i < n; i++)
    draw_pooled(c, i);
}
