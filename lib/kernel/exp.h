/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The exponential, less than 1 ulp from the truth where the result is normal: the reduction x = k ln 2 + r and the polynomial of
 * FreeBSD's e_exp.c (Remez on r (exp(r)+1)/(exp(r)-1)), which needs no table, no branch and no fused multiply-add.
 */
#ifndef TSQP_KERNEL_EXP_H
#define TSQP_KERNEL_EXP_H

#include "kernel/vec.h"

/* For x <= 709; below -745 it is 0. */
TSQP_INLINE tsqp_vd tsqp_exp(tsqp_vd x) {
  x = tsqp_max(x, tsqp_all(-800));
  const double ln2_hi = 6.93147180369123816490e-01;
  const double ln2_lo = 1.90821492927058770002e-10;
  const double big = 6755399441055744.0; /* 1.5 2^52: adding it rounds to an integer, kept in the low bits */
  tsqp_vd shifted = x * 1.44269504088896338700e+00 + big;
  tsqp_vd k = shifted - big;
  tsqp_vd hi = x - k * ln2_hi;
  tsqp_vd lo = k * ln2_lo;
  tsqp_vd r = hi - lo;
  tsqp_vd t = r * r;
  tsqp_vd c = r - t * (t * (t * (t * (t * 4.13813679705723846039e-08 - 1.65339022054652515390e-06) +
                                 6.61375632143793436117e-05) -
                            2.77777777770155933842e-03) +
                       1.66666666666666019037e-01);
  tsqp_vd y = 1.0 - ((lo - (r * c) / (2.0 - c)) - hi);
  /* times 2^k in two factors, so that results below 2^-1022 are rounded once */
  const uint64_t bias = 1023;
  tsqp_vu n = (tsqp_vu)shifted - (tsqp_vu)tsqp_all(big); /* k, in two's complement */
  tsqp_vu half = ((n + 4096) >> 1) - 2048;
  return y * (tsqp_vd)((half + bias) << 52) * (tsqp_vd)((n - half + bias) << 52);
}

#endif
