/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports as JSON through jansson, driven by the table of quantities. */
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

static json_t *pair(const double bounds[2]) {
  return json_pack("[o, o]", number(bounds[0]), number(bounds[1]));
}

static int set(json_t *object, const char *name, json_t *value) {
  if (json_object_set_new(object, name, value) != 0)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  return TSQ_OK;
}

static json_t *estimate(const tsq_estimate *e) {
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "estimate", number(e->estimate), "se",
                   number(e->se), "statistic", number(e->statistic), "df", number(e->df), "p_value",
                   number(e->p_value), "ci_lower", number(e->ci_lower), "ci_upper", number(e->ci_upper));
}

static json_t *prediction(const tsq_prediction *p) {
  tsq_estimate e = {p->estimate, p->se, p->statistic, p->df, p->p_value, p->ci_lower, p->ci_upper};
  json_t *json = estimate(&e);
  json_object_set_new(json, "pi_lower", number(p->pi_lower));
  json_object_set_new(json, "pi_upper", number(p->pi_upper));
  json_object_set_new(json, "pi_se", number(p->pi_se));
  json_object_set_new(json, "pi_df", number(p->pi_df));
  return json;
}

/* The prediction and, where there is a transformation, its values on that scale as "shown". */
static int prediction_shown(const tsq_report_options *r, const tsq_prediction *p, const char *label,
                            json_t **json) {
  *json = prediction(p);
  if (label != NULL) json_object_set_new(*json, "label", json_string(label));
  if (r->transform == 0) return TSQ_OK;
  tsq_prediction shown = *p;
  int status = tsqp_report_transform(r, &shown);
  if (status != TSQ_OK) {
    json_decref(*json);
    *json = NULL;
    return status;
  }
  json_object_set_new(*json, "shown",
                      json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "scale", r->shown, "estimate",
                                number(shown.estimate), "ci_lower", number(shown.ci_lower), "ci_upper",
                                number(shown.ci_upper), "pi_lower", number(shown.pi_lower), "pi_upper",
                                number(shown.pi_upper)));
  return TSQ_OK;
}

/* Every quantity of the table: scalars as numbers, others as arrays. */
static int quantities(const tsq_fit *fit, json_t *object) {
  for (size_t i = 0; i < tsq_quantity_count(); i++) {
    tsq_quantity q = {.size = sizeof q};
    size_t n = 0;
    TSQP_TRY(tsq_quantity_at(i, &q));
    TSQP_TRY(tsq_fit_length(fit, q.name, &n));
    double *values = tsqp_calloc(n, sizeof *values);
    if (values == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
    int status = tsq_fit_get(fit, q.name, values, n);
    if (status == TSQ_OK && strcmp(q.shape, "1") == 0) {
      status = set(object, q.name, number(values[0]));
    } else if (status == TSQ_OK) {
      json_t *array = json_array();
      for (size_t j = 0; j < n; j++) {
        json_array_append_new(array, number(values[j]));
      }
      status = set(object, q.name, array);
    }
    tsqp_free(values);
    TSQP_TRY(status);
  }
  return TSQ_OK;
}

static json_t *conventions(const tsq_fit *fit, const tsq_options *o) {
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:f}", "text", tsq_fit_conventions(fit), "preset",
                   tsq_preset_name(o->preset), "method", tsq_method_name(o->method), "test",
                   tsq_test_name(o->test), "tau2_interval", tsq_tau2_ci_name(o->ci_kind),
                   "prediction_interval", tsq_pi_name(o->pi_kind), "I2", tsq_i2_name(o->i2_kind), "level",
                   o->level);
}

static int fit_parts(const tsq_fit *fit, const tsq_report_options *r, json_t *root) {
  tsq_options o = {.size = sizeof o};
  tsq_tau2_interval ci = {.size = sizeof ci};
  TSQP_TRY(tsq_fit_options(fit, &o));
  TSQP_TRY(tsq_confint(fit, 0, 0, &ci));
  TSQP_TRY(set(root, "measure", json_string(r->measure)));
  TSQP_TRY(set(root, "conventions", conventions(fit, &o)));
  json_t *outcomes = json_array();
  for (size_t i = 0; tsq_fit_outcome(fit, i) != NULL; i++) {
    json_array_append_new(outcomes, json_string(tsq_fit_outcome(fit, i)));
  }
  TSQP_TRY(set(root, "outcomes", outcomes));
  json_t *coefficients = json_array();
  size_t p = (size_t)tsq_fit_value(fit, "p");
  for (size_t j = 0; j < p; j++) {
    tsq_estimate e = tsq_coef(fit, j);
    json_t *row = estimate(&e);
    json_object_set_new(row, "name", json_string(tsq_coef_name(fit, j)));
    json_array_append_new(coefficients, row);
  }
  TSQP_TRY(set(root, "coefficients", coefficients));
  static const char *const outcome_names[] = {"found", "empty", "upper unbounded", "not defined",
                                              "not connected"};
  TSQP_TRY(set(root, "tau2_interval",
               json_pack("{s:s, s:s, s:f, s:o, s:o, s:o, s:o}", "kind", tsq_tau2_ci_name(ci.kind), "outcome",
                         outcome_names[ci.outcome], "level", ci.level, "tau2", pair(ci.tau2), "tau",
                         pair(ci.tau), "I2", pair(ci.I2), "H2", pair(ci.H2))));
  if (p == 1 && !o.no_intercept) {
    tsq_prediction pooled;
    json_t *json = NULL;
    TSQP_TRY(tsq_predict(fit, NULL, 1, &pooled));
    TSQP_TRY(prediction_shown(r, &pooled, NULL, &json));
    TSQP_TRY(set(root, "pooled", json));
  }
  json_t *predictions = json_array();
  int status = set(root, "predictions", predictions);
  for (size_t i = 0; i < r->n_predictions && status == TSQ_OK; i++) {
    json_t *json = NULL;
    status = prediction_shown(r, &r->predictions[i],
                              r->prediction_labels != NULL ? r->prediction_labels[i] : NULL, &json);
    if (json != NULL) json_array_append_new(predictions, json);
  }
  TSQP_TRY(status);
  if (r->beyond != NULL) {
    TSQP_TRY(set(root, "beyond",
                 json_pack("{s:f, s:s, s:o, s:o}", "threshold", r->beyond->threshold, "direction",
                           r->beyond_direction < 0 ? "below" : "above", "probability",
                           number(r->beyond->probability), "proportion", estimate(&r->beyond->proportion))));
  }
  json_t *fitted = json_object();
  TSQP_TRY(set(root, "fit", fitted));
  return quantities(fit, fitted);
}

static int dump(json_t *root, tsqp_text *text) {
  char *bytes = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
  if (bytes == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  tsqp_text_add(text, "%s\n", bytes);
  free(bytes);
  return TSQ_OK;
}

static json_t *new_root(void) {
  return json_pack("{s:s}", "tausq", tsq_version());
}

int tsqp_fit_json(const tsq_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  json_t *root = new_root();
  int status = fit_parts(fit, r, root);
  if (status == TSQ_OK) status = dump(root, text);
  json_decref(root);
  return status;
}

static int subgroup_parts(const tsq_subgroups *s, const tsq_report_options *r, json_t *root) {
  tsq_wald_test test = {.size = sizeof test};
  TSQP_TRY(tsq_subgroups_test(s, &test));
  TSQP_TRY(set(root, "tau2", json_string(tsq_subgroups_common(s) != NULL ? "common" : "separate")));
  TSQP_TRY(set(root, "test",
               json_pack("{s:o, s:o, s:o, s:o}", "statistic", number(test.statistic), "df1", number(test.df1),
                         "df2", number(test.df2), "p_value", number(test.p_value))));
  json_t *groups = json_array();
  TSQP_TRY(set(root, "groups", groups));
  for (size_t g = 0; g < tsq_subgroups_count(s); g++) {
    tsq_prediction effect;
    json_t *shown = NULL;
    json_t *group = json_object();
    json_array_append_new(groups, group);
    TSQP_TRY(set(group, "name", json_string(tsq_subgroups_name(s, g))));
    TSQP_TRY(tsq_subgroups_effect(s, g, &effect));
    TSQP_TRY(prediction_shown(r, &effect, NULL, &shown));
    TSQP_TRY(set(group, "effect", shown));
    TSQP_TRY(fit_parts(tsq_subgroups_fit(s, g), r, group));
  }
  json_t *overall = json_object();
  TSQP_TRY(set(root, "overall", overall));
  return fit_parts(tsq_subgroups_overall(s), r, overall);
}

int tsqp_subgroups_json(const tsq_subgroups *s, const tsq_report_options *r, tsqp_text *text) {
  json_t *root = new_root();
  int status = subgroup_parts(s, r, root);
  if (status == TSQ_OK) status = dump(root, text);
  json_decref(root);
  return status;
}

typedef struct named_value {
  const char *name;
  double value;
} named_value;

/* A model of one effect, in the shape of a fit's report: measure, conventions, coefficients, pooled, fit. */
static int one_effect(json_t *root, const tsq_report_options *r, json_t *conventions, const tsq_estimate *e,
                      const named_value *fit, size_t n) {
  tsq_prediction p = {e->estimate, e->se, e->statistic, e->df, e->p_value, e->ci_lower,
                      e->ci_upper, NAN,   NAN,          NAN,   NAN};
  json_t *pooled = NULL;
  json_t *row = estimate(e);
  TSQP_TRY(set(row, "name", json_string("intercept")));
  TSQP_TRY(set(root, "measure", json_string(r->measure)));
  TSQP_TRY(set(root, "conventions", conventions));
  TSQP_TRY(set(root, "coefficients", json_pack("[o]", row)));
  TSQP_TRY(prediction_shown(r, &p, NULL, &pooled));
  TSQP_TRY(set(root, "pooled", pooled));
  json_t *values = json_object();
  TSQP_TRY(set(root, "fit", values));
  for (size_t i = 0; i < n; i++) {
    TSQP_TRY(set(values, fit[i].name, number(fit[i].value)));
  }
  return TSQ_OK;
}

static int deliver(int status, json_t *root, tsqp_text *text) {
  if (status == TSQ_OK) status = dump(root, text);
  json_decref(root);
  return status;
}

int tsqp_mh_json(const tsqp_mh_report *mh, const tsq_report_options *r, tsqp_text *text) {
  const tsq_mh_result *m = mh->result;
  const named_value fit[] = {{"k", m->k},           {"k_yi", m->k_yi},     {"k_pos", m->k_pos},
                             {"QE", m->QE},         {"QEdf", m->QEdf},     {"QEp", m->QEp},
                             {"I2", m->I2},         {"H2", m->H2},         {"CMH", m->CMH},
                             {"CMHp", m->CMHp},     {"BD", m->BD},         {"BDp", m->BDp},
                             {"TA", m->TA},         {"TAp", m->TAp},       {"ML.loglik", m->loglik[0]},
                             {"ML.AIC", m->AIC[0]}, {"ML.BIC", m->BIC[0]}, {"ML.AICc", m->AICc[0]}};
  json_t *conventions = json_pack("{s:s, s:s, s:s, s:f}", "method", mh->measure == TSQ_PETO ? "PETO" : "MH",
                                  "test", "z", "I2", "Q", "level", mh->level);
  json_t *root = new_root();
  return deliver(one_effect(root, r, conventions, &m->pooled, fit, sizeof fit / sizeof fit[0]), root, text);
}

int tsqp_beta_binomial_json(const tsqp_beta_binomial_report *bb, const tsq_report_options *r,
                            tsqp_text *text) {
  const tsq_beta_binomial_result *m = bb->result;
  const named_value fit[] = {{"k", m->k},
                             {"mean1", m->mean1},
                             {"mean2", m->mean2},
                             {"rho", m->rho},
                             {"se_rho", m->se_rho},
                             {"LRT_rho", m->LRT_rho},
                             {"LRTp_rho", m->LRTp_rho},
                             {"LRT", m->LRT},
                             {"LRTp", m->LRTp},
                             {"loglik", m->loglik},
                             {"loglik_binomial", m->loglik_binomial},
                             {"deviance", m->deviance},
                             {"AIC", m->AIC},
                             {"BIC", m->BIC},
                             {"AICc", m->AICc}};
  json_t *conventions = json_pack("{s:s, s:s, s:s, s:f}", "model", "beta-binomial", "method", "ML", "test",
                                  "z", "level", bb->level);
  json_t *root = new_root();
  return deliver(one_effect(root, r, conventions, &m->pooled, fit, sizeof fit / sizeof fit[0]), root, text);
}

#else

static int without_jansson(void) {
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "this build has no JSON (it was made without jansson)");
}

int tsqp_fit_json(const tsq_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  (void)fit;
  (void)r;
  (void)text;
  return without_jansson();
}

int tsqp_mh_json(const tsqp_mh_report *mh, const tsq_report_options *r, tsqp_text *text) {
  (void)mh;
  (void)r;
  (void)text;
  return without_jansson();
}

int tsqp_beta_binomial_json(const tsqp_beta_binomial_report *bb, const tsq_report_options *r,
                            tsqp_text *text) {
  (void)bb;
  (void)r;
  (void)text;
  return without_jansson();
}

int tsqp_subgroups_json(const tsq_subgroups *s, const tsq_report_options *r, tsqp_text *text) {
  (void)s;
  (void)r;
  (void)text;
  return without_jansson();
}

#endif
