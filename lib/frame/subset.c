/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that meet a condition: COLUMN OP VALUE, several joined by '&'. */
#include "base/alloc.h"
#include "base/status.h"
#include "base/words.h"
#include "frame/column.h"
#include "frame/csv_number.h"

#include <math.h>
#include <string.h>

enum comparison { EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL };

/* Longer spellings first: "<=" begins with "<". */
static const struct {
  const char *text;
  enum comparison comparison;
} operators[] = {{"==", EQUAL}, {"!=", NOT_EQUAL}, {"<=", LESS_EQUAL}, {">=", GREATER_EQUAL},
                 {"<", LESS},   {">", GREATER},    {"=", EQUAL}};

static int holds(enum comparison comparison, int order) {
  switch (comparison) {
    case EQUAL: return order == 0;
    case NOT_EQUAL: return order != 0;
    case LESS: return order < 0;
    case LESS_EQUAL: return order <= 0;
    case GREATER: return order > 0;
    case GREATER_EQUAL: return order >= 0;
  }
  return 0;
}

static int read_operator(const char **at, enum comparison *comparison) {
  for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
    size_t n = strlen(operators[i].text);
    if (strncmp(*at, operators[i].text, n) == 0) {
      *comparison = operators[i].comparison;
      *at += n;
      return TSQ_OK;
    }
  }
  return tsqp_fail(TSQ_ERR_PARSE, "condition: one of == != < <= > >= expected at '%.20s'", *at);
}

static void keep_texts(const tsqp_column *column, size_t rows, enum comparison comparison, const char *value,
                       unsigned char *keep) {
  for (size_t i = 0; i < rows; i++) {
    int32_t code = column->codes[i];
    keep[i] &= (unsigned char)(code >= 0 && holds(comparison, strcmp(column->levels[code], value)));
  }
}

static void keep_numbers(const tsqp_column *column, size_t rows, enum comparison comparison, double value,
                         unsigned char *keep) {
  for (size_t i = 0; i < rows; i++) {
    double x = column->numbers[i];
    keep[i] &= (unsigned char)(!isnan(x) && holds(comparison, (x > value) - (x < value)));
  }
}

/* Clears keep[i] of the rows that do not meet the condition that begins at *at. */
static int apply_one(const tsq_frame *frame, const char **at, char *word, unsigned char *keep) {
  size_t index = 0;
  enum comparison comparison = EQUAL;
  double number;
  TSQP_TRY(tsqp_read_word(at, "=!<>&", "condition", word));
  TSQP_TRY(tsq_frame_find(frame, word, &index));
  TSQP_TRY(read_operator(at, &comparison));
  TSQP_TRY(tsqp_read_word(at, "&", "condition", word));
  const tsqp_column *column = &frame->column[index];
  if (column->is_text) {
    keep_texts(column, frame->rows, comparison, word, keep);
    return TSQ_OK;
  }
  if (!tsqp_read_number(word, '.', &number)) {
    char name[TSQP_SHOWN_BYTES], shown[TSQP_SHOWN_BYTES];
    return tsqp_fail(TSQ_ERR_PARSE, "condition: column '%s' is numeric and '%s' is not a number",
                     tsqp_shown(column->name, name), tsqp_shown(word, shown));
  }
  keep_numbers(column, frame->rows, comparison, number, keep);
  return TSQ_OK;
}

static int apply_all(const tsq_frame *frame, const char *condition, unsigned char *keep) {
  char *word = tsqp_malloc(strlen(condition) + 1);
  if (word == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a condition");
  int status;
  const char *at = condition;
  TSQP_TRY_OR_CLEANUP(apply_one(frame, &at, word, keep));
  while (*at == '&') {
    at += at[1] == '&' ? 2 : 1;
    TSQP_TRY_OR_CLEANUP(apply_one(frame, &at, word, keep));
  }
  if (*at != '\0') status = tsqp_fail(TSQ_ERR_PARSE, "condition: '&' or its end expected at '%.20s'", at);
cleanup:
  tsqp_free(word);
  return status;
}

/* Whether a kept cell is a text that is not a number; if none is, the column becomes numeric. */
static int stays_text(const tsq_frame *frame, const tsqp_column *column, const unsigned char *keep) {
  double number;
  if (column->is_percent) return 1;
  for (size_t i = 0; i < frame->rows; i++) {
    if (!keep[i] || column->codes[i] < 0) continue;
    if (!tsqp_read_number(column->levels[column->codes[i]], frame->mark, &number)) return 1;
  }
  return 0;
}

/* One cell of a text column that may become numeric. */
static int push_cell(const tsq_frame *frame, const tsqp_column *from, size_t i, tsqp_column *to, size_t row) {
  if (!from->is_text) return tsqp_column_push_number(to, row, from->numbers[i]);
  if (from->codes[i] < 0) return tsqp_column_push_missing(to, row);
  const char *text = from->levels[from->codes[i]];
  double number;
  int is_number = tsqp_read_number(text, frame->mark, &number);
  if (is_number && !to->is_text) return tsqp_column_push_number(to, row, number);
  size_t known = to->first_text;
  TSQP_TRY(tsqp_column_push_text(to, row, text, strlen(text)));
  if (is_number) to->first_text = known; /* a number among texts */
  return TSQ_OK;
}

static int copy_column(const tsq_frame *frame, const tsqp_column *from, const unsigned char *keep,
                       tsq_frame *subset) {
  tsqp_column *to = NULL;
  size_t row = 0;
  TSQP_TRY(tsqp_frame_append_column(subset, from->name, &to));
  to->is_text = from->is_text && stays_text(frame, from, keep);
  to->is_percent = from->is_percent;
  for (size_t i = 0; i < frame->rows; i++) {
    if (keep[i]) TSQP_TRY(push_cell(frame, from, i, to, row++));
  }
  return tsqp_column_finish(to, row);
}

static int copy_rows(const tsq_frame *frame, const unsigned char *keep, tsq_frame *subset) {
  for (size_t i = 0; i < frame->rows; i++) {
    if (!keep[i]) continue;
    if (frame->n_runs > 0) TSQP_TRY(tsqp_frame_note_line(subset, subset->rows, tsq_frame_line(frame, i)));
    subset->rows++;
  }
  for (size_t j = 0; j < frame->n_columns; j++) {
    TSQP_TRY(copy_column(frame, &frame->column[j], keep, subset));
  }
  subset->mark = frame->mark;
  if (frame->reading == NULL) return TSQ_OK;
  subset->reading = tsqp_strdup(frame->reading);
  return subset->reading != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a subset");
}

int tsq_frame_subset(const tsq_frame *frame, const char *condition, tsq_frame **out) {
  tsqp_clear_error();
  TSQP_NOT_NULL(frame);
  TSQP_NOT_NULL(condition);
  TSQP_NOT_NULL(out);
  tsq_frame *subset = NULL;
  int status = TSQ_OK;
  unsigned char *keep = tsqp_malloc(frame->rows);
  if (keep == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a subset of %zu rows", frame->rows);
  memset(keep, 1, frame->rows);
  TSQP_TRY_OR_CLEANUP(apply_all(frame, condition, keep));
  TSQP_TRY_OR_CLEANUP(tsq_frame_new(0, &subset));
  TSQP_TRY_OR_CLEANUP(copy_rows(frame, keep, subset));
  *out = subset;
  tsqp_free(keep);
  return TSQ_OK;
cleanup:
  tsq_frame_free(subset);
  tsqp_free(keep);
  return status;
}
