/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of tsq_batch(). */
#ifndef TSQP_BATCH_H
#define TSQP_BATCH_H

#include "fit/options.h"
#include "kernel/kernels.h"

#include <tausq/batch.h>

/* The options that a batch takes. */
extern const tsqp_take tsqp_batch_takes[];

/* What one call is about; the same for all threads. */
typedef struct tsqp_batch {
  tsq_batch_data data;
  tsq_options options; /* resolved */
  tsq_batch_out out;
  double *column[TSQP_OUT_COLUMNS]; /* the caller's, in the kernels' order */
  tsqp_batch_plan plan;             /* but for the tables */
  tsqp_batch_design design;         /* where there are moderators and lanes; its memory is the batch's */
  double *design_memory;
  const tsqp_kernels *kernels;
  size_t most;         /* studies of the largest problem */
  size_t coefficients; /* of each problem */
  int in_lanes;        /* 0: every problem one by one */
  int bounds, re2;     /* whether these columns are wanted */
} tsqp_batch;

/* What one thread works with. */
typedef struct tsqp_batch_worker {
  double *y, *v; /* [most x block] copies of tiles that cannot be taken as they lie */
  double *room;  /* of the iteration */
  double *critical, *pi_critical, *log_beta, *q_high, *q_low; /* [most + 1], NaN: not yet computed */
  double *one_y, *one_v; /* [most] the studies of a problem that is done alone */
  tsqp_batch_block block;
  tsqp_batch_block ml; /* the same problems by maximum likelihood, for RE2 */
} tsqp_batch_worker;

/* Checks data and options against the columns wanted. After TSQ_OK it is to be released. */
int tsqp_batch_prepare(const tsq_batch_data *data, const tsq_options *options, const tsq_batch_out *out,
                       tsqp_batch *batch);
void tsqp_batch_release(tsqp_batch *batch);

/* The moderators as the lanes take them. */
int tsqp_batch_make_design(tsqp_batch *batch);

/* Problem j alone, by tsq_rma(): its answer and its status into the columns. TSQ_ERR_NOMEM: the call cannot go on. */
int tsqp_batch_one(const tsqp_batch *batch, tsqp_batch_worker *worker, size_t j);

/* RE2 of `rows` studies, some of them perhaps missing, into the columns. */
int tsqp_batch_put_re2(const tsqp_batch *batch, size_t j, size_t rows, const double *y, const double *v);

/* Problems from .. from+n-1, n at most a block. */
void tsqp_batch_tile_of(const tsqp_batch *batch, tsqp_batch_worker *worker, size_t from, size_t n,
                        tsqp_batch_tile *tile);

/* Critical values and the like for every count of studies in the block. */
void tsqp_batch_tables(const tsqp_batch *batch, tsqp_batch_worker *worker, size_t n);

/* Problem j's studies: how many rows, where they begin, how far they lie apart. */
size_t tsqp_batch_rows(const tsqp_batch *batch, size_t j, size_t *first, size_t *stride);

#endif
