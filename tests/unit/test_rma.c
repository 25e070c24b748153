/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tsq_rma() against metafor 3.8.1 run to convergence on the BCG data (control = list(threshold = 1e-15, maxiter = 10000,
 * tol = 1e-14)); the reference set does the same at large, this is the short form that fails first.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include <math.h>
#include <tausq/rma.h>

static const tsq_data bcg = {.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi};

static void tau2_by_every_method(void **state) {
  (void)state;
  static const struct {
    int32_t method;
    double tau2, se;
  } cases[] = {
      {TSQ_DL, 0.3087602628624, 0.229869992511},   {TSQ_HE, 0.3285638579958, 0.2070871782989},
      {TSQ_HS, 0.2283628636769, 0.1279045566133},  {TSQ_SJ, 0.3455157015986, 0.1496805113473},
      {TSQ_ML, 0.2800281372686, 0.1442519493828},  {TSQ_REML, 0.3132432581365, 0.166425752837},
      {TSQ_EB, 0.318068452205, 0.1736630274628},   {TSQ_PM, 0.318068452205, 0.1736630274628},
      {TSQ_PMM, 0.3433879068958, 0.1847757155434},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_fit *fit = NULL;
    assert_int_equal(tsq_rma(&bcg, TSQ_OPTIONS(.method = cases[i].method), &fit), TSQ_OK);
    assert_close(tsq_fit_value(fit, "tau2"), cases[i].tau2, 1e-11);
    assert_close(tsq_fit_value(fit, "se_tau2"), cases[i].se, 1e-11);
    tsq_fit_free(fit);
  }
}

static void the_default_is_cochranes(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&bcg, NULL, &fit), TSQ_OK);
  tsq_estimate b = tsq_coef(fit, 0); /* rma(yi, vi, test = "knha") */
  assert_close(b.estimate, -0.714532342158, 1e-11);
  assert_close(b.se, 0.18079174409285, 1e-12);
  assert_close(b.ci_lower, -1.1084437136856, 1e-12);
  assert_close(b.ci_upper, -0.32062097063073, 1e-12);
  assert_close(b.p_value, 0.0019200150960573, 1e-11);
  assert_true(b.df == 12);
  assert_close(tsq_fit_value(fit, "s2w"), 1.0112699719669, 1e-12);
  assert_close(tsq_fit_value(fit, "I2"), 92.2213845213, 1e-11);
  assert_close(tsq_fit_value(fit, "H2"), 12.8557582353, 1e-11);
  assert_close(tsq_fit_value(fit, "QE"), 152.233008082, 1e-11);
  assert_close(tsq_fit_value(fit, "vt"), 0.0264211914514, 1e-11);
  assert_close(tsq_fit_value(fit, "loglik"), -12.2023714155, 1e-11);
  assert_string_equal(
      tsq_fit_conventions(fit),
      "tau2: REML; test: Hartung-Knapp-Sidik-Jonkman, t, k-p df; interval for tau2: Q-profile; "
      "I2 from tau2; prediction interval: t, k-p df, conventional se; level 95%");
  tsq_fit_free(fit);
}

static void meta_regression(void **state) {
  (void)state;
  double x[2 * BCG_K];
  for (int i = 0; i < BCG_K; i++) {
    x[i] = bcg_ablat[i];
    x[BCG_K + i] = bcg_year[i];
  }
  const char *names[2] = {"ablat", "year"};
  tsq_data data = bcg;
  data.x = x;
  data.p = 2;
  data.x_names = names;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = TSQ_REML, .test = TSQ_KNHA), &fit), TSQ_OK);
  assert_close(tsq_fit_value(fit, "tau2"), 0.110784696947, 1e-11);
  assert_close(tsq_fit_value(fit, "R2"), 64.6330147356, 1e-11);
  assert_close(tsq_fit_value(fit, "QM"), 4.9649475559, 1e-10);
  assert_close(tsq_fit_value(fit, "QMp"), 0.0318035012857, 1e-10);
  assert_close(tsq_fit_value(fit, "QE"), 28.325143657961622047,
               1e-14); /* mpmath, 50 digits: metafor has ...6563 */
  static const double beta[3] = {-3.54535301986, -0.0280113294442, 0.00190748044747};
  static const double se[3] = {32.2563394835, 0.0113456775207, 0.0162788048736};
  static const char *const expected_names[3] = {"intercept", "ablat", "year"};
  for (size_t j = 0; j < 3; j++) {
    assert_close(tsq_coef(fit, j).estimate, beta[j], 1e-10);
    assert_close(tsq_coef(fit, j).se, se[j], 1e-10);
    assert_string_equal(tsq_coef_name(fit, j), expected_names[j]);
  }
  tsq_fit_free(fit);
}

/* meta 8's formulas (FEATURES: S_j, expected information) evaluated in R at metafor's REML tau2. */
static void kenward_roger(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&bcg, TSQ_OPTIONS(.test = TSQ_KR), &fit), TSQ_OK);
  tsq_estimate b = tsq_coef(fit, 0);
  assert_close(b.se, 0.18153563641322, 1e-11);
  assert_close(b.df, 10.513710762909, 1e-11);
  assert_close(b.ci_lower, -1.1163559518372, 1e-11);
  assert_close(b.ci_upper, -0.31270873247904, 1e-11);
  tsq_fit_free(fit);
}

/* Bounds found by this program are where the exact cdf, inverted with mpmath (Imhof 1961) from the eigenvalues, is 0.975 and 0.025. */
static void intervals_for_tau2(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  tsq_interval ci = {.size = sizeof ci};
  assert_int_equal(tsq_rma(&bcg, NULL, &fit), TSQ_OK);
  assert_int_equal(tsq_confint(fit, NULL, NULL, &ci), TSQ_OK);
  assert_int_equal(ci.kind, TSQ_CI_QP);
  assert_int_equal(ci.outcome, TSQ_CI_FOUND);
  assert_close(ci.lower, 0.119718361141, 1e-11);
  assert_close(ci.upper, 1.11147908406, 1e-11);
  assert_int_equal(tsq_confint(fit, "I2", NULL, &ci), TSQ_OK);
  assert_close(ci.lower, 81.92057455859654, 1e-11);
  assert_close(ci.estimate, 92.2213845213, 1e-11);
  assert_int_equal(tsq_confint(fit, "H2", NULL, &ci), TSQ_OK);
  assert_close(ci.upper, 43.067712430981686, 1e-11);
  assert_int_equal(tsq_confint(fit, "tau", NULL, &ci), TSQ_OK);
  assert_close(ci.lower, sqrt(0.119718361141), 1e-11);
  assert_int_equal(tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_GENQ), &ci), TSQ_OK);
  assert_close(ci.lower, 0.10105006945203746, 1e-10);
  assert_close(ci.upper, 1.6360882010747713, 1e-10);
  tsq_fit_free(fit);
  assert_int_equal(tsq_rma(&bcg, TSQ_OPTIONS(.method = TSQ_ML), &fit), TSQ_OK);
  assert_int_equal(tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_PL), &ci), TSQ_OK);
  assert_close(ci.lower, 0.10507738080893336, 1e-9); /* metafor's own tolerance */
  assert_close(ci.upper, 0.8339124768241011, 1e-9);
  tsq_fit_free(fit);
}

static void an_empty_interval_is_an_outcome(void **state) {
  (void)state;
  const double yi[4] = {0.3, 0.3, 0.3, 0.3};
  const double vi[4] = {0.02, 0.05, 0.1, 0.03};
  tsq_fit *fit = NULL;
  tsq_interval ci = {.size = sizeof ci};
  assert_int_equal(tsq_rma(&(tsq_data){.k = 4, .yi = yi, .vi = vi}, NULL, &fit), TSQ_OK);
  assert_int_equal(tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_QP), &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_EMPTY);
  assert_true(ci.lower == 0 && ci.upper == 0);
  assert_int_equal(tsq_confint(fit, "I2", NULL, &ci), TSQ_OK);
  assert_true(ci.lower == 0 && ci.upper == 0);
  assert_int_equal(tsq_confint(fit, "H2", NULL, &ci), TSQ_OK);
  assert_true(ci.lower == 1 && ci.upper == 1);
  assert_int_equal(tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_GENQ), &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_EMPTY);
  assert_true((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_TAU2_ZERO);
  assert_true((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_NO_SPREAD);
  tsq_fit_free(fit);
}

static void one_study(void **state) {
  (void)state;
  const double yi[1] = {0.4};
  const double vi[1] = {0.09};
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = 1, .yi = yi, .vi = vi}, NULL, &fit), TSQ_OK);
  tsq_estimate b = tsq_coef(fit, 0);
  assert_close(b.estimate, 0.4, 1e-15);
  assert_close(b.se, 0.3, 1e-15);
  assert_true(isinf(b.df));
  assert_close(b.p_value, 0.1824224394517357, 1e-13);
  assert_true(tsq_fit_value(fit, "tau2") == 0);
  assert_true((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_TEST_CHANGED);
  tsq_interval ci = {.size = sizeof ci};
  assert_int_equal(tsq_confint(fit, NULL, NULL, &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_NOT_DEFINED);
  tsq_fit_free(fit);
}

static void standard_errors_do_as_well(void **state) {
  (void)state;
  double sei[BCG_K];
  for (int i = 0; i < BCG_K; i++) {
    sei[i] = sqrt(bcg_vi[i]);
  }
  tsq_fit *by_se = NULL;
  tsq_fit *by_v = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = BCG_K, .yi = bcg_yi, .sei = sei}, NULL, &by_se), TSQ_OK);
  assert_int_equal(tsq_rma(&bcg, NULL, &by_v), TSQ_OK);
  assert_close(tsq_fit_value(by_se, "tau2"), tsq_fit_value(by_v, "tau2"), 1e-13);
  assert_close(tsq_coef(by_se, 0).estimate, tsq_coef(by_v, 0).estimate, 1e-13);
  tsq_fit_free(by_se);
  tsq_fit_free(by_v);
}

static void swapped_variances_are_noticed(void **state) {
  (void)state;
  double sei[BCG_K];
  double yi[BCG_K];
  for (int i = 0; i < BCG_K; i++) {
    sei[i] = 0.1 + 0.01 * i;
    yi[i] = 0.5 + sei[i] * (i % 3 - 1); /* scattered as those standard errors say */
  }
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = BCG_K, .yi = yi, .vi = sei}, NULL, &fit), TSQ_OK);
  assert_true((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_LOOKS_LIKE_SE);
  tsq_fit_free(fit);
  assert_int_equal(tsq_rma(&(tsq_data){.k = BCG_K, .yi = yi, .sei = sei}, NULL, &fit), TSQ_OK);
  assert_false((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_LOOKS_LIKE_SE);
  tsq_fit_free(fit);
  assert_int_equal(tsq_rma(&bcg, NULL, &fit), TSQ_OK); /* strong heterogeneity is not a mistake */
  assert_false((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_LOOKS_LIKE_SE);
  tsq_fit_free(fit);
}

static void missing_studies_are_dropped_and_listed(void **state) {
  (void)state;
  double yi[BCG_K];
  double vi[BCG_K];
  for (int i = 0; i < BCG_K; i++) {
    yi[i] = i == 4 ? NAN : bcg_yi[i];
    vi[i] = i == 9 ? NAN : bcg_vi[i];
  }
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = BCG_K, .yi = yi, .vi = vi}, NULL, &fit), TSQ_OK);
  assert_true(tsq_fit_value(fit, "k") == 11 && tsq_fit_value(fit, "k_all") == 13);
  double why[BCG_K];
  assert_int_equal(tsq_fit_get(fit, "why", why, BCG_K), TSQ_OK);
  for (int i = 0; i < BCG_K; i++)
    assert_true(why[i] == (i == 4 || i == 9 ? TSQ_LEFT_MISSING : TSQ_LEFT_IN));
  assert_string_equal(tsq_fit_outcome(fit, 0),
                      "2 studies with missing values were left out: study 5, study 10");
  tsq_fit_free(fit);
}

static void the_search_reports_itself(void **state) {
  (void)state;
  const double close_together[4] = {0.30, 0.31, 0.29, 0.30};
  const double vi[4] = {0.02, 0.05, 0.1, 0.03};
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&bcg, TSQ_OPTIONS(.method = TSQ_REML), &fit), TSQ_OK);
  assert_true(tsq_fit_value(fit, "stationary_points") == 1);
  assert_true(tsq_fit_value(fit, "bracket_lower") < tsq_fit_value(fit, "tau2"));
  assert_true(tsq_fit_value(fit, "bracket_upper") > tsq_fit_value(fit, "tau2"));
  assert_true(tsq_fit_value(fit, "iterations") <= 30);
  tsq_fit_free(fit);
  assert_int_equal(tsq_rma(&bcg, TSQ_OPTIONS(.method = TSQ_PM), &fit), TSQ_OK);
  assert_true(tsq_fit_value(fit, "iterations") <= 10); /* quadratic convergence */
  assert_true(fabs(tsq_fit_value(fit, "gradient")) < 1e-13);
  tsq_fit_free(fit);
  assert_int_equal(tsq_rma(&(tsq_data){.k = 4, .yi = close_together, .vi = vi}, NULL, &fit), TSQ_OK);
  assert_true(tsq_fit_value(fit, "stationary_points") == 0);
  assert_true(tsq_fit_value(fit, "gradient") < 0);
  tsq_fit_free(fit);
}

static void very_different_variances_are_noticed(void **state) {
  (void)state;
  const double yi[3] = {0.1, 0.2, 0.4};
  double vi[3] = {1, 0.5, 1.1e-7};
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = 3, .yi = yi, .vi = vi}, NULL, &fit), TSQ_OK);
  assert_false((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_VARIANCE_RATIO);
  tsq_fit_free(fit);
  vi[2] = 0.9e-7;
  assert_int_equal(tsq_rma(&(tsq_data){.k = 3, .yi = yi, .vi = vi}, NULL, &fit), TSQ_OK);
  assert_true((int)tsq_fit_value(fit, "outcome") & TSQ_OUTCOME_VARIANCE_RATIO);
  tsq_fit_free(fit);
}

static void presets_by_authority(void **state) {
  (void)state;
  static const struct {
    int32_t preset, test, pi_kind, i2_kind;
  } cases[] = {{TSQ_PRESET_COCHRANE, TSQ_KNHA, TSQ_PI_K1, TSQ_I2_TAU2},
               {TSQ_PRESET_METAFOR, TSQ_Z, TSQ_PI_NORMAL, TSQ_I2_TAU2},
               {TSQ_PRESET_META, TSQ_Z, TSQ_PI_K1, TSQ_I2_Q},
               {TSQ_PRESET_STATA, TSQ_Z, TSQ_PI_HTS, TSQ_I2_TAU2}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_fit *fit = NULL;
    tsq_options o = {.size = sizeof o};
    assert_int_equal(tsq_rma(&bcg, TSQ_OPTIONS(.preset = cases[i].preset), &fit), TSQ_OK);
    assert_int_equal(tsq_fit_options(fit, &o), TSQ_OK);
    assert_int_equal(o.method, TSQ_REML);
    assert_int_equal(o.test, cases[i].test);
    assert_int_equal(o.pi_kind, cases[i].pi_kind);
    assert_int_equal(o.i2_kind, cases[i].i2_kind);
    assert_int_equal(o.ci_kind, TSQ_CI_QP);
    assert_true(o.level == 0.95);
    tsq_fit_free(fit);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tau2_by_every_method),
      cmocka_unit_test(the_default_is_cochranes),
      cmocka_unit_test(meta_regression),
      cmocka_unit_test(kenward_roger),
      cmocka_unit_test(intervals_for_tau2),
      cmocka_unit_test(an_empty_interval_is_an_outcome),
      cmocka_unit_test(one_study),
      cmocka_unit_test(standard_errors_do_as_well),
      cmocka_unit_test(swapped_variances_are_noticed),
      cmocka_unit_test(missing_studies_are_dropped_and_listed),
      cmocka_unit_test(the_search_reports_itself),
      cmocka_unit_test(very_different_variances_are_noticed),
      cmocka_unit_test(presets_by_authority),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
