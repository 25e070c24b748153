/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vector loops over plain arrays: no allocation, no error path. Each body is written once and compiled for several instruction
 * sets; tsqp_kernels() is the set that this processor runs, with the same bits from each.
 */
#ifndef TSQP_KERNELS_H
#define TSQP_KERNELS_H

#include "kernel/batch_kernels.h"
#include "kernel/lanes.h"

#include <stddef.h>

/* Where the sums of the pooled model are taken: e = (y y_unit - centre) - shift, w = s/(v v_unit + t). */
typedef struct tsqp_pooled_at {
  double y_unit, centre, shift;
  double v_unit, t, s;
} tsqp_pooled_at;

/* Places in the sums of the pooled model. */
enum {
  TSQP_W,                  /* w, w^2, w^3 */
  TSQP_WE = TSQP_W + 3,    /* w e, w^2 e, w^3 e */
  TSQP_WEE = TSQP_WE + 3,  /* w e^2, w^2 e^2, w^3 e^2 */
  TSQP_LOG = TSQP_WEE + 3, /* log(v v_unit + t) */
  TSQP_POOLED_SUMS
};

/* What a block of raw data looks like. A y that is not finite shows in sum_ee, a v that is NaN in the sum of weights. */
typedef struct tsqp_block_scan {
  double v_min, v_max;
  double sum_e, sum_ee; /* e unweighted */
} tsqp_block_scan;

/* Rows that a regression works off at once. */
#define TSQP_STRIP 128
#define TSQP_STRIP_STRIDE                                                                                    \
  (TSQP_STRIP + 8) /* columns a power of two apart would compete for the same cache sets */
/* Pairs of the p columns and e: the place of (a, b), b <= a, is a (a + 1)/2 + b; e is column p. */
#define TSQP_PAIRS(p) (((p) + 1) * ((p) + 2) / 2)
/* Sums of the regression: w^j z_a z_b for j = 1, 2, 3 (each all pairs), then w, w^2, w^3, then log(v v_unit + t). */
#define TSQP_REGRESSION_SUMS(p) (3 * TSQP_PAIRS(p) + 4)
/* Doubles of scratch that the regression kernel needs. */
#define TSQP_REGRESSION_ROOM(p)                                                                              \
  (8 + ((p) + 1) * TSQP_STRIP_STRIDE + TSQP_STRIP + 3 * TSQP_PAIRS(p) * TSQP_LANES + (p) +                   \
   ((p) + 2) * TSQP_STRIP)

/* Where the sums of the regression are taken: z = R^-T x, e = y y_unit - z'shift, w = s/(v v_unit + t). */
typedef struct tsqp_regression_at {
  size_t p;
  const double *const *column; /* [p] the block's rows of x; NULL for the column of ones */
  const double *y, *v;         /* v NULL: all 1 */
  const double *r;             /* [p x p] upper triangular, row by row */
  const double *shift;         /* [p] */
  double y_unit, v_unit, t, s;
  double centre; /* taken from y first, in units */
} tsqp_regression_at;

/* The effect sizes that have a kernel, with large-sample variances. */
enum tsqp_effect_kernel {
  TSQP_EFFECT_NONE,
  TSQP_EFFECT_MD,
  TSQP_EFFECT_SMD,
  TSQP_EFFECT_ROM, /* with the second-order correction */
  TSQP_EFFECT_OR,
  TSQP_EFFECT_RR,
  TSQP_EFFECT_RD
};

typedef struct tsqp_effect_columns {
  int measure;
  int sizes;               /* tables come as a, n1, c, n2 and not as a, b, c, d */
  const double *column[6]; /* m1, sd1, n1, m2, sd2, n2; or a table's four */
} tsqp_effect_columns;

typedef struct tsqp_kernels {
  const char *isa;
  /* n <= TSQP_BLOCK studies; `all` = 0 leaves the sums of w^2 e, w^3 e, w^2 e^2, w^3 e^2 out (0). */
  void (*pooled)(size_t n, const double *y, const double *v, const tsqp_pooled_at *at, int all,
                 double sums[TSQP_POOLED_SUMS]);
  /* The same, all sums, with a look at the data. */
  void (*pooled_scan)(size_t n, const double *y, const double *v, const tsqp_pooled_at *at,
                      double sums[TSQP_POOLED_SUMS], tsqp_block_scan *scan);
  int (*all_finite)(size_t n, const double *x);
  /* n <= TSQP_BLOCK studies; room [TSQP_REGRESSION_ROOM(p)], room for p pointers, sums [TSQP_REGRESSION_SUMS(p)]. */
  void (*regression)(size_t n, const tsqp_regression_at *at, double *room, const double **column,
                     double *sums);
  int (*outside)(size_t n, const double *x, double lowest,
                 double highest); /* whether some x is; NaN is not */
  /* Whether all n tables are complete, with somebody in each arm and no more events than participants. */
  int (*plain_tables)(size_t n, const double *const table[4], int sizes);
  /*
   * n <= TSQP_BLOCK studies; yi, vi NULL = not wanted. odd[i] is set for studies that are to be done with care (`any_odd`: there are
   * such). Gives back how many studies were done: the last ones, fewer than 8, may not be.
   */
  size_t (*effects)(const tsqp_effect_columns *in, size_t n, double *yi, double *vi, unsigned char *odd,
                    int *any_odd);
  /*
   * Many small pooled models: a first look, which is all for closed forms; the iteration of those that need it, room
   * [TSQP_BATCH_ROOM(k)]; the answers of all, odd ones included, into the columns (NULL = not wanted) from place `at` on.
   */
  void (*batch_start)(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block);
  void (*batch_iterate)(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block,
                        double *room);
  /* Q-profile bounds of tau2 into the block, after batch_iterate() or what stands for it. */
  void (*batch_bounds)(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block,
                       double *room);
  /* The test RE2, from a block that has been started and iterated by ML. */
  void (*batch_re2)(const tsqp_batch_tile *tile, const tsqp_batch_block *block, double *const *column,
                    size_t at);
  void (*batch_finish)(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                       const tsqp_batch_block *block, double *const *column, size_t at);
  /* The first and the last of them for a design with moderators; coefficient c of the block's problem j goes to c m + at + j. */
  void (*design_start)(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block,
                       double *room);
  void (*design_finish)(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                        const tsqp_batch_block *block, double *room, double *const *column, size_t at,
                        size_t m);
} tsqp_kernels;

/* The kernels in use: the processor's best, or what the environment variable TSQ_FORCE_ISA names. */
const tsqp_kernels *tsqp_active_kernels(void);

/* By the name of an instruction set; NULL where it is unknown or this processor lacks it. */
const tsqp_kernels *tsqp_kernels_of(const char *isa);

#endif
