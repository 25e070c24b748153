/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/predict.h
 * @brief What a fit says about new trials: predictions, contrasts, ratios, probabilities, BLUPs.
 */
#ifndef TAUSQ_PREDICT_H
#define TAUSQ_PREDICT_H

#include <tausq/base.h>
#include <tausq/fit.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief A predicted mean effect with its confidence and prediction interval.
 *
 * The first seven fields are those of tsq_estimate in its order. The layout (11 doubles) is fixed for ever.
 */
typedef struct tsq_prediction {
  double estimate;  /**< x'b, scale of yi */
  double se;        /**< its standard error (Knapp-Hartung's under KNHA and ADHOC) */
  double statistic; /**< estimate / se */
  double df;        /**< df of the confidence interval's t, +infinity for the normal */
  double p_value;   /**< two-sided, of estimate = 0 */
  double ci_lower;  /**< confidence interval of the mean effect */
  double ci_upper; /**< its upper bound */
  double pi_lower;  /**< prediction interval of the true effect in a new trial; NaN for a common-effect model */
  double pi_upper; /**< its upper bound */
  double pi_se;     /**< sqrt(se^2 + tau2) as the prediction interval's kind defines it */
  double pi_df;     /**< its df, +infinity for the normal */
} tsq_prediction;

/** @brief Options of tsq_predict_with(). Zero means the fit's own. */
typedef struct tsq_predict_options {
  size_t size;      /**< sizeof(tsq_predict_options) */
  int32_t pi_kind;  /**< enum tsq_pi_kind; 0 = the fit's */
  int32_t reserved; /**< must be 0 */
  double level;     /**< level of both intervals, in (0, 1); 0 = the fit's */
} tsq_predict_options;

/**
 * @brief Predicted mean effects x'b at new moderator rows, with confidence and prediction intervals.
 *
 * ci: x'b +- q sqrt(x'V_b x); pi: x'b +- q' sqrt(x'V_b x + tau2), q' by the fit's kind of prediction interval.
 *
 * @param fit         in: a fit.
 * @param x_new       in: [m x p] moderator values without the intercept, column-major, p = fit.data.p (dropped columns
 *                    included); NULL = the pooled mean of an intercept-only model, m rows of it.
 * @param m           in: number of rows, >= 1.
 * @param predictions out: [m].
 * @return TSQ_OK; TSQ_ERR_NULL: fit or predictions, or x_new for a model with moderators; TSQ_ERR_LENGTH: m = 0;
 *   TSQ_ERR_DATA: x_new[index] is not finite.
 * Edge cases: common effect: pi_* are NaN; df < 1 (HTS at k - p = 1): metafor's floor of 1 is used.
 * Cost: O(m p^2).
 * Source: Higgins, Thompson & Spiegelhalter 2009, doi:10.1111/j.1467-985X.2008.00552.x, eq. (12); Riley, Higgins & Deeks
 *   2011, doi:10.1136/bmj.d549.
 * Since: 0.1
 */
TSQ_API int tsq_predict(const tsq_fit *fit, const double *x_new, size_t m, tsq_prediction *predictions);

/**
 * @brief tsq_predict() with another level or kind of prediction interval.
 * @param fit         in: a fit.
 * @param x_new       in: as for tsq_predict().
 * @param m           in: number of rows.
 * @param options     in: NULL = the fit's own.
 * @param predictions out: [m].
 * @return as tsq_predict(); TSQ_ERR_ARGUMENT: an unknown kind or a level outside (0, 1); TSQ_ERR_OPTIONS.
 * Since: 0.1
 */
TSQ_API int tsq_predict_with(const tsq_fit *fit, const double *x_new, size_t m, const tsq_predict_options *options,
                             tsq_prediction *predictions);

/**
 * @brief Best linear unbiased (empirical Bayes) predictions of the studies' own true effects:
 *        l_i y_i + (1 - l_i) x_i'b with l_i = tau2 / (tau2 + v_i).
 *
 * @param fit   in: a fit; its borrowed data must still be alive.
 * @param blups out: [k] for the complete studies in their order, k = tsq_fit_value(fit, "k"); intervals are in ci_*, pi_* are NaN.
 *              se^2 = l v + (1 - l)^2 x'V_b x.
 * @return TSQ_OK; TSQ_ERR_NULL.
 * Cost: O(k p^2).
 * Source: Raudenbush & Bryk 1985, doi:10.3102/10769986010002075; Morris 1983.
 * Since: 0.1
 */
TSQ_API int tsq_blup(const tsq_fit *fit, tsq_prediction *blups);

/**
 * @brief A linear combination of the coefficients: c'b with its test of c'b = rhs and its confidence interval.
 * @param fit      in: a fit.
 * @param c        in: [p] one number for each coefficient of tsq_coef(), intercept first, p = tsq_fit_value(fit, "p"); at least
 *                     one nonzero.
 * @param rhs      in: the value tested.
 * @param contrast out: estimate c'b; statistic (c'b - rhs)/se.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_DATA: c[index] or rhs is not finite, or all c are 0.
 * Since: 0.1
 */
TSQ_API int tsq_contrast(const tsq_fit *fit, const double *c, double rhs, tsq_estimate *contrast);

/** @brief A joint test of several coefficients or contrasts. */
typedef struct tsq_wald_test {
  size_t size;      /**< sizeof(tsq_wald_test), or 0 */
  double statistic; /**< chi2 under Z, F under t tests */
  double df1;       /**< number of independent hypotheses */
  double df2;       /**< denominator df of F; +infinity under Z */
  double p_value; /**< of the statistic */
} tsq_wald_test;

/**
 * @brief Joint Wald test of L b = rhs: (Lb - rhs)'(L V_b L')^-1 (Lb - rhs), as chi2(r), or divided by r as F(r, df).
 * @param fit  in: a fit.
 * @param l    in: [r x p] one hypothesis a row, column-major, intercept first, p = tsq_fit_value(fit, "p").
 * @param r    in: number of hypotheses, 1 .. p.
 * @param rhs  in: [r] values tested; NULL = all 0.
 * @param test out: set test->size (or 0) before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_LENGTH: r = 0 or r > p; TSQ_ERR_DATA: an entry is not finite;
 *   TSQ_ERR_SINGULAR: the hypotheses are linearly dependent; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Since: 0.1
 */
TSQ_API int tsq_wald(const tsq_fit *fit, const double *l, size_t r, const double *rhs, tsq_wald_test *test);

/** @brief What a Fieller set looks like. */
enum tsq_fieller {
  TSQ_FIELLER_INTERVAL = 0,  /**< [lower, upper] */
  TSQ_FIELLER_EXCLUSIVE = 1, /**< everything but (lower, upper): the denominator is not significantly different from 0 */
  TSQ_FIELLER_ALL = 2        /**< the whole line: no ratio can be ruled out; bounds are infinite */
};

/** @brief Ratio of two predicted effects. */
typedef struct tsq_ratio_result {
  size_t size;               /**< sizeof(tsq_ratio_result), or 0 */
  double ratio;              /**< numerator / denominator */
  double se;                 /**< delta method */
  double delta[2];           /**< delta-method interval */
  double fieller[2];         /**< Fieller bounds, to be read with fieller_kind */
  double df;                 /**< df of the quantile used, +infinity for the normal */
  int32_t fieller_kind;      /**< enum tsq_fieller */
  int32_t reserved; /**< 0 */
  tsq_estimate numerator;    /**< the two predicted effects */
  tsq_estimate denominator; /**< the effect that is divided by */
} tsq_ratio_result;

/**
 * @brief Ratio of two predicted mean effects, (a'b)/(c'b), with delta-method and Fieller intervals.
 *
 * Example: the effect under licensed practitioners relative to that under others.
 *
 * @param fit           in: a fit.
 * @param x_numerator   in: [p] moderator row of the numerator, without the intercept, p = fit.data.p (as tsq_predict()).
 * @param x_denominator in: [p] moderator row of the denominator.
 * @param level         in: confidence level; 0 = the fit's.
 * @param result        out: set result->size (or 0) before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_DATA: a value is not finite; TSQ_ERR_ARGUMENT: level outside (0, 1);
 *   TSQ_ERR_RANGE: the denominator is exactly 0; TSQ_ERR_OPTIONS.
 * Edge cases: an unbounded Fieller set is an answer (see fieller_kind), not an error.
 * Source: Fieller 1954, doi:10.1111/j.2517-6161.1954.tb00159.x; Zerbe 1978, doi:10.1080/00031305.1978.10479304.
 * Since: 0.1
 */
TSQ_API int tsq_ratio(const tsq_fit *fit, const double *x_numerator, const double *x_denominator, double level,
                      tsq_ratio_result *result);

/** @brief How probable it is that the true effect of a new trial lies beyond a threshold. */
typedef struct tsq_beyond {
  size_t size;             /**< sizeof(tsq_beyond), or 0 */
  double threshold;        /**< as given */
  double probability;      /**< predictive: of the distribution behind the prediction interval, so that the interval's
                                bounds have probability (1 - level)/2 beyond them */
  tsq_estimate proportion; /**< plug-in proportion of true effects beyond, Phi((threshold - mu)/tau), with a delta-method
                                interval on the probit scale; NaN se where tau2 = 0 */
} tsq_beyond;

/**
 * @brief Probability that a new trial's true effect lies beyond a threshold such as the minimal clinically important
 *        difference: P(theta_new < threshold) (direction -1) or P(theta_new > threshold) (direction +1).
 *
 * @param fit       in: a random-effects fit.
 * @param x_new     in: [p] the new trial's moderators, p = fit.data.p; NULL for an intercept-only model.
 * @param threshold in: scale of yi.
 * @param direction in: -1 = below the threshold, +1 = above it.
 * @param result    out: set result->size (or 0) before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_DATA: threshold or x_new is not finite; TSQ_ERR_ARGUMENT: direction is not -1 or 1;
 *   TSQ_ERR_UNSUPPORTED: a common-effect model has no distribution of true effects; TSQ_ERR_OPTIONS.
 * Edge cases: tau2 = 0: the predictive distribution is that of the mean; the proportion is 0 or 1 (0.5 at the mean).
 * Source: predictive distribution: Higgins, Thompson & Spiegelhalter 2009 (eq. 12); proportion: Mathur & VanderWeele 2019,
 *   doi:10.1002/sim.8057.
 * Since: 0.1
 */
TSQ_API int tsq_probability_beyond(const tsq_fit *fit, const double *x_new, double threshold, int32_t direction,
                                   tsq_beyond *result);

#ifdef __cplusplus
}
#endif

#endif
