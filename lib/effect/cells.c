/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/cells.h"

#include <math.h>

int tsqp_table_cells(const tsq_tables *t, size_t i, tsqp_cells *cells) {
  double a = t->ai[i];
  double c = t->ci[i];
  *cells =
      (tsqp_cells){a, t->bi != NULL ? t->bi[i] : t->n1i[i] - a, c, t->di != NULL ? t->di[i] : t->n2i[i] - c};
  return !(isnan(a) || isnan(cells->b) || isnan(c) || isnan(cells->d));
}

int tsqp_rate_cells(const tsq_rates *r, size_t i, tsqp_cells *cells) {
  *cells = (tsqp_cells){r->x1i[i], r->t1i[i], r->x2i[i], r->t2i[i]};
  return !(isnan(cells->a) || isnan(cells->b) || isnan(cells->c) || isnan(cells->d));
}
