/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pooling by Mantel-Haenszel and Peto share: a study's table, checked, and the heterogeneity of the studies' own effects. */
#ifndef TSQP_MH_H
#define TSQP_MH_H

#include <tausq/mh.h>

typedef struct tsqp_cells {
  double a, b, c,
      d; /* group 1 with and without the event, group 2 likewise; for rates a, c are events and b, d person-times */
} tsqp_cells;

/* Study i's cells from whichever of (ai, bi) and (ai, n1i) are given. Returns 0 where one is NaN. */
int tsqp_table_cells(const tsq_tables *tables, size_t i, tsqp_cells *cells);
int tsqp_rate_cells(const tsq_rates *rates, size_t i, tsqp_cells *cells);

int tsqp_read_mh_options(const tsq_mh_options *callers, tsq_mh_options *options);

/* Fills pooled (z), QE, I2, H2 and the fit statistics about `estimate`, from the studies' effects yi, vi [k] (NaN = none). */
void tsqp_mh_finish(const double *yi, const double *vi, size_t k, double estimate, double se, double level,
                    tsq_mh_result *result);

/* QE with its p value, I2 and H2 from a Q of r->k_yi studies. */
void tsqp_mh_heterogeneity(double q, tsq_mh_result *result);

/* Cochran-Mantel-Haenszel, Breslow-Day and Tarone of 2x2 tables at the common odds ratio exp(log_or). */
void tsqp_mh_tests(const tsq_tables *tables, double log_or, int correct, tsq_mh_result *result);

#endif
