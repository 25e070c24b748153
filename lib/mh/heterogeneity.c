/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the studies' own effects lie from the pooled one. */
#include "mh/mh.h"

#include "numeric/distributions.h"
#include "numeric/sum.h"

#include <math.h>

/* About an effect that is not estimable nothing is; where no two studies have effects of their own there is nothing to differ. */
static void set_q(tsqp_mh *mh, double q) {
  int exists = isfinite(mh->fit.linear.b[0]);
  mh->QEdf = fmax(0, mh->k_yi - 1);
  mh->QE = mh->k_yi > 1 ? q : 0;
  mh->QEp = mh->k_yi > 1 ? tsqp_chi2_upper(mh->QE, mh->QEdf) : 1;
  mh->I2 = mh->QE > mh->QEdf ? 100 * (mh->QE - mh->QEdf) / mh->QE : 0;
  mh->H2 = mh->QEdf > 0 ? mh->QE / mh->QEdf : 1;
  if (!exists && mh->k_yi > 1) mh->QE = mh->QEp = mh->I2 = mh->H2 = NAN;
}

/* ML and REML log likelihoods of the studies' effects at the pooled estimate, with one parameter. */
static void likelihoods(tsqp_mh *mh, double q, double log_v, double sum_w) {
  double k = mh->k_yi;
  double log_2pi = log(2 * 3.14159265358979323846);
  if (k == 0 || !isfinite(mh->fit.linear.b[0])) return;
  double ml = -0.5 * (k * log_2pi + log_v + q);
  double reml = -0.5 * ((k - 1) * log_2pi - log(k) + log_v + log(sum_w) + q);
  mh->fit.ml = (tsqp_likelihood){ml, ml + 0.5 * q, 1, k}; /* the saturated model differs by the quadratic form alone */
  mh->fit.reml = (tsqp_likelihood){reml, 0, 1, k - 1};
}

void tsqp_mh_heterogeneity(tsqp_mh *mh, const double *yi, const double *vi) {
  tsqp_sum q = {0, 0};
  tsqp_sum log_v = {0, 0};
  tsqp_sum w = {0, 0};
  double estimate = mh->fit.linear.b[0];
  mh->k_yi = 0;
  for (size_t i = 0; i < mh->fit.k_all; i++) {
    if (isnan(yi[i])) continue;
    tsqp_sum_add(&q, (yi[i] - estimate) / vi[i] * (yi[i] - estimate));
    tsqp_sum_add(&log_v, log(vi[i]));
    tsqp_sum_add(&w, 1 / vi[i]);
    mh->k_yi++;
  }
  set_q(mh, tsqp_sum_value(&q));
  likelihoods(mh, tsqp_sum_value(&q), tsqp_sum_value(&log_v), tsqp_sum_value(&w));
}

/* sum (O - E - V b)^2/V over the tables as they are: no correction is needed. */
void tsqp_peto_heterogeneity(tsqp_mh *mh) {
  tsqp_sum q = {0, 0};
  for (size_t i = 0; i < mh->fit.k_all; i++) {
    tsqp_cells cells;
    double away;
    double v;
    if (!tsqp_mh_cells(&mh->fit, i, &cells) || !tsqp_peto_parts(&cells, &away, &v) || !(v > 0)) continue;
    away -= v * mh->fit.linear.b[0];
    tsqp_sum_add(&q, away / v * away);
  }
  set_q(mh, tsqp_sum_value(&q));
}
