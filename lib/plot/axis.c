/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/axis.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

#define MINUS "\xE2\x88\x92"
#define LOG_10 2.302585092994045684

/* 3 x 10^12 as it is printed: the mantissa without trailing zeros, the exponent in superscript digits. */
static char *power_text(tsqp_arena *arena, double size, int digits, const char *sign) {
  static const char *const superscripts[] = {"\xE2\x81\xB0", "\xC2\xB9",     "\xC2\xB2",     "\xC2\xB3",
                                             "\xE2\x81\xB4", "\xE2\x81\xB5", "\xE2\x81\xB6", "\xE2\x81\xB7",
                                             "\xE2\x81\xB8", "\xE2\x81\xB9"};
  char plain[64], exponent[64] = "";
  tsqp_format(plain, sizeof plain, "%.*e", digits < 3 ? digits : 3, size);
  size_t mantissa = strcspn(plain, "e"), end = mantissa;
  while (memchr(plain, '.', end) != NULL && (plain[end - 1] == '0' || plain[end - 1] == '.'))
    end--;
  const char *power = plain + mantissa + 1;
  if (*power == '-') strcat(exponent, "\xE2\x81\xBB");
  power += 1 + strspn(power + 1, "0");
  for (; *power != '\0'; power++)
    strcat(exponent, superscripts[*power - '0']);
  int is_one = end == 1 && plain[0] == '1';
  return tsqp_arena_format(arena, "%s%.*s%s10%s", sign, is_one ? 0 : (int)end, plain,
                           is_one ? "" : "\xC3\x97", exponent);
}

char *tsqp_number_text(tsqp_arena *arena, double value, int digits) {
  char plain[64];
  const char *sign = value < 0 ? MINUS : "";
  if (isnan(value)) return tsqp_arena_format(arena, "NA");
  if (isinf(value)) return tsqp_arena_format(arena, "%s\xE2\x88\x9E", sign);
  double size = fabs(value);
  if (size >= 1e7 || (size > 0 && size < 1e-4 && digits > 6)) return power_text(arena, size, digits, sign);
  if (!(size > 0) && digits > 10) digits = 0;
  tsqp_format(plain, sizeof plain, "%.*f", digits, size);
  int is_zero = plain[strspn(plain, "0.")] == '\0';
  return tsqp_arena_format(arena, "%s%s", is_zero ? "" : sign, plain);
}

char *tsqp_p_text(tsqp_arena *arena, double p) {
  if (isnan(p)) return tsqp_arena_format(arena, "p\xC2\xA0=\xC2\xA0NA");
  if (p < 0.001)
    return tsqp_arena_format(arena, "p\xC2\xA0<\xC2\xA0"
                                    "0.001");
  return tsqp_arena_format(arena, p < 0.1 ? "p\xC2\xA0=\xC2\xA0%.3f" : "p\xC2\xA0=\xC2\xA0%.2f", p);
}

char *tsqp_power_text(tsqp_arena *arena, double value, int digits) {
  if (!isfinite(value) || value == 0) return tsqp_number_text(arena, value, 0);
  return power_text(arena, fabs(value), digits, value < 0 ? MINUS : "");
}

/* The round number (1, 2 or 5 times a power of ten) next above. */
static double round_step(double step) {
  double power = pow(10, floor(log10(step)));
  double lead = step / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
}

/* Decimals that a multiple of the step needs. */
static int decimals_of(double step) {
  int digits = (int)-floor(log10(step) + 1e-9);
  return digits < 0 ? 0 : digits;
}

/* Negative digits: as powers of ten. */
static int add_tick(tsqp_arena *arena, tsqp_axis *axis, double position, double printed, int digits) {
  if (axis->n_ticks == TSQP_MAX_TICKS) return TSQ_OK;
  char *label = digits < 0 ? tsqp_power_text(arena, printed, 3) : tsqp_number_text(arena, printed, digits);
  if (label == NULL) return TSQ_ERR_NOMEM;
  axis->tick[axis->n_ticks] = position;
  axis->label[axis->n_ticks++] = label;
  return TSQ_OK;
}

static int linear_ticks(tsqp_arena *arena, const tsqp_axis_wish *wish, tsqp_axis *axis) {
  double step = round_step((wish->hi - wish->lo) / (double)wish->n_ticks), slack = 1e-9;
  if (!wish->is_fixed) {
    axis->lo = floor(wish->lo / step + slack) * step;
    axis->hi = ceil(wish->hi / step - slack) * step;
  }
  double first = ceil(axis->lo / step - slack), largest = fmax(fabs(axis->lo), fabs(axis->hi));
  int digits = largest >= 1e7 || largest < 1e-4 ? -1 : decimals_of(step); /* all the ticks alike */
  for (int i = 0; (first + i) * step <= axis->hi + slack * step; i++) {
    TSQP_TRY(add_tick(arena, axis, (first + i) * step, (first + i) * step, digits));
  }
  return TSQ_OK;
}

/* Sets of leading digits for a logarithmic axis, from many ticks to few. */
static const double leads[][6] = {
    {1, 1.5, 2, 3, 5, 7}, {1, 2, 5, 0, 0, 0}, {1, 3, 0, 0, 0, 0}, {1, 0, 0, 0, 0, 0}};

/* The ticks lead x 10^decade over the range, widened to the next ones outside if asked to. Returns their number. */
static size_t decade_ticks(const tsqp_axis_wish *wish, const double lead[6], int every, double *printed,
                           size_t room) {
  double slack = 1e-9, below = -HUGE_VAL, above = HUGE_VAL;
  double from = floor(wish->lo / LOG_10) - every, to = ceil(wish->hi / LOG_10) + every;
  size_t n = 0;
  for (double decade = floor(from / every) * every; decade <= to; decade += every) {
    for (int j = 0; j < 6 && lead[j] > 0; j++) {
      double value = lead[j] * pow(10, decade), position = log(value);
      if (position < wish->lo - slack) {
        below = value;
      } else if (position > wish->hi + slack) {
        if (isinf(above)) above = value;
      } else {
        if (n == room) return room + 1;
        printed[n++] = value;
      }
    }
  }
  if (wish->is_fixed || n + 2 > room) return n;
  if (n == 0 || log(printed[0]) > wish->lo + slack) {
    memmove(printed + 1, printed, n * sizeof *printed);
    printed[0] = below;
    n++;
  }
  if (log(printed[n - 1]) < wish->hi - slack) printed[n++] = above;
  return n;
}

static int log_ticks(tsqp_arena *arena, const tsqp_axis_wish *wish, tsqp_axis *axis) {
  double printed[TSQP_MAX_TICKS];
  size_t n = 0;
  int every = 1;
  for (size_t set = 0; set < sizeof leads / sizeof leads[0]; set++) {
    n = decade_ticks(wish, leads[set], 1, printed, TSQP_MAX_TICKS);
    if (n <= wish->n_ticks + 1) break;
  }
  while (n > wish->n_ticks + 1 && every < 1000)
    n = decade_ticks(wish, leads[3], ++every, printed, TSQP_MAX_TICKS);
  if (n < 2 || n > TSQP_MAX_TICKS) return TSQ_OK;
  if (!wish->is_fixed) {
    axis->lo = fmin(axis->lo, log(printed[0]));
    axis->hi = fmax(axis->hi, log(printed[n - 1]));
  }
  for (size_t i = 0; i < n; i++) {
    double lead = printed[i] / pow(10, floor(log10(printed[i]) + 1e-9));
    int digits = decimals_of(printed[i]) + (fabs(lead - 1.5) < 1e-6 ? 1 : 0);
    TSQP_TRY(add_tick(arena, axis, log(printed[i]), printed[i], digits));
  }
  return TSQ_OK;
}

/* The position in [lo, hi] at which a monotone transformation prints the value. */
static double position_of(tsqp_scale scale, double lo, double hi, double value) {
  int is_increasing = tsqp_printed(scale, lo) <= tsqp_printed(scale, hi);
  for (int i = 0; i < 80; i++) {
    double middle = 0.5 * (lo + hi);
    if ((tsqp_printed(scale, middle) < value) == is_increasing) {
      lo = middle;
    } else {
      hi = middle;
    }
  }
  return 0.5 * (lo + hi);
}

/* Evenly spaced positions, moved to where the printed number is round. */
static int warped_ticks(tsqp_arena *arena, const tsqp_axis_wish *wish, tsqp_axis *axis) {
  double lo = axis->lo, hi = axis->hi, gap = (hi - lo) / (double)wish->n_ticks, last = -HUGE_VAL;
  double ends[] = {tsqp_printed(wish->scale, lo), tsqp_printed(wish->scale, hi)};
  for (size_t i = 0; i <= wish->n_ticks; i++) {
    double at = lo + gap * (double)i;
    double before = tsqp_printed(wish->scale, fmax(lo, at - 0.5 * gap));
    double after = tsqp_printed(wish->scale, fmin(hi, at + 0.5 * gap));
    double change = fabs(after - before);
    if (!(change > 0) || !isfinite(change)) continue;
    double step = round_step(0.35 * change), slack = 1e-9 * step;
    double printed = round(tsqp_printed(wish->scale, at) / step) * step;
    if (printed < fmin(ends[0], ends[1]) - slack || printed > fmax(ends[0], ends[1]) + slack) continue;
    double position = position_of(wish->scale, lo, hi, printed);
    if (position - last < 0.5 * gap) continue;
    TSQP_TRY(add_tick(arena, axis, position, printed, decimals_of(step)));
    last = position;
  }
  return TSQ_OK;
}

int tsqp_make_axis(tsqp_arena *arena, const tsqp_axis_wish *wish, tsqp_axis *axis) {
  if (!isfinite(wish->lo) || !isfinite(wish->hi) || !(wish->lo < wish->hi) ||
      !isfinite(wish->hi - wish->lo)) {
    return tsqp_fail(TSQ_ERR_RANGE, "the axis from %g to %g cannot be drawn", wish->lo, wish->hi);
  }
  memset(axis, 0, sizeof *axis);
  axis->lo = wish->lo;
  axis->hi = wish->hi;
  if (wish->kind == TSQP_AXIS_LINEAR) return linear_ticks(arena, wish, axis);
  if (tsqp_is_exponential(wish->scale.transform)) {
    /* Less than a factor of about 3, or more than doubles can print: the general rule finds better ticks. */
    if (wish->hi - wish->lo > 1.1 && fabs(wish->lo) < 600 && fabs(wish->hi) < 600)
      TSQP_TRY(log_ticks(arena, wish, axis));
    if (axis->n_ticks >= 2) return TSQ_OK;
    axis->n_ticks = 0;
  }
  return warped_ticks(arena, wish, axis);
}
