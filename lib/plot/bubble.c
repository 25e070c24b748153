/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bubble plot: a meta-regression over one moderator. */
#include "plot/bubble_curve.h"
#include "plot/figures.h"
#include "plot/style.h"

#include "base/options.h"
#include "base/status.h"
#include "rma/studies.h"

#include <math.h>

TSQP_NO_PADDING(tsq_bubble, reserved,
                3 * sizeof(size_t) + 10 * sizeof(void *) + 5 * sizeof(double) + 6 * sizeof(int32_t));

#define LARGEST_EMS 0.95 /* radius of the study with the largest weight */

static int check_shows(const tsq_bubble *b) {
  const struct {
    const char *name;
    int32_t value;
  } shows[] = {{"show_confidence", b->show_confidence},
               {"show_prediction", b->show_prediction},
               {"show_null", b->show_null},
               {"show_legend", b->show_legend}};
  for (size_t i = 0; i < sizeof shows / sizeof shows[0]; i++) {
    if (shows[i].value != 0 && tsq_show_name(shows[i].value) == NULL) {
      return tsqp_fail(TSQ_ERR_ARGUMENT, "bubble->%s = %d is not an enum tsq_show", shows[i].name,
                       (int)shows[i].value);
    }
  }
  return b->reserved == 0 ? TSQ_OK : tsqp_fail(TSQ_ERR_OPTIONS, "bubble->reserved is set");
}

static int check_range(const char *axis, double lo, double hi) {
  if (!isfinite(lo) || !isfinite(hi))
    return tsqp_fail(TSQ_ERR_DATA, "bubble->%s_min or %s_max is not finite", axis, axis);
  if ((lo != 0 || hi != 0) && !(lo < hi)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "bubble->%s_min = %g is not below %s_max = %g", axis, lo, axis, hi);
  }
  return TSQ_OK;
}

static int check(const tsq_bubble *b) {
  if (b->fit == NULL) return tsqp_fail(TSQ_ERR_NULL, "bubble->fit is NULL");
  const tsq_data *data = tsqp_data_of(b->fit);
  if (data->p == 0) return tsqp_fail(TSQ_ERR_UNSUPPORTED, "a bubble plot needs a model with moderators");
  if (b->moderator >= data->p) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "bubble->moderator = %zu: the model has columns 0 .. %zu",
                     b->moderator, data->p - 1);
  }
  if (!isfinite(b->null_value)) return tsqp_fail(TSQ_ERR_DATA, "bubble->null_value is not finite");
  TSQP_TRY(check_shows(b));
  TSQP_TRY(check_range("x", b->x_min, b->x_max));
  TSQP_TRY(check_range("y", b->y_min, b->y_max));
  return tsqp_check_transform("bubble", b->transform, b->ni, data->k);
}

/* --- ranges --------------------------------------------------------------------------------------------------------- */

static void include(double value, tsqp_axis_wish *wish) {
  if (!isfinite(value)) return;
  wish->lo = fmin(wish->lo, value);
  wish->hi = fmax(wish->hi, value);
}

static void add_air(tsqp_axis_wish *wish, double share) {
  if (!(wish->lo < wish->hi)) { /* one value */
    double around = wish->lo != 0 ? 0.1 * fabs(wish->lo) : 1;
    wish->lo -= around;
    wish->hi += around;
  }
  double air = share * (wish->hi - wish->lo);
  wish->lo -= air;
  wish->hi += air;
}

/* Not widened to ticks: the moderator's range would be lost in a frame that begins at 0. */
static tsqp_axis_wish wish_x(const tsq_bubble *b, const tsqp_plot_studies *studies, const tsqp_curve *curve) {
  tsqp_axis_wish wish = {.lo = b->x_min, .hi = b->x_max, .is_fixed = 1, .kind = TSQP_AXIS_LINEAR};
  if (b->x_min < b->x_max) return wish;
  wish.lo = HUGE_VAL;
  wish.hi = -HUGE_VAL;
  for (size_t i = 0; i < studies->k; i++)
    include(curve->studies_x[i], &wish);
  include(curve->x[0], &wish);
  include(curve->x[curve->n - 1], &wish);
  add_air(&wish, 0.06);
  return wish;
}

/* Studies and the mean with its band; the prediction band as far as it does not dwarf them. */
static tsqp_axis_wish wish_y(const tsq_bubble *b, const tsqp_plot_studies *studies, const tsqp_curve *curve) {
  tsqp_axis_wish wish = {.lo = b->y_min,
                         .hi = b->y_max,
                         .is_fixed = 1,
                         .kind = b->transform == 0 ? TSQP_AXIS_LINEAR : TSQP_AXIS_WARPED,
                         .scale = tsqp_pooled_scale(b->transform, b->ni, studies->index, studies->k)};
  if (b->y_min < b->y_max) return wish;
  wish.lo = HUGE_VAL;
  wish.hi = -HUGE_VAL;
  for (size_t i = 0; i < studies->k; i++)
    include(studies->yi[i], &wish);
  for (size_t i = 0; i < curve->n; i++)
    include(curve->mean[i].estimate, &wish);
  double lo = wish.lo - (wish.hi - wish.lo), hi = wish.hi + (wish.hi - wish.lo);
  for (size_t i = 0; i < curve->n; i++) {
    if (curve->has_confidence) include(fmax(curve->mean[i].ci_lower, lo), &wish);
    if (curve->has_confidence) include(fmin(curve->mean[i].ci_upper, hi), &wish);
    if (curve->has_prediction) include(fmax(curve->mean[i].pi_lower, lo), &wish);
    if (curve->has_prediction) include(fmin(curve->mean[i].pi_upper, hi), &wish);
  }
  add_air(&wish, 0.04);
  return wish;
}

static const tsqp_style confidence_fill = {.opacity = 0.30, .colour = TSQP_PALE_BLUE};
static const tsqp_style prediction_fill = {.opacity = 0.14, .colour = TSQP_PALE_BLUE};

/* --- drawing -------------------------------------------------------------------------------------------------------- */

/* Bounds are kept within ten frames, so that infinite ones can be cut off like the rest. */
static double bounded(const tsqp_frame *frame, double y) {
  double span = frame->y.hi - frame->y.lo;
  return fmin(fmax(y, frame->y.lo - 10 * span), frame->y.hi + 10 * span);
}

static void draw_band(tsqp_frame *frame, const tsqp_curve *curve, int is_prediction, tsqp_style fill) {
  double *x = tsqp_arena_take(frame->scene->arena, 2 * curve->n, sizeof *x);
  double *y = tsqp_arena_take(frame->scene->arena, 2 * curve->n, sizeof *y);
  if (x == NULL || y == NULL) {
    frame->scene->status = TSQ_ERR_NOMEM;
    return;
  }
  for (size_t i = 0; i < curve->n; i++) {
    const tsq_prediction *at = &curve->mean[i];
    size_t back = 2 * curve->n - 1 - i;
    x[i] = x[back] = curve->x[i];
    y[i] = bounded(frame, is_prediction ? at->pi_upper : at->ci_upper);
    y[back] = bounded(frame, is_prediction ? at->pi_lower : at->ci_lower);
  }
  tsqp_frame_polygon(frame, TSQP_ROLE_BAND, x, y, 2 * curve->n, fill);
  if (!is_prediction) return;
  tsqp_style edge = tsqp_dash_style(TSQP_DARK_BLUE, 0.5, 3, 2);
  tsqp_frame_line(frame, TSQP_ROLE_CURVE, x, y, curve->n, edge);
  tsqp_frame_line(frame, TSQP_ROLE_CURVE, x + curve->n, y + curve->n, curve->n, edge);
}

static void draw_curve(tsqp_frame *frame, const tsqp_curve *curve) {
  double *y = tsqp_arena_take(frame->scene->arena, curve->n, sizeof *y);
  if (y == NULL) {
    frame->scene->status = TSQ_ERR_NOMEM;
    return;
  }
  for (size_t i = 0; i < curve->n; i++)
    y[i] = bounded(frame, curve->mean[i].estimate);
  tsqp_frame_line(frame, TSQP_ROLE_CURVE, curve->x, y, curve->n, tsqp_line_style(TSQP_DARK_BLUE, 1.4));
}

double tsqp_bubble_radius(const tsqp_frame *frame, const tsqp_plot_studies *studies, const tsqp_curve *curve,
                          size_t i) {
  double largest = studies->weight[curve->by_weight[0]];
  return LARGEST_EMS * frame->size * sqrt(studies->weight[i] / largest);
}

/* Large ones first, so that none hides another; the outlines over all of them. */
static void draw_studies(tsqp_frame *frame, const tsqp_plot_studies *studies, const tsqp_curve *curve) {
  tsqp_scene *scene = frame->scene;
  const tsqp_style fill = tsqp_fill_style(TSQP_BLUE, 0.55), outline = tsqp_line_style(TSQP_DARK_BLUE, 0.6);
  for (int pass = 0; pass < 2; pass++) {
    for (size_t rank = 0; rank < studies->k; rank++) {
      size_t i = curve->by_weight[rank];
      double x = curve->studies_x[i], y = studies->yi[i],
             radius = tsqp_bubble_radius(frame, studies, curve, i);
      if (!tsqp_is_in_frame(frame, x, y) || !(radius > 0)) continue;
      double px = tsqp_frame_x(frame, x), py = tsqp_frame_y(frame, y);
      if (pass == 0) tsqp_draw_disc(scene, TSQP_ROLE_POINT, studies->index[i], px, py, radius, fill);
      if (pass == 1) tsqp_draw_ring(scene, TSQP_ROLE_POINT, studies->index[i], px, py, radius, outline);
    }
  }
}

/* The confidence band lies over the prediction band: its swatch shows both. */
static int make_legend(tsqp_frame *frame, const tsq_bubble *b, const tsqp_curve *curve, double level) {
  if (b->show_legend == TSQ_HIDE) return TSQ_OK;
  char *confidence = tsqp_arena_format(frame->scene->arena, "%g%% CI", 100 * level);
  char *prediction = tsqp_arena_format(frame->scene->arena, "%g%% prediction interval", 100 * level);
  if (confidence == NULL || prediction == NULL) return TSQ_ERR_NOMEM;
  tsqp_style both = confidence_fill;
  if (curve->has_prediction) both.opacity = 1 - (1 - confidence_fill.opacity) * (1 - prediction_fill.opacity);
  tsqp_add_legend(frame, "Study (area: weight)", TSQP_SWATCH_POINT, tsqp_fill_style(TSQP_BLUE, 0.55));
  tsqp_add_legend(frame, "Mean effect", TSQP_SWATCH_LINE, tsqp_line_style(TSQP_DARK_BLUE, 1.4));
  if (curve->has_confidence) tsqp_add_legend(frame, confidence, TSQP_SWATCH_BOX, both);
  if (curve->has_prediction) tsqp_add_legend(frame, prediction, TSQP_SWATCH_BOX, prediction_fill);
  return TSQ_OK;
}

static int set_labels(tsqp_frame *frame, const tsq_bubble *b) {
  char buffer[64];
  const char *x_label = b->x_label;
  if (x_label == NULL)
    x_label = tsqp_moderator_name(tsqp_data_of(b->fit), b->moderator, buffer, sizeof buffer);
  frame->x_label = tsqp_clean_text(frame->scene->arena, x_label);
  frame->y_label = tsqp_clean_text(frame->scene->arena, b->y_label != NULL ? b->y_label : "Effect");
  return frame->x_label == NULL || frame->y_label == NULL ? TSQ_ERR_NOMEM : TSQ_OK;
}

int tsqp_bubble_scene(const tsq_bubble *b, const tsqp_page_options *page, tsqp_scene *scene) {
  tsqp_frame frame = {.scene = scene, .size = page->font_size};
  tsqp_plot_studies studies;
  tsqp_curve curve;
  TSQP_TRY(check(b));
  TSQP_TRY(tsqp_read_plot_studies(scene->arena, b->fit, &studies));
  TSQP_TRY(tsqp_make_curve(scene->arena, b, &studies, &curve));
  TSQP_TRY(set_labels(&frame, b));
  TSQP_TRY(make_legend(&frame, b, &curve, studies.level));
  TSQP_TRY(tsqp_lay_out_frame(&frame, page, wish_x(b, &studies, &curve), wish_y(b, &studies, &curve)));
  if (curve.has_prediction) draw_band(&frame, &curve, 1, prediction_fill);
  if (curve.has_confidence) draw_band(&frame, &curve, 0, confidence_fill);
  const double x[] = {frame.x.lo, frame.x.hi}, y[] = {b->null_value, b->null_value};
  if (b->show_null != TSQ_HIDE)
    tsqp_frame_line(&frame, TSQP_ROLE_NULL_LINE, x, y, 2, tsqp_line_style(0x9AA0A6, TSQP_THIN));
  draw_curve(&frame, &curve);
  draw_studies(&frame, &studies, &curve);
  if (b->labels != NULL) tsqp_draw_bubble_labels(&frame, b->labels, &studies, &curve);
  tsqp_draw_frame(&frame);
  return scene->status;
}

int tsq_plot_bubble(const tsq_bubble *bubble, const char *path) {
  tsqp_clear_error();
  TSQP_NOT_NULL(bubble);
  TSQP_NOT_NULL(path);
  tsq_bubble known;
  tsqp_page_options page;
  tsqp_arena arena = {0};
  tsqp_scene scene;
  TSQP_TRY(tsqp_read_data(bubble, &known, sizeof known, sizeof known, "tsq_bubble"));
  TSQP_TRY(tsqp_read_page_options(known.options, path, &page));
  tsqp_scene_open(&scene, &arena);
  int status = tsqp_bubble_scene(&known, &page, &scene);
  if (status == TSQ_OK) status = tsqp_write_picture(&scene, &page, path);
  return tsqp_end_figure(status, &scene, &arena);
}
