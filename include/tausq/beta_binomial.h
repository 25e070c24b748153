/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/beta_binomial.h
 * @brief The beta-binomial model of rare events: no correction of zero cells, studies without any event take part.
 */
#ifndef TAUSQ_BETA_BINOMIAL_H
#define TAUSQ_BETA_BINOMIAL_H

#include <tausq/base.h>
#include <tausq/effect.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Options of tsq_beta_binomial(). Zero means the default. */
typedef struct tsq_beta_binomial_options {
  size_t size;  /**< sizeof(tsq_beta_binomial_options): TSQ_BETA_BINOMIAL_OPTIONS() sets it */
  double level; /**< confidence level in (0, 1); 0 = 0.95 */
} tsq_beta_binomial_options;

/** @brief Options as a compound literal. C only. */
#define TSQ_BETA_BINOMIAL_OPTIONS(...) \
  (&(tsq_beta_binomial_options){.size = sizeof(tsq_beta_binomial_options), __VA_ARGS__})

/** @brief What a beta-binomial model gives. */
typedef struct tsq_beta_binomial_result {
  size_t size;            /**< sizeof(tsq_beta_binomial_result), or 0 */
  tsq_estimate pooled;    /**< log(OR), log(RR) or RD of the two means, or logit(mean) of one group; z test */
  double k;               /**< studies with counts in both groups (complete ones) */
  double mean1;           /**< mean probability of the event in group 1, or in the only one */
  double mean2;           /**< in group 2; NaN for one group */
  double rho;             /**< correlation of two participants of a study's group, in [0, 1): the overdispersion */
  double se_rho;          /**< its standard error; NaN where rho = 0 */
  double loglik;          /**< log likelihood at the maximum, binomial coefficients included */
  double loglik_binomial; /**< at rho = 0 */
  double LRT_rho;         /**< likelihood ratio statistic of rho = 0 */
  double LRTp_rho;        /**< its p value, half of chi2(1)'s: rho = 0 is at the boundary; 1 where the statistic is 0 */
  double LRT;             /**< likelihood ratio statistic of no difference between the groups; NaN for one group */
  double LRTp;            /**< its p value, chi2(1): also where a group had no events and the Wald test has no answer */
  double deviance;        /**< -2 loglik */
  double AIC;             /**< with all parameters: the means and rho */
  double BIC;             /**< n = number of groups of participants that were counted */
  double AICc;            /**< with that n; NaN where it is too small */
} tsq_beta_binomial_result;

/**
 * @brief Two groups: events in group j of a study are beta-binomial with mean mu_j and a common correlation rho,
 *        log L = sum log C(n, x) + log B(x + mu M, n - x + (1 - mu) M) - log B(mu M, (1 - mu) M), M = (1 - rho)/rho.
 *
 * Maximum likelihood. With theta = 1/M the log likelihood of a group is concave in mu for every theta, so the maximum over the means is
 * found by Newton steps and the global maximum over theta by a search of the whole range [0, infinity), its boundary included.
 * Standard errors by the observed information; RR and RD by the delta method.
 *
 * @param measure in: TSQ_OR, TSQ_RR or TSQ_RD.
 * @param tables  in: counts, as for tsq_effect_tables(), whole numbers; a study with NaN is left out.
 * @param options in: NULL = defaults.
 * @param result  out: set result->size (or 0) before; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_ARGUMENT: another measure, a bad option; TSQ_ERR_NULL, TSQ_ERR_LENGTH, TSQ_ERR_DATA as tsq_effect_tables(), and a
 *   count that is not whole (argument and index named); TSQ_ERR_TOO_FEW: no complete study; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Edge cases: no events in a group (or nothing else): log(OR) and log(RR) are -infinity or +infinity without standard error, interval
 *   and Wald test, and LRTp answers; no events at all: all of them are NaN and LRTp = 1. k = 1: rho cannot be told from the means, but is
 *   estimated (0 or not) as the likelihood has it. rho = 0: standard errors of the binomial model.
 * Cost: some hundred evaluations of O(k) each; O(k) memory.
 * Source: Kuss 2015, doi:10.1002/sim.6383; Griffiths 1973, doi:10.2307/2529131; boundary: Self & Liang 1987,
 *   doi:10.1080/01621459.1987.10478472.
 * Since: 0.1
 */
TSQ_API int tsq_beta_binomial(int32_t measure, const tsq_tables *tables, const tsq_beta_binomial_options *options,
                              tsq_beta_binomial_result *result);

/**
 * @brief One group: logit of the mean probability, as tsq_beta_binomial().
 *
 * @param records in: xi of ni (or xi and mi), whole numbers; a study with NaN is left out.
 * @param options in: NULL = defaults.
 * @param result  out: as tsq_beta_binomial(); `mean2`, `LRT` and `LRTp` are NaN.
 * @return as tsq_beta_binomial().
 * Edge cases: no events, or nothing else: the logit is -infinity or +infinity; tsq_exact_proportions() gives a bound then.
 * Cost: as tsq_beta_binomial().
 * Source: as tsq_beta_binomial().
 * Since: 0.1
 */
TSQ_API int tsq_beta_binomial_proportions(const tsq_proportions *records, const tsq_beta_binomial_options *options,
                                          tsq_beta_binomial_result *result);

#ifdef __cplusplus
}
#endif

#endif
