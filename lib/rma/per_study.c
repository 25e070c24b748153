/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities with one number for each complete study, computed from the data when asked. */
#include "base/alloc.h"
#include "base/status.h"
#include "numeric/sum.h"
#include "rma/rma.h"

#include <math.h>

/* What a study adds to `out`: its row among the complete studies, its place i in the block, its basis z [p]. */
typedef void row_function(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z, size_t row,
                               void *out);

/* Calls the function for every complete study in order. */
static int each_row(const tsq_fit *fit, row_function *function, void *out) {
  tsqp_reader reader;
  TSQP_TRY(tsqp_reader_open(&reader, &tsqp_as_rma(fit)->studies));
  double *z = tsqp_malloc(fit->linear.p * sizeof *z);
  if (z == NULL) {
    tsqp_reader_close(&reader);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a row of %zu columns", fit->linear.p);
  }
  size_t row = 0;
  tsqp_reader_rewind(&reader, fit->linear.r);
  while (tsqp_reader_next(&reader) > 0) {
    for (size_t i = 0; i < reader.block.n; i++) {
      for (size_t j = 0; j < fit->linear.p; j++) {
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
  return each_row(fit, store_number, &n);
}

static double row_yi(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  (void)z;
  return tsqp_as_rma(fit)->studies.data.yi[block->index[i]];
}

static double row_vi(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  (void)z;
  const tsq_data *data = &tsqp_as_rma(fit)->studies.data;
  size_t row = block->index[i];
  return data->vi != NULL ? data->vi[row] : data->sei[row] * data->sei[row];
}

static double row_fitted(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  (void)block;
  (void)i;
  return tsqp_dot(fit->linear.p, z, fit->linear.d);
}

static double row_resid(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  return tsqp_as_rma(fit)->studies.data.yi[block->index[i]] - row_fitted(fit, block, i, z);
}

/* The weight of the coefficients' estimate, free of units, at most 1. */
static double row_weight(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  (void)z;
  if (fit->options.weighting == TSQ_WEIGHT_EQUAL) return 1;
  if (block->a != NULL) return block->a[i];
  return (tsqp_as_rma(fit)->studies.v_min + tsqp_as_rma(fit)->t) / (block->v[i] + tsqp_as_rma(fit)->t);
}

/*
 * h_i = a_i z_i'(Z'AZ)^-1 z_i; for inverse-variance weights (Z'WZ)^-1 is V_d, which holds.
 */
static double row_hat(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z) {
  double se = tsqp_quadratic_se(fit->linear.p, fit->linear.v0, z);
  return se * se / ((block->v[i] + tsqp_as_rma(fit)->t) * tsqp_as_rma(fit)->v_unit);
}

static int get_yi(const tsq_fit *fit, double *out) {
  return each_study(fit, row_yi, out);
}
static int get_vi(const tsq_fit *fit, double *out) {
  return each_study(fit, row_vi, out);
}
static int get_fitted(const tsq_fit *fit, double *out) {
  return each_study(fit, row_fitted, out);
}
static int get_resid(const tsq_fit *fit, double *out) {
  return each_study(fit, row_resid, out);
}
static int get_weights(const tsq_fit *fit, double *out) {
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

static int get_hat(const tsq_fit *fit, double *out) {
  if (tsqp_as_rma(fit)->studies.data.weights == NULL && fit->options.weighting == TSQ_WEIGHT_INVERSE_VARIANCE) {
    return each_study(fit, row_hat, out);
  }
  for (size_t i = 0; i < fit->k; i++) {
    out[i] = NAN; /* leverages under other weights belong to the diagnostics */
  }
  return TSQ_OK;
}

/* ---- best linear unbiased predictions ------------------------------------------------------------------------------ */

/* Shrinks a study's effect towards its fitted value: lambda = tau2/(tau2 + v). */
static void shrink(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z, size_t row,
                   void *out) {
  double y = tsqp_as_rma(fit)->studies.data.yi[block->index[i]];
  double v = block->v[i] * tsqp_as_rma(fit)->v_unit;
  double mean = tsqp_dot(fit->linear.p, z, fit->linear.d);
  double se = tsqp_quadratic_se(fit->linear.p, fit->linear.v, z);
  double lambda = fit->tau2 / (fit->tau2 + v);
  double estimate = lambda * y + (1 - lambda) * mean;
  double blup_se = sqrt(lambda * v + (1 - lambda) * se * (1 - lambda) * se);
  tsq_estimate e = tsqp_make_estimate(estimate, 0, blup_se, fit->linear.ddf, fit->options.level);
  tsq_prediction *blups = out;
  blups[row] = tsqp_as_prediction(&e);
}

int tsqp_rma_blup(const tsq_fit *fit, tsq_prediction *blups) {
  return each_row(fit, shrink, blups);
}

const tsqp_quantity tsqp_rma_study_quantities[] = {
    TSQP_OVER("yi", TSQP_STUDY, get_yi, "effects of the studies used"),
    TSQP_OVER("vi", TSQP_STUDY, get_vi, "their sampling variances"),
    TSQP_OVER("fitted", TSQP_STUDY, get_fitted, "x'b of each study"),
    TSQP_OVER("resid", TSQP_STUDY, get_resid, "yi - fitted"),
    TSQP_OVER("weights", TSQP_STUDY, get_weights, "weights in percent of their sum"),
    TSQP_OVER("hat", TSQP_STUDY, get_hat, "leverages: diagonal of the hat matrix"),
    {.name = NULL}};
