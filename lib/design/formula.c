/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A design from a frame by a formula: "ablat + alloc + ablat:alloc + poly(hours,2)". */
#include "base/alloc.h"
#include "base/status.h"
#include "design/design.h"
#include "design/formula_parser.h"
#include "frame/column.h"

#include <math.h>
#include <string.h>

static int find_reference(const tsqp_item *it, const char *const *levels, size_t n, size_t *reference) {
  if (it->reference == NULL) return TSQ_OK;
  for (size_t i = 0; i < n; i++) {
    if (strcmp(levels[i], it->reference) == 0) {
      *reference = i;
      return TSQ_OK;
    }
  }
  char known[300];
  tsqp_list_words(levels, n, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "terms: %.60s has no level '%.60s'; levels: %s", it->term, it->reference,
                   known);
}

/* `full` = every level has a column. */
static int add_factor(const tsqp_item *it, const int32_t *codes, const char *const *levels, size_t n,
                      int full, tsq_design *design) {
  size_t reference = 0;
  TSQP_TRY(find_reference(it, levels, n, &reference));
  if (!full && n < 2) {
    return tsqp_fail(TSQ_ERR_TOO_FEW, "terms: %.60s has %zu level%s: a factor needs two or more", it->term, n,
                     n == 1 ? "" : "s");
  }
  return tsq_design_add_factor(design, it->term, codes, n, levels, full ? TSQ_NO_REFERENCE : reference);
}

/* The factor's levels are those of the complete studies: a level of others alone would be a column of zeros. */
static int add_complete_factor(const tsqp_terms *p, const tsqp_item *it, const tsqp_levels *all, int full,
                               tsq_design *design) {
  size_t rows = p->frame->rows, n = 0;
  int32_t *codes = tsqp_calloc(rows, sizeof *codes);
  const char **level = tsqp_calloc(all->n, sizeof *level);
  int status = codes != NULL && level != NULL ? TSQ_OK : tsqp_terms_no_memory();
  if (status == TSQ_OK) status = tsqp_used_levels(all, rows, p->complete, codes, level, &n);
  if (status == TSQ_OK) status = add_factor(it, codes, level, n, full, design);
  tsqp_free(codes);
  tsqp_free((void *)level);
  return status;
}

static int add_levels(const tsqp_terms *p, const tsqp_item *it, int full, tsq_design *design) {
  const tsqp_column *column = &p->frame->column[it->column];
  if (column->is_text) {
    tsqp_levels all = {.codes = column->codes, .level = column->levels, .n = column->n_levels};
    return add_complete_factor(p, it, &all, full, design);
  }
  tsqp_levels made = {0};
  TSQP_TRY(tsqp_levels_of_numbers(column->numbers, p->frame->rows, &made));
  int status = add_complete_factor(p, it, &made, full, design);
  tsqp_levels_free(&made);
  return status;
}

/* A main effect. The first factor of a model without intercept takes the intercept's place. */
static int add_item(tsqp_terms *p, const tsqp_item *it, tsq_design *design) {
  const tsqp_column *column = &p->frame->column[it->column];
  int is_factor = it->kind == TSQP_ITEM_FACTOR ||
                  (it->kind == TSQP_ITEM_COLUMN && column->is_text && !column->is_percent);
  if (is_factor) {
    int full = p->no_intercept && !p->has_factor;
    p->has_factor = 1;
    return add_levels(p, it, full, design);
  }
  if (column->is_text) return tsqp_frame_not_a_number(p->frame, it->column);
  const double *values = column->numbers;
  if (it->kind == TSQP_ITEM_POLY) {
    return tsq_design_add_polynomial(design, column->name, values, it->n, it->raw ? TSQ_POLY_RAW : 0);
  }
  if (it->kind == TSQP_ITEM_RCS) return tsq_design_add_rcs(design, column->name, values, it->n, it->knots);
  return tsq_design_add_numeric(design, column->name, values);
}

static size_t count_bits(uint64_t set) {
  size_t n = 0;
  for (; set != 0; set &= set - 1)
    n++;
  return n;
}

/* The items' names joined by ':' in the order of their first appearance, as the design joins them. */
static char *name_of_set(const tsqp_terms *p, uint64_t set) {
  char *name = NULL;
  for (size_t i = 0; i < p->n_items; i++) {
    if ((set >> i & 1) == 0) continue;
    char *longer =
        tsqp_format_new("%s%s%s", name != NULL ? name : "", name != NULL ? ":" : "", p->item[i].term);
    tsqp_free(name);
    if (longer == NULL) return NULL;
    name = longer;
  }
  return name;
}

/* {all but the last}:{last} */
static int add_interaction(const tsqp_terms *p, uint64_t set, tsq_design *design) {
  size_t last = TSQP_MOST_ITEMS - 1;
  while ((set >> last & 1) == 0)
    last--;
  char *first = name_of_set(p, set & ~(UINT64_C(1) << last));
  if (first == NULL) return tsqp_terms_no_memory();
  int status = tsq_design_add_interaction(design, first, p->item[last].term);
  tsqp_free(first);
  return status;
}

static int build(tsqp_terms *p, tsq_design *design) {
  for (size_t n = 1; n <= p->n_items; n++) { /* by the number of items */
    for (size_t t = 0; t < p->n_terms; t++) {
      if (count_bits(p->term[t]) != n) continue;
      if (n > 1) {
        TSQP_TRY(add_interaction(p, p->term[t], design));
        continue;
      }
      size_t i = 0;
      while ((p->term[t] >> i & 1) == 0)
        i++;
      TSQP_TRY(add_item(p, &p->item[i], design));
    }
  }
  design->no_intercept = p->no_intercept;
  return TSQ_OK;
}

static int find_complete(tsqp_terms *p, const int32_t *use) {
  size_t rows = p->frame->rows;
  p->complete = tsqp_calloc(rows, sizeof *p->complete);
  if (p->complete == NULL) return tsqp_terms_no_memory();
  for (size_t i = 0; i < rows; i++)
    p->complete[i] = use == NULL || use[i] != 0;
  for (size_t j = 0; j < p->n_items; j++) {
    const tsqp_column *column = &p->frame->column[p->item[j].column];
    for (size_t i = 0; i < rows; i++) {
      if (column->is_text ? column->codes[i] < 0 : isnan(column->numbers[i])) p->complete[i] = 0;
    }
  }
  return TSQ_OK;
}

static void free_terms(tsqp_terms *p) {
  for (size_t i = 0; i < p->n_items; i++)
    tsqp_item_free(&p->item[i]);
  tsqp_free(p->complete);
  tsqp_free(p->word);
  tsqp_free(p);
}

int tsq_design_from_studies(const tsq_frame *frame, const char *terms, const int32_t *use, tsq_design **out) {
  tsqp_clear_error();
  TSQP_NOT_NULL(frame);
  TSQP_NOT_NULL(terms);
  TSQP_NOT_NULL(out);
  tsq_design *design = NULL;
  int status;
  tsqp_terms *p = tsqp_calloc(1, sizeof *p);
  if (p == NULL) return tsqp_terms_no_memory();
  p->frame = frame;
  p->at = terms;
  p->word = tsqp_calloc(strlen(terms) + 1, 1);
  if (p->word == NULL) {
    status = tsqp_terms_no_memory();
    goto cleanup;
  }
  TSQP_TRY_OR_CLEANUP(tsqp_terms_parse(p));
  TSQP_TRY_OR_CLEANUP(find_complete(p, use));
  TSQP_TRY_OR_CLEANUP(tsq_design_new(frame->rows, &design));
  TSQP_TRY_OR_CLEANUP(build(p, design));
  *out = design;
  design = NULL;
cleanup:
  tsq_design_free(design);
  free_terms(p);
  return status;
}

int tsq_design_from_terms(const tsq_frame *frame, const char *terms, tsq_design **out) {
  return tsq_design_from_studies(frame, terms, NULL, out);
}
