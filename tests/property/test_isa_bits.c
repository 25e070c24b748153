/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same bits from every instruction set and any number of threads. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
/* clang-format on */
#include "../rng.h"
#include "kernel/isa/isa.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/models.h>
#include <tausq/rma.h>

static const char *const sets[] = {"baseline", "avx2", "avx512"};

static void random_studies(rng *r, size_t k, double *y, double *v) {
  for (size_t i = 0; i < k; i++) {
    v[i] = exp(3 * rng_normal(r));
    y[i] = 5 + sqrt(v[i] + 0.3) * rng_normal(r);
  }
}

static void pooled_kernels(void **state) {
  (void)state;
  rng r = {71};
  double y[TSQP_BLOCK];
  double v[TSQP_BLOCK];
  size_t compared = 0;
  for (size_t n = 1; n <= TSQP_BLOCK; n++) {
    random_studies(&r, n, y, v);
    tsqp_pooled_at at = {
        .y_unit = 0.5, .centre = 2, .shift = 0.7, .v_unit = 0.25, .t = n % 3 == 0 ? 0 : 0.2, .s = 0.3};
    double first[2][TSQP_POOLED_SUMS];
    tsqp_block_scan first_scan;
    memset(&first_scan, 0, sizeof first_scan);
    for (size_t i = 0; i < 3; i++) {
      const tsqp_kernels *k = tsqp_kernels_of(sets[i]);
      if (k == NULL) continue;
      double sums[3][TSQP_POOLED_SUMS];
      tsqp_block_scan scan;
      k->pooled(n, y, v, &at, 0, sums[0]);
      k->pooled(n, y, v, &at, 1, sums[1]);
      k->pooled_scan(n, y, v, &at, sums[2], &scan);
      assert_memory_equal(sums[1], sums[2], sizeof sums[1]);
      if (i == 0) {
        memcpy(first, sums, sizeof first);
        first_scan = scan;
      }
      assert_memory_equal(first, sums, sizeof first);
      assert_memory_equal(&first_scan, &scan, sizeof scan);
      compared += i > 0;
    }
  }
  if (tsqp_kernels_of("avx2") == NULL) skip();
  assert_true(compared >= TSQP_BLOCK);
}

static void regression_kernels(void **state) {
  (void)state;
  rng r = {72};
  enum { MOST = 9 };
  double y[TSQP_BLOCK];
  double v[TSQP_BLOCK];
  static double x[MOST][TSQP_BLOCK];
  static double room[TSQP_REGRESSION_ROOM(MOST)];
  for (size_t repeat = 0; repeat < 300; repeat++) {
    size_t p = 1 + repeat % MOST;
    size_t n = 1 + (size_t)(rng_uniform(&r) * (TSQP_BLOCK - 1));
    const double *column[MOST];
    const double *spare[MOST];
    double factor[MOST * MOST] = {0};
    double shift[MOST];
    random_studies(&r, n, y, v);
    for (size_t j = 0; j < p; j++) {
      column[j] = j == 0 && repeat % 2 ? NULL : x[j];
      shift[j] = rng_normal(&r);
      for (size_t i = 0; i < n; i++) {
        x[j][i] = rng_normal(&r);
      }
      for (size_t i = 0; i <= j; i++) {
        factor[i * p + j] = i == j ? 1.5 : 0.3 * rng_normal(&r);
      }
    }
    tsqp_regression_at at = {.p = p,
                             .column = column,
                             .y = y,
                             .v = repeat % 7 == 0 ? NULL : v,
                             .r = factor,
                             .shift = shift,
                             .y_unit = 1,
                             .v_unit = 1,
                             .t = 0.1,
                             .s = 0.2,
                             .centre = 0.3};
    double first[TSQP_REGRESSION_SUMS(MOST)];
    double sums[TSQP_REGRESSION_SUMS(MOST)];
    for (size_t i = 0; i < 3; i++) {
      const tsqp_kernels *k = tsqp_kernels_of(sets[i]);
      if (k == NULL) continue;
      k->regression(n, &at, room, spare, sums);
      if (i == 0) memcpy(first, sums, sizeof sums[0] * TSQP_REGRESSION_SUMS(p));
      assert_memory_equal(first, sums, sizeof sums[0] * TSQP_REGRESSION_SUMS(p));
    }
  }
}

/* Every scalar of a fit, as bytes. */
static size_t scalars(const tsq_fit *fit, double *out, size_t room) {
  size_t n = 0;
  tsq_quantity q = {.size = sizeof q};
  for (size_t i = 0; tsq_model_quantity("rma", i, &q) == TSQ_OK; i++) {
    size_t length = 0;
    assert_int_equal(tsq_fit_length(fit, q.name, &length), TSQ_OK);
    if (length != 1) continue;
    assert_true(n < room);
    out[n++] = tsq_fit_value(fit, q.name);
  }
  return n;
}

static void any_number_of_threads(void **state) {
  (void)state;
  rng r = {73};
  enum { K = 100000 };
  double *y = malloc(K * sizeof *y);
  double *v = malloc(K * sizeof *v);
  double *x = malloc(2 * K * sizeof *x);
  assert_non_null(y);
  assert_non_null(v);
  assert_non_null(x);
  random_studies(&r, K, y, v);
  for (size_t i = 0; i < 2 * K; i++) {
    x[i] = rng_normal(&r);
  }
  for (int repeat = 0; repeat < 24; repeat++) {
    size_t k = (size_t)exp(rng_uniform(&r) * log(K));
    if (k < 10) k = 10 + (size_t)repeat;
    if (repeat == 3) k = K;
    if (repeat % 4 == 1) y[k / 2] = NAN; /* and with something missing */
    size_t p = repeat % 2 ? 0 : 2;
    double first[200];
    double again[200];
    size_t n = 0;
    for (int32_t threads = 1; threads <= 5; threads += 2) {
      tsq_fit *fit = NULL;
      tsq_data data = {.k = k, .yi = y, .vi = v, .x = p > 0 ? x : NULL, .p = p, .ldx = K};
      assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.threads = threads), &fit), TSQ_OK);
      n = scalars(fit, threads == 1 ? first : again, 200);
      if (threads > 1) assert_memory_equal(first, again, n * sizeof *first);
      tsq_fit_free(fit);
    }
    assert_true(n > 20);
    if (isnan(y[k / 2])) y[k / 2] = 4;
  }
  free(y);
  free(v);
  free(x);
}

static void named_set(void **state) {
  (void)state;
  assert_non_null(tsq_active_isa());
  assert_non_null(tsqp_kernels_of("baseline"));
  assert_null(tsqp_kernels_of("avx1024"));
  assert_string_equal(tsq_active_isa(), tsqp_active_kernels()->isa);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pooled_kernels), cmocka_unit_test(regression_kernels),
                                     cmocka_unit_test(any_number_of_threads), cmocka_unit_test(named_set)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
