/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Streams against metafor 3.8.1 on the BCG data (rma() run to convergence: control = list(threshold = 1e-15, maxiter = 10000, tol =
 * 1e-14)), fed chunk by chunk.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"
#include "test_stream_fixture.h"

#include <math.h>
#include <string.h>
#include <tausq/stream.h>

static double value(const tsq_fit *fit, const char *name) {
  return tsq_fit_value(fit, name);
}

static int has_outcome(const tsq_fit *fit, int bit) {
  return ((int)value(fit, "outcome") & bit) != 0;
}

static tsq_prediction pooled(const tsq_fit *fit) {
  tsq_prediction pooled;
  assert_int_equal(tsq_predict(fit, NULL, 1, &pooled), TSQ_OK);
  return pooled;
}

static tsq_fit *iterate(size_t p, size_t chunk, const tsq_options *o, size_t *passes) {
  tsq_stream *s = first_pass(p, chunk);
  tsq_iterate *it = NULL;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_iterate_new(s, o, &it), TSQ_OK);
  while (!tsq_iterate_done(it)) {
    int32_t done = -1;
    assert_int_equal(tsq_stream_restart(s, tsq_iterate_tau2(it)), TSQ_OK);
    feed(s, p, chunk);
    assert_int_equal(tsq_iterate_step(it, s, &done), TSQ_OK);
    assert_int_equal(done, tsq_iterate_done(it));
  }
  assert_int_equal(tsq_iterate_finish(it, &fit), TSQ_OK);
  if (passes != NULL) *passes = tsq_iterate_passes(it);
  tsq_iterate_free(it);
  tsq_stream_free(s);
  return fit;
}

static void tau2_by_every_method(void **state) {
  (void)state;
  static const struct {
    int32_t method;
    double tau2, se;
    size_t passes;
  } cases[] = {
      {TSQ_DL, 0.3087602628624, 0.229869992511, 2},   {TSQ_HE, 0.3285638579958, 0.2070871782989, 2},
      {TSQ_HS, 0.2283628636769, 0.1279045566133, 2},  {TSQ_SJ, 0.3455157015986, 0.1496805113473, 3},
      {TSQ_ML, 0.2800281372686, 0.1442519493828, 9},  {TSQ_REML, 0.3132432581365, 0.166425752837, 9},
      {TSQ_EB, 0.318068452205, 0.1736630274628, 8},   {TSQ_PM, 0.318068452205, 0.1736630274628, 8},
      {TSQ_PMM, 0.3433879068958, 0.1847757155434, 8},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    for (size_t chunk = 1; chunk <= BCG_K; chunk += 6) {
      tsq_options o = {.size = sizeof o, .method = cases[i].method};
      size_t passes = 0;
      tsq_fit *fit = iterate(0, chunk, &o, &passes);
      assert_close(value(fit, "tau2"), cases[i].tau2, 1e-11);
      assert_close(value(fit, "se_tau2"), cases[i].se, 1e-11);
      assert_false(has_outcome(fit, TSQ_OUTCOME_NOT_PROVED));
      assert_in_range(passes, 1, cases[i].passes);
      tsq_fit_free(fit);
    }
  }
}

static void reml_with_knapp_hartung(void **state) {
  (void)state;
  tsq_fit *fit = iterate(0, 5, NULL, NULL);
  tsq_estimate b = tsq_coef(fit, 0);
  assert_close(b.estimate, -0.714532342158, 1e-11);
  assert_close(b.se, 0.18079174409285, 1e-12);
  assert_close(b.ci_lower, -1.1084437136856, 1e-12);
  assert_close(b.ci_upper, -0.32062097063073, 1e-12);
  assert_close(b.p_value, 0.0019200150960573, 1e-11);
  assert_true(b.df == 12);
  assert_close(value(fit, "s2w"), 1.0112699719669, 1e-12);
  assert_close(value(fit, "I2"), 92.2213845213, 1e-11);
  assert_close(value(fit, "H2"), 12.8557582353, 1e-11);
  assert_close(value(fit, "QE"), 152.233008082, 1e-11);
  assert_close(value(fit, "vt"), 0.0264211914514, 1e-11);
  assert_close(value(fit, "REML.loglik"), -12.2023714155, 1e-11);
  assert_true(value(fit, "k") == BCG_K && value(fit, "k_all") == BCG_K);
  assert_string_equal(tsq_fit_model(fit), "rma");
  assert_string_equal(tsq_coef_name(fit, 0), "intercept");
  tsq_fit_free(fit);
}

static void meta_regression(void **state) {
  (void)state;
  static const double beta[3] = {-3.54535301986, -0.0280113294442, 0.00190748044747};
  static const double se[3] = {32.2563394835, 0.0113456775207, 0.0162788048736};
  for (size_t chunk = 1; chunk <= BCG_K; chunk++) {
    tsq_options o = {.size = sizeof o, .method = TSQ_REML, .test = TSQ_KNHA};
    double vb[9];
    tsq_fit *fit = iterate(2, chunk, &o, NULL);
    assert_int_equal(tsq_fit_get(fit, "vb", vb, 9), TSQ_OK);
    assert_close(value(fit, "tau2"), 0.110784696947, 1e-11);
    assert_close(value(fit, "QM"), 4.9649475559, 1e-10);
    assert_close(value(fit, "QMp"), 0.0318035012857, 1e-10);
    assert_close(value(fit, "QE"), 28.325143657961622047, 1e-14); /* mpmath, 50 digits */
    for (size_t j = 0; j < 3; j++) {
      assert_close(tsq_coef(fit, j).estimate, beta[j], 1e-10);
      assert_close(tsq_coef(fit, j).se, se[j], 1e-10);
      assert_close(sqrt(vb[j * 3 + j]), se[j], 1e-10);
    }
    assert_true(vb[1] == vb[3]);
    assert_string_equal(tsq_coef_name(fit, 2), "year");
    tsq_fit_free(fit);
  }
}

/* rma(yi, vi, method = "DL"), predict() */
static void dersimonian_and_laird(void **state) {
  (void)state;
  tsq_options o = {.size = sizeof o, .method = TSQ_DL, .test = TSQ_Z};
  tsq_fit *fit = iterate(0, 2, &o, NULL);
  assert_close(tsq_coef(fit, 0).estimate, -0.714117222073227, 1e-14);
  assert_close(tsq_coef(fit, 0).se, 0.178742089535403, 1e-14);
  assert_close(pooled(fit).pi_lower, -1.85815375273217, 1e-13);
  assert_close(pooled(fit).pi_upper, 0.429919308585714, 1e-13);
  tsq_fit_free(fit);
}

/* From rma(yi, vi): b +- qt(0.975, df) sqrt(se^2 + tau2), the conventional se; Kenward & Roger's se as in unit.rma. */
static void prediction_intervals_and_tests(void **state) {
  (void)state;
  tsq_options o = {.size = sizeof o};
  tsq_fit *fit = iterate(0, 4, &o, NULL);
  assert_close(pooled(fit).pi_lower, -1.9953419585091, 1e-10);
  assert_close(pooled(fit).pi_upper, 0.566277274192825, 1e-10);
  tsq_fit_free(fit);
  o = (tsq_options){.size = sizeof o, .test = TSQ_Z, .pi_kind = TSQ_PI_HTS};
  fit = iterate(0, 4, &o, NULL);
  assert_close(pooled(fit).pi_lower, -2.00837590692258, 1e-10);
  tsq_fit_free(fit);
  o = (tsq_options){.size = sizeof o, .test = TSQ_T, .pi_kind = TSQ_PI_T};
  fit = iterate(0, 4, &o, NULL);
  assert_close(tsq_coef(fit, 0).p_value, 0.00184464721013828, 1e-9);
  assert_close(pooled(fit).pi_lower, -1.9953419585091, 1e-10);
  assert_close(pooled(fit).pi_upper, 0.566277274192826, 1e-10);
  tsq_fit_free(fit);
  o = (tsq_options){.size = sizeof o, .test = TSQ_KR, .pi_kind = TSQ_PI_NONE};
  fit = iterate(0, 4, &o, NULL);
  assert_close(tsq_coef(fit, 0).se, 0.18153563641322, 1e-11);
  assert_close(tsq_coef(fit, 0).df, 10.513710762909, 1e-11);
  assert_true(isnan(pooled(fit).pi_lower));
  tsq_fit_free(fit);
  size_t passes = 0;
  o = (tsq_options){.size = sizeof o, .tau2_fixed = 1, .tau2 = 0.3132432581365, .test = TSQ_KNHA};
  fit = iterate(0, 4, &o, &passes);
  assert_int_equal(passes, 2);
  assert_close(tsq_coef(fit, 0).estimate, -0.714532342158, 1e-11);
  tsq_fit_free(fit);
}

/* confint(rma(yi, vi)) */
static void q_profile_interval(void **state) {
  (void)state;
  tsq_stream *s = first_pass(0, 4);
  tsq_iterate *it = NULL;
  tsq_interval ci = {.size = sizeof ci, .level = 42};
  tsq_fit *before = NULL;
  tsq_fit *after = NULL;
  size_t passes = 0;
  assert_int_equal(tsq_iterate_new(s, TSQ_OPTIONS(.method = TSQ_REML), &it), TSQ_OK);
  assert_int_equal(tsq_iterate_confint_start(it, 0), TSQ_ERR_ARGUMENT); /* not done */
  for (int asked = 0; asked < 2; asked++) {
    while (!tsq_iterate_done(it)) {
      assert_int_equal(tsq_stream_restart(s, tsq_iterate_tau2(it)), TSQ_OK);
      feed(s, 0, 4);
      assert_int_equal(tsq_iterate_step(it, s, NULL), TSQ_OK);
    }
    if (asked) break;
    assert_int_equal(tsq_iterate_finish(it, &before), TSQ_OK);
    passes = tsq_iterate_passes(it);
    assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_ERR_ARGUMENT); /* not asked for */
    assert_int_equal(tsq_iterate_confint_start(it, 1), TSQ_ERR_ARGUMENT);
    assert_int_equal(tsq_iterate_confint_start(it, 0), TSQ_OK);
    assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_ERR_ARGUMENT); /* not done */
    assert_true(ci.level == 42);
  }
  assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_FOUND);
  assert_int_equal(ci.kind, TSQ_CI_QP);
  assert_close(ci.lower, 0.119718361141, 1e-11);
  assert_close(ci.upper, 1.11147908406, 1e-11);
  assert_int_equal(tsq_iterate_finish(it, &after), TSQ_OK);
  assert_true(value(after, "tau2") == value(before, "tau2") && ci.estimate == value(after, "tau2"));
  assert_true(pooled(after).pi_lower == pooled(before).pi_lower);
  assert_true(tsq_iterate_passes(it) <= passes + 12);
  assert_true(tsq_iterate_tau2(it) == value(after, "tau2"));
  tsq_iterate_free(it);
  tsq_stream_free(s);
  /* what was found went along with the fit */
  assert_int_equal(tsq_confint(before, NULL, NULL, &ci), TSQ_ERR_UNSUPPORTED);
  assert_non_null(strstr(tsq_last_error(), "an interval for tau2 needs passes over them"));
  assert_int_equal(tsq_confint(after, "I2", NULL, &ci), TSQ_OK);
  assert_close(ci.lower, 81.92057455859654, 1e-11);
  assert_true(ci.estimate == value(after, "I2"));
  tsq_interval_options other = {.size = sizeof other, .level = 0.9};
  assert_int_equal(tsq_confint(after, "tau2", &other, &ci), TSQ_ERR_UNSUPPORTED);
  assert_non_null(strstr(tsq_last_error(), "it has the interval QP of level 0.95, no other"));
  other = (tsq_interval_options){.size = sizeof other, .kind = TSQ_CI_PL};
  assert_int_equal(tsq_confint(after, "tau2", &other, &ci), TSQ_ERR_UNSUPPORTED);
  tsq_fit_free(before);
  tsq_fit_free(after);
}

static void intervals_without_passes(void **state) {
  (void)state;
  double y[4] = {1, 1.001, 0.999, 1};
  double v[4] = {1, 1, 1, 1};
  tsq_stream *s = NULL;
  tsq_iterate *it = NULL;
  tsq_fit *fit = NULL;
  tsq_interval ci = {.size = sizeof ci};
  assert_int_equal(tsq_stream_new(NULL, &s), TSQ_OK);
  assert_int_equal(tsq_stream_add(s, &(tsq_data){.k = 1, .yi = y, .vi = v}), TSQ_OK);
  assert_int_equal(tsq_iterate_new(s, NULL, &it), TSQ_OK);
  assert_int_equal(tsq_iterate_confint_start(it, 0.9), TSQ_OK);
  assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_NOT_DEFINED);
  assert_true(isnan(ci.lower) && isnan(ci.upper) && ci.level == 0.9);
  tsq_iterate_free(it);
  it = NULL;
  assert_int_equal(tsq_stream_add(s, &(tsq_data){.k = 3, .yi = y + 1, .vi = v}), TSQ_OK);
  assert_int_equal(tsq_iterate_new(s, TSQ_OPTIONS(.method = TSQ_DL), &it), TSQ_OK);
  assert_int_equal(tsq_iterate_confint_start(it, 0), TSQ_OK);
  assert_int_equal(tsq_iterate_done(it), 1);
  assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_EMPTY);
  assert_true(ci.lower == 0 && ci.upper == 0);
  assert_int_equal(tsq_iterate_finish(it, &fit), TSQ_OK);
  assert_int_equal(tsq_confint(fit, "I2", NULL, &ci), TSQ_OK);
  assert_true(ci.outcome == TSQ_CI_EMPTY && ci.upper == 0);
  assert_int_equal(tsq_confint(fit, "H2", NULL, &ci), TSQ_OK);
  assert_true(ci.lower == 1);
  tsq_fit_free(fit);
  tsq_iterate_free(it);
  tsq_stream_free(s);
}

/* One pass: the common effect complete. metafor: rma(yi, vi, method = "EE"). */
static void answers_of_one_pass(void **state) {
  (void)state;
  tsq_stream *s = first_pass(0, 4);
  tsq_fit *fit = NULL;
  tsq_options o = {.size = sizeof o, .method = TSQ_CE, .test = TSQ_Z};
  assert_int_equal(tsq_stream_finish(s, &o, &fit), TSQ_OK);
  assert_close(tsq_coef(fit, 0).estimate, -0.4302851636540909, 1e-14);
  assert_close(tsq_coef(fit, 0).se, 0.0404987517108638, 1e-14);
  assert_false(has_outcome(fit, TSQ_OUTCOME_NEEDS_PASS));
  assert_int_equal(tsq_fit_can(fit, "predict"), 1);
  assert_true(value(fit, "tau2") == 0);
  tsq_fit_free(fit);
  fit = NULL;
  o.method = TSQ_REML;
  assert_int_equal(tsq_stream_finish(s, &o, &fit), TSQ_ERR_UNSUPPORTED);
  assert_non_null(strstr(tsq_last_error(), "method REML needs more than one pass"));
  assert_null(fit);
  tsq_stream_free(s);
}

/* DL of one pass: tau2 answers, what rests on the coefficients is refused and says why. */
static void coefficients_that_need_a_pass(void **state) {
  (void)state;
  static const double one[1] = {1};
  tsq_stream *s = first_pass(0, 4);
  tsq_fit *fit = NULL;
  tsq_options used = {.size = sizeof used};
  double b = 42;
  assert_int_equal(tsq_stream_finish(s, NULL, &fit), TSQ_OK);
  assert_int_equal(tsq_fit_options(fit, &used), TSQ_OK);
  assert_int_equal(used.method, TSQ_DL);
  assert_close(value(fit, "tau2"), 0.3087602628624, 1e-11);
  assert_close(value(fit, "se_tau2"), 0.229869992511, 1e-11);
  assert_close(value(fit, "QE"), 152.233008082, 1e-11);
  assert_true(has_outcome(fit, TSQ_OUTCOME_NEEDS_PASS));
  assert_int_equal(tsq_fit_can(fit, "predict"), 0);
  assert_true(isnan(tsq_coef(fit, 0).estimate));
  assert_non_null(strstr(tsq_last_error(), "its coefficients need one more pass"));
  assert_int_equal(tsq_fit_get(fit, "beta", &b, 1), TSQ_ERR_UNSUPPORTED);
  assert_int_equal(tsq_fit_get(fit, "vb", &b, 1), TSQ_ERR_UNSUPPORTED);
  tsq_prediction p;
  tsq_estimate e;
  tsq_wald_test w = {.size = sizeof w};
  tsq_interval ci = {.size = sizeof ci};
  assert_int_equal(tsq_predict(fit, NULL, 1, &p), TSQ_ERR_UNSUPPORTED);
  assert_int_equal(tsq_contrast(fit, one, 0, &e), TSQ_ERR_UNSUPPORTED);
  assert_int_equal(tsq_wald(fit, one, 1, NULL, &w), TSQ_ERR_UNSUPPORTED);
  assert_int_equal(tsq_confint(fit, "intercept", NULL, &ci), TSQ_ERR_UNSUPPORTED);
  assert_true(isnan(value(fit, "loglik")) && isnan(value(fit, "QM")) && isnan(value(fit, "s2w")));
  assert_true(b == 42);
  tsq_fit_free(fit);
  /* a fixed tau2: its standard error by REML is at weights that no pass has had yet */
  assert_int_equal(tsq_stream_finish(s, TSQ_OPTIONS(.tau2_fixed = 1, .tau2 = 0.25), &fit), TSQ_OK);
  assert_true(value(fit, "tau2") == 0.25 && isnan(value(fit, "se_tau2")));
  tsq_fit_free(fit);
  tsq_stream_free(s);
}

/* What tsq_rma() says of the same studies, where no sum shows it otherwise: criteria, contrasts in the basis, tests, predictions. */
static void as_the_fit_to_all_data(void **state) {
  (void)state;
  static const char *const names[] = {
      "ML.loglik",    "ML.deviance", "ML.AICc",  "REML.loglik", "REML.deviance",
      "REML.BIC",     "loglik",      "deviance", "AIC",         "parameters",
      "observations", "QMdf1",       "QMdf2",    "log_QEp",     "tau2_raw",
      "level",        "p",           "k_all",    "df_residual", "ddf",
      "tau",          "vt",          "H2",       "QEp",         "stationary_points"};
  static const int32_t methods[] = {TSQ_CE, TSQ_DL, TSQ_SJ, TSQ_ML, TSQ_REML, TSQ_PM};
  static const double c[3] = {1, 44, 1966};
  static const double l[6] = {0, 0, 1, 0, 0, 1};
  static const double x[2] = {44, 1966};
  for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++) {
    tsq_options o = {.size = sizeof o, .method = methods[m]};
    tsq_fit *fit = iterate(2, 4, &o, NULL);
    tsq_fit *whole = NULL;
    tsq_estimate e[2];
    tsq_wald_test w[2] = {{.size = sizeof w[0]}, {.size = sizeof w[1]}};
    tsq_prediction p[2];
    assert_int_equal(
        tsq_rma(&(tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi, .x = bcg_x, .p = 2, .x_names = bcg_names},
                &o, &whole),
        TSQ_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
      double want = value(whole, names[i]);
      if (!isnan(want) || !isnan(value(fit, names[i]))) assert_close(value(fit, names[i]), want, 1e-8);
    }
    for (int i = 0; i < 2; i++) {
      const tsq_fit *f = i == 0 ? fit : whole;
      assert_int_equal(tsq_contrast(f, c, 0, &e[i]), TSQ_OK);
      assert_int_equal(tsq_wald(f, l, 2, NULL, &w[i]), TSQ_OK);
      assert_int_equal(tsq_predict(f, x, 1, &p[i]), TSQ_OK);
    }
    if (methods[m] == TSQ_ML || methods[m] == TSQ_REML) {
      assert_true(value(fit, "bracket_lower") <= value(fit, "tau2") &&
                  value(fit, "tau2") <= value(fit, "bracket_upper"));
    }
    assert_close(e[0].estimate, e[1].estimate, 1e-10);
    assert_close(e[0].se, e[1].se, 1e-10);
    assert_close(w[0].statistic, w[1].statistic, 1e-8);
    assert_close(p[0].estimate, e[0].estimate, 1e-14);
    if (methods[m] != TSQ_CE) assert_close(p[0].pi_lower, p[1].pi_lower, 1e-9);
    tsq_fit_free(fit);
    tsq_fit_free(whole);
  }
}

/* The fit keeps no studies: what needs them says so. */
static void what_needs_studies_is_refused(void **state) {
  (void)state;
  tsq_fit *fit = iterate(0, 5, NULL, NULL);
  tsq_fit *refit = NULL;
  double w[BCG_K];
  char digest[17];
  assert_int_equal(tsq_fit_get(fit, "weights", w, BCG_K), TSQ_ERR_UNSUPPORTED);
  assert_non_null(strstr(tsq_last_error(), "was fitted without keeping its studies"));
  assert_int_equal(tsq_fit_get(fit, "why", w, BCG_K), TSQ_ERR_UNSUPPORTED);
  assert_int_equal(tsq_fit_digest(fit, "yi", digest), TSQ_ERR_UNSUPPORTED);
  assert_int_equal(tsq_fit_can(fit, "refit"), 0);
  assert_int_equal(tsq_fit_can(fit, "compare"), 0);
  assert_int_equal(tsq_fit_extent(fit, "study"), 0);
  assert_null(tsq_fit_label(fit, "study", 0));
  assert_null(refit);
  assert_non_null(tsq_fit_conventions(fit));
  tsq_fit_free(fit);
}

static void missing_values_and_empty_chunks(void **state) {
  (void)state;
  double y[4] = {1, NAN, 3, 4};
  double v[4] = {1, 1, NAN, 2};
  tsq_stream *s = NULL;
  assert_int_equal(tsq_stream_new(NULL, &s), TSQ_OK);
  assert_int_equal(tsq_stream_add(s, &(tsq_data){.k = 0}), TSQ_OK);
  assert_int_equal(tsq_stream_add(s, &(tsq_data){.k = 4, .yi = y, .vi = v}), TSQ_OK);
  assert_int_equal(tsq_stream_count(s), 2);
  assert_int_equal(tsq_stream_dropped(s), 2);
  tsq_fit *fit = NULL;
  tsq_options o = {.size = sizeof o, .method = TSQ_CE, .test = TSQ_Z};
  assert_int_equal(tsq_stream_finish(s, &o, &fit), TSQ_OK);
  assert_close(tsq_coef(fit, 0).estimate, 2, 1e-15); /* (1/1 + 4/2)/(1 + 1/2) */
  assert_true(has_outcome(fit, TSQ_OUTCOME_STUDIES_DROPPED));
  assert_true(value(fit, "k") == 2 && value(fit, "k_all") == 4);
  assert_string_equal(tsq_fit_outcome(fit, 0), "2 studies with missing values were left out");
  tsq_fit_free(fit);
  fit = NULL;
  o.missing = TSQ_MISSING_ERROR;
  assert_int_equal(tsq_stream_finish(s, &o, &fit), TSQ_ERR_DATA);
  assert_non_null(strstr(tsq_last_error(), "the stream dropped 2 studies"));
  assert_null(fit);
  tsq_stream_free(s);
}

static void one_study(void **state) {
  (void)state;
  tsq_stream *s = NULL;
  double y = 0.5;
  double v = 0.04;
  assert_int_equal(tsq_stream_new(NULL, &s), TSQ_OK);
  assert_int_equal(tsq_stream_add(s, &(tsq_data){.k = 1, .yi = &y, .vi = &v}), TSQ_OK);
  tsq_fit *fit = NULL;
  tsq_options used = {.size = sizeof used};
  assert_int_equal(tsq_stream_finish(s, TSQ_OPTIONS(.method = TSQ_REML), &fit), TSQ_OK);
  assert_int_equal(tsq_fit_options(fit, &used), TSQ_OK);
  assert_true(tsq_coef(fit, 0).estimate == 0.5);
  assert_close(tsq_coef(fit, 0).se, 0.2, 1e-15);
  assert_int_equal(used.test, TSQ_Z);
  assert_true(has_outcome(fit, TSQ_OUTCOME_TEST_CHANGED));
  assert_true(value(fit, "tau2") == 0 && value(fit, "QE") == 0);
  tsq_fit_free(fit);
  tsq_stream_free(s);
}

static void merging_counts_what_was_dropped(void **state) {
  (void)state;
  double y = NAN;
  double v = 1;
  tsq_stream *a = first_pass(0, 3);
  tsq_stream *b = NULL;
  assert_int_equal(tsq_stream_new(NULL, &b), TSQ_OK);
  assert_int_equal(tsq_stream_add(b, &(tsq_data){.k = 1, .yi = &y, .vi = &v}), TSQ_OK);
  assert_int_equal(tsq_stream_merge(a, b), TSQ_OK);
  assert_int_equal(tsq_stream_dropped(a), 1);
  assert_int_equal(tsq_stream_merge(b, a), TSQ_OK);
  assert_int_equal(tsq_stream_dropped(b), 2);
  assert_int_equal(tsq_stream_count(b), BCG_K);
  tsq_stream_free(a);
  tsq_stream_free(b);
}

/* Names are not in the bytes, but any named stream brings them, an empty one too; what failed leaves the stream without. */
static void names_travel_with_a_merge(void **state) {
  (void)state;
  static unsigned char form[2048];
  size_t n = 0;
  tsq_stream *named = first_pass(2, 13);
  tsq_stream *bare = NULL;
  tsq_fit *fit = NULL;
  tsq_options o = {.size = sizeof o, .method = TSQ_CE};
  assert_int_equal(tsq_stream_bytes(named, form, sizeof form, &n), TSQ_OK);
  assert_int_equal(tsq_stream_from_bytes(form, n, &bare), TSQ_OK);
  assert_int_equal(tsq_stream_finish(bare, &o, &fit), TSQ_OK);
  assert_string_equal(tsq_coef_name(fit, 1), "x1");
  tsq_fit_free(fit);
  assert_int_equal(tsq_stream_merge(bare, named), TSQ_OK);
  tsq_stream_free(named);
  assert_int_equal(tsq_stream_finish(bare, &o, &fit), TSQ_OK);
  assert_string_equal(tsq_coef_name(fit, 1), "ablat");
  assert_true(value(fit, "beta:ablat") == tsq_coef(fit, 1).estimate);
  tsq_fit_free(fit);
  tsq_stream_free(bare);
}

/*
 * y = 1e9 x + noise without an intercept, one study a stream: only a shift that moves while streams merge keeps Q's digits. Expected: exact
 * fractions in Python.
 */
static void the_shift_moves_while_merging(void **state) {
  (void)state;
  tsq_stream_options o = {.size = sizeof o, .p = 1, .no_intercept = 1};
  tsq_stream *whole = NULL;
  assert_int_equal(tsq_stream_new(&o, &whole), TSQ_OK);
  for (int i = 0; i < 64; i++) {
    double x = i + 1;
    double y = 1e9 * x + i * 37 % 19 / 16.0;
    double v = 1;
    tsq_stream *one = NULL;
    assert_int_equal(tsq_stream_new(&o, &one), TSQ_OK);
    assert_int_equal(tsq_stream_add(one, &(tsq_data){.k = 1, .yi = &y, .vi = &v, .x = &x, .p = 1}), TSQ_OK);
    assert_int_equal(tsq_stream_merge(whole, one), TSQ_OK);
    tsq_stream_free(one);
  }
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_stream_finish(whole, TSQ_OPTIONS(.method = TSQ_CE, .test = TSQ_Z), &fit), TSQ_OK);
  assert_close(value(fit, "QE"), 14.007204375838550984, 1e-13);
  assert_close(tsq_coef(fit, 0).estimate, 1000000000.013543996, 1e-15);
  tsq_fit_free(fit);
  tsq_stream_free(whole);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tau2_by_every_method),
      cmocka_unit_test(reml_with_knapp_hartung),
      cmocka_unit_test(meta_regression),
      cmocka_unit_test(answers_of_one_pass),
      cmocka_unit_test(dersimonian_and_laird),
      cmocka_unit_test(q_profile_interval),
      cmocka_unit_test(intervals_without_passes),
      cmocka_unit_test(prediction_intervals_and_tests),
      cmocka_unit_test(missing_values_and_empty_chunks),
      cmocka_unit_test(one_study),
      cmocka_unit_test(merging_counts_what_was_dropped),
      cmocka_unit_test(the_shift_moves_while_merging),
      cmocka_unit_test(coefficients_that_need_a_pass),
      cmocka_unit_test(as_the_fit_to_all_data),
      cmocka_unit_test(what_needs_studies_is_refused),
      cmocka_unit_test(names_travel_with_a_merge),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
