/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maximum likelihood of the beta-binomial model with one or two means and a common correlation. */
#include "beta_binomial/beta_binomial.h"

#include "base/alloc.h"
#include "base/status.h"
#include "numeric/distributions.h"
#include "numeric/log_gamma.h"
#include "numeric/root.h"
#include "exact/exact.h"

#include <math.h>

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

/* The effect on the measure's scale. */
typedef struct tsqp_bb_effect {
  double estimate, se;
} tsqp_bb_effect;

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

static tsqp_bb_effect pool(int32_t measure, const maximum *at, const covariance *v) {
  double s[2];
  tsqp_bb_effect e = {effect_of(measure, at->mean, s), NAN};
  double variance = s[0] * s[0] * v->mean[0];
  if (s[1] != 0) variance += s[1] * s[1] * v->mean[1] + 2 * s[0] * s[1] * v->between;
  if (isfinite(e.estimate)) e.se = sqrt(variance);
  return e;
}

/* Both groups as one, for the likelihood ratio test of no difference. */
static double common_loglik(const model *m) {
  const tsqp_bb_group *g = m->group;
  model one = {
      .group = {{g[0].k + g[1].k, g[0].x, g[0].n, g[0].events + g[1].events, g[0].others + g[1].others}},
      .n_groups = 1};
  return maximise(&one).loglik;
}

static int fill(tsqp_bb *bb, const model *m) {
  tsq_fit *fit = &bb->fit;
  maximum at = maximise(m);
  maximum binomial = profile(m, 0);
  covariance v = invert(m, &at);
  tsqp_bb_effect e = pool(fit->options.measure, &at, &v);
  double groups = (double)(m->group[0].k * (size_t)m->n_groups);
  bb->mean1 = at.mean[0];
  bb->mean2 = at.mean[1];
  bb->rho = at.theta / (1 + at.theta);
  bb->se_rho = sqrt(v.theta) / ((1 + at.theta) * (1 + at.theta));
  bb->loglik_binomial = binomial.loglik + m->constant;
  bb->rho_LRT = fmax(0, 2 * (at.loglik - binomial.loglik));
  bb->rho_LRTp = bb->rho_LRT > 0 ? 0.5 * tsqp_chi2_upper(bb->rho_LRT, 1) : 1;
  bb->difference = bb->differencep = NAN;
  if (m->n_groups == 2) {
    bb->difference = fmax(0, 2 * (at.loglik - common_loglik(m)));
    bb->differencep = tsqp_chi2_upper(bb->difference, 1);
  }
  fit->ml = (tsqp_likelihood){at.loglik + m->constant, 0, m->n_groups + 1, groups};
  fit->own = TSQP_ML_OWN;
  fit->df_residual = (double)fit->k - 1;
  if (isnan(e.estimate)) fit->outcome |= TSQ_OUTCOME_NOT_ESTIMABLE;
  return tsqp_linear_single(&fit->linear, e.estimate, e.se);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static double log_choose(double n, double x) {
  return tsqp_log_gamma(n + 1) - tsqp_log_gamma(x + 1) - tsqp_log_gamma(n - x + 1);
}

/* One study's events and sizes of the groups; 0 where a number is missing. */
static int counts_of(const tsq_fit *fit, size_t i, double x[2], double n[2]) {
  if (fit->input->layout == &tsqp_tables_layout) {
    tsqp_cells c;
    if (!tsqp_table_cells((const void *)&fit->input->records, i, &c)) return 0;
    x[0] = c.a;
    n[0] = c.a + c.b;
    x[1] = c.c;
    n[1] = c.c + c.d;
    return 1;
  }
  const tsq_proportions *r = (const void *)&fit->input->records;
  x[0] = r->xi[i];
  n[0] = r->ni != NULL ? r->ni[i] : NAN;
  if (isnan(n[0]) && r->mi != NULL) n[0] = x[0] + r->mi[i];
  return !(isnan(x[0]) || isnan(n[0]));
}

/* The counts of the studies used: events of each group, then sizes of each, without gaps, so that both groups can be read as one. */
static int read_counts(tsqp_bb *bb, model *m) {
  tsq_fit *fit = &bb->fit;
  size_t groups = (size_t)m->n_groups;
  double x[2];
  double n[2];
  TSQP_TRY(tsqp_left_out_new(&bb->left_out, fit->k_all));
  for (size_t i = 0; i < fit->k_all; i++) {
    if (!counts_of(fit, i, x, n)) TSQP_TRY(tsqp_left_out_add(&bb->left_out, fit, i, TSQ_LEFT_MISSING));
  }
  TSQP_TRY(tsqp_left_out_settle(&bb->left_out, fit));
  size_t k = fit->k;
  m->counts = tsqp_malloc(2 * groups * k * sizeof *m->counts);
  if (m->counts == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", k);
  for (size_t g = 0; g < groups; g++)
    m->group[g] = (tsqp_bb_group){k, m->counts + g * k, m->counts + (groups + g) * k, 0, 0};
  size_t kept = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    if (!counts_of(fit, i, x, n)) continue;
    for (size_t g = 0; g < groups; g++) {
      m->counts[g * k + kept] = x[g];
      m->counts[(groups + g) * k + kept] = n[g];
      m->group[g].events += x[g];
      m->group[g].others += n[g] - x[g];
      m->constant += log_choose(n[g], x[g]);
    }
    kept++;
  }
  return TSQ_OK;
}

static int choose_measure(tsq_fit *fit, int tables) {
  int32_t *measure = &fit->options.measure;
  if (*measure == 0) *measure = tables ? TSQ_OR : TSQ_PLO;
  if (tables == (*measure != TSQ_PLO)) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.measure = %s: the beta-binomial model is for %s", tsq_measure_name(*measure),
                   tables ? "OR, RR and RD of two groups" : "PLO of one group");
}

int tsqp_bb_fit(tsq_fit *fit, const void *records) {
  tsqp_bb *bb = (tsqp_bb *)fit;
  int tables = fit->input->layout == &tsqp_tables_layout;
  model m = {.n_groups = tables ? 2 : 1};
  TSQP_TRY(choose_measure(fit, tables));
  TSQP_TRY(tables ? tsqp_exact_check_tables(records) : tsqp_exact_check_proportions(records));
  int status = read_counts(bb, &m);
  if (status == TSQ_OK) status = fill(bb, &m);
  tsqp_free(m.counts);
  return status;
}
