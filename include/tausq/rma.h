/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/rma.h
 * @brief The pooled and meta-regression model: y_i = x_i'b + u_i + e_i, u_i ~ N(0, tau2), e_i ~ N(0, v_i).
 */
#ifndef TAUSQ_RMA_H
#define TAUSQ_RMA_H

#include <tausq/base.h>
#include <tausq/fit.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief The data of a model: arrays that stay yours. A fit keeps a copy of them, unless options.keep says otherwise.
 */
typedef struct tsq_data {
  size_t size;               /**< sizeof(tsq_data), or 0: the layout of release 0.2 */
  size_t k;                  /**< number of studies, >= 1 */
  const double *yi;          /**< [k] effects; NaN = missing */
  const double *vi;          /**< [k] sampling variances, > 0, squared scale of yi; NaN = missing. Exactly one of vi, sei */
  const double *sei;         /**< [k] standard errors, > 0, scale of yi */
  const double *x;           /**< [k x p] moderators, column-major, without the intercept; NULL where p = 0 */
  size_t p;                  /**< number of moderator columns in x */
  size_t ldx;                /**< leading dimension of x: x[i + j * ldx]; 0 = k */
  const char *const *x_names;/**< [p] names of the moderators for reports and messages; NULL = "x1", "x2", ... */
  const double *weights;     /**< [k] the caller's own weights for the coefficients, >= 0; NULL = inverse variance */
  const char *const *labels; /**< [k] study labels for reports, plots and messages; NULL = "Study 1", ... */
  const size_t *lines;       /**< [k] lines of the file that the studies came from, for messages; NULL = none */
} tsq_data;

/**
 * @brief Fits the common-effect, random-effects or meta-regression model.
 *
 * b = (X'WX)^-1 X'Wy with W = diag(1/(vi + tau2)), tau2 by the method asked for. ML and REML return the *global*
 * maximum of the (restricted) likelihood over tau2 >= 0: every stationary point is isolated with certainty, so there is no
 * "did not converge". Scale-equivariant: y -> c y, v -> c^2 v gives tau2 c^2.
 *
 * @param data    in: the studies; see tsq_data. Not needed after the call, unless options.keep is TSQ_KEEP_LENT.
 * @param options in: see tsq_options; NULL = the defaults (Cochrane's conventions).
 * @param fit     out: the fit, untouched unless TSQ_OK; free it with tsq_fit_free().
 * @return TSQ_OK;
 *   TSQ_ERR_NULL: data, fit, yi, or both vi and sei are NULL (or x is where p > 0);
 *   TSQ_ERR_ARGUMENT: both vi and sei given, an option out of its range, GENQ without weights, KR with moderators;
 *   TSQ_ERR_LENGTH: k = 0, ldx < k, or p too large;
 *   TSQ_ERR_DATA: vi or sei <= 0 or infinite, yi or x infinite, a negative weight, or NaN where missing is an error;
 *   TSQ_ERR_TOO_FEW: fewer complete studies than coefficients, or (random effects) than coefficients + 1, k = 1 excepted;
 *   TSQ_ERR_SINGULAR: a moderator is a linear combination of others (named in the message);
 *   TSQ_ERR_RANGE: sums overflow double precision; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM.
 *
 * Edge cases: k = 1 gives the study's own effect, tau2 = 0 and a Z test; equal effects give tau2 = 0; no complete
 * study is TSQ_ERR_TOO_FEW.
 * Cost: O(k p^2) per step of the tau2 search, O(p^2) memory beyond the copy of the
 * caller's arrays (none where they are lent) and the indices of dropped studies.
 *
 * Source: Raudenbush 2009 (in Cooper, Hedges & Valentine, ch. 16); Viechtbauer 2010, doi:10.18637/jss.v036.i03;
 * for each estimator the paper at its enum value.
 * Since: 0.1
 */
TSQ_API int tsq_rma(const tsq_data *data, const tsq_options *options, tsq_fit **fit);

#ifdef __cplusplus
}
#endif

#endif
