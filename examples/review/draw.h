/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random draws for the constructed records: the same bytes on every machine. */
#ifndef DRAW_H
#define DRAW_H

#include <stddef.h>
#include <stdint.h>

typedef struct draw {
  uint64_t state;
  uint64_t increment;
} draw;

/* Starts a generator; every stream number gives an independent sequence of the same seed. */
draw draw_start(uint64_t seed, uint64_t stream);
/* The next 32 random bits: PCG32 of M. O'Neill, https://www.pcg-random.org */
uint32_t draw_bits(draw *d);
/* Uniform in [0, 1). */
double draw_uniform(draw *d);
/* Uniform in [low, high). */
double draw_between(draw *d, double low, double high);
/* A whole number, low and high included. */
int draw_integer(draw *d, int low, int high);
/* Standard normal, nearly: the sum of twelve uniforms less 6 needs no libm, whose last digits differ between systems. */
double draw_normal(draw *d);
/* Puts the n numbers in random order. */
void draw_shuffle(draw *d, int *numbers, size_t n);
/* Rounds to two decimals, half away from zero. */
double round_to_hundredths(double x);

#endif
