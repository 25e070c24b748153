/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of the kind "rma.glmm". */
#include "conformance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_MODS 16

typedef struct model {
  tsq_glmm_data data;
  tsq_options options;
  const char *names[MAX_MODS];
  double *x; /* [k x p] */
} model;

static void read_counts(trial *t, const json_t *columns, tsq_glmm_data *d) {
  const struct {
    const char *role;
    const double **column;
  } roles[] = {{"ai", &d->ai},   {"bi", &d->bi},   {"ci", &d->ci},   {"di", &d->di},   {"n1i", &d->n1i},
               {"n2i", &d->n2i}, {"x1i", &d->x1i}, {"t1i", &d->t1i}, {"x2i", &d->x2i}, {"t2i", &d->t2i},
               {"xi", &d->xi},   {"mi", &d->mi},   {"ni", &d->ni},   {"ti", &d->ti}};
  size_t found = 0;
  for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
    const char *name = json_string_value(json_object_get(columns, roles[i].role));
    if (name == NULL) continue;
    *roles[i].column = numeric_column(t, name);
    found++;
  }
  if (found < json_object_size(columns)) unsupported(t, "columns of an unknown role");
}

static void read_moderators(trial *t, const json_t *mods, model *m) {
  size_t p = json_array_size(mods);
  if (p > MAX_MODS) {
    unsupported(t, "more than %d moderators", MAX_MODS);
    return;
  }
  m->x = new_numbers(m->data.k * p);
  for (size_t j = 0; j < p; j++) {
    m->names[j] = json_string_value(json_array_get(mods, j));
    const double *column = numeric_column(t, m->names[j]);
    if (column != NULL) memcpy(m->x + j * m->data.k, column, m->data.k * sizeof *column);
  }
  m->data.x = p > 0 ? m->x : NULL;
  m->data.p = p;
  m->data.x_names = m->names;
}

static void read_add(trial *t, const json_t *call, tsq_options *o) {
  const json_t *add = json_object_get(call, "add");
  const char *to = json_string_value(json_object_get(call, "to"));
  if (json_is_number(add)) {
    o->add_mode = TSQ_ADD_VALUE;
    o->add = json_number_value(add);
  }
  if (to != NULL && tsq_to_from_name(to, &o->to) != TSQ_OK) unsupported(t, "%s", tsq_last_error());
}

static int exact(const tsq_options *o) {
  return o->measure == TSQ_OR && o->glmm_model == TSQ_CM_EL;
}

static void read_options(trial *t, const json_t *call, tsq_options *o) {
  const char *name = json_string_value(json_object_get(call, "model"));
  const char *test = json_string_value(json_object_get(call, "test"));
  o->size = sizeof *o;
  o->keep00 = json_is_false(json_object_get(call, "drop00"));
  o->level = json_number_value(json_object_get(call, "level")) / 100;
  read_add(t, call, o);
  if (tsq_measure_from_name(json_string_value(json_object_get(call, "measure")), &o->measure) != TSQ_OK ||
      (name != NULL && tsq_glmm_model_from_name(name, &o->glmm_model) != TSQ_OK) ||
      tsq_method_from_name(json_string_value(json_object_get(call, "method")), &o->method) != TSQ_OK ||
      (test != NULL && tsq_test_from_name(test, &o->test) != TSQ_OK)) {
    unsupported(t, "%s", tsq_last_error());
  }
  if (o->measure == TSQ_PLO || o->measure == TSQ_IRLN) o->glmm_model = 0;
  /* R integrates the exact conditional likelihood of odds ratios to convergence, whatever nAGQ is */
  if (!exact(o)) o->nodes = (int32_t)json_integer_value(json_object_get(call, "nAGQ"));
}

static void compare_quantities(trial *t, const tsq_fit *fit) {
  static const char *const names[][2] = {{"k", "k"},           {"p", "p"},
                                         {"beta", "beta"},     {"se", "se"},
                                         {"zval", "zval"},     {"pval", "pval"},
                                         {"ci_lb", "ci_lb"},   {"ci_ub", "ci_ub"},
                                         {"vb", "vb"},         {"tau2", "tau2"},
                                         {"QM", "QM"},         {"QMp", "QMp"},
                                         {"I2", "I2"},         {"H2", "H2"},
                                         {"QE_Wld", "QE"}, {"QEp_Wld", "QEp"},
                                         {"QE_LRT", "QE.LRT"}, {"QEp_LRT", "QEp.LRT"},
                                         {"QE_df", "QEdf"},    {"loglik_marginal", "loglik"},
                                         {"sigma2", "sigma2"}, {"se_tau2", "se_tau2"}};
  double values[(MAX_MODS + 1) * (MAX_MODS + 1)];
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    size_t n = 0;
    if (expected(t, names[i][0]) == NULL) continue;
    if (!answered(t, tsq_fit_length(fit, names[i][1], &n)) ||
        !answered(t, tsq_fit_get(fit, names[i][1], values, n)))
      return;
    compare(t, names[i][0], values, n);
  }
}

/*
 * What R calls the deviance of CM.EL of rates is lme4's deviance() given the random effects at their modes, not that of the
 * marginal likelihood, and its log-likelihood, AIC and BIC follow from it. The library has that deviance too.
 */
static void compare_fit(trial *t, const tsq_fit *fit, const tsq_options *o) {
  int at_modes = o->measure == TSQ_IRR && o->glmm_model == TSQ_CM_EL && o->method == TSQ_ML;
  double deviance = tsq_fit_value(fit, at_modes ? "deviance_conditional" : "deviance");
  double shift = tsq_fit_value(fit, "deviance") - deviance;
  compare_number(t, "loglik_ML", tsq_fit_value(fit, "loglik") + shift / 2);
  compare_number(t, "deviance_ML", deviance);
  compare_number(t, "AIC", tsq_fit_value(fit, "AIC") - shift);
  compare_number(t, "BIC", tsq_fit_value(fit, "BIC") - shift);
  compare_number(t, "AICc", tsq_fit_value(fit, "AICc") - shift);
}

static void fit_and_compare(trial *t, const model *m) {
  tsq_fit *fit = NULL;
  if (!answered(t, tsq_glmm(&m->data, &m->options, &fit))) return;
  compare_quantities(t, fit);
  compare_fit(t, fit, &m->options);
  compare_nothing_else(t);
  tsq_fit_free(fit);
}

void run_glmm(trial *t, const json_t *call) {
  static const char *const known[] = {"measure", "columns", "add",  "to",   "drop00", "model",
                                      "method",  "nAGQ",    "mods", "test", "level",  NULL};
  model m;
  memset(&m, 0, sizeof m);
  all_arguments_known(t, call, known);
  if (settled(t)) return;
  m.data.k = tsq_frame_rows(t->frame);
  read_counts(t, json_object_get(call, "columns"), &m.data);
  read_options(t, call, &m.options);
  read_moderators(t, json_object_get(call, "mods"), &m);
  if (!settled(t)) fit_and_compare(t, &m);
  free(m.x);
}
