/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of the kinds "rma.mh" and "rma.peto", and of their refits ("refit"). */
#include "conformance.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const known_arguments[] = {"measure", "columns", "add",   "to",
                                              "drop00",  "correct", "level", NULL};
static int mh_options(trial *t, const json_t *call, tsq_options *o) {
  const char *to = json_string_value(json_object_get(call, "to"));
  const json_t *add = json_object_get(call, "add");
  memset(o, 0, sizeof *o);
  o->size = sizeof *o;
  o->no_correction = json_is_false(json_object_get(call, "correct"));
  o->keep00 = json_is_false(json_object_get(call, "drop00"));
  o->level = json_number_value(json_object_get(call, "level")) / 100;
  if (json_is_number(add)) {
    o->add_mode = TSQ_ADD_VALUE;
    o->add = json_number_value(add);
  }
  if (to != NULL && tsq_to_from_name(to, &o->to) != TSQ_OK) unsupported(t, "%s", tsq_last_error());
  return !settled(t);
}

static const double *column(trial *t, const json_t *call, const char *role) {
  const char *name = json_string_value(json_object_get(json_object_get(call, "columns"), role));
  return name != NULL ? numeric_column(t, name) : NULL;
}

static tsq_tables tables_of(trial *t, const json_t *call) {
  return (tsq_tables){.k = tsq_frame_rows(t->frame),
                      .ai = column(t, call, "ai"),
                      .bi = column(t, call, "bi"),
                      .ci = column(t, call, "ci"),
                      .di = column(t, call, "di"),
                      .n1i = column(t, call, "n1i"),
                      .n2i = column(t, call, "n2i")};
}

static tsq_rates rates_of(trial *t, const json_t *call) {
  return (tsq_rates){.k = tsq_frame_rows(t->frame),
                     .x1i = column(t, call, "x1i"),
                     .t1i = column(t, call, "t1i"),
                     .x2i = column(t, call, "x2i"),
                     .t2i = column(t, call, "t2i")};
}

static void compare_result(trial *t, const tsq_fit *fit) {
  static const char *const names[][2] = {
      {"k", "k"},         {"beta", "beta"},   {"se", "se"},   {"zval", "zval"}, {"pval", "pval"}, {"ci_lb", "ci_lb"},
      {"ci_ub", "ci_ub"}, {"k_yi", "k_yi"},   {"k_pos", "k_pos"}, {"QE", "QE"}, {"QEp", "QEp"},   {"I2", "I2"},
      {"H2", "H2"},       {"CMH", "CMH"},     {"CMHp", "CMHp"}, {"BD", "BD"},   {"BDp", "BDp"},   {"TA", "TA"},
      {"TAp", "TAp"}};
  static const char *const criteria[] = {"loglik", "deviance", "AIC", "BIC", "AICc"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    size_t n = 0;
    int has = tsq_fit_length(fit, names[i][1], &n) == TSQ_OK; /* Peto's fits have no tests of association */
    double value = NAN;
    if (has && !answered(t, tsq_fit_get(fit, names[i][1], &value, 1))) return;
    compare_number(t, names[i][0], value);
  }
  for (int i = 0; i < 10; i++) {
    char path[40];
    char name[24];
    snprintf(name, sizeof name, "%s.%s", i < 5 ? "ML" : "REML", criteria[i % 5]);
    snprintf(path, sizeof path, "fit.%s", name);
    compare_number(t, path, tsq_fit_value(fit, name));
  }
}

/* Where the counts say nothing R may stop; the library answers with NaN, which is as good as an error here. */
static void conclude(trial *t, int status, tsq_fit *fit) {
  int empty = status == TSQ_OK && isnan(tsq_coef(fit, 0).estimate);
  if (answered(t, empty && expected(t, "error") != NULL ? TSQ_ERR_TOO_FEW : status)) {
    compare_result(t, fit);
    compare_nothing_else(t);
  }
  tsq_fit_free(fit);
}

void run_mh(trial *t, const json_t *call) {
  tsq_options options;
  tsq_fit *fit = NULL;
  int status;
  all_arguments_known(t, call, known_arguments);
  if (settled(t) || !mh_options(t, call, &options)) return;
  if (tsq_measure_from_name(json_string_value(json_object_get(call, "measure")), &options.measure) != TSQ_OK) {
    unsupported(t, "%s", tsq_last_error());
    return;
  }
  if (options.measure == TSQ_IRR || options.measure == TSQ_IRD) {
    tsq_rates rates = rates_of(t, call);
    status = tsq_mh_rates(&rates, &options, &fit);
  } else {
    tsq_tables tables = tables_of(t, call);
    status = tsq_mh_tables(&tables, &options, &fit);
  }
  conclude(t, status, fit);
}

void run_peto(trial *t, const json_t *call) {
  tsq_options options;
  tsq_fit *fit = NULL;
  all_arguments_known(t, call, known_arguments);
  if (settled(t) || !mh_options(t, call, &options)) return;
  options.no_correction = 0; /* Peto's fits have no such test */
  tsq_tables tables = tables_of(t, call);
  int status = tsq_peto(&tables, &options, &fit);
  conclude(t, status, fit);
}

/* ---- leave-one-out and cumulative ---------------------------------------------------------------------------------- */

/* R gives a row a study; the library's last row is the fit of all. */
static void compare_rows(trial *t, const tsq_rows *rows) {
  static const char *const names[][2] = {{"estimate", "estimate"}, {"se", "se"},          {"zval", "statistic"}, {"pval", "p_value"},
                                         {"ci_lb", "ci_lower"},    {"ci_ub", "ci_upper"}, {"Q", "QE"},           {"Qp", "QEp"},
                                         {"I2", "I2"},             {"H2", "H2"}};
  size_t n = tsq_rows_count(rows);
  double *values = new_numbers(n);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (answered(t, tsq_rows_numbers(rows, names[i][1], values, n))) compare(t, names[i][0], values, n - 1);
  }
  free(values);
  compare_nothing_else(t);
}

void run_refit(trial *t, const json_t *call) {
  static const char *const known[] = {"what", "model", "measure", "columns", NULL};
  const char *what = json_string_value(json_object_get(call, "what"));
  const char *model = json_string_value(json_object_get(call, "model"));
  const char *measure = json_string_value(json_object_get(call, "measure"));
  tsq_options options = {.size = sizeof options};
  tsq_fit *fit = NULL;
  tsq_rows *rows = NULL;
  all_arguments_known(t, call, known);
  if (settled(t)) return;
  if (what == NULL || model == NULL) unsupported(t, "a case without what or model%s", "");
  if (settled(t)) return;
  int peto = strcmp(model, "rma.peto") == 0;
  int loo = strcmp(what, "leave1out") == 0;
  if (!peto && strcmp(model, "rma.mh") != 0) unsupported(t, "model '%s'", model);
  if (!loo && strcmp(what, "cumul") != 0) unsupported(t, "what = '%s'", what);
  if (!peto && tsq_measure_from_name(measure, &options.measure) != TSQ_OK) unsupported(t, "%s", tsq_last_error());
  if (settled(t)) return;
  tsq_tables tables = tables_of(t, call);
  if (answered(t, peto ? tsq_peto(&tables, &options, &fit) : tsq_mh_tables(&tables, &options, &fit)) &&
      answered(t, loo ? tsq_leave_one_out(fit, NULL, &rows) : tsq_cumulative(fit, NULL, &rows)))
    compare_rows(t, rows);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}
