/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernels of many small models: a problem a lane, a block of problems at a time. */
#ifndef TSQP_BATCH_KERNELS_H
#define TSQP_BATCH_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* Problems in a block; a multiple of every vector width. */
#define TSQP_BATCH_BLOCK 128
/* Doubles of scratch that the iteration needs. */
#define TSQP_BATCH_ROOM(k) (8 + 2 * 2 * (k)*8)

/* Coefficients that a lane's model may have. */
#define TSQP_BATCH_COEFFICIENTS 16

/* The estimators that lanes know. */
enum tsqp_batch_method {
  TSQP_BATCH_FIXED, /* tau2 is given: CE with 0 */
  TSQP_BATCH_DL,
  TSQP_BATCH_HE,
  TSQP_BATCH_HS,
  TSQP_BATCH_SJ,
  TSQP_BATCH_PM,
  TSQP_BATCH_ML,
  TSQP_BATCH_REML
};

/* What becomes of a problem. */
enum tsqp_batch_state {
  TSQP_LANE_DONE,
  TSQP_LANE_ITERATE,
  TSQP_LANE_ROOT,  /* a root is found */
  TSQP_LANE_PROVE, /* it, or tau2 = 0, is a maximum, but not yet proved to be the only one */
  TSQP_LANE_ODD
};

/* A block's intermediate results, one number a problem. */
typedef struct tsqp_batch_block {
  double n[TSQP_BATCH_BLOCK];     /* complete studies */
  double shift[TSQP_BATCH_BLOCK]; /* the first effect, about which sums are taken */
  double q[TSQP_BATCH_BLOCK];     /* y'Py at t = 0 */
  double tr[TSQP_BATCH_BLOCK];    /* tr P at t = 0 */
  double scale[TSQP_BATCH_BLOCK]; /* harmonic mean of the variances */
  double a_inf[TSQP_BATCH_BLOCK]; /* 1/sqrt(RSS): slope of alpha at infinity */
  double alpha[TSQP_BATCH_BLOCK]; /* alpha and 1/B at t = 0, and their slopes */
  double alpha_slope[TSQP_BATCH_BLOCK];
  double inverse_b[TSQP_BATCH_BLOCK];
  double inverse_b_slope[TSQP_BATCH_BLOCK];
  double t1[TSQP_BATCH_BLOCK];   /* the first point to look at */
  double root[TSQP_BATCH_BLOCK]; /* where the search ended, and there A, B, and minus their slopes */
  double a[TSQP_BATCH_BLOCK], b[TSQP_BATCH_BLOCK], c[TSQP_BATCH_BLOCK], d[TSQP_BATCH_BLOCK];
  double tau2[TSQP_BATCH_BLOCK];
  double lower[TSQP_BATCH_BLOCK], upper[TSQP_BATCH_BLOCK]; /* of its interval */
  int32_t state[TSQP_BATCH_BLOCK];
  double *
      base; /* [coefficients][TSQP_BATCH_BLOCK] of a design: least squares, from which residuals are taken; else NULL */
} tsqp_batch_block;

/* n problems (at most a block) of k studies: study i of problem j at i * ld + j. Readable up to the next multiple of 8 problems. */
typedef struct tsqp_batch_tile {
  size_t n, k, ld;
  const double *y, *v;
  size_t
      ahead; /* so many problems further on lie those that come next, to be fetched into the cache; 0: nothing to fetch */
} tsqp_batch_tile;

enum tsqp_batch_column {
  TSQP_OUT_TAU2,
  TSQP_OUT_ESTIMATE,
  TSQP_OUT_SE,
  TSQP_OUT_STATISTIC,
  TSQP_OUT_P,
  TSQP_OUT_LOG10_P,
  TSQP_OUT_CI_LOWER,
  TSQP_OUT_CI_UPPER,
  TSQP_OUT_PI_LOWER,
  TSQP_OUT_PI_UPPER,
  TSQP_OUT_Q,
  TSQP_OUT_I2,
  TSQP_OUT_H2,
  TSQP_OUT_TAU2_LOWER,
  TSQP_OUT_TAU2_UPPER,
  TSQP_OUT_RE2,
  TSQP_OUT_RE2_P,
  TSQP_OUT_RE2_LOG10_P,
  TSQP_OUT_COLUMNS
};

/* Moderators that all problems share, as columns z = L^-1 x, L L' = X'X/k, that are orthonormal over all k studies. */
typedef struct tsqp_batch_design {
  size_t p;
  int intercept;      /* the first column of x is of ones */
  const double *z;    /* [k x p] row by row */
  const double *back; /* [p x p] upper triangle, row by row: coefficients of x from those of z */
} tsqp_batch_design;

/* The questions that are the same for all problems; tables are by the number of complete studies, 0 .. k. */
typedef struct tsqp_batch_plan {
  const tsqp_batch_design *design; /* NULL: the pooled model */
  int method;                      /* enum tsqp_batch_method */
  double tau2;                     /* FIXED */
  int random;                      /* 0: common effect: no prediction interval, I2 from Q */
  int i2_from_q;
  int normal;          /* the test's reference is normal, else t with n - coefficients */
  int knha, adhoc;     /* the variance's factor */
  int pi;              /* wanted and defined */
  int pi_conventional; /* without that factor */
  const double *critical, *pi_critical, *log_beta;
  const double *q_high,
      *q_low; /* quantiles of Q between which the interval for tau2 lies; NULL: not wanted */
} tsqp_batch_plan;

#endif
