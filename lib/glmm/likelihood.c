/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log-likelihood of all studies with gradient and Hessian. A study's own nuisance parameter (its intercept with fixed
 * study effects, its own effect in the saturated model) is set to its best value study by study, and leaves the Hessian by
 * its Schur complement: O(k), with no matrix larger than the parameters that studies share.
 */
#include "glmm/model.h"

#include <math.h>
#include <string.h>

#define FARTHEST 80.0 /* a logit or log rate beyond is as good as infinite */

enum { M = TSQP_STUDY_PARAMETERS, NOWHERE = -1 };

tsqp_shape tsqp_glmm_shape(const tsqp_glmm_task *task) {
  const tsqp_glmm_model *m = task->model;
  int random_studies = m->kind == TSQP_GLMM_RANDOM_STUDIES;
  return (tsqp_shape){.n_arms = m->n_arms,
                      .n_fixed = m->kind == TSQP_GLMM_ONE ? 1 : 2,
                      .n_random = (random_studies ? 1u : 0u) + (task->tau_is != TSQP_TAU_ZERO ? 1u : 0u)};
}

size_t tsqp_glmm_parameters(const tsqp_glmm_task *task) {
  const tsqp_glmm_model *m = task->model;
  return (task->saturated ? 0 : m->p) + (m->kind == TSQP_GLMM_RANDOM_STUDIES ? 2u : 0u) +
         (task->tau_is == TSQP_TAU_FREE ? 1u : 0u);
}

/* Where the study's effect stands among its parameters. */
static size_t effect_of(const tsqp_shape *s) {
  return s->n_fixed - 1;
}

void tsqp_glmm_study_parameters(const tsqp_glmm_task *task, const double *x, size_t i, double t[M]) {
  const tsqp_glmm_model *m = task->model;
  tsqp_shape s = tsqp_glmm_shape(task);
  size_t at = task->saturated ? 0 : m->p;
  size_t effect = effect_of(&s);
  t[effect] = 0;
  if (task->saturated) {
    t[effect] = task->nuisance[i];
  } else {
    for (size_t j = 0; j < m->p; j++)
      t[effect] += m->basis[i * m->p + j] * x[j];
  }
  if (m->kind == TSQP_GLMM_FIXED_STUDIES) t[0] = task->nuisance[i];
  if (m->kind == TSQP_GLMM_RANDOM_STUDIES) {
    t[0] = x[at];
    t[s.n_fixed] = x[at + 1];
    at += 2;
  }
  if (task->tau_is != TSQP_TAU_ZERO)
    t[s.n_fixed + s.n_random - 1] = task->tau_is == TSQP_TAU_FREE ? x[at] : task->tau;
}

/* The study's nuisance parameter t[at] at its best, and the study's value there. The likelihood is log-concave in it. */
static void best_nuisance(const tsqp_glmm_task *task, const tsqp_shape *shape, const tsqp_arm *arms,
                          double t[M], size_t at, tsqp_study_value *v) {
  tsqp_study_likelihood(shape, arms, &task->rule, t, v);
  for (int i = 0; i < 200; i++) {
    double information = -v->hessian[at][at];
    double step = v->gradient[at] / information;
    if (!(information > 0) || !isfinite(step)) step = v->gradient[at] > 0 ? 1 : -1;
    if (v->gradient[at] == 0 || v->gradient[at] * step < 1e-22) return;
    if (fabs(step) > 3) step = step > 0 ? 3 : -3;
    int polish = v->gradient[at] * step < 1e-9;
    double from = t[at];
    tsqp_study_value trial;
    for (int half = 0; half < 40; half++, step /= 2) {
      t[at] = from + step;
      tsqp_study_likelihood(shape, arms, &task->rule, t, &trial);
      if (polish || trial.value >= v->value) break;
    }
    int settled = polish && fabs(trial.gradient[at]) >= fabs(v->gradient[at]);
    if (!settled) *v = trial;
    if (settled) t[at] = from;
    if (settled || fabs(t[at]) > FARTHEST) return;
  }
}

/* Takes parameter `at`, at its best but for rounding, out of the gradient and the Hessian. */
static void eliminate(tsqp_study_value *v, size_t at, size_t m) {
  double pivot = v->hessian[at][at];
  for (size_t i = 0; i < m; i++) {
    if (i != at && pivot < -1e-12) v->gradient[i] -= v->hessian[i][at] * v->gradient[at] / pivot;
    for (size_t j = 0; j < m; j++) {
      if (i != at && j != at && pivot < -1e-12)
        v->hessian[i][j] -= v->hessian[i][at] * v->hessian[at][j] / pivot;
    }
  }
  for (size_t i = 0; i < m; i++)
    v->hessian[i][at] = v->hessian[at][i] = 0;
  v->gradient[at] = 0;
}

/* Where each of a study's parameters stands in x; the effect is made of x[0 .. p-1]. */
static void places(const tsqp_glmm_task *task, const tsqp_shape *s, int where[M]) {
  int at = task->saturated ? 0 : (int)task->model->p;
  for (size_t j = 0; j < M; j++)
    where[j] = NOWHERE;
  if (task->model->kind == TSQP_GLMM_RANDOM_STUDIES) {
    where[0] = at;
    where[s->n_fixed] = at + 1;
    at += 2;
  }
  if (task->tau_is == TSQP_TAU_FREE) where[s->n_fixed + s->n_random - 1] = at;
}

/* Adds one study's derivatives: those by the effect spread over the coefficients as the study's row says. */
static void spread(const tsqp_glmm_task *task, const tsqp_shape *s, const tsqp_study_value *v,
                   const double *row, const int where[M], double *gradient, double *hessian) {
  size_t p = task->saturated ? 0 : task->model->p;
  size_t n = tsqp_glmm_parameters(task);
  size_t effect = effect_of(s);
  for (size_t a = 0; a < p; a++) {
    gradient[a] += row[a] * v->gradient[effect];
    for (size_t b = 0; b < p; b++)
      hessian[a * n + b] += row[a] * row[b] * v->hessian[effect][effect];
  }
  for (size_t i = 0; i < s->n_fixed + s->n_random; i++) {
    if (where[i] == NOWHERE) continue;
    size_t at = (size_t)where[i];
    gradient[at] += v->gradient[i];
    for (size_t a = 0; a < p; a++) {
      hessian[at * n + a] += row[a] * v->hessian[i][effect];
      hessian[a * n + at] += row[a] * v->hessian[i][effect];
    }
    for (size_t j = 0; j < s->n_fixed + s->n_random; j++) {
      if (where[j] != NOWHERE) hessian[at * n + (size_t)where[j]] += v->hessian[i][j];
    }
  }
}

void tsqp_glmm_evaluate(tsqp_glmm_task *task, const double *x, double *value, double *gradient,
                        double *hessian) {
  const tsqp_glmm_model *m = task->model;
  tsqp_shape s = tsqp_glmm_shape(task);
  size_t n = tsqp_glmm_parameters(task);
  int where[M];
  places(task, &s, where);
  *value = 0;
  task->nodes = 0;
  memset(gradient, 0, n * sizeof *gradient);
  memset(hessian, 0, n * n * sizeof *hessian);
  for (size_t i = 0; i < m->k; i++) {
    double t[M] = {0, 0, 0, 0};
    tsqp_study_value v;
    const tsqp_arm *arms = m->arms + i * m->n_arms;
    size_t own = task->saturated ? effect_of(&s) : 0;
    tsqp_glmm_study_parameters(task, x, i, t);
    if (task->saturated || m->kind == TSQP_GLMM_FIXED_STUDIES) {
      best_nuisance(task, &s, arms, t, own, &v);
      task->nuisance[i] = t[own];
      eliminate(&v, own, s.n_fixed + s.n_random);
    } else {
      tsqp_study_likelihood(&s, arms, &task->rule, t, &v);
    }
    *value += v.value;
    if (v.nodes > task->nodes) task->nodes = v.nodes;
    spread(task, &s, &v, m->basis + i * m->p, where, gradient, hessian);
  }
}
