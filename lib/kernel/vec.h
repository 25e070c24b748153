/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine's vectors of doubles, TSQP_WIDTH at a time (8, 4 or 2: TSQP_WIDTH is set by each file of isa/). Sums keep 8 virtual
 * lanes, TSQP_PARTS machine vectors, whatever the width; every operation is rounded once, lane by lane, in the order written (no
 * contraction). So the bits do not depend on the instruction set.
 */
#ifndef TSQP_VEC_H
#define TSQP_VEC_H

#include "kernel/lanes.h"

#include <stdint.h>
#include <string.h>

#define TSQP_PARTS (TSQP_LANES / TSQP_WIDTH)

typedef double tsqp_vd __attribute__((vector_size(8 * TSQP_WIDTH)));
typedef int64_t tsqp_vi
    __attribute__((vector_size(8 * TSQP_WIDTH))); /* also what a comparison gives: -1 true, 0 false */
typedef uint64_t tsqp_vu __attribute__((vector_size(8 * TSQP_WIDTH)));

#define TSQP_INLINE static inline __attribute__((always_inline))

TSQP_INLINE tsqp_vd tsqp_load(const double *a) {
  tsqp_vd v;
  memcpy(&v, a, sizeof v);
  return v;
}

TSQP_INLINE void tsqp_store(double *a, tsqp_vd v) {
  memcpy(a, &v, sizeof v);
}

TSQP_INLINE tsqp_vd tsqp_all(double a) {
  return a - (tsqp_vd){0};
}

TSQP_INLINE tsqp_vi tsqp_all_bits(int64_t a) {
  return a - (tsqp_vi){0};
}

/* mask ? a : b */
TSQP_INLINE tsqp_vd tsqp_select(tsqp_vi mask, tsqp_vd a, tsqp_vd b) {
  return (tsqp_vd)(((tsqp_vi)a & mask) | ((tsqp_vi)b & ~mask));
}

TSQP_INLINE tsqp_vd tsqp_abs(tsqp_vd a) {
  return (tsqp_vd)((tsqp_vi)a & tsqp_all_bits(INT64_MAX));
}

TSQP_INLINE double tsqp_fold_parts(const tsqp_vd parts[TSQP_PARTS]) {
  double lane[TSQP_LANES];
  memcpy(lane, parts, sizeof lane);
  return tsqp_fold(lane);
}

#if defined(__SSE2__) && (defined(__GNUC__) || defined(__clang__))
#include "kernel/vec_x86.h"
#else
#include "kernel/vec_any.h"
#endif

/* Whether the mask is true somewhere. */
TSQP_INLINE int tsqp_any(tsqp_vi mask) {
  return tsqp_bits(mask) != 0;
}

#endif
