/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tests that go with Mantel-Haenszel estimates: association, and homogeneity of the odds ratios. */
#include "mh/mh.h"

#include "numeric/distributions.h"
#include "numeric/sum.h"

#include <math.h>

/*
 * The cell a that a table with these margins would have at the odds ratio: the root of A (n2 - m + A) = or (m - A)(n1 - A) within the
 * margins (Breslow & Day 1980, eq. 4.30), by the form of the quadratic's root in which nothing cancels.
 */
static double expected_cell(double n1, double n2, double m, double odds_ratio) {
  double a = 1 - odds_ratio;
  double b = n2 - m + odds_ratio * (m + n1);
  double c = -odds_ratio * m * n1;
  return -2 * c / (b + sqrt(b * b - 4 * a * c));
}

void tsqp_mh_table_tests(tsqp_mh *r) {
  const tsq_tables *tables = tsqp_mh_tables_of(&r->fit);
  double log_or = r->fit.linear.b[0];
  int correct = !r->fit.options.no_correction;
  tsqp_sum away = {0, 0};
  tsqp_sum variance = {0, 0};
  tsqp_sum bd = {0, 0};
  tsqp_sum excess = {0, 0};
  tsqp_sum excess_variance = {0, 0};
  double odds_ratio = exp(log_or);
  r->k_pos = 0;
  for (size_t i = 0; i < r->fit.k_all; i++) {
    tsqp_cells t;
    if (!tsqp_table_cells(tables, i, &t)) continue;
    double n1 = t.a + t.b;
    double n2 = t.c + t.d;
    double n = n1 + n2;
    double events = t.a + t.c;
    double others = t.b + t.d;
    if (n > 1) {
      tsqp_sum_add(&away, t.a - n1 * (events / n));
      tsqp_sum_add(&variance, (n1 / n) * (n2 / n) * events * (others / (n - 1)));
    }
    if (!(n1 > 0 && n2 > 0 && events > 0 && others > 0)) continue;
    double cell = expected_cell(n1, n2, events, odds_ratio);
    double v = 1 / (1 / cell + 1 / (n1 - cell) + 1 / (events - cell) + 1 / (n2 - events + cell));
    tsqp_sum_add(&bd, (t.a - cell) / v * (t.a - cell));
    tsqp_sum_add(&excess, t.a - cell);
    tsqp_sum_add(&excess_variance, v);
    r->k_pos++;
  }
  double distance = fabs(tsqp_sum_value(&away)) - (correct ? 0.5 : 0);
  double v = tsqp_sum_value(&variance);
  r->CMH = v > 0 ? distance * distance / v : NAN;
  r->CMHp = tsqp_chi2_upper(r->CMH, 1);
  if (r->k_pos == 0 || !isfinite(log_or)) return;
  double e = tsqp_sum_value(&excess);
  r->BD = tsqp_sum_value(&bd);
  r->TA = fmax(0, r->BD - e / tsqp_sum_value(&excess_variance) * e);
  r->BDp = r->k_pos > 1 ? tsqp_chi2_upper(r->BD, r->k_pos - 1) : 1;
  r->TAp = r->k_pos > 1 ? tsqp_chi2_upper(r->TA, r->k_pos - 1) : 1;
}

/* Mantel-Haenszel chi2 of person-time data: (|sum(x1 - m t1/T)| - 1/2)^2/sum(m t1 t2/T^2), m = x1 + x2. */
void tsqp_mh_rates_test(tsqp_mh *mh) {
  const tsq_rates *rates = tsqp_mh_rates_of(&mh->fit);
  tsqp_sum away = {0, 0};
  tsqp_sum variance = {0, 0};
  for (size_t i = 0; i < mh->fit.k_all; i++) {
    tsqp_cells t;
    if (!tsqp_rate_cells(rates, i, &t)) continue;
    double time = t.b + t.d;
    double events = t.a + t.c;
    tsqp_sum_add(&away, t.a - events * (t.b / time));
    tsqp_sum_add(&variance, events * (t.b / time) * (t.d / time));
  }
  double distance = fabs(tsqp_sum_value(&away)) - (mh->fit.options.no_correction ? 0 : 0.5);
  mh->CMH = distance * distance / tsqp_sum_value(&variance);
  mh->CMHp = tsqp_chi2_upper(mh->CMH, 1);
}
