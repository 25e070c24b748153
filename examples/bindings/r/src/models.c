/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which models there are, and fits of them: made, made again with a change, divided into subgroups. */
#include "tausq_r.h"

#include <string.h>

/* c(name = text, ...) as a column of texts. */
static void put(SEXP list, int column, R_xlen_t i, const char *text) {
  SET_STRING_ELT(VECTOR_ELT(list, column), i, tr_string(text));
}

static SEXP columns_of(const char *const *names, int n, R_xlen_t rows) {
  SEXP list = PROTECT(Rf_allocVector(VECSXP, n));
  SEXP labels = PROTECT(Rf_allocVector(STRSXP, n));
  for (int j = 0; j < n; j++) {
    SET_VECTOR_ELT(list, j, Rf_allocVector(STRSXP, rows));
    SET_STRING_ELT(labels, j, Rf_mkChar(names[j]));
  }
  Rf_setAttrib(list, R_NamesSymbol, labels);
  UNPROTECT(2);
  return list;
}

SEXP tr_models(void) {
  const char *const names[] = {"name", "title", "roles", "measures", "moderators"};
  R_xlen_t n = (R_xlen_t)tsq_model_count();
  SEXP list = PROTECT(columns_of(names, 5, n));
  for (R_xlen_t i = 0; i < n; i++) {
    tsq_model_info m = {.size = sizeof m};
    tr_check(tsq_model_at((size_t)i, &m));
    put(list, 0, i, m.name);
    put(list, 1, i, m.title);
    put(list, 2, i, m.roles);
    put(list, 3, i, m.measures);
    put(list, 4, i, m.has_moderators ? "yes" : "no");
  }
  UNPROTECT(1);
  return list;
}

SEXP tr_quantities(SEXP model) {
  const char *const names[] = {"name", "over", "by", "text"};
  tsq_quantity q = {.size = sizeof q};
  R_xlen_t n = 0;
  while (tsq_model_quantity(tr_text(model), (size_t)n, &q) == TSQ_OK)
    n++;
  if (n == 0) tr_check(tsq_model_quantity(tr_text(model), 0, &q));
  SEXP list = PROTECT(columns_of(names, 4, n));
  for (R_xlen_t i = 0; i < n; i++) {
    tr_check(tsq_model_quantity(tr_text(model), (size_t)i, &q));
    put(list, 0, i, q.name);
    put(list, 1, i, q.over[0]);
    put(list, 2, i, q.over[1]);
    put(list, 3, i, q.text);
  }
  UNPROTECT(1);
  return list;
}

SEXP tr_model_options(SEXP model) {
  const char *const names[] = {"name", "values", "default", "metafor", "type", "text"};
  tsq_option o = {.size = sizeof o};
  R_xlen_t n = 0;
  while (tsq_model_option(tr_text(model), (size_t)n, &o) == TSQ_OK)
    n++;
  if (n == 0) tr_check(tsq_model_option(tr_text(model), 0, &o));
  SEXP list = PROTECT(columns_of(names, 6, n));
  for (R_xlen_t i = 0; i < n; i++) {
    tr_check(tsq_model_option(tr_text(model), (size_t)i, &o));
    put(list, 0, i, o.name);
    put(list, 1, i, o.values);
    put(list, 2, i, o.by_default);
    put(list, 3, i, o.metafor);
    put(list, 4, i,
        o.type == TSQ_OPTION_ENUM    ? "name"
        : o.type == TSQ_OPTION_FLAG  ? "flag"
        : o.type == TSQ_OPTION_WHOLE ? "whole"
                                     : "number");
    put(list, 5, i, o.text);
  }
  UNPROTECT(1);
  return list;
}

/* columns: a list of roles; x: [k x p] or NULL. */
SEXP tr_fit(SEXP model, SEXP columns, SEXP x, SEXP x_names, SEXP labels, SEXP options) {
  R_xlen_t n = Rf_xlength(columns);
  const double **values = (const double **)R_alloc((size_t)n, sizeof *values);
  for (R_xlen_t j = 0; j < n; j++)
    values[j] = REAL(VECTOR_ELT(columns, j));
  tsq_columns c = {
      .size = sizeof c, .k = (size_t)Rf_xlength(VECTOR_ELT(columns, 0)), .n = (size_t)n, .values = values};
  c.roles = tr_texts(Rf_getAttrib(columns, R_NamesSymbol));
  c.x = tr_doubles(x);
  c.p = Rf_isNull(x) ? 0 : (size_t)Rf_ncols(x);
  c.x_names = tr_texts(x_names);
  c.labels = tr_texts(labels);
  tsq_options o = tr_options(options);
  SEXP pointer = PROTECT(tr_new_fit());
  tsq_fit *fit = NULL;
  tr_check(tsq_fit_columns(tr_text(model), &c, &o, &fit));
  R_SetExternalPtrAddr(pointer, fit);
  UNPROTECT(1);
  return pointer;
}

SEXP tr_refit(SEXP from, SEXP rows, SEXP change) {
  tsq_change c = {.size = sizeof c, .rows = tr_indices(rows), .n = (size_t)Rf_xlength(rows)};
  SEXP x = tr_element(change, "x");
  c.yi = tr_doubles(tr_element(change, "yi"));
  c.weights = tr_doubles(tr_element(change, "weights"));
  c.x = tr_doubles(x);
  c.p = Rf_isNull(x) ? 0 : (size_t)Rf_ncols(x);
  c.x_names = tr_texts(tr_element(change, "names"));
  c.fixed = tr_text(tr_element(change, "fixed"));
  c.value = tr_number(tr_element(change, "value"), 0);
  SEXP pointer = PROTECT(tr_new_fit());
  tsq_fit *fit = NULL;
  tr_check(tsq_refit(tr_handle(from), &c, &fit));
  R_SetExternalPtrAddr(pointer, fit);
  UNPROTECT(1);
  return pointer;
}

/* codes: groups from 0, negative = none. */
SEXP tr_subgroup(SEXP from, SEXP codes, SEXP names, SEXP tau2, SEXP test) {
  tsq_grouping g = {
      .size = sizeof g, .codes = INTEGER(codes), .names = tr_texts(names), .n = (size_t)Rf_xlength(names)};
  g.tau2 = tr_code(tau2, tsq_subgroup_tau2_from_name);
  g.test = tr_code(test, tsq_subgroup_test_from_name);
  SEXP pointer = PROTECT(tr_new_fit());
  tsq_fit *fit = NULL;
  tr_check(tsq_subgroup(tr_handle(from), &g, &fit));
  R_SetExternalPtrAddr(pointer, fit);
  UNPROTECT(1);
  return pointer;
}

/* A fit inside a fit lives as long as that: the pointer keeps it. NULL where there is no such part. */
SEXP tr_part(SEXP from, SEXP index) {
  const tsq_fit *part = tsq_fit_part(tr_handle(from), (size_t)Rf_asInteger(index) - 1);
  if (part == NULL) return R_NilValue;
  return R_MakeExternalPtr((void *)part, R_NilValue, from);
}

SEXP tr_alive(SEXP pointer) {
  return Rf_ScalarLogical(TYPEOF(pointer) == EXTPTRSXP && R_ExternalPtrAddr(pointer) != NULL);
}

/* A fit again, from a JSON report of it. */
SEXP tr_rerun(SEXP json) {
  const char *text = tr_text(json);
  SEXP pointer = PROTECT(tr_new_fit());
  tsq_fit *fit = NULL;
  tr_check(tsq_rerun(text, strlen(text), &fit));
  R_SetExternalPtrAddr(pointer, fit);
  UNPROTECT(1);
  return pointer;
}

SEXP tr_given(SEXP pointer) {
  return Rf_ScalarInteger((int)tsq_fit_extent(tr_handle(pointer), "given"));
}
