/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw.h"

uint32_t draw_bits(draw *d) {
  const uint64_t old = d->state;
  d->state = old * UINT64_C(6364136223846793005) + d->increment;
  const uint32_t mixed = (uint32_t)(((old >> 18) ^ old) >> 27);
  const uint32_t turn = (uint32_t)(old >> 59);
  return (mixed >> turn) | (mixed << ((32 - turn) & 31));
}

draw draw_start(uint64_t seed, uint64_t stream) {
  draw d = {.state = 0, .increment = (stream << 1) | 1};
  (void)draw_bits(&d);
  d.state += seed;
  (void)draw_bits(&d);
  return d;
}

double draw_uniform(draw *d) {
  return draw_bits(d) / 4294967296.0;
}

double draw_between(draw *d, double low, double high) {
  const double span = (high - low) * draw_uniform(d);
  return low + span;
}

int draw_integer(draw *d, int low, int high) {
  return low + (int)((double)(high - low + 1) * draw_uniform(d));
}

double draw_normal(draw *d) {
  double sum = -6;
  for (int i = 0; i < 12; i++)
    sum += draw_uniform(d);
  return sum;
}

void draw_shuffle(draw *d, int *numbers, size_t n) {
  for (size_t i = n; i > 1; i--) {
    const size_t j = (size_t)draw_integer(d, 0, (int)i - 1);
    const int kept = numbers[i - 1];
    numbers[i - 1] = numbers[j];
    numbers[j] = kept;
  }
}

double round_to_hundredths(double x) {
  const double scaled = x * 100;
  const long whole = scaled < 0 ? (long)(scaled - 0.5) : (long)(scaled + 0.5);
  return (double)whole / 100;
}
