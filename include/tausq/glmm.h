/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/glmm.h
 * @brief Generalized linear mixed models for rare events: the counts' own likelihood, no continuity correction.
 */
#ifndef TAUSQ_GLMM_H
#define TAUSQ_GLMM_H

#include <tausq/base.h>
#include <tausq/effect.h>
#include <tausq/fit.h>
#include <tausq/predict.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief The models. e1, e2: the logits (OR) or log rates (IRR) of the two groups of study i; d = x_i'b; u, v standard normal.
 */
enum tsq_glmm_model {
  TSQ_UM_FS = 10, /**< unconditional, fixed study effects: e1 = a_i + d + tau u/2, e2 = a_i - tau u/2 */
  TSQ_UM_RS = 20, /**< unconditional, random study effects: the same with a_i = gamma + sigma v */
  TSQ_CM_EL = 30, /**< conditional on a study's events, exact likelihood: OR noncentral hypergeometric with log odds ratio
                       d + tau u; IRR x1 ~ binomial(x1 + x2) with logit d + tau u + ln(t1/t2) */
  TSQ_CM_AL = 40  /**< OR: conditional, the hypergeometric approximated by ai ~ binomial(ai + ci) with logit
                       d + tau u + ln(n1/n2), good for rare events */
};

/** @brief Which covariance matrix of the coefficients is given. */
enum tsq_glmm_covariance {
  TSQ_GLMM_OBSERVED = 10,   /**< from the observed information on all parameters, the variances included */
  TSQ_GLMM_CONDITIONAL = 20 /**< as if tau and sigma were known, by the quadratic approximation at the modes of the random effects:
                                 what lme4 gives where its numerical Hessian fails ("falling back to RX"); Breslow & Clayton
                                 1993, doi:10.2307/2290687, eq. (10) */
};

/** @brief What is true of a fit: bits of its quantity "outcome". */
enum tsq_glmm_outcome {
  TSQ_GLMM_TAU2_ZERO = 1,       /**< tau2 was estimated and lies on its boundary 0 */
  TSQ_GLMM_STUDIES_DROPPED = 2, /**< studies were left out (missing values, or no events, or only events): see "dropped" */
  TSQ_GLMM_TEST_CHANGED = 4,    /**< k = p: the t test was set to z, as no residual df are left */
  TSQ_GLMM_SIGMA2_ZERO = 8      /**< UM.RS: the variance of the study effects lies on its boundary 0 */
};

/** @brief The counts, yours, needed during tsq_glmm() only. Columns [k] or NULL; NaN = missing. */
typedef struct tsq_glmm_data {
  size_t size;       /**< sizeof(tsq_glmm_data), or 0: the layout of release 0.1 */
  size_t k;          /**< number of studies, >= 1 */
  const double *ai;  /**< OR: group 1 with the event, >= 0 */
  const double *bi;  /**< OR: group 1 without; or n1i */
  const double *ci;  /**< OR: group 2 with the event */
  const double *di;  /**< OR: group 2 without; or n2i */
  const double *n1i; /**< OR: size of group 1 */
  const double *n2i; /**< OR: size of group 2 */
  const double *x1i; /**< IRR: events in group 1 */
  const double *t1i; /**< IRR: person-time of group 1, > 0 */
  const double *x2i; /**< IRR: events in group 2 */
  const double *t2i; /**< IRR: person-time of group 2, > 0 */
  const double *xi;  /**< PLO, IRLN: events */
  const double *mi;  /**< PLO: without the event; or ni */
  const double *ni;  /**< PLO: participants, > 0 */
  const double *ti;  /**< IRLN: person-time, > 0 */
  const double *x;   /**< [k x p] moderators, column-major, without the intercept; NULL where p = 0 */
  size_t p;          /**< number of moderator columns in x */
  size_t ldx;        /**< leading dimension of x: x[i + j * ldx]; 0 = k */
  const char *const *x_names; /**< [p] names of the moderators, copied; NULL = "x1", "x2", ... */
} tsq_glmm_data;

/** @brief Options of tsq_glmm(). Zero (and NULL for the whole struct) means the default. */
typedef struct tsq_glmm_options {
  size_t size;          /**< sizeof(tsq_glmm_options): TSQ_GLMM_OPTIONS() sets it */
  int32_t measure;      /**< TSQ_OR, TSQ_IRR, TSQ_PLO or TSQ_IRLN; 0 = that of which there are counts */
  int32_t model;        /**< enum tsq_glmm_model; 0 = TSQ_UM_FS. One group (PLO, IRLN): must be 0 */
  int32_t method;       /**< TSQ_ML, or TSQ_CE: tau2 = 0 by assumption; 0 = TSQ_ML */
  int32_t test;         /**< TSQ_Z, or TSQ_T with k - p df; 0 = TSQ_Z */
  int32_t nodes;        /**< nodes of adaptive Gauss-Hermite quadrature, 1 (Laplace) .. 200, lme4's nAGQ; 0 = as many as it takes until
                             nothing changes (of the trapezoidal rule; quantity "nodes" says how many) */
  int32_t covariance;   /**< enum tsq_glmm_covariance; 0 = TSQ_GLMM_OBSERVED */
  int32_t no_intercept; /**< 1 = the model has no intercept; 0 = it has one */
  int32_t keep00;       /**< two groups: 1 = studies without events, or with events only, in both groups count as studies;
                             0 = they are dropped, as they say nothing about the effect */
  int32_t add_mode;     /**< enum tsq_add_mode, for the sampling variances behind I2 and H2 only; 0 = the measure's (1/2) */
  int32_t to;           /**< enum tsq_to, likewise; 0 = only studies with a zero cell */
  double add;           /**< the amount where add_mode = TSQ_ADD_VALUE */
  double level;         /**< confidence level in (0, 1); 0 = 0.95 */
} tsq_glmm_options;

/** @brief Options as a compound literal: TSQ_GLMM_OPTIONS(.model = TSQ_CM_EL). C only. */
#define TSQ_GLMM_OPTIONS(...) (&(tsq_glmm_options){.size = sizeof(tsq_glmm_options), __VA_ARGS__})

/** @brief A fitted model. Opaque; owns what it needs; freed by tsq_glmm_free(). */
typedef struct tsq_glmm_fit tsq_glmm_fit;

/**
 * @brief Fits a generalized linear mixed model: b, tau (and gamma, sigma) at the maximum of
 *        sum_i ln of the integral of f(counts_i | x_i'b, tau u) phi(u) du.
 *
 * The integrals are computed until nothing changes (options.nodes = 0). The likelihood is climbed by Newton's method with
 * analytic derivatives from several starts and compared with tau2 = 0, so there is no "did not converge". Study intercepts
 * (UM.FS) are eliminated study by study.
 *
 * @param data    in: the counts; see tsq_glmm_data. Not needed after the call.
 * @param options in: NULL = defaults.
 * @param fit     out: the fit, untouched unless TSQ_OK; free it with tsq_glmm_free().
 * @return TSQ_OK;
 *   TSQ_ERR_NULL: data or fit, or x where p > 0, or counts that the measure needs;
 *   TSQ_ERR_ARGUMENT: an option out of its range, a model that the measure does not have, counts that contradict each other;
 *   TSQ_ERR_LENGTH: k = 0, ldx < k, or p too large;
 *   TSQ_ERR_DATA: a count or size outside its domain, more events than participants, a count that is not whole in CM.EL of
 *     odds ratios, x infinite;
 *   TSQ_ERR_TOO_FEW: fewer studies than coefficients after those that say nothing were dropped;
 *   TSQ_ERR_SINGULAR: a moderator is a linear combination of others (named in the message);
 *   TSQ_ERR_RANGE: the likelihood has no maximum: a coefficient or tau runs to infinity (no events in one group of all studies,
 *     for instance), so that no finite answer is the right one;
 *   TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM.
 *
 * Edge cases: k = 1 gives tau2 = 0 and the study's own maximum likelihood estimate; studies with missing values are dropped.
 * Cost: O(k p^2) for each of about 30 steps, times the nodes (20 to 60; their square in UM.RS), times the width of the
 *   hypergeometric distribution in CM.EL of odds ratios. O(k p) memory.
 *
 * Source: Stijnen, Hamza & Ozdemir 2010, doi:10.1002/sim.4040, eqs. (1) to (7); Jackson et al. 2018, doi:10.1002/sim.7588, models
 *   3 to 7 (random effects coded +-1/2: model 5 and its UM.FS counterpart); Hamza et al. 2008,
 *   doi:10.1016/j.jclinepi.2007.03.016 (one group).
 * Since: 0.1
 */
TSQ_API int tsq_glmm(const tsq_glmm_data *data, const tsq_glmm_options *options, tsq_glmm_fit **fit);

/**
 * @brief Frees a fit. NULL is fine.
 * @param fit in: the fit; it must not be used afterwards.
 * Since: 0.1
 */
TSQ_API void tsq_glmm_free(tsq_glmm_fit *fit);

/**
 * @brief One coefficient with its test and confidence interval, on the log (odds, rate, ratio) scale.
 * @param fit   in: a fit.
 * @param index in: 0 = the intercept (where the model has one), then the moderators in their order.
 * @return the estimate; all NaN (and a message in tsq_last_error()) where fit is NULL or the index is out of range.
 * Since: 0.1
 */
TSQ_API tsq_estimate tsq_glmm_coef(const tsq_glmm_fit *fit, size_t index);

/**
 * @brief A coefficient's name: "intercept" or the moderator's.
 * @param fit   in: a fit.
 * @param index in: as for tsq_glmm_coef().
 * @return text owned by the fit; NULL where fit is NULL or the index is out of range.
 * Since: 0.1
 */
TSQ_API const char *tsq_glmm_coef_name(const tsq_glmm_fit *fit, size_t index);

/**
 * @brief Number of quantities that a fit has by name.
 * @return the number of entries of the table that tsq_glmm_quantity_at() reads.
 * Since: 0.1
 */
TSQ_API size_t tsq_glmm_quantity_count(void);

/**
 * @brief One entry of the table of quantities.
 * @param index    in: 0 .. tsq_glmm_quantity_count() - 1.
 * @param quantity out: the entry; its texts are static. Set quantity->size (or 0) before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: the index is out of range; TSQ_ERR_OPTIONS: `size` is invalid.
 * Since: 0.1
 */
TSQ_API int tsq_glmm_quantity_at(size_t index, tsq_quantity *quantity);

/**
 * @brief How many numbers a quantity of this fit has.
 * @param fit  in: a fit.
 * @param name in: the quantity.
 * @param n    out: the length of the array that tsq_glmm_get() fills.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such quantity.
 * Since: 0.1
 */
TSQ_API int tsq_glmm_length(const tsq_glmm_fit *fit, const char *name, size_t *n);

/**
 * @brief Any quantity of the fit, by name.
 * @param fit  in: a fit.
 * @param name in: "beta", "vb", "tau2", "sigma2", "QE.Wld", "QE.LRT", "QM", "loglik", ...: tsq_glmm_quantity_at() lists them.
 *             A quantity that does not apply to this model is NaN.
 * @param buf  out: [n] the values; matrices column-major.
 * @param n    in: room in buf, at least tsq_glmm_length().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME; TSQ_ERR_BUFFER: n is too small (the message says how many).
 * Since: 0.1
 */
TSQ_API int tsq_glmm_get(const tsq_glmm_fit *fit, const char *name, double *buf, size_t n);

/**
 * @brief A scalar quantity as a return value, for convenience.
 * @param fit  in: a fit.
 * @param name in: a quantity of shape "1".
 * @return its value; NaN (and a message in tsq_last_error()) where there is no such scalar.
 * Since: 0.1
 */
TSQ_API double tsq_glmm_value(const tsq_glmm_fit *fit, const char *name);

/**
 * @brief The options that the fit used, every default resolved.
 * @param fit     in: a fit.
 * @param options out: set options->size (or 0) before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_OPTIONS.
 * Since: 0.1
 */
TSQ_API int tsq_glmm_used_options(const tsq_glmm_fit *fit, tsq_glmm_options *options);

/**
 * @brief One of the fit's outcomes in words.
 * @param fit   in: a fit.
 * @param index in: 0, 1, ... over the outcomes that this fit has.
 * @return text owned by the fit, for example "1 study was dropped (index 4)"; NULL past the last one.
 * Since: 0.1
 */
TSQ_API const char *tsq_glmm_outcome_text(const tsq_glmm_fit *fit, size_t index);

/**
 * @brief Predicted mean effects x'b at new moderator rows, with confidence and prediction intervals:
 *        x'b +- q sqrt(x'V_b x) and x'b +- q sqrt(x'V_b x + tau2), q of the fit's test.
 *
 * @param fit         in: a fit.
 * @param x_new       in: [m x p] moderator values without the intercept, p = fit.data.p, column-major; NULL = the pooled effect
 *                    of a model without moderators, m rows of it.
 * @param m           in: number of rows, >= 1.
 * @param level       in: level of both intervals, in (0, 1); 0 = the fit's.
 * @param predictions out: [m].
 * @return TSQ_OK; TSQ_ERR_NULL: fit or predictions, or x_new for a model with moderators; TSQ_ERR_LENGTH: m = 0;
 *   TSQ_ERR_ARGUMENT: a level outside (0, 1); TSQ_ERR_DATA: x_new[index] is not finite.
 * Edge cases: common effect: pi_* are NaN.
 * Cost: O(m p^2).
 * Source: Higgins, Thompson & Spiegelhalter 2009, doi:10.1111/j.1467-985X.2008.00552.x, section 4.3.
 * Since: 0.1
 */
TSQ_API int tsq_glmm_predict(const tsq_glmm_fit *fit, const double *x_new, size_t m, double level, tsq_prediction *predictions);

/**
 * @brief Confidence interval for tau2 by the profile likelihood: {t : ll(t) >= ll_max - chi2_{1,level}/2}; with it tau, I2, H2.
 *
 * @param fit      in: a fit by ML.
 * @param level    in: confidence level in (0, 1); 0 = the fit's.
 * @param interval out: set interval->size (or 0) before; untouched unless TSQ_OK.
 * @return TSQ_OK (look at interval->outcome: the set may have no upper bound); TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: level outside (0, 1);
 *   TSQ_ERR_UNSUPPORTED: a common-effect fit has no tau2; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Cost: about 20 fits with tau2 given.
 * Source: Hardy & Thompson 1996, Statistics in Medicine 15, 619-629.
 * Since: 0.1
 */
TSQ_API int tsq_glmm_confint(const tsq_glmm_fit *fit, double level, tsq_tau2_interval *interval);

/** @brief The code of a model: "UM.FS", "UM.RS", "CM.EL", "CM.AL". @param model in: enum tsq_glmm_model.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_glmm_model_name(int32_t model);
/** @brief Model from its code, ignoring case. @param name in: the code. @param model out: enum tsq_glmm_model.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME (the message lists the codes). Since: 0.1 */
TSQ_API int tsq_glmm_model_from_name(const char *name, int32_t *model);

#ifdef __cplusplus
}
#endif

#endif
