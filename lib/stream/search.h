/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for tau2 turned inside out: where tsq_rma() calls a function of tau2, here each value costs a pass over data that are
 * elsewhere. So the search is a state that is given the sums at one tau2 and says at which one it wants them next.
 */
#ifndef TSQP_STREAM_SEARCH_H
#define TSQP_STREAM_SEARCH_H

#include "stream/solve.h"

#include <tausq/fit.h>

#define TSQP_MAX_MAXIMA 32
#define TSQP_MAX_DEPTH 64

/* A function of t and its derivative. */
typedef struct tsqp_curve {
  double value, slope;
} tsqp_curve;

/* The (restricted) likelihood at t: its score is half of A - B, A = y'PPy, B = tr P or sum w. */
typedef struct tsqp_score {
  double t;
  double a, b;
  tsqp_curve alpha, beta; /* A^(-1/2), B^(-1/2) */
  double loglik;
} tsqp_score;

typedef struct tsqp_interval {
  tsqp_score left, right;
  int depth;
} tsqp_interval;

/* What the next pass is for. */
enum tsqp_phase {
  TSQP_PHASE_START = 0,
  TSQP_PHASE_TOP,      /* the upper end of the search */
  TSQP_PHASE_HALF,     /* the middle of an interval */
  TSQP_PHASE_POLISH,   /* Newton's method on the score */
  TSQP_PHASE_Q,        /* Newton's method on an equation in Q */
  TSQP_PHASE_STEP,     /* the second step of two (SJ, DL2) */
  TSQP_PHASE_FINAL,    /* the coefficients, at the estimate */
  TSQP_PHASE_INTERVAL, /* the bounds of an interval for tau2, once the rest is done */
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
  int count;          /* passes of the present Newton iteration */
  size_t evaluations; /* passes that the search has seen, the first one included */
  double want;
  double lo, hi, previous;
  tsqp_interval stack[TSQP_MAX_DEPTH + 2];
  size_t pending;
  tsqp_interval current;
  tsqp_score at;
  double maximum[TSQP_MAX_MAXIMA];
  double height[TSQP_MAX_MAXIMA];
  size_t maxima;
  size_t stationary; /* roots of the score on t > 0 */
  /* the answer */
  double tau2;
  double raw;     /* before truncation at 0 (closed forms), else tau2 */
  tsqp_pass step; /* of two-step methods: the pass on which tau2 rests */
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

/* The standard error of tau2, as tsq_rma() has it; `last` is the final pass, NULL while it is missing: NaN where it is needed. */
double tsqp_search_se(const tsqp_search *s, const tsqp_pass *last);

/*
 * Newton's step towards the root of Q(t) = target from the pass `at`, left of it: 1 = `next` is the root (also where no further step
 * is to be had: then *count has reached TSQP_MAX_STEPS or the step is not finite), 0 = a pass at `next` is wanted.
 */
#define TSQP_MAX_STEPS 100
int tsqp_q_newton(const tsqp_pass *at, double target, int *count, double *next);

#endif
