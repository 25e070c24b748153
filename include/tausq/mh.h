/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/mh.h
 * @brief Common-effect pooling of 2x2 tables and rates without a continuity correction: Mantel-Haenszel and Peto.
 */
#ifndef TAUSQ_MH_H
#define TAUSQ_MH_H

#include <tausq/base.h>
#include <tausq/effect.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Options of tsq_mh_tables(), tsq_mh_rates() and tsq_peto(). Zero means the default. */
typedef struct tsq_mh_options {
  size_t size;           /**< sizeof(tsq_mh_options): TSQ_MH_OPTIONS() sets it */
  int32_t no_correction; /**< 1 = the Cochran-Mantel-Haenszel statistic without its continuity correction of 1/2; 0 = with it */
  int32_t keep00;        /**< 1 = the studies' own effects (for Q) are computed also where both groups have no events, or only
                              events; 0 = such studies have no effect of their own. Pooling always uses the counts as they are */
  double level;          /**< confidence level in (0, 1); 0 = 0.95 */
  int32_t add_mode;      /**< enum tsq_add_mode, for the studies' own effects; 0 = the measure's default (1/2) */
  int32_t to;            /**< enum tsq_to, likewise; 0 = only tables with a zero cell */
  double add;            /**< the amount where add_mode = TSQ_ADD_VALUE */
} tsq_mh_options;

/** @brief Options as a compound literal. C only. */
#define TSQ_MH_OPTIONS(...) (&(tsq_mh_options){.size = sizeof(tsq_mh_options), __VA_ARGS__})

/** @brief What pooling by Mantel-Haenszel or Peto gives. Log scale for OR, RR and IRR. */
typedef struct tsq_mh_result {
  size_t size;          /**< sizeof(tsq_mh_result), or 0 */
  tsq_estimate pooled;  /**< the pooled effect with its z test; all NaN where the counts say nothing (no events at all) */
  double k;             /**< complete studies */
  double k_yi;          /**< studies that have an effect of their own */
  double k_pos;         /**< tables whose margins are all positive (OR); NaN for other measures */
  double QE;            /**< inverse-variance Q of the studies' own effects about the pooled effect */
  double QEdf;          /**< k_yi - 1 */
  double QEp;           /**< its p value; 1 where k_yi < 2 */
  double I2;            /**< 100 (Q - df)/Q, floored at 0 */
  double H2;            /**< Q/df */
  double CMH;           /**< Cochran-Mantel-Haenszel chi2 with 1 df (OR, IRR); NaN for others and Peto */
  double CMHp; /**< its p value */
  double BD;            /**< Breslow-Day chi2 of homogeneous odds ratios, k_pos - 1 df (OR) */
  double BDp; /**< its p value */
  double TA;            /**< Tarone's correction of it */
  double TAp; /**< its p value */
  double loglik[2];     /**< log likelihood of the studies' own effects under ML and REML */
  double deviance[2]; /**< -2 loglik */
  double AIC[2]; /**< deviance + 2 */
  double BIC[2]; /**< deviance + log(n) */
  double AICc[2]; /**< corrected for small n */
} tsq_mh_result;

/**
 * @brief Mantel-Haenszel pooling of 2x2 tables: OR = sum(a d/N)/sum(b c/N), RR = sum(a n2/N)/sum(c n1/N),
 *        RD = sum((a n2 - c n1)/N)/sum(n1 n2/N).
 *
 * @param measure in: TSQ_OR, TSQ_RR or TSQ_RD.
 * @param tables  in: counts, as for tsq_effect_tables(); a study with NaN is left out.
 * @param options in: NULL = defaults.
 * @param result  out: set result->size (or 0) before; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_ARGUMENT: another measure or a bad option; all of tsq_effect_tables(): TSQ_ERR_NULL, TSQ_ERR_LENGTH,
 *   TSQ_ERR_DATA (with argument and index); TSQ_ERR_TOO_FEW: no complete study; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Edge cases: double-zero tables say nothing about OR and RR and count for RD; no events in any study: `pooled` is NaN (OR, RR).
 * Cost: O(k), O(k) memory for the studies' own effects.
 * Source: Mantel & Haenszel 1959; variances: OR Robins, Breslow & Greenland 1986 (doi:10.2307/2531052), RR Greenland & Robins
 *   1985 (doi:10.2307/2530643), RD Sato 1989 (doi:10.2307/2531780); Breslow & Day 1980; Tarone 1985 (doi:10.1093/biomet/72.1.91).
 * Since: 0.1
 */
TSQ_API int tsq_mh_tables(int32_t measure, const tsq_tables *tables, const tsq_mh_options *options, tsq_mh_result *result);

/**
 * @brief Mantel-Haenszel pooling of rates: IRR = sum(x1 t2/T)/sum(x2 t1/T), IRD = sum((x1 t2 - x2 t1)/T)/sum(t1 t2/T).
 *
 * @param measure in: TSQ_IRR or TSQ_IRD.
 * @param rates   in: events and person-times, as for tsq_effect_rates().
 * @param options in: NULL = defaults.
 * @param result  out: as tsq_mh_tables().
 * @return as tsq_mh_tables().
 * Cost: O(k).
 * Source: Greenland & Robins 1985, doi:10.2307/2530643; Rothman, Greenland & Lash 2008, ch. 15.
 * Since: 0.1
 */
TSQ_API int tsq_mh_rates(int32_t measure, const tsq_rates *rates, const tsq_mh_options *options, tsq_mh_result *result);

/**
 * @brief Peto's one-step log odds ratio: sum(O - E)/sum(V), E = n1 m1/N, V = n1 n2 m1 m2/(N^2 (N - 1)).
 *
 * @param tables  in: counts, as for tsq_effect_tables().
 * @param options in: NULL = defaults; no_correction has no meaning here.
 * @param result  out: as tsq_mh_tables(); CMH, BD, TA and k_pos are NaN.
 * @return as tsq_mh_tables().
 * Edge cases: no events in any study: V = 0 and `pooled` is NaN.
 * Cost: O(k).
 * Source: Yusuf et al. 1985, doi:10.1016/S0033-0620(85)80003-7.
 * Since: 0.1
 */
TSQ_API int tsq_peto(const tsq_tables *tables, const tsq_mh_options *options, tsq_mh_result *result);

#ifdef __cplusplus
}
#endif

#endif
