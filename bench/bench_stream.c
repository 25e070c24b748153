/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data in chunks: both passes of DL over the arrays, one pass of a meta-regression, and merging. One thread, as a worker has. */
#include "bench.h"
#include "trials.h"

#include <stdlib.h>
#include <tausq.h>

enum { CHUNK = 4096 };

typedef struct source {
  size_t k, p;
  const double *y, *v, *x;
  tsq_stream *stream; /* of stream.metareg and stream.merge */
  const tsq_stream *other;
} source;

static void add_all(const source *s, tsq_stream *stream) {
  for (size_t from = 0; from < s->k; from += CHUNK) {
    size_t n = s->k - from < CHUNK ? s->k - from : CHUNK;
    tsq_data chunk = {.k = n, .yi = s->y + from, .vi = s->v + from, .p = s->p, .ldx = s->k};
    if (s->p > 0) chunk.x = s->x + from;
    bench_check(tsq_stream_add(stream, &chunk));
  }
}

static void dersimonian_and_laird(void *context) {
  const source *s = context;
  tsq_stream *stream = NULL;
  tsq_iterate *it = NULL;
  tsq_fit *fit = NULL;
  bench_check(tsq_stream_new(NULL, &stream));
  add_all(s, stream);
  bench_check(tsq_iterate_new(stream, TSQ_OPTIONS(.method = TSQ_DL), &it));
  while (!tsq_iterate_done(it)) {
    bench_check(tsq_stream_restart(stream, tsq_iterate_tau2(it)));
    add_all(s, stream);
    bench_check(tsq_iterate_step(it, stream, NULL));
  }
  bench_check(tsq_iterate_finish(it, &fit));
  tsq_fit_free(fit);
  tsq_iterate_free(it);
  tsq_stream_free(stream);
}

static void one_pass(void *context) {
  source *s = context;
  bench_check(tsq_stream_restart(s->stream, 0.04));
  add_all(s, s->stream);
}

static void merge(void *context) {
  source *s = context;
  bench_check(tsq_stream_restart(s->stream, 0.04));
  for (size_t i = 0; i < s->k; i++) {
    bench_check(tsq_stream_merge(s->stream, s->other));
  }
}

static void time_dl(const bench_run *run, const trials_options *o) {
  const size_t most = 10000000;
  double *y = bench_column(most);
  double *v = bench_column(most);
  trials_effects(most, 0, o, y, v, NULL);
  for (size_t k = 1000; k <= most; k *= 100) {
    source s = {.k = k, .y = y, .v = v};
    bench_case c = {"stream.dl", k, 0, 0, 1, (double)k, 2 * 16.0 * (double)k, dersimonian_and_laird, &s};
    bench_time(run, &c);
  }
  free(y);
  free(v);
}

static void time_regression(const bench_run *run, const trials_options *o) {
  enum { P = 4, K = 1000000 };
  double *y = bench_column(K);
  double *v = bench_column(K);
  double *x = bench_column((size_t)K * P);
  trials_effects(K, P, o, y, v, x);
  source s = {.k = K, .p = P, .y = y, .v = v, .x = x};
  tsq_stream_options model = {.size = sizeof model, .p = P};
  tsq_stream *other = NULL;
  bench_check(tsq_stream_new(&model, &s.stream));
  if (bench_wanted(run, "stream.metareg")) {
    bench_case c = {"stream.metareg", K, P + 1, 0, 1, K, (16.0 + 8.0 * P) * K, one_pass, &s};
    bench_time(run, &c);
  }
  if (bench_wanted(run, "stream.merge")) {
    bench_check(tsq_stream_new(&model, &other));
    bench_check(tsq_stream_restart(other, 0.04));
    source few = s;
    few.k = 100;
    add_all(&few, other);
    s.k = 10000; /* merges */
    s.other = other;
    bench_case c = {"stream.merge", 100, P + 1, s.k, 1, (double)s.k, 0, merge, &s};
    bench_time(run, &c);
    tsq_stream_free(other);
  }
  tsq_stream_free(s.stream);
  free(y);
  free(v);
  free(x);
}

void bench_stream(const bench_run *run) {
  const trials_options o = {.seed = 5, .tau2 = 0.04, .spread = 0.7};
  if (bench_wanted(run, "stream.dl")) time_dl(run, &o);
  if (bench_wanted(run, "stream.metareg") || bench_wanted(run, "stream.merge")) time_regression(run, &o);
}
