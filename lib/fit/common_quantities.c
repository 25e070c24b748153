/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of quantities that models share: what rests on the studies given, the linear part, the likelihood, tau2. */
#include "fit/fit.h"
#include "numeric/log_tails.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define END {.name = NULL}

#define FUNCTION(name, expr)                                                                                 \
  static int name(const tsq_fit *fit, double *out) {                                                         \
    *out = (expr);                                                                                           \
    return 0;                                                                                                \
  }

/* ---- studies ----------------------------------------------------------------------------------------------------- */

FUNCTION(get_k, (double)fit->k)
FUNCTION(get_k_all, (double)fit->k_all)
FUNCTION(get_p, (double)fit->linear.p)
FUNCTION(get_level, fit->options.level)
FUNCTION(get_outcome, (double)fit->outcome)

static int get_why(const tsq_fit *fit, double *out) {
  memset(out, 0, fit->k_all * sizeof *out);
  for (size_t i = 0; i < fit->n_left_out; i++)
    out[fit->left_out[i]] = fit->why != NULL ? fit->why[i] : TSQ_LEFT_MISSING;
  return 0;
}

const tsqp_quantity tsqp_common_quantities[] = {
    TSQP_GET("k", get_k, "number of studies used"),
    TSQP_GET("k_all", get_k_all, "number of studies given"),
    TSQP_GET("p", get_p, "number of coefficients, intercept included"),
    TSQP_GET("level", get_level, "confidence level"),
    TSQP_GET("outcome", get_outcome, "bits of enum tsq_outcome"),
    TSQP_OVER("why", TSQP_GIVEN, get_why, "why each study given is not in the fit: enum tsq_left_out, 0 = it is"),
    END};

/* ---- coefficients ------------------------------------------------------------------------------------------------ */

static int coefficient_field(const tsq_fit *fit, double *out, size_t offset) {
  for (size_t j = 0; j < fit->linear.p; j++) {
    tsq_estimate e = tsq_coef(fit, j);
    memcpy(out + j, (const unsigned char *)&e + offset, sizeof *out);
  }
  return 0;
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
  for (size_t j = 0; j < fit->linear.p; j++) {
    tsq_estimate e = tsq_coef(fit, j);
    out[j] = 0.69314718055994530942 + tsqp_t_log_upper(fabs(e.statistic), e.df);
  }
  return 0;
}

static int get_vb(const tsq_fit *fit, double *out) {
  memcpy(out, fit->linear.vb, fit->linear.p * fit->linear.p * sizeof *out);
  return 0;
}

const tsqp_quantity tsqp_linear_quantities[] = {
    TSQP_OVER("beta", TSQP_COEF, get_beta, "coefficients, intercept first, scale of yi"),
    TSQP_OVER("se", TSQP_COEF, get_se, "their standard errors"),
    TSQP_OVER("zval", TSQP_COEF, get_zval, "their z or t statistics"),
    TSQP_OVER("pval", TSQP_COEF, get_pval, "two-sided p values"),
    TSQP_OVER("log_pval", TSQP_COEF, get_log_pval, "natural logarithms of the p values, also where these underflow"),
    TSQP_OVER("ci_lb", TSQP_COEF, get_ci_lb, "lower confidence bounds"),
    TSQP_OVER("ci_ub", TSQP_COEF, get_ci_ub, "upper confidence bounds"),
    TSQP_AT("ddf", tsq_fit, linear.ddf, "degrees of freedom of the coefficients' t, infinite for z"),
    TSQP_AT("df_residual", tsq_fit, df_residual, "residual degrees of freedom: estimates of effects less coefficients"),
    {.name = "vb", .over = {TSQP_COEF, TSQP_COEF}, .get = get_vb, .text = "covariance matrix of the coefficients"},
    END};

const tsqp_quantity tsqp_omnibus_quantities[] = {
    TSQP_AT("QM", tsq_fit, omnibus.statistic,
            "omnibus test of the moderators (of all coefficients where there are none): chi2, or F under t tests"),
    TSQP_AT("QMp", tsq_fit, omnibus.p_value, "its p value"),
    TSQP_AT("QMdf1", tsq_fit, omnibus.df1, "its numerator df"),
    TSQP_AT("QMdf2", tsq_fit, omnibus.df2, "its denominator df, infinite for chi2"),
    END};

/* ---- likelihoods ------------------------------------------------------------------------------------------------- */

FUNCTION(own_loglik, tsqp_own_likelihood(fit)->loglik)
FUNCTION(own_minus2, -2 * tsqp_own_likelihood(fit)->loglik)
FUNCTION(own_deviance, tsqp_deviance(tsqp_own_likelihood(fit)))
FUNCTION(own_aic, tsqp_aic(tsqp_own_likelihood(fit)))
FUNCTION(own_bic, tsqp_bic(tsqp_own_likelihood(fit)))
FUNCTION(own_aicc, tsqp_aicc(tsqp_own_likelihood(fit)))
FUNCTION(own_parameters, tsqp_own_likelihood(fit)->parameters)
FUNCTION(own_observations, tsqp_own_likelihood(fit)->observations)
FUNCTION(ml_deviance, tsqp_deviance(&fit->ml))
FUNCTION(ml_aic, tsqp_aic(&fit->ml))
FUNCTION(ml_bic, tsqp_bic(&fit->ml))
FUNCTION(ml_aicc, tsqp_aicc(&fit->ml))
FUNCTION(reml_deviance, tsqp_deviance(&fit->reml))
FUNCTION(reml_aic, tsqp_aic(&fit->reml))
FUNCTION(reml_bic, tsqp_bic(&fit->reml))
FUNCTION(reml_aicc, tsqp_aicc(&fit->reml))

const tsqp_quantity tsqp_own_criteria[] = {
    TSQP_GET("loglik", own_loglik, "(restricted) log likelihood by the fit's method"),
    TSQP_GET("minus2loglik", own_minus2, "-2 times the same"),
    TSQP_GET("deviance", own_deviance, "deviance of the same, against the saturated model where there is one, else -2 loglik"),
    TSQP_GET("AIC", own_aic, "Akaike's criterion of the same"),
    TSQP_GET("BIC", own_bic, "Bayesian criterion of the same"),
    TSQP_GET("AICc", own_aicc, "small-sample AIC of the same"),
    TSQP_GET("parameters", own_parameters, "number of parameters that the criteria count, variances included"),
    TSQP_GET("observations", own_observations, "number of observations that the criteria count"),
    END};

const tsqp_quantity tsqp_both_criteria[] = {
    TSQP_AT("ML.loglik", tsq_fit, ml.loglik, "log likelihood of the effects"),
    TSQP_GET("ML.deviance", ml_deviance, "deviance against the saturated model"),
    TSQP_GET("ML.AIC", ml_aic, "AIC under ML"),
    TSQP_GET("ML.BIC", ml_bic, "BIC under ML"),
    TSQP_GET("ML.AICc", ml_aicc, "AICc under ML"),
    TSQP_AT("REML.loglik", tsq_fit, reml.loglik, "restricted log likelihood of the effects"),
    TSQP_GET("REML.deviance", reml_deviance, "-2 times the restricted log likelihood"),
    TSQP_GET("REML.AIC", reml_aic, "AIC under REML"),
    TSQP_GET("REML.BIC", reml_bic, "BIC under REML"),
    TSQP_GET("REML.AICc", reml_aicc, "AICc under REML"),
    END};

/* ---- tau2 -------------------------------------------------------------------------------------------------------- */

FUNCTION(get_tau, sqrt(fit->tau2))

const tsqp_quantity tsqp_tau2_quantities[] = {
    TSQP_AT("tau2", tsq_fit, tau2, "between-study variance, squared scale of yi"),
    TSQP_AT("se_tau2", tsq_fit, se_tau2, "standard error of tau2"),
    TSQP_GET("tau", get_tau, "between-study standard deviation, scale of yi"),
    END};
