/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Generalized linear mixed models, each of them, and what their fits are asked. */
#include "every_allocation.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { K = 4 };
static const double ai[K] = {4, 9, 0, 17}, n1[K] = {40, 62, 35, 110}, ci[K] = {14, 1, 5, 6},
                    n2[K] = {42, 60, 33, 105}, x[K] = {1, 2, 5, 3};
static const tsq_glmm_data data = {.k = K, .ai = ai, .n1i = n1, .ci = ci, .n2i = n2, .x = x, .p = 1};

static int fitting(every_try *t, int32_t model, int32_t nodes) {
  tsq_glmm_fit *fit = (tsq_glmm_fit *)(void *)t;
  every_handle(t, &fit);
  int status = EVERY(t, tsq_glmm(&data, TSQ_GLMM_OPTIONS(.model = model, .nodes = nodes), &fit));
  if (status != TSQ_OK) return status;
  double tau2 = tsq_glmm_value(fit, "tau2");
  tsq_estimate first = tsq_glmm_coef(fit, 0);
  every_answer(t, &tau2, sizeof tau2);
  every_answer(t, &first, sizeof first);
  tsq_glmm_free(fit);
  return status;
}
#define MODEL(name, model)                                                                                   \
  static int name(every_try *t) {                                                                            \
    return fitting(t, model, 3);                                                                             \
  }
MODEL(um_fs, TSQ_UM_FS)
MODEL(um_rs, TSQ_UM_RS)
MODEL(cm_el, TSQ_CM_EL)
MODEL(cm_al, TSQ_CM_AL)
static int trapezoidal(every_try *t) {
  return fitting(t, TSQ_CM_AL, 0);
}

/* A question to CM.AL's fit. */
#define ASK(name, declare, call)                                                                             \
  static int name(every_try *t) {                                                                            \
    tsq_glmm_fit *fit = NULL;                                                                                \
    assert_int_equal(tsq_glmm(&data, TSQ_GLMM_OPTIONS(.model = TSQ_CM_AL, .nodes = 3), &fit), TSQ_OK);       \
    declare;                                                                                                 \
    int status = EVERY(t, call);                                                                             \
    tsq_glmm_free(fit);                                                                                      \
    return status;                                                                                           \
  }
#define OUT(type, ...)                                                                                       \
  type out = {__VA_ARGS__};                                                                                  \
  every_output(t, &out, sizeof out)
static int number(every_try *t, double v) {
  every_answer(t, &v, sizeof v);
  return isnan(v) ? TSQ_ERR_NOMEM : TSQ_OK;
}
static const double at = 3;
ASK(confint, OUT(tsq_tau2_interval, .size = sizeof out), tsq_glmm_confint(fit, 0, &out))
ASK(predict, OUT(tsq_prediction, .estimate = -7), tsq_glmm_predict(fit, &at, 1, 0, &out))
ASK(used_options, OUT(tsq_glmm_options, .size = sizeof out), tsq_glmm_used_options(fit, &out))
ASK(get, OUT(double, -7), tsq_glmm_get(fit, "tau2", &out, 1))
ASK(length, OUT(size_t, 77), tsq_glmm_length(fit, "beta", &out))
ASK(quantity, OUT(tsq_quantity, .size = sizeof out), tsq_glmm_quantity_at(0, &out))
ASK(value, (void)0, number(t, tsq_glmm_value(fit, "tau2")))
ASK(coef, (void)0, number(t, tsq_glmm_coef(fit, 0).estimate))

const every_case every_glmm[] = {
    {"tsq_glmm", "UM.FS", um_fs, 0},
    {"tsq_glmm", "UM.RS", um_rs, 0},
    {"tsq_glmm", "CM.EL", cm_el, 0},
    {"tsq_glmm", "CM.AL", cm_al, 0},
    {"tsq_glmm", "CM.AL, as many nodes as it takes", trapezoidal, 0},
    {"tsq_glmm_confint", "CM.AL", confint, 0},
    {"tsq_glmm_predict", "CM.AL", predict, 1},
    {"tsq_glmm_used_options", "CM.AL", used_options, 1},
    {"tsq_glmm_get", "tau2", get, 1},
    {"tsq_glmm_length", "beta", length, 1},
    {"tsq_glmm_quantity_at", "the first", quantity, 1},
    {"tsq_glmm_value", "tau2", value, 1},
    {"tsq_glmm_coef", "the first", coef, 1},
    {NULL, NULL, NULL, 0},
};
