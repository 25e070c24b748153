/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/bubble_curve.h"

#include "base/status.h"

#include <math.h>
#include <stdlib.h>

#define GRID 101
#define GRID_MOST ((size_t)100000)

static double moderator(const tsq_data *data, size_t study, size_t column) {
  return data->x[study + column * (data->ldx > 0 ? data->ldx : data->k)];
}

static int place_studies(tsqp_arena *arena, const tsq_bubble *b, const tsqp_plot_studies *studies,
                         tsqp_curve *curve) {
  const tsq_data *data = tsqp_data_of(b->fit);
  curve->studies_x = tsqp_arena_take(arena, studies->k, sizeof *curve->studies_x);
  if (curve->studies_x == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < studies->k; i++) {
    size_t study = studies->index[i];
    curve->studies_x[i] = b->points_x != NULL ? b->points_x[study] : moderator(data, study, b->moderator);
    if (!isfinite(curve->studies_x[i]))
      return tsqp_fail(TSQ_ERR_DATA, "bubble->points_x[%zu] is not finite", study);
  }
  return TSQ_OK;
}

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

static double mean_of(const tsq_data *data, const tsqp_plot_studies *studies, size_t column) {
  double mean = 0;
  for (size_t i = 0; i < studies->k; i++) {
    mean += (moderator(data, studies->index[i], column) - mean) / (double)(i + 1);
  }
  return mean;
}

/* From the smallest to the largest value of the moderator; the others stay where the caller holds them. */
static int make_grid(tsqp_arena *arena, const tsq_bubble *b, const tsqp_plot_studies *studies,
                     tsqp_curve *curve, double **rows) {
  const tsq_data *data = tsqp_data_of(b->fit);
  double *x = tsqp_arena_take(arena, GRID, sizeof *x), lo = HUGE_VAL, hi = -HUGE_VAL;
  *rows = tsqp_arena_take(arena, GRID, data->p * sizeof **rows);
  if (x == NULL || *rows == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < studies->k; i++) {
    lo = fmin(lo, moderator(data, studies->index[i], b->moderator));
    hi = fmax(hi, moderator(data, studies->index[i], b->moderator));
  }
  if (b->x_min < b->x_max) { /* the whole frame that the caller asks for */
    lo = b->x_min;
    hi = b->x_max;
  }
  for (size_t j = 0; j < data->p; j++) {
    double held = b->row != NULL ? b->row[j] : mean_of(data, studies, j);
    if (!isfinite(held)) return tsqp_fail(TSQ_ERR_DATA, "bubble->row[%zu] is not finite", j);
    for (size_t i = 0; i < GRID; i++) {
      double share = (double)i / (GRID - 1);
      x[i] = (1 - share) * lo + share * hi;
      (*rows)[i + j * GRID] = j == b->moderator ? x[i] : held;
    }
  }
  curve->n = GRID;
  curve->x = x;
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

static int sort_by_weight(tsqp_arena *arena, const tsqp_plot_studies *studies, tsqp_curve *curve) {
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

int tsqp_make_curve(tsqp_arena *arena, const tsq_bubble *b, const tsqp_plot_studies *studies,
                    tsqp_curve *curve) {
  const double *rows = b->grid_rows;
  double *own_rows;
  TSQP_TRY(place_studies(arena, b, studies, curve));
  TSQP_TRY(sort_by_weight(arena, studies, curve));
  if (b->grid_x != NULL) {
    TSQP_TRY(check_grid(b, tsqp_data_of(b->fit)->p));
    curve->n = b->n_grid;
    curve->x = b->grid_x;
  } else {
    TSQP_TRY(make_grid(arena, b, studies, curve, &own_rows));
    rows = own_rows;
  }
  curve->mean = tsqp_arena_take(arena, curve->n, sizeof *curve->mean);
  if (curve->mean == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsq_predict(b->fit, rows, curve->n, curve->mean));
  curve->has_confidence = b->show_confidence != TSQ_HIDE && !isnan(curve->mean[0].ci_lower);
  curve->has_prediction = b->show_prediction != TSQ_HIDE && !isnan(curve->mean[0].pi_lower);
  return TSQ_OK;
}
