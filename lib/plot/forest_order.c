/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which order the caller's rows stand: those of no group, group by group, the totals; each block sorted as asked for. */
#include "plot/forest_table.h"

#include "base/status.h"

#include <math.h>
#include <stdlib.h>

/* What rows are sorted by: their block, studies before summaries, the key, then their place. */
typedef struct sortable {
  size_t block;
  int is_summary;
  double key;
  size_t place, row;
} sortable;

static int compare(const void *a, const void *b) {
  const sortable *x = a, *y = b;
  if (x->block != y->block) return x->block < y->block ? -1 : 1;
  if (x->is_summary != y->is_summary) return x->is_summary - y->is_summary;
  if (x->key < y->key || x->key > y->key) return x->key < y->key ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static int is_summary(const tsq_row *row) {
  return row->kind == TSQ_ROW_SUBTOTAL || row->kind == TSQ_ROW_TOTAL;
}

/* Half the width of the interval where there is no standard error. */
static double imprecision(const tsq_row *row) {
  return isnan(row->effect.se) ? 0.5 * (row->effect.ci_upper - row->effect.ci_lower) : row->effect.se;
}

static double key_of(const tsq_forest *forest, const tsq_row *row) {
  if (is_summary(row)) return 0;
  if (isnan(row->effect.estimate)) return HUGE_VAL; /* rows without numbers stand last */
  double sign = forest->reverse ? -1 : 1;
  if (forest->order == TSQ_ORDER_EFFECT) return sign * row->effect.estimate;
  if (forest->order == TSQ_ORDER_PRECISION) return sign * imprecision(row);
  return 0;
}

static int is_sorted(const tsq_forest *forest) {
  return forest->order == TSQ_ORDER_EFFECT || forest->order == TSQ_ORDER_PRECISION;
}

/* Rows of no group come first, then the groups by number, then the totals of all. */
static size_t block_of(const tsq_row *row, size_t groups) {
  if (row->group != SIZE_MAX) return 1 + row->group;
  return row->kind == TSQ_ROW_TOTAL ? 1 + groups : 0;
}

/* In the reverse of the rows' own order, rows with equal keys (and all of them, where there is none) turn round. */
static size_t place_of(const tsq_forest *forest, const tsq_row *row, size_t i, size_t n) {
  return forest->reverse && !is_summary(row) ? n - 1 - i : i;
}

int tsqp_sort_forest_rows(tsqp_arena *arena, const tsq_forest *forest, const tsq_row *rows, size_t n,
                          size_t **sorted, tsqp_forest_block **blocks, size_t *n_blocks) {
  size_t groups = 0;
  while (tsq_rows_group(forest->rows, groups) != NULL)
    groups++;
  if (n > TSQP_FOREST_ROWS || groups > TSQP_FOREST_GROUPS) {
    return tsqp_fail(TSQ_ERR_LENGTH,
                     "%zu rows in %zu groups: a forest plot has at most %d rows and %d groups", n, groups,
                     TSQP_FOREST_ROWS, TSQP_FOREST_GROUPS);
  }
  sortable *list = tsqp_arena_take(arena, n, sizeof *list);
  *sorted = tsqp_arena_take(arena, n, sizeof **sorted);
  *blocks = tsqp_arena_take(arena, n, sizeof **blocks);
  if (list == NULL || *sorted == NULL || *blocks == NULL) return TSQ_ERR_NOMEM;
  for (size_t i = 0; i < n; i++) {
    list[i] = (sortable){.block = block_of(&rows[i], groups),
                         .is_summary = is_summary(&rows[i]),
                         .key = is_sorted(forest) ? key_of(forest, &rows[i]) : 0,
                         .place = place_of(forest, &rows[i], i, n),
                         .row = i};
  }
  if (n > 1) qsort(list, n, sizeof *list, compare);
  *n_blocks = 0;
  for (size_t i = 0; i < n; i++) {
    (*sorted)[i] = list[i].row;
    if (i == 0 || list[i].block != list[i - 1].block) {
      (*blocks)[(*n_blocks)++] = (tsqp_forest_block){
          .group = rows[list[i].row].group, .is_totals = list[i].block == 1 + groups, .first = i};
    }
    (*blocks)[*n_blocks - 1].n++;
  }
  return TSQ_OK;
}
