/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a call settles before the first study: its columns, checked, and its options, with their defaults filled in. */
#ifndef TSQP_PLAN_H
#define TSQP_PLAN_H

#include "effect/registry.h"

#include <math.h>

typedef struct tsqp_plan {
  const tsqp_measure *measure;
  const tsqp_columns *columns;
  const int32_t *vtypes; /* one for each study, or NULL */
  size_t n_given;        /* columns of this kind of record that are given, and their arguments */
  const double *given[TSQP_N_ARGUMENTS];
  int32_t given_argument[TSQP_N_ARGUMENTS];
  const tsqp_domain *given_domain[TSQP_N_ARGUMENTS];
  size_t n_absent; /* arguments of this kind of record that are not: NaN */
  int32_t absent_argument[TSQP_N_ARGUMENTS];
  double add;
  int by_arm; /* the amount is shared between the arms by their sizes */
  int32_t to;
  int32_t drop00;
  tsqp_context context;
} tsqp_plan;

/* Reads the options and checks the data: everything but the averages over the studies. */
int tsqp_plan_effects(tsqp_plan *p, const tsq_effect_options *options);

/* The columns alone, as they are. */
int tsqp_plan_columns(tsqp_plan *p);

/* Everything that the kind of record has; what it has not, no row function reads. */
static inline void tsqp_gather(const tsqp_plan *p, size_t i, tsqp_study *study) {
  for (size_t j = 0; j < p->n_given; j++) {
    study->argument[p->given_argument[j]] = p->given[j][i];
  }
  for (size_t j = 0; j < p->n_absent; j++) {
    study->argument[p->absent_argument[j]] = NAN;
  }
}

/* LS is every measure's default, also where the field knows it by another name (ST, CS). */
static inline int32_t tsqp_resolve_vtype(const tsqp_plan *p, int32_t vtype) {
  if (vtype == 0) vtype = p->context.vtype;
  return vtype == TSQ_LS ? p->measure->vtypes[0] : vtype;
}

#endif
