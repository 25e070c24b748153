/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tsq_batch(): blocks of problems on threads; odd problems one by one. */
#include "batch/batch.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "base/threads.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

/* Problems that a thread takes at a time. */
#define PART (16 * TSQP_BATCH_BLOCK)
#define MAX_WORKERS 256

typedef struct run {
  const tsqp_batch *batch;
  tsqp_batch_worker *workers;
  tsq_batch_control control;
  size_t block; /* problems in a block: fewer where k is large, so that a tile stays in the cache */
  atomic_size_t done;
  atomic_int stop;
  atomic_int out_of_memory;
} run;

static void put_bounds(const tsqp_batch *b, tsqp_batch_worker *w, const tsqp_batch_plan *plan,
                       const tsqp_batch_tile *tile, size_t from) {
  if (b->options.tau2_fixed) {
    for (size_t j = 0; j < tile->n; j++) {
      w->block.lower[j] = w->block.upper[j] = NAN;
    }
  } else {
    b->kernels->batch_bounds(plan, tile, &w->block, w->room);
  }
  if (b->out.tau2_lower != NULL) memcpy(b->out.tau2_lower + from, w->block.lower, tile->n * sizeof(double));
  if (b->out.tau2_upper != NULL) memcpy(b->out.tau2_upper + from, w->block.upper, tile->n * sizeof(double));
}

/* By a fit of its own, as tau2 is to be that of maximum likelihood; who is odd there is so altogether. */
static void put_re2(const tsqp_batch *b, tsqp_batch_worker *w, const tsqp_batch_tile *tile, size_t from) {
  const tsqp_batch_plan ml = {.method = TSQP_BATCH_ML, .random = 1};
  b->kernels->batch_start(&ml, tile, &w->ml);
  b->kernels->batch_iterate(&ml, tile, &w->ml, w->room);
  b->kernels->batch_re2(tile, &w->ml, b->column, from);
  for (size_t j = 0; j < tile->n; j++) {
    if (w->ml.state[j] == TSQP_LANE_ODD) w->block.state[j] = TSQP_LANE_ODD;
  }
}

static int in_lanes(const tsqp_batch *b, tsqp_batch_worker *w, size_t from, size_t n) {
  tsqp_batch_tile tile;
  tsqp_batch_plan plan = b->plan;
  plan.critical = w->critical;
  plan.pi_critical = w->pi_critical;
  plan.log_beta = w->log_beta;
  plan.q_high = w->q_high;
  plan.q_low = w->q_low;
  tsqp_batch_tile_of(b, w, from, n, &tile);
  if (plan.design != NULL) {
    b->kernels->design_start(&plan, &tile, &w->block, w->room);
  } else {
    b->kernels->batch_start(&plan, &tile, &w->block);
  }
  if (plan.method >= TSQP_BATCH_PM) b->kernels->batch_iterate(&plan, &tile, &w->block, w->room);
  tsqp_batch_tables(b, w, n);
  if (b->bounds) put_bounds(b, w, &plan, &tile, from);
  if (b->re2) put_re2(b, w, &tile, from);
  if (plan.design != NULL) {
    b->kernels->design_finish(&plan, &tile, &w->block, w->room, b->column, from, b->data.m);
  } else {
    b->kernels->batch_finish(&plan, &tile, &w->block, b->column, from);
  }
  for (size_t j = 0; j < n; j++) {
    if (w->block.state[j] == TSQP_LANE_ODD) {
      TSQP_TRY(tsqp_batch_one(b, w, from + j));
    } else if (b->out.status != NULL) {
      b->out.status[from + j] = TSQ_OK;
    }
  }
  return TSQ_OK;
}

static int one_by_one(const tsqp_batch *b, tsqp_batch_worker *w, size_t from, size_t n) {
  for (size_t j = 0; j < n; j++) {
    TSQP_TRY(tsqp_batch_one(b, w, from + j));
  }
  return TSQ_OK;
}

static void work(void *context, size_t part, size_t thread) {
  run *r = context;
  const tsqp_batch *b = r->batch;
  tsqp_batch_worker *w = &r->workers[thread];
  size_t from = part * PART;
  size_t end = from + PART < b->data.m ? from + PART : b->data.m;
  for (; from < end && !atomic_load_explicit(&r->stop, memory_order_relaxed); from += r->block) {
    size_t n = end - from < r->block ? end - from : r->block;
    if ((b->in_lanes ? in_lanes : one_by_one)(b, w, from, n) != TSQ_OK) {
      atomic_store(&r->out_of_memory, 1);
      atomic_store(&r->stop, 1);
      return;
    }
    size_t done = atomic_fetch_add(&r->done, n) + n;
    if (thread == 0 && r->control.go_on != NULL && !r->control.go_on(r->control.context, done, b->data.m)) {
      atomic_store(&r->stop, 1);
    }
  }
}

/* One allocation a worker; 64 bytes more, so that its columns begin on a cache line. */
static int open_worker(const tsqp_batch *b, size_t block, tsqp_batch_worker *w) {
  size_t k = b->most;
  size_t tile = b->in_lanes ? (k * block + 7) / 8 * 8 : 0;
  size_t tables = b->in_lanes ? 5 * (k + 1) : 0;
  size_t room = b->in_lanes ? TSQP_BATCH_ROOM(k) : 0;
  size_t base = b->in_lanes && b->plan.design != NULL ? b->coefficients * TSQP_BATCH_BLOCK : 0;
  memset(w, 0, sizeof *w);
  double *memory = tsqp_malloc((2 * tile + room + base + tables + 2 * k + 1) * sizeof *memory);
  if (memory == NULL)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the studies of %zu problems at a time", block);
  w->y = memory;
  w->v = w->y + tile;
  w->room = w->v + tile;
  w->block.base = base > 0 ? w->room + room : NULL;
  w->one_y = w->room + room + base;
  w->one_v = w->one_y + k;
  w->critical = w->one_v + k;
  if (tables > 0) {
    w->pi_critical = w->critical + k + 1;
    w->log_beta = w->pi_critical + k + 1;
    w->q_high = w->log_beta + k + 1;
    w->q_low = w->q_high + k + 1;
    for (size_t i = 0; i < tables; i++) {
      w->critical[i] = NAN;
    }
  }
  return TSQ_OK;
}

static void read_columns(tsqp_batch *b) {
  const tsq_batch_out *o = &b->out;
  double *column[TSQP_OUT_COLUMNS] = {[TSQP_OUT_TAU2] = o->tau2,
                                      [TSQP_OUT_ESTIMATE] = o->estimate,
                                      [TSQP_OUT_SE] = o->se,
                                      [TSQP_OUT_STATISTIC] = o->statistic,
                                      [TSQP_OUT_P] = o->p_value,
                                      [TSQP_OUT_LOG10_P] = o->log10_p,
                                      [TSQP_OUT_CI_LOWER] = o->ci_lower,
                                      [TSQP_OUT_CI_UPPER] = o->ci_upper,
                                      [TSQP_OUT_PI_LOWER] = o->pi_lower,
                                      [TSQP_OUT_PI_UPPER] = o->pi_upper,
                                      [TSQP_OUT_Q] = o->Q,
                                      [TSQP_OUT_I2] = o->I2,
                                      [TSQP_OUT_H2] = o->H2,
                                      [TSQP_OUT_TAU2_LOWER] = o->tau2_lower,
                                      [TSQP_OUT_TAU2_UPPER] = o->tau2_upper,
                                      [TSQP_OUT_RE2] = o->re2,
                                      [TSQP_OUT_RE2_P] = o->re2_p,
                                      [TSQP_OUT_RE2_LOG10_P] = o->re2_log10_p};
  memcpy(b->column, column, sizeof column);
}

/*
 * Problems in a block: for closed forms a tile of 24 KiB, which the first cache holds between the two sweeps over it; for iterated ones
 * of 128 KiB, so that lanes seldom fall idle at its end.
 */
static size_t block_size(size_t k, int iterated) {
  size_t fits = (iterated ? 8192 : 1536) / (k > 0 ? k : 1) / 8 * 8;
  if (fits > TSQP_BATCH_BLOCK) fits = TSQP_BATCH_BLOCK;
  return fits < 8 ? 8 : fits;
}

static int run_all(const tsqp_batch *b, const tsq_batch_control *control) {
  size_t parts = b->data.m / PART + (b->data.m % PART != 0);
  size_t threads = tsqp_thread_count(b->options.threads);
  if (threads > parts) threads = parts;
  if (threads > MAX_WORKERS) threads = MAX_WORKERS;
  int iterated = b->plan.method >= TSQP_BATCH_PM || b->bounds || b->re2;
  run r = {.batch = b, .control = *control, .block = block_size(b->most, iterated)};
  r.workers = tsqp_calloc(threads, sizeof *r.workers);
  int status =
      r.workers == NULL ? tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu threads", threads) : TSQ_OK;
  for (size_t i = 0; i < threads && status == TSQ_OK; i++) {
    status = open_worker(b, r.block, &r.workers[i]);
  }
  if (status == TSQ_OK) {
    tsqp_in_parts(threads, parts, work, &r);
    tsqp_clear_error(); /* a single problem's message */
    if (atomic_load(&r.out_of_memory)) {
      status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory after about %zu of %zu problems", atomic_load(&r.done),
                         b->data.m);
    } else if (atomic_load(&r.stop)) {
      status = tsqp_fail(TSQ_ERR_CANCELLED, "stopped by control.go_on after %zu of %zu problems",
                         atomic_load(&r.done), b->data.m);
    }
  }
  for (size_t i = 0; r.workers != NULL && i < threads; i++) {
    tsqp_free(r.workers[i].y);
  }
  tsqp_free(r.workers);
  return status;
}

int tsq_batch(const tsq_batch_data *data, const tsq_options *options, const tsq_batch_control *control,
              const tsq_batch_out *out) {
  tsqp_clear_error();
  TSQP_NOT_NULL(data);
  TSQP_NOT_NULL(out);
  tsqp_batch batch;
  tsq_batch_out columns;
  tsq_batch_control c = {0};
  TSQP_TRY(tsqp_read_data(out, &columns, sizeof columns, sizeof columns, "tsq_batch_out"));
  if (control != NULL) TSQP_TRY(tsqp_read_data(control, &c, sizeof c, sizeof c, "tsq_batch_control"));
  TSQP_TRY(tsqp_batch_prepare(data, options, &columns, &batch));
  read_columns(&batch);
  int status = run_all(&batch, &c);
  tsqp_batch_release(&batch);
  return status;
}
