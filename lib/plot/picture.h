/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scene becomes a file: whole, or not at all. */
#ifndef TSQP_PICTURE_H
#define TSQP_PICTURE_H

#include "plot/scene.h"

#include <tausq/plot.h>

/* The options with every default resolved and every value checked. */
typedef struct tsqp_page_options {
  tsq_plot_options is;
  const char *program;
  double font_size;
} tsqp_page_options;

/* Reads the caller's options; the format is taken from the path's extension where they leave it open. */
int tsqp_read_page_options(const tsq_plot_options *options, const char *path, tsqp_page_options *page);

/* Draws the scene with gnuplot into a temporary file beside `path`, checks that it is complete, and renames it. */
int tsqp_write_picture(const tsqp_scene *scene, const tsqp_page_options *page, const char *path);

/*
 * The end of a figure's call: frees what it was made with, and settles the message. What was tried and not needed on the way leaves
 * none; and memory that ran out always does, though a later question to the fit may have cleared it.
 */
int tsqp_end_figure(int status, tsqp_scene *scene, tsqp_arena *arena);

#endif
