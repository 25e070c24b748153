/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bubble plot: a meta-regression over one moderator. */
#include "plot/bubble_curve.h"
#include "plot/figures.h"
#include "plot/style.h"

#include "base/options.h"
#include "base/status.h"
#include "fit/fit.h"

#include <math.h>

TSQP_NO_PADDING(tsq_bubble, reserved,
                4 * sizeof(size_t) + 11 * sizeof(void *) + 5 * sizeof(double) + 6 * sizeof(int32_t));

#define LARGEST_EMS 0.95 /* radius of the study with the largest weight */
#define ALIKE_EMS 0.5    /* of all studies where the model has no weights */

static int check_shows(const tsq_bubble *b) {
  TSQP_TRY(tsqp_check_show("bubble", "show_confidence", b->show_confidence));
  TSQP_TRY(tsqp_check_show("bubble", "show_prediction", b->show_prediction));
  TSQP_TRY(tsqp_check_show("bubble", "show_legend", b->show_legend));
  return b->reserved == 0 ? TSQ_OK : tsqp_fail(TSQ_ERR_OPTIONS, "bubble->reserved is set");
}

static int check(const tsq_bubble *b) {
  if (b->fit == NULL) return tsqp_fail(TSQ_ERR_NULL, "bubble->fit is NULL");
  size_t moderators = b->fit->linear.moderators;
  if (moderators == 0) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED,
                     "model %s has no moderators here: a bubble plot shows effects over one",
                     b->fit->class->name);
  }
  if (b->moderator >= moderators) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "bubble->moderator = %zu: the model has columns 0 .. %zu",
                     b->moderator, moderators - 1);
  }
  if (b->n_categories != 0 && (b->n_categories < 2 || b->n_categories > TSQP_MAX_TICKS)) {
    return tsqp_fail(TSQ_ERR_LENGTH, "bubble->n_categories = %zu: allowed are 2 to %d", b->n_categories,
                     TSQP_MAX_TICKS);
  }
  if (b->n_categories > 0 && b->categories == NULL)
    return tsqp_fail(TSQ_ERR_NULL, "bubble->categories is NULL");
  TSQP_TRY(check_shows(b));
  return tsqp_check_axis_range("bubble", 'x', b->x_min, b->x_max);
}

static int read_effects(tsqp_arena *arena, const tsq_bubble *b, const tsqp_fit_points *studies,
                        tsqp_effect_wish *wish, tsqp_effect_axis *effects) {
  *wish = (tsqp_effect_wish){.figure = "bubble",
                             .axis = 'y',
                             .measure = studies->measure,
                             .transform = b->transform,
                             .show_null = b->show_null,
                             .null_value = b->null_value,
                             .min = b->y_min,
                             .max = b->y_max,
                             .label = b->y_label,
                             .n = studies->k};
  TSQP_TRY(tsqp_read_point_sizes(arena, b->ni, studies, &wish->ni));
  TSQP_TRY(tsqp_read_effect_axis(arena, wish, effects));
  if (!effects->has_null || !isnan(effects->null_value)) return TSQ_OK;
  return tsqp_read_shown(effects, "bubble", "null_value", effects->null_shown, &effects->null_value);
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
static tsqp_axis_wish wish_x(const tsq_bubble *b, const tsqp_fit_points *studies, const tsqp_curve *curve) {
  tsqp_axis_wish wish = {.lo = b->x_min, .hi = b->x_max, .is_fixed = 1, .kind = TSQP_AXIS_LINEAR};
  if (curve->n_categories > 0) {
    wish.kind = TSQP_AXIS_CATEGORIES;
    wish.categories = curve->categories;
    wish.n_categories = curve->n_categories;
    wish.lo = -0.5;
    wish.hi = (double)curve->n_categories - 0.5;
    return wish;
  }
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
static int wish_y(const tsqp_effect_axis *effects, const tsqp_effect_wish *asked,
                  const tsqp_fit_points *studies, const tsqp_curve *curve, tsqp_axis_wish *made) {
  TSQP_TRY(tsqp_wish_effects(effects, asked, made));
  if (effects->is_fixed) return TSQ_OK;
  tsqp_axis_wish wish = *made;
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
  *made = wish;
  return TSQ_OK;
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

#define BAR 0.3 /* half the width of a category's bar */

/* A category: boxes for the intervals, a line for the mean. */
static void draw_bars(tsqp_frame *frame, const tsqp_curve *curve) {
  for (size_t i = 0; i < curve->n; i++) {
    const tsq_prediction *at = &curve->mean[i];
    const double x[] = {curve->x[i] - BAR, curve->x[i] + BAR, curve->x[i] + BAR, curve->x[i] - BAR};
    for (int part = 0; part < 2; part++) {
      double lower = bounded(frame, part == 0 ? at->pi_lower : at->ci_lower);
      double upper = bounded(frame, part == 0 ? at->pi_upper : at->ci_upper);
      const double y[] = {upper, upper, lower, lower};
      if (part == 0 ? curve->has_prediction : curve->has_confidence)
        tsqp_frame_polygon(frame, TSQP_ROLE_BAND, x, y, 4, part == 0 ? prediction_fill : confidence_fill);
    }
    const double y[] = {at->estimate, at->estimate};
    tsqp_frame_line(frame, TSQP_ROLE_CURVE, x, y, 2, tsqp_line_style(TSQP_DARK_BLUE, 1.4));
  }
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

double tsqp_bubble_radius(const tsqp_frame *frame, const tsqp_fit_points *studies, const tsqp_curve *curve,
                          size_t i) {
  double largest = studies->weight[curve->by_weight[0]];
  if (!studies->has_weights) return ALIKE_EMS * frame->size;
  return LARGEST_EMS * frame->size * sqrt(studies->weight[i] / largest);
}

/* Large ones first, so that none hides another; the outlines over all of them. */
static void draw_studies(tsqp_frame *frame, const tsqp_fit_points *studies, const tsqp_curve *curve) {
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
static int make_legend(tsqp_frame *frame, const tsq_bubble *b, const tsqp_fit_points *studies,
                       const tsqp_curve *curve) {
  double level = studies->level;
  if (b->show_legend == TSQ_HIDE) return TSQ_OK;
  char *confidence = tsqp_arena_format(frame->scene->arena, "%g%% CI", 100 * level);
  char *prediction = tsqp_arena_format(frame->scene->arena, "%g%% prediction interval", 100 * level);
  if (confidence == NULL || prediction == NULL) return TSQ_ERR_NOMEM;
  tsqp_style both = confidence_fill;
  if (curve->has_prediction) both.opacity = 1 - (1 - confidence_fill.opacity) * (1 - prediction_fill.opacity);
  tsqp_add_legend(frame, studies->has_weights ? "Study (area: weight)" : "Study", TSQP_SWATCH_POINT,
                  tsqp_fill_style(TSQP_BLUE, 0.55));
  tsqp_add_legend(frame, "Mean effect", TSQP_SWATCH_LINE, tsqp_line_style(TSQP_DARK_BLUE, 1.4));
  if (curve->has_confidence) tsqp_add_legend(frame, confidence, TSQP_SWATCH_BOX, both);
  if (curve->has_prediction) tsqp_add_legend(frame, prediction, TSQP_SWATCH_BOX, prediction_fill);
  return TSQ_OK;
}

/* The coefficient's name, or "x2" of a moderator that the fit has dropped. */
static const char *moderator_name(tsqp_arena *arena, const tsq_bubble *b) {
  const tsqp_linear *linear = &b->fit->linear;
  for (size_t j = 0; j < linear->p; j++) {
    if (linear->column[j] == b->moderator) return linear->names[j];
  }
  return tsqp_arena_format(arena, "x%zu", b->moderator + 1);
}

static int set_labels(tsqp_frame *frame, const tsq_bubble *b, const tsqp_effect_axis *effects) {
  const char *x_label = b->x_label != NULL ? b->x_label : moderator_name(frame->scene->arena, b);
  frame->x_label = x_label == NULL ? NULL : tsqp_clean_text(frame->scene->arena, x_label);
  frame->y_label = effects->label != NULL ? effects->label : "Effect";
  return frame->x_label == NULL ? TSQ_ERR_NOMEM : TSQ_OK;
}

static void draw_null(tsqp_frame *frame, const tsqp_effect_axis *effects) {
  const double x[] = {frame->x.lo, frame->x.hi}, y[] = {effects->null_value, effects->null_value};
  if (effects->shows_null)
    tsqp_frame_line(frame, TSQP_ROLE_NULL_LINE, x, y, 2, tsqp_line_style(0x9AA0A6, TSQP_THIN));
}

/* Places the labels that the caller gave, and says how many found no room. */
static void draw_labels(tsqp_frame *frame, const tsq_bubble *b, const tsqp_fit_points *studies,
                        const tsqp_curve *curve) {
  if (b->labels == NULL) return;
  size_t left_out = tsqp_draw_bubble_labels(frame, b->labels, studies, curve);
  if (left_out == 0 || frame->scene->status != TSQ_OK) return;
  frame->remark = tsqp_arena_format(frame->scene->arena, "%zu label%s without room left out", left_out,
                                    left_out == 1 ? "" : "s");
  if (frame->remark == NULL) frame->scene->status = TSQ_ERR_NOMEM;
}

static void add_hints(tsqp_frame *frame, const tsq_bubble *b, const tsqp_fit_points *studies,
                      const tsqp_curve *curve, const tsqp_effect_axis *effects) {
  tsqp_scene *scene = frame->scene;
  for (size_t rank = 0; rank < studies->k && scene->status == TSQ_OK;
       rank++) { /* small ones lie over large ones */
    size_t i = curve->by_weight[rank];
    double radius = tsqp_bubble_radius(frame, studies, curve, i);
    if (!tsqp_is_in_frame(frame, curve->studies_x[i], studies->yi[i]) || !(radius > 0)) continue;
    double x = tsqp_frame_x(frame, curve->studies_x[i]), y = tsqp_frame_y(frame, studies->yi[i]);
    char *text = tsqp_point_text(scene->arena, b->fit, studies, effects, i);
    if (text != NULL)
      text = tsqp_arena_format(scene->arena, "%s, %s %g", text, frame->x_label, curve->studies_x[i]);
    tsqp_add_hint(scene, (tsqp_box){x - radius, y - radius, x + radius, y + radius}, text);
  }
}

static void describe(tsqp_frame *frame, const tsqp_fit_points *studies) {
  tsqp_arena *arena = frame->scene->arena;
  tsqp_describe_scene(
      frame->scene, tsqp_arena_format(arena, "Bubble plot: %s by %s", frame->y_label, frame->x_label),
      tsqp_arena_format(arena,
                        "Bubble plot of %zu studies: %s against %s, with the mean effect of the model.",
                        studies->k, frame->y_label, frame->x_label));
}

int tsqp_bubble_scene(const tsq_bubble *b, const tsqp_page_options *page, tsqp_scene *scene) {
  tsqp_frame frame = {.scene = scene, .size = page->font_size};
  tsqp_fit_points studies;
  tsqp_curve curve;
  tsqp_effect_wish wish;
  tsqp_effect_axis effects;
  tsqp_axis_wish y;
  TSQP_TRY(check(b));
  TSQP_TRY(tsqp_read_fit_points(scene->arena, b->fit, "bubble", &studies));
  TSQP_TRY(read_effects(scene->arena, b, &studies, &wish, &effects));
  TSQP_TRY(tsqp_make_curve(scene->arena, b, &studies, &curve));
  TSQP_TRY(set_labels(&frame, b, &effects));
  TSQP_TRY(make_legend(&frame, b, &studies, &curve));
  TSQP_TRY(wish_y(&effects, &wish, &studies, &curve, &y));
  TSQP_TRY(tsqp_lay_out_frame(&frame, page, wish_x(b, &studies, &curve), y));
  if (curve.n_categories == 0 && curve.has_prediction) draw_band(&frame, &curve, 1, prediction_fill);
  if (curve.n_categories == 0 && curve.has_confidence) draw_band(&frame, &curve, 0, confidence_fill);
  if (curve.n_categories > 0) draw_bars(&frame, &curve);
  draw_null(&frame, &effects);
  if (curve.n_categories == 0) draw_curve(&frame, &curve);
  draw_studies(&frame, &studies, &curve);
  draw_labels(&frame, b, &studies, &curve);
  tsqp_draw_frame(&frame);
  add_hints(&frame, b, &studies, &curve, &effects);
  describe(&frame, &studies);
  return scene->status;
}

static int lay_out(const void *bubble, const tsqp_page_options *page, tsqp_scene *scene) {
  return tsqp_bubble_scene(bubble, page, scene);
}

int tsq_plot_bubble(const tsq_bubble *bubble, const char *path) {
  tsqp_clear_error();
  TSQP_NOT_NULL(bubble);
  TSQP_NOT_NULL(path);
  tsq_bubble known;
  TSQP_TRY(tsqp_read_data(bubble, &known, sizeof known, sizeof known, "tsq_bubble"));
  return tsqp_draw_figure(&known, known.options, lay_out, path);
}
