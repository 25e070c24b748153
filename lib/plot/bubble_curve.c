/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/bubble_curve.h"

#include "plot/text.h"

#include "base/status.h"

#include <math.h>
#include <stdlib.h>

#define GRID 101
#define GRID_MOST ((size_t)100000)

static int place_studies(tsqp_arena *arena, const tsq_bubble *b, const tsqp_fit_points *studies,
                         tsqp_curve *curve) {
  TSQP_TRY(tsqp_read_moderator(arena, b->fit, studies, b->moderator, &curve->studies_x));
  for (size_t i = 0; b->points_x != NULL && i < studies->k; i++) {
    size_t study = studies->index[i];
    curve->studies_x[i] = b->points_x[study];
    if (!isfinite(curve->studies_x[i]))
      return tsqp_fail(TSQ_ERR_DATA, "bubble->points_x[%zu] is not finite", study);
  }
  return TSQ_OK;
}

/* --- categories ----------------------------------------------------------------------------------------------------- */

static int is_indicator(const double *x, size_t n) {
  int ones = 0, zeros = 0;
  for (size_t i = 0; i < n; i++) {
    ones = ones || x[i] == 1;
    zeros = zeros || x[i] == 0;
    if (x[i] != 0 && x[i] != 1) return 0;
  }
  return ones && zeros;
}

static int check_categories(const tsq_bubble *b, const tsqp_fit_points *studies, const tsqp_curve *curve) {
  for (size_t c = 0; c < b->n_categories; c++) {
    if (b->categories[c] == NULL) return tsqp_fail(TSQ_ERR_NULL, "bubble->categories[%zu] is NULL", c);
  }
  for (size_t i = 0; i < studies->k; i++) {
    double x = curve->studies_x[i];
    if (!(x >= 0 && x < (double)b->n_categories) || x < round(x) || x > round(x)) {
      return tsqp_fail(TSQ_ERR_DATA, "bubble: study %zu lies at %g on the x axis: categories are 0 .. %zu",
                       studies->index[i], x, b->n_categories - 1);
    }
  }
  return TSQ_OK;
}

/* The caller's categories; or the two of a column of zeros and ones, which is a level of a factor. */
static int set_categories(tsqp_arena *arena, const tsq_bubble *b, const tsqp_fit_points *studies,
                          tsqp_curve *curve) {
  static const char *const without_and_with[] = {"0", "1"};
  const char *const *names = b->categories;
  curve->n_categories = b->n_categories;
  if (b->n_categories == 0) {
    if (b->points_x != NULL || b->grid_x != NULL || b->x_min < b->x_max ||
        !is_indicator(curve->studies_x, studies->k))
      return TSQ_OK;
    names = without_and_with;
    curve->n_categories = 2;
  } else {
    TSQP_TRY(check_categories(b, studies, curve));
  }
  const char **clean = tsqp_arena_take(arena, curve->n_categories, sizeof *clean);
  if (clean == NULL) return TSQ_ERR_NOMEM;
  for (size_t c = 0; c < curve->n_categories; c++) {
    clean[c] = tsqp_clean_text(arena, names[c]);
    if (clean[c] == NULL) return TSQ_ERR_NOMEM;
  }
  curve->categories = clean;
  return TSQ_OK;
}

/* --- the grid ------------------------------------------------------------------------------------------------------- */

static int check_grid(const tsq_bubble *b, size_t p) {
  if (b->grid_rows == NULL) return tsqp_fail(TSQ_ERR_NULL, "bubble->grid_x is given, but grid_rows is NULL");
  if (b->n_grid < 2 || b->n_grid > GRID_MOST) {
    return tsqp_fail(TSQ_ERR_LENGTH, "bubble->n_grid = %zu: allowed are 2 to %zu", b->n_grid, GRID_MOST);
  }
  for (size_t i = 0; i < b->n_grid; i++) {
    if (!isfinite(b->grid_x[i])) return tsqp_fail(TSQ_ERR_DATA, "bubble->grid_x[%zu] is not finite", i);
    if (i > 0 && !(b->grid_x[i] > b->grid_x[i - 1])) {
      return tsqp_fail(TSQ_ERR_DATA, "bubble->grid_x[%zu] = %g is not above the one before it", i,
                       b->grid_x[i]);
    }
    for (size_t j = 0; j < p; j++) {
      if (!isfinite(b->grid_rows[i + j * b->n_grid])) {
        return tsqp_fail(TSQ_ERR_DATA, "bubble->grid_rows[%zu] (row %zu, column %zu) is not finite",
                         i + j * b->n_grid, i, j);
      }
    }
  }
  return TSQ_OK;
}

static double mean_of(const double *x, size_t n) {
  double mean = 0;
  for (size_t i = 0; i < n; i++)
    mean += (x[i] - mean) / (double)(i + 1);
  return mean;
}

/* From the smallest to the largest value of the moderator, or the whole frame that the caller asks for; categories one by one. */
static int make_grid(tsqp_arena *arena, const tsq_bubble *b, const tsqp_fit_points *studies,
                     tsqp_curve *curve) {
  size_t n = curve->n_categories > 0 ? curve->n_categories : GRID;
  double *x = tsqp_arena_take(arena, n, sizeof *x), lo = HUGE_VAL, hi = -HUGE_VAL, *values;
  if (x == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsqp_read_moderator(arena, b->fit, studies, b->moderator, &values));
  for (size_t i = 0; i < studies->k; i++) {
    lo = fmin(lo, values[i]);
    hi = fmax(hi, values[i]);
  }
  if (b->x_min < b->x_max) {
    lo = b->x_min;
    hi = b->x_max;
  }
  if (curve->n_categories > 0) {
    lo = 0;
    hi = (double)(n - 1);
  }
  for (size_t i = 0; i < n; i++) {
    double share = (double)i / (double)(n - 1);
    x[i] = (1 - share) * lo + share * hi;
  }
  curve->n = n;
  curve->x = x;
  return TSQ_OK;
}

/* The model's rows over the grid: the other moderators stay where the caller holds them, or at their means. */
static int make_rows(tsqp_arena *arena, const tsq_bubble *b, const tsqp_fit_points *studies,
                     const tsqp_curve *curve, double **rows) {
  *rows = tsqp_arena_take(arena, curve->n, studies->moderators * sizeof **rows);
  if (*rows == NULL) return TSQ_ERR_NOMEM;
  for (size_t j = 0; j < studies->moderators; j++) {
    double *values;
    TSQP_TRY(tsqp_read_moderator(arena, b->fit, studies, j, &values));
    double held = b->row != NULL ? b->row[j] : mean_of(values, studies->k);
    if (!isfinite(held)) return tsqp_fail(TSQ_ERR_DATA, "bubble->row[%zu] is not finite", j);
    for (size_t i = 0; i < curve->n; i++)
      (*rows)[i + j * curve->n] = j == b->moderator ? curve->x[i] : held;
  }
  return TSQ_OK;
}

typedef struct weighted {
  double weight;
  size_t study;
} weighted;

static int heavier_first(const void *a, const void *b) {
  const weighted *x = a, *y = b;
  if (x->weight < y->weight || x->weight > y->weight) return x->weight > y->weight ? -1 : 1;
  return (x->study > y->study) - (x->study < y->study);
}

static int sort_by_weight(tsqp_arena *arena, const tsqp_fit_points *studies, tsqp_curve *curve) {
  weighted *list = tsqp_arena_take(arena, studies->k, sizeof *list);
  curve->by_weight = tsqp_arena_take(arena, studies->k, sizeof *curve->by_weight);
  if (list == NULL || curve->by_weight == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < studies->k; i++)
    list[i] = (weighted){studies->weight[i], i};
  qsort(list, studies->k, sizeof *list, heavier_first);
  for (size_t i = 0; i < studies->k; i++)
    curve->by_weight[i] = list[i].study;
  return TSQ_OK;
}

int tsqp_make_curve(tsqp_arena *arena, const tsq_bubble *b, const tsqp_fit_points *studies,
                    tsqp_curve *curve) {
  const double *rows = b->grid_rows;
  double *own_rows;
  *curve = (tsqp_curve){.n = 0};
  TSQP_TRY(place_studies(arena, b, studies, curve));
  TSQP_TRY(set_categories(arena, b, studies, curve));
  TSQP_TRY(sort_by_weight(arena, studies, curve));
  if (b->grid_x != NULL) {
    TSQP_TRY(check_grid(b, studies->moderators));
    curve->n = b->n_grid;
    curve->x = b->grid_x;
  } else {
    TSQP_TRY(make_grid(arena, b, studies, curve));
    TSQP_TRY(make_rows(arena, b, studies, curve, &own_rows));
    rows = own_rows;
  }
  curve->mean = tsqp_arena_take(arena, curve->n, sizeof *curve->mean);
  if (curve->mean == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsq_predict(b->fit, rows, curve->n, curve->mean));
  curve->has_confidence = b->show_confidence != TSQ_HIDE && !isnan(curve->mean[0].ci_lower);
  curve->has_prediction = b->show_prediction != TSQ_HIDE && !isnan(curve->mean[0].pi_lower);
  return TSQ_OK;
}
