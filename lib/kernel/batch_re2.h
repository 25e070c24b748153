/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The test RE2 of Han & Eskin 2011 (doi:10.1016/j.ajhg.2011.04.014): the likelihood ratio of "no effect anywhere", mean 0 and tau2 0,
 * against their maximum likelihood estimates,
 *   S = sum log(v/(v + tau2)) + sum y^2/v - sum (y - mean)^2/(v + tau2),
 * whose distribution is half chi2 with 1 and half with 2 degrees of freedom. Included by batch_body.h.
 */
#ifndef TSQP_BATCH_RE2_H
#define TSQP_BATCH_RE2_H

#include "kernel/batch_answers.h"

/* sum log(1 + tau2/v) over the complete studies. */
TSQP_INLINE tsqp_vd log_of_ratios(const tsqp_batch_tile *tile, size_t j, tsqp_vd tau2) {
  tsqp_vd sum = tsqp_all(0);
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vd y = tsqp_load(tile->y + i * tile->ld + j);
    tsqp_vd v = tsqp_load(tile->v + i * tile->ld + j);
    tsqp_vi here = present(y, v);
    tsqp_vd ratio = tsqp_select(here, tau2, tsqp_all(0)) / tsqp_select(here, v, tsqp_all(1));
    sum += tsqp_log1p(ratio);
  }
  return sum;
}

/* sum y^2/v is Q about the mean at tau2 = 0 and that mean's part: S is a sum of what is not negative, less the logarithms. */
TSQP_INLINE tsqp_vd re2_statistic(const tsqp_batch_tile *tile, const tsqp_batch_block *block, size_t j) {
  tsqp_vd n = tsqp_load(block->n + j);
  tsqp_vd shift = tsqp_load(block->shift + j);
  tsqp_vd tau2 = tsqp_load(block->tau2 + j);
  lane_sums at_zero = sum_lanes(tile, j, n, shift, tsqp_all(0), 1);
  lane_sums at_tau2 = sum_lanes(tile, j, n, shift, tau2, 1);
  lane_moments zero = lane_algebra(&at_zero, 1);
  lane_moments most = lane_algebra(&at_tau2, 1);
  tsqp_vd mean = shift + zero.mean;
  tsqp_vd spread = zero.q1 - most.q1 - log_of_ratios(tile, j, tau2);
  return mean * mean * zero.w + tsqp_max(spread, tsqp_all(0));
}

static void batch_re2(const tsqp_batch_tile *tile, const tsqp_batch_block *block, double *const *column,
                      size_t at) {
  const double log_half = -6.93147180559945309417e-01;
  const double log10_e = 4.34294481903251816668e-01;
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    answer a = {column, at + j, tile->n - j};
    tsqp_vd p1;
    tsqp_vd log_p1;
    tsqp_vd s = re2_statistic(tile, block, j);
    tsqp_normal_tails(tsqp_sqrt(s), &p1, &log_p1);
    tsqp_vd log_p2 = -0.5 * s; /* of chi2 with 2 degrees of freedom: the heavier tail */
    tsqp_vd log_p = log_p2 + log_half + tsqp_log1p(tsqp_exp(tsqp_min(log_p1 - log_p2, tsqp_all(0))));
    put(&a, TSQP_OUT_RE2, s);
    put(&a, TSQP_OUT_RE2_P, 0.5 * (p1 + tsqp_exp(log_p2)));
    put(&a, TSQP_OUT_RE2_LOG10_P, tsqp_max(-log_p * log10_e, tsqp_all(0)));
  }
}

#endif
