/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between R's values and the library's. */
#include "tausq_r.h"

#include <string.h>

void tr_check(int status) {
  if (status != TSQ_OK) Rf_error("%s", tsq_last_error()[0] != '\0' ? tsq_last_error() : tsq_strerror(status));
}

SEXP tr_element(SEXP list, const char *name) {
  SEXP names = Rf_getAttrib(list, R_NamesSymbol);
  for (R_xlen_t i = 0; i < Rf_xlength(names); i++) {
    if (strcmp(CHAR(STRING_ELT(names, i)), name) == 0) return VECTOR_ELT(list, i);
  }
  return R_NilValue;
}

const double *tr_doubles(SEXP x) {
  return Rf_isNull(x) ? NULL : REAL(x);
}

const char **tr_texts(SEXP x) {
  if (Rf_isNull(x)) return NULL;
  R_xlen_t n = Rf_xlength(x);
  const char **texts = (const char **)R_alloc((size_t)n + 1, sizeof *texts);
  for (R_xlen_t i = 0; i < n; i++)
    texts[i] = STRING_ELT(x, i) == NA_STRING ? NULL : Rf_translateCharUTF8(STRING_ELT(x, i));
  return texts;
}

const char *tr_text(SEXP x) {
  return Rf_isNull(x) ? NULL : Rf_translateCharUTF8(STRING_ELT(x, 0));
}

/* R counts from 1. */
size_t *tr_indices(SEXP x) {
  if (Rf_isNull(x)) return NULL;
  R_xlen_t n = Rf_xlength(x);
  size_t *indices = (size_t *)R_alloc((size_t)n + 1, sizeof *indices);
  for (R_xlen_t i = 0; i < n; i++)
    indices[i] = (size_t)INTEGER(x)[i] - 1;
  return indices;
}

SEXP tr_string(const char *text) {
  return text == NULL ? NA_STRING : Rf_mkCharCE(text, CE_UTF8);
}

int32_t tr_code(SEXP x, int (*lookup)(const char *, int32_t *)) {
  int32_t value = 0;
  if (!Rf_isNull(x)) tr_check(lookup(tr_text(x), &value));
  return value;
}

double tr_number(SEXP x, double otherwise) {
  return Rf_isNull(x) ? otherwise : Rf_asReal(x);
}

tsq_options tr_options(SEXP texts) {
  tsq_options o = {.size = sizeof o};
  SEXP names = Rf_getAttrib(texts, R_NamesSymbol);
  for (R_xlen_t i = 0; i < Rf_xlength(texts); i++)
    tr_check(tsq_option_set(&o, CHAR(STRING_ELT(names, i)), Rf_translateCharUTF8(STRING_ELT(texts, i))));
  return o;
}

void *tr_handle(SEXP pointer) {
  void *handle = TYPEOF(pointer) == EXTPTRSXP ? R_ExternalPtrAddr(pointer) : NULL;
  if (handle == NULL) Rf_error("not a handle of the library, or one that was read from a file");
  return handle;
}

SEXP tr_new_handle(R_CFinalizer_t finalize) {
  SEXP pointer = PROTECT(R_MakeExternalPtr(NULL, R_NilValue, R_NilValue));
  R_RegisterCFinalizerEx(pointer, finalize, TRUE);
  UNPROTECT(1);
  return pointer;
}

static void finalize_fit(SEXP pointer) {
  tsq_fit_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

static void finalize_rows(SEXP pointer) {
  tsq_rows_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

SEXP tr_new_fit(void) {
  return tr_new_handle(finalize_fit);
}

SEXP tr_new_rows(void) {
  return tr_new_handle(finalize_rows);
}

SEXP tr_table(const double *values, R_xlen_t m, int n) {
  static const char *const columns[TR_PREDICTION] = {"estimate", "se",       "statistic", "df",
                                                     "p_value",  "ci_lower", "ci_upper",  "pi_lower",
                                                     "pi_upper", "pi_se",    "pi_df"};
  SEXP table = PROTECT(Rf_allocMatrix(REALSXP, (int)m, n));
  SEXP names = PROTECT(Rf_allocVector(STRSXP, n));
  SEXP both = PROTECT(Rf_allocVector(VECSXP, 2));
  for (int j = 0; j < n; j++) {
    SET_STRING_ELT(names, j, Rf_mkChar(columns[j]));
    for (R_xlen_t i = 0; i < m; i++)
      REAL(table)[i + j * m] = values[i * n + j];
  }
  SET_VECTOR_ELT(both, 1, names);
  Rf_setAttrib(table, R_DimNamesSymbol, both);
  UNPROTECT(3);
  return table;
}

static tsq_report_options report_options(SEXP list) {
  tsq_report_options o = {.size = sizeof o};
  o.digits = (int32_t)tr_number(tr_element(list, "digits"), 0);
  o.studies = tr_number(tr_element(list, "studies"), 0) != 0;
  o.unicode = tr_number(tr_element(list, "unicode"), 0) != 0;
  o.transform = tr_code(tr_element(list, "transf"), tsq_transform_from_name);
  o.transform_n = tr_number(tr_element(list, "n"), 0);
  o.measure = tr_text(tr_element(list, "title"));
  o.shown = tr_text(tr_element(list, "shown"));
  o.call = tr_text(tr_element(list, "call"));
  return o;
}

SEXP tr_written(tr_writer write, const void *what, SEXP format, SEXP options) {
  int32_t code = tr_code(format, tsq_report_format_from_name);
  tsq_report_options o = report_options(options);
  size_t needed = 0;
  int status = write(what, &o, code, NULL, 0, &needed);
  if (status != TSQ_ERR_BUFFER) tr_check(status);
  char *buffer = R_alloc(needed, 1);
  tr_check(write(what, &o, code, buffer, needed, &needed));
  return Rf_ScalarString(tr_string(buffer));
}
