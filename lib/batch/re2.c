/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The test RE2 of a problem that does not go into a lane; kernel/batch_re2.h has the formula. */
#include "batch/batch.h"
#include "rma/rma.h"
#include "numeric/distributions.h"
#include "numeric/log_tails.h"

#include <math.h>

typedef struct complete {
  size_t rows;
  const double *y, *v;
  int square; /* v are standard errors */
} complete;

/* Whether study i is there. */
static int read_study(const complete *c, size_t i, double *y, double *v) {
  *y = c->y[i];
  *v = c->square ? c->v[i] * c->v[i] : c->v[i];
  return !isnan(*y) && !isnan(*v);
}

static double mean_at(const complete *c, double tau2, double *sum_of_weights) {
  double pivot = 0;
  double sum = 0;
  size_t n = 0;
  *sum_of_weights = 0;
  for (size_t i = 0; i < c->rows; i++) {
    double y;
    double v;
    if (!read_study(c, i, &y, &v)) continue;
    if (n++ == 0) pivot = y;
    sum += (y - pivot) / (v + tau2);
    *sum_of_weights += 1 / (v + tau2);
  }
  return pivot + sum / *sum_of_weights;
}

static double statistic(const complete *c, double tau2) {
  double w0;
  double w;
  double at_zero = mean_at(c, 0, &w0);
  double at_tau2 = mean_at(c, tau2, &w);
  double spread = 0;
  for (size_t i = 0; i < c->rows; i++) {
    double y;
    double v;
    if (!read_study(c, i, &y, &v)) continue;
    double before = (y - at_zero) / sqrt(v);
    double after = (y - at_tau2) / sqrt(v + tau2);
    spread += before * before - after * after - log1p(tau2 / v);
  }
  double z = at_zero * sqrt(w0);
  return z * z + fmax(0, spread);
}

/* A study without sampling variance makes the likelihood at tau2 = 0 either 0 or infinite: there is no ratio. */
static int has_zero_variance(const complete *c) {
  for (size_t i = 0; i < c->rows; i++) {
    if (!isnan(c->y[i]) && c->v[i] == 0) return 1;
  }
  return 0;
}

/* tau2 by maximum likelihood; NaN where there is none. */
static int ml_tau2(const complete *c, double *tau2) {
  *tau2 = NAN;
  if (c->rows == 0 || has_zero_variance(c)) return TSQ_OK;
  tsq_data data = {.k = c->rows, .yi = c->y};
  tsq_options options = {.size = sizeof options, .method = TSQ_ML, .test = TSQ_Z, .keep = TSQ_KEEP_LENT};
  tsq_fit *fit = NULL;
  if (c->square) {
    data.sei = c->v;
  } else {
    data.vi = c->v;
  }
  int status = tsq_rma(&data, &options, &fit);
  if (status == TSQ_OK) *tau2 = fit->tau2;
  tsq_fit_free(fit);
  return status;
}

static void put(const tsqp_batch *b, int column, size_t j, double value) {
  if (b->column[column] != NULL) b->column[column][j] = value;
}

int tsqp_batch_put_re2(const tsqp_batch *b, size_t j, size_t rows, const double *y, const double *v) {
  complete c = {rows, y, v, b->data.vi == NULL};
  double tau2;
  int status = ml_tau2(&c, &tau2);
  double s = isnan(tau2) ? NAN : statistic(&c, tau2);
  double log_p2 = -0.5 * s;
  double log_p = log_p2 + log(0.5) + log1p(exp(fmin(0, tsqp_chi2_log_upper(s, 1) - log_p2)));
  put(b, TSQP_OUT_RE2, j, s);
  put(b, TSQP_OUT_RE2_P, j, isnan(s) ? NAN : 0.5 * (tsqp_chi2_upper(s, 1) + exp(log_p2)));
  put(b, TSQP_OUT_RE2_LOG10_P, j, isnan(s) ? NAN : fmax(0, -log_p / log(10)));
  return status;
}
