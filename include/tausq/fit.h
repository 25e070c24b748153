/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/fit.h
 * @brief The pooled and meta-regression model: y_i = x_i'b + u_i + e_i, u_i ~ N(0, tau2), e_i ~ N(0, v_i).
 *
 * tsq_rma() fits, and the fit is then asked: coefficients, heterogeneity, any quantity by name.
 * Predictions and contrasts are in tausq/predict.h.
 */
#ifndef TAUSQ_FIT_H
#define TAUSQ_FIT_H

#include <tausq/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Estimators of tau2, by the field's codes. 0 in an option means the preset's (REML). */
enum tsq_method {
  TSQ_CE = 10,   /**< common effect (also "FE", "EE"): tau2 = 0 by assumption */
  TSQ_DL = 20,   /**< DerSimonian & Laird 1986, doi:10.1016/0197-2456(86)90046-2 */
  TSQ_HE = 30,   /**< Hedges & Olkin 1985; unweighted moments, also "CO" (Cochran ANOVA) */
  TSQ_HS = 40,   /**< Hunter & Schmidt 1990 */
  TSQ_HSK = 50,  /**< Hunter & Schmidt with the small-sample correction k/(k-p) (Brannick et al. 2019) */
  TSQ_SJ = 60,   /**< Sidik & Jonkman 2005, doi:10.1111/j.1467-9876.2005.00489.x */
  TSQ_ML = 70,   /**< maximum likelihood (Hardy & Thompson 1996) */
  TSQ_REML = 80, /**< restricted maximum likelihood (Viechtbauer 2005, doi:10.3102/10769986030003261) */
  TSQ_EB = 90,   /**< empirical Bayes (Morris 1983): solves the same equation as PM */
  TSQ_PM = 100,  /**< Paule & Mandel 1982, doi:10.6028/jres.087.022 */
  TSQ_PMM = 110, /**< median-unbiased Paule-Mandel: Q(tau2) = median of chi2(k-p) (Viechtbauer 2021) */
  TSQ_GENQ = 120,/**< generalized Q with the caller's weights (DerSimonian & Kacker 2007,
                      doi:10.1016/j.cct.2006.04.004); needs data.weights, which also weight the mean */
  TSQ_DL2 = 130, /**< two-step DL (DerSimonian & Kacker 2007): GENQ at the DL weights */
  TSQ_DLIT = 140,/**< DL iterated with the weights 1/(vi + tau2) to its fixed point Q(t) - (k-p) = t tr P(t): solved
                      for, as the iteration itself can cycle */
  TSQ_SJIT = 150 /**< SJ iterated to its fixed point, which is PM's (or 0) */
};

/** @brief Tests and intervals of the coefficients. */
enum tsq_test {
  TSQ_Z = 10,     /**< standard normal */
  TSQ_T = 20,     /**< t with k - p degrees of freedom, variances as under Z */
  TSQ_KNHA = 30,  /**< Knapp & Hartung 2003 (doi:10.1002/sim.1482), also "HKSJ": variances times s2w, t with k - p */
  TSQ_ADHOC = 40, /**< KNHA with s2w at least 1 */
  TSQ_KR = 50     /**< Kenward & Roger 1997 (doi:10.2307/2533558) for the intercept-only model */
};

/** @brief Kinds of confidence interval for tau2 (and through it tau, I2, H2). */
enum tsq_tau2_ci_kind {
  TSQ_CI_QP = 10,   /**< Q-profile (Viechtbauer 2007, doi:10.1002/sim.2514) */
  TSQ_CI_GENQ = 20, /**< generalized Q (Jackson 2013, doi:10.1002/jrsm.1081) at the fit's fixed weights:
                         data.weights where given, else 1/vi */
  TSQ_CI_PL = 30    /**< profile (restricted) likelihood (Hardy & Thompson 1996); for ML and REML fits */
};

/** @brief Kinds of prediction interval: centre +- q * sqrt(se^2 + tau2). */
enum tsq_pi_kind {
  TSQ_PI_NORMAL = 10, /**< standard normal quantile */
  TSQ_PI_T = 20,      /**< t with the test's df (k - p) */
  TSQ_PI_HTS = 30,    /**< t with k - p - 1 (Higgins, Thompson & Spiegelhalter 2009,
                           doi:10.1111/j.1467-985X.2008.00552.x; Riley et al. 2011): k - 2 for the pooled mean */
  TSQ_PI_K1 = 40,     /**< t with k - 1 (RevMan 2025), conventional standard error of the mean; k - p with moderators */
  TSQ_PI_NONE = 50    /**< no prediction interval */
};

/** @brief Where I2 and H2 come from. */
enum tsq_i2_kind {
  TSQ_I2_TAU2 = 10, /**< tau2 / (tau2 + typical variance) (Higgins & Thompson 2002, eq. 9, doi:10.1002/sim.1186) */
  TSQ_I2_Q = 20     /**< (Q - df) / Q, floored at 0 */
};

/** @brief Bundles of conventions by authority; a preset fills every option that is left 0. */
enum tsq_preset {
  TSQ_PRESET_COCHRANE = 10, /**< REML, KNHA, Q-profile, I2 from tau2, prediction t(k-1), normal under Z:
                                 the library's default */
  TSQ_PRESET_METAFOR = 20,  /**< REML, Z, Q-profile, I2 from tau2, prediction by the test's own reference */
  TSQ_PRESET_META = 30,     /**< REML, Z, Q-profile, I2 from Q, prediction t(k-1) */
  TSQ_PRESET_STATA = 40     /**< REML, Z, Q-profile, I2 from tau2, prediction t(k-2) */
};

/** @brief What is done with a study that has NaN in yi, vi (sei), a weight or a moderator. */
enum tsq_missing {
  TSQ_MISSING_OMIT = 10, /**< dropped from the fit and listed by it, as R's na.omit (default) */
  TSQ_MISSING_ERROR = 20 /**< TSQ_ERR_DATA */
};

/** @brief What is done with a moderator that is a linear combination of the columns before it. */
enum tsq_redundant {
  TSQ_REDUNDANT_ERROR = 10, /**< TSQ_ERR_SINGULAR, naming the column (default) */
  TSQ_REDUNDANT_DROP = 20   /**< dropped and reported by the fit (metafor's way) */
};

/** @brief How coefficients are weighted. */
enum tsq_weighting {
  TSQ_WEIGHT_INVERSE_VARIANCE = 10, /**< 1/(vi + tau2), or data.weights where given (default) */
  TSQ_WEIGHT_EQUAL = 20             /**< every study counts the same; the variances are still accounted for */
};

/** @brief Outcomes of a fit: true facts about the answer, not errors. Bits of the quantity "outcome". */
enum tsq_outcome {
  TSQ_OUTCOME_TAU2_ZERO = 1,          /**< tau2 was estimated and lies on its boundary 0 */
  TSQ_OUTCOME_STUDIES_DROPPED = 2,    /**< studies with NaN were dropped: see "dropped" */
  TSQ_OUTCOME_COLUMNS_DROPPED = 4,    /**< redundant moderators were dropped */
  TSQ_OUTCOME_MULTIMODAL = 8,         /**< the (restricted) likelihood has other stationary points */
  TSQ_OUTCOME_VARIANCE_RATIO = 16,    /**< largest to smallest vi is 1e7 or more */
  TSQ_OUTCOME_LOOKS_LIKE_SE = 32,     /**< vi look like standard errors (far too little spread for them), or sei
                                           like variances: check which you passed */
  TSQ_OUTCOME_TEST_CHANGED = 64,      /**< k = p: the test was set to Z, as no residual df are left */
  TSQ_OUTCOME_KNHA_COMMON_EFFECT = 128, /**< KNHA is not meant for the common-effect model */
  TSQ_OUTCOME_NO_SPREAD = 256,        /**< all residuals are 0: s2w = 0, so KNHA answers are degenerate */
  TSQ_OUTCOME_NO_GROUP = 512,         /**< subgroup analysis: studies without a group were left out */
  TSQ_OUTCOME_NOT_PROVED = 1024,      /**< tau2 is the best that was found, but that none is better was not proved: the
                                           search reached its budget, or rounding hides what it would prove */
  TSQ_OUTCOME_ZERO_VARIANCE = 2048    /**< studies have a sampling variance of 0: their weight rests on tau2 alone */
};

/**
 * @brief The data of a model: arrays that stay yours.
 *
 * The library borrows them: they must stay alive and unchanged as long as the fit is asked for per-study
 * quantities ("fitted", "weights", tsq_blup(), reports and plots).
 */
typedef struct tsq_data {
  size_t size;               /**< sizeof(tsq_data), or 0: the layout of release 0.1 */
  size_t k;                  /**< number of studies, >= 1 */
  const double *yi;          /**< [k] effects; NaN = missing */
  const double *vi;          /**< [k] sampling variances, > 0, squared scale of yi; NaN = missing. Exactly one of vi, sei.
                                  0 is taken where tau2 > 0 gives the study a finite weight: see tsq_rma() */
  const double *sei;         /**< [k] standard errors, > 0 (0 as for vi), scale of yi */
  const double *x;           /**< [k x p] moderators, column-major, without the intercept; NULL where p = 0 */
  size_t p;                  /**< number of moderator columns in x */
  size_t ldx;                /**< leading dimension of x: x[i + j * ldx]; 0 = k */
  const char *const *x_names;/**< [p] names of the moderators for reports and messages; NULL = "x1", "x2", ... */
  const double *weights;     /**< [k] the caller's own weights for the coefficients, >= 0; NULL = inverse variance */
  const char *const *labels; /**< [k] study labels for reports and plots; NULL = "Study 1", ... */
} tsq_data;

/** @brief Options of a fit. Zero (and NULL for the whole struct) means the default. */
typedef struct tsq_options {
  size_t size;          /**< sizeof(tsq_options): TSQ_OPTIONS() sets it */
  int32_t preset;       /**< enum tsq_preset; 0 = TSQ_PRESET_COCHRANE */
  int32_t method;       /**< enum tsq_method; 0 = the preset's (REML) */
  int32_t test;         /**< enum tsq_test; 0 = the preset's */
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
} tsq_options;

/** @brief Options as a compound literal: TSQ_OPTIONS(.method = TSQ_REML, .test = TSQ_KNHA). C only. */
#define TSQ_OPTIONS(...) (&(tsq_options){.size = sizeof(tsq_options), __VA_ARGS__})

/** @brief A fitted model. Opaque; freed by tsq_fit_free(). */
typedef struct tsq_fit tsq_fit;

/**
 * @brief Fits the common-effect, random-effects or meta-regression model.
 *
 * b = (X'WX)^-1 X'Wy with W = diag(1/(vi + tau2)), tau2 by the method asked for. ML and REML return the *global*
 * maximum of the (restricted) likelihood over tau2 >= 0: every stationary point is isolated with certainty, so there is no
 * "did not converge". Scale-equivariant: y -> c y, v -> c^2 v gives tau2 c^2.
 *
 * @param data    in: the studies; see tsq_data. Borrowed by the fit.
 * @param options in: see tsq_options; NULL = the defaults (Cochrane's conventions).
 * @param fit     out: the fit, untouched unless TSQ_OK; free it with tsq_fit_free().
 * @return TSQ_OK;
 *   TSQ_ERR_NULL: data, fit, yi, or both vi and sei are NULL (or x is where p > 0);
 *   TSQ_ERR_ARGUMENT: both vi and sei given, an option out of its range, GENQ without weights, KR with moderators;
 *   TSQ_ERR_LENGTH: k = 0, ldx < k, or p too large;
 *   TSQ_ERR_DATA: vi or sei < 0 or infinite, or 0 where the model is then not defined, yi or x infinite, a negative weight, or
 *   NaN where missing is an error;
 *   TSQ_ERR_TOO_FEW: fewer complete studies than coefficients, or (random effects) than coefficients + 1, k = 1 excepted;
 *   GENQ with a weight above 0 for no more studies than coefficients;
 *   TSQ_ERR_SINGULAR: a moderator is a linear combination of others (named in the message);
 *   TSQ_ERR_RANGE: sums overflow double precision; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM.
 *
 * Edge cases: k = 1 gives the study's own effect, tau2 = 0 and a Z test; equal effects give tau2 = 0; no complete
 * study is TSQ_ERR_TOO_FEW. A study with vi = 0 is taken, with TSQ_OUTCOME_ZERO_VARIANCE, where tau2 is estimated (or fixed) above 0: not in a
 * common-effect model, nor for DL, DL2, HS and HSk, which weight by 1/vi, nor for ML and REML where HE is 0; QE is infinite where such
 * studies differ. Whatever the data, the search for tau2 ends after at most 1000 steps; where it could not prove its answer it says so
 * by TSQ_OUTCOME_NOT_PROVED. Meta-regression whose sums would lose more than three digits (variances or offsets of very different size,
 * near-dependent moderators, a study of leverage 1) is computed in double-double arithmetic while k p^2 is at most 4e6.
 * Cost: O(k p^2) per step of the tau2 search, O(p^2) memory beyond the caller's arrays and the indices of dropped studies.
 *
 * Source: Raudenbush 2009 (in Cooper, Hedges & Valentine, ch. 16); Viechtbauer 2010, doi:10.18637/jss.v036.i03;
 * for each estimator the paper at its enum value.
 * Since: 0.1
 */
TSQ_API int tsq_rma(const tsq_data *data, const tsq_options *options, tsq_fit **fit);

/**
 * @brief Frees a fit. NULL is fine.
 * @param fit in: the fit; it must not be used afterwards.
 * Since: 0.1
 */
TSQ_API void tsq_fit_free(tsq_fit *fit);

/**
 * @brief One coefficient with its test and confidence interval, by the fit's test and level.
 * @param fit   in: a fit.
 * @param index in: 0 = the intercept (where the model has one), then the moderators in their order, without dropped columns.
 * @return the estimate; all NaN (and a message in tsq_last_error()) where fit is NULL or the index is out of range.
 * Since: 0.1
 */
TSQ_API tsq_estimate tsq_coef(const tsq_fit *fit, size_t index);

/**
 * @brief A coefficient's name: "intercept" or the moderator's.
 * @param fit   in: a fit.
 * @param index in: as for tsq_coef().
 * @return text owned by the fit; NULL where fit is NULL or the index is out of range.
 * Since: 0.1
 */
TSQ_API const char *tsq_coef_name(const tsq_fit *fit, size_t index);

/**
 * @brief A study's label as it was given in tsq_data.labels.
 * @param fit   in: a fit.
 * @param index in: the study's index in the caller's arrays.
 * @return the caller's text; NULL where there are no labels, fit is NULL or the index is out of range.
 * Since: 0.1
 */
TSQ_API const char *tsq_study_label(const tsq_fit *fit, size_t index);

/** @brief What a fit can be asked by name. */
typedef struct tsq_quantity {
  size_t size;             /**< sizeof(tsq_quantity), or 0 */
  const char *name;        /**< "tau2", "QE", "beta", "vb", ... the field's names */
  const char *shape;       /**< "1", "p", "pxp", "k" (complete studies) or "dropped" (dropped studies) */
  const char *description; /**< one line: what it is, its scale */
} tsq_quantity;

/**
 * @brief Number of quantities that a fit has by name.
 * @return the number of entries of the table that tsq_quantity_at() reads.
 * Since: 0.1
 */
TSQ_API size_t tsq_quantity_count(void);

/**
 * @brief One entry of the table of quantities, for bindings and reports to discover them.
 * @param index    in: 0 .. tsq_quantity_count() - 1.
 * @param quantity out: the entry; its texts are static.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: the index is out of range; TSQ_ERR_OPTIONS: `size` is invalid.
 * Since: 0.1
 */
TSQ_API int tsq_quantity_at(size_t index, tsq_quantity *quantity);

/**
 * @brief How many numbers a quantity of this fit has.
 * @param fit  in: a fit.
 * @param name in: the quantity.
 * @param n    out: the length of the array that tsq_fit_get() fills.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such quantity (the message lists some).
 * Since: 0.1
 */
TSQ_API int tsq_fit_length(const tsq_fit *fit, const char *name, size_t *n);

/**
 * @brief Any quantity of the fit, by name.
 * @param fit  in: a fit.
 * @param name in: the quantity, for example "tau2", "I2", "QEp", "beta", "vb", "fitted"; tsq_quantity_at() lists them.
 *             A quantity that does not apply to this model is NaN.
 * @param buf  out: [n] the values; matrices column-major.
 * @param n    in: room in buf, at least tsq_fit_length().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME; TSQ_ERR_BUFFER: n is too small (the message says how many).
 * Cost: O(1) for scalars, O(k p) for per-study quantities, O(k p^2) for "hat".
 * Since: 0.1
 */
TSQ_API int tsq_fit_get(const tsq_fit *fit, const char *name, double *buf, size_t n);

/**
 * @brief A scalar quantity as a return value, for convenience.
 * @param fit  in: a fit.
 * @param name in: a quantity of shape "1".
 * @return its value; NaN (and a message in tsq_last_error()) where there is no such scalar.
 * Since: 0.1
 */
TSQ_API double tsq_fit_value(const tsq_fit *fit, const char *name);

/**
 * @brief The options that the fit used, every default resolved.
 * @param fit     in: a fit.
 * @param options out: set options->size (or 0) before.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_OPTIONS.
 * Since: 0.1
 */
TSQ_API int tsq_fit_options(const tsq_fit *fit, tsq_options *options);

/**
 * @brief The conventions that the fit used, in one line of English: method, test, interval for tau2, source of I2,
 *        kind of prediction interval.
 * @param fit in: a fit.
 * @return text owned by the fit; NULL where fit is NULL.
 * Since: 0.1
 */
TSQ_API const char *tsq_fit_conventions(const tsq_fit *fit);

/**
 * @brief One of the fit's outcomes in words.
 * @param fit   in: a fit.
 * @param index in: 0, 1, ... over the outcomes that this fit has.
 * @return text owned by the fit, for example "2 studies with missing values were dropped (index 1, 4)";
 *         NULL past the last one.
 * Since: 0.1
 */
TSQ_API const char *tsq_fit_outcome(const tsq_fit *fit, size_t index);

/** @brief How a confidence interval for tau2 came out. */
enum tsq_ci_outcome {
  TSQ_CI_FOUND = 0,            /**< both bounds found (a lower bound of 0 included) */
  TSQ_CI_EMPTY = 1,            /**< no tau2 >= 0 belongs to the set: the effects are closer together than any tau2
                                    explains; bounds are 0, 0 as the field prints them */
  TSQ_CI_UPPER_UNBOUNDED = 2,  /**< the set has no upper bound (upper is +infinity) */
  TSQ_CI_NOT_DEFINED = 3,      /**< the interval does not exist for this fit (k = p, fixed tau2); bounds are NaN */
  TSQ_CI_NOT_CONNECTED = 4     /**< PL: the likelihood has several maxima and the set several stretches; the bounds are
                                    those of its hull, the least and the greatest tau2 that belong to it */
};

/** @brief Confidence intervals for the heterogeneity, all from one interval for tau2. */
typedef struct tsq_tau2_interval {
  size_t size;      /**< sizeof(tsq_tau2_interval), or 0 */
  int32_t kind;     /**< the enum tsq_tau2_ci_kind used */
  int32_t outcome;  /**< enum tsq_ci_outcome */
  double level;     /**< confidence level */
  double tau2[2];   /**< lower, upper; squared scale of yi */
  double tau[2];    /**< square roots */
  double I2[2];     /**< percent, with the typical variance held fixed */
  double H2[2];     /**< likewise */
} tsq_tau2_interval;

/**
 * @brief Confidence interval for tau2, tau, I2 and H2.
 *
 * QP: {t : chi2_{a/2} <= Q(t) <= chi2_{1-a/2}}, Q(t) = y'P(t)y, k - p df; GENQ: {t : a/2 <= P(Q_a <= q_a | t) <= 1-a/2}
 * with the exact distribution of the quadratic form; PL: {t : ll(t) >= ll_max - chi2_{1,level}/2}, of which
 * every stretch is found, as all stationary points of the likelihood are.
 *
 * @param fit      in: a fit of any method.
 * @param kind     in: enum tsq_tau2_ci_kind; 0 = the fit's.
 * @param level    in: confidence level in (0, 1); 0 = the fit's.
 * @param interval out: set interval->size (or 0) before; untouched unless TSQ_OK.
 * @return TSQ_OK (look at interval->outcome); TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: unknown kind or level out of (0, 1);
 *   TSQ_ERR_UNSUPPORTED: PL for a method other than ML and REML; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Cost: about 10 to 20 passes of O(k p^2) for QP and PL; for GENQ times the quadrature nodes (about 40).
 * Source: Viechtbauer 2007, doi:10.1002/sim.2514, eq. (14); Jackson 2013, doi:10.1002/jrsm.1081; Hardy & Thompson 1996,
 *   Statistics in Medicine 15, 619-629.
 * Since: 0.1
 */
TSQ_API int tsq_confint(const tsq_fit *fit, int32_t kind, double level, tsq_tau2_interval *interval);

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

#ifdef __cplusplus
}
#endif

#endif
