/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A generalized linear mixed model as text and as CSV. */
#include "report/report.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

static double number_of(const tsq_glmm_fit *fit, const char *name) {
  return tsq_glmm_value(fit, name);
}

static int has_moderators(const tsq_glmm_fit *fit, const tsq_glmm_options *o) {
  return number_of(fit, "p") > (o->no_intercept ? 0 : 1);
}

static const char *model_of(const tsq_glmm_options *o) {
  switch (o->model) {
    case TSQ_UM_FS: return "Unconditional Model with Fixed Study Effects (UM.FS)";
    case TSQ_UM_RS: return "Unconditional Model with Random Study Effects (UM.RS)";
    case TSQ_CM_EL: return "Conditional Model with Exact Likelihood (CM.EL)";
    case TSQ_CM_AL: return "Conditional Model with Approximate Likelihood (CM.AL)";
    default: return o->measure == TSQ_PLO ? "Binomial-Normal Model" : "Poisson-Normal Model";
  }
}

static void heading(const tsq_glmm_fit *fit, const tsq_glmm_options *o, const tsq_report_options *r,
                    tsqp_text *text) {
  int moderators = has_moderators(fit, o);
  const char *kind = o->method == TSQ_CE
                         ? (moderators ? "Common-Effect Model with Moderators" : "Common-Effect Model")
                         : (moderators ? "Mixed-Effects Model" : "Random-Effects Model");
  tsqp_text_add(text, "%s (k = %.0f%s)\n", kind, number_of(fit, "k"),
                o->method == TSQ_CE ? "" : "; tau^2 estimator: ML");
  tsqp_text_add(text, "Model: %s\n", model_of(o));
  if (strcmp(r->measure, "Effect") != 0) tsqp_text_add(text, "Effect: %s\n", r->measure);
  tsqp_text_add(text, "\n");
}

static int heterogeneity(const tsq_glmm_fit *fit, const tsq_glmm_options *o, int digits, tsqp_text *text) {
  tsq_tau2_interval ci = {.size = sizeof ci};
  if (o->method == TSQ_CE) return TSQ_OK;
  TSQP_TRY(tsq_glmm_confint(fit, 0, &ci));
  int moderators = has_moderators(fit, o);
  tsqp_text_add(text, "Heterogeneity%s%*s%g%% CI (PL)\n", moderators ? " (residual)" : "",
                moderators ? 20 : 31, "", 100 * ci.level);
  tsqp_text_heterogeneity(text, "tau^2", number_of(fit, "tau2"), ci.tau2, "", number_of(fit, "se_tau2"),
                          digits);
  tsqp_text_heterogeneity(text, "tau", number_of(fit, "tau"), ci.tau, "", NAN, digits);
  tsqp_text_heterogeneity(text, "I^2 (from tau^2)", number_of(fit, "I2"), ci.I2, "%", NAN, 2);
  tsqp_text_heterogeneity(text, "H^2 (from tau^2)", number_of(fit, "H2"), ci.H2, "", NAN, 2);
  if (!isnan(number_of(fit, "sigma2")))
    tsqp_text_heterogeneity(text, "sigma^2 (study level)", number_of(fit, "sigma2"), NULL, "", NAN, digits);
  tsqp_text_add(text, "\n");
  return TSQ_OK;
}

static void tests(const tsq_glmm_fit *fit, const tsq_glmm_options *o, int digits, tsqp_text *text) {
  int moderators = has_moderators(fit, o);
  tsqp_text_add(text, "Tests for %sHeterogeneity:\n", moderators ? "Residual " : "");
  tsqp_text_test(text, "Wld", number_of(fit, "QEdf"), HUGE_VAL, number_of(fit, "QE.Wld"),
                 number_of(fit, "QEp.Wld"), digits);
  tsqp_text_test(text, "LRT", number_of(fit, "QEdf"), HUGE_VAL, number_of(fit, "QE.LRT"),
                 number_of(fit, "QEp.LRT"), digits);
  tsqp_text_add(text, "\n");
  if (!moderators) return;
  tsqp_text_add(text, "Test of Moderators:\n");
  tsqp_text_test(text, "QM", number_of(fit, "QMdf1"), number_of(fit, "QMdf2"), number_of(fit, "QM"),
                 number_of(fit, "QMp"), digits);
  tsqp_text_add(text, "\n");
}

static void coefficients(const tsq_glmm_fit *fit, const tsq_glmm_options *o, int digits, tsqp_text *text) {
  size_t p = (size_t)number_of(fit, "p");
  int t_test = o->test == TSQ_T;
  int longest = t_test ? 12 : 17;
  int width = 0;
  for (size_t j = 0; j < p && has_moderators(fit, o); j++) {
    int length = (int)strlen(tsq_glmm_coef_name(fit, j));
    if (length > width && length <= longest) width = length;
  }
  tsqp_text_add(text, "Model Results (%g%% CI):\n\n", 100 * o->level);
  tsqp_text_coefficients_head(text, width, t_test, digits);
  for (size_t j = 0; j < p; j++) {
    tsq_estimate e = tsq_glmm_coef(fit, j);
    const char *name = has_moderators(fit, o) ? tsq_glmm_coef_name(fit, j) : "";
    tsqp_text_coefficient(text, width, name, &e, digits);
  }
  tsqp_text_add(text, "\n");
}

static int predictions(const tsq_glmm_fit *fit, const tsq_glmm_options *o, const tsq_report_options *r,
                       tsqp_text *text) {
  if (!has_moderators(fit, o)) {
    tsq_prediction p;
    TSQP_TRY(tsq_glmm_predict(fit, NULL, 1, 0, &p));
    TSQP_TRY(tsqp_text_prediction(text, "Pooled effect", &p, r, o->level));
    tsqp_text_add(text, "\n");
  }
  for (size_t i = 0; i < r->n_predictions; i++) {
    char number[40];
    tsqp_format(number, sizeof number, "%zu", i + 1);
    tsqp_text_add(text, "Predicted at ");
    TSQP_TRY(tsqp_text_prediction(text, r->prediction_labels != NULL ? r->prediction_labels[i] : number,
                                  &r->predictions[i], r, o->level));
    if (i + 1 == r->n_predictions) tsqp_text_add(text, "\n");
  }
  return TSQ_OK;
}

static void fit_statistics(const tsq_glmm_fit *fit, int digits, tsqp_text *text) {
  const double values[5] = {number_of(fit, "loglik"), number_of(fit, "deviance"), number_of(fit, "AIC"),
                            number_of(fit, "BIC"), number_of(fit, "AICc")};
  tsqp_text_fit_statistics(text, values, digits);
}

static void notes(const tsq_glmm_fit *fit, const tsq_glmm_options *o, tsqp_text *text) {
  char words[300];
  char nodes[80];
  if (o->method == TSQ_CE && o->model != TSQ_UM_RS) {
    tsqp_format(nodes, sizeof nodes, "nothing to integrate");
  } else if (o->nodes == 0) {
    tsqp_format(nodes, sizeof nodes, "integrals to convergence (%.0f nodes)", number_of(fit, "nodes"));
  } else {
    tsqp_format(nodes, sizeof nodes, "adaptive Gauss-Hermite quadrature with %d node%s", (int)o->nodes,
                o->nodes == 1 ? " (Laplace)" : "s");
  }
  tsqp_format(words, sizeof words, "%s; test: %s; covariance matrix: %s; %s; I2 from tau2; level %g%%",
              o->method == TSQ_CE ? "common effect" : "maximum likelihood",
              o->test == TSQ_T ? "t with k - p df" : "standard normal",
              o->covariance == TSQ_GLMM_OBSERVED ? "observed information" : "tau taken as known", nodes,
              100 * o->level);
  tsqp_text_wrapped(text, "Conventions:", words);
  for (size_t i = 0; tsq_glmm_outcome_text(fit, i) != NULL; i++)
    tsqp_text_wrapped(text, "Note:", tsq_glmm_outcome_text(fit, i));
}

int tsqp_glmm_text(const tsq_glmm_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  tsq_glmm_options o = {.size = sizeof o};
  TSQP_TRY(tsq_glmm_used_options(fit, &o));
  heading(fit, &o, r, text);
  TSQP_TRY(heterogeneity(fit, &o, r->digits, text));
  tests(fit, &o, r->digits, text);
  coefficients(fit, &o, r->digits, text);
  TSQP_TRY(predictions(fit, &o, r, text));
  fit_statistics(fit, r->digits, text);
  notes(fit, &o, text);
  return TSQ_OK;
}

static void row(tsqp_text *text, const char *name, const tsq_estimate *e) {
  const double values[7] = {e->estimate, e->se, e->statistic, e->df, e->p_value, e->ci_lower, e->ci_upper};
  tsqp_csv_field(text, name);
  for (size_t i = 0; i < 7; i++) {
    tsqp_text_add(text, ",");
    tsqp_csv_number(text, values[i]);
  }
  tsqp_text_add(text, "\n");
}

int tsqp_glmm_csv(const tsq_glmm_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  size_t p = (size_t)number_of(fit, "p");
  tsqp_text_add(text, "term,estimate,se,statistic,df,p_value,ci_lower,ci_upper\n");
  for (size_t j = 0; j < p; j++) {
    tsq_estimate e = tsq_glmm_coef(fit, j);
    row(text, tsq_glmm_coef_name(fit, j), &e);
  }
  for (size_t i = 0; i < r->n_predictions; i++) {
    const tsq_prediction *q = &r->predictions[i];
    tsq_estimate e = {q->estimate, q->se, q->statistic, q->df, q->p_value, q->ci_lower, q->ci_upper};
    char name[200];
    tsqp_format(name, sizeof name, "predicted at %s",
                r->prediction_labels != NULL ? r->prediction_labels[i] : "");
    row(text, name, &e);
  }
  return TSQ_OK;
}
