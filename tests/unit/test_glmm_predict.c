/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals of a generalized linear mixed model's mean, both bounds, from its own estimate, standard error and tau2. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../close.h"

#include <math.h>
#include <tausq/glmm.h>
#include <tausq/predict.h>

enum { K = 6 };
static const double xi[K] = {4, 30, 2, 60, 11, 55}, ni[K] = {40, 62, 35, 110, 80, 71};

/* estimate -+ z se, and -+ z sqrt(se^2 + tau2): z = 1.959963984540054 (95%), 1.644853626951473 (90%). */
static void both_bounds(void **state) {
  (void)state;
  static const double levels[2] = {0.95, 0.9}, z[2] = {1.959963984540054, 1.644853626951473};
  const tsq_glmm_data data = {.k = K, .xi = xi, .ni = ni};
  for (int i = 0; i < 2; i++) {
    tsq_fit *fit = NULL;
    tsq_prediction p;
    assert_int_equal(tsq_glmm(&data, TSQ_OPTIONS(.measure = TSQ_PLO, .level = levels[i]), &fit), TSQ_OK);
    tsq_estimate mean = tsq_coef(fit, 0);
    double tau2 = tsq_fit_value(fit, "tau2");
    assert_true(tau2 > 0.1);
    assert_int_equal(tsq_predict(fit, NULL, 1, &p), TSQ_OK);
    double spread = z[i] * sqrt(mean.se * mean.se + tau2);
    assert_close(p.estimate, mean.estimate, 1e-14);
    assert_close(p.ci_lower, mean.estimate - z[i] * mean.se, 1e-13);
    assert_close(p.ci_upper, mean.estimate + z[i] * mean.se, 1e-13);
    assert_close(p.pi_lower, mean.estimate - spread, 1e-13);
    assert_close(p.pi_upper, mean.estimate + spread, 1e-13);
    tsq_fit_free(fit);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(both_bounds)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
