/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a model is at its edge: variances of 0, likelihoods with several peaks, weights that leave nothing to estimate from. Numbers by
 * mpmath with 60 digits and more from the criteria themselves (tests/reference/certain/oracle.py), a variance of 0 as 1e-150.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"

#include <string.h>
#include <tausq/predict.h>
#include <tausq/rma.h>


static const double y[5] = {0.1, 0.5, 0.3, 0.8, 0.2};
static const double v_two[5] = {0.1, 0, 0, 0.2, 0.05};
static const double v_one[5] = {0.1, 0, 0.2, 0.2, 0.05};
static const double x[5] = {0, 1, 2, 3, 5};

static void refused(const tsq_data *data, const tsq_options *options, int status, const char *begin) {
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(data, options, &fit), status);
  if (strncmp(tsq_last_error(), begin, strlen(begin)) != 0) fail_msg("'%s'", tsq_last_error());
  assert_null(fit);
}

static void variances_of_0(void **state) {
  (void)state;
  static const struct {
    int32_t method;
    double tau2, b, se;
  } known[] = {
      {TSQ_REML, 0.015841757690038266417, 0.37560396581113842721, 0.080399247631351045919},
      {TSQ_ML, 0.0098001160772239479937, 0.38223020220424609315, 0.065277893640013600598},
      {TSQ_PM, 0.010815316011372992809, 0.38094925441333465399, 0.068178242553195914089},
      {TSQ_HE, 0.007, 0.38620144261874334, 0.056127111500814355},
  };
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    tsq_fit *fit = NULL;
    tsq_data data = {.k = 5, .yi = y, .vi = v_two};
    assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = known[i].method, .test = TSQ_Z), &fit), TSQ_OK);
    assert_close(tsq_fit_value(fit, "tau2"), known[i].tau2, 1e-13);
    assert_close(tsq_coef(fit, 0).estimate, known[i].b, 1e-13);
    assert_close(tsq_coef(fit, 0).se, known[i].se, 1e-13);
    assert_true(isinf(tsq_fit_value(fit, "QE"))); /* two exact studies differ */
    uint32_t outcome = (uint32_t)tsq_fit_value(fit, "outcome");
    assert_true(outcome & TSQ_OUTCOME_ZERO_VARIANCE);
    assert_false(outcome & TSQ_OUTCOME_NOT_PROVED);
    tsq_prediction mean;
    assert_int_equal(tsq_predict(fit, NULL, 1, &mean), TSQ_OK);
    assert_close(mean.estimate, known[i].b, 1e-13);
    tsq_fit_free(fit);
  }
}

static void variances_of_0_with_a_moderator(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  tsq_data data = {.k = 5, .yi = y, .sei = v_two, .x = x, .p = 1};
  double se[5];
  for (size_t i = 0; i < 5; i++) {
    se[i] = sqrt(v_two[i]);
  }
  data.sei = se;
  assert_int_equal(tsq_rma(&data, NULL, &fit), TSQ_OK);
  assert_close(tsq_fit_value(fit, "tau2"), 0.012746020015459878328, 1e-12);
  tsq_fit_free(fit);
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = TSQ_PM), &fit), TSQ_OK);
  assert_close(tsq_fit_value(fit, "tau2"), 0.014961638029281589392, 1e-12);
  tsq_fit_free(fit);
}

/* One exact study has leverage 1 at tau2 = 0: Q and the restricted likelihood are finite, the likelihood has no bound. */
static void one_variance_of_0(void **state) {
  (void)state;
  const double apart[5] = {0.1, 0.9, 0.3, 0.8, -0.5};
  const double v[5] = {0.1, 0, 0.01, 0.2, 0.05};
  tsq_fit *fit = NULL;
  tsq_data data = {.k = 5, .yi = apart, .vi = v};
  assert_int_equal(tsq_rma(&data, NULL, &fit), TSQ_OK);
  assert_close(tsq_fit_value(fit, "tau2"), 0.28253234003545677101, 1e-13);
  assert_close(tsq_fit_value(fit, "QE"), 81.65, 1e-13);
  tsq_fit_free(fit);
  refused(&data, TSQ_OPTIONS(.method = TSQ_ML), TSQ_ERR_DATA,
          "vi[1] = 0: a sampling variance must be > 0 unless");
}

static void variances_of_0_that_are_refused(void **state) {
  (void)state;
  tsq_data data = {.k = 5, .yi = y, .vi = v_one};
  refused(&data, TSQ_OPTIONS(.method = TSQ_CE), TSQ_ERR_DATA,
          "vi[1] = 0: a sampling variance must be > 0 in a common-effect model");
  refused(&data, TSQ_OPTIONS(.method = TSQ_PM, .tau2_fixed = 1), TSQ_ERR_DATA,
          "vi[1] = 0: a sampling variance must be > 0 in a common-effect model");
  refused(&data, TSQ_OPTIONS(.method = TSQ_DL), TSQ_ERR_DATA,
          "vi[1] = 0: a sampling variance must be > 0 for an estimator of tau2 that weights by 1/vi");
  refused(&data, NULL, TSQ_ERR_DATA, "vi[1] = 0: a sampling variance must be > 0 unless tau2 is");
  const double nothing[5] = {0};
  data.vi = nothing;
  refused(&data, NULL, TSQ_ERR_DATA, "vi[0] = 0: a sampling variance must be > 0");
  data.vi = NULL;
  data.sei = v_one;
  refused(&data, TSQ_OPTIONS(.method = TSQ_HS), TSQ_ERR_DATA, "sei[1] = 0: a standard error must be > 0 for");
}

static const double peaks_y[6] = {-6.361203370394157,  0.03426719999115661,  -0.4621643705154496,
                                  -13.845360992978707, -0.26258575843951626, 1.0151288224339337};
static const double peaks_v[6] = {5.4532174850098745, 2.3461203637716825,  0.2233627094338727,
                                  12.483215971982718, 0.13622010889800898, 1.6923198251434772};

/* Of the profile likelihood's set every stretch is found, on either side of the estimate. */
static void sets_of_several_stretches(void **state) {
  (void)state;
  static const struct {
    int32_t method;
    double level;
    int32_t outcome;
    double lower, upper;
  } known[] = {
      {TSQ_ML, 0.1, TSQ_CI_NOT_CONNECTED, 0, 12.915948401342781775},
      {TSQ_ML, 0.8, TSQ_CI_NOT_CONNECTED, 0, 41.121574700123619286},
      {TSQ_ML, 0.95, TSQ_CI_FOUND, 0, 78.210016496809497491},
      {TSQ_REML, 0.8, TSQ_CI_FOUND, 4.6370993977249656673, 61.551832821963049408},
      {TSQ_REML, 0.95, TSQ_CI_NOT_CONNECTED, 0, 122.5678087543099938},
  };
  tsq_data data = {.k = 6, .yi = peaks_y, .vi = peaks_v};
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    tsq_fit *fit = NULL;
    tsq_interval ci = {.size = sizeof ci};
    assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = known[i].method), &fit), TSQ_OK);
    assert_int_equal(tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_PL, .level = known[i].level), &ci), TSQ_OK);
    assert_int_equal(ci.outcome, known[i].outcome);
    assert_close(ci.lower, known[i].lower, 1e-10);
    assert_close(ci.upper, known[i].upper, 1e-10);
    tsq_fit_free(fit);
  }
}

static void weights_that_leave_no_residual(void **state) {
  (void)state;
  const double v[5] = {0.1, 0.1, 0.2, 0.15, 0.05};
  const double one[5] = {0, 0, 3, 0, 0};
  const double two[5] = {0, 1, 3, 0, 0};
  tsq_data data = {.k = 5, .yi = y, .vi = v, .weights = one};
  refused(&data, TSQ_OPTIONS(.method = TSQ_GENQ), TSQ_ERR_TOO_FEW,
          "weights: no more than 1 studies have a weight");
  data.weights = two;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = TSQ_GENQ), &fit), TSQ_OK);
  tsq_fit_free(fit);
  data.x = x;
  data.p = 1;
  refused(&data, TSQ_OPTIONS(.method = TSQ_GENQ), TSQ_ERR_TOO_FEW,
          "weights: no more than 2 studies have a weight");
}

/* The whole of what a search may cost is known before it starts, whatever the variances. */
static void searches_end(void **state) {
  (void)state;
  static const int32_t methods[] = {TSQ_ML, TSQ_REML, TSQ_PM, TSQ_PMM, TSQ_DLIT};
  for (int ten = 10; ten <= 300; ten += 10) {
    double v[5] = {1, 1, 2, 1, 1};
    v[3] = pow(10, ten);
    tsq_data data = {.k = 5, .yi = y, .vi = v, .x = x, .p = 1};
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
      tsq_fit *fit = NULL;
      int status = tsq_rma(&data, TSQ_OPTIONS(.method = methods[i]), &fit);
      if (status != TSQ_ERR_RANGE) assert_int_equal(status, TSQ_OK);
      if (ten <= 150) assert_int_equal(status, TSQ_OK);
      if (status == TSQ_OK) assert_true(tsq_fit_value(fit, "iterations") <= 1001);
      if (status == TSQ_OK) assert_true(tsq_fit_value(fit, "tau2") == 0);
      tsq_fit_free(fit);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(variances_of_0),
      cmocka_unit_test(variances_of_0_with_a_moderator),
      cmocka_unit_test(one_variance_of_0),
      cmocka_unit_test(variances_of_0_that_are_refused),
      cmocka_unit_test(sets_of_several_stretches),
      cmocka_unit_test(weights_that_leave_no_residual),
      cmocka_unit_test(searches_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
