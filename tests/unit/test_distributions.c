/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tails and quantiles against mpmath at 50 digits (tests/reference/distributions.py); domains that give NaN. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"
#include "../reference/distributions.h"

#include "numeric/distributions.h"
#include "numeric/log_tails.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>

#define EACH(table) for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)

static void tails(void **state) {
  (void)state;
  EACH(normal_upper_cases) {
    assert_close(tsqp_normal_upper(normal_upper_cases[i].z), normal_upper_cases[i].want, 1e-14);
    assert_close(tsqp_normal_lower(-normal_upper_cases[i].z), normal_upper_cases[i].want, 1e-14);
  }
  EACH(t_upper_cases)
  assert_close(tsqp_t_upper(t_upper_cases[i].t, t_upper_cases[i].df), t_upper_cases[i].want, 1e-12);
  EACH(chi2_upper_cases)
  assert_close(tsqp_chi2_upper(chi2_upper_cases[i].x, chi2_upper_cases[i].df), chi2_upper_cases[i].want,
               1e-12);
  EACH(chi2_lower_cases)
  assert_close(tsqp_chi2_lower(chi2_lower_cases[i].x, chi2_lower_cases[i].df), chi2_lower_cases[i].want,
               1e-12);
  EACH(f_upper_cases) {
    assert_close(tsqp_f_upper(f_upper_cases[i].f, f_upper_cases[i].df1, f_upper_cases[i].df2),
                 f_upper_cases[i].want, 1e-12);
  }
}

static void quantiles(void **state) {
  (void)state;
  EACH(t_critical_cases)
  assert_close(tsqp_t_critical(t_critical_cases[i].level, t_critical_cases[i].df), t_critical_cases[i].want,
               1e-12);
  EACH(chi2_quantile_cases) {
    assert_close(tsqp_chi2_quantile_upper(chi2_quantile_cases[i].p, chi2_quantile_cases[i].df),
                 chi2_quantile_cases[i].want, 1e-12);
  }
  assert_close(tsqp_normal_quantile(0.975), 1.95996398454005423552, 1e-15);
  assert_close(tsqp_t_critical(0.95, HUGE_VAL), 1.95996398454005423552, 1e-14);
}

static void logarithms_where_probabilities_underflow(void **state) {
  (void)state;
  EACH(normal_log_upper_cases)
  assert_close(tsqp_normal_log_upper(normal_log_upper_cases[i].z), normal_log_upper_cases[i].want, 1e-13);
  EACH(t_log_upper_cases)
  assert_close(tsqp_t_log_upper(t_log_upper_cases[i].t, t_log_upper_cases[i].df), t_log_upper_cases[i].want,
               1e-12);
  EACH(chi2_log_upper_cases) {
    assert_close(tsqp_chi2_log_upper(chi2_log_upper_cases[i].x, chi2_log_upper_cases[i].df),
                 chi2_log_upper_cases[i].want, 1e-12);
  }
}

static void outside_the_domain(void **state) {
  (void)state;
  assert_true(isnan(tsqp_t_upper(1, -1)));
  assert_true(isnan(tsqp_t_upper(NAN, 1)));
  assert_true(isnan(tsqp_t_critical(1, 3)));
  assert_true(isnan(tsqp_chi2_quantile_lower(1.5, 2)));
  assert_true(isnan(tsqp_f_upper(1, 0, 3)));
  assert_true(isnan(tsqp_beta_quantile(0.5, -1, 2)));
  assert_true(isnan(tsqp_gamma_quantile(0.5, 0, 2)));
  assert_true(isnan(tsqp_normal_quantile(-0.1)));
}

static int host_calls;
static void host_handler(const char *reason, const char *file, int line, int code) {
  (void)reason;
  (void)file;
  (void)line;
  (void)code;
  host_calls++;
}

/* The host's GSL errors stay the host's, before and after the library has used GSL. */
static void the_hosts_gsl_handler_is_respected(void **state) {
  (void)state;
  gsl_set_error_handler(host_handler); /* installed after ours in this process: it simply stands */
  gsl_sf_result r;
  host_calls = 0;
  (void)gsl_sf_lngamma_e(0, &r);
  assert_int_equal(host_calls, 1);
  (void)tsqp_t_upper(1, 3);
  (void)gsl_sf_lngamma_e(0, &r);
  assert_int_equal(host_calls, 2);
}

/* R 4.2.2: qchisq, pchisq; df, p, lower quantile, upper quantile, x = df (1 + 4 sqrt(2/df)), P(X > x), P(X < df (1 - 3 sqrt(2/df))). GSL's
 * own inverses are wrong from 3e4 degrees of freedom on, its tails from some 1e6. */
static void chi2_with_many_df(void **state) {
  (void)state;
  static const double cases[][7] = {
      {1000000, 9.9999999999999995e-07, 993292.03373739135, 1006736.7596362906, 1005656.8542494924, 3.2627684238460397e-05, 0.0013332332998211083},
      {1000000, 0.00050000000000000001, 995353.0431881859, 1004660.0602293108, 1005656.8542494924, 3.2627684238460397e-05, 0.0013332332998211083},
      {1000000, 0.025000000000000001, 997230.08714329009, 1002773.701467926, 1005656.8542494924, 3.2627684238460397e-05, 0.0013332332998211083},
      {100000000, 0.025000000000000001, 99972283.817867517, 100027719.97074424, 100056568.54249492, 3.1765974950025495e-05, 0.001348227164499475},
      {35870, 0.025000000000000001, 35346.933766892827, 36396.854829679716, 36941.372950937257, 3.6954454734990283e-05, 0.0012630189771326988},
      {200000.5, 0.025000000000000001, 198762.80377800149, 201241.98483103546, 202530.32529041037, 3.3838113614225731e-05, 0.0013127699257028257},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const double *c = cases[i];
    assert_close(tsqp_chi2_quantile_lower(c[1], c[0]), c[2], 1e-14);
    assert_close(tsqp_chi2_quantile_upper(c[1], c[0]), c[3], 1e-14);
    assert_close(tsqp_chi2_upper(c[4], c[0]), c[5], 1e-11);
    assert_close(tsqp_chi2_lower(c[0] * (1 - 3 * sqrt(2 / c[0])), c[0]), c[6], 1e-11);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(chi2_with_many_df),
      cmocka_unit_test(tails),
      cmocka_unit_test(quantiles),
      cmocka_unit_test(logarithms_where_probabilities_underflow),
      cmocka_unit_test(outside_the_domain),
      cmocka_unit_test(the_hosts_gsl_handler_is_respected),
  };
  gsl_set_error_handler(host_handler); /* a host that had one before the library's first use */
  return cmocka_run_group_tests(tests, NULL, NULL);
}
