/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What vector types have no operator for, by the instruction that x86 has for it; part of vec.h. */
#ifndef TSQP_VEC_X86_H
#define TSQP_VEC_X86_H

#include <immintrin.h>

/* min and max: the smaller and the larger; b where one is NaN. bits: a mask's lanes. */
#if TSQP_WIDTH == 8
TSQP_INLINE tsqp_vd tsqp_min(tsqp_vd a, tsqp_vd b) {
  return (tsqp_vd)_mm512_min_pd((__m512d)a, (__m512d)b);
}

TSQP_INLINE tsqp_vd tsqp_max(tsqp_vd a, tsqp_vd b) {
  return (tsqp_vd)_mm512_max_pd((__m512d)a, (__m512d)b);
}

TSQP_INLINE tsqp_vd tsqp_sqrt(tsqp_vd a) {
  return (tsqp_vd)_mm512_sqrt_pd((__m512d)a);
}

TSQP_INLINE unsigned tsqp_bits(tsqp_vi mask) {
  return (unsigned)_mm512_movepi64_mask((__m512i)mask);
}

#elif TSQP_WIDTH == 4
TSQP_INLINE tsqp_vd tsqp_min(tsqp_vd a, tsqp_vd b) {
  return (tsqp_vd)_mm256_min_pd((__m256d)a, (__m256d)b);
}

TSQP_INLINE tsqp_vd tsqp_max(tsqp_vd a, tsqp_vd b) {
  return (tsqp_vd)_mm256_max_pd((__m256d)a, (__m256d)b);
}

TSQP_INLINE tsqp_vd tsqp_sqrt(tsqp_vd a) {
  return (tsqp_vd)_mm256_sqrt_pd((__m256d)a);
}

TSQP_INLINE unsigned tsqp_bits(tsqp_vi mask) {
  return (unsigned)_mm256_movemask_pd((__m256d)mask);
}

#elif TSQP_WIDTH == 2
TSQP_INLINE tsqp_vd tsqp_min(tsqp_vd a, tsqp_vd b) {
  return (tsqp_vd)_mm_min_pd((__m128d)a, (__m128d)b);
}

TSQP_INLINE tsqp_vd tsqp_max(tsqp_vd a, tsqp_vd b) {
  return (tsqp_vd)_mm_max_pd((__m128d)a, (__m128d)b);
}

TSQP_INLINE tsqp_vd tsqp_sqrt(tsqp_vd a) {
  return (tsqp_vd)_mm_sqrt_pd((__m128d)a);
}

TSQP_INLINE unsigned tsqp_bits(tsqp_vi mask) {
  return (unsigned)_mm_movemask_pd((__m128d)mask);
}
#endif

#endif
