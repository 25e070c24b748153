/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/printed.h"

#include "base/names.h"
#include "base/status.h"

#include <math.h>
#include <tausq/effect.h>

int tsqp_needs_n(int32_t transform) {
  return transform == TSQ_TRANSFORM_IPFT || transform == TSQ_TRANSFORM_IPFT_HM ||
         transform == TSQ_TRANSFORM_IIRFT || transform == TSQ_TRANSFORM_IIRFT_HM;
}

int tsqp_is_by_mean(int32_t transform) {
  return transform == TSQ_TRANSFORM_IPFT_HM || transform == TSQ_TRANSFORM_IIRFT_HM;
}

double tsqp_harmonic_mean(const double *n, size_t count) {
  double inverse = 0, known = 0;
  for (size_t i = 0; i < count; i++) {
    if (isnan(n[i])) continue;
    inverse += 1 / n[i];
    known++;
  }
  return known / inverse;
}

tsqp_scale tsqp_scale_with(int32_t transform, double n) {
  if (transform == TSQ_TRANSFORM_IPFT_HM) transform = TSQ_TRANSFORM_IPFT;
  if (transform == TSQ_TRANSFORM_IIRFT_HM) transform = TSQ_TRANSFORM_IIRFT;
  return (tsqp_scale){transform, n};
}

double tsqp_printed(tsqp_scale scale, double value) {
  double printed = NAN;
  if (scale.transform == 0 || isnan(value)) return value;
  const tsq_transform_options options = {.size = sizeof options, .ni = &scale.n, .n = 1};
  int status = tsq_transform_values(scale.transform, tsqp_needs_n(scale.transform) ? &options : NULL, 1,
                                    &value, &printed);
  return status == TSQ_OK ? printed : NAN;
}

/* --- the way back --------------------------------------------------------------------------------------------------- */

/* Ends of printed scales that lie at infinity on the scale of yi. */
static const struct {
  int32_t transform;
  double lower, upper;
} open_ends[] = {{TSQ_TRANSFORM_EXP, 0, HUGE_VAL},
                 {TSQ_TRANSFORM_PERCENT, -100, HUGE_VAL},
                 {TSQ_TRANSFORM_EFFICACY, -HUGE_VAL, 100},
                 {TSQ_TRANSFORM_ILOGIT, 0, 1},
                 {TSQ_TRANSFORM_IPROBIT, 0, 1},
                 {TSQ_TRANSFORM_ICLOGLOG, 0, 1},
                 {TSQ_TRANSFORM_ZTOR, -1, 1},
                 {TSQ_TRANSFORM_ZTOR2, -HUGE_VAL, 1},
                 {TSQ_TRANSFORM_IABT, -HUGE_VAL, 1},
                 {TSQ_TRANSFORM_DTOCLES, 0, 1},
                 {TSQ_TRANSFORM_DTOU3, 0, 1}};

static int lies_at_infinity(int32_t transform, double printed) {
  for (size_t i = 0; i < TSQP_COUNT(open_ends); i++) {
    if (open_ends[i].transform == transform)
      return printed <= open_ends[i].lower || printed >= open_ends[i].upper;
  }
  return isinf(printed);
}

/* Bisection between two values that are printed on either side; sign: -1 for a decreasing transformation. */
static double bisect(tsqp_scale scale, double lo, double hi, double printed, double sign) {
  for (int i = 0; i < 200 && lo < hi; i++) {
    double middle = 0.5 * (lo + hi);
    if (!(middle > lo && middle < hi)) break;
    /* Where the transformation is cut off, its ends are the nearest values that are not cut. */
    double at = sign * (tsqp_printed(scale, middle) - printed);
    int is_low_end = !(at < 0 || at > 0) && !(sign * (tsqp_printed(scale, lo) - printed) < 0);
    if (at < 0 || is_low_end) {
      lo = middle;
    } else {
      hi = middle;
    }
  }
  return 0.5 * (lo + hi);
}

double tsqp_unprinted(tsqp_scale scale, double printed) {
  if (scale.transform == 0 || isnan(printed)) return printed;
  if (lies_at_infinity(scale.transform, printed)) return NAN;
  if (tsqp_is_exponential(scale.transform)) return log(printed);
  double sign = scale.transform == TSQ_TRANSFORM_EFFICACY ? -1 : 1;
  double lo = -1, hi = 1;
  for (int i = 0; i < 60 && sign * (tsqp_printed(scale, lo) - printed) > 0; i++)
    lo *= 2;
  for (int i = 0; i < 60 && sign * (tsqp_printed(scale, hi) - printed) < 0; i++)
    hi *= 2;
  if (!(sign * (tsqp_printed(scale, lo) - printed) <= 0 && sign * (tsqp_printed(scale, hi) - printed) >= 0))
    return NAN; /* a proportion above 1 */
  return bisect(scale, lo, hi, printed, sign);
}

/* --- what is printed ------------------------------------------------------------------------------------------------ */

int tsqp_is_exponential(int32_t transform) {
  return transform == TSQ_TRANSFORM_EXP;
}

/* Where 0 on the scale of yi is "no effect", whatever the measure: not so for proportions, rates and reliabilities. */
static int has_natural_null(int32_t transform) {
  switch (transform) {
    case 0:
    case TSQ_TRANSFORM_EXP:
    case TSQ_TRANSFORM_PERCENT:
    case TSQ_TRANSFORM_EFFICACY:
    case TSQ_TRANSFORM_ZTOR:
    case TSQ_TRANSFORM_DTOCLES:
    case TSQ_TRANSFORM_DTOU3: return 1;
    default: return 0;
  }
}

static int knows(int32_t measure, tsq_measure_info *info) {
  *info = (tsq_measure_info){.size = sizeof *info};
  return measure != 0 && tsq_get_measure_info(measure, info) == TSQ_OK;
}

/* The measure's own transformation, without its way of finding n. */
static int is_own(const tsq_measure_info *info, int32_t transform) {
  return tsqp_scale_with(info->transform, 0).transform == tsqp_scale_with(transform, 0).transform;
}

double tsqp_null_value(int32_t measure, int32_t transform) {
  tsq_measure_info info;
  if (knows(measure, &info) && measure != TSQ_GEN) return info.null_value;
  return has_natural_null(transform) ? 0 : NAN;
}

/* What a transformation prints, whatever the measure. */
static const char *printed_by(int32_t transform) {
  switch (tsqp_scale_with(transform, 0).transform) {
    case TSQ_TRANSFORM_PERCENT: return "Change, %";
    case TSQ_TRANSFORM_EFFICACY: return "Efficacy, %";
    case TSQ_TRANSFORM_ILOGIT:
    case TSQ_TRANSFORM_IPROBIT:
    case TSQ_TRANSFORM_ICLOGLOG:
    case TSQ_TRANSFORM_IARCSIN:
    case TSQ_TRANSFORM_IPFT: return "Proportion";
    case TSQ_TRANSFORM_IIRFT: return "Rate";
    case TSQ_TRANSFORM_ZTOR: return "Correlation";
    case TSQ_TRANSFORM_ZTOR2: return "R squared";
    case TSQ_TRANSFORM_IAHW:
    case TSQ_TRANSFORM_IABT: return "Cronbach's alpha";
    case TSQ_TRANSFORM_DTOCLES: return "Probability of superiority";
    case TSQ_TRANSFORM_DTOU3: return "Cohen's U3";
    default: return NULL;
  }
}

const char *tsqp_shown_title(int32_t measure, int32_t transform) {
  tsq_measure_info info;
  if (!knows(measure, &info) || measure == TSQ_GEN) return printed_by(transform);
  if (is_own(&info, transform)) return info.axis_label;
  return transform == 0 ? info.title : printed_by(transform);
}

/* Codes stand for effects, as ratios and differences; of a mean, a proportion or a correlation the word is better known. */
const char *tsqp_shown_code(int32_t measure, int32_t transform, int *logarithm) {
  tsq_measure_info info;
  *logarithm = 0;
  if (!knows(measure, &info) || measure == TSQ_GEN) return printed_by(transform);
  int is_effect = isfinite(info.null_value) && (info.transform == 0 || info.transform == TSQ_TRANSFORM_EXP);
  *logarithm = is_effect && info.transform != 0 && transform == 0;
  if (is_effect && (is_own(&info, transform) || *logarithm)) return info.code;
  return tsqp_shown_title(measure, transform);
}
