/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bad input to tsq_glmm() and its questions: status, message with argument and index, and an output that is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>
#include <tausq/glmm.h>
#include <tausq/models.h>

enum { K = 4 };
static const double ai[K] = {1, 3, 0, 5};
static const double bi[K] = {9, 17, 30, 45};
static const double ci[K] = {4, 2, 3, 8};
static const double di[K] = {6, 18, 27, 42};
static const double n1[K] = {10, 20, 30, 50};
static const double time1[K] = {10, 20, 30, 50};
static const double none[K] = {0, 0, 0, 0};
static const double many[K] = {1, 3, 31, 5};
static const double negative[K] = {1, -3, 0, 5};
static const double broken[K] = {1, 3.5, 0, 5};
static const double infinite[K] = {1, 2, 3, HUGE_VAL};
static const double missing[K] = {NAN, NAN, NAN, NAN};
static const double x[2 * K] = {1, 2, 3, 5, 2, 4, 6, 10};

static const tsq_glmm_data odds = {.k = K, .ai = ai, .bi = bi, .ci = ci, .di = di};

static void expect_failure(tsq_glmm_data data, const tsq_options *options, int status, const char *message) {
  tsq_fit *mark = (tsq_fit *)(void *)&data;
  tsq_fit *fit = mark;
  assert_int_equal(tsq_glmm(&data, options, &fit), status);
  assert_ptr_equal(fit, mark);
  if (strstr(tsq_last_error(), message) == NULL)
    fail_msg("\"%s\" does not say \"%s\"", tsq_last_error(), message);
}

static void bad_counts(void **state) {
  (void)state;
  tsq_glmm_data d = odds;
  d.ai = negative;
  expect_failure(d, NULL, TSQ_ERR_DATA, "ai[1]");
  d.ai = many;
  d.bi = NULL;
  d.n1i = n1;
  expect_failure(d, NULL, TSQ_ERR_DATA, "ai[2]");
  d = odds;
  d.ai = broken;
  expect_failure(d, TSQ_OPTIONS(.glmm_model = TSQ_CM_EL), TSQ_ERR_DATA, "ai[1] = 3.5");
  d = odds;
  d.ai = none;
  d.bi = none;
  expect_failure(d, NULL, TSQ_ERR_DATA, "");
  d = odds;
  d.ai = missing;
  expect_failure(d, NULL, TSQ_ERR_TOO_FEW, "each of the 4");
  expect_failure((tsq_glmm_data){.k = K, .xi = ai, .ti = none}, NULL, TSQ_ERR_DATA, "ti[0]");
  expect_failure((tsq_glmm_data){.k = K, .xi = infinite, .ti = time1}, NULL, TSQ_ERR_DATA, "");
}

static void missing_pieces(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_glmm(NULL, NULL, &fit), TSQ_ERR_NULL);
  assert_int_equal(tsq_glmm(&odds, NULL, NULL), TSQ_ERR_NULL);
  tsq_glmm_data d = odds;
  d.di = NULL;
  expect_failure(d, NULL, TSQ_ERR_NULL, "n2i");
  d = odds;
  d.p = 1;
  expect_failure(d, NULL, TSQ_ERR_NULL, "x is NULL");
  d = odds;
  d.k = 0;
  expect_failure(d, NULL, TSQ_ERR_LENGTH, "k = 0");
  expect_failure((tsq_glmm_data){.k = K, .x1i = ai, .t1i = n1, .x2i = ci}, NULL, TSQ_ERR_NULL, "t2i");
  expect_failure((tsq_glmm_data){.k = K, .xi = ai}, NULL, TSQ_ERR_NULL, "ni");
}

static void bad_options(void **state) {
  (void)state;
  expect_failure(odds, TSQ_OPTIONS(.measure = TSQ_RR), TSQ_ERR_ARGUMENT, "measure");
  expect_failure(odds, TSQ_OPTIONS(.glmm_model = 11), TSQ_ERR_ARGUMENT, "options.glmm_model = 11");
  expect_failure(odds, TSQ_OPTIONS(.method = TSQ_REML), TSQ_ERR_ARGUMENT,
                 "options.method = REML: model glmm does not have it");
  expect_failure(odds, TSQ_OPTIONS(.test = TSQ_KNHA), TSQ_ERR_ARGUMENT,
                 "options.test = knha: model glmm does not have it");
  expect_failure(odds, TSQ_OPTIONS(.nodes = 201), TSQ_ERR_ARGUMENT, "nodes = 201");
  expect_failure(odds, TSQ_OPTIONS(.level = 1.5), TSQ_ERR_ARGUMENT, "level");
  expect_failure(odds, TSQ_OPTIONS(.keep00 = 2), TSQ_ERR_ARGUMENT, "keep00");
  expect_failure(odds, TSQ_OPTIONS(.covariance = 3), TSQ_ERR_ARGUMENT, "covariance");
  expect_failure(odds, TSQ_OPTIONS(.no_intercept = 1), TSQ_ERR_ARGUMENT, "no coefficients");
  expect_failure((tsq_glmm_data){.k = K, .xi = ai, .ni = n1}, TSQ_OPTIONS(.glmm_model = TSQ_CM_EL),
                 TSQ_ERR_ARGUMENT, "one group");
  expect_failure((tsq_glmm_data){.k = K, .x1i = ai, .t1i = n1, .x2i = ci, .t2i = n1},
                 TSQ_OPTIONS(.glmm_model = TSQ_CM_AL), TSQ_ERR_ARGUMENT, "CM.EL");
}

static void bad_moderators(void **state) {
  (void)state;
  static const char *const names[2] = {"dose", "double"};
  tsq_glmm_data d = odds;
  d.x = x;
  d.p = 2;
  d.x_names = names;
  expect_failure(d, NULL, TSQ_ERR_SINGULAR, "double");
  d.ldx = 3;
  expect_failure(d, NULL, TSQ_ERR_LENGTH, "ldx");
  d.ldx = 0;
  d.p = 1;
  d.x = infinite;
  expect_failure(d, NULL, TSQ_ERR_DATA, "x[3, 0]");
  d.x = missing;
  expect_failure(d, NULL, TSQ_ERR_TOO_FEW, "each of the 4");
}

/* No finite maximum: no events in one group of all studies, no events at all, every study at one end or the other. */
static void no_maximum(void **state) {
  (void)state;
  const double n[K] = {10, 10, 10, 10};
  const double ends[K] = {0, 10, 0, 10};
  tsq_glmm_data d = odds;
  d.ai = none;
  for (int32_t model = TSQ_UM_FS; model <= TSQ_CM_AL; model += 10)
    expect_failure(d, TSQ_OPTIONS(.glmm_model = model), TSQ_ERR_RANGE, "no maximum");
  expect_failure((tsq_glmm_data){.k = K, .xi = none, .ni = n}, NULL, TSQ_ERR_RANGE, "no maximum");
  expect_failure((tsq_glmm_data){.k = K, .xi = n, .ni = n}, NULL, TSQ_ERR_RANGE, "no maximum");
  expect_failure((tsq_glmm_data){.k = K, .xi = none, .ti = n}, NULL, TSQ_ERR_RANGE, "no maximum");
  expect_failure((tsq_glmm_data){.k = K, .xi = ends, .ni = n}, NULL, TSQ_ERR_RANGE, "no maximum");
  d = odds;
  d.ai = d.ci = none;
  expect_failure(d, NULL, TSQ_ERR_TOO_FEW, "each of the 4");
}

static void bad_questions(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  double buffer[2];
  size_t n;
  tsq_prediction p;
  tsq_interval interval = {.size = sizeof interval};
  assert_int_equal(tsq_glmm(&odds, NULL, &fit), TSQ_OK);
  assert_int_equal(tsq_fit_get(fit, "nonsense", buffer, 2), TSQ_ERR_NAME);
  assert_int_equal(tsq_fit_get(fit, "yi", buffer, 2), TSQ_ERR_BUFFER);
  assert_int_equal(tsq_fit_length(NULL, "yi", &n), TSQ_ERR_NULL);
  assert_int_equal(tsq_fit_get(fit, "tau2", NULL, 1), TSQ_ERR_NULL);
  assert_true(isnan(tsq_fit_value(fit, "yi")));
  assert_true(isnan(tsq_fit_value(NULL, "tau2")));
  assert_true(isnan(tsq_coef(fit, 1).estimate));
  assert_true(isnan(tsq_coef(NULL, 0).estimate));
  assert_null(tsq_coef_name(fit, 1));
  assert_null(tsq_fit_outcome(NULL, 0));
  assert_int_equal(tsq_predict(fit, NULL, 0, &p), TSQ_ERR_LENGTH);
  assert_int_equal(tsq_predict_with(fit, NULL, 1,
                                    &(tsq_predict_options){.size = sizeof(tsq_predict_options), .level = 2},
                                    &p),
                   TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_confint(fit, NULL, TSQ_INTERVAL_OPTIONS(.level = -1), &interval), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_confint(NULL, NULL, NULL, &interval), TSQ_ERR_NULL);
  tsq_quantity q = {.size = sizeof q};
  size_t n_quantities = 0;
  for (; tsq_model_quantity("glmm", n_quantities, &q) == TSQ_OK; n_quantities++) {
    assert_int_equal(tsq_fit_length(fit, q.name, &n), TSQ_OK);
  }
  assert_int_equal(tsq_model_quantity("glmm", n_quantities, &q), TSQ_ERR_ARGUMENT);
  assert_true(n_quantities > 30);
  int32_t model = 0;
  assert_int_equal(tsq_glmm_model_from_name("um.rs", &model), TSQ_OK);
  assert_int_equal(model, TSQ_UM_RS);
  assert_int_equal(tsq_glmm_model_from_name("UM", &model), TSQ_ERR_NAME);
  assert_null(tsq_glmm_model_name(0));
  tsq_fit_free(fit);
  tsq_fit_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_counts),     cmocka_unit_test(missing_pieces), cmocka_unit_test(bad_options),
      cmocka_unit_test(bad_moderators), cmocka_unit_test(no_maximum),     cmocka_unit_test(bad_questions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
