/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/refit.h
 * @brief A fit again, with something changed: fewer studies, other effects, a parameter held. And two fits compared.
 *
 * The one operation under leave-one-out, cumulative analysis, bootstrap, permutation, profiles, subgroups and living updates.
 *
 * Experimental: new in 0.2, and may still change before 1.0; CHANGELOG says how to move over.
 */
#ifndef TAUSQ_REFIT_H
#define TAUSQ_REFIT_H

#include <tausq/base.h>
#include <tausq/fit.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief What is changed in a refit. Zero means no change. */
typedef struct tsq_change {
  size_t size;           /**< sizeof(tsq_change): TSQ_CHANGE() sets it */
  const size_t *rows;    /**< [n] the studies that stay, indices among the studies given to this fit, ascending; NULL = all */
  size_t n;              /**< how many; 0 where rows is NULL */
  const double *yi;      /**< [k] other effects, for models of effects, k = tsq_fit_extent(fit, "given"); NULL = the fit's */
  const double *weights; /**< [k] other weights of the coefficients, k = tsq_fit_extent(fit, "given"); NULL = the fit's */
  const double *x;       /**< [k x p] other moderators, column-major without gaps, k = tsq_fit_extent(fit, "given"); NULL = the fit's */
  size_t p;              /**< columns of x; 0 where x is NULL */
  const char *const *x_names; /**< [p] their names; NULL = "x1", ... */
  const char *fixed;     /**< a parameter that is held at `value` instead of estimated: "tau2" (rma); NULL = none */
  double value;          /**< its value */
} tsq_change;

/** @brief A change as a compound literal: TSQ_CHANGE(.rows = rows, .n = n). C only. */
#define TSQ_CHANGE(...) (&(tsq_change){.size = sizeof(tsq_change), __VA_ARGS__})

/**
 * @brief The same model with the same options on changed data.
 *
 * Columns of X are kept as they are: bases of polynomials and splines stay those of the full data. A level that lost all its studies is
 * a redundant column and is dropped, with an outcome (TSQ_OUTCOME_COLUMNS_DROPPED). Labels and lines are those of the first fit, so
 * messages name the studies by them.
 *
 * @param fit    in: a fit that keeps its studies (copied or lent); it stays as it is, and may be freed before the refit.
 * @param change in: what changes; NULL = nothing.
 * @param refit  out: the new fit, untouched unless TSQ_OK; its studies given are the rows that stayed. Freed by tsq_fit_free().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_UNSUPPORTED: the fit keeps no studies, the model has no such column, or cannot hold that
 *   parameter; TSQ_ERR_LENGTH: no rows, or an index beyond the studies given; TSQ_ERR_ARGUMENT: rows do not ascend, a value that the
 *   parameter cannot have; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM; and all of the model's own function.
 * Cost: the model's own, and one copy of the rows (0.3 us at k = 10). Fits to other data start anew: an answer does not depend on
 *   which fit it came from.
 * Since: 0.2
 */
TSQ_API int tsq_refit(const tsq_fit *fit, const tsq_change *change, tsq_fit **refit);

/** @brief Two fits compared by their likelihoods. */
typedef struct tsq_comparison {
  size_t size;          /**< sizeof(tsq_comparison), or 0 */
  int32_t restricted;   /**< 1 = restricted likelihoods (REML), 0 = full ones */
  int32_t reserved;     /**< 0 */
  double LRT;           /**< 2 (loglik of the full model - that of the reduced one) */
  double df;            /**< difference of the numbers of parameters */
  double p_value;       /**< upper tail of chi-squared with df; NaN where df = 0 */
  double p_boundary;    /**< where the models differ in tau2 alone, which the reduced one has at its boundary 0: half of chi-squared(1)
                             (Self & Liang 1987, doi:10.1080/01621459.1987.10478472); else NaN */
  double loglik[2];     /**< reduced, full; so are the next */
  double parameters[2]; /**< estimated parameters, tau2 included */
  double AIC[2];        /**< Akaike's criterion */
  double BIC[2];        /**< Bayesian criterion */
  double AICc[2];       /**< small-sample AIC */
  double tau2[2];       /**< NaN where the model has none */
  double R2;            /**< percent of the reduced model's tau2 that the full one accounts for, floored at 0; NaN where there is none */
} tsq_comparison;

/**
 * @brief Likelihood-ratio comparison of two fits of which one is a special case of the other: LRT = 2 (l_full - l_reduced).
 *
 * A common-effect fit is compared by the likelihood (full or restricted) of the other.
 *
 * @param reduced    in: the fit with fewer parameters.
 * @param full       in: the fit with more.
 * @param comparison out: set comparison->size (or 0) before; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM;
 *   TSQ_ERR_UNSUPPORTED: models without a likelihood (Mantel-Haenszel, Peto), of different kinds, or fits that keep no studies to compare;
 *   TSQ_ERR_DATA: the fits are of different data; TSQ_ERR_ARGUMENT: an ML fit with an REML fit, REML fits with different fixed parts (their
 *   likelihoods are of different data), models of which neither is a special case of the other, or reduced and full exchanged.
 * Edge cases: equal models give LRT 0, df 0 and a NaN p value.
 * Cost: O(k) for the digests of the data.
 * Source: Pinheiro & Bates 2000, doi:10.1007/b98882, 2.4.
 * Since: 0.2
 */
TSQ_API int tsq_compare(const tsq_fit *reduced, const tsq_fit *full, tsq_comparison *comparison);

#ifdef __cplusplus
}
#endif

#endif
