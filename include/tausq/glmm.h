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

/** @brief The counts: arrays that stay yours. NaN = missing. Columns [k] or NULL. */
typedef struct tsq_glmm_data {
  size_t size;       /**< sizeof(tsq_glmm_data), or 0: the layout of release 0.2 */
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
  const char *const *x_names; /**< [p] names of the moderators; NULL = "x1", "x2", ... */
  const char *const *labels;  /**< [k] labels of the studies, for messages and rows; NULL = none */
  const size_t *lines;        /**< [k] lines of the file that they came from, for messages; NULL = none */
} tsq_glmm_data;

/**
 * @brief Fits a generalized linear mixed model: b, tau (and gamma, sigma) at the maximum of
 *        sum_i ln of the integral of f(counts_i | x_i'b, tau u) phi(u) du.
 *
 * The integrals are computed until nothing changes (options.nodes = 0). The likelihood is climbed by Newton's method with
 * analytic derivatives from several starts and compared with tau2 = 0, so there is no "did not converge". Study intercepts
 * (UM.FS) are eliminated study by study.
 *
 * @param data    in: the counts; see tsq_glmm_data. Not needed after the call.
 * @param options in: NULL = defaults: ML, z test; `measure`, `glmm_model`, `nodes`, `covariance`, `keep00`, `add_mode`, `to`, `add`.
 * @param fit     out: the fit, untouched unless TSQ_OK; free it with tsq_fit_free().
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
TSQ_API int tsq_glmm(const tsq_glmm_data *data, const tsq_options *options, tsq_fit **fit);

#ifdef __cplusplus
}
#endif

#endif
