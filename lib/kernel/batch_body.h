/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many small models at once, a problem a lane; included by each file of isa/. A lane's operations do not depend on its
 * neighbours, nor on the vector's width, and so neither do its bits.
 */
#include "kernel/batch_answers.h"
#include "kernel/batch_bounds.h"
#include "kernel/batch_design.h"
#include "kernel/batch_proofs.h"
#include "kernel/batch_re2.h"
#include "kernel/batch_roots.h"
#include "kernel/batch_start.h"

TSQP_INLINE void start_lanes(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                             tsqp_batch_block *block, size_t j, int order, int spread) {
  const tsqp_vd zero = tsqp_all(0);
  lane_scan scan = scan_lanes(tile, j, order, spread);
  lane_sums sums = scan.sums;
  lane_start start = {.n = scan.n, .shift = scan.shift, .rss = scan.rss, .df = scan.n - 1.0, .tau2 = zero};
  start.m = lane_algebra(&sums, order);
  const lane_moments *m = &start.m;
  /* where one study outweighs the rest, or nearly all of Q cancels, the careful way is to be taken */
  start.odd = scan.odd | ~((sums.w2 <= 0.9 * (sums.w * sums.w)) & (sums.wee <= 100.0 * m->q1));
  switch (plan->method) {
    case TSQP_BATCH_FIXED: start.tau2 = tsqp_all(plan->tau2); break;
    case TSQP_BATCH_DL: start.tau2 = tsqp_max((m->q1 - start.df) / m->tr1, zero); break;
    case TSQP_BATCH_HE:
      start.tau2 = tsqp_max((scan.rss - scan.sum_v * (start.df / scan.n)) / start.df, zero);
      break;
    case TSQP_BATCH_HS: start.tau2 = tsqp_max((m->q1 - scan.n) / sums.w, zero); break;
    case TSQP_BATCH_SJ: {
      tsqp_vd crude = scan.rss / scan.n;
      lane_sums again = sum_lanes(tile, j, scan.n, scan.shift, crude, 1);
      start.tau2 = crude * lane_algebra(&again, 1).q1 / start.df;
      break;
    }
    default: break;
  }
  keep_start(plan, block, j, &start);
}

static void batch_start(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block) {
  int iterated = plan->method >= TSQP_BATCH_PM;
  int spread = plan->method == TSQP_BATCH_HE || plan->method == TSQP_BATCH_SJ;
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    if (iterated) {
      start_lanes(plan, tile, block, j, 3, 1);
    } else if (spread) {
      start_lanes(plan, tile, block, j, 2, 1);
    } else {
      start_lanes(plan, tile, block, j, 2, 0);
    }
  }
}
