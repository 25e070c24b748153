/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tsq_rma(), subgroups, and what they answer. What a model borrows is kept alive by its external pointer. */
#include "tausq_r.h"

#include <stdlib.h>
#include <string.h>

#define PREDICTION 11
static const char *const prediction_names[PREDICTION] = {"estimate", "se",       "statistic", "df",
                                                         "p_value",  "ci_lower", "ci_upper",  "pi_lower",
                                                         "pi_upper", "pi_se",    "pi_df"};

/* [m x n] with column names, filled row by row from structs of n doubles. */
static SEXP table_of(const double *values, R_xlen_t m, int n) {
  SEXP table = PROTECT(Rf_allocMatrix(REALSXP, (int)m, n));
  SEXP names = PROTECT(Rf_allocVector(STRSXP, n));
  SEXP both = PROTECT(Rf_allocVector(VECSXP, 2));
  for (int j = 0; j < n; j++) {
    SET_STRING_ELT(names, j, Rf_mkChar(prediction_names[j]));
    for (R_xlen_t i = 0; i < m; i++)
      REAL(table)[i + j * m] = values[i * n + j];
  }
  SET_VECTOR_ELT(both, 1, names);
  Rf_setAttrib(table, R_DimNamesSymbol, both);
  UNPROTECT(3);
  return table;
}

static void finalize_fit(SEXP pointer) {
  tsq_fit_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

static void finalize_subgroups(SEXP pointer) {
  tsq_subgroups_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

/* The pointer first, so that nothing is lost where R has no memory; texts and arrays are R's and protected by it. */
static SEXP new_pointer(SEXP kept, R_CFinalizer_t finalize) {
  SEXP pointer = PROTECT(R_MakeExternalPtr(NULL, R_NilValue, kept));
  R_RegisterCFinalizerEx(pointer, finalize, TRUE);
  UNPROTECT(1);
  return pointer;
}

/* Labels have to live as long as the fit: pointers into R's own strings, in a raw vector that the external pointer keeps. */
static const char *const *kept_texts(SEXP x, SEXP *holder) {
  *holder = R_NilValue;
  if (Rf_isNull(x)) return NULL;
  R_xlen_t n = Rf_xlength(x);
  SEXP raw = Rf_allocVector(RAWSXP, (R_xlen_t)sizeof(char *) * (n + 1));
  const char **texts = (const char **)(void *)RAW(raw);
  for (R_xlen_t i = 0; i < n; i++)
    texts[i] = CHAR(STRING_ELT(x, i));
  *holder = raw;
  return texts;
}

static tsq_data data_of(SEXP list, SEXP *labels, SEXP *names) {
  SEXP x = tr_element(list, "x");
  tsq_data d = {.size = sizeof d, .k = (size_t)Rf_xlength(tr_element(list, "yi"))};
  d.yi = tr_doubles(tr_element(list, "yi"));
  d.vi = tr_doubles(tr_element(list, "vi"));
  d.sei = tr_doubles(tr_element(list, "sei"));
  d.weights = tr_doubles(tr_element(list, "weights"));
  d.x = tr_doubles(x);
  d.p = Rf_isNull(x) ? 0 : (size_t)Rf_ncols(x);
  d.labels = kept_texts(tr_element(list, "labels"), labels);
  PROTECT(*labels);
  d.x_names = kept_texts(tr_element(list, "names"), names);
  UNPROTECT(1);
  return d;
}

SEXP tr_rma(SEXP list, SEXP options) {
  SEXP labels;
  SEXP names;
  tsq_data data = data_of(list, &labels, &names);
  PROTECT(labels);
  PROTECT(names);
  SEXP kept = PROTECT(Rf_list3(list, labels, names));
  SEXP pointer = PROTECT(new_pointer(kept, finalize_fit));
  tsq_options o = tr_options(options);
  tsq_fit *fit = NULL;
  tr_check(tsq_rma(&data, &o, &fit));
  R_SetExternalPtrAddr(pointer, fit);
  UNPROTECT(4);
  return pointer;
}

SEXP tr_free(SEXP pointer) {
  if (TYPEOF(pointer) == EXTPTRSXP) finalize_fit(pointer);
  return R_NilValue;
}

SEXP tr_get(SEXP pointer, SEXP name) {
  const tsq_fit *fit = tr_handle(pointer);
  const char *which = CHAR(STRING_ELT(name, 0));
  size_t n = 0;
  tr_check(tsq_fit_length(fit, which, &n));
  SEXP values = PROTECT(Rf_allocVector(REALSXP, (R_xlen_t)n));
  tr_check(tsq_fit_get(fit, which, REAL(values), n));
  UNPROTECT(1);
  return values;
}

SEXP tr_quantities(void) {
  size_t n = tsq_quantity_count();
  SEXP names = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)n));
  for (size_t i = 0; i < n; i++) {
    tsq_quantity q = {.size = sizeof q};
    tr_check(tsq_quantity_at(i, &q));
    SET_STRING_ELT(names, (R_xlen_t)i, Rf_mkChar(q.name));
  }
  UNPROTECT(1);
  return names;
}

SEXP tr_coef(SEXP pointer) {
  const tsq_fit *fit = tr_handle(pointer);
  int p = (int)tsq_fit_value(fit, "p");
  double *values = (double *)R_alloc((size_t)p, 7 * sizeof(double));
  SEXP names = PROTECT(Rf_allocVector(STRSXP, p));
  for (int j = 0; j < p; j++) {
    tsq_estimate e = tsq_coef(fit, (size_t)j);
    const double row[7] = {e.estimate, e.se, e.statistic, e.df, e.p_value, e.ci_lower, e.ci_upper};
    memcpy(values + 7 * j, row, sizeof row);
    SET_STRING_ELT(names, j, Rf_mkCharCE(tsq_coef_name(fit, (size_t)j), CE_UTF8));
  }
  SEXP table = PROTECT(table_of(values, p, 7));
  SET_VECTOR_ELT(Rf_getAttrib(table, R_DimNamesSymbol), 0, names);
  UNPROTECT(2);
  return table;
}

SEXP tr_confint(SEXP pointer, SEXP kind, SEXP level) {
  tsq_tau2_interval ci = {.size = sizeof ci};
  tr_check(tsq_confint(tr_handle(pointer), tr_code(kind, tsq_tau2_ci_from_name), Rf_asReal(level), &ci));
  const double *parts[4] = {ci.tau2, ci.tau, ci.I2, ci.H2};
  SEXP table = PROTECT(Rf_allocMatrix(REALSXP, 4, 2));
  for (int i = 0; i < 4; i++) {
    REAL(table)[i] = parts[i][0];
    REAL(table)[i + 4] = parts[i][1];
  }
  Rf_setAttrib(table, Rf_install("outcome"), Rf_ScalarInteger(ci.outcome));
  UNPROTECT(1);
  return table;
}

SEXP tr_predict(SEXP pointer, SEXP x, SEXP m, SEXP pi, SEXP level) {
  int n = Rf_asInteger(m);
  tsq_prediction *rows = (tsq_prediction *)R_alloc((size_t)n, sizeof *rows);
  tsq_predict_options o = {
      .size = sizeof o, .pi_kind = tr_code(pi, tsq_pi_from_name), .level = Rf_asReal(level)};
  tr_check(tsq_predict_with(tr_handle(pointer), tr_doubles(x), (size_t)n, &o, rows));
  return table_of(&rows[0].estimate, n, PREDICTION);
}

SEXP tr_outcomes(SEXP pointer) {
  const tsq_fit *fit = tr_handle(pointer);
  int n = 0;
  while (tsq_fit_outcome(fit, (size_t)n) != NULL)
    n++;
  SEXP texts = PROTECT(Rf_allocVector(STRSXP, n));
  for (int i = 0; i < n; i++)
    SET_STRING_ELT(texts, i, Rf_mkCharCE(tsq_fit_outcome(fit, (size_t)i), CE_UTF8));
  UNPROTECT(1);
  return texts;
}

/* kind: 0 = fit, 1 = subgroups, 2 = glmm; format: 1 = text, 2 = JSON. */
SEXP tr_report(SEXP pointer, SEXP kind, SEXP format, SEXP digits) {
  const void *what = tr_handle(pointer);
  int which = Rf_asInteger(kind);
  int32_t form = Rf_asInteger(format) == 1 ? TSQ_REPORT_TEXT : TSQ_REPORT_JSON;
  tsq_report_options o = {.size = sizeof o, .digits = Rf_asInteger(digits)};
  char *buffer = NULL;
  size_t n = 0;
  for (int pass = 0; pass < 2; pass++) {
    size_t needed = 0;
    int status = which == 0   ? tsq_report_fit(what, &o, form, buffer, n, &needed)
                 : which == 1 ? tsq_report_subgroups(what, &o, form, buffer, n, &needed)
                              : tsq_report_glmm(what, &o, form, buffer, n, &needed);
    if (pass == 0 && status == TSQ_ERR_BUFFER) {
      n = needed;
      buffer = R_alloc(n, 1);
    } else {
      tr_check(status);
    }
  }
  SEXP text = PROTECT(Rf_allocVector(STRSXP, 1));
  SET_STRING_ELT(text, 0, Rf_mkCharCE(buffer != NULL ? buffer : "", CE_UTF8));
  UNPROTECT(1);
  return text;
}

SEXP tr_subgroup(SEXP list, SEXP codes, SEXP group_names, SEXP common, SEXP options) {
  SEXP labels;
  SEXP names;
  tsq_data data = data_of(list, &labels, &names);
  PROTECT(labels);
  PROTECT(names);
  SEXP kept = PROTECT(Rf_list3(list, labels, names));
  SEXP pointer = PROTECT(new_pointer(kept, finalize_subgroups));
  tsq_options o = tr_options(options);
  const char **groups = tr_texts(group_names);
  tsq_subgroups *made = NULL;
  tr_check(tsq_subgroup(&data, INTEGER(codes), groups, (size_t)Rf_xlength(group_names),
                        Rf_asLogical(common) ? TSQ_TAU2_COMMON : TSQ_TAU2_SEPARATE, &o, &made));
  R_SetExternalPtrAddr(pointer, made);
  UNPROTECT(4);
  return pointer;
}

/* list(effects, test): a row a group, and statistic, df1, df2, p. */
SEXP tr_subgroup_parts(SEXP pointer) {
  const tsq_subgroups *s = tr_handle(pointer);
  size_t n = tsq_subgroups_count(s);
  tsq_prediction *rows = (tsq_prediction *)R_alloc(n, sizeof *rows);
  tsq_wald_test test = {.size = sizeof test};
  for (size_t g = 0; g < n; g++)
    tr_check(tsq_subgroups_effect(s, g, &rows[g]));
  tr_check(tsq_subgroups_test(s, &test));
  SEXP parts = PROTECT(Rf_allocVector(VECSXP, 2));
  SET_VECTOR_ELT(parts, 0, table_of(&rows[0].estimate, (R_xlen_t)n, PREDICTION));
  SEXP numbers = Rf_allocVector(REALSXP, 4);
  SET_VECTOR_ELT(parts, 1, numbers);
  const double values[4] = {test.statistic, test.df1, test.df2, test.p_value};
  memcpy(REAL(numbers), values, sizeof values);
  UNPROTECT(1);
  return parts;
}

static const char *text_option(SEXP options, const char *name) {
  SEXP value = tr_element(options, name);
  return Rf_isNull(value) ? NULL : Rf_translateCharUTF8(STRING_ELT(value, 0));
}

SEXP tr_plot(SEXP kind, SEXP pointer, SEXP path, SEXP options) {
  const void *model = tr_handle(pointer);
  const char *file = R_ExpandFileName(Rf_translateChar(STRING_ELT(path, 0)));
  tsq_plot_options page = {.size = sizeof page,
                           .title = text_option(options, "title"),
                           .caption = text_option(options, "caption")};
  int32_t transform = tr_code(tr_element(options, "transf"), tsq_transform_from_name);
  SEXP threshold = tr_element(options, "threshold");
  int which = Rf_asInteger(kind);
  if (which <= 1) {
    tsq_forest f = {.size = sizeof f,
                    .options = &page,
                    .transform = transform,
                    .ni = tr_doubles(tr_element(options, "ni"))};
    if (which == 0) f.fit = model;
    if (which == 1) f.subgroups = model;
    f.favours_left = text_option(options, "favours_left");
    f.favours_right = text_option(options, "favours_right");
    f.axis_label = text_option(options, "xlab");
    if (!Rf_isNull(threshold)) {
      f.threshold = Rf_asReal(threshold);
      f.show_threshold = TSQ_SHOW;
    }
    tr_check(tsq_plot_forest(&f, file));
  } else if (which == 2) {
    tsq_funnel f = {.size = sizeof f,
                    .fit = model,
                    .options = &page,
                    .transform = transform,
                    .x_label = text_option(options, "xlab")};
    f.ni = tr_doubles(tr_element(options, "ni"));
    if (tr_number(tr_element(options, "contour"), 0) != 0) f.kind = TSQ_FUNNEL_CONTOUR;
    tr_check(tsq_plot_funnel(&f, file));
  } else {
    tsq_bubble b = {.size = sizeof b,
                    .fit = model,
                    .options = &page,
                    .transform = transform,
                    .x_label = text_option(options, "xlab")};
    b.moderator = (size_t)tr_number(tr_element(options, "moderator"), 0);
    tr_check(tsq_plot_bubble(&b, file));
  }
  return R_NilValue;
}
