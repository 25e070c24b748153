/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Very many small analyses in one call; R's interrupt stops it. */
#include "tausq_r.h"

#include <string.h>

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

/* Columns of coefficients are matrices with a column a coefficient; the others have one. */
static int per_coefficient(const char *name) {
  const char *const names[] = {"estimate", "se", "statistic", "p_value", "log10_p", "ci_lower", "ci_upper"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strcmp(names[i], name) == 0) return 1;
  }
  return 0;
}

static void wants(tsq_batch_out *out, const char *name, double *values) {
  struct {
    const char *name;
    double **slot;
  } slots[] = {{"tau2", &out->tau2},
               {"estimate", &out->estimate},
               {"se", &out->se},
               {"statistic", &out->statistic},
               {"p_value", &out->p_value},
               {"log10_p", &out->log10_p},
               {"ci_lower", &out->ci_lower},
               {"ci_upper", &out->ci_upper},
               {"pi_lower", &out->pi_lower},
               {"pi_upper", &out->pi_upper},
               {"Q", &out->Q},
               {"I2", &out->I2},
               {"H2", &out->H2},
               {"tau2_lower", &out->tau2_lower},
               {"tau2_upper", &out->tau2_upper},
               {"re2", &out->re2},
               {"re2_p", &out->re2_p},
               {"re2_log10_p", &out->re2_log10_p}};
  for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++) {
    if (strcmp(slots[i].name, name) != 0) continue;
    *slots[i].slot = values;
    return;
  }
  Rf_error("no output '%s'", name);
}

/* data: yi, vi or sei as [M x k] matrices, column by column: a study's problems lie together, as the library wants them; x: [k x p]. */
SEXP tr_batch(SEXP data, SEXP options, SEXP outputs) {
  SEXP yi = tr_element(data, "yi");
  SEXP x = tr_element(data, "x");
  R_xlen_t m = Rf_nrows(yi);
  tsq_options o = tr_options(options);
  tsq_batch_data d = {.size = sizeof d, .m = (size_t)m, .k = (size_t)Rf_ncols(yi), .yi = REAL(yi)};
  d.vi = tr_doubles(tr_element(data, "vi"));
  d.sei = tr_doubles(tr_element(data, "sei"));
  d.x = tr_doubles(x);
  d.p = Rf_isNull(x) ? 0 : (size_t)Rf_ncols(x);
  int coefficients = d.p == 0 ? 1 : (int)d.p + (o.no_intercept ? 0 : 1);
  tsq_batch_out out = {.size = sizeof out};
  R_xlen_t n = Rf_xlength(outputs);
  SEXP result = PROTECT(Rf_allocVector(VECSXP, n + 1));
  for (R_xlen_t j = 0; j < n; j++) {
    const char *name = CHAR(STRING_ELT(outputs, j));
    int columns = per_coefficient(name) ? coefficients : 1;
    SET_VECTOR_ELT(result, j,
                   columns > 1 ? Rf_allocMatrix(REALSXP, (int)m, columns) : Rf_allocVector(REALSXP, m));
    wants(&out, name, REAL(VECTOR_ELT(result, j)));
  }
  SET_VECTOR_ELT(result, n, Rf_allocVector(INTSXP, m));
  out.status = INTEGER(VECTOR_ELT(result, n));
  tsq_batch_control control = {.size = sizeof control, .go_on = go_on};
  tr_check(tsq_batch(&d, &o, &control, &out));
  UNPROTECT(1);
  return result;
}

SEXP tr_strerror(SEXP status) {
  return Rf_mkString(tsq_strerror(Rf_asInteger(status)));
}
