/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effect sizes from records, back-transformations, single counts. */
#include "tausq_r.h"

#include <string.h>

static tsq_records records_of(SEXP columns) {
  size_t n = (size_t)Rf_xlength(columns);
  const double **values = (const double **)R_alloc(n, sizeof *values);
  for (size_t j = 0; j < n; j++)
    values[j] = REAL(VECTOR_ELT(columns, (R_xlen_t)j));
  return (tsq_records){.size = sizeof(tsq_records),
                       .k = (size_t)Rf_xlength(VECTOR_ELT(columns, 0)),
                       .n_columns = n,
                       .columns = values,
                       .names = tr_texts(Rf_getAttrib(columns, R_NamesSymbol))};
}

static tsq_effect_options effect_options(SEXP options) {
  tsq_effect_options o = {.size = sizeof o};
  o.drop00 = tr_code(tr_element(options, "drop00"), tsq_drop00_from_name);
  o.to = tr_code(tr_element(options, "to"), tsq_to_from_name);
  o.vtype = tr_code(tr_element(options, "vtype"), tsq_vtype_from_name);
  o.convention = tr_code(tr_element(options, "convention"), tsq_convention_from_name);
  if (!Rf_isNull(tr_element(options, "add"))) {
    o.add_mode = TSQ_ADD_VALUE;
    o.add = tr_number(tr_element(options, "add"), 0);
  }
  return o;
}

/* Words for the codes of studies; NA for 0. */
static SEXP words_of(const int32_t *codes, R_xlen_t k, const char *(*name)(int32_t)) {
  SEXP words = PROTECT(Rf_allocVector(STRSXP, k));
  for (R_xlen_t i = 0; i < k; i++)
    SET_STRING_ELT(words, i, tr_string(codes[i] == 0 ? NULL : name(codes[i])));
  UNPROTECT(1);
  return words;
}

/* A list of n columns of k numbers. */
static SEXP number_columns(int n, R_xlen_t k) {
  SEXP list = PROTECT(Rf_allocVector(VECSXP, n));
  for (int j = 0; j < n; j++)
    SET_VECTOR_ELT(list, j, Rf_allocVector(REALSXP, k));
  UNPROTECT(1);
  return list;
}

/* list(yi, vi, ni, reasons) */
SEXP tr_escalc(SEXP measure, SEXP columns, SEXP options) {
  int32_t code = tr_code(measure, tsq_measure_from_name);
  tsq_records r = records_of(columns);
  tsq_effect_options o = effect_options(options);
  int32_t *reasons = (int32_t *)R_alloc(r.k + 1, sizeof *reasons);
  SEXP result = PROTECT(number_columns(4, (R_xlen_t)r.k));
  tr_check(tsq_effect(code, &r, &o, REAL(VECTOR_ELT(result, 0)), REAL(VECTOR_ELT(result, 1))));
  tr_check(tsq_effect_ni(code, &r, REAL(VECTOR_ELT(result, 2))));
  tr_check(tsq_effect_reasons(code, &r, &o, reasons));
  SET_VECTOR_ELT(result, 3, words_of(reasons, (R_xlen_t)r.k, tsq_reason_name));
  UNPROTECT(1);
  return result;
}

SEXP tr_measures(void) {
  R_xlen_t n = (R_xlen_t)tsq_measure_count();
  SEXP titles = PROTECT(Rf_allocVector(STRSXP, n));
  SEXP names = PROTECT(Rf_allocVector(STRSXP, n));
  for (R_xlen_t i = 0; i < n; i++) {
    tsq_measure_info info = {.size = sizeof info};
    tr_check(tsq_get_measure_info(tsq_measure_at((size_t)i), &info));
    SET_STRING_ELT(names, i, Rf_mkChar(info.code));
    SET_STRING_ELT(titles, i, Rf_mkChar(info.title));
  }
  Rf_setAttrib(titles, R_NamesSymbol, names);
  UNPROTECT(2);
  return titles;
}

/* slope: the derivative instead of the value. */
SEXP tr_transform(SEXP name, SEXP x, SEXP ni, SEXP slope) {
  int32_t code = tr_code(name, tsq_transform_from_name);
  tsq_transform_options o = {
      .size = sizeof o, .ni = tr_doubles(ni), .n = Rf_isNull(ni) ? 0 : (size_t)Rf_xlength(ni)};
  SEXP out = PROTECT(Rf_allocVector(REALSXP, Rf_xlength(x)));
  size_t n = (size_t)Rf_xlength(x);
  const tsq_transform_options *options = Rf_isNull(ni) ? NULL : &o;
  if (Rf_asLogical(slope)) {
    tr_check(tsq_transform_slope(code, options, n, REAL(x), REAL(out)));
  } else {
    tr_check(tsq_transform_values(code, options, n, REAL(x), REAL(out)));
  }
  UNPROTECT(1);
  return out;
}

SEXP tr_exact(SEXP rates, SEXP x, SEXP size, SEXP method, SEXP level) {
  R_xlen_t k = Rf_xlength(x);
  tsq_exact_options o = {
      .size = sizeof o, .level = Rf_asReal(level), .method = tr_code(method, tsq_exact_method_from_name)};
  SEXP out = PROTECT(Rf_allocMatrix(REALSXP, (int)k, 2));
  double *lower = REAL(out);
  if (Rf_asLogical(rates)) {
    tsq_counts r = {.size = sizeof r, .k = (size_t)k, .xi = REAL(x), .ti = REAL(size)};
    tr_check(tsq_exact_rates(&r, &o, lower, lower + k));
  } else {
    tsq_proportions r = {.size = sizeof r, .k = (size_t)k, .xi = REAL(x), .ni = REAL(size)};
    tr_check(tsq_exact_proportions(&r, &o, lower, lower + k));
  }
  UNPROTECT(1);
  return out;
}

SEXP tr_exact_test(SEXP rates, SEXP x, SEXP size, SEXP null, SEXP method) {
  R_xlen_t k = Rf_xlength(x);
  tsq_exact_options o = {.size = sizeof o, .method = tr_code(method, tsq_exact_method_from_name)};
  SEXP p = PROTECT(Rf_allocVector(REALSXP, k));
  if (Rf_asLogical(rates)) {
    tsq_counts r = {.size = sizeof r, .k = (size_t)k, .xi = REAL(x), .ti = REAL(size)};
    tr_check(tsq_exact_rate_tests(&r, Rf_asReal(null), &o, REAL(p)));
  } else {
    tsq_proportions r = {.size = sizeof r, .k = (size_t)k, .xi = REAL(x), .ni = REAL(size)};
    tr_check(tsq_exact_proportion_tests(&r, Rf_asReal(null), &o, REAL(p)));
  }
  UNPROTECT(1);
  return p;
}

/* list(estimate, lower, upper, p) of log odds ratios */
SEXP tr_exact_or(SEXP columns, SEXP method, SEXP level) {
  R_xlen_t k = Rf_xlength(VECTOR_ELT(columns, 0));
  tsq_exact_options o = {
      .size = sizeof o, .level = Rf_asReal(level), .method = tr_code(method, tsq_exact_method_from_name)};
  tsq_tables t = {.size = sizeof t, .k = (size_t)k};
  t.ai = tr_doubles(tr_element(columns, "ai"));
  t.bi = tr_doubles(tr_element(columns, "bi"));
  t.ci = tr_doubles(tr_element(columns, "ci"));
  t.di = tr_doubles(tr_element(columns, "di"));
  t.n1i = tr_doubles(tr_element(columns, "n1i"));
  t.n2i = tr_doubles(tr_element(columns, "n2i"));
  SEXP out = PROTECT(number_columns(4, k));
  tr_check(tsq_exact_odds_ratios(&t, &o, REAL(VECTOR_ELT(out, 0)), REAL(VECTOR_ELT(out, 1)),
                                 REAL(VECTOR_ELT(out, 2)), REAL(VECTOR_ELT(out, 3))));
  UNPROTECT(1);
  return out;
}
