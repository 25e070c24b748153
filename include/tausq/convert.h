/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/convert.h
 * @brief From what trials report to what effect sizes need: means and SDs, yi and vi.
 *
 * Each study may report something else: every function takes all the usual forms at once, uses for each study the first
 * one that it has, and says which (enum tsq_source), so that a review can tell what was given and what was derived.
 *
 *     tsq_effect_estimates(TSQ_HR, &(tsq_estimate_reports){.k = k, .estimate = hr, .ci_lower = lower, .ci_upper = upper},
 *                          NULL, yi, vi, NULL, reason);
 *
 * What all functions here have in common: NaN in a column and a NULL column mean "not reported"; a study from whose
 * report nothing can be derived gets NaN and TSQ_SOURCE_NONE; impossible values (negative SDs, bounds in the wrong order,
 * p outside 0 .. 1) are TSQ_ERR_DATA, named by argument and index from 0; outputs that are NULL are not wanted, and no
 * output may overlap an input unless it is said.
 */
#ifndef TAUSQ_CONVERT_H
#define TAUSQ_CONVERT_H

#include <tausq/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief What a value was derived from. */
enum tsq_source {
  TSQ_SOURCE_NONE = 0,       /**< nothing: the value is NaN */
  TSQ_SOURCE_GIVEN = 21010,     /**< reported as it is */
  TSQ_SOURCE_SE = 21020,        /**< a standard error */
  TSQ_SOURCE_CI = 21030,        /**< a confidence interval */
  TSQ_SOURCE_STATISTIC = 21040, /**< a t or z statistic */
  TSQ_SOURCE_P = 21050,         /**< a p value */
  TSQ_SOURCE_FIVE = 21060,      /**< minimum, quartiles, median, maximum */
  TSQ_SOURCE_QUARTILES = 21061, /**< quartiles (and median) */
  TSQ_SOURCE_RANGE = 21062,     /**< minimum and maximum (and median) */
  TSQ_SOURCE_O_E = 21070        /**< observed less expected events, and their variance */
};

/** @brief The name of a source ("ci").
 *  @param source in: enum tsq_source.  @return static text; NULL if there is no such source. Since: 0.1 */
TSQ_API const char *tsq_source_name(int32_t source);
/** @brief The source of a name.
 *  @param name in: the name.  @param source out: enum tsq_source.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: unknown, the message lists the names. Since: 0.1 */
TSQ_API int tsq_source_from_name(const char *name, int32_t *source);

/** @brief The reference distribution behind a reported interval or p value. */
enum tsq_reference {
  TSQ_REFERENCE_T = 22010, /**< t with the residual degrees of freedom (n - 1 of one arm, n1 + n2 - 2 of two) */
  TSQ_REFERENCE_NORMAL = 22020 /**< standard normal */
};

/** @brief What is done with five-number summaries that look skewed. */
enum tsq_skewed {
  TSQ_SKEWED_DROP = 23010, /**< no mean and SD are derived (metafor's way, default) */
  TSQ_SKEWED_KEEP = 23020  /**< they are derived all the same */
};

/** @brief The scale on which effects are reported: tsq_effect_estimates(). */
enum tsq_scale {
  TSQ_SCALE_SHOWN = 27010, /**< the one on which the measure is shown: ratios as ratios, correlations as correlations */
  TSQ_SCALE_YI = 27020     /**< the one of yi: log ratios, Fisher's z */
};

/** @brief The name of a scale ("shown", "yi").
 *  @param scale in: enum tsq_scale.  @return static text; NULL if there is no such scale. Since: 0.1 */
TSQ_API const char *tsq_scale_name(int32_t scale);
/** @brief The scale of a name.
 *  @param name in: the name.  @param scale out: enum tsq_scale.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: unknown, the message lists the names. Since: 0.1 */
TSQ_API int tsq_scale_from_name(const char *name, int32_t *scale);

/** @brief How reports are read. Zero (and NULL for the whole struct) means the default. */
typedef struct tsq_convert_options {
  size_t size;  /**< sizeof(tsq_convert_options): TSQ_CONVERT_OPTIONS() sets it */
  double level; /**< level of intervals where the report has none of its own; 0 = 0.95 */
  int32_t
      reference;  /**< enum tsq_reference; 0 = T for arms and differences, NORMAL for estimates without df */
  int32_t skewed; /**< enum tsq_skewed; 0 = DROP */
  /** estimates: enum tsq_transform that leads from yi to the reported scale, e.g. TSQ_TRANSFORM_EXP for
      odds ratios with their intervals; 0 = reported on the scale of yi */
  int32_t transform;
  int32_t scale; /**< enum tsq_scale, of tsq_effect_estimates() alone; 0 = TSQ_SCALE_SHOWN */
} tsq_convert_options;

/** @brief Options as a compound literal: TSQ_CONVERT_OPTIONS(.level = 0.9). C only. */
#define TSQ_CONVERT_OPTIONS(...) (&(tsq_convert_options){.size = sizeof(tsq_convert_options), __VA_ARGS__})

/** @brief What trials report of one arm. Columns [k] or NULL. */
typedef struct tsq_arm_reports {
  size_t size;            /**< sizeof(tsq_arm_reports), or 0 */
  size_t k;               /**< number of arms */
  const double *n;        /**< participants, > 0; needed for everything but a reported SD */
  const double *mean;     /**< mean */
  const double *sd;       /**< standard deviation, >= 0 */
  const double *se;       /**< standard error of the mean, >= 0 */
  const double *ci_lower; /**< confidence interval of the mean */
  const double *ci_upper; /**< [k] its upper bound */
  const double *level; /**< its level, between 0 and 1; NULL or NaN = options.level */
  const double *min;   /**< smallest observation */
  const double *q1;    /**< first quartile */
  const double *median; /**< [k] median */
  const double *q3;  /**< third quartile */
  const double *max; /**< largest observation */
} tsq_arm_reports;

/**
 * @brief Means and SDs of arms from whatever was reported.
 *
 * SD: as given; se sqrt(n); sqrt(n) (upper - lower)/(2 q) with q the quantile of t(n - 1) or the normal; from quantiles.
 * Mean: as given; the middle of its interval; from quantiles. With a minimum, b maximum, m median:
 *  - min, median, max: mean w (a+b)/2 + (1-w) m, w = 4/(4 + n^0.75); SD (b-a)/xi, xi = 2 z((n - 0.375)/(n + 0.25));
 *  - quartiles: mean w (q1+q3)/2 + (1-w) m, w = 0.7 + 0.39/n; SD (q3-q1)/eta, eta = 2 z((0.75 n - 0.125)/(n + 0.25));
 *  - all five: mean w1 (a+b)/2 + w2 (q1+q3)/2 + (1-w1-w2) m, w1 = 2.2/(2.2 + n^0.75), w2 = 0.7 - 0.72/n^0.55;
 *    SD w (b-a)/xi + (1-w) (q3-q1)/eta, w = 1/(1 + 0.07 n^0.6).
 *
 * @param reports     in: what was reported.
 * @param options     in: NULL = defaults.
 * @param mean        out: [k] means; NULL = not wanted. May be reports->mean itself.
 * @param sd          out: [k] SDs; NULL = not wanted. May be reports->sd itself.
 * @param mean_source out: [k] enum tsq_source of the means; NULL = not wanted.
 * @param sd_source   out: [k] enum tsq_source of the SDs; NULL = not wanted.
 * @return TSQ_OK; TSQ_ERR_NULL: reports is NULL; TSQ_ERR_DATA: an impossible value; TSQ_ERR_ARGUMENT: a bad option;
 *   TSQ_ERR_OPTIONS.
 * Edge cases: n = 1 has no t quantile (NaN). Quantiles need n >= 5 and, unless TSQ_SKEWED_KEEP, a skewness test that is
 *   not significant (tsq_skewness()); the SD needs no median.
 * Cost: O(k).
 * Source: Cochrane Handbook 6.5, 6.5.2.2; Wan et al. 2014, doi:10.1186/1471-2288-14-135, eq. 9 and 16; Luo et al. 2018,
 *   doi:10.1177/0962280216669183, eq. 7, 11 and 15; Shi et al. 2020, doi:10.1002/jrsm.1429, eq. 10.
 * Since: 0.1
 */
TSQ_API int tsq_convert_arms(const tsq_arm_reports *reports, const tsq_convert_options *options, double *mean,
                             double *sd, int32_t *mean_source, int32_t *sd_source);

/**
 * @brief Means and SDs of both groups of each study, by tsq_convert_arms(), and of each study from what they are and, where
 *        there are none, why.
 *
 * @param group1  in: what was reported of group 1.
 * @param group2  in: of group 2, as many; NULL = studies of one group.
 * @param options in: NULL = defaults.
 * @param m1      out: [k] means of group 1; NULL = not wanted. May be group1->mean itself, and so on.
 * @param sd1     out: [k] SDs of group 1; NULL = not wanted.
 * @param m2      out: [k] means of group 2; NULL = not wanted.
 * @param sd2     out: [k] SDs of group 2; NULL = not wanted.
 * @param source  out: [k] enum tsq_source: the least direct of the study's means and SDs; NONE where one of them is NaN.
 *                NULL = not wanted.
 * @param reason  out: [k] enum tsq_reason of a study that lacks one: TSQ_REASON_SKEWED, TSQ_REASON_SAMPLE_SIZE (quantiles of
 *                fewer than 5), TSQ_REASON_MISSING; 0 where all are there. NULL = not wanted.
 * @return as tsq_convert_arms(); TSQ_ERR_LENGTH: the groups differ in k; the message says which group.
 * Edge cases: k = 0 does nothing.
 * Cost: O(k).
 * Source: tsq_convert_arms().
 * Since: 0.1
 */
TSQ_API int tsq_convert_groups(const tsq_arm_reports *group1, const tsq_arm_reports *group2,
                               const tsq_convert_options *options, double *m1, double *sd1, double *m2,
                               double *sd2, int32_t *source, int32_t *reason);

/**
 * @brief Tests five-number summaries for skewness at the 5% level: significant where statistic > critical.
 *
 * @param reports   in: n and the quantiles; other columns are not looked at.
 * @param statistic out: [k] |a + b - 2m|/(b - a) of range and median, the same of the quartiles, or of all five the larger
 *                  of 2.65 log(0.6 n)/sqrt(n) times the first and the second; NaN without a median or where n < 5.
 * @param critical  out: [k] 1/log(n + 9) + 2.5/(n + 1), 2.65/sqrt(n) - 6/n^2, 3/sqrt(n) - 40/n^3.
 * @return TSQ_OK; TSQ_ERR_NULL: an argument is NULL; TSQ_ERR_DATA: quantiles in the wrong order, n not > 0.
 * Edge cases: a = b gives NaN: nothing can be said.
 * Cost: O(k).
 * Source: Shi et al. 2023, doi:10.1177/09622802231172043.
 * Since: 0.1
 */
TSQ_API int tsq_skewness(const tsq_arm_reports *reports, double *statistic, double *critical);

/** @brief What trials report of the difference of two means. Columns [k] or NULL. */
typedef struct tsq_difference_reports {
  size_t size;              /**< sizeof(tsq_difference_reports), or 0 */
  size_t k;                 /**< number of studies */
  const double *n1;         /**< participants in group 1, > 0 */
  const double *n2;         /**< participants in group 2, > 0 */
  const double *difference; /**< difference of the means, for `t` and `p` */
  const double *se;         /**< its standard error, >= 0 */
  const double *ci_lower;   /**< its confidence interval */
  const double *ci_upper; /**< [k] its upper bound */
  const double *level; /**< level of that, between 0 and 1; NULL or NaN = options.level */
  const double *t;     /**< t statistic of its test */
  const double *p;     /**< two-sided p value of that, 0 .. 1 */
} tsq_difference_reports;

/**
 * @brief The within-group SD from the difference of two means: se / sqrt(1/n1 + 1/n2), with se as given, from the interval,
 *        |difference / t|, or by the p value's t.
 *
 * @param reports in: what was reported.
 * @param options in: NULL = defaults: t with n1 + n2 - 2 degrees of freedom.
 * @param sd      out: [k] the SD that both groups share; NULL = not wanted.
 * @param se      out: [k] standard error of the difference; NULL = not wanted.
 * @param source  out: [k] enum tsq_source of both; NULL = not wanted.
 * @return as tsq_convert_arms().
 * Edge cases: t = 0 or p = 1 says nothing (NaN); p = 0 gives NaN: give its upper bound instead.
 * Cost: O(k).
 * Source: Cochrane Handbook 6.5, 6.5.2.3.
 * Since: 0.1
 */
TSQ_API int tsq_convert_differences(const tsq_difference_reports *reports, const tsq_convert_options *options,
                                    double *sd, double *se, int32_t *source);

/** @brief What trials report of an effect. Columns [k] or NULL. */
typedef struct tsq_estimate_reports {
  size_t size;            /**< sizeof(tsq_estimate_reports), or 0 */
  size_t k;               /**< number of studies */
  const double *estimate; /**< the effect, on the reported scale */
  const double *ci_lower; /**< its confidence interval, on the reported scale */
  const double *ci_upper; /**< [k] its upper bound */
  const double *level;     /**< level of that, between 0 and 1; NULL or NaN = options.level */
  const double *se;        /**< its standard error, on the scale of yi */
  const double *statistic; /**< z (t) statistic of its test, estimate / se on the scale of yi */
  const double *p;         /**< two-sided p value of that, 0 .. 1 */
  const double *df;        /**< degrees of freedom of the reference t; NULL, NaN or infinite = normal */
  const double *o_e;       /**< observed less expected events (log-rank), used without an estimate: yi = o_e/v */
  const double *v;         /**< its variance, >= 0: vi = 1/v */
} tsq_estimate_reports;

/**
 * @brief yi and vi from a reported effect with its standard error, interval, test statistic or p value.
 *
 * yi = the estimate on its own scale (log of a ratio); vi = se^2; ((upper - lower)/(2 q))^2; (yi/statistic)^2; or by the p
 * value's statistic, in this order. From O - E and V: yi = (O - E)/V, vi = 1/V.
 *
 * @param reports   in: what was reported.
 * @param options   in: NULL = defaults; `transform` for effects reported as ratios and the like.
 * @param yi        out: [k] effects; NULL = not wanted.
 * @param vi        out: [k] sampling variances; NULL = not wanted.
 * @param source    out: [k] enum tsq_source of vi; NULL = not wanted.
 * @param asymmetry out: [k] |yi - middle of the interval| / half its width on the scale of yi, 0 for a Wald interval: beyond
 *                  what rounding explains, the interval was not made on this scale; NaN without an interval. NULL = not
 *                  wanted.
 * @return as tsq_convert_arms(); TSQ_ERR_ARGUMENT also for a transformation that has no inverse here (EXP, PERCENT,
 *   EFFICACY, ILOGIT, IPROBIT, ZTOR have one); TSQ_ERR_DATA also for values outside the range of the transformation.
 * Edge cases: an estimate without anything for its variance keeps yi, with vi NaN; without an estimate yi is the middle of
 *   its interval; a bound that lies at the end of its scale (0 of a ratio) is infinite on yi's: the interval is not used.
 * Cost: O(k).
 * Source: Cochrane Handbook 6.5, 6.3; as metafor's conv.wald (Viechtbauer 2010, doi:10.18637/jss.v036.i03).
 * Since: 0.1
 */
TSQ_API int tsq_convert_estimates(const tsq_estimate_reports *reports, const tsq_convert_options *options,
                                  double *yi, double *vi, int32_t *source, double *asymmetry);

/**
 * @brief yi and vi of a measure from reported effects, as tsq_convert_estimates() has them on the measure's own scales.
 *
 * Ratios (HR, OR, RR, IRR, ROM ...) with their intervals are read as ratios, correlations of ZCOR as correlations; MD, SMD and
 * GEN as they are. se and statistic are always those of yi (the se of a log hazard ratio).
 *
 * @param measure in: enum tsq_measure.
 * @param reports in: what was reported.
 * @param options in: NULL = defaults; `scale` = TSQ_SCALE_YI where log ratios and their intervals are reported; `transform`
 *                for another scale (TSQ_TRANSFORM_PERCENT), not both.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @param source  out: [k] enum tsq_source of vi; NULL = not wanted.
 * @param reason  out: [k] enum tsq_reason. Of studies without an effect (yi = vi = NaN): TSQ_REASON_MISSING no estimate;
 *                TSQ_REASON_NO_VARIANCE; TSQ_REASON_ZERO_VARIANCE an interval of no width; TSQ_REASON_NOT_ESTIMABLE an
 *                estimate at the end of its scale. Of studies with one: TSQ_REASON_OUTSIDE; TSQ_REASON_ASYMMETRIC, the
 *                estimate is away from the middle of its interval, on the scale of yi, by more than a tenth of its width
 *                (metafor's check), and by more than the rounding of the three numbers explains. NULL = not wanted.
 * @return as tsq_convert_estimates(); TSQ_ERR_ARGUMENT also: no such measure, both `scale` and `transform`, a measure whose
 *   shown scale has no way back here (PFT, IRFT ...: give TSQ_SCALE_YI).
 * Edge cases: se = 0 is the caller's own and passes, vi = 0.
 * Cost: O(k).
 * Source: Cochrane Handbook 6.5, 6.3; O - E Yusuf et al. 1985, doi:10.1016/s0033-0620(85)80003-7; check as in metafor's
 *   conv.wald (Viechtbauer 2010, doi:10.18637/jss.v036.i03).
 * Since: 0.1
 */
TSQ_API int tsq_effect_estimates(int32_t measure, const tsq_estimate_reports *reports,
                                 const tsq_convert_options *options, double *yi, double *vi, int32_t *source,
                                 int32_t *reason);

/** @brief One column of arms: sizes, means and SDs. Columns [k]. */
typedef struct tsq_arms {
  size_t size;        /**< sizeof(tsq_arms), or 0 */
  size_t k;           /**< number of arms */
  const double *n;    /**< participants, >= 0 (an empty arm adds nothing) */
  const double *mean; /**< means */
  const double *sd;   /**< SDs, >= 0 */
} tsq_arms;

/**
 * @brief Two arms of each trial as one, exactly as if their participants had been one group. For more, call again.
 *
 * n = n1 + n2; mean = (n1 m1 + n2 m2)/n; SD^2 = ((n1-1) s1^2 + (n2-1) s2^2 + (m1-m2)^2 n1 n2/n) / (n - 1).
 *
 * @param first  in: one arm of each trial.
 * @param second in: another, as many.
 * @param n      out: [k] participants; may be first->n or second->n itself, as mean and sd theirs. NULL = not wanted.
 * @param mean   out: [k] means; NULL = not wanted.
 * @param sd     out: [k] SDs; NULL = not wanted.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_LENGTH: the arms differ in k; TSQ_ERR_DATA: an impossible value; TSQ_ERR_OPTIONS.
 * Edge cases: NaN in either arm gives NaN; an arm with n = 0 leaves the other as it is.
 * Cost: O(k).
 * Source: Cochrane Handbook 6.5, 6.5.2.10, table 6.5.a.
 * Since: 0.1
 */
TSQ_API int tsq_combine_arms(const tsq_arms *first, const tsq_arms *second, double *n, double *mean,
                             double *sd);

/**
 * @brief The SD of changes from the SDs before and after and their correlation: sqrt(s1^2 + s2^2 - 2 r s1 s2).
 * @param k         in: number of arms.
 * @param sd1       in: [k] SDs at baseline, >= 0.
 * @param sd2       in: [k] SDs at the end, >= 0.
 * @param r         in: [k] correlations, -1 .. 1 (imputed from other trials, as a rule: vary them).
 * @param sd_change out: [k] SDs of the changes; may be any of the inputs.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_DATA.
 * Edge cases: NaN in gives NaN out.
 * Cost: O(k).
 * Source: Cochrane Handbook 6.5, 6.5.2.8.
 * Since: 0.1
 */
TSQ_API int tsq_change_sd(size_t k, const double *sd1, const double *sd2, const double *r, double *sd_change);

/**
 * @brief The correlation of baseline and end from the three SDs: (s1^2 + s2^2 - s_change^2)/(2 s1 s2).
 * @param k         in: number of arms.
 * @param sd1       in: [k] SDs at baseline, >= 0.
 * @param sd2       in: [k] SDs at the end, >= 0.
 * @param sd_change in: [k] SDs of the changes, >= 0.
 * @param r         out: [k] correlations; may be any of the inputs.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_DATA.
 * Edge cases: NaN in, or an SD of 0, gives NaN; so do SDs that no correlation joins (|r| > 1: they are not of the same
 *   participants, or rounded).
 * Cost: O(k).
 * Source: Cochrane Handbook 6.5, 6.5.2.8.
 * Since: 0.1
 */
TSQ_API int tsq_change_correlation(size_t k, const double *sd1, const double *sd2, const double *sd_change,
                                   double *r);

#ifdef __cplusplus
}
#endif

#endif
