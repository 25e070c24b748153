/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports as CSV tables (RFC 4180): a row a coefficient, or a row a group. */
#include "report/report.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

void tsqp_csv_field(tsqp_text *text, const char *value) {
  if (strpbrk(value, ",\"\r\n") == NULL) {
    tsqp_text_add(text, "%s", value);
    return;
  }
  tsqp_text_add(text, "\"");
  for (; *value != '\0'; value++) {
    tsqp_text_add(text, *value == '"' ? "\"\"" : "%c", *value);
  }
  tsqp_text_add(text, "\"");
}

void tsqp_csv_number(tsqp_text *text, double value) {
  if (isnan(value)) {
    tsqp_text_add(text, "NA");
  } else if (isinf(value)) {
    tsqp_text_add(text, value > 0 ? "Inf" : "-Inf");
  } else {
    tsqp_text_add(text, "%.17g", value);
  }
}

static void numbers(tsqp_text *text, const double *values, size_t n) {
  for (size_t i = 0; i < n; i++) {
    tsqp_text_add(text, ",");
    tsqp_csv_number(text, values[i]);
  }
  tsqp_text_add(text, "\n");
}

int tsqp_fit_csv(const tsq_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  size_t p = (size_t)tsq_fit_value(fit, "p");
  tsqp_text_add(text, "term,estimate,se,statistic,df,p_value,ci_lower,ci_upper\n");
  for (size_t j = 0; j < p; j++) {
    tsq_estimate e = tsq_coef(fit, j);
    double values[7] = {e.estimate, e.se, e.statistic, e.df, e.p_value, e.ci_lower, e.ci_upper};
    tsqp_csv_field(text, tsq_coef_name(fit, j));
    numbers(text, values, 7);
  }
  for (size_t i = 0; i < r->n_predictions; i++) {
    const tsq_prediction *e = &r->predictions[i];
    double values[7] = {e->estimate, e->se, e->statistic, e->df, e->p_value, e->ci_lower, e->ci_upper};
    char name[200];
    tsqp_format(name, sizeof name, "predicted at %s",
                r->prediction_labels != NULL ? r->prediction_labels[i] : "");
    tsqp_csv_field(text, name);
    numbers(text, values, 7);
  }
  return TSQ_OK;
}

static void group_row(tsqp_text *text, const char *name, const tsq_prediction *e, const tsq_fit *fit) {
  double values[11] = {tsq_fit_value(fit, "k"),
                       e->estimate,
                       e->se,
                       e->p_value,
                       e->ci_lower,
                       e->ci_upper,
                       e->pi_lower,
                       e->pi_upper,
                       tsq_fit_value(fit, "tau2"),
                       tsq_fit_value(fit, "I2"),
                       tsq_fit_value(fit, "QE")};
  tsqp_csv_field(text, name);
  numbers(text, values, 11);
}

int tsqp_subgroups_csv(const tsq_subgroups *s, const tsq_report_options *r, tsqp_text *text) {
  (void)r;
  tsq_prediction e;
  tsqp_text_add(text, "group,k,estimate,se,p_value,ci_lower,ci_upper,pi_lower,pi_upper,tau2,I2,Q\n");
  for (size_t g = 0; g < tsq_subgroups_count(s); g++) {
    TSQP_TRY(tsq_subgroups_effect(s, g, &e));
    group_row(text, tsq_subgroups_name(s, g), &e, tsq_subgroups_fit(s, g));
  }
  TSQP_TRY(tsq_predict(tsq_subgroups_overall(s), NULL, 1, &e));
  group_row(text, "(overall)", &e, tsq_subgroups_overall(s));
  return TSQ_OK;
}

static int one_effect(const tsq_estimate *e, tsqp_text *text) {
  double values[7] = {e->estimate, e->se, e->statistic, e->df, e->p_value, e->ci_lower, e->ci_upper};
  tsqp_text_add(text, "term,estimate,se,statistic,df,p_value,ci_lower,ci_upper\nintercept");
  numbers(text, values, 7);
  return TSQ_OK;
}

int tsqp_mh_csv(const tsqp_mh_report *mh, const tsq_report_options *r, tsqp_text *text) {
  (void)r;
  return one_effect(&mh->result->pooled, text);
}

int tsqp_beta_binomial_csv(const tsqp_beta_binomial_report *bb, const tsq_report_options *r,
                           tsqp_text *text) {
  (void)r;
  return one_effect(&bb->result->pooled, text);
}
