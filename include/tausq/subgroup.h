/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/subgroup.h
 * @brief Subgroup analysis: one pooled effect a group and the test for subgroup differences.
 */
#ifndef TAUSQ_SUBGROUP_H
#define TAUSQ_SUBGROUP_H

#include <tausq/base.h>
#include <tausq/fit.h>
#include <tausq/predict.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Whether the groups share one tau2. */
enum tsq_subgroup_tau2 {
  TSQ_TAU2_SEPARATE = 10, /**< each group its own fit and tau2 (RevMan, meta; default) */
  TSQ_TAU2_COMMON = 20    /**< one model with a coefficient a group and one tau2 (metafor's mods = ~ factor) */
};

/** @brief A subgroup analysis. Opaque; freed by tsq_subgroups_free(). */
typedef struct tsq_subgroups tsq_subgroups;

/**
 * @brief Fits each subgroup and tests whether the groups' pooled effects differ.
 *
 * SEPARATE: Q_between = sum w_g (b_g - b)^2 with w_g = 1/se_g^2, chi2(G-1). COMMON: the omnibus test of G-1 dummies (F under
 * t tests).
 *
 * @param data     in: the studies; data->p must be 0 (a group is the only moderator). Borrowed.
 * @param codes    in: [k] group of each study, 0 .. n_groups - 1; negative = missing, the study is left out.
 * @param names    in: [n_groups] group names (copied); NULL = "group 1", ...
 * @param n_groups in: number of groups, >= 2; each needs at least one complete study.
 * @param tau2     in: enum tsq_subgroup_tau2; 0 = SEPARATE.
 * @param options  in: as for tsq_rma(); NULL = defaults.
 * @param result   out: free it with tsq_subgroups_free().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: tau2 unknown or data->p > 0; TSQ_ERR_LENGTH: n_groups < 2;
 *   TSQ_ERR_DATA: codes[index] >= n_groups; TSQ_ERR_TOO_FEW: a group without a complete study; and all of tsq_rma().
 * Edge cases: a group of one study has that study's effect (tau2 0 if separate).
 * Cost: that of the fits; O(k) memory (the studies are put in the order of their groups).
 * Source: Borenstein & Higgins 2013, doi:10.1007/s11121-013-0377-7.
 * Since: 0.1
 */
TSQ_API int tsq_subgroup(const tsq_data *data, const int32_t *codes, const char *const *names, size_t n_groups,
                         int32_t tau2, const tsq_options *options, tsq_subgroups **result);

/**
 * @brief Frees a subgroup analysis and its fits. NULL is fine.
 * @param subgroups in: it must not be used afterwards.
 * Since: 0.1
 */
TSQ_API void tsq_subgroups_free(tsq_subgroups *subgroups);

/**
 * @brief Number of groups.
 * @param subgroups in: a subgroup analysis.
 * @return the number; 0 where subgroups is NULL.
 * Since: 0.1
 */
TSQ_API size_t tsq_subgroups_count(const tsq_subgroups *subgroups);

/**
 * @brief A group's name.
 * @param subgroups in: a subgroup analysis.
 * @param group     in: 0 .. count - 1.
 * @return text owned by the analysis; NULL out of range.
 * Since: 0.1
 */
TSQ_API const char *tsq_subgroups_name(const tsq_subgroups *subgroups, size_t group);

/**
 * @brief A group's own fit, for every question that a fit answers. Under TSQ_TAU2_COMMON it is fitted with tau2 fixed at
 *        the common value.
 * @param subgroups in: a subgroup analysis.
 * @param group     in: 0 .. count - 1.
 * @return a fit owned by the analysis (do not free it); NULL out of range.
 * Since: 0.1
 */
TSQ_API const tsq_fit *tsq_subgroups_fit(const tsq_subgroups *subgroups, size_t group);

/**
 * @brief A group's pooled effect as the analysis reports it: of its own fit (SEPARATE), or of the common model's cell
 *        (COMMON), whose test has the common model's degrees of freedom.
 * @param subgroups in: a subgroup analysis.
 * @param group     in: 0 .. count - 1.
 * @param effect    out: the effect with both intervals.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: group out of range.
 * Since: 0.1
 */
TSQ_API int tsq_subgroups_effect(const tsq_subgroups *subgroups, size_t group, tsq_prediction *effect);

/**
 * @brief The overall fit without groups, over the same studies.
 * @param subgroups in: a subgroup analysis.
 * @return a fit owned by the analysis; NULL where subgroups is NULL.
 * Since: 0.1
 */
TSQ_API const tsq_fit *tsq_subgroups_overall(const tsq_subgroups *subgroups);

/**
 * @brief The model with one coefficient a group and one tau2 (cell means without intercept): residual heterogeneity, R2.
 * @param subgroups in: a subgroup analysis.
 * @return a fit owned by the analysis: intercept and G-1 dummies in the groups' order; NULL where the analysis is SEPARATE.
 * Since: 0.1
 */
TSQ_API const tsq_fit *tsq_subgroups_common(const tsq_subgroups *subgroups);

/**
 * @brief The test for subgroup differences.
 * @param subgroups in: a subgroup analysis.
 * @param test      out: set test->size (or 0) before; df2 is +infinity for a chi2 test.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_OPTIONS.
 * Since: 0.1
 */
TSQ_API int tsq_subgroups_test(const tsq_subgroups *subgroups, tsq_wald_test *test);

/**
 * @brief The order of the studies: studies of group 0 first, then group 1, ...
 * @param subgroups in: a subgroup analysis.
 * @param group     in: 0 .. count - 1.
 * @param n         out: number of the group's studies (dropped ones included).
 * @return [n] their indices in the caller's arrays, owned by the analysis; NULL out of range (n untouched).
 * Since: 0.1
 */
TSQ_API const size_t *tsq_subgroups_studies(const tsq_subgroups *subgroups, size_t group, size_t *n);

#ifdef __cplusplus
}
#endif

#endif
