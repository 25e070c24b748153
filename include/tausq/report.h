/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/report.h
 * @brief A fit as text that a person reads, as JSON that a program reads, as CSV tables.
 *
 * Every report names the conventions that it used and the outcomes of the fit.
 */
#ifndef TAUSQ_REPORT_H
#define TAUSQ_REPORT_H

#include <tausq/base.h>
#include <tausq/fit.h>
#include <tausq/glmm.h>
#include <tausq/beta_binomial.h>
#include <tausq/mh.h>
#include <tausq/predict.h>
#include <tausq/subgroup.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Formats of a report. */
enum tsq_report_format {
  TSQ_REPORT_TEXT = 10, /**< aligned text, at most 80 columns, in the field's wording */
  TSQ_REPORT_JSON = 20, /**< every quantity with full precision; NaN is null, infinities are "Inf" and "-Inf" */
  TSQ_REPORT_CSV = 30   /**< the table of coefficients (of groups, for subgroups), one a row */
};

/** @brief How a report is written. Zero (and NULL for the whole struct) means the default. */
typedef struct tsq_report_options {
  size_t size;             /**< sizeof(tsq_report_options) */
  int32_t digits;          /**< decimals in text, 1 .. 15; 0 = 4 */
  int32_t studies;         /**< 1 = with a table of the studies; 0 = without */
  int32_t transform;       /**< enum tsq_transform: pooled and predicted effects are shown on that scale as well; 0 = none. Those that
                                need sample sizes take `transform_n` */
  int32_t beyond_direction;/**< -1 or 1 as given to tsq_probability_beyond(); used with `beyond` */
  double transform_n;      /**< harmonic mean of the sample sizes or person-times, for the Freeman-Tukey inverses; 0 = none */
  const char *measure;     /**< what yi is, "Log risk ratio", in headings; NULL = "Effect" */
  const char *shown;       /**< what it is after the transformation, "Risk ratio"; NULL = "Back-transformed" */
  size_t n_predictions;    /**< rows of predictions to report after the coefficients; 0 = none */
  const tsq_prediction *predictions; /**< [n_predictions] from tsq_predict(); NULL where n_predictions = 0 */
  const tsq_beyond *beyond; /**< a probability beyond a threshold to report; NULL = none */
  const char *const *prediction_labels; /**< [n_predictions] what they are for, "ablat=33"; NULL = numbers */
} tsq_report_options;

/**
 * @brief Writes the report of a fit into the caller's buffer, in the way of snprintf.
 *
 * @param fit     in: a fit; its borrowed data must be alive where `studies` is 1 or the format is JSON.
 * @param options in: NULL = defaults.
 * @param format  in: enum tsq_report_format.
 * @param buffer  out: [n] the text with its terminating NUL; may be NULL where n = 0; untouched unless TSQ_OK.
 * @param n       in: room in buffer, in bytes.
 * @param needed  out: bytes that the report takes, the NUL included; NULL = not wanted. Also written with TSQ_ERR_BUFFER.
 * @return TSQ_OK; TSQ_ERR_BUFFER: n is too small (n = 0 asks for the size); TSQ_ERR_NULL: fit, or buffer while n > 0;
 *   TSQ_ERR_ARGUMENT: unknown format, digits out of range, a transformation that lacks transform_n; TSQ_ERR_UNSUPPORTED: JSON in a
 *   build without jansson; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS; those of tsq_confint().
 * Cost: that of tsq_confint(), and O(k) with studies.
 * Since: 0.1
 */
TSQ_API int tsq_report_fit(const tsq_fit *fit, const tsq_report_options *options, int32_t format, char *buffer, size_t n,
                           size_t *needed);

/**
 * @brief Writes the report of a subgroup analysis: a row a group, the overall effect, the test for subgroup differences.
 *
 * @param subgroups in: a subgroup analysis.
 * @param options   in: as for tsq_report_fit(); predictions are ignored.
 * @param format    in: enum tsq_report_format.
 * @param buffer    out: as for tsq_report_fit().
 * @param n         in: room in buffer.
 * @param needed    out: as for tsq_report_fit().
 * @return as tsq_report_fit().
 * Since: 0.1
 */
TSQ_API int tsq_report_subgroups(const tsq_subgroups *subgroups, const tsq_report_options *options, int32_t format, char *buffer,
                                 size_t n, size_t *needed);

/**
 * @brief Writes the report of a Mantel-Haenszel or Peto analysis: pooled effect, heterogeneity, the tests that go with it.
 *
 * @param result  in: from tsq_mh_tables(), tsq_mh_rates() or tsq_peto(), with `size` set.
 * @param measure in: the enum tsq_measure that was pooled, TSQ_PETO for tsq_peto().
 * @param level   in: the confidence level that was used, in (0, 1); 0 = 0.95.
 * @param options in: as for tsq_report_fit(); predictions and studies are ignored.
 * @param format  in: enum tsq_report_format.
 * @param buffer  out: as for tsq_report_fit().
 * @param n       in: room in buffer.
 * @param needed  out: as for tsq_report_fit().
 * @return as tsq_report_fit(); TSQ_ERR_ARGUMENT also where measure cannot be pooled so.
 * Since: 0.1
 */
TSQ_API int tsq_report_mh(const tsq_mh_result *result, int32_t measure, double level, const tsq_report_options *options, int32_t format,
                          char *buffer, size_t n, size_t *needed);

/**
 * @brief Writes the report of a beta-binomial model: overdispersion with its test, pooled effect, fit statistics.
 *
 * @param result  in: from tsq_beta_binomial() or tsq_beta_binomial_proportions(), with `size` set.
 * @param level   in: the confidence level that was used, in (0, 1); 0 = 0.95.
 * @param options in: as for tsq_report_fit(); predictions and studies are ignored.
 * @param format  in: enum tsq_report_format.
 * @param buffer  out: as for tsq_report_fit().
 * @param n       in: room in buffer.
 * @param needed  out: as for tsq_report_fit().
 * @return as tsq_report_fit().
 * Since: 0.1
 */
TSQ_API int tsq_report_beta_binomial(const tsq_beta_binomial_result *result, double level, const tsq_report_options *options,
                                     int32_t format, char *buffer, size_t n, size_t *needed);

/**
 * @brief Writes the report of a generalized linear mixed model: heterogeneity with its profile likelihood interval and tests,
 *        coefficients, pooled effect, fit statistics.
 *
 * @param fit     in: a fit of tsq_glmm().
 * @param options in: as for tsq_report_fit(); `studies` and `beyond` are ignored.
 * @param format  in: enum tsq_report_format.
 * @param buffer  out: as for tsq_report_fit().
 * @param n       in: room in buffer.
 * @param needed  out: as for tsq_report_fit().
 * @return as tsq_report_fit(); those of tsq_glmm_confint().
 * Cost: that of tsq_glmm_confint().
 * Since: 0.1
 */
TSQ_API int tsq_report_glmm(const tsq_glmm_fit *fit, const tsq_report_options *options, int32_t format, char *buffer, size_t n,
                            size_t *needed);

/** @brief A report format's name: "text", "json", "csv". @param format in: enum tsq_report_format.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_report_format_name(int32_t format);
/** @brief Report format from its name. @param name in: the name. @param format out: enum tsq_report_format.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_report_format_from_name(const char *name, int32_t *format);

#ifdef __cplusplus
}
#endif

#endif
