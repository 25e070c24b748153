/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loops of every instruction set that this processor has give the same bytes, whatever the length of the chunks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../rng.h"

#include "kernel/kernels.h"
#include "stream/rows.h"

#include <string.h>

#define MAX_K 1500
#define MAX_Q 3

static double y[MAX_K], v[MAX_K], x[MAX_Q * MAX_K];

static size_t bytes_with(const tsqp_row_kernels *kernels, size_t q, size_t k, double tau2, unsigned char *buf,
                         size_t n) {
  tsq_stream *s = NULL;
  size_t needed = 0;
  tsq_stream_options o = {.size = sizeof o, .p = q};
  assert_int_equal(tsq_stream_new(&o, &s), TSQ_OK);
  s->kernels = kernels;
  if (tau2 > 0) assert_int_equal(tsq_stream_restart(s, tau2), TSQ_OK);
  tsq_data data = {.k = k, .yi = y, .vi = v, .x = q > 0 ? x : NULL, .p = q, .ldx = MAX_K};
  assert_int_equal(tsq_stream_add(s, &data), TSQ_OK);
  assert_int_equal(tsq_stream_bytes(s, buf, n, &needed), TSQ_OK);
  tsq_stream_free(s);
  return needed;
}

static void same_bytes(void **state) {
  (void)state;
  const tsqp_row_kernels *kernels[3] = {&tsqp_row_kernels_baseline};
  size_t n_kernels = 1;
#if TSQP_ROWS_X86
  if (tsqp_kernels_of("avx2") != NULL && __builtin_cpu_supports("fma"))
    kernels[n_kernels++] = &tsqp_row_kernels_avx2;
  if (tsqp_kernels_of("avx512") != NULL) kernels[n_kernels++] = &tsqp_row_kernels_avx512;
#endif
  rng r = {5};
  for (int round = 0; round < 300; round++) {
    unsigned char first[4096];
    unsigned char other[4096];
    size_t q = rng_below(&r, MAX_Q + 1);
    size_t k = 1 + rng_below(&r, round % 3 == 0 ? MAX_K : 40);
    double offset = round % 4 == 0 ? 1e6 : 0;
    for (size_t i = 0; i < k; i++) {
      v[i] = exp(3 * rng_normal(&r));
      y[i] = offset + rng_normal(&r);
      for (size_t j = 0; j < q; j++) {
        x[i + j * MAX_K] = 10 * rng_normal(&r);
      }
    }
    double tau2 = round % 2 == 0 ? 0 : rng_uniform(&r);
    size_t n = bytes_with(kernels[0], q, k, tau2, first, sizeof first);
    for (size_t i = 1; i < n_kernels; i++) {
      assert_int_equal(bytes_with(kernels[i], q, k, tau2, other, sizeof other), n);
      if (memcmp(first, other, n) != 0) fail_msg("%s differs: q = %zu, k = %zu", kernels[i]->isa, q, k);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(same_bytes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
