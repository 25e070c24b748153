/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/report.h
 * @brief A fit of any model, or rows, as text that a person reads, as JSON that a program reads, as tables for spreadsheets and papers.
 *
 * Every report names the conventions that it used and the outcomes of the fit. What is pooled, and at which level, is the fit's to say.
 *
 * Experimental: new in 0.2, and may still change before 1.0; CHANGELOG says how to move over.
 */
#ifndef TAUSQ_REPORT_H
#define TAUSQ_REPORT_H

#include <tausq/base.h>
#include <tausq/fit.h>
#include <tausq/predict.h>
#include <tausq/rows.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Formats of a report. */
enum tsq_report_format {
  TSQ_REPORT_TEXT = 40010,     /**< aligned text, at most 80 columns, in the field's wording */
  TSQ_REPORT_JSON = 40020,     /**< everything, with shortest digits that read back to the same number; NaN is null, infinities are "Inf" and
                                    "-Inf"; the same keys for every model: examples/cli/report.schema.json */
  TSQ_REPORT_CSV = 40030,      /**< one table with a row a number group: coefficients, pooled and predicted effects, heterogeneity, tests, fit
                                    statistics (section, name, estimate, se, statistic, df1, df2, p_value, ci_lower, ci_upper, pi_lower, pi_upper) */
  TSQ_REPORT_MARKDOWN = 40040, /**< the same numbers as tables in Markdown */
  TSQ_REPORT_LATEX = 40050,    /**< as LaTeX tabulars (booktabs) */
  TSQ_REPORT_HTML = 40060      /**< as HTML tables, a fragment */
};

/** @brief How a report is written. Zero (and NULL for the whole struct) means the default. */
typedef struct tsq_report_options {
  size_t size;             /**< sizeof(tsq_report_options): TSQ_REPORT_OPTIONS() sets it */
  int32_t digits;          /**< decimals in text and tables, 1 .. 15; 0 = 4 */
  int32_t studies;         /**< 1 = with a table of the studies; 0 = without */
  int32_t transform;       /**< enum tsq_transform: pooled and predicted effects are shown on that scale as well; 0 = the back-transformation of
                                the fit's measure, where it has one that needs no sample sizes or `transform_n` is given;
                                TSQ_TRANSFORM_NONE = none */
  int32_t beyond_direction;/**< -1 or 1 as given to tsq_probability_beyond(); used with `beyond` */
  int32_t unicode;         /**< 1 = tau^2 and I^2 as Unicode has them; 0 = ASCII */
  int32_t reserved;        /**< must be 0 */
  double transform_n;      /**< harmonic mean of the sample sizes or person-times, for the Freeman-Tukey inverses; 0 = none */
  const char *measure;     /**< what the effect is, in headings; NULL = the title of the fit's measure */
  const char *shown;       /**< what it is after the transformation; NULL = the measure's, or "Back-transformed" */
  size_t n_predictions;    /**< rows of predictions to report after the coefficients; 0 = none */
  const tsq_prediction *predictions; /**< [n_predictions] from tsq_predict() */
  const char *const *prediction_labels; /**< [n_predictions] what they are for, "ablat=33"; NULL = numbers */
  const tsq_beyond *beyond; /**< a probability beyond a threshold to report; NULL = none */
  const char *call;        /**< how the fit was asked for, for the JSON; NULL = not said */
  const void *reserved_pointer; /**< must be NULL */
} tsq_report_options;

/** @brief Options as a compound literal. C only. */
#define TSQ_REPORT_OPTIONS(...) (&(tsq_report_options){.size = sizeof(tsq_report_options), __VA_ARGS__})

/**
 * @brief Writes the report of a fit of any model into the caller's buffer, in the way of snprintf.
 *
 * @param fit     in: a fit.
 * @param options in: NULL = defaults.
 * @param format  in: enum tsq_report_format.
 * @param buffer  out: [n] the text with its terminating NUL; may be NULL where n = 0; untouched unless TSQ_OK.
 * @param n       in: room in buffer, in bytes.
 * @param needed  out: bytes that the report takes, the NUL included; NULL = not wanted. Also written with TSQ_ERR_BUFFER.
 * @return TSQ_OK; TSQ_ERR_BUFFER: n is too small (n = 0 asks for the size); TSQ_ERR_NULL: fit, or buffer while n > 0;
 *   TSQ_ERR_ARGUMENT: unknown format, digits out of range, a transformation that lacks transform_n; TSQ_ERR_UNSUPPORTED: JSON in a
 *   build without jansson, a table of studies of a fit that keeps none; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS; those of tsq_confint().
 * Edge cases: names that are not UTF-8 are shown with U+FFFD in their places in JSON and HTML.
 * Cost: that of tsq_confint(), and O(k) with studies.
 * Since: 0.1 (in this form 0.2)
 */
TSQ_API int tsq_report(const tsq_fit *fit, const tsq_report_options *options, int32_t format, char *buffer, size_t n, size_t *needed);

/**
 * @brief Writes rows as a table: label, estimate, interval, weight and extra columns.
 *
 * @param rows    in: rows of any kind.
 * @param options in: digits, transform, transform_n, unicode, measure, shown; the rest is ignored. NULL = defaults.
 * @param format  in: enum tsq_report_format.
 * @param buffer  out: as for tsq_report().
 * @param n       in: room in buffer, in bytes.
 * @param needed  out: as for tsq_report().
 * @return as tsq_report().
 * Cost: O(rows).
 * Since: 0.2
 */
TSQ_API int tsq_report_rows(const tsq_rows *rows, const tsq_report_options *options, int32_t format, char *buffer, size_t n, size_t *needed);

/**
 * @brief The fit that a JSON report tells of, fitted again from what stands in the report: model, options, the studies' records,
 *        moderators, labels, lines and groups.
 *
 * Nothing but the records and the options is taken from the report, so that its other numbers can be checked by tsq_report_changes().
 *
 * @param json  in: [bytes] a report of a fit by tsq_report(), of the whole (not of rows).
 * @param bytes in: its length, without a terminating NUL.
 * @param fit   out: the fit, untouched unless TSQ_OK; freed by tsq_fit_free().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_PARSE: it is not JSON (line and reason), or not a report of a fit (what is missing or of the
 *   wrong kind); TSQ_ERR_NAME: a model, option, value or column that this library does not know; TSQ_ERR_UNSUPPORTED: the report
 *   tells of a fit that kept no studies; TSQ_ERR_NOMEM; and all of the model's own function.
 * Edge cases: a report by another version is read as long as its schema is known.
 * Cost: that of the fit.
 * Since: 0.2
 */
TSQ_API int tsq_rerun(const char *json, size_t bytes, tsq_fit **fit);

/**
 * @brief Which of the numbers that a JSON report tells a fit has otherwise: every number of `quantities`, of parts as well.
 *
 * A line each, "QE: 152.233 -> 152.234", "beta[2]: NA -> 0.5", "parts[1].tau2: 0.3 -> 0.31"; a quantity that only one of them has is
 * a change. Numbers are equal where |a - b| <= tolerance * max(|a|, |b|); vectors and matrices are compared with their largest
 * element in its place, so that rounding in an element that is 0 by rights is no change.
 *
 * @param json      in: [bytes] a report of a fit by tsq_report().
 * @param bytes     in: its length.
 * @param fit       in: a fit, as a rule from tsq_rerun().
 * @param tolerance in: relative, >= 0, such as 1e-12.
 * @param buffer    out: [n] the lines, "" where nothing changed; as for tsq_report().
 * @param n         in: room in buffer, in bytes.
 * @param needed    out: as for tsq_report().
 * @return TSQ_OK; TSQ_ERR_BUFFER; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: tolerance; TSQ_ERR_PARSE as tsq_rerun(); TSQ_ERR_UNSUPPORTED: a build
 *   without jansson; TSQ_ERR_NOMEM.
 * Cost: that of a JSON report.
 * Since: 0.2
 */
TSQ_API int tsq_report_changes(const char *json, size_t bytes, const tsq_fit *fit, double tolerance, char *buffer, size_t n,
                               size_t *needed);

/** @brief A report format's name: "text", "json", "csv", "markdown", "latex", "html". @param format in: enum tsq_report_format.
 *  @return static text, NULL if unknown. Since: 0.1 */
TSQ_API const char *tsq_report_format_name(int32_t format);
/** @brief Report format from its name. @param name in: the name. @param format out: its value.
 *  @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.1 */
TSQ_API int tsq_report_format_from_name(const char *name, int32_t *format);

#ifdef __cplusplus
}
#endif

#endif
