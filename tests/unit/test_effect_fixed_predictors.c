/* SPDX-License-Identifier: GPL-3.0-or-later */
/* R2F and ZR2F: variances at 30 digits (fixed_r2_cases.py); at large n the variance of noncentral F's normal limit; no variance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"

#include <tausq/effect.h>

#include "fixed_r2_cases.h"

static void variances(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof fixed_r2_cases / sizeof fixed_r2_cases[0]; i++) {
    const double *c = fixed_r2_cases[i];
    const tsq_correlations r = {.k = 1, .r2i = &c[0], .mi = &c[1], .ni = &c[2]};
    double yi, vi;
    assert_int_equal(tsq_effect_correlations(TSQ_R2F, &r, NULL, &yi, &vi), TSQ_OK);
    assert_true(yi == c[0]);
    assert_close(vi, c[3], 1e-11);
    assert_int_equal(tsq_effect_correlations(TSQ_ZR2F, &r, NULL, &yi, &vi), TSQ_OK);
    assert_close(yi, atanh(sqrt(c[0])), 1e-15);
    assert_close(vi, c[4], 1e-11);
  }
}

/* n Var(R^2) by the delta method on the noncentral and the central chi2 behind F. */
static void large_samples(void **state) {
  (void)state;
  const double r2[2] = {0.02, 0.9}, m[2] = {1, 3}, n[2] = {4e5, 4e5};
  double yi[2], vi[2];
  assert_int_equal(tsq_effect_correlations(TSQ_R2F, &(tsq_correlations){.k = 2, .r2i = r2, .mi = m, .ni = n},
                                           NULL, yi, vi),
                   TSQ_OK);
  for (int i = 0; i < 2; i++) {
    double rest = 1 - r2[i],
           lambda = r2[i] / rest; /* per case: S ~ lambda, variance 4 lambda; E ~ 1, variance 2 */
    double slope_s = rest * rest, slope_e = -lambda * rest * rest; /* R^2 = S/(S + E) */
    assert_close(n[i] * vi[i], slope_s * slope_s * 4 * lambda + slope_e * slope_e * 2, 1e-3);
  }
}

static void no_variance(void **state) {
  (void)state;
  const double r2[2] = {1, 0.5}, m[2] = {2, 4}, n[2] = {20, 5};
  double yi[2], vi[2];
  assert_int_equal(tsq_effect_correlations(TSQ_R2F, &(tsq_correlations){.k = 2, .r2i = r2, .mi = m, .ni = n},
                                           NULL, yi, vi),
                   TSQ_OK);
  assert_true(isnan(vi[0]) && isnan(vi[1]));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(variances), cmocka_unit_test(large_samples),
                                     cmocka_unit_test(no_variance)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
