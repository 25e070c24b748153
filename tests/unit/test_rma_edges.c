/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways through the models that few data take: standard errors with moderators, weights, notices, ranges, tau2 = 0. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include <math.h>
#include <string.h>
#include <tausq/predict.h>
#include <tausq/rma.h>

static double x[2 * BCG_K];

static void set_moderators(double scale) {
  for (int i = 0; i < BCG_K; i++) {
    x[i] = bcg_ablat[i];
    x[BCG_K + i] = scale * (bcg_year[i] - 1960);
  }
}

static tsq_fit *fit_of(const tsq_data *data, const tsq_options *options) {
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(data, options, &fit), TSQ_OK);
  return fit;
}

/* sei and vi = sei^2 are the same data, wherever they are read: with moderators, with weights, in large units. */
static void standard_errors_are_squared_everywhere(void **state) {
  (void)state;
  double sei[BCG_K], yi[BCG_K], vi[BCG_K];
  set_moderators(1);
  for (double unit = 1; unit < 1e7; unit *= 1e6) {
    for (int i = 0; i < BCG_K; i++) {
      sei[i] = unit * sqrt(bcg_vi[i]);
      vi[i] = sei[i] * sei[i];
      yi[i] = unit * bcg_yi[i];
    }
    for (int weighted = 0; weighted < 2; weighted++) {
      tsq_data data = {
          .k = BCG_K, .yi = yi, .vi = vi, .x = x, .p = 2, .weights = weighted ? bcg_ablat : NULL};
      tsq_fit *by_v = fit_of(&data, TSQ_OPTIONS(.test = TSQ_KNHA));
      data.vi = NULL;
      data.sei = sei;
      tsq_fit *by_se = fit_of(&data, TSQ_OPTIONS(.test = TSQ_KNHA));
      static const char *const names[] = {"tau2", "QE", "QM", "I2", "R2"};
      for (size_t n = 0; n < sizeof names / sizeof names[0]; n++)
        assert_close(tsq_fit_value(by_se, names[n]), tsq_fit_value(by_v, names[n]), 1e-9);
      for (size_t j = 0; j < 3; j++) {
        assert_close(tsq_coef(by_se, j).estimate, tsq_coef(by_v, j).estimate, 1e-10);
        assert_close(tsq_coef(by_se, j).se, tsq_coef(by_v, j).se, 1e-10);
      }
      tsq_fit_free(by_se);
      tsq_fit_free(by_v);
    }
  }
}

/* The variance of a coefficient overflows, whichever it is, and the message names it. */
static void variances_beyond_doubles_are_refused(void **state) {
  (void)state;
  set_moderators(1e-157);
  tsq_data data = {.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi, .x = x, .p = 2};
  tsq_fit *mark = (tsq_fit *)(void *)x, *fit = mark;
  assert_int_equal(tsq_rma(&data, NULL, &fit), TSQ_ERR_RANGE);
  assert_ptr_equal(fit, mark);
  assert_non_null(strstr(tsq_last_error(), "coefficient 2 cannot be represented"));
  set_moderators(1e-140); /* and that of 1e270 is not */
  fit = fit_of(&data, NULL);
  assert_true(tsq_coef(fit, 2).se > 1e130 && isfinite(tsq_coef(fit, 2).se));
  tsq_fit_free(fit);
}

static int says(const tsq_fit *fit, const char *part) {
  for (size_t i = 0; tsq_fit_outcome(fit, i) != NULL; i++)
    if (strstr(tsq_fit_outcome(fit, i), part) != NULL) return 1;
  return 0;
}

/* Either mistake, in its own words. */
static void swapped_spreads_are_named(void **state) {
  (void)state;
  double yi[BCG_K], se[BCG_K], variance[BCG_K];
  for (int i = 0; i < BCG_K; i++) {
    se[i] = 0.02 + 0.002 * i;
    variance[i] = se[i] * se[i];
    yi[i] = 0.5 + se[i] * (i % 3 - 1); /* scattered as those standard errors say */
  }
  tsq_fit *fit = fit_of(&(tsq_data){.k = BCG_K, .yi = yi, .vi = se}, NULL);
  assert_true(says(fit, "vi look like standard errors"));
  assert_false(says(fit, "sei look like variances"));
  tsq_fit_free(fit);
  fit = fit_of(&(tsq_data){.k = BCG_K, .yi = yi, .sei = variance}, NULL);
  assert_true(says(fit, "sei look like variances"));
  assert_false(says(fit, "vi look like standard errors"));
  tsq_fit_free(fit);
  fit = fit_of(&(tsq_data){.k = BCG_K, .yi = yi, .vi = variance}, NULL);
  assert_false(says(fit, "look like"));
  tsq_fit_free(fit);
}

/* Without spread all true effects are the mean: beyond a threshold are all of them, none, or, at it, half. */
static void beyond_without_heterogeneity(void **state) {
  (void)state;
  static const double yi[3] = {0.25, 0.25, 0.25}, vi[3] = {1, 1, 1};
  static const struct { double threshold, below; } cases[] = {{0.5, 1}, {0.125, 0}, {0.25, 0.5}};
  tsq_fit *fit = fit_of(&(tsq_data){.k = 3, .yi = yi, .vi = vi}, NULL);
  assert_true(tsq_fit_value(fit, "tau2") == 0);
  for (size_t i = 0; i < 3; i++) {
    tsq_beyond below = {.size = sizeof below}, above = {.size = sizeof above};
    assert_int_equal(tsq_probability_beyond(fit, NULL, cases[i].threshold, -1, &below), TSQ_OK);
    assert_int_equal(tsq_probability_beyond(fit, NULL, cases[i].threshold, 1, &above), TSQ_OK);
    assert_true(below.proportion.estimate == cases[i].below);
    assert_true(above.proportion.estimate == 1 - cases[i].below);
    assert_true(isnan(below.proportion.se) && isnan(below.proportion.ci_lower) &&
                isnan(below.proportion.ci_upper));
  }
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(standard_errors_are_squared_everywhere),
      cmocka_unit_test(variances_beyond_doubles_are_refused),
      cmocka_unit_test(swapped_spreads_are_named),
      cmocka_unit_test(beyond_without_heterogeneity),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
