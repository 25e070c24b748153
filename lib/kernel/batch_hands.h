/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The problems that the lanes have in hand while they iterate: whoever is done takes up the next one, so that no lane waits.
 */
#ifndef TSQP_BATCH_HANDS_H
#define TSQP_BATCH_HANDS_H

#include "kernel/batch_design_sums.h"
#include "kernel/batch_sums.h"

/* Evaluations before a problem is given up; never met in practice. */
#define TSQP_MOST_STEPS 60
/* Who waits to be taken up. */
typedef struct queue {
  size_t next, waiting; /* place in the list, and its length */
  int32_t list[TSQP_BATCH_BLOCK];
} queue;

typedef struct hands {
  const tsqp_batch_design *design; /* NULL: the pooled model */
  const tsqp_batch_tile *tile;
  tsqp_batch_block *block;
  queue *from;
  double *e, *v; /* [k][width] the studies of the problems in hand */
  size_t busy;
  size_t problem[TSQP_WIDTH]; /* SIZE_MAX: idle */
} hands;

/* The problems in that state. */
static void queue_up(queue *q, const tsqp_batch_block *block, size_t n, int state) {
  q->next = q->waiting = 0;
  for (size_t j = 0; j < n; j++) { /* without a branch, which nobody could foretell */
    q->list[q->waiting] = (int32_t)j;
    q->waiting += block->state[j] == state;
  }
}

TSQP_INLINE tsqp_vi lane_mask(size_t l) {
  tsqp_vi number;
  for (int i = 0; i < TSQP_WIDTH; i++) {
    number[i] = i;
  }
  return number == tsqp_all_bits((int64_t)l);
}

/* By blending: a vector that is read soon after one of its lanes was written to memory would have to wait. */
TSQP_INLINE void put_lane(tsqp_vd *to, tsqp_vi lane, double x) {
  *to = tsqp_select(lane, tsqp_all(x), *to);
}

/* What an idle lane computes does not matter, but is to be finite. */
static void open_hands(hands *h, const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                       tsqp_batch_block *block, queue *from, double *room) {
  *h = (hands){.design = plan->design,
               .tile = tile,
               .block = block,
               .from = from,
               .e = room,
               .v = room + tile->k * TSQP_WIDTH};
  h->busy = TSQP_WIDTH;
  for (size_t i = 0; i < tile->k * TSQP_WIDTH; i++) {
    h->e[i] = 0;
    h->v[i] = 1;
  }
}

TSQP_INLINE void copy_studies(const hands *h, size_t l, size_t j) {
  const tsqp_batch_tile *tile = h->tile;
  const size_t k = tile->k;
  const size_t ld = tile->ld;
  const double shift = h->block->shift[j];
  const double *y = tile->y + j;
  const double *v = tile->v + j;
  double *to_e = h->e + l;
  double *to_v = h->v + l;
  if (h->block->n[j] == (double)k) {
    for (size_t i = 0; i < k; i++, y += ld, v += ld, to_e += TSQP_WIDTH, to_v += TSQP_WIDTH) {
      *to_e = *y - shift;
      *to_v = *v;
    }
    return;
  }
  for (size_t i = 0; i < k; i++, y += ld, v += ld, to_e += TSQP_WIDTH, to_v += TSQP_WIDTH) {
    int here = *y == *y && *v == *v;
    *to_e = here ? *y - shift : 0;
    *to_v = here ? *v : TSQP_NO_WEIGHT;
  }
}

/* The same for residuals from a design's base. */
static void copy_residuals(const hands *h, size_t l, size_t j) {
  const tsqp_batch_tile *tile = h->tile;
  const double *z = h->design->z;
  const size_t p = h->design->p;
  const double shift = h->block->shift[j];
  const double *y = tile->y + j;
  const double *v = tile->v + j;
  for (size_t i = 0; i < tile->k; i++, y += tile->ld, v += tile->ld, z += p) {
    int here = *y == *y && *v == *v;
    double e = *y - shift;
    for (size_t a = 0; a < p; a++) {
      e -= z[a] * h->block->base[a * TSQP_BATCH_BLOCK + j];
    }
    h->e[i * TSQP_WIDTH + l] = here ? e : 0;
    h->v[i * TSQP_WIDTH + l] = here ? *v : TSQP_NO_WEIGHT;
  }
}

/* Lane l takes up the next problem; SIZE_MAX where there is none and it falls idle. */
TSQP_INLINE size_t take_up(hands *h, size_t l, int by_design) {
  queue *q = h->from;
  if (q->next == q->waiting) {
    h->problem[l] = SIZE_MAX;
    h->busy--;
  } else {
    h->problem[l] = (size_t)q->list[q->next++];
    if (by_design) {
      copy_residuals(h, l, h->problem[l]);
    } else {
      copy_studies(h, l, h->problem[l]);
    }
  }
  return h->problem[l];
}

/* All sums over the studies in hand, each lane at its own t. */
TSQP_INLINE lane_sums sum_in_hand(const hands *h, tsqp_vd t) {
  lane_sums s = no_sums();
  const double *e = h->e;
  const double *v = h->v;
  size_t left = h->tile->k;
  for (; left > 1; left -= 2, e += 2 * TSQP_WIDTH, v += 2 * TSQP_WIDTH) {
    tsqp_vd w0;
    tsqp_vd w1;
    reciprocals(tsqp_load(v) + t, tsqp_load(v + TSQP_WIDTH) + t, &w0, &w1);
    lane_take(&s, tsqp_load(e), w0, 3);
    lane_take(&s, tsqp_load(e + TSQP_WIDTH), w1, 3);
  }
  if (left > 0) lane_take(&s, tsqp_load(e), 1.0 / (tsqp_load(v) + t), 3);
  return s;
}

/* All moments of the studies in hand. */
TSQP_INLINE lane_moments moments_in_hand(const hands *h, tsqp_vd t, int by_design) {
  lane_moments m;
  if (by_design) {
    design_moments(h->design, h->tile->k, h->e, h->v, t, &m);
  } else {
    lane_sums sums = sum_in_hand(h, t);
    m = lane_algebra(&sums, 3);
  }
  return m;
}

#endif
