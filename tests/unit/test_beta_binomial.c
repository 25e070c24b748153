/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beta-binomial model: maxima at 40 digits (beta_binomial_cases.py), no events, one group, errors. */
#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"

#include "numeric/rising.h"

#include <tausq/beta_binomial.h>

#include "beta_binomial_cases.h"

#define COUNT(array) (sizeof array / sizeof array[0])

static void maxima(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(beta_binomial_cases); i++) {
    const tsq_tables t = {.k = beta_binomial_cases[i].k,
                          .ai = beta_binomial_cases[i].x1,
                          .n1i = beta_binomial_cases[i].n1,
                          .ci = beta_binomial_cases[i].x2,
                          .n2i = beta_binomial_cases[i].n2};
    tsq_beta_binomial_result r = {.size = sizeof r};
    assert_int_equal(tsq_beta_binomial(TSQ_OR, &t, NULL, &r), TSQ_OK);
    assert_close(r.pooled.estimate, beta_binomial_cases[i].estimate, 1e-10);
    assert_close(r.pooled.se, beta_binomial_cases[i].se, 1e-10);
    assert_close(r.mean1, beta_binomial_cases[i].mean1, 1e-10);
    assert_close(r.mean2, beta_binomial_cases[i].mean2, 1e-10);
    assert_close(r.rho, beta_binomial_cases[i].rho, 1e-10);
    assert_close(r.loglik, beta_binomial_cases[i].loglik, 1e-12);
    assert_close(r.loglik_binomial, beta_binomial_cases[i].binomial, 1e-12);
    assert_close(r.LRT, 2 * (beta_binomial_cases[i].loglik - beta_binomial_cases[i].common), 1e-9);
    assert_close(r.deviance, -2 * beta_binomial_cases[i].loglik, 1e-12);
    assert_true(r.k == (double)t.k);
    if (r.rho > 0) {
      assert_close(r.se_rho, beta_binomial_cases[i].se_rho, 1e-9);
    } else {
      assert_true(isnan(r.se_rho) && r.LRTp_rho == 1);
    }
    tsq_beta_binomial_result rr = {.size = sizeof rr}, rd = {.size = sizeof rd};
    assert_int_equal(tsq_beta_binomial(TSQ_RR, &t, NULL, &rr), TSQ_OK);
    assert_int_equal(tsq_beta_binomial(TSQ_RD, &t, NULL, &rd), TSQ_OK);
    assert_close(rr.pooled.estimate, log(r.mean1 / r.mean2), 1e-12);
    assert_close(rd.pooled.estimate, r.mean1 - r.mean2, 1e-12);
  }
}

/* A group without events: the estimate is infinite, the likelihood ratio test answers. */
/* The short ways to long sums against adding one by one, near theta = 0 and far from it. */
static void long_sums(void **state) {
  (void)state;
  if (LDBL_MANT_DIG < 64) skip(); /* 32-bit ARM's long double is a double: nothing to compare with */
  const double theta[6] = {0, 1e-12, 3e-8, 1e-6, 2e-3, 5};
  for (int i = 0; i < 6; i++) {
    for (double c = 1e-4; c < 1; c *= 30) {
      long double log_sum = 0, first = 0, second = 0, slope = 0, one = 0, two = 0;
      const double m = 20000;
      for (int r = 0; r < 20000; r++) {
        long double value = c + (long double)r * theta[i];
        log_sum += logl(value);
        first += 1 / value;
        second += 1 / (value * value);
        slope += r / value;
        one += r / (value * value);
        two += (long double)r * r / (value * value);
      }
      tsqp_rising s = tsqp_rising_sums(c, theta[i], m);
      double got_one, got_two;
      tsqp_rising_squares(c, theta[i], m, &got_one, &got_two);
      assert_true(fabsl(s.log - log_sum) < 1e-8); /* of sums of 1e5: rounding of single logarithms */
      assert_close(s.first, (double)first, 1e-12);
      assert_close(s.second, (double)second, 1e-12);
      assert_close(tsqp_rising_slope(c, theta[i], m), (double)slope, 1e-11);
      assert_close(got_one, (double)one, 1e-8);
      assert_close(got_two, (double)two, 1e-8);
    }
  }
}

static void no_events_in_a_group(void **state) {
  (void)state;
  const double x1[3] = {0, 0, 0}, x2[3] = {2, 0, 1}, n[3] = {20, 30, 25};
  tsq_beta_binomial_result r = {.size = sizeof r};
  assert_int_equal(
      tsq_beta_binomial(TSQ_OR, &(tsq_tables){.k = 3, .ai = x1, .n1i = n, .ci = x2, .n2i = n}, NULL, &r),
      TSQ_OK);
  assert_true(r.pooled.estimate == -HUGE_VAL && isnan(r.pooled.se) && isnan(r.pooled.ci_upper));
  assert_true(r.LRTp > 0.01 && r.LRTp < 0.2 && r.mean1 == 0);
  assert_int_equal(
      tsq_beta_binomial(TSQ_OR, &(tsq_tables){.k = 3, .ai = x1, .n1i = n, .ci = x1, .n2i = n}, NULL, &r),
      TSQ_OK);
  assert_true(isnan(r.pooled.estimate) && r.LRT == 0 && r.LRTp == 1);
}

static void one_group(void **state) {
  (void)state;
  const double x[4] = {5, 10, NAN, 20}, n[4] = {50, 100, 10, 200}, none[4] = {0, 0, 0, 0};
  tsq_beta_binomial_result r = {.size = sizeof r};
  assert_int_equal(tsq_beta_binomial_proportions(&(tsq_proportions){.k = 4, .xi = x, .ni = n}, NULL, &r),
                   TSQ_OK);
  assert_true(r.k == 3 && r.rho == 0 && isnan(r.LRT) &&
              isnan(r.mean2)); /* less than binomial spread: 35 of 350 */
  assert_close(r.mean1, 0.1, 1e-14);
  assert_close(r.pooled.estimate, log(0.1 / 0.9), 1e-13);
  assert_close(r.pooled.se, sqrt(1.0 / 35 + 1.0 / 315), 1e-13);
  assert_int_equal(tsq_beta_binomial_proportions(&(tsq_proportions){.k = 4, .xi = none, .ni = n}, NULL, &r),
                   TSQ_OK);
  assert_true(r.pooled.estimate == -HUGE_VAL && r.mean1 == 0);
}

static void errors(void **state) {
  (void)state;
  const double x[2] = {1, 2.5}, n[2] = {10, 10}, gone[2] = {NAN, NAN};
  tsq_beta_binomial_result r = {.size = sizeof r, .k = 7};
  const tsq_tables half = {.k = 2, .ai = x, .n1i = n, .ci = n, .n2i = n};
  assert_int_equal(tsq_beta_binomial(TSQ_OR, &half, NULL, &r), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "ai[1] = 2.5 is not a whole number");
  assert_int_equal(tsq_beta_binomial(TSQ_SMD, &half, NULL, &r), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_beta_binomial(TSQ_OR, NULL, NULL, &r), TSQ_ERR_NULL);
  assert_int_equal(tsq_beta_binomial(TSQ_OR, &half, NULL, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_beta_binomial(TSQ_OR, &half, TSQ_BETA_BINOMIAL_OPTIONS(.level = 2), &r),
                   TSQ_ERR_ARGUMENT);
  const tsq_proportions missing = {.k = 2, .xi = gone, .ni = n};
  assert_int_equal(tsq_beta_binomial_proportions(&missing, NULL, &r), TSQ_ERR_TOO_FEW);
  assert_true(r.k == 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(maxima), cmocka_unit_test(long_sums), cmocka_unit_test(no_events_in_a_group),
                                     cmocka_unit_test(one_group), cmocka_unit_test(errors)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
