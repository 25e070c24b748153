/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effect sizes, single counts, Mantel-Haenszel and Peto, GLMM, batches. */
#include "tausq_r.h"

#include <string.h>

/* list(yi, vi, ni) */
SEXP tr_escalc(SEXP measure, SEXP columns, SEXP options) {
  int32_t code = tr_code(measure, tsq_measure_from_name);
  size_t n = (size_t)Rf_xlength(columns);
  R_xlen_t k = Rf_xlength(VECTOR_ELT(columns, 0));
  const double **values = (const double **)R_alloc(n, sizeof *values);
  for (size_t j = 0; j < n; j++)
    values[j] = REAL(VECTOR_ELT(columns, (R_xlen_t)j));
  tsq_records r = {.size = sizeof r, .k = (size_t)k, .n_columns = n, .columns = values};
  r.names = tr_texts(Rf_getAttrib(columns, R_NamesSymbol));
  tsq_effect_options o = {.size = sizeof o, .drop00 = tr_number(tr_element(options, "drop00"), 0) != 0};
  o.to = tr_code(tr_element(options, "to"), tsq_to_from_name);
  o.vtype = tr_code(tr_element(options, "vtype"), tsq_vtype_from_name);
  if (!Rf_isNull(tr_element(options, "add"))) {
    o.add_mode = TSQ_ADD_VALUE;
    o.add = tr_number(tr_element(options, "add"), 0);
  }
  SEXP result = PROTECT(Rf_allocVector(VECSXP, 3));
  for (int j = 0; j < 3; j++)
    SET_VECTOR_ELT(result, j, Rf_allocVector(REALSXP, k));
  tr_check(tsq_effect(code, &r, &o, REAL(VECTOR_ELT(result, 0)), REAL(VECTOR_ELT(result, 1))));
  tr_check(tsq_effect_ni(code, &r, REAL(VECTOR_ELT(result, 2))));
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

SEXP tr_transform(SEXP name, SEXP x, SEXP ni) {
  int32_t code = tr_code(name, tsq_transform_from_name);
  tsq_transform_options o = {
      .size = sizeof o, .ni = tr_doubles(ni), .n = Rf_isNull(ni) ? 0 : (size_t)Rf_xlength(ni)};
  SEXP out = PROTECT(Rf_allocVector(REALSXP, Rf_xlength(x)));
  tr_check(tsq_transform_values(code, Rf_isNull(ni) ? NULL : &o, (size_t)Rf_xlength(x), REAL(x), REAL(out)));
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

/* Numbers of a tsq_mh_result, in the struct's order after `size`. */
SEXP tr_mh(SEXP measure, SEXP columns, SEXP level) {
  int32_t code = tr_code(measure, tsq_measure_from_name);
  tsq_mh_options o = {.size = sizeof o, .level = Rf_asReal(level)};
  tsq_mh_result r = {.size = sizeof r};
  if (code == TSQ_IRR || code == TSQ_IRD) {
    tsq_rates t = {.size = sizeof t, .k = (size_t)Rf_xlength(VECTOR_ELT(columns, 0))};
    t.x1i = tr_doubles(tr_element(columns, "x1i"));
    t.t1i = tr_doubles(tr_element(columns, "t1i"));
    t.x2i = tr_doubles(tr_element(columns, "x2i"));
    t.t2i = tr_doubles(tr_element(columns, "t2i"));
    tr_check(tsq_mh_rates(code, &t, &o, &r));
  } else {
    tsq_tables t = {.size = sizeof t, .k = (size_t)Rf_xlength(VECTOR_ELT(columns, 0))};
    t.ai = tr_doubles(tr_element(columns, "ai"));
    t.bi = tr_doubles(tr_element(columns, "bi"));
    t.ci = tr_doubles(tr_element(columns, "ci"));
    t.di = tr_doubles(tr_element(columns, "di"));
    t.n1i = tr_doubles(tr_element(columns, "n1i"));
    t.n2i = tr_doubles(tr_element(columns, "n2i"));
    tr_check(code == TSQ_PETO ? tsq_peto(&t, &o, &r) : tsq_mh_tables(code, &t, &o, &r));
  }
  const double values[] = {r.pooled.estimate,
                           r.pooled.se,
                           r.pooled.statistic,
                           r.pooled.p_value,
                           r.pooled.ci_lower,
                           r.pooled.ci_upper,
                           r.k,
                           r.k_yi,
                           r.QE,
                           r.QEp,
                           r.I2,
                           r.H2,
                           r.CMH,
                           r.CMHp,
                           r.BD,
                           r.BDp,
                           r.TA,
                           r.TAp};
  SEXP out = PROTECT(Rf_allocVector(REALSXP, sizeof values / sizeof values[0]));
  memcpy(REAL(out), values, sizeof values);
  UNPROTECT(1);
  return out;
}

static void finalize_glmm(SEXP pointer) {
  tsq_glmm_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

SEXP tr_glmm(SEXP columns, SEXP x, SEXP names, SEXP options) {
  const char *const roles[] = {"ai",  "bi",  "ci",  "di", "n1i", "n2i", "x1i",
                               "t1i", "x2i", "t2i", "xi", "mi",  "ni",  "ti"};
  tsq_glmm_data d = {.size = sizeof d, .k = (size_t)Rf_xlength(VECTOR_ELT(columns, 0))};
  const double **slots[] = {&d.ai,  &d.bi,  &d.ci,  &d.di, &d.n1i, &d.n2i, &d.x1i,
                            &d.t1i, &d.x2i, &d.t2i, &d.xi, &d.mi,  &d.ni,  &d.ti};
  for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
    *slots[i] = tr_doubles(tr_element(columns, roles[i]));
  d.x = tr_doubles(x);
  d.p = Rf_isNull(x) ? 0 : (size_t)Rf_ncols(x);
  d.x_names = tr_texts(names);
  tsq_glmm_options o = {.size = sizeof o, .level = tr_number(tr_element(options, "level"), 0)};
  o.measure = tr_code(tr_element(options, "measure"), tsq_measure_from_name);
  o.model = tr_code(tr_element(options, "model"), tsq_glmm_model_from_name);
  o.method = tr_code(tr_element(options, "method"), tsq_method_from_name);
  o.test = tr_code(tr_element(options, "test"), tsq_test_from_name);
  o.nodes = (int32_t)tr_number(tr_element(options, "nAGQ"), 0);
  SEXP pointer = PROTECT(R_MakeExternalPtr(NULL, R_NilValue, columns));
  R_RegisterCFinalizerEx(pointer, finalize_glmm, TRUE);
  tsq_glmm_fit *fit = NULL;
  tr_check(tsq_glmm(&d, &o, &fit));
  R_SetExternalPtrAddr(pointer, fit);
  UNPROTECT(1);
  return pointer;
}

SEXP tr_glmm_coef(SEXP pointer) {
  const tsq_glmm_fit *fit = tr_handle(pointer);
  int p = (int)tsq_glmm_value(fit, "p");
  SEXP values = PROTECT(Rf_allocVector(REALSXP, p));
  SEXP names = PROTECT(Rf_allocVector(STRSXP, p));
  for (int j = 0; j < p; j++) {
    REAL(values)[j] = tsq_glmm_coef(fit, (size_t)j).estimate;
    SET_STRING_ELT(names, j, Rf_mkCharCE(tsq_glmm_coef_name(fit, (size_t)j), CE_UTF8));
  }
  Rf_setAttrib(values, R_NamesSymbol, names);
  UNPROTECT(2);
  return values;
}

SEXP tr_glmm_value(SEXP pointer, SEXP name) {
  return Rf_ScalarReal(tsq_glmm_value(tr_handle(pointer), CHAR(STRING_ELT(name, 0))));
}

/* ---- batch ------------------------------------------------------------------------------------------------------- */

static void look_for_interrupt(void *unused) {
  (void)unused;
  R_CheckUserInterrupt();
}

/* R_ToplevelExec catches the jump, so that the library returns in its own time. */
static int go_on(void *context, size_t done, size_t m) {
  (void)context;
  (void)done;
  (void)m;
  return R_ToplevelExec(look_for_interrupt, NULL) ? 1 : 0;
}

/* data: yi, vi or sei as [M x k] matrices, column by column: a study's problems lie together, as the library wants them. */
SEXP tr_batch(SEXP data, SEXP options, SEXP outputs) {
  SEXP yi = tr_element(data, "yi");
  R_xlen_t m = Rf_nrows(yi);
  tsq_batch_data d = {.size = sizeof d, .m = (size_t)m, .k = (size_t)Rf_ncols(yi), .yi = REAL(yi)};
  d.vi = tr_doubles(tr_element(data, "vi"));
  d.sei = tr_doubles(tr_element(data, "sei"));
  tsq_batch_out out = {.size = sizeof out};
  struct {
    const char *name;
    double **slot;
  } slots[] = {{"tau2", &out.tau2},
               {"estimate", &out.estimate},
               {"se", &out.se},
               {"statistic", &out.statistic},
               {"p_value", &out.p_value},
               {"log10_p", &out.log10_p},
               {"ci_lower", &out.ci_lower},
               {"ci_upper", &out.ci_upper},
               {"pi_lower", &out.pi_lower},
               {"pi_upper", &out.pi_upper},
               {"Q", &out.Q},
               {"I2", &out.I2},
               {"H2", &out.H2},
               {"tau2_lower", &out.tau2_lower},
               {"tau2_upper", &out.tau2_upper},
               {"re2", &out.re2},
               {"re2_p", &out.re2_p},
               {"re2_log10_p", &out.re2_log10_p}};
  R_xlen_t n = Rf_xlength(outputs);
  SEXP result = PROTECT(Rf_allocVector(VECSXP, n + 1));
  for (R_xlen_t j = 0; j < n; j++) {
    const char *name = CHAR(STRING_ELT(outputs, j));
    int found = 0;
    SET_VECTOR_ELT(result, j, Rf_allocVector(REALSXP, m));
    for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++) {
      if (strcmp(slots[i].name, name) != 0) continue;
      *slots[i].slot = REAL(VECTOR_ELT(result, j));
      found = 1;
    }
    if (!found) Rf_error("no output '%s'", name);
  }
  SET_VECTOR_ELT(result, n, Rf_allocVector(INTSXP, m));
  out.status = INTEGER(VECTOR_ELT(result, n));
  tsq_options o = tr_options(options);
  tsq_batch_control control = {.size = sizeof control, .go_on = go_on};
  tr_check(tsq_batch(&d, &o, &control, &out));
  UNPROTECT(1);
  return result;
}
