/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns as categories and as texts. Text columns have their levels from the start, numeric ones get them here. */
#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"
#include "frame/column.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A number that is not missing, and its row. */
typedef struct entry {
  double value;
  size_t row;
} entry;

static int by_value(const void *a, const void *b) {
  double x = ((const entry *)a)->value, y = ((const entry *)b)->value;
  return (x > y) - (x < y);
}

#define NUMBER_TEXT_BYTES 32

/* The fewest of 15 to 17 significant digits that give the number back. */
static void write_number(double value, char text[NUMBER_TEXT_BYTES]) {
  if (isinf(value)) {
    tsqp_format(text, NUMBER_TEXT_BYTES, "%s", value > 0 ? "Inf" : "-Inf");
    return;
  }
  for (int digits = 15; digits <= 17; digits++) {
    tsqp_format(text, NUMBER_TEXT_BYTES, "%.*g", digits, value);
    if (tsqp_strtod(text, NULL) == value) return;
  }
}

/* The levels' texts go in the order of their values, so that index and rank are the same. */
static int fill_levels(const entry *sorted, size_t n, tsqp_intern *texts, int32_t *codes) {
  int32_t code = -1;
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || sorted[i].value != sorted[i - 1].value) {
      char text[NUMBER_TEXT_BYTES];
      write_number(sorted[i].value == 0 ? 0.0 : sorted[i].value, text); /* -0 equals 0 */
      TSQP_TRY(tsqp_intern_add(texts, text, strlen(text), &code));
    }
    codes[sorted[i].row] = code;
  }
  return TSQ_OK;
}

static int point_to_texts(const tsqp_intern *texts, const char ***levels) {
  const char **pointers = tsqp_malloc(texts->n * sizeof *pointers);
  if (pointers == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: %zu levels of a column", texts->n);
  for (size_t i = 0; i < texts->n; i++)
    pointers[i] = tsqp_intern_text(texts, i);
  *levels = pointers;
  return TSQ_OK;
}

void tsqp_levels_free(tsqp_levels *levels) {
  tsqp_intern_free(&levels->texts);
  tsqp_free(levels->codes);
  tsqp_free((void *)levels->level);
  *levels = (tsqp_levels){0};
}

int tsqp_levels_of_numbers(const double *numbers, size_t rows, tsqp_levels *levels) {
  int status = TSQ_OK;
  tsqp_levels built = {0};
  size_t n = 0;
  entry *sorted = tsqp_calloc(rows, sizeof *sorted);
  built.codes = tsqp_calloc(rows, sizeof *built.codes);
  if (built.codes == NULL || sorted == NULL) {
    status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory: the levels of a column of %zu rows", rows);
    goto cleanup;
  }
  for (size_t i = 0; i < rows; i++) {
    built.codes[i] = -1;
    if (!isnan(numbers[i])) sorted[n++] = (entry){numbers[i], i};
  }
  if (n > 1) qsort(sorted, n, sizeof *sorted, by_value);
  TSQP_TRY_OR_CLEANUP(fill_levels(sorted, n, &built.texts, built.codes));
  TSQP_TRY_OR_CLEANUP(point_to_texts(&built.texts, &built.level));
  built.n = built.texts.n;
  *levels = built;
  tsqp_free(sorted);
  return TSQ_OK;
cleanup:
  tsqp_levels_free(&built);
  tsqp_free(sorted);
  return status;
}

/* At the first question, for a numeric column. */
static int build_levels(tsqp_column *column, size_t rows) {
  if (column->codes != NULL) return TSQ_OK;
  tsqp_levels built = {0};
  TSQP_TRY(tsqp_levels_of_numbers(column->numbers, rows, &built));
  column->texts = built.texts;
  column->levels = built.level;
  column->n_levels = built.n;
  column->codes = built.codes;
  return TSQ_OK;
}

static int with_levels(tsq_frame *frame, const char *name, tsqp_column **column) {
  size_t index = 0;
  TSQP_TRY(tsq_frame_find(frame, name, &index));
  TSQP_TRY(build_levels(&frame->column[index], frame->rows));
  *column = &frame->column[index];
  return TSQ_OK;
}

int tsq_frame_levels(tsq_frame *frame, const char *name, size_t *n_levels) {
  tsqp_clear_error();
  TSQP_NOT_NULL(n_levels);
  tsqp_column *column = NULL;
  TSQP_TRY(with_levels(frame, name, &column));
  *n_levels = column->n_levels;
  return TSQ_OK;
}

const char *tsq_frame_level(tsq_frame *frame, const char *name, size_t level) {
  tsqp_clear_error();
  tsqp_column *column = NULL;
  if (with_levels(frame, name, &column) != TSQ_OK) return NULL;
  if (level >= column->n_levels) {
    char shown[TSQP_SHOWN_BYTES];
    tsqp_fail(TSQ_ERR_ARGUMENT, "level = %zu: column '%s' has %zu levels", level, tsqp_shown(name, shown),
              column->n_levels);
    return NULL;
  }
  return column->levels[level];
}

int tsq_frame_codes(tsq_frame *frame, const char *name, const int32_t **codes) {
  tsqp_clear_error();
  TSQP_NOT_NULL(codes);
  tsqp_column *column = NULL;
  TSQP_TRY(with_levels(frame, name, &column));
  *codes = column->codes;
  return TSQ_OK;
}

int tsq_frame_text(tsq_frame *frame, const char *name, const char *const **strings) {
  tsqp_clear_error();
  TSQP_NOT_NULL(strings);
  tsqp_column *column = NULL;
  TSQP_TRY(with_levels(frame, name, &column));
  if (column->strings == NULL) {
    const char **built = tsqp_calloc(frame->rows, sizeof *built);
    if (built == NULL)
      return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: the texts of a column of %zu rows", frame->rows);
    for (size_t i = 0; i < frame->rows; i++) {
      built[i] = column->codes[i] >= 0 ? column->levels[column->codes[i]] : NULL;
    }
    column->strings = built;
  }
  *strings = column->strings;
  return TSQ_OK;
}

int tsqp_used_levels(const tsqp_levels *all, size_t rows, const int32_t *use, int32_t *codes,
                     const char **level, size_t *n) {
  int32_t *place = tsqp_calloc(all->n, sizeof *place),
          next = 0; /* of each level among the used ones, -1 = none */
  if (place == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: %zu levels of a column", all->n);
  for (size_t i = 0; i < rows; i++) {
    if (all->codes[i] >= 0 && (use == NULL || use[i] != 0)) place[all->codes[i]] = 1;
  }
  for (size_t l = 0; l < all->n; l++) {
    int used = place[l] != 0;
    if (used) level[next] = all->level[l];
    place[l] = used ? next++ : -1;
  }
  for (size_t i = 0; i < rows; i++)
    codes[i] = all->codes[i] >= 0 ? place[all->codes[i]] : -1;
  *n = (size_t)next;
  tsqp_free(place);
  return TSQ_OK;
}

int tsq_frame_used_levels(tsq_frame *frame, const char *name, const int32_t *use, int32_t *codes,
                          const char **levels, size_t *n_levels) {
  tsqp_clear_error();
  TSQP_NOT_NULL(codes);
  TSQP_NOT_NULL(levels);
  TSQP_NOT_NULL(n_levels);
  tsqp_column *column = NULL;
  TSQP_TRY(with_levels(frame, name, &column));
  tsqp_levels all = {.codes = column->codes, .level = column->levels, .n = column->n_levels};
  return tsqp_used_levels(&all, frame->rows, use, codes, levels, n_levels);
}
