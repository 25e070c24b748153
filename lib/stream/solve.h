/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the sums of a pass to its quadratic forms, coefficients and traces: everything that any estimator asks for. */
#ifndef TSQP_STREAM_SOLVE_H
#define TSQP_STREAM_SOLVE_H

#include "stream/stream.h"

/*
 * With W = diag(1/(v + t)), P = W - WX(X'WX)^-1X'W and r = y - Xb, in the stream's units:
 * q1 = y'Py, q2 = y'PPy, q3 = y'PPPy, tr1 = tr P, tr2 = tr PP, sw_j = sum w^j.
 */
typedef struct tsqp_pass {
  double t;
  double q1, q2, q3;
  double sw1, sw2, sw3;
  double tr1, tr2;
  double log_det_v;   /* sum ln(v + t) */
  double log_det_xwx; /* in the caller's columns */
} tsqp_pass;

/* What does not depend on tau2: with equal weights, H = I - X(X'X)^-1X'. */
typedef struct tsqp_unweighted {
  double rss;        /* y'Hy */
  double tr_v;       /* tr HV */
  double tr_vv;      /* tr HVHV */
  double crude;      /* sum (y - ybar)^2 / k */
  double log_det_xx; /* in the caller's columns */
} tsqp_unweighted;

/* Room for the algebra of p coefficients, and what is kept of it. */
typedef struct tsqp_solution {
  size_t p;
  tsqp_dd *beta;    /* [p] in units */
  tsqp_dd *inverse; /* [p x p] (X'WX)^-1 in units */
  tsqp_dd *chol;    /* [p x p] its lower Cholesky factor: X'WX = chol chol' */
  tsqp_dd *l, *b;   /* [p x p] */
  tsqp_dd *c, *d;   /* [p] */
} tsqp_solution;

int tsqp_solution_open(size_t p, tsqp_solution *room);
void tsqp_solution_close(tsqp_solution *room);

/* The forms of one pass; room->beta, room->inverse and room->chol where `coefficients`. */
int tsqp_solve_pass(const tsq_stream *s, tsqp_solution *room, int coefficients, tsqp_pass *pass);

/* TSQ_ERR_SINGULAR (the moderator named) where columns depend on each other, by the rule of tsq_rma(). */
int tsqp_solve_unweighted(const tsq_stream *s, tsqp_solution *room, tsqp_unweighted *out);

#endif
