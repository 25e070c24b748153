/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a finished search to what the caller is given. */
#ifndef TSQP_STREAM_ANSWER_H
#define TSQP_STREAM_ANSWER_H

#include "stream/search.h"

struct tsq_iterate {
  tsq_options options; /* every default resolved */
  tsq_stream *sums;    /* a pass in the first one's units; its shift, units and names are the first one's */
  size_t first_k;
  size_t dropped;
  size_t passes;
  double v_min, v_max; /* caller's units */
  tsqp_search search;
  tsqp_solution room;
  tsqp_pass last; /* the pass whose coefficients `room` holds */
};

/* Resolved options for this model, and what a stream cannot do refused. */
int tsqp_stream_options_of(const tsq_stream *s, const tsq_options *callers, tsq_options *o);

int tsqp_stream_answer(const tsq_iterate *it, int has_coefficients, tsq_stream_result *result,
                       tsq_estimate *coefficients, double *vb);

#endif
