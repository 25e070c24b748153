/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of the kinds "rma.mh" and "rma.peto". */
#include "conformance.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const known_arguments[] = {"measure", "columns", "add",   "to",
                                              "drop00",  "correct", "level", NULL};
static int mh_options(trial *t, const json_t *call, tsq_mh_options *o) {
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

static void compare_result(trial *t, const tsq_mh_result *r) {
  static const char *const criteria[2] = {"ML", "REML"};
  compare_number(t, "k", r->k);
  compare_number(t, "beta", r->pooled.estimate);
  compare_number(t, "se", r->pooled.se);
  compare_number(t, "zval", r->pooled.statistic);
  compare_number(t, "pval", r->pooled.p_value);
  compare_number(t, "ci_lb", r->pooled.ci_lower);
  compare_number(t, "ci_ub", r->pooled.ci_upper);
  compare_number(t, "k_yi", r->k_yi);
  compare_number(t, "k_pos", r->k_pos);
  compare_number(t, "QE", r->QE);
  compare_number(t, "QEp", r->QEp);
  compare_number(t, "I2", r->I2);
  compare_number(t, "H2", r->H2);
  compare_number(t, "CMH", r->CMH);
  compare_number(t, "CMHp", r->CMHp);
  compare_number(t, "BD", r->BD);
  compare_number(t, "BDp", r->BDp);
  compare_number(t, "TA", r->TA);
  compare_number(t, "TAp", r->TAp);
  for (int i = 0; i < 2; i++) {
    const struct {
      const char *name;
      double value;
    } fit[5] = {{"loglik", r->loglik[i]},
                {"deviance", r->deviance[i]},
                {"AIC", r->AIC[i]},
                {"BIC", r->BIC[i]},
                {"AICc", r->AICc[i]}};
    for (int j = 0; j < 5; j++) {
      char path[40];
      snprintf(path, sizeof path, "fit.%s.%s", criteria[i], fit[j].name);
      compare_number(t, path, fit[j].value);
    }
  }
}

/* Where the counts say nothing R may stop; the library answers with NaN, which is as good as an error here. */
static void conclude(trial *t, int status, const tsq_mh_result *r) {
  int empty = status == TSQ_OK && isnan(r->pooled.estimate);
  if (!answered(t, empty && expected(t, "error") != NULL ? TSQ_ERR_TOO_FEW : status)) return;
  compare_result(t, r);
  compare_nothing_else(t);
}

void run_mh(trial *t, const json_t *call) {
  int32_t measure;
  tsq_mh_options options;
  tsq_mh_result result = {.size = sizeof result};
  int status;
  all_arguments_known(t, call, known_arguments);
  if (settled(t) || !mh_options(t, call, &options)) return;
  if (tsq_measure_from_name(json_string_value(json_object_get(call, "measure")), &measure) != TSQ_OK) {
    unsupported(t, "%s", tsq_last_error());
    return;
  }
  if (measure == TSQ_IRR || measure == TSQ_IRD) {
    tsq_rates rates = rates_of(t, call);
    status = tsq_mh_rates(measure, &rates, &options, &result);
  } else {
    tsq_tables tables = tables_of(t, call);
    status = tsq_mh_tables(measure, &tables, &options, &result);
  }
  conclude(t, status, &result);
}

void run_peto(trial *t, const json_t *call) {
  tsq_mh_options options;
  tsq_mh_result result = {.size = sizeof result};
  all_arguments_known(t, call, known_arguments);
  if (settled(t) || !mh_options(t, call, &options)) return;
  tsq_tables tables = tables_of(t, call);
  conclude(t, tsq_peto(&tables, &options, &result), &result);
}
