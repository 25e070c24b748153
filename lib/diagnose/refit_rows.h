/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows of refits share: which coefficient they show, and their extra columns. */
#ifndef TSQP_REFIT_ROWS_H
#define TSQP_REFIT_ROWS_H

#include "fit/rows.h"

typedef struct tsqp_refit_rows {
  const tsq_fit *fit; /* of all studies */
  tsq_rows *rows;
  size_t coefficient; /* in the fit of all studies */
} tsqp_refit_rows;

/* Checks fit and options (resolved into `o`), makes the rows. */
int tsqp_refit_rows_open(tsqp_refit_rows *r, const tsq_fit *fit, const tsq_rows_options *callers, tsq_rows_options *o);

/* A row of a refit to the studies `keep` [n] (rows of the fit's input, ascending). A refit that fails is a row with its status and
 * message; out of memory alone ends the loop. `study`: the one left out or added. */
int tsqp_refit_rows_add(tsqp_refit_rows *r, const size_t *keep, size_t n, size_t study);

/* The last row: the fit of all studies itself. */
int tsqp_refit_rows_close(tsqp_refit_rows *r);

#endif
