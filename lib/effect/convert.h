/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the conversions share: reading options, checking columns, quantiles of reported intervals. */
#ifndef TSQP_CONVERT_H
#define TSQP_CONVERT_H

#include <tausq/convert.h>

#include <math.h>

/* The options with their defaults filled in; `reference` is the default of the calling function. */
int tsqp_read_convert_options(const tsq_convert_options *callers, int32_t reference,
                              tsq_convert_options *options);

/* The same where `scale` may be set. */
int tsqp_read_scaled_options(const tsq_convert_options *callers, int32_t reference,
                             tsq_convert_options *options);

/* NaN and NULL columns pass; anything outside lowest .. highest is an error. */
int tsqp_check_range(const char *name, const double *x, size_t k, double lowest, double highest,
                     const char *rule);

/* lower <= upper wherever both are known. */
int tsqp_check_order(const char *lower_name, const double *lower, const char *upper_name, const double *upper,
                     size_t k);

/* x[i], or NaN for a NULL column */
static inline double tsqp_at(const double *x, size_t i) {
  return x != NULL ? x[i] : NAN;
}

/* A value and what it was derived from. */
typedef struct tsqp_derived {
  double value;
  int32_t source;
} tsqp_derived;

static inline tsqp_derived tsqp_nothing(void) {
  return (tsqp_derived){NAN, TSQ_SOURCE_NONE};
}

/* The standard error of a symmetric interval. */
double tsqp_se_of_interval(double lower, double upper, double level, double df);

/* A reported scale: its ends, and the way back to yi. */
typedef struct tsqp_scale {
  int32_t transform;
  double lowest, highest;
  double (*inverse)(double);
  int decreasing;
} tsqp_scale;

/* The scale of enum tsq_transform; NULL where it has no way back. */
const tsqp_scale *tsqp_find_scale(int32_t transform);

/* A reported effect on the scale of yi; NaN and SOURCE_NONE where nothing follows. */
typedef struct tsqp_reported_effect {
  double yi, vi;
  double asymmetry; /* |yi - middle of the interval| / half its width */
  int32_t source;
} tsqp_reported_effect;

int tsqp_check_estimates(const tsq_estimate_reports *reports, const tsqp_scale *scale);
tsqp_reported_effect tsqp_derive_effect(const tsq_estimate_reports *reports,
                                        const tsq_convert_options *options, const tsqp_scale *scale,
                                        size_t i);

/* Mean and SD from the quantiles of arm i; `reports` was checked. */
tsqp_derived tsqp_mean_of_quantiles(const tsq_arm_reports *reports, size_t i);
tsqp_derived tsqp_sd_of_quantiles(const tsq_arm_reports *reports, size_t i);

/* 1 where the skewness test of arm i is significant. */
int tsqp_is_skewed(const tsq_arm_reports *reports, size_t i);

/* Columns that tsq_skewness() and tsq_convert_arms() share. */
int tsqp_check_quantiles(const tsq_arm_reports *reports);

#endif
