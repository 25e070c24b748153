/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "design/formula_parser.h"

#include "base/alloc.h"
#include "base/status.h"
#include "base/words.h"
#include "design/design.h"
#include "frame/column.h"
#include "frame/csv_number.h"

#include <string.h>

#define MOST_ARGUMENTS 64

static int fail_at(const tsqp_terms *p, const char *expected) {
  if (*p->at == '\0') return tsqp_fail(TSQ_ERR_PARSE, "terms: %s expected at the end", expected);
  return tsqp_fail(TSQ_ERR_PARSE, "terms: %s expected before '%.40s'", expected, p->at);
}

void tsqp_item_free(tsqp_item *it) {
  tsqp_free(it->knots);
  tsqp_free(it->reference);
  tsqp_free(it->term);
}

int tsqp_terms_no_memory(void) {
  return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: terms");
}

/* Moves over `c` if it is next. */
static int take(tsqp_terms *p, char c) {
  p->at = tsqp_skip_spaces(p->at);
  if (*p->at != c) return 0;
  p->at = tsqp_skip_spaces(p->at + 1);
  return 1;
}

static int take_column(tsqp_terms *p, size_t *column) {
  TSQP_TRY(tsqp_read_word(&p->at, "+-*:(),~^=/|%", "terms", p->word));
  if (*p->at == '(') {
    return tsqp_fail(TSQ_ERR_NAME, "terms: unknown function '%.40s'; known: factor, poly, rcs", p->word);
  }
  return tsq_frame_find(p->frame, p->word, column);
}

static int take_number(tsqp_terms *p, const char *what, double *number) {
  TSQP_TRY(tsqp_read_word(&p->at, ",)", "terms", p->word));
  if (tsqp_read_number(p->word, '.', number)) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_PARSE, "terms: %s is not a number: '%.40s'", what, p->word);
}

/* A count that is small enough for the design to judge. */
static int as_count(double number, const char *what, size_t *count) {
  if (!(number >= 0 && number <= 1e6) || number != (double)(size_t)number) {
    return tsqp_fail(TSQ_ERR_PARSE, "terms: %s is %g: a whole number is needed", what, number);
  }
  *count = (size_t)number;
  return TSQ_OK;
}

/* [, ref = LEVEL] */
static int take_factor_arguments(tsqp_terms *p, tsqp_item *it) {
  if (!take(p, ',')) return TSQ_OK;
  if (strncmp(p->at, "ref", 3) == 0 && *tsqp_skip_spaces(p->at + 3) == '=') {
    p->at = tsqp_skip_spaces(p->at + 3) + 1;
  }
  TSQP_TRY(tsqp_read_word(&p->at, ",)", "terms", p->word));
  it->reference = tsqp_strdup(p->word);
  return it->reference != NULL ? TSQ_OK : tsqp_terms_no_memory();
}

/* , DEGREE [, raw] */
static int take_poly_arguments(tsqp_terms *p, tsqp_item *it) {
  double degree = 0;
  if (!take(p, ',')) return fail_at(p, "', DEGREE'");
  TSQP_TRY(take_number(p, "the degree of poly()", &degree));
  TSQP_TRY(as_count(degree, "the degree of poly()", &it->n));
  if (!take(p, ',')) return TSQ_OK;
  TSQP_TRY(tsqp_read_word(&p->at, ",)", "terms", p->word));
  it->raw = strcmp(p->word, "raw") == 0;
  return it->raw ? TSQ_OK
                 : tsqp_fail(TSQ_ERR_PARSE, "terms: poly(NAME, DEGREE, raw) expected, not '%.40s'", p->word);
}

/* , M or , T1, T2, T3, ... */
static int take_rcs_arguments(tsqp_terms *p, tsqp_item *it) {
  double number[MOST_ARGUMENTS];
  size_t n = 0;
  while (take(p, ',')) {
    if (n == MOST_ARGUMENTS)
      return tsqp_fail(TSQ_ERR_PARSE, "terms: more than %d knots of rcs()", MOST_ARGUMENTS);
    TSQP_TRY(take_number(p, n == 0 ? "the number of knots of rcs()" : "a knot of rcs()", &number[n]));
    n++;
  }
  if (n == 1) return as_count(number[0], "the number of knots of rcs()", &it->n);
  if (n < 3)
    return tsqp_fail(TSQ_ERR_PARSE, "terms: rcs(NAME, M) with the number of knots, or three knots or more");
  it->knots = tsqp_calloc(n, sizeof *it->knots);
  if (it->knots == NULL) return tsqp_terms_no_memory();
  memcpy(it->knots, number, n * sizeof *number);
  it->n = n;
  return TSQ_OK;
}

static const struct {
  const char *name;
  enum tsqp_item_kind kind;
  int (*take_arguments)(tsqp_terms *p, tsqp_item *it);
} functions[] = {{"factor", TSQP_ITEM_FACTOR, take_factor_arguments},
                 {"poly", TSQP_ITEM_POLY, take_poly_arguments},
                 {"rcs", TSQP_ITEM_RCS, take_rcs_arguments}};

/* Which function begins at p->at; stays there where none does. */
static size_t peek_function(const tsqp_terms *p) {
  for (size_t f = 0; f < sizeof functions / sizeof functions[0]; f++) {
    size_t n = strlen(functions[f].name);
    if (strncmp(p->at, functions[f].name, n) == 0 && *tsqp_skip_spaces(p->at + n) == '(') return f;
  }
  return SIZE_MAX;
}

/* The same names as the tsq_design_add_ functions give. */
static int name_item(const tsqp_terms *p, tsqp_item *it) {
  const char *column = p->frame->column[it->column].name;
  switch (it->kind) {
    case TSQP_ITEM_COLUMN: it->term = tsqp_strdup(column); break;
    case TSQP_ITEM_FACTOR: it->term = tsqp_format_new("factor(%s)", column); break;
    case TSQP_ITEM_POLY:
      it->term = tsqp_format_new("poly(%s,%zu%s)", column, it->n, it->raw ? ",raw" : "");
      break;
    case TSQP_ITEM_RCS: it->term = tsqp_format_new("rcs(%s,%zu)", column, it->n); break;
  }
  return it->term != NULL ? TSQ_OK : tsqp_terms_no_memory();
}

static int read_item(tsqp_terms *p, tsqp_item *it) {
  p->at = tsqp_skip_spaces(p->at);
  size_t f = peek_function(p);
  if (f == SIZE_MAX) {
    it->kind = TSQP_ITEM_COLUMN;
    TSQP_TRY(take_column(p, &it->column));
    return name_item(p, it);
  }
  it->kind = functions[f].kind;
  p->at += strlen(functions[f].name);
  take(p, '(');
  TSQP_TRY(take_column(p, &it->column));
  TSQP_TRY(functions[f].take_arguments(p, it));
  if (!take(p, ')')) return fail_at(p, "')'");
  return name_item(p, it);
}

/* The bit of the item at p->at, which is added to the list if it is new. */
static int take_item(tsqp_terms *p, uint64_t *bit) {
  tsqp_item it = {0};
  int status = read_item(p, &it);
  size_t known = 0;
  if (status != TSQ_OK) goto cleanup;
  while (known < p->n_items && strcmp(p->item[known].term, it.term) != 0)
    known++;
  if (known == TSQP_MOST_ITEMS) {
    status = tsqp_fail(TSQ_ERR_PARSE, "terms: more than %d different moderators", TSQP_MOST_ITEMS);
    goto cleanup;
  }
  if (known == p->n_items) {
    p->item[p->n_items++] = it;
    it = (tsqp_item){0};
  }
  *bit = UINT64_C(1) << known;
cleanup:
  tsqp_item_free(&it);
  return status;
}

static int add_term(tsqp_terms *p, uint64_t term) {
  for (size_t t = 0; t < p->n_terms; t++) {
    if (p->term[t] == term) return TSQ_OK;
  }
  if (p->n_terms == TSQP_MOST_TERMS)
    return tsqp_fail(TSQ_ERR_PARSE, "terms: more than %d terms", TSQP_MOST_TERMS);
  p->term[p->n_terms++] = term;
  return TSQ_OK;
}

/* ITEM:ITEM:... */
static int take_interaction(tsqp_terms *p, uint64_t *term) {
  *term = 0;
  do {
    uint64_t bit = 0;
    TSQP_TRY(take_item(p, &bit));
    *term |= bit;
    p->at = tsqp_skip_spaces(p->at);
  } while (take(p, ':'));
  return TSQ_OK;
}

/* INTERACTION*INTERACTION*...: every union of some of them; `before` are the unions of those before this one. */
static int take_product(tsqp_terms *p) {
  uint64_t unions[TSQP_MOST_TERMS];
  size_t n = 0;
  do {
    uint64_t term = 0;
    TSQP_TRY(take_interaction(p, &term));
    if (2 * n + 1 > TSQP_MOST_TERMS) return tsqp_fail(TSQ_ERR_PARSE, "terms: a product of too many terms");
    for (size_t i = 0; i < n; i++)
      unions[n + 1 + i] = unions[i] | term;
    unions[n] = term;
    n = 2 * n + 1;
  } while (take(p, '*'));
  for (size_t i = 0; i < n; i++)
    TSQP_TRY(add_term(p, unions[i]));
  return TSQ_OK;
}

/* 0 or 1 standing for itself, the intercept; -1 where there is none. */
static int take_intercept(tsqp_terms *p) {
  if (*p->at != '0' && *p->at != '1') return -1;
  const char *after = tsqp_skip_spaces(p->at + 1);
  if (*after != '+' && *after != '-' && *after != '\0') return -1;
  int value = *p->at - '0';
  p->at = after;
  return value;
}

int tsqp_terms_parse(tsqp_terms *p) {
  p->at = tsqp_skip_spaces(p->at);
  take(p, '~');
  int minus = take(p, '-');
  if (*p->at == '\0' && !minus) return TSQ_OK;
  for (;;) {
    int intercept = take_intercept(p);
    if (intercept >= 0) {
      p->no_intercept = minus ? intercept : !intercept;
    } else if (minus) {
      return fail_at(p, "after '-' only 1");
    } else {
      TSQP_TRY(take_product(p));
    }
    p->at = tsqp_skip_spaces(p->at);
    if (*p->at == '\0') return TSQ_OK;
    minus = take(p, '-');
    if (!minus && !take(p, '+')) return fail_at(p, "'+', ':' or '*'");
  }
}
