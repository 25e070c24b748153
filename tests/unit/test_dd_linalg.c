/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear algebra in double-double arithmetic: the inverse of a matrix of whole numbers, whose fractions are exact. */
#include "numeric/dd_linalg.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* 67 times the inverse of {4 2 1, 2 5 3, 1 3 6}, by its cofactors; each entry is a fraction over the determinant. */
static const double matrix[9] = {4, 2, 1, 2, 5, 3, 1, 3, 6};
static const double cofactors[9] = {21, -9, 1, -9, 23, -10, 1, -10, 16};
#define DETERMINANT 67

static void inverse_of_whole_numbers(void **state) {
  (void)state;
  tsqp_dd a[9], inverse[9];
  for (int i = 0; i < 9; i++)
    a[i] = tsqp_dd_of(matrix[i]);
  assert_int_equal(tsqp_dd_cholesky(3, a, 1e-30), 3);
  tsqp_dd_cholesky_inverse(3, a, inverse);
  for (int i = 0; i < 9; i++) {
    tsqp_dd right = tsqp_dd_divide(tsqp_dd_of(cofactors[i]), tsqp_dd_of(DETERMINANT));
    tsqp_dd away = tsqp_dd_subtract(inverse[i], right);
    assert_true(fabs(away.high) <= 1e-30 * fabs(right.high));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(inverse_of_whole_numbers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
