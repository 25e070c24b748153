/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of many small models, once their tau2 are known. Included by batch_body.h. */
#ifndef TSQP_BATCH_ANSWERS_H
#define TSQP_BATCH_ANSWERS_H

#include "kernel/batch_sums.h"
#include "kernel/erfc.h"
#include "kernel/t_tails.h"

TSQP_INLINE tsqp_vd by_count(const double *table, const double *n) {
  double value[TSQP_WIDTH];
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    value[l] = table[(size_t)n[l]];
  }
  return tsqp_load(value);
}

typedef struct answer {
  double *const *column;
  size_t at, n; /* problem in the columns, problems left in the block */
} answer;

TSQP_INLINE void put(const answer *a, int column, tsqp_vd value) {
  if (a->column[column] == NULL) return;
  if (a->n >= TSQP_WIDTH) {
    tsqp_store(a->column[column] + a->at, value);
  } else {
    double part[TSQP_WIDTH];
    tsqp_store(part, value);
    memcpy(a->column[column] + a->at, part, a->n * sizeof *part);
  }
}

TSQP_INLINE void put_heterogeneity(const tsqp_batch_plan *plan, const tsqp_batch_block *block, size_t j,
                                   tsqp_vd df, tsqp_vd tau2, const answer *a) {
  const tsqp_vd zero = tsqp_all(0);
  tsqp_vd q = tsqp_load(block->q + j);
  put(a, TSQP_OUT_Q, q);
  if (a->column[TSQP_OUT_I2] == NULL && a->column[TSQP_OUT_H2] == NULL) return;
  if (plan->random && !plan->i2_from_q) {
    tsqp_vd typical = df / tsqp_load(block->tr + j);
    put(a, TSQP_OUT_I2, 100.0 * tau2 / (tau2 + typical));
    put(a, TSQP_OUT_H2, 1.0 + tau2 / typical);
  } else {
    put(a, TSQP_OUT_I2, tsqp_max(100.0 * (q - df) / q, zero));
    put(a, TSQP_OUT_H2, q / df);
  }
}

TSQP_INLINE void put_test(const tsqp_batch_plan *plan, tsqp_vd statistic, tsqp_vd df, const double *n,
                          const answer *a) {
  const double log10_e = 4.34294481903251816668e-01;
  tsqp_vd p;
  tsqp_vd log_p;
  put(a, TSQP_OUT_STATISTIC, statistic);
  if (a->column[TSQP_OUT_P] == NULL && a->column[TSQP_OUT_LOG10_P] == NULL) return;
  if (plan->normal) {
    tsqp_normal_tails(statistic, &p, &log_p);
  } else {
    tsqp_t_tails(statistic, df, by_count(plan->log_beta, n), &p, &log_p);
  }
  put(a, TSQP_OUT_P, p);
  tsqp_vd digits = -log_p * log10_e; /* NaN stays NaN */
  put(a, TSQP_OUT_LOG10_P, tsqp_select(digits < tsqp_all(0), tsqp_all(0), digits));
}

TSQP_INLINE void put_interval(const tsqp_batch_plan *plan, tsqp_vd estimate, tsqp_vd se, const double *n,
                              const answer *a) {
  if (a->column[TSQP_OUT_CI_LOWER] == NULL && a->column[TSQP_OUT_CI_UPPER] == NULL) return;
  tsqp_vd half = by_count(plan->critical, n) * se;
  put(a, TSQP_OUT_CI_LOWER, estimate - half);
  put(a, TSQP_OUT_CI_UPPER, estimate + half);
}

static void batch_finish(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                         const tsqp_batch_block *block, double *const *column, size_t at) {
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    answer a = {column, at + j, tile->n - j};
    const double *n = block->n + j;
    tsqp_vd df = tsqp_load(n) - 1.0;
    tsqp_vd tau2 = tsqp_load(block->tau2 + j);
    tsqp_vd shift = tsqp_load(block->shift + j);
    lane_sums sums = sum_lanes(tile, j, df + 1.0, shift, tau2, 1);
    lane_moments m = lane_algebra(&sums, 1);
    tsqp_vd estimate = shift + m.mean;
    tsqp_vd variance = m.inverse;
    tsqp_vd factor = tsqp_all(1);
    if (plan->knha) factor = tsqp_max(m.q1, tsqp_all(0)) / df;
    if (plan->adhoc) factor = tsqp_max(factor, tsqp_all(1));
    tsqp_vd se = tsqp_sqrt(variance * factor);
    put(&a, TSQP_OUT_TAU2, tau2);
    put(&a, TSQP_OUT_ESTIMATE, estimate);
    put(&a, TSQP_OUT_SE, se);
    put_heterogeneity(plan, block, j, df, tau2, &a);
    put_test(plan, estimate / se, df, n, &a);
    put_interval(plan, estimate, se, n, &a);
    if (column[TSQP_OUT_PI_LOWER] != NULL || column[TSQP_OUT_PI_UPPER] != NULL) {
      tsqp_vd spread = tsqp_sqrt((plan->pi_conventional ? variance : se * se) + tau2);
      tsqp_vd half = plan->pi ? by_count(plan->pi_critical, n) * spread : tsqp_all(__builtin_nan(""));
      put(&a, TSQP_OUT_PI_LOWER, estimate - half);
      put(&a, TSQP_OUT_PI_UPPER, estimate + half);
    }
  }
}

#endif
