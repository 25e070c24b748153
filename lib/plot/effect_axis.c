/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/effect_axis.h"

#include "plot/text.h"

#include "base/status.h"

#include <math.h>
#include <tausq/effect.h>

int tsqp_check_show(const char *figure, const char *member, int32_t value) {
  if (value == 0 || tsq_show_name(value) != NULL) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT, "%s->%s = %d is not an enum tsq_show", figure, member, (int)value);
}

int tsqp_check_axis_range(const char *figure, char axis, double min, double max) {
  if (!isfinite(min) || !isfinite(max))
    return tsqp_fail(TSQ_ERR_DATA, "%s->%c_min or %c_max is not finite", figure, axis, axis);
  if ((min != 0 || max != 0) && !(min < max)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "%s->%c_min = %g is not below %c_max = %g", figure, axis, min, axis,
                     max);
  }
  return TSQ_OK;
}

/* --- the scale ------------------------------------------------------------------------------------------------------ */

static int read_sizes(const tsqp_effect_wish *wish, int32_t transform) {
  size_t known = 0;
  for (size_t i = 0; wish->ni != NULL && i < wish->n; i++) {
    if (isnan(wish->ni[i])) continue;
    if (!(wish->ni[i] > 0) || isinf(wish->ni[i]))
      return tsqp_fail(TSQ_ERR_DATA, "%s: ni[%zu] = %g is not > 0", wish->figure, i, wish->ni[i]);
    known++;
  }
  if (known > 0) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_NULL,
                   "%s: the transformation %s needs sample sizes or person-times (ni), which are not known; "
                   "TSQ_TRANSFORM_NONE does without",
                   wish->figure, tsq_transform_name(transform));
}

static int read_scale(const tsqp_effect_wish *wish, tsqp_effect_axis *axis) {
  int32_t transform = wish->transform;
  if (transform != 0 && tsq_transform_name(transform) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "%s->transform = %d is not an enum tsq_transform", wish->figure,
                     (int)transform);
  }
  if (transform == 0 && wish->measure != 0) {
    tsq_measure_info info = {.size = sizeof info};
    TSQP_TRY(tsq_get_measure_info(wish->measure, &info));
    transform = info.transform;
  }
  if (transform == TSQ_TRANSFORM_NONE) transform = 0;
  if (tsqp_needs_n(transform)) TSQP_TRY(read_sizes(wish, transform));
  axis->measure = wish->measure;
  axis->transform = transform;
  axis->scale = tsqp_scale_with(transform, wish->ni != NULL ? tsqp_harmonic_mean(wish->ni, wish->n) : NAN);
  return TSQ_OK;
}

int tsqp_read_shown(const tsqp_effect_axis *axis, const char *figure, const char *member, double shown,
                    double *value) {
  *value = tsqp_unprinted(axis->scale, shown);
  if (isfinite(*value)) return TSQ_OK;
  const char *title = tsqp_shown_title(axis->measure, axis->transform);
  return tsqp_fail(TSQ_ERR_ARGUMENT, "%s->%s = %g has no place on the scale that is shown (%s)", figure,
                   member, shown, title != NULL ? title : tsq_transform_name(axis->scale.transform));
}

/* --- "no effect", range, words -------------------------------------------------------------------------------------- */

static int read_null(const tsqp_effect_wish *wish, tsqp_effect_axis *axis) {
  if (!isfinite(wish->null_value))
    return tsqp_fail(TSQ_ERR_DATA, "%s->null_value is not finite", wish->figure);
  TSQP_TRY(tsqp_check_show(wish->figure, "show_null", wish->show_null));
  axis->null_value = tsqp_null_value(wish->measure, axis->transform);
  axis->null_shown = tsqp_printed(axis->scale, axis->null_value);
  int is_callers = wish->null_value != 0 || (isnan(axis->null_value) && wish->show_null == TSQ_SHOW);
  if (is_callers) {
    axis->null_shown = wish->null_value;
    axis->null_value = tsqp_unprinted(axis->scale, wish->null_value);
  }
  if (tsqp_is_exponential(axis->scale.transform) && is_callers)
    TSQP_TRY(tsqp_read_shown(axis, wish->figure, "null_value", wish->null_value, &axis->null_value));
  axis->has_null = !isnan(axis->null_shown);
  axis->shows_null = axis->has_null && wish->show_null != TSQ_HIDE;
  return TSQ_OK;
}

static int read_range(const tsqp_effect_wish *wish, tsqp_effect_axis *axis) {
  TSQP_TRY(tsqp_check_axis_range(wish->figure, wish->axis, wish->min, wish->max));
  axis->is_fixed = wish->min < wish->max;
  if (!axis->is_fixed) return TSQ_OK;
  axis->shown_range[0] = wish->min;
  axis->shown_range[1] = wish->max;
  double a = tsqp_unprinted(axis->scale, wish->min), b = tsqp_unprinted(axis->scale, wish->max);
  axis->range[0] = a > b ? b : a; /* a decreasing transformation */
  axis->range[1] = a > b ? a : b;
  return TSQ_OK;
}

static int read_words(tsqp_arena *arena, const tsqp_effect_wish *wish, tsqp_effect_axis *axis) {
  int logarithm;
  const char *label = wish->label != NULL ? wish->label : tsqp_shown_title(wish->measure, axis->transform);
  const char *code = tsqp_shown_code(wish->measure, axis->transform, &logarithm);
  axis->label = label == NULL ? NULL : tsqp_clean_text(arena, label);
  axis->code = code != NULL && logarithm ? tsqp_arena_format(arena, "log %s", code) : code;
  return (label != NULL && axis->label == NULL) || (code != NULL && axis->code == NULL) ? TSQ_ERR_NOMEM
                                                                                        : TSQ_OK;
}

int tsqp_read_effect_axis(tsqp_arena *arena, const tsqp_effect_wish *wish, tsqp_effect_axis *axis) {
  *axis = (tsqp_effect_axis){.measure = 0};
  TSQP_TRY(read_scale(wish, axis));
  TSQP_TRY(read_null(wish, axis));
  TSQP_TRY(read_range(wish, axis));
  return read_words(arena, wish, axis);
}

int tsqp_wish_effects(const tsqp_effect_axis *axis, const tsqp_effect_wish *wish, tsqp_axis_wish *made) {
  *made = (tsqp_axis_wish){.is_fixed = 1,
                           .kind = axis->scale.transform == 0 ? TSQP_AXIS_LINEAR : TSQP_AXIS_WARPED,
                           .scale = axis->scale};
  if (!axis->is_fixed) return TSQ_OK;
  const char *members[] = {wish->axis == 'x' ? "x_min" : "y_min", wish->axis == 'x' ? "x_max" : "y_max"};
  double ends[2];
  for (int i = 0; i < 2; i++)
    TSQP_TRY(tsqp_read_shown(axis, wish->figure, members[i], axis->shown_range[i], &ends[i]));
  made->lo = axis->range[0];
  made->hi = axis->range[1];
  return TSQ_OK;
}
