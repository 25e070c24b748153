/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compensated sums of block sums: Neumaier 1974, doi:10.1002/zamm.19740540106. */
#ifndef TSQP_SUM_H
#define TSQP_SUM_H

#include <math.h>
#include <stddef.h>

typedef struct tsqp_sum {
  double high;
  double low;
} tsqp_sum;

static inline void tsqp_sum_add(tsqp_sum *sum, double term) {
  double total = sum->high + term;
  if (fabs(sum->high) >= fabs(term)) {
    sum->low += (sum->high - total) + term;
  } else {
    sum->low += (term - total) + sum->high;
  }
  sum->high = total;
}

static inline double tsqp_sum_value(const tsqp_sum *sum) {
  return sum->high + sum->low;
}

#endif
