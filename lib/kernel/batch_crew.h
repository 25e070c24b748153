/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The iteration of many small pooled models, with lanes that do not wait: whoever is done takes up the next problem. Included by
 * batch_body.h.
 */
#ifndef TSQP_BATCH_CREW_H
#define TSQP_BATCH_CREW_H

#include "kernel/batch_certificates.h"
#include "kernel/batch_sums.h"

/* Evaluations before a problem is given up; never met in practice. */
#define MAX_STEPS 60

/* What a lane is at: Newton's steps to the root; then, where the root alone does not prove it, points to its left and right. */
enum { AT_ROOT, AT_LEFT, AT_RIGHT };

typedef struct crew {
  const tsqp_batch_tile *tile;
  tsqp_batch_block *block;
  double *e, *v; /* [k][width] the studies of the problems in hand */
  size_t next;   /* problem to be taken up */
  size_t busy;
  int all_at_root;
  size_t problem[TSQP_WIDTH]; /* SIZE_MAX: idle */
  int mode[TSQP_WIDTH];
  double t[TSQP_WIDTH], lo[TSQP_WIDTH], hi[TSQP_WIDTH], steps[TSQP_WIDTH];
  double scale[TSQP_WIDTH], a_inf[TSQP_WIDTH], target[TSQP_WIDTH];
  double proved
      [TSQP_WIDTH]; /* where the curves below belong to: at first 0, then the root, then as far right as is proved */
  double alpha[TSQP_WIDTH], alpha_slope[TSQP_WIDTH], inverse_b[TSQP_WIDTH], inverse_b_slope[TSQP_WIDTH];
} crew;

TSQP_INLINE lane_curves curves_held(const crew *c) {
  lane_curves at = {tsqp_load(c->alpha), tsqp_load(c->alpha_slope), tsqp_load(c->inverse_b),
                    tsqp_load(c->inverse_b_slope)};
  return at;
}

static void hold(crew *c, size_t l, double t, const lane_curves *at) {
  c->proved[l] = t;
  c->alpha[l] = at->alpha[l];
  c->alpha_slope[l] = at->alpha_slope[l];
  c->inverse_b[l] = at->inverse_b[l];
  c->inverse_b_slope[l] = at->inverse_b_slope[l];
}

static void hold_zero(crew *c, size_t l, size_t j) {
  const tsqp_batch_block *block = c->block;
  c->proved[l] = 0;
  c->alpha[l] = block->alpha[j];
  c->alpha_slope[l] = block->alpha_slope[j];
  c->inverse_b[l] = block->inverse_b[j];
  c->inverse_b_slope[l] = block->inverse_b_slope[j];
}

static void copy_studies(crew *c, size_t l, size_t j) {
  const tsqp_batch_tile *tile = c->tile;
  double shift = c->block->shift[j];
  if (c->block->n[j] == (double)tile->k) {
    for (size_t i = 0; i < tile->k; i++) {
      c->e[i * TSQP_WIDTH + l] = tile->y[i * tile->ld + j] - shift;
      c->v[i * TSQP_WIDTH + l] = tile->v[i * tile->ld + j];
    }
    return;
  }
  for (size_t i = 0; i < tile->k; i++) {
    double y = tile->y[i * tile->ld + j];
    double v = tile->v[i * tile->ld + j];
    int here = y == y && v == v;
    c->e[i * TSQP_WIDTH + l] = here ? y - shift : 0;
    c->v[i * TSQP_WIDTH + l] = here ? v : HUGE_VAL;
  }
}

/* Lane l takes up the next problem that asks for it, or falls idle. */
static void take_up(crew *c, size_t l) {
  const tsqp_batch_block *block = c->block;
  size_t n = c->tile->n;
  while (c->next < n && block->state[c->next] != TSQP_LANE_ITERATE &&
         block->state[c->next] != TSQP_LANE_PROVE) {
    c->next++;
  }
  if (c->next == n) {
    c->problem[l] = SIZE_MAX;
    c->busy--;
    return;
  }
  size_t j = c->next++;
  int prove = block->state[j] == TSQP_LANE_PROVE;
  c->problem[l] = j;
  c->mode[l] = prove ? AT_RIGHT : AT_ROOT;
  c->scale[l] = block->scale[j];
  c->t[l] = prove ? 0.5 * block->scale[j] : block->t1[j];
  c->lo[l] = 0;
  c->hi[l] = HUGE_VAL;
  c->steps[l] = 0;
  c->a_inf[l] = block->a_inf[j];
  c->target[l] = block->n[j] - 1;
  hold_zero(c, l, j);
  copy_studies(c, l, j);
}

/* What one evaluation of all lanes says; each lane looks at what concerns it. */
typedef struct verdict {
  tsqp_vd next;       /* the point to go to */
  tsqp_vi converged;  /* `next` is the root */
  tsqp_vi left_sure;  /* nothing between the point held and this one, to its right */
  tsqp_vi right_sure; /* nothing beyond this point */
  tsqp_vi step_sure;  /* nothing between the point held and this one, both right of the root */
  lane_curves at;
} verdict;

TSQP_INLINE void evaluate(crew *c, int method, verdict *out) {
  tsqp_vd t = tsqp_load(c->t);
  lane_sums sums = no_sums();
  for (size_t i = 0; i < c->tile->k; i++) {
    lane_take(&sums, tsqp_load(c->e + i * TSQP_WIDTH), 1.0 / (tsqp_load(c->v + i * TSQP_WIDTH) + t), 3);
  }
  lane_moments m = lane_algebra(&sums, 3);
  tsqp_vi left; /* the root lies above t */
  if (method == TSQP_BATCH_PM) {
    tsqp_vd target = tsqp_load(c->target);
    left = m.q1 > target;
    out->next = t + q_step(m.q1, target, m.q2);
  } else {
    tsqp_vd b = method == TSQP_BATCH_ML ? sums.w : m.tr1;
    tsqp_vd d = method == TSQP_BATCH_ML ? sums.w2 : m.tr2;
    lane_curves held = curves_held(c);
    tsqp_vd away = t - tsqp_load(c->proved);
    out->at = curves_of(m.q2, b, 2.0 * m.q3, d);
    tsqp_vd chord = (out->at.alpha - held.alpha) / away;
    left = m.q2 > b;
    out->next = t + newton_step(m.q2, b, 2.0 * m.q3, d);
    out->left_sure = stays_below(&held, &out->at, away);
    out->right_sure = stays_above(&out->at, tsqp_load(c->a_inf));
    out->step_sure = stays_above(&held, chord) & ~left;
  }
  tsqp_vd lo = tsqp_select(left, t, tsqp_load(c->lo));
  tsqp_vd hi = tsqp_select(left, tsqp_load(c->hi), t);
  out->converged = tsqp_abs(out->next - t) <= 1e-6 * t;
  tsqp_vi inside = (out->next > lo) & (out->next < hi);
  tsqp_vd bounded = tsqp_select(hi < tsqp_all(HUGE_VAL), 0.5 * (lo + hi), 2.0 * t + tsqp_load(c->scale));
  out->next = tsqp_select(inside | out->converged, out->next, bounded);
  tsqp_store(c->lo, lo);
  tsqp_store(c->hi, hi);
}

static void finish(crew *c, size_t l, int state) {
  c->block->state[c->problem[l]] = state;
  take_up(c, l);
}

/* The root is proved on its left: from here on to the right. */
static void go_right(crew *c, size_t l, int right_sure) {
  if (right_sure) {
    finish(c, l, TSQP_LANE_DONE);
    return;
  }
  c->mode[l] = AT_RIGHT;
  c->t[l] = c->proved[l] + 0.5 * (c->proved[l] + c->scale[l]);
}

static void after_root(crew *c, size_t l, const verdict *v, int method) {
  if (!v->converged[l]) {
    c->t[l] = v->next[l];
    return;
  }
  c->block->tau2[c->problem[l]] = v->next[l];
  if (method == TSQP_BATCH_PM) {
    finish(c, l, TSQP_LANE_DONE);
  } else if (v->left_sure[l]) {
    hold(c, l, c->t[l], &v->at);
    go_right(c, l, v->right_sure[l] != 0);
  } else { /* one more point between 0 and the root, which takes the place of 0's curves; the root comes once more */
    c->mode[l] = AT_LEFT;
    c->t[l] = 0.25 * c->t[l];
  }
}

static void after_left(crew *c, size_t l, const verdict *v) {
  if (!v->left_sure[l]) {
    finish(c, l, TSQP_LANE_ODD);
  } else if (c->proved[l] == 0) {
    hold(c, l, c->t[l], &v->at);
    c->t[l] = c->block->tau2[c->problem[l]];
  } else {
    hold(c, l, c->t[l], &v->at);
    go_right(c, l, v->right_sure[l] != 0);
  }
}

static void after_right(crew *c, size_t l, const verdict *v) {
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

TSQP_INLINE void iterate_lanes(crew *c, int method) {
  while (c->busy > 0) {
    verdict v;
    evaluate(c, method, &v);
    if (c->all_at_root && !tsqp_any(v.converged)) { /* the usual round */
      tsqp_store(c->t, v.next);
      tsqp_store(c->steps, tsqp_load(c->steps) + 1.0);
      if (!tsqp_any(tsqp_load(c->steps) > tsqp_all(MAX_STEPS))) continue;
    }
    for (size_t l = 0; l < TSQP_WIDTH; l++) {
      if (c->problem[l] == SIZE_MAX) {
        c->steps[l] = 0;
        continue;
      }
      c->steps[l] += 1;
      if (c->steps[l] > MAX_STEPS) {
        finish(c, l, TSQP_LANE_ODD);
      } else if (c->mode[l] == AT_ROOT) {
        after_root(c, l, &v, method);
      } else if (c->mode[l] == AT_LEFT) {
        after_left(c, l, &v);
      } else {
        after_right(c, l, &v);
      }
    }
    c->all_at_root = 1;
    for (size_t l = 0; l < TSQP_WIDTH; l++) {
      c->all_at_root &= c->problem[l] == SIZE_MAX || c->mode[l] == AT_ROOT;
    }
  }
}

static void batch_iterate(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block,
                          double *room) {
  double *line = room + (64 - (uintptr_t)room % 64) % 64 / sizeof *room;
  crew c = {.tile = tile, .block = block, .e = line, .v = line + tile->k * TSQP_WIDTH, .busy = TSQP_WIDTH};
  for (size_t i = 0; i < tile->k * TSQP_WIDTH;
       i++) { /* what an idle lane computes does not matter, but is to be finite */
    c.e[i] = 0;
    c.v[i] = 1;
  }
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    take_up(&c, l);
  }
  switch (plan->method) {
    case TSQP_BATCH_PM: iterate_lanes(&c, TSQP_BATCH_PM); break;
    case TSQP_BATCH_ML: iterate_lanes(&c, TSQP_BATCH_ML); break;
    default: iterate_lanes(&c, TSQP_BATCH_REML); break;
  }
}

#undef MAX_STEPS
#endif
