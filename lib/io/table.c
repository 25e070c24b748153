/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"
#include "io/csv_number.h"
#include "io/table_column.h"

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

int tsq_table_new(size_t rows, tsq_table **out) {
  tsqp_clear_error();
  TSQP_NOT_NULL(out);
  tsq_table *table = tsqp_calloc(1, sizeof *table);
  if (table == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a table");
  table->rows = rows;
  *out = table;
  return TSQ_OK;
}

void tsq_table_free(tsq_table *table) {
  if (table == NULL) return;
  for (size_t j = 0; j < table->n_columns; j++)
    tsqp_column_free(&table->column[j]);
  tsqp_free(table->column);
  tsqp_free(table->run);
  tsqp_free(table);
}

/* Takes back a column that could not be filled. */
static int drop_last_unless(int status, tsq_table *table) {
  if (status != TSQ_OK) tsqp_column_free(&table->column[--table->n_columns]);
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

int tsq_table_add_numeric(tsq_table *table, const char *name, const double *values) {
  tsqp_clear_error();
  TSQP_NOT_NULL(table);
  TSQP_NOT_NULL(name);
  if (table->rows > 0) TSQP_NOT_NULL(values);
  tsqp_column *column = NULL;
  TSQP_TRY(tsqp_table_append_column(table, name, &column));
  return drop_last_unless(push_numbers(column, values, table->rows), table);
}

int tsq_table_add_text(tsq_table *table, const char *name, const char *const *strings) {
  tsqp_clear_error();
  TSQP_NOT_NULL(table);
  TSQP_NOT_NULL(name);
  if (table->rows > 0) TSQP_NOT_NULL(strings);
  tsqp_column *column = NULL;
  TSQP_TRY(tsqp_table_append_column(table, name, &column));
  return drop_last_unless(push_texts(column, strings, table->rows), table);
}

size_t tsq_table_rows(const tsq_table *table) {
  return table != NULL ? table->rows : 0;
}

size_t tsq_table_columns(const tsq_table *table) {
  return table != NULL ? table->n_columns : 0;
}

const char *tsq_table_column_name(const tsq_table *table, size_t column) {
  return table != NULL && column < table->n_columns ? table->column[column].name : NULL;
}

int tsq_table_is_numeric(const tsq_table *table, size_t column) {
  return table != NULL && column < table->n_columns && !table->column[column].is_text;
}

size_t tsq_table_line(const tsq_table *table, size_t row) {
  if (table == NULL || row >= table->rows || table->n_runs == 0) return 0;
  size_t first = 0, end = table->n_runs; /* the last run that begins at or before the row */
  while (end - first > 1) {
    size_t middle = first + (end - first) / 2;
    if (table->run[middle].row <= row) {
      first = middle;
    } else {
      end = middle;
    }
  }
  return table->run[first].line + (row - table->run[first].row);
}

size_t tsqp_table_index_of(const tsq_table *table, const char *name) {
  for (size_t j = 0; j < table->n_columns; j++) {
    if (strcmp(table->column[j].name, name) == 0) return j;
  }
  return SIZE_MAX;
}

void tsqp_table_list_columns(const tsq_table *table, char *buffer, size_t bytes) {
  size_t used = 0;
  tsqp_format(buffer, bytes, "%s", table->n_columns == 0 ? "none" : "");
  for (size_t j = 0; j < table->n_columns; j++) {
    char shown[TSQP_SHOWN_BYTES];
    const char *between = j > 0 ? ", " : "";
    size_t length = strlen(tsqp_shown(table->column[j].name, shown)) + strlen(between) + 2;
    if (used + length + sizeof ", ..." > bytes) {
      tsqp_format(buffer + used, bytes - used, "%s...", between);
      return;
    }
    tsqp_format(buffer + used, bytes - used, "%s'%s'", between, shown);
    used += length;
  }
}

int tsq_table_find(const tsq_table *table, const char *name, size_t *column) {
  tsqp_clear_error();
  TSQP_NOT_NULL(table);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(column);
  size_t index = tsqp_table_index_of(table, name);
  if (index == SIZE_MAX) {
    char known[360], shown[TSQP_SHOWN_BYTES];
    tsqp_table_list_columns(table, known, sizeof known);
    return tsqp_fail(TSQ_ERR_NAME, "no column '%s'; columns: %s", tsqp_shown(name, shown), known);
  }
  *column = index;
  return TSQ_OK;
}

int tsqp_table_not_a_number(const tsq_table *table, size_t column) {
  const tsqp_column *c = &table->column[column];
  char name[TSQP_SHOWN_BYTES], cell[TSQP_SHOWN_BYTES];
  tsqp_shown(c->name, name);
  size_t row = c->first_text;
  if (row == TSQP_NO_ROW || c->codes[row] < 0) { /* a text column without any text */
    return tsqp_fail(TSQ_ERR_PARSE, "column '%s' has text, not numbers", name);
  }
  tsqp_shown(c->levels[c->codes[row]], cell);
  size_t line = tsq_table_line(table, row);
  const char *hint = "";
  if (c->mark == ',' && strchr(cell, '.') != NULL) hint = " here, where other cells have a decimal comma";
  if (c->mark == '.' && strchr(cell, ',') != NULL) hint = " here, where other cells have a decimal point";
  double number;
  if (hint[0] == '\0' && tsqp_read_number(cell, '.', &number)) { /* added as text */
    return tsqp_fail(TSQ_ERR_PARSE, "column '%s' has text, not numbers", name);
  }
  if (line > 0)
    return tsqp_fail(TSQ_ERR_PARSE, "line %zu, column '%s': '%s' is not a number%s", line, name, cell, hint);
  return tsqp_fail(TSQ_ERR_PARSE, "column '%s', row %zu: '%s' is not a number%s", name, row, cell, hint);
}

int tsq_table_numeric(const tsq_table *table, const char *name, const double **column) {
  tsqp_clear_error();
  TSQP_NOT_NULL(column);
  size_t index = 0;
  TSQP_TRY(tsq_table_find(table, name, &index));
  if (table->column[index].is_text) return tsqp_table_not_a_number(table, index);
  *column = table->column[index].numbers;
  return TSQ_OK;
}
