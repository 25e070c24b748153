/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/mh.h
 * @brief Common-effect pooling of 2x2 tables and rates without a continuity correction: Mantel-Haenszel and Peto.
 *
 * Quantities beside those of every fit: k_yi studies with an effect of their own, QE about the pooled effect with QEdf and QEp, I2, H2; CMH with
 * CMHp (OR, IRR), BD, TA with BDp, TAp and k_pos - 1 df (OR); likelihoods of the studies' own effects; yi, vi and weights per study.
 */
#ifndef TAUSQ_MH_H
#define TAUSQ_MH_H

#include <tausq/base.h>
#include <tausq/effect.h>
#include <tausq/fit.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief Mantel-Haenszel pooling of 2x2 tables: OR = sum(a d/N)/sum(b c/N), RR = sum(a n2/N)/sum(c n1/N),
 *        RD = sum((a n2 - c n1)/N)/sum(n1 n2/N).
 *
 * @param tables  in: counts, as for tsq_effect_tables(); a study with NaN is left out.
 * @param options in: `measure` TSQ_OR (0), TSQ_RR or TSQ_RD; `keep00`, `no_correction`, `add_mode`, `to`, `add`, `level`; NULL = defaults.
 * @param fit     out: the fit, model "mh", log scale for OR and RR; untouched unless TSQ_OK; freed by tsq_fit_free().
 * @return TSQ_OK; TSQ_ERR_ARGUMENT: another measure or a bad option; all of tsq_effect_tables(): TSQ_ERR_NULL, TSQ_ERR_LENGTH,
 *   TSQ_ERR_DATA (with argument and index); TSQ_ERR_TOO_FEW: no complete study; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Edge cases: double-zero tables say nothing about OR and RR and count for RD; no events in any study, or events in one arm
 *   only: the estimate, QE, I2 and H2 are NaN, with the outcome TSQ_OUTCOME_NOT_ESTIMABLE (OR, RR).
 * Cost: O(k), O(k) memory for the studies' own effects.
 * Source: Mantel & Haenszel 1959; variances: OR Robins, Breslow & Greenland 1986 (doi:10.2307/2531052), RR Greenland & Robins
 *   1985 (doi:10.2307/2530643), RD Sato 1989 (doi:10.2307/2531780); Breslow & Day 1980; Tarone 1985 (doi:10.1093/biomet/72.1.91).
 * Since: 0.1
 */
TSQ_API int tsq_mh_tables(const tsq_tables *tables, const tsq_options *options, tsq_fit **fit);

/**
 * @brief Mantel-Haenszel pooling of rates: IRR = sum(x1 t2/T)/sum(x2 t1/T), IRD = sum((x1 t2 - x2 t1)/T)/sum(t1 t2/T).
 *
 * @param rates   in: events and person-times, as for tsq_effect_rates().
 * @param options in: as for tsq_mh_tables(), `measure` TSQ_IRR (0) or TSQ_IRD; NULL = defaults.
 * @param fit     out: as for tsq_mh_tables().
 * @return as tsq_mh_tables().
 * Cost: O(k).
 * Source: Greenland & Robins 1985, doi:10.2307/2530643; Rothman, Greenland & Lash 2008, ch. 15.
 * Since: 0.1
 */
TSQ_API int tsq_mh_rates(const tsq_rates *rates, const tsq_options *options, tsq_fit **fit);

/**
 * @brief Peto's one-step log odds ratio: sum(O - E)/sum(V), E = n1 m1/N, V = n1 n2 m1 m2/(N^2 (N - 1)).
 *
 * @param tables  in: counts, as for tsq_effect_tables().
 * @param options in: `keep00`, `add_mode`, `to`, `add`, `level`; NULL = defaults.
 * @param fit     out: the fit, model "peto", log scale; as for tsq_mh_tables().
 * @return as tsq_mh_tables().
 * Edge cases: no events in any study: V = 0 and the estimate is NaN.
 * Cost: O(k).
 * Source: Yusuf et al. 1985, doi:10.1016/S0033-0620(85)80003-7.
 * Since: 0.1
 */
TSQ_API int tsq_peto(const tsq_tables *tables, const tsq_options *options, tsq_fit **fit);

#ifdef __cplusplus
}
#endif

#endif
