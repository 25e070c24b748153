/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a finished search to what the caller is given. */
#ifndef TSQP_STREAM_ANSWER_H
#define TSQP_STREAM_ANSWER_H

#include "stream/search.h"

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

/* Resolved options for this model, and what a stream cannot do refused. */
int tsqp_stream_options_of(const tsq_stream *s, const tsq_options *callers, tsq_options *o);

/* With the sums at search.want, on the way to a bound. */
void tsqp_stream_interval_step(tsq_iterate *it, const tsqp_pass *pass);

int tsqp_stream_answer(const tsq_iterate *it, int has_coefficients, tsq_stream_result *result,
                       tsq_estimate *coefficients, double *vb);

#endif
