/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A term on its way into a design: it is filled behind the last column, and counts once nothing can fail any more. */
#ifndef TSQP_DESIGN_DRAFT_H
#define TSQP_DESIGN_DRAFT_H

#include "design/design.h"

/* A term that does not belong to the design yet. */
typedef struct tsqp_draft {
  tsqp_term term;
  tsqp_variable variable; /* a new one, or empty where the design has it */
  char **names;           /* [term.n] the columns' names */
} tsqp_draft;

/* Begins as {0}; freeing a draft that was taken in, or an empty one, is fine. */
void tsqp_draft_free(tsqp_draft *d);

/* The variable of the draft: the design's if it has it, otherwise a new one. Factors bring their own levels. */
int tsqp_draft_variable(const tsq_design *design, const char *name, size_t n_levels, tsqp_draft *d);

/* Room for the names of n columns, NULL so far. */
int tsqp_draft_expect_columns(tsqp_draft *d, size_t n, const char *name);

/*
 * Fills the columns from `values`, or for factors from `codes` (both NULL for interactions), and takes the draft in.
 * Refuses names that are taken and columns that overflow.
 */
int tsqp_draft_commit(tsq_design *design, tsqp_draft *d, const double *values, const int32_t *codes);

int tsqp_draft_no_memory(const char *name);

/* Refuses infinite values; NaN is missing. */
int tsqp_check_finite(const double *values, size_t k);

#endif
