/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scale on which numbers are printed: what a value of yi's scale is on it, what it is called, where "no effect" lies. */
#ifndef TSQP_PRINTED_H
#define TSQP_PRINTED_H

#include <stddef.h>
#include <tausq/transform.h>

typedef struct tsqp_scale {
  int32_t
      transform; /* enum tsq_transform, 0 = numbers are printed as they are; never one by the harmonic mean, which is the other
                        one with that mean as n */
  double n; /* sample size or person-time, where the transformation needs one */
} tsqp_scale;

/* 1 where the transformation needs a sample size or a person-time. */
int tsqp_needs_n(int32_t transform);

/* 1 where studies, too, are transformed with the harmonic mean. */
int tsqp_is_by_mean(int32_t transform);

/* The harmonic mean (Miller 1978) of what is not NaN; NaN where nothing is known. */
double tsqp_harmonic_mean(const double *n, size_t count);

tsqp_scale tsqp_scale_with(int32_t transform, double n);

/* The value as it is printed; NaN where the transformation has none. */
double tsqp_printed(tsqp_scale scale, double value);

/* The value that is printed so; NaN where there is none, or where it lies at infinity (a proportion of 0 on the scale of logits). */
double tsqp_unprinted(tsqp_scale scale, double printed);

/* 1 where equal steps of the value are equal ratios of the printed number: its axis is logarithmic. */
int tsqp_is_exponential(int32_t transform);

/* "No effect" on the scale of yi: the measure's, or 0 where the measure is not said (0) and the printed scale has a natural one. */
double tsqp_null_value(int32_t measure, int32_t transform);

/* What the printed numbers are: "Risk ratio", "Log risk ratio", "Proportion". NULL where that is not known. Static text. */
const char *tsqp_shown_title(int32_t measure, int32_t transform);

/* The same in short, for a column: "RR", "Proportion"; `logarithm` is set where it is to be preceded by "log ". NULL: not known. */
const char *tsqp_shown_code(int32_t measure, int32_t transform, int *logarithm);

#endif
