/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many small meta-regressions with one design: the first look, and the answers. What lies between, the search for tau2 and the proof that
 * it is the maximum, is that of the pooled model, as both know the model by its moments alone. Included by batch_body.h.
 */
#ifndef TSQP_BATCH_DESIGN_H
#define TSQP_BATCH_DESIGN_H

#include "kernel/batch_answers.h"
#include "kernel/batch_certificates.h"
#include "kernel/batch_design_sums.h"
#include "kernel/batch_start.h"

/* The studies of the lanes, copied: a missing one is e = 0 with a variance of TSQP_NO_WEIGHT. */
typedef struct design_lanes {
  double *e, *v; /* [k][width] */
  tsqp_vd n, shift, v_min, v_max, sum_v, square;
  tsqp_vi wrong;
} design_lanes;

/* Effects about the lane's first one where the design has an intercept, else as they are. */
static void load_design_lanes(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, size_t j,
                              double *room, design_lanes *d) {
  const tsqp_vd zero = tsqp_all(0);
  *d = (design_lanes){.e = room, .v = room + tile->k * TSQP_WIDTH};
  d->n = d->shift = d->v_max = d->sum_v = d->square = zero;
  d->v_min = tsqp_all(HUGE_VAL);
  d->wrong = tsqp_all_bits(0);
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vd y = tsqp_load(tile->y + i * tile->ld + j);
    tsqp_vd v = tsqp_load(tile->v + i * tile->ld + j);
    tsqp_vi here = present(y, v);
    if (plan->design->intercept) d->shift = tsqp_select(here & (d->n == zero), y, d->shift);
    d->n += tsqp_select(here, tsqp_all(1), zero);
    d->wrong |= (tsqp_abs(y) > tsqp_all(1e60)) | (v <= zero) | (v > tsqp_all(1e33));
    d->v_min = tsqp_min(tsqp_select(here, v, tsqp_all(HUGE_VAL)), d->v_min);
    d->v_max = tsqp_max(tsqp_select(here, v, zero), d->v_max);
    d->sum_v += tsqp_select(here, v, zero);
    tsqp_vd e = tsqp_select(here, y - d->shift, zero);
    d->square += e * e;
    tsqp_store(d->e + i * TSQP_WIDTH, e);
    tsqp_store(d->v + i * TSQP_WIDTH, tsqp_select(here, v, tsqp_all(TSQP_NO_WEIGHT)));
  }
}

/* e := e - z'base, and the sum of its squares. */
static tsqp_vd subtract_base(const tsqp_batch_design *design, const tsqp_batch_tile *tile, size_t j,
                             const double *base, const design_lanes *d) {
  tsqp_vd rss = tsqp_all(0);
  for (size_t i = 0; i < tile->k; i++) {
    const double *z = design->z + i * design->p;
    tsqp_vd e = tsqp_load(d->e + i * TSQP_WIDTH);
    for (size_t a = 0; a < design->p; a++) {
      e -= z[a] * tsqp_load(base + a * TSQP_BATCH_BLOCK + j);
    }
    e = tsqp_select(tsqp_load(d->v + i * TSQP_WIDTH) < tsqp_all(TSQP_NO_WEIGHT), e, tsqp_all(0));
    rss += e * e;
    tsqp_store(d->e + i * TSQP_WIDTH, e);
  }
  return rss;
}

/* Least squares, as the base that residuals are taken from; the trace of the hat matrix times V, for Hedges' estimator. */
static void least_squares(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, size_t j,
                          const design_lanes *d, double *base, tsqp_vd *pivot, tsqp_vd *tr_hv) {
  const size_t p = plan->design->p;
  const tsqp_vd zero = tsqp_all(0);
  design_sums s;
  design_solution r;
  memset(&s, 0, sizeof s);
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vi here = tsqp_load(d->v + i * TSQP_WIDTH) < tsqp_all(TSQP_NO_WEIGHT);
    design_take(&s, plan->design->z + i * p, p, tsqp_load(d->e + i * TSQP_WIDTH),
                tsqp_select(here, tsqp_all(1), zero), 1);
  }
  design_solve(&s, p, &r);
  *pivot = r.pivot;
  for (size_t a = 0; a < p; a++) {
    tsqp_store(base + a * TSQP_BATCH_BLOCK + j, r.b[a]);
  }
  *tr_hv = zero;
  if (plan->method != TSQP_BATCH_HE) return;
  memset(s.m[0], 0, sizeof s.m[0]);
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vd v = tsqp_load(d->v + i * TSQP_WIDTH);
    design_take(&s, plan->design->z + i * p, p, zero, tsqp_select(v < tsqp_all(TSQP_NO_WEIGHT), v, zero), 1);
  }
  *tr_hv = trace_of(&s, p, &r, 0);
}

/* The sum of squares about the mean, that Sidik & Jonkman start from: of the effects themselves, whatever the design. */
static tsqp_vd about_mean(const tsqp_batch_tile *tile, const design_lanes *d) {
  tsqp_vd sum = tsqp_all(0);
  tsqp_vd square = sum;
  for (size_t i = 0; i < tile->k; i++) {
    sum += tsqp_load(d->e + i * TSQP_WIDTH);
  }
  tsqp_vd mean = sum / d->n;
  for (size_t i = 0; i < tile->k; i++) {
    tsqp_vd from_mean = tsqp_load(d->e + i * TSQP_WIDTH) - mean;
    tsqp_vi here = tsqp_load(d->v + i * TSQP_WIDTH) < tsqp_all(TSQP_NO_WEIGHT);
    square += tsqp_select(here, from_mean * from_mean, tsqp_all(0));
  }
  return square;
}

/* Whether the moments keep their digits: of sums about the base at most so much cancels. */
static tsqp_vi keeps_digits(const tsqp_batch_plan *plan, const lane_moments *m, const design_sums *s) {
  const size_t e = PAIR(plan->design->p, plan->design->p);
  tsqp_vi keeps = (m->q1 >= 0.01 * s->m[0][e]) & (m->tr1 >= 0.05 * m->w) & (m->tr2 >= 1e-4 * m->w2);
  if (plan->method >= TSQP_BATCH_PM) keeps &= (m->q2 >= 1e-4 * s->m[1][e]) & (m->q3 >= 1e-6 * s->m[2][e]);
  return keeps;
}

/* Where sums might cancel, or a problem is not an ordinary one, the careful way is to be taken. */
static tsqp_vi odd_design(const tsqp_batch_plan *plan, const design_lanes *d, const lane_moments *m,
                          const design_sums *s, tsqp_vd ols_pivot, tsqp_vd pivot, tsqp_vd rss) {
  tsqp_vi data = (d->n >= tsqp_all((double)plan->design->p + 2)) & (d->v_min >= tsqp_all(1e-30)) &
                 (d->v_max <= 1e5 * d->v_min) & (d->sum_v <= tsqp_all(1e33)) &
                 (tsqp_abs(d->shift) <= tsqp_all(1e60)) & (rss <= tsqp_all(1e60));
  tsqp_vi basis = (ols_pivot >= tsqp_all(1e-2)) & (pivot >= tsqp_all(1e-2)) & (rss >= 1e-4 * d->square);
  return ~(data & basis & keeps_digits(plan, m, s)) | d->wrong;
}

/* y'Py at t. */
static tsqp_vd q_at(const tsqp_batch_design *design, const tsqp_batch_tile *tile, const design_lanes *d,
                    tsqp_vd t) {
  design_sums s;
  design_solution r;
  design_sum(&s, design->p, design, tile->k, d->e, d->v, t, 1);
  design_solve(&s, design->p, &r);
  return design_refine(design->p, design, tile->k, d->e, d->v, t, &r);
}

/* tau2 where it has a closed form. */
static tsqp_vd design_closed_form(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                                  const design_lanes *d, const lane_moments *m, tsqp_vd rss, tsqp_vd crude,
                                  tsqp_vd tr_hv) {
  const tsqp_vd zero = tsqp_all(0);
  tsqp_vd df = d->n - (double)plan->design->p;
  switch (plan->method) {
    case TSQP_BATCH_FIXED: return tsqp_all(plan->tau2);
    case TSQP_BATCH_DL: return tsqp_max((m->q1 - df) / m->tr1, zero);
    case TSQP_BATCH_HE: return tsqp_max((rss - (d->sum_v - tr_hv)) / df, zero);
    case TSQP_BATCH_HS: return tsqp_max((m->q1 - d->n) / m->w, zero);
    case TSQP_BATCH_SJ: {
      tsqp_vd t0 = crude / d->n;
      return t0 * q_at(plan->design, tile, d, t0) / df;
    }
    default: return zero;
  }
}

/* Least squares, then the moments at t = 0 about it. */
static void design_start(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile, tsqp_batch_block *block,
                         double *room) {
  const tsqp_batch_design *design = plan->design;
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    design_lanes d;
    lane_start start;
    tsqp_vd ols_pivot;
    tsqp_vd tr_hv;
    fetch_ahead(tile, j);
    load_design_lanes(plan, tile, j, room_of(room, tile->k, 0), &d);
    tsqp_vd crude = plan->method == TSQP_BATCH_SJ ? about_mean(tile, &d) : tsqp_all(0);
    least_squares(plan, tile, j, &d, block->base, &ols_pivot, &tr_hv);
    tsqp_vd rss = subtract_base(design, tile, j, block->base, &d);
    design_sums s;
    design_solution r;
    design_sum(&s, design->p, design, tile->k, d.e, d.v, tsqp_all(0), 3);
    design_solve(&s, design->p, &r);
    start.m = design_algebra(&s, design->p, &r);
    start.m.q1 = design_refine(design->p, design, tile->k, d.e, d.v, tsqp_all(0), &r);
    start.m.inverse = 1.0 / start.m.w;
    start.n = d.n;
    start.shift = d.shift;
    start.rss = rss;
    start.df = d.n - (double)design->p;
    start.tau2 = design_closed_form(plan, tile, &d, &start.m, rss, crude, tr_hv);
    start.odd = odd_design(plan, &d, &start.m, &s, ols_pivot, r.pivot, rss);
    keep_start(plan, block, j, &start);
  }
}

/* Coefficient c of the caller's columns: sum_a back_ca b_a, and its variance. */
static void put_design_coefficient(const tsqp_batch_plan *plan, const design_solution *r, size_t c,
                                   const tsqp_batch_block *block, size_t j, tsqp_vd df, tsqp_vd factor,
                                   const answer *a) {
  const tsqp_batch_design *design = plan->design;
  const double *row = design->back + c * design->p;
  tsqp_vd estimate = tsqp_all(0);
  tsqp_vd variance = tsqp_all(0);
  for (size_t i = c; i < design->p; i++) {
    estimate += row[i] * (tsqp_load(block->base + i * TSQP_BATCH_BLOCK + j) + r->b[i]);
    tsqp_vd sum = tsqp_all(0);
    for (size_t l = c; l < design->p; l++) {
      sum += row[l] * inverse_at(r, i, l);
    }
    variance += row[i] * sum;
  }
  if (c == 0 && design->intercept) estimate += tsqp_load(block->shift + j);
  tsqp_vd se = tsqp_sqrt(variance * factor);
  put(a, TSQP_OUT_ESTIMATE, estimate);
  put(a, TSQP_OUT_SE, se);
  put_test(plan, estimate / se, df, block->n + j, a);
  put_interval(plan, estimate, se, block->n + j, a);
}

/* Coefficient c of problem j goes to place c m + j. */
static void design_finish(const tsqp_batch_plan *plan, const tsqp_batch_tile *tile,
                          const tsqp_batch_block *block, double *room, double *const *column, size_t at,
                          size_t m) {
  const tsqp_batch_design *design = plan->design;
  const size_t p = design->p;
  for (size_t j = 0; j < tile->n; j += TSQP_WIDTH) {
    answer a = {column, at + j, tile->n - j};
    tsqp_vd df = tsqp_load(block->n + j) - (double)p;
    tsqp_vd tau2 = tsqp_load(block->tau2 + j);
    design_lanes d;
    design_sums s;
    design_solution r;
    load_design_lanes(plan, tile, j, room_of(room, tile->k, 0), &d);
    (void)subtract_base(design, tile, j, block->base, &d);
    design_sum(&s, p, design, tile->k, d.e, d.v, tau2, 1);
    design_solve(&s, p, &r);
    tsqp_vd factor = tsqp_all(1);
    tsqp_vd q = design_refine(p, design, tile->k, d.e, d.v, tau2, &r);
    if (plan->knha) factor = q / df;
    if (plan->adhoc) factor = tsqp_max(factor, tsqp_all(1));
    put(&a, TSQP_OUT_TAU2, tau2);
    put(&a, TSQP_OUT_PI_LOWER, tsqp_all(__builtin_nan("")));
    put(&a, TSQP_OUT_PI_UPPER, tsqp_all(__builtin_nan("")));
    put_heterogeneity(plan, block, j, df, tau2, &a);
    for (size_t c = 0; c < p; c++, a.at += m) {
      put_design_coefficient(plan, &r, c, block, j, df, factor, &a);
    }
  }
}

#endif
