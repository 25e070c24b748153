/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formula of tsq_design_from_terms(), parsed: items, and terms that are sets of them. */
#ifndef TSQP_FORMULA_PARSER_H
#define TSQP_FORMULA_PARSER_H

#include <tausq/frame.h>

/* Terms are sets of items, held as bits (as R's terms() does), so "a:b" and "b:a" are one. */
#define TSQP_MOST_ITEMS 64
#define TSQP_MOST_TERMS 512

enum tsqp_item_kind { TSQP_ITEM_COLUMN, TSQP_ITEM_FACTOR, TSQP_ITEM_POLY, TSQP_ITEM_RCS };

/* What stands between + : and *. */
typedef struct tsqp_item {
  enum tsqp_item_kind kind;
  size_t column;
  size_t n; /* degree, number of knots */
  int raw;
  double *knots;   /* [n] or NULL */
  char *reference; /* the level's name or NULL */
  char *term;      /* the name the design gives its term */
} tsqp_item;

typedef struct tsqp_terms {
  const tsq_frame *frame;
  const char *at;
  char *word; /* room for the whole text */
  tsqp_item item[TSQP_MOST_ITEMS];
  size_t n_items;
  uint64_t term[TSQP_MOST_TERMS];
  size_t n_terms;
  int32_t no_intercept;
  int32_t has_factor; /* while the design is built: a factor is in it */
  int32_t *complete;  /* [rows] 1: the study has all variables, and is one of those that count */
} tsqp_terms;

/* Parses all of p->at; p->frame and p->word are set, the rest is zero. */
int tsqp_terms_parse(tsqp_terms *p);
void tsqp_item_free(tsqp_item *it);
int tsqp_terms_no_memory(void);

#endif
