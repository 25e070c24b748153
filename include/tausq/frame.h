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
  int32_t delimiter; /**< the character between cells, e.g. ';'; 0 = that of a first line such as "sep=;", or else the
                          one among ',' ';' tab '|' that cuts the first 50 lines into equally many cells */
  int32_t decimal;   /**< '.' or ','; 0 = decided once for the file, from all cells of its numeric columns */
  int32_t comment;   /**< lines before the header that begin with this character are skipped; 0 = '#', -1 = none are */
  int32_t no_header; /**< 1 = the first line is data and the columns are named V1, V2, ...; 0 = it has the names */
  const char *const *missing; /**< [n_missing] spellings of "missing" that replace the usual ones:
                                   NA N/A n/a \#N/A \#NA \#NV \#N/D NaN nan NULL null NR nr N/R n/r N.R. n.r. N.A. n.a.
                                   "not reported" . - -- and the dashes; an empty cell is always missing */
  size_t n_missing;           /**< number of these; 0 = the usual ones */
  const char *const *also_missing; /**< [n_also_missing] spellings that are added to those */
  size_t n_also_missing;           /**< number of these; 0 = none */
} tsq_csv_options;

/** @brief Options as a compound literal: TSQ_CSV_OPTIONS(.delimiter = ';', .decimal = ','). C only. */
#define TSQ_CSV_OPTIONS(...) (&(tsq_csv_options){.size = sizeof(tsq_csv_options), __VA_ARGS__})

/**
 * @brief Reads a frame from a CSV file, as spreadsheets and people write it.
 *
 * Lines end with LF, CRLF or CR. Excel's line "sep=;", comment lines and blank lines before the header are skipped; blank lines
 * and rows of empty cells after it are too, and so are empty columns without a name at the end. Spaces around a cell that is not
 * quoted do not count. UTF-8 and UTF-16 with or without byte order mark, or else Windows-1252.
 *
 * Numbers are as in C or R ("-1.5", ".5", "2e-3", "Inf"; no hexadecimal), or as people write them: a quoted number is one; a minus
 * sign or a dash before a number is '-'; a no-break, thin or plain space, an apostrophe, or the mark that is not the decimal one
 * may stand between thousands. **The decimal mark is decided once for the file**, from the cells of its numeric columns that tell
 * it (1.5, 0,040, 1.040,5, 1.040.000); cells with the other one are errors. A cell like 1.040, which tells nothing, is a number
 * with decimals where that is the file's mark; otherwise it is 1040 where the column has whole numbers alone or other cells show
 * that mark between thousands. Where no cell tells the mark, it is the point in comma-separated files; 1.040 elsewhere, and "1,040"
 * anywhere, is then 1040 in a column with the usual name of a count (n1, events, ...: see tsq_frame_guess()) and an error that
 * says both readings in others. A column of percentages ("12.5%", 0 may be bare) is text with tsq_frame_proportions().
 *
 * What was guessed: tsq_frame_reading().
 *
 * @param path    in: the file; "-" = standard input, read to its end.
 * @param options in: see tsq_csv_options; NULL = the defaults.
 * @param out     out: the frame, untouched unless TSQ_OK; free it with tsq_frame_free().
 * @return TSQ_OK;
 *   TSQ_ERR_NULL: path or out is NULL;
 *   TSQ_ERR_IO: the file cannot be opened or read (the message has the system's reason);
 *   TSQ_ERR_PARSE: no header line; a column without a name or with the name of another; a header of numbers alone;
 *     a row with more or fewer cells than the header; text around a quoted cell, a stray quote, a quote never closed;
 *     a number with the mark that is not the file's decimal one, a number with two readings, a number without a percent sign
 *     among percentages; two delimiters that fit alike; a zero byte, a lone surrogate, bytes that are no UTF-8 beside others
 *     that are, or that Windows-1252 does not have. The message names line (from 1, as an editor counts) and column;
 *   TSQ_ERR_ARGUMENT: an option out of its range; TSQ_ERR_OPTIONS; TSQ_ERR_NOMEM;
 *   TSQ_ERR_LENGTH: more than 2^31 - 1 different texts in one column;
 *   TSQ_ERR_UNSUPPORTED: this build has no CSV part: tsq_has("csv") is 0.
 * Edge cases: a header without rows is a frame with 0 rows; a column with no value at all is numeric, all NaN; a row in which
 *   a word for missing stands is a row of missing values.
 * Cost: O(bytes); memory: the file, 8 bytes a number, 4 bytes a text cell, and every different text of a column once.
 *   A file whose column turns from numbers to text part way is parsed twice, and so is one with percentages or with cells that
 *   the decimal mark of the others explains; one that is not UTF-8 is copied first.
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
 * @brief The lines of all rows, as tsq_frame_line() gives them.
 * @param frame in/out: a frame (the array is built at the first question and kept).
 * @param lines out: borrowed [rows] lines from 1, 0 = not read from CSV; alive as long as the frame, rows = tsq_frame_rows(frame); untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NOMEM.
 * Cost: O(rows) at the first question, 8 bytes a row.
 * Since: 0.1
 */
TSQ_API int tsq_frame_lines(tsq_frame *frame, const size_t **lines);

/**
 * @brief A row as its reader knows it, for messages: "'Aronson 1948' (line 3)"; "line 3" where it has no label; "row 2" (from 1)
 *        in a frame that was not read from CSV.
 * @param frame  in/out: a frame (the texts of the labels are built at the first question and kept).
 * @param labels in: the name of the column of labels; NULL = there is none.
 * @param row    in: its index, from 0.
 * @param buffer out: [n] the name, cut off and ended by a zero byte where it is longer.
 * @param n      in: room in buffer, >= 1.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such column; TSQ_ERR_ARGUMENT: row out of range; TSQ_ERR_NOMEM.
 * Edge cases: rows of a subset keep the lines of the file.
 * Cost: as tsq_frame_text() at the first question.
 * Since: 0.1
 */
TSQ_API int tsq_frame_row_name(tsq_frame *frame, const char *labels, size_t row, char *buffer, size_t n);

/**
 * @brief How the file was read, in words: "decimal comma, tab-separated, 3 missing as 'NR'".
 *
 * The decimal mark (where a cell or an option told it), what stands between thousands, the delimiter, the encoding where it is not
 * UTF-8, how often each word was taken for a missing value, and how many empty columns and rows were left out.
 *
 * @param frame in: a frame.
 * @return text owned by the frame; "" where it was not read from CSV, NULL where frame is NULL. A subset says what its frame said.
 * Since: 0.1
 */
TSQ_API const char *tsq_frame_reading(const tsq_frame *frame);

/**
 * @brief Finds rows that are totals of the others: labelled so, and with the columns' sums.
 *
 * A row is one if one of its texts begins with a word for it (total, overall, subtotal, pooled, Summe, gesamt, totaux, ...) and
 * a numeric column has there the sum of all ordinary rows, or of those since the last such row (a subtotal). The last row
 * is one too if all its texts are missing and two or more numbers are such sums and no number is not.
 *
 * @param frame    in: a frame.
 * @param totals   out: [rows] 0 .. 1: 1 = looks like a total, 0 = does not; NULL = not wanted, rows = tsq_frame_rows(frame).
 * @param n_totals out: how many do; NULL = not wanted. Outputs are untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL: frame is NULL; TSQ_ERR_NOMEM.
 * Edge cases: a study that is called "Total Knee Trial" is none, as its numbers are no sums; missing numbers count as 0 in sums.
 * Cost: O(rows x columns).
 * Since: 0.1
 */
TSQ_API int tsq_frame_totals(const tsq_frame *frame, int32_t *totals, size_t *n_totals);

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
 *   TSQ_ERR_PARSE: a cell is not a number: "line 7, column 'm1': 'abc' is not a number" names the first; so does a percentage.
 * Edge cases: infinite values ("Inf") are passed on: what uses them decides; numbers beyond double precision ("1e999")
 *   are not numbers.
 * Cost: O(1), O(columns) to find the name.
 * Since: 0.1
 */
TSQ_API int tsq_frame_numeric(const tsq_frame *frame, const char *name, const double **column);

/**
 * @brief The numbers of a column that is used as counts (events, group sizes): whole and not negative.
 * @param frame  in: a frame.
 * @param name   in: the column's name.
 * @param column out: borrowed [rows] numbers, NaN = missing, alive as long as the frame, rows = tsq_frame_rows(frame); untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME, TSQ_ERR_PARSE: as tsq_frame_numeric();
 *   TSQ_ERR_DATA: "line 2, column 'n1': 1.04 is not a whole number: it is used as a count" names the first.
 * Cost: O(rows).
 * Since: 0.1
 */
TSQ_API int tsq_frame_counts(const tsq_frame *frame, const char *name, const double **column);

/**
 * @brief The numbers of a column that is used as proportions: "12.5%" is 0.125, a number without percent sign is itself.
 * @param frame  in/out: a frame (the numbers of percentages are made at the first question and kept).
 * @param name   in: the column's name.
 * @param column out: borrowed [rows] numbers, NaN = missing, alive as long as the frame, rows = tsq_frame_rows(frame); untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such column; TSQ_ERR_PARSE: a cell is neither number nor percentage;
 *   TSQ_ERR_DATA: one is not between 0 and 1 (0% and 100%), and the message names the first; TSQ_ERR_NOMEM.
 * Cost: O(rows).
 * Since: 0.1
 */
TSQ_API int tsq_frame_proportions(tsq_frame *frame, const char *name, const double **column);

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
 * @brief A column as categories of some of the rows: levels that no other row has are not among them.
 * @param frame    in/out: a frame (codes of a numeric column are built at the first question and kept).
 * @param name     in: the column's name.
 * @param use      in: [rows] 0 .. 1: 1 = the row counts, 0 = it does not (as a study without an effect); NULL = all do; rows = tsq_frame_rows(frame).
 * @param codes    out: [rows] level indices from 0, -1 = missing, or a level that no row in use has; rows = tsq_frame_rows(frame).
 * @param levels   out: [n_levels] the levels, in their order, with room for as many as tsq_frame_levels() says; texts owned by the frame.
 * @param n_levels out: how many of these were filled. Outputs are untouched unless TSQ_OK.
 * @return TSQ_OK; TSQ_ERR_NULL; TSQ_ERR_NAME: no such column; TSQ_ERR_NOMEM.
 * Cost: O(rows), and that of tsq_frame_codes().
 * Since: 0.1
 */
TSQ_API int tsq_frame_used_levels(tsq_frame *frame, const char *name, const int32_t *use, int32_t *codes,
                                  const char **levels, size_t *n_levels);

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
