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

static tsq_fit *fit_of(int32_t measure, const tsq_tables *tables) {
  tsq_fit *fit = NULL;
  if (tsq_beta_binomial(tables, TSQ_OPTIONS(.measure = measure), &fit) != TSQ_OK)
    fail_msg("%s", tsq_last_error());
  return fit;
}

#define VALUE(name) tsq_fit_value(fit, name)
#define COUNT(array) (sizeof array / sizeof array[0])

static void maxima(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(beta_binomial_cases); i++) {
    const tsq_tables t = {.k = beta_binomial_cases[i].k,
                          .ai = beta_binomial_cases[i].x1,
                          .n1i = beta_binomial_cases[i].n1,
                          .ci = beta_binomial_cases[i].x2,
                          .n2i = beta_binomial_cases[i].n2};
    tsq_fit *fit = fit_of(TSQ_OR, &t);
    tsq_estimate e = tsq_coef(fit, 0);
    assert_close(e.estimate, beta_binomial_cases[i].estimate, 1e-10);
    assert_close(e.se, beta_binomial_cases[i].se, 1e-10);
    assert_close(VALUE("mean1"), beta_binomial_cases[i].mean1, 1e-10);
    assert_close(VALUE("mean2"), beta_binomial_cases[i].mean2, 1e-10);
    assert_close(VALUE("rho"), beta_binomial_cases[i].rho, 1e-10);
    assert_close(VALUE("loglik"), beta_binomial_cases[i].loglik, 1e-12);
    assert_close(VALUE("loglik_binomial"), beta_binomial_cases[i].binomial, 1e-12);
    assert_close(VALUE("difference"), 2 * (beta_binomial_cases[i].loglik - beta_binomial_cases[i].common),
                 1e-9);
    assert_close(VALUE("minus2loglik"), -2 * beta_binomial_cases[i].loglik, 1e-12);
    assert_true(VALUE("k") == (double)t.k);
    if (VALUE("rho") > 0) {
      assert_close(VALUE("se_rho"), beta_binomial_cases[i].se_rho, 1e-9);
      assert_close(VALUE("rho.LRT"), 2 * (beta_binomial_cases[i].loglik - beta_binomial_cases[i].binomial),
                   1e-9);
    } else {
      assert_true(isnan(VALUE("se_rho")) && VALUE("rho.LRTp") == 1);
    }
    tsq_fit *rr = fit_of(TSQ_RR, &t);
    tsq_fit *rd = fit_of(TSQ_RD, &t);
    assert_close(tsq_coef(rr, 0).estimate, log(VALUE("mean1") / VALUE("mean2")), 1e-12);
    assert_close(tsq_coef(rd, 0).estimate, VALUE("mean1") - VALUE("mean2"), 1e-12);
    tsq_fit_free(fit);
    tsq_fit_free(rr);
    tsq_fit_free(rd);
  }
}

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

/* A group without events: the estimate is infinite, the likelihood ratio test answers. */
static void no_events_in_a_group(void **state) {
  (void)state;
  const double x1[3] = {0, 0, 0}, x2[3] = {2, 0, 1}, n[3] = {20, 30, 25};
  tsq_fit *fit = fit_of(TSQ_OR, &(tsq_tables){.k = 3, .ai = x1, .n1i = n, .ci = x2, .n2i = n});
  tsq_estimate e = tsq_coef(fit, 0);
  assert_true(e.estimate == -HUGE_VAL && isnan(e.se) && isnan(e.ci_upper));
  assert_true(VALUE("differencep") > 0.01 && VALUE("differencep") < 0.2 && VALUE("mean1") == 0);
  tsq_fit_free(fit);
  fit = fit_of(TSQ_OR, &(tsq_tables){.k = 3, .ai = x1, .n1i = n, .ci = x1, .n2i = n});
  assert_true(isnan(tsq_coef(fit, 0).estimate) && VALUE("difference") == 0 && VALUE("differencep") == 1);
  assert_int_equal((int)VALUE("outcome") & TSQ_OUTCOME_NOT_ESTIMABLE, TSQ_OUTCOME_NOT_ESTIMABLE);
  tsq_fit_free(fit);
}

static void one_group(void **state) {
  (void)state;
  const double x[4] = {5, 10, NAN, 20}, n[4] = {50, 100, 10, 200}, none[4] = {0, 0, 0, 0};
  tsq_fit *fit = NULL;
  double why[4];
  assert_int_equal(tsq_beta_binomial_proportions(&(tsq_proportions){.k = 4, .xi = x, .ni = n}, NULL, &fit),
                   TSQ_OK);
  assert_true(VALUE("k") == 3 && VALUE("rho") == 0 && isnan(VALUE("difference")) &&
              isnan(VALUE("mean2"))); /* less than binomial spread: 35 of 350 */
  assert_close(VALUE("mean1"), 0.1, 1e-14);
  assert_close(tsq_coef(fit, 0).estimate, log(0.1 / 0.9), 1e-13);
  assert_close(tsq_coef(fit, 0).se, sqrt(1.0 / 35 + 1.0 / 315), 1e-13);
  assert_int_equal(tsq_fit_get(fit, "why", why, 4), TSQ_OK);
  assert_true(why[0] == TSQ_LEFT_IN && why[2] == TSQ_LEFT_MISSING);
  tsq_fit_free(fit);
  assert_int_equal(tsq_beta_binomial_proportions(&(tsq_proportions){.k = 4, .xi = none, .ni = n}, NULL, &fit),
                   TSQ_OK);
  assert_true(tsq_coef(fit, 0).estimate == -HUGE_VAL && VALUE("mean1") == 0);
  tsq_fit_free(fit);
}

static void errors(void **state) {
  (void)state;
  const double x[2] = {1, 2.5}, n[2] = {10, 10}, gone[2] = {NAN, NAN};
  tsq_fit *mark = (tsq_fit *)(void *)&state;
  tsq_fit *fit = mark;
  const tsq_tables half = {.k = 2, .ai = x, .n1i = n, .ci = n, .n2i = n};
  assert_int_equal(tsq_beta_binomial(&half, NULL, &fit), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "ai[1] = 2.5 is not a whole number");
  assert_int_equal(tsq_beta_binomial(&half, TSQ_OPTIONS(.measure = TSQ_SMD), &fit), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_beta_binomial(&half, TSQ_OPTIONS(.measure = TSQ_PLO), &fit), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_beta_binomial(NULL, NULL, &fit), TSQ_ERR_NULL);
  assert_int_equal(tsq_beta_binomial(&half, NULL, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_beta_binomial(&half, TSQ_OPTIONS(.level = 2), &fit), TSQ_ERR_ARGUMENT);
  const tsq_proportions missing = {.k = 2, .xi = gone, .ni = n};
  assert_int_equal(tsq_beta_binomial_proportions(&missing, NULL, &fit), TSQ_ERR_TOO_FEW);
  assert_ptr_equal(fit, mark);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(maxima), cmocka_unit_test(long_sums),
                                     cmocka_unit_test(no_events_in_a_group), cmocka_unit_test(one_group),
                                     cmocka_unit_test(errors)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
