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

static void assert_nothing(const tsq_mh_result *r) {
  const double all[] = {r->pooled.estimate,
                        r->pooled.se,
                        r->pooled.ci_lower,
                        r->pooled.ci_upper,
                        r->pooled.p_value,
                        r->QE,
                        r->QEp,
                        r->I2,
                        r->H2};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    assert_true(isnan(all[i]));
  assert_true(r->k == K);
  assert_true(r->QEdf == K - 1);
}

/* Events in one arm alone: sum(a d/n) or sum(b c/n) is 0 (Mantel & Haenszel 1959), and so the log of the ratio is infinite. */
static void events_in_one_arm(void **state) {
  (void)state;
  static const int32_t ratios[] = {TSQ_OR, TSQ_RR};
  for (int swapped = 0; swapped < 2; swapped++) {
    const tsq_tables t = {
        .k = K, .ai = swapped ? none : some, .n1i = n1, .ci = swapped ? some : none, .n2i = n2};
    for (int m = 0; m < 2; m++) {
      tsq_mh_result r = {.size = sizeof r};
      assert_int_equal(tsq_mh_tables(ratios[m], &t, NULL, &r), TSQ_OK);
      assert_nothing(&r);
    }
    tsq_mh_result rd = {.size = sizeof rd}; /* a difference exists, and about it the studies differ */
    assert_int_equal(tsq_mh_tables(TSQ_RD, &t, NULL, &rd), TSQ_OK);
    assert_true(isfinite(rd.pooled.estimate) && isfinite(rd.QE) && rd.QE > 0 && rd.QEp < 1);
    const tsq_rates rates = {.k = K, .x1i = t.ai, .t1i = n1, .x2i = t.ci, .t2i = n2};
    tsq_mh_result irr = {.size = sizeof irr};
    assert_int_equal(tsq_mh_rates(TSQ_IRR, &rates, NULL, &irr), TSQ_OK);
    assert_nothing(&irr);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(events_in_one_arm)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
