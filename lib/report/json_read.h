/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON that is read: a tree in two blocks of memory, one of values and one of texts, whose sizes the text bounds. Not jansson's, whose
 * lexer writes beyond its buffer where memory runs out within a string.
 */
#ifndef TSQP_REPORT_JSON_READ_H
#define TSQP_REPORT_JSON_READ_H

#include <stddef.h>

typedef enum tsqp_json_kind {
  TSQP_JSON_NULL,
  TSQP_JSON_FALSE,
  TSQP_JSON_TRUE,
  TSQP_JSON_NUMBER,
  TSQP_JSON_TEXT,
  TSQP_JSON_ARRAY,
  TSQP_JSON_OBJECT
} tsqp_json_kind;

typedef struct tsqp_value {
  tsqp_json_kind kind;
  const char *key; /* of a member of an object; NULL else */
  const char *text;
  double number;
  const struct tsqp_value *first, *next; /* of its elements or members; its neighbour */
  size_t n;                              /* elements or members */
} tsqp_value;

typedef struct tsqp_tree {
  tsqp_value *values; /* the first is the root */
  char *texts;
} tsqp_tree;

/* TSQ_ERR_PARSE: it is not an object in JSON (RFC 8259). tsqp_json_free() in any case. */
int tsqp_json_read(const char *json, size_t bytes, tsqp_tree *tree);
void tsqp_json_free(tsqp_tree *tree);

/* All take NULL for a value: then there is none. */
const tsqp_value *tsqp_json_get(const tsqp_value *object, const char *key);
size_t tsqp_json_count(const tsqp_value *array);
/* NULL where it is no text. */
const char *tsqp_json_string(const tsqp_value *value);
/* A number as reports have it: null is NaN, "Inf", "-Inf"; 0 where it is none. */
int tsqp_json_double(const tsqp_value *value, double *number);

#endif
