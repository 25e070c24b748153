/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/column.h"

#include "base/alloc.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

static int reserve_cells(tsqp_column *column, size_t n) {
  if (column->is_text)
    return tsqp_reserve((void **)&column->codes, &column->capacity, n, sizeof *column->codes);
  return tsqp_reserve((void **)&column->numbers, &column->capacity, n, sizeof *column->numbers);
}

int tsqp_column_push_missing(tsqp_column *column, size_t row) {
  TSQP_TRY(reserve_cells(column, row + 1));
  if (column->is_text) {
    column->codes[row] = -1;
  } else {
    column->numbers[row] = NAN;
  }
  return TSQ_OK;
}

int tsqp_column_push_number(tsqp_column *column, size_t row, double value) {
  TSQP_TRY(reserve_cells(column, row + 1));
  column->numbers[row] = value;
  if (!isnan(value)) column->n_present++;
  return TSQ_OK;
}

/* All cells so far were missing, or are numbers that are going to be read again as text. */
static int become_text(tsqp_column *column, size_t row) {
  tsqp_free(column->numbers);
  column->numbers = NULL;
  column->capacity = 0;
  column->is_text = 1;
  TSQP_TRY(reserve_cells(column, row + 1));
  for (size_t i = 0; i < row; i++)
    column->codes[i] = -1;
  return TSQ_OK;
}

int tsqp_column_push_text(tsqp_column *column, size_t row, const char *text, size_t length) {
  if (column->first_text == TSQP_NO_ROW) column->first_text = row;
  if (!column->is_text) TSQP_TRY(become_text(column, row));
  TSQP_TRY(reserve_cells(column, row + 1));
  return tsqp_intern_add(&column->texts, text, length, &column->codes[row]);
}

int tsqp_column_lost_numbers(const tsqp_column *column) {
  return column->is_text && column->n_present > 0;
}

int tsqp_column_finish(tsqp_column *column, size_t rows) {
  TSQP_TRY(reserve_cells(column, rows > 0 ? rows : 1)); /* an array to point to, even without rows */
  if (!column->is_text) {
    void *fitting = tsqp_realloc(column->numbers, (rows > 0 ? rows : 1) * sizeof *column->numbers);
    if (fitting != NULL) column->numbers = fitting;
    return TSQ_OK;
  }
  int32_t *rank = NULL;
  TSQP_TRY(tsqp_intern_sort(&column->texts, &column->levels, &rank));
  column->n_levels = column->texts.n;
  for (size_t i = 0; i < rows; i++) {
    if (column->codes[i] >= 0) column->codes[i] = rank[column->codes[i]];
  }
  tsqp_free(rank);
  void *fitting = tsqp_realloc(column->codes, (rows > 0 ? rows : 1) * sizeof *column->codes);
  if (fitting != NULL) column->codes = fitting;
  return TSQ_OK;
}

void tsqp_column_clear(tsqp_column *column) {
  tsqp_free(column->numbers);
  tsqp_free(column->codes);
  tsqp_free((void *)column->levels);
  tsqp_free((void *)column->strings);
  tsqp_free(column->proportions);
  tsqp_intern_free(&column->texts);
  *column = (tsqp_column){.name = column->name,
                          .is_text = column->is_text,
                          .is_percent = column->is_percent,
                          .marks = column->marks,
                          .may_group = column->may_group,
                          .first_text = column->first_text};
}

void tsqp_column_free(tsqp_column *column) {
  tsqp_column_clear(column);
  tsqp_free(column->name);
}

int tsqp_frame_append_column(tsq_frame *frame, const char *name, tsqp_column **column) {
  if (name[0] == '\0') return tsqp_fail(TSQ_ERR_NAME, "name is empty: a column needs a name");
  if (tsqp_frame_index_of(frame, name) != SIZE_MAX) {
    char shown[TSQP_SHOWN_BYTES];
    return tsqp_fail(TSQ_ERR_NAME, "there is a column '%s' already", tsqp_shown(name, shown));
  }
  TSQP_TRY(tsqp_reserve((void **)&frame->column, &frame->column_capacity, frame->n_columns + 1,
                        sizeof *frame->column));
  char *copy = tsqp_strdup(name);
  if (copy == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: the name of a column");
  frame->column[frame->n_columns] = (tsqp_column){.name = copy, .first_text = TSQP_NO_ROW};
  *column = &frame->column[frame->n_columns++];
  return TSQ_OK;
}

int tsqp_frame_note_line(tsq_frame *frame, size_t row, size_t line) {
  if (frame->n_runs > 0) {
    const tsqp_line_run *last = &frame->run[frame->n_runs - 1];
    if (line == last->line + (row - last->row)) return TSQ_OK; /* as was to be expected */
  }
  TSQP_TRY(tsqp_reserve((void **)&frame->run, &frame->run_capacity, frame->n_runs + 1, sizeof *frame->run));
  frame->run[frame->n_runs++] = (tsqp_line_run){row, line};
  return TSQ_OK;
}
