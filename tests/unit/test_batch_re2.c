/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The test RE2 and Q-profile bounds of tsq_batch() against 50 digits (re2_cases.py), and metafor's interval for the BCG trials. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"
#include "re2_cases.h"

#include <math.h>
#include <tausq/batch.h>

typedef struct answers {
  double lower, upper, s, p, log10_p;
} answers;

static answers ask(size_t k, const double *y, const double *v, const double *sei,
                   const tsq_options *options) {
  answers a = {-1, -1, -1, -1, -1};
  tsq_batch_data data = {.m = 1, .k = k, .yi = y, .vi = v, .sei = sei};
  tsq_batch_out out = {
      .tau2_lower = &a.lower, .tau2_upper = &a.upper, .re2 = &a.s, .re2_p = &a.p, .re2_log10_p = &a.log10_p};
  assert_int_equal(tsq_batch(&data, options, NULL, &out), TSQ_OK);
  return a;
}

static void table(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof re2_cases / sizeof re2_cases[0]; i++) {
    answers a = ask(re2_cases[i].k, re2_cases[i].y, re2_cases[i].v, NULL, NULL);
    assert_close(a.s, re2_cases[i].s, 1e-11);
    if (re2_cases[i].p > 1e-300) assert_close(a.p, re2_cases[i].p, 1e-11 * (1 + re2_cases[i].s));
    assert_close(a.log10_p, re2_cases[i].log10_p, 1e-11);
    assert_close(a.lower, re2_cases[i].lower, 1e-10);
    assert_close(a.upper, re2_cases[i].upper, 1e-10);
  }
}

/* metafor 3.8.1: confint(rma(yi, vi, data = dat)), control = list(tol = 1e-12): 0.11968 to 1.11148, whatever the estimator. */
static void bcg(void **state) {
  (void)state;
  const int32_t methods[] = {TSQ_REML, TSQ_CE, TSQ_PM, TSQ_DL, TSQ_DLIT};
  double sei[BCG_K];
  for (size_t i = 0; i < BCG_K; i++) {
    sei[i] = sqrt(bcg_vi[i]);
  }
  for (size_t i = 0; i < 5; i++) {
    answers a = ask(BCG_K, bcg_yi, i % 2 == 0 ? bcg_vi : NULL, i % 2 == 0 ? NULL : sei,
                    TSQ_OPTIONS(.method = methods[i]));
    assert_true(fabs(a.lower - 0.1197) < 5e-5);
    assert_close(a.upper, 1.11147908406, 1e-11);
  }
}

/* One study: its own z^2; equal effects of 0: nothing; a fixed tau2: no interval. */
static void edges(void **state) {
  (void)state;
  answers one = ask(1, (double[]){3}, (double[]){2.25}, NULL, NULL);
  assert_close(one.s, 4, 1e-15);
  assert_close(one.p, 0.5 * (erfc(sqrt(2)) + exp(-2)), 1e-14);
  assert_true(isnan(one.lower) && isnan(one.upper));
  answers none = ask(4, (double[]){0, 0, 0, 0}, (double[]){1, 2, 3, 4}, NULL, NULL);
  assert_true(none.s == 0 && none.p == 1 && none.log10_p == 0 && none.lower == 0 && none.upper == 0);
  answers fixed = ask(BCG_K, bcg_yi, bcg_vi, NULL, TSQ_OPTIONS(.tau2_fixed = 1, .tau2 = 0.3));
  assert_true(isnan(fixed.lower) && isnan(fixed.upper));
  assert_close(fixed.s, ask(BCG_K, bcg_yi, bcg_vi, NULL, NULL).s, 1e-14);
  answers missing = ask(4, (double[]){1, NAN, 2, 1.5}, (double[]){1, 1, 0.5, NAN}, NULL, NULL);
  answers complete = ask(2, (double[]){1, 2}, (double[]){1, 0.5}, NULL, NULL);
  assert_close(missing.s, complete.s, 1e-15);
  answers bad = ask(2, (double[]){1, 2}, (double[]){1, -1}, NULL, NULL);
  assert_true(isnan(bad.s) && isnan(bad.p) && isnan(bad.log10_p) && isnan(bad.lower) && isnan(bad.upper));
}

int main(void) {
  const struct CMUnitTest all[] = {cmocka_unit_test(table), cmocka_unit_test(bcg), cmocka_unit_test(edges)};
  return cmocka_run_group_tests(all, NULL, NULL);
}
