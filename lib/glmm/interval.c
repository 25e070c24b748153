/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The profile likelihood interval for tau2. */
#include "glmm/fit.h"

#include "base/alloc.h"
#include "base/status.h"
#include "numeric/distributions.h"

#include <math.h>
#include <string.h>

/* ---- the interval for tau2 --------------------------------------------------------------------------------------- */

typedef struct profile {
  const tsqp_glmm *glmm;
  tsqp_glmm_task task;
  tsqp_glmm_peak peak;
  double floor; /* the log-likelihood at the interval's ends */
} profile;

/* How far the profile likelihood at tau lies above the floor; the maximum found is the next one's start. */
static int height(profile *p, double tau, double *above) {
  tsqp_glmm_peak next;
  p->task.tau = tau;
  p->task.tau_is = tau > 0 ? TSQP_TAU_GIVEN : TSQP_TAU_ZERO;
  TSQP_TRY(tsqp_glmm_new_peak(&p->glmm->model, &next));
  int status = tsqp_glmm_maximise(&p->task, p->peak.x, &next);
  if (status == TSQ_OK) {
    memcpy(p->peak.x, next.x, tsqp_glmm_parameters(&p->task) * sizeof *next.x);
    *above = next.value - p->floor;
  }
  tsqp_glmm_free_peak(&next);
  return status;
}

/* Regula falsi (Illinois) on tau between `in`, above the floor, and `out`, below it. */
static int crossing(profile *p, double in, double above, double out, double below, double *tau) {
  int side = 0;
  for (int i = 0; i < 100 && fabs(out - in) > 1e-12 * (fabs(in) + fabs(out)); i++) {
    double t = in + (out - in) * above / (above - below);
    double h;
    TSQP_TRY(height(p, t, &h));
    if (fabs(h) < 1e-12) {
      in = out = t;
    } else if (h > 0) {
      in = t;
      above = h;
      if (side == 1) below /= 2;
      side = 1;
    } else {
      out = t;
      below = h;
      if (side == -1) above /= 2;
      side = -1;
    }
  }
  *tau = in + (out - in) / 2;
  return TSQ_OK;
}

static int both_ends(profile *p, double drop, double tau[2], int32_t *outcome) {
  double at = sqrt(p->glmm->fit.tau2);
  double h = 0;
  double in = at;
  double above = drop;
  *outcome = TSQ_CI_FOUND;
  tau[0] = 0;
  if (at > 0) {
    TSQP_TRY(height(p, 0, &h));
    if (h < 0) TSQP_TRY(crossing(p, at, drop, 0, h, &tau[0]));
    memcpy(p->peak.x, p->glmm->x, (p->glmm->model.p + 2) * sizeof *p->peak.x);
  }
  for (double out = fmax(2 * at, 0.1); out < 1e3; out *= 2) {
    TSQP_TRY(height(p, out, &h));
    if (h < 0) return crossing(p, in, above, out, h, &tau[1]);
    in = out;
    above = h;
  }
  tau[1] = HUGE_VAL;
  *outcome = TSQ_CI_UPPER_UNBOUNDED;
  return TSQ_OK;
}

int tsqp_glmm_interval(const tsq_fit *fit, int32_t kind, double level, tsq_interval *tau2) {
  const tsqp_glmm *glmm = (const tsqp_glmm *)fit;
  if (fit->options.method != TSQ_ML)
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "model glmm with a common effect has no tau2");
  if (kind != 0 && kind != TSQ_CI_PL)
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "model glmm has the profile likelihood interval (PL) for tau2, not %s", tsq_tau2_ci_name(kind));
  const tsqp_glmm_model *m = &glmm->model;
  double drop = tsqp_chi2_quantile_upper(1 - level, 1) / 2;
  double tau[2] = {NAN, NAN};
  profile p = {.glmm = glmm, .task = {.model = m, .rule = m->rule}, .floor = fit->ml.loglik - drop};
  TSQP_TRY(tsqp_glmm_new_peak(m, &p.peak));
  int status = TSQ_OK;
  p.task.nuisance = tsqp_calloc(m->k, sizeof *p.task.nuisance);
  if (p.task.nuisance == NULL) status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", m->k);
  if (status == TSQ_OK) {
    memcpy(p.task.nuisance, glmm->nuisance, m->k * sizeof *p.task.nuisance);
    memcpy(p.peak.x, glmm->x, (m->p + 2) * sizeof *p.peak.x);
    status = both_ends(&p, drop, tau, &tau2->outcome);
  }
  tsqp_free(p.task.nuisance);
  tsqp_glmm_free_peak(&p.peak);
  TSQP_TRY(status);
  tau2->kind = TSQ_CI_PL;
  tau2->lower = tau[0] * tau[0];
  tau2->upper = tau[1] * tau[1];
  return TSQ_OK;
}
