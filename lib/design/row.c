/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of the model matrix at new raw values. */
#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"
#include "base/words.h"
#include "design/design.h"

#include <math.h>
#include <string.h>

/* raw[v] holds the value of variable v once given[v] is 1; `row` is the result before it is known to be finite. */
typedef struct scratch {
  double *raw, *row;
  unsigned char *given;
} scratch;

static void scratch_free(scratch *s) {
  tsqp_free(s->raw);
  tsqp_free(s->row);
  tsqp_free(s->given);
  *s = (scratch){0};
}

static int scratch_new(const tsq_design *design, scratch *s) {
  s->raw = tsqp_calloc(design->n_variables, sizeof *s->raw);
  s->row = tsqp_calloc(design->p, sizeof *s->row);
  s->given = tsqp_calloc(design->n_variables, 1);
  if (s->raw != NULL && s->row != NULL && s->given != NULL) return TSQ_OK;
  scratch_free(s);
  return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a row of %zu columns", design->p);
}

static void list_variables(const tsq_design *design, char *buffer, size_t bytes) {
  const char *names[32];
  size_t n = design->n_variables < 32 ? design->n_variables : 32;
  for (size_t v = 0; v < n; v++)
    names[v] = design->variable[v].name;
  tsqp_list_words(names, n, buffer, bytes);
}

static int fail_unknown(const tsq_design *design, const char *name) {
  char known[300];
  list_variables(design, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "no variable '%.60s' in the model; variables: %s", name, known);
}

static int check_value(const tsqp_variable *variable, double value) {
  if (isnan(value)) return TSQ_OK;
  if (variable->n_levels == 0) {
    if (isfinite(value)) return TSQ_OK;
    return tsqp_fail(TSQ_ERR_DATA, "the value of '%.60s' is infinite", variable->name);
  }
  if (value >= 0 && value < (double)variable->n_levels && value == floor(value)) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_DATA, "the value of '%.60s' is %g: the index of a level, 0 to %zu, is needed",
                   variable->name, value, variable->n_levels - 1);
}

static int give(const tsq_design *design, scratch *s, size_t variable, double value) {
  if (s->given[variable]) {
    return tsqp_fail(TSQ_ERR_NAME, "'%.60s' is given twice", design->variable[variable].name);
  }
  TSQP_TRY(check_value(&design->variable[variable], value));
  s->raw[variable] = value;
  s->given[variable] = 1;
  return TSQ_OK;
}

static void fill_row(const tsq_design *design, scratch *s) {
  for (size_t t = 0; t < design->n_terms; t++) {
    const tsqp_term *term = &design->term[t];
    double *out = s->row + term->first;
    if (term->kind != TSQP_TERM_INTERACTION) {
      tsqp_term_columns(term, s->raw[term->variable], out, 1);
      continue;
    }
    const tsqp_term *first = &design->term[term->parent[0]], *second = &design->term[term->parent[1]];
    for (size_t j = 0; j < term->n; j++) {
      out[j] = s->row[first->first + j % first->n] * s->row[second->first + j / first->n];
    }
  }
}

/* All variables must have been given; the caller's row is written once nothing can fail. */
static int finish_row(const tsq_design *design, scratch *s, double *row) {
  for (size_t v = 0; v < design->n_variables; v++) {
    if (s->given[v]) continue;
    char known[300];
    list_variables(design, known, sizeof known);
    return tsqp_fail(TSQ_ERR_NAME, "a value for '%.60s' is missing; variables: %s", design->variable[v].name,
                     known);
  }
  fill_row(design, s);
  for (size_t j = 0; j < design->p; j++) {
    if (isinf(s->row[j])) return tsqp_fail(TSQ_ERR_RANGE, "column '%.60s' overflows", design->names[j]);
  }
  memcpy(row, s->row, design->p * sizeof *row);
  return TSQ_OK;
}

static int take_values(const tsq_design *design, size_t n, const char *const *names, const double *values,
                       scratch *s) {
  for (size_t i = 0; i < n; i++) {
    if (names[i] == NULL) return tsqp_fail(TSQ_ERR_NULL, "names[%zu] is NULL", i);
    size_t variable = tsqp_design_find_variable(design, names[i]);
    if (variable == SIZE_MAX) return fail_unknown(design, names[i]);
    TSQP_TRY(give(design, s, variable, values[i]));
  }
  return TSQ_OK;
}

int tsq_design_row(const tsq_design *design, size_t n, const char *const *names, const double *values,
                   double *row) {
  tsqp_clear_error();
  TSQP_NOT_NULL(design);
  TSQP_NOT_NULL(row);
  if (n > 0) {
    TSQP_NOT_NULL(names);
    TSQP_NOT_NULL(values);
  }
  scratch s = {0};
  TSQP_TRY(scratch_new(design, &s));
  int status = take_values(design, n, names, values, &s);
  if (status == TSQ_OK) status = finish_row(design, &s, row);
  scratch_free(&s);
  return status;
}

/* Whether a value for `name` serves the variable: the same name, or factor(name). */
static int serves(const char *name, const char *variable) {
  if (strcmp(name, variable) == 0) return 1;
  size_t n = strlen(name);
  return strncmp(variable, "factor(", 7) == 0 && strncmp(variable + 7, name, n) == 0 &&
         strcmp(variable + 7 + n, ")") == 0;
}

static int read_level(const tsqp_variable *variable, const char *text, double *value) {
  for (size_t level = 0; level < variable->n_levels; level++) {
    if (strcmp(variable->levels[level], text) == 0) {
      *value = (double)level;
      return TSQ_OK;
    }
  }
  *value = NAN;
  if (strcmp(text, "NA") == 0) return TSQ_OK;
  char known[300];
  tsqp_list_words((const char *const *)variable->levels, variable->n_levels, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "'%.60s' has no level '%.60s'; levels: %s", variable->name, text, known);
}

static int read_value(const tsqp_variable *variable, const char *text, double *value) {
  if (variable->n_levels > 0) return read_level(variable, text, value);
  *value = NAN;
  if (strcmp(text, "NA") == 0) return TSQ_OK;
  size_t n = strlen(text);
  char *end = NULL;
  if (n > 0 && strspn(text, "0123456789+-.eE") == n) *value = tsqp_strtod(text, &end);
  if (end == NULL || *end != '\0' || end == text) {
    return tsqp_fail(TSQ_ERR_PARSE, "%.60s=%.60s: not a number", variable->name, text);
  }
  return TSQ_OK;
}

/* `word` has room for the whole text. */
static int take_text(const tsq_design *design, const char *text, char *name, char *word, scratch *s) {
  const char *at = tsqp_skip_spaces(text);
  while (*at != '\0') {
    size_t n_served = 0;
    double value;
    TSQP_TRY(tsqp_read_word(&at, "=,;", "values", name));
    if (*at != '=') return tsqp_fail(TSQ_ERR_PARSE, "values: '=' expected after '%.60s'", name);
    at++;
    TSQP_TRY(tsqp_read_word(&at, ",;", "values", word));
    for (size_t v = 0; v < design->n_variables; v++) {
      if (!serves(name, design->variable[v].name)) continue;
      TSQP_TRY(read_value(&design->variable[v], word, &value));
      TSQP_TRY(give(design, s, v, value));
      n_served++;
    }
    if (n_served == 0) return fail_unknown(design, name);
    if (*at != '\0' && *at != ',' && *at != ';') {
      return tsqp_fail(TSQ_ERR_PARSE, "values: ',' expected before '%.40s'", at);
    }
    if (*at != '\0') {
      at = tsqp_skip_spaces(at + 1);
      if (*at == '\0') return tsqp_fail(TSQ_ERR_PARSE, "values: nothing after the last ','");
    }
  }
  return TSQ_OK;
}

int tsq_design_parse_row(const tsq_design *design, const char *text, double *row) {
  tsqp_clear_error();
  TSQP_NOT_NULL(design);
  TSQP_NOT_NULL(text);
  TSQP_NOT_NULL(row);
  size_t bytes = strlen(text) + 1;
  char *words = tsqp_calloc(2, bytes);
  if (words == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: values");
  scratch s = {0};
  int status = scratch_new(design, &s);
  if (status == TSQ_OK) status = take_text(design, text, words, words + bytes, &s);
  if (status == TSQ_OK) status = finish_row(design, &s, row);
  scratch_free(&s);
  tsqp_free(words);
  return status;
}
