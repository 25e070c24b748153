/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows: made by the library from fits, or from R's tables; read as columns. */
#include "tausq_r.h"

#include <string.h>

/* kind: "studies", "leave-one-out", "cumulative". */
SEXP tr_rows(SEXP kind, SEXP from, SEXP coefficient, SEXP order, SEXP ni) {
  const tsq_fit *fit = tr_handle(from);
  const char *which = tr_text(kind);
  tsq_rows_options o = {.size = sizeof o,
                        .coefficient = tr_text(coefficient),
                        .order = tr_indices(order),
                        .ni = tr_doubles(ni)};
  o.n = (size_t)Rf_xlength(order);
  tsq_rows *rows = NULL;
  SEXP pointer = PROTECT(tr_new_rows());
  if (strcmp(which, "studies") == 0) tr_check(tsq_fit_rows(fit, &o, &rows));
  if (strcmp(which, "leave-one-out") == 0) tr_check(tsq_leave_one_out(fit, &o, &rows));
  if (strcmp(which, "cumulative") == 0) tr_check(tsq_cumulative(fit, &o, &rows));
  R_SetExternalPtrAddr(pointer, rows);
  UNPROTECT(1);
  return pointer;
}

static void add_row(tsq_rows *rows, SEXP columns, R_xlen_t i) {
  const char *const names[TR_ESTIMATE] = {"estimate", "se",       "statistic", "df",
                                          "p_value",  "ci_lower", "ci_upper"};
  tsq_row row = {.size = sizeof row, .index = SIZE_MAX, .group = SIZE_MAX, .weight = R_NaN, .n = R_NaN};
  double *fields[TR_ESTIMATE] = {&row.effect.estimate, &row.effect.se,      &row.effect.statistic,
                                 &row.effect.df,       &row.effect.p_value, &row.effect.ci_lower,
                                 &row.effect.ci_upper};
  for (int j = 0; j < TR_ESTIMATE; j++) {
    SEXP column = tr_element(columns, names[j]);
    *fields[j] = Rf_isNull(column) ? R_NaN : REAL(column)[i];
  }
  row.effect.pi_lower = row.effect.pi_upper = row.effect.pi_se = row.effect.pi_df = R_NaN;
  row.fitted[0] = row.fitted[1] = row.fitted[2] = R_NaN;
  if (!Rf_isNull(tr_element(columns, "weight"))) row.weight = REAL(tr_element(columns, "weight"))[i];
  tr_check(tsq_row_kind_from_name(CHAR(STRING_ELT(tr_element(columns, "kind"), i)), &row.kind));
  row.label = Rf_translateCharUTF8(STRING_ELT(tr_element(columns, "label"), i));
  tr_check(tsq_rows_add(rows, &row));
}

/* columns: label and kind as texts, numbers; extra: columns of numbers by their names. */
SEXP tr_rows_new(SEXP columns, SEXP extra, SEXP notes, SEXP level, SEXP measure) {
  tsq_rows *rows = NULL;
  SEXP pointer = PROTECT(tr_new_rows());
  tr_check(tsq_rows_new(tr_number(level, 0), tr_code(measure, tsq_measure_from_name), &rows));
  R_SetExternalPtrAddr(pointer, rows);
  for (R_xlen_t i = 0; i < Rf_xlength(tr_element(columns, "label")); i++)
    add_row(rows, columns, i);
  SEXP names = Rf_getAttrib(extra, R_NamesSymbol);
  for (R_xlen_t j = 0; j < Rf_xlength(extra); j++)
    tr_check(
        tsq_rows_add_column(rows, Rf_translateCharUTF8(STRING_ELT(names, j)), REAL(VECTOR_ELT(extra, j))));
  for (R_xlen_t j = 0; j < Rf_xlength(notes); j++)
    tr_check(tsq_rows_add_note(rows, TSQ_NOTE_OUTCOME, SIZE_MAX, Rf_translateCharUTF8(STRING_ELT(notes, j))));
  UNPROTECT(1);
  return pointer;
}

/* One below another, each a group of its name. */
SEXP tr_rows_bind(SEXP list, SEXP names) {
  const tsq_rows *first = tr_handle(VECTOR_ELT(list, 0));
  tsq_rows *rows = NULL;
  SEXP pointer = PROTECT(tr_new_rows());
  tr_check(tsq_rows_new(tsq_rows_level(first), tsq_rows_measure(first), &rows));
  R_SetExternalPtrAddr(pointer, rows);
  for (R_xlen_t i = 0; i < Rf_xlength(list); i++) {
    const char *name = Rf_translateCharUTF8(STRING_ELT(names, i));
    tr_check(tsq_rows_append(rows, tr_handle(VECTOR_ELT(list, i)), name[0] != '\0' ? name : NULL));
  }
  UNPROTECT(1);
  return pointer;
}

static SEXP texts_of_rows(const tsq_rows *rows, R_xlen_t n) {
  SEXP texts = PROTECT(Rf_allocVector(VECSXP, 4));
  for (int j = 0; j < 4; j++)
    SET_VECTOR_ELT(texts, j, Rf_allocVector(STRSXP, n));
  for (R_xlen_t i = 0; i < n; i++) {
    tsq_row row = {.size = sizeof row};
    tr_check(tsq_rows_at(rows, (size_t)i, &row));
    SET_STRING_ELT(VECTOR_ELT(texts, 0), i, tr_string(row.label));
    SET_STRING_ELT(VECTOR_ELT(texts, 1), i, tr_string(tsq_row_kind_name(row.kind)));
    SET_STRING_ELT(VECTOR_ELT(texts, 2), i,
                   tr_string(row.group == SIZE_MAX ? NULL : tsq_rows_group(rows, row.group)));
    SET_STRING_ELT(VECTOR_ELT(texts, 3), i, tr_string(row.note));
  }
  UNPROTECT(1);
  return texts;
}

/* list(label, kind, group, note), then the columns of these names and all extra ones. */
SEXP tr_rows_read(SEXP pointer, SEXP wanted) {
  const tsq_rows *rows = tr_handle(pointer);
  R_xlen_t n = (R_xlen_t)tsq_rows_count(rows);
  R_xlen_t extra = 0;
  while (tsq_rows_column(rows, (size_t)extra) != NULL)
    extra++;
  R_xlen_t fixed = Rf_xlength(wanted);
  SEXP numbers = PROTECT(Rf_allocVector(VECSXP, fixed + extra));
  SEXP names = PROTECT(Rf_allocVector(STRSXP, fixed + extra));
  for (R_xlen_t j = 0; j < fixed + extra; j++) {
    SET_STRING_ELT(names, j,
                   j < fixed ? STRING_ELT(wanted, j) : tr_string(tsq_rows_column(rows, (size_t)(j - fixed))));
    SET_VECTOR_ELT(numbers, j, Rf_allocVector(REALSXP, n));
    tr_check(tsq_rows_numbers(rows, CHAR(STRING_ELT(names, j)), REAL(VECTOR_ELT(numbers, j)), (size_t)n));
  }
  Rf_setAttrib(numbers, R_NamesSymbol, names);
  SEXP both = PROTECT(Rf_allocVector(VECSXP, 2));
  SET_VECTOR_ELT(both, 0, texts_of_rows(rows, n));
  SET_VECTOR_ELT(both, 1, numbers);
  UNPROTECT(3);
  return both;
}

/* Notes, with the group that each is about as its name ("" = all rows). */
SEXP tr_rows_notes(SEXP pointer) {
  const tsq_rows *rows = tr_handle(pointer);
  R_xlen_t n = 0;
  while (tsq_rows_note(rows, (size_t)n, NULL, NULL) != NULL)
    n++;
  SEXP notes = PROTECT(Rf_allocVector(STRSXP, n));
  SEXP names = PROTECT(Rf_allocVector(STRSXP, n));
  for (R_xlen_t i = 0; i < n; i++) {
    size_t group = SIZE_MAX;
    SET_STRING_ELT(notes, i, tr_string(tsq_rows_note(rows, (size_t)i, NULL, &group)));
    const char *name = group == SIZE_MAX ? NULL : tsq_rows_group(rows, group);
    SET_STRING_ELT(names, i, tr_string(name == NULL ? "" : name));
  }
  Rf_setAttrib(notes, R_NamesSymbol, names);
  UNPROTECT(2);
  return notes;
}

static int write_rows(const void *what, const tsq_report_options *o, int32_t format, char *buffer, size_t n,
                      size_t *needed) {
  return tsq_report_rows(what, o, format, buffer, n, needed);
}

SEXP tr_report_rows(SEXP pointer, SEXP format, SEXP options) {
  return tr_written(write_rows, tr_handle(pointer), format, options);
}
