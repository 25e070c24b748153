/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A problem that does not go into a lane, by tsq_rma() itself. */
#include "batch/batch.h"
#include "numeric/log_tails.h"
#include "rma/rma.h"

#include <math.h>

static void put(const tsqp_batch *b, int column, size_t at, double value) {
  if (b->column[column] != NULL) b->column[column][at] = value;
}

/* log10 of the two-sided p value, from the logarithm of the tail. */
static double log10_p(const tsq_estimate *e) {
  double log_p = tsqp_t_log_upper(fabs(e->statistic), e->df) + 0.69314718055994530942;
  return isnan(log_p) ? NAN : fmax(0, -log_p * 0.43429448190325182765);
}

static void put_coefficient(const tsqp_batch *b, size_t at, const tsq_estimate *e) {
  put(b, TSQP_OUT_ESTIMATE, at, e->estimate);
  put(b, TSQP_OUT_SE, at, e->se);
  put(b, TSQP_OUT_STATISTIC, at, e->statistic);
  put(b, TSQP_OUT_P, at, e->p_value);
  if (b->column[TSQP_OUT_LOG10_P] != NULL) put(b, TSQP_OUT_LOG10_P, at, log10_p(e));
  put(b, TSQP_OUT_CI_LOWER, at, e->ci_lower);
  put(b, TSQP_OUT_CI_UPPER, at, e->ci_upper);
}

static int put_fit(const tsqp_batch *b, size_t j, const tsq_fit *fit) {
  for (size_t c = 0; c < b->coefficients; c++) {
    tsq_estimate e = {NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    if (fit != NULL) e = tsq_coef(fit, c);
    put_coefficient(b, c * b->data.m + j, &e);
  }
  tsq_prediction pi = {.pi_lower = NAN, .pi_upper = NAN};
  int status = fit != NULL && fit->linear.moderators == 0 ? tsq_predict(fit, NULL, 1, &pi) : TSQ_OK;
  const tsqp_rma *rma = fit != NULL ? tsqp_as_rma(fit) : NULL;
  put(b, TSQP_OUT_TAU2, j, fit != NULL ? fit->tau2 : NAN);
  put(b, TSQP_OUT_PI_LOWER, j, pi.pi_lower);
  put(b, TSQP_OUT_PI_UPPER, j, pi.pi_upper);
  put(b, TSQP_OUT_Q, j, rma != NULL ? rma->QE : NAN);
  put(b, TSQP_OUT_I2, j, rma != NULL ? rma->I2 : NAN);
  put(b, TSQP_OUT_H2, j, rma != NULL ? rma->H2 : NAN);
  return status;
}

static int put_bounds(const tsqp_batch *b, size_t j, const tsq_fit *fit) {
  tsq_interval interval = {.size = sizeof interval, .lower = NAN, .upper = NAN};
  int status = TSQ_OK;
  if (fit != NULL) status = tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_QP), &interval);
  put(b, TSQP_OUT_TAU2_LOWER, j, interval.lower);
  put(b, TSQP_OUT_TAU2_UPPER, j, interval.upper);
  return status;
}

static int put_answers(const tsqp_batch *b, const tsqp_batch_worker *w, size_t j, size_t rows,
                       const tsq_fit *fit) {
  int fits = put_fit(b, j, fit);
  int bounds = b->bounds ? put_bounds(b, j, fit) : TSQ_OK;
  int re2 = b->re2 ? tsqp_batch_put_re2(b, j, fit != NULL ? rows : 0, w->one_y, w->one_v) : TSQ_OK;
  return fits == TSQ_ERR_NOMEM || bounds == TSQ_ERR_NOMEM || re2 == TSQ_ERR_NOMEM ? TSQ_ERR_NOMEM : TSQ_OK;
}

int tsqp_batch_one(const tsqp_batch *b, tsqp_batch_worker *w, size_t j) {
  size_t first;
  size_t stride;
  size_t rows = tsqp_batch_rows(b, j, &first, &stride);
  const double *spread = b->data.vi != NULL ? b->data.vi : b->data.sei;
  for (size_t i = 0; i < rows; i++) {
    w->one_y[i] = b->data.yi[first + i * stride];
    w->one_v[i] = spread[first + i * stride];
  }
  tsq_data data = {.k = rows, .yi = w->one_y, .x = b->data.x, .p = b->data.p, .ldx = b->data.ldx};
  if (b->data.vi != NULL) {
    data.vi = w->one_v;
  } else {
    data.sei = w->one_v;
  }
  tsq_options options = b->options;
  options.threads = 1;
  options.keep = TSQ_KEEP_LENT; /* the copies of this problem's studies outlive its fit */
  tsq_fit *fit = NULL;
  int status = rows == 0 ? TSQ_ERR_TOO_FEW : tsq_rma(&data, &options, &fit);
  int asked = put_answers(b, w, j, rows, fit);
  if (b->out.status != NULL) b->out.status[j] = status;
  tsq_fit_free(fit);
  return status == TSQ_ERR_NOMEM || asked == TSQ_ERR_NOMEM ? TSQ_ERR_NOMEM : TSQ_OK;
}
