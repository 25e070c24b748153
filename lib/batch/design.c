/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moderators that all problems share, made orthonormal once for all of them: X = Z L', L L' = X'X/k. In double-double, so that a column that
 * is nearly a combination of others, or far from 0 as years are, leaves Z and L^-1 with all digits of a double.
 */
#include "base/alloc.h"
#include "base/status.h"
#include "batch/batch.h"
#include "numeric/dd_linalg.h"

#include <math.h>
#include <string.h>

/* Below this share of a column's square, what it adds to those before it has no digits left. */
#define INDEPENDENT 1e-24

typedef struct draft {
  size_t k, p;
  tsqp_dd *factor; /* [p x p] L */
  tsqp_dd *row;    /* [p] */
  int exponent
      [TSQP_BATCH_COEFFICIENTS]; /* columns are taken times 2^-exponent, so that no square overflows */
} draft;

static double cell(const tsqp_batch *b, size_t i, size_t c) {
  size_t first = b->options.no_intercept ? 0 : 1;
  return c < first ? 1 : b->data.x[i + (c - first) * b->data.ldx];
}

static void read_row(const tsqp_batch *b, const draft *d, size_t i) {
  for (size_t c = 0; c < d->p; c++) {
    d->row[c] = tsqp_dd_of(ldexp(cell(b, i, c), -d->exponent[c]));
  }
}

static void find_exponents(const tsqp_batch *b, draft *d) {
  for (size_t c = 0; c < d->p; c++) {
    double largest = 0;
    for (size_t i = 0; i < d->k; i++) {
      largest = fmax(largest, fabs(cell(b, i, c)));
    }
    (void)frexp(largest, &d->exponent[c]);
  }
}

/* Whether the columns are independent enough. */
static int factorise(const tsqp_batch *b, draft *d) {
  size_t p = d->p;
  for (size_t i = 0; i < d->k; i++) {
    read_row(b, d, i);
    for (size_t a = 0; a < p; a++) {
      for (size_t c = 0; c <= a; c++) {
        tsqp_dd *sum = &d->factor[a * p + c];
        *sum = tsqp_dd_add(*sum, tsqp_dd_multiply(d->row[a], d->row[c]));
      }
    }
  }
  for (size_t a = 0; a < p * p; a++) {
    d->factor[a] = tsqp_dd_divide(d->factor[a], tsqp_dd_of((double)d->k));
  }
  return tsqp_dd_cholesky(p, d->factor, INDEPENDENT) == p;
}

/* z = L^-1 x, row by row; and coefficients of x from those of z by L^-T, column by column. */
static void fill_design(const tsqp_batch *b, const draft *d, double *z, double *back) {
  size_t p = d->p;
  for (size_t i = 0; i < d->k; i++) {
    read_row(b, d, i);
    tsqp_dd_solve_lower(p, d->factor, d->row);
    for (size_t c = 0; c < p; c++) {
      z[i * p + c] = tsqp_dd_value(d->row[c]);
    }
  }
  for (size_t c = 0; c < p; c++) {
    memset(d->row, 0, p * sizeof *d->row);
    d->row[c] = tsqp_dd_of(1);
    tsqp_dd_solve_lower_transposed(p, d->factor, d->row);
    for (size_t a = 0; a <= c; a++) {
      back[a * p + c] = ldexp(tsqp_dd_value(d->row[a]), -d->exponent[a]);
    }
  }
}

int tsqp_batch_make_design(tsqp_batch *b) {
  draft d = {.k = b->data.k, .p = b->coefficients};
  size_t n = d.k * d.p + d.p * d.p;
  double *memory = tsqp_calloc(n + 2 * (d.p * d.p + d.p), sizeof *memory);
  if (memory == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu x %zu moderators", d.k, d.p);
  d.factor = (tsqp_dd *)(memory + n);
  d.row = d.factor + d.p * d.p;
  b->design_memory = memory;
  find_exponents(b, &d);
  if (!factorise(b, &d)) {
    b->in_lanes = 0; /* tsq_rma() has its own way with such columns */
    return TSQ_OK;
  }
  fill_design(b, &d, memory, memory + d.k * d.p);
  b->design = (tsqp_batch_design){
      .p = d.p, .intercept = !b->options.no_intercept, .z = memory, .back = memory + d.k * d.p};
  b->plan.design = &b->design;
  return TSQ_OK;
}
