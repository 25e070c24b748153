/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit as text: the field's wording, aligned, at most 80 columns. */
#include "report/report.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

#define WIDTH 80

static double number_of(const tsq_fit *fit, const char *name) {
  return tsq_fit_value(fit, name);
}

static int is_random(const tsq_options *o) {
  return o->method != TSQ_CE;
}

static void heading(const tsq_fit *fit, const tsq_options *o, const tsq_report_options *r, tsqp_text *text) {
  int moderators = number_of(fit, "p") > (o->no_intercept ? 0 : 1);
  const char *kind = !is_random(o)
                         ? (moderators ? "Common-Effect Model with Moderators" : "Common-Effect Model")
                         : (moderators ? "Mixed-Effects Model" : "Random-Effects Model");
  tsqp_text_add(text, "%s (k = %.0f", kind, number_of(fit, "k"));
  if (is_random(o))
    tsqp_text_add(text, "; tau^2 %s: %s", o->tau2_fixed ? "fixed, not estimated by" : "estimator",
                  tsq_method_name(o->method));
  tsqp_text_add(text, ")\n");
  if (strcmp(r->measure, "Effect") != 0) tsqp_text_add(text, "Effect: %s\n", r->measure);
  tsqp_text_add(text, "\n");
}

/* "  tau^2     0.3132     [0.1197, 1.1115]   SE 0.1664" */
void tsqp_text_heterogeneity(tsqp_text *text, const char *name, double value, const double *ci,
                             const char *unit, double se, int digits) {
  char a[32];
  char b[32];
  tsqp_text_add(text, "  ");
  tsqp_text_field(text, -27, name);
  tsqp_text_field(text, 10, tsqp_text_number(a, value, digits));
  tsqp_text_field(text, -1, unit);
  if (ci != NULL && !isnan(ci[0])) {
    tsqp_text_add(text, "  [%s%s,", tsqp_text_number(a, ci[0], digits), unit);
    tsqp_text_add(text, " %s%s]", tsqp_text_number(b, ci[1], digits), unit);
  }
  if (!isnan(se)) tsqp_text_add(text, "  SE %s", tsqp_text_number(a, se, digits));
  tsqp_text_add(text, "\n");
}

static int heterogeneity(const tsq_fit *fit, const tsq_options *o, int digits, tsqp_text *text) {
  tsq_tau2_interval ci = {.size = sizeof ci};
  TSQP_TRY(tsq_confint(fit, 0, 0, &ci));
  int defined = ci.outcome != TSQ_CI_NOT_DEFINED;
  double R2 = number_of(fit, "R2");
  tsqp_text_add(text, "Heterogeneity%s", isnan(R2) ? "" : " (residual)");
  if (defined)
    tsqp_text_add(text, "%*s%g%% CI (%s)", isnan(R2) ? 31 : 20, "", 100 * ci.level,
                  tsq_tau2_ci_name(ci.kind));
  tsqp_text_add(text, "\n");
  tsqp_text_heterogeneity(text, "tau^2", number_of(fit, "tau2"), defined ? ci.tau2 : NULL, "",
                          number_of(fit, "se_tau2"), digits);
  tsqp_text_heterogeneity(text, "tau", number_of(fit, "tau"), defined ? ci.tau : NULL, "", NAN, digits);
  tsqp_text_heterogeneity(text, o->i2_kind == TSQ_I2_Q ? "I^2 (from Q)" : "I^2 (from tau^2)",
                          number_of(fit, "I2"), defined ? ci.I2 : NULL, "%", NAN, 2);
  tsqp_text_heterogeneity(text, o->i2_kind == TSQ_I2_Q ? "H^2 (from Q)" : "H^2 (from tau^2)",
                          number_of(fit, "H2"), defined ? ci.H2 : NULL, "", NAN, 2);
  if (!isnan(R2)) tsqp_text_heterogeneity(text, "R^2 (accounted for)", R2, NULL, "%", NAN, 2);
  if (ci.outcome == TSQ_CI_EMPTY) {
    tsqp_text_add(
        text,
        "  (The interval is empty: the effects are closer together than any tau^2 >= 0\n  explains.)\n");
  }
  if (ci.outcome == TSQ_CI_NOT_CONNECTED) {
    tsqp_text_add(text,
                  "  (The likelihood has several maxima, and the set of plausible tau^2 has holes: the\n"
                  "  interval is its hull.)\n");
  }
  tsqp_text_add(text, "\n");
  return TSQ_OK;
}

static void common_heterogeneity(const tsq_fit *fit, tsqp_text *text) {
  tsqp_text_heterogeneity(text, "I^2 (from Q)", number_of(fit, "I2"), NULL, "%", NAN, 2);
  tsqp_text_heterogeneity(text, "H^2 (from Q)", number_of(fit, "H2"), NULL, "", NAN, 2);
  if (!isnan(number_of(fit, "R2")))
    tsqp_text_heterogeneity(text, "R^2 (accounted for)", number_of(fit, "R2"), NULL, "%", NAN, 2);
  tsqp_text_add(text, "\n");
}

void tsqp_text_test(tsqp_text *text, const char *name, double df1, double df2, double value, double p,
                    int digits) {
  char a[32];
  char b[32];
  if (isinf(df2)) {
    tsqp_text_add(text, "%s(df = %s)", name, tsqp_text_df(a, df1));
  } else {
    tsqp_text_add(text, "F(df1 = %s, df2 = %s)", tsqp_text_df(a, df1), tsqp_text_df(b, df2));
  }
  tsqp_text_add(text, " = %s, p-val %s%s\n", tsqp_text_number(a, value, digits),
                p < pow(10, -digits) ? "" : "= ", tsqp_text_p(b, p, digits));
}

static void tests(const tsq_fit *fit, const tsq_options *o, int digits, tsqp_text *text) {
  int moderators = number_of(fit, "p") > (o->no_intercept ? 0 : 1);
  tsqp_text_add(text, "Test for %sHeterogeneity:\n", moderators ? "Residual " : "");
  tsqp_text_test(text, moderators ? "QE" : "Q", number_of(fit, "df_residual"), HUGE_VAL, number_of(fit, "QE"),
                 number_of(fit, "QEp"), digits);
  tsqp_text_add(text, "\n");
  if (!moderators) return;
  tsqp_text_add(text, "Test of Moderators:\n");
  tsqp_text_test(text, "QM", number_of(fit, "QMdf1"), number_of(fit, "QMdf2"), number_of(fit, "QM"),
                 number_of(fit, "QMp"), digits);
  tsqp_text_add(text, "\n");
}

static const char *stars(double p) {
  return p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : p < 0.1 ? "." : "";
}

/* Columns widen with the decimals asked for, so that numbers never touch. */
void tsqp_text_coefficients_head(tsqp_text *text, int names, int with_df, int digits) {
  int wider = digits > 4 ? digits - 4 : 0;
  tsqp_text_field(text, -names, "");
  tsqp_text_field(text, 10 + wider, "estimate");
  tsqp_text_field(text, 9 + wider, "se");
  tsqp_text_field(text, 9 + wider, with_df ? "tval" : "zval");
  if (with_df) tsqp_text_field(text, 7, "df");
  tsqp_text_field(text, 8 + wider, "pval");
  tsqp_text_field(text, 10 + wider, "ci.lb");
  tsqp_text_field(text, 10 + wider, "ci.ub");
  tsqp_text_add(text, "\n");
}

/* A number with a space before it, right-aligned. */
static void cell(tsqp_text *text, int width, const char *value) {
  tsqp_text_add(text, " ");
  tsqp_text_field(text, width - 1, value);
}

void tsqp_text_coefficient(tsqp_text *text, int names, const char *name, const tsq_estimate *e, int digits) {
  char a[32];
  int wider = digits > 4 ? digits - 4 : 0;
  tsqp_text_name(text, names, name);
  cell(text, 10 + wider, tsqp_text_number(a, e->estimate, digits));
  cell(text, 9 + wider, tsqp_text_number(a, e->se, digits));
  cell(text, 9 + wider, tsqp_text_number(a, e->statistic, digits));
  if (!isinf(e->df)) cell(text, 7, tsqp_text_df(a, e->df));
  cell(text, 8 + wider, tsqp_text_p(a, e->p_value, digits));
  cell(text, 10 + wider, tsqp_text_number(a, e->ci_lower, digits));
  cell(text, 10 + wider, tsqp_text_number(a, e->ci_upper, digits));
  const char *mark = stars(e->p_value);
  tsqp_text_add(text, mark[0] != '\0' ? "  %s\n" : "%s\n", mark);
}

static void coefficients(const tsq_fit *fit, const tsq_options *o, int digits, tsqp_text *text) {
  size_t p = (size_t)number_of(fit, "p");
  int t_test = !isinf(tsq_coef(fit, 0).df);
  int longest = t_test ? 12 : 17;
  int width = 0;
  for (size_t j = 0; j < p; j++) {
    int length = (int)strlen(tsq_coef_name(fit, j));
    if (length > width && length <= longest) width = length;
  }
  tsqp_text_add(text, "Model Results (%g%% CI):\n\n", 100 * o->level);
  tsqp_text_coefficients_head(text, p == 1 ? 0 : width, t_test, digits);
  for (size_t j = 0; j < p; j++) {
    tsq_estimate e = tsq_coef(fit, j);
    const char *name = p == 1 && !o->no_intercept ? "" : tsq_coef_name(fit, j);
    tsqp_text_coefficient(text, p == 1 ? 0 : width, name, &e, digits);
  }
  tsqp_text_add(text, "\n---\nSignif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1\n\n");
}

static void interval(tsqp_text *text, const char *name, double lower, double upper, int digits) {
  char a[32];
  char b[32];
  if (isnan(lower)) return;
  tsqp_text_add(text, "%s [%s, %s]", name, tsqp_text_number(a, lower, digits),
                tsqp_text_number(b, upper, digits));
}

static int prediction_line(tsqp_text *text, const char *label, const tsq_prediction *p,
                           const tsq_report_options *r, double level) {
  char a[32];
  char name[40];
  tsqp_format(name, sizeof name, ", %g%% CI", 100 * level);
  tsqp_text_field(text, 0, label);
  tsqp_text_add(text, ": %s", tsqp_text_number(a, p->estimate, r->digits));
  interval(text, name, p->ci_lower, p->ci_upper, r->digits);
  if (!isnan(p->pi_lower)) tsqp_text_add(text, "\n ");
  tsqp_format(name, sizeof name, " %g%% prediction interval", 100 * level);
  interval(text, name, p->pi_lower, p->pi_upper, r->digits);
  tsqp_text_add(text, "\n");
  return TSQ_OK;
}

/* A prediction, and below it the same after the transformation. */
int tsqp_text_prediction(tsqp_text *text, const char *label, const tsq_prediction *p,
                         const tsq_report_options *r, double level) {
  TSQP_TRY(prediction_line(text, label, p, r, level));
  if (r->transform == 0) return TSQ_OK;
  tsq_prediction shown = *p;
  TSQP_TRY(tsqp_report_transform(r, &shown));
  return prediction_line(text, r->shown, &shown, r, level);
}

static int predictions(const tsq_fit *fit, const tsq_options *o, const tsq_report_options *r,
                       tsqp_text *text) {
  if (number_of(fit, "p") == 1 && !o->no_intercept) {
    tsq_prediction p;
    TSQP_TRY(tsq_predict(fit, NULL, 1, &p));
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

/* "P(new trial's true effect < -0.3) = 0.7529; proportion of true effects: 0.7705 [0.4668, 0.9412]" */
static void beyond(const tsq_report_options *r, tsqp_text *text) {
  char a[32];
  if (r->beyond == NULL) return;
  const char *sign = r->beyond_direction < 0 ? "<" : ">";
  tsqp_text_add(text, "Probability that a new trial's true effect is %s %g: %s\n", sign, r->beyond->threshold,
                tsqp_text_number(a, r->beyond->probability, r->digits));
  tsqp_text_add(text, "Estimated proportion of true effects %s %g: %s", sign, r->beyond->threshold,
                tsqp_text_number(a, r->beyond->proportion.estimate, r->digits));
  interval(text, ", CI", r->beyond->proportion.ci_lower, r->beyond->proportion.ci_upper, r->digits);
  tsqp_text_add(text, "\n\n");
}

void tsqp_text_fit_statistics(tsqp_text *text, const double values[5], int digits) {
  static const char *const heads[] = {"logLik", "deviance", "AIC", "BIC", "AICc"};
  int width = 12 + (digits > 4 ? digits - 4 : 0);
  char a[32];
  for (size_t i = 0; i < 5; i++) {
    tsqp_text_field(text, width, heads[i]);
  }
  tsqp_text_add(text, "\n");
  for (size_t i = 0; i < 5; i++) {
    cell(text, width, tsqp_text_number(a, values[i], digits));
  }
  tsqp_text_add(text, "\n\n");
}

static void fit_statistics(const tsq_fit *fit, int digits, tsqp_text *text) {
  const double values[5] = {number_of(fit, "loglik"), number_of(fit, "deviance"), number_of(fit, "AIC"),
                            number_of(fit, "BIC"), number_of(fit, "AICc")};
  tsqp_text_fit_statistics(text, values, digits);
}

/* Words of a long line, broken before column 80. */
void tsqp_text_wrapped(tsqp_text *text, const char *first, const char *words) {
  size_t column = strlen(first);
  tsqp_text_add(text, "%s", first);
  while (*words != '\0') {
    size_t n = strcspn(words, " ");
    if (column + n + 1 > WIDTH && column > 2) {
      tsqp_text_add(text, "\n ");
      column = 1;
    }
    tsqp_text_add(text, " %.*s", (int)n, words);
    column += n + 1;
    words += n + (words[n] == ' ' ? 1 : 0);
  }
  tsqp_text_add(text, "\n");
}

void tsqp_text_notes(const tsq_fit *fit, tsqp_text *text) {
  tsqp_text_wrapped(text, "Conventions:", tsq_fit_conventions(fit));
  for (size_t i = 0; tsq_fit_outcome(fit, i) != NULL; i++) {
    tsqp_text_wrapped(text, "Note:", tsq_fit_outcome(fit, i));
  }
}

int tsqp_fit_text(const tsq_fit *fit, const tsq_report_options *r, tsqp_text *text) {
  tsq_options o = {.size = sizeof o};
  TSQP_TRY(tsq_fit_options(fit, &o));
  heading(fit, &o, r, text);
  if (is_random(&o)) {
    TSQP_TRY(heterogeneity(fit, &o, r->digits, text));
  } else {
    common_heterogeneity(fit, text);
  }
  tests(fit, &o, r->digits, text);
  coefficients(fit, &o, r->digits, text);
  TSQP_TRY(predictions(fit, &o, r, text));
  beyond(r, text);
  fit_statistics(fit, r->digits, text);
  if (r->studies) TSQP_TRY(tsqp_text_studies(fit, r, text));
  tsqp_text_notes(fit, text);
  return TSQ_OK;
}
