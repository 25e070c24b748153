/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports as JSON through jansson, driven by the table of quantities. */
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

static json_t *estimate(const tsq_estimate *e) {
  json_t *json = json_object();
  tsqp_json_set_numbers(json, "estimate", e->estimate, "se", e->se, "statistic", e->statistic, "df", e->df,
                        "p_value", e->p_value, "ci_lower", e->ci_lower, "ci_upper", e->ci_upper,
                        (char *)NULL);
  return json;
}

static json_t *prediction(const tsq_prediction *p) {
  tsq_estimate e = {p->estimate, p->se, p->statistic, p->df, p->p_value, p->ci_lower, p->ci_upper};
  json_t *json = estimate(&e);
  tsqp_json_set(json, "pi_lower", tsqp_json_number(p->pi_lower));
  tsqp_json_set(json, "pi_upper", tsqp_json_number(p->pi_upper));
  tsqp_json_set(json, "pi_se", tsqp_json_number(p->pi_se));
  tsqp_json_set(json, "pi_df", tsqp_json_number(p->pi_df));
  return json;
}

/* The prediction and, where there is a transformation, its values on that scale as "shown". */
static int prediction_shown(const tsq_report_options *r, const tsq_prediction *p, const char *label,
                            json_t **json) {
  *json = prediction(p);
  if (label != NULL) tsqp_json_set(*json, "label", json_string(label));
  if (r->transform == 0) return TSQ_OK;
  tsq_prediction shown = *p;
  int status = tsqp_report_transform(r, &shown);
  if (status != TSQ_OK) {
    json_decref(*json);
    *json = NULL;
    return status;
  }
  json_t *scaled = json_object();
  tsqp_json_set(scaled, "scale", json_string(r->shown));
  tsqp_json_set_numbers(scaled, "estimate", shown.estimate, "ci_lower", shown.ci_lower, "ci_upper",
                        shown.ci_upper, "pi_lower", shown.pi_lower, "pi_upper", shown.pi_upper, (char *)NULL);
  tsqp_json_set(*json, "shown", scaled);
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
      tsqp_json_set(object, q.name, tsqp_json_number(values[0]));
    } else if (status == TSQ_OK) {
      json_t *array = json_array();
      for (size_t j = 0; j < n; j++) {
        tsqp_json_append(array, tsqp_json_number(values[j]));
      }
      tsqp_json_set(object, q.name, array);
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
  tsqp_json_set(root, "measure", json_string(r->measure));
  tsqp_json_set(root, "conventions", conventions(fit, &o));
  json_t *outcomes = json_array();
  for (size_t i = 0; tsq_fit_outcome(fit, i) != NULL; i++) {
    tsqp_json_append(outcomes, json_string(tsq_fit_outcome(fit, i)));
  }
  tsqp_json_set(root, "outcomes", outcomes);
  json_t *coefficients = json_array();
  size_t p = (size_t)tsq_fit_value(fit, "p");
  for (size_t j = 0; j < p; j++) {
    tsq_estimate e = tsq_coef(fit, j);
    json_t *row = estimate(&e);
    tsqp_json_set(row, "name", json_string(tsq_coef_name(fit, j)));
    tsqp_json_append(coefficients, row);
  }
  tsqp_json_set(root, "coefficients", coefficients);
  static const char *const outcome_names[] = {"found", "empty", "upper unbounded", "not defined"};
  json_t *interval = json_pack("{s:s, s:s, s:f}", "kind", tsq_tau2_ci_name(ci.kind), "outcome",
                               outcome_names[ci.outcome], "level", ci.level);
  tsqp_json_set(interval, "tau2", tsqp_json_pair(ci.tau2));
  tsqp_json_set(interval, "tau", tsqp_json_pair(ci.tau));
  tsqp_json_set(interval, "I2", tsqp_json_pair(ci.I2));
  tsqp_json_set(interval, "H2", tsqp_json_pair(ci.H2));
  tsqp_json_set(root, "tau2_interval", interval);
  if (p == 1 && !o.no_intercept) {
    tsq_prediction pooled;
    json_t *json = NULL;
    TSQP_TRY(tsq_predict(fit, NULL, 1, &pooled));
    TSQP_TRY(prediction_shown(r, &pooled, NULL, &json));
    tsqp_json_set(root, "pooled", json);
  }
  int status = TSQ_OK;
  json_t *predictions = tsqp_json_keep(root, "predictions", json_array());
  for (size_t i = 0; i < r->n_predictions && status == TSQ_OK; i++) {
    json_t *json = NULL;
    status = prediction_shown(r, &r->predictions[i],
                              r->prediction_labels != NULL ? r->prediction_labels[i] : NULL, &json);
    if (json != NULL) tsqp_json_append(predictions, json);
  }
  TSQP_TRY(status);
  if (r->beyond != NULL) {
    json_t *beyond = json_object();
    tsqp_json_set(beyond, "threshold", tsqp_json_number(r->beyond->threshold));
    tsqp_json_set(beyond, "direction", json_string(r->beyond_direction < 0 ? "below" : "above"));
    tsqp_json_set(beyond, "probability", tsqp_json_number(r->beyond->probability));
    tsqp_json_set(beyond, "proportion", estimate(&r->beyond->proportion));
    tsqp_json_set(root, "beyond", beyond);
  }
  json_t *fitted = tsqp_json_keep(root, "fit", json_object());
  return quantities(fit, fitted);
}

int tsqp_fit_json(const tsq_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  json_t *root = tsqp_json_root();
  return tsqp_json_write(fit_parts(fit, r, root), root, text);
}

static int subgroup_parts(const tsq_subgroups *s, const tsq_report_options *r, json_t *root) {
  tsq_wald_test test = {.size = sizeof test};
  TSQP_TRY(tsq_subgroups_test(s, &test));
  tsqp_json_set(root, "tau2", json_string(tsq_subgroups_common(s) != NULL ? "common" : "separate"));
  json_t *tested = json_object();
  tsqp_json_set_numbers(tested, "statistic", test.statistic, "df1", test.df1, "df2", test.df2, "p_value",
                        test.p_value, (char *)NULL);
  tsqp_json_set(root, "test", tested);
  json_t *groups = tsqp_json_keep(root, "groups", json_array());
  for (size_t g = 0; g < tsq_subgroups_count(s); g++) {
    tsq_prediction effect;
    json_t *shown = NULL;
    json_t *group = tsqp_json_keep_in(groups, json_object());
    tsqp_json_set(group, "name", json_string(tsq_subgroups_name(s, g)));
    TSQP_TRY(tsq_subgroups_effect(s, g, &effect));
    TSQP_TRY(prediction_shown(r, &effect, NULL, &shown));
    tsqp_json_set(group, "effect", shown);
    TSQP_TRY(fit_parts(tsq_subgroups_fit(s, g), r, group));
  }
  json_t *overall = tsqp_json_keep(root, "overall", json_object());
  return fit_parts(tsq_subgroups_overall(s), r, overall);
}

int tsqp_subgroups_json(const tsq_subgroups *s, const tsq_report_options *r, tsqp_text *text) {
  json_t *root = tsqp_json_root();
  return tsqp_json_write(subgroup_parts(s, r, root), root, text);
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
  tsqp_json_set(row, "name", json_string("intercept"));
  tsqp_json_set(root, "measure", json_string(r->measure));
  tsqp_json_set(root, "conventions", conventions);
  json_t *rows = json_array();
  tsqp_json_append(rows, row);
  tsqp_json_set(root, "coefficients", rows);
  TSQP_TRY(prediction_shown(r, &p, NULL, &pooled));
  tsqp_json_set(root, "pooled", pooled);
  json_t *values = tsqp_json_keep(root, "fit", json_object());
  for (size_t i = 0; i < n; i++) {
    tsqp_json_set(values, fit[i].name, tsqp_json_number(fit[i].value));
  }
  return TSQ_OK;
}

int tsqp_mh_json(const tsqp_mh_report *mh, const tsq_report_options *r, tsqp_text *text) {
  const tsq_mh_result *m = mh->result;
  const named_value fit[] = {{"k", m->k},           {"k_yi", m->k_yi},     {"k_pos", m->k_pos},
                             {"QE", m->QE},         {"QEdf", m->QEdf},     {"QEp", m->QEp},
                             {"I2", m->I2},         {"H2", m->H2},         {"CMH", m->CMH},
                             {"CMHp", m->CMHp},     {"BD", m->BD},         {"BDp", m->BDp},
                             {"TA", m->TA},         {"TAp", m->TAp},       {"ML.loglik", m->loglik[0]},
                             {"ML.AIC", m->AIC[0]}, {"ML.BIC", m->BIC[0]}, {"ML.AICc", m->AICc[0]}};
  json_t *root = tsqp_json_root();
  json_t *conventions = json_pack("{s:s, s:s, s:s, s:f}", "method", mh->measure == TSQ_PETO ? "PETO" : "MH",
                                  "test", "z", "I2", "Q", "level", mh->level);
  return tsqp_json_write(one_effect(root, r, conventions, &m->pooled, fit, sizeof fit / sizeof fit[0]), root,
                         text);
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
  json_t *root = tsqp_json_root();
  json_t *conventions = json_pack("{s:s, s:s, s:s, s:f}", "model", "beta-binomial", "method", "ML", "test",
                                  "z", "level", bb->level);
  return tsqp_json_write(one_effect(root, r, conventions, &m->pooled, fit, sizeof fit / sizeof fit[0]), root,
                         text);
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
