/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deeks & Higgins 2010, Statistical algorithms in Review Manager 5: Mantel-Haenszel and DerSimonian-Laird. */
#include "mh/revman.h"

#include "base/status.h"
#include "numeric/sum.h"
#include "effect/cells.h"

#include <math.h>

/* 1/2 to each cell of a table with a zero or a full cell, as for the study's own effect. */
static tsqp_cells correct(tsqp_cells t) {
  double half = t.a == 0 || t.b == 0 || t.c == 0 || t.d == 0 ? 0.5 : 0;
  return (tsqp_cells){t.a + half, t.b + half, t.c + half, t.d + half};
}

/* The weight that the Mantel-Haenszel estimate gives to a study's odds ratio, risk ratio or risk difference. */
static double weight_of(int32_t measure, const tsqp_cells *t) {
  double n1 = t->a + t->b, n2 = t->c + t->d, n = n1 + n2;
  if (measure == TSQ_OR) return t->b / n * t->c;
  return measure == TSQ_RR ? t->c * (n1 / n) : n1 * (n2 / n);
}

/* Sums from which the variance of the estimate follows. */
typedef struct variance_sums {
  tsqp_sum r, s, pr, psqr, qs;
} variance_sums;

static void add_variance(int32_t measure, const tsqp_cells *t, variance_sums *v) {
  double n1 = t->a + t->b, n2 = t->c + t->d, n = n1 + n2;
  if (measure == TSQ_OR) {
    double r = t->a / n * t->d, s = t->b / n * t->c, p = (t->a + t->d) / n, q = (t->b + t->c) / n;
    tsqp_sum_add(&v->r, r);
    tsqp_sum_add(&v->s, s);
    tsqp_sum_add(&v->pr, p * r);
    tsqp_sum_add(&v->psqr, p * s + q * r);
    tsqp_sum_add(&v->qs, q * s);
  } else if (measure == TSQ_RR) {
    tsqp_sum_add(&v->r, t->a * (n2 / n));
    tsqp_sum_add(&v->s, t->c * (n1 / n));
    tsqp_sum_add(&v->pr, (n1 / n) * (n2 / n) * (t->a + t->c) - t->a / n * t->c);
  } else {
    double w = n1 * (n2 / n);
    tsqp_sum_add(&v->s, w);
    tsqp_sum_add(&v->pr, w * w * (t->a / n1 * (t->b / n1) / n1 + t->c / n2 * (t->d / n2) / n2));
  }
}

/* OR Robins, Breslow & Greenland 1986, eq. (3); RR Greenland & Robins 1985, eq. (13), RD eq. (14). */
static double standard_error(int32_t measure, const variance_sums *v) {
  double r = tsqp_sum_value(&v->r), s = tsqp_sum_value(&v->s), pr = tsqp_sum_value(&v->pr);
  if (measure == TSQ_RR) return sqrt(pr / r / s);
  if (measure == TSQ_RD) return sqrt(pr) / s;
  return sqrt(0.5 * (pr / r / r + tsqp_sum_value(&v->psqr) / r / s + tsqp_sum_value(&v->qs) / s / s));
}

/*
 * The common estimate: the weighted mean of the studies' own effects (ratios on their own scale), so that a risk difference is that of
 * the cells as they are, and a risk ratio is 1 where everyone had the event.
 */
static void pool_common(int32_t measure, const tsq_tables *tables, const double *yi, double *weight,
                        tsqp_mh_pools *p) {
  variance_sums v = {{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}};
  tsqp_sum all = {0, 0}, effects = {0, 0};
  for (size_t i = 0; i < tables->k; i++) {
    tsqp_cells cells;
    if (isnan(yi[i]) || !tsqp_table_cells(tables, i, &cells)) continue;
    cells = correct(cells);
    double w = weight_of(measure, &cells);
    tsqp_sum_add(&all, w);
    tsqp_sum_add(&effects, w * (measure == TSQ_RD ? yi[i] : exp(yi[i])));
    add_variance(measure, &cells, &v);
  }
  double total = tsqp_sum_value(&all), mean = tsqp_sum_value(&effects) / total;
  p->common = measure == TSQ_RD ? mean : log(mean);
  p->common_se = standard_error(measure, &v);
  for (size_t i = 0; weight != NULL && i < tables->k; i++) {
    tsqp_cells cells;
    weight[i] = 0;
    if (isnan(yi[i]) || !tsqp_table_cells(tables, i, &cells)) continue;
    cells = correct(cells);
    weight[i] = 100 * (weight_of(measure, &cells) / total);
  }
}

/* DerSimonian & Laird 1986, eq. (8), with Q about the common estimate. */
static void estimate_tau2(size_t k, const double *yi, const double *vi, tsqp_mh_pools *p) {
  tsqp_sum q = {0, 0}, w = {0, 0}, ww = {0, 0};
  for (size_t i = 0; i < k; i++) {
    if (isnan(yi[i])) continue;
    double away = yi[i] - p->common;
    tsqp_sum_add(&q, away / vi[i] * away);
    tsqp_sum_add(&w, 1 / vi[i]);
    tsqp_sum_add(&ww, 1 / vi[i] / vi[i]);
  }
  double sum_w = tsqp_sum_value(&w);
  p->QE = p->k > 1 ? tsqp_sum_value(&q) : 0;
  double above = p->QE - (p->k - 1);
  p->tau2 = p->k > 1 && above > 0 ? above / (sum_w - tsqp_sum_value(&ww) / sum_w) : 0;
}

static void pool_random(size_t k, const double *yi, const double *vi, double *weight, tsqp_mh_pools *p) {
  tsqp_sum w = {0, 0}, wy = {0, 0};
  for (size_t i = 0; i < k; i++) {
    if (isnan(yi[i])) continue;
    tsqp_sum_add(&w, 1 / (vi[i] + p->tau2));
    tsqp_sum_add(&wy, (yi[i] - p->common) / (vi[i] + p->tau2)); /* about a shift: nothing cancels */
  }
  double sum_w = tsqp_sum_value(&w);
  p->random = p->common + tsqp_sum_value(&wy) / sum_w;
  p->random_se = 1 / sqrt(sum_w);
  for (size_t i = 0; weight != NULL && i < k; i++) {
    weight[i] = isnan(yi[i]) ? 0 : 100 / (vi[i] + p->tau2) / sum_w;
  }
}

int tsqp_mh_random(int32_t measure, const tsq_tables *tables, double *yi, double *vi, double *weight_common,
                   double *weight_random, tsqp_mh_pools *pools) {
  const tsq_effect_options revman = {.size = sizeof revman, .convention = TSQ_CONVENTION_REVMAN};
  tsqp_mh_pools p = {.k = 0};
  if (measure != TSQ_OR && measure != TSQ_RR && measure != TSQ_RD) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "measure = %d: Mantel-Haenszel pools OR, RR and RD of 2x2 tables",
                     (int)measure);
  }
  TSQP_TRY(tsq_effect_tables(measure, tables, &revman, yi, vi));
  for (size_t i = 0; i < tables->k; i++) {
    p.k += !isnan(yi[i]);
  }
  if (p.k == 0) return tsqp_fail(TSQ_ERR_TOO_FEW, "none of the %zu studies has an effect", tables->k);
  pool_common(measure, tables, yi, weight_common, &p);
  estimate_tau2(tables->k, yi, vi, &p);
  pool_random(tables->k, yi, vi, weight_random, &p);
  *pools = p;
  return TSQ_OK;
}
