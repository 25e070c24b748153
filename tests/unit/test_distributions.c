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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tails),
      cmocka_unit_test(quantiles),
      cmocka_unit_test(logarithms_where_probabilities_underflow),
      cmocka_unit_test(outside_the_domain),
      cmocka_unit_test(the_hosts_gsl_handler_is_respected),
  };
  gsl_set_error_handler(host_handler); /* a host that had one before the library's first use */
  return cmocka_run_group_tests(tests, NULL, NULL);
}
