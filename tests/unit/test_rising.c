/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over rising factorials against their terms at 50 digits (rising_cases.py), where each of their series is used. */
#include "numeric/rising.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../close.h"
#include "rising_cases.h"

static void sums_at_50_digits(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rising_cases / sizeof rising_cases[0]; i++) {
    const double *at = rising_cases[i];
    double c = at[0], theta = at[1], m = at[2], one = 0, two = 0;
    int is_near =
        theta * m <= 1e-3 * c; /* a series; else differences, of which a thousandth and a millionth is left */
    tsqp_rising s = tsqp_rising_sums(c, theta, m);
    assert_close(s.log, at[3], 2e-14);
    assert_close(s.first, at[4], 2e-14);
    assert_close(s.second, at[5], 2e-14);
    assert_close(tsqp_rising_slope(c, theta, m), at[6], is_near ? 2e-14 : 1e-11);
    tsqp_rising_squares(c, theta, m, &one, &two);
    assert_close(one, at[7], is_near ? 2e-14 : 1e-11);
    assert_close(two, at[8], is_near ? 3e-12 : 1e-8);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sums_at_50_digits)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
