/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Newton's method for the likelihood's maximum, with Marquardt's damping where the Hessian is not negative definite or a step
 * does not go up. The standard deviations sigma and tau are parameters themselves, not their logarithms: the likelihood is an
 * even function of each, so a maximum at 0 is an ordinary one, reached quadratically.
 */
#include "glmm/model.h"

#include "numeric/linalg.h"

#include <math.h>
#include <string.h>

#define MOST 300
#define FARTHEST 4.0 /* how far a study's linear predictor may move in one step */
#define NEAR                                                                                                 \
  1e-9 /* expected gain of a Newton step below which rounding decides which of two values is higher */
#define DONE 1e-22

/* (-H + damping |diag H|) step = g. Returns 0 where that matrix is not positive definite. */
static int newton_step(size_t n, const tsqp_glmm_peak *peak, double damping, double *factor, double *step) {
  for (size_t i = 0; i < n * n; i++)
    factor[i] = -peak->hessian[i];
  for (size_t i = 0; i < n; i++)
    factor[i * n + i] += damping * (fabs(peak->hessian[i * n + i]) + 1e-6);
  if (tsqp_cholesky(n, factor) != 0) return 0;
  memcpy(step, peak->gradient, n * sizeof *step);
  tsqp_solve_lower(n, factor, step);
  tsqp_solve_lower_transposed(n, factor, step);
  return 1;
}

/*
 * How far a standard deviation x may move in one step: not so far down that it jumps over a maximum into 0, which is always
 * stationary, unless it is there already.
 */
static double reach(double x, double step) {
  int down = x > 0 ? step < 0 : step > 0;
  return down && fabs(x) > 0.01 ? 0.7 * fabs(x) : fmax(0.5, fabs(x));
}

/* Shortens a step that would move a linear predictor or a standard deviation too far. */
static void shorten(const tsqp_glmm_task *task, const double *x, size_t n, double *step) {
  const tsqp_glmm_model *m = task->model;
  size_t p = task->saturated ? 0 : m->p;
  size_t sds = (m->kind == TSQP_GLMM_RANDOM_STUDIES ? 1u : 0u) + (task->tau_is == TSQP_TAU_FREE ? 1u : 0u);
  double most = 0;
  for (size_t i = 0; i < m->k; i++) {
    double move = 0;
    for (size_t j = 0; j < p; j++)
      move += m->basis[i * m->p + j] * step[j];
    most = fmax(most, fabs(move) / FARTHEST);
  }
  for (size_t j = p; j < n; j++)
    most = fmax(most, fabs(step[j]) / (j >= n - sds ? reach(x[j], step[j]) : FARTHEST));
  for (size_t j = 0; j < n && most > 1; j++)
    step[j] /= most;
}

/* Whether a standard deviation is on its way to 0 where the likelihood curves upwards: a saddle, which its caller leaves. */
static int at_saddle(const tsqp_glmm_task *task, const tsqp_glmm_peak *peak, size_t n) {
  size_t sds =
      (task->model->kind == TSQP_GLMM_RANDOM_STUDIES ? 1u : 0u) + (task->tau_is == TSQP_TAU_FREE ? 1u : 0u);
  for (size_t j = n - sds; j < n; j++) {
    if (fabs(peak->x[j]) < 0.01 && peak->hessian[j * n + j] > 0) return 1;
  }
  return 0;
}

static double dot(size_t n, const double *a, const double *b) {
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

void tsqp_glmm_climb(tsqp_glmm_task *task, tsqp_glmm_peak *peak, double *work) {
  size_t n = tsqp_glmm_parameters(task);
  double *factor = work;
  double *hessian = work + n * n;
  double *step = hessian + n * n;
  double *trial = step + n;
  double *gradient = trial + n;
  double damping = 0;
  int polished = 0;
  tsqp_glmm_evaluate(task, peak->x, &peak->value, peak->gradient, peak->hessian);
  peak->evaluations = 1;
  if (n == 0) return;
  for (int i = 0; i < MOST && polished < 4; i++) {
    double value;
    if (!newton_step(n, peak, damping, factor, step)) {
      if (damping > 1e12 || at_saddle(task, peak, n)) return;
      damping = fmax(10 * damping, 1e-3);
      continue;
    }
    double gain = dot(n, step, peak->gradient);
    if (damping > 0 && gain < NEAR && newton_step(n, peak, 0, factor, step)) {
      damping = 0; /* at the top: Newton's own steps from here */
      gain = dot(n, step, peak->gradient);
    }
    if (damping == 0 && gain < DONE) return;
    int near = damping == 0 && gain < NEAR;
    shorten(task, peak->x, n, step);
    for (size_t j = 0; j < n; j++)
      trial[j] = peak->x[j] + step[j];
    tsqp_glmm_evaluate(task, trial, &value, gradient, hessian);
    peak->evaluations++;
    if (near || value > peak->value) {
      peak->value = value;
      memcpy(peak->x, trial, n * sizeof *trial);
      memcpy(peak->gradient, gradient, n * sizeof *gradient);
      memcpy(peak->hessian, hessian, n * n * sizeof *hessian);
      damping = damping > 1e-5 ? damping / 10 : 0;
      polished += near;
    } else if (damping > 1e12) {
      return;
    } else {
      damping = fmax(10 * damping, 1e-3);
    }
  }
}
