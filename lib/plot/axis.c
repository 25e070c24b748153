/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/axis.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

#define MINUS "\xE2\x88\x92"
#define LOG_10 2.302585092994045684

static char *power_text(tsqp_arena *arena, double size, int digits, const char *sign) {
  char power[TSQP_POWER];
  return tsqp_arena_format(arena, "%s%s", sign, tsqp_power_of_ten(power, size, digits));
}

/* Numbers of up to fifteen digits are printed with all of them: a power of ten would lose what readers compare. */
char *tsqp_number_text(tsqp_arena *arena, double value, int digits) {
  char plain[64];
  const char *sign = value < 0 ? MINUS : "";
  if (isnan(value)) return tsqp_arena_format(arena, "NA");
  if (isinf(value)) return tsqp_arena_format(arena, "%s\xE2\x88\x9E", sign);
  double size = fabs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-4 && digits > 6))
    return power_text(arena, size, digits < 3 ? 3 : digits, sign);
  if (!(size > 0) && digits > 10) digits = 0;
  tsqp_format(plain, sizeof plain, "%.*f", digits, size);
  int is_zero = plain[strspn(plain, "0.")] == '\0';
  return tsqp_arena_format(arena, "%s%s", is_zero ? "" : sign, plain);
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

/* power: of ten in front, with so many decimals of the mantissa; -1 = none, plain decimals. */
static int add_tick(tsqp_arena *arena, tsqp_axis *axis, double position, double printed, int digits,
                    int power) {
  if (axis->n_ticks == TSQP_MAX_TICKS) return TSQ_OK;
  char *label =
      power >= 0 ? tsqp_power_text(arena, printed, power) : tsqp_number_text(arena, printed, digits);
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
  int is_power = largest >= 1e7 || largest < 1e-4; /* all the ticks alike */
  int power = is_power ? (int)(floor(log10(largest)) - floor(log10(step))) : -1;
  for (int i = 0; (first + i) * step <= axis->hi + slack * step; i++) {
    TSQP_TRY(add_tick(arena, axis, (first + i) * step, (first + i) * step, decimals_of(step), power));
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
    TSQP_TRY(add_tick(arena, axis, log(printed[i]), printed[i], digits, printed[i] >= 1e7 ? 3 : -1));
  }
  return TSQ_OK;
}

/* --- less than a decade ------------------------------------------------------------------------------------------- */

#define DECADE LOG_10
#define FOUR_FOLD 1.386294361119890619

static int widen(double *end, double tick, double most) {
  if (fabs(tick - *end) > most) return 0;
  *end = tick;
  return 1;
}

/* 0.25 0.50 1.00 2.00: equal steps of the axis, with equal decimals; a tick close outside widens the axis. */
static int doubling_ticks(tsqp_arena *arena, const tsqp_axis_wish *wish, tsqp_axis *axis) {
  const double step = 0.5 * FOUR_FOLD, slack = 1e-9;
  double first = ceil(wish->lo / step - slack), last = floor(wish->hi / step + slack);
  if (!wish->is_fixed && widen(&axis->lo, (first - 1) * step, 0.4 * step)) first--;
  if (!wish->is_fixed && widen(&axis->hi, (last + 1) * step, 0.4 * step)) last++;
  if (first > -1 || last < 1 || last - first > (double)wish->n_ticks)
    return TSQ_OK; /* at least one on either side of 1 */
  int digits = (int)-first;
  for (double i = first; i <= last; i++)
    TSQP_TRY(add_tick(arena, axis, i * step, exp2(i), digits, -1));
  return TSQ_OK;
}

/* 0.8 1.0 1.2 1.4: equal steps of the printed numbers, with equal decimals; 1 is one of them where it is in the range. */
static int even_ticks(tsqp_arena *arena, const tsqp_axis_wish *wish, tsqp_axis *axis) {
  const double slack = 1e-9;
  double lo = exp(axis->lo), hi = exp(axis->hi), step = round_step((hi - lo) / (double)wish->n_ticks);
  if (step > 1 && lo <= 1 && hi >= 1) step = 1;
  double finer = round_step(0.39 * step), first = ceil(lo / finer - slack), last = floor(hi / finer + slack);
  int is_finer =
      floor(hi / step + slack) - ceil(lo / step - slack) < 2 && last - first <= (double)wish->n_ticks;
  if (is_finer) step = finer; /* at least three ticks where there is room */
  first = ceil(lo / step - slack);
  last = floor(hi / step + slack);
  if (last - first < 1 || last - first >= TSQP_MAX_TICKS) return TSQ_OK;
  for (double i = first; i <= last; i++)
    TSQP_TRY(add_tick(arena, axis, log(i * step), i * step, decimals_of(step), i * step >= 1e7 ? 3 : -1));
  return TSQ_OK;
}

static int short_log_ticks(tsqp_arena *arena, const tsqp_axis_wish *wish, tsqp_axis *axis) {
  if (wish->hi - wish->lo > FOUR_FOLD) TSQP_TRY(doubling_ticks(arena, wish, axis));
  return axis->n_ticks >= 2 ? TSQ_OK : even_ticks(arena, wish, axis);
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
    TSQP_TRY(add_tick(arena, axis, position, printed, decimals_of(step), fabs(printed) >= 1e7 ? 3 : -1));
    last = position;
  }
  return TSQ_OK;
}

static void name_ticks(const tsqp_axis_wish *wish, tsqp_axis *axis) {
  for (size_t i = 0; i < wish->n_categories && i < TSQP_MAX_TICKS; i++) {
    axis->tick[i] = (double)i;
    axis->label[i] = wish->categories[i];
    axis->n_ticks = i + 1;
  }
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
  if (wish->kind == TSQP_AXIS_CATEGORIES) {
    name_ticks(wish, axis);
    return TSQ_OK;
  }
  if (tsqp_is_exponential(wish->scale.transform) && fabs(wish->lo) < 600 && fabs(wish->hi) < 600) {
    TSQP_TRY(wish->hi - wish->lo < DECADE ? short_log_ticks(arena, wish, axis)
                                          : log_ticks(arena, wish, axis));
    if (axis->n_ticks >= 2) return TSQ_OK;
    axis->n_ticks = 0; /* more than doubles can print: the general rule finds better ticks */
  }
  return warped_ticks(arena, wish, axis);
}
