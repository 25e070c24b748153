/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Restricted likelihoods with two local maxima, of which the lower or the higher tau2, and the boundary or not, is the global one: roots of
 * the score by bisection and likelihoods with mpmath, 40 digits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"

#include <math.h>
#include <tausq/stream.h>

static void the_highest_of_two(void **state) {
  (void)state;
  static const struct {
    size_t k;
    double y[5], v[5], tau2;
  } cases[] = {
      /* 0 and 1.292: -3.9616 and -3.1205 */
      {4, {0.75, -1.375, -1.5, 1.125}, {1, 0.00390625, 0.03125, 1}, 1.29204855516973275},
      /* 0.01059 and 0.4944: -3.8788 and -3.7194 */
      {5, {-1.25, -0.75, -0.625, 1.875, -1.5}, {4, 0.001953125, 0.00390625, 1, 0.125}, 0.494448292099542194},
      /* 0 and 1.133: -2.1790 and -3.3400 */
      {4, {0.625, 0.625, -1.75, -2}, {0.00390625, 0.0009765625, 4, 1}, 0},
      /* 0.01967 and 0.7033: -2.8615 and -3.0088 */
      {4, {-1.75, 1.375, -1.75, -1.5}, {0.125, 1, 0.001953125, 0.0625}, 0.0196710054832782844},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_data data = {.k = cases[i].k, .yi = cases[i].y, .vi = cases[i].v};
    tsq_stream *s = NULL;
    tsq_iterate *it = NULL;
    tsq_fit *fit = NULL;
    assert_int_equal(tsq_stream_new(NULL, &s), TSQ_OK);
    assert_int_equal(tsq_stream_add(s, &data), TSQ_OK);
    assert_int_equal(tsq_iterate_new(s, TSQ_OPTIONS(.method = TSQ_REML), &it), TSQ_OK);
    while (!tsq_iterate_done(it)) {
      assert_int_equal(tsq_stream_restart(s, tsq_iterate_tau2(it)), TSQ_OK);
      assert_int_equal(tsq_stream_add(s, &data), TSQ_OK);
      assert_int_equal(tsq_iterate_step(it, s, NULL), TSQ_OK);
    }
    assert_int_equal(tsq_iterate_finish(it, &fit), TSQ_OK);
    assert_close(tsq_fit_value(fit, "tau2"), cases[i].tau2, 1e-12);
    int outcome = (int)tsq_fit_value(fit, "outcome");
    assert_true((outcome & TSQ_OUTCOME_MULTIMODAL) != 0 && (outcome & TSQ_OUTCOME_NOT_PROVED) == 0);
    tsq_fit_free(fit);
    tsq_iterate_free(it);
    tsq_stream_free(s);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_highest_of_two)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
