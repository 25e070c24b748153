/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch refuses what it would have to ignore, with the option's name, and touches no column then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>
#include <tausq/batch.h>
#include <tausq/rma.h>

static const double y[8] = {0.1, 0.4, -0.2, 0.3, 0.5, 0.2, 0.0, 0.6};
static const double v[8] = {0.1, 0.2, 0.1, 0.3, 0.2, 0.1, 0.4, 0.2};

static void options_that_a_batch_does_not_take(void **state) {
  (void)state;
  static const struct {
    tsq_options options;
    const char *message;
  } cases[] = {
      {{.ci_kind = TSQ_CI_PL}, "options.ci_kind = PL: model batch does not have it; it has QP"},
      {{.keep = TSQ_KEEP_LENT}, "options.keep: model batch does not take it"},
      {{.measure = TSQ_OR}, "options.measure: model batch does not take it"},
      {{.nodes = 3}, "options.nodes: model batch does not take it"},
      {{.redundant = TSQ_REDUNDANT_DROP},
       "options.redundant = drop: model batch does not have it; it has error"},
      {{.method = TSQ_GENQ}, "method GENQ needs data.weights"},
      {{.method = TSQ_CE, .tau2_fixed = 1}, "contradicts method CE"},
      {{.level = -1}, "options.level = -1: a confidence level lies between 0 and 1"},
  };
  double tau2[2] = {42, 42};
  tsq_batch_data data = {.m = 2, .k = 4, .yi = y, .vi = v};
  tsq_batch_out out = {.tau2 = tau2};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_int_equal(tsq_batch(&data, &cases[i].options, NULL, &out), TSQ_ERR_ARGUMENT);
    if (strstr(tsq_last_error(), cases[i].message) == NULL)
      fail_msg("'%s' lacks '%s'", tsq_last_error(), cases[i].message);
    assert_true(tau2[0] == 42 && tau2[1] == 42);
  }
}

/* What is not done in lanes but one by one is taken, and is tsq_rma()'s. */
static void options_that_go_to_rma(void **state) {
  (void)state;
  tsq_options o = {
      .size = sizeof o, .method = TSQ_PMM, .weighting = TSQ_WEIGHT_EQUAL, .missing = TSQ_MISSING_ERROR};
  double estimate[2];
  int32_t status[2];
  tsq_batch_data data = {.m = 2, .k = 4, .yi = y, .vi = v};
  tsq_batch_out out = {.estimate = estimate, .status = status};
  assert_int_equal(tsq_batch(&data, &o, NULL, &out), TSQ_OK);
  for (size_t j = 0; j < 2; j++) {
    double mine[2][4];
    tsq_fit *fit = NULL;
    for (size_t i = 0; i < 4; i++) {
      mine[0][i] = y[2 * i + j];
      mine[1][i] = v[2 * i + j];
    }
    assert_int_equal(tsq_rma(&(tsq_data){.k = 4, .yi = mine[0], .vi = mine[1]}, &o, &fit), TSQ_OK);
    assert_int_equal(status[j], TSQ_OK);
    assert_true(estimate[j] == tsq_coef(fit, 0).estimate);
    tsq_fit_free(fit);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(options_that_a_batch_does_not_take),
                                     cmocka_unit_test(options_that_go_to_rma)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
