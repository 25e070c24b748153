/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/exact.h
 * @brief Single counts without approximation: exact and mid-p intervals and tests of a proportion, a rate and an odds ratio.
 */
#ifndef TAUSQ_EXACT_H
#define TAUSQ_EXACT_H

#include <tausq/base.h>
#include <tausq/effect.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief How an interval of a count is made. 0 means TSQ_EXACT_TAILS. */
enum tsq_exact_method {
  TSQ_EXACT_TAILS = 26010,         /**< each tail at most (1 - level)/2: Clopper-Pearson, Garwood, Cornfield; at least the level */
  TSQ_EXACT_MIDP = 26020,          /**< the observed count counts half: shorter, the level on average */
  TSQ_EXACT_SCORE = 26030,         /**< the score test inverted: Wilson for proportions; not for odds ratios */
  TSQ_EXACT_AGRESTI_COULL = 26040, /**< proportions: Wald about Wilson's centre */
  TSQ_EXACT_JEFFREYS = 26050,      /**< the Bayesian interval under Jeffreys' prior; not for odds ratios */
  TSQ_EXACT_RULE_OF_3 = 26060      /**< no events: 0 to -log(1 - level)/n, about 3/n (all events: its mirror); NaN for other counts */
};

/**
 * @brief The name of a method: "exact", "midp", "score", "agresti-coull", "jeffreys", "rule-of-3".
 * @param method in: enum tsq_exact_method.
 * @return static text; NULL for another number.
 * Since: 0.1
 */
TSQ_API const char *tsq_exact_method_name(int32_t method);

/**
 * @brief The method of a name, any case; also "clopper-pearson", "garwood", "wilson".
 * @param name   in: the name.
 * @param method out: enum tsq_exact_method.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such name.
 * Since: 0.1
 */
TSQ_API int tsq_exact_method_from_name(const char *name, int32_t *method);

/** @brief Options of the functions below. Zero means the default. */
typedef struct tsq_exact_options {
  size_t size;      /**< sizeof(tsq_exact_options): TSQ_EXACT_OPTIONS() sets it */
  double level;     /**< confidence level in (0, 1); 0 = 0.95 */
  int32_t method;   /**< enum tsq_exact_method; 0 = TSQ_EXACT_TAILS */
  int32_t reserved; /**< 0 */
} tsq_exact_options;

/** @brief Options as a compound literal. C only. */
#define TSQ_EXACT_OPTIONS(...) (&(tsq_exact_options){.size = sizeof(tsq_exact_options), __VA_ARGS__})

/**
 * @brief Intervals of single proportions: Clopper-Pearson's lower bound is the p with P(X >= x; p) = (1 - level)/2, its upper bound
 *        the one with P(X <= x; p) = (1 - level)/2.
 *
 * With z the normal quantile and p = x/n: Wilson (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2))/(1 + z^2/n); Agresti-Coull
 * p~ -+ z sqrt(p~(1-p~)/n~), n~ = n + z^2, p~ = (x + z^2/2)/n~; Jeffreys' quantiles of Beta(x + 1/2, n - x + 1/2).
 *
 * @param records  in: xi of ni (or xi and mi), whole numbers; a record with NaN gives NaN bounds.
 * @param options  in: NULL = 95%, Clopper-Pearson.
 * @param ci_lower out: [k] in [0, 1]; NULL = not wanted.
 * @param ci_upper out: [k] in [0, 1]; NULL = not wanted.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_LENGTH: k = 0; TSQ_ERR_DATA: a negative count, more events than participants, no participants,
 *   a count that is not whole or above 1e12 (all name argument and index); TSQ_ERR_ARGUMENT: unknown method, level outside (0, 1); TSQ_ERR_OPTIONS;
 *   TSQ_ERR_NOMEM. Nothing is written unless TSQ_OK.
 * Edge cases: x = 0 has the lower bound 0, x = n the upper bound 1 (also Jeffreys', as Brown et al. advise).
 * Cost: some 20 sums of O(sqrt(n p q)) terms a bound; O(1) memory. Accuracy some 1e-13 at any n.
 * Source: Clopper & Pearson 1934, doi:10.1093/biomet/26.4.404; mid-p Berry & Armitage 1995, doi:10.2307/2348891; Wilson 1927,
 *   doi:10.1080/01621459.1927.10502953; Agresti & Coull 1998, doi:10.1080/00031305.1998.10480550; Jeffreys: Brown, Cai & DasGupta 2001,
 *   doi:10.1214/ss/1009213286; rule of three: Hanley & Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031.
 * Since: 0.1
 */
TSQ_API int tsq_exact_proportions(const tsq_proportions *records, const tsq_exact_options *options, double *ci_lower,
                                  double *ci_upper);

/**
 * @brief Intervals of single rates x/t: Garwood's bounds are chi2_{2x; alpha/2}/(2t) and chi2_{2x+2; 1-alpha/2}/(2t).
 *
 * Score: (x + z^2/2 -+ z sqrt(x + z^2/4))/t; Jeffreys' quantiles of Gamma(x + 1/2, 1/t).
 *
 * @param records  in: xi events, whole numbers, in ti person-time > 0; a record with NaN gives NaN bounds.
 * @param options  in: NULL = 95%, Garwood's exact interval.
 * @param ci_lower out: [k] events per unit of ti; NULL = not wanted.
 * @param ci_upper out: [k] likewise; NULL = not wanted.
 * @return as tsq_exact_proportions(); TSQ_ERR_ARGUMENT also for TSQ_EXACT_AGRESTI_COULL, which is for proportions.
 * Edge cases: x = 0 has the lower bound 0; its upper bound is never 0.
 * Cost: as tsq_exact_proportions().
 * Source: Garwood 1936, doi:10.1093/biomet/28.3-4.437; mid-p Cohen & Yang 1994, doi:10.1002/sim.4780132112.
 * Since: 0.1
 */
TSQ_API int tsq_exact_rates(const tsq_counts *records, const tsq_exact_options *options, double *ci_lower, double *ci_upper);

/**
 * @brief Exact two-sided tests of single proportions against p0: the probability of all counts that are no likelier than x.
 *
 * @param records in: as for tsq_exact_proportions().
 * @param p0      in: the proportion tested, in [0, 1].
 * @param options in: NULL = defaults. Method TSQ_EXACT_TAILS (default): as R's binom.test; TSQ_EXACT_MIDP: twice the smaller
 *                of P(X < x) + P(X = x)/2 and
 *                P(X > x) + P(X = x)/2. The level is not used.
 * @param p_value out: [k] two-sided p values.
 * @return as tsq_exact_proportions(); TSQ_ERR_ARGUMENT also for p0 outside [0, 1] and for other methods.
 * Edge cases: counts within 1e-7 (relative) of x's probability count as equally likely, as in R.
 * Cost: O(log n) probabilities and four sums of O(sqrt(n p q)) terms a test.
 * Source: R's binom.test; mid-p: Lancaster 1961, doi:10.1080/01621459.1961.10482105.
 * Since: 0.1
 */
TSQ_API int tsq_exact_proportion_tests(const tsq_proportions *records, double p0, const tsq_exact_options *options,
                                       double *p_value);

/**
 * @brief Exact two-sided tests of single rates against rate0, as tsq_exact_proportion_tests() (R's poisson.test).
 *
 * @param records in: as for tsq_exact_rates().
 * @param rate0   in: events per unit of ti, >= 0.
 * @param options in: as for tsq_exact_proportion_tests().
 * @param p_value out: [k] two-sided p values.
 * @return as tsq_exact_rates(); TSQ_ERR_ARGUMENT also for rate0 < 0 or not finite and for other methods.
 * Edge cases: rate0 = 0: p = 1 for no events, 0 otherwise.
 * Cost: O(log x) probabilities and four sums of O(sqrt(x)) terms a test.
 * Source: R's poisson.test.
 * Since: 0.1
 */
TSQ_API int tsq_exact_rate_tests(const tsq_counts *records, double rate0, const tsq_exact_options *options, double *p_value);

/**
 * @brief Conditional odds ratios of single 2x2 tables: given all margins a is noncentral hypergeometric, P(a; psi) proportional to
 *        C(n1, a) C(n2, m - a) psi^a.
 *
 * The estimate is the psi with E(a; psi) = a, the bounds those with tails of (1 - level)/2, the p value that of psi = 1.
 *
 * @param tables   in: counts, as for tsq_effect_tables(), whole numbers; a table with NaN gives NaN.
 * @param options  in: NULL = defaults. TSQ_EXACT_TAILS (default; R's fisher.test) or TSQ_EXACT_MIDP.
 * @param estimate out: [k] log odds ratios; NULL = not wanted.
 * @param ci_lower out: [k] on the log scale; NULL = not wanted.
 * @param ci_upper out: [k] on the log scale; NULL = not wanted.
 * @param p_value  out: [k] two-sided; NULL = not wanted.
 * @return as tsq_exact_proportions(); TSQ_ERR_ARGUMENT for other methods.
 * Edge cases: a at the end of its range: the estimate and one bound are -infinity or +infinity; a margin of 0 says nothing: estimate
 *   NaN, bounds -infinity and +infinity, p = 1.
 * Cost: some 20 sums over the range of a for each number; O(1) memory.
 * Source: Fisher 1935, doi:10.2307/2342435; Cornfield 1956; mid-p Mehta & Walsh 1992, doi:10.1080/00031305.1992.10475901.
 * Since: 0.1
 */
TSQ_API int tsq_exact_odds_ratios(const tsq_tables *tables, const tsq_exact_options *options, double *estimate,
                                  double *ci_lower, double *ci_upper, double *p_value);

#ifdef __cplusplus
}
#endif

#endif
