/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sums over the studies that are not taken apart, and what follows from them; the formulas are in apart.h. */
#include "base/status.h"
#include "rma/apart.h"
#include "numeric/dd_linalg.h"

#include <math.h>
#include <string.h>

static void add(tsqp_dd *sum, tsqp_dd term) {
  *sum = tsqp_dd_add(*sum, term);
}

/* ---- the first pass: cross products of the contrasts -------------------------------------------------------------- */

static void add_squares(tsqp_apart *a, int matrix, tsqp_dd weight) {
  size_t p = a->p;
  tsqp_dd *sum = a->matrix + (size_t)matrix * p * p;
  for (size_t b = 0; b < p; b++) {
    tsqp_dd wg = tsqp_dd_multiply(weight, a->g[b]);
    for (size_t c = 0; c <= b; c++) {
      add(&sum[b * p + c], tsqp_dd_multiply(wg, a->g[c]));
    }
  }
}

static void first_visit(tsqp_apart *a, const tsqp_apart_row *row) {
  tsqp_dd w = row->w;
  tsqp_dd w2 = tsqp_dd_multiply(w, w);
  tsqp_dd d = a->weights == TSQP_INVERSE_VARIANCES ? tsqp_dd_of(1) : tsqp_dd_sum(row->v, a->t);
  tsqp_dd wd = tsqp_dd_multiply(w, d);
  tsqp_dd wd_squared = tsqp_dd_multiply(wd, wd);
  add(&a->w, w);
  add(&a->w2, w2);
  add(&a->w3, tsqp_dd_multiply(w2, w));
  add(&a->wv, tsqp_dd_times(w, row->v));
  add(&a->dd, wd_squared);
  a->log_v += log(row->v + a->t);
  add_squares(a, TSQP_APART_W, w);
  add_squares(a, TSQP_APART_W2, w2);
  add_squares(a, TSQP_APART_W3D2, tsqp_dd_multiply(w, wd_squared));
  if (a->weights != TSQP_INVERSE_VARIANCES) {
    add_squares(a, TSQP_APART_W2D, tsqp_dd_multiply(w, wd));
    add_squares(a, TSQP_APART_W2V, tsqp_dd_times(w2, row->v));
  }
  tsqp_dd wz = tsqp_dd_multiply(w, row->zeta);
  for (size_t b = 0; b < a->p; b++) {
    add(&a->h[b], tsqp_dd_multiply(wz, a->g[b]));
  }
}

static void first_pass(tsqp_apart *a) {
  size_t p = a->p;
  a->s = a->weights == TSQP_INVERSE_VARIANCES ? a->least + a->t : a->least;
  memset(a->matrix, 0, TSQP_APART_MATRICES * p * p * sizeof *a->matrix);
  memset(a->h, 0, p * sizeof *a->h);
  a->w = a->w2 = a->w3 = a->wv = a->dd = tsqp_dd_of(0);
  a->log_v = 0;
  tsqp_apart_each(a, first_visit);
  for (size_t b = 0; b < p; b++) {
    a->log_v += log(a->v[b] + a->t);
  }
  for (size_t m = 0; m < TSQP_APART_MATRICES; m++) {
    tsqp_dd *sum = a->matrix + m * p * p;
    for (size_t b = 0; b < p; b++) {
      for (size_t c = 0; c < b; c++) {
        sum[c * p + b] = sum[b * p + c];
      }
    }
  }
  if (a->weights == TSQP_INVERSE_VARIANCES) { /* d is 1 */
    memcpy(a->matrix + TSQP_APART_W2D * p * p, a->matrix + TSQP_APART_W2 * p * p, p * p * sizeof *a->matrix);
  }
}

/* ---- the solution ---------------------------------------------------------------------------------------------------- */

/* M^-1 = W_B^-1/2 (I + A)^-1 W_B^-1/2, u = M^-1 h, C = W_B M^-1 H_1. */
static int solve(tsqp_apart *a) {
  size_t p = a->p;
  const tsqp_dd *h1 = a->matrix + TSQP_APART_W * p * p;
  tsqp_dd *x = a->work;
  for (size_t b = 0; b < p; b++) {
    a->root[b] = tsqp_dd_root(tsqp_dd_divide(tsqp_dd_of(a->s), a->spread[b]));
  }
  for (size_t b = 0; b < p; b++) {
    for (size_t c = 0; c < p; c++) {
      tsqp_dd scaled = tsqp_dd_divide(tsqp_dd_divide(h1[b * p + c], a->root[b]), a->root[c]);
      a->factor[b * p + c] = b == c ? tsqp_dd_add(scaled, tsqp_dd_of(1)) : scaled;
    }
    x[b] = tsqp_dd_divide(a->h[b], a->root[b]);
  }
  if (tsqp_dd_cholesky(p, a->factor, 0) < p)
    return tsqp_fail(TSQ_ERR_RANGE, "weighted sums overflow double precision: the variances differ too much");
  tsqp_dd_cholesky_inverse(p, a->factor, a->inverse);
  tsqp_dd_matrix_vector(p, a->inverse, x, a->u);
  for (size_t b = 0; b < p; b++) {
    a->u[b] = tsqp_dd_divide(a->u[b], a->root[b]);
    a->force[b] = tsqp_dd_multiply(tsqp_dd_multiply(a->u[b], a->root[b]), a->root[b]);
    for (size_t c = 0; c < p; c++) {
      a->inverse[b * p + c] = tsqp_dd_divide(tsqp_dd_divide(a->inverse[b * p + c], a->root[b]), a->root[c]);
    }
  }
  for (size_t b = 0; b < p; b++) {
    for (size_t c = 0; c < p; c++) { /* H_1 is symmetric: a row is as good as a column */
      tsqp_dd sum = tsqp_dd_dot(p, a->inverse + b * p, h1 + c * p);
      a->c[b * p + c] = tsqp_dd_multiply(tsqp_dd_multiply(sum, a->root[b]), a->root[b]);
    }
  }
  return TSQ_OK;
}

/* ---- the second pass: residuals ---------------------------------------------------------------------------------------- */

/*
 * r = zeta - Gu, and the contrast of Py, w r + g'W_B u, of which y'PPPy is the form: Py is w r in N and -W_B u in B. The sums of the
 * contrasts that its solution needs go to g + p.
 */
static void second_visit(tsqp_apart *a, const tsqp_apart_row *row) {
  size_t p = a->p;
  tsqp_dd r = tsqp_dd_subtract(row->zeta, tsqp_dd_dot(p, a->g, a->u));
  tsqp_dd wr = tsqp_dd_multiply(row->w, r);
  tsqp_dd next = tsqp_dd_add(wr, tsqp_dd_dot(p, a->g, a->force));
  tsqp_dd wn = tsqp_dd_multiply(row->w, next);
  add(&a->q1, tsqp_dd_multiply(wr, r));
  add(&a->q2, tsqp_dd_multiply(wr, wr));
  add(&a->q3, tsqp_dd_multiply(wn, next));
  for (size_t b = 0; b < p; b++) {
    add(&a->g[p + b], tsqp_dd_multiply(wn, a->g[b]));
  }
}

static void second_pass(tsqp_apart *a) {
  size_t p = a->p;
  a->q1 = a->q2 = a->q3 = tsqp_dd_of(0);
  memset(a->g + p, 0, p * sizeof *a->g);
  tsqp_apart_each(a, second_visit);
  tsqp_dd *x = a->g + p;
  for (size_t b = 0; b < p; b++) {
    add(&a->q1, tsqp_dd_multiply(a->force[b], a->u[b]));
    add(&a->q2, tsqp_dd_multiply(a->force[b], a->force[b]));
    x[b] = tsqp_dd_divide(x[b], a->root[b]);
  }
  tsqp_dd_solve_lower(p, a->factor, x);
  a->q3 = tsqp_dd_subtract(a->q3, tsqp_dd_dot(p, x, x));
}

int tsqp_apart_solve(tsqp_apart *a, int weights, double t) {
  int kept = a->has_pivots && a->weights == weights;
  a->weights = weights;
  a->t = t;
  if (!kept) TSQP_TRY(tsqp_apart_choose(a));
  first_pass(a);
  if (kept && a->unsettled) {
    TSQP_TRY(tsqp_apart_choose(a));
    first_pass(a);
  }
  TSQP_TRY(solve(a));
  second_pass(a);
  return TSQ_OK;
}

/* ---- what is asked of it ---------------------------------------------------------------------------------------------- */

tsqp_dd tsqp_apart_trace(tsqp_apart *a, int matrix, tsqp_dd *of_square) {
  size_t p = a->p;
  const tsqp_dd *h = a->matrix + (size_t)matrix * p * p;
  tsqp_dd *product = a->work;
  tsqp_dd trace = {0, 0};
  tsqp_dd square = {0, 0};
  for (size_t b = 0; b < p; b++) {
    for (size_t c = 0; c < p; c++) {
      product[b * p + c] = tsqp_dd_dot(p, a->inverse + b * p, h + c * p);
    }
    add(&trace, product[b * p + b]);
  }
  for (size_t b = 0; of_square != NULL && b < p; b++) {
    for (size_t c = 0; c < p; c++) {
      add(&square, tsqp_dd_multiply(product[b * p + c], product[c * p + b]));
    }
  }
  if (of_square != NULL) *of_square = square;
  return trace;
}

void tsqp_apart_to_basis(tsqp_apart *a, const double *r, tsqp_dd *b) {
  size_t p = a->p;
  tsqp_dd_solve_lower(p, a->lower, b);
  for (size_t i = p; i-- > 0;) {
    tsqp_dd rest = b[i];
    for (size_t j = i + 1; j < p; j++) {
      rest = tsqp_dd_subtract(rest, tsqp_dd_multiply(a->upper[i * p + j], b[j]));
    }
    b[i] = tsqp_dd_divide(rest, a->upper[i * p + i]);
  }
  for (size_t i = 0; i < p; i++) {
    b[i] = tsqp_dd_scale(b[i], -a->exponent[i]);
  }
  for (size_t i = 0; i < p; i++) {
    tsqp_dd sum = {0, 0};
    for (size_t j = i; j < p; j++) {
      add(&sum, tsqp_dd_times(b[j], r[i * p + j]));
    }
    b[i] = sum;
  }
}

void tsqp_apart_basis(const tsqp_apart *a, double *r) {
  for (size_t i = 0; i < a->p; i++) {
    for (size_t j = 0; j < a->p; j++) {
      r[i * a->p + j] = ldexp(tsqp_dd_value(a->upper[i * a->p + j]), a->exponent[j]);
    }
  }
}

double tsqp_apart_log_det(const tsqp_apart *a) {
  double sum = 0;
  double exponents = 0;
  for (size_t j = 0; j < a->p; j++) {
    sum += log(fabs(tsqp_dd_value(a->upper[j * a->p + j]))) + log(tsqp_dd_value(a->factor[j * a->p + j])) -
           0.5 * log(tsqp_dd_value(a->spread[j]));
    exponents += a->exponent[j];
  }
  return 2 * (sum + exponents * 0.69314718055994530942);
}

void tsqp_apart_sandwich(tsqp_apart *a, tsqp_dd *cov) {
  size_t p = a->p;
  tsqp_dd *middle = a->work;
  tsqp_dd *half = middle + p * p;
  memcpy(middle, a->matrix + TSQP_APART_W2D * p * p, p * p * sizeof *middle);
  for (size_t b = 0; b < p; b++) {
    tsqp_dd w = tsqp_dd_multiply(a->root[b], a->root[b]);
    add(&middle[b * p + b], tsqp_dd_multiply(tsqp_dd_multiply(w, tsqp_dd_sum(a->v[b], a->t)), w));
  }
  for (size_t b = 0; b < p; b++) {
    tsqp_dd_matrix_vector(p, middle, a->inverse + b * p, half + b * p); /* rows of M^-1 times middle */
  }
  for (size_t b = 0; b < p; b++) {
    tsqp_dd_matrix_vector(p, a->inverse, half + b * p, cov + b * p);
  }
}
