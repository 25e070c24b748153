/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Funnel plot: effects against their standard errors. */
#include "plot/figures.h"
#include "plot/fit_points.h"
#include "plot/frame.h"
#include "plot/style.h"

#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"

#include <math.h>

TSQP_NO_PADDING(tsq_funnel, kind,
                2 * sizeof(size_t) + 7 * sizeof(void *) + 4 * sizeof(double) + 4 * sizeof(int32_t));

#define DEEPER 1.05 /* the frame ends a little below the least precise study */

typedef struct figure {
  const tsq_funnel *asked;
  tsqp_fit_points studies;
  tsqp_effect_axis effects;     /* of the axis */
  tsqp_effect_axis own_effects; /* of the studies' own effects */
  double *x;                    /* [k] effects, or residuals of a model with moderators */
  double null_value;            /* of the contours, scale of yi */
  double centre;                /* of the pseudo confidence region */
  double critical;              /* its normal quantile */
  double deepest;               /* largest standard error */
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
  TSQP_TRY(tsqp_check_show("funnel", "show_legend", f->show_legend));
  if (!(f->level >= 0 && f->level < 1)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "funnel->level = %g does not lie in (0, 1)", f->level);
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

/* Residuals have no back-transformation but to ratios: they are shown as they are, and named after what they are of. */
static int name_residuals(figure *f, tsqp_arena *arena, tsqp_effect_wish *wish) {
  if (wish->transform != 0 && wish->transform != TSQ_TRANSFORM_NONE && wish->transform != TSQ_TRANSFORM_EXP) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "funnel->transform: residuals of a model with moderators have no %s",
                     tsq_transform_name(wish->transform) != NULL ? tsq_transform_name(wish->transform)
                                                                 : "such scale");
  }
  const char *of =
      tsqp_shown_title(f->studies.measure, wish->transform == TSQ_TRANSFORM_EXP ? TSQ_TRANSFORM_EXP : 0);
  wish->measure = 0;
  if (wish->label != NULL) return TSQ_OK;
  wish->label = "Residual";
  if (of == NULL) return TSQ_OK;
  wish->label = tsqp_arena_format(arena, "%s: residual", of);
  return wish->label == NULL ? TSQ_ERR_NOMEM : TSQ_OK;
}

static int read_effects(figure *f, tsqp_arena *arena, tsqp_effect_wish *wish) {
  const tsq_funnel *asked = f->asked;
  *wish = (tsqp_effect_wish){.figure = "funnel",
                             .axis = 'x',
                             .measure = f->studies.measure,
                             .transform = asked->transform,
                             .show_null = asked->show_null,
                             .null_value = asked->null_value,
                             .min = asked->x_min,
                             .max = asked->x_max,
                             .label = asked->x_label,
                             .n = f->studies.k};
  TSQP_TRY(tsqp_read_point_sizes(arena, asked->ni, &f->studies, &wish->ni));
  if (!f->studies.is_pooled) TSQP_TRY(name_residuals(f, arena, wish));
  TSQP_TRY(tsqp_read_effect_axis(arena, wish, &f->effects));
  f->null_value = f->effects.null_value;
  if (isfinite(f->null_value)) return TSQ_OK;
  if (f->effects.has_null && asked->null_value != 0) /* asked for, but at infinity */
    return tsqp_read_shown(&f->effects, "funnel", "null_value", asked->null_value, &f->null_value);
  if (asked->kind != TSQ_FUNNEL_CONTOUR) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT,
                   "funnel->null_value: what is shown has no value of no effect; contours need one");
}

static int read_points(figure *f, tsqp_arena *arena) {
  const tsq_funnel *asked = f->asked;
  TSQP_TRY(tsqp_read_fit_points(arena, asked->fit, "funnel", &f->studies));
  f->x = tsqp_arena_take(arena, f->studies.k, sizeof *f->x);
  if (f->x == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < f->studies.k; i++) {
    f->x[i] = f->studies.yi[i] - (f->studies.is_pooled ? 0 : f->studies.fitted[i]);
    f->deepest = fmax(f->deepest, f->studies.sei[i]);
  }
  for (size_t i = 0; i < asked->n_added; i++)
    f->deepest = fmax(f->deepest, asked->added_sei[i]);
  if (!(f->deepest > 0)) return tsqp_fail(TSQ_ERR_DATA, "funnel->fit: no study has a standard error above 0");
  f->centre = f->studies.is_pooled ? f->studies.fitted[0] : 0;
  f->critical = tsqp_t_critical(asked->level > 0 ? asked->level : 0.95, HUGE_VAL);
  return TSQ_OK;
}

static void include(tsqp_axis_wish *wish, const double *x, size_t n) {
  for (size_t i = 0; i < n; i++) {
    wish->lo = fmin(wish->lo, x[i]);
    wish->hi = fmax(wish->hi, x[i]);
  }
}

static int wish_x(const figure *f, const tsqp_effect_wish *effects, tsqp_axis_wish *wish) {
  TSQP_TRY(tsqp_wish_effects(&f->effects, effects, wish));
  if (f->effects.is_fixed) return TSQ_OK;
  double half = f->critical * DEEPER * f->deepest;
  wish->lo = f->centre - half;
  wish->hi = f->centre + half;
  include(wish, f->x, f->studies.k);
  include(wish, f->asked->added_yi, f->asked->n_added);
  double air = 0.03 * (wish->hi - wish->lo); /* points do not lie on the frame */
  wish->lo -= air;
  wish->hi += air;
  return TSQ_OK;
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
    draw_region(f, TSQP_ROLE_BAND, f->null_value, -tsqp_normal_quantile(0.5 * contour_p[i]),
                tsqp_fill_style(contour_shades[i + 1], 1));
  }
}

static void draw_lines(figure *f) {
  double base = f->frame.y.hi;
  const double edge_x[] = {f->centre - f->critical * base, f->centre, f->centre + f->critical * base};
  const double edge_y[] = {base, 0, base};
  tsqp_frame_line(&f->frame, TSQP_ROLE_CURVE, edge_x, edge_y, 3,
                  tsqp_dash_style(TSQP_DARK_BLUE, TSQP_THIN, 3, 2));
  if (f->asked->show_null == TSQ_SHOW && isfinite(f->null_value)) {
    const double null_x[] = {f->null_value, f->null_value}, null_y[] = {0, base};
    tsqp_frame_line(&f->frame, TSQP_ROLE_NULL_LINE, null_x, null_y, 2, tsqp_line_style(0x9AA0A6, TSQP_THIN));
  }
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

/* What a reader who points at a study is told. */
static void add_hints(figure *f) {
  tsqp_scene *scene = f->frame.scene;
  double r = 0.45 * f->frame.size;
  for (size_t i = 0; i < f->studies.k && scene->status == TSQ_OK; i++) {
    if (!tsqp_is_in_frame(&f->frame, f->x[i], f->studies.sei[i])) continue;
    double x = tsqp_frame_x(&f->frame, f->x[i]), y = tsqp_frame_y(&f->frame, f->studies.sei[i]);
    const char *text = tsqp_point_text(scene->arena, f->asked->fit, &f->studies, &f->own_effects, i);
    tsqp_add_hint(scene, (tsqp_box){x - r, y - r, x + r, y + r}, text);
  }
}

static void describe(figure *f) {
  tsqp_arena *arena = f->frame.scene->arena;
  const char *what = f->frame.x_label;
  tsqp_describe_scene(
      f->frame.scene, tsqp_arena_format(arena, "Funnel plot: %s", what),
      tsqp_arena_format(arena, "Funnel plot of %zu studies: %s against the standard error, from 0 on top.",
                        f->studies.k, what));
}

/* Studies' effects in words, also where residuals are drawn. */
static int read_own_effects(figure *f, tsqp_arena *arena) {
  tsqp_effect_wish wish = {.figure = "funnel", .axis = 'x', .measure = f->studies.measure, .n = f->studies.k};
  f->own_effects = f->effects;
  if (f->studies.is_pooled) return TSQ_OK;
  TSQP_TRY(tsqp_read_point_sizes(arena, f->asked->ni, &f->studies, &wish.ni));
  if (wish.ni == NULL) wish.transform = TSQ_TRANSFORM_NONE;
  return tsqp_read_effect_axis(arena, &wish, &f->own_effects);
}

int tsqp_funnel_scene(const tsq_funnel *asked, const tsqp_page_options *page, tsqp_scene *scene) {
  figure f = {.asked = asked, .frame = {.scene = scene, .size = page->font_size, .y_down = 1}};
  tsqp_effect_wish effects;
  tsqp_axis_wish x, y = {.lo = 0, .is_fixed = 1, .kind = TSQP_AXIS_LINEAR};
  TSQP_TRY(check(asked));
  TSQP_TRY(read_points(&f, scene->arena));
  TSQP_TRY(read_effects(&f, scene->arena, &effects));
  TSQP_TRY(read_own_effects(&f, scene->arena));
  f.frame.x_label = f.effects.label != NULL ? f.effects.label : "Effect";
  f.frame.y_label = tsqp_clean_text(scene->arena, asked->y_label != NULL ? asked->y_label : "Standard error");
  if (f.frame.y_label == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(make_legend(&f));
  TSQP_TRY(wish_x(&f, &effects, &x));
  y.hi = DEEPER * f.deepest;
  TSQP_TRY(tsqp_lay_out_frame(&f.frame, page, x, y));
  draw_background(&f);
  draw_lines(&f);
  draw_points(&f, f.x, f.studies.sei, f.studies.k, f.studies.index, 0);
  draw_points(&f, asked->added_yi, asked->added_sei, asked->n_added, NULL, 1);
  tsqp_draw_frame(&f.frame);
  add_hints(&f);
  describe(&f);
  return scene->status;
}

static int lay_out(const void *funnel, const tsqp_page_options *page, tsqp_scene *scene) {
  return tsqp_funnel_scene(funnel, page, scene);
}

int tsq_plot_funnel(const tsq_funnel *funnel, const char *path) {
  tsqp_clear_error();
  TSQP_NOT_NULL(funnel);
  TSQP_NOT_NULL(path);
  tsq_funnel known;
  TSQP_TRY(tsqp_read_data(funnel, &known, sizeof known, sizeof known, "tsq_funnel"));
  return tsqp_draw_figure(&known, known.options, lay_out, path);
}
