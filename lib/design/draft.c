/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "design/draft.h"

#include "base/alloc.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

static void free_names(char **names, size_t n) {
  for (size_t j = 0; names != NULL && j < n; j++)
    tsqp_free(names[j]);
  tsqp_free(names);
}

void tsqp_draft_free(tsqp_draft *d) {
  free_names(d->names, d->term.n);
  free_names(d->variable.levels, d->variable.n_levels);
  tsqp_free(d->variable.name);
  tsqp_free(d->term.name);
  tsqp_free(d->term.parameter);
}

int tsqp_draft_no_memory(const char *name) {
  return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: the term '%.60s'", name);
}

/* Room for `needed` items; what is there stays. */
static int reserve(void **block, size_t *capacity, size_t needed, size_t item_bytes) {
  if (needed <= *capacity) return TSQ_OK;
  size_t grown = needed + *capacity / 2;
  if (grown < needed || grown > SIZE_MAX / item_bytes) {
    return tsqp_fail(TSQ_ERR_LENGTH, "%zu columns of %zu bytes are more than memory can hold", grown,
                     item_bytes);
  }
  void *larger = tsqp_realloc(*block, grown * item_bytes);
  if (larger == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: %zu columns of a design", grown);
  *block = larger;
  *capacity = grown;
  return TSQ_OK;
}

static int reserve_all(tsq_design *design, size_t n_columns) {
  if (design->k > SIZE_MAX / sizeof(double)) {
    return tsqp_fail(TSQ_ERR_LENGTH, "k = %zu: more than memory can hold", design->k);
  }
  size_t p = design->p + n_columns;
  TSQP_TRY(reserve((void **)&design->x, &design->x_capacity, p, design->k * sizeof(double)));
  TSQP_TRY(reserve((void **)&design->names, &design->name_capacity, p, sizeof *design->names));
  TSQP_TRY(
      reserve((void **)&design->term, &design->term_capacity, design->n_terms + 1, sizeof *design->term));
  return reserve((void **)&design->variable, &design->variable_capacity, design->n_variables + 1,
                 sizeof *design->variable);
}

static int check_names(const tsq_design *design, const tsqp_draft *d) {
  if (tsqp_design_find_term(design, d->term.name) != SIZE_MAX) {
    return tsqp_fail(TSQ_ERR_NAME, "the design has a term '%.60s' already", d->term.name);
  }
  for (size_t j = 0; j < d->term.n; j++) {
    for (size_t i = 0; i < design->p; i++) {
      if (strcmp(design->names[i], d->names[j]) == 0) {
        return tsqp_fail(TSQ_ERR_NAME, "the design has a column '%.60s' already", d->names[j]);
      }
    }
  }
  return TSQ_OK;
}

/* The columns must be finite or NaN: an infinite one comes from an overflow, as infinite values are refused before. */
static int check_range(const tsqp_draft *d, const double *x, size_t k) {
  for (size_t j = 0; j < d->term.n; j++) {
    for (size_t i = 0; i < k; i++) {
      if (isinf(x[i + j * k])) {
        return tsqp_fail(TSQ_ERR_RANGE, "column '%.60s' overflows at study %zu", d->names[j], i);
      }
    }
  }
  return TSQ_OK;
}

/* Products that are lost to underflow or 0 * infinity cannot arise from finite columns. */
static void multiply_columns(const tsq_design *design, const tsqp_term *term, double *x) {
  const tsqp_term *first = &design->term[term->parent[0]], *second = &design->term[term->parent[1]];
  size_t k = design->k;
  for (size_t j2 = 0; j2 < second->n; j2++) {
    for (size_t j1 = 0; j1 < first->n; j1++, x += k) {
      const double *a = design->x + (first->first + j1) * k, *b = design->x + (second->first + j2) * k;
      for (size_t i = 0; i < k; i++)
        x[i] = a[i] * b[i];
    }
  }
}

int tsqp_draft_commit(tsq_design *design, tsqp_draft *d, const double *values, const int32_t *codes) {
  TSQP_TRY(check_names(design, d));
  TSQP_TRY(reserve_all(design, d->term.n));
  double *x = design->x + design->p * design->k;
  if (d->term.kind == TSQP_TERM_INTERACTION) {
    multiply_columns(design, &d->term, x);
  } else {
    for (size_t i = 0; i < design->k; i++) {
      double value = codes == NULL ? values[i] : codes[i] < 0 ? NAN : (double)codes[i];
      tsqp_term_columns(&d->term, value, x + i, design->k);
    }
  }
  TSQP_TRY(check_range(d, x, design->k));
  d->term.first = design->p;
  memcpy(design->names + design->p, d->names, d->term.n * sizeof *d->names);
  tsqp_free(d->names);
  design->p += d->term.n;
  design->term[design->n_terms++] = d->term;
  if (d->variable.name != NULL) design->variable[design->n_variables++] = d->variable;
  *d = (tsqp_draft){0};
  return TSQ_OK;
}

int tsqp_draft_variable(const tsq_design *design, const char *name, size_t n_levels, tsqp_draft *d) {
  if (name[0] == '\0') return tsqp_fail(TSQ_ERR_NAME, "name is empty: a moderator needs a name");
  size_t known = tsqp_design_find_variable(design, name);
  if (known != SIZE_MAX) {
    if (n_levels > 0 || design->variable[known].n_levels > 0) {
      return tsqp_fail(TSQ_ERR_NAME,
                       "the design has a variable '%.60s' already: a factor needs a name of its own", name);
    }
    d->term.variable = known;
    return TSQ_OK;
  }
  d->variable.name = tsqp_strdup(name);
  d->term.variable = design->n_variables;
  return d->variable.name != NULL ? TSQ_OK : tsqp_draft_no_memory(name);
}

int tsqp_draft_expect_columns(tsqp_draft *d, size_t n, const char *name) {
  d->names = tsqp_calloc(n, sizeof *d->names);
  if (d->names == NULL) return tsqp_draft_no_memory(name);
  d->term.n = n;
  return TSQ_OK;
}

int tsqp_check_finite(const double *values, size_t k) {
  for (size_t i = 0; i < k; i++) {
    if (isinf(values[i])) return tsqp_fail(TSQ_ERR_DATA, "values[%zu] is infinite", i);
  }
  return TSQ_OK;
}
