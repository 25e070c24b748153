/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Q-profile bounds of tau2, {t : q_low <= Q(t) <= q_high} (Viechtbauer 2007, doi:10.1002/sim.2514, eq. 14): two more searches of the kind
 * that PM makes, with other targets. Included by batch_body.h.
 */
#ifndef TSQP_BATCH_BOUNDS_H
#define TSQP_BATCH_BOUNDS_H

#include "kernel/batch_roots.h"

/*
 * Where Q(t) = target: 0 where Q(0) is no more than that. With equal variances v the root is v (Q(0)/target - 1), which is where the
 * search begins; as 1/Q is concave, a step of Newton's from anywhere leads to the root's left, and from there to the root.
 */
static void q_roots(const tsqp_batch_plan *plan, const root_question *question, const tsqp_batch_tile *tile,
                    tsqp_batch_block *block, double *room) {
  for (size_t j = 0; j < tile->n; j++) {
    if (block->state[j] == TSQP_LANE_ODD) continue;
    double ratio = block->q[j] / question->target[(size_t)block->n[j]];
    question->to[j] = 0;
    if (!(ratio > 1)) continue;
    block->t1[j] = block->scale[j] * (ratio < 1e6 ? ratio - 1 : 1);
    block->state[j] = TSQP_LANE_ITERATE;
  }
  batch_roots(plan, question, tile, block, room);
}

static void batch_bounds(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block,
                         double *room) {
  root_question lower = {.method = TSQP_BATCH_PM, .target = plan->q_high, .to = block->lower};
  root_question upper = {.method = TSQP_BATCH_PM, .target = plan->q_low, .to = block->upper};
  q_roots(plan, &lower, tile, block, room);
  q_roots(plan, &upper, tile, block, room);
}

#endif
