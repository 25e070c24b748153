/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The exact distribution of y'P_a y where it has a closed form: with equal weights and variances it is a multiple of chi2(k - p), for any
 * k and p; with two studies it is (v1 + v2 + 2t) a1 a2/(a1 + a2) chi2(1), whatever the weights.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"

#include "rma/quadratic_form.h"
#include "numeric/distributions.h"

#define MAX_K 2000

static double cdf(const tsq_data *data, double q, double t) {
  tsqp_studies studies;
  tsqp_engine engine;
  double p = -1;
  assert_int_equal(tsqp_studies_scan(data, 1, 1, &studies), TSQ_OK);
  assert_int_equal(tsqp_studies_choose_columns(&studies, 0, 0), TSQ_OK);
  assert_int_equal(tsqp_engine_open(&engine, &studies), TSQ_OK);
  double unit = ldexp(1, 2 * studies.exponent); /* tau2 in the engine's units; Q with weights 1/v has none */
  assert_int_equal(tsqp_quadratic_form_cdf(&engine, q, t / unit, &p), TSQ_OK);
  tsqp_engine_close(&engine);
  tsqp_studies_release(&studies);
  return p;
}

static void equal_variances(void **state) {
  (void)state;
  static const size_t sizes[] = {2, 3, 4, 7, 13, 30, 59, 60, 61, 62, 63, 100, 300, 2000};
  static double y[MAX_K];
  static double v[MAX_K];
  static double x[2 * MAX_K];
  for (size_t i = 0; i < MAX_K; i++) {
    y[i] = (double)(i % 5);
    v[i] = 0.25;
    x[i] = sin((double)i);
    x[MAX_K + i] = cos(3.0 * (double)i);
  }
  for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
    for (size_t p = 0; p <= 2 && p + 1 < sizes[s]; p++) {
      tsq_data data = {.k = sizes[s], .yi = y, .vi = v, .x = p > 0 ? x : NULL, .p = p, .ldx = MAX_K};
      double df = (double)(sizes[s] - p - 1);
      for (int tail = 1; tail <= 39; tail += 2) {
        double want = tail / 40.0;
        double q =
            tsqp_chi2_quantile_lower(want, df) * (0.25 + 0.1) / 0.25; /* variances grow by tau2 = 0.1 */
        double got = cdf(&data, q, 0.1);
        if (!(fabs(got - want) <= 2e-12))
          fail_msg("k = %zu, p = %zu: %.15g, expected %.15g", sizes[s], p, got, want);
      }
    }
  }
}

static void two_studies(void **state) {
  (void)state;
  const double y[2] = {0, 1};
  const double v[2] = {1e-3, 4};
  for (int step = 0; step < 6; step++) {
    double t = step * step * 0.5;
    double a1 = 1 / v[0];
    double a2 = 1 / v[1];
    double scale = (v[0] + v[1] + 2 * t) * (a1 * a2 / (a1 + a2));
    for (double q = 0.01; q < 40; q *= 3) {
      double got = cdf(&(tsq_data){.k = 2, .yi = y, .vi = v}, q, t);
      assert_true(fabs(got - tsqp_chi2_lower(q / scale, 1)) < 2e-12);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(equal_variances), cmocka_unit_test(two_studies)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
