/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures before they are drawn: for the one door that all go through, and for tests of their geometry. */
#ifndef TSQP_FIGURES_H
#define TSQP_FIGURES_H

#include "plot/picture.h"
#include "plot/scene.h"

/* Lay the figure out into a scene that was opened; on failure the scene is to be closed all the same. */
int tsqp_forest_scene(const tsq_forest *forest, const tsqp_page_options *page, tsqp_scene *scene);
int tsqp_funnel_scene(const tsq_funnel *funnel, const tsqp_page_options *page, tsqp_scene *scene);
int tsqp_bubble_scene(const tsq_bubble *bubble, const tsqp_page_options *page, tsqp_scene *scene);

/* A figure of any kind: `lay_out` fills the scene from `figure`, the library's own copy of what the caller passed. */
typedef int tsqp_lay_out(const void *figure, const tsqp_page_options *page, tsqp_scene *scene);
int tsqp_draw_figure(const void *figure, const tsq_plot_options *options, tsqp_lay_out *lay_out,
                     const char *path);

#endif
