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
  if (status == TSQ_OK) tsqp_clear_error(); /* what was tried and not needed on the way */
  if (status == TSQ_ERR_NOMEM &&
      tsq_last_error()[0] == '\0') { /* cleared by a question that was asked after the failure */
    tsqp_set_message("out of memory while laying out a figure");
  }
  tsqp_scene_close(&scene);
  tsqp_arena_free(&arena);
  return status;
}
