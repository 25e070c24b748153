/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that stand for a missing value. */
#ifndef TSQP_MISSING_H
#define TSQP_MISSING_H

#include <tausq/frame.h>

typedef struct tsqp_missing {
  const char **word;
  size_t *n_cells; /* [n] cells that were each word */
  size_t n;
  unsigned char begins[256]; /* whether a word begins with this byte: tells nearly all cells apart */
} tsqp_missing;

/* The usual words or the caller's own, and those he adds. */
int tsqp_missing_new(const tsq_csv_options *options, tsqp_missing *missing);
void tsqp_missing_free(tsqp_missing *missing);

enum { TSQP_NOT_MISSING, TSQP_EMPTY, TSQP_MISSING_WORD };
/* What a cell is, spaces of any kind around it aside; counts the words. */
int tsqp_missing_cell(tsqp_missing *missing, const char *text);

#endif
