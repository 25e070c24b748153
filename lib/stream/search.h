/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for tau2 turned inside out: where tsq_rma() calls a function of tau2, here each value costs a pass over data that are
 * elsewhere. So the search is a state that is given the sums at one tau2 and says at which one it wants them next.
 */
#ifndef TSQP_STREAM_SEARCH_H
#define TSQP_STREAM_SEARCH_H

#include "rma/peaks.h"
#include "stream/solve.h"

#include <tausq/fit.h>

/* What the next pass is for. */
enum tsqp_phase {
  TSQP_PHASE_START = 0,
  TSQP_PHASE_LIKELIHOOD, /* the search for the peaks of the likelihood */
  TSQP_PHASE_Q,          /* Newton's method on an equation in Q */
  TSQP_PHASE_STEP,       /* the second step of two (SJ, DL2) */
  TSQP_PHASE_FINAL,      /* the coefficients, at the estimate */
  TSQP_PHASE_INTERVAL,   /* the bounds of an interval for tau2, once the rest is done */
  TSQP_PHASE_DONE
};

typedef struct tsqp_search {
  /* the problem, in the stream's units */
  int32_t method;
  int32_t fixed; /* tau2 is not estimated */
  double k, df;
  double v_min, v_max;
  tsqp_unweighted unweighted;
  tsqp_pass first; /* at t = 0 */
  /* the state */
  enum tsqp_phase phase;
  int count; /* passes of the present Newton iteration */
  double want;
  double lo, hi;
  tsqp_peaks peaks;
  tsqp_stationary stationary;
  /* the answer */
  double tau2;
  double raw;         /* before truncation at 0 (closed forms), else tau2 */
  size_t evaluations; /* passes that the search has seen, the first one included */
  tsqp_pass step;     /* of two-step methods: the pass on which tau2 rests */
  int certified;
  int multimodal;
} tsqp_search;

/* Starts from the first pass (search->first and the problem are set): search->phase is DONE where that was enough. */
void tsqp_search_start(tsqp_search *s);

/* Goes on with the sums at s->want. */
void tsqp_search_step(tsqp_search *s, const tsqp_pass *pass);

/* For the search of ML and REML, in likelihood.c. */
void tsqp_likelihood_start(tsqp_search *s);
void tsqp_likelihood_step(tsqp_search *s, const tsqp_pass *pass);

/* The estimate is found: the pass at it comes next, unless it is the first one. */
void tsqp_search_found(tsqp_search *s, double tau2);

/* The standard error of tau2, as tsq_rma() has it, from the final pass. */
double tsqp_search_se(const tsqp_search *s, const tsqp_pass *last);

/*
 * Newton's step towards the root of Q(t) = target from the pass `at`, left of it: 1 = `next` is the root (also where no further step
 * is to be had: then *count has reached TSQP_MAX_STEPS or the step is not finite), 0 = a pass at `next` is wanted.
 */
#define TSQP_MAX_STEPS 100
int tsqp_q_newton(const tsqp_pass *at, double target, int *count, double *next);

#endif
