/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fit is asked. */
#include "every_allocation.h"
#include "fixture.h"

#include "../../bcg.h"

#include <math.h>
#include <string.h>

/* A question to the regression (or, with `pooled`, the pooled model), whose fit is made and freed about it. */
#define ASK(name, pooled, declare, call)                                                                     \
  static int name(every_try *t) {                                                                            \
    tsq_data data = pooled ? fixture_pooled_data() : fixture_data();                                         \
    tsq_fit *fit = fixture_fit(&data, NULL);                                                                 \
    declare;                                                                                                 \
    int status = EVERY(t, call);                                                                             \
    tsq_fit_free(fit);                                                                                       \
    return status;                                                                                           \
  }
#define OUT(type, name)                                                                                      \
  type name = {.size = sizeof name};                                                                         \
  every_output(t, &name, sizeof name)

static const double at[4] = {30, 1960, 40, 1970}, contrasts[6] = {0, 0, 1, 0, 0, 1};

ASK(confint_qp, 0, OUT(tsq_interval, out), tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_QP), &out))
ASK(confint_pl, 0, OUT(tsq_interval, out), tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_PL), &out))
ASK(confint_genq, 0, OUT(tsq_interval, out), tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_GENQ), &out))
ASK(confint_pooled_qp, 1, OUT(tsq_interval, out), tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_QP), &out))
ASK(confint_pooled_pl, 1, OUT(tsq_interval, out), tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_PL), &out))
ASK(confint_pooled_genq, 1, OUT(tsq_interval, out), tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_GENQ), &out))
ASK(wald, 0, OUT(tsq_wald_test, out), tsq_wald(fit, contrasts, 2, NULL, &out))
ASK(ratio, 0, OUT(tsq_ratio_result, out), tsq_ratio(fit, at, at + 2, 0, &out))
ASK(beyond, 1, OUT(tsq_beyond, out), tsq_probability_beyond(fit, NULL, -0.5, -1, &out))
ASK(used_options, 0, OUT(tsq_options, out), tsq_fit_options(fit, &out))

#define PREDICTIONS(n)                                                                                       \
  tsq_prediction out[n];                                                                                     \
  memset(out, 3, sizeof out);                                                                                \
  every_output(t, out, sizeof out)
ASK(predict, 0, PREDICTIONS(2), tsq_predict(fit, at, 2, out))
ASK(predict_with, 0, PREDICTIONS(2),
    tsq_predict_with(fit, at, 2,
                     &(tsq_predict_options){.size = sizeof(tsq_predict_options), .pi_kind = TSQ_PI_HTS}, out))
ASK(blup, 0, PREDICTIONS(BCG_K), tsq_blup(fit, out))
ASK(contrast, 0, tsq_estimate out = {.estimate = -7};
    every_output(t, &out, sizeof out), tsq_contrast(fit, contrasts, 0, &out))
ASK(length, 0, size_t n = 77; every_output(t, &n, sizeof n), tsq_fit_length(fit, "vb", &n))

/* A number that is NaN where it is not to be had, as the status that it stands for. */
static int number(every_try *t, double v) {
  every_answer(t, &v, sizeof v);
  return isnan(v) ? TSQ_ERR_NOMEM : TSQ_OK;
}
ASK(value, 0, (void)0, number(t, tsq_fit_value(fit, "I2")))
ASK(coef, 0, (void)0, number(t, tsq_coef(fit, 1).p_value))

/* All quantities of the table, one after the other. */
static int get_each(const tsq_fit *fit, double *values, size_t room) {
  tsq_quantity quantity = {.size = sizeof quantity};
  for (size_t q = 0; tsq_model_quantity("rma", q, &quantity) == TSQ_OK; q++) {
    size_t n = 0;
    int status = tsq_fit_length(fit, quantity.name, &n);
    if (status != TSQ_OK || n > room) return TSQ_ERR_ARGUMENT;
    values[0] = -7;
    status = tsq_fit_get(fit, quantity.name, values, n);
    if (status != TSQ_OK) return values[0] == -7 ? status : TSQ_ERR_ARGUMENT;
  }
  return TSQ_OK;
}
static double values[BCG_K * BCG_K];
ASK(get, 0, (void)0, get_each(fit, values, sizeof values / sizeof *values))
ASK(get_pooled, 1, (void)0, get_each(fit, values, sizeof values / sizeof *values))

ASK(digest, 0, char out[17] = "untouched"; every_output(t, out, sizeof out), tsq_fit_digest(fit, NULL, out))
ASK(can, 0, (void)0, tsq_fit_can(fit, "refit") ? TSQ_OK : TSQ_ERR_NOMEM)
ASK(functions_of_tau2, 1, OUT(tsq_interval, out), tsq_confint(fit, "I2", NULL, &out))

const every_case every_questions[] = {
    {"tsq_confint", "Q-profile", confint_qp, 0},
    {"tsq_confint", "profile likelihood", confint_pl, 0},
    {"tsq_confint", "GENQ", confint_genq, 0},
    {"tsq_confint", "pooled Q-profile", confint_pooled_qp, 0},
    {"tsq_confint", "pooled profile likelihood", confint_pooled_pl, 0},
    {"tsq_confint", "pooled GENQ", confint_pooled_genq, 0},
    {"tsq_confint", "I2", functions_of_tau2, 0},
    {"tsq_fit_digest", "all columns", digest, 1},
    {"tsq_fit_can", "refit", can, 1},
    {"tsq_wald", "two contrasts", wald, 0},
    {"tsq_ratio", "two trials", ratio, 0},
    {"tsq_probability_beyond", "pooled", beyond, 0},
    {"tsq_fit_options", "regression", used_options, 1},
    {"tsq_predict", "two trials", predict, 0},
    {"tsq_predict_with", "k - 2", predict_with, 0},
    {"tsq_blup", "regression", blup, 0},
    {"tsq_contrast", "a sum", contrast, 0},
    {"tsq_fit_length", "vb", length, 1},
    {"tsq_fit_value", "I2", value, 1},
    {"tsq_coef", "the second", coef, 1},
    {"tsq_fit_get", "each quantity", get, 0},
    {"tsq_fit_get", "each quantity, pooled", get_pooled, 0},
    {NULL, NULL, NULL, 0},
};
