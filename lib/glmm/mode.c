/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mode of a study's integrand: log-concave, with curvature of at least 1. */
#include "glmm/mode.h"

#include <math.h>
#include <string.h>

double tsqp_predictor(const tsqp_integrand *f, const tsqp_arm *arm, const double *u) {
  const tsqp_shape *s = f->shape;
  double e = 0;
  for (size_t j = 0; j < s->n_fixed; j++)
    e += arm->fixed[j] * f->t[j];
  for (size_t r = 0; r < s->n_random; r++)
    e += arm->random[r] * f->t[s->n_fixed + r] * u[r];
  return e;
}

/* Value, gradient and curvature in u. */
static double bend(const tsqp_integrand *f, const double *u, double g[2], double c[2][2]) {
  const tsqp_shape *s = f->shape;
  double value = 0;
  memset(g, 0, 2 * sizeof *g);
  memset(c, 0, 4 * sizeof(double));
  for (size_t a = 0; a < s->n_arms; a++) {
    tsqp_arm_value v = tsqp_arm_at(&f->arms[a], tsqp_predictor(f, &f->arms[a], u));
    value += v.log_f;
    for (size_t i = 0; i < s->n_random; i++) {
      double di = f->arms[a].random[i] * f->t[s->n_fixed + i];
      g[i] += v.score * di;
      for (size_t j = 0; j < s->n_random; j++)
        c[i][j] += v.information * di * f->arms[a].random[j] * f->t[s->n_fixed + j];
    }
  }
  for (size_t i = 0; i < s->n_random; i++) {
    value -= u[i] * u[i] / 2;
    g[i] -= u[i];
    c[i][i] += 1;
  }
  return value;
}

/* The variances and the covariance of the quadratic approximation over u[from ..]. */
static void invert(size_t from, size_t n, double c[2][2], double v[2][2]) {
  memset(v, 0, 4 * sizeof(double));
  if (n - from == 2) {
    double det = c[0][0] * c[1][1] - c[0][1] * c[1][0];
    v[0][0] = c[1][1] / det;
    v[1][1] = c[0][0] / det;
    v[0][1] = v[1][0] = -c[0][1] / det;
  } else {
    v[from][from] = 1 / c[from][from];
  }
}

/* The step of Newton's method over u[from ..], and what it should gain. */
static double newton_step(size_t from, size_t n, const double g[2], double c[2][2], double v[2][2],
                          double step[2]) {
  double gain = 0;
  invert(from, n, c, v);
  step[0] = step[1] = 0;
  for (size_t a = from; a < n; a++) {
    for (size_t b = from; b < n; b++)
      step[a] += v[a][b] * g[b];
    gain += step[a] * g[a];
  }
  return gain;
}

/*
 * Newton's method over u[from ..], halving steps that do not go up: the integrand is concave, so it cannot fail. Near the
 * mode, where rounding decides which of two values is higher, a few whole steps end it.
 */
void tsqp_find_mode(const tsqp_integrand *f, size_t from, double u[2], double v[2][2]) {
  size_t n = f->shape->n_random;
  int last = 0;
  double g[2];
  double c[2][2];
  double step[2];
  double value = bend(f, u, g, c);
  for (int i = 0; i < 500 && last < 4; i++) {
    double from_u[2] = {u[0], u[1]};
    double size = 1;
    double gain = newton_step(from, n, g, c, v, step);
    if (!(gain > 1e-28)) return;
    int near = gain < 1e-7;
    double better = -HUGE_VAL;
    for (int half = 0; half < 60; half++, size /= 2) {
      for (size_t a = from; a < n; a++)
        u[a] = from_u[a] + size * step[a];
      better = bend(f, u, g, c);
      if (near || better >= value) break;
    }
    value = better;
    last += near;
  }
  invert(from, n, c, v);
}
