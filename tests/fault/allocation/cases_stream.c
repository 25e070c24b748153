/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams: what a call that fails leaves of a stream is compared by the stream's bytes. */
#include "every_allocation.h"

#include "../../bcg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const names[1] = {"ablat"};
static const tsq_stream_options options = {.size = sizeof options, .p = 1, .x_names = names};

static tsq_data part(size_t from, size_t n) {
  return (tsq_data){.k = n, .yi = bcg_yi + from, .vi = bcg_vi + from, .x = bcg_ablat + from, .p = 1};
}

static tsq_stream *fed(size_t from, size_t n) {
  tsq_stream *s = NULL;
  tsq_data data = part(from, n);
  assert_int_equal(tsq_stream_new(&options, &s), TSQ_OK);
  assert_int_equal(tsq_stream_add(s, &data), TSQ_OK);
  return s;
}

typedef struct form {
  size_t n;
  unsigned char bytes[4096];
} form;

static form form_of(const tsq_stream *s) {
  form f;
  memset(&f, 0, sizeof f);
  assert_int_equal(tsq_stream_bytes(s, f.bytes, sizeof f.bytes, &f.n), TSQ_OK);
  return f;
}

/* After a failure a stream is what it was; after a success it is the same each time. Ends it. */
static int settle(every_try *t, int status, tsq_stream *s, const form *before) {
  form after = form_of(s);
  if (status == TSQ_OK) {
    every_answer(t, after.bytes, after.n);
  } else {
    assert_int_equal(after.n, before->n);
    assert_memory_equal(after.bytes, before->bytes, after.n);
  }
  tsq_stream_free(s);
  return status;
}

static int new_one(every_try *t) {
  tsq_stream *s = (tsq_stream *)(void *)t;
  every_handle(t, &s);
  int status = EVERY(t, tsq_stream_new(&options, &s));
  if (status == TSQ_OK) tsq_stream_free(s);
  return status;
}

static int from_bytes(every_try *t) {
  tsq_stream *from = fed(0, 8), *s = (tsq_stream *)(void *)t;
  form f = form_of(from);
  tsq_stream_free(from);
  every_handle(t, &s);
  int status = EVERY(t, tsq_stream_from_bytes(f.bytes, f.n, &s));
  return status == TSQ_OK ? settle(t, status, s, &f) : status;
}

static int bytes(every_try *t) {
  tsq_stream *s = fed(0, 8);
  form before = form_of(s), out = {0};
  every_output(t, &out.n, sizeof out.n);
  return settle(t, EVERY(t, tsq_stream_bytes(s, out.bytes, sizeof out.bytes, &out.n)), s, &before);
}

static int add(every_try *t) {
  tsq_stream *s = fed(0, 8);
  form before = form_of(s);
  tsq_data data = part(8, 5);
  return settle(t, EVERY(t, tsq_stream_add(s, &data)), s, &before);
}

static int merge(every_try *t) {
  tsq_stream *a = fed(0, 8), *b = fed(8, 5);
  form before = form_of(a);
  int status = settle(t, EVERY(t, tsq_stream_merge(a, b)), a, &before);
  tsq_stream_free(b);
  return status;
}

static int restart(every_try *t) {
  tsq_stream *s = fed(0, 8);
  form before = form_of(s);
  return settle(t, EVERY(t, tsq_stream_restart(s, 0.3)), s, &before);
}

/* A fit that a call has made of sums. */
static int answer(every_try *t, int status, tsq_fit *fit) {
  if (status != TSQ_OK) return status;
  tsq_estimate first = tsq_coef(fit, 0);
  every_answer(t, &first, sizeof first);
  tsq_fit_free(fit);
  return status;
}

static int finish(every_try *t) {
  tsq_stream *s = fed(0, 13);
  form before = form_of(s);
  tsq_fit *fit = (tsq_fit *)(void *)t;
  every_handle(t, &fit);
  int status = EVERY(t, tsq_stream_finish(s, NULL, &fit));
  return settle(t, answer(t, status, fit), s, &before);
}

static tsq_iterate *iteration(tsq_stream *s) {
  tsq_iterate *it = NULL;
  assert_int_equal(tsq_iterate_new(s, NULL, &it), TSQ_OK);
  return it;
}

/* Passes over all trials until tau2 is found (or the interval, after its start). */
static void run(tsq_iterate *it) {
  int32_t done = 0;
  for (int pass = 0; !done && pass < 100; pass++) {
    tsq_stream *s = fed(0, 13);
    tsq_data data = part(0, 13);
    assert_int_equal(tsq_stream_restart(s, tsq_iterate_tau2(it)), TSQ_OK);
    assert_int_equal(tsq_stream_add(s, &data), TSQ_OK);
    assert_int_equal(tsq_iterate_step(it, s, &done), TSQ_OK);
    tsq_stream_free(s);
  }
  assert_int_equal(done, 1);
}

static int iterate_new(every_try *t) {
  tsq_stream *s = fed(0, 13);
  form before = form_of(s);
  tsq_iterate *it = (tsq_iterate *)(void *)t;
  every_handle(t, &it);
  int status = settle(t, EVERY(t, tsq_iterate_new(s, NULL, &it)), s, &before);
  if (status == TSQ_OK) tsq_iterate_free(it);
  return status;
}

static int step(every_try *t) {
  tsq_stream *s = fed(0, 13);
  tsq_iterate *it = iteration(s);
  tsq_data data = part(0, 13);
  assert_int_equal(tsq_stream_restart(s, tsq_iterate_tau2(it)), TSQ_OK);
  assert_int_equal(tsq_stream_add(s, &data), TSQ_OK);
  form before = form_of(s);
  int32_t done = -7;
  every_output(t, &done, sizeof done);
  int status = settle(t, EVERY(t, tsq_iterate_step(it, s, &done)), s, &before);
  double next = tsq_iterate_tau2(it);
  if (status == TSQ_OK) every_answer(t, &next, sizeof next);
  tsq_iterate_free(it);
  return status;
}

static tsq_iterate *finished(void) {
  tsq_stream *s = fed(0, 13);
  tsq_iterate *it = iteration(s);
  tsq_stream_free(s);
  if (!tsq_iterate_done(it)) run(it);
  return it;
}

static int iterate_finish(every_try *t) {
  tsq_iterate *it = finished();
  tsq_fit *fit = (tsq_fit *)(void *)t;
  every_handle(t, &fit);
  int status = EVERY(t, tsq_iterate_finish(it, &fit));
  tsq_iterate_free(it);
  return answer(t, status, fit);
}

static int confint_start(every_try *t) {
  tsq_iterate *it = finished();
  int status = EVERY(t, tsq_iterate_confint_start(it, 0.9));
  tsq_iterate_free(it);
  return status;
}

static int confint(every_try *t) {
  tsq_iterate *it = finished();
  assert_int_equal(tsq_iterate_confint_start(it, 0.9), TSQ_OK);
  run(it);
  tsq_interval out = {.size = sizeof out};
  every_output(t, &out, sizeof out);
  int status = EVERY(t, tsq_iterate_confint(it, &out));
  tsq_iterate_free(it);
  return status;
}

const every_case every_stream[] = {
    {"tsq_stream_new", "named", new_one, 0},
    {"tsq_stream_from_bytes", "named", from_bytes, 0},
    {"tsq_stream_bytes", "named", bytes, 1},
    {"tsq_stream_add", "a chunk", add, 1},
    {"tsq_stream_merge", "two parts", merge, 0},
    {"tsq_stream_restart", "tau2 0.3", restart, 1},
    {"tsq_stream_finish", "regression", finish, 0},
    {"tsq_iterate_new", "REML", iterate_new, 0},
    {"tsq_iterate_step", "REML", step, 0},
    {"tsq_iterate_finish", "REML", iterate_finish, 0},
    {"tsq_iterate_confint_start", "90%", confint_start, 1},
    {"tsq_iterate_confint", "90%", confint, 1},
    {NULL, NULL, NULL, 0},
};
