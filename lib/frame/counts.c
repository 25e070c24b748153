/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns whose numbers must be of a kind: counts, proportions. The first cell that is not is named. */
#include "base/alloc.h"
#include "base/status.h"
#include "frame/column.h"
#include "frame/spelling.h"

#include <math.h>

static int fail_cell(const tsq_frame *frame, size_t column, size_t row, const char *what) {
  char name[TSQP_SHOWN_BYTES];
  const tsqp_column *c = &frame->column[column];
  size_t line = tsq_frame_line(frame, row);
  tsqp_shown(c->name, name);
  if (line > 0)
    return tsqp_fail(TSQ_ERR_DATA, "line %zu, column '%s': %.15g %s", line, name, c->numbers[row], what);
  return tsqp_fail(TSQ_ERR_DATA, "column '%s', row %zu: %.15g %s", name, row, c->numbers[row], what);
}

int tsq_frame_counts(const tsq_frame *frame, const char *name, const double **column) {
  tsqp_clear_error();
  TSQP_NOT_NULL(column);
  size_t index = 0;
  TSQP_TRY(tsq_frame_find(frame, name, &index));
  if (frame->column[index].is_text) return tsqp_frame_not_a_number(frame, index);
  const double *numbers = frame->column[index].numbers;
  for (size_t i = 0; i < frame->rows; i++) {
    if (isnan(numbers[i])) continue;
    if (numbers[i] < 0) return fail_cell(frame, index, i, "is negative: it is used as a count");
    if (isinf(numbers[i]) || numbers[i] != floor(numbers[i]))
      return fail_cell(frame, index, i, "is not a whole number: it is used as a count");
  }
  *column = numbers;
  return TSQ_OK;
}

/* The hundredth part of what the cells say, from their spellings (with the file's decimal mark, or they were refused). */
static int build_proportions(const tsq_frame *frame, tsqp_column *column) {
  double *built = tsqp_calloc(frame->rows, sizeof *built);
  if (built == NULL) {
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: the proportions of a column of %zu rows", frame->rows);
  }
  for (size_t i = 0; i < frame->rows; i++) {
    tsqp_spelling s = {.number = NAN};
    if (column->codes[i] >= 0) tsqp_read_spelling(column->levels[column->codes[i]], &s);
    built[i] = s.number;
  }
  column->proportions = built;
  return TSQ_OK;
}

static int fail_proportion(const tsq_frame *frame, size_t column, size_t row) {
  char name[TSQP_SHOWN_BYTES], cell[TSQP_SHOWN_BYTES];
  const tsqp_column *c = &frame->column[column];
  if (!c->is_percent)
    return fail_cell(frame, column, row, "is not between 0 and 1: a percentage has a percent sign");
  return tsqp_fail(TSQ_ERR_DATA, "line %zu, column '%s': '%s' is not between 0%% and 100%%",
                   tsq_frame_line(frame, row), tsqp_shown(c->name, name),
                   tsqp_shown(c->levels[c->codes[row]], cell));
}

int tsq_frame_proportions(tsq_frame *frame, const char *name, const double **column) {
  tsqp_clear_error();
  TSQP_NOT_NULL(column);
  size_t index = 0;
  TSQP_TRY(tsq_frame_find(frame, name, &index));
  tsqp_column *c = &frame->column[index];
  if (c->is_text && !c->is_percent) return tsqp_frame_not_a_number(frame, index);
  if (c->is_percent && c->proportions == NULL) TSQP_TRY(build_proportions(frame, c));
  const double *numbers = c->is_percent ? c->proportions : c->numbers;
  for (size_t i = 0; i < frame->rows; i++) {
    if (numbers[i] < 0 || numbers[i] > 1) return fail_proportion(frame, index, i);
  }
  *column = numbers;
  return TSQ_OK;
}
