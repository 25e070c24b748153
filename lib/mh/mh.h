/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fits by Mantel-Haenszel and Peto hold: a common effect of counts, and the heterogeneity of the studies' own effects about it. */
#ifndef TSQP_MH_H
#define TSQP_MH_H

#include "effect/cells.h"
#include "fit/left_out.h"
#include "fit/sections.h"

#include <tausq/mh.h>

typedef struct tsqp_mh {
  tsq_fit fit;
  tsqp_left_out_list left_out;
  double k_yi, k_pos;
  double QE, QEdf, QEp, I2, H2;
  double CMH, CMHp, BD, BDp, TA, TAp;
} tsqp_mh;

extern const tsqp_class tsqp_mh_class, tsqp_peto_class;
extern const tsqp_quantity tsqp_mh_quantities[], tsqp_mh_association_quantities[], tsqp_mh_study_quantities[];
extern const tsqp_section tsqp_mh_sections[], tsqp_peto_sections[];

/* The fit's records, whichever kind they are; the other is NULL. */
const tsq_tables *tsqp_mh_tables_of(const tsq_fit *fit);
const tsq_rates *tsqp_mh_rates_of(const tsq_fit *fit);
/* Study i's cells; 0 where one is missing. */
int tsqp_mh_cells(const tsq_fit *fit, size_t i, tsqp_cells *cells);
/* The weight of a study's cells in the pooled effect, and Peto's O - E and V. */
double tsqp_mh_weight(int32_t measure, const tsqp_cells *cells);
int tsqp_peto_parts(const tsqp_cells *cells, double *o_minus_e, double *v);

/* The studies' own effects: yi, vi [k given], NaN = none. */
int tsqp_mh_own_effects(const tsq_fit *fit, double *yi, double *vi);

/* QE, I2, H2 and the likelihoods about the pooled effect, from the studies' effects yi, vi [k given] (NaN = none). */
void tsqp_mh_heterogeneity(tsqp_mh *mh, const double *yi, const double *vi);
/* Peto's own Q, of the tables as they are. */
void tsqp_peto_heterogeneity(tsqp_mh *mh);
/* Cochran-Mantel-Haenszel, Breslow-Day and Tarone of 2x2 tables at the common odds ratio; CMH of rates. */
void tsqp_mh_table_tests(tsqp_mh *mh);
void tsqp_mh_rates_test(tsqp_mh *mh);

#endif
