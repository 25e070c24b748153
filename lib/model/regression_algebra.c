/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/regression_algebra.h"

#include "numeric/linalg.h"

#include <math.h>
#include <string.h>

/* The full symmetric Z'W^jZ from its lower triangle. */
static void symmetric(size_t p, const double *sum, size_t j, double *b) {
  for (size_t a = 0; a < p; a++) {
    for (size_t c = 0; c <= a; c++) {
      b[a * p + c] = b[c * p + a] = sum[tsqp_at_b(p, j, a, c)];
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

/* How many times `whole` is larger than `rest`, which was computed from it. */
static double times_larger(double whole, double rest) {
  return rest > 0 ? whole / rest : HUGE_VAL;
}

/*
 * Effects that are far from 0 in residual standard deviations lose digits in the residuals: their relative error is that of the fitted
 * values, and counts twice in squares.
 */
static double far_from_zero(double fitted, double rest) {
  return 2 * sqrt(times_larger(fitted + rest, rest));
}

double tsqp_hidden_columns(const tsqp_engine *engine, const double *square, const double *chol) {
  size_t p = engine->p;
  size_t first = engine->studies->column[0] == TSQP_INTERCEPT ? 1 : 0;
  double most = 1;
  for (size_t j = 0; j < p; j++) {
    double whole = 0;
    for (size_t i = first; i <= j; i++) {
      whole += engine->r[i * p + j] * engine->r[i * p + j] * square[i];
    }
    double own = engine->r[j * p + j] * chol[j * p + j];
    most = fmax(most, whole > most * most * own * own ? sqrt(whole) / fabs(own) : 1);
  }
  return most;
}

int tsqp_regression_algebra(tsqp_engine *engine, int asked, tsqp_moments *m, double *correction,
                            double *loss) {
  size_t p = engine->p;
  const double *sum = engine->regression.sum;
  double *b = engine->work;  /* [p x p] B_j, then L^-1 B_j L^-T */
  double *d = b + 2 * p * p; /* [p] the solution's distance from the shift */
  double *u = d + p;         /* [p] Z'W^2 r */
  double *far = u + p;       /* [p] the shift as the residuals were computed with it */

  symmetric(p, sum, 0, engine->chol);
  tsqp_regression_centred(engine->studies, engine->r, engine->shift, far);
  double fitted1 = quadratic(p, engine->chol, far);
  for (size_t j = 0; j < p; j++) {
    u[j] = engine->chol[j * p + j];
  }
  if (tsqp_cholesky(p, engine->chol) != 0) return 0;
  double hidden = tsqp_hidden_columns(engine, u, engine->chol);
  memcpy(d, sum + tsqp_at_c(p, 0, 0), p * sizeof *d);
  tsqp_solve_lower(p, engine->chol, d);
  *correction = dot(p, d, d);
  tsqp_solve_lower_transposed(p, engine->chol, d);

  symmetric(p, sum, 1, b);
  double fitted2 = quadratic(p, b, far);
  double moved2 = quadratic(p, b, d);
  m->q1 = fmax(0, sum[tsqp_at_q(p, 0)] - *correction);
  m->q2 = fmax(0, sum[tsqp_at_q(p, 1)] - 2 * dot(p, d, sum + tsqp_at_c(p, 1, 0)) + moved2);
  for (size_t a = 0; a < p; a++) {
    u[a] = sum[tsqp_at_c(p, 1, a)] - dot(p, b + a * p, d);
  }
  tsqp_solve_lower(p, engine->chol, u);
  tsqp_congruence(p, engine->chol, b);
  double tr_b2 = trace(p, b);
  double tr_b2_squared = dot(p * p, b, b);

  symmetric(p, sum, 2, b);
  double moved3 = quadratic(p, b, d);
  double w3r2 = sum[tsqp_at_q(p, 2)] - 2 * dot(p, d, sum + tsqp_at_c(p, 2, 0)) + moved3;
  m->q3 = fmax(0, w3r2 - dot(p, u, u));
  tsqp_congruence(p, engine->chol, b);

  m->sw1 = sum[tsqp_at_w(p, 0)];
  m->sw2 = sum[tsqp_at_w(p, 1)];
  m->sw3 = sum[tsqp_at_w(p, 2)];
  m->rw2 = sqrt(m->sw2);
  m->tr1 = fmax(0, m->sw1 - tr_b2);
  m->tr2 = fmax(0, m->sw2 - 2 * trace(p, b) + tr_b2_squared);
  double whole = fmax(hidden, times_larger(m->sw1, m->tr1));
  whole = fmax(whole, times_larger(m->sw2, m->tr2));
  whole = fmax(whole, fmax(times_larger(sum[tsqp_at_q(p, 0)], m->q1), far_from_zero(fitted1, m->q1)));
  if (!(asked & TSQP_TRACES)) {
    whole =
        fmax(whole, fmax(times_larger(sum[tsqp_at_q(p, 1)] + moved2, m->q2), far_from_zero(fitted2, m->q2)));
    whole = fmax(whole, times_larger(sum[tsqp_at_q(p, 2)] + moved3, m->q3));
  }
  *loss = whole;
  for (size_t a = 0; a < p; a++) {
    engine->shift[a] += d[a];
  }
  return 1;
}
