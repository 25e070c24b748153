/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first look at a problem leaves for what follows, whatever its model. Included by batch_body.h. */
#ifndef TSQP_BATCH_START_H
#define TSQP_BATCH_START_H

#include "kernel/batch_certificates.h"
#include "kernel/batch_sums.h"

typedef struct lane_start {
  lane_moments m; /* at t = 0 */
  tsqp_vd n, shift, rss, df;
  tsqp_vd tau2; /* where it has a closed form */
  tsqp_vi odd;
} lane_start;

TSQP_INLINE void keep_states(tsqp_batch_block *block, size_t j, tsqp_vi odd, tsqp_vi iterate, tsqp_vi prove) {
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    block->state[j + l] = odd[l]       ? TSQP_LANE_ODD
                          : iterate[l] ? TSQP_LANE_ITERATE
                          : prove[l]   ? TSQP_LANE_PROVE
                                       : TSQP_LANE_DONE;
  }
}

/* Keeps it, with the first step of those that iterate. */
TSQP_INLINE void keep_start(const tsqp_batch_plan *plan, tsqp_batch_block *block, size_t j,
                            const lane_start *s) {
  const lane_moments *m = &s->m;
  tsqp_vd first = tsqp_all(0);
  tsqp_vi iterate = tsqp_all_bits(0);
  tsqp_vi prove = tsqp_all_bits(0);
  if (plan->method == TSQP_BATCH_PM) {
    iterate = m->q1 > s->df;
    first = q_step(m->q1, s->df, m->q2);
  } else if (plan->method > TSQP_BATCH_PM) {
    tsqp_vd b = plan->method == TSQP_BATCH_ML ? m->w : m->tr1;
    tsqp_vd d = plan->method == TSQP_BATCH_ML ? m->w2 : m->tr2;
    tsqp_vd a_inf = 1.0 / tsqp_sqrt(s->rss);
    iterate = m->q2 > b;
    lane_curves at = curves_of(m->q2, b, 2.0 * m->q3, d);
    prove = ~(iterate | stays_above(&at, a_inf));
    first = newton_step(m->q2, b, 2.0 * m->q3, d);
    tsqp_store(block->a_inf + j, a_inf);
    tsqp_store(block->alpha + j, at.alpha);
    tsqp_store(block->alpha_slope + j, at.alpha_slope);
    tsqp_store(block->inverse_b + j, at.inverse_b);
    tsqp_store(block->inverse_b_slope + j, at.inverse_b_slope);
  }
  tsqp_vd scale = s->n * m->inverse;
  first = tsqp_select((first > tsqp_all(0)) & (first < 1e6 * scale), first, scale);
  tsqp_store(block->n + j, s->n);
  tsqp_store(block->shift + j, s->shift);
  tsqp_store(block->q + j, m->q1);
  tsqp_store(block->tr + j, m->tr1);
  tsqp_store(block->scale + j, scale);
  tsqp_store(block->t1 + j, first);
  tsqp_store(block->tau2 + j, s->tau2);
  keep_states(block, j, s->odd, iterate, prove);
}

#endif
