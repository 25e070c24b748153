/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Natural logarithms, less than 1 ulp from the truth: the reduction and the minimax polynomial of FreeBSD's e_log.c
 * (K. C. Ng's method: log(1+f) = f - (hfsq - s (hfsq + R(s^2))), s = f/(2+f)), which needs no table, no branch and no fused
 * multiply-add.
 */
#ifndef TSQP_KERNEL_LOG_H
#define TSQP_KERNEL_LOG_H

#include "kernel/vec.h"

/* For finite x >= 2^-1022; other lanes hold anything. */
TSQP_INLINE tsqp_vd tsqp_log(tsqp_vd x) {
  const uint64_t sqrt_half = 0x3FE6A09E667F3BCDULL; /* bits of sqrt(1/2) */
  const uint64_t bias =
      1024; /* the shift is of unsigned numbers, all that SSE2 has: nothing below it may be negative */
  tsqp_vu bits = (tsqp_vu)x;
  tsqp_vu biased =
      (bits - sqrt_half + (bias << 52)) >> 52; /* e + bias of x = 2^e m, m in [sqrt(1/2), sqrt(2)) */
  tsqp_vd m = (tsqp_vd)(bits - ((biased - bias) << 52));
  tsqp_vi e = (tsqp_vi)(biased - bias);
  /* e as a double, exactly: |e| < 2^11, so adding it to the bits of 1.5 2^52 is adding it to the number */
  const tsqp_vd big = tsqp_all(6755399441055744.0);
  tsqp_vd k = (tsqp_vd)((tsqp_vu)big + (tsqp_vu)e) - big;
  tsqp_vd f = m - 1.0;
  tsqp_vd s = f / (f + 2.0);
  tsqp_vd z = s * s;
  tsqp_vd w = z * z;
  tsqp_vd t1 = w * (w * (w * 1.531383769920937332e-01 + 2.222219843214978396e-01) + 3.999999999940941908e-01);
  tsqp_vd t2 =
      z * (w * (w * (w * 1.479819860511658591e-01 + 1.818357216161805012e-01) + 2.857142874366239149e-01) +
           6.666666666666735130e-01);
  tsqp_vd r = t1 + t2;
  tsqp_vd hfsq = 0.5 * f * f;
  const double ln2_hi = 6.93147180369123816490e-01; /* 33 bits: k ln2_hi is exact */
  const double ln2_lo = 1.90821492927058770002e-10;
  return k * ln2_hi - ((hfsq - (s * (hfsq + r) + k * ln2_lo)) - f);
}

/* log(1 + u) for u >= 0: the logarithm of the rounded sum, and what the rounding took. */
TSQP_INLINE tsqp_vd tsqp_log1p(tsqp_vd u) {
  tsqp_vd sum = 1.0 + u;
  return tsqp_log(sum) + (u - (sum - 1.0)) / sum;
}

#endif
