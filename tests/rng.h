/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seeded random numbers for property tests: PCG32 (O'Neill 2014), the same on every machine. */
#ifndef TESTS_RNG_H
#define TESTS_RNG_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rng {
  uint64_t state;
} rng;

static inline uint32_t rng_next(rng *r) {
  uint64_t old = r->state;
  r->state = old * 6364136223846793005ULL + 1442695040888963407ULL;
  uint32_t shifted = (uint32_t)(((old >> 18U) ^ old) >> 27U);
  uint32_t rotation = (uint32_t)(old >> 59U);
  return (shifted >> rotation) | (shifted << ((32U - rotation) & 31U));
}

/* in (0, 1) */
static inline double rng_uniform(rng *r) {
  return ((double)rng_next(r) + 0.5) / 4294967296.0;
}

static inline double rng_normal(rng *r) {
  return sqrt(-2 * log(rng_uniform(r))) * cos(6.283185307179586 * rng_uniform(r));
}

static inline size_t rng_below(rng *r, size_t n) {
  return (size_t)(rng_uniform(r) * (double)n);
}

#endif
