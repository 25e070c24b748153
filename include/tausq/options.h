/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/options.h
 * @brief The options of every model: one struct, of which each model takes its part, and the enums in it.
 *
 * A model refuses an option that it does not take and a value that it does not have; tsq_model_option() tells beforehand.
 * No value belongs to two enums: 1000 times a number of the enum, plus 10 n. So a test given as a method is an error.
 */
#ifndef TAUSQ_OPTIONS_H
#define TAUSQ_OPTIONS_H

#include <tausq/base.h>
#include <tausq/effect.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Estimators of tau2, by the field's codes. 0 in an option means the preset's (REML). */
enum tsq_method {
  TSQ_CE = 1010,   /**< common effect (also "FE", "EE"): tau2 = 0 by assumption */
  TSQ_DL = 1020,   /**< DerSimonian & Laird 1986, doi:10.1016/0197-2456(86)90046-2 */
  TSQ_HE = 1030,   /**< Hedges & Olkin 1985; unweighted moments, also "CO" (Cochran ANOVA) */
  TSQ_HS = 1040,   /**< Hunter & Schmidt 1990 */
  TSQ_HSK = 1050,  /**< Hunter & Schmidt with the small-sample correction k/(k-p) (Brannick et al. 2019) */
  TSQ_SJ = 1060,   /**< Sidik & Jonkman 2005, doi:10.1111/j.1467-9876.2005.00489.x */
  TSQ_ML = 1070,   /**< maximum likelihood (Hardy & Thompson 1996) */
  TSQ_REML = 1080, /**< restricted maximum likelihood (Viechtbauer 2005, doi:10.3102/10769986030003261) */
  TSQ_EB = 1090,   /**< empirical Bayes (Morris 1983): solves the same equation as PM */
  TSQ_PM = 1100,  /**< Paule & Mandel 1982, doi:10.6028/jres.087.022 */
  TSQ_PMM = 1110, /**< median-unbiased Paule-Mandel: Q(tau2) = median of chi2(k-p) (Viechtbauer 2021) */
  TSQ_GENQ = 1120,/**< generalized Q with the caller's weights (DerSimonian & Kacker 2007,
                      doi:10.1016/j.cct.2006.04.004); needs data.weights, which also weight the mean */
  TSQ_DL2 = 1130, /**< two-step DL (DerSimonian & Kacker 2007): GENQ at the DL weights */
  TSQ_DLIT = 1140,/**< DL iterated with the weights 1/(vi + tau2) to its fixed point Q(t) - (k-p) = t tr P(t): solved
                      for, as the iteration itself can cycle */
  TSQ_SJIT = 1150 /**< SJ iterated to its fixed point, which is PM's (or 0) */
};

/** @brief Tests and intervals of the coefficients. */
enum tsq_test {
  TSQ_Z = 2010,     /**< standard normal */
  TSQ_T = 2020,     /**< t with k - p degrees of freedom, variances as under Z */
  TSQ_KNHA = 2030,  /**< Knapp & Hartung 2003 (doi:10.1002/sim.1482), also "HKSJ": variances times s2w, t with k - p */
  TSQ_ADHOC = 2040, /**< KNHA with s2w at least 1 */
  TSQ_KR = 2050     /**< Kenward & Roger 1997 (doi:10.2307/2533558) for the intercept-only model */
};

/** @brief Kinds of confidence interval for tau2 (and through it tau, I2, H2). */
enum tsq_tau2_ci_kind {
  TSQ_CI_QP = 3010,   /**< Q-profile (Viechtbauer 2007, doi:10.1002/sim.2514) */
  TSQ_CI_GENQ = 3020, /**< generalized Q (Jackson 2013, doi:10.1002/jrsm.1081) at the fit's fixed weights:
                         data.weights where given, else 1/vi */
  TSQ_CI_PL = 3030    /**< profile (restricted) likelihood (Hardy & Thompson 1996); for ML and REML fits */
};

/** @brief Kinds of prediction interval: centre +- q * sqrt(se^2 + tau2). */
enum tsq_pi_kind {
  TSQ_PI_NORMAL = 4010, /**< standard normal quantile */
  TSQ_PI_T = 4020,      /**< t with the test's df (k - p) */
  TSQ_PI_HTS = 4030,    /**< t with k - p - 1 (Higgins, Thompson & Spiegelhalter 2009,
                           doi:10.1111/j.1467-985X.2008.00552.x; Riley et al. 2011): k - 2 for the pooled mean */
  TSQ_PI_K1 = 4040,     /**< t with k - 1 (RevMan 2025), conventional standard error of the mean; k - p with moderators */
  TSQ_PI_NONE = 4050    /**< no prediction interval */
};

/** @brief Where I2 and H2 come from. */
enum tsq_i2_kind {
  TSQ_I2_TAU2 = 5010, /**< tau2 / (tau2 + typical variance) (Higgins & Thompson 2002, eq. 9, doi:10.1002/sim.1186) */
  TSQ_I2_Q = 5020     /**< (Q - df) / Q, floored at 0 */
};

/** @brief Bundles of conventions by authority; a preset fills every option that is left 0. */
enum tsq_preset {
  TSQ_PRESET_COCHRANE = 6010, /**< REML, KNHA, Q-profile, I2 from tau2, prediction t(k-1), normal under Z:
                                 the library's default */
  TSQ_PRESET_METAFOR = 6020,  /**< REML, Z, Q-profile, I2 from tau2, prediction by the test's own reference */
  TSQ_PRESET_META = 6030,     /**< REML, Z, Q-profile, I2 from Q, prediction t(k-1) */
  TSQ_PRESET_STATA = 6040     /**< REML, Z, Q-profile, I2 from tau2, prediction t(k-2) */
};

/** @brief What is done with a study that has NaN in yi, vi (sei), a weight or a moderator. */
enum tsq_missing {
  TSQ_MISSING_OMIT = 7010, /**< dropped from the fit and listed by it, as R's na.omit (default) */
  TSQ_MISSING_ERROR = 7020 /**< TSQ_ERR_DATA */
};

/** @brief What is done with a moderator that is a linear combination of the columns before it. */
enum tsq_redundant {
  TSQ_REDUNDANT_ERROR = 8010, /**< TSQ_ERR_SINGULAR, naming the column (default) */
  TSQ_REDUNDANT_DROP = 8020   /**< dropped and reported by the fit (metafor's way) */
};

/** @brief How coefficients are weighted. */
enum tsq_weighting {
  TSQ_WEIGHT_INVERSE_VARIANCE = 9010, /**< 1/(vi + tau2), or data.weights where given (default) */
  TSQ_WEIGHT_EQUAL = 9020             /**< every study counts the same; the variances are still accounted for */
};

/** @brief What a fit keeps of the caller's arrays. */
enum tsq_keep {
  TSQ_KEEP_COPY = 10010, /**< a copy of its own (default): the arrays may be changed or freed as soon as the call returns */
  TSQ_KEEP_LENT = 10020, /**< nothing: the arrays are lent, and stay alive and unchanged as long as the fit and its refits do */
  TSQ_KEEP_NONE = 10030  /**< nothing: questions that need the studies are refused (per-study quantities, intervals for tau2,
                              refits); texts are not kept either */
};

/**
 * @brief The models. e1, e2: the logits (OR) or log rates (IRR) of the two groups of study i; d = x_i'b; u, v standard normal.
 */
enum tsq_glmm_model {
  TSQ_UM_FS = 11010, /**< unconditional, fixed study effects: e1 = a_i + d + tau u/2, e2 = a_i - tau u/2 */
  TSQ_UM_RS = 11020, /**< unconditional, random study effects: the same with a_i = gamma + sigma v */
  TSQ_CM_EL = 11030, /**< conditional on a study's events, exact likelihood: OR noncentral hypergeometric with log odds ratio
                       d + tau u; IRR x1 ~ binomial(x1 + x2) with logit d + tau u + ln(t1/t2) */
  TSQ_CM_AL = 11040  /**< OR: conditional, the hypergeometric approximated by ai ~ binomial(ai + ci) with logit
                       d + tau u + ln(n1/n2), good for rare events */
};

/** @brief Which covariance matrix of the coefficients is given. */
enum tsq_glmm_covariance {
  TSQ_GLMM_OBSERVED = 12010,   /**< from the observed information on all parameters, the variances included */
  TSQ_GLMM_CONDITIONAL = 12020 /**< as if tau and sigma were known, by the quadratic approximation at the modes of the random effects:
                                 what lme4 gives where its numerical Hessian fails ("falling back to RX"); Breslow & Clayton
                                 1993, doi:10.2307/2290687, eq. (10) */
};

/** @brief Options of a fit, of any model. Zero (and NULL for the whole struct) means the model's default. */
typedef struct tsq_options {
  size_t size;          /**< sizeof(tsq_options): TSQ_OPTIONS() sets it */
  int32_t preset;       /**< enum tsq_preset; 0 = TSQ_PRESET_COCHRANE */
  int32_t method;       /**< enum tsq_method; 0 = the preset's (REML); glmm: ML */
  int32_t test;         /**< enum tsq_test; 0 = the preset's; glmm: z */
  int32_t ci_kind;      /**< enum tsq_tau2_ci_kind; 0 = the preset's (Q-profile; GENQ for the method GENQ) */
  int32_t pi_kind;      /**< enum tsq_pi_kind; 0 = the preset's */
  int32_t i2_kind;      /**< enum tsq_i2_kind; 0 = the preset's */
  int32_t no_intercept; /**< 1 = the model has no intercept; 0 = it has one */
  int32_t missing;      /**< enum tsq_missing; 0 = omit */
  int32_t redundant;    /**< enum tsq_redundant; 0 = error */
  int32_t weighting;    /**< enum tsq_weighting; 0 = inverse variance */
  int32_t tau2_fixed;   /**< 1 = tau2 is not estimated but has the value in `tau2`; 0 = estimated */
  int32_t threads;      /**< threads of the passes over the data: 0 and 1 = the caller's alone, n = up to n, -1 = one a
                             processor. The answer has the same bits for any number; worth it from k = 1e5 on */
  double tau2;          /**< the fixed tau2, >= 0, squared scale of yi; used where tau2_fixed = 1 */
  double level;         /**< confidence level in (0, 1); 0 = 0.95 */
  int32_t measure;      /**< enum tsq_measure. rma: what yi are, for reports and figures, 0 = not said; mh, bb, glmm: what is
                             pooled, 0 = that of which there are records (OR, IRR, PLO, IRLN) */
  int32_t keep;         /**< enum tsq_keep; 0 = a copy */
  int32_t glmm_model;   /**< glmm: enum tsq_glmm_model; 0 = TSQ_UM_FS. One group (PLO, IRLN): must be 0 */
  int32_t covariance;   /**< glmm: enum tsq_glmm_covariance; 0 = TSQ_GLMM_OBSERVED */
  int32_t nodes;        /**< glmm: nodes of adaptive Gauss-Hermite quadrature, 1 (Laplace) .. 200, lme4's nAGQ; 0 = as many as it
                             takes until nothing changes (of the trapezoidal rule; quantity "nodes" says how many) */
  int32_t keep00;       /**< mh: 1 = the studies' own effects (for Q) are computed also where both groups have no events, or only
                             events. glmm, two groups: 1 = such studies count as studies. 0 = not: they say nothing of a ratio */
  int32_t no_correction;/**< mh: 1 = the Cochran-Mantel-Haenszel statistic without its continuity correction of 1/2; 0 = with it */
  int32_t add_mode;     /**< mh, glmm: enum tsq_add_mode, for the studies' own effects behind Q or I2; 0 = the measure's (1/2) */
  int32_t to;           /**< mh, glmm: enum tsq_to, likewise; 0 = only studies with a zero cell */
  int32_t reserved;     /**< must be 0 */
  double add;           /**< the amount where add_mode = TSQ_ADD_VALUE */
} tsq_options;

/** @brief Options as a compound literal: TSQ_OPTIONS(.method = TSQ_REML, .test = TSQ_KNHA). C only. */
#define TSQ_OPTIONS(...) (&(tsq_options){.size = sizeof(tsq_options), __VA_ARGS__})

/**
 * @brief The code of a method, "REML"; NULL for an unknown value. Likewise the other enums' _name functions below.
 * @param method in: enum tsq_method.
 * @return static text.
 * Since: 0.1
 */
TSQ_API const char *tsq_method_name(int32_t method);
/** @brief Method from its code, ignoring case ("FE" and "EE" are CE, "MP" is PM, "VC" and "CO" are HE).
 *  @param name in: the code. @param method out: its value.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME (the message lists the codes). Since: 0.1 */
TSQ_API int tsq_method_from_name(const char *name, int32_t *method);
/** @brief The code of a test: "z", "t", "knha", "adhoc", "kr". @param test in: enum tsq_test.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_test_name(int32_t test);
/** @brief Test from its code ("hksj" is "knha"). @param name in: the code. @param test out: its value.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_test_from_name(const char *name, int32_t *test);
/** @brief The code of an interval for tau2: "QP", "GENQ", "PL". @param kind in: enum tsq_tau2_ci_kind.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_tau2_ci_name(int32_t kind);
/** @brief Interval for tau2 from its code. @param name in: the code. @param kind out: its value.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_tau2_ci_from_name(const char *name, int32_t *kind);
/** @brief The code of a prediction interval: "normal", "t", "hts", "k-1", "none". @param kind in: enum tsq_pi_kind.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_pi_name(int32_t kind);
/** @brief Prediction interval from its code ("riley" is "hts"). @param name in: the code. @param kind out: its value.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_pi_from_name(const char *name, int32_t *kind);
/** @brief The source of I2: "tau2" or "Q". @param kind in: enum tsq_i2_kind.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_i2_name(int32_t kind);
/** @brief Source of I2 from its code. @param name in: the code. @param kind out: its value.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_i2_from_name(const char *name, int32_t *kind);
/** @brief A preset's name: "cochrane", "metafor", "meta", "stata". @param preset in: enum tsq_preset.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_preset_name(int32_t preset);
/** @brief Preset from its name. @param name in: the name. @param preset out: its value.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_preset_from_name(const char *name, int32_t *preset);

/** @brief "omit", "error". @param missing in: enum tsq_missing. @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_missing_name(int32_t missing);
/** @brief From its name. @param name in: the name. @param missing out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_missing_from_name(const char *name, int32_t *missing);
/** @brief "error", "drop". @param redundant in: enum tsq_redundant. @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_redundant_name(int32_t redundant);
/** @brief From its name. @param name in: the name. @param redundant out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_redundant_from_name(const char *name, int32_t *redundant);
/** @brief "iv", "equal". @param weighting in: enum tsq_weighting. @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_weighting_name(int32_t weighting);
/** @brief From its name. @param name in: the name. @param weighting out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_weighting_from_name(const char *name, int32_t *weighting);
/** @brief "copy", "lent", "none". @param keep in: enum tsq_keep. @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_keep_name(int32_t keep);
/** @brief From its name. @param name in: the name. @param keep out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_keep_from_name(const char *name, int32_t *keep);
/** @brief "UM.FS", "UM.RS", "CM.EL", "CM.AL". @param model in: enum tsq_glmm_model. @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_glmm_model_name(int32_t model);
/** @brief From its code. @param name in: the code. @param model out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_glmm_model_from_name(const char *name, int32_t *model);
/** @brief "observed", "conditional". @param covariance in: enum tsq_glmm_covariance. @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_glmm_covariance_name(int32_t covariance);
/** @brief From its name. @param name in: the name. @param covariance out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_glmm_covariance_from_name(const char *name, int32_t *covariance);
/** @brief "value", "treatment-arm". @param mode in: enum tsq_add_mode. @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_add_mode_name(int32_t mode);
/** @brief From its name. @param name in: the name. @param mode out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_add_mode_from_name(const char *name, int32_t *mode);
#ifdef __cplusplus
}
#endif

#endif
