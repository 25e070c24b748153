/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door that all figures go through: options, layout, file. */
#include "plot/figures.h"

#include "base/status.h"

int tsqp_draw_figure(const void *figure, const tsq_plot_options *options, tsqp_lay_out *lay_out,
                     const char *path) {
  tsqp_page_options page;
  tsqp_arena arena = {0};
  tsqp_scene scene;
  TSQP_TRY(tsqp_read_page_options(options, path, &page));
  tsqp_scene_open(&scene, &arena);
  int status = lay_out(figure, &page, &scene);
  if (status == TSQ_OK) status = tsqp_write_picture(&scene, &page, path);
  return tsqp_end_figure(status, &scene, &arena);
}
