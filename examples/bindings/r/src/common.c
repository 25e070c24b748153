/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tausq_r.h"

#include <R_ext/Rdynload.h>
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
  for (R_xlen_t i = 0; i < n; i++) {
    texts[i] = Rf_translateCharUTF8(STRING_ELT(x, i));
  }
  return texts;
}

int32_t tr_code(SEXP x, int (*lookup)(const char *, int32_t *)) {
  int32_t value = 0;
  if (!Rf_isNull(x)) tr_check(lookup(CHAR(STRING_ELT(x, 0)), &value));
  return value;
}

double tr_number(SEXP x, double otherwise) {
  return Rf_isNull(x) ? otherwise : Rf_asReal(x);
}

tsq_options tr_options(SEXP list) {
  tsq_options o = {.size = sizeof o};
  o.preset = tr_code(tr_element(list, "preset"), tsq_preset_from_name);
  o.method = tr_code(tr_element(list, "method"), tsq_method_from_name);
  o.test = tr_code(tr_element(list, "test"), tsq_test_from_name);
  o.ci_kind = tr_code(tr_element(list, "ci"), tsq_tau2_ci_from_name);
  o.pi_kind = tr_code(tr_element(list, "pi"), tsq_pi_from_name);
  o.i2_kind = tr_code(tr_element(list, "i2"), tsq_i2_from_name);
  o.level = tr_number(tr_element(list, "level"), 0);
  o.no_intercept = tr_number(tr_element(list, "intercept"), 1) == 0;
  o.redundant = tr_number(tr_element(list, "drop"), 0) != 0 ? TSQ_REDUNDANT_DROP : 0;
  o.threads = (int32_t)tr_number(tr_element(list, "threads"), 0);
  if (!Rf_isNull(tr_element(list, "tau2"))) {
    o.tau2_fixed = 1;
    o.tau2 = tr_number(tr_element(list, "tau2"), 0);
  }
  return o;
}

void *tr_handle(SEXP pointer) {
  void *handle = TYPEOF(pointer) == EXTPTRSXP ? R_ExternalPtrAddr(pointer) : NULL;
  if (handle == NULL) Rf_error("the model was freed, or read from a file: fit it again");
  return handle;
}

SEXP tr_version(void) {
  return Rf_mkString(tsq_version());
}

#define ENTRY(name, n)                                                                                       \
  { #name, (DL_FUNC)&tr_##name, n }
static const R_CallMethodDef entries[] = {
    ENTRY(rma, 2),    ENTRY(get, 2),      ENTRY(quantities, 0),     ENTRY(coef, 1),
    ENTRY(report, 4), ENTRY(confint, 3),  ENTRY(predict, 5),        ENTRY(outcomes, 1),
    ENTRY(free, 1),   ENTRY(subgroup, 5), ENTRY(subgroup_parts, 1), ENTRY(plot, 4),
    ENTRY(escalc, 3), ENTRY(measures, 0), ENTRY(transform, 3),      ENTRY(exact, 5),
    ENTRY(mh, 3),     ENTRY(glmm, 4),     ENTRY(glmm_coef, 1),      ENTRY(glmm_value, 2),
    ENTRY(batch, 3),  ENTRY(version, 0),  {NULL, NULL, 0}};

void R_init_tausq(DllInfo *info) {
  R_registerRoutines(info, NULL, entries, NULL, NULL);
  R_useDynamicSymbols(info, FALSE);
  R_forceSymbols(info, TRUE);
}
