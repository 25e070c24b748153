/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scale on which numbers are printed. */
#ifndef TSQP_PRINTED_H
#define TSQP_PRINTED_H

#include <stddef.h>
#include <tausq/transform.h>

typedef struct tsqp_scale {
  int32_t
      transform; /* enum tsq_transform; 0 = numbers are printed as they are. Those by the harmonic mean are taken as
                        the others with that mean as n */
  double n; /* sample size or person-time, where the transformation needs one */
} tsqp_scale;

/*
 * The caller's transformation of the figure `what` ("forest"), with the k sample sizes of its data, NaN where unknown.
 * TSQ_ERR_ARGUMENT: no such transformation; TSQ_ERR_NULL: it needs ni; TSQ_ERR_DATA: ni[index] is not > 0.
 */
int tsqp_check_transform(const char *what, int32_t transform, const double *ni, size_t k);

/* The scale of a pooled effect: n is the harmonic mean (Miller 1978) over the studies listed, or all of them if NULL. */
tsqp_scale tsqp_pooled_scale(int32_t transform, const double *ni, const size_t *studies, size_t n);

/* The scale of one study: its own n, unless the harmonic mean was asked for. */
tsqp_scale tsqp_study_scale(int32_t transform, tsqp_scale pooled, const double *ni, size_t study);

/* The value as it is printed; NaN where the transformation has none. */
double tsqp_printed(tsqp_scale scale, double value);

/* 1 where equal steps of the value are equal ratios of the printed number: its axis is logarithmic. */
int tsqp_is_exponential(int32_t transform);

/* 1 where 0 on the scale of yi is "no effect"; not so for proportions, rates and reliabilities. */
int tsqp_has_natural_null(int32_t transform);

#endif
