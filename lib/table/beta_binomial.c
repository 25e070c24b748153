/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maximum likelihood of the beta-binomial model with one or two means and a common correlation. */
#include "table/beta_binomial.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"
#include "numeric/log_gamma.h"
#include "numeric/root.h"
#include "table/exact.h"
#include "table/mh.h"

#include <math.h>
#include <tausq/beta_binomial.h>

TSQP_NO_PADDING(tsq_beta_binomial_options, level, sizeof(size_t) + sizeof(double));
TSQP_NO_PADDING(tsq_beta_binomial_result, AICc, sizeof(size_t) + sizeof(tsq_estimate) + 15 * sizeof(double));

/* The search: log theta over what double precision can tell from 0 and from infinity. */
#define LOWEST (-25.0)
#define HIGHEST 14.0
#define GRID 79

typedef struct model {
  tsqp_bb_group group[2];
  int n_groups;
  double *counts;  /* what the groups point into */
  double constant; /* sum of log C(n, x) */
} model;

typedef struct maximum {
  double loglik, theta;
  double mean[2];
} maximum;

static maximum profile(const model *m, double theta) {
  maximum at = {0, theta, {NAN, NAN}};
  for (int g = 0; g < m->n_groups; g++)
    at.loglik += tsqp_bb_profile(&m->group[g], theta, &at.mean[g]);
  return at;
}

static double slope(double log_theta, void *context) {
  const model *m = context;
  double theta = exp(log_theta);
  double sum = 0;
  maximum at = profile(m, theta);
  for (int g = 0; g < m->n_groups; g++)
    sum += tsqp_bb_slope(&m->group[g], at.mean[g], theta);
  return sum;
}

/* The highest of theta = 0, every local maximum that the grid brackets, and the grid's end. */
static maximum maximise(const model *m) {
  maximum best = profile(m, 0);
  double step = (HIGHEST - LOWEST) / (GRID - 1);
  double before = slope(LOWEST, (void *)m);
  for (int i = 1; i < GRID; i++) {
    double u = LOWEST + step * i;
    double here = slope(u, (void *)m);
    int is_end = i + 1 == GRID && here > 0;
    if ((before > 0 && here <= 0) || is_end) {
      maximum found = profile(m, exp(is_end ? u : tsqp_root(slope, (void *)m, u - step, u)));
      if (found.loglik > best.loglik) best = found;
    }
    before = here;
  }
  return best;
}

/* ---- results ----------------------------------------------------------------------------------------------------- */

/*
 * Covariance of (mean_1, mean_2, theta) by the observed information, which is an arrow: the means meet in theta alone. With
 * a_g = -l_gg, b_g = -l_gt, s = -l_tt - sum b_g^2/a_g: var(theta) = 1/s, cov(mean_g, theta) = -b_g/(a_g s), and so on.
 */
typedef struct covariance {
  double mean[2]; /* variances */
  double between; /* of the two means */
  double theta;
} covariance;

static covariance invert(const model *m, const maximum *at) {
  double a[2] = {NAN, NAN};
  double b[2] = {0, 0};
  double s = 0;
  covariance v = {{NAN, NAN}, 0, NAN};
  for (int g = 0; g < m->n_groups; g++) {
    double hessian[3];
    if (!(at->mean[g] > 0 && at->mean[g] < 1)) return v;
    tsqp_bb_curvature(&m->group[g], at->mean[g], at->theta, hessian);
    a[g] = -hessian[0];
    b[g] = -hessian[1];
    s -= hessian[2] + b[g] * b[g] / a[g];
  }
  int is_free = at->theta > 0 && s > 0; /* at the boundary theta is taken as known */
  for (int g = 0; g < m->n_groups; g++)
    v.mean[g] = 1 / a[g] + (is_free ? b[g] * b[g] / (a[g] * a[g] * s) : 0);
  if (is_free && m->n_groups == 2) v.between = b[0] / a[0] * (b[1] / a[1]) / s;
  if (is_free) v.theta = 1 / s;
  return v;
}

static double logit(double p) {
  return log(p) - log1p(-p);
}

/* The effect on the measure's scale and its slopes by the means. */
static double effect_of(int32_t measure, const double mean[2], double slopes[2]) {
  double p = mean[0];
  double q = mean[1];
  switch (measure) {
    case TSQ_RD:
      slopes[0] = 1;
      slopes[1] = -1;
      return p - q;
    case TSQ_RR:
      slopes[0] = 1 / p;
      slopes[1] = -1 / q;
      return log(p) - log(q);
    case TSQ_OR:
      slopes[0] = 1 / (p * (1 - p));
      slopes[1] = -1 / (q * (1 - q));
      return logit(p) - logit(q);
    default:
      slopes[0] = 1 / (p * (1 - p));
      slopes[1] = 0;
      return logit(p);
  }
}

static void pool(int32_t measure, const maximum *at, const covariance *v, double level, tsq_estimate *e) {
  double s[2];
  e->estimate = effect_of(measure, at->mean, s);
  double variance = s[0] * s[0] * v->mean[0];
  if (s[1] != 0) variance += s[1] * s[1] * v->mean[1] + 2 * s[0] * s[1] * v->between;
  e->se = isfinite(e->estimate) ? sqrt(variance) : NAN;
  e->statistic = e->estimate / e->se;
  e->df = HUGE_VAL;
  e->p_value = tsqp_t_two_sided(e->statistic, HUGE_VAL);
  double half = tsqp_t_critical(level, HUGE_VAL) * e->se;
  e->ci_lower = e->estimate - half;
  e->ci_upper = e->estimate + half;
}

/* Both groups as one, for the likelihood ratio test of no difference. */
static double common_loglik(const model *m) {
  const tsqp_bb_group *g = m->group;
  model one = {
      .group = {{g[0].k + g[1].k, g[0].x, g[0].n, g[0].events + g[1].events, g[0].others + g[1].others}},
      .n_groups = 1};
  return maximise(&one).loglik;
}

static void fill(const model *m, int32_t measure, double level, tsq_beta_binomial_result *r) {
  maximum at = maximise(m);
  maximum binomial = profile(m, 0);
  covariance v = invert(m, &at);
  double groups = (double)(m->group[0].k * (size_t)m->n_groups);
  *r = (tsq_beta_binomial_result){.size = sizeof *r, .k = (double)m->group[0].k, .LRT = NAN, .LRTp = NAN};
  pool(measure, &at, &v, level, &r->pooled);
  r->mean1 = at.mean[0];
  r->mean2 = at.mean[1];
  r->rho = at.theta / (1 + at.theta);
  r->se_rho = sqrt(v.theta) / ((1 + at.theta) * (1 + at.theta));
  r->loglik = at.loglik + m->constant;
  r->loglik_binomial = binomial.loglik + m->constant;
  r->LRT_rho = fmax(0, 2 * (at.loglik - binomial.loglik));
  r->LRTp_rho = r->LRT_rho > 0 ? 0.5 * tsqp_chi2_upper(r->LRT_rho, 1) : 1;
  if (m->n_groups == 2) {
    r->LRT = fmax(0, 2 * (at.loglik - common_loglik(m)));
    r->LRTp = tsqp_chi2_upper(r->LRT, 1);
  }
  double p = m->n_groups + 1;
  r->deviance = 0 - 2 * r->loglik;
  r->AIC = r->deviance + 2 * p;
  r->BIC = r->deviance + log(groups) * p;
  r->AICc = groups > p + 1 ? r->AIC + 2 * p * (p + 1) / (groups - p - 1) : NAN;
}

/* ---- the doors --------------------------------------------------------------------------------------------------- */

static int read_options(const tsq_beta_binomial_options *callers, tsq_beta_binomial_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_beta_binomial_options"));
  if (o->level == 0) o->level = 0.95;
  if (o->level > 0 && o->level < 1) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT,
                   "options.level = %g: a confidence level lies between 0 and 1, such as 0.95", o->level);
}

static double log_choose(double n, double x) {
  return tsqp_log_gamma(n + 1) - tsqp_log_gamma(x + 1) - tsqp_log_gamma(n - x + 1);
}

/* Room for k studies' counts in so many groups; x of group 1, x of group 2, n of group 1, n of group 2. */
static int allocate(size_t k, int n_groups, model *m) {
  *m = (model){.n_groups = n_groups, .counts = tsqp_malloc((2 * (size_t)n_groups * k + 1) * sizeof(double))};
  return m->counts != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", k);
}

/* Points the groups to the k studies that were kept, without gaps, so that both groups can be read as one. */
static void point(model *m, size_t k, size_t kept, const double *cells) {
  size_t groups = (size_t)m->n_groups;
  for (size_t g = 0; g < groups; g++) {
    double *x = m->counts + g * kept;
    double *n = m->counts + (groups + g) * kept;
    tsqp_bb_group *group = &m->group[g];
    *group = (tsqp_bb_group){kept, x, n, 0, 0};
    for (size_t i = 0; i < kept; i++) {
      x[i] = cells[2 * g * k + i];
      n[i] = cells[(2 * g + 1) * k + i];
      group->events += x[i];
      group->others += n[i] - x[i];
      m->constant += log_choose(n[i], x[i]);
    }
  }
}

static int finish(model *m, size_t k, size_t kept, const double *cells, int32_t measure, double level,
                  tsq_beta_binomial_result *result) {
  tsq_beta_binomial_result r;
  if (kept == 0)
    return tsqp_fail(TSQ_ERR_TOO_FEW, "no study is complete: each of the %zu has a missing value", k);
  point(m, k, kept, cells);
  fill(m, measure, level, &r);
  return tsqp_write_result(&r, sizeof r, sizeof r, result, "tsq_beta_binomial_result");
}

int tsq_beta_binomial(int32_t measure, const tsq_tables *callers, const tsq_beta_binomial_options *options,
                      tsq_beta_binomial_result *result) {
  tsqp_clear_error();
  tsq_beta_binomial_options o;
  tsq_tables t;
  model m;
  TSQP_NOT_NULL(result);
  if (measure != TSQ_OR && measure != TSQ_RR && measure != TSQ_RD)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "measure = %d: the beta-binomial model is for OR, RR and RD",
                     (int)measure);
  TSQP_TRY(read_options(options, &o));
  if (callers == NULL) return tsqp_fail(TSQ_ERR_NULL, "tables is NULL");
  TSQP_TRY(tsqp_read_data(callers, &t, sizeof t, sizeof t, "tsq_tables"));
  TSQP_TRY(tsqp_exact_check_tables(&t));
  TSQP_TRY(allocate(t.k, 2, &m));
  double *cells = tsqp_malloc((4 * t.k + 1) * sizeof *cells);
  int status = cells != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", t.k);
  size_t kept = 0;
  for (size_t i = 0; i < t.k && status == TSQ_OK; i++) {
    tsqp_cells c;
    if (!tsqp_table_cells(&t, i, &c)) continue;
    cells[kept] = c.a;
    cells[t.k + kept] = c.a + c.b;
    cells[2 * t.k + kept] = c.c;
    cells[3 * t.k + kept++] = c.c + c.d;
  }
  if (status == TSQ_OK) status = finish(&m, t.k, kept, cells, measure, o.level, result);
  tsqp_free(cells);
  tsqp_free(m.counts);
  return status;
}

int tsq_beta_binomial_proportions(const tsq_proportions *callers, const tsq_beta_binomial_options *options,
                                  tsq_beta_binomial_result *result) {
  tsqp_clear_error();
  tsq_beta_binomial_options o;
  tsq_proportions r;
  model m;
  TSQP_NOT_NULL(result);
  TSQP_TRY(read_options(options, &o));
  if (callers == NULL) return tsqp_fail(TSQ_ERR_NULL, "records is NULL");
  TSQP_TRY(tsqp_read_data(callers, &r, sizeof r, sizeof r, "tsq_proportions"));
  TSQP_TRY(tsqp_exact_check_proportions(&r));
  TSQP_TRY(allocate(r.k, 1, &m));
  double *cells = tsqp_malloc((2 * r.k + 1) * sizeof *cells);
  int status = cells != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", r.k);
  size_t kept = 0;
  for (size_t i = 0; i < r.k && status == TSQ_OK; i++) {
    double n = r.ni != NULL ? r.ni[i] : NAN;
    if (isnan(n) && r.mi != NULL) n = r.xi[i] + r.mi[i];
    if (isnan(r.xi[i]) || isnan(n)) continue;
    cells[kept] = r.xi[i];
    cells[r.k + kept++] = n;
  }
  if (status == TSQ_OK) status = finish(&m, r.k, kept, cells, TSQ_PLO, o.level, result);
  tsqp_free(cells);
  tsqp_free(m.counts);
  return status;
}
