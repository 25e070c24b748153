/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quadratic forms y'P_a y with weights a that do not depend on tau2: P_a = A - AX(X'AX)^-1X'A. With B(m) = sum m_i z_i z_i'
 * and G = B(a):
 *   tr P_a = sum a - tr G^-1 B(a^2)          tr P_a V = sum a v - tr G^-1 B(a^2 v)
 *   tr P_a S P_a S = sum a^2 s^2 - 2 tr G^-1 B(a^3 s^2) + tr (G^-1 B(a^2 s))^2,   s = v + t
 */
#include "base/alloc.h"
#include "base/status.h"
#include "kernel/columns.h"
#include "rma/regression_algebra.h"
#include "rma/tau2.h"
#include "numeric/linalg.h"
#include "numeric/sum.h"

#include <math.h>
#include <string.h>

enum { FORM_A, FORM_AV, FORM_A2S2, FORM_Q, FORM_SCALARS };              /* sums of numbers */
enum { FORM_G, FORM_A2, FORM_A2V, FORM_A2S, FORM_A3S2, FORM_MATRICES }; /* sums of z z' */

typedef struct sums {
  size_t p;
  tsqp_sum scalar[FORM_SCALARS];
  tsqp_sum *c;      /* [p] Z'A e */
  tsqp_sum *matrix; /* [FORM_MATRICES][p x p] */
  double *weight;   /* [FORM_MATRICES][TSQP_BLOCK] */
  double *e, *wz;   /* [TSQP_BLOCK] */
  double *shift;    /* [p] */
  double *g, *b;    /* [p x p] */
  double fitted;    /* the weighted square of what the shift fits */
  double hidden;    /* tsqp_hidden_columns() */
} sums;

static int sums_open(sums *s, size_t p) {
  memset(s, 0, sizeof *s);
  s->p = p;
  size_t pairs = p + FORM_MATRICES * p * p;
  s->c = tsqp_calloc(pairs, sizeof *s->c);
  s->weight = tsqp_calloc((FORM_MATRICES + 2) * TSQP_BLOCK + p + 2 * p * p, sizeof *s->weight);
  if (s->c == NULL || s->weight == NULL) {
    tsqp_free(s->c);
    tsqp_free(s->weight);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
  }
  s->matrix = s->c + p;
  s->e = s->weight + FORM_MATRICES * TSQP_BLOCK;
  s->wz = s->e + TSQP_BLOCK;
  s->shift = s->wz + TSQP_BLOCK;
  s->g = s->shift + p;
  s->b = s->g + p * p;
  return TSQ_OK;
}

static void sums_close(sums *s) {
  tsqp_free(s->c);
  tsqp_free(s->weight);
}

static void block_weights(sums *s, const tsqp_block *block, int weights, double t) {
  double *w = s->weight;
  for (size_t i = 0; i < block->n; i++) {
    double a = weights == TSQP_CALLERS_WEIGHTS ? block->a[i] : 1;
    double v = block->v[i];
    double sigma = v + t;
    w[FORM_G * TSQP_BLOCK + i] = a;
    w[FORM_A2 * TSQP_BLOCK + i] = a * a;
    w[FORM_A2V * TSQP_BLOCK + i] = a * a * v;
    w[FORM_A2S * TSQP_BLOCK + i] = a * a * sigma;
    w[FORM_A3S2 * TSQP_BLOCK + i] = a * (a * sigma) * (a * sigma);
  }
}

static void add_block(sums *s, const tsqp_block *block, int weights, double t) {
  size_t n = block->n;
  size_t p = s->p;
  block_weights(s, block, weights, t);
  const double *a = s->weight;
  memcpy(s->e, block->y, n * sizeof *s->e);
  for (size_t j = 0; j < p; j++) {
    tsqp_kernel_axpy(n, -s->shift[j], block->z + j * TSQP_BLOCK, s->e);
  }
  tsqp_sum_add(&s->scalar[FORM_A], tsqp_kernel_sum(n, a));
  tsqp_sum_add(&s->scalar[FORM_AV], tsqp_kernel_dot(n, a, block->v));
  for (size_t i = 0; i < n; i++) {
    s->wz[i] = a[i] * (block->v[i] + t);
  }
  tsqp_sum_add(&s->scalar[FORM_A2S2], tsqp_kernel_dot(n, s->wz, s->wz));
  tsqp_kernel_multiply(n, a, s->e, s->wz);
  tsqp_sum_add(&s->scalar[FORM_Q], tsqp_kernel_dot(n, s->wz, s->e));
  for (size_t j = 0; j < p; j++) {
    tsqp_sum_add(&s->c[j], tsqp_kernel_dot(n, s->wz, block->z + j * TSQP_BLOCK));
  }
  for (size_t m = 0; m < FORM_MATRICES; m++) {
    for (size_t j = 0; j < p; j++) {
      tsqp_kernel_multiply(n, s->weight + m * TSQP_BLOCK, block->z + j * TSQP_BLOCK, s->wz);
      for (size_t l = 0; l <= j; l++) {
        tsqp_sum_add(&s->matrix[(m * p + j) * p + l], tsqp_kernel_dot(n, s->wz, block->z + l * TSQP_BLOCK));
      }
    }
  }
}

static void matrix(const sums *s, size_t m, double *out) {
  for (size_t j = 0; j < s->p; j++) {
    for (size_t l = 0; l <= j; l++) {
      out[j * s->p + l] = out[l * s->p + j] = tsqp_sum_value(&s->matrix[(m * s->p + j) * s->p + l]);
    }
  }
}

/* tr G^-1 B(m), and where `squared` is wanted tr (G^-1 B(m))^2. */
static double trace_of(sums *s, size_t m, double *squared) {
  matrix(s, m, s->b);
  tsqp_congruence(s->p, s->g, s->b);
  double trace = 0;
  double square = 0;
  for (size_t j = 0; j < s->p; j++) {
    trace += s->b[j * s->p + j];
  }
  for (size_t j = 0; j < s->p * s->p; j++) {
    square += s->b[j] * s->b[j];
  }
  if (squared != NULL) *squared = square;
  return trace;
}

static int singular(void) {
  return tsqp_fail(TSQ_ERR_SINGULAR, "X'AX is singular: too few studies have a weight above 0");
}

static int one_pass(tsqp_engine *engine, sums *s, int weights, double t, double *q) {
  memset(s->scalar, 0, sizeof s->scalar);
  memset(s->c, 0, (s->p + FORM_MATRICES * s->p * s->p) * sizeof *s->c);
  tsqp_reader_rewind(&engine->reader, engine->r);
  while (tsqp_reader_next(&engine->reader) > 0) {
    add_block(s, &engine->reader.block, weights, t);
  }
  matrix(s, FORM_G, s->g);
  s->fitted = 0;
  double *d = s->b;
  for (size_t j = 0; j < s->p; j++) {
    for (size_t l = 0; l < s->p; l++) {
      s->fitted += s->shift[j] * s->g[j * s->p + l] * s->shift[l];
    }
  }
  for (size_t j = 0; j < s->p; j++) {
    d[j] = s->g[j * s->p + j];
  }
  if (tsqp_cholesky(s->p, s->g) != 0) return singular();
  s->hidden = tsqp_hidden_columns(engine, d, s->g);
  double correction = 0;
  for (size_t j = 0; j < s->p; j++) {
    d[j] = tsqp_sum_value(&s->c[j]);
  }
  tsqp_solve_lower(s->p, s->g, d);
  for (size_t j = 0; j < s->p; j++) {
    correction += d[j] * d[j];
  }
  tsqp_solve_lower_transposed(s->p, s->g, d);
  for (size_t j = 0; j < s->p; j++) {
    s->shift[j] += d[j];
  }
  *q = fmax(0, tsqp_sum_value(&s->scalar[FORM_Q]) - correction);
  return TSQ_OK;
}

/* G^-1 B(a^2 s) G^-1, with the Cholesky factor of G in s->g. */
static void covariance(sums *s, double *cov) {
  size_t p = s->p;
  matrix(s, FORM_A2S, cov);
  for (int side = 0; side < 2; side++) { /* symmetric: solving the rows twice solves from both sides */
    for (size_t j = 0; j < p; j++) {
      tsqp_solve_lower(p, s->g, cov + j * p);
      tsqp_solve_lower_transposed(p, s->g, cov + j * p);
    }
    for (size_t i = 0; i < p; i++) {
      for (size_t j = 0; j < i; j++) {
        double swap = cov[i * p + j];
        cov[i * p + j] = cov[j * p + i];
        cov[j * p + i] = swap;
      }
    }
  }
}

static double times_larger(double whole, double rest) {
  return rest > 0 ? whole / rest : HUGE_VAL;
}

/* By how much the sums outgrow what is computed from them. */
static double loss_of(const sums *s, const tsqp_fixed_form *form) {
  double a = tsqp_sum_value(&s->scalar[FORM_A]);
  double traces =
      fmax(times_larger(a, form->tr_p), times_larger(tsqp_sum_value(&s->scalar[FORM_AV]), form->tr_pv));
  traces = fmax(traces, times_larger(tsqp_sum_value(&s->scalar[FORM_A2S2]), form->tr_psps));
  traces = fmax(traces, s->hidden);
  return fmax(traces, 2 * sqrt(times_larger(s->fitted + tsqp_sum_value(&s->scalar[FORM_Q]), form->q)));
}

int tsqp_fixed_weights_form(tsqp_engine *engine, int weights, double t, tsqp_fixed_form *form, double *d,
                            double *cov) {
  sums s;
  TSQP_TRY(sums_open(&s, engine->p));
  double q = 0;
  double loss = HUGE_VAL;
  int status = one_pass(engine, &s, weights, t, &q);
  if (status == TSQ_OK) status = one_pass(engine, &s, weights, t, &q); /* about the solution */
  if (status == TSQ_OK) {
    double a2s_squared;
    form->q = q;
    form->tr_p = tsqp_sum_value(&s.scalar[FORM_A]) - trace_of(&s, FORM_A2, NULL);
    form->tr_pv = tsqp_sum_value(&s.scalar[FORM_AV]) - trace_of(&s, FORM_A2V, NULL);
    double a3s2 = trace_of(&s, FORM_A3S2, NULL);
    (void)trace_of(&s, FORM_A2S, &a2s_squared);
    form->tr_psps = tsqp_sum_value(&s.scalar[FORM_A2S2]) - 2 * a3s2 + a2s_squared;
    loss = loss_of(&s, form);
    if (d != NULL) memcpy(d, s.shift, s.p * sizeof *d);
    if (cov != NULL) covariance(&s, cov);
  }
  sums_close(&s);
  int tried = status == TSQ_OK || status == TSQ_ERR_SINGULAR;
  if (tried && !(loss <= TSQP_MOST_LOSS) && tsqp_apart_affordable(engine->studies))
    return tsqp_apart_form(engine, weights, t, form, d, cov);
  return status;
}
