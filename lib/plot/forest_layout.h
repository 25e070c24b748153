/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where everything of a forest plot goes. All lengths in points. */
#ifndef TSQP_FOREST_LAYOUT_H
#define TSQP_FOREST_LAYOUT_H

#include "plot/axis.h"
#include "plot/forest_table.h"
#include "plot/scene.h"

/* One column of texts. `left` .. `right` is its room; the block of its texts may be narrower than its header. */
typedef struct tsqp_column_place {
  double left, right;
  double block_left, block_right;
  double point; /* decimal alignment: where the integer parts end */
  int32_t align;
} tsqp_column_place;

/* Wrapped lines of one text. */
typedef struct tsqp_lines {
  const char *const *line;
  size_t n;
} tsqp_lines;

typedef struct tsqp_forest_layout {
  double size;        /* of type */
  double gap;         /* between columns */
  double left, right; /* of the content */
  double label_right; /* of the study column */
  double indent;      /* of studies below a subgroup's heading */
  tsqp_column_place column[TSQP_FOREST_COLUMNS];
  double plot_left, plot_right;
  double weight_left, weight_right;
  double effect_left, effect_right[3]; /* right ends of estimate, lower and upper bound */

  int has_groups;                    /* the columns have a line of group headers */
  double title, top, header, axis_y; /* y: first title line's top, upper rule, header's rule, axis */
  double row;                        /* height of a study's row */
  double *row_top;                   /* [n_rows + 1] */
  double below;                      /* y: top of the footnotes */
  double width, height;

  tsqp_axis axis;
  tsqp_lines title_lines, caption_lines;
  tsqp_lines *note_rows; /* [n_rows] lines of TSQP_ROW_NOTE rows */
  tsqp_lines *notes;     /* [table->notes.n] footnotes */
  double favours_x;      /* between the two texts that say whom an effect favours */
  tsqp_lines favours[2];
} tsqp_forest_layout;

/* Sizes of type, as parts of the main one. */
#define TSQP_SMALL 0.9
#define TSQP_LARGE 1.25

/* `width` and `height`: of the page, 0 = fitted to the content. */
int tsqp_lay_out_forest(tsqp_arena *arena, const tsqp_forest_table *table, double size, double width,
                        double height, tsqp_forest_layout *layout);

/* Widths and places from left to right; part of tsqp_lay_out_forest(). */
int tsqp_place_columns(const tsqp_forest_table *table, double width, tsqp_forest_layout *layout);

/* The x of a value of the axis. */
double tsqp_forest_x(const tsqp_forest_layout *layout, double value);

/* How many bytes of a number's text stand before its decimal point. */
size_t tsqp_integer_part(const char *text);

/* The text of a column in a row, "" for none. */
const char *tsqp_forest_cell(const tsq_forest_column *column, const tsqp_forest_row *row);

/* Draws the table into the scene at the places of the layout. */
void tsqp_draw_forest(tsqp_scene *scene, const tsqp_forest_table *table, const tsqp_forest_layout *layout);

#endif
