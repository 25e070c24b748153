/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study's cells, from whichever columns are given. */
#ifndef TSQP_CELLS_H
#define TSQP_CELLS_H

#include <tausq/effect.h>

typedef struct tsqp_cells {
  double a, b, c,
      d; /* group 1 with and without the event, group 2 likewise; for rates a, c are events and b, d person-times */
} tsqp_cells;

/* Study i's cells from whichever of (ai, bi) and (ai, n1i) are given. Returns 0 where one is NaN. */
int tsqp_table_cells(const tsq_tables *tables, size_t i, tsqp_cells *cells);
int tsqp_rate_cells(const tsq_rates *rates, size_t i, tsqp_cells *cells);

#endif
