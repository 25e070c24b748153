/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows by what a reader knows them by: their lines in the file, their labels. */
#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"
#include "frame/column.h"

const char *tsq_frame_reading(const tsq_frame *frame) {
  if (frame == NULL) return NULL;
  return frame->reading != NULL ? frame->reading : "";
}

int tsq_frame_lines(tsq_frame *frame, const size_t **lines) {
  tsqp_clear_error();
  TSQP_NOT_NULL(frame);
  TSQP_NOT_NULL(lines);
  if (frame->lines == NULL) {
    size_t *built = tsqp_calloc(frame->rows, sizeof *built);
    if (built == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: the lines of %zu rows", frame->rows);
    for (size_t r = 0; r < frame->n_runs; r++) {
      size_t end = r + 1 < frame->n_runs ? frame->run[r + 1].row : frame->rows;
      for (size_t i = frame->run[r].row; i < end; i++)
        built[i] = frame->run[r].line + (i - frame->run[r].row);
    }
    frame->lines = built;
  }
  *lines = frame->lines;
  return TSQ_OK;
}

int tsq_frame_row_name(tsq_frame *frame, const char *labels, size_t row, char *buffer, size_t n) {
  tsqp_clear_error();
  TSQP_NOT_NULL(frame);
  TSQP_NOT_NULL(buffer);
  if (row >= frame->rows)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "row = %zu: the frame has %zu rows", row, frame->rows);
  const char *const *text = NULL;
  if (labels != NULL) TSQP_TRY(tsq_frame_text(frame, labels, &text));
  const char *label = text != NULL ? text[row] : NULL;
  size_t line = tsq_frame_line(frame, row);
  if (label != NULL && line > 0) {
    tsqp_format(buffer, n, "'%s' (line %zu)", label, line);
  } else if (label != NULL) {
    tsqp_format(buffer, n, "'%s' (row %zu)", label, row + 1);
  } else {
    tsqp_format(buffer, n, "%s %zu", line > 0 ? "line" : "row", line > 0 ? line : row + 1);
  }
  return TSQ_OK;
}
