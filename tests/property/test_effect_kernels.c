/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vector loops for effect sizes give what the row functions give, which are reached by asking for the variance study by study; a
 * study's result does not depend on its neighbours; every instruction set gives the same bits; logarithms are within 1 ulp.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../rng.h"
#include "kernel/kernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/effect.h>

#define K 3001

static double column[6][K];
static int32_t vtypes[K]; /* LS for each study: the same variance, but by the row functions */

static void draw_means(rng *r) {
  for (size_t i = 0; i < K; i++) {
    double scale = i % 9 == 0 ? exp(20 * rng_normal(r)) : 1;
    column[0][i] = scale * (i % 5 == 0 ? 100 + 1e-9 * rng_normal(r) : exp(rng_normal(r)));
    column[3][i] = i % 5 == 0 ? scale * 100 : scale * exp(rng_normal(r));
    column[1][i] = scale * exp(rng_normal(r));
    column[4][i] = scale * exp(rng_normal(r));
    column[2][i] = i % 4 == 0 ? 2 + rng_uniform(r) * 3 : floor(2 + exp(4 * rng_uniform(r)));
    column[5][i] = i % 8 == 1 ? 1e6 * rng_uniform(r) + 2 : floor(2 + exp(4 * rng_uniform(r)));
    if (i % 31 == 0) column[i % 6][i] = NAN;
    if (i % 37 == 0) column[1][i] = column[4][i] = 0;
    if (i % 41 == 0) column[0][i] = -column[0][i];
    if (i % 43 == 0) column[2][i] = column[5][i] = 1;
  }
}

static void draw_tables(rng *r, int sizes) {
  for (size_t i = 0; i < K; i++) {
    for (size_t j = 0; j < 4; j++) {
      column[j][i] = floor(exp(6 * rng_uniform(r)));
    }
    if (i % 6 == 0) column[2][i] = column[0][i], column[3][i] = column[1][i] + 1; /* a ratio near 1 */
    if (i % 7 == 0) column[i % 4][i] = 0;
    if (i % 11 == 0) column[1][i] += 0.25;
    if (i % 13 == 0) column[3][i] = 3e8;
    if (i % 29 == 0) column[i % 3][i] = NAN;
    if (i % 61 == 0) column[0][i] = column[2][i] = 0;
    if (column[0][i] + column[1][i] == 0) column[1][i] = 1; /* an arm has somebody in it */
    if (column[2][i] + column[3][i] == 0) column[3][i] = 1;
    if (sizes) {
      column[1][i] += column[0][i] + 1;
      column[3][i] += column[2][i] + 1;
    }
  }
}

static int run(int32_t measure, int sizes, size_t from, size_t k, const int32_t *of, double *yi, double *vi) {
  tsq_effect_options *options = TSQ_EFFECT_OPTIONS(.vtypes = of);
  const double *c[6];
  for (size_t j = 0; j < 6; j++) {
    c[j] = column[j] + from;
  }
  if (measure == TSQ_MD || measure == TSQ_SMD || measure == TSQ_ROM) {
    tsq_means means = {.k = k, .m1 = c[0], .sd1 = c[1], .n1 = c[2], .m2 = c[3], .sd2 = c[4], .n2 = c[5]};
    return tsq_effect_means(measure, &means, options, yi, vi);
  }
  tsq_tables tables = {.k = k, .ai = c[0], .ci = c[2]};
  if (sizes) {
    tables.n1i = c[1];
    tables.n2i = c[3];
  } else {
    tables.bi = c[1];
    tables.di = c[3];
  }
  return tsq_effect_tables(measure, &tables, options, yi, vi);
}

static void same(double got, double want, double scale, size_t i, const char *what) {
  if (isnan(got) && isnan(want)) return;
  if (!(fabs(got - want) <= 4e-15 * (fabs(want) + scale)))
    fail_msg("%s[%zu] = %.17g, expected %.17g", what, i, got, want);
}

static void compare(int32_t measure, int sizes) {
  static double yi[K];
  static double vi[K];
  static double slow_yi[K];
  static double slow_vi[K];
  size_t finite = 0;
  assert_int_equal(run(measure, sizes, 0, K, NULL, yi, vi), TSQ_OK);
  assert_int_equal(run(measure, sizes, 0, K, vtypes, slow_yi, slow_vi), TSQ_OK);
  for (size_t i = 0; i < K; i++) { /* a difference of means or risks is as exact as its terms */
    double terms = measure == TSQ_MD || measure == TSQ_SMD ? fabs(slow_yi[i])
                   : measure == TSQ_ROM                    ? slow_vi[i]
                                                           : 0;
    same(yi[i], slow_yi[i], terms, i, tsq_measure_name(measure));
    same(vi[i], slow_vi[i], 0, i, "vi");
    finite += isfinite(yi[i]) != 0;
  }
  assert_true(finite > K / 2);
  for (size_t from = 1; from < K; from += 517) { /* other neighbours */
    double part_y[40];
    double part_v[40];
    size_t n = K - from < 40 ? K - from : 40;
    assert_int_equal(run(measure, sizes, from, n - n % 3, NULL, part_y, part_v), TSQ_OK);
    for (size_t i = 0; i < n - n % 3; i++) {
      if (i >= (n - n % 3) / 8 * 8) break; /* the last ones are done one by one */
      if ((from + i) / 512 * 512 + 504 < from + i) continue;
      same(part_y[i], yi[from + i], 0, i, "part of yi");
    }
  }
}

static void as_row_functions(void **state) {
  (void)state;
  rng r = {91};
  for (size_t i = 0; i < K; i++) {
    vtypes[i] = TSQ_LS;
  }
  for (int repeat = 0; repeat < 3; repeat++) {
    draw_means(&r);
    compare(TSQ_MD, 0);
    compare(TSQ_SMD, 0);
    compare(TSQ_ROM, 0);
    for (int sizes = 0; sizes < 2; sizes++) {
      draw_tables(&r, sizes);
      compare(TSQ_OR, sizes);
      compare(TSQ_RR, sizes);
      compare(TSQ_RD, sizes);
    }
  }
}

static void instruction_sets(void **state) {
  (void)state;
  rng r = {92};
  const char *const sets[] = {"avx2", "avx512"};
  const tsqp_kernels *base = tsqp_kernels_of("baseline");
  for (int measure = TSQP_EFFECT_MD; measure <= TSQP_EFFECT_RD; measure++) {
    if (measure >= TSQP_EFFECT_OR) {
      draw_tables(&r, 0);
    } else {
      draw_means(&r);
    }
    tsqp_effect_columns in = {.measure = measure};
    for (size_t j = 0; j < 6; j++) {
      in.column[j] = column[j];
    }
    for (size_t n = 8; n <= TSQP_BLOCK; n += 8) {
      double y[2][TSQP_BLOCK];
      double v[2][TSQP_BLOCK];
      unsigned char odd[2][TSQP_BLOCK];
      int any[2];
      assert_int_equal(base->effects(&in, n, y[0], v[0], odd[0], &any[0]), n);
      for (size_t i = 0; i < 2; i++) {
        const tsqp_kernels *k = tsqp_kernels_of(sets[i]);
        if (k == NULL) continue;
        assert_int_equal(k->effects(&in, n, y[1], v[1], odd[1], &any[1]), n);
        assert_memory_equal(odd[0], odd[1], n);
        assert_int_equal(any[0], any[1]);
        for (size_t j = 0; j < n; j++) {
          if (odd[0][j]) continue;
          assert_memory_equal(&y[0][j], &y[1][j], sizeof(double));
          assert_memory_equal(&v[0][j], &v[1][j], sizeof(double));
        }
      }
    }
  }
}

/* The log odds ratio of (x, 1, 1, 1) is log x: against long double, in ulp. */
static void logarithms(void **state) {
  (void)state;
  rng r = {93};
  const double one[8] = {1, 1, 1, 1, 1, 1, 1, 1};
  double worst = 0;
  for (int repeat = 0; repeat < 20000; repeat++) {
    double x[8];
    double y[8];
    unsigned char odd[8];
    int any;
    for (size_t i = 0; i < 8; i++) {
      x[i] = floor(exp(18 * rng_uniform(&r))) + 3;
    }
    tsqp_effect_columns in = {.measure = TSQP_EFFECT_OR, .column = {x, one, one, one}};
    assert_int_equal(tsqp_active_kernels()->effects(&in, 8, y, NULL, odd, &any), 8);
    for (size_t i = 0; i < 8; i++) {
      if (odd[i]) continue;
      long double want = logl((long double)x[i]);
      double ulp = fabs((double)(((long double)y[i] - want) / ldexpl(1, ilogb(y[i]) - 52)));
      worst = fmax(worst, ulp);
    }
  }
  if (!(worst > 0.4 && worst < 1)) fail_msg("the worst logarithm is %g ulp off", worst);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(as_row_functions), cmocka_unit_test(instruction_sets),
                                     cmocka_unit_test(logarithms)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
