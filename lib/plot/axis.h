/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Axes: which range, which ticks, how numbers are printed. */
#ifndef TSQP_AXIS_H
#define TSQP_AXIS_H

#include "plot/arena.h"
#include "plot/printed.h"

#include <stdint.h>

#define TSQP_MAX_TICKS 16

/* How the positions of an axis become the numbers at its ticks. */
enum tsqp_axis_kind {
  TSQP_AXIS_LINEAR = 1,    /* printed as they are: ticks at 1, 2 or 5 times a power of ten */
  TSQP_AXIS_WARPED = 2,    /* printed through a monotone function: ticks at round printed numbers */
  TSQP_AXIS_CATEGORIES = 3 /* names at 0, 1, ... */
};

typedef struct tsqp_axis {
  double lo, hi; /* positions: the scale of yi, or the printed scale */
  size_t n_ticks;
  double tick[TSQP_MAX_TICKS];
  const char *label[TSQP_MAX_TICKS];
} tsqp_axis;

typedef struct tsqp_axis_wish {
  double lo, hi;                 /* range to be shown, lo < hi */
  int is_fixed;                  /* 1 = exactly this range; 0 = it may be widened to the next tick */
  int kind;                      /* enum tsqp_axis_kind */
  tsqp_scale scale;              /* of a warped axis */
  size_t n_ticks;                /* about so many, 2 .. 10 */
  const char *const *categories; /* [n_categories] names, at most TSQP_MAX_TICKS */
  size_t n_categories;
} tsqp_axis_wish;

/* Fails with TSQ_ERR_NOMEM, or TSQ_ERR_RANGE where the range is empty or not finite. */
int tsqp_make_axis(tsqp_arena *arena, const tsqp_axis_wish *wish, tsqp_axis *axis);

/* A number for print: a real minus sign, no "-0.00", powers of ten only beyond 1e15, or below 1e-4 with more than six decimals. */
char *tsqp_number_text(tsqp_arena *arena, double value, int digits);

/* A number as 1.23 x 10^8, whatever its size, with so many decimals of 1.23 at most; 0, infinity and NaN as above. */
char *tsqp_power_text(tsqp_arena *arena, double value, int digits);

#endif
