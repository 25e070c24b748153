/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/transform.h
 * @brief Back-transformations: from the scale of yi to the one that is reported, values or whole estimates.
 *
 *     tsq_transform_values(TSQ_TRANSFORM_EXP, NULL, k, yi, rr);      log risk ratios to risk ratios
 *     tsq_transform_estimate(TSQ_TRANSFORM_IPFT_HM, TSQ_TRANSFORM_OPTIONS(.ni = ni, .n = k), &b, &p);
 */
#ifndef TAUSQ_TRANSFORM_H
#define TAUSQ_TRANSFORM_H

#include <tausq/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Transformations; names are those of metafor's `transf.*` functions. All are monotone on their domain. */
enum tsq_transform {
  TSQ_TRANSFORM_EXP = 25010,     /**< "exp": log ratios and log rates: exp(x) */
  TSQ_TRANSFORM_PERCENT = 25011, /**< "percent": log ratios as percent change: 100 (exp(x) - 1) */
  TSQ_TRANSFORM_EFFICACY =
      25012, /**< "efficacy": log risk or rate ratios as vaccine efficacy: 100 (1 - exp(x)); decreasing */
  TSQ_TRANSFORM_ILOGIT = 25020,   /**< "ilogit": logits: 1/(1 + exp(-x)) */
  TSQ_TRANSFORM_IPROBIT = 25021,  /**< "iprobit": probits: Phi(x) */
  TSQ_TRANSFORM_ICLOGLOG = 25022, /**< "icloglog": complementary log-log: 1 - exp(-exp(x)) */
  TSQ_TRANSFORM_IARCSIN = 25023,  /**< "iarcsin": arcsine square roots: sin(x)^2, x cut to [0, pi/2] */
  TSQ_TRANSFORM_IPFT = 25024, /**< "ipft": Freeman-Tukey double arcsines (Miller 1978) with each value's own n */
  TSQ_TRANSFORM_IPFT_HM = 25025,  /**< "ipft.hm": the same with the harmonic mean of the n */
  TSQ_TRANSFORM_ISQRT = 25030,    /**< "isqrt": square roots of rates: x^2, x < 0 cut to 0 */
  TSQ_TRANSFORM_IIRFT = 25031,    /**< "iirft": Freeman-Tukey rates with each value's own person-time */
  TSQ_TRANSFORM_IIRFT_HM = 25032, /**< "iirft.hm": the same with the harmonic mean of the person-times */
  TSQ_TRANSFORM_ZTOR = 25040,     /**< "ztor": Fisher's z to r: tanh(x) */
  TSQ_TRANSFORM_ZTOR2 = 25041,    /**< "ztor2": z of R to R^2: tanh(x)^2, x < 0 cut to 0 */
  TSQ_TRANSFORM_IAHW = 25050,     /**< "iahw": Hakstian-Whalen reliabilities: 1 - (1 - x)^3 */
  TSQ_TRANSFORM_IABT = 25051,     /**< "iabt": Bonett reliabilities: 1 - exp(-x) */
  TSQ_TRANSFORM_DTOCLES = 25060,  /**< "dtocles": d to the probability of superiority: Phi(x/sqrt(2)) */
  TSQ_TRANSFORM_DTOU3 = 25061,    /**< "dtou3": d to Cohen's U3: Phi(x) */
  TSQ_TRANSFORM_NONE = 25900      /**< "none": values stay as they are, where 0 would mean a measure's own transformation */
};

/** @brief The name of a transformation ("exp").
 *  @param transform in: enum tsq_transform.
 *  @return static text; NULL if there is no such transformation. Since: 0.1 */
TSQ_API const char *tsq_transform_name(int32_t transform);

/** @brief The transformation of a name; upper and lower case do not count, "transf." in front is understood.
 *  @param name in: the name.  @param transform out: enum tsq_transform.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: unknown, the message lists the names. Since: 0.1 */
TSQ_API int tsq_transform_from_name(const char *name, int32_t *transform);

/** @brief What some transformations need. NULL for the whole struct where they do not. */
typedef struct tsq_transform_options {
  size_t size; /**< sizeof(tsq_transform_options) */
  const double
      *ni;  /**< [n] sample sizes (IPFT) or person-times (IIRFT), > 0; _HM: NaN are left out of the mean */
  size_t n; /**< how many: 1 (the same for all values) or the number of values; any number >= 1 for _HM */
} tsq_transform_options;

/** @brief Options as a compound literal. C only. */
#define TSQ_TRANSFORM_OPTIONS(...)                                                                           \
  (&(tsq_transform_options){.size = sizeof(tsq_transform_options), __VA_ARGS__})

/**
 * @brief Transforms values.
 *
 * @param transform in: enum tsq_transform; 0 and NONE: values are copied.
 * @param options   in: needed for IPFT, IPFT_HM, IIRFT, IIRFT_HM; else may be NULL.
 * @param n         in: number of values.
 * @param x         in: [n] values on the scale of yi; NaN stays NaN.
 * @param out       out: [n] transformed values; may be `x` itself.
 * @return TSQ_OK; TSQ_ERR_NULL: x or out is NULL (n > 0), or options or ni where needed; TSQ_ERR_ARGUMENT: no such
 *   transformation; TSQ_ERR_LENGTH: options.n is neither 1 nor n; TSQ_ERR_DATA: ni[i] is not > 0; TSQ_ERR_OPTIONS.
 * Edge cases: values beyond what the transformation can produce are cut to its range, as metafor does: an x below the
 *   double arcsine of 0/n is the proportion 0, one above that of n/n is 1. Reliabilities below 0 are not cut (metafor
 *   does): alpha may be negative. Infinite values give the limits.
 * Cost: O(n).
 * Source: IPFT Miller 1978, doi:10.1080/00031305.1978.10479283; IIRFT Freeman & Tukey 1950, doi:10.1214/aoms/1177729756.
 * Since: 0.1
 */
TSQ_API int tsq_transform_values(int32_t transform, const tsq_transform_options *options, size_t n,
                                 const double *x, double *out);

/**
 * @brief Transforms an estimate with its confidence interval: estimate and both bounds.
 *
 * @param transform in: enum tsq_transform; 0 = none.
 * @param options   in: as for tsq_transform_values(); options.n must be 1 but for _HM.
 * @param estimate  in: the estimate, on the scale of yi.
 * @param out       out: the transformed estimate; may be `estimate` itself.
 * @return as tsq_transform_values().
 * Edge cases: `se` becomes NaN (it has no meaning there; transform = 0 keeps it); statistic, df and p value stay: they
 *   test the same hypothesis; bounds are swapped where the transformation decreases (EFFICACY).
 * Cost: O(1).
 * Source: as tsq_transform_values().
 * Since: 0.1
 */
TSQ_API int tsq_transform_estimate(int32_t transform, const tsq_transform_options *options,
                                   const tsq_estimate *estimate, tsq_estimate *out);

/**
 * @brief The slope of a transformation, for standard errors by the delta method: se_out = |slope| se.
 *
 * @param transform in: enum tsq_transform; 0 = none: slope 1.
 * @param options   in: as for tsq_transform_values().
 * @param n         in: number of values.
 * @param x         in: [n] values on the scale of yi.
 * @param out       out: [n] d transform / dx at x; 0 where the value was cut; may be `x` itself.
 * @return as tsq_transform_values().
 * Edge cases: NaN stays NaN.
 * Cost: O(n).
 * Source: van der Vaart 1998, theorem 3.1 (delta method).
 * Since: 0.1
 */
TSQ_API int tsq_transform_slope(int32_t transform, const tsq_transform_options *options, size_t n,
                                const double *x, double *out);

#ifdef __cplusplus
}
#endif

#endif
