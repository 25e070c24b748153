/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell says: missing, a number, or a text. */
#ifndef TSQP_CSV_NUMBER_H
#define TSQP_CSV_NUMBER_H

#include <stddef.h>
#include <stdint.h>

typedef struct tsqp_cell_rules {
  int32_t decimal; /* '.', ',' or 0 = either, one and the same within a column */
  const char *const *missing;
  size_t n_missing;
} tsqp_cell_rules;

/* The spellings of "missing" that hold where the caller gives none. */
extern const char *const tsqp_usual_missing[];
extern const size_t tsqp_n_usual_missing;

int tsqp_is_missing(const tsqp_cell_rules *rules, const char *text);

/* 1 and the number where all of `text` (spaces around it aside) is a number with that decimal mark, 0 otherwise. */
int tsqp_read_number(const char *text, int32_t decimal, double *number);

/*
 * The same by the rules of a file: `mark` is the decimal mark that the column has shown so far (0 = none) and is set
 * at its first one; a number with the other mark is refused.
 */
int tsqp_read_cell_number(const tsqp_cell_rules *rules, const char *text, int32_t *mark, double *number);

#endif
