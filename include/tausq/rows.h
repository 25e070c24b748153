/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/rows.h
 * @brief Rows: labelled estimates with intervals, what forest plots and tables are made of, whoever made them.
 *
 * The studies of a fit, subgroups and their summaries, leave-one-out, cumulative analysis, several fits beside each other: each is a
 * call that gives rows. Rows own all that is in them and outlive the fit that they came from.
 *
 * Experimental: new in 0.2, and may still change before 1.0; CHANGELOG says how to move over.
 */
#ifndef TAUSQ_ROWS_H
#define TAUSQ_ROWS_H

#include <tausq/base.h>
#include <tausq/fit.h>
#include <tausq/predict.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Rows. Opaque; freed by tsq_rows_free(). */
typedef struct tsq_rows tsq_rows;

/** @brief What a row is. */
enum tsq_row_kind {
  TSQ_ROW_STUDY = 30010,    /**< a study: its own effect, drawn as a square */
  TSQ_ROW_ESTIMATE = 30020, /**< another estimate (a study left out, a study added, a prediction), likewise */
  TSQ_ROW_SUBTOTAL = 30030, /**< a group's summary, drawn as a diamond */
  TSQ_ROW_TOTAL = 30040     /**< the overall summary, likewise */
};

/** @brief A row. Texts belong to the rows that it was read from. */
typedef struct tsq_row {
  size_t size;           /**< sizeof(tsq_row), or 0 */
  int32_t kind;          /**< enum tsq_row_kind */
  int32_t status;        /**< TSQ_OK; else why there are no numbers (they are NaN then): `note` says it in words */
  size_t index;          /**< of the study among the studies given; SIZE_MAX = none */
  size_t group;          /**< number of its group; SIZE_MAX = none */
  const char *label;     /**< its label; NULL = none */
  const char *note;      /**< a remark, such as why there are no numbers; NULL = none */
  tsq_prediction effect; /**< estimate, test, confidence and prediction interval, scale of yi; NaN = none */
  double weight;         /**< percent of the weights' sum; NaN = the model has no weights */
  double fitted[3];      /**< of a model with moderators: the fitted value and its confidence interval; NaN = none */
  double n;              /**< sample size or person-time, for transformations that need it; NaN = unknown */
} tsq_row;

/** @brief How rows are made. Zero means the default. */
typedef struct tsq_rows_options {
  size_t size;             /**< sizeof(tsq_rows_options): TSQ_ROWS_OPTIONS() sets it */
  const char *coefficient; /**< leave-one-out, cumulative: the coefficient in the rows; NULL = the first. All are extra columns */
  const size_t *order;     /**< [n] cumulative: studies, indices among those given, in the order in which they are added; NULL = as given */
  size_t n;                /**< how many */
  const double *ni;        /**< [k] sample sizes or person-times for the rows' `n`, k = tsq_fit_extent(fit, "given") of the first fit; NULL = none */
} tsq_rows_options;

/** @brief Options as a compound literal. C only. */
#define TSQ_ROWS_OPTIONS(...) (&(tsq_rows_options){.size = sizeof(tsq_rows_options), __VA_ARGS__})

/**
 * @brief The studies of a fit, each with its own effect, and the pooled effect (intercept-only models); of a subgroup analysis group by
 *        group, with a summary each.
 *
 * Studies that were left out are there without numbers, with a note that says why.
 *
 * @param fit     in: a fit that keeps its studies.
 * @param options in: NULL = defaults.
 * @param rows    out: the rows, untouched unless TSQ_OK; freed by tsq_rows_free().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_UNSUPPORTED: the fit keeps no studies; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Cost: O(k p).
 * Since: 0.2
 */
TSQ_API int tsq_fit_rows(const tsq_fit *fit, const tsq_rows_options *options, tsq_rows **rows);

/**
 * @brief Leave-one-out: a refit without each study that was used, a row each, in order. Extra columns: the model's heterogeneity (tau2, I2,
 *        H2, QE, QEp, ... by name) and the coefficients.
 *
 * A refit that fails is a row with the status and the message; the others go on. A last row, TSQ_ROW_TOTAL, is the fit itself.
 *
 * @param fit     in: a fit that keeps its studies, of any model.
 * @param options in: NULL = defaults.
 * @param rows    out: as for tsq_fit_rows().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_UNSUPPORTED: the fit keeps no studies, or its model cannot be refitted; TSQ_ERR_NAME: no such
 *   coefficient; TSQ_ERR_NOMEM; TSQ_ERR_OPTIONS.
 * Cost: k refits.
 * Source: Viechtbauer & Cheung 2010, doi:10.1002/jrsm.11.
 * Since: 0.2
 */
TSQ_API int tsq_leave_one_out(const tsq_fit *fit, const tsq_rows_options *options, tsq_rows **rows);

/**
 * @brief Cumulative analysis: refits to the first study, the first two, and so on, a row each; it has numbers from where the model can be
 *        fitted. Extra columns as for tsq_leave_one_out().
 *
 * @param fit     in: as for tsq_leave_one_out().
 * @param options in: `order` says in which order studies are added; those of it that the fit left out are skipped.
 * @param rows    out: as for tsq_fit_rows(); a row is labelled by the study that was added.
 * @return as tsq_leave_one_out(); TSQ_ERR_ARGUMENT: order names a study twice or one that was not given.
 * Cost: k refits.
 * Source: Lau et al. 1992, doi:10.1056/NEJM199207233270406.
 * Since: 0.2
 */
TSQ_API int tsq_cumulative(const tsq_fit *fit, const tsq_rows_options *options, tsq_rows **rows);

/**
 * @brief Empty rows, to be filled by tsq_rows_add() and tsq_rows_append().
 * @param level   in: confidence level of the intervals that will be in them, in (0, 1); 0 = 0.95.
 * @param measure in: enum tsq_measure, what the estimates are; 0 = not said.
 * @param rows    out: the rows, untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT; TSQ_ERR_NOMEM.
 * Since: 0.2
 */
TSQ_API int tsq_rows_new(double level, int32_t measure, tsq_rows **rows);

/**
 * @brief Frees rows. NULL is fine.
 * @param rows in: the rows and all texts read from them.
 * Since: 0.2
 */
TSQ_API void tsq_rows_free(tsq_rows *rows);

/**
 * @brief How many rows there are.
 * @param rows in: rows.
 * @return the number; 0 where rows is NULL.
 * Since: 0.2
 */
TSQ_API size_t tsq_rows_count(const tsq_rows *rows);

/**
 * @brief One row.
 * @param rows  in: rows.
 * @param index in: 0 .. tsq_rows_count() - 1.
 * @param row   out: set row->size (or 0) before; its texts belong to the rows.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: index; TSQ_ERR_OPTIONS.
 * Since: 0.2
 */
TSQ_API int tsq_rows_at(const tsq_rows *rows, size_t index, tsq_row *row);

/**
 * @brief Adds a row; its texts are copied.
 * @param rows in: rows.
 * @param row  in: the row; group: a number given by tsq_rows_add_group(), or SIZE_MAX.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: kind, or no such group; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM.
 * Since: 0.2
 */
TSQ_API int tsq_rows_add(tsq_rows *rows, const tsq_row *row);

/**
 * @brief Adds all rows of `from`, as a group of that name where it is not NULL. Extra columns that only one of them has are NaN in the other's.
 * @param rows in: rows.
 * @param from in: other rows (not the same).
 * @param name in: the group; NULL = the rows keep their groups.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT: different levels or measures, or from is rows; TSQ_ERR_NOMEM.
 * Since: 0.2
 */
TSQ_API int tsq_rows_append(tsq_rows *rows, const tsq_rows *from, const char *name);

/**
 * @brief Adds a group to which rows can belong.
 * @param rows  in: rows.
 * @param name  in: its name; copied.
 * @param group out: its number; NULL = not wanted.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NOMEM.
 * Since: 0.2
 */
TSQ_API int tsq_rows_add_group(tsq_rows *rows, const char *name, size_t *group);

/**
 * @brief A group's name.
 * @param rows  in: rows.
 * @param group in: its number, 0, 1, ...
 * @return text owned by the rows; NULL past the last group.
 * Since: 0.2
 */
TSQ_API const char *tsq_rows_group(const tsq_rows *rows, size_t group);

/**
 * @brief Adds a column of numbers, one a row.
 * @param rows   in: rows.
 * @param name   in: its name; copied; not one that there is.
 * @param values in: [tsq_rows_count()] its numbers; NULL = all NaN.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: there is a column of that name; TSQ_ERR_NOMEM.
 * Since: 0.2
 */
TSQ_API int tsq_rows_add_column(tsq_rows *rows, const char *name, const double *values);

/**
 * @brief The name of an extra column.
 * @param rows  in: rows.
 * @param index in: 0, 1, ...
 * @return text owned by the rows; NULL past the last column.
 * Since: 0.2
 */
TSQ_API const char *tsq_rows_column(const tsq_rows *rows, size_t index);

/**
 * @brief A column of all rows: "estimate", "se", "statistic", "df", "p_value", "ci_lower", "ci_upper", "pi_lower", "pi_upper", "pi_se",
 *        "pi_df", "weight", "fitted", "fitted_lower", "fitted_upper", "n", "index", "group", "kind", "status" or an extra column.
 * @param rows in: rows.
 * @param name in: the column.
 * @param buf  out: [tsq_rows_count()] its numbers; NaN where there is none (index and group: none).
 * @param n    in: room in buf.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such column (the message lists them); TSQ_ERR_BUFFER.
 * Since: 0.2
 */
TSQ_API int tsq_rows_numbers(const tsq_rows *rows, const char *name, double *buf, size_t n);

/**
 * @brief The confidence level of the rows' intervals.
 * @param rows in: rows.
 * @return the level; NaN where rows is NULL.
 * Since: 0.2
 */
TSQ_API double tsq_rows_level(const tsq_rows *rows);

/**
 * @brief What the estimates are.
 * @param rows in: rows.
 * @return enum tsq_measure; 0 where it was not said or rows is NULL.
 * Since: 0.2
 */
TSQ_API int32_t tsq_rows_measure(const tsq_rows *rows);

/** @brief What a note below a table or a figure says. */
enum tsq_note_kind {
  TSQ_NOTE_HETEROGENEITY = 31010, /**< "Heterogeneity: tau2 = ..., Q = ..." */
  TSQ_NOTE_TEST = 31020,          /**< the test of the effect, or of the moderators */
  TSQ_NOTE_GROUPS = 31030,        /**< the test for subgroup differences */
  TSQ_NOTE_OUTCOME = 31040,       /**< what must be known of the answer */
  TSQ_NOTE_CONVENTIONS = 31050    /**< how it was computed */
};

/**
 * @brief A note that goes below the rows, in words.
 * @param rows  in: rows.
 * @param index in: 0, 1, ...
 * @param kind  out: enum tsq_note_kind; NULL = not wanted.
 * @param group out: the group that it is about, SIZE_MAX = all rows; NULL = not wanted.
 * @return text owned by the rows (UTF-8; Greek letters as such); NULL past the last note.
 * Since: 0.2
 */
TSQ_API const char *tsq_rows_note(const tsq_rows *rows, size_t index, int32_t *kind, size_t *group);

/**
 * @brief Adds a note.
 * @param rows in: rows.
 * @param kind in: enum tsq_note_kind.
 * @param group in: the group that it is about; SIZE_MAX = all rows.
 * @param text in: the note; copied.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_ARGUMENT; TSQ_ERR_NOMEM.
 * Since: 0.2
 */
TSQ_API int tsq_rows_add_note(tsq_rows *rows, int32_t kind, size_t group, const char *text);

/** @brief "study", "estimate", "subtotal", "total". @param kind in: enum tsq_row_kind. @return static text, NULL if unknown. Since: 0.2 */
TSQ_API const char *tsq_row_kind_name(int32_t kind);
/** @brief From its name. @param name in: the name. @param kind out: its value. @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME. Since: 0.2 */
TSQ_API int tsq_row_kind_from_name(const char *name, int32_t *kind);

#ifdef __cplusplus
}
#endif

#endif
