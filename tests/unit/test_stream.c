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
#include <tausq/stream.h>

static tsq_stream_result iterate(size_t p, size_t chunk, const tsq_options *o, tsq_estimate *b, double *vb) {
  tsq_stream *s = first_pass(p, chunk);
  tsq_iterate *it = NULL;
  tsq_stream_result r = {.size = sizeof r};
  assert_int_equal(tsq_iterate_new(s, o, &it), TSQ_OK);
  while (!tsq_iterate_done(it)) {
    int32_t done = -1;
    assert_int_equal(tsq_stream_restart(s, tsq_iterate_tau2(it)), TSQ_OK);
    feed(s, p, chunk);
    assert_int_equal(tsq_iterate_step(it, s, &done), TSQ_OK);
    assert_int_equal(done, tsq_iterate_done(it));
  }
  assert_int_equal(tsq_iterate_finish(it, &r, b, vb), TSQ_OK);
  tsq_iterate_free(it);
  tsq_stream_free(s);
  return r;
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
      tsq_stream_result r = iterate(0, chunk, &o, NULL, NULL);
      assert_close(r.tau2, cases[i].tau2, 1e-11);
      assert_close(r.se_tau2, cases[i].se, 1e-11);
      assert_int_equal(r.certified, 1);
      assert_in_range(r.passes, 1, cases[i].passes);
    }
  }
}

static void reml_with_knapp_hartung(void **state) {
  (void)state;
  tsq_estimate b;
  tsq_stream_result r = iterate(0, 5, NULL, &b, NULL);
  assert_close(b.estimate, -0.714532342158, 1e-11);
  assert_close(b.se, 0.18079174409285, 1e-12);
  assert_close(b.ci_lower, -1.1084437136856, 1e-12);
  assert_close(b.ci_upper, -0.32062097063073, 1e-12);
  assert_close(b.p_value, 0.0019200150960573, 1e-11);
  assert_true(b.df == 12);
  assert_close(r.s2w, 1.0112699719669, 1e-12);
  assert_close(r.I2, 92.2213845213, 1e-11);
  assert_close(r.H2, 12.8557582353, 1e-11);
  assert_close(r.QE, 152.233008082, 1e-11);
  assert_close(r.vt, 0.0264211914514, 1e-11);
  assert_close(r.loglik_reml, -12.2023714155, 1e-11);
  assert_int_equal(r.k, BCG_K);
}

static void meta_regression(void **state) {
  (void)state;
  static const double beta[3] = {-3.54535301986, -0.0280113294442, 0.00190748044747};
  static const double se[3] = {32.2563394835, 0.0113456775207, 0.0162788048736};
  for (size_t chunk = 1; chunk <= BCG_K; chunk++) {
    tsq_options o = {.size = sizeof o, .method = TSQ_REML, .test = TSQ_KNHA};
    tsq_estimate b[3];
    double vb[9];
    tsq_stream_result r = iterate(2, chunk, &o, b, vb);
    assert_close(r.tau2, 0.110784696947, 1e-11);
    assert_close(r.QM, 4.9649475559, 1e-10);
    assert_close(r.QMp, 0.0318035012857, 1e-10);
    assert_close(r.QE, 28.325143657961622047, 1e-14); /* mpmath, 50 digits */
    for (size_t j = 0; j < 3; j++) {
      assert_close(b[j].estimate, beta[j], 1e-10);
      assert_close(b[j].se, se[j], 1e-10);
      assert_close(sqrt(vb[j * 3 + j]), se[j], 1e-10);
    }
    assert_true(vb[1] == vb[3]);
  }
}

/* rma(yi, vi, method = "DL"), predict() */
static void dersimonian_and_laird(void **state) {
  (void)state;
  tsq_options o = {.size = sizeof o, .method = TSQ_DL, .test = TSQ_Z};
  tsq_estimate b;
  tsq_stream_result r = iterate(0, 2, &o, &b, NULL);
  assert_close(b.estimate, -0.714117222073227, 1e-14);
  assert_close(b.se, 0.178742089535403, 1e-14);
  assert_close(r.pi_lower, -1.85815375273217, 1e-13);
  assert_close(r.pi_upper, 0.429919308585714, 1e-13);
}

/* From rma(yi, vi): b +- qt(0.975, df) sqrt(se^2 + tau2), the conventional se; Kenward & Roger's se as in unit.rma. */
static void prediction_intervals_and_tests(void **state) {
  (void)state;
  tsq_estimate b;
  tsq_options o = {.size = sizeof o};
  tsq_stream_result r = iterate(0, 4, &o, &b, NULL);
  assert_close(r.pi_lower, -1.9953419585091, 1e-10);
  assert_close(r.pi_upper, 0.566277274192825, 1e-10);
  o = (tsq_options){.size = sizeof o, .test = TSQ_Z, .pi_kind = TSQ_PI_HTS};
  r = iterate(0, 4, &o, &b, NULL);
  assert_close(r.pi_lower, -2.00837590692258, 1e-10);
  o = (tsq_options){.size = sizeof o, .test = TSQ_T, .pi_kind = TSQ_PI_T};
  r = iterate(0, 4, &o, &b, NULL);
  assert_close(b.p_value, 0.00184464721013828, 1e-9);
  assert_close(r.pi_lower, -1.9953419585091, 1e-10);
  assert_close(r.pi_upper, 0.566277274192826, 1e-10);
  o = (tsq_options){.size = sizeof o, .test = TSQ_KR, .pi_kind = TSQ_PI_NONE};
  r = iterate(0, 4, &o, &b, NULL);
  assert_close(b.se, 0.18153563641322, 1e-11);
  assert_close(b.df, 10.513710762909, 1e-11);
  assert_true(isnan(r.pi_lower));
  o = (tsq_options){.size = sizeof o, .tau2_fixed = 1, .tau2 = 0.3132432581365, .test = TSQ_KNHA};
  r = iterate(0, 4, &o, &b, NULL);
  assert_int_equal(r.passes, 2);
  assert_close(b.estimate, -0.714532342158, 1e-11);
}

/* confint(rma(yi, vi)) */
static void q_profile_interval(void **state) {
  (void)state;
  tsq_stream *s = first_pass(0, 4);
  tsq_iterate *it = NULL;
  tsq_tau2_interval ci = {.size = sizeof ci, .level = 42};
  tsq_stream_result before = {.size = sizeof before};
  tsq_stream_result after = {.size = sizeof after};
  assert_int_equal(tsq_iterate_new(s, TSQ_OPTIONS(.method = TSQ_REML), &it), TSQ_OK);
  assert_int_equal(tsq_iterate_confint_start(it, 0), TSQ_ERR_ARGUMENT); /* not done */
  for (int asked = 0; asked < 2; asked++) {
    while (!tsq_iterate_done(it)) {
      assert_int_equal(tsq_stream_restart(s, tsq_iterate_tau2(it)), TSQ_OK);
      feed(s, 0, 4);
      assert_int_equal(tsq_iterate_step(it, s, NULL), TSQ_OK);
    }
    if (asked) break;
    assert_int_equal(tsq_iterate_finish(it, &before, NULL, NULL), TSQ_OK);
    assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_ERR_ARGUMENT); /* not asked for */
    assert_int_equal(tsq_iterate_confint_start(it, 1), TSQ_ERR_ARGUMENT);
    assert_int_equal(tsq_iterate_confint_start(it, 0), TSQ_OK);
    assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_ERR_ARGUMENT); /* not done */
    assert_true(ci.level == 42);
  }
  assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_FOUND);
  assert_close(ci.tau2[0], 0.119718361141, 1e-11);
  assert_close(ci.tau2[1], 1.11147908406, 1e-11);
  assert_close(ci.I2[0], 81.92057455859654, 1e-11);
  assert_int_equal(tsq_iterate_finish(it, &after, NULL, NULL), TSQ_OK);
  assert_true(after.tau2 == before.tau2 && after.pi_lower == before.pi_lower &&
              after.passes <= before.passes + 12);
  assert_true(tsq_iterate_tau2(it) == after.tau2);
  tsq_iterate_free(it);
  tsq_stream_free(s);
}

static void intervals_without_passes(void **state) {
  (void)state;
  double y[4] = {1, 1.001, 0.999, 1};
  double v[4] = {1, 1, 1, 1};
  tsq_stream *s = NULL;
  tsq_iterate *it = NULL;
  tsq_tau2_interval ci = {.size = sizeof ci};
  assert_int_equal(tsq_stream_new(NULL, &s), TSQ_OK);
  assert_int_equal(tsq_stream_add(s, &(tsq_data){.k = 1, .yi = y, .vi = v}), TSQ_OK);
  assert_int_equal(tsq_iterate_new(s, NULL, &it), TSQ_OK);
  assert_int_equal(tsq_iterate_confint_start(it, 0.9), TSQ_OK);
  assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_NOT_DEFINED);
  assert_true(isnan(ci.tau2[0]) && isnan(ci.I2[1]) && ci.level == 0.9);
  tsq_iterate_free(it);
  it = NULL;
  assert_int_equal(tsq_stream_add(s, &(tsq_data){.k = 3, .yi = y + 1, .vi = v}), TSQ_OK);
  assert_int_equal(tsq_iterate_new(s, TSQ_OPTIONS(.method = TSQ_DL), &it), TSQ_OK);
  assert_int_equal(tsq_iterate_confint_start(it, 0), TSQ_OK);
  assert_int_equal(tsq_iterate_done(it), 1);
  assert_int_equal(tsq_iterate_confint(it, &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_EMPTY);
  assert_true(ci.tau2[0] == 0 && ci.tau2[1] == 0 && ci.I2[1] == 0 && ci.H2[0] == 1);
  tsq_iterate_free(it);
  tsq_stream_free(s);
}

/* One pass: the common effect complete; DL without coefficients, and says so. metafor: rma(yi, vi, method = "EE"). */
static void answers_of_one_pass(void **state) {
  (void)state;
  tsq_stream *s = first_pass(0, 4);
  tsq_stream_result r = {.size = sizeof r};
  tsq_options o = {.size = sizeof o, .method = TSQ_CE, .test = TSQ_Z};
  tsq_estimate b;
  assert_int_equal(tsq_stream_finish(s, &o, &r, &b, NULL), TSQ_OK);
  assert_close(b.estimate, -0.4302851636540909, 1e-14);
  assert_close(b.se, 0.0404987517108638, 1e-14);
  assert_int_equal(r.needs_pass, 0);
  assert_true(r.tau2 == 0);
  assert_int_equal(tsq_stream_finish(s, NULL, &r, &b, NULL), TSQ_OK);
  assert_int_equal(r.method, TSQ_DL);
  assert_close(r.tau2, 0.3087602628624, 1e-11);
  assert_int_equal(r.needs_pass, 1);
  assert_true(isnan(b.estimate));
  o.method = TSQ_REML;
  assert_int_equal(tsq_stream_finish(s, &o, &r, &b, NULL), TSQ_ERR_UNSUPPORTED);
  tsq_stream_free(s);
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
  tsq_stream_result r = {.size = sizeof r};
  tsq_estimate b;
  tsq_options o = {.size = sizeof o, .method = TSQ_CE, .test = TSQ_Z};
  assert_int_equal(tsq_stream_finish(s, &o, &r, &b, NULL), TSQ_OK);
  assert_close(b.estimate, 2, 1e-15); /* (1/1 + 4/2)/(1 + 1/2) */
  assert_true((r.outcome & TSQ_OUTCOME_STUDIES_DROPPED) != 0);
  tsq_stream_free(s);
}

static void one_study(void **state) {
  (void)state;
  tsq_stream *s = NULL;
  double y = 0.5;
  double v = 0.04;
  assert_int_equal(tsq_stream_new(NULL, &s), TSQ_OK);
  assert_int_equal(tsq_stream_add(s, &(tsq_data){.k = 1, .yi = &y, .vi = &v}), TSQ_OK);
  tsq_stream_result r = {.size = sizeof r};
  tsq_estimate b;
  assert_int_equal(tsq_stream_finish(s, TSQ_OPTIONS(.method = TSQ_REML), &r, &b, NULL), TSQ_OK);
  assert_true(b.estimate == 0.5);
  assert_close(b.se, 0.2, 1e-15);
  assert_int_equal(r.test, TSQ_Z);
  assert_true(r.tau2 == 0 && r.QE == 0);
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
  tsq_stream_result r = {.size = sizeof r};
  tsq_estimate b;
  assert_int_equal(tsq_stream_finish(whole, TSQ_OPTIONS(.method = TSQ_CE, .test = TSQ_Z), &r, &b, NULL),
                   TSQ_OK);
  assert_close(r.QE, 14.007204375838550984, 1e-13);
  assert_close(b.estimate, 1000000000.013543996, 1e-15);
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

  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
