/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Synthetic trials, the same on every machine: effects with sampling variances and moderators, two-arm means, 2x2 tables with sparse
 * events, batches of small analyses. Seeded by what they are, so that each benchmark sees the same data whatever ran before it.
 */
#ifndef BENCH_TRIALS_H
#define BENCH_TRIALS_H

#include <stddef.h>
#include <stdint.h>

typedef struct trials_options {
  uint64_t seed;
  double tau2;     /* heterogeneity */
  double spread;   /* standard deviation of log vi */
  double outliers; /* share of effects 10 standard deviations off */
  double sparse;   /* tables: share of trials with hardly any events */
} trials_options;

/* yi, vi [k]; x [k x p] column-major, each moderator with a slope of 0.01. */
void trials_effects(size_t k, size_t p, const trials_options *options, double *yi, double *vi, double *x);
/* m1, sd1, n1, m2, sd2, n2 [k]. */
void trials_means(size_t k, const trials_options *options, double *const column[6]);
/* a, b, c, d [k]. */
void trials_tables(size_t k, const trials_options *options, double *const cell[4]);
/* Study-major yi, vi [k x m]: each problem with a mean and, in 7 of 10, a heterogeneity of its own. */
void trials_batch(size_t k, size_t m, const trials_options *options, double *yi, double *vi);

#endif
