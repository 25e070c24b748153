/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/regression_sums.h"

#include "base/status.h"
#include "kernel/moments.h"
#include "numeric/linalg.h"
#include "numeric/sum.h"

#include <math.h>
#include <string.h>

/*
 * The layout of engine->work, in this order: for j = 1, 2, 3 sums of w^j (3), w^j e^2 (3), Z'W^j e (3 p), Z'W^j Z (3 p^2,
 * lower triangle), each as a compensated pair; then the same as plain numbers; then buffers of one block.
 */
static size_t sum_count(size_t p) {
  return 6 + 3 * p + 3 * p * p;
}

size_t tsqp_regression_room(size_t p) {
  return 3 * sum_count(p) + (5 + 3) * TSQP_BLOCK + 2 * p * p + 2 * p;
}

typedef struct layout {
  tsqp_sum *pair;
  double *sum;
  double *w, *w2, *w3, *e, *scratch; /* [TSQP_BLOCK] */
  double *small;                     /* [2 p^2 + 2 p] */
} layout;

static layout lay_out(tsqp_engine *engine) {
  size_t n = sum_count(engine->p);
  layout l;
  l.pair = (tsqp_sum *)(void *)engine->work;
  l.sum = engine->work + 2 * n;
  l.w = l.sum + n;
  l.w2 = l.w + TSQP_BLOCK;
  l.w3 = l.w2 + TSQP_BLOCK;
  l.e = l.w3 + TSQP_BLOCK;
  l.scratch = l.e + TSQP_BLOCK; /* three of them: w^j z of one column */
  l.small = l.scratch + 3 * TSQP_BLOCK;
  return l;
}

/* Places of the sums for j = 0, 1, 2 (powers 1, 2, 3). */
static size_t at_w(size_t j) {
  return j;
}
static size_t at_q(size_t j) {
  return 3 + j;
}
static size_t at_c(size_t p, size_t j, size_t a) {
  return 6 + j * p + a;
}
static size_t at_b(size_t p, size_t j, size_t a, size_t b) {
  return 6 + 3 * p + (j * p + a) * p + b;
}

static void add_block(tsqp_engine *engine, layout *l, double t, double s) {
  const tsqp_block *block = &engine->reader.block;
  size_t n = block->n;
  size_t p = engine->p;
  const double *w[3] = {l->w, l->w2, l->w3};
  tsqp_kernel_weights(n, block->v, t, s, l->w);
  tsqp_kernel_multiply(n, l->w, l->w, l->w2);
  tsqp_kernel_multiply(n, l->w2, l->w, l->w3);
  memcpy(l->e, block->y, n * sizeof *l->e);
  for (size_t a = 0; a < p; a++) {
    tsqp_kernel_axpy(n, -engine->shift[a], block->z + a * TSQP_BLOCK, l->e);
  }
  for (size_t j = 0; j < 3; j++) {
    double *we = l->scratch;
    tsqp_kernel_multiply(n, w[j], l->e, we);
    tsqp_sum_add(&l->pair[at_w(j)], tsqp_kernel_sum(n, w[j]));
    tsqp_sum_add(&l->pair[at_q(j)], tsqp_kernel_dot(n, we, l->e));
    for (size_t a = 0; a < p; a++) {
      tsqp_sum_add(&l->pair[at_c(p, j, a)], tsqp_kernel_dot(n, we, block->z + a * TSQP_BLOCK));
    }
    for (size_t a = 0; a < p; a++) {
      double *wz = l->scratch + TSQP_BLOCK;
      tsqp_kernel_multiply(n, w[j], block->z + a * TSQP_BLOCK, wz);
      for (size_t b = 0; b <= a; b++) {
        tsqp_sum_add(&l->pair[at_b(p, j, a, b)], tsqp_kernel_dot(n, wz, block->z + b * TSQP_BLOCK));
      }
    }
  }
}

void tsqp_regression_pass(tsqp_engine *engine, double t, double s) {
  layout l = lay_out(engine);
  size_t n = sum_count(engine->p);
  memset(l.pair, 0, n * sizeof *l.pair);
  tsqp_reader_rewind(&engine->reader, engine->r, TSQP_ALL_STUDIES);
  while (tsqp_reader_next(&engine->reader) > 0) {
    add_block(engine, &l, t, s);
  }
  engine->passes++;
  for (size_t i = 0; i < n; i++) {
    l.sum[i] = tsqp_sum_value(&l.pair[i]);
  }
}

/* The full symmetric Z'W^jZ from its lower triangle. */
static void symmetric(size_t p, const double *sum, size_t j, double *b) {
  for (size_t a = 0; a < p; a++) {
    for (size_t c = 0; c <= a; c++) {
      b[a * p + c] = b[c * p + a] = sum[at_b(p, j, a, c)];
    }
  }
}

static double trace(size_t p, const double *a) {
  double sum = 0;
  for (size_t i = 0; i < p; i++) {
    sum += a[i * p + i];
  }
  return sum;
}

static double dot(size_t n, const double *a, const double *b) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}

/* x'Bx */
static double quadratic(size_t p, const double *b, const double *x) {
  double sum = 0;
  for (size_t i = 0; i < p; i++) {
    sum += x[i] * dot(p, b + i * p, x);
  }
  return sum;
}

int tsqp_regression_algebra(tsqp_engine *engine, tsqp_moments *m, double *correction) {
  size_t p = engine->p;
  layout l = lay_out(engine);
  const double *sum = l.sum;
  double *b = l.small;       /* [p x p] B_j, then L^-1 B_j L^-T */
  double *d = b + 2 * p * p; /* [p] the solution's distance from the shift */
  double *u = d + p;         /* [p] Z'W^2 r */

  symmetric(p, sum, 0, engine->chol);
  if (tsqp_cholesky(p, engine->chol) != 0) {
    return tsqp_fail(TSQ_ERR_SINGULAR,
                     "X'WX is singular to working precision: the variances differ too much");
  }
  memcpy(d, sum + at_c(p, 0, 0), p * sizeof *d);
  tsqp_solve_lower(p, engine->chol, d);
  *correction = dot(p, d, d);
  tsqp_solve_lower_transposed(p, engine->chol, d);

  symmetric(p, sum, 1, b);
  m->q1 = fmax(0, sum[at_q(0)] - *correction);
  m->q2 = fmax(0, sum[at_q(1)] - 2 * dot(p, d, sum + at_c(p, 1, 0)) + quadratic(p, b, d));
  for (size_t a = 0; a < p; a++) {
    u[a] = sum[at_c(p, 1, a)] - dot(p, b + a * p, d);
  }
  tsqp_solve_lower(p, engine->chol, u);
  tsqp_congruence(p, engine->chol, b);
  double tr_b2 = trace(p, b);
  double tr_b2_squared = dot(p * p, b, b);

  symmetric(p, sum, 2, b);
  double w3r2 = sum[at_q(2)] - 2 * dot(p, d, sum + at_c(p, 2, 0)) + quadratic(p, b, d);
  m->q3 = fmax(0, w3r2 - dot(p, u, u));
  tsqp_congruence(p, engine->chol, b);

  m->sw1 = sum[at_w(0)];
  m->sw2 = sum[at_w(1)];
  m->sw3 = sum[at_w(2)];
  m->rw2 = sqrt(m->sw2);
  m->tr1 = fmax(0, m->sw1 - tr_b2);
  m->tr2 = fmax(0, m->sw2 - 2 * trace(p, b) + tr_b2_squared);
  for (size_t a = 0; a < p; a++) {
    engine->shift[a] += d[a];
  }
  return TSQ_OK;
}
