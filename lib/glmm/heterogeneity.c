/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tests of heterogeneity against the saturated model, in which each study has its own effect (Wald and likelihood ratio), and
 * I2 and H2 from tau2 with the typical sampling variance of the studies' own effects (Higgins & Thompson 2002,
 * doi:10.1002/sim.1186, eq. 9; with moderators (k - p)/tr(P)).
 */
#include "glmm/fit.h"

#include "base/alloc.h"
#include "base/status.h"
#include "numeric/distributions.h"
#include "numeric/linalg.h"

#include <math.h>
#include <string.h>

/* Of an effect at infinity (a group without events) nothing is known: it has no part in a Wald test. */
#define NO_INFORMATION 1e-9

/* Studies' own effects d_i, whose precision matrix is diag(w) - B A^-1 B' (B: k x 2; absent: B = NULL). */
typedef struct own {
  size_t k;
  double *d, *w;
  double *b;
  double a[4]; /* Cholesky factor of A */
} own;

/* u := M v for that precision matrix. */
static void precision_times(const own *s, const double *v, double *u) {
  double c[2] = {0, 0};
  for (size_t i = 0; i < s->k; i++) {
    u[i] = s->w[i] * v[i];
    for (int j = 0; j < 2 && s->b != NULL; j++)
      c[j] += s->b[2 * i + (size_t)j] * v[i];
  }
  if (s->b == NULL) return;
  tsqp_solve_lower(2, s->a, c);
  tsqp_solve_lower_transposed(2, s->a, c);
  for (size_t i = 0; i < s->k; i++)
    u[i] -= s->b[2 * i] * c[0] + s->b[2 * i + 1] * c[1];
}

/* The least of (d - X b)' M (d - X b) over b: Wald's test that d = X b. NaN where X is deficient among informative studies. */
static double wald(const tsqp_glmm_model *m, const own *s, double *work) {
  size_t p = m->p;
  double *column = work;
  double *times = work + m->k;
  double *normal = times + m->k;
  double *right = normal + p * p;
  double q = 0;
  precision_times(s, s->d, times);
  for (size_t i = 0; i < m->k; i++)
    q += s->d[i] * times[i];
  for (size_t a = 0; a < p; a++) {
    right[a] = 0;
    for (size_t i = 0; i < m->k; i++)
      right[a] += m->basis[i * p + a] * times[i];
  }
  for (size_t a = 0; a < p; a++) {
    for (size_t i = 0; i < m->k; i++)
      column[i] = m->basis[i * p + a];
    precision_times(s, column, times);
    for (size_t b = 0; b < p; b++) {
      normal[a * p + b] = 0;
      for (size_t i = 0; i < m->k; i++)
        normal[a * p + b] += m->basis[i * p + b] * times[i];
    }
  }
  if (tsqp_cholesky(p, normal) != 0) return NAN;
  tsqp_solve_lower(p, normal, right);
  for (size_t a = 0; a < p; a++)
    q -= right[a] * right[a];
  return fmax(0, q);
}

/* One group, conditional models, fixed study effects: every study by itself. Returns the saturated log-likelihood. */
static double by_itself(const tsqp_glmm_model *m, own *s) {
  double loglik = 0;
  for (size_t i = 0; i < m->k; i++) {
    double e[2] = {0, 0};
    double w[2] = {HUGE_VAL, HUGE_VAL};
    for (size_t g = 0; g < m->n_arms; g++)
      loglik += tsqp_arm_saturated(&m->arms[i * m->n_arms + g], &e[g], &w[g]);
    s->w[i] = w[0] > 0 && w[1] > 0 ? 1 / (1 / w[0] + 1 / w[1]) : 0;
    s->d[i] = s->w[i] > 0 ? e[0] - e[1] : 0;
  }
  return loglik;
}

/* Random study effects: gamma and sigma are shared, and tie the studies' own effects to each other. */
static int together(tsqp_glmm *glmm, own *s, double *loglik) {
  tsqp_glmm_model *m = &glmm->model;
  tsqp_glmm_task task = {
      .model = m, .tau_is = TSQP_TAU_ZERO, .saturated = 1, .rule = m->rule, .nuisance = s->d};
  tsqp_glmm_peak peak;
  tsqp_shape shape = tsqp_glmm_shape(&task);
  TSQP_TRY(tsqp_glmm_new_peak(m, &peak));
  int status = tsqp_glmm_maximise(&task, NULL, &peak);
  *loglik = peak.value;
  for (size_t i = 0; i < m->k && status == TSQ_OK; i++) {
    double t[TSQP_STUDY_PARAMETERS];
    tsqp_study_value v;
    tsqp_glmm_study_parameters(&task, peak.x, i, t);
    tsqp_study_likelihood(&shape, m->arms + 2 * i, &task.rule, t, &v);
    /* parameters: gamma, effect, sigma */
    s->w[i] = -v.hessian[1][1] > NO_INFORMATION ? -v.hessian[1][1] : 0;
    s->b[2 * i] = s->w[i] > 0 ? -v.hessian[1][0] : 0;
    s->b[2 * i + 1] = s->w[i] > 0 ? -v.hessian[1][2] : 0;
    s->a[0] -= v.hessian[0][0];
    s->a[1] = s->a[2] -= v.hessian[0][2];
    s->a[3] -= v.hessian[2][2];
    if (s->w[i] == 0) s->d[i] = 0;
  }
  tsqp_glmm_free_peak(&peak);
  if (status == TSQ_OK && tsqp_cholesky(2, s->a) != 0) s->b = NULL;
  return status;
}

/* Typical sampling variance (k - p)/tr(P) of the studies that have an effect of their own; then I2 and H2. */
static void typical_variance(tsqp_glmm *glmm, double *work) {
  const tsqp_glmm_model *m = &glmm->model;
  size_t p = m->p;
  double *normal = work;
  double *squared = work + p * p;
  double trace = 0;
  memset(work, 0, 2 * p * p * sizeof *work);
  for (size_t i = 0; i < m->k; i++) {
    if (!isfinite(glmm->yi[i]) || !(glmm->vi[i] > 0)) continue;
    double w = 1 / glmm->vi[i];
    glmm->k_yi++;
    trace += w;
    for (size_t a = 0; a < p; a++) {
      for (size_t b = 0; b < p; b++) {
        double product = w * m->basis[i * p + a] * m->basis[i * p + b];
        normal[a * p + b] += product;
        squared[a * p + b] += w * product;
      }
    }
  }
  if (tsqp_cholesky(p, normal) != 0) return;
  tsqp_congruence(p, normal, squared);
  for (size_t a = 0; a < p; a++)
    trace -= squared[a * p + a];
  if (!(glmm->k_yi > (double)p)) return;
  glmm->vt = (glmm->k_yi - (double)p) / trace;
  glmm->I2 = 100 * glmm->fit.tau2 / (glmm->fit.tau2 + glmm->vt);
  glmm->H2 = glmm->fit.tau2 / glmm->vt + 1;
}

int tsqp_glmm_heterogeneity(tsqp_glmm *glmm) {
  const tsqp_glmm_model *m = &glmm->model;
  size_t room = 6 * m->k + 2 * m->p * m->p + m->p;
  double *work = tsqp_calloc(room, sizeof *work);
  if (work == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", m->k);
  own s = {.k = m->k, .d = work, .w = work + m->k, .b = work + 2 * m->k, .a = {0, 0, 0, 0}};
  double *rest = work + 4 * m->k;
  int status = TSQ_OK;
  if (m->kind == TSQP_GLMM_RANDOM_STUDIES) {
    status = together(glmm, &s, &glmm->fit.ml.saturated);
  } else {
    s.b = NULL;
    glmm->fit.ml.saturated = by_itself(m, &s);
  }
  if (status == TSQ_OK) {
    glmm->fit.df_residual = (double)(m->k - m->p);
    glmm->QE_Wld = glmm->fit.df_residual > 0 ? wald(m, &s, rest) : 0;
    glmm->QE_LRT = glmm->fit.df_residual > 0 ? fmax(0, 2 * (glmm->fit.ml.saturated - glmm->loglik_common)) : 0;
    glmm->QEp_Wld = glmm->fit.df_residual > 0 ? tsqp_chi2_upper(glmm->QE_Wld, glmm->fit.df_residual) : 1;
    glmm->QEp_LRT = glmm->fit.df_residual > 0 ? tsqp_chi2_upper(glmm->QE_LRT, glmm->fit.df_residual) : 1;
    typical_variance(glmm, rest);
  }
  tsqp_free(work);
  return status;
}
