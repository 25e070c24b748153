/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the glue's files share. Library calls never run R code, so that R's longjmp cannot leave one half done. */
#ifndef TAUSQ_R_H
#define TAUSQ_R_H

#include <R.h>
#include <Rinternals.h>
#include <tausq.h>

/* R's error with the library's message, unless TSQ_OK. */
void tr_check(int status);
/* The element of a named list, R_NilValue where there is none. */
SEXP tr_element(SEXP list, const char *name);
/* A numeric vector's data; NULL for NULL. The caller made it double in R. */
const double *tr_doubles(SEXP x);
/* Texts as C strings that live as long as R's transient memory; NULL for NULL. */
const char **tr_texts(SEXP x);
/* A number by name through one of tsq_..._from_name(), 0 for NULL. */
int32_t tr_code(SEXP x, int (*lookup)(const char *, int32_t *));
double tr_number(SEXP x, double otherwise);
tsq_options tr_options(SEXP options);
/* The handle behind an external pointer, or R's error where it is gone (freed, or read from a file). */
void *tr_handle(SEXP pointer);

SEXP tr_rma(SEXP data, SEXP options);
SEXP tr_get(SEXP pointer, SEXP name);
SEXP tr_quantities(void);
SEXP tr_coef(SEXP pointer);
SEXP tr_report(SEXP pointer, SEXP kind, SEXP format, SEXP extra);
SEXP tr_confint(SEXP pointer, SEXP kind, SEXP level);
SEXP tr_predict(SEXP pointer, SEXP x, SEXP m, SEXP pi, SEXP level);
SEXP tr_outcomes(SEXP pointer);
SEXP tr_free(SEXP pointer);
SEXP tr_subgroup(SEXP data, SEXP codes, SEXP names, SEXP common, SEXP options);
SEXP tr_subgroup_parts(SEXP pointer);
SEXP tr_plot(SEXP kind, SEXP pointer, SEXP path, SEXP options);
SEXP tr_escalc(SEXP measure, SEXP columns, SEXP options);
SEXP tr_measures(void);
SEXP tr_transform(SEXP name, SEXP x, SEXP ni);
SEXP tr_exact(SEXP rates, SEXP x, SEXP size, SEXP method, SEXP level);
SEXP tr_mh(SEXP measure, SEXP columns, SEXP level);
SEXP tr_glmm(SEXP columns, SEXP x, SEXP names, SEXP options);
SEXP tr_glmm_coef(SEXP pointer);
SEXP tr_glmm_value(SEXP pointer, SEXP name);
SEXP tr_batch(SEXP data, SEXP options, SEXP outputs);
SEXP tr_version(void);

#endif
