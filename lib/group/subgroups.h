/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a subgroup analysis holds: a fit made of refits of another, one a group. */
#ifndef TSQP_SUBGROUPS_H
#define TSQP_SUBGROUPS_H

#include "fit/rows.h"

#include <tausq/subgroup.h>

typedef struct tsqp_subgroups {
  tsq_fit fit; /* coefficients = the groups' effects */
  size_t n;    /* groups */
  size_t n_parts;
  tsq_fit **part;         /* [n] groups, then overall, then (common tau2) the model with all groups */
  tsq_prediction *effect; /* [n] with prediction intervals */
  int32_t *codes;         /* [studies given] negative = none */
  size_t *left_out;
  unsigned char *why;
  int32_t tau2_kind, test_kind;
  tsqp_test chi2, welch;
} tsqp_subgroups;

extern const tsqp_class tsqp_subgroups_class;

static inline const tsqp_subgroups *tsqp_as_subgroups(const tsq_fit *fit) {
  return (const tsqp_subgroups *)fit;
}

int tsqp_subgroups_rows(const tsq_fit *fit, const tsq_rows_options *options, tsq_rows *rows);

#endif
