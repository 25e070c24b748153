/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "design/design.h"

#include "base/alloc.h"
#include "base/names.h"
#include "base/number.h"
#include "base/status.h"

#include <stdarg.h>
#include <string.h>

static const tsqp_name poly_kinds[] = {{TSQ_POLY_ORTHOGONAL, "orthogonal"}, {TSQ_POLY_RAW, "raw"}};

const char *tsq_poly_kind_name(int32_t value) {
  return tsqp_name_of(poly_kinds, TSQP_COUNT(poly_kinds), value);
}

int tsq_poly_kind_from_name(const char *name, int32_t *value) {
  tsqp_clear_error();
  TSQP_NOT_NULL(value);
  return tsqp_value_of(poly_kinds, TSQP_COUNT(poly_kinds), "kind of polynomial", name, value);
}

char *tsqp_format_new(const char *format, ...) {
  va_list args;
  va_start(args, format);
  int n = tsqp_vformat(NULL, 0, format, args);
  va_end(args);
  char *text = n < 0 ? NULL : tsqp_malloc((size_t)n + 1);
  if (text == NULL) return NULL;
  va_start(args, format);
  tsqp_vformat(text, (size_t)n + 1, format, args);
  va_end(args);
  return text;
}

void tsqp_list_words(const char *const *names, size_t n, char *buffer, size_t bytes) {
  size_t used = 0;
  tsqp_format(buffer, bytes, "%s", n == 0 ? "none" : "");
  for (size_t i = 0; i < n; i++) {
    const char *between = i > 0 ? ", " : "";
    size_t length = strlen(between) + strlen(names[i]);
    if (used + length + sizeof ", ..." > bytes) {
      tsqp_format(buffer + used, bytes - used, "%s...", between);
      return;
    }
    tsqp_format(buffer + used, bytes - used, "%s%s", between, names[i]);
    used += length;
  }
}

int tsq_design_new(size_t k, tsq_design **out) {
  tsqp_clear_error();
  TSQP_NOT_NULL(out);
  if (k == 0) return tsqp_fail(TSQ_ERR_LENGTH, "k = 0: a design needs studies");
  tsq_design *design = tsqp_calloc(1, sizeof *design);
  if (design == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a design");
  design->k = k;
  *out = design;
  return TSQ_OK;
}

static void free_variable(tsqp_variable *variable) {
  for (size_t i = 0; i < variable->n_levels; i++)
    tsqp_free(variable->levels[i]);
  tsqp_free(variable->levels);
  tsqp_free(variable->name);
}

void tsq_design_free(tsq_design *design) {
  if (design == NULL) return;
  for (size_t j = 0; j < design->p; j++)
    tsqp_free(design->names[j]);
  for (size_t t = 0; t < design->n_terms; t++) {
    tsqp_free(design->term[t].name);
    tsqp_free(design->term[t].parameter);
  }
  for (size_t v = 0; v < design->n_variables; v++)
    free_variable(&design->variable[v]);
  tsqp_free(design->names);
  tsqp_free(design->term);
  tsqp_free(design->variable);
  tsqp_free(design->x);
  tsqp_free(design);
}

size_t tsqp_design_find_term(const tsq_design *design, const char *name) {
  for (size_t t = 0; t < design->n_terms; t++) {
    if (strcmp(design->term[t].name, name) == 0) return t;
  }
  return SIZE_MAX;
}

size_t tsqp_design_find_variable(const tsq_design *design, const char *name) {
  for (size_t v = 0; v < design->n_variables; v++) {
    if (strcmp(design->variable[v].name, name) == 0) return v;
  }
  return SIZE_MAX;
}

size_t tsq_design_k(const tsq_design *design) {
  return design != NULL ? design->k : 0;
}

size_t tsq_design_p(const tsq_design *design) {
  return design != NULL ? design->p : 0;
}

const double *tsq_design_x(const tsq_design *design) {
  return design != NULL && design->p > 0 ? design->x : NULL;
}

const char *const *tsq_design_names(const tsq_design *design) {
  return design != NULL && design->p > 0 ? (const char *const *)design->names : NULL;
}

int tsq_design_intercept(const tsq_design *design) {
  return design == NULL || !design->no_intercept;
}

size_t tsq_design_n_terms(const tsq_design *design) {
  return design != NULL ? design->n_terms : 0;
}

int tsq_design_term(const tsq_design *design, size_t term, const char **name, size_t *first, size_t *n) {
  tsqp_clear_error();
  TSQP_NOT_NULL(design);
  if (term >= design->n_terms) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "term = %zu: the design has %zu terms", term, design->n_terms);
  }
  if (name != NULL) *name = design->term[term].name;
  if (first != NULL) *first = design->term[term].first;
  if (n != NULL) *n = design->term[term].n;
  return TSQ_OK;
}

size_t tsq_design_n_variables(const tsq_design *design) {
  return design != NULL ? design->n_variables : 0;
}

int tsq_design_variable(const tsq_design *design, size_t variable, const char **name, size_t *n_levels) {
  tsqp_clear_error();
  TSQP_NOT_NULL(design);
  if (variable >= design->n_variables) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "variable = %zu: the design has %zu variables", variable,
                     design->n_variables);
  }
  if (name != NULL) *name = design->variable[variable].name;
  if (n_levels != NULL) *n_levels = design->variable[variable].n_levels;
  return TSQ_OK;
}

const char *tsq_design_level(const tsq_design *design, size_t variable, size_t level) {
  if (design == NULL || variable >= design->n_variables) return NULL;
  const tsqp_variable *v = &design->variable[variable];
  return level < v->n_levels ? v->levels[level] : NULL;
}
