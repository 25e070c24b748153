/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact and mid-p inference of single counts: R's own functions (exact_cases.R) and 40 digits (exact_tables.py); edges and errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"

#include <string.h>
#include <tausq/exact.h>

#include "exact_cases.h"
#include "exact_tables.h"

#define COUNT(array) (sizeof array / sizeof array[0])

/* R's quantiles and roots are good to about 1e-12; infinities must be equal. */
static void same(double got, double want, double relative) {
  if (isinf(want) || isnan(want)) {
    assert_true(isnan(want) ? isnan(got) : got == want);
  } else {
    assert_close(got, want, relative);
  }
}

static void proportions(void **state) {
  (void)state;
  static const int32_t methods[4] = {TSQ_EXACT_TAILS, TSQ_EXACT_MIDP, TSQ_EXACT_SCORE, TSQ_EXACT_JEFFREYS};
  for (size_t i = 0; i < COUNT(proportion_cases); i++) {
    const double *c = proportion_cases[i];
    const tsq_proportions r = {.k = 1, .xi = &c[0], .ni = &c[1]};
    for (int m = 0; m < 4; m++) {
      double lower, upper;
      assert_int_equal(
          tsq_exact_proportions(&r, TSQ_EXACT_OPTIONS(.level = c[2], .method = methods[m]), &lower, &upper),
          TSQ_OK);
      same(lower, c[4 + 2 * m], 2e-12);
      same(upper, c[5 + 2 * m], 2e-12);
    }
    double p, midp;
    assert_int_equal(tsq_exact_proportion_tests(&r, c[3], NULL, &p), TSQ_OK);
    assert_int_equal(tsq_exact_proportion_tests(&r, c[3], TSQ_EXACT_OPTIONS(.method = TSQ_EXACT_MIDP), &midp),
                     TSQ_OK);
    same(p, c[12], 1e-11);
    same(midp, c[13], 1e-11);
  }
}

static void rates(void **state) {
  (void)state;
  static const int32_t methods[3] = {TSQ_EXACT_TAILS, TSQ_EXACT_MIDP, TSQ_EXACT_JEFFREYS};
  for (size_t i = 0; i < COUNT(rate_cases); i++) {
    const double *c = rate_cases[i];
    const tsq_counts r = {.k = 1, .xi = &c[0], .ti = &c[1]};
    for (int m = 0; m < 3; m++) {
      double lower, upper;
      assert_int_equal(
          tsq_exact_rates(&r, TSQ_EXACT_OPTIONS(.level = c[2], .method = methods[m]), &lower, &upper),
          TSQ_OK);
      same(lower, c[4 + 2 * m], 2e-12);
      same(upper, c[5 + 2 * m], 2e-12);
    }
    double p, midp;
    assert_int_equal(tsq_exact_rate_tests(&r, c[3], NULL, &p), TSQ_OK);
    assert_int_equal(tsq_exact_rate_tests(&r, c[3], TSQ_EXACT_OPTIONS(.method = TSQ_EXACT_MIDP), &midp),
                     TSQ_OK);
    same(p, c[10], 1e-11);
    same(midp, c[11], 1e-11);
  }
}

/* The score's bounds are the rates whose standardised distance from x is z. */
static void score_of_a_rate(void **state) {
  (void)state;
  const double x[3] = {0, 3, 70}, t[3] = {2, 10, 1e5}, z = 1.959963984540054;
  double lower[3], upper[3];
  const tsq_counts r = {.k = 3, .xi = x, .ti = t};
  assert_int_equal(tsq_exact_rates(&r, TSQ_EXACT_OPTIONS(.method = TSQ_EXACT_SCORE), lower, upper), TSQ_OK);
  assert_true(lower[0] == 0);
  for (int i = 0; i < 3; i++) {
    if (i > 0) assert_close((x[i] - lower[i] * t[i]) / sqrt(lower[i] * t[i]), z, 1e-12);
    assert_close((upper[i] * t[i] - x[i]) / sqrt(upper[i] * t[i]), z, 1e-12);
  }
}

/* Agresti & Coull 1998: 95% for x = 0 of n = 10 by hand, and the rule of three. */
static void simple_methods(void **state) {
  (void)state;
  const double x[3] = {0, 10, 4}, n[3] = {10, 10, 10};
  double lower[3], upper[3];
  const tsq_proportions r = {.k = 3, .xi = x, .ni = n};
  assert_int_equal(
      tsq_exact_proportions(&r, TSQ_EXACT_OPTIONS(.method = TSQ_EXACT_AGRESTI_COULL), lower, upper), TSQ_OK);
  const double z2 = 3.841458820694124, m = 10 + z2, p = (4 + z2 / 2) / m;
  assert_true(lower[0] == 0 && upper[1] == 1);
  assert_close(upper[2] - lower[2], 2 * sqrt(z2 * p * (1 - p) / m), 1e-13);
  assert_close(upper[2] + lower[2], 2 * p, 1e-13);
  assert_int_equal(tsq_exact_proportions(&r, TSQ_EXACT_OPTIONS(.method = TSQ_EXACT_RULE_OF_3), lower, upper),
                   TSQ_OK);
  assert_close(upper[0], 2.995732273553991 / 10, 1e-13); /* -log 0.05 */
  assert_close(lower[1], 1 - 2.995732273553991 / 10, 1e-13);
  assert_true(lower[0] == 0 && upper[1] == 1 && isnan(lower[2]) && isnan(upper[2]));
  const tsq_counts rate = {.k = 1, .xi = x, .ti = n};
  assert_int_equal(
      tsq_exact_rates(&rate, TSQ_EXACT_OPTIONS(.level = 0.99, .method = TSQ_EXACT_RULE_OF_3), lower, upper),
      TSQ_OK);
  assert_close(upper[0], 4.605170185988091 / 10, 1e-13); /* -log 0.01 */
}

static void odds_ratios(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(table_cases); i++) {
    const double *c = table_cases[i];
    const tsq_tables t = {.k = 1, .ai = &c[0], .bi = &c[1], .ci = &c[2], .di = &c[3]};
    double estimate, lower, upper, p;
    for (int midp = 0; midp < 2; midp++) {
      assert_int_equal(
          tsq_exact_odds_ratios(
              &t, TSQ_EXACT_OPTIONS(.level = c[4], .method = midp ? TSQ_EXACT_MIDP : TSQ_EXACT_TAILS),
              &estimate, &lower, &upper, &p),
          TSQ_OK);
      same(estimate, c[5], 1e-11);
      same(lower, c[6 + 2 * midp], 1e-11);
      same(upper, c[7 + 2 * midp], 1e-11);
      same(p, c[10 + midp], 1e-11);
    }
  }
}

static void missing_and_wanted(void **state) {
  (void)state;
  const double x[2] = {NAN, 3}, n[2] = {5, 7}, m[2] = {1, 4};
  double lower[2];
  assert_int_equal(tsq_exact_proportions(&(tsq_proportions){.k = 2, .xi = x, .ni = n}, NULL, lower, NULL),
                   TSQ_OK);
  double by_n = lower[1];
  assert_true(isnan(lower[0]));
  assert_int_equal(tsq_exact_proportions(&(tsq_proportions){.k = 2, .xi = x, .mi = m}, NULL, lower, NULL),
                   TSQ_OK);
  assert_true(lower[1] == by_n);
}

static void errors(void **state) {
  (void)state;
  const double x[2] = {1, 2.5}, n[2] = {10, 10}, over[2] = {1, 11};
  double lower[2] = {7, 7}, upper[2] = {7, 7};
  const tsq_proportions half = {.k = 2, .xi = x, .ni = n}, more = {.k = 2, .xi = over, .ni = n};
  assert_int_equal(tsq_exact_proportions(&half, NULL, lower, upper), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "xi[1] = 2.5 is not a whole number");
  assert_int_equal(tsq_exact_proportions(&more, NULL, lower, upper), TSQ_ERR_DATA);
  assert_non_null(strstr(tsq_last_error(), "xi[1] = 11 > ni[1] = 10"));
  assert_int_equal(tsq_exact_proportions(NULL, NULL, lower, upper), TSQ_ERR_NULL);
  assert_int_equal(tsq_exact_proportions(&half, TSQ_EXACT_OPTIONS(.level = 95), lower, upper),
                   TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_exact_proportions(&half, TSQ_EXACT_OPTIONS(.method = 11), lower, upper),
                   TSQ_ERR_ARGUMENT);
  const tsq_counts rate = {.k = 2, .xi = over, .ti = n};
  assert_int_equal(tsq_exact_rates(&rate, TSQ_EXACT_OPTIONS(.method = TSQ_EXACT_AGRESTI_COULL), lower, upper),
                   TSQ_ERR_ARGUMENT);
  assert_string_equal(tsq_last_error(), "options.method = agresti-coull is not for this");
  assert_int_equal(tsq_exact_rate_tests(&rate, -1, NULL, lower), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_exact_proportion_tests(&more, 1.5, NULL, lower), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_exact_proportion_tests(&half, 0.5, NULL, NULL), TSQ_ERR_NULL);
  const tsq_tables table = {.k = 2, .ai = x, .bi = n, .ci = n, .di = n};
  assert_int_equal(tsq_exact_odds_ratios(&table, NULL, lower, NULL, NULL, NULL), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "ai[1] = 2.5 is not a whole number");
  assert_true(lower[0] == 7 && lower[1] == 7 && upper[0] == 7 && upper[1] == 7);
}

static void names(void **state) {
  (void)state;
  int32_t method = 0;
  assert_int_equal(tsq_exact_method_from_name("Wilson", &method), TSQ_OK);
  assert_int_equal(method, TSQ_EXACT_SCORE);
  assert_string_equal(tsq_exact_method_name(TSQ_EXACT_TAILS), "exact");
  assert_null(tsq_exact_method_name(0));
  assert_int_equal(tsq_exact_method_from_name("wald", &method), TSQ_ERR_NAME);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(proportions),    cmocka_unit_test(rates),       cmocka_unit_test(score_of_a_rate),
      cmocka_unit_test(simple_methods), cmocka_unit_test(odds_ratios), cmocka_unit_test(missing_and_wanted),
      cmocka_unit_test(errors),         cmocka_unit_test(names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
