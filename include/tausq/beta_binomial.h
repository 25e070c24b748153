/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/beta_binomial.h
 * @brief The beta-binomial model of rare events: no correction of zero cells, studies without any event take part.
 */
#ifndef TAUSQ_BETA_BINOMIAL_H
#define TAUSQ_BETA_BINOMIAL_H

#include <tausq/base.h>
#include <tausq/effect.h>
#include <tausq/fit.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief Two groups: events in group j of a study are beta-binomial with mean mu_j and a common correlation rho,
 *        log L = sum log C(n, x) + log B(x + mu M, n - x + (1 - mu) M) - log B(mu M, (1 - mu) M), M = (1 - rho)/rho.
 *
 * Maximum likelihood. With theta = 1/M the log likelihood of a group is concave in mu for every theta, so the maximum over the means is
 * found by Newton steps and the global maximum over theta by a search of the whole range [0, infinity), its boundary included.
 * Standard errors by the observed information; RR and RD by the delta method.
 *
 * @param tables  in: counts, as for tsq_effect_tables(), whole numbers; a study with NaN is left out.
 * @param options in: `measure` TSQ_OR (0), TSQ_RR or TSQ_RD, and `level`; NULL = defaults.
 * @param fit     out: the fit, model "bb", log scale for OR and RR; untouched unless TSQ_OK; freed by tsq_fit_free(). Quantities: mean1,
 *   mean2, rho, se_rho, rho.LRT, rho.LRTp, difference, differencep (LRT of no difference), loglik, loglik_binomial.
 * @return TSQ_OK; TSQ_ERR_ARGUMENT: another measure, a bad option; TSQ_ERR_NULL, TSQ_ERR_LENGTH, TSQ_ERR_DATA as tsq_effect_tables(), and a
 *   count that is not whole (argument and index named); TSQ_ERR_TOO_FEW: no complete study; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Edge cases: no events in a group (or nothing else): log(OR) and log(RR) are -infinity or +infinity without standard error, interval
 *   and Wald test, and differencep answers; no events at all: all of them are NaN and differencep = 1. k = 1: rho cannot be told from the means, but is
 *   estimated (0 or not) as the likelihood has it. rho = 0: standard errors of the binomial model.
 * Cost: some hundred evaluations of O(k) each; O(k) memory.
 * Source: Kuss 2015, doi:10.1002/sim.6383; Griffiths 1973, doi:10.2307/2529131; boundary: Self & Liang 1987,
 *   doi:10.1080/01621459.1987.10478472.
 * Since: 0.1
 */
TSQ_API int tsq_beta_binomial(const tsq_tables *tables, const tsq_options *options, tsq_fit **fit);

/**
 * @brief One group: logit of the mean probability, as tsq_beta_binomial().
 *
 * @param records in: xi of ni (or xi and mi), whole numbers; a study with NaN is left out.
 * @param options in: `level`; NULL = defaults.
 * @param fit     out: as for tsq_beta_binomial(); mean2, difference and differencep are NaN.
 * @return as tsq_beta_binomial().
 * Edge cases: no events, or nothing else: the logit is -infinity or +infinity; tsq_exact_proportions() gives a bound then.
 * Cost: as tsq_beta_binomial().
 * Source: as tsq_beta_binomial().
 * Since: 0.1
 */
TSQ_API int tsq_beta_binomial_proportions(const tsq_proportions *records, const tsq_options *options, tsq_fit **fit);

#ifdef __cplusplus
}
#endif

#endif
