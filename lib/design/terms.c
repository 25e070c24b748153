/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numeric moderators, factors and interactions. */
#include "base/alloc.h"
#include "base/status.h"
#include "design/draft.h"

#include <string.h>

static int fill_numeric(const tsq_design *design, const char *name, tsqp_draft *d) {
  d->term.kind = TSQP_TERM_NUMERIC;
  TSQP_TRY(tsqp_draft_variable(design, name, 0, d));
  TSQP_TRY(tsqp_draft_expect_columns(d, 1, name));
  d->term.name = tsqp_strdup(name);
  d->names[0] = tsqp_strdup(name);
  return d->term.name != NULL && d->names[0] != NULL ? TSQ_OK : tsqp_draft_no_memory(name);
}

int tsq_design_add_numeric(tsq_design *design, const char *name, const double *values) {
  tsqp_clear_error();
  TSQP_NOT_NULL(design);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(values);
  TSQP_TRY(tsqp_check_finite(values, design->k));
  tsqp_draft d = {0};
  int status = fill_numeric(design, name, &d);
  if (status == TSQ_OK) status = tsqp_draft_commit(design, &d, values, NULL);
  tsqp_draft_free(&d);
  return status;
}

static int check_factor(const int32_t *codes, size_t k, size_t n_levels, size_t reference) {
  size_t least = reference == TSQ_NO_REFERENCE ? 1 : 2;
  if (n_levels < least) {
    return tsqp_fail(TSQ_ERR_TOO_FEW, "n_levels = %zu: a factor needs at least %zu levels here", n_levels,
                     least);
  }
  if (reference != TSQ_NO_REFERENCE && reference >= n_levels) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "reference_level = %zu: there are %zu levels", reference, n_levels);
  }
  for (size_t i = 0; i < k; i++) {
    if (codes[i] < -1 || (codes[i] >= 0 && (size_t)codes[i] >= n_levels)) {
      return tsqp_fail(TSQ_ERR_DATA, "codes[%zu] = %d: not -1 (missing) or a level 0 ... %zu", i, codes[i],
                       n_levels - 1);
    }
  }
  return TSQ_OK;
}

static int copy_levels(const char *const *level_names, size_t n_levels, tsqp_variable *variable,
                       const char *name) {
  variable->levels = tsqp_calloc(n_levels, sizeof *variable->levels);
  if (variable->levels == NULL) return tsqp_draft_no_memory(name);
  variable->n_levels = n_levels;
  for (size_t i = 0; i < n_levels; i++) {
    if (level_names != NULL && level_names[i] == NULL)
      return tsqp_fail(TSQ_ERR_NULL, "level_names[%zu] is NULL", i);
    variable->levels[i] = level_names != NULL ? tsqp_strdup(level_names[i]) : tsqp_format_new("%zu", i + 1);
    if (variable->levels[i] == NULL) return tsqp_draft_no_memory(name);
  }
  return TSQ_OK;
}

/* Two levels of one name would give two columns of one name. */
static int check_levels_differ(const tsqp_variable *variable) {
  for (size_t i = 1; i < variable->n_levels; i++) {
    for (size_t j = 0; j < i; j++) {
      if (strcmp(variable->levels[i], variable->levels[j]) == 0) {
        return tsqp_fail(TSQ_ERR_NAME, "level_names[%zu] = '%.60s' is level_names[%zu] too", i,
                         variable->levels[i], j);
      }
    }
  }
  return TSQ_OK;
}

static int fill_factor(const tsq_design *design, const char *name, size_t n_levels,
                       const char *const *level_names, size_t reference, tsqp_draft *d) {
  d->term.kind = TSQP_TERM_FACTOR;
  d->term.reference = reference;
  TSQP_TRY(tsqp_draft_variable(design, name, n_levels, d));
  TSQP_TRY(copy_levels(level_names, n_levels, &d->variable, name));
  TSQP_TRY(check_levels_differ(&d->variable));
  TSQP_TRY(tsqp_draft_expect_columns(d, reference == TSQ_NO_REFERENCE ? n_levels : n_levels - 1, name));
  d->term.name = tsqp_strdup(name);
  if (d->term.name == NULL) return tsqp_draft_no_memory(name);
  for (size_t level = 0, j = 0; level < n_levels; level++) {
    if (level == reference) continue;
    d->names[j] = tsqp_format_new("%s=%s", name, d->variable.levels[level]);
    if (d->names[j++] == NULL) return tsqp_draft_no_memory(name);
  }
  return TSQ_OK;
}

int tsq_design_add_factor(tsq_design *design, const char *name, const int32_t *codes, size_t n_levels,
                          const char *const *level_names, size_t reference_level) {
  tsqp_clear_error();
  TSQP_NOT_NULL(design);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(codes);
  TSQP_TRY(check_factor(codes, design->k, n_levels, reference_level));
  tsqp_draft d = {0};
  int status = fill_factor(design, name, n_levels, level_names, reference_level, &d);
  if (status == TSQ_OK) status = tsqp_draft_commit(design, &d, NULL, codes);
  tsqp_draft_free(&d);
  return status;
}

static int has_variable(const tsq_design *design, size_t term, size_t variable) {
  const tsqp_term *t = &design->term[term];
  if (t->kind != TSQP_TERM_INTERACTION) return t->variable == variable;
  return has_variable(design, t->parent[0], variable) || has_variable(design, t->parent[1], variable);
}

static int find_term(const tsq_design *design, const char *name, size_t *term) {
  *term = tsqp_design_find_term(design, name);
  if (*term != SIZE_MAX) return TSQ_OK;
  const char *names[32];
  char known[300];
  size_t n = design->n_terms < 32 ? design->n_terms : 32;
  for (size_t t = 0; t < n; t++)
    names[t] = design->term[t].name;
  tsqp_list_words(names, n, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "an interaction needs the term '%.60s' in the model; terms: %s", name,
                   known);
}

static int check_parents(const tsq_design *design, const size_t parent[2]) {
  for (size_t v = 0; v < design->n_variables; v++) {
    if (has_variable(design, parent[0], v) && has_variable(design, parent[1], v)) {
      return tsqp_fail(TSQ_ERR_ARGUMENT, "the terms '%.60s' and '%.60s' share the variable '%.60s'",
                       design->term[parent[0]].name, design->term[parent[1]].name, design->variable[v].name);
    }
  }
  for (size_t t = 0; t < design->n_terms; t++) {
    const tsqp_term *other = &design->term[t];
    if (other->kind == TSQP_TERM_INTERACTION && other->parent[0] == parent[1] &&
        other->parent[1] == parent[0]) {
      return tsqp_fail(TSQ_ERR_NAME, "the design has this interaction already, as '%.60s'", other->name);
    }
  }
  return TSQ_OK;
}

static int fill_interaction(const tsq_design *design, const char *first_term, const char *second_term,
                            tsqp_draft *d) {
  d->term.kind = TSQP_TERM_INTERACTION;
  TSQP_TRY(find_term(design, first_term, &d->term.parent[0]));
  TSQP_TRY(find_term(design, second_term, &d->term.parent[1]));
  TSQP_TRY(check_parents(design, d->term.parent));
  const tsqp_term *first = &design->term[d->term.parent[0]], *second = &design->term[d->term.parent[1]];
  if (first->n > SIZE_MAX / second->n) {
    return tsqp_fail(TSQ_ERR_LENGTH, "%zu x %zu columns are too many", first->n, second->n);
  }
  TSQP_TRY(tsqp_draft_expect_columns(d, first->n * second->n, first_term));
  d->term.name = tsqp_format_new("%s:%s", first_term, second_term);
  if (d->term.name == NULL) return tsqp_draft_no_memory(first_term);
  for (size_t j = 0; j < d->term.n; j++) {
    d->names[j] = tsqp_format_new("%s:%s", design->names[first->first + j % first->n],
                                  design->names[second->first + j / first->n]);
    if (d->names[j] == NULL) return tsqp_draft_no_memory(first_term);
  }
  return TSQ_OK;
}

int tsq_design_add_interaction(tsq_design *design, const char *first_term, const char *second_term) {
  tsqp_clear_error();
  TSQP_NOT_NULL(design);
  TSQP_NOT_NULL(first_term);
  TSQP_NOT_NULL(second_term);
  tsqp_draft d = {0};
  int status = fill_interaction(design, first_term, second_term, &d);
  if (status == TSQ_OK) status = tsqp_draft_commit(design, &d, NULL, NULL);
  tsqp_draft_free(&d);
  return status;
}
