/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimators of tau2; all values in the units of tsqp_studies. */
#ifndef TSQP_TAU2_H
#define TSQP_TAU2_H

#include "rma/engine.h"
#include "rma/peaks.h"

typedef struct tsqp_tau2 {
  double tau2;
  double se;         /* NaN where it is not defined */
  double raw;        /* before truncation at 0 (closed forms), else tau2 */
  double bracket[2]; /* the interval that held the solution before it was polished */
  double
      gradient; /* at the solution: s (y'PPy - tr P) for REML, Q/target - 1 for PM, ...; NaN for closed forms */
  size_t iterations; /* evaluations of the equation solved */
  size_t stationary; /* stationary points of the (restricted) likelihood on (0, infinity) */
  int multimodal;    /* more than one local maximum, t = 0 included */
  int unproved;      /* the search ran out of its budget, or rounding hides what it would prove */
} tsqp_tau2;

/* Any method but CE; `data.weights` are used by GENQ. k > p. */
int tsqp_tau2_estimate(tsqp_engine *engine, int32_t method, tsqp_tau2 *result);

/* The standard error that the method gives a tau2 of t, for a tau2 that was not estimated but fixed. */
int tsqp_tau2_standard_error(tsqp_engine *engine, int32_t method, double t, double *se);

/*
 * The root of Q(t) = y'P(t)y = target on t >= 0. Q decreases, so it is unique; where Q(0) <= target, `found` is 0 and t is 0.
 */
typedef struct tsqp_q_root {
  double t;
  int found;
  double bracket[2];
  double gradient; /* Q(t)/target - 1 */
  int unproved;    /* the steps were used up, or rounding hides the root */
  size_t iterations;
} tsqp_q_root;
int tsqp_solve_q(tsqp_engine *engine, double target, tsqp_q_root *root);
/* The fixed point of iterated DL, Q(t) - df = t tr P(t). */
int tsqp_solve_iterated_dl(tsqp_engine *engine, double df, tsqp_q_root *root);

/* ML (restricted = 0) or REML over t >= 0: the global maximum, all stationary points isolated. */
int tsqp_maximise_likelihood(tsqp_engine *engine, int restricted, tsqp_tau2 *result);

/* The stationary points of the (restricted) likelihood on t > 0, in ascending order; beyond the last one it falls. */
int tsqp_stationary_points(tsqp_engine *engine, int restricted, tsqp_stationary *found);

/* log likelihood at t but for the constants in 2 pi and |X'X|: -(1/2)(sum log(v+t) [+ log|X'WX|] + y'Py). */
int tsqp_log_likelihood(tsqp_engine *engine, double t, int restricted, double *ll);

/* A quadratic form y'P_a y with fixed weights a, and what its mean and variance need. */
typedef struct tsqp_fixed_form {
  double q;       /* y'P_a y */
  double tr_p;    /* tr P_a */
  double tr_pv;   /* tr P_a V */
  double tr_psps; /* tr P_a S P_a S, S = V + t I */
} tsqp_fixed_form;
/*
 * `weights`: TSQP_EQUAL_WEIGHTS or TSQP_CALLERS_WEIGHTS. Where wanted (not NULL), also the solution (X'AX)^-1X'Ay and its covariance
 * (X'AX)^-1 X'ASAX (X'AX)^-1 in the engine's basis: d [p], cov [p x p].
 */
int tsqp_fixed_weights_form(tsqp_engine *engine, int weights, double t, tsqp_fixed_form *form, double *d,
                            double *cov);

/* The same with studies taken apart, for any data. */
int tsqp_apart_form(tsqp_engine *engine, int weights, double t, tsqp_fixed_form *form, double *d,
                    double *cov);

#endif
