/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rma/regression_algebra.h"

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

/* What the steps of the algebra share; all [p], and b [p x p], in engine->work. */
typedef struct steps {
  size_t p;
  const double *sum;
  double *b;   /* B_j, then L^-1 B_j L^-T */
  double *d;   /* the solution's distance from the shift */
  double *u;   /* Z'W^2 r */
  double *far; /* the shift as the residuals were computed with it */
  double loss;
} steps;

static void lose(steps *s, double loss) {
  s->loss = fmax(s->loss, loss);
}

/* The Cholesky factor, d and q1; 0 where Z'WZ is singular. */
static int solve(tsqp_engine *engine, steps *s, tsqp_moments *m, double *correction) {
  size_t p = s->p;
  symmetric(p, s->sum, 0, engine->chol);
  tsqp_regression_centred(engine->studies, engine->r, engine->shift, s->far);
  double fitted = quadratic(p, engine->chol, s->far);
  for (size_t j = 0; j < p; j++) {
    s->u[j] = engine->chol[j * p + j];
  }
  if (tsqp_cholesky(p, engine->chol) != 0) return 0;
  s->loss = tsqp_hidden_columns(engine, s->u, engine->chol);
  memcpy(s->d, s->sum + tsqp_at_c(p, 0, 0), p * sizeof *s->d);
  tsqp_solve_lower(p, engine->chol, s->d);
  *correction = dot(p, s->d, s->d);
  tsqp_solve_lower_transposed(p, engine->chol, s->d);
  double whole = s->sum[tsqp_at_q(p, 0)];
  m->q1 = fmax(0, whole - *correction);
  lose(s, fmax(times_larger(whole, m->q1), far_from_zero(fitted, m->q1)));
  return 1;
}

/* y'W^jy about the solution, with b = B_j; `whole`: the terms that it is the difference of. */
static double about_solution(const steps *s, size_t j, double *whole) {
  double moved = quadratic(s->p, s->b, s->d);
  *whole = s->sum[tsqp_at_q(s->p, j)] + moved;
  return *whole - 2 * dot(s->p, s->d, s->sum + tsqp_at_c(s->p, j, 0));
}

/* q2, and in u the vector that q3 is to be reduced by; b = B_2. */
static void second_form(const tsqp_engine *engine, steps *s, tsqp_moments *m) {
  double whole;
  m->q2 = fmax(0, about_solution(s, 1, &whole));
  lose(s, fmax(times_larger(whole, m->q2), far_from_zero(quadratic(s->p, s->b, s->far), m->q2)));
  for (size_t a = 0; a < s->p; a++) {
    s->u[a] = s->sum[tsqp_at_c(s->p, 1, a)] - dot(s->p, s->b + a * s->p, s->d);
  }
  tsqp_solve_lower(s->p, engine->chol, s->u);
}

static void third_form(steps *s, tsqp_moments *m) {
  double whole;
  m->q3 = fmax(0, about_solution(s, 2, &whole) - dot(s->p, s->u, s->u));
  lose(s, times_larger(whole, m->q3));
}

int tsqp_regression_algebra(tsqp_engine *engine, int asked, tsqp_moments *m, double *correction,
                            double *loss) {
  size_t p = engine->p;
  double *work = engine->work;
  steps s = {.p = p, .sum = engine->regression.sum, .b = work, .d = work + 2 * p * p};
  s.u = s.d + p;
  s.far = s.u + p;
  int forms = !(asked & TSQP_TRACES);
  m->q2 = m->q3 = 0;
  if (!solve(engine, &s, m, correction)) return 0;

  symmetric(p, s.sum, 1, s.b);
  if (forms) second_form(engine, &s, m);
  tsqp_congruence(p, engine->chol, s.b);
  double tr_b2 = trace(p, s.b);
  double tr_b2_squared = dot(p * p, s.b, s.b);

  symmetric(p, s.sum, 2, s.b);
  if (forms) third_form(&s, m);
  tsqp_congruence(p, engine->chol, s.b);

  m->sw1 = s.sum[tsqp_at_w(p, 0)];
  m->sw2 = s.sum[tsqp_at_w(p, 1)];
  m->sw3 = s.sum[tsqp_at_w(p, 2)];
  m->rw2 = sqrt(m->sw2);
  m->tr1 = fmax(0, m->sw1 - tr_b2);
  m->tr2 = fmax(0, m->sw2 - 2 * trace(p, s.b) + tr_b2_squared);
  lose(&s, fmax(times_larger(m->sw1, m->tr1), times_larger(m->sw2, m->tr2)));
  *loss = s.loss;
  for (size_t a = 0; a < p; a++) {
    engine->shift[a] += s.d[a];
  }
  return 1;
}
