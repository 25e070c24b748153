/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What vector types have no operator for, lane by lane; part of vec.h. */
#ifndef TSQP_VEC_ANY_H
#define TSQP_VEC_ANY_H

/* The smaller and the larger; b where one is NaN. */
TSQP_INLINE tsqp_vd tsqp_min(tsqp_vd a, tsqp_vd b) {
  return tsqp_select(a < b, a, b);
}

TSQP_INLINE tsqp_vd tsqp_max(tsqp_vd a, tsqp_vd b) {
  return tsqp_select(a > b, a, b);
}

/* A mask's lanes as bits. */
TSQP_INLINE unsigned tsqp_bits(tsqp_vi mask) {
  unsigned bits = 0;
  for (int l = 0; l < TSQP_WIDTH; l++) {
    bits |= (unsigned)(mask[l] & 1) << l;
  }
  return bits;
}

/* Correctly rounded square roots. */
TSQP_INLINE tsqp_vd tsqp_sqrt(tsqp_vd a) {
  for (int l = 0; l < TSQP_WIDTH; l++) {
    a[l] = __builtin_sqrt(a[l]);
  }
  return a;
}

#endif
