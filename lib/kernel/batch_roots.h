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

/* What roots are looked for, and where they are put, a number a problem. */
typedef struct root_question {
  int method;
  const double *target; /* PM: of Q, by the number of complete studies; NULL = its degrees of freedom */
  double *to;
} root_question;

typedef struct search {
  hands in;
  root_question question;
  tsqp_vd t, lo, hi, scale, target, steps;
  tsqp_vd at, next; /* the last step, the equation there, and whether it led to the root */
  equation equation;
  tsqp_vi found;
} search;

TSQP_INLINE equation equation_of(int method, const lane_moments *m) {
  if (method == TSQP_BATCH_ML) return (equation){m->q2, m->w, 2.0 * m->q3, m->w2};
  return (equation){m->q2, m->tr1, 2.0 * m->q3, m->tr2};
}

TSQP_INLINE double target_of(const search *s, double n, int by_design) {
  if (s->question.target != NULL) return s->question.target[(size_t)n];
  return n - (by_design ? (double)s->in.design->p : 1);
}

TSQP_INLINE void search_next(search *s, size_t l, int by_design) {
  tsqp_vi lane = lane_mask(l);
  size_t j = take_up(&s->in, l, by_design);
  int idle = j == SIZE_MAX;
  const tsqp_batch_block *block = s->in.block;
  put_lane(&s->t, lane, idle ? 1 : block->t1[j]);
  put_lane(&s->scale, lane, idle ? 1 : block->scale[j]);
  put_lane(&s->target, lane, idle ? 1 : target_of(s, block->n[j], by_design));
  put_lane(&s->lo, lane, 0);
  put_lane(&s->hi, lane, HUGE_VAL);
  put_lane(&s->steps, lane, idle ? -HUGE_VAL : 0);
}

/* A lane's problem has its root, or has been given up. */
TSQP_INLINE void search_done(search *s, size_t l, int method, int by_design) {
  tsqp_batch_block *block = s->in.block;
  size_t j = s->in.problem[l];
  s->question.to[j] = s->next[l];
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
  search_next(s, l, by_design);
}

/* One step of all lanes; the lanes that are done as bits. */
TSQP_INLINE unsigned search_step(search *s, int method, int by_design) {
  tsqp_vd t = s->t;
  lane_moments m = moments_in_hand(&s->in, t, by_design);
  equation at = equation_of(method, &m);
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

TSQP_INLINE void search_after(search *s, unsigned done, int method, int by_design) {
  for (; done != 0; done &= done - 1) {
    search_done(s, (size_t)__builtin_ctz(done), method, by_design);
  }
}

/* Two searches in turn: each step is one long chain of operations, and the processor can work at two of them at once. */
TSQP_INLINE void search_roots(search s[2], int method, int by_design) {
  while (s[0].in.busy + s[1].in.busy > 0) {
    unsigned done0 = search_step(&s[0], method, by_design);
    unsigned done1 = search_step(&s[1], method, by_design);
    search_after(&s[0], done0, method, by_design);
    search_after(&s[1], done1, method, by_design);
  }
}

TSQP_INLINE void find_roots(const tsqp_batch_plan *plan, const root_question *question,
                            const tsqp_batch_tile *tile, tsqp_batch_block *block, double *room,
                            int by_design) {
  queue q;
  search s[2];
  queue_up(&q, block, tile->n, TSQP_LANE_ITERATE);
  for (size_t i = 0; i < 2; i++) {
    s[i].question = *question;
    s[i].t = s[i].lo = s[i].hi = s[i].scale = s[i].target = s[i].steps = tsqp_all(0);
    open_hands(&s[i].in, plan, tile, block, &q, room_of(room, tile->k, i));
    for (size_t l = 0; l < TSQP_WIDTH; l++) {
      search_next(&s[i], l, by_design);
    }
  }
  switch (question->method) {
    case TSQP_BATCH_PM: search_roots(s, TSQP_BATCH_PM, by_design); break;
    case TSQP_BATCH_ML: search_roots(s, TSQP_BATCH_ML, by_design); break;
    default: search_roots(s, TSQP_BATCH_REML, by_design); break;
  }
}

/* Apart from each other: a function that holds all six searches has registers for none. */
static __attribute__((noinline)) void pooled_roots(const tsqp_batch_plan *plan, const root_question *question,
                                                   const tsqp_batch_tile *tile, tsqp_batch_block *block,
                                                   double *room) {
  find_roots(plan, question, tile, block, room, 0);
}

static __attribute__((noinline)) void design_roots(const tsqp_batch_plan *plan, const root_question *question,
                                                   const tsqp_batch_tile *tile, tsqp_batch_block *block,
                                                   double *room) {
  find_roots(plan, question, tile, block, room, 1);
}

static void batch_roots(const tsqp_batch_plan *plan, const root_question *question,
                        const tsqp_batch_tile *tile, tsqp_batch_block *block, double *room) {
  if (plan->design != NULL) {
    design_roots(plan, question, tile, block, room);
  } else {
    pooled_roots(plan, question, tile, block, room);
  }
}

#endif
