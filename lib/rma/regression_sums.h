/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pass and the algebra of tsqp_moments_at() for a model with moderators. */
#ifndef TSQP_REGRESSION_SUMS_H
#define TSQP_REGRESSION_SUMS_H

#include "rma/studies.h"
#include "numeric/sum.h"

/*
 * What passes need: scratch for each thread and sums for each chunk of rows. Chunks are cut by k and p alone, so that the tree of the
 * sums, and with it their bits, is the same for any number of threads; at most 1024 of them, fewer where p is large: O(p^2) memory.
 */
typedef struct tsqp_regression {
  size_t p;
  size_t chunk_rows, chunks, threads;
  double *scratch;       /* [threads] */
  tsqp_sum *pairs;       /* [chunks x sums] */
  const double **column; /* [threads x p] */
  double *sum;           /* [TSQP_REGRESSION_SUMS(p)] of the last pass */
  double *shift;         /* [p] of it, centred */
} tsqp_regression;

int tsqp_regression_open(tsqp_regression *regression, const tsqp_studies *studies);
void tsqp_regression_close(tsqp_regression *regression); /* fine on a zeroed one */

/* Sums over all complete studies at t, weights normalised by s, in the basis r about `shift`; unweighted where s is 0. */
void tsqp_regression_pass(tsqp_regression *regression, const tsqp_studies *studies, const double *r,
                          const double *shift, double t, double s);

/*
 * Where there is an intercept, effects are taken from y_pivot, which rounds nothing for effects near each other, however far from 0: the
 * shift for them. [p], in the basis r.
 */
void tsqp_regression_centred(const tsqp_studies *studies, const double *r, const double *shift,
                             double *centred);

/* Places in `sum`: Z'W^(j+1)Z, Z'W^(j+1)e, e'W^(j+1)e, and sum w^(j+1), for j = 0, 1, 2. */
static inline size_t tsqp_at_b(size_t p, size_t j, size_t a, size_t b) {
  return j * TSQP_PAIRS(p) + a * (a + 1) / 2 + b;
}
static inline size_t tsqp_at_c(size_t p, size_t j, size_t a) {
  return tsqp_at_b(p, j, p, a);
}
static inline size_t tsqp_at_q(size_t p, size_t j) {
  return tsqp_at_b(p, j, p, p);
}
static inline size_t tsqp_at_w(size_t p, size_t j) {
  return 3 * TSQP_PAIRS(p) + j;
}
static inline size_t tsqp_at_log(size_t p) {
  return 3 * TSQP_PAIRS(p) + 3;
}

#endif
