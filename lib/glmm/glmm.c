/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit: the common-effect model, the mixed model, and what follows from their maxima. */
#include "glmm/fit.h"

#include "base/alloc.h"
#include "base/status.h"
#include "numeric/distributions.h"
#include "numeric/gauss_hermite.h"
#include "numeric/linalg.h"

#include <math.h>
#include <string.h>

/* A standard error beyond belongs to an estimate that runs to infinity: the likelihood is flat out there. */
#define INFINITE_SE 1e4
#define INFINITE_TAU 1e2
/* What tau2 > 0 must gain in log-likelihood to be more than rounding, relative to the log-likelihood's size. */
#define GAIN 1e-12

static int make_rule(tsqp_glmm *glmm) {
  size_t n = (size_t)glmm->fit.options.nodes;
  tsqp_glmm_model *m = &glmm->model;
  if (n == 0) return TSQ_OK;
  m->quadrature = tsqp_calloc(n, 2 * sizeof *m->quadrature);
  if (m->quadrature == NULL || tsqp_gauss_hermite(n, m->quadrature, m->quadrature + n) != 0)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu nodes", n);
  m->rule = (tsqp_rule){n, m->quadrature, m->quadrature + n};
  return TSQ_OK;
}

/* ---- the covariance matrix --------------------------------------------------------------------------------------- */

/* Minus the Hessian as if tau and sigma were known, over b (and gamma). Also the deviance at the modes. */
static void conditional(tsqp_glmm_task *task, const double *x, double *negative, size_t n, double *log_f) {
  const tsqp_glmm_model *m = task->model;
  tsqp_shape shape = tsqp_glmm_shape(task);
  *log_f = 0;
  memset(negative, 0, n * n * sizeof *negative);
  for (size_t i = 0; i < m->k; i++) {
    double t[TSQP_STUDY_PARAMETERS];
    double info[2][2];
    double own;
    const double *row = m->basis + i * m->p;
    tsqp_glmm_study_parameters(task, x, i, t);
    tsqp_study_conditional(&shape, m->arms + i * m->n_arms, t, info, &own);
    *log_f += own;
    size_t e = shape.n_fixed - 1;
    double effect = info[e][e];
    if (m->kind == TSQP_GLMM_FIXED_STUDIES && info[0][0] > 0) effect -= info[0][1] * info[1][0] / info[0][0];
    for (size_t a = 0; a < m->p; a++) {
      for (size_t b = 0; b < m->p; b++)
        negative[a * n + b] += row[a] * row[b] * effect;
      if (m->kind != TSQP_GLMM_RANDOM_STUDIES) continue;
      negative[a * n + m->p] += row[a] * info[0][1];
      negative[m->p * n + a] += row[a] * info[0][1];
    }
    if (m->kind == TSQP_GLMM_RANDOM_STUDIES) negative[m->p * n + m->p] += info[0][0];
  }
}

/* Why an estimate has no finite value. */
static int runs_away(const tsqp_glmm *glmm, const double *inverse, size_t n) {
  for (size_t j = 0; j < glmm->model.p; j++) {
    if (!(inverse[j * n + j] * (double)glmm->model.k < INFINITE_SE * INFINITE_SE)) {
      return tsqp_fail(TSQ_ERR_RANGE,
                       "the likelihood has no maximum: an estimate runs to infinity (no events, "
                       "or only events, where the model has a coefficient of its own)");
    }
  }
  return TSQ_OK;
}

/* The covariance matrix in the basis and se_tau2, from minus the Hessian (n x n, destroyed). A variance of 0 is on its
 * boundary, where the likelihood is even in its root: its row is left out. */
static int covariance(tsqp_glmm *glmm, size_t n, size_t sigma, size_t tau, double *negative, double *inverse) {
  tsq_fit *fit = &glmm->fit;
  size_t p = glmm->model.p;
  size_t sds[2] = {sigma, tau};
  for (int s = 0; s < 2; s++) {
    size_t at = sds[s];
    if (at >= n || glmm->x[at] != 0) continue;
    for (size_t j = 0; j < n; j++)
      negative[at * n + j] = negative[j * n + at] = 0;
    negative[at * n + at] = 1;
  }
  if (tsqp_cholesky(n, negative) != 0)
    return tsqp_fail(TSQ_ERR_RANGE, "the likelihood has no maximum: it is flat in a coefficient");
  tsqp_cholesky_inverse(n, negative, inverse);
  TSQP_TRY(runs_away(glmm, inverse, n));
  tsqp_linear *l = &fit->linear;
  for (size_t j = 0; j < p; j++) {
    memcpy(l->v + j * p, inverse + j * n, p * sizeof *l->v);
    memcpy(l->v0 + j * p, inverse + j * n, p * sizeof *l->v0);
  }
  fit->se_tau2 = tau < n && fit->tau2 > 0 ? 2 * sqrt(fit->tau2 * inverse[tau * n + tau]) : NAN;
  tsqp_linear_to_columns(l, negative);
  return TSQ_OK;
}

/* ---- the fit ----------------------------------------------------------------------------------------------------- */

/* Takes the maximum over: parameters, likelihood, covariance matrix, deviance at the modes. */
static int settle(tsqp_glmm *glmm, tsqp_glmm_task *task, const tsqp_glmm_peak *peak) {
  const tsqp_glmm_model *m = &glmm->model;
  size_t n = tsqp_glmm_parameters(task);
  size_t none = n;
  size_t sigma = m->kind == TSQP_GLMM_RANDOM_STUDIES ? m->p + 1 : none;
  size_t tau = task->tau_is == TSQP_TAU_FREE ? n - 1 : none;
  double at_modes;
  memcpy(glmm->x, peak->x, n * sizeof *glmm->x);
  if (tau < n) glmm->x[tau] = fabs(glmm->x[tau]);
  if (sigma < n) {
    glmm->gamma = glmm->x[m->p];
    glmm->x[sigma] = fabs(glmm->x[sigma]) < 1e-5 ? 0 : fabs(glmm->x[sigma]);
    glmm->sigma2 = glmm->x[sigma] * glmm->x[sigma];
  }
  glmm->fit.tau2 = tau < n ? glmm->x[tau] * glmm->x[tau] : 0;
  if (glmm->fit.tau2 > INFINITE_TAU * INFINITE_TAU)
    return tsqp_fail(TSQ_ERR_RANGE, "the likelihood has no maximum: tau runs to infinity");
  glmm->fit.ml.loglik = peak->value;
  glmm->nodes = task->nodes;
  memcpy(glmm->fit.linear.d, peak->x, m->p * sizeof *peak->x);
  double *work = tsqp_calloc(2 * n + 1, n * sizeof *work);
  if (work == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", n);
  conditional(task, glmm->x, work, n, &at_modes);
  glmm->deviance_conditional = at_modes; /* made a deviance once the saturated model is known */
  if (glmm->fit.options.covariance == TSQ_GLMM_OBSERVED) {
    for (size_t i = 0; i < n * n; i++)
      work[i] = -peak->hessian[i];
  } else {
    for (size_t j = m->p + (sigma < n ? 1 : 0); j < n; j++)
      work[j * n + j] = 1;
  }
  int status = covariance(glmm, n, sigma, tau, work, work + n * n);
  if (glmm->fit.options.covariance != TSQ_GLMM_OBSERVED) glmm->fit.se_tau2 = NAN;
  tsqp_free(work);
  return status;
}

/* The common-effect model is fitted in any case: for the test, as a start, and as what tau2 > 0 must beat. */
static int maximise(tsqp_glmm *glmm) {
  tsqp_glmm_model *m = &glmm->model;
  tsqp_glmm_task common = {.model = m, .tau_is = TSQP_TAU_ZERO, .rule = m->rule, .nuisance = glmm->nuisance};
  tsqp_glmm_peak zero;
  tsqp_glmm_peak peak = {.x = NULL};
  TSQP_TRY(tsqp_glmm_new_peak(m, &zero));
  int status = tsqp_glmm_maximise(&common, NULL, &zero);
  glmm->loglik_common = zero.value;
  glmm->evaluations = zero.evaluations;
  int mixed = glmm->fit.options.method == TSQ_ML && status == TSQ_OK;
  tsqp_glmm_task task = common;
  if (mixed) {
    task.tau_is = TSQP_TAU_FREE;
    status = tsqp_glmm_new_peak(m, &peak);
    if (status == TSQ_OK) status = tsqp_glmm_maximise(&task, zero.x, &peak);
    glmm->evaluations += peak.evaluations;
    if (status == TSQ_OK && !(peak.value > zero.value + GAIN * (1 + fabs(zero.value)))) {
      mixed = 0; /* tau2 = 0 is the maximum */
      glmm->fit.outcome |= TSQ_OUTCOME_TAU2_ZERO;
      if (status == TSQ_OK) tsqp_glmm_evaluate(&common, zero.x, &zero.value, zero.gradient, zero.hessian);
    }
  }
  if (status == TSQ_OK) status = settle(glmm, mixed ? &task : &common, mixed ? &peak : &zero);
  tsqp_glmm_free_peak(&peak);
  tsqp_glmm_free_peak(&zero);
  return status;
}

/* The coefficients' z or t, and the test of the moderators; of all coefficients where there are none, or no intercept. */
static int test(tsqp_glmm *glmm) {
  tsq_fit *fit = &glmm->fit;
  tsqp_linear *l = &fit->linear;
  fit->df_residual = (double)glmm->model.k - (double)l->p;
  if (fit->options.test == TSQ_T && fit->df_residual > 0) l->ddf = fit->df_residual;
  if (fit->options.test == TSQ_T && fit->df_residual <= 0) {
    fit->options.test = TSQ_Z;
    fit->outcome |= TSQ_OUTCOME_TEST_CHANGED;
  }
  double *work = tsqp_calloc(l->p + 1, l->p * sizeof *work);
  if (work == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", l->p);
  tsqp_omnibus(l->p, l->column[0] == TSQP_INTERCEPT && l->p > 1 ? 1 : 0, l->d, l->v, l->ddf, work, &fit->omnibus);
  tsqp_free(work);
  return TSQ_OK;
}

static int finish(tsqp_glmm *glmm) {
  tsq_fit *fit = &glmm->fit;
  const tsqp_glmm_model *m = &glmm->model;
  double k = (double)m->k;
  double nuisances = m->kind == TSQP_GLMM_FIXED_STUDIES ? k : m->kind == TSQP_GLMM_RANDOM_STUDIES ? 2 : 0;
  fit->ml.parameters = (double)m->p + (fit->options.method == TSQ_ML ? 1 : 0) + nuisances;
  fit->ml.observations = m->n_arms == 2 ? 2 * k : k; /* groups of participants */
  fit->own = TSQP_ML_OWN;
  TSQP_TRY(test(glmm));
  TSQP_TRY(tsqp_glmm_heterogeneity(glmm));
  glmm->deviance_conditional = 2 * (fit->ml.saturated - glmm->deviance_conditional);
  if (m->kind == TSQP_GLMM_RANDOM_STUDIES && glmm->sigma2 == 0) fit->outcome |= TSQ_OUTCOME_SIGMA2_ZERO;
  return TSQ_OK;
}

static int make_linear(tsqp_glmm *glmm, const tsq_glmm_data *data) {
  tsqp_linear *l = &glmm->fit.linear;
  size_t p = glmm->model.p;
  TSQP_TRY(tsqp_linear_new(l, p, 1));
  memcpy(l->column, glmm->column, p * sizeof *l->column);
  memcpy(l->r, glmm->model.r, p * p * sizeof *l->r);
  l->moderators = data->p;
  return tsqp_linear_names(l, data->x_names);
}

int tsqp_glmm_fit_records(tsq_fit *fit, const void *records) {
  tsqp_glmm *glmm = (tsqp_glmm *)fit;
  tsq_glmm_data data = *(const tsq_glmm_data *)records;
  glmm->gamma = glmm->sigma2 = glmm->vt = glmm->I2 = glmm->H2 = NAN;
  TSQP_TRY(tsqp_glmm_choose(fit, &data));
  TSQP_TRY(tsqp_glmm_check_data(&data, &fit->options));
  TSQP_TRY(tsqp_glmm_read(&data, glmm));
  TSQP_TRY(make_linear(glmm, &data));
  TSQP_TRY(make_rule(glmm));
  TSQP_TRY(maximise(glmm));
  return finish(glmm);
}
