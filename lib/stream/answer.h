/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a finished search to the fit that the caller is given. */
#ifndef TSQP_STREAM_ANSWER_H
#define TSQP_STREAM_ANSWER_H

#include "stream/search.h"

#include <math.h>

/* The Q-profile interval: where it is sought, and what was found. */
typedef struct tsqp_stream_interval {
  double level; /* 0 = not asked for */
  double target[2];
  double bound[2];
  int which; /* the bound that is sought; 2 = both are found */
  int count;
  int32_t outcome; /* enum tsq_ci_outcome */
} tsqp_stream_interval;

struct tsq_iterate {
  tsq_options options; /* every default resolved */
  tsq_stream *sums;    /* a pass in the first one's units; its shift, units and names are the first one's */
  size_t first_k;
  size_t dropped;
  size_t passes;
  double v_min, v_max; /* caller's units */
  tsqp_search search;
  tsqp_solution room;
  tsqp_stream_interval interval;
  tsqp_pass last; /* the pass whose coefficients `room` holds */
};

/* The estimate, or the value that the caller fixed, in the caller's units. */
static inline double tsqp_stream_tau2(const tsq_iterate *it) {
  return it->options.tau2_fixed ? it->options.tau2 : ldexp(it->search.tau2, 2 * it->sums->unit);
}

/* With the sums at search.want, on the way to a bound. */
void tsqp_stream_interval_step(tsq_iterate *it, const tsqp_pass *pass);

/* Of TSQ_CI_QP, in the caller's units: what was found, once all its passes are done. */
tsq_interval tsqp_stream_interval_found(const tsq_iterate *it);

/* A fit of class rma without input; its coefficients are NaN, and refused, where their pass is missing. */
int tsqp_stream_answer(const tsq_iterate *it, int has_coefficients, tsq_fit **fit);

#endif
