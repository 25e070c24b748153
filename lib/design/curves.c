/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polynomials and splines. */
#include "base/alloc.h"
#include "base/status.h"
#include "design/draft.h"

#include <math.h>
#include <string.h>

#define MOST_COLUMNS_OF_A_VARIABLE 64

static int expect_parameters(tsqp_draft *d, size_t n, const char *name) {
  d->term.parameter = tsqp_calloc(n, sizeof *d->term.parameter);
  if (d->term.parameter == NULL) return tsqp_draft_no_memory(name);
  d->term.n_parameters = n;
  return TSQ_OK;
}

static int fill_polynomial(const tsq_design *design, const char *name, const double *values, size_t degree,
                           int raw, tsqp_draft *d) {
  d->term.kind = raw ? TSQP_TERM_POLY_RAW : TSQP_TERM_POLY;
  TSQP_TRY(tsqp_draft_variable(design, name, 0, d));
  TSQP_TRY(tsqp_draft_expect_columns(d, degree, name));
  d->term.name = tsqp_format_new("poly(%s,%zu%s)", name, degree, raw ? ",raw" : "");
  if (d->term.name == NULL) return tsqp_draft_no_memory(name);
  for (size_t j = 0; j < degree; j++) {
    d->names[j] = tsqp_format_new("%s%zu", d->term.name, j + 1);
    if (d->names[j] == NULL) return tsqp_draft_no_memory(name);
  }
  if (raw) return TSQ_OK;
  TSQP_TRY(expect_parameters(d, TSQP_POLY_PARAMETERS(degree), name));
  return tsqp_poly_fit(values, design->k, degree, d->term.parameter);
}

int tsq_design_add_polynomial(tsq_design *design, const char *name, const double *values, size_t degree,
                              int32_t kind) {
  tsqp_clear_error();
  TSQP_NOT_NULL(design);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(values);
  if (degree < 1 || degree > MOST_COLUMNS_OF_A_VARIABLE) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "degree = %zu: 1 to %d", degree, MOST_COLUMNS_OF_A_VARIABLE);
  }
  if (kind != 0 && tsq_poly_kind_name(kind) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "kind = %d: not a value of enum tsq_poly_kind", kind);
  }
  TSQP_TRY(tsqp_check_finite(values, design->k));
  tsqp_draft d = {0};
  int status = fill_polynomial(design, name, values, degree, kind == TSQ_POLY_RAW, &d);
  if (status == TSQ_OK) status = tsqp_draft_commit(design, &d, values, NULL);
  tsqp_draft_free(&d);
  return status;
}

static int check_knots(const double *knots, size_t n) {
  for (size_t j = 0; j < n; j++) {
    if (!isfinite(knots[j])) return tsqp_fail(TSQ_ERR_ARGUMENT, "knots[%zu] is not finite", j);
    if (j > 0 && !(knots[j] > knots[j - 1])) {
      return tsqp_fail(TSQ_ERR_ARGUMENT, "knots[%zu] = %g is not above knots[%zu] = %g", j, knots[j], j - 1,
                       knots[j - 1]);
    }
  }
  return TSQ_OK;
}

/* The cubes are computed in units of the knots' range. */
static int check_knot_range(const double *knots, size_t n) {
  if (isfinite(knots[n - 1] - knots[0])) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_RANGE, "knots span %g to %g: beyond double precision", knots[0], knots[n - 1]);
}

/* NAME, NAME', NAME'', ... */
static char *primed(const char *name, size_t n_primes) {
  size_t length = strlen(name);
  char *text = tsqp_malloc(length + n_primes + 1);
  if (text == NULL) return NULL;
  memcpy(text, name, length);
  memset(text + length, '\'', n_primes);
  text[length + n_primes] = '\0';
  return text;
}

static int fill_rcs(const tsq_design *design, const char *name, const double *values, size_t n_knots,
                    const double *knots, tsqp_draft *d) {
  d->term.kind = TSQP_TERM_RCS;
  TSQP_TRY(tsqp_draft_variable(design, name, 0, d));
  TSQP_TRY(tsqp_draft_expect_columns(d, n_knots - 1, name));
  d->term.name = tsqp_format_new("rcs(%s,%zu)", name, n_knots);
  if (d->term.name == NULL) return tsqp_draft_no_memory(name);
  for (size_t j = 0; j < d->term.n; j++) {
    d->names[j] = primed(name, j);
    if (d->names[j] == NULL) return tsqp_draft_no_memory(name);
  }
  TSQP_TRY(expect_parameters(d, n_knots, name));
  if (knots == NULL) {
    TSQP_TRY(tsqp_rcs_default_knots(values, design->k, n_knots, d->term.parameter));
  } else {
    memcpy(d->term.parameter, knots, n_knots * sizeof *knots);
  }
  return check_knot_range(d->term.parameter, n_knots);
}

int tsq_design_add_rcs(tsq_design *design, const char *name, const double *values, size_t n_knots,
                       const double *knots) {
  tsqp_clear_error();
  TSQP_NOT_NULL(design);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(values);
  if (n_knots < 3 || n_knots > MOST_COLUMNS_OF_A_VARIABLE) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "n_knots = %zu: 3 to %d", n_knots, MOST_COLUMNS_OF_A_VARIABLE);
  }
  if (knots != NULL) TSQP_TRY(check_knots(knots, n_knots));
  TSQP_TRY(tsqp_check_finite(values, design->k));
  tsqp_draft d = {0};
  int status = fill_rcs(design, name, values, n_knots, knots, &d);
  if (status == TSQ_OK) status = tsqp_draft_commit(design, &d, values, NULL);
  tsqp_draft_free(&d);
  return status;
}
