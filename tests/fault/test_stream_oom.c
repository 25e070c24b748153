/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The n-th allocation fails, n = 1, 2, ...: each function of a stream says so, leaks nothing and leaves streams and outputs alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>
#include <tausq/stream.h>

static const char *const names[1] = {"ablat"};
static unsigned char form[2048];
static size_t form_size;

/* A call that allocates: returns its status, and whether its output still has the mark that it was given. */
typedef int call(tsq_stream *a, const tsq_stream *b, int *untouched);

static int call_new(tsq_stream *a, const tsq_stream *b, int *untouched) {
  tsq_stream_options o = {.size = sizeof o, .p = 1, .x_names = names};
  tsq_stream *out = a;
  (void)b;
  int status = tsq_stream_new(&o, &out);
  *untouched = out == a;
  if (status == TSQ_OK) tsq_stream_free(out);
  return status;
}

static int call_from_bytes(tsq_stream *a, const tsq_stream *b, int *untouched) {
  tsq_stream *out = a;
  (void)b;
  int status = tsq_stream_from_bytes(form, form_size, &out);
  *untouched = out == a;
  if (status == TSQ_OK) tsq_stream_free(out);
  return status;
}

static int call_merge(tsq_stream *a, const tsq_stream *b, int *untouched) {
  unsigned char before[2048];
  unsigned char after[2048];
  (void)tsq_stream_bytes(a, before, sizeof before, NULL);
  int status = tsq_stream_merge(a, b);
  char message[200];
  strncpy(message, tsq_last_error(), sizeof message - 1);
  message[sizeof message - 1] = '\0';
  (void)tsq_stream_bytes(a, after, sizeof after, NULL);
  *untouched = memcmp(before, after, form_size) == 0;
  if (status != TSQ_OK) assert_non_null(strstr(message, "out of memory"));
  return status;
}

static int finish(tsq_stream *a, const tsq_options *options, int *untouched) {
  tsq_fit *mark = (tsq_fit *)(void *)form;
  tsq_fit *out = mark;
  int status = tsq_stream_finish(a, options, &out);
  *untouched = out == mark;
  if (status == TSQ_OK) tsq_fit_free(out);
  return status;
}

static int call_finish(tsq_stream *a, const tsq_stream *b, int *untouched) {
  (void)b;
  return finish(a, NULL, untouched);
}

static int call_finish_with_coefficients(tsq_stream *a, const tsq_stream *b, int *untouched) {
  (void)b;
  return finish(a, TSQ_OPTIONS(.method = TSQ_CE), untouched);
}

/* Into a stream that has no names yet, and has none after a failure: their checksum is among the bytes. */
static int call_merge_names(tsq_stream *a, const tsq_stream *b, int *untouched) {
  static const tsq_stream_options o = {.size = sizeof o, .p = 1};
  unsigned char before[2048];
  unsigned char after[2048];
  tsq_stream *bare = NULL;
  (void)b;
  *untouched = 1;
  int status = tsq_stream_new(&o, &bare);
  if (status != TSQ_OK) return status;
  tsq_data part = {.k = 3, .yi = bcg_yi, .vi = bcg_vi, .x = bcg_ablat, .p = 1};
  assert_int_equal(tsq_stream_add(bare, &part), TSQ_OK);
  (void)tsq_stream_bytes(bare, before, sizeof before, NULL);
  status = tsq_stream_merge(bare, a);
  (void)tsq_stream_bytes(bare, after, sizeof after, NULL);
  *untouched = memcmp(before, after, form_size) == 0;
  tsq_stream_free(bare);
  return status;
}

static int call_iterate(tsq_stream *a, const tsq_stream *b, int *untouched) {
  tsq_iterate *mark = (tsq_iterate *)(void *)form;
  tsq_iterate *out = mark;
  (void)b;
  int status = tsq_iterate_new(a, NULL, &out);
  *untouched = out == mark;
  if (status == TSQ_OK) tsq_iterate_free(out);
  return status;
}

static tsq_stream *fed(size_t from, size_t n) {
  tsq_stream *s = NULL;
  tsq_stream_options o = {.size = sizeof o, .p = 1, .x_names = names};
  assert_int_equal(tsq_stream_new(&o, &s), TSQ_OK);
  tsq_data part = {.k = n, .yi = bcg_yi + from, .vi = bcg_vi + from, .x = bcg_ablat + from, .p = 1};
  assert_int_equal(tsq_stream_add(s, &part), TSQ_OK);
  return s;
}

static void every_allocation_fails_once(void **state) {
  (void)state;
  call *const calls[] = {call_new,         call_from_bytes, call_merge,
                         call_merge_names, call_finish,     call_finish_with_coefficients,
                         call_iterate};
  for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
    size_t failures = 0;
    for (size_t nth = 1;; nth++) {
      tsq_stream *a = fed(0, 8);
      tsq_stream *b = fed(8, 5);
      assert_int_equal(tsq_stream_bytes(b, form, sizeof form, &form_size), TSQ_OK);
      size_t live = tsqp_live_allocations();
      int untouched = 0;
      tsqp_fail_allocation(nth);
      int status = calls[i](a, b, &untouched);
      tsqp_fail_allocation(0);
      assert_int_equal(tsqp_live_allocations(), live);
      tsq_stream_free(a);
      tsq_stream_free(b);
      if (status == TSQ_OK) break;
      failures++;
      assert_int_equal(status, TSQ_ERR_NOMEM);
      assert_true(untouched);
    }
    assert_true(failures >= 3);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_fails_once)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
