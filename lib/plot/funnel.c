/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Funnel plot: effects against their standard errors. */
#include "plot/figures.h"
#include "plot/frame.h"
#include "plot/plot_studies.h"
#include "plot/style.h"

#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"

#include <math.h>

TSQP_NO_PADDING(tsq_funnel, reserved,
                2 * sizeof(size_t) + 7 * sizeof(void *) + 4 * sizeof(double) + 4 * sizeof(int32_t));

#define DEEPER 1.05 /* the frame ends a little below the least precise study */

typedef struct figure {
  const tsq_funnel *asked;
  tsqp_plot_studies studies;
  double *x;       /* [k] effects, or residuals of a model with moderators */
  double centre;   /* of the pseudo confidence region */
  double critical; /* its normal quantile */
  double deepest;  /* largest standard error */
  tsqp_frame frame;
} figure;

/* p values at which the shades of the contours meet, and the shades between them. */
static const double contour_p[] = {0.01, 0.05, 0.10};
static const uint32_t contour_shades[] = {0xC9D5E2, 0xDDE6EE, 0xEFF3F7, 0xFFFFFF};
static const char *const contour_texts[] = {"p < 0.01", "0.01 \xE2\x89\xA4 p < 0.05",
                                            "0.05 \xE2\x89\xA4 p < 0.10", "p \xE2\x89\xA5 0.10"};

static int check(const tsq_funnel *f) {
  if (f->fit == NULL) return tsqp_fail(TSQ_ERR_NULL, "funnel->fit is NULL");
  if (f->kind != 0 && tsq_funnel_kind_name(f->kind) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "funnel->kind = %d is not an enum tsq_funnel_kind", (int)f->kind);
  }
  if (f->show_legend != 0 && tsq_show_name(f->show_legend) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "funnel->show_legend = %d is not an enum tsq_show",
                     (int)f->show_legend);
  }
  if (f->reserved != 0) return tsqp_fail(TSQ_ERR_OPTIONS, "funnel->reserved is set");
  if (!(f->level >= 0 && f->level < 1)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "funnel->level = %g does not lie in (0, 1)", f->level);
  }
  if (!isfinite(f->null_value) || !isfinite(f->x_min) || !isfinite(f->x_max)) {
    return tsqp_fail(TSQ_ERR_DATA, "funnel->null_value, x_min or x_max is not finite");
  }
  if ((f->x_min != 0 || f->x_max != 0) && !(f->x_min < f->x_max)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "funnel->x_min = %g is not below x_max = %g", f->x_min, f->x_max);
  }
  if (f->n_added > 0 && (f->added_yi == NULL || f->added_sei == NULL)) {
    return tsqp_fail(TSQ_ERR_NULL, "funnel->added_yi or added_sei is NULL");
  }
  for (size_t i = 0; i < f->n_added; i++) {
    if (!isfinite(f->added_yi[i])) return tsqp_fail(TSQ_ERR_DATA, "funnel->added_yi[%zu] is not finite", i);
    if (!isfinite(f->added_sei[i]) || !(f->added_sei[i] > 0)) {
      return tsqp_fail(TSQ_ERR_DATA, "funnel->added_sei[%zu] = %g: a standard error must be > 0", i,
                       f->added_sei[i]);
    }
  }
  return TSQ_OK;
}

static int read_points(figure *f, tsqp_arena *arena) {
  const tsq_funnel *asked = f->asked;
  TSQP_TRY(tsqp_read_plot_studies(arena, asked->fit, &f->studies));
  TSQP_TRY(tsqp_check_transform("funnel", asked->transform, asked->ni, f->studies.n_all));
  f->x = tsqp_arena_take(arena, f->studies.k, sizeof *f->x);
  if (f->x == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < f->studies.k; i++) {
    f->x[i] = f->studies.yi[i] - (f->studies.is_pooled ? 0 : f->studies.fitted[i]);
    f->deepest = fmax(f->deepest, f->studies.sei[i]);
  }
  for (size_t i = 0; i < asked->n_added; i++)
    f->deepest = fmax(f->deepest, asked->added_sei[i]);
  f->centre = f->studies.is_pooled ? tsq_coef(asked->fit, 0).estimate : 0;
  f->critical = tsqp_t_critical(asked->level > 0 ? asked->level : 0.95, HUGE_VAL);
  return TSQ_OK;
}

static tsqp_axis_wish wish_x(const figure *f) {
  const tsq_funnel *asked = f->asked;
  tsqp_axis_wish wish = {.lo = asked->x_min,
                         .hi = asked->x_max,
                         .is_fixed = 1,
                         .kind = asked->transform == 0 ? TSQP_AXIS_LINEAR : TSQP_AXIS_WARPED,
                         .scale =
                             tsqp_pooled_scale(asked->transform, asked->ni, f->studies.index, f->studies.k)};
  if (asked->x_min < asked->x_max) return wish;
  double half = f->critical * DEEPER * f->deepest;
  wish.lo = f->centre - half;
  wish.hi = f->centre + half;
  for (size_t i = 0; i < f->studies.k; i++) {
    wish.lo = fmin(wish.lo, f->x[i]);
    wish.hi = fmax(wish.hi, f->x[i]);
  }
  for (size_t i = 0; i < asked->n_added; i++) {
    wish.lo = fmin(wish.lo, asked->added_yi[i]);
    wish.hi = fmax(wish.hi, asked->added_yi[i]);
  }
  double air = 0.03 * (wish.hi - wish.lo); /* points do not lie on the frame */
  wish.lo -= air;
  wish.hi += air;
  return wish;
}

/* The region |x - centre| <= critical * se, down to the bottom of the frame. */
static void draw_region(figure *f, int role, double centre, double critical, tsqp_style fill) {
  double base = f->frame.y.hi;
  const double x[] = {centre, centre + critical * base, centre - critical * base}, y[] = {0, base, base};
  tsqp_frame_polygon(&f->frame, role, x, y, 3, fill);
}

static void draw_background(figure *f) {
  tsqp_frame *frame = &f->frame;
  if (f->asked->kind != TSQ_FUNNEL_CONTOUR) {
    draw_region(f, TSQP_ROLE_BAND, f->centre, f->critical, tsqp_fill_style(0xEFF3F7, 1));
    return;
  }
  const double x[] = {frame->x.lo, frame->x.hi, frame->x.hi, frame->x.lo};
  const double y[] = {frame->y.lo, frame->y.lo, frame->y.hi, frame->y.hi};
  tsqp_frame_polygon(frame, TSQP_ROLE_BAND, x, y, 4, tsqp_fill_style(contour_shades[0], 1));
  for (int i = 0; i < 3; i++) {
    draw_region(f, TSQP_ROLE_BAND, f->asked->null_value, -tsqp_normal_quantile(0.5 * contour_p[i]),
                tsqp_fill_style(contour_shades[i + 1], 1));
  }
}

static void draw_lines(figure *f) {
  double base = f->frame.y.hi;
  const double edge_x[] = {f->centre - f->critical * base, f->centre, f->centre + f->critical * base};
  const double edge_y[] = {base, 0, base};
  tsqp_frame_line(&f->frame, TSQP_ROLE_CURVE, edge_x, edge_y, 3,
                  tsqp_dash_style(TSQP_DARK_BLUE, TSQP_THIN, 3, 2));
  const double x[] = {f->centre, f->centre}, y[] = {0, base};
  tsqp_frame_line(&f->frame, TSQP_ROLE_REFERENCE, x, y, 2, tsqp_line_style(TSQP_DARK_BLUE, 0.8));
}

/* Studies, or what trim-and-fill has added: first filled, then outlined. */
static void draw_points(figure *f, const double *x, const double *y, size_t n, const size_t *index,
                        int is_open) {
  tsqp_frame *frame = &f->frame;
  const tsqp_style fill = is_open ? tsqp_fill_style(0xFFFFFF, 1) : tsqp_fill_style(TSQP_BLUE, 0.8);
  const tsqp_style outline = tsqp_line_style(is_open ? TSQP_BLUE : TSQP_DARK_BLUE, 0.7);
  for (int pass = 0; pass < 2; pass++) {
    for (size_t i = 0; i < n; i++) {
      size_t id = index != NULL ? index[i] : f->studies.n_all + i;
      double px = tsqp_frame_x(frame, x[i]), py = tsqp_frame_y(frame, y[i]), radius = 0.3 * frame->size;
      if (!tsqp_is_in_frame(frame, x[i], y[i])) continue;
      if (pass == 0) tsqp_draw_disc(frame->scene, TSQP_ROLE_POINT, id, px, py, radius, fill);
      if (pass == 1) tsqp_draw_ring(frame->scene, TSQP_ROLE_POINT, id, px, py, radius, outline);
    }
  }
}

static int make_legend(figure *f) {
  const tsq_funnel *asked = f->asked;
  int is_contour = asked->kind == TSQ_FUNNEL_CONTOUR, has_added = asked->n_added > 0;
  if (asked->show_legend == TSQ_HIDE || (asked->show_legend == 0 && !is_contour && !has_added)) return TSQ_OK;
  tsqp_add_legend(&f->frame, "Studies", TSQP_SWATCH_POINT, tsqp_fill_style(TSQP_BLUE, 1));
  if (has_added) tsqp_add_legend(&f->frame, "Imputed", TSQP_SWATCH_OPEN_POINT, tsqp_fill_style(TSQP_BLUE, 1));
  char *region = tsqp_arena_format(f->frame.scene->arena, "%g%% pseudo confidence region",
                                   100 * (asked->level > 0 ? asked->level : 0.95));
  if (region == NULL) return TSQ_ERR_NOMEM;
  tsqp_add_legend(&f->frame, region, TSQP_SWATCH_LINE, tsqp_dash_style(TSQP_DARK_BLUE, TSQP_THIN, 3, 2));
  for (size_t i = 0; is_contour && i < 4; i++) { /* from the inside out, on a line of their own */
    tsqp_legend_entry *entry = tsqp_add_legend(&f->frame, contour_texts[3 - i], TSQP_SWATCH_BOX,
                                               tsqp_fill_style(contour_shades[3 - i], 1));
    if (entry != NULL) entry->breaks = i == 0;
  }
  return TSQ_OK;
}

int tsqp_funnel_scene(const tsq_funnel *asked, const tsqp_page_options *page, tsqp_scene *scene) {
  figure f = {.asked = asked, .frame = {.scene = scene, .size = page->font_size, .y_down = 1}};
  TSQP_TRY(check(asked));
  TSQP_TRY(read_points(&f, scene->arena));
  const char *x_label = asked->x_label != NULL ? asked->x_label : f.studies.is_pooled ? "Effect" : "Residual";
  f.frame.x_label = tsqp_clean_text(scene->arena, x_label);
  f.frame.y_label = tsqp_clean_text(scene->arena, asked->y_label != NULL ? asked->y_label : "Standard error");
  if (f.frame.x_label == NULL || f.frame.y_label == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(make_legend(&f));
  tsqp_axis_wish y = {.lo = 0, .hi = DEEPER * f.deepest, .is_fixed = 1, .kind = TSQP_AXIS_LINEAR};
  TSQP_TRY(tsqp_lay_out_frame(&f.frame, page, wish_x(&f), y));
  draw_background(&f);
  draw_lines(&f);
  draw_points(&f, f.x, f.studies.sei, f.studies.k, f.studies.index, 0);
  draw_points(&f, asked->added_yi, asked->added_sei, asked->n_added, NULL, 1);
  tsqp_draw_frame(&f.frame);
  return scene->status;
}

int tsq_plot_funnel(const tsq_funnel *funnel, const char *path) {
  tsqp_clear_error();
  TSQP_NOT_NULL(funnel);
  TSQP_NOT_NULL(path);
  tsq_funnel known;
  tsqp_page_options page;
  tsqp_arena arena = {0};
  tsqp_scene scene;
  TSQP_TRY(tsqp_read_data(funnel, &known, sizeof known, sizeof known, "tsq_funnel"));
  TSQP_TRY(tsqp_read_page_options(known.options, path, &page));
  tsqp_scene_open(&scene, &arena);
  int status = tsqp_funnel_scene(&known, &page, &scene);
  if (status == TSQ_OK) status = tsqp_write_picture(&scene, &page, path);
  return tsqp_end_figure(status, &scene, &arena);
}
