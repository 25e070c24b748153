/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a forest plot: the caller's texts, and columns of the rows' numbers by name. */
#include "plot/forest_table.h"

#include "plot/axis.h"
#include "plot/number_style.h"

#include "base/names.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

/* How readers know what the library names otherwise. */
static const struct {
  const char *name, *header;
  int digits; /* -1 = three significant ones */
  int is_p;
} known[] = {{"tau2", "\xCF\x84\xC2\xB2", -1, 0},
             {"tau", "\xCF\x84", -1, 0},
             {"I2", "I\xC2\xB2, %", 1, 0},
             {"H2", "H\xC2\xB2", 2, 0},
             {"QE", "Q", 2, 0},
             {"QEdf", "df", 0, 0},
             {"QEp", "p (Q)", 0, 1},
             {"p_value", "p", 0, 1},
             {"se", "SE", -1, 0},
             {"statistic", "z or t", 2, 0},
             {"df", "df", 0, 0}};

static char *p_value_text(tsqp_arena *arena, double p) {
  return p < 0.001 ? tsqp_arena_format(arena, "<0.001") : tsqp_arena_format(arena, "%.3f", p);
}

static int add_numbers(tsqp_arena *arena, const tsq_forest *forest, const char *name,
                       tsq_forest_column *column) {
  size_t n = tsq_rows_count(forest->rows);
  double *values = tsqp_arena_take(arena, n, sizeof *values);
  const char **texts = tsqp_arena_take(arena, n, sizeof *texts);
  int digits = -1, is_p = 0;
  if (values == NULL || texts == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsq_rows_numbers(forest->rows, name, values, n));
  *column = (tsq_forest_column){.header = name, .texts = texts, .align = TSQ_ALIGN_DECIMAL};
  for (size_t i = 0; i < TSQP_COUNT(known); i++) {
    if (strcmp(known[i].name, name) != 0) continue;
    column->header = known[i].header;
    digits = known[i].digits;
    is_p = known[i].is_p;
  }
  if (digits < 0) TSQP_TRY(tsqp_choose_column_digits(arena, n, values, &digits));
  for (size_t i = 0; i < n; i++) {
    if (isnan(values[i])) continue;
    texts[i] = is_p ? p_value_text(arena, values[i]) : tsqp_number_text(arena, values[i], digits);
    if (texts[i] == NULL) return TSQ_ERR_NOMEM;
  }
  return TSQ_OK;
}

int tsqp_make_forest_columns(tsqp_arena *arena, const tsq_forest *forest, tsqp_forest_table *table) {
  size_t n = forest->n_columns + forest->n_numbers;
  tsq_forest_column *columns = tsqp_arena_take(arena, n, sizeof *columns);
  if (columns == NULL) return TSQ_ERR_NOMEM;
  if (forest->n_columns > 0) memcpy(columns, forest->columns, forest->n_columns * sizeof *columns);
  for (size_t j = 0; j < forest->n_numbers; j++)
    TSQP_TRY(add_numbers(arena, forest, forest->numbers[j], &columns[forest->n_columns + j]));
  table->columns = columns;
  table->n_columns = n;
  return TSQ_OK;
}
