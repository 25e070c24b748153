/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The careful way of the regression model, for data in which the sums over all studies cancel: p studies are taken apart, as the pooled
 * model does with its most precise one.
 *
 * Let B be p studies with independent rows X_B, the pivots, and N the others. With G = X_N X_B^-1 the contrasts zeta = y_N - G y_B do not
 * know the coefficients, and with weights a, W_B and W_N those of the two sets, H_j = G'W_N^jG, M = W_B + H_1 and C = (W_B^-1 + H_1^-1)^-1,
 * P = A - AX(X'AX)^-1X'A is made of
 *   P_NN = W_N - W_N G M^-1 G'W_N     P_NB = -W_N G M^-1 W_B     P_BB = C = W_B M^-1 H_1
 * The pivots are those of Gaussian elimination with row pivoting on A^1/2 X, so that |g_nb| sqrt(a_n/a_b) is bounded (Cox & Higham 1998,
 * doi:10.1023/A:1021903021084, on sorting rows by weight): I + A with A = W_B^-1/2 H_1 W_B^-1/2 is then well conditioned whatever the
 * ratio of the weights, no other study has a leverage near 1, and what a pivot of leverage 1 leaves, C_bb, is computed by products: no
 * result is a small difference of large sums. Weights of pivots are never squared. All is done in double-double arithmetic, so that
 * offsets of 1e8 standard deviations and near-dependent columns leave 16 digits.
 */
#ifndef TSQP_APART_H
#define TSQP_APART_H

#include "rma/studies.h"
#include "numeric/double_double.h"

/* The weights a of a form. */
enum { TSQP_EQUAL_WEIGHTS, TSQP_CALLERS_WEIGHTS, TSQP_INVERSE_VARIANCES /* 1/(v + t) */ };

/* Sums over N of m g g' with these m; w = s a, and d the variance v + t that a form with other weights meets (1 for inverse variances). */
enum { TSQP_APART_W, TSQP_APART_W2, TSQP_APART_W3D2, TSQP_APART_W2D, TSQP_APART_W2V, TSQP_APART_MATRICES };

typedef struct tsqp_apart {
  const tsqp_studies *studies;
  tsqp_reader reader;
  size_t p;
  int *exponent; /* [p] column j is taken as x 2^-exponent */
  int weights;
  int has_pivots;
  size_t *pivot;       /* [p] the pivots' rows in the caller's arrays, in the order of elimination */
  tsqp_dd *upper;      /* [p x p] U of X_B = LU */
  tsqp_dd *lower;      /* [p x p] L, whose diagonal is 1 */
  tsqp_dd *y, *spread; /* [p] of the pivots: effects, 1/a */
  double *v;           /* [p] their variances */
  double least;        /* the smallest v (or 1/a, for other weights) among N; 1 where there are none */
  size_t others;       /* studies in N with a weight */
  int unsettled;       /* a study outweighs a pivot in the last pass: others would be better */

  double t;
  double s; /* scale of the weights: the largest w in N is 1 */
  /* the sums of a pass */
  tsqp_dd *matrix;           /* [TSQP_APART_MATRICES][p x p] */
  tsqp_dd *h;                /* [p] G'W zeta */
  tsqp_dd w, w2, w3, wv, dd; /* sums of w, w^2, w^3, w v, w^2 d^2 */
  double log_v;              /* sum log(v + t) over all studies */
  /* the solution */
  tsqp_dd *root;    /* [p] W_B^1/2, normalised */
  tsqp_dd *inverse; /* [p x p] M^-1 */
  tsqp_dd *factor;  /* [p x p] Cholesky factor of I + A */
  tsqp_dd *c;       /* [p x p] C */
  tsqp_dd *u;       /* [p] what the fitted values of the pivots are above their effects */
  tsqp_dd *force;   /* [p] W_B u */
  tsqp_dd q1, q2, q3;
  tsqp_dd *g, *work; /* [2 p], [4 p^2 + 4 p] */
} tsqp_apart;

int tsqp_apart_open(tsqp_apart *apart, const tsqp_studies *studies);
void tsqp_apart_close(tsqp_apart *apart); /* fine on a zeroed one */

/* Whether so many studies and columns can be afforded: k p^2 additions in double-double arithmetic are to stay below a second. */
int tsqp_apart_affordable(const tsqp_studies *studies);

/* Pivots, sums and solution for the weights at t. TSQ_ERR_SINGULAR where the studies with a weight do not determine the coefficients. */
int tsqp_apart_solve(tsqp_apart *apart, int weights, double t);

/* tr M^-1 H for one of the matrices, and the trace of its square where wanted. */
tsqp_dd tsqp_apart_trace(tsqp_apart *apart, int matrix, tsqp_dd *of_square);

/* b' := b'(X_B^-1)' for a vector over the pivots, and the basis R's coordinates of it: R X_B^-1 b. R is [p x p] upper triangular. */
void tsqp_apart_to_basis(tsqp_apart *apart, const double *r, tsqp_dd *b);

/* U in the caller's columns, as a basis for others. */
void tsqp_apart_basis(const tsqp_apart *apart, double *r);

/* log |X'AX| in units, not normalised, in the caller's columns. */
double tsqp_apart_log_det(const tsqp_apart *apart);

/* The covariance of the pivots' fitted values, M^-1 (W_B D_B W_B + G'W_N^2 D_N G) M^-1, [p x p]. */
void tsqp_apart_sandwich(tsqp_apart *apart, tsqp_dd *cov);

/* ---- between the two files ---- */

typedef struct tsqp_apart_row {
  tsqp_dd zeta, spread, w;
  double v;
} tsqp_apart_row;
typedef void tsqp_apart_visitor(tsqp_apart *apart, const tsqp_apart_row *row);

/* Visits the studies of N that have a weight, with apart->g their coordinates. */
void tsqp_apart_each(tsqp_apart *apart, tsqp_apart_visitor *visit);
int tsqp_apart_choose(tsqp_apart *apart);

#endif
