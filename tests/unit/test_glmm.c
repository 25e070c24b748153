/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Generalized linear mixed models: every model's maximum at 50 digits (glmm_cases.py), metafor 3.8.1 with lme4 1.1-31 where it
 * converged, more nodes that change nothing, edges.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../close.h"

#include <stdlib.h>
#include <string.h>
#include <tausq/glmm.h>

#include "glmm_cases.h"

/* BCG trials (Colditz et al. 1994): events and others of the vaccinated and of the controls, latitude. */
#define BCG 13
static const double tpos[BCG] = {4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27};
static const double tneg[BCG] = {119,   300,  228,  13536, 5036, 1361, 2537,
                                 87886, 7470, 1699, 50448, 2493, 16886};
static const double cpos[BCG] = {11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29};
static const double cneg[BCG] = {128,   274,  209,  12619, 5761, 1079, 619,
                                 87892, 7232, 1600, 27197, 2338, 17825};
static const double ablat[BCG] = {44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33};
static const tsq_glmm_data bcg = {.k = BCG, .ai = tpos, .bi = tneg, .ci = cpos, .di = cneg};

static tsq_glmm_data data_of(int32_t measure) {
  switch (measure) {
    case TSQ_OR:
      return (tsq_glmm_data){.k = GLMM_K, .ai = glmm_ai, .n1i = glmm_n1i, .ci = glmm_ci, .n2i = glmm_n2i};
    case TSQ_IRR:
      return (tsq_glmm_data){.k = GLMM_K, .x1i = glmm_ai, .t1i = glmm_t1i, .x2i = glmm_ci, .t2i = glmm_t2i};
    case TSQ_PLO: return (tsq_glmm_data){.k = GLMM_K, .xi = glmm_ai, .ni = glmm_n1i};
    default: return (tsq_glmm_data){.k = GLMM_K, .xi = glmm_ai, .ti = glmm_t1i};
  }
}

static tsq_fit *fit_of(const tsq_glmm_data *data, const tsq_options *options) {
  tsq_fit *fit = NULL;
  int status = tsq_glmm(data, options, &fit);
  if (status != TSQ_OK) fail_msg("status %d: %s", status, tsq_last_error());
  return fit;
}

static double value(const tsq_fit *fit, const char *name) {
  double v = tsq_fit_value(fit, name);
  if (tsq_last_error()[0] != '\0') fail_msg("%s", tsq_last_error());
  return v;
}

/* glmm_cases.py: mpmath, 50 digits (20 with two random effects). */
static void maxima(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof glmm_maxima / sizeof glmm_maxima[0]; i++) {
    tsq_glmm_data data = data_of(glmm_maxima[i].measure);
    tsq_fit *fit =
        fit_of(&data, TSQ_OPTIONS(.measure = glmm_maxima[i].measure, .glmm_model = glmm_maxima[i].model));
    assert_close(tsq_coef(fit, 0).estimate, glmm_maxima[i].beta, 1e-11);
    assert_close(value(fit, "tau"), glmm_maxima[i].tau, 1e-11);
    assert_close(value(fit, "loglik"), glmm_maxima[i].loglik, 1e-14);
    if (glmm_maxima[i].model == TSQ_UM_RS)
      assert_close(sqrt(value(fit, "sigma2")), glmm_maxima[i].sigma, 1e-10);
    tsq_fit_free(fit);
  }
}

/* Gauss-Hermite quadrature with many nodes is another way to the same integrals. */
static void more_nodes_change_nothing(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof glmm_maxima / sizeof glmm_maxima[0]; i++) {
    int32_t model = glmm_maxima[i].model;
    int two_effects = model == TSQ_UM_RS;
    tsq_glmm_data data = data_of(glmm_maxima[i].measure);
    int32_t measure = glmm_maxima[i].measure;
    tsq_fit *a = fit_of(&data, TSQ_OPTIONS(.measure = measure, .glmm_model = model));
    tsq_fit *b =
        fit_of(&data, TSQ_OPTIONS(.measure = measure, .glmm_model = model, .nodes = two_effects ? 31 : 151));
    double relative =
        two_effects ? 1e-8 : 1e-10; /* of parameters: the quadrature's derivatives are differences */
    assert_close(value(b, "loglik"), value(a, "loglik"), two_effects ? 1e-9 : 1e-12);
    assert_close(tsq_coef(b, 0).estimate, tsq_coef(a, 0).estimate, relative);
    assert_close(tsq_coef(b, 0).se, tsq_coef(a, 0).se, 10 * relative);
    assert_close(value(b, "tau2"), value(a, "tau2"), 10 * relative);
    tsq_fit_free(a);
    tsq_fit_free(b);
  }
}

/*
 * metafor 3.8.1: rma.glmm(measure="OR", ..., model="UM.RS", mods=~ablat, control=list(glmerCtrl=list(optimizer="bobyqa",
 * tolPwrss=1e-10, optCtrl=list(rhobeg=0.05, rhoend=1e-10)))): coding of the random effects, number of parameters.
 */
static void random_study_effects_with_a_moderator(void **state) {
  (void)state;
  tsq_glmm_data data = bcg;
  data.x = ablat;
  data.p = 1;
  tsq_fit *fit = fit_of(&data, TSQ_OPTIONS(.glmm_model = TSQ_UM_RS, .nodes = 1));
  assert_close(tsq_coef(fit, 0).estimate, 3.624005221e-01, 1e-5);
  assert_close(tsq_coef(fit, 1).estimate, -3.260913360e-02, 1e-5);
  assert_close(value(fit, "tau2"), 4.673728686e-03, 1e-3);
  assert_close(value(fit, "sigma2"), 2.302275266, 1e-5);
  assert_close(value(fit, "gamma"), -4.138714690, 1e-5);
  assert_close(value(fit, "loglik"), -1.213010887e+02, 1e-8);
  assert_close(value(fit, "AIC"), 2.526021774e+02, 1e-8);
  assert_close(value(fit, "BIC"), 2.588926601e+02, 1e-8);
  assert_close(value(fit, "AICc"), 2.556021774e+02, 1e-8);
  tsq_fit_free(fit);
}

/* lme4 1.1-31: sqrt(diag(vcov(fit, use.hessian=FALSE))) of the same without the moderator. */
static void conditional_covariance(void **state) {
  (void)state;
  tsq_fit *fit =
      fit_of(&bcg, TSQ_OPTIONS(.glmm_model = TSQ_UM_RS, .nodes = 1, .covariance = TSQ_GLMM_CONDITIONAL));
  assert_close(tsq_coef(fit, 0).se, 0.1808722692, 1e-4);
  tsq_fit_free(fit);
}

/* metafor 3.8.1: rma.glmm(measure="OR", ..., model="UM.FS", method="EE", test="t", control=list(glmCtrl=list(epsilon=1e-15, maxit=100))) */
static void common_effect(void **state) {
  (void)state;
  tsq_fit *fit = fit_of(&bcg, TSQ_OPTIONS(.method = TSQ_CE, .test = TSQ_T));
  tsq_estimate e = tsq_coef(fit, 0);
  assert_close(e.estimate, -4.772554279124e-01, 1e-9);
  assert_close(e.se, 4.123194274562e-02, 1e-9);
  assert_close(e.ci_lower, -5.670921137587e-01, 1e-9);
  assert_close(e.ci_upper, -3.874187420661e-01, 1e-9);
  assert_close(e.p_value, 7.220325113054e-08, 1e-8);
  assert_close(value(fit, "loglik"), -1.57648168443e+02, 1e-11);
  assert_close(value(fit, "deviance"), 1.76954448188e+02, 1e-10);
  assert_close(value(fit, "AIC"), 3.43296336886e+02, 1e-11);
  assert_close(value(fit, "BIC"), 3.60909688418e+02, 1e-11);
  assert_close(value(fit, "AICc"), 3.81478155068e+02, 1e-11);
  assert_close(value(fit, "QE"), 1.63164915185e+02, 1e-10);
  assert_close(value(fit, "QE.LRT"), 1.76954448188e+02, 1e-10);
  tsq_interval ci = {.size = sizeof ci};
  assert_int_equal(tsq_confint(fit, "tau2", NULL, &ci), TSQ_ERR_UNSUPPORTED);
  tsq_fit_free(fit);
}

/* metafor 3.8.1: p <- rma.glmm(measure="PLO", ..., method="EE", mods=~ablat, control as above); predict(p, newmods=33) */
static void prediction_at_a_moderator(void **state) {
  (void)state;
  static const char *const names[1] = {"ablat"};
  const double at = 33;
  tsq_prediction p;
  tsq_glmm_data data = {.k = BCG, .xi = tpos, .mi = tneg, .x = ablat, .p = 1, .x_names = names};
  tsq_fit *fit = fit_of(&data, TSQ_OPTIONS(.method = TSQ_CE));
  assert_close(tsq_coef(fit, 0).estimate, -5.597478229552905, 1e-9);
  assert_close(tsq_coef(fit, 1).estimate, 0.019000259849459, 1e-9);
  assert_close(tsq_coef(fit, 1).se, 0.002286010826324, 1e-8);
  assert_close(value(fit, "QM"), 69.081620281424534, 1e-8);
  assert_close(value(fit, "QE.LRT"), 854.487791177684, 1e-10);
  assert_string_equal(tsq_coef_name(fit, 1), "ablat");
  assert_int_equal(tsq_predict(fit, &at, 1, &p), TSQ_OK);
  assert_close(p.estimate, -4.97046965452076, 1e-10);
  assert_close(p.se, 0.03791901761982, 1e-8);
  assert_close(p.ci_lower, -5.04478956338475, 1e-10);
  assert_close(p.ci_upper, -4.89614974565677, 1e-10);
  assert_true(isnan(p.pi_lower));
  tsq_fit_free(fit);
}

/* The ends of the interval by numpy: trapezoidal rule on 1201 points, bisection (CM.AL, the constructed data). */
static void profile_interval(void **state) {
  (void)state;
  tsq_glmm_data data = data_of(TSQ_OR);
  tsq_interval ci = {.size = sizeof ci};
  tsq_fit *fit = fit_of(&data, TSQ_OPTIONS(.glmm_model = TSQ_CM_AL));
  assert_int_equal(tsq_confint(fit, "tau", TSQ_INTERVAL_OPTIONS(.level = 0.95), &ci), TSQ_OK);
  assert_int_equal(ci.outcome, TSQ_CI_FOUND);
  assert_close(ci.lower, 0.6319017158330018, 1e-10);
  assert_close(ci.upper, 4.7788175324439575, 1e-10);
  double upper = ci.upper;
  assert_int_equal(tsq_confint(fit, "tau2", NULL, &ci), TSQ_OK);
  assert_close(ci.upper, upper * upper, 1e-14);
  tsq_fit_free(fit);
}

/* Units of a moderator, and which group is called the first, change nothing but names and signs. */
static void equivariance(void **state) {
  (void)state;
  double scaled[BCG];
  for (int i = 0; i < BCG; i++)
    scaled[i] = 1e9 * ablat[i];
  tsq_glmm_data a = bcg;
  tsq_glmm_data b = bcg;
  tsq_glmm_data swapped = {.k = BCG, .ai = cpos, .bi = cneg, .ci = tpos, .di = tneg};
  a.p = b.p = 1;
  a.x = ablat;
  b.x = scaled;
  for (int32_t model = TSQ_UM_FS; model <= TSQ_CM_AL; model += 10) {
    if (model == TSQ_UM_RS)
      continue; /* its study effects are those of the second group: swapping is another model */
    tsq_fit *fit = fit_of(&a, TSQ_OPTIONS(.glmm_model = model));
    tsq_fit *large = fit_of(&b, TSQ_OPTIONS(.glmm_model = model));
    assert_close(tsq_coef(large, 1).estimate * 1e9, tsq_coef(fit, 1).estimate, 1e-9);
    assert_close(tsq_coef(large, 1).se * 1e9, tsq_coef(fit, 1).se, 1e-7);
    tsq_fit_free(fit);
    tsq_fit_free(large);
    fit = fit_of(&bcg, TSQ_OPTIONS(.glmm_model = model));
    large = fit_of(&swapped, TSQ_OPTIONS(.glmm_model = model));
    if (model != TSQ_CM_AL) { /* whose approximation holds for rare events in the first group */
      assert_close(tsq_coef(large, 0).estimate, -tsq_coef(fit, 0).estimate, 1e-9);
      assert_close(value(large, "tau2"), value(fit, "tau2"), 1e-9);
    }
    tsq_fit_free(fit);
    tsq_fit_free(large);
  }
}

/* One study: tau2 = 0 and the study's own estimate. */
static void one_study(void **state) {
  (void)state;
  const double x = 3;
  const double n = 20;
  tsq_fit *fit = fit_of(&(tsq_glmm_data){.k = 1, .xi = &x, .ni = &n}, TSQ_OPTIONS(.test = TSQ_T));
  tsq_estimate e = tsq_coef(fit, 0);
  assert_close(e.estimate, log(3.0 / 17), 1e-12);
  assert_close(e.se, sqrt(1.0 / 3 + 1.0 / 17), 1e-10);
  assert_true(isinf(e.df));
  assert_int_equal((int)value(fit, "outcome"), TSQ_OUTCOME_TAU2_ZERO | TSQ_OUTCOME_TEST_CHANGED);
  assert_true(value(fit, "tau2") == 0 && value(fit, "QE.LRT") == 0 && value(fit, "QEp.LRT") == 1);
  tsq_fit_free(fit);
}

/* Studies that say nothing are dropped by default, listed, and change nothing but k where they are kept. */
static void double_zeros_and_missing_values(void **state) {
  (void)state;
  const double ai[7] = {4, 0, 9, 0, NAN, 17, 3};
  const double n1[7] = {40, 12, 62, 35, 10, 110, 51};
  const double ci[7] = {14, 0, 1, 5, 2, 6, 9};
  const double n2[7] = {42, 17, 60, 33, 10, 105, 50};
  tsq_glmm_data with = {.k = 7, .ai = ai, .n1i = n1, .ci = ci, .n2i = n2};
  tsq_glmm_data without = data_of(TSQ_OR);
  for (int32_t model = TSQ_UM_FS; model <= TSQ_CM_AL; model += 10) {
    double why[7];
    tsq_fit *a = fit_of(&without, TSQ_OPTIONS(.glmm_model = model));
    tsq_fit *b = fit_of(&with, TSQ_OPTIONS(.glmm_model = model));
    assert_int_equal(tsq_fit_get(b, "why", why, 7), TSQ_OK);
    for (int i = 0; i < 7; i++)
      assert_true(why[i] == (i == 1 ? TSQ_LEFT_SAYS_NOTHING : i == 4 ? TSQ_LEFT_MISSING : TSQ_LEFT_IN));
    assert_string_equal(tsq_fit_outcome(b, 0), "1 study with missing values was left out: study 5");
    assert_string_equal(tsq_fit_outcome(b, 1),
                        "1 study without events (or with events only) in both groups was left out: study 2");
    assert_close(value(b, "loglik"), value(a, "loglik"), 1e-13);
    assert_close(value(b, "tau2"), value(a, "tau2"), 1e-9);
    tsq_fit_free(b);
    b = fit_of(&with, TSQ_OPTIONS(.glmm_model = model, .keep00 = 1));
    assert_true(value(b, "k") == 6);
    if (model != TSQ_UM_RS) {
      assert_close(value(b, "loglik"), value(a, "loglik"), 1e-12);
      assert_close(tsq_coef(b, 0).estimate, tsq_coef(a, 0).estimate, 1e-9);
      assert_close(value(b, "tau2"), value(a, "tau2"), 1e-8);
    }
    tsq_fit_free(a);
    tsq_fit_free(b);
  }
}

/*
 * Laplace's approximation to the saturated model with random study effects has two maxima in sigma here, one of them at 0:
 * the other is higher. QE.Wld by numpy (Newton over all parameters, inverse of the whole Hessian by differences); QE.LRT by
 * metafor 3.8.1 (tolPwrss=1e-10). A simulated data set.
 */
static void two_maxima_in_sigma(void **state) {
  (void)state;
  const double ai[10] = {4, 6, 6, 34, 105, 18, 2, 40, 11, 67};
  const double n1[10] = {55, 61, 80, 124, 189, 94, 83, 148, 87, 195};
  const double ci[10] = {15, 10, 4, 27, 14, 14, 29, 9, 3, 21};
  const double n2[10] = {139, 71, 40, 156, 175, 79, 177, 123, 25, 94};
  const double x[10] = {0.92, 4.98, 1.67, -2.27, -5.12, 8.40, -13.24, 8.40, 4.66, 4.27};
  tsq_glmm_data data = {.k = 10, .ai = ai, .n1i = n1, .ci = ci, .n2i = n2, .x = x, .p = 1};
  tsq_fit *fit = fit_of(&data, TSQ_OPTIONS(.glmm_model = TSQ_UM_RS, .nodes = 1));
  assert_close(value(fit, "QE"), 79.69456943506773, 1e-6);
  assert_close(value(fit, "QE.LRT"), 107.88297079, 1e-7);
  tsq_fit_free(fit);
}

/* Huge trials, whose hypergeometric weights span thousands of powers of ten. */
static void large_counts(void **state) {
  (void)state;
  const double ai[3] = {20000, 31000, 900};
  const double n1[3] = {100000, 120000, 50000};
  const double ci[3] = {21000, 30000, 1100};
  const double n2[3] = {100000, 118000, 52000};
  tsq_glmm_data data = {.k = 3, .ai = ai, .n1i = n1, .ci = ci, .n2i = n2};
  tsq_fit *exact = fit_of(&data, TSQ_OPTIONS(.glmm_model = TSQ_CM_EL));
  tsq_fit *free_levels = fit_of(&data, NULL);
  /* in trials so large conditioning on the events loses next to nothing */
  assert_close(tsq_coef(exact, 0).estimate, tsq_coef(free_levels, 0).estimate, 1e-3);
  assert_close(value(exact, "tau2"), value(free_levels, "tau2"), 1e-2);
  tsq_fit_free(exact);
  tsq_fit_free(free_levels);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(maxima),
      cmocka_unit_test(more_nodes_change_nothing),
      cmocka_unit_test(random_study_effects_with_a_moderator),
      cmocka_unit_test(conditional_covariance),
      cmocka_unit_test(common_effect),
      cmocka_unit_test(prediction_at_a_moderator),
      cmocka_unit_test(profile_interval),
      cmocka_unit_test(equivariance),
      cmocka_unit_test(one_study),
      cmocka_unit_test(double_zeros_and_missing_values),
      cmocka_unit_test(two_maxima_in_sigma),
      cmocka_unit_test(large_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
