/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sum of logarithms as the logarithm of a product: mantissas are multiplied, exponents added, and one logarithm is taken at the
 * end of the block. At most 64 factors in [1, 2) a lane, so nothing can overflow.
 */
#ifndef TSQP_PRODUCT_H
#define TSQP_PRODUCT_H

#include "kernel/log.h"

typedef struct tsqp_product {
  tsqp_vd mantissa[TSQP_PARTS];
  tsqp_vi exponent[TSQP_PARTS];
} tsqp_product;

TSQP_INLINE void tsqp_product_one(tsqp_product *p) {
  for (int h = 0; h < TSQP_PARTS; h++) {
    p->mantissa[h] = tsqp_all(1);
    p->exponent[h] = tsqp_all_bits(0);
  }
}

/* Multiplies part h by positive normal numbers. */
TSQP_INLINE void tsqp_product_take(tsqp_product *p, int h, tsqp_vd x) {
  tsqp_vi bits = (tsqp_vi)x;
  p->exponent[h] += (tsqp_vi)((tsqp_vu)bits >> 52);
  p->mantissa[h] *= (tsqp_vd)((bits & 0x000FFFFFFFFFFFFFLL) | 0x3FF0000000000000LL);
}

/* The logarithm of all that was multiplied: n numbers, and infinity so often that the whole is a multiple of `round`. */
TSQP_INLINE double tsqp_product_log(const tsqp_product *p, size_t n, size_t round) {
  double m[TSQP_LANES];
  int64_t e[TSQP_LANES];
  memcpy(m, p->mantissa, sizeof m);
  memcpy(e, p->exponent, sizeof e);
  double product = ((m[0] * m[4]) * (m[2] * m[6])) * ((m[1] * m[5]) * (m[3] * m[7]));
  size_t left = (round - n % round) % round;
  int64_t exponent = -1023 * (int64_t)n - 2047 * (int64_t)left; /* infinity: exponent 2047, mantissa 1 */
  for (int l = 0; l < TSQP_LANES; l++) {
    exponent += e[l];
  }
  return tsqp_log(tsqp_all(product))[0] + (double)exponent * 6.93147180559945309417e-01;
}

#endif
