/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/fit_points.h"

#include "plot/axis.h"
#include "plot/number_style.h"

#include "base/status.h"
#include "fit/fit.h"
#include "numeric/distributions.h"

#include <math.h>
#include <string.h>

/* A quantity over the studies used; *values is NULL where the model has none of that name. */
static int get(tsqp_arena *arena, const tsq_fit *fit, const char *name, double **values) {
  *values = NULL;
  if (tsqp_find_quantity(fit->class, name) == NULL) return TSQ_OK;
  *values = tsqp_arena_take(arena, fit->k, sizeof **values);
  return *values == NULL ? TSQ_ERR_NOMEM : tsq_fit_get(fit, name, *values, fit->k);
}

/* Where the studies used stand among those given. */
static void find_used(const tsq_fit *fit, size_t *index) {
  size_t n = 0, left_out = 0;
  for (size_t i = 0; i < fit->k_all && n < fit->k; i++) {
    if (left_out < fit->n_left_out && fit->left_out[left_out] == i) {
      left_out++;
    } else {
      index[n++] = i;
    }
  }
}

/* Takes out the studies without an effect of their own, such as those without events. */
static void keep_finite(tsqp_fit_points *p) {
  size_t n = 0;
  for (size_t i = 0; i < p->k; i++) {
    if (!isfinite(p->yi[i]) || !isfinite(p->sei[i])) continue;
    p->index[n] = p->index[i];
    p->yi[n] = p->yi[i];
    p->sei[n] = p->sei[i];
    p->weight[n] = p->weight[i];
    n++;
  }
  p->k = n;
}

static int set_fitted(tsqp_arena *arena, const tsq_fit *fit, tsqp_fit_points *p) {
  tsq_prediction *at = tsqp_arena_take(arena, p->k, sizeof *at);
  double *rows = tsqp_arena_take(arena, p->k, (p->moderators + 1) * sizeof *rows);
  p->fitted = tsqp_arena_take(arena, p->k, sizeof *p->fitted);
  if (at == NULL || rows == NULL || p->fitted == NULL) return TSQ_ERR_NOMEM;
  for (size_t j = 0; j < p->moderators; j++) {
    const double *x = tsqp_input_moderator(fit->input, j);
    for (size_t i = 0; i < p->k; i++)
      rows[i + j * p->k] = x[p->index[i]];
  }
  TSQP_TRY(tsq_predict(fit, p->moderators > 0 ? rows : NULL, p->k, at));
  for (size_t i = 0; i < p->k; i++)
    p->fitted[i] = at[i].estimate;
  return TSQ_OK;
}

int tsqp_read_fit_points(tsqp_arena *arena, const tsq_fit *fit, const char *figure, tsqp_fit_points *p) {
  TSQP_TRY(tsqp_need(fit, "studies"));
  double *vi;
  *p = (tsqp_fit_points){.n_all = fit->k_all,
                         .k = fit->k,
                         .level = fit->options.level,
                         .is_pooled = tsqp_fit_is_pooled(fit),
                         .moderators = fit->linear.moderators,
                         .measure = fit->options.measure};
  TSQP_TRY(get(arena, fit, "yi", &p->yi));
  TSQP_TRY(get(arena, fit, "vi", &vi));
  TSQP_TRY(get(arena, fit, "weights", &p->weight));
  if (p->yi == NULL || vi == NULL) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "model %s has no effects of its studies: a %s plot cannot be drawn",
                     fit->class->name, figure);
  }
  p->index = tsqp_arena_take(arena, p->k, sizeof *p->index);
  p->sei = tsqp_arena_take(arena, p->k, sizeof *p->sei);
  p->has_weights = p->weight != NULL;
  if (!p->has_weights) p->weight = tsqp_arena_take(arena, p->k, sizeof *p->weight);
  if (p->index == NULL || p->sei == NULL || p->weight == NULL) return TSQ_ERR_NOMEM;
  find_used(fit, p->index);
  for (size_t i = 0; i < p->k; i++) {
    p->sei[i] = sqrt(vi[i]);
    if (!p->has_weights) p->weight[i] = 1;
  }
  keep_finite(p);
  if (p->k == 0) {
    return tsqp_fail(TSQ_ERR_DATA, "%s->fit: none of the %zu studies of model %s has an effect of its own",
                     figure, fit->k, fit->class->name);
  }
  return set_fitted(arena, fit, p);
}

int tsqp_read_moderator(tsqp_arena *arena, const tsq_fit *fit, const tsqp_fit_points *points, size_t column,
                        double **x) {
  const double *all = tsqp_input_moderator(fit->input, column);
  *x = tsqp_arena_take(arena, points->k, sizeof **x);
  if (*x == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < points->k; i++)
    (*x)[i] = all[points->index[i]];
  return TSQ_OK;
}

int tsqp_read_point_sizes(tsqp_arena *arena, const double *given, const tsqp_fit_points *points,
                          const double **ni) {
  *ni = NULL;
  if (given == NULL) return TSQ_OK;
  double *at = tsqp_arena_take(arena, points->k, sizeof *at);
  if (at == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < points->k; i++)
    at[i] = given[points->index[i]];
  *ni = at;
  return TSQ_OK;
}

char *tsqp_point_text(tsqp_arena *arena, const tsq_fit *fit, const tsqp_fit_points *p,
                      const tsqp_effect_axis *axis, size_t i) {
  double half = tsqp_t_critical(p->level, HUGE_VAL) * p->sei[i];
  double a = tsqp_printed(axis->scale, p->yi[i] - half), b = tsqp_printed(axis->scale, p->yi[i] + half);
  double lower = fmin(a, b), upper = fmax(a, b);
  tsqp_number_style style;
  int is_ratio = tsqp_is_exponential(axis->scale.transform);
  if (tsqp_choose_number_style(arena, 1, &lower, &upper, 0, is_ratio, &style) != TSQ_OK) return NULL;
  const char *label = tsq_study_label(fit, p->index[i]);
  if (label == NULL) label = tsqp_arena_format(arena, "Study %zu", p->index[i] + 1);
  char *estimate = tsqp_styled_number(arena, style, tsqp_printed(axis->scale, p->yi[i]));
  char *low = tsqp_styled_number(arena, style, lower), *high = tsqp_styled_number(arena, style, upper);
  if (label == NULL || estimate == NULL || low == NULL || high == NULL) return NULL;
  return tsqp_arena_format(arena, "%s: %s %s [%s, %s]", label, axis->code != NULL ? axis->code : "effect",
                           estimate, low, high);
}
