/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/fit.h
 * @brief A fitted model of any kind, and what it is asked: coefficients, quantities by name, intervals, outcomes.
 *
 * tsq_rma(), tsq_mh_tables(), tsq_peto(), tsq_glmm(), tsq_beta_binomial(), tsq_subgroup() and tsq_stream_finish() give a fit; all
 * below, and predict.h, refit.h, rows.h, report.h and plot.h, is the same for each. A question that a model cannot answer is
 * TSQ_ERR_UNSUPPORTED, with a message that names the model and the question; tsq_fit_can() tells beforehand.
 */
#ifndef TAUSQ_FIT_H
#define TAUSQ_FIT_H

#include <tausq/base.h>
#include <tausq/options.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief A fitted model. Opaque; owns what it needs (unless it was told to borrow: enum tsq_keep); freed by tsq_fit_free(). */
typedef struct tsq_fit tsq_fit;

/** @brief Outcomes of a fit, of any model: true facts about the answer, not errors. Bits of the quantity "outcome". */
enum tsq_outcome {
  TSQ_OUTCOME_TAU2_ZERO = 1,          /**< tau2 was estimated and lies on its boundary 0 */
  TSQ_OUTCOME_STUDIES_DROPPED = 2,    /**< studies were left out: the quantity "why" says which and why */
  TSQ_OUTCOME_COLUMNS_DROPPED = 4,    /**< redundant moderators were dropped */
  TSQ_OUTCOME_MULTIMODAL = 8,         /**< the (restricted) likelihood has other stationary points */
  TSQ_OUTCOME_VARIANCE_RATIO = 16,    /**< largest to smallest vi is 1e7 or more */
  TSQ_OUTCOME_LOOKS_LIKE_SE = 32,     /**< vi look like standard errors (far too little spread for them), or sei
                                           like variances: check which you passed */
  TSQ_OUTCOME_TEST_CHANGED = 64,      /**< k = p: the test was set to Z, as no residual df are left */
  TSQ_OUTCOME_KNHA_COMMON_EFFECT = 128, /**< KNHA is not meant for the common-effect model */
  TSQ_OUTCOME_NO_SPREAD = 256,        /**< all residuals are 0: s2w = 0, so KNHA answers are degenerate */
  TSQ_OUTCOME_NO_GROUP = 512,         /**< subgroup analysis: studies without a group were left out */
  TSQ_OUTCOME_SIGMA2_ZERO = 1024,     /**< glmm UM.RS: the variance of the study effects lies on its boundary 0 */
  TSQ_OUTCOME_NOT_ESTIMABLE = 2048,   /**< the records say nothing of the effect (no events, or events in one arm only): the
                                           estimate and what rests on it are NaN */
  TSQ_OUTCOME_NARROW = 4096,          /**< the Knapp-Hartung interval is narrower than the common-effect model's */
  TSQ_OUTCOME_NOT_PROVED = 8192,      /**< tau2 is the best that was found, but that none is better was not proved: the
                                           search reached its budget, or rounding hides what it would prove */
  TSQ_OUTCOME_NEEDS_PASS = 16384,     /**< stream: tau2 is known, but the coefficients need one more pass over the data, at it: they
                                           are NaN, and questions that rest on them are refused */
  TSQ_OUTCOME_ZERO_VARIANCE = 32768   /**< studies have a sampling variance of 0: their weight rests on tau2 alone */
};

/** @brief Why a study is not in a fit: the quantity "why", over the studies given. */
enum tsq_left_out {
  TSQ_LEFT_IN = 0,          /**< it is in the fit */
  TSQ_LEFT_MISSING = 1,     /**< a number that the model needs is missing */
  TSQ_LEFT_SAYS_NOTHING = 2,/**< no events, or events only, in both groups: its likelihood does not depend on the effect */
  TSQ_LEFT_NO_GROUP = 3,    /**< subgroup analysis: it has no group */
  TSQ_LEFT_BY_CALLER = 4    /**< a refit without it was asked for */
};

/**
 * @brief Frees a fit. NULL is fine.
 * @param fit in: the fit; it must not be used afterwards. Refits of it and rows made from it stay as they are.
 * Since: 0.1
 */
TSQ_API void tsq_fit_free(tsq_fit *fit);

/**
 * @brief Which model a fit is of.
 * @param fit in: a fit.
 * @return static text: "rma", "mh", "peto", "bb", "glmm", "subgroups"; NULL where fit is NULL.
 * Since: 0.2
 */
TSQ_API const char *tsq_fit_model(const tsq_fit *fit);

/**
 * @brief Whether a fit answers a question, so that a caller can offer it or not.
 * @param fit      in: a fit.
 * @param question in: "predict", "contrast", "interval" (of tau2 and what follows from it), "refit", "studies" (it keeps them: per-study
 *                 quantities, study rows), "compare" (it has a likelihood), "blup", "subgroup", "parts".
 * @return 1 = yes; 0 = no (tsq_last_error() says why), also for an unknown question or a NULL fit.
 * Since: 0.2
 */
TSQ_API int tsq_fit_can(const tsq_fit *fit, const char *question);

/**
 * @brief One coefficient with its test and confidence interval, by the fit's test and level.
 * @param fit   in: a fit.
 * @param index in: 0 = the intercept (where the model has one), then the moderators in their order, without dropped columns; of a
 *              subgroup analysis the groups' effects.
 * @return the estimate; all NaN (and a message in tsq_last_error()) where fit is NULL, the index is out of range, or the coefficients
 *         need one more pass (TSQ_OUTCOME_NEEDS_PASS).
 * Cost: O(1) after the first call, which computes the quantile.
 * Since: 0.1
 */
TSQ_API tsq_estimate tsq_coef(const tsq_fit *fit, size_t index);

/**
 * @brief A coefficient's name: "intercept", the moderator's, the group's.
 * @param fit   in: a fit.
 * @param index in: as for tsq_coef().
 * @return text owned by the fit; NULL where fit is NULL or the index is out of range.
 * Since: 0.1
 */
TSQ_API const char *tsq_coef_name(const tsq_fit *fit, size_t index);

/**
 * @brief The length of one of a fit's dimensions, which its quantities run over.
 * @param fit       in: a fit.
 * @param dimension in: "coef"; "study" (studies used); "given" (studies given); "group" (of a subgroup analysis); others are 0.
 * @return how many; 0 where fit is NULL, the fit keeps no studies, or it has no such dimension.
 * Since: 0.2
 */
TSQ_API size_t tsq_fit_extent(const tsq_fit *fit, const char *dimension);

/**
 * @brief A label along one of a fit's dimensions: a coefficient's name, a study's label.
 * @param fit       in: a fit.
 * @param dimension in: as for tsq_fit_extent().
 * @param index     in: 0 .. tsq_fit_extent() - 1.
 * @return text owned by the fit; NULL where there is none (studies without labels, an index out of range).
 * Since: 0.2
 */
TSQ_API const char *tsq_fit_label(const tsq_fit *fit, const char *dimension, size_t index);

/**
 * @brief A study's label as it was given.
 * @param fit   in: a fit.
 * @param index in: the study's index among the studies given.
 * @return text owned by the fit (the caller's own where lent); NULL where there are no labels, fit is NULL or the index is out of range.
 * Since: 0.1
 */
TSQ_API const char *tsq_study_label(const tsq_fit *fit, size_t index);

/**
 * @brief How many numbers a quantity of this fit has.
 * @param fit  in: a fit.
 * @param name in: the quantity.
 * @param n    out: the length of the array that tsq_fit_get() fills.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: this model has no such quantity (the message lists those that it has).
 * Since: 0.1
 */
TSQ_API int tsq_fit_length(const tsq_fit *fit, const char *name, size_t *n);

/**
 * @brief Any quantity of the fit, by name.
 * @param fit  in: a fit.
 * @param name in: the quantity, for example "tau2", "I2", "QEp", "beta", "vb", "fitted"; tsq_model_quantity() lists them. One element by
 *             its label: "beta:ablat". A quantity that does not apply to this fit is NaN.
 * @param buf  out: [n] the values; matrices column-major.
 * @param n    in: room in buf, at least tsq_fit_length().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME; TSQ_ERR_BUFFER: n is too small (the message says how many);
 *   TSQ_ERR_UNSUPPORTED: a per-study quantity of a fit that keeps no studies, coefficients that need one more pass
 *   (TSQ_OUTCOME_NEEDS_PASS); TSQ_ERR_NOMEM.
 * Cost: O(1) for scalars, O(k p) for per-study quantities, O(k p^2) for "hat".
 * Since: 0.1
 */
TSQ_API int tsq_fit_get(const tsq_fit *fit, const char *name, double *buf, size_t n);

/**
 * @brief A scalar quantity as a return value, for convenience.
 * @param fit  in: a fit.
 * @param name in: a scalar quantity, or an element: "beta:ablat".
 * @return its value; NaN (and a message in tsq_last_error()) where there is no such scalar.
 * Since: 0.1
 */
TSQ_API double tsq_fit_value(const tsq_fit *fit, const char *name);

/**
 * @brief The options that the fit used, every default resolved.
 * @param fit     in: a fit.
 * @param options out: set options->size (or 0) before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_OPTIONS.
 * Since: 0.1
 */
TSQ_API int tsq_fit_options(const tsq_fit *fit, tsq_options *options);

/**
 * @brief The conventions that the fit used, in one line of English: method, test, interval for tau2, source of I2,
 *        kind of prediction interval.
 * @param fit in: a fit.
 * @return text owned by the fit, made when first asked for; NULL where fit is NULL or memory is short (then with a message).
 * Since: 0.1
 */
TSQ_API const char *tsq_fit_conventions(const tsq_fit *fit);

/**
 * @brief One of the fit's outcomes in words.
 * @param fit   in: a fit.
 * @param index in: 0, 1, ... over the outcomes that this fit has.
 * @return text owned by the fit, for example "2 studies with missing values were dropped: 'Aronson 1948' (line 3), ...";
 *         NULL past the last one, or where memory is short (then with a message).
 * Since: 0.1
 */
TSQ_API const char *tsq_fit_outcome(const tsq_fit *fit, size_t index);

/**
 * @brief A digest of one of the input's columns over the studies used, in their order: to see whether two fits have the same data.
 * @param fit    in: a fit that keeps its studies.
 * @param column in: a role: "yi", "vi", "ai", ...; "x" for all moderators; NULL = of all columns together.
 * @param text   out: [17] 16 hexadecimal digits and NUL; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: the fit's records have no such column; TSQ_ERR_UNSUPPORTED: it keeps no studies.
 * Cost: O(k). Source: FNV-1a (Fowler, Noll & Vo) over the IEEE bytes, least significant first: the same on every machine.
 * Since: 0.2
 */
TSQ_API int tsq_fit_digest(const tsq_fit *fit, const char *column, char *text);

/** @brief How a confidence interval came out. */
enum tsq_ci_outcome {
  TSQ_CI_FOUND = 0,            /**< both bounds found (a lower bound of 0 included) */
  TSQ_CI_EMPTY = 1,            /**< no tau2 >= 0 belongs to the set: the effects are closer together than any tau2
                                    explains; bounds are 0, 0 as the field prints them */
  TSQ_CI_UPPER_UNBOUNDED = 2,  /**< the set has no upper bound (upper is +infinity) */
  TSQ_CI_NOT_DEFINED = 3,      /**< the interval does not exist for this fit (k = p, fixed tau2); bounds are NaN */
  TSQ_CI_NOT_CONNECTED = 4     /**< PL: the likelihood has several maxima and the set several stretches; the bounds are
                                    those of its hull, the least and the greatest tau2 that belong to it */
};

/** @brief Options of tsq_confint(). Zero means the fit's own. */
typedef struct tsq_interval_options {
  size_t size;      /**< sizeof(tsq_interval_options) */
  int32_t kind;     /**< enum tsq_tau2_ci_kind, for tau2 and what follows from it; 0 = the fit's */
  int32_t reserved; /**< must be 0 */
  double level;     /**< confidence level in (0, 1); 0 = the fit's */
} tsq_interval_options;

/** @brief Options as a compound literal. C only. */
#define TSQ_INTERVAL_OPTIONS(...) (&(tsq_interval_options){.size = sizeof(tsq_interval_options), __VA_ARGS__})

/** @brief A confidence interval of a parameter. */
typedef struct tsq_interval {
  size_t size;      /**< sizeof(tsq_interval), or 0 */
  int32_t kind;     /**< the enum tsq_tau2_ci_kind used; 0 = a Wald interval */
  int32_t outcome;  /**< enum tsq_ci_outcome */
  double level;     /**< confidence level */
  double estimate;  /**< the parameter's estimate */
  double lower;     /**< lower bound */
  double upper;     /**< upper bound */
} tsq_interval;

/**
 * @brief Confidence interval of any parameter by name: a coefficient (Wald), tau2, and tau, I2, H2 as increasing functions of tau2.
 *
 * QP: {t : chi2_{a/2} <= Q(t) <= chi2_{1-a/2}}, Q(t) = y'P(t)y, k - p df; GENQ: {t : a/2 <= P(Q_a <= q_a | t) <= 1-a/2}
 * with the exact distribution of the quadratic form; PL: {t : ll(t) >= ll_max - chi2_{1,level}/2}, of which every stretch is found, as all
 * stationary points of the likelihood are. I2 and H2 are mapped with the typical variance held fixed.
 *
 * @param fit       in: a fit of any model.
 * @param parameter in: "tau2", "tau", "I2", "H2" (rma, glmm), or a coefficient's name; NULL = "tau2".
 * @param options   in: kind and level; NULL = the fit's.
 * @param interval  out: set interval->size (or 0) before; untouched unless TSQ_OK.
 * @return TSQ_OK (look at interval->outcome); TSQ_ERR_NULL; TSQ_ERR_NAME: the model has no such parameter; TSQ_ERR_ARGUMENT: unknown kind
 *   or level out of (0, 1); TSQ_ERR_UNSUPPORTED: PL for an rma method other than ML and REML, a model that has no interval for it, or a
 *   fit that keeps no studies (of a stream it has the one that tsq_iterate_confint_start() asked for); TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Cost: about 10 to 20 passes of O(k p^2) for QP and PL; for GENQ times the quadrature nodes (about 40); glmm: some refits.
 * Source: Viechtbauer 2007, doi:10.1002/sim.2514, eq. (14); Jackson 2013, doi:10.1002/jrsm.1081; Hardy & Thompson 1996,
 *   Statistics in Medicine 15, 619-629.
 * Since: 0.1 (in this form 0.2)
 */
TSQ_API int tsq_confint(const tsq_fit *fit, const char *parameter, const tsq_interval_options *options, tsq_interval *interval);

#ifdef __cplusplus
}
#endif

#endif
