/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The highest of the maxima that are reached from several starts. */
#include "glmm/fit.h"

#include "base/alloc.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

int tsqp_glmm_new_peak(const tsqp_glmm_model *model, tsqp_glmm_peak *peak) {
  size_t n = model->p + 3;
  memset(peak, 0, sizeof *peak);
  peak->x = tsqp_calloc(n + 2, n * sizeof *peak->x);
  if (peak->x == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", model->p);
  peak->gradient = peak->x + n;
  peak->hessian = peak->gradient + n;
  peak->value = -HUGE_VAL;
  return TSQ_OK;
}

void tsqp_glmm_free_peak(tsqp_glmm_peak *peak) {
  tsqp_free(peak->x);
  peak->x = NULL;
}

static void copy_peak(size_t n, const tsqp_glmm_peak *from, tsqp_glmm_peak *to) {
  to->value = from->value;
  memcpy(to->x, from->x, n * sizeof *to->x);
  memcpy(to->gradient, from->gradient, n * sizeof *to->gradient);
  memcpy(to->hessian, from->hessian, n * n * sizeof *to->hessian);
}

/* Mean log odds or log rate of the studies' second groups: where gamma begins. */
static double typical_level(const tsqp_glmm_model *m) {
  double sum = 0;
  for (size_t i = 0; i < m->k; i++) {
    const tsqp_arm *a = &m->arms[i * m->n_arms + m->n_arms - 1];
    double rest = a->family == TSQP_BINOMIAL ? a->n - a->y + 0.5 : 1;
    sum += log((a->y + 0.5) / rest) - a->offset;
  }
  return sum / (double)m->k;
}

/* Starts: every pair of these for sigma and tau, where they are free. */
static const double sigmas[] = {0.25, 1};
static const double taus[] = {0.15, 0.6, 2};

static void set_start(const tsqp_glmm_task *task, const double *start, size_t which, double *x) {
  const tsqp_glmm_model *m = task->model;
  int random_studies = m->kind == TSQP_GLMM_RANDOM_STUDIES;
  size_t at = task->saturated ? 0 : m->p;
  size_t n = tsqp_glmm_parameters(task);
  memset(x, 0, n * sizeof *x);
  if (start != NULL) {
    memcpy(x, start, (at + (random_studies ? 2 : 0)) * sizeof *x);
  } else if (random_studies) {
    x[at] = typical_level(m);
    x[at + 1] = sigmas[which % 2];
    which /= 2;
  }
  if (task->tau_is == TSQP_TAU_FREE) x[n - 1] = taus[which];
}

static size_t count_starts(const tsqp_glmm_task *task, const double *start) {
  size_t count = task->tau_is == TSQP_TAU_FREE ? sizeof taus / sizeof taus[0] : 1;
  return task->model->kind == TSQP_GLMM_RANDOM_STUDIES && start == NULL ? 2 * count : count;
}

/*
 * A standard deviation of 0 is a stationary point whatever the data, as the likelihood is even in it; where the likelihood
 * curves upwards there it is no maximum, and the climb goes on from the best of 0.01, 0.02, 0.04, ...
 */
static void leave_saddles(tsqp_glmm_task *task, tsqp_glmm_peak *peak, tsqp_glmm_peak *probe, double *work) {
  size_t n = tsqp_glmm_parameters(task);
  size_t sds =
      (task->model->kind == TSQP_GLMM_RANDOM_STUDIES ? 1u : 0u) + (task->tau_is == TSQP_TAU_FREE ? 1u : 0u);
  for (size_t at = n - sds; at < n; at++) {
    if (!(peak->hessian[at * n + at] > 0)) continue;
    double best = peak->value;
    double best_sd = peak->x[at];
    memcpy(probe->x, peak->x, n * sizeof *probe->x);
    for (double sd = fmax(0.01, 2 * fabs(best_sd)); sd < 50; sd *= 2) {
      probe->x[at] = sd;
      tsqp_glmm_evaluate(task, probe->x, &probe->value, probe->gradient, probe->hessian);
      if (!(probe->value > best)) break;
      best = probe->value;
      best_sd = sd;
    }
    peak->x[at] = best_sd;
    double evaluations = peak->evaluations;
    tsqp_glmm_climb(task, peak, work);
    peak->evaluations += evaluations;
  }
}

/* Two random effects integrated one inside the other cost thousands of nodes: Laplace's approximation climbs first. */
static int is_costly(const tsqp_glmm_task *task) {
  return task->rule.n == 0 && tsqp_glmm_shape(task).n_random == 2;
}

static const double one_node[1] = {0};
static const double one_weight[1] = {1.772453850905516027298}; /* sqrt(pi) */

int tsqp_glmm_maximise(tsqp_glmm_task *task, const double *start, tsqp_glmm_peak *peak) {
  size_t n = tsqp_glmm_parameters(task);
  tsqp_glmm_peak trial;
  tsqp_glmm_peak probe = {.x = NULL};
  double *work = tsqp_calloc(3 * n + 3, (n + 1) * sizeof *work);
  int status = work == NULL ? tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", n)
                            : tsqp_glmm_new_peak(task->model, &probe);
  if (status == TSQ_OK) status = tsqp_glmm_new_peak(task->model, &trial);
  if (status != TSQ_OK) {
    tsqp_glmm_free_peak(&probe);
    tsqp_free(work);
    return status;
  }
  tsqp_rule rule = task->rule;
  double evaluations = 0;
  if (is_costly(task)) task->rule = (tsqp_rule){1, one_node, one_weight};
  peak->value = -HUGE_VAL;
  for (size_t which = 0; which < count_starts(task, start); which++) {
    set_start(task, start, which, trial.x);
    tsqp_glmm_climb(task, &trial, work);
    leave_saddles(task, &trial, &probe, work);
    evaluations += trial.evaluations;
    if (which == 0 || trial.value > peak->value) copy_peak(n, &trial, peak);
  }
  task->rule = rule; /* the last steps; nuisance parameters become those of the best climb */
  tsqp_glmm_climb(task, peak, work);
  evaluations += peak->evaluations;
  peak->evaluations = evaluations;
  tsqp_glmm_free_peak(&trial);
  tsqp_glmm_free_peak(&probe);
  tsqp_free(work);
  return TSQ_OK;
}
