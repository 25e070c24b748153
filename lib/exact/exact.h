/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact inference of a single count: a binomial one of n, or a Poisson one in t. */
#ifndef TSQP_EXACT_H
#define TSQP_EXACT_H

#include <tausq/exact.h>

typedef struct tsqp_count {
  int is_rate;
  double x;    /* events */
  double size; /* n or t */
} tsqp_count;

/* Defaults resolved; `methods` are the enum values that the caller can serve, up to 0. */
int tsqp_exact_read_options(const tsq_exact_options *callers, const int32_t *methods,
                            tsq_exact_options *options);

/* The checks of tsq_effect_...() and that counts are whole. */
int tsqp_exact_check_proportions(const tsq_proportions *records);
int tsqp_exact_check_tables(const tsq_tables *tables);

/* Bounds of the proportion or the rate. */
void tsqp_exact_interval(const tsqp_count *count, const tsq_exact_options *options, double *lower,
                         double *upper);

/* Two-sided p value at the parameter theta (a proportion or a rate). */
double tsqp_exact_p(const tsqp_count *count, double theta, int32_t method);

#endif
