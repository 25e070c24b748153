/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sums that every estimator is made of, in one pass over the studies for one tau2 = t.
 *
 * With W = diag(1/(v + t)), P = W - WX(X'WX)^-1X'W, B_j = X'W^jX and r = y - Xb(t), no k x k matrix is needed:
 *   y'Py   = sum w r^2            tr P  = sum w - tr(B1^-1 B2)
 *   y'PPy  = sum w^2 r^2          tr PP = sum w^2 - 2 tr(B1^-1 B3) + tr((B1^-1 B2)^2)
 *   y'PPPy = sum w^3 r^2 - u'B1^-1 u,  u = X'W^2 r
 * All is held with weights normalised to w s, s = v_min + t, so that the largest weight is 1. In the pooled model s is v_second + t: the
 * most precise study may outweigh the rest by any factor, and its weight is never squared.
 */
#ifndef TSQP_ENGINE_H
#define TSQP_ENGINE_H

#include "rma/apart.h"
#include "rma/pooled_sums.h"
#include "rma/regression_sums.h"

/* How much of a sum of squares may cancel when it is moved to the solution. */
#define TSQP_LITTLE 0.01 /* exact: a hundredth of the rounding error */
#define TSQP_MUCH 0.75   /* quick */

/* By how much sums may outgrow what is computed from them before the studies are taken apart. */
#define TSQP_MOST_LOSS 1024

typedef struct tsqp_moments {
  double t;             /* tau2, in units */
  double s;             /* scale of the weights */
  double sw1, sw2, sw3; /* s sum w, s^2 sum w^2, s^3 sum w^3 */
  double rw2;           /* sqrt of sw2, which cannot overflow */
  double q1, q2, q3;  /* s y'Py, s^2 y'PPy, s^3 y'PPPy; q2 and q3 are NaN where only traces were asked for */
  double tr1, tr2;    /* s tr P, s^2 tr PP */
  double log_det_xwx; /* log |X'WX|, W unnormalised but in units */
  double log_det_v;   /* sum log(v + t), in units */
  double error;       /* bound of the relative rounding error of the quadratic forms and traces */
} tsqp_moments;

/* What is asked of the moments. */
enum {
  TSQP_QUICK = 0,
  TSQP_EXACT =
      1, /* taken about the solution, in a basis orthogonal under its own weights, so that nothing cancels */
  TSQP_TRACES = 2 /* q2 and q3 are not needed */
};

typedef struct tsqp_engine {
  const tsqp_studies *studies;
  tsqp_reader reader; /* for forms with other weights */
  size_t p;
  double *r;     /* [p x p] the basis in use */
  double *shift; /* [p] coefficients in the basis about which sums are taken */
  double *chol;  /* [p x p] lower Cholesky factor of Z'WZ (normalised) at the last t */
  double *work;  /* [4 p^2 + 4 p] */
  tsqp_pooled_chunk *chunks;
  tsqp_regression regression;
  tsqp_apart *apart; /* for data that are to be done with care; NULL until then */
  tsqp_moments last,
      zero; /* of the last call, which the engine's state belongs to; the exact ones at t = 0 */
  int has_last, has_zero;
  int last_asked;
} tsqp_engine;

int tsqp_engine_open(tsqp_engine *engine, const tsqp_studies *studies);
void tsqp_engine_close(tsqp_engine *engine); /* fine on a zeroed engine */

/*
 * The moments at t. Leaves the solution at t in engine->shift, its basis in engine->r and its Cholesky factor in engine->chol. No
 * pass is made where the last call was for the same.
 */
int tsqp_moments_at(tsqp_engine *engine, double t, int asked, tsqp_moments *moments);

/* The exact traces and q1 at t = 0, without a pass where they were made before; the engine's state may stay another t's. */
int tsqp_moments_at_zero(tsqp_engine *engine, tsqp_moments *moments);

/* What the studies taken apart are kept in, made where it was not before. */
int tsqp_engine_apart(tsqp_engine *engine, tsqp_apart **apart);

/* log |X'X| of the raw columns. */
double tsqp_log_det_xx(const tsqp_studies *studies);

#endif
