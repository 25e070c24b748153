/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bad input to tsq_rma(): status, message with argument and index, and an output that is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>
#include <tausq/models.h>
#include <tausq/rma.h>

static const double y[5] = {0.1, 0.5, 0.3, 0.8, 0.2};
static const double v[5] = {0.1, 0.1, 0.2, 0.15, 0.05};
static const double v_negative[5] = {0.1, 0.1, 0.2, -0.2, 0.05};
static const double v_zero[5] = {0.1, 0, 0.2, 0.2, 0.05};
static const double v_infinite[5] = {0.1, 0.1, INFINITY, 0.2, 0.05};
static const double y_infinite[5] = {0.1, 0.5, 0.3, 0.8, -INFINITY};
static const double y_nan[5] = {0.1, NAN, 0.3, 0.8, 0.2};
static const double all_nan[5] = {NAN, NAN, NAN, NAN, NAN};
static const double s_tiny[5] = {0.1, 0.1, 1e-200, 0.1, 0.1};
static const double weights_negative[5] = {1, 1, 1, 1, -1};
static const double weights_zero[5] = {0, 0, 0, 0, 0};
static const double x_good[5] = {1, 2, 3, 5, 4};
static const double x_double[10] = {1, 2, 3, 5, 4, 2, 4, 6, 10, 8};
static const double x_constant[5] = {2, 2, 2, 2, 2};
static const double x_infinite[5] = {1, 2, 3, INFINITY, 4};
static const char *const names[2] = {"dose", "hours"};

static const tsq_data good = {.k = 5, .yi = y, .vi = v};

typedef struct bad {
  tsq_data data;
  tsq_options options;
  int status;
  const char *message; /* how it begins */
} bad;

#define WITH(...)                                                                                            \
  { .size = sizeof(tsq_options), __VA_ARGS__ }

static const bad cases[] = {
    {{.k = 0, .yi = y, .vi = v}, WITH(0), TSQ_ERR_LENGTH, "data.k = 0"},
    {{.k = 5, .vi = v}, WITH(0), TSQ_ERR_NULL, "data.yi is NULL"},
    {{.k = 5, .yi = y}, WITH(0), TSQ_ERR_NULL, "data.vi and data.sei are both NULL"},
    {{.k = 5, .yi = y, .vi = v, .sei = v}, WITH(0), TSQ_ERR_ARGUMENT, "data.vi and data.sei are both given"},
    {{.k = 5, .yi = y, .vi = v, .p = 1}, WITH(0), TSQ_ERR_NULL, "data.x is NULL"},
    {{.k = 5, .yi = y, .vi = v, .x = x_good, .p = 1, .ldx = 4},
     WITH(0),
     TSQ_ERR_LENGTH,
     "data.ldx = 4 < data.k = 5"},
    {{.k = 5, .yi = y, .vi = v_negative},
     WITH(0),
     TSQ_ERR_DATA,
     "vi[3] = -0.2: a sampling variance must be > 0"},
    {{.k = 5, .yi = y, .vi = v_zero},
     WITH(.method = TSQ_DL),
     TSQ_ERR_DATA,
     "vi[1] = 0: a sampling variance must be > 0 for an estimator"},
    {{.k = 5, .yi = y, .sei = v_zero},
     WITH(.method = TSQ_CE),
     TSQ_ERR_DATA,
     "sei[1] = 0: a standard error must be > 0 in a common-effect model"},
    {{.k = 5, .yi = y, .sei = s_tiny}, WITH(0), TSQ_ERR_RANGE, "sei[2] = 1e-200"},
    {{.k = 5, .yi = y, .vi = v_infinite}, WITH(0), TSQ_ERR_DATA, "vi[2] is infinite"},
    {{.k = 5, .yi = y_infinite, .vi = v}, WITH(0), TSQ_ERR_DATA, "yi[4] is infinite"},
    {{.k = 5, .yi = all_nan, .vi = v}, WITH(0), TSQ_ERR_TOO_FEW, "no study is complete"},
    {{.k = 5, .yi = y_nan, .vi = v},
     WITH(.missing = TSQ_MISSING_ERROR),
     TSQ_ERR_DATA,
     "study [1] has a missing value"},
    {{.k = 5, .yi = y, .vi = v, .weights = weights_negative}, WITH(0), TSQ_ERR_DATA, "weights[4] = -1"},
    {{.k = 5, .yi = y, .vi = v, .weights = weights_zero}, WITH(0), TSQ_ERR_DATA, "weights are all 0"},
    {{.k = 5, .yi = y, .vi = v, .x = x_double, .p = 2, .x_names = names},
     WITH(0),
     TSQ_ERR_SINGULAR,
     "moderator 'hours' is a linear"},
    {{.k = 5, .yi = y, .vi = v, .x = x_constant, .p = 1},
     WITH(0),
     TSQ_ERR_SINGULAR,
     "moderator 'x1' is a linear"},
    {{.k = 5, .yi = y, .vi = v, .x = x_infinite, .p = 1, .x_names = names},
     WITH(0),
     TSQ_ERR_DATA,
     "x[3] of moderator 'dose'"},
    {{.k = 2, .yi = y, .vi = v, .x = x_good, .p = 1},
     WITH(0),
     TSQ_ERR_TOO_FEW,
     "2 complete studies cannot estimate"},
    {{.k = 1, .yi = y, .vi = v, .x = x_good, .p = 1},
     WITH(0),
     TSQ_ERR_TOO_FEW,
     "1 complete studies are fewer"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.no_intercept = 1), TSQ_ERR_ARGUMENT, "the model has neither"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.no_intercept = 2), TSQ_ERR_ARGUMENT, "options.no_intercept = 2"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.level = 95), TSQ_ERR_ARGUMENT, "options.level = 95"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.level = -0.5), TSQ_ERR_ARGUMENT, "options.level = -0.5"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.level = NAN), TSQ_ERR_ARGUMENT, "options.level = nan"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.method = 7), TSQ_ERR_ARGUMENT, "options.method = 7"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.test = 7), TSQ_ERR_ARGUMENT, "options.test = 7"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.preset = 7), TSQ_ERR_ARGUMENT, "options.preset = 7"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.ci_kind = 7), TSQ_ERR_ARGUMENT, "options.ci_kind = 7"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.pi_kind = 7), TSQ_ERR_ARGUMENT, "options.pi_kind = 7"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.i2_kind = 7), TSQ_ERR_ARGUMENT, "options.i2_kind = 7"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.missing = 7), TSQ_ERR_ARGUMENT, "options.missing = 7"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.redundant = 7), TSQ_ERR_ARGUMENT, "options.redundant = 7"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.weighting = 7), TSQ_ERR_ARGUMENT, "options.weighting = 7"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.tau2 = 0.1), TSQ_ERR_ARGUMENT, "options.tau2 = 0.1 is given"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.tau2_fixed = 1, .tau2 = -1), TSQ_ERR_ARGUMENT, "options.tau2 = -1"},
    {{.k = 5, .yi = y, .vi = v},
     WITH(.method = TSQ_CE, .tau2_fixed = 1),
     TSQ_ERR_ARGUMENT,
     "options.tau2_fixed contradicts"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.method = TSQ_GENQ), TSQ_ERR_ARGUMENT, "method GENQ needs"},
    {{.k = 5, .yi = y, .vi = v, .x = x_good, .p = 1},
     WITH(.test = TSQ_KR),
     TSQ_ERR_ARGUMENT,
     "test kr is for"},
    {{.k = 5, .yi = y, .vi = v}, WITH(.threads = -2), TSQ_ERR_ARGUMENT, "options.threads = -2"},
};

static void every_case(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    tsq_fit *untouched = (tsq_fit *)(void *)&cases;
    tsq_fit *fit = untouched;
    int status = tsq_rma(&cases[i].data, &cases[i].options, &fit);
    if (status != cases[i].status ||
        strncmp(tsq_last_error(), cases[i].message, strlen(cases[i].message)) != 0) {
      fail_msg("case %zu: status %d, message '%s'; expected %d, '%s'", i, status, tsq_last_error(),
               cases[i].status, cases[i].message);
    }
    assert_ptr_equal(fit, untouched);
  }
}

static void null_pointers(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(NULL, NULL, &fit), TSQ_ERR_NULL);
  assert_int_equal(tsq_rma(&good, NULL, NULL), TSQ_ERR_NULL);
  tsq_fit_free(NULL);
  assert_true(isnan(tsq_coef(NULL, 0).estimate));
  assert_null(tsq_coef_name(NULL, 0));
  assert_null(tsq_fit_conventions(NULL));
  assert_null(tsq_fit_outcome(NULL, 0));
  assert_true(isnan(tsq_fit_value(NULL, "tau2")));
  double out;
  assert_int_equal(tsq_fit_get(NULL, "tau2", &out, 1), TSQ_ERR_NULL);
}

static void the_message_is_cleared_by_the_next_call(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(NULL, NULL, &fit), TSQ_ERR_NULL);
  assert_true(strlen(tsq_last_error()) > 0);
  assert_int_equal(tsq_rma(&good, NULL, &fit), TSQ_OK);
  assert_string_equal(tsq_last_error(), "");
  tsq_fit_free(fit);
}

static void redundant_columns_can_be_dropped(void **state) {
  (void)state;
  tsq_data data = good;
  data.x = x_double;
  data.p = 2;
  data.x_names = names;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.redundant = TSQ_REDUNDANT_DROP), &fit), TSQ_OK);
  assert_true(tsq_fit_value(fit, "p") == 2);
  assert_string_equal(tsq_coef_name(fit, 1), "dose");
  assert_string_equal(tsq_fit_outcome(fit, 0), "redundant moderators were dropped: hours");
  tsq_fit_free(fit);
}

static void newer_options_are_refused_when_set(void **state) {
  (void)state;
  struct {
    tsq_options known;
    double from_the_future;
  } newer = {.known = {.size = sizeof newer}};
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&good, &newer.known, &fit), TSQ_OK); /* unset: no harm */
  tsq_fit_free(fit);
  fit = NULL;
  newer.from_the_future = 1;
  assert_int_equal(tsq_rma(&good, &newer.known, &fit), TSQ_ERR_OPTIONS);
  assert_null(fit);
  tsq_options older = {
      .size = offsetof(tsq_options, ci_kind), .method = TSQ_DL, .tau2 = 99}; /* half a struct */
  assert_int_equal(tsq_rma(&good, &older, &fit), TSQ_ERR_OPTIONS);
  assert_null(fit);
  tsq_options unsized = {.size = 0, .method = TSQ_DL};
  assert_int_equal(tsq_rma(&good, &unsized, &fit), TSQ_OK); /* as of this release */
  assert_true(tsq_fit_value(fit, "tau2") >= 0);
  tsq_fit_free(fit);
}

static void names_and_values(void **state) {
  (void)state;
  int32_t value = 0;
  assert_int_equal(tsq_method_from_name("reml", &value), TSQ_OK);
  assert_int_equal(value, TSQ_REML);
  assert_int_equal(tsq_method_from_name("FE", &value), TSQ_OK);
  assert_string_equal(tsq_method_name(value), "CE");
  assert_int_equal(tsq_test_from_name("HKSJ", &value), TSQ_OK);
  assert_string_equal(tsq_test_name(value), "knha");
  assert_int_equal(tsq_pi_from_name("riley", &value), TSQ_OK);
  assert_string_equal(tsq_pi_name(value), "hts");
  value = 4711;
  assert_int_equal(tsq_method_from_name("REMLX", &value), TSQ_ERR_NAME);
  assert_int_equal(value, 4711);
  assert_non_null(strstr(tsq_last_error(), "CE, DL, HE, HS"));
  assert_null(tsq_method_name(4711));
}

static void quantities_by_name(void **state) {
  (void)state;
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&good, NULL, &fit), TSQ_OK);
  double buf[32];
  tsq_quantity q = {.size = sizeof q};
  size_t n_quantities = 0;
  for (; tsq_model_quantity("rma", n_quantities, &q) == TSQ_OK; n_quantities++) {
    size_t n = 0;
    assert_int_equal(tsq_fit_length(fit, q.name, &n), TSQ_OK);
    assert_true(n <= 32);
    assert_int_equal(tsq_fit_get(fit, q.name, buf, 32), TSQ_OK);
    assert_true(strlen(q.text) > 3);
    if (n > 1) assert_int_equal(tsq_fit_get(fit, q.name, buf, n - 1), TSQ_ERR_BUFFER);
  }
  assert_int_equal(tsq_fit_get(fit, "tau3", buf, 32), TSQ_ERR_NAME);
  assert_true(isnan(tsq_fit_value(fit, "fitted")));
  assert_int_equal(tsq_model_quantity("rma", n_quantities, &q), TSQ_ERR_ARGUMENT);
  tsq_model_info info = {.size = sizeof info};
  assert_int_equal(tsq_model_at(0, &info), TSQ_OK);
  assert_string_equal(info.name, "rma");
  assert_true(n_quantities == info.n_quantities && n_quantities > 60);
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_case),
      cmocka_unit_test(null_pointers),
      cmocka_unit_test(the_message_is_cleared_by_the_next_call),
      cmocka_unit_test(redundant_columns_can_be_dropped),
      cmocka_unit_test(newer_options_are_refused_when_set),
      cmocka_unit_test(names_and_values),
      cmocka_unit_test(quantities_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
