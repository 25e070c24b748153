/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of 106 bits as unevaluated sums of two doubles (Dekker 1971, doi:10.1007/BF01397083; the additions as in Hida, Li &
 * Bailey 2001, doi:10.1109/ARITH.2001.930115, there "sloppy": accurate relative to the larger of the two terms, which is what a sum
 * needs). Sums of many terms thus do not depend on their order to the precision of a double.
 */
#ifndef TSQP_DOUBLE_DOUBLE_H
#define TSQP_DOUBLE_DOUBLE_H

#include <math.h>

typedef struct tsqp_dd {
  double high;
  double low;
} tsqp_dd;

static inline tsqp_dd tsqp_dd_of(double a) {
  return (tsqp_dd){a, 0};
}

static inline double tsqp_dd_value(tsqp_dd a) {
  return a.high + a.low;
}

/* a + b exactly, where |a| >= |b|. */
static inline tsqp_dd tsqp_dd_fast_sum(double a, double b) {
  double sum = a + b;
  return (tsqp_dd){sum, b - (sum - a)};
}

/* a + b exactly (Knuth). */
static inline tsqp_dd tsqp_dd_sum(double a, double b) {
  double sum = a + b;
  double part = sum - a;
  return (tsqp_dd){sum, (a - (sum - part)) + (b - part)};
}

/* a b exactly: the rounding error of a product is a double, found by splitting the factors in halves of 26 bits. */
static inline tsqp_dd tsqp_dd_product(double a, double b) {
  double product = a * b;
#if defined(__FMA__) || defined(__aarch64__)
  return (tsqp_dd){product, __builtin_fma(a, b, -product)};
#else
  double big_a = 134217729.0 * a; /* 2^27 + 1 */
  double big_b = 134217729.0 * b;
  double ah = big_a - (big_a - a);
  double bh = big_b - (big_b - b);
  double al = a - ah;
  double bl = b - bh;
  return (tsqp_dd){product, ((ah * bh - product) + ah * bl + al * bh) + al * bl};
#endif
}

static inline tsqp_dd tsqp_dd_add(tsqp_dd a, tsqp_dd b) {
  tsqp_dd sum = tsqp_dd_sum(a.high, b.high);
  return tsqp_dd_fast_sum(sum.high, sum.low + (a.low + b.low));
}

static inline tsqp_dd tsqp_dd_negative(tsqp_dd a) {
  return (tsqp_dd){-a.high, -a.low};
}

static inline tsqp_dd tsqp_dd_subtract(tsqp_dd a, tsqp_dd b) {
  return tsqp_dd_add(a, tsqp_dd_negative(b));
}

static inline tsqp_dd tsqp_dd_times(tsqp_dd a, double b) {
  tsqp_dd product = tsqp_dd_product(a.high, b);
  return tsqp_dd_fast_sum(product.high, product.low + a.low * b);
}

static inline tsqp_dd tsqp_dd_multiply(tsqp_dd a, tsqp_dd b) {
  tsqp_dd product = tsqp_dd_product(a.high, b.high);
  return tsqp_dd_fast_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/* a / b: two digits of long division, each of 53 bits, and what is left of the third. */
static inline tsqp_dd tsqp_dd_divide(tsqp_dd a, tsqp_dd b) {
  double first = a.high / b.high;
  tsqp_dd rest = tsqp_dd_subtract(a, tsqp_dd_times(b, first));
  double second = rest.high / b.high;
  rest = tsqp_dd_subtract(rest, tsqp_dd_times(b, second));
  double third = rest.high / b.high;
  tsqp_dd quotient = tsqp_dd_fast_sum(first, second);
  return tsqp_dd_add(quotient, tsqp_dd_of(third));
}

/* The square root by one step of Newton's method from that of the high part; 0 for a <= 0. */
static inline tsqp_dd tsqp_dd_root(tsqp_dd a) {
  if (!(a.high > 0)) return tsqp_dd_of(0);
  double root = sqrt(a.high);
  tsqp_dd rest = tsqp_dd_subtract(a, tsqp_dd_product(root, root));
  return tsqp_dd_fast_sum(root, rest.high / (2 * root));
}

/* a 2^exponent, exactly. */
static inline tsqp_dd tsqp_dd_scale(tsqp_dd a, int exponent) {
  return (tsqp_dd){ldexp(a.high, exponent), ldexp(a.low, exponent)};
}

#endif
