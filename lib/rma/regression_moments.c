/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passes over all studies until sums are taken about the solution, in a basis in which Cholesky loses nothing; where that does not come
 * about, or the sums outgrow what is computed from them by more than a thousand, studies are taken apart.
 */
#include "rma/regression_algebra.h"

#include "base/status.h"
#include "numeric/linalg.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MOST_PASSES 6
/* The part of a column's square that its own part must have under the weights. */
#define GOOD 0.5         /* exact */
#define GOOD_ENOUGH 1e-2 /* quick: two digits */

/* The basis orthogonal under the weights at the last t: R := L'R, with LL' = Z'WZ of the last pass; fitted values stay. */
static void refine_basis(tsqp_engine *e) {
  size_t p = e->p;
  double *factor = e->work;
  double *product = factor + p * p;
  for (size_t i = 0; i < p; i++) {
    for (size_t j = 0; j < p; j++) {
      factor[i * p + j] = j >= i ? e->chol[j * p + i] : 0;
    }
  }
  tsqp_upper_product(p, factor, e->r, product);
  memcpy(e->r, product, p * p * sizeof *product);
  for (size_t i = 0; i < p; i++) {
    double sum = 0;
    for (size_t j = i; j < p; j++) {
      sum += factor[i * p + j] * e->shift[j];
    }
    e->shift[i] = sum;
  }
}

/* Whether the columns are near enough to orthogonal under the weights. */
static int basis_is_good(const tsqp_engine *e, double least) {
  size_t p = e->p;
  for (size_t j = 0; j < p; j++) {
    double pivot = e->chol[j * p + j] * e->chol[j * p + j];
    if (!(pivot >= least * e->regression.sum[tsqp_at_b(p, 0, j, j)])) return 0;
  }
  return 1;
}

static void logarithms(const tsqp_engine *e, tsqp_moments *m) {
  double log_r = 0;
  for (size_t j = 0; j < e->p; j++) {
    log_r += log(fabs(e->r[j * e->p + j]));
  }
  m->log_det_xwx = tsqp_cholesky_log_det(e->p, e->chol) - (double)e->p * log(m->s) + 2 * log_r;
  m->log_det_v = e->regression.sum[tsqp_at_log(e->p)];
}

/* `settled` = 0 where the studies are to be taken apart. Gives back 0 where X'WX is singular. */
static int by_sums(tsqp_engine *e, int asked, tsqp_moments *m, int *settled) {
  double allowed = asked & TSQP_EXACT ? TSQP_LITTLE : TSQP_MUCH;
  double least = asked & TSQP_EXACT ? GOOD : GOOD_ENOUGH;
  double loss = HUGE_VAL;
  int done = 0;
  m->s = e->studies->v_min + m->t;
  for (int pass = 0; pass < MOST_PASSES && !done; pass++) {
    double correction;
    tsqp_regression_pass(&e->regression, e->studies, e->r, e->shift, m->t, m->s);
    if (!tsqp_regression_algebra(e, asked, m, &correction, &loss)) return 0;
    int good = basis_is_good(e, least);
    done = good && correction <= allowed * (m->q1 + correction);
    if (!good) refine_basis(e);
  }
  m->error = 16 * DBL_EPSILON * loss;
  *settled = done && loss <= TSQP_MOST_LOSS;
  logarithms(e, m);
  return 1;
}

int tsqp_regression_moments(tsqp_engine *e, int asked, tsqp_moments *m) {
  int settled = 0;
  int regular = by_sums(e, asked, m, &settled);
  if (settled) return TSQ_OK;
  if (tsqp_apart_affordable(e->studies)) return tsqp_apart_moments(e, m);
  if (!regular) {
    return tsqp_fail(TSQ_ERR_SINGULAR,
                     "X'WX is singular to working precision: the variances differ too much");
  }
  return TSQ_OK;
}
