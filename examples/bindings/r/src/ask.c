/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What any fit is asked. */
#include "tausq_r.h"

#include <string.h>

SEXP tr_model(SEXP pointer) {
  return Rf_ScalarString(tr_string(tsq_fit_model(tr_handle(pointer))));
}

SEXP tr_can(SEXP pointer, SEXP question) {
  return Rf_ScalarLogical(tsq_fit_can(tr_handle(pointer), tr_text(question)));
}

SEXP tr_get(SEXP pointer, SEXP name) {
  const tsq_fit *fit = tr_handle(pointer);
  size_t n = 0;
  tr_check(tsq_fit_length(fit, tr_text(name), &n));
  SEXP values = PROTECT(Rf_allocVector(REALSXP, (R_xlen_t)n));
  tr_check(tsq_fit_get(fit, tr_text(name), REAL(values), n));
  UNPROTECT(1);
  return values;
}

/* Labels along a dimension; NULL where there are none. */
SEXP tr_labels(SEXP pointer, SEXP dimension) {
  const tsq_fit *fit = tr_handle(pointer);
  const char *name = tr_text(dimension);
  size_t n = tsq_fit_extent(fit, name);
  int given = strcmp(name, "given") == 0;
  SEXP labels = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)n));
  for (size_t i = 0; i < n; i++) {
    const char *label = given ? tsq_study_label(fit, i) : tsq_fit_label(fit, name, i);
    if (label == NULL) {
      UNPROTECT(1);
      return R_NilValue;
    }
    SET_STRING_ELT(labels, (R_xlen_t)i, tr_string(label));
  }
  UNPROTECT(1);
  return labels;
}

SEXP tr_coef(SEXP pointer) {
  const tsq_fit *fit = tr_handle(pointer);
  int p = (int)tsq_fit_extent(fit, "coef");
  tsq_estimate *rows = (tsq_estimate *)R_alloc((size_t)p, sizeof *rows);
  SEXP names = PROTECT(Rf_allocVector(STRSXP, p));
  for (int j = 0; j < p; j++) {
    rows[j] = tsq_coef(fit, (size_t)j);
    SET_STRING_ELT(names, j, tr_string(tsq_coef_name(fit, (size_t)j)));
  }
  SEXP table = PROTECT(tr_table((const double *)rows, p, TR_ESTIMATE));
  SET_VECTOR_ELT(Rf_getAttrib(table, R_DimNamesSymbol), 0, names);
  UNPROTECT(2);
  return table;
}

/* estimate, lower, upper, outcome, level */
SEXP tr_confint(SEXP pointer, SEXP parameter, SEXP kind, SEXP level) {
  tsq_interval_options o = {
      .size = sizeof o, .kind = tr_code(kind, tsq_tau2_ci_from_name), .level = tr_number(level, 0)};
  tsq_interval ci = {.size = sizeof ci};
  tr_check(tsq_confint(tr_handle(pointer), tr_text(parameter), &o, &ci));
  const double values[] = {ci.estimate, ci.lower, ci.upper, ci.outcome, ci.level};
  SEXP out = Rf_allocVector(REALSXP, 5);
  memcpy(REAL(out), values, sizeof values);
  return out;
}

SEXP tr_predict(SEXP pointer, SEXP x, SEXP m, SEXP pi, SEXP level) {
  int n = Rf_asInteger(m);
  tsq_prediction *rows = (tsq_prediction *)R_alloc((size_t)n, sizeof *rows);
  tsq_predict_options o = {
      .size = sizeof o, .pi_kind = tr_code(pi, tsq_pi_from_name), .level = tr_number(level, 0)};
  tr_check(tsq_predict_with(tr_handle(pointer), tr_doubles(x), (size_t)n, &o, rows));
  return tr_table((const double *)rows, n, TR_PREDICTION);
}

SEXP tr_blup(SEXP pointer) {
  const tsq_fit *fit = tr_handle(pointer);
  size_t k = tsq_fit_extent(fit, "study");
  tsq_prediction *rows = (tsq_prediction *)R_alloc(k + 1, sizeof *rows);
  tr_check(tsq_blup(fit, rows));
  return tr_table((const double *)rows, (R_xlen_t)k, TR_PREDICTION);
}

SEXP tr_contrast(SEXP pointer, SEXP c, SEXP rhs) {
  tsq_estimate e;
  tr_check(tsq_contrast(tr_handle(pointer), REAL(c), Rf_asReal(rhs), &e));
  return tr_table((const double *)&e, 1, TR_ESTIMATE);
}

/* statistic, df1, df2, p */
SEXP tr_wald(SEXP pointer, SEXP l, SEXP rhs) {
  tsq_wald_test t = {.size = sizeof t};
  tr_check(tsq_wald(tr_handle(pointer), REAL(l), (size_t)Rf_nrows(l), tr_doubles(rhs), &t));
  const double values[] = {t.statistic, t.df1, t.df2, t.p_value};
  SEXP out = Rf_allocVector(REALSXP, 4);
  memcpy(REAL(out), values, sizeof values);
  return out;
}

/* ratio, se, delta, Fieller's bounds and their kind, df */
SEXP tr_ratio(SEXP pointer, SEXP numerator, SEXP denominator, SEXP level) {
  tsq_ratio_result r = {.size = sizeof r};
  tr_check(tsq_ratio(tr_handle(pointer), REAL(numerator), REAL(denominator), tr_number(level, 0), &r));
  const double values[] = {r.ratio,      r.se,         r.delta[0],     r.delta[1],
                           r.fieller[0], r.fieller[1], r.fieller_kind, r.df};
  SEXP out = Rf_allocVector(REALSXP, 8);
  memcpy(REAL(out), values, sizeof values);
  return out;
}

/* probability, then the proportion's estimate */
SEXP tr_beyond(SEXP pointer, SEXP x, SEXP threshold, SEXP direction) {
  tsq_beyond b = {.size = sizeof b};
  tr_check(tsq_probability_beyond(tr_handle(pointer), tr_doubles(x), Rf_asReal(threshold),
                                  Rf_asInteger(direction), &b));
  const double values[] = {b.probability, b.proportion.estimate, b.proportion.se, b.proportion.ci_lower,
                           b.proportion.ci_upper};
  SEXP out = Rf_allocVector(REALSXP, 5);
  memcpy(REAL(out), values, sizeof values);
  return out;
}

SEXP tr_compare(SEXP reduced, SEXP full) {
  tsq_comparison c = {.size = sizeof c};
  tr_check(tsq_compare(tr_handle(reduced), tr_handle(full), &c));
  const double values[] = {c.LRT,           c.df,        c.p_value,   c.p_boundary,
                           c.restricted,    c.loglik[0], c.loglik[1], c.parameters[0],
                           c.parameters[1], c.AIC[0],    c.AIC[1],    c.BIC[0],
                           c.BIC[1],        c.AICc[0],   c.AICc[1],   c.tau2[0],
                           c.tau2[1],       c.R2};
  SEXP out = Rf_allocVector(REALSXP, sizeof values / sizeof values[0]);
  memcpy(REAL(out), values, sizeof values);
  return out;
}

SEXP tr_outcomes(SEXP pointer) {
  const tsq_fit *fit = tr_handle(pointer);
  R_xlen_t n = 0;
  while (tsq_fit_outcome(fit, (size_t)n) != NULL)
    n++;
  SEXP texts = PROTECT(Rf_allocVector(STRSXP, n));
  for (R_xlen_t i = 0; i < n; i++)
    SET_STRING_ELT(texts, i, tr_string(tsq_fit_outcome(fit, (size_t)i)));
  UNPROTECT(1);
  return texts;
}

SEXP tr_conventions(SEXP pointer) {
  return Rf_ScalarString(tr_string(tsq_fit_conventions(tr_handle(pointer))));
}

/* method, measure (NA = none) by name, level */
SEXP tr_used(SEXP pointer) {
  tsq_options o = {.size = sizeof o};
  tr_check(tsq_fit_options(tr_handle(pointer), &o));
  SEXP out = PROTECT(Rf_allocVector(VECSXP, 4));
  SET_VECTOR_ELT(out, 0, Rf_ScalarString(tr_string(tsq_method_name(o.method))));
  SET_VECTOR_ELT(out, 1, Rf_ScalarString(tr_string(tsq_measure_name(o.measure))));
  SET_VECTOR_ELT(out, 2, Rf_ScalarString(tr_string(tsq_test_name(o.test))));
  SET_VECTOR_ELT(out, 3, Rf_ScalarReal(o.level));
  UNPROTECT(1);
  return out;
}

SEXP tr_digest(SEXP pointer, SEXP column) {
  char text[17];
  tr_check(tsq_fit_digest(tr_handle(pointer), tr_text(column), text));
  return Rf_mkString(text);
}

static int write_fit(const void *what, const tsq_report_options *o, int32_t format, char *buffer, size_t n,
                     size_t *needed) {
  return tsq_report(what, o, format, buffer, n, needed);
}

SEXP tr_report(SEXP pointer, SEXP format, SEXP options) {
  return tr_written(write_fit, tr_handle(pointer), format, options);
}

/* The numbers that a JSON report has otherwise, a line each. */
SEXP tr_report_changes(SEXP json, SEXP pointer, SEXP tolerance) {
  const char *text = tr_text(json);
  const tsq_fit *fit = tr_handle(pointer);
  size_t needed = 0;
  int status = tsq_report_changes(text, strlen(text), fit, Rf_asReal(tolerance), NULL, 0, &needed);
  if (status != TSQ_ERR_BUFFER) tr_check(status);
  char *buffer = R_alloc(needed, 1);
  tr_check(tsq_report_changes(text, strlen(text), fit, Rf_asReal(tolerance), buffer, needed, &needed));
  return Rf_ScalarString(tr_string(buffer));
}
