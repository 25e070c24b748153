/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the binding share. */
#ifndef TAUSQ_R_H
#define TAUSQ_R_H

#define R_NO_REMAP
#include <R.h>
#include <Rinternals.h>
#include <tausq.h>

/* A status other than TSQ_OK becomes R's error with the library's message. */
void tr_check(int status);

/* list[[name]], NULL where there is none. */
SEXP tr_element(SEXP list, const char *name);
const double *tr_doubles(SEXP x);
const char **tr_texts(SEXP x);
const char *tr_text(SEXP x);
size_t *tr_indices(SEXP x);
SEXP tr_string(const char *text);
/* A code of an enum by its name; 0 where x is NULL. */
int32_t tr_code(SEXP x, int (*lookup)(const char *, int32_t *));
double tr_number(SEXP x, double otherwise);
/* c(method = "REML", level = "0.9"), as tsq_option_set() reads them. */
tsq_options tr_options(SEXP texts);

/* Handles: the external pointer is made before the handle, so that nothing is lost where R has no memory. */
SEXP tr_new_handle(R_CFinalizer_t finalize);
SEXP tr_new_fit(void);
SEXP tr_new_rows(void);
void *tr_handle(SEXP pointer);

/* [m x n] with column names, filled row by row from m records of n doubles. */
SEXP tr_table(const double *values, R_xlen_t m, int n);
enum { TR_ESTIMATE = 7, TR_PREDICTION = 11 };

/* A report asked for twice: for its size, then for its text. */
typedef int (*tr_writer)(const void *what, const tsq_report_options *options, int32_t format, char *buffer,
                         size_t n, size_t *needed);
SEXP tr_written(tr_writer write, const void *what, SEXP format, SEXP options);

#endif
