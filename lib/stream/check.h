/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a chunk can be added: all of it is looked at before any of it is, so that a refused chunk leaves the stream as it was. */
#ifndef TSQP_STREAM_CHECK_H
#define TSQP_STREAM_CHECK_H

#include "stream/rows.h"

/* What is known of a chunk that may be added. */
typedef struct tsqp_chunk {
  tsq_data data;   /* ldx set */
  size_t first;    /* the first complete study, k where there is none */
  int complete;    /* no study is missing */
  int32_t unit;    /* of y, as it will be */
  double y_factor; /* 2^-unit */
} tsqp_chunk;

/* The status and message of a chunk that cannot be added; otherwise fills all but data, which is given. */
int tsqp_check_chunk(const tsq_stream *s, tsqp_chunk *chunk);

static inline double tsqp_chunk_variance(const tsq_data *c, size_t i) {
  return c->vi != NULL ? c->vi[i] : c->sei[i] * c->sei[i];
}

#endif
