/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fit can be asked by name. */
#include "table/glmm_fit.h"

#include "base/names.h"
#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

typedef struct quantity {
  const char *name;
  const char *shape;
  size_t offset; /* of a scalar that the fit holds, where get is NULL */
  void (*get)(const tsq_glmm_fit *fit, double *out);
  const char *description;
} quantity;

static double information(const tsq_glmm_fit *f, double penalty) {
  return -2 * f->loglik + penalty;
}
static void get_k(const tsq_glmm_fit *f, double *v) {
  *v = (double)f->model.k;
}
static void get_k_all(const tsq_glmm_fit *f, double *v) {
  *v = (double)f->k_all;
}
static void get_p(const tsq_glmm_fit *f, double *v) {
  *v = (double)f->model.p;
}
static void get_level(const tsq_glmm_fit *f, double *v) {
  *v = f->options.level;
}
static void get_beta(const tsq_glmm_fit *f, double *v) {
  memcpy(v, f->beta, f->model.p * sizeof *v);
}
static void get_vb(const tsq_glmm_fit *f, double *v) {
  memcpy(v, f->vb, f->model.p * f->model.p * sizeof *v);
}

/* One member of every coefficient's estimate. */
static void members(const tsq_glmm_fit *f, size_t offset, double *v) {
  for (size_t j = 0; j < f->model.p; j++) {
    tsq_estimate e = tsq_glmm_coef(f, j);
    memcpy(v + j, (const unsigned char *)&e + offset, sizeof *v);
  }
}
static void get_se(const tsq_glmm_fit *f, double *v) {
  members(f, offsetof(tsq_estimate, se), v);
}
static void get_zval(const tsq_glmm_fit *f, double *v) {
  members(f, offsetof(tsq_estimate, statistic), v);
}
static void get_pval(const tsq_glmm_fit *f, double *v) {
  members(f, offsetof(tsq_estimate, p_value), v);
}
static void get_ci_lb(const tsq_glmm_fit *f, double *v) {
  members(f, offsetof(tsq_estimate, ci_lower), v);
}
static void get_ci_ub(const tsq_glmm_fit *f, double *v) {
  members(f, offsetof(tsq_estimate, ci_upper), v);
}
static void get_tau(const tsq_glmm_fit *f, double *v) {
  *v = sqrt(f->tau2);
}
static void get_deviance(const tsq_glmm_fit *f, double *v) {
  *v = 2 * (f->loglik_saturated - f->loglik);
}
static void get_aic(const tsq_glmm_fit *f, double *v) {
  *v = information(f, 2 * f->parameters);
}
static void get_bic(const tsq_glmm_fit *f, double *v) {
  *v = information(f, f->parameters * log(f->observations));
}
/* Hurvich & Tsai 1989, doi:10.1093/biomet/76.2.297; the number of observations at least what keeps it finite. */
static void get_aicc(const tsq_glmm_fit *f, double *v) {
  double n = fmax(f->observations, f->parameters + 2);
  *v = information(f, 2 * f->parameters * n / (n - f->parameters - 1));
}
static void get_yi(const tsq_glmm_fit *f, double *v) {
  memcpy(v, f->yi, f->model.k * sizeof *v);
}
static void get_vi(const tsq_glmm_fit *f, double *v) {
  memcpy(v, f->vi, f->model.k * sizeof *v);
}
static void get_index(const tsq_glmm_fit *f, double *v) {
  memcpy(v, f->index, f->model.k * sizeof *v);
}
static void get_dropped(const tsq_glmm_fit *f, double *v) {
  if (f->k_dropped > 0) memcpy(v, f->dropped, f->k_dropped * sizeof *v);
}
static void get_outcome(const tsq_glmm_fit *f, double *v) {
  *v = (double)f->outcome;
}

#define GET(name, get, text)                                                                                 \
  { name, "1", 0, get, text }
#define HELD(name, member, text)                                                                             \
  { name, "1", offsetof(struct tsq_glmm_fit, member), NULL, text }

static const quantity quantities[] = {
    GET("k", get_k, "number of studies used"),
    GET("k_all", get_k_all, "number of studies given"),
    GET("p", get_p, "number of coefficients, intercept included"),
    GET("level", get_level, "confidence level"),
    {"beta", "p", 0, get_beta, "coefficients, intercept first, log scale"},
    {"se", "p", 0, get_se, "their standard errors"},
    {"zval", "p", 0, get_zval, "their z or t statistics"},
    {"pval", "p", 0, get_pval, "two-sided p values"},
    {"ci_lb", "p", 0, get_ci_lb, "lower confidence bounds"},
    {"ci_ub", "p", 0, get_ci_ub, "upper confidence bounds"},
    HELD("ddf", ddf, "degrees of freedom of the coefficients' t, infinite for z"),
    {"vb", "pxp", 0, get_vb, "covariance matrix of the coefficients, column by column"},
    HELD("tau2", tau2, "between-study variance of the effects, squared log scale"),
    HELD("se_tau2", se_tau2, "its standard error; NaN on the boundary"),
    GET("tau", get_tau, "between-study standard deviation, log scale"),
    HELD("sigma2", sigma2, "UM.RS: variance of the study effects"),
    HELD("gamma", gamma, "UM.RS: mean of the study effects"),
    HELD("I2", I2, "percent of the variability due to heterogeneity"),
    HELD("H2", H2, "total variability relative to sampling variability"),
    HELD("vt", vt, "typical sampling variance behind I2: (k-p)/tr(P)"),
    HELD("k_yi", k_yi, "studies with an effect of their own, behind vt"),
    HELD("QE.Wld", QE_Wld, "Wald test of (residual) heterogeneity, chi2 with k - p df"),
    HELD("QEp.Wld", QEp_Wld, "its p value"),
    HELD("QE.LRT", QE_LRT, "likelihood ratio test of (residual) heterogeneity, chi2 with k - p df"),
    HELD("QEp.LRT", QEp_LRT, "its p value"),
    HELD("QEdf", QE_df, "k - p"),
    HELD("QM", QM, "omnibus test of the moderators (of all coefficients where there are none): chi2, or F"),
    HELD("QMp", QMp, "its p value"),
    HELD("QMdf1", QMdf1, "its numerator df"),
    HELD("QMdf2", QMdf2, "its denominator df, infinite for chi2"),
    HELD("loglik", loglik, "marginal log likelihood at the maximum"),
    HELD("loglik_common", loglik_common, "the same with tau2 = 0"),
    HELD("loglik_saturated", loglik_saturated, "the same where each study has an effect of its own"),
    GET("deviance", get_deviance, "-2 (loglik - loglik_saturated)"),
    HELD("deviance_conditional", deviance_conditional,
         "deviance given the random effects at their modes: not what was maximised"),
    HELD("parameters", parameters, "number of parameters, study intercepts and variances included"),
    GET("AIC", get_aic, "Akaike's criterion"),
    GET("BIC", get_bic, "Bayesian criterion; observations are groups (UM.FS, UM.RS) or studies"),
    GET("AICc", get_aicc, "small-sample AIC"),
    {"yi", "k", 0, get_yi, "the studies' own effects, NaN = none"},
    {"vi", "k", 0, get_vi, "their sampling variances"},
    {"index", "k", 0, get_index, "index of each study used in the caller's arrays"},
    {"dropped", "dropped", 0, get_dropped, "indices of the studies left out"},
    GET("outcome", get_outcome, "bits of enum tsq_glmm_outcome"),
    HELD("nodes", nodes, "quadrature nodes for each random effect (the most that a study needed)"),
    HELD("evaluations", evaluations, "evaluations of the likelihood with its derivatives"),
};

static const quantity *find(const char *name) {
  for (size_t i = 0; i < TSQP_COUNT(quantities); i++) {
    if (strcmp(quantities[i].name, name) == 0) return &quantities[i];
  }
  (void)tsqp_fail(TSQ_ERR_NAME,
                  "a fit has no quantity '%.60s' (beta, se, tau2, QE.LRT, ...: see tsq_glmm_quantity_at())",
                  name);
  return NULL;
}

size_t tsq_glmm_quantity_count(void) {
  return TSQP_COUNT(quantities);
}

int tsq_glmm_quantity_at(size_t index, tsq_quantity *out) {
  tsqp_clear_error();
  if (out == NULL) return tsqp_fail(TSQ_ERR_NULL, "quantity is NULL");
  if (index >= TSQP_COUNT(quantities)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "index = %zu: there are %zu quantities", index,
                     TSQP_COUNT(quantities));
  }
  const quantity *q = &quantities[index];
  tsq_quantity known = {sizeof known, q->name, q->shape, q->description};
  return tsqp_write_result(&known, sizeof known, sizeof known, out, "tsq_quantity");
}

static size_t length(const tsq_glmm_fit *fit, const quantity *q) {
  switch (q->shape[0]) {
    case '1': return 1;
    case 'k': return fit->model.k;
    case 'd': return fit->k_dropped;
    default: return q->shape[1] == 'x' ? fit->model.p * fit->model.p : fit->model.p;
  }
}

int tsq_glmm_length(const tsq_glmm_fit *fit, const char *name, size_t *n) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(n);
  const quantity *q = find(name);
  if (q == NULL) return TSQ_ERR_NAME;
  *n = length(fit, q);
  return TSQ_OK;
}

int tsq_glmm_get(const tsq_glmm_fit *fit, const char *name, double *buf, size_t n) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(buf);
  const quantity *q = find(name);
  if (q == NULL) return TSQ_ERR_NAME;
  if (n < length(fit, q))
    return tsqp_fail(TSQ_ERR_BUFFER, "'%s' has %zu numbers; n = %zu", name, length(fit, q), n);
  if (q->get != NULL) {
    q->get(fit, buf);
  } else {
    memcpy(buf, (const unsigned char *)fit + q->offset, sizeof *buf);
  }
  return TSQ_OK;
}

double tsq_glmm_value(const tsq_glmm_fit *fit, const char *name) {
  double value = NAN;
  size_t n = 0;
  if (tsq_glmm_length(fit, name, &n) != TSQ_OK) return NAN;
  if (n != 1) {
    tsqp_set_message("'%.60s' is not a scalar: it has %zu numbers", name, n);
    return NAN;
  }
  return tsq_glmm_get(fit, name, &value, 1) == TSQ_OK ? value : NAN;
}

int tsq_glmm_used_options(const tsq_glmm_fit *fit, tsq_glmm_options *options) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(options);
  return tsqp_write_result(&fit->options, sizeof fit->options, sizeof fit->options, options,
                           "tsq_glmm_options");
}

const char *tsq_glmm_outcome_text(const tsq_glmm_fit *fit, size_t index) {
  return fit != NULL && index < fit->n_texts ? fit->texts[index] : NULL;
}
