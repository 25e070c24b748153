/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two tables that drive everything here: kinds of record (what their columns may hold, how cells are completed and
 * corrected) and measures (one entry and one row function each).
 */
#ifndef TSQP_REGISTRY_H
#define TSQP_REGISTRY_H

#include "effect/study.h"

#include <tausq/effect.h>

/* What a column may hold: a closed range, and the words for it. */
typedef struct tsqp_domain {
  double lowest;
  double highest;
  const char *rule; /* "a sample size must be > 0" */
} tsqp_domain;

typedef struct tsqp_column_rule {
  int32_t argument;
  const tsqp_domain *domain;
} tsqp_column_rule;

typedef struct tsqp_kind {
  int32_t value; /* enum tsq_record_kind */
  const char *name;
  const char *const *inputs;     /* NULL-ended sets of columns, any of which is enough */
  const tsqp_column_rule *rules; /* the columns that measures of this kind read */
  size_t n_rules;
  /* Rules between the columns of one study, after completion; NULL = none. Fails with a message. */
  int (*check)(const tsqp_study *study, size_t index);
  /* Fills in what follows from other columns (b = n1 - a); NULL = nothing. */
  void (*complete)(tsqp_study *study);
  /* Zero cells; NULL = this kind has none. */
  int (*has_zero)(const tsqp_study *study);
  void (*add)(tsqp_study *study, double amount);
  void (*add_by_arm)(tsqp_study *study); /* amounts by the sizes of the arms; NULL = not for this kind */
  /* DOUBLE_ZERO or DOUBLE_FULL of enum tsq_reason, or 0; NULL = drop00 does not apply */
  int32_t (*double_zero)(const tsqp_study *study);
  double (*size)(const tsqp_study *study); /* total sample size */
} tsqp_kind;

typedef struct tsqp_measure {
  int32_t value; /* enum tsq_measure */
  const char *code;
  const char *title;
  const char *axis_label;
  const tsqp_kind *kind;
  tsqp_row_fn row;
  const int32_t *vtypes;     /* 0-ended, the default first */
  const char *const *inputs; /* NULL = the kind's */
  tsqp_pool_fn pool;         /* NULL = no vtype needs averages */
  double default_add;
  double null_value;
  int32_t transform;      /* enum tsq_transform */
  int32_t no_information; /* enum tsqp_no_information */
} tsqp_measure;

/* Which studies say nothing about a measure: the likelihood of their counts does not depend on it. */
enum tsqp_no_information {
  TSQP_ALL_INFORM = 0,
  TSQP_NOT_DOUBLE_ZERO, /* those without events */
  TSQP_NOT_DOUBLE_ZERO_OR_FULL
};

/* NULL for a value that is no measure. */
const tsqp_measure *tsqp_find_measure(int32_t value);

static inline const char *const *tsqp_inputs(const tsqp_measure *measure) {
  return measure->inputs != NULL ? measure->inputs : measure->kind->inputs;
}

extern const tsqp_kind tsqp_kind_tables, tsqp_kind_paired_tables, tsqp_kind_rates, tsqp_kind_means,
    tsqp_kind_superiority, tsqp_kind_correlations, tsqp_kind_proportions, tsqp_kind_counts,
    tsqp_kind_single_means, tsqp_kind_changes, tsqp_kind_reliabilities, tsqp_kind_genotypes, tsqp_kind_given;

#endif
