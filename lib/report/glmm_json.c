/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A generalized linear mixed model as JSON, driven by its table of quantities. */
#include "report/report.h"

#include "base/status.h"

#ifndef TSQP_WITH_REPORT
#define TSQP_WITH_REPORT 0
#endif

#if TSQP_WITH_REPORT

#include "base/alloc.h"
#include "report/json_build.h"

#include <math.h>
#include <string.h>

/* Numbers by name; prediction intervals where there are any. */
static json_t *row(const char *name, const tsq_prediction *p, int with_pi) {
  json_t *json = json_object();
  tsqp_json_set(json, "name", json_string(name));
  tsqp_json_set_numbers(json, "estimate", p->estimate, "se", p->se, "statistic", p->statistic, "df", p->df,
                        "p_value", p->p_value, "ci_lower", p->ci_lower, "ci_upper", p->ci_upper,
                        (char *)NULL);
  if (with_pi) {
    tsqp_json_set(json, "pi_lower", tsqp_json_number(p->pi_lower));
    tsqp_json_set(json, "pi_upper", tsqp_json_number(p->pi_upper));
  }
  return json;
}

static int add_shown(json_t *json, const tsq_report_options *r, const tsq_prediction *p) {
  if (r->transform == 0) return TSQ_OK;
  tsq_prediction shown = *p;
  TSQP_TRY(tsqp_report_transform(r, &shown));
  json_t *scaled = json_object();
  tsqp_json_set(scaled, "scale", json_string(r->shown));
  tsqp_json_set_numbers(scaled, "estimate", shown.estimate, "ci_lower", shown.ci_lower, "ci_upper",
                        shown.ci_upper, "pi_lower", shown.pi_lower, "pi_upper", shown.pi_upper, (char *)NULL);
  tsqp_json_set(json, "shown", scaled);
  return TSQ_OK;
}

static int add_predicted(json_t *root, const tsq_report_options *r, const char *name, const char *label,
                         const tsq_prediction *p) {
  json_t *json = row(label, p, 1);
  int status = add_shown(json, r, p);
  if (status != TSQ_OK) {
    json_decref(json);
    return status;
  }
  json_t *list = json_object_get(root, name);
  if (json_is_array(list)) {
    tsqp_json_append(list, json);
  } else {
    tsqp_json_set(root, name, json);
  }
  return TSQ_OK;
}

static void add_coefficients(const tsq_glmm_fit *fit, json_t *root) {
  size_t p = (size_t)tsq_glmm_value(fit, "p");
  json_t *array = json_array();
  for (size_t j = 0; j < p; j++) {
    tsq_estimate e = tsq_glmm_coef(fit, j);
    tsq_prediction q = {e.estimate, e.se, e.statistic, e.df, e.p_value, e.ci_lower,
                        e.ci_upper, NAN,  NAN,         NAN,  NAN};
    tsqp_json_append(array, row(tsq_glmm_coef_name(fit, j), &q, 0));
  }
  tsqp_json_set(root, "coefficients", array);
}

static int add_quantities(const tsq_glmm_fit *fit, json_t *root) {
  json_t *object = tsqp_json_keep(root, "fit", json_object());
  for (size_t i = 0; i < tsq_glmm_quantity_count(); i++) {
    tsq_quantity q = {.size = sizeof q};
    size_t n = 0;
    TSQP_TRY(tsq_glmm_quantity_at(i, &q));
    TSQP_TRY(tsq_glmm_length(fit, q.name, &n));
    double *values = tsqp_calloc(n + 1, sizeof *values);
    if (values == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
    int status = tsq_glmm_get(fit, q.name, values, n);
    json_t *json = strcmp(q.shape, "1") == 0 ? tsqp_json_number(values[0]) : json_array();
    for (size_t j = 0; json_is_array(json) && j < n; j++)
      tsqp_json_append(json, tsqp_json_number(values[j]));
    tsqp_json_set(object, q.name, json);
    tsqp_free(values);
    TSQP_TRY(status);
  }
  return TSQ_OK;
}

static int add_interval(const tsq_glmm_fit *fit, const tsq_glmm_options *o, json_t *root) {
  tsq_tau2_interval ci = {.size = sizeof ci};
  if (o->method == TSQ_CE) return TSQ_OK;
  TSQP_TRY(tsq_glmm_confint(fit, 0, &ci));
  json_t *interval = json_pack("{s:s, s:f}", "kind", "PL", "level", ci.level);
  tsqp_json_set(interval, "tau2", tsqp_json_pair(ci.tau2));
  tsqp_json_set(interval, "tau", tsqp_json_pair(ci.tau));
  tsqp_json_set(interval, "I2", tsqp_json_pair(ci.I2));
  tsqp_json_set(interval, "H2", tsqp_json_pair(ci.H2));
  tsqp_json_set(root, "tau2_interval", interval);
  return TSQ_OK;
}

static int parts(const tsq_glmm_fit *fit, const tsq_report_options *r, json_t *root) {
  tsq_glmm_options o = {.size = sizeof o};
  TSQP_TRY(tsq_glmm_used_options(fit, &o));
  tsqp_json_set(root, "measure", json_string(r->measure));
  tsqp_json_set(root, "conventions",
                json_pack("{s:s?, s:s, s:s, s:i, s:f}", "model", tsq_glmm_model_name(o.model), "method",
                          tsq_method_name(o.method), "test", tsq_test_name(o.test), "nodes", (int)o.nodes,
                          "level", o.level));
  add_coefficients(fit, root);
  if (tsq_glmm_value(fit, "p") == (o.no_intercept ? 0 : 1)) {
    tsq_prediction p;
    TSQP_TRY(tsq_glmm_predict(fit, NULL, 1, 0, &p));
    TSQP_TRY(add_predicted(root, r, "pooled", "intercept", &p));
  }
  tsqp_json_set(root, "predictions", json_array());
  for (size_t i = 0; i < r->n_predictions; i++) {
    const char *label = r->prediction_labels != NULL ? r->prediction_labels[i] : "";
    TSQP_TRY(add_predicted(root, r, "predictions", label, &r->predictions[i]));
  }
  TSQP_TRY(add_interval(fit, &o, root));
  json_t *texts = json_array();
  for (size_t i = 0; tsq_glmm_outcome_text(fit, i) != NULL; i++)
    tsqp_json_append(texts, json_string(tsq_glmm_outcome_text(fit, i)));
  tsqp_json_set(root, "outcomes", texts);
  return add_quantities(fit, root);
}

int tsqp_glmm_json(const tsq_glmm_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  json_t *root = tsqp_json_root();
  return tsqp_json_write(parts(fit, r, root), root, text);
}

#else

int tsqp_glmm_json(const tsq_glmm_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  (void)fit;
  (void)r;
  (void)text;
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "this build has no JSON (it was made without jansson)");
}

#endif
