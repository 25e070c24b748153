/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The models of effects: every estimator, pooled and with moderators. */
#include "every_allocation.h"
#include "fixture.h"

#include "../../bcg.h"

static int fitting(every_try *t, const tsq_data *data, const tsq_options *options) {
  tsq_fit *fit = (tsq_fit *)(void *)t;
  every_handle(t, &fit);
  int status = EVERY(t, tsq_rma(data, options, &fit));
  if (status != TSQ_OK) return status;
  double tau2 = tsq_fit_value(fit, "tau2");
  tsq_estimate first = tsq_coef(fit, 0);
  every_answer(t, &tau2, sizeof tau2);
  every_answer(t, &first, sizeof first);
  tsq_fit_free(fit);
  return status;
}

#define METHODS(X)                                                                                           \
  X(CE) X(DL) X(HE) X(HS) X(HSK) X(SJ) X(SJIT) X(PM) X(PMM) X(EB) X(ML) X(REML) X(DL2) X(DLIT)
#define FIT(m)                                                                                               \
  static int pooled_##m(every_try *t) {                                                                      \
    tsq_data data = fixture_pooled_data();                                                                   \
    return fitting(t, &data, TSQ_OPTIONS(.method = TSQ_##m));                                                \
  }                                                                                                          \
  static int regression_##m(every_try *t) {                                                                  \
    tsq_data data = fixture_data();                                                                          \
    return fitting(t, &data, TSQ_OPTIONS(.method = TSQ_##m, .test = TSQ_KNHA));                              \
  }
METHODS(FIT)

static int with_weights(every_try *t, int32_t method) {
  tsq_data data = fixture_data();
  data.weights = bcg_vi;
  return fitting(t, &data, TSQ_OPTIONS(.method = method));
}
static int weighted(every_try *t) {
  return with_weights(t, TSQ_REML);
}
static int genq(every_try *t) {
  return with_weights(t, TSQ_GENQ);
}
static int standard_errors(every_try *t) {
  tsq_data data = fixture_pooled_data();
  data.sei = data.vi;
  data.vi = NULL;
  return fitting(t, &data, TSQ_OPTIONS(.threads = 2));
}

#define ROWS(m) {"tsq_rma", "pooled " #m, pooled_##m, 0}, {"tsq_rma", "regression " #m, regression_##m, 0},
const every_case every_rma[] = {
    METHODS(ROWS){"tsq_rma", "weights", weighted, 0},
    {"tsq_rma", "GENQ", genq, 0},
    {"tsq_rma", "standard errors, two threads", standard_errors, 0},
    {NULL, NULL, NULL, 0},
};
