/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/number_style.h"

#include "plot/axis.h"

#include "base/status.h"

#include <math.h>
#include <stdlib.h>

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, size_t n) {
  if (n == 0) return NAN;
  qsort(values, n, sizeof *values, compare);
  return values[n / 2];
}

/* Decimals that leave an interval of this half width two digits: 0.42 -> 2, 0.0042 -> 4, 4200 -> 0. */
static int worthwhile_digits(double half) {
  if (!(half > 0)) return 2;
  if (half >= 1000) return 0;
  double wanted = 1 - floor(log10(half));
  return wanted < 2 ? 2 : wanted > 10 ? 10 : (int)wanted;
}

/* The same for a mantissa: 1.23 x 10^8 +- 4 x 10^6. */
static int worthwhile_mantissa(double size, double half) {
  double wanted = half > 0 ? floor(log10(size)) - floor(log10(half)) + 1 : 2;
  return wanted < 2 ? 2 : wanted > 10 ? 10 : (int)wanted;
}

int tsqp_choose_number_style(tsqp_arena *arena, size_t n, const double *lower, const double *upper,
                             int digits, int is_ratio, tsqp_number_style *style) {
  double *half = tsqp_arena_take(arena, n, sizeof *half);
  double *size = tsqp_arena_take(arena, n, sizeof *size);
  if (half == NULL || size == NULL) return TSQ_ERR_NOMEM;
  size_t m = 0;
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(lower[i]) || !isfinite(upper[i])) continue;
    half[m] = 0.5 * fabs(upper[i] - lower[i]);
    size[m++] = fmax(fabs(lower[i]), fabs(upper[i]));
  }
  double typical_half = median(half, m), typical = median(size, m);
  int by_itself = digits == 0;
  *style = (tsqp_number_style){.digits = by_itself    ? worthwhile_digits(typical_half)
                                         : digits < 0 ? 0
                                                      : digits,
                               .is_power = by_itself && (typical >= 1e15 || typical < 1e-4),
                               .is_ratio = by_itself && is_ratio};
  if (style->is_power) style->digits = worthwhile_mantissa(typical, typical_half);
  return TSQ_OK;
}

int tsqp_choose_column_digits(tsqp_arena *arena, size_t n, const double *values, int *digits) {
  double *size = tsqp_arena_take(arena, n, sizeof *size);
  if (size == NULL) return TSQ_ERR_NOMEM;
  size_t m = 0;
  int are_whole = 1;
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(values[i])) continue;
    are_whole = are_whole && !(values[i] < round(values[i]) || values[i] > round(values[i]));
    if (values[i] != 0) size[m++] = fabs(values[i]);
  }
  double typical = median(size, m);
  double wanted = m == 0 || are_whole ? 0 : 2 - floor(log10(typical));
  *digits = wanted < 0 ? 0 : wanted > 8 ? 8 : (int)wanted;
  return TSQ_OK;
}

/* 0.0042 with two decimals -> 3; 123.4 -> 1; 30160 -> 0. */
static int ratio_digits(int digits, double value) {
  double size = fabs(value);
  if (!(size > 0) || isinf(size)) return digits;
  double magnitude = floor(log10(size));
  if (magnitude >= 2) return digits - (int)magnitude + 1 > 0 ? digits - (int)magnitude + 1 : 0;
  return size < 0.5 * pow(10, -digits) && magnitude > -11 ? (int)-magnitude : digits;
}

char *tsqp_styled_number(tsqp_arena *arena, tsqp_number_style style, double value) {
  if (style.is_power) return tsqp_power_text(arena, value, style.digits);
  return tsqp_number_text(arena, value, style.is_ratio ? ratio_digits(style.digits, value) : style.digits);
}
