/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people write them: 1.040, 1 040,5, 12.5%, a typographic minus. */
#ifndef TSQP_SPELLING_H
#define TSQP_SPELLING_H

#include <stddef.h>
#include <stdint.h>

/* What one cell tells of the way its number is written; marks are '.', ',' or 0 = none. */
typedef struct tsqp_spelling {
  double number;    /* where `either` is set: with it as the decimal mark */
  double thousands; /* where `either` is set: with it between thousands */
  int32_t decimal;  /* surely the decimal mark: 1.5, 0,040, 1.040,5 */
  int32_t grouped;  /* surely between thousands: 1.040.000, 1.040,5 */
  int32_t either;   /* one or the other: 1.040 */
  int32_t percent;  /* 1: a percent sign follows; number and thousands are divided by 100 */
} tsqp_spelling;

/* 1 where all of `text` (UTF-8; spaces of any kind around it aside) is a number in some reading, 0 otherwise. */
int tsqp_read_spelling(const char *text, tsqp_spelling *spelling);

/* The bytes of the space that `text` begins with, the no-break, thin and figure spaces among them; 0 = none. */
size_t tsqp_space_length(const char *text);

/* The length of a text without the spaces of any kind at its end. */
size_t tsqp_trimmed_length(const char *text);

/* Cuts the spaces of any kind off the end, and returns where the text begins after those before it. */
char *tsqp_trim(char *text);

#endif
