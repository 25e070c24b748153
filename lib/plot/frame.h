/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure with two axes: its frame, its legend below, and data drawn inside. Lengths in points. */
#ifndef TSQP_FRAME_H
#define TSQP_FRAME_H

#include "plot/axis.h"
#include "plot/picture.h"
#include "plot/scene.h"

enum tsqp_swatch {
  TSQP_SWATCH_BOX = 1,
  TSQP_SWATCH_LINE = 2,
  TSQP_SWATCH_POINT = 3,
  TSQP_SWATCH_OPEN_POINT = 4
};

typedef struct tsqp_legend_entry {
  const char *text;
  int swatch; /* enum tsqp_swatch */
  int breaks; /* 1 = begins a line */
  tsqp_style style;
} tsqp_legend_entry;

#define TSQP_LEGEND_ENTRIES 8

typedef struct tsqp_frame {
  tsqp_scene *scene;
  double size;                     /* of type */
  double left, right, top, bottom; /* where the data are drawn */
  tsqp_axis x, y;
  int y_down;                    /* 1 = y grows downwards */
  const char *x_label, *y_label; /* clean */
  const char *remark;            /* clean, above the data; NULL = none */
  tsqp_legend_entry legend[TSQP_LEGEND_ENTRIES];
  size_t n_legend;
  double caption_top, legend_top;
  const char *const *title_lines, *const *caption_lines;
  size_t n_title_lines, n_caption_lines;
} tsqp_frame;

/*
 * Places everything; `frame` comes with size, labels, legend and y_down set. The axes are made as wished. Sets the scene's
 * page.
 */
int tsqp_lay_out_frame(tsqp_frame *frame, const tsqp_page_options *page, tsqp_axis_wish x, tsqp_axis_wish y);

/* Axes, labels, title, legend and caption. Drawn after the data, whose shapes they cover where these touch the frame. */
void tsqp_draw_frame(tsqp_frame *frame);

double tsqp_frame_x(const tsqp_frame *frame, double x);
double tsqp_frame_y(const tsqp_frame *frame, double y);
int tsqp_is_in_frame(const tsqp_frame *frame, double x, double y);

/* In the data's units, cut off at the frame. */
void tsqp_frame_polygon(tsqp_frame *frame, int role, const double *x, const double *y, size_t n,
                        tsqp_style style);
void tsqp_frame_line(tsqp_frame *frame, int role, const double *x, const double *y, size_t n,
                     tsqp_style style);

/* The entry, for what goes beyond text, swatch and style; NULL where there are too many. */
tsqp_legend_entry *tsqp_add_legend(tsqp_frame *frame, const char *text, int swatch, tsqp_style style);

#endif
