/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that grows. After the first failure every call does nothing, so that callers check once, at the end. */
#ifndef TSQP_REPORT_TEXT_H
#define TSQP_REPORT_TEXT_H

#include <stddef.h>

typedef struct tsqp_text {
  char *bytes;
  size_t length;
  size_t room;
  int failed;
} tsqp_text;

void tsqp_text_add(tsqp_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void tsqp_text_add_bytes(tsqp_text *text, const char *bytes, size_t n); /* no NUL among them */
/* The same in a field of `width` columns, counted in characters of UTF-8, not bytes; negative = left-aligned. */
void tsqp_text_field(tsqp_text *text, int width, const char *value);
/* A name, in a field of `width` columns to its left, or, where it is longer, on a line of its own before an empty field. */
void tsqp_text_name(tsqp_text *text, int width, const char *name);
/* Control characters but line ends as '?': a label shall not give orders to a terminal. */
void tsqp_text_tame(tsqp_text *text);
void tsqp_text_free(tsqp_text *text);

/* A p value, "< .0001" style, into the buffer, which is returned. */
const char *tsqp_text_p(char buffer[32], double p, int digits);
/* Degrees of freedom: whole where they are whole. */
const char *tsqp_text_df(char buffer[32], double df);

/* Hands the text over in the way of snprintf and frees it. */
int tsqp_text_deliver(tsqp_text *text, char *buffer, size_t n, size_t *needed);

#endif
