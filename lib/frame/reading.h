/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file was read, in words. */
#ifndef TSQP_READING_H
#define TSQP_READING_H

#include "frame/marks.h"
#include "frame/missing.h"

typedef struct tsqp_reading {
  int32_t mark;     /* the decimal mark, 0 = no cell told it */
  int32_t is_asked; /* 1: by the caller */
  tsqp_marks file;  /* of all numeric columns */
  unsigned char delimiter;
  const char *encoding; /* NULL = UTF-8 */
  size_t n_unnamed, n_empty_rows;
} tsqp_reading;

/* "decimal comma, tab-separated, 3 missing as 'NR'"; free with tsqp_free(). */
int tsqp_reading_words(const tsqp_reading *reading, const tsqp_missing *missing, char **words);

#endif
