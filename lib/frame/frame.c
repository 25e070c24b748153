/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"
#include "frame/column.h"
#include "frame/csv_number.h"

#include <math.h>
#include <string.h>

const char *tsqp_shown(const char *text, char buffer[TSQP_SHOWN_BYTES]) {
  size_t length = strlen(text);
  size_t kept = length;
  if (length >= TSQP_SHOWN_BYTES) {
    kept = TSQP_SHOWN_BYTES - 4;
    while (kept > 0 && ((unsigned char)text[kept] & 0xC0) == 0x80)
      kept--; /* not amid a UTF-8 character */
  }
  for (size_t i = 0; i < kept; i++) {
    buffer[i] = (unsigned char)text[i] < 0x20 || text[i] == 0x7F ? '?' : text[i];
  }
  memcpy(buffer + kept, kept < length ? "..." : "", kept < length ? 4 : 1);
  return buffer;
}

int tsq_frame_new(size_t rows, tsq_frame **out) {
  tsqp_clear_error();
  TSQP_NOT_NULL(out);
  tsq_frame *frame = tsqp_calloc(1, sizeof *frame);
  if (frame == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a frame");
  frame->rows = rows;
  frame->mark = '.';
  *out = frame;
  return TSQ_OK;
}

void tsq_frame_free(tsq_frame *frame) {
  if (frame == NULL) return;
  for (size_t j = 0; j < frame->n_columns; j++)
    tsqp_column_free(&frame->column[j]);
  tsqp_free(frame->column);
  tsqp_free(frame->run);
  tsqp_free(frame->reading);
  tsqp_free(frame->lines);
  tsqp_free(frame);
}

/* Takes back a column that could not be filled. */
static int drop_last_unless(int status, tsq_frame *frame) {
  if (status != TSQ_OK) tsqp_column_free(&frame->column[--frame->n_columns]);
  return status;
}

static int push_numbers(tsqp_column *column, const double *values, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    TSQP_TRY(tsqp_column_push_number(column, i, values[i]));
  return tsqp_column_finish(column, rows);
}

static int push_texts(tsqp_column *column, const char *const *strings, size_t rows) {
  column->is_text = 1;
  for (size_t i = 0; i < rows; i++) {
    if (strings[i] == NULL) {
      TSQP_TRY(tsqp_column_push_missing(column, i));
    } else {
      TSQP_TRY(tsqp_column_push_text(column, i, strings[i], strlen(strings[i])));
    }
  }
  return tsqp_column_finish(column, rows);
}

int tsq_frame_add_numeric(tsq_frame *frame, const char *name, const double *values) {
  tsqp_clear_error();
  TSQP_NOT_NULL(frame);
  TSQP_NOT_NULL(name);
  if (frame->rows > 0) TSQP_NOT_NULL(values);
  tsqp_column *column = NULL;
  TSQP_TRY(tsqp_frame_append_column(frame, name, &column));
  return drop_last_unless(push_numbers(column, values, frame->rows), frame);
}

int tsq_frame_add_text(tsq_frame *frame, const char *name, const char *const *strings) {
  tsqp_clear_error();
  TSQP_NOT_NULL(frame);
  TSQP_NOT_NULL(name);
  if (frame->rows > 0) TSQP_NOT_NULL(strings);
  tsqp_column *column = NULL;
  TSQP_TRY(tsqp_frame_append_column(frame, name, &column));
  return drop_last_unless(push_texts(column, strings, frame->rows), frame);
}

size_t tsq_frame_rows(const tsq_frame *frame) {
  return frame != NULL ? frame->rows : 0;
}

size_t tsq_frame_columns(const tsq_frame *frame) {
  return frame != NULL ? frame->n_columns : 0;
}

const char *tsq_frame_column_name(const tsq_frame *frame, size_t column) {
  return frame != NULL && column < frame->n_columns ? frame->column[column].name : NULL;
}

int tsq_frame_is_numeric(const tsq_frame *frame, size_t column) {
  return frame != NULL && column < frame->n_columns && !frame->column[column].is_text;
}

size_t tsq_frame_line(const tsq_frame *frame, size_t row) {
  if (frame == NULL || row >= frame->rows || frame->n_runs == 0) return 0;
  size_t first = 0, end = frame->n_runs; /* the last run that begins at or before the row */
  while (end - first > 1) {
    size_t middle = first + (end - first) / 2;
    if (frame->run[middle].row <= row) {
      first = middle;
    } else {
      end = middle;
    }
  }
  return frame->run[first].line + (row - frame->run[first].row);
}

size_t tsqp_frame_index_of(const tsq_frame *frame, const char *name) {
  for (size_t j = 0; j < frame->n_columns; j++) {
    if (strcmp(frame->column[j].name, name) == 0) return j;
  }
  return SIZE_MAX;
}

void tsqp_frame_list_columns(const tsq_frame *frame, char *buffer, size_t bytes) {
  size_t used = 0;
  tsqp_format(buffer, bytes, "%s", frame->n_columns == 0 ? "none" : "");
  for (size_t j = 0; j < frame->n_columns; j++) {
    char shown[TSQP_SHOWN_BYTES];
    const char *between = j > 0 ? ", " : "";
    size_t length = strlen(tsqp_shown(frame->column[j].name, shown)) + strlen(between) + 2;
    if (used + length + sizeof ", ..." > bytes) {
      tsqp_format(buffer + used, bytes - used, "%s...", between);
      return;
    }
    tsqp_format(buffer + used, bytes - used, "%s'%s'", between, shown);
    used += length;
  }
}

int tsq_frame_find(const tsq_frame *frame, const char *name, size_t *column) {
  tsqp_clear_error();
  TSQP_NOT_NULL(frame);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(column);
  size_t index = tsqp_frame_index_of(frame, name);
  if (index == SIZE_MAX) {
    char known[360], shown[TSQP_SHOWN_BYTES];
    tsqp_frame_list_columns(frame, known, sizeof known);
    return tsqp_fail(TSQ_ERR_NAME, "no column '%s'; columns: %s", tsqp_shown(name, shown), known);
  }
  *column = index;
  return TSQ_OK;
}

int tsqp_frame_not_a_number(const tsq_frame *frame, size_t column) {
  const tsqp_column *c = &frame->column[column];
  char name[TSQP_SHOWN_BYTES], cell[TSQP_SHOWN_BYTES];
  tsqp_shown(c->name, name);
  size_t row = c->first_text;
  if (row == TSQP_NO_ROW || c->codes[row] < 0) { /* a text column without any text */
    return tsqp_fail(TSQ_ERR_PARSE, "column '%s' has text, not numbers", name);
  }
  tsqp_shown(c->levels[c->codes[row]], cell);
  size_t line = tsq_frame_line(frame, row);
  const char *what =
      c->is_percent ? "is a percentage: of use where a proportion is asked for" : "is not a number";
  double number;
  if (!c->is_percent && tsqp_read_number(cell, '.', &number)) { /* added as text */
    return tsqp_fail(TSQ_ERR_PARSE, "column '%s' has text, not numbers", name);
  }
  if (line > 0) return tsqp_fail(TSQ_ERR_PARSE, "line %zu, column '%s': '%s' %s", line, name, cell, what);
  return tsqp_fail(TSQ_ERR_PARSE, "column '%s', row %zu: '%s' %s", name, row, cell, what);
}

int tsq_frame_numeric(const tsq_frame *frame, const char *name, const double **column) {
  tsqp_clear_error();
  TSQP_NOT_NULL(column);
  size_t index = 0;
  TSQP_TRY(tsq_frame_find(frame, name, &index));
  if (frame->column[index].is_text) return tsqp_frame_not_a_number(frame, index);
  *column = frame->column[index].numbers;
  return TSQ_OK;
}
