/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Proofs that the root found, or tau2 = 0, is the only maximum of a likelihood: at once for a whole vector where the curves at 0 and at
 * the root tell, as they mostly do; else by further points to the root's left and right. Included by batch_body.h.
 */
#ifndef TSQP_BATCH_PROOFS_H
#define TSQP_BATCH_PROOFS_H

#include "kernel/batch_certificates.h"
#include "kernel/batch_hands.h"
#include "kernel/batch_roots.h"

/* What a lane is at: Newton's steps to the root; then, where the root alone does not prove it, points to its left and right. */
enum { AT_ROOT, AT_LEFT, AT_RIGHT };

typedef struct prover {
  hands in;
  int mode[TSQP_WIDTH];
  double t[TSQP_WIDTH], steps[TSQP_WIDTH], scale[TSQP_WIDTH], a_inf[TSQP_WIDTH];
  double proved
      [TSQP_WIDTH]; /* where the curves below belong to: at first 0, then the root, then as far right as is proved */
  double alpha[TSQP_WIDTH], alpha_slope[TSQP_WIDTH], inverse_b[TSQP_WIDTH], inverse_b_slope[TSQP_WIDTH];
} prover;

TSQP_INLINE lane_curves curves_held(const prover *c) {
  lane_curves at = {tsqp_load(c->alpha), tsqp_load(c->alpha_slope), tsqp_load(c->inverse_b),
                    tsqp_load(c->inverse_b_slope)};
  return at;
}

static void hold(prover *c, size_t l, double t, const lane_curves *at) {
  c->proved[l] = t;
  c->alpha[l] = at->alpha[l];
  c->alpha_slope[l] = at->alpha_slope[l];
  c->inverse_b[l] = at->inverse_b[l];
  c->inverse_b_slope[l] = at->inverse_b_slope[l];
}

static void hold_zero(prover *c, size_t l, size_t j) {
  const tsqp_batch_block *block = c->in.block;
  c->proved[l] = 0;
  c->alpha[l] = block->alpha[j];
  c->alpha_slope[l] = block->alpha_slope[j];
  c->inverse_b[l] = block->inverse_b[j];
  c->inverse_b_slope[l] = block->inverse_b_slope[j];
}

/* Lane l takes up the next problem that asks for it, or falls idle. */
static void prove_next(prover *c, size_t l) {
  size_t j = take_up(&c->in, l, c->in.design != NULL);
  c->steps[l] = 0;
  if (j == SIZE_MAX) return;
  const tsqp_batch_block *block = c->in.block;
  int at_zero = block->tau2[j] == 0;
  c->mode[l] = at_zero ? AT_RIGHT : AT_ROOT;
  c->scale[l] = block->scale[j];
  c->t[l] = at_zero ? 0.5 * block->scale[j] : block->root[j];
  c->a_inf[l] = block->a_inf[j];
  hold_zero(c, l, j);
}

/* What one evaluation of all lanes says; each lane looks at what concerns it. */
typedef struct verdict {
  tsqp_vi left_sure;  /* nothing between the point held and this one, to its right */
  tsqp_vi right_sure; /* nothing beyond this point */
  tsqp_vi step_sure;  /* nothing between the point held and this one, both right of the root */
  lane_curves at;
} verdict;

TSQP_INLINE void judge(const prover *c, int method, verdict *out) {
  tsqp_vd t = tsqp_load(c->t);
  lane_moments m = moments_in_hand(&c->in, t, c->in.design != NULL);
  equation at = equation_of(method, &m);
  lane_curves held = curves_held(c);
  tsqp_vd away = t - tsqp_load(c->proved);
  out->at = curves_of(at.a, at.b, at.c, at.d);
  out->left_sure = stays_below(&held, &out->at, away);
  out->right_sure = stays_above(&out->at, tsqp_load(c->a_inf));
  out->step_sure = stays_above(&held, (out->at.alpha - held.alpha) / away) & ~(at.a > at.b);
}

static void finish(prover *c, size_t l, int state) {
  c->in.block->state[c->in.problem[l]] = state;
  prove_next(c, l);
}

/* The root is proved on its left: from here on to the right. */
static void go_right(prover *c, size_t l, int right_sure) {
  if (right_sure) {
    finish(c, l, TSQP_LANE_DONE);
    return;
  }
  c->mode[l] = AT_RIGHT;
  c->t[l] = c->proved[l] + 0.5 * (c->proved[l] + c->scale[l]);
}

static void after_root(prover *c, size_t l, const verdict *v) {
  if (v->left_sure[l]) {
    hold(c, l, c->t[l], &v->at);
    go_right(c, l, v->right_sure[l] != 0);
  } else { /* one more point between 0 and the root, which takes the place of 0's curves; the root comes once more */
    c->mode[l] = AT_LEFT;
    c->t[l] = 0.25 * c->t[l];
  }
}

static void after_left(prover *c, size_t l, const verdict *v) {
  if (!v->left_sure[l]) {
    finish(c, l, TSQP_LANE_ODD);
  } else if (c->proved[l] == 0) {
    hold(c, l, c->t[l], &v->at);
    c->t[l] = c->in.block->root[c->in.problem[l]];
  } else {
    hold(c, l, c->t[l], &v->at);
    go_right(c, l, v->right_sure[l] != 0);
  }
}

static void after_right(prover *c, size_t l, const verdict *v) {
  if (v->step_sure[l]) {
    hold(c, l, c->t[l], &v->at);
    if (v->right_sure[l]) {
      finish(c, l, TSQP_LANE_DONE);
    } else {
      c->t[l] += 2 * (c->t[l] + c->scale[l]);
    }
  } else {
    c->t[l] = c->proved[l] + 0.25 * (c->t[l] - c->proved[l]);
  }
}

static void prove_lanes(prover *c, int method) {
  while (c->in.busy > 0) {
    verdict v;
    judge(c, method, &v);
    for (size_t l = 0; l < TSQP_WIDTH; l++) {
      if (c->in.problem[l] == SIZE_MAX) continue;
      c->steps[l] += 1;
      if (c->steps[l] > TSQP_MOST_STEPS) {
        finish(c, l, TSQP_LANE_ODD);
      } else if (c->mode[l] == AT_ROOT) {
        after_root(c, l, &v);
      } else if (c->mode[l] == AT_LEFT) {
        after_left(c, l, &v);
      } else {
        after_right(c, l, &v);
      }
    }
  }
}

/* The usual case: the curves at 0 and at the root settle it. Gives back whether some problem needs more. */
static int settle_roots(const tsqp_batch_tile *tile, tsqp_batch_block *block) {
  int more = 0;
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    lane_curves zero = {tsqp_load(block->alpha + j), tsqp_load(block->alpha_slope + j),
                        tsqp_load(block->inverse_b + j), tsqp_load(block->inverse_b_slope + j)};
    lane_curves at = curves_of(tsqp_load(block->a + j), tsqp_load(block->b + j), tsqp_load(block->c + j),
                               tsqp_load(block->d + j));
    tsqp_vi sure =
        stays_below(&zero, &at, tsqp_load(block->root + j)) & stays_above(&at, tsqp_load(block->a_inf + j));
    unsigned bits = tsqp_bits(sure);
    for (size_t l = 0; l < TSQP_WIDTH; l++) {
      int32_t state = block->state[j + l];
      int32_t proved = bits >> l & 1 ? TSQP_LANE_DONE : TSQP_LANE_PROVE;
      block->state[j + l] = state == TSQP_LANE_ROOT ? proved : state;
      more |= (j + l < tile->n) & (block->state[j + l] == TSQP_LANE_PROVE);
    }
  }
  return more;
}

static void batch_iterate(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block,
                          double *room) {
  root_question tau2 = {.method = plan->method, .to = block->tau2};
  batch_roots(plan, &tau2, tile, block, room);
  if (plan->method == TSQP_BATCH_PM || !settle_roots(tile, block)) return;
  queue q;
  prover c;
  memset(&c, 0, sizeof c);
  queue_up(&q, block, tile->n, TSQP_LANE_PROVE);
  open_hands(&c.in, plan, tile, block, &q, room_of(room, tile->k, 0));
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    prove_next(&c, l);
  }
  prove_lanes(&c, plan->method);
}

#endif
