/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/per_study.h"

#include "base/alloc.h"
#include "base/status.h"
#include "numeric/sum.h"

#include <math.h>

int tsqp_each_study(const tsq_fit *fit, tsqp_row_function *function, void *out) {
  tsqp_reader reader;
  TSQP_TRY(tsqp_reader_open(&reader, &fit->studies));
  double *z = tsqp_malloc(fit->p * sizeof *z);
  if (z == NULL) {
    tsqp_reader_close(&reader);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a row of %zu columns", fit->p);
  }
  size_t row = 0;
  tsqp_reader_rewind(&reader, fit->r);
  while (tsqp_reader_next(&reader) > 0) {
    for (size_t i = 0; i < reader.block.n; i++) {
      for (size_t j = 0; j < fit->p; j++) {
        z[j] = reader.block.z[j * TSQP_BLOCK + i];
      }
      function(fit, &reader.block, i, z, row++, out);
    }
  }
  tsqp_free(z);
  tsqp_reader_close(&reader);
  return TSQ_OK;
}

/* Quantities that are one number a study, in the caller's units. */
typedef double number_function(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z);

typedef struct numbers {
  number_function *value;
  double *out;
} numbers;

static void store_number(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z, size_t row,
                         void *context) {
  numbers *n = context;
  n->out[row] = n->value(fit, block, i, z);
}

static int each_study(const tsq_fit *fit, number_function *value, double *out) {
  numbers n = {value, out};
  return tsqp_each_study(fit, store_number, &n);
}

static double row_yi(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  (void)z;
  return fit->studies.data.yi[block->index[i]];
}

static double row_vi(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  (void)z;
  const tsq_data *data = &fit->studies.data;
  size_t row = block->index[i];
  return data->vi != NULL ? data->vi[row] : data->sei[row] * data->sei[row];
}

static double row_fitted(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  (void)block;
  (void)i;
  return tsqp_dot(fit->p, z, fit->dz);
}

static double row_resid(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  return fit->studies.data.yi[block->index[i]] - row_fitted(fit, block, i, z);
}

/* The weight of the coefficients' estimate, free of units, at most 1. */
static double row_weight(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  (void)z;
  if (fit->options.weighting == TSQ_WEIGHT_EQUAL) return 1;
  if (block->a != NULL) return block->a[i];
  return (fit->studies.v_min + fit->t) / (block->v[i] + fit->t);
}

/*
 * h_i = a_i z_i'(Z'AZ)^-1 z_i; for inverse-variance weights (Z'WZ)^-1 is V_d, which holds.
 */
static double row_hat(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  double se = tsqp_quadratic_se(fit->p, fit->vz0, z);
  return se * se / ((block->v[i] + fit->t) * fit->v_unit);
}

static double row_index(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  (void)fit;
  (void)z;
  return (double)block->index[i];
}

int tsqp_get_yi(const tsq_fit *fit, double *out) {
  return each_study(fit, row_yi, out);
}
int tsqp_get_vi(const tsq_fit *fit, double *out) {
  return each_study(fit, row_vi, out);
}
int tsqp_get_fitted(const tsq_fit *fit, double *out) {
  return each_study(fit, row_fitted, out);
}
int tsqp_get_resid(const tsq_fit *fit, double *out) {
  return each_study(fit, row_resid, out);
}
int tsqp_get_index(const tsq_fit *fit, double *out) {
  return each_study(fit, row_index, out);
}

int tsqp_get_weights(const tsq_fit *fit, double *out) {
  TSQP_TRY(each_study(fit, row_weight, out));
  tsqp_sum total = {0, 0};
  for (size_t i = 0; i < fit->k; i++) {
    tsqp_sum_add(&total, out[i]);
  }
  for (size_t i = 0; i < fit->k; i++) {
    out[i] = 100 * out[i] / tsqp_sum_value(&total);
  }
  return TSQ_OK;
}

int tsqp_get_hat(const tsq_fit *fit, double *out) {
  if (fit->studies.data.weights == NULL && fit->options.weighting == TSQ_WEIGHT_INVERSE_VARIANCE) {
    return each_study(fit, row_hat, out);
  }
  for (size_t i = 0; i < fit->k; i++) {
    out[i] = NAN; /* leverages under other weights belong to the diagnostics */
  }
  return TSQ_OK;
}
