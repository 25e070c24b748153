/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tau2 of many small pooled models: Newton's steps within a bracket to the root of the estimating equation A(t) = B(t), which is left
 * with the quantities that a proof needs (batch_proofs.h). Included by batch_body.h.
 */
#ifndef TSQP_BATCH_ROOTS_H
#define TSQP_BATCH_ROOTS_H

#include "kernel/batch_certificates.h"
#include "kernel/batch_hands.h"

/* A, B and minus their slopes. */
typedef struct equation {
  tsqp_vd a, b, c, d;
} equation;

typedef struct search {
  hands in;
  tsqp_vd t, lo, hi, scale, target, steps;
  tsqp_vd at, next; /* the last step, the equation there, and whether it led to the root */
  equation equation;
  tsqp_vi found;
} search;

TSQP_INLINE equation equation_of(int method, const lane_sums *sums, const lane_moments *m) {
  if (method == TSQP_BATCH_ML) return (equation){m->q2, sums->w, 2.0 * m->q3, sums->w2};
  return (equation){m->q2, m->tr1, 2.0 * m->q3, m->tr2};
}

TSQP_INLINE void search_next(search *s, size_t l) {
  tsqp_vi lane = lane_mask(l);
  size_t j = take_up(&s->in, l);
  int idle = j == SIZE_MAX;
  const tsqp_batch_block *block = s->in.block;
  put_lane(&s->t, lane, idle ? 1 : block->t1[j]);
  put_lane(&s->scale, lane, idle ? 1 : block->scale[j]);
  put_lane(&s->target, lane, idle ? 1 : block->n[j] - 1);
  put_lane(&s->lo, lane, 0);
  put_lane(&s->hi, lane, HUGE_VAL);
  put_lane(&s->steps, lane, idle ? -HUGE_VAL : 0);
}

/* A lane's problem has its root, or has been given up. */
TSQP_INLINE void search_done(search *s, size_t l, int method) {
  tsqp_batch_block *block = s->in.block;
  size_t j = s->in.problem[l];
  block->tau2[j] = s->next[l];
  if (!s->found[l]) {
    block->state[j] = TSQP_LANE_ODD;
  } else if (method == TSQP_BATCH_PM) {
    block->state[j] = TSQP_LANE_DONE;
  } else {
    block->state[j] = TSQP_LANE_ROOT;
    block->root[j] = s->at[l];
    block->a[j] = s->equation.a[l];
    block->b[j] = s->equation.b[l];
    block->c[j] = s->equation.c[l];
    block->d[j] = s->equation.d[l];
  }
  search_next(s, l);
}

/* One step of all lanes; the lanes that are done as bits. */
TSQP_INLINE unsigned search_step(search *s, int method) {
  tsqp_vd t = s->t;
  lane_sums sums = sum_in_hand(&s->in, t);
  lane_moments m = lane_algebra(&sums, 3);
  equation at = equation_of(method, &sums, &m);
  int pm = method == TSQP_BATCH_PM;
  tsqp_vi left = pm ? m.q1 > s->target : at.a > at.b; /* the root lies above t */
  tsqp_vd next = t + (pm ? q_step(m.q1, s->target, m.q2) : newton_step(at.a, at.b, at.c, at.d));
  s->lo = tsqp_select(left, t, s->lo);
  s->hi = tsqp_select(left, s->hi, t);
  s->steps += 1.0;
  tsqp_vi inside = (next > s->lo) & (next < s->hi);
  tsqp_vd halved = tsqp_select(s->hi < tsqp_all(HUGE_VAL), 0.5 * (s->lo + s->hi), 2.0 * t + s->scale);
  s->at = t;
  s->equation = at;
  s->next = next;
  s->found = tsqp_abs(next - t) <= 1e-6 * t;
  s->t = tsqp_select(inside, next, halved);
  return tsqp_bits((s->found & (s->steps > tsqp_all(0))) | (s->steps > tsqp_all(TSQP_MOST_STEPS)));
}

TSQP_INLINE void search_after(search *s, unsigned done, int method) {
  for (; done != 0; done &= done - 1) {
    search_done(s, (size_t)__builtin_ctz(done), method);
  }
}

/* Two searches in turn: each step is one long chain of operations, and the processor can work at two of them at once. */
TSQP_INLINE void search_roots(search s[2], int method) {
  while (s[0].in.busy + s[1].in.busy > 0) {
    unsigned done0 = search_step(&s[0], method);
    unsigned done1 = search_step(&s[1], method);
    search_after(&s[0], done0, method);
    search_after(&s[1], done1, method);
  }
}

static void batch_roots(int method, const tsqp_batch_tile *tile, tsqp_batch_block *block, double *room) {
  queue q;
  search s[2];
  queue_up(&q, block, tile->n, TSQP_LANE_ITERATE);
  for (size_t i = 0; i < 2; i++) {
    s[i].t = s[i].lo = s[i].hi = s[i].scale = s[i].target = s[i].steps = tsqp_all(0);
    open_hands(&s[i].in, tile, block, &q, room_of(room, tile->k, i));
    for (size_t l = 0; l < TSQP_WIDTH; l++) {
      search_next(&s[i], l);
    }
  }
  switch (method) {
    case TSQP_BATCH_PM: search_roots(s, TSQP_BATCH_PM); break;
    case TSQP_BATCH_ML: search_roots(s, TSQP_BATCH_ML); break;
    default: search_roots(s, TSQP_BATCH_REML); break;
  }
}

#endif
