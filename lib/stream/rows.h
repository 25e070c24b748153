/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From studies to sums: a block of rows in columns, and their products in double-double arithmetic. */
#ifndef TSQP_STREAM_ROWS_H
#define TSQP_STREAM_ROWS_H

#include "stream/stream.h"

/* Studies per block: its columns stay in the first-level cache for few moderators. */
#define TSQP_STREAM_BLOCK 256

typedef struct tsqp_rows {
  size_t n;     /* studies in the block */
  double *high; /* [m][block] the rows' entries */
  double *low;  /* [block] the low part of the last entry, e */
  double *v;    /* [block] sampling variances, in units */
  double *w;    /* [block] a weighting's high part */
  double *w_low;
  double *t; /* [block] a weighting times an entry */
  double *t_low;
} tsqp_rows;

/* Numbers that a block of rows of m entries needs. */
static inline size_t tsqp_block_room(size_t m) {
  return (m + 6) * TSQP_STREAM_BLOCK;
}

tsqp_rows tsqp_rows_in(const tsq_stream *s);

/* Adds the block's sums to the stream and empties the block. */
void tsqp_sum_rows(tsq_stream *s, tsqp_rows *rows);

#endif
