/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tsq_glmm(): the common-effect model, the mixed model, and what follows from their maxima. */
#include "table/glmm_fit.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/options.h"
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

static int make_rule(tsq_glmm_fit *fit) {
  size_t n = (size_t)fit->options.nodes;
  tsqp_glmm_model *m = &fit->model;
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
static int runs_away(const tsq_glmm_fit *fit, const double *inverse, size_t n) {
  for (size_t j = 0; j < fit->model.p; j++) {
    if (!(inverse[j * n + j] * (double)fit->model.k < INFINITE_SE * INFINITE_SE)) {
      return tsqp_fail(TSQ_ERR_RANGE,
                       "the likelihood has no maximum: an estimate runs to infinity (no events, "
                       "or only events, where the model has a coefficient of its own)");
    }
  }
  return TSQ_OK;
}

/* vb of the coefficients in their own units and se_tau2, from minus the Hessian (n x n, destroyed). A variance of 0 is on its
 * boundary, where the likelihood is even in its root: its row is left out. */
static int covariance(tsq_glmm_fit *fit, size_t n, size_t sigma, size_t tau, double *negative,
                      double *inverse) {
  size_t p = fit->model.p;
  size_t sds[2] = {sigma, tau};
  for (int s = 0; s < 2; s++) {
    size_t at = sds[s];
    if (at >= n || fit->x[at] != 0) continue;
    for (size_t j = 0; j < n; j++)
      negative[at * n + j] = negative[j * n + at] = 0;
    negative[at * n + at] = 1;
  }
  if (tsqp_cholesky(n, negative) != 0)
    return tsqp_fail(TSQ_ERR_RANGE, "the likelihood has no maximum: it is flat in a coefficient");
  tsqp_cholesky_inverse(n, negative, inverse);
  TSQP_TRY(runs_away(fit, inverse, n));
  for (size_t j = 0; j < p; j++) { /* vb = R^-1 C R^-T, column by column of C, then row by row */
    for (size_t i = 0; i < p; i++)
      fit->vb[j * p + i] = inverse[j * n + i];
    tsqp_solve_upper(p, fit->model.r, fit->vb + j * p);
  }
  for (size_t i = 0; i < p; i++) {
    double *r = negative; /* no longer needed */
    for (size_t j = 0; j < p; j++)
      r[j] = fit->vb[j * p + i];
    tsqp_solve_upper(p, fit->model.r, r);
    for (size_t j = 0; j < p; j++)
      fit->vb[j * p + i] = r[j];
  }
  fit->se_tau2 = tau < n && fit->tau2 > 0 ? 2 * sqrt(fit->tau2 * inverse[tau * n + tau]) : NAN;
  return TSQ_OK;
}

/* ---- the fit ----------------------------------------------------------------------------------------------------- */

/* Takes the maximum over: parameters, likelihood, covariance matrix, deviance at the modes. */
static int settle(tsq_glmm_fit *fit, tsqp_glmm_task *task, const tsqp_glmm_peak *peak) {
  const tsqp_glmm_model *m = &fit->model;
  size_t n = tsqp_glmm_parameters(task);
  size_t none = n;
  size_t sigma = m->kind == TSQP_GLMM_RANDOM_STUDIES ? m->p + 1 : none;
  size_t tau = task->tau_is == TSQP_TAU_FREE ? n - 1 : none;
  double at_modes;
  memcpy(fit->x, peak->x, n * sizeof *fit->x);
  if (tau < n) fit->x[tau] = fabs(fit->x[tau]);
  if (sigma < n) {
    fit->gamma = fit->x[m->p];
    fit->x[sigma] = fabs(fit->x[sigma]) < 1e-5 ? 0 : fabs(fit->x[sigma]);
    fit->sigma2 = fit->x[sigma] * fit->x[sigma];
  }
  fit->tau2 = tau < n ? fit->x[tau] * fit->x[tau] : 0;
  if (fit->tau2 > INFINITE_TAU * INFINITE_TAU)
    return tsqp_fail(TSQ_ERR_RANGE, "the likelihood has no maximum: tau runs to infinity");
  fit->loglik = peak->value;
  fit->nodes = task->nodes;
  memcpy(fit->beta, peak->x, m->p * sizeof *fit->beta);
  tsqp_solve_upper(m->p, m->r, fit->beta);
  double *work = tsqp_calloc(2 * n + 1, n * sizeof *work);
  if (work == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", n);
  conditional(task, fit->x, work, n, &at_modes);
  fit->deviance_conditional = at_modes; /* made a deviance once the saturated model is known */
  if (fit->options.covariance == TSQ_GLMM_OBSERVED) {
    for (size_t i = 0; i < n * n; i++)
      work[i] = -peak->hessian[i];
  } else {
    for (size_t j = m->p + (sigma < n ? 1 : 0); j < n; j++)
      work[j * n + j] = 1;
  }
  int status = covariance(fit, n, sigma, tau, work, work + n * n);
  if (fit->options.covariance != TSQ_GLMM_OBSERVED) fit->se_tau2 = NAN;
  tsqp_free(work);
  return status;
}

/* The common-effect model is fitted in any case: for the test, as a start, and as what tau2 > 0 must beat. */
static int maximise(tsq_glmm_fit *fit) {
  tsqp_glmm_model *m = &fit->model;
  tsqp_glmm_task common = {.model = m, .tau_is = TSQP_TAU_ZERO, .rule = m->rule, .nuisance = fit->nuisance};
  tsqp_glmm_peak zero;
  tsqp_glmm_peak peak = {.x = NULL};
  TSQP_TRY(tsqp_glmm_new_peak(m, &zero));
  int status = tsqp_glmm_maximise(&common, NULL, &zero);
  fit->loglik_common = zero.value;
  fit->evaluations = zero.evaluations;
  int mixed = fit->options.method == TSQ_ML && status == TSQ_OK;
  tsqp_glmm_task task = common;
  if (mixed) {
    task.tau_is = TSQP_TAU_FREE;
    status = tsqp_glmm_new_peak(m, &peak);
    if (status == TSQ_OK) status = tsqp_glmm_maximise(&task, zero.x, &peak);
    fit->evaluations += peak.evaluations;
    if (status == TSQ_OK && !(peak.value > zero.value + GAIN * (1 + fabs(zero.value)))) {
      mixed = 0; /* tau2 = 0 is the maximum */
      fit->outcome |= TSQ_GLMM_TAU2_ZERO;
      if (status == TSQ_OK) tsqp_glmm_evaluate(&common, zero.x, &zero.value, zero.gradient, zero.hessian);
    }
  }
  if (status == TSQ_OK) status = settle(fit, mixed ? &task : &common, mixed ? &peak : &zero);
  tsqp_glmm_free_peak(&peak);
  tsqp_glmm_free_peak(&zero);
  return status;
}

/* Omnibus test of the moderators; of all coefficients where there are none, or no intercept. */
static int omnibus(tsq_glmm_fit *fit) {
  size_t p = fit->model.p;
  size_t first = !fit->options.no_intercept && p > 1 ? 1 : 0;
  size_t m = p - first;
  double *work = tsqp_calloc(m + 1, m * sizeof *work);
  if (work == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
  double *b = work + m * m;
  for (size_t i = 0; i < m; i++) {
    b[i] = fit->beta[first + i];
    for (size_t j = 0; j < m; j++)
      work[i * m + j] = fit->vb[(first + i) * p + first + j];
  }
  fit->QM = NAN;
  if (tsqp_cholesky(m, work) == 0) {
    fit->QM = 0;
    tsqp_solve_lower(m, work, b);
    for (size_t i = 0; i < m; i++)
      fit->QM += b[i] * b[i];
  }
  tsqp_free(work);
  fit->QMdf1 = (double)m;
  fit->QMdf2 = fit->ddf;
  if (isfinite(fit->ddf)) fit->QM /= (double)m;
  fit->QMp =
      isfinite(fit->ddf) ? tsqp_f_upper(fit->QM, (double)m, fit->ddf) : tsqp_chi2_upper(fit->QM, (double)m);
  return TSQ_OK;
}

static void say(tsq_glmm_fit *fit, uint32_t outcome, const char *text) {
  if ((fit->outcome & outcome) == 0) return;
  (void)tsqp_format(fit->texts[fit->n_texts++], sizeof fit->texts[0], "%s", text);
}

static void outcomes(tsq_glmm_fit *fit) {
  char text[200];
  int used = tsqp_format(text, sizeof text, "%zu %s dropped (index", fit->k_dropped,
                         fit->k_dropped == 1 ? "study was" : "studies were");
  for (size_t i = 0; i < fit->k_dropped && used > 0 && (size_t)used < sizeof text - 32; i++) {
    used += i < 12 ? tsqp_format(text + used, sizeof text - (size_t)used, "%s %.0f", i > 0 ? "," : "",
                                 fit->dropped[i])
                   : 0;
  }
  (void)tsqp_format(text + used, sizeof text - (size_t)used, "%s)", fit->k_dropped > 12 ? ", ..." : "");
  if (fit->k_dropped > 0) fit->outcome |= TSQ_GLMM_STUDIES_DROPPED;
  if (fit->model.kind == TSQP_GLMM_RANDOM_STUDIES && fit->sigma2 == 0) fit->outcome |= TSQ_GLMM_SIGMA2_ZERO;
  say(fit, TSQ_GLMM_STUDIES_DROPPED, text);
  say(fit, TSQ_GLMM_TAU2_ZERO, "tau2 was estimated and lies on its boundary 0");
  say(fit, TSQ_GLMM_SIGMA2_ZERO, "sigma2, the variance of the study effects, lies on its boundary 0");
  say(fit, TSQ_GLMM_TEST_CHANGED, "k = p: the t test was set to z, as no residual df are left");
}

static int finish(tsq_glmm_fit *fit) {
  const tsqp_glmm_model *m = &fit->model;
  double k = (double)m->k;
  int unconditional = m->n_arms == 2;
  fit->parameters = (double)m->p + (fit->options.method == TSQ_ML ? 1 : 0) +
                    (m->kind == TSQP_GLMM_FIXED_STUDIES    ? k
                     : m->kind == TSQP_GLMM_RANDOM_STUDIES ? 2
                                                           : 0);
  fit->observations = unconditional ? 2 * k : k;
  fit->ddf = HUGE_VAL;
  if (fit->options.test == TSQ_T) {
    fit->ddf = (double)(m->k - m->p);
    if (m->k == m->p) {
      fit->options.test = TSQ_Z;
      fit->ddf = HUGE_VAL;
      fit->outcome |= TSQ_GLMM_TEST_CHANGED;
    }
  }
  TSQP_TRY(tsqp_glmm_heterogeneity(fit));
  fit->deviance_conditional = 2 * (fit->loglik_saturated - fit->deviance_conditional);
  TSQP_TRY(omnibus(fit));
  outcomes(fit);
  return TSQ_OK;
}

int tsq_glmm(const tsq_glmm_data *data, const tsq_glmm_options *options, tsq_glmm_fit **fit) {
  tsqp_clear_error();
  TSQP_NOT_NULL(data);
  TSQP_NOT_NULL(fit);
  tsq_glmm_data d;
  tsq_glmm_options o;
  TSQP_TRY(tsqp_read_data(data, &d, sizeof d, sizeof d, "tsq_glmm_data"));
  TSQP_TRY(tsqp_glmm_read_options(options, &d, &o));
  TSQP_TRY(tsqp_glmm_check_data(&d, &o));
  tsq_glmm_fit *made = tsqp_calloc(1, sizeof *made);
  if (made == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory");
  made->options = o;
  made->gamma = made->sigma2 = made->vt = made->I2 = made->H2 = NAN;
  int status = tsqp_glmm_read(&d, made);
  if (status == TSQ_OK) status = make_rule(made);
  if (status == TSQ_OK) status = maximise(made);
  if (status == TSQ_OK) status = finish(made);
  if (status == TSQ_OK) {
    *fit = made;
  } else {
    tsq_glmm_free(made);
  }
  return status;
}

void tsq_glmm_free(tsq_glmm_fit *fit) {
  if (fit == NULL) return;
  for (size_t j = 0; fit->names != NULL && j < fit->model.p; j++)
    tsqp_free(fit->names[j]);
  void *blocks[] = {fit->model.arms, fit->model.log_weights,
                    fit->model.x,    fit->model.basis,
                    fit->model.r,    fit->model.quadrature,
                    fit->dropped,    fit->index,
                    fit->yi,         fit->vi,
                    fit->names,      fit->x,
                    fit->beta,       fit->vb,
                    fit->nuisance};
  for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
    tsqp_free(blocks[i]);
  tsqp_free(fit);
}
