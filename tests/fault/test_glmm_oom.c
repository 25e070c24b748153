/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out while a generalized linear mixed model is fitted or asked: a status, no leak, outputs untouched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/alloc.h"

#include <string.h>
#include <tausq/report.h>

enum { K = 4 };
static const double ai[K] = {4, 9, 0, 17};
static const double n1[K] = {40, 62, 35, 110};
static const double ci[K] = {14, 1, 5, 6};
static const double n2[K] = {42, 60, 33, 105};
static const double x[K] = {1, 2, 5, 3};
static const tsq_glmm_data data = {.k = K, .ai = ai, .n1i = n1, .ci = ci, .n2i = n2, .x = x, .p = 1};

static void fitting(void **state) {
  (void)state;
  for (int32_t model = TSQ_UM_FS; model <= TSQ_CM_AL; model += 10) {
    size_t n = 1;
    for (; n < 200; n++) {
      tsq_glmm_fit *mark = (tsq_glmm_fit *)(void *)&n;
      tsq_glmm_fit *fit = mark;
      tsqp_fail_allocation(n);
      int status = tsq_glmm(&data, TSQ_GLMM_OPTIONS(.model = model, .nodes = 3), &fit);
      tsqp_fail_allocation(0);
      if (status == TSQ_OK) {
        tsq_glmm_free(fit);
        assert_int_equal(tsqp_live_allocations(), 0);
        break;
      }
      assert_int_equal(status, TSQ_ERR_NOMEM);
      assert_ptr_equal(fit, mark);
      assert_non_null(strstr(tsq_last_error(), "out of memory"));
      assert_int_equal(tsqp_live_allocations(), 0);
    }
    assert_in_range(n, 20, 100);
  }
}

static void asking(void **state) {
  (void)state;
  tsq_glmm_fit *fit = NULL;
  assert_int_equal(tsq_glmm(&data, TSQ_GLMM_OPTIONS(.model = TSQ_CM_AL), &fit), TSQ_OK);
  size_t live = tsqp_live_allocations();
  size_t n = 1;
  for (; n < 400; n++) {
    tsq_tau2_interval interval = {.size = sizeof interval, .kind = -7};
    tsqp_fail_allocation(n);
    int status = tsq_glmm_confint(fit, 0, &interval);
    tsqp_fail_allocation(0);
    assert_int_equal(tsqp_live_allocations(), live);
    if (status == TSQ_OK) break;
    assert_int_equal(status, TSQ_ERR_NOMEM);
    assert_int_equal(interval.kind, -7);
  }
  assert_in_range(n, 5, 390);
  for (n = 1; n < 4; n++) {
    size_t bytes = 12345;
    tsqp_fail_allocation(n);
    assert_int_equal(tsq_report_glmm(fit, NULL, TSQ_REPORT_TEXT, NULL, 0, &bytes), TSQ_ERR_NOMEM);
    tsqp_fail_allocation(0);
    assert_int_equal(bytes, 12345);
    assert_int_equal(tsqp_live_allocations(), live);
  }
  tsq_glmm_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(fitting), cmocka_unit_test(asking)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
