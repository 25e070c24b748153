/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of 128 bits and more for tests: pairs of long doubles (of doubles where the two are the same), with the exact sum of two numbers
 * by Knuth and the exact product by Dekker. It shares nothing with the library's own.
 */
#ifndef TESTS_QUAD_H
#define TESTS_QUAD_H

#include <math.h>

typedef struct quad {
  long double a, b;
} quad;

static inline quad quad_of(long double x) {
  return (quad){x, 0};
}

static inline quad quad_tidy(long double a, long double b) {
  long double s = a + b;
  return (quad){s, b - (s - a)};
}

static inline quad quad_add(quad x, quad y) {
  long double s = x.a + y.a;
  long double from_y = s - x.a;
  long double error = (x.a - (s - from_y)) + (y.a - from_y);
  return quad_tidy(s, error + (x.b + y.b));
}

static inline quad quad_sub(quad x, quad y) {
  return quad_add(x, (quad){-y.a, -y.b});
}

/* x = high + low, either with at most half of the digits, so that products of halves are exact. */
static inline long double quad_half(long double x) {
  long double big =
      4294967297.0L * x; /* 2^32 + 1, for 64 bits; for 53 it is exact enough as fewer are needed */
  return big - (big - x);
}

static inline quad quad_mul(quad x, quad y) {
  long double p = x.a * y.a;
  long double xh = quad_half(x.a);
  long double xl = x.a - xh;
  long double yh = quad_half(y.a);
  long double yl = y.a - yh;
  long double error = ((xh * yh - p) + xh * yl + xl * yh) + xl * yl;
  return quad_tidy(p, error + (x.a * y.b + x.b * y.a));
}

static inline quad quad_div(quad x, quad y) {
  long double first = x.a / y.a;
  quad rest = quad_sub(x, quad_mul(quad_of(first), y));
  long double second = rest.a / y.a;
  rest = quad_sub(rest, quad_mul(quad_of(second), y));
  return quad_add(quad_tidy(first, second), quad_of(rest.a / y.a));
}

static inline quad quad_sqrt(quad x) {
  if (!(x.a > 0)) return quad_of(0);
  long double root = sqrtl(x.a);
  quad rest = quad_sub(x, quad_mul(quad_of(root), quad_of(root)));
  return quad_tidy(root, rest.a / (2 * root));
}

#endif
