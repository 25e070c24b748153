/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Predictions, contrasts, ratios and probabilities against metafor 3.8.1 (predict(), anova()) and, for what it lacks, the formulas of
 * the cited papers evaluated in R on metafor's coefficients and covariance matrix. BCG data, mods = ~ ablat + year, REML, knha.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include <math.h>
#include <tausq/predict.h>
#include <tausq/rma.h>

static double x[2 * BCG_K];

static tsq_fit *regression(void) {
  for (int i = 0; i < BCG_K; i++) {
    x[i] = bcg_ablat[i];
    x[BCG_K + i] = bcg_year[i];
  }
  tsq_fit *fit = NULL;
  tsq_data data = {.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi, .x = x, .p = 2};
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.preset = TSQ_PRESET_METAFOR, .test = TSQ_KNHA), &fit), TSQ_OK);
  return fit;
}

static tsq_fit *pooled(void) {
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi}, NULL, &fit), TSQ_OK);
  return fit;
}

static void predictions(void **state) {
  (void)state;
  tsq_fit *fit = regression();
  const double rows[4] = {33, 10, 1960, 1975}; /* two rows, column-major */
  tsq_prediction pred[2];
  assert_int_equal(tsq_predict(fit, rows, 2, pred), TSQ_OK);
  assert_close(pred[0].estimate, -0.7310652144884, 1e-10);
  assert_close(pred[1].estimate, -0.058192430559135, 1e-9);
  assert_close(pred[0].se, 0.1851365464219, 1e-10);
  assert_close(pred[1].ci_upper, 0.48046284122427, 1e-10);
  assert_close(pred[0].pi_lower, -1.5796914304594, 1e-10);
  assert_close(pred[1].pi_upper, 0.85840536141416, 1e-10);
  tsq_fit_free(fit);
}

static void prediction_interval_of_the_pooled_mean(void **state) {
  (void)state;
  tsq_fit *fit = pooled();
  tsq_prediction pred;
  assert_int_equal(tsq_predict(fit, NULL, 1, &pred), TSQ_OK);
  assert_close(pred.pi_lower, -1.9953419585091, 1e-11);
  assert_close(pred.pi_upper, 0.56627727419283, 1e-11);
  tsq_predict_options as_metafor = {.size = sizeof as_metafor, .pi_kind = TSQ_PI_T};
  assert_int_equal(tsq_predict_with(fit, NULL, 1, &as_metafor, &pred), TSQ_OK);
  assert_close(pred.pi_lower, -1.996017, 1e-6); /* predict(rma(test = "knha")), printed */
  assert_close(pred.pi_upper, 0.566952, 1e-5);
  tsq_fit_free(fit);
}

static void contrasts(void **state) {
  (void)state;
  tsq_fit *fit = regression();
  const double c[3] = {0, 1, -3};
  tsq_estimate e;
  assert_int_equal(tsq_contrast(fit, c, 0, &e), TSQ_OK);
  assert_close(e.estimate, -0.0337337707866853, 1e-9);
  assert_close(e.se, 0.0431028590969217, 1e-9);
  assert_close(e.p_value, 0.4519769462142464, 1e-9);
  const double l[6] = {0, 0, 1, 0, 0, 1}; /* two hypotheses, column-major: rows (0,1,0) and (0,0,1) */
  const double rhs[2] = {-0.01, 0.002};
  tsq_wald_test test = {.size = sizeof test};
  assert_int_equal(tsq_wald(fit, l, 2, rhs, &test), TSQ_OK);
  assert_close(test.statistic, 1.931244583358303, 1e-9);
  assert_close(test.p_value, 0.195341222433385, 1e-9);
  assert_true(test.df1 == 2 && test.df2 == 10);
  const double twice[6] = {0, 0, 1, 2, 0, 0};
  assert_int_equal(tsq_wald(fit, twice, 2, NULL, &test), TSQ_ERR_SINGULAR);
  const double nearly[6] = {0, 0, 1, 1, 0, 1e-13}; /* no digits are left to tell them apart */
  assert_int_equal(tsq_wald(fit, nearly, 2, NULL, &test), TSQ_ERR_SINGULAR);
  tsq_fit_free(fit);
}

static void ratio_with_a_bounded_fieller_set(void **state) {
  (void)state;
  tsq_fit *fit = regression();
  const double numerator[2] = {55, 1950};
  const double denominator[2] = {44, 1960};
  tsq_ratio_result r = {.size = sizeof r};
  assert_int_equal(tsq_ratio(fit, numerator, denominator, 0, &r), TSQ_OK);
  assert_close(r.ratio, 1.3148601114816, 1e-10);
  assert_close(r.se, 0.10195632618137, 1e-9);
  assert_close(r.delta[0], 1.0876872599111, 1e-10);
  assert_close(r.delta[1], 1.5420329630521, 1e-10);
  assert_int_equal(r.fieller_kind, TSQ_FIELLER_INTERVAL);
  assert_close(r.fieller[0], 1.036043674081, 1e-10);
  assert_close(r.fieller[1], 1.5338967128825, 1e-10);
  tsq_fit_free(fit);
}

static void ratio_with_an_unbounded_fieller_set(void **state) {
  (void)state;
  tsq_fit *fit = regression();
  const double numerator[2] = {55, 1950};
  const double denominator[2] = {13, 1970}; /* an effect that is not significantly different from 0 */
  tsq_ratio_result r = {.size = sizeof r};
  assert_int_equal(tsq_ratio(fit, numerator, denominator, 0, &r), TSQ_OK);
  assert_close(r.ratio, 9.00339261735184, 1e-9);
  assert_int_equal(r.fieller_kind, TSQ_FIELLER_EXCLUSIVE);
  assert_close(r.fieller[0], -3.41944913625673, 1e-9);
  assert_close(r.fieller[1], 1.64288354312321, 1e-9);
  /* at a level so high that nothing can be ruled out */
  assert_int_equal(tsq_ratio(fit, denominator, denominator, 0.5, &r), TSQ_OK);
  assert_close(r.ratio, 1, 1e-14);
  assert_int_equal(tsq_ratio(fit, numerator, denominator, 0.99999, &r), TSQ_OK);
  assert_int_equal(r.fieller_kind, TSQ_FIELLER_ALL);
  assert_true(isinf(r.fieller[0]) && isinf(r.fieller[1]));
  tsq_fit_free(fit);
}

static void probability_beyond_a_threshold(void **state) {
  (void)state;
  tsq_fit *fit = pooled();
  tsq_beyond below = {.size = sizeof below};
  tsq_beyond above = {.size = sizeof above};
  assert_int_equal(tsq_probability_beyond(fit, NULL, -0.3, -1, &below), TSQ_OK);
  assert_int_equal(tsq_probability_beyond(fit, NULL, -0.3, 1, &above), TSQ_OK);
  assert_close(below.probability, 0.7529173033841, 1e-10);
  assert_close(below.probability + above.probability, 1, 1e-14);
  assert_close(below.proportion.estimate, 0.77054949948443, 1e-10);
  assert_close(below.proportion.se, 0.11469531389229, 1e-10);
  assert_close(below.proportion.ci_lower, 0.46675226059146, 1e-9);
  assert_close(below.proportion.ci_upper, 0.94117944969638, 1e-9);
  tsq_prediction pred;
  assert_int_equal(tsq_predict(fit, NULL, 1, &pred), TSQ_OK); /* at the interval's own bound */
  assert_int_equal(tsq_probability_beyond(fit, NULL, pred.pi_upper, 1, &above), TSQ_OK);
  assert_close(above.probability, 0.025, 1e-11);
  tsq_fit_free(fit);
}

static void blups_shrink_towards_the_mean(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  tsq_prediction blup[BCG_K];
  assert_int_equal(
      tsq_rma(&(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi}, TSQ_OPTIONS(.test = TSQ_Z), &fit), TSQ_OK);
  assert_int_equal(tsq_blup(fit, blup), TSQ_OK);
  double mean = tsq_coef(fit, 0).estimate;
  double tau2 = tsq_fit_value(fit, "tau2");
  for (int i = 0; i < BCG_K; i++) {
    double lambda = tau2 / (tau2 + bcg_vi[i]);
    assert_close(blup[i].estimate, mean + lambda * (bcg_yi[i] - mean), 1e-12);
  }
  tsq_fit_free(fit);
}

static void bad_rows_change_nothing(void **state) {
  (void)state;
  tsq_fit *fit = regression();
  tsq_prediction pred[2] = {{.estimate = 42}, {.estimate = 43}};
  const double rows[4] = {33, NAN, 1960, 1975};
  assert_int_equal(tsq_predict(fit, rows, 2, pred), TSQ_ERR_DATA);
  assert_string_equal(tsq_last_error(), "x_new[1] = nan: the value of moderator 'x1' must be finite");
  assert_true(pred[0].estimate == 42 && pred[1].estimate == 43);
  assert_int_equal(tsq_predict(fit, NULL, 1, pred), TSQ_ERR_NULL);
  assert_int_equal(tsq_predict(fit, rows, 0, pred), TSQ_ERR_LENGTH);
  assert_int_equal(tsq_predict(NULL, rows, 1, pred), TSQ_ERR_NULL);
  tsq_predict_options o = {.size = sizeof o, .level = 95};
  assert_int_equal(tsq_predict_with(fit, rows, 1, &o, pred), TSQ_ERR_ARGUMENT);
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(predictions),
      cmocka_unit_test(prediction_interval_of_the_pooled_mean),
      cmocka_unit_test(contrasts),
      cmocka_unit_test(ratio_with_a_bounded_fieller_set),
      cmocka_unit_test(ratio_with_an_unbounded_fieller_set),
      cmocka_unit_test(probability_beyond_a_threshold),
      cmocka_unit_test(blups_shrink_towards_the_mean),
      cmocka_unit_test(bad_rows_change_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
