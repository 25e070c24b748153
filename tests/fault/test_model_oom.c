/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The n-th allocation fails, n = 1, 2, ...: each public function of the model says so, leaks nothing and leaves outputs alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>
#include <tausq/predict.h>
#include <tausq/subgroup.h>

static double x[2 * BCG_K];
static double y_missing[BCG_K];
static const char *const names[2] = {"ablat", "year"};

static tsq_data regression_data(void) {
  for (int i = 0; i < BCG_K; i++) {
    x[i] = bcg_ablat[i];
    x[BCG_K + i] = bcg_year[i];
    y_missing[i] = i == 3 ? NAN : bcg_yi[i];
  }
  return (tsq_data){
      .k = BCG_K, .yi = y_missing, .vi = bcg_vi, .x = x, .p = 2, .x_names = names, .weights = bcg_vi};
}

/* A call that allocates: returns its status, and whether its outputs still have the marks they were given. */
typedef int call(const tsq_fit *fit, int *untouched);

static int call_rma(const tsq_fit *fit, int *untouched) {
  (void)fit;
  tsq_data data = regression_data();
  tsq_fit *mark = (tsq_fit *)(void *)x;
  tsq_fit *out = mark;
  int status = tsq_rma(&data, NULL, &out);
  *untouched = out == mark;
  if (status == TSQ_OK) tsq_fit_free(out);
  return status;
}

static int call_subgroup(const tsq_fit *fit, int *untouched) {
  (void)fit;
  tsq_data data = {.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi};
  tsq_subgroups *mark = (tsq_subgroups *)(void *)x;
  tsq_subgroups *out = mark;
  int status = tsq_subgroup(&data, bcg_alloc, NULL, 3, TSQ_TAU2_COMMON, NULL, &out);
  *untouched = out == mark;
  if (status == TSQ_OK) tsq_subgroups_free(out);
  return status;
}

static int call_confint(const tsq_fit *fit, int *untouched, int32_t kind) {
  tsq_tau2_interval out = {.size = sizeof out, .level = 42};
  int status = tsq_confint(fit, kind, 0, &out);
  *untouched = out.level == 42;
  return status;
}
static int call_confint_qp(const tsq_fit *fit, int *untouched) {
  return call_confint(fit, untouched, TSQ_CI_QP);
}
static int call_confint_genq(const tsq_fit *fit, int *untouched) {
  return call_confint(fit, untouched, TSQ_CI_GENQ);
}
static int call_confint_pl(const tsq_fit *fit, int *untouched) {
  return call_confint(fit, untouched, TSQ_CI_PL);
}

static int call_predict(const tsq_fit *fit, int *untouched) {
  tsq_prediction out = {.estimate = 42};
  int status = tsq_predict(fit, (const double[]){30, 1960}, 1, &out);
  *untouched = out.estimate == 42;
  return status;
}

static int call_blup(const tsq_fit *fit, int *untouched) {
  tsq_prediction out[BCG_K] = {{.estimate = 42}};
  int status = tsq_blup(fit, out);
  *untouched = out[0].estimate == 42;
  return status;
}

static int call_fitted(const tsq_fit *fit, int *untouched) {
  double out[BCG_K] = {42};
  int status = tsq_fit_get(fit, "fitted", out, BCG_K);
  *untouched = out[0] == 42;
  return status;
}

static int call_contrast(const tsq_fit *fit, int *untouched) {
  tsq_estimate out = {.estimate = 42};
  int status = tsq_contrast(fit, (const double[]){0, 1, 1}, 0, &out);
  *untouched = out.estimate == 42;
  return status;
}

static int call_wald(const tsq_fit *fit, int *untouched) {
  tsq_wald_test out = {.size = sizeof out, .statistic = 42};
  int status = tsq_wald(fit, (const double[]){0, 1, 1}, 1, NULL, &out);
  *untouched = out.statistic == 42;
  return status;
}

static int call_ratio(const tsq_fit *fit, int *untouched) {
  tsq_ratio_result out = {.size = sizeof out, .ratio = 42};
  int status = tsq_ratio(fit, (const double[]){30, 1960}, (const double[]){40, 1960}, 0, &out);
  *untouched = out.ratio == 42;
  return status;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  static const struct {
    const char *name;
    call *call;
  } calls[] = {
      {"rma", call_rma},
      {"subgroup", call_subgroup},
      {"confint QP", call_confint_qp},
      {"confint GENQ", call_confint_genq},
      {"confint PL", call_confint_pl},
      {"predict", call_predict},
      {"blup", call_blup},
      {"fitted", call_fitted},
      {"contrast", call_contrast},
      {"wald", call_wald},
      {"ratio", call_ratio},
  };
  tsq_data data = regression_data();
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(&data, NULL, &fit), TSQ_OK);
  for (size_t c = 0; c < sizeof calls / sizeof calls[0]; c++) {
    size_t before = tsqp_live_allocations();
    int status = TSQ_ERR_NOMEM;
    size_t n = 0;
    while (status != TSQ_OK) {
      int untouched = 0;
      tsqp_fail_allocation(++n);
      status = calls[c].call(fit, &untouched);
      tsqp_fail_allocation(0);
      if (status != TSQ_OK && status != TSQ_ERR_NOMEM)
        fail_msg("%s, allocation %zu: %s", calls[c].name, n, tsq_last_error());
      if (status != TSQ_OK && !untouched)
        fail_msg("%s, allocation %zu: an output was written", calls[c].name, n);
      if (status != TSQ_OK) assert_true(strlen(tsq_last_error()) > 0);
      if (tsqp_live_allocations() != before)
        fail_msg("%s, allocation %zu: a block was lost", calls[c].name, n);
      assert_true(n < 2000);
    }
    if (n < 2) fail_msg("%s: nothing was made to fail", calls[c].name);
  }
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
