/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fit can be asked by name: one table entry a quantity. Reports, the command and bindings are driven by it. */
#include "base/names.h"
#include "base/options.h"
#include "base/status.h"
#include "model/fit.h"
#include "model/per_study.h"
#include "numeric/log_tails.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

typedef enum shape { SCALAR, COEFFICIENTS, COVARIANCE, STUDIES, DROPPED } shape;

static const char *const shape_names[] = {"1", "p", "pxp", "k", "dropped"};

typedef struct quantity {
  const char *name;
  shape shape;
  int (*get)(const tsq_fit *fit, double *out); /* fills what the shape says */
  size_t offset;                               /* a double of tsq_fit, where `get` is NULL */
  const char *description;
} quantity;

#define FUNCTION(name, expr)                                                                                 \
  static int name(const tsq_fit *fit, double *out) {                                                         \
    *out = (expr);                                                                                           \
    return TSQ_OK;                                                                                           \
  }

FUNCTION(get_k, (double)fit->k)
FUNCTION(get_p, (double)fit->p)
FUNCTION(get_k_all, (double)fit->studies.data.k)
FUNCTION(get_level, fit->options.level)
FUNCTION(get_tau, sqrt(fit->tau2))
FUNCTION(get_raw, fit->options.tau2_fixed || !tsqp_is_random(fit) ? NAN : fit->search.raw * fit->v_unit)
FUNCTION(get_outcome, (double)fit->outcome)
FUNCTION(get_iterations, (double)fit->search.iterations)
FUNCTION(get_bracket_lower, fit->search.bracket[0] * fit->v_unit)
FUNCTION(get_bracket_upper, fit->search.bracket[1] * fit->v_unit)
FUNCTION(get_gradient, fit->search.gradient)
FUNCTION(get_stationary, (double)fit->search.stationary)

/* The statistics of the criterion that the fit maximised: REML's for REML, else ML's. */
static const tsqp_fit_statistics *own_statistics(const tsq_fit *fit) {
  return fit->options.method == TSQ_REML ? &fit->reml : &fit->ml;
}
FUNCTION(get_loglik, own_statistics(fit)->loglik)
FUNCTION(get_deviance, own_statistics(fit)->deviance)
FUNCTION(get_aic, own_statistics(fit)->aic)
FUNCTION(get_bic, own_statistics(fit)->bic)
FUNCTION(get_aicc, own_statistics(fit)->aicc)

/* A column of the coefficient table. */
static int coefficient_field(const tsq_fit *fit, double *out, size_t offset) {
  for (size_t j = 0; j < fit->p; j++) {
    tsq_estimate e =
        tsqp_make_estimate(fit->b[j], 0, sqrt(fit->vb[j * fit->p + j]), fit->ddf, fit->options.level);
    memcpy(out + j, (const unsigned char *)&e + offset, sizeof *out);
  }
  return TSQ_OK;
}
#define FIELD(name, field)                                                                                   \
  static int name(const tsq_fit *fit, double *out) {                                                         \
    return coefficient_field(fit, out, offsetof(tsq_estimate, field));                                       \
  }
FIELD(get_beta, estimate)
FIELD(get_se, se)
FIELD(get_zval, statistic)
FIELD(get_pval, p_value)
FIELD(get_ci_lb, ci_lower)
FIELD(get_ci_ub, ci_upper)

/* ln of the p values, which stay informative where the p values underflow. */
static int get_log_pval(const tsq_fit *fit, double *out) {
  for (size_t j = 0; j < fit->p; j++) {
    double t = fabs(fit->b[j]) / sqrt(fit->vb[j * fit->p + j]);
    out[j] = 0.69314718055994530942 + tsqp_t_log_upper(t, fit->ddf);
  }
  return TSQ_OK;
}
FUNCTION(get_log_qep, fit->df_residual > 0 ? tsqp_chi2_log_upper(fit->QE, fit->df_residual) : 0)

static int get_vb(const tsq_fit *fit, double *out) {
  memcpy(out, fit->vb, fit->p * fit->p * sizeof *out); /* symmetric: rows are columns */
  return TSQ_OK;
}

static int get_dropped(const tsq_fit *fit, double *out) {
  for (size_t i = 0; i < fit->studies.n_dropped; i++) {
    out[i] = (double)fit->studies.dropped[i];
  }
  return TSQ_OK;
}

#define MEMBER(name, field, text)                                                                            \
  { name, SCALAR, NULL, offsetof(struct tsq_fit, field), text }
#define SCALAR_OF(name, get, text)                                                                           \
  { name, SCALAR, get, 0, text }

static const quantity quantities[] = {
    SCALAR_OF("k", get_k, "number of complete studies"),
    SCALAR_OF("k_all", get_k_all, "number of studies given"),
    SCALAR_OF("p", get_p, "number of coefficients, intercept included"),
    MEMBER("df_residual", df_residual, "k - p"),
    SCALAR_OF("level", get_level, "confidence level"),
    {"beta", COEFFICIENTS, get_beta, 0, "coefficients, intercept first"},
    {"se", COEFFICIENTS, get_se, 0, "their standard errors"},
    {"zval", COEFFICIENTS, get_zval, 0, "their z or t statistics"},
    {"pval", COEFFICIENTS, get_pval, 0, "two-sided p values"},
    {"log_pval", COEFFICIENTS, get_log_pval, 0,
     "natural logarithms of the p values, also where these underflow"},
    {"ci_lb", COEFFICIENTS, get_ci_lb, 0, "lower confidence bounds"},
    {"ci_ub", COEFFICIENTS, get_ci_ub, 0, "upper confidence bounds"},
    MEMBER("ddf", ddf, "degrees of freedom of the coefficients' t, infinite for z"),
    {"vb", COVARIANCE, get_vb, 0, "covariance matrix of the coefficients, column by column"},
    MEMBER("s2w", s2w, "Knapp-Hartung factor, 1 where it is not used"),
    MEMBER("tau2", tau2, "between-study variance, squared scale of yi"),
    MEMBER("se_tau2", se_tau2, "standard error of tau2"),
    SCALAR_OF("tau", get_tau, "between-study standard deviation, scale of yi"),
    SCALAR_OF("tau2_raw", get_raw, "tau2 before truncation at 0"),
    MEMBER("I2", I2, "percent of the variability due to heterogeneity"),
    MEMBER("H2", H2, "total variability relative to sampling variability"),
    MEMBER("R2", R2, "percent of heterogeneity accounted for by the moderators"),
    MEMBER("vt", vt, "typical sampling variance (k-p)/tr(P)"),
    MEMBER("QE", QE, "test of (residual) heterogeneity, chi2 with k - p df"),
    MEMBER("QEp", QEp, "its p value"),
    SCALAR_OF("log_QEp", get_log_qep, "natural logarithm of QEp"),
    MEMBER("QM", QM,
           "omnibus test of the moderators (of all coefficients where there are none): chi2, or F under t "
           "tests"),
    MEMBER("QMp", QMp, "its p value"),
    MEMBER("QMdf1", QMdf1, "its numerator df"),
    MEMBER("QMdf2", QMdf2, "its denominator df, infinite for chi2"),
    SCALAR_OF("loglik", get_loglik, "(restricted) log likelihood by the fit's method: REML's, else ML's"),
    SCALAR_OF("deviance", get_deviance, "deviance of the same"),
    SCALAR_OF("AIC", get_aic, "Akaike's criterion of the same"),
    SCALAR_OF("BIC", get_bic, "Bayesian criterion of the same"),
    SCALAR_OF("AICc", get_aicc, "small-sample AIC of the same"),
    MEMBER("ML.loglik", ml.loglik, "log likelihood"),
    MEMBER("ML.deviance", ml.deviance, "deviance against the saturated model"),
    MEMBER("ML.AIC", ml.aic, "AIC under ML"),
    MEMBER("ML.BIC", ml.bic, "BIC under ML"),
    MEMBER("ML.AICc", ml.aicc, "AICc under ML"),
    MEMBER("REML.loglik", reml.loglik, "restricted log likelihood"),
    MEMBER("REML.deviance", reml.deviance, "-2 times the restricted log likelihood"),
    MEMBER("REML.AIC", reml.aic, "AIC under REML"),
    MEMBER("REML.BIC", reml.bic, "BIC under REML"),
    MEMBER("REML.AICc", reml.aicc, "AICc under REML"),
    {"yi", STUDIES, tsqp_get_yi, 0, "effects of the complete studies"},
    {"vi", STUDIES, tsqp_get_vi, 0, "their sampling variances"},
    {"fitted", STUDIES, tsqp_get_fitted, 0, "x'b of each study"},
    {"resid", STUDIES, tsqp_get_resid, 0, "yi - fitted"},
    {"weights", STUDIES, tsqp_get_weights, 0, "weights in percent of their sum"},
    {"hat", STUDIES, tsqp_get_hat, 0, "leverages: diagonal of the hat matrix"},
    {"index", STUDIES, tsqp_get_index, 0, "index of each complete study in the caller's arrays"},
    {"dropped", DROPPED, get_dropped, 0, "indices of the studies dropped for missing values"},
    SCALAR_OF("outcome", get_outcome, "bits of enum tsq_outcome"),
    SCALAR_OF("iterations", get_iterations, "evaluations of the equation for tau2"),
    SCALAR_OF("bracket_lower", get_bracket_lower, "lower end of the interval that held tau2"),
    SCALAR_OF("bracket_upper", get_bracket_upper, "upper end of the interval that held tau2"),
    SCALAR_OF("gradient", get_gradient, "relative gradient of the criterion at tau2, 0 at an inner solution"),
    SCALAR_OF("stationary_points", get_stationary,
              "stationary points of the (restricted) likelihood at tau2 > 0"),
};

static size_t length_of(const tsq_fit *fit, shape s) {
  switch (s) {
    case COEFFICIENTS: return fit->p;
    case COVARIANCE: return fit->p * fit->p;
    case STUDIES: return fit->k;
    case DROPPED: return fit->studies.n_dropped;
    default: return 1;
  }
}

/* NULL, with the message set, where there is none. */
static const quantity *find(const char *name) {
  for (size_t i = 0; i < TSQP_COUNT(quantities); i++) {
    if (strcmp(quantities[i].name, name) == 0) return &quantities[i];
  }
  (void)tsqp_fail(TSQ_ERR_NAME,
                  "a fit has no quantity '%.60s' (beta, se, tau2, I2, QE, ...: see tsq_quantity_at())", name);
  return NULL;
}

static int fill(const quantity *q, const tsq_fit *fit, double *out) {
  if (q->get != NULL) return q->get(fit, out);
  memcpy(out, (const unsigned char *)fit + q->offset, sizeof *out);
  return TSQ_OK;
}

size_t tsq_quantity_count(void) {
  return TSQP_COUNT(quantities);
}

int tsq_quantity_at(size_t index, tsq_quantity *out) {
  tsqp_clear_error();
  if (out == NULL) return tsqp_fail(TSQ_ERR_NULL, "quantity is NULL");
  if (index >= TSQP_COUNT(quantities)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "index = %zu: there are %zu quantities", index,
                     TSQP_COUNT(quantities));
  }
  const quantity *q = &quantities[index];
  tsq_quantity found = {
      .size = sizeof found, .name = q->name, .shape = shape_names[q->shape], .description = q->description};
  return tsqp_write_result(&found, sizeof found, sizeof found, out, "tsq_quantity");
}

int tsq_fit_length(const tsq_fit *fit, const char *name, size_t *n) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(n);
  const quantity *q = find(name);
  if (q == NULL) return TSQ_ERR_NAME;
  *n = length_of(fit, q->shape);
  return TSQ_OK;
}

int tsq_fit_get(const tsq_fit *fit, const char *name, double *buf, size_t n) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(name);
  const quantity *q = find(name);
  if (q == NULL) return TSQ_ERR_NAME;
  size_t length = length_of(fit, q->shape);
  if (length == 0) return TSQ_OK;
  TSQP_NOT_NULL(buf);
  if (n < length) return tsqp_fail(TSQ_ERR_BUFFER, "n = %zu: '%s' has %zu numbers", n, q->name, length);
  return fill(q, fit, buf);
}

double tsq_fit_value(const tsq_fit *fit, const char *name) {
  tsqp_clear_error();
  double value = NAN;
  if (fit == NULL || name == NULL) {
    (void)tsqp_fail(TSQ_ERR_NULL, "%s is NULL", fit == NULL ? "fit" : "name");
    return value;
  }
  const quantity *q = find(name);
  if (q == NULL) return value;
  if (q->shape != SCALAR) {
    (void)tsqp_fail(TSQ_ERR_ARGUMENT, "'%.60s' is not a scalar: use tsq_fit_get()", name);
    return value;
  }
  (void)fill(q, fit, &value);
  return value;
}
