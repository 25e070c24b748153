/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study's cells, and the tests that go with Mantel-Haenszel and Peto estimates. */
#include "table/mh.h"

#include "numeric/distributions.h"
#include "numeric/sum.h"

#include <math.h>

int tsqp_table_cells(const tsq_tables *t, size_t i, tsqp_cells *cells) {
  double a = t->ai[i];
  double c = t->ci[i];
  *cells =
      (tsqp_cells){a, t->bi != NULL ? t->bi[i] : t->n1i[i] - a, c, t->di != NULL ? t->di[i] : t->n2i[i] - c};
  return !(isnan(a) || isnan(cells->b) || isnan(c) || isnan(cells->d));
}

int tsqp_rate_cells(const tsq_rates *r, size_t i, tsqp_cells *cells) {
  *cells = (tsqp_cells){r->x1i[i], r->t1i[i], r->x2i[i], r->t2i[i]};
  return !(isnan(cells->a) || isnan(cells->b) || isnan(cells->c) || isnan(cells->d));
}

/* ML and REML log likelihoods of the studies' effects at the pooled estimate, and criteria with one parameter. */
static void likelihoods(double k, double q, double log_v, double sum_w, tsq_mh_result *r) {
  double log_2pi = log(2 * 3.14159265358979323846);
  double n[2] = {k, k - 1};
  r->loglik[0] = -0.5 * (k * log_2pi + log_v + q);
  r->loglik[1] = -0.5 * ((k - 1) * log_2pi - log(k) + log_v + log(sum_w) + q);
  r->deviance[0] = q; /* the saturated model differs by the quadratic form alone */
  r->deviance[1] = -2 * r->loglik[1];
  for (int i = 0; i < 2; i++) {
    double floor_n = fmax(n[i], 3);
    r->AIC[i] = -2 * r->loglik[i] + 2;
    r->BIC[i] = -2 * r->loglik[i] + log(n[i]);
    r->AICc[i] = -2 * r->loglik[i] + 2 * floor_n / (floor_n - 2);
  }
}

void tsqp_mh_finish(const double *yi, const double *vi, size_t k, double estimate, double se, double level,
                    tsq_mh_result *r) {
  tsqp_sum q = {0, 0};
  tsqp_sum log_v = {0, 0};
  tsqp_sum w = {0, 0};
  double z = tsqp_t_critical(level, HUGE_VAL);
  int exists = isfinite(estimate) && isfinite(se);
  r->pooled = (tsq_estimate){NAN, NAN, NAN, HUGE_VAL, NAN, NAN, NAN};
  if (exists) {
    r->pooled = (tsq_estimate){estimate,
                               se,
                               estimate / se,
                               HUGE_VAL,
                               tsqp_t_two_sided(estimate / se, HUGE_VAL),
                               estimate - z * se,
                               estimate + z * se};
  }
  r->k_yi = 0;
  for (size_t i = 0; i < k; i++) {
    if (isnan(yi[i])) continue;
    tsqp_sum_add(&q, (yi[i] - estimate) / vi[i] * (yi[i] - estimate));
    tsqp_sum_add(&log_v, log(vi[i]));
    tsqp_sum_add(&w, 1 / vi[i]);
    r->k_yi++;
  }
  tsqp_mh_heterogeneity(exists ? tsqp_sum_value(&q) : NAN, r);
  likelihoods(r->k_yi, tsqp_sum_value(&q), tsqp_sum_value(&log_v), tsqp_sum_value(&w), r);
  if (r->k_yi == 0 || !exists) {
    for (int i = 0; i < 2; i++) {
      r->loglik[i] = r->deviance[i] = r->AIC[i] = r->BIC[i] = r->AICc[i] = NAN;
    }
  }
}

void tsqp_mh_heterogeneity(double q, tsq_mh_result *r) {
  r->QEdf = fmax(0, r->k_yi - 1);
  if (r->k_yi > 1 && isnan(q)) { /* there is nothing about which the studies could differ */
    r->QE = r->QEp = r->I2 = r->H2 = NAN;
    return;
  }
  r->QE = r->k_yi > 1 ? q : 0;
  r->QEp = r->k_yi > 1 ? tsqp_chi2_upper(r->QE, r->QEdf) : 1;
  r->I2 = r->QE > r->QEdf ? 100 * (r->QE - r->QEdf) / r->QE : 0;
  r->H2 = r->QEdf > 0 ? r->QE / r->QEdf : 1;
}

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

void tsqp_mh_tests(const tsq_tables *tables, double log_or, int correct, tsq_mh_result *r) {
  tsqp_sum away = {0, 0};
  tsqp_sum variance = {0, 0};
  tsqp_sum bd = {0, 0};
  tsqp_sum excess = {0, 0};
  tsqp_sum excess_variance = {0, 0};
  double odds_ratio = exp(log_or);
  r->k_pos = 0;
  for (size_t i = 0; i < tables->k; i++) {
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
