/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many small pooled models at once, a problem a lane; included by each file of isa/. A lane's operations do not depend on its
 * neighbours, nor on the vector's width, and so neither do its bits.
 */
#include "kernel/batch_answers.h"
#include "kernel/batch_proofs.h"
#include "kernel/batch_roots.h"

TSQP_INLINE void keep_states(tsqp_batch_block *block, size_t j, tsqp_vi odd, tsqp_vi iterate, tsqp_vi prove) {
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    block->state[j + l] = odd[l]       ? TSQP_LANE_ODD
                          : iterate[l] ? TSQP_LANE_ITERATE
                          : prove[l]   ? TSQP_LANE_PROVE
                                       : TSQP_LANE_DONE;
  }
}

TSQP_INLINE void start_lanes(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                             tsqp_batch_block *block, size_t j, int order) {
  const tsqp_vd zero = tsqp_all(0);
  lane_scan scan = scan_lanes(tile, j, order);
  lane_sums sums = scan.sums;
  lane_moments m = lane_algebra(&sums, order < 2 ? 2 : order);
  tsqp_vd df = scan.n - 1.0;
  tsqp_vd tau2 = zero;
  tsqp_vd first = zero;
  tsqp_vi iterate = tsqp_all_bits(0);
  tsqp_vi prove = tsqp_all_bits(0);
  /* where one study outweighs the rest, or nearly all of Q cancels, the careful way is to be taken */
  tsqp_vi odd = scan.odd | ~((sums.w2 <= 0.9 * (sums.w * sums.w)) & (sums.wee <= 100.0 * m.q1) &
                             (scan.rss <= tsqp_all(1e60)));
  switch (plan->method) {
    case TSQP_BATCH_FIXED: tau2 = tsqp_all(plan->tau2); break;
    case TSQP_BATCH_DL: tau2 = tsqp_max((m.q1 - df) / m.tr1, zero); break;
    case TSQP_BATCH_HE: tau2 = tsqp_max((scan.rss - scan.sum_v * (df / scan.n)) / df, zero); break;
    case TSQP_BATCH_HS: tau2 = tsqp_max((m.q1 - scan.n) / sums.w, zero); break;
    case TSQP_BATCH_SJ: {
      tsqp_vd crude = scan.rss / scan.n;
      lane_sums again = sum_lanes(tile, j, scan.n, scan.shift, crude, 1);
      tau2 = crude * lane_algebra(&again, 1).q1 / df;
      break;
    }
    case TSQP_BATCH_PM:
      iterate = m.q1 > df;
      first = q_step(m.q1, df, m.q2);
      break;
    default: {
      tsqp_vd b = plan->method == TSQP_BATCH_ML ? sums.w : m.tr1;
      tsqp_vd d = plan->method == TSQP_BATCH_ML ? sums.w2 : m.tr2;
      tsqp_vd a_inf = 1.0 / tsqp_sqrt(scan.rss);
      iterate = m.q2 > b;
      lane_curves at = curves_of(m.q2, b, 2.0 * m.q3, d);
      prove = ~(iterate | stays_above(&at, a_inf));
      first = newton_step(m.q2, b, 2.0 * m.q3, d);
      tsqp_store(block->a_inf + j, a_inf);
      tsqp_store(block->alpha + j, at.alpha);
      tsqp_store(block->alpha_slope + j, at.alpha_slope);
      tsqp_store(block->inverse_b + j, at.inverse_b);
      tsqp_store(block->inverse_b_slope + j, at.inverse_b_slope);
      break;
    }
  }
  tsqp_vd scale = scan.n * m.inverse;
  first = tsqp_select((first > zero) & (first < 1e6 * scale), first, scale);
  tsqp_store(block->n + j, scan.n);
  tsqp_store(block->shift + j, scan.shift);
  tsqp_store(block->q + j, m.q1);
  tsqp_store(block->tr + j, m.tr1);
  tsqp_store(block->scale + j, scale);
  tsqp_store(block->t1 + j, first);
  tsqp_store(block->tau2 + j, tau2);
  keep_states(block, j, odd, iterate, prove);
}

static void batch_start(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block) {
  int all = plan->method >= TSQP_BATCH_PM;
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    if (all) {
      start_lanes(plan, tile, block, j, 3);
    } else {
      start_lanes(plan, tile, block, j, 2);
    }
  }
}
