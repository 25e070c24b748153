/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/effect.h
 * @brief Effect sizes: from each study's records to an estimate `yi` and its sampling variance `vi`.
 *
 * One typed function a kind of record (tsq_effect_means() ...), and one generic door for bindings (tsq_effect()), in
 * which columns go by metafor's argument names. Measures that are ratios are estimated and returned on the log scale.
 *
 *     tsq_means arms = { .k = k, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2 };
 *     int rc = tsq_effect_means(TSQ_MD, &arms, NULL, yi, vi);
 *
 * What all functions here have in common:
 *  - Missing values: NaN in a record means "not known". A study whose effect cannot be computed from what is known, or
 *    whose yi or vi comes out not finite (a log odds ratio with a zero cell and `to` = TSQ_TO_NONE), or whose vi comes out
 *    0 (both SDs are 0), gets yi = vi = NaN; tsq_effect_reasons() says of each why. A vi that is given (TSQ_GEN) may be 0,
 *    and so may that of counts to which, by TSQ_TO_NONE, nothing is added: 0 of n has p = 0 with vi = 0.
 *  - Impossible values are errors, TSQ_ERR_DATA, named by argument and index from 0: infinite values, negative counts or
 *    SDs, sample sizes or person-times that are not > 0, more events than participants, |r| > 1.
 *  - Counts and sample sizes need not be whole numbers (effective sample sizes are not).
 *  - Messages use metafor's argument names: `sd1i` is the member `sd1` of tsq_means.
 *  - yi and vi may each be NULL (not wanted), not both; they may not overlap the records.
 */
#ifndef TAUSQ_EFFECT_H
#define TAUSQ_EFFECT_H

#include <tausq/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief Effect-size measures; the names are metafor's codes, the values are fixed for ever.
 *
 * tsq_get_measure_info() tells of each what it needs, its variances, its scale and how it is shown.
 */
enum tsq_measure {
  /* two groups, a 2 x 2 table: (ai, bi) with and without the event in group 1, (ci, di) in group 2 */
  TSQ_RR = 101,   /**< log risk ratio */
  TSQ_OR = 102,   /**< log odds ratio */
  TSQ_RD = 103,   /**< risk difference */
  TSQ_AS = 104,   /**< difference of arcsine square roots of the risks */
  TSQ_PETO = 105, /**< log odds ratio by Peto's one-step method */
  /* association in a 2 x 2 table */
  TSQ_PHI = 111,  /**< phi coefficient */
  TSQ_ZPHI = 112, /**< its Fisher transformation */
  TSQ_YUQ = 113,  /**< Yule's Q */
  TSQ_YUY = 114,  /**< Yule's Y */
  TSQ_RTET = 115, /**< tetrachoric correlation */
  TSQ_ZTET = 116, /**< its Fisher transformation */
  /* a 2 x 2 table as a dichotomised standardized mean difference */
  TSQ_PBIT = 121,  /**< difference of probits of the risks */
  TSQ_OR2D = 122,  /**< log odds ratio times sqrt(3)/pi (also "OR2DL") */
  TSQ_OR2DN = 123, /**< log odds ratio / 1.65 */
  /* paired 2 x 2 table: treatment 1 in rows, treatment 2 in columns */
  TSQ_MPRR = 151,   /**< marginal log risk ratio */
  TSQ_MPOR = 152,   /**< marginal log odds ratio */
  TSQ_MPRD = 153,   /**< marginal risk difference */
  TSQ_MPORC = 154,  /**< conditional log odds ratio */
  TSQ_MPPETO = 155, /**< conditional log odds ratio by Peto's method */
  TSQ_MPORM = 156,  /**< marginal log odds ratio from the marginal tables and their correlation */
  /* two groups, events in person-time */
  TSQ_IRR = 201,  /**< log incidence rate ratio */
  TSQ_IRD = 202,  /**< incidence rate difference */
  TSQ_IRSD = 203, /**< difference of square roots of the rates */
  /* two groups, means and SDs */
  TSQ_MD = 301,    /**< mean difference */
  TSQ_SMD = 302,   /**< standardized mean difference, pooled SD, unbiased (Hedges' g) */
  TSQ_SMDH = 303,  /**< the same with the average variance of the groups (heteroscedastic) */
  TSQ_SMD1 = 304,  /**< standardized by the SD of group 2 (Glass' delta) */
  TSQ_SMD1H = 305, /**< the same, heteroscedastic variance */
  TSQ_ROM = 306,   /**< log ratio of means */
  TSQ_VR = 311,    /**< log variability ratio: SDs */
  TSQ_CVR = 312,   /**< log ratio of coefficients of variation */
  TSQ_RPB = 321,   /**< point-biserial correlation */
  TSQ_ZPB = 322,   /**< its Fisher transformation */
  TSQ_RBIS = 323,  /**< biserial correlation */
  TSQ_ZBIS = 324,  /**< its Fisher transformation */
  TSQ_D2OR = 331,  /**< standardized mean difference as a log odds ratio: times pi/sqrt(3) (also "D2ORL") */
  TSQ_D2ORN = 332, /**< the same, times 1.65 */
  TSQ_CLESN = 341, /**< probability of superiority, from means and SDs of normal variables (also "AUCN") */
  TSQ_CLES = 342,  /**< probability of superiority, as observed (also "AUC") */
  /* correlations */
  TSQ_COR = 401,    /**< correlation */
  TSQ_UCOR = 402,   /**< unbiased correlation (Olkin & Pratt) */
  TSQ_ZCOR = 403,   /**< Fisher's z */
  TSQ_PCOR = 411,   /**< partial correlation */
  TSQ_ZPCOR = 412,  /**< its Fisher transformation */
  TSQ_SPCOR = 413,  /**< semi-partial correlation */
  TSQ_ZSPCOR = 414, /**< its Fisher transformation */
  TSQ_R2 = 421,     /**< coefficient of determination */
  TSQ_ZR2 = 422,    /**< atanh of its square root */
  TSQ_R2F = 423,    /**< R2 where the predictors are fixed */
  TSQ_ZR2F = 424,   /**< ZR2 where the predictors are fixed */
  /* one group, a proportion */
  TSQ_PR = 501,  /**< proportion */
  TSQ_PLN = 502, /**< its log */
  TSQ_PLO = 503, /**< its logit */
  TSQ_PRZ = 504, /**< its probit */
  TSQ_PAS = 505, /**< its arcsine square root */
  TSQ_PFT = 506, /**< its Freeman-Tukey double arcsine, halved */
  /* one group, a rate */
  TSQ_IR = 601,   /**< incidence rate */
  TSQ_IRLN = 602, /**< its log */
  TSQ_IRS = 603,  /**< its square root */
  TSQ_IRFT = 604, /**< its Freeman-Tukey transformation */
  /* one group, a mean and SD */
  TSQ_MN = 701,   /**< mean */
  TSQ_MNLN = 702, /**< its log */
  TSQ_SMN = 703,  /**< mean / SD, unbiased */
  TSQ_SDLN = 704, /**< log SD */
  TSQ_CVLN = 705, /**< log coefficient of variation */
  /* one group measured twice, or matched pairs */
  TSQ_MC = 801,     /**< mean change m1 - m2 */
  TSQ_SMCC = 802,   /**< standardized by the SD of the change */
  TSQ_SMCR = 803,   /**< standardized by sd1i */
  TSQ_SMCRH = 804,  /**< the same, heteroscedastic variance */
  TSQ_SMCRP = 805,  /**< standardized by the square root of the average variance */
  TSQ_SMCRPH = 806, /**< the same, heteroscedastic variance */
  TSQ_ROMC = 811,   /**< log ratio of means */
  TSQ_VRC = 812,    /**< log ratio of SDs */
  TSQ_CVRC = 813,   /**< log ratio of coefficients of variation */
  TSQ_CLESCN = 821, /**< probability of superiority of independent draws, normal variables (also "AUCCN") */
  /* reliability */
  TSQ_ARAW = 901, /**< Cronbach's alpha */
  TSQ_AHW = 902,  /**< 1 - (1 - alpha)^(1/3) (Hakstian & Whalen) */
  TSQ_ABT = 903,  /**< -log(1 - alpha) (Bonett) */
  /* genotypes */
  TSQ_REH = 951, /**< log relative excess heterozygosity */
  /* given: yi with vi or sei, passed through */
  TSQ_GEN = 1001, /**< any measure */
  TSQ_HR = 1002,  /**< log hazard ratio */
  TSQ_HD = 1003   /**< hazard difference */
};

/** @brief The code of a measure ("SMD").
 *  @param measure in: enum tsq_measure.
 *  @return static text; NULL if there is no such measure. Since: 0.1 */
TSQ_API const char *tsq_measure_name(int32_t measure);

/** @brief The measure of a code; upper and lower case and metafor's aliases ("OR2DL", "D2ORL", "AUC") are understood.
 *  @param name in: the code.  @param measure out: enum tsq_measure.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: unknown, the message lists the codes. Since: 0.1 */
TSQ_API int tsq_measure_from_name(const char *name, int32_t *measure);

/** @brief How the sampling variance is estimated; which ones a measure has: tsq_get_measure_info(). */
enum tsq_vtype {
  TSQ_LS = 15010,   /**< large-sample approximation (every measure's default) */
  TSQ_LS2 = 15011,  /**< another large-sample approximation */
  TSQ_LS3 = 15012,  /**< and another */
  TSQ_UB = 15020,   /**< unbiased estimate */
  TSQ_AV = 15030,   /**< large-sample, with the average of the estimates over all studies plugged in */
  TSQ_AV2 = 15031,  /**< the same in LS2's formula */
  TSQ_AVHO = 15032, /**< AV, the same in both groups too */
  TSQ_HO = 15040,   /**< homoscedastic: the same SD in both groups (studies) */
  TSQ_H0 = 15050,   /**< under the null hypothesis */
  TSQ_ST = 15060,   /**< stratified sampling: the group sizes are fixed */
  TSQ_CS = 15061,   /**< cross-sectional sampling: only the total is fixed */
  TSQ_VMAX = 15070  /**< "MAX": the largest that is possible */
};

/** @brief As tsq_measure_name(), for enum tsq_vtype. Since: 0.1 */
TSQ_API const char *tsq_vtype_name(int32_t vtype);
/** @brief As tsq_measure_from_name(), for enum tsq_vtype. Since: 0.1 */
TSQ_API int tsq_vtype_from_name(const char *name, int32_t *vtype);

/** @brief To which studies `add` is added. */
enum tsq_to {
  TSQ_TO_ONLY0 = 16010,  /**< to those with a zero cell (default) */
  TSQ_TO_ALL = 16020,    /**< to all */
  TSQ_TO_IF0ALL = 16030, /**< to all if any has a zero cell */
  TSQ_TO_NONE = 16040    /**< to none */
};

/** @brief As tsq_measure_name(), for enum tsq_to ("only0", "all", "if0all", "none"). Since: 0.1 */
TSQ_API const char *tsq_to_name(int32_t to);
/** @brief As tsq_measure_from_name(), for enum tsq_to. Since: 0.1 */
TSQ_API int tsq_to_from_name(const char *name, int32_t *to);

/** @brief Where the amount added to zero cells comes from. */
enum tsq_add_mode {
  TSQ_ADD_DEFAULT = 0, /**< the measure's own: 1/2, or 0 for measures that need none (tsq_get_measure_info) */
  TSQ_ADD_VALUE = 18010,  /**< options.add */
  TSQ_ADD_TREATMENT_ARM = 18020 /**< 2x2 tables: n1/(n1 + n2) to the cells of group 1 and n2/(n1 + n2) to those of group 2: the
                                  reciprocal of the other arm's size (Sweeting et al. 2004, doi:10.1002/sim.1761) */
};

/**
 * @brief Whose formulas are used where metafor's releases, or metafor and RevMan, differ.
 *
 * RevMan's rules, to the digits that it prints (Deeks & Higgins 2010, Statistical algorithms in Review Manager 5; `meta` has
 * the same with RR.Cochrane = TRUE and exact.smd = FALSE). With N = n1 + n2 and, by default, 1/2 added to the four cells of
 * each table with a zero or a full cell:
 *
 *  - SMD g = (1 - 3/(4N - 9)) (m1 - m2)/s, s the pooled SD; vi = N/(n1 n2) + g^2/(2 (N - 3.94));
 *  - RR, OR from the corrected cells; where everyone had the event in both groups, log RR = 0 and only vi is of these cells;
 *  - RD p1 - p2 of the cells as they are, vi of the corrected ones; PETO never corrected;
 *  - not estimable: RR without events in either group, OR and PETO without or with events only. RD counts all.
 *
 * MD, and effects that are given, are as elsewhere; measures that RevMan does not have are metafor 5.1's.
 */
enum tsq_convention {
  TSQ_CONVENTION_METAFOR5 = 19010, /**< metafor 5.1 (default): second-order bias corrections of ROM, CVR, ROMC, CVRC;
                                     SMDH, SMD1H, SMCRH as in Bonett 2008, 2009; PCOR by n - m, ZPCOR by n - m - 2 */
  TSQ_CONVENTION_METAFOR3 = 19020, /**< metafor 3.8 */
  TSQ_CONVENTION_REVMAN = 19030    /**< RevMan 5 and RevMan Web */
};

/** @brief As tsq_measure_name(), for enum tsq_convention ("metafor5", "metafor3", "revman"). Since: 0.1 */
TSQ_API const char *tsq_convention_name(int32_t convention);
/** @brief As tsq_measure_from_name(), for enum tsq_convention. Since: 0.1 */
TSQ_API int tsq_convention_from_name(const char *name, int32_t *convention);

/** @brief Which studies without events in both groups, or with nothing but events in both, get no effect. */
enum tsq_drop00 {
  TSQ_DROP00_ALL = 1,      /**< all such studies, whatever the measure: metafor's drop00 = TRUE */
  TSQ_DROP00_KEEP = 28010, /**< none: they are corrected like others (metafor's default) */
  /** those that say nothing about the measure, as RevMan and `meta` have it: without events RR and IRR; without events, and
      with events only, OR, PETO, OR2D, OR2DN, PBIT, YUQ, YUY; none of RD and the others */
  TSQ_DROP00_NOT_ESTIMABLE = 28020
};

/** @brief As tsq_measure_name(), for enum tsq_drop00 ("all", "keep", "not estimable"). Since: 0.1 */
TSQ_API const char *tsq_drop00_name(int32_t drop00);
/** @brief As tsq_measure_from_name(), for enum tsq_drop00. Since: 0.1 */
TSQ_API int tsq_drop00_from_name(const char *name, int32_t *drop00);

/** @brief How effects are computed. Zero (and NULL for the whole struct) means the default. */
typedef struct tsq_effect_options {
  size_t size; /**< sizeof(tsq_effect_options): TSQ_EFFECT_OPTIONS() sets it */
  int32_t to;  /**< enum tsq_to; 0 = TSQ_TO_ONLY0 */
  /** enum tsq_drop00; 0 = TSQ_DROP00_KEEP, under TSQ_CONVENTION_REVMAN TSQ_DROP00_NOT_ESTIMABLE */
  int32_t drop00;
  int32_t vtype;    /**< enum tsq_vtype; 0 = TSQ_LS */
  int32_t add_mode; /**< enum tsq_add_mode; 0 = the measure's own amount */
  /** amount added to zero cells, >= 0; used with TSQ_ADD_VALUE (and refused, if not 0, without) */
  double add;
  const int32_t *vtypes; /**< [k] enum tsq_vtype for each study, k = records.k, 0 = `vtype`; NULL = the same for all */
  int32_t convention;    /**< enum tsq_convention; 0 = TSQ_CONVENTION_METAFOR5 */
  int32_t reserved;      /**< must be 0 */
  const void *reserved_pointer; /**< must be NULL */
} tsq_effect_options;

/** @brief Options as a compound literal: TSQ_EFFECT_OPTIONS(.vtype = TSQ_UB). C only. */
#define TSQ_EFFECT_OPTIONS(...) (&(tsq_effect_options){.size = sizeof(tsq_effect_options), __VA_ARGS__})

/**
 * @brief Records by named columns: the generic door.
 *
 * Names are metafor's arguments: ai bi ci di n1i n2i | x1i t1i x2i t2i | m1i sd1i n1i m2i sd2i n2i | xi mi ni | xi ti |
 * mi sdi ni | m1i m2i sd1i sd2i ni ri | ri ni | ... and di ti pi ri fi r2i where the measure can start from these.
 */
typedef struct tsq_records {
  size_t size;                  /**< sizeof(tsq_records), or 0 */
  size_t k;                     /**< number of studies */
  size_t n_columns;             /**< number of columns */
  const char *const *names;     /**< [n_columns] metafor's argument names, exactly; any order */
  const double *const *columns; /**< [n_columns][k] the columns; NaN = missing; an entry may be NULL: as if not named */
} tsq_records;

/**
 * @brief Effect sizes and sampling variances of any measure.
 *
 * What each measure estimates stands at the typed function of its kind of record; vi on the squared scale of yi.
 *
 * @param measure in: enum tsq_measure.
 * @param records in: named columns; columns that the measure does not use are ignored. Of alternative inputs (ai, bi or
 *                ai, n1i; means and SDs or di, ti, pi) each study uses the first that it has.
 * @param options in: NULL = defaults.
 * @param yi      out: [k] effect sizes; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return TSQ_OK;
 *   TSQ_ERR_NULL: records, its arrays or both outputs are NULL;
 *   TSQ_ERR_NAME: a column has a name that is no argument, or one that occurs twice; a column that the measure needs is
 *     not there (the message says what it needs);
 *   TSQ_ERR_ARGUMENT: no such measure or option value; the measure has no such vtype; add is negative or not finite;
 *   TSQ_ERR_DATA: an impossible value, named by argument and index;
 *   TSQ_ERR_OPTIONS: a struct of a newer library.
 * Edge cases: k = 0 does nothing. Vtypes AV, AVHO, AV2 and HO of MN average over all studies of the call that have a
 *   value: one study's vi then depends on the others.
 * Cost: O(k): two passes over the columns, no allocation.
 * Source: Viechtbauer 2010, doi:10.18637/jss.v036.i03, and the papers at the typed functions.
 * Since: 0.1
 */
TSQ_API int tsq_effect(int32_t measure, const tsq_records *records, const tsq_effect_options *options,
                       double *yi, double *vi);

/**
 * @brief Total sample size (or person-time) of each study, before anything is added to cells: metafor's `ni`.
 *
 * n1 + n2 of two groups, a + b + c + d of a table, t1 + t2 of rates, n otherwise. For TSQ_MPORM the number of pairs, n1.
 *
 * @param measure in: enum tsq_measure.
 * @param records in: named columns, as for tsq_effect().
 * @param ni      out: [k] the sizes; NaN where they are not known, and for TSQ_GEN, TSQ_HR, TSQ_HD without a column ni.
 * @return as tsq_effect().
 * Edge cases: k = 0 does nothing.
 * Cost: O(k).
 * Source: Viechtbauer 2010, doi:10.18637/jss.v036.i03.
 * Since: 0.1
 */
TSQ_API int tsq_effect_ni(int32_t measure, const tsq_records *records, double *ni);

/** @brief Why a study has no effect, and so is left out of what follows. */
enum tsq_reason {
  TSQ_REASON_NONE = 0,               /**< it has one */
  TSQ_REASON_MISSING = 17010,        /**< a value that the measure needs is not known */
  TSQ_REASON_DOUBLE_ZERO = 17020,    /**< no events in either group: see enum tsq_drop00 */
  TSQ_REASON_DOUBLE_FULL = 17030,    /**< nothing but events in both groups */
  TSQ_REASON_ZERO_CELL = 17040,      /**< a zero cell to which nothing is added */
  TSQ_REASON_ZERO_SD = 17050,        /**< a standard deviation of 0 where the measure needs one */
  TSQ_REASON_ZERO_VARIANCE = 17060,  /**< the sampling variance comes out 0 */
  TSQ_REASON_SAMPLE_SIZE = 17070,    /**< too few participants for the measure or its variance */
  TSQ_REASON_NOT_ESTIMABLE = 17080,  /**< the measure has no value here (a ratio of means of opposite signs, |r| = 1) */
  TSQ_REASON_NO_VARIANCE = 17090,    /**< an estimate without anything from which its variance follows (tausq/convert.h) */
  TSQ_REASON_SKEWED = 17100,         /**< quantiles that are too skewed for a mean and an SD (tausq/convert.h) */
  /* from here on the study has an effect, which asks for a look: */
  TSQ_REASON_ASYMMETRIC = 17510,     /**< its interval is not symmetric about the estimate on the scale of yi */
  TSQ_REASON_OUTSIDE = 17520         /**< its estimate lies outside its interval */
};

/** @brief A reason in words ("no events in either group").
 *  @param reason in: enum tsq_reason.
 *  @return static text ("none" for 0); NULL if there is no such reason. Since: 0.1 */
TSQ_API const char *tsq_reason_name(int32_t reason);
/** @brief The reason of these words.
 *  @param name in: the words.  @param reason out: enum tsq_reason.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: unknown, the message lists the names. Since: 0.1 */
TSQ_API int tsq_reason_from_name(const char *name, int32_t *reason);

/**
 * @brief Of each study, why tsq_effect() gives it no effect.
 *
 * @param measure in: enum tsq_measure.
 * @param records in: named columns, as for tsq_effect().
 * @param options in: as for tsq_effect(): what is dropped and corrected depends on them.
 * @param reason  out: [k] enum tsq_reason; 0 where the study has an effect.
 * @return as tsq_effect(); TSQ_ERR_NULL also where reason is NULL.
 * Edge cases: k = 0 does nothing. A study whose vi is 0 by TSQ_TO_NONE keeps yi and vi = 0, and is named here all the same,
 *   TSQ_REASON_ZERO_VARIANCE: it cannot be pooled by its inverse variance. Effects that are given are not judged.
 * Cost: O(k), as tsq_effect().
 * Source: none; the rules are those of tsq_effect().
 * Since: 0.1
 */
TSQ_API int tsq_effect_reasons(int32_t measure, const tsq_records *records, const tsq_effect_options *options,
                               int32_t *reason);

/** @brief Two groups: means, SDs and sizes. Columns [k] or NULL. */
typedef struct tsq_means {
  size_t size;       /**< sizeof(tsq_means), or 0 */
  size_t k;          /**< number of studies */
  const double *m1;  /**< mean of group 1 */
  const double *sd1; /**< SD of group 1, >= 0 */
  const double *n1;  /**< size of group 1, > 0 */
  const double *m2;  /**< the same of group 2 */
  const double *sd2; /**< [k] SD of group 2 */
  const double *n2;  /**< [k] size of group 2 */
  const double *di;  /**< Cohen's d, used where means or SDs are missing; SMD, RPB, RBIS, D2OR, CLESN */
  const double *ti;  /**< Student's t of the two groups, used where d is missing too */
  const double *pi; /**< its two-sided p value with the sign of the difference, used where t is missing too */
  const double *ri; /**< point-biserial correlation, used where p is missing too */
  const char *const *labels; /**< labels of the studies, for fits; NULL = none */
  const size_t *lines;       /**< lines of the file that they came from, for messages of fits; NULL = none */
} tsq_means;

/**
 * @brief Effects of two groups' means and SDs.
 *
 * MD m1 - m2. SMD J(m) (m1 - m2) / s with s the pooled SD, m = n1 + n2 - 2 and
 * J(m) = Gamma(m/2) / (sqrt(m/2) Gamma((m - 1)/2)); SMDH: s^2 = (sd1^2 + sd2^2)/2; SMD1, SMD1H: s = sd2, m = n2 - 1.
 * ROM log(m1/m2) + (cv1^2/n1 - cv2^2/n2)/2. VR log(sd1/sd2) + (1/(n1-1) - 1/(n2-1))/2; CVR the same of sd/mean, less
 * ROM's correction. RPB r = d / sqrt(d^2 + m/n1 + m/n2), RBIS r sqrt(p q)/phi(z_p); ZPB, ZBIS atanh. D2OR d pi/sqrt(3),
 * D2ORN 1.65 d, with d uncorrected. CLESN Phi(d / sqrt(2)), P(X1 > X2).
 *
 * @param measure in: TSQ_MD, TSQ_SMD, TSQ_SMDH, TSQ_SMD1, TSQ_SMD1H, TSQ_ROM, TSQ_VR, TSQ_CVR, TSQ_RPB, TSQ_ZPB,
 *                TSQ_RBIS, TSQ_ZBIS, TSQ_D2OR, TSQ_D2ORN, TSQ_CLESN.
 * @param records in: the columns; those that the measure does not need may stay unset.
 * @param options in: NULL = defaults. vtypes: MD LS (= UB), HO; SMD, SMD1 LS, LS2, UB, AV, H0; SMDH LS, LS2, LS3;
 *                ROM LS, LS2, HO, AV, AVHO; VR, CVR LS, LS2; RPB, ZPB ST (= LS), CS; CLESN LS, LS2, LS3, HO; the others LS.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return as tsq_effect(); TSQ_ERR_ARGUMENT also where the measure is of another kind of record.
 * Edge cases: m1 and m2 of opposite signs have no ROM (NaN); m <= 1 has no SMD (NaN); sd = 0 in both groups gives NaN.
 * Cost: O(k).
 * Source: SMD Hedges 1981, doi:10.3102/10769986006002107, and 1982, 1983; SMDH Bonett 2008, doi:10.1037/a0012868, and
 *   2009, doi:10.1037/a0014688; ROM Hedges et al. 1999, doi:10.2307/177062, Lajeunesse 2015,
 *   doi:10.1111/2041-210X.12298, Nakagawa et al. 2023, doi:10.1111/ele.14144; VR, CVR Nakagawa et al. 2015,
 *   doi:10.1111/2041-210X.12309, Senior et al. 2020, doi:10.1002/jrsm.1423; RPB Tate 1954, doi:10.1214/aoms/1177728730;
 *   RBIS Soper 1914, doi:10.2307/2331789, Jacobs & Viechtbauer 2017, doi:10.1002/jrsm.1218; D2OR Chinn 2000,
 *   Statistics in Medicine 19, 3127-3131.
 * Since: 0.1
 */
TSQ_API int tsq_effect_means(int32_t measure, const tsq_means *records, const tsq_effect_options *options,
                             double *yi, double *vi);

/** @brief 2 x 2 tables: (bi or n1i) and (di or n2i). Columns [k] or NULL; where both are given they must agree. */
typedef struct tsq_tables {
  size_t size;       /**< sizeof(tsq_tables), or 0 */
  size_t k;          /**< number of studies */
  const double *ai;  /**< group 1 with the event */
  const double *bi;  /**< group 1 without */
  const double *ci;  /**< group 2 with the event */
  const double *di;  /**< group 2 without */
  const double *n1i; /**< size of group 1, > 0 */
  const double *n2i; /**< size of group 2, > 0 */
  const double *ri;  /**< MPORM: the phi coefficient of the paired table */
  const double *pi;  /**< MPORM: proportion with the event under both treatments, used where ri is missing */
  const char *const *labels; /**< labels of the studies, for fits; NULL = none */
  const size_t *lines;       /**< lines of the file that they came from, for messages of fits; NULL = none */
} tsq_tables;

/**
 * @brief Effects of 2 x 2 tables.
 *
 * With p1 = a/n1, p2 = c/n2: RR log(p1/p2), OR log(ad/(bc)), RD p1 - p2, AS asin sqrt p1 - asin sqrt p2, PETO
 * (a - E)/V with the hypergeometric E and V. PHI (ad - bc)/sqrt(n1 n2 (a+c)(b+d)), YUQ (ad - bc)/(ad + bc), YUY the same
 * of square roots, RTET the correlation of the bivariate normal that is cut at the margins; ZPHI, ZTET atanh. PBIT
 * probit p1 - probit p2, OR2D log(OR) sqrt(3)/pi, OR2DN log(OR)/1.65. Of a paired table (a both, b first only, c second
 * only): MPRR log((a+b)/(a+c)), MPOR the log odds ratio of the margins, MPRD (b - c)/n, MPORC log(b/c), MPPETO
 * 2 (b - c)/(b + c). MPORM: a, b and c, d are the two marginal counts; OR with their covariance from ri.
 *
 * @param measure in: TSQ_RR, TSQ_OR, TSQ_RD, TSQ_AS, TSQ_PETO, TSQ_PHI, TSQ_ZPHI, TSQ_YUQ, TSQ_YUY, TSQ_RTET, TSQ_ZTET,
 *                TSQ_PBIT, TSQ_OR2D, TSQ_OR2DN, TSQ_MPRR, TSQ_MPOR, TSQ_MPRD, TSQ_MPORC, TSQ_MPPETO, TSQ_MPORM.
 * @param records in: the tables.
 * @param options in: NULL = defaults. `add` goes to all four cells before group sizes are formed; 0 by default for AS,
 *                PHI, ZPHI, RTET, ZTET. vtypes: RR, OR LS, AV, H0; RD LS, UB, AV, H0; PHI, ZPHI CS (= LS), ST; others LS.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return as tsq_effect(); TSQ_ERR_ARGUMENT also where the measure is of another kind of record.
 * Edge cases: a table without events in either group has OR = (n2 + 1/2)/(n1 + 1/2) with the default correction: consider
 *   drop00. RD and PETO are corrected too, as metafor does; use TSQ_TO_NONE, or TSQ_CONVENTION_REVMAN, for the plain ones.
 * Cost: O(k); RTET some microseconds a study.
 * Source: Fleiss & Berlin 2009; AS Ruecker et al. 2009, doi:10.1002/sim.3511; PETO Yusuf et al. 1985,
 *   doi:10.1016/s0033-0620(85)80003-7; PHI, YUQ, YUY Yule 1912, doi:10.2307/2340126; RTET Pearson 1900,
 *   doi:10.1098/rsta.1900.0022; PBIT, OR2D Sanchez-Meca et al. 2003, doi:10.1037/1082-989X.8.4.448; matched pairs Zou
 *   2007, doi:10.1002/sim.2687, Elbourne et al. 2002, doi:10.1093/ije/31.1.140.
 * Since: 0.1
 */
TSQ_API int tsq_effect_tables(int32_t measure, const tsq_tables *records, const tsq_effect_options *options,
                              double *yi, double *vi);

/** @brief Two groups: events in person-time. Columns [k]. */
typedef struct tsq_rates {
  size_t size;       /**< sizeof(tsq_rates), or 0 */
  size_t k;          /**< number of studies */
  const double *x1i; /**< events in group 1 */
  const double *t1i; /**< person-time of group 1, > 0 */
  const double *x2i; /**< the same of group 2 */
  const double *t2i; /**< [k] person-time of group 2 */
  const char *const *labels; /**< labels of the studies, for fits; NULL = none */
  const size_t *lines;       /**< lines of the file that they came from, for messages of fits; NULL = none */
} tsq_rates;

/**
 * @brief Effects of two incidence rates: IRR log((x1/t1)/(x2/t2)), vi = 1/x1 + 1/x2; IRD x1/t1 - x2/t2,
 *        vi = x1/t1^2 + x2/t2^2; IRSD sqrt(x1/t1) - sqrt(x2/t2), vi = 1/(4 t1) + 1/(4 t2).
 * @param measure in: TSQ_IRR, TSQ_IRD, TSQ_IRSD.
 * @param records in: the columns.
 * @param options in: NULL = defaults. `add` goes to x1i and x2i; 0 by default for IRSD. vtypes: LS.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return as tsq_effect(); TSQ_ERR_ARGUMENT also where the measure is of another kind of record.
 * Edge cases: drop00 drops studies without any event.
 * Cost: O(k).
 * Source: Rothman, Greenland & Lash 2008; IRSD Bagos & Nikolopoulos 2009, doi:10.2202/1557-4679.1168.
 * Since: 0.1
 */
TSQ_API int tsq_effect_rates(int32_t measure, const tsq_rates *records, const tsq_effect_options *options,
                             double *yi, double *vi);

/** @brief One group: a proportion. Columns [k]; where mi and ni are both given they must agree. */
typedef struct tsq_proportions {
  size_t size;      /**< sizeof(tsq_proportions), or 0 */
  size_t k;         /**< number of studies */
  const double *xi; /**< with the event */
  const double *mi; /**< without, or NULL where ni is given */
  const double *ni; /**< participants, > 0, or NULL where mi is given */
  const char *const *labels; /**< labels of the studies, for fits; NULL = none */
  const size_t *lines;       /**< lines of the file that they came from, for messages of fits; NULL = none */
} tsq_proportions;

/**
 * @brief Effects of one proportion p = x/n: PR p, PLN log p, PLO logit p, PRZ probit p, PAS asin sqrt p,
 *        PFT (asin sqrt(x/(n+1)) + asin sqrt((x+1)/(n+1)))/2.
 *
 * vi: PR p(1-p)/n (UB: /(n-1)), PLN (1-p)/(n p), PLO 1/x + 1/(n-x), PRZ p(1-p)/(n phi(probit p)^2), PAS 1/(4n),
 * PFT 1/(4n + 2). Back: tsq_transform_values() (TSQ_TRANSFORM_IPFT for PFT).
 *
 * @param measure in: TSQ_PR, TSQ_PLN, TSQ_PLO, TSQ_PRZ, TSQ_PAS, TSQ_PFT.
 * @param records in: the columns.
 * @param options in: NULL = defaults. `add` goes to xi and to ni - xi where one of them is 0; 0 by default for PAS and
 *                PFT. vtypes: PR LS, UB, AV; PLN, PLO LS, AV; others LS.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return as tsq_effect(); TSQ_ERR_ARGUMENT also where the measure is of another kind of record.
 * Edge cases: PR with 0 of n is corrected by default, as metafor does: use TSQ_TO_NONE for p = 0.
 * Cost: O(k).
 * Source: Freeman & Tukey 1950, doi:10.1214/aoms/1177729756; Miller 1978, doi:10.1080/00031305.1978.10479283.
 * Since: 0.1
 */
TSQ_API int tsq_effect_proportions(int32_t measure, const tsq_proportions *records,
                                   const tsq_effect_options *options, double *yi, double *vi);

/** @brief One group: events in person-time. Columns [k]. */
typedef struct tsq_counts {
  size_t size;      /**< sizeof(tsq_counts), or 0 */
  size_t k;         /**< number of studies */
  const double *xi; /**< events */
  const double *ti; /**< person-time (or expected events), > 0 */
  const char *const *labels; /**< labels of the studies, for fits; NULL = none */
  const size_t *lines;       /**< lines of the file that they came from, for messages of fits; NULL = none */
} tsq_counts;

/**
 * @brief Effects of one incidence rate: IR x/t, vi = x/t^2; IRLN log(x/t), 1/x; IRS sqrt(x/t), 1/(4t);
 *        IRFT (sqrt(x/t) + sqrt((x+1)/t))/2, 1/(4t).
 * @param measure in: TSQ_IR, TSQ_IRLN, TSQ_IRS, TSQ_IRFT.
 * @param records in: the columns.
 * @param options in: NULL = defaults. `add` goes to xi; 0 by default for IRS and IRFT. vtypes: LS.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return as tsq_effect(); TSQ_ERR_ARGUMENT also where the measure is of another kind of record.
 * Edge cases: none beyond tsq_effect().
 * Cost: O(k).
 * Source: Freeman & Tukey 1950, doi:10.1214/aoms/1177729756.
 * Since: 0.1
 */
TSQ_API int tsq_effect_counts(int32_t measure, const tsq_counts *records, const tsq_effect_options *options,
                              double *yi, double *vi);

/** @brief One group: mean, SD and size. Columns [k] or NULL where the measure does not need them. */
typedef struct tsq_single_means {
  size_t size;       /**< sizeof(tsq_single_means), or 0 */
  size_t k;          /**< number of studies */
  const double *mi;  /**< mean */
  const double *sdi; /**< SD, >= 0 */
  const double *ni;  /**< size, > 0 */
  const char *const *labels; /**< labels of the studies, for fits; NULL = none */
  const size_t *lines;       /**< lines of the file that they came from, for messages of fits; NULL = none */
} tsq_single_means;

/**
 * @brief Effects of one mean and SD: MN m, vi = s^2/n (HO: the SD pooled over the studies); MNLN log m, s^2/(n m^2);
 *        SMN J(n-1) m/s, 1/n + y^2/(2n); SDLN log s + 1/(2(n-1)), 1/(2(n-1)); CVLN log(s/m) + 1/(2(n-1)),
 *        1/(2(n-1)) + s^2/(n m^2).
 * @param measure in: TSQ_MN, TSQ_MNLN, TSQ_SMN, TSQ_SDLN (needs no mean), TSQ_CVLN.
 * @param records in: the columns.
 * @param options in: NULL = defaults. vtypes: MN LS, HO; others LS.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return as tsq_effect(); TSQ_ERR_ARGUMENT also where the measure is of another kind of record.
 * Edge cases: m <= 0 has no MNLN or CVLN (NaN); n = 1 has no SDLN.
 * Cost: O(k).
 * Source: Raudenbush & Bryk 1987, doi:10.3102/10769986012003241; Nakagawa et al. 2015, doi:10.1111/2041-210X.12309.
 * Since: 0.1
 */
TSQ_API int tsq_effect_single_means(int32_t measure, const tsq_single_means *records,
                                    const tsq_effect_options *options, double *yi, double *vi);

/** @brief One group measured twice, or matched pairs. Columns [k] or NULL where the measure does not need them. */
typedef struct tsq_changes {
  size_t size;        /**< sizeof(tsq_changes), or 0 */
  size_t k;           /**< number of studies */
  const double *m1i;  /**< mean at time 1 */
  const double *m2i;  /**< mean at time 2 */
  const double *sd1i; /**< SD at time 1, >= 0 */
  const double *sd2i; /**< SD at time 2, >= 0 */
  const double *ni;   /**< participants (pairs), > 0 */
  const double *ri;   /**< correlation of the two measurements */
  const double *di;   /**< SMCC: mean change / SD of change, used where the above are missing */
  const double *ti;   /**< SMCC: t of the paired test, used where di is missing too */
  const double
      *pi; /**< SMCC: its two-sided p value with the sign of the change, used where ti is missing too */
  const char *const *labels; /**< labels of the studies, for fits; NULL = none */
  const size_t *lines;       /**< lines of the file that they came from, for messages of fits; NULL = none */
} tsq_changes;

/**
 * @brief Effects of changes in means: MC m1 - m2; SMCC J(n-1) (m1 - m2)/sd_change; SMCR J(n-1) (m1 - m2)/sd1;
 *        SMCRP by sqrt((sd1^2 + sd2^2)/2); ROMC, VRC, CVRC as ROM, VR, CVR without the corrections for unequal n.
 *
 * sd_change^2 = sd1^2 + sd2^2 - 2 r sd1 sd2. vi: MC sd_change^2/n; SMCC 1/n + y^2/(2n); SMCR 2(1-r)/n + y^2/(2n); SMCRH
 * sd_change^2/(sd1^2 (n-1)) + y^2/(2(n-1)); ROMC (cv1^2 + cv2^2 - 2 r cv1 cv2)/n; VRC (1 - r^2)/(n-1); CVRC their sum.
 *
 * @param measure in: TSQ_MC, TSQ_SMCC, TSQ_SMCR, TSQ_SMCRH, TSQ_SMCRP, TSQ_SMCRPH, TSQ_ROMC, TSQ_VRC, TSQ_CVRC,
 *                TSQ_CLESCN.
 * @param records in: the columns. A known SD of the change can be given as sd1i with sd2i = 0 and ri = 0 (MC, SMCC).
 * @param options in: NULL = defaults. vtypes: SMCC, SMCR LS, LS2, UB, H0; SMCRH, SMCRPH LS, LS2; others LS.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return as tsq_effect(); TSQ_ERR_ARGUMENT also where the measure is of another kind of record.
 * Edge cases: n = 1 has no standardized change (NaN).
 * Cost: O(k).
 * Source: SMCC Gibbons et al. 1993, doi:10.3102/10769986018003271; SMCR Becker 1988,
 *   doi:10.1111/j.2044-8317.1988.tb00901.x; SMCRH Bonett 2008, doi:10.1037/a0012868; SMCRP Cousineau 2020,
 *   doi:10.20982/tqmp.16.4.p418; ROMC Lajeunesse 2011, doi:10.1890/11-0423.1.
 * Since: 0.1
 */
TSQ_API int tsq_effect_changes(int32_t measure, const tsq_changes *records, const tsq_effect_options *options,
                               double *yi, double *vi);

/** @brief Correlations and coefficients of determination. Columns [k] or NULL. */
typedef struct tsq_correlations {
  size_t size;      /**< sizeof(tsq_correlations), or 0 */
  size_t k;         /**< number of studies */
  const double *ri; /**< (partial, semi-partial) correlation, -1 .. 1 */
  const double *ni; /**< participants, > 0 */
  const double *ti; /**< t of the correlation (or of the focal coefficient), used where ri is missing */
  const double
      *pi; /**< its two-sided p value, signed (R2: of the omnibus F test), used where ti (fi) is missing */
  const double
      *mi; /**< number of predictors, the focal one included: PCOR, SPCOR, R2 and their transformations */
  const double *r2i; /**< R^2 of the regression model: SPCOR, R2 */
  const double *fi;  /**< omnibus F statistic, used where r2i is missing: R2 */
  const char *const *labels; /**< labels of the studies, for fits; NULL = none */
  const size_t *lines;       /**< lines of the file that they came from, for messages of fits; NULL = none */
} tsq_correlations;

/**
 * @brief Effects of correlations: COR r, vi = (1 - r^2)^2/(n-1); UCOR r 2F1(1/2, 1/2; (n-2)/2; 1 - r^2); ZCOR atanh r,
 *        1/(n-3); PCOR t/sqrt(t^2 + n - m - 1), (1 - r^2)^2/(n-m); ZPCOR atanh, 1/(n-m-2); SPCOR
 *        t sqrt((1 - R^2)/(n-m-1)); R2 R^2; ZR2 atanh sqrt(R^2), 1/n; R2F and ZR2F the same with fixed predictors: vi is the
 *        variance under noncentral F with lambda = n R^2/(1 - R^2), m and n-m-1 df.
 * @param measure in: TSQ_COR, TSQ_UCOR, TSQ_ZCOR, TSQ_PCOR, TSQ_ZPCOR, TSQ_SPCOR, TSQ_ZSPCOR, TSQ_R2, TSQ_ZR2,
 *                TSQ_R2F, TSQ_ZR2F.
 * @param records in: the columns.
 * @param options in: NULL = defaults. vtypes: COR LS, AV, H0; UCOR LS, UB, AV; PCOR, SPCOR LS, AV; R2 LS, LS2, AV, AV2;
 *                others LS.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return as tsq_effect(); TSQ_ERR_ARGUMENT also where the measure is of another kind of record.
 * Edge cases: |r| = 1 has no z (NaN); n too small for the divisor gives NaN.
 * Cost: O(k).
 * Source: UCOR Olkin & Pratt 1958, doi:10.1214/aoms/1177706717, eq. 2.3, Hedges 1989; PCOR, SPCOR Aloe & Becker 2012,
 *   doi:10.3102/1076998610396901; R2 Kendall & Stuart 1979, eq. 27.87 and 27.88, Olkin & Finn 1995,
 *   doi:10.1037/0033-2909.118.1.155.
 * Since: 0.1
 */
TSQ_API int tsq_effect_correlations(int32_t measure, const tsq_correlations *records,
                                    const tsq_effect_options *options, double *yi, double *vi);

/** @brief Reliability coefficients. Columns [k]. */
typedef struct tsq_reliabilities {
  size_t size;      /**< sizeof(tsq_reliabilities), or 0 */
  size_t k;         /**< number of studies */
  const double *ai; /**< Cronbach's alpha, <= 1 */
  const double *mi; /**< items (parts, replications), >= 2 */
  const double *ni; /**< participants, > 0 */
  const char *const *labels; /**< labels of the studies, for fits; NULL = none */
  const size_t *lines;       /**< lines of the file that they came from, for messages of fits; NULL = none */
} tsq_reliabilities;

/**
 * @brief Effects of Cronbach's alpha: ARAW a, vi = 2m (1-a)^2/((m-1)(n-2)); AHW 1 - (1-a)^(1/3),
 *        18 m (n-1) (1-a)^(2/3)/((m-1)(9n-11)^2); ABT -log(1-a), 2m/((m-1)(n-2)).
 * @param measure in: TSQ_ARAW, TSQ_AHW, TSQ_ABT.
 * @param records in: the columns.
 * @param options in: NULL = defaults. vtypes: LS.
 * @param yi      out: [k] effects; NULL = not wanted.
 * @param vi      out: [k] sampling variances; NULL = not wanted.
 * @return as tsq_effect(); TSQ_ERR_ARGUMENT also where the measure is of another kind of record.
 * Edge cases: a = 1 has no ABT; n <= 2 gives NaN.
 * Cost: O(k).
 * Source: Hakstian & Whalen 1976, doi:10.1007/BF02291840; Bonett 2002, doi:10.3102/10769986027004335, and 2010,
 *   doi:10.1037/a0020142.
 * Since: 0.1
 */
TSQ_API int tsq_effect_reliabilities(int32_t measure, const tsq_reliabilities *records,
                                     const tsq_effect_options *options, double *yi, double *vi);

/** @brief Kinds of record, one for each typed function. */
enum tsq_record_kind {
  TSQ_RECORD_TABLES = 20010,        /**< tsq_tables */
  TSQ_RECORD_PAIRED_TABLES = 20020, /**< tsq_tables, paired */
  TSQ_RECORD_RATES = 20030,         /**< tsq_rates */
  TSQ_RECORD_MEANS = 20040,         /**< tsq_means */
  TSQ_RECORD_SUPERIORITY = 20050,   /**< ai (the probability), n1i, n2i, mi (proportion of ties): tsq_effect() */
  TSQ_RECORD_CORRELATIONS = 20060,  /**< tsq_correlations */
  TSQ_RECORD_PROPORTIONS = 20070,   /**< tsq_proportions */
  TSQ_RECORD_COUNTS = 20080,        /**< tsq_counts */
  TSQ_RECORD_SINGLE_MEANS = 20090,  /**< tsq_single_means */
  TSQ_RECORD_CHANGES = 20100,      /**< tsq_changes */
  TSQ_RECORD_RELIABILITIES = 20110, /**< tsq_reliabilities */
  TSQ_RECORD_GENOTYPES = 20120,     /**< ai, bi, ci, counts of the genotypes AA, Aa, aa: tsq_effect() */
  TSQ_RECORD_GIVEN = 20130          /**< yi, vi or sei: tsq_effect() */
};

/** @brief As tsq_measure_name(), for enum tsq_record_kind ("means"). Since: 0.1 */
TSQ_API const char *tsq_record_kind_name(int32_t kind);
/** @brief As tsq_measure_from_name(), for enum tsq_record_kind. Since: 0.1 */
TSQ_API int tsq_record_kind_from_name(const char *name, int32_t *kind);

/** @brief What the library knows of a measure. Texts and arrays are static. */
typedef struct tsq_measure_info {
  size_t size;            /**< sizeof(tsq_measure_info), or 0 */
  const char *code;       /**< "SMD" */
  const char *title;      /**< "Standardized mean difference" */
  const char *axis_label; /**< what an axis or a column shows after back-transformation: "Risk ratio" */
  const char *const
      *inputs;           /**< [n_inputs] sets of columns, names apart by one space; any one set is enough */
  const int32_t *vtypes; /**< [n_vtypes] enum tsq_vtype, the default first */
  size_t n_inputs;       /**< number of input sets */
  size_t n_vtypes;       /**< number of variance types */
  /** amount added to zero cells unless options say otherwise; 0 also where there are no cells */
  double default_add;
  /** "no effect" on the scale of yi; NaN where the measure has none (a mean, a proportion) */
  double null_value;
  double null_shown; /**< the same on the back-transformed scale: 1 for ratios */
  int32_t measure;   /**< enum tsq_measure */
  int32_t kind;      /**< enum tsq_record_kind */
  int32_t transform; /**< enum tsq_transform (tausq/transform.h) for showing results; 0 = as they are */
  int32_t reserved;  /**< 0 */
} tsq_measure_info;

/**
 * @brief Number of measures.
 * @return the number; indices of tsq_measure_at() run below it.
 * Since: 0.1
 */
TSQ_API size_t tsq_measure_count(void);

/**
 * @brief The measure at a position of the list of all measures.
 * @param index in: 0 .. tsq_measure_count() - 1.
 * @return enum tsq_measure; 0 beyond the end.
 * Since: 0.1
 */
TSQ_API int32_t tsq_measure_at(size_t index);

/**
 * @brief All about a measure.
 * @param measure in: enum tsq_measure.
 * @param info    out: its members; the caller's `size` says how many (0 = those of release 0.1).
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: no such measure; TSQ_ERR_OPTIONS: a bad size.
 * Cost: O(1).
 * Since: 0.1
 */
TSQ_API int tsq_get_measure_info(int32_t measure, tsq_measure_info *info);

#ifdef __cplusplus
}
#endif

#endif
