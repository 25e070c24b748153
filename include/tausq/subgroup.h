/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/subgroup.h
 * @brief Subgroup analysis of any fit: a fit for each group, the test for differences between them.
 *
 * Experimental: new in 0.2, and may still change before 1.0; CHANGELOG says how to move over.
 */
#ifndef TAUSQ_SUBGROUP_H
#define TAUSQ_SUBGROUP_H

#include <tausq/base.h>
#include <tausq/fit.h>
#include <tausq/predict.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Whether the groups of a subgroup analysis share one tau2. */
enum tsq_subgroup_tau2 {
  TSQ_TAU2_SEPARATE = 13010, /**< each group its own fit and tau2 (RevMan, meta; default) */
  TSQ_TAU2_COMMON = 13020    /**< one model with a coefficient a group and one tau2 (metafor's mods = ~ factor); rma only */
};

/** @brief Which test for differences between subgroups goes into the report (all are quantities). */
enum tsq_subgroup_test {
  TSQ_SUBGROUP_WELCH = 14010, /**< Welch's F: keeps its size where the groups' standard errors are estimated with few df (Knapp-Hartung, t);
                                   the default under t tests; the same as chi2 where all df are infinite */
  TSQ_SUBGROUP_CHI2 = 14020   /**< Q_between against chi-squared (RevMan, meta); far too liberal under Knapp-Hartung with few studies a group */
};

/** @brief How studies are grouped. */
typedef struct tsq_grouping {
  size_t size;              /**< sizeof(tsq_grouping): TSQ_GROUPING() sets it */
  const int32_t *codes;     /**< [k] the group of each study, 0 .. n - 1; negative = no group, the study is left out; k = tsq_fit_extent(fit, "given") */
  const char *const *names; /**< [n] names of the groups, copied; NULL = "group 1", ... */
  size_t n;                 /**< number of groups, >= 2 */
  int32_t tau2;             /**< enum tsq_subgroup_tau2; 0 = separate */
  int32_t test;             /**< enum tsq_subgroup_test; 0 = Welch's */
} tsq_grouping;

/** @brief A grouping as a compound literal. C only. */
#define TSQ_GROUPING(...) (&(tsq_grouping){.size = sizeof(tsq_grouping), __VA_ARGS__})

/**
 * @brief Subgroup analysis of a fit: the same model with the same options in each group of its studies.
 *
 * The result is a fit of the model "subgroups": its coefficients are the groups' effects, independent of one another (separate tau2) or from
 * one model with a coefficient a group (common tau2); contrasts between groups, Wald tests, rows, reports and forest plots are those of
 * any fit. Quantities: "Q_between" with "Q_between_df" and "Q_between_p" (chi-squared), "F", "F_df1", "F_df2", "F_p" (Welch).
 *
 * Welch's test: with w = 1/se^2 of the g groups' effects, A = Q_between/(g - 1), c = sum (1 - w/W)^2/df, F = A/(1 + 2 (g - 2) c/(g^2 - 1)) with g - 1 and
 * (g^2 - 1)/(3 c) df.
 *
 * @param fit       in: an intercept-only fit that keeps its studies, of any model. It may be freed afterwards.
 * @param grouping  in: the groups.
 * @param subgroups out: the analysis, untouched unless TSQ_OK; freed by tsq_fit_free().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_UNSUPPORTED: the fit keeps no studies, has moderators, or its model has no common tau2;
 *   TSQ_ERR_LENGTH: fewer than 2 groups; TSQ_ERR_DATA: a code beyond the groups; TSQ_ERR_TOO_FEW: a group without studies;
 *   TSQ_ERR_ARGUMENT; and all of the model's own function, for the group that the message names.
 * Edge cases: a group of one study has that study's own interval; no test where a group's standard error is 0 (NaN). With two groups of two
 *   studies Welch's test has 1 to 2 denominator df and little power: at level 0.05 it takes F > 18.5 at the least. So does one tau2 (studies -
 *   groups = 2 df under t). Only more studies help: chi-squared finds more there by missing its size. Simulated sizes: bench/subgroup_size.c.
 * Cost: two fits' (separate), three fits' (common).
 * Source: Borenstein & Higgins 2013, doi:10.1007/s11121-013-0377-7; Welch 1951, doi:10.1093/biomet/38.3-4.330.
 * Since: 0.1 (in this form 0.2)
 */
TSQ_API int tsq_subgroup(const tsq_fit *fit, const tsq_grouping *grouping, tsq_fit **subgroups);

/**
 * @brief A fit inside a fit: of a subgroup analysis the groups' fits, then the overall fit, then (common tau2) the model with all groups.
 * @param fit   in: a fit.
 * @param index in: 0 .. groups - 1; groups = the overall fit; groups + 1 = the common model.
 * @return borrowed: it lives as long as `fit`; NULL where it has no such part.
 * Since: 0.2
 */
TSQ_API const tsq_fit *tsq_fit_part(const tsq_fit *fit, size_t index);

/** @brief "separate", "common". @param tau2 in: enum tsq_subgroup_tau2. @return static text, NULL if unknown. Since: 0.2 */
TSQ_API const char *tsq_subgroup_tau2_name(int32_t tau2);
/** @brief From its name. @param name in: the name. @param tau2 out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.2 */
TSQ_API int tsq_subgroup_tau2_from_name(const char *name, int32_t *tau2);

/** @brief "welch", "chi2". @param test in: enum tsq_subgroup_test. @return static text, NULL if unknown. Since: 0.2 */
TSQ_API const char *tsq_subgroup_test_name(int32_t test);
/** @brief From its name. @param name in: the name. @param test out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.2 */
TSQ_API int tsq_subgroup_test_from_name(const char *name, int32_t *test);

#ifdef __cplusplus
}
#endif

#endif
