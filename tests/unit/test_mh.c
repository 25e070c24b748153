/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mantel-Haenszel and Peto where metafor's cases (tests/reference, kind mh) do not lead: estimates that do not exist. */
#include <tausq/mh.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { K = 3 };
static const double some[K] = {4, 9, 2}, none[K] = {0, 0, 0}, n1[K] = {40, 62, 35}, n2[K] = {42, 60, 33};

static void assert_nothing(tsq_fit *fit) {
  static const char *const names[] = {"QE", "QEp", "I2", "H2"};
  tsq_estimate e = tsq_coef(fit, 0);
  assert_true(isnan(e.estimate) && isnan(e.se) && isnan(e.ci_lower) && isnan(e.ci_upper) && isnan(e.p_value));
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    assert_true(isnan(tsq_fit_value(fit, names[i])));
  assert_true((uint32_t)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_NOT_ESTIMABLE);
  assert_true(tsq_fit_value(fit, "k") == K);
  assert_true(tsq_fit_value(fit, "df_residual") == K - 1);
  tsq_fit_free(fit);
}

/* Events in one arm alone: sum(a d/n) or sum(b c/n) is 0 (Mantel & Haenszel 1959), and so the log of the ratio is infinite. */
static void events_in_one_arm(void **state) {
  (void)state;
  static const int32_t ratios[] = {TSQ_OR, TSQ_RR};
  for (int swapped = 0; swapped < 2; swapped++) {
    const tsq_tables t = {
        .k = K, .ai = swapped ? none : some, .n1i = n1, .ci = swapped ? some : none, .n2i = n2};
    for (int m = 0; m < 2; m++) {
      tsq_fit *fit = NULL;
      assert_int_equal(tsq_mh_tables(&t, TSQ_OPTIONS(.measure = ratios[m]), &fit), TSQ_OK);
      assert_nothing(fit);
    }
    tsq_fit *rd = NULL; /* a difference exists, and about it the studies differ */
    assert_int_equal(tsq_mh_tables(&t, TSQ_OPTIONS(.measure = TSQ_RD), &rd), TSQ_OK);
    assert_true(isfinite(tsq_coef(rd, 0).estimate));
    assert_true(tsq_fit_value(rd, "QE") > 0 && tsq_fit_value(rd, "QEp") < 1);
    tsq_fit_free(rd);
    const tsq_rates rates = {.k = K, .x1i = t.ai, .t1i = n1, .x2i = t.ci, .t2i = n2};
    tsq_fit *irr = NULL;
    assert_int_equal(tsq_mh_rates(&rates, TSQ_OPTIONS(.measure = TSQ_IRR), &irr), TSQ_OK);
    assert_nothing(irr);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(events_in_one_arm)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
