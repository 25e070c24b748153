/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that draw a forest plot share. */
#ifndef TSQP_FOREST_CANVAS_H
#define TSQP_FOREST_CANVAS_H

#include "plot/forest_layout.h"

typedef struct tsqp_forest_canvas {
  tsqp_scene *scene;
  const tsqp_forest_table *table;
  const tsqp_forest_layout *at;
  tsqp_font normal, bold, small;
} tsqp_forest_canvas;

/* Lines, intervals, squares and diamonds. */
void tsqp_draw_forest_picture(tsqp_forest_canvas *c);

/* The y of the middle of a row. */
static inline double tsqp_row_middle(const tsqp_forest_canvas *c, size_t row) {
  return 0.5 * (c->at->row_top[row] + c->at->row_top[row + 1]);
}

#endif
