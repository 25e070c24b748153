/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One study's record, by metafor's argument names, and what a measure makes of it. */
#ifndef TSQP_STUDY_H
#define TSQP_STUDY_H

#include <stddef.h>
#include <stdint.h>

/* Every argument that some measure takes: the one list from which the struct, the enum and the names are made. */
#define TSQP_ARGUMENTS(X)                                                                                    \
  X(ai)                                                                                                      \
  X(bi)                                                                                                      \
  X(ci)                                                                                                      \
  X(di)                                                                                                      \
  X(n1i)                                                                                                     \
  X(n2i)                                                                                                     \
  X(x1i)                                                                                                     \
  X(t1i)                                                                                                     \
  X(x2i)                                                                                                     \
  X(t2i)                                                                                                     \
  X(m1i)                                                                                                     \
  X(sd1i)                                                                                                    \
  X(m2i)                                                                                                     \
  X(sd2i)                                                                                                    \
  X(xi)                                                                                                      \
  X(mi)                                                                                                      \
  X(ni)                                                                                                      \
  X(ti)                                                                                                      \
  X(sdi)                                                                                                     \
  X(ri)                                                                                                      \
  X(pi)                                                                                                      \
  X(fi)                                                                                                      \
  X(r2i)                                                                                                     \
  X(yi)                                                                                                      \
  X(vi)                                                                                                      \
  X(sei)

#define TSQP_ARGUMENT_VALUE(name) TSQP_ARG_##name,
enum tsqp_argument { TSQP_ARGUMENTS(TSQP_ARGUMENT_VALUE) TSQP_N_ARGUMENTS };

#define TSQP_ARGUMENT_MEMBER(name) double name;
typedef union tsqp_study {
  double argument[TSQP_N_ARGUMENTS]; /* NaN where not known */
  struct {
    TSQP_ARGUMENTS(TSQP_ARGUMENT_MEMBER)
  };
} tsqp_study;

typedef struct tsqp_effect {
  double yi;
  double vi;
} tsqp_effect;

#define TSQP_MAX_POOLED 3

/* How one study's effect is to be computed. */
typedef struct tsqp_context {
  int32_t vtype;
  int32_t convention;
  double pooled[TSQP_MAX_POOLED]; /* averages over the studies, for the vtypes that use them */
} tsqp_context;

typedef tsqp_effect (*tsqp_row_fn)(const tsqp_study *study, const tsqp_context *context);

/* What a study contributes to the averages: pooled[j] = sum(weight[j] value[j]) / sum(weight[j]).
 * NaN = nothing; entries that a measure leaves 0 stay unused. */
typedef struct tsqp_contribution {
  double value[TSQP_MAX_POOLED];
  double weight[TSQP_MAX_POOLED];
} tsqp_contribution;

typedef tsqp_contribution (*tsqp_pool_fn)(const tsqp_study *study, const tsqp_context *context);

/* The columns of a call, by argument; NULL = not given. */
typedef struct tsqp_columns {
  size_t k;
  const double *of[TSQP_N_ARGUMENTS];
} tsqp_columns;

#endif
