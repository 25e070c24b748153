/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass of the pooled model over the caller's own arrays. Rows are cut into chunks, chunks into blocks, by k alone: the tree of
 * the sums, and with it their bits, is the same for any number of threads.
 */
#ifndef TSQP_POOLED_SUMS_H
#define TSQP_POOLED_SUMS_H

#include "rma/studies.h"
#include "numeric/sum.h"

/* Memory that a pass needs: this many of it. At most 1024 chunks, so O(1). */
typedef struct tsqp_pooled_chunk {
  tsqp_sum sum[TSQP_POOLED_SUMS];
} tsqp_pooled_chunk;
size_t tsqp_pooled_chunks(size_t k);

/* All complete studies but the pivot; `at` without y_unit, v_unit and centre, which are the studies'. */
void tsqp_pooled_pass(const tsqp_studies *studies, const tsqp_pooled_at *at, int all, tsqp_pooled_chunk *room,
                      double sums[TSQP_POOLED_SUMS]);

/*
 * Scan and first pass in one, at t = 0 with s = 1, for data without anything odd: nothing missing, no study that outweighs the
 * rest by far. Then `studies` is filled and 1 returned; otherwise 0, and nothing is changed: the careful way is to be taken.
 */
int tsqp_first_look(const tsq_data *data, size_t threads, tsqp_studies *studies);

#endif
