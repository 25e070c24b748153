/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mantel-Haenszel and Peto estimates with their variances: sums over studies, and what is made of them. */
#include "mh/estimate.h"

#include <math.h>

static void add(tsqp_mh_sums *all, int which, double term) {
  tsqp_sum_add(&all->s[which], term);
}
static double value(const tsqp_mh_sums *all, int which) {
  return tsqp_sum_value(&all->s[which]);
}

/* ---- one study's share ------------------------------------------------------------------------------------------- */

static void add_or(const tsqp_cells *t, tsqp_mh_sums *all) {
  double n = t->a + t->b + t->c + t->d;
  double r = t->a / n * t->d;
  double s = t->b / n * t->c;
  double p = (t->a + t->d) / n;
  double q = (t->b + t->c) / n;
  add(all, TSQP_MH_R, r);
  add(all, TSQP_MH_S, s);
  add(all, TSQP_MH_PR, p * r);
  add(all, TSQP_MH_PSQR, p * s + q * r);
  add(all, TSQP_MH_QS, q * s);
}

static void add_rr(const tsqp_cells *t, tsqp_mh_sums *all) {
  double n1 = t->a + t->b;
  double n2 = t->c + t->d;
  double n = n1 + n2;
  add(all, TSQP_MH_R, t->a * (n2 / n));
  add(all, TSQP_MH_S, t->c * (n1 / n));
  add(all, TSQP_MH_PR, (n1 / n) * (n2 / n) * (t->a + t->c) - t->a / n * t->c);
}

static void add_rd(const tsqp_cells *t, tsqp_mh_sums *all) {
  double n1 = t->a + t->b;
  double n2 = t->c + t->d;
  double n = n1 + n2;
  double w1 = n1 / n;
  double w2 = n2 / n;
  add(all, TSQP_MH_R, t->a * w2 - t->c * w1);
  add(all, TSQP_MH_S, n1 * w2);
  add(all, TSQP_MH_PR, t->c * w1 * w1 - t->a * w2 * w2 + w1 * w2 * (n2 - n1) / 2);
  add(all, TSQP_MH_QS, (t->a * t->d / n + t->c * t->b / n) / 2);
}

static void add_irr(const tsqp_cells *t, tsqp_mh_sums *all) {
  double time = t->b + t->d;
  add(all, TSQP_MH_R, t->a * (t->d / time));
  add(all, TSQP_MH_S, t->c * (t->b / time));
  add(all, TSQP_MH_PR, (t->b / time) * (t->d / time) * (t->a + t->c));
}

static void add_ird(const tsqp_cells *t, tsqp_mh_sums *all) {
  double time = t->b + t->d;
  double w = t->b * (t->d / time);
  add(all, TSQP_MH_R, t->a * (t->d / time) - t->c * (t->b / time));
  add(all, TSQP_MH_S, w);
  add(all, TSQP_MH_PR, (t->a / (t->b * t->b) + t->c / (t->d * t->d)) * w * w);
}

/* ---- the estimate ------------------------------------------------------------------------------------------------ */

/* Robins, Breslow & Greenland 1986, eq. (3) */
static tsqp_mh_estimate end_or(const tsqp_mh_sums *all) {
  double r = value(all, TSQP_MH_R);
  double s = value(all, TSQP_MH_S);
  double v = value(all, TSQP_MH_PR) / (r * r) + value(all, TSQP_MH_PSQR) / (r * s) + value(all, TSQP_MH_QS) / (s * s);
  return (tsqp_mh_estimate){log(r / s), sqrt(v / 2)};
}

/* Greenland & Robins 1985, eq. (13); for rates eq. (10) */
static tsqp_mh_estimate end_ratio(const tsqp_mh_sums *all) {
  double r = value(all, TSQP_MH_R);
  double s = value(all, TSQP_MH_S);
  return (tsqp_mh_estimate){log(r / s), sqrt(value(all, TSQP_MH_PR) / (r * s))};
}

/* Sato 1989 */
static tsqp_mh_estimate end_rd(const tsqp_mh_sums *all) {
  double s = value(all, TSQP_MH_S);
  double rd = value(all, TSQP_MH_R) / s;
  return (tsqp_mh_estimate){rd, sqrt(rd * value(all, TSQP_MH_PR) + value(all, TSQP_MH_QS)) / s};
}

static tsqp_mh_estimate end_ird(const tsqp_mh_sums *all) {
  double s = value(all, TSQP_MH_S);
  return (tsqp_mh_estimate){value(all, TSQP_MH_R) / s, sqrt(value(all, TSQP_MH_PR)) / s};
}

int tsqp_peto_parts(const tsqp_cells *t, double *o_minus_e, double *v) {
  double n1 = t->a + t->b;
  double n2 = t->c + t->d;
  double n = n1 + n2;
  double events = t->a + t->c;
  *o_minus_e = *v = 0;
  if (n < 2) return 0; /* one person: O - E and V are 0 */
  *o_minus_e = t->a - n1 * (events / n);
  *v = (n1 / n) * (n2 / n) * events * ((t->b + t->d) / (n - 1));
  return 1;
}

static void add_peto(const tsqp_cells *t, tsqp_mh_sums *all) {
  double away;
  double v;
  if (!tsqp_peto_parts(t, &away, &v)) return;
  add(all, TSQP_MH_R, away);
  add(all, TSQP_MH_S, v);
}

static tsqp_mh_estimate end_peto(const tsqp_mh_sums *all) {
  double v = value(all, TSQP_MH_S);
  return (tsqp_mh_estimate){value(all, TSQP_MH_R) / v, 1 / sqrt(v)};
}

static const tsqp_mh_rule rules[] = {{TSQ_OR, add_or, end_or},    {TSQ_RR, add_rr, end_ratio},
                                     {TSQ_RD, add_rd, end_rd},    {TSQ_IRR, add_irr, end_ratio},
                                     {TSQ_IRD, add_ird, end_ird}, {TSQ_PETO, add_peto, end_peto}};

const tsqp_mh_rule *tsqp_mh_rule_of(int32_t measure) {
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
    if (rules[i].measure == measure) return &rules[i];
  }
  return NULL;
}

/* The denominator of the ratio estimators, the weight itself of the differences: what a study counts. */
double tsqp_mh_weight(int32_t measure, const tsqp_cells *t) {
  double n1 = t->a + t->b;
  double n2 = t->c + t->d;
  double n = n1 + n2;
  double time = t->b + t->d;
  double v = 0;
  double away;
  switch (measure) {
    case TSQ_OR: return t->b / n * t->c;
    case TSQ_RR: return t->c * (n1 / n);
    case TSQ_RD: return n1 * (n2 / n);
    case TSQ_IRR: return t->c * (t->b / time);
    case TSQ_IRD: return t->b * (t->d / time);
    default: (void)tsqp_peto_parts(t, &away, &v); return v;
  }
}
