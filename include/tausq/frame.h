/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file tausq/frame.h
 * @brief Records by named columns, usually from a CSV file: numbers as double arrays, text as categories.
 *
 * A frame is read once and then asked for its columns, which stay alive as long as the frame does:
 *
 *     tsq_frame *t = NULL;
 *     const double *yi = NULL, *vi = NULL;
 *     int rc = tsq_frame_read_csv("bcg.csv", NULL, &t);
 *     if (rc == TSQ_OK) rc = tsq_frame_numeric(t, "yi", &yi);
 *     if (rc == TSQ_OK) rc = tsq_frame_numeric(t, "vi", &vi);
 *     tsq_data data = {.k = tsq_frame_rows(t), .yi = yi, .vi = vi};
 *
 * A column in which every cell is a number or missing is numeric (NaN = missing); any other is text (NULL =
 * missing), and both can be asked for as categories. A frame belongs to one thread at a time: asking for texts,
 * levels or codes builds them at the first question and keeps them.
 */
#ifndef TAUSQ_FRAME_H
#define TAUSQ_FRAME_H

#include <tausq/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief A frame of records. Opaque; freed by tsq_frame_free(). */
typedef struct tsq_frame tsq_frame;

/** @brief How a CSV text is read. Zero (and NULL for the whole struct) means the default. */
typedef struct tsq_csv_options {
  size_t size;       /**< sizeof(tsq_csv_options): TSQ_CSV_OPTIONS() sets it */
  int32_t delimiter; /**< the character between cells, e.g. ';'; 0 = the one among ',' ';' tab that the header line
                          has most of outside quotes */
  int32_t decimal;   /**< '.' or ','; 0 = '.', and in ';' files either, but one and the same within a column */
  int32_t comment;   /**< lines before the header that begin with this character are skipped; 0 = '#', -1 = none are */
  int32_t no_header; /**< 1 = the first line is data and the columns are named V1, V2, ...; 0 = it has the names */
  const char *const *missing; /**< [n_missing] spellings of "missing" that replace the usual ones:
                                   NA N/A n/a NaN nan NULL null . - ; an empty cell is always missing */
  size_t n_missing;           /**< number of these; 0 = the usual ones */
} tsq_csv_options;

/** @brief Options as a compound literal: TSQ_CSV_OPTIONS(.delimiter = ';', .decimal = ','). C only. */
#define TSQ_CSV_OPTIONS(...) (&(tsq_csv_options){.size = sizeof(tsq_csv_options), __VA_ARGS__})

/**
 * @brief Reads a frame from a CSV file (RFC 4180, UTF-8 with or without a byte order mark, lines ended by LF, CRLF or CR).
 *
 * Comment lines and blank lines before the header are skipped; blank lines after it are too. Spaces around a cell
 * that is not quoted do not count. A quoted number is a number. Numbers are written as in C or R ("-1.5", ".5",
 * "2e-3", "Inf"; a typographic minus U+2212 counts as '-'); no hexadecimal, no thousands separators, no percent signs.
 *
 * @param path    in: the file; "-" = standard input, read to its end.
 * @param options in: see tsq_csv_options; NULL = the defaults.
 * @param out     out: the frame, untouched unless TSQ_OK; free it with tsq_frame_free().
 * @return TSQ_OK;
 *   TSQ_ERR_NULL: path or out is NULL;
 *   TSQ_ERR_IO: the file cannot be opened or read (the message has the system's reason);
 *   TSQ_ERR_PARSE: no header line; a column without a name or with the name of another; a header of numbers alone;
 *     a row with more or fewer cells than the header; text around a quoted cell, a stray quote, a quote never closed;
 *     a zero byte, UTF-16, or bytes that are not UTF-8. The message names line (from 1, as an editor counts) and column;
 *   TSQ_ERR_ARGUMENT: an option out of its range; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM;
 *   TSQ_ERR_LENGTH: more than 2^31 - 1 different texts in one column;
 *   TSQ_ERR_UNSUPPORTED: this build has no CSV part: tsq_has("csv") is 0.
 * Edge cases: a header without rows is a frame with 0 rows; a column with no value at all is numeric, all NaN; a
 *   row of empty cells is a row of missing values; in a frame of one column a blank line is skipped, not missing.
 * Cost: O(bytes); memory: the file, 8 bytes a number, 4 bytes a text cell, and every different text of a column once.
 *   A file whose column turns from numbers to text part way is parsed twice.
 * Source: RFC 4180 (doi:10.17487/RFC4180), with the line ends and blank lines that R's read.csv accepts.
 * Since: 0.1
 */
TSQ_API int tsq_frame_read_csv(const char *path, const tsq_csv_options *options, tsq_frame **out);

/**
 * @brief Reads a frame from CSV text in memory; otherwise as tsq_frame_read_csv().
 * @param text    in: [bytes] the text, not necessarily ended by a zero byte; not needed after the call. May be NULL
 *                where bytes is 0 (which is TSQ_ERR_PARSE: no header line).
 * @param bytes   in: its length.
 * @param options in: see tsq_csv_options; NULL = the defaults.
 * @param out     out: the frame, untouched unless TSQ_OK; free it with tsq_frame_free().
 * @return as tsq_frame_read_csv(), without TSQ_ERR_IO; TSQ_ERR_NULL also where text is NULL and bytes is not 0.
 * Edge cases and cost: as tsq_frame_read_csv().
 * Source: as tsq_frame_read_csv().
 * Since: 0.1
 */
TSQ_API int tsq_frame_parse_csv(const char *text, size_t bytes, const tsq_csv_options *options, tsq_frame **out);

/**
 * @brief A frame without columns, to be filled from arrays by tsq_frame_add_numeric() and tsq_frame_add_text().
 * @param rows in: number of rows of every column; may be 0.
 * @param out  out: the frame, untouched unless TSQ_OK; free it with tsq_frame_free().
 * @return TSQ_OK; TSQ_ERR_NULL: out is NULL; TSQ_ERR_NOMEM.
 * Cost: O(1). Needs no CSV part.
 * Since: 0.1
 */
TSQ_API int tsq_frame_new(size_t rows, tsq_frame **out);

/**
 * @brief Adds a numeric column at the end.
 * @param frame  in/out: a frame; unchanged unless TSQ_OK.
 * @param name   in: the column's name, not empty, not yet in the frame.
 * @param values in: [rows] the numbers, copied; NaN = missing, rows = tsq_frame_rows(frame). May be NULL where the frame has no rows.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: the name is empty or taken; TSQ_ERR_NOMEM.
 * Cost: O(rows). Columns borrowed before stay where they are.
 * Since: 0.1
 */
TSQ_API int tsq_frame_add_numeric(tsq_frame *frame, const char *name, const double *values);

/**
 * @brief Adds a text column at the end.
 * @param frame   in/out: a frame; unchanged unless TSQ_OK.
 * @param name    in: the column's name, not empty, not yet in the frame.
 * @param strings in: [rows] zero-terminated texts, copied; NULL = missing, rows = tsq_frame_rows(frame). May be NULL where the frame has no rows.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: the name is empty or taken; TSQ_ERR_LENGTH: as tsq_frame_read_csv();
 *   TSQ_ERR_NOMEM.
 * Edge cases: the texts are taken as they are: "" is a text and "1" stays one.
 * Cost: O(bytes of text), and sorting the different texts. Columns borrowed before stay where they are.
 * Since: 0.1
 */
TSQ_API int tsq_frame_add_text(tsq_frame *frame, const char *name, const char *const *strings);

/**
 * @brief Frees a frame and every array borrowed from it. NULL is fine.
 * @param frame in: the frame; it must not be used afterwards.
 * Since: 0.1
 */
TSQ_API void tsq_frame_free(tsq_frame *frame);

/**
 * @brief Number of rows.
 * @param frame in: a frame.
 * @return the number; 0 where frame is NULL.
 * Since: 0.1
 */
TSQ_API size_t tsq_frame_rows(const tsq_frame *frame);

/**
 * @brief Number of columns.
 * @param frame in: a frame.
 * @return the number; 0 where frame is NULL.
 * Since: 0.1
 */
TSQ_API size_t tsq_frame_columns(const tsq_frame *frame);

/**
 * @brief The name of a column.
 * @param frame  in: a frame.
 * @param column in: its index, from 0.
 * @return text owned by the frame; NULL where frame is NULL or the index out of range.
 * Since: 0.1
 */
TSQ_API const char *tsq_frame_column_name(const tsq_frame *frame, size_t column);

/**
 * @brief The line of the file on which a row begins, for messages of your own.
 * @param frame in: a frame.
 * @param row   in: its index, from 0.
 * @return the line, from 1 as an editor counts; 0 where the frame was not read from CSV, frame is NULL or the row is
 *   out of range. A subset keeps the lines of the file.
 * Cost: O(log of the number of blank lines and quoted line breaks before it).
 * Since: 0.1
 */
TSQ_API size_t tsq_frame_line(const tsq_frame *frame, size_t row);

/**
 * @brief Looks a column up by its exact name (upper and lower case differ).
 * @param frame  in: a frame.
 * @param name   in: the name.
 * @param column out: the index, from 0; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: there is none, and the message lists the columns that there are.
 * Cost: O(columns).
 * Since: 0.1
 */
TSQ_API int tsq_frame_find(const tsq_frame *frame, const char *name, size_t *column);

/**
 * @brief Whether every cell of a column is a number or missing.
 * @param frame  in: a frame.
 * @param column in: the index, from 0.
 * @return 1 or 0; 0 where frame is NULL or the index out of range.
 * Since: 0.1
 */
TSQ_API int tsq_frame_is_numeric(const tsq_frame *frame, size_t column);

/**
 * @brief The numbers of a column.
 * @param frame  in: a frame.
 * @param name   in: the column's name.
 * @param column out: borrowed [rows] numbers, NaN = missing, alive as long as the frame, rows = tsq_frame_rows(frame); untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such column;
 *   TSQ_ERR_PARSE: a cell is not a number: "line 7, column 'm1': 'abc' is not a number" names the first.
 * Edge cases: infinite values ("Inf") are passed on: what uses them decides; numbers beyond double precision ("1e999")
 *   are not numbers.
 * Cost: O(1), O(columns) to find the name.
 * Since: 0.1
 */
TSQ_API int tsq_frame_numeric(const tsq_frame *frame, const char *name, const double **column);

/**
 * @brief The texts of a column, as study labels for instance.
 * @param frame   in/out: a frame (the texts are built at the first question and kept).
 * @param name    in: the column's name.
 * @param strings out: borrowed [rows] texts, NULL = missing, alive as long as the frame, rows = tsq_frame_rows(frame); untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such column; TSQ_ERR_NOMEM.
 * Edge cases: of a numeric column each number is written with the fewest of 15 to 17 significant digits that give it
 *   back ("1", "0.1"): its spelling in the file is not kept.
 * Cost: O(rows) at the first question, 8 bytes a row; a numeric column is sorted first: see tsq_frame_codes().
 * Since: 0.1
 */
TSQ_API int tsq_frame_text(tsq_frame *frame, const char *name, const char *const **strings);

/**
 * @brief How many different values (levels) a column has, missing ones not counted.
 * @param frame    in/out: a frame (levels of a numeric column are built at the first question and kept).
 * @param name     in: the column's name.
 * @param n_levels out: the number; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such column; TSQ_ERR_NOMEM.
 * Edge cases: 0 where every cell is missing.
 * Cost: O(1) for text; for numbers see tsq_frame_codes().
 * Since: 0.1
 */
TSQ_API int tsq_frame_levels(tsq_frame *frame, const char *name, size_t *n_levels);

/**
 * @brief One level of a column. Levels are sorted as R's factor() sorts them in the C locale: texts by their bytes,
 *        numbers by value.
 * @param frame in/out: a frame (levels of a numeric column are built at the first question and kept).
 * @param name  in: the column's name.
 * @param level in: the level's index, from 0.
 * @return text owned by the frame; NULL (and a message in tsq_last_error()) where an argument is NULL, there is no such
 *   column or level, or memory could not be had.
 * Cost: as tsq_frame_levels().
 * Since: 0.1
 */
TSQ_API const char *tsq_frame_level(tsq_frame *frame, const char *name, size_t level);

/**
 * @brief A column as categories: for each row the index of its level.
 * @param frame in/out: a frame (codes of a numeric column are built at the first question and kept).
 * @param name  in: the column's name.
 * @param codes out: borrowed [rows] level indices from 0, -1 = missing, rows = tsq_frame_rows(frame); untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such column; TSQ_ERR_LENGTH: more than 2^31 - 1 different numbers;
 *   TSQ_ERR_NOMEM.
 * Cost: O(1) for text; for numbers O(rows log rows) at the first question, 4 bytes a row and the levels kept.
 * Since: 0.1
 */
TSQ_API int tsq_frame_codes(tsq_frame *frame, const char *name, const int32_t **codes);

/**
 * @brief The rows that meet a condition, as a new frame with the same columns.
 *
 * A condition is COLUMN OP VALUE with OP one of == != < <= > >=, or several of these joined by '&' (all must hold):
 * "year >= 1960 & alloc == random". A value may be quoted, a column's name too ("my column" == 'a & b'). Numeric columns
 * compare as numbers, text columns by their bytes.
 *
 * @param frame     in: a frame; unchanged.
 * @param condition in: the condition.
 * @param out       out: the new frame, untouched unless TSQ_OK; free it with tsq_frame_free().
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_PARSE: the condition is malformed, or a value is not a number where the column
 *   is numeric; TSQ_ERR_NAME: no such column; TSQ_ERR_NOMEM.
 * Edge cases: a row whose value is missing does not meet any condition on it (R's subset()); no row left is a frame with
 *   0 rows; a text column whose remaining cells are all numbers becomes numeric.
 * Cost: O(rows x columns).
 * Since: 0.1
 */
TSQ_API int tsq_frame_subset(const tsq_frame *frame, const char *condition, tsq_frame **out);

/**
 * @brief Finds the column that plays a role, by the spellings that are usual in the field.
 *
 * A role is metafor's argument name: yi vi sei | ai bi ci di n1i n2i | x1i x2i t1i t2i | m1i m2i sd1i sd2i |
 * xi mi ti sdi ri ni (xi: events, mi: mean in a single group) | ci_lb ci_ub | weights slab year cluster subgroup. Case and the
 * separators "._-" and space do not count: for m1i: m1i, m1, mean1, mean_e, mean.t, treat_mean, ...; meta's event.e, n.e,
 * mean.c, sd.c, TE, seTE and studlab are among them. Of several the most specific spelling wins, then the first column.
 *
 * @param frame  in: a frame.
 * @param role   in: the role; case does not count.
 * @param column out: the column's index, from 0; untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: the role is unknown (the message lists the roles) or no column has a usual
 *   name for it (the message lists the columns).
 * Edge cases: names alone are looked at: that the column is numeric is for you to check.
 * Cost: O(columns x spellings).
 * Since: 0.1
 */
TSQ_API int tsq_frame_guess(const tsq_frame *frame, const char *role, size_t *column);

#ifdef __cplusplus
}
#endif

#endif
