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
  tsq_fit *fit = (tsq_fit *)(void *)t;
  every_handle(t, &fit);
  int status = EVERY(t, tsq_glmm(&data, TSQ_OPTIONS(.glmm_model = model, .nodes = nodes), &fit));
  if (status != TSQ_OK) return status;
  double tau2 = tsq_fit_value(fit, "tau2");
  tsq_estimate first = tsq_coef(fit, 0);
  every_answer(t, &tau2, sizeof tau2);
  every_answer(t, &first, sizeof first);
  tsq_fit_free(fit);
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
    tsq_fit *fit = NULL;                                                                                \
    assert_int_equal(tsq_glmm(&data, TSQ_OPTIONS(.glmm_model = TSQ_CM_AL, .nodes = 3), &fit), TSQ_OK);       \
    declare;                                                                                                 \
    int status = EVERY(t, call);                                                                             \
    tsq_fit_free(fit);                                                                                      \
    return status;                                                                                           \
  }
#define OUT(type, ...)                                                                                       \
  type out = {__VA_ARGS__};                                                                                  \
  every_output(t, &out, sizeof out)
static const double at = 3;
ASK(confint, OUT(tsq_interval, .size = sizeof out), tsq_confint(fit, NULL, NULL, &out))
ASK(predict, OUT(tsq_prediction, .estimate = -7), tsq_predict(fit, &at, 1, &out))

const every_case every_glmm[] = {
    {"tsq_glmm", "UM.FS", um_fs, 0},
    {"tsq_glmm", "UM.RS", um_rs, 0},
    {"tsq_glmm", "CM.EL", cm_el, 0},
    {"tsq_glmm", "CM.AL", cm_al, 0},
    {"tsq_glmm", "CM.AL, as many nodes as it takes", trapezoidal, 0},
    {"tsq_confint", "glmm", confint, 0},
    {"tsq_predict", "glmm", predict, 0},
    {NULL, NULL, NULL, 0},
};
