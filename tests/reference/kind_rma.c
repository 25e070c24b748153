/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of the kind "rma": the pooled and meta-regression model. */
#include "conformance.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_MODS 16

/* The studies and the model of a case. */
typedef struct model {
  tsq_data data;
  tsq_options options;
  const char *names[MAX_MODS];
  double *effects; /* yi, vi */
  double *x;
} model;

/* Fields of "expect" that the fit has by name. */
static const struct {
  const char *field, *quantity;
} quantities[] = {
    {"k", "k"},
    {"p", "p"},
    {"m", "QMdf1"},
    {"beta", "beta"},
    {"se", "se"},
    {"zval", "zval"},
    {"pval", "pval"},
    {"ci_lb", "ci_lb"},
    {"ci_ub", "ci_ub"},
    {"vb", "vb"}, /* symmetric: by row or by column */
    {"tau2", "tau2"},
    {"se_tau2", "se_tau2"},
    {"I2", "I2"},
    {"H2", "H2"},
    {"vt", "vt"},
    {"R2", "R2"},
    {"QE", "QE"},
    {"QEp", "QEp"},
    {"QM", "QM"},
    {"QMp", "QMp"},
    {"s2w", "s2w"},
    {"fitted", "fitted"},
    {"resid", "resid"},
    {"weights_pct", "weights"},
    {"fit.ML.loglik", "ML.loglik"},
    {"fit.ML.deviance", "ML.deviance"},
    {"fit.ML.AIC", "ML.AIC"},
    {"fit.ML.BIC", "ML.BIC"},
    {"fit.ML.AICc", "ML.AICc"},
    {"fit.REML.loglik", "REML.loglik"},
    {"fit.REML.deviance", "REML.deviance"},
    {"fit.REML.AIC", "REML.AIC"},
    {"fit.REML.BIC", "REML.BIC"},
    {"fit.REML.AICc", "REML.AICc"},
};

static void compare_quantities(trial *t, const tsq_fit *fit) {
  for (size_t i = 0; i < sizeof quantities / sizeof quantities[0]; i++) {
    size_t n = 0;
    if (expected(t, quantities[i].field) == NULL) continue;
    if (!answered(t, tsq_fit_length(fit, quantities[i].quantity, &n))) return;
    double *values = new_numbers(n);
    if (answered(t, tsq_fit_get(fit, quantities[i].quantity, values, n))) {
      compare(t, quantities[i].field, values, n);
    }
    free(values);
  }
}

/* Where R has no t distribution it prints NA; the library says infinite degrees of freedom. */
static double na_if_normal(double df) {
  return isinf(df) ? NAN : df;
}

static void compare_df(trial *t, const tsq_fit *fit) {
  double qmdf[2] = {tsq_fit_value(fit, "QMdf1"), na_if_normal(tsq_fit_value(fit, "QMdf2"))};
  compare_number(t, "ddf", na_if_normal(tsq_fit_value(fit, "ddf")));
  compare(t, "QMdf", qmdf, 2);
}

static void compare_names(trial *t, const tsq_fit *fit) {
  for (size_t j = 0; j < json_array_size(expected(t, "names")); j++) {
    const char *got = tsq_coef_name(fit, j);
    int intercept = got != NULL && strcmp(got, "intercept") == 0;
    compare_text(t, "names", j, intercept ? "intrcpt" : got); /* R's abbreviation */
  }
}

/* One member of the predictions against "what.field". */
static void compare_member(trial *t, const char *what, const char *field, const tsq_prediction *p, size_t n,
                           size_t offset) {
  char path[FIELD_BYTES];
  double *column = new_numbers(n);
  for (size_t i = 0; i < n; i++) {
    memcpy(&column[i], (const char *)&p[i] + offset, sizeof *column);
  }
  snprintf(path, sizeof path, "%s.%s", what, field);
  compare(t, path, column, n);
  free(column);
}

/* The moderators of the rows to predict, column-major, without the intercept; sets their number. */
static double *rows_to_predict(trial *t, const json_t *newmods, const model *m, const tsq_fit *fit,
                               size_t *n) {
  size_t p = m->data.p;
  size_t k = m->data.k;
  *n = json_is_array(newmods) ? json_array_size(newmods) : p == 0 ? 1 : (size_t)tsq_fit_value(fit, "k");
  double *x_new = new_numbers(*n * p);
  double *why = new_numbers(k);
  size_t *index = calloc(k + 1, sizeof *index);
  size_t used = 0;
  /* without newmods R predicts for the complete studies */
  if (index == NULL || (!json_is_array(newmods) && p > 0 && !answered(t, tsq_fit_get(fit, "why", why, k)))) *n = 0;
  for (size_t i = 0; i < k && index != NULL; i++) {
    if (why[i] == TSQ_LEFT_IN) index[used++] = i;
  }
  for (size_t i = 0; i < *n * p; i++) {
    size_t row = i % *n;
    size_t column = i / *n;
    x_new[i] = json_is_array(newmods)
                   ? json_number_value(json_array_get(json_array_get(newmods, row), column))
                   : m->x[index[row] + column * k];
  }
  free(index);
  free(why);
  return x_new;
}

static void compare_predictions(trial *t, const char *what, int32_t pi_kind, const json_t *call,
                                const model *m, const tsq_fit *fit) {
  if (expected(t, what) == NULL) return;
  size_t n = 0;
  double *x_new = rows_to_predict(t, json_object_get(call, "newmods"), m, fit, &n);
  tsq_prediction *p = calloc(n + 1, sizeof *p);
  tsq_predict_options o = {.size = sizeof o, .pi_kind = pi_kind};
  if (p != NULL && answered(t, tsq_predict_with(fit, m->data.p > 0 ? x_new : NULL, n, &o, p))) {
    compare_member(t, what, "pred", p, n, offsetof(tsq_prediction, estimate));
    compare_member(t, what, "se", p, n, offsetof(tsq_prediction, se));
    compare_member(t, what, "ci_lb", p, n, offsetof(tsq_prediction, ci_lower));
    compare_member(t, what, "ci_ub", p, n, offsetof(tsq_prediction, ci_upper));
    compare_member(t, what, "pi_lb", p, n, offsetof(tsq_prediction, pi_lower));
    compare_member(t, what, "pi_ub", p, n, offsetof(tsq_prediction, pi_upper));
  }
  free(p);
  free(x_new);
}

static void compare_blup(trial *t, const tsq_fit *fit) {
  size_t n = (size_t)tsq_fit_value(fit, "k");
  tsq_prediction *p = calloc(n + 1, sizeof *p);
  if (p != NULL && answered(t, tsq_blup(fit, p))) {
    compare_member(t, "blup", "pred", p, n, offsetof(tsq_prediction, estimate));
    compare_member(t, "blup", "se", p, n, offsetof(tsq_prediction, se));
    compare_member(t, "blup", "pi_lb", p, n,
                   offsetof(tsq_prediction, ci_lower)); /* so R names these bounds */
    compare_member(t, "blup", "pi_ub", p, n, offsetof(tsq_prediction, ci_upper));
  }
  free(p);
}

/* R marks an empty set by "<" at both bounds. */
static void compare_sign(trial *t, const char *what, const char *bound, int empty) {
  char path[FIELD_BYTES];
  snprintf(path, sizeof path, "%s.%s", what, bound);
  const char *sign = json_string_value(expected(t, path));
  if (sign != NULL && strcmp(sign, empty ? "<" : "") != 0) disagree(t, "%s is '%s'", path, sign);
}

static void compare_interval(trial *t, const tsq_fit *fit, const char *what, int32_t kind) {
  if (expected(t, what) == NULL) return;
  static const char *const scales[] = {"tau2", "tau", "I2", "H2"};
  tsq_interval ci = {.size = sizeof ci};
  for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
    char path[FIELD_BYTES];
    if (!answered(t, tsq_confint(fit, scales[i], TSQ_INTERVAL_OPTIONS(.kind = kind), &ci))) return;
    const double bounds[2] = {ci.lower, ci.upper};
    snprintf(path, sizeof path, "%s.%s", what, scales[i]);
    compare(t, path, bounds, 2);
  }
  compare_sign(t, what, "lb_sign", ci.outcome == TSQ_CI_EMPTY);
  compare_sign(t, what, "ub_sign", ci.outcome == TSQ_CI_EMPTY);
}

static void read_moderators(trial *t, const json_t *mods, model *m) {
  size_t k = m->data.k;
  size_t p = json_array_size(mods);
  if (p > MAX_MODS) {
    unsupported(t, "more than %d moderators", MAX_MODS);
    return;
  }
  m->x = new_numbers(k * p);
  for (size_t j = 0; j < p; j++) {
    m->names[j] = json_string_value(json_array_get(mods, j));
    const double *column = numeric_column(t, m->names[j]);
    if (column != NULL) memcpy(m->x + j * k, column, k * sizeof *column);
  }
  m->data.x = p > 0 ? m->x : NULL;
  m->data.p = p;
  m->data.x_names = m->names;
}

static void read_model(trial *t, const json_t *call, model *m) {
  const json_t *weights = json_object_get(call, "weights");
  const json_t *tau2 = json_object_get(call, "tau2");
  if (!model_options(t, call, &m->options)) return;
  m->options.no_intercept = json_is_false(json_object_get(call, "intercept"));
  if (json_is_false(json_object_get(call, "weighted"))) m->options.weighting = TSQ_WEIGHT_EQUAL;
  if (json_is_number(tau2)) {
    m->options.tau2_fixed = 1;
    m->options.tau2 = json_number_value(tau2);
  }
  m->data.k = tsq_frame_rows(t->frame);
  m->effects = input_effects(t, json_object_get(call, "input"));
  if (m->effects == NULL) return;
  m->data.yi = m->effects;
  m->data.vi = m->effects + m->data.k;
  if (weights != NULL && !json_is_null(weights)) {
    m->data.weights = numeric_column(t, json_string_value(weights));
  }
  read_moderators(t, json_object_get(call, "mods"), m);
}

static void fit_and_compare(trial *t, const json_t *call, const model *m) {
  tsq_fit *fit = NULL;
  if (!answered(t, tsq_rma(&m->data, &m->options, &fit))) return;
  if (expected(t, "error") == NULL) {
    compare_quantities(t, fit);
    compare_df(t, fit);
    compare_names(t, fit);
    compare_predictions(t, "predict", 0, call, m, fit);
    compare_predictions(t, "predict_riley", TSQ_PI_HTS, call, m, fit);
    if (expected(t, "blup") != NULL) compare_blup(t, fit);
    compare_interval(t, fit, "confint_QP", TSQ_CI_QP);
    compare_interval(t, fit, "confint_PL", TSQ_CI_PL);
  }
  tsq_fit_free(fit);
}

void run_rma(trial *t, const json_t *call) {
  static const char *const known[] = {"input",    "method",  "test", "mods",    "intercept", "level",
                                      "weighted", "weights", "tau2", "newmods", NULL};
  model m = {.effects = NULL, .x = NULL};
  all_arguments_known(t, call, known);
  if (settled(t)) return;
  read_model(t, call, &m);
  if (m.effects != NULL && !settled(t)) fit_and_compare(t, call, &m);
  free(m.effects);
  free(m.x);
}
