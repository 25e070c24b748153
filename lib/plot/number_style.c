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

int tsqp_choose_number_style(tsqp_arena *arena, const tsqp_plot_studies *studies, tsqp_scale scale,
                             int digits, tsqp_number_style *style) {
  double *half = tsqp_arena_take(arena, studies->k, sizeof *half);
  double *size = tsqp_arena_take(arena, studies->k, sizeof *size);
  if (half == NULL || size == NULL) return TSQ_ERR_NOMEM;
  size_t n = 0;
  for (size_t i = 0; i < studies->k; i++) {
    double reach = studies->critical * studies->sei[i];
    double lower = tsqp_printed(scale, studies->yi[i] - reach),
           upper = tsqp_printed(scale, studies->yi[i] + reach);
    if (!isfinite(lower) || !isfinite(upper)) continue;
    half[n] = 0.5 * fabs(upper - lower);
    size[n++] = fmax(fabs(lower), fabs(upper));
  }
  double typical_half = median(half, n), typical = median(size, n);
  int by_itself = digits == 0;
  style->digits = by_itself ? worthwhile_digits(typical_half) : digits < 0 ? 0 : digits;
  style->is_power = by_itself && (typical >= 1e7 || typical < 1e-4);
  if (style->is_power) style->digits = 2;
  return TSQ_OK;
}

char *tsqp_styled_number(tsqp_arena *arena, tsqp_number_style style, double value) {
  return style.is_power ? tsqp_power_text(arena, value, style.digits)
                        : tsqp_number_text(arena, value, style.digits);
}
