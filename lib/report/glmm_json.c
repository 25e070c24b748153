/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A generalized linear mixed model as JSON, driven by its table of quantities. */
#include "report/report.h"

#include "base/status.h"

#ifndef TSQP_WITH_REPORT
#define TSQP_WITH_REPORT 0
#endif

#if TSQP_WITH_REPORT

#include "base/alloc.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static json_t *number(double value) {
  if (isnan(value)) return json_null();
  if (isinf(value)) return json_string(value > 0 ? "Inf" : "-Inf");
  return json_real(value);
}

static int set(json_t *object, const char *name, json_t *value) {
  if (json_object_set_new(object, name, value) != 0)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  return TSQ_OK;
}

/* Numbers by name; prediction intervals where there are any. */
static json_t *row(const char *name, const tsq_prediction *p, int with_pi) {
  json_t *json =
      json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "name", name, "estimate", number(p->estimate),
                "se", number(p->se), "statistic", number(p->statistic), "df", number(p->df), "p_value",
                number(p->p_value), "ci_lower", number(p->ci_lower), "ci_upper", number(p->ci_upper));
  if (with_pi) {
    json_object_set_new(json, "pi_lower", number(p->pi_lower));
    json_object_set_new(json, "pi_upper", number(p->pi_upper));
  }
  return json;
}

static int add_shown(json_t *json, const tsq_report_options *r, const tsq_prediction *p) {
  if (r->transform == 0) return TSQ_OK;
  tsq_prediction shown = *p;
  TSQP_TRY(tsqp_report_transform(r, &shown));
  return set(json, "shown",
             json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "scale", r->shown, "estimate",
                       number(shown.estimate), "ci_lower", number(shown.ci_lower), "ci_upper",
                       number(shown.ci_upper), "pi_lower", number(shown.pi_lower), "pi_upper",
                       number(shown.pi_upper)));
}

static int add_predicted(json_t *root, const tsq_report_options *r, const char *name, const char *label,
                         const tsq_prediction *p) {
  json_t *json = row(label, p, 1);
  int status = add_shown(json, r, p);
  if (status != TSQ_OK) {
    json_decref(json);
    return status;
  }
  return json_is_array(json_object_get(root, name))
             ? (json_array_append_new(json_object_get(root, name), json), TSQ_OK)
             : set(root, name, json);
}

static int add_coefficients(const tsq_glmm_fit *fit, json_t *root) {
  size_t p = (size_t)tsq_glmm_value(fit, "p");
  json_t *array = json_array();
  for (size_t j = 0; j < p; j++) {
    tsq_estimate e = tsq_glmm_coef(fit, j);
    tsq_prediction q = {e.estimate, e.se, e.statistic, e.df, e.p_value, e.ci_lower,
                        e.ci_upper, NAN,  NAN,         NAN,  NAN};
    json_array_append_new(array, row(tsq_glmm_coef_name(fit, j), &q, 0));
  }
  return set(root, "coefficients", array);
}

static int add_quantities(const tsq_glmm_fit *fit, json_t *root) {
  json_t *object = json_object();
  TSQP_TRY(set(root, "fit", object));
  for (size_t i = 0; i < tsq_glmm_quantity_count(); i++) {
    tsq_quantity q = {.size = sizeof q};
    size_t n = 0;
    TSQP_TRY(tsq_glmm_quantity_at(i, &q));
    TSQP_TRY(tsq_glmm_length(fit, q.name, &n));
    double *values = tsqp_calloc(n + 1, sizeof *values);
    if (values == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
    int status = tsq_glmm_get(fit, q.name, values, n);
    json_t *json = strcmp(q.shape, "1") == 0 ? number(values[0]) : json_array();
    for (size_t j = 0; json_is_array(json) && j < n; j++)
      json_array_append_new(json, number(values[j]));
    if (status == TSQ_OK) status = set(object, q.name, json);
    tsqp_free(values);
    TSQP_TRY(status);
  }
  return TSQ_OK;
}

static int add_interval(const tsq_glmm_fit *fit, const tsq_glmm_options *o, json_t *root) {
  tsq_tau2_interval ci = {.size = sizeof ci};
  if (o->method == TSQ_CE) return TSQ_OK;
  TSQP_TRY(tsq_glmm_confint(fit, 0, &ci));
  return set(root, "tau2_interval",
             json_pack("{s:s, s:f, s:[o,o], s:[o,o], s:[o,o], s:[o,o]}", "kind", "PL", "level", ci.level,
                       "tau2", number(ci.tau2[0]), number(ci.tau2[1]), "tau", number(ci.tau[0]),
                       number(ci.tau[1]), "I2", number(ci.I2[0]), number(ci.I2[1]), "H2", number(ci.H2[0]),
                       number(ci.H2[1])));
}

static int parts(const tsq_glmm_fit *fit, const tsq_report_options *r, json_t *root) {
  tsq_glmm_options o = {.size = sizeof o};
  TSQP_TRY(tsq_glmm_used_options(fit, &o));
  TSQP_TRY(set(root, "measure", json_string(r->measure)));
  TSQP_TRY(set(root, "conventions",
               json_pack("{s:s?, s:s, s:s, s:i, s:f}", "model", tsq_glmm_model_name(o.model), "method",
                         tsq_method_name(o.method), "test", tsq_test_name(o.test), "nodes", (int)o.nodes,
                         "level", o.level)));
  TSQP_TRY(add_coefficients(fit, root));
  if (tsq_glmm_value(fit, "p") == (o.no_intercept ? 0 : 1)) {
    tsq_prediction p;
    TSQP_TRY(tsq_glmm_predict(fit, NULL, 1, 0, &p));
    TSQP_TRY(add_predicted(root, r, "pooled", "intercept", &p));
  }
  TSQP_TRY(set(root, "predictions", json_array()));
  for (size_t i = 0; i < r->n_predictions; i++) {
    const char *label = r->prediction_labels != NULL ? r->prediction_labels[i] : "";
    TSQP_TRY(add_predicted(root, r, "predictions", label, &r->predictions[i]));
  }
  TSQP_TRY(add_interval(fit, &o, root));
  json_t *texts = json_array();
  for (size_t i = 0; tsq_glmm_outcome_text(fit, i) != NULL; i++)
    json_array_append_new(texts, json_string(tsq_glmm_outcome_text(fit, i)));
  TSQP_TRY(set(root, "outcomes", texts));
  return add_quantities(fit, root);
}

int tsqp_glmm_json(const tsq_glmm_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  json_t *root = json_object();
  int status = set(root, "tausq", json_string(tsq_version()));
  if (status == TSQ_OK) status = parts(fit, r, root);
  char *dumped = status == TSQ_OK ? json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(17)) : NULL;
  if (status == TSQ_OK && dumped == NULL) status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  if (dumped != NULL) tsqp_text_add(text, "%s\n", dumped);
  free(dumped);
  json_decref(root);
  return status;
}

#else

int tsqp_glmm_json(const tsq_glmm_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  (void)fit;
  (void)r;
  (void)text;
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "this build has no JSON (it was made without jansson)");
}

#endif
