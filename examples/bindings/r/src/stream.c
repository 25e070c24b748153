/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data that do not fit in memory: mergeable sums, and analyses of several passes over them. */
#include "tausq_r.h"

#include <string.h>

static void finalize_stream(SEXP pointer) {
  tsq_stream_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

static void finalize_iterate(SEXP pointer) {
  tsq_iterate_free(R_ExternalPtrAddr(pointer));
  R_ClearExternalPtr(pointer);
}

SEXP tr_stream_new(SEXP names, SEXP no_intercept) {
  tsq_stream_options o = {.size = sizeof o, .p = (size_t)Rf_xlength(names), .x_names = tr_texts(names)};
  o.no_intercept = Rf_asLogical(no_intercept) == TRUE;
  SEXP pointer = PROTECT(tr_new_handle(finalize_stream));
  tsq_stream *stream = NULL;
  tr_check(tsq_stream_new(&o, &stream));
  R_SetExternalPtrAddr(pointer, stream);
  UNPROTECT(1);
  return pointer;
}

SEXP tr_stream_add(SEXP pointer, SEXP yi, SEXP vi, SEXP sei, SEXP x) {
  tsq_data d = {.size = sizeof d,
                .k = (size_t)Rf_xlength(yi),
                .yi = REAL(yi),
                .vi = tr_doubles(vi),
                .sei = tr_doubles(sei)};
  d.x = tr_doubles(x);
  d.p = Rf_isNull(x) ? 0 : (size_t)Rf_ncols(x);
  tr_check(tsq_stream_add(tr_handle(pointer), &d));
  return R_NilValue;
}

SEXP tr_stream_merge(SEXP into, SEXP from) {
  tr_check(tsq_stream_merge(tr_handle(into), tr_handle(from)));
  return R_NilValue;
}

SEXP tr_stream_restart(SEXP pointer, SEXP tau2) {
  tr_check(tsq_stream_restart(tr_handle(pointer), Rf_asReal(tau2)));
  return R_NilValue;
}

/* studies, dropped ones, coefficients */
SEXP tr_stream_sizes(SEXP pointer) {
  const tsq_stream *stream = tr_handle(pointer);
  SEXP sizes = Rf_allocVector(REALSXP, 3);
  REAL(sizes)[0] = (double)tsq_stream_count(stream);
  REAL(sizes)[1] = (double)tsq_stream_dropped(stream);
  REAL(sizes)[2] = (double)tsq_stream_coefficients(stream);
  return sizes;
}

SEXP tr_stream_bytes(SEXP pointer) {
  const tsq_stream *stream = tr_handle(pointer);
  size_t needed = 0;
  int status = tsq_stream_bytes(stream, NULL, 0, &needed);
  if (status != TSQ_ERR_BUFFER) tr_check(status);
  SEXP bytes = PROTECT(Rf_allocVector(RAWSXP, (R_xlen_t)needed));
  tr_check(tsq_stream_bytes(stream, RAW(bytes), needed, &needed));
  UNPROTECT(1);
  return bytes;
}

SEXP tr_stream_from_bytes(SEXP bytes) {
  SEXP pointer = PROTECT(tr_new_handle(finalize_stream));
  tsq_stream *stream = NULL;
  tr_check(tsq_stream_from_bytes(RAW(bytes), (size_t)Rf_xlength(bytes), &stream));
  R_SetExternalPtrAddr(pointer, stream);
  UNPROTECT(1);
  return pointer;
}

SEXP tr_stream_finish(SEXP from, SEXP options) {
  tsq_options o = tr_options(options);
  SEXP pointer = PROTECT(tr_new_fit());
  tsq_fit *fit = NULL;
  tr_check(tsq_stream_finish(tr_handle(from), &o, &fit));
  R_SetExternalPtrAddr(pointer, fit);
  UNPROTECT(1);
  return pointer;
}

SEXP tr_iterate_new(SEXP first, SEXP options) {
  tsq_options o = tr_options(options);
  SEXP pointer = PROTECT(tr_new_handle(finalize_iterate));
  tsq_iterate *it = NULL;
  tr_check(tsq_iterate_new(tr_handle(first), &o, &it));
  R_SetExternalPtrAddr(pointer, it);
  UNPROTECT(1);
  return pointer;
}

/* Where it stands: done, tau2 of the next pass, passes so far. */
SEXP tr_iterate_state(SEXP pointer) {
  const tsq_iterate *it = tr_handle(pointer);
  SEXP state = Rf_allocVector(REALSXP, 3);
  REAL(state)[0] = tsq_iterate_done(it);
  REAL(state)[1] = tsq_iterate_tau2(it);
  REAL(state)[2] = (double)tsq_iterate_passes(it);
  return state;
}

SEXP tr_iterate_step(SEXP pointer, SEXP pass) {
  tr_check(tsq_iterate_step(tr_handle(pointer), tr_handle(pass), NULL));
  return R_NilValue;
}

SEXP tr_iterate_confint_start(SEXP pointer, SEXP level) {
  tr_check(tsq_iterate_confint_start(tr_handle(pointer), tr_number(level, 0)));
  return R_NilValue;
}

SEXP tr_iterate_finish(SEXP from) {
  SEXP pointer = PROTECT(tr_new_fit());
  tsq_fit *fit = NULL;
  tr_check(tsq_iterate_finish(tr_handle(from), &fit));
  R_SetExternalPtrAddr(pointer, fit);
  UNPROTECT(1);
  return pointer;
}
