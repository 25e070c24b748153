/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the numbers of one figure are printed: all in the same way, with the decimals that their intervals are worth. */
#ifndef TSQP_NUMBER_STYLE_H
#define TSQP_NUMBER_STYLE_H

#include "plot/arena.h"

#include <stddef.h>

typedef struct tsqp_number_style {
  int digits;   /* decimals, of the mantissa where is_power */
  int is_power; /* 1 = as 1.23 x 10^8 */
  int is_ratio; /* 1 = numbers differ by factors: at least one significant digit, and no decimals beyond the fourth one */
} tsqp_number_style;

/*
 * `digits` as in tsq_forest: 0 = two, or what the typical of n printed intervals asks for. is_ratio: the axis is logarithmic.
 * Fails with TSQ_ERR_NOMEM.
 */
int tsqp_choose_number_style(tsqp_arena *arena, size_t n, const double *lower, const double *upper,
                             int digits, int is_ratio, tsqp_number_style *style);

/* How a column of n numbers is printed: three significant digits of the typical one. Fails with TSQ_ERR_NOMEM. */
int tsqp_choose_column_digits(tsqp_arena *arena, size_t n, const double *values, int *digits);

char *tsqp_styled_number(tsqp_arena *arena, tsqp_number_style style, double value);

#endif
