/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/engine.h"

#include "base/alloc.h"
#include "base/status.h"
#include "kernel/moments.h"
#include "model/regression_sums.h"
#include "numeric/linalg.h"
#include "numeric/sum.h"

#include <math.h>
#include <string.h>

int tsqp_engine_open(tsqp_engine *e, const tsqp_studies *studies) {
  memset(e, 0, sizeof *e);
  size_t p = studies->p;
  e->studies = studies;
  e->p = p;
  double *room = tsqp_calloc(3 * p * p + p + tsqp_regression_room(p), sizeof *room);
  if (room == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
  e->r = room;
  e->chol = e->r + p * p;
  e->shift = e->chol + p * p;
  e->work = e->shift + p;
  memcpy(e->r, studies->r, p * p * sizeof *e->r);
  int status = tsqp_reader_open(&e->reader, studies);
  if (status != TSQ_OK) tsqp_engine_close(e);
  return status;
}

void tsqp_engine_close(tsqp_engine *e) {
  tsqp_free(e->r); /* one allocation holds all */
  tsqp_reader_close(&e->reader);
  memset(e, 0, sizeof *e);
}

/* ---- the pooled model -------------------------------------------------------------------------------------------- */

/*
 * The most precise study, with normalised weight w_m, is kept apart from the sums r over the others: where it outweighs them by many
 * orders of magnitude, what they contribute would otherwise vanish in differences such as sum w - sum w^2 / sum w. With e = y - y_m,
 * S1 = w_m + R1 and f = w_m/S1, and d the mean relative to y_m (the shift of this pass plus delta):
 *   tr P  = 2 f R1 + (R1^2 - R2)/S1          tr PP = (f R1)^2 + 2 f^2 R2 + R2 - 2 R3/S1 + (R2/S1)^2
 *   y'PPPy = sum w^3 r^2 + f g^2 R1 + 2 f u g - u^2/S1, g = w_m d, u = sum w^2 r over the others
 */
static double pooled_algebra(const double r[9], double w_m, double shift, tsqp_moments *m, double *d) {
  double s1 = w_m + r[0];
  double f = w_m / s1;
  double sum_we = r[3] + shift * r[0];
  *d = sum_we / s1;
  double delta = *d - shift;
  double g = f * sum_we;
  double others = r[6] - 2 * delta * r[3] + delta * delta * r[0];
  double u = r[4] - delta * r[1];
  m->sw1 = s1;
  m->sw2 = w_m * w_m + r[1];
  m->sw3 = w_m * w_m * w_m + r[2];
  m->rw2 = hypot(w_m, sqrt(r[1]));
  m->q1 = fmax(0, others) + g * *d;
  m->q2 = fmax(0, r[7] - 2 * delta * r[4] + delta * delta * r[1]) + g * g;
  m->q3 =
      fmax(0, r[8] - 2 * delta * r[5] + delta * delta * r[2] + f * g * g * r[0] + 2 * f * u * g - u * u / s1);
  m->tr1 = 2 * f * r[0] + (r[0] * r[0] - r[1]) / s1;
  m->tr2 = f * r[0] * f * r[0] + 2 * f * f * r[1] + (r[1] - 2 * r[2] / s1 + (r[1] / s1) * (r[1] / s1));
  m->log_det_xwx = log(s1) - log(m->s);
  return others;
}

static void pooled_pass(tsqp_engine *e, double t, double s, double sums[9]) {
  tsqp_sum total[9] = {{0, 0}};
  tsqp_reader_rewind(&e->reader, NULL, TSQP_ALL_BUT_PIVOT);
  while (tsqp_reader_next(&e->reader) > 0) {
    double block[9];
    tsqp_kernel_pooled(e->reader.block.n, e->reader.block.y, e->reader.block.v, t, s, e->shift[0], block);
    for (size_t j = 0; j < 9; j++) {
      tsqp_sum_add(&total[j], block[j]);
    }
  }
  for (size_t j = 0; j < 9; j++) {
    sums[j] = tsqp_sum_value(&total[j]);
  }
  e->passes++;
}

static void pooled_moments(tsqp_engine *e, double t, int exact, tsqp_moments *m) {
  double w_m = m->s / (e->studies->v_min + t);
  for (int pass = 0; pass < 3; pass++) {
    double sums[9];
    double d;
    pooled_pass(e, t, m->s, sums);
    double others = pooled_algebra(sums, w_m, e->shift[0], m, &d);
    double moved = (d - e->shift[0]) * (d - e->shift[0]) * sums[0];
    e->shift[0] = d;
    if (!exact && sums[6] <= 4 * others) break; /* little cancelled: the sums stand */
    if (pass >= 1 && moved <= 1e-8 * others) break;
  }
  e->chol[0] = sqrt(m->sw1);
}

/* ---- meta-regression --------------------------------------------------------------------------------------------- */

/* The basis orthogonal under the weights at t: R := T R with T'T = Z'WZ. */
static int refine_basis(tsqp_engine *e, double t, double s) {
  size_t p = e->p;
  double *factor = e->work;
  double *product = factor + p * p;
  double *rows = tsqp_malloc((TSQP_BLOCK + p) * p * sizeof *rows);
  if (rows == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the QR factor of %zu columns", p);
  memset(factor, 0, p * p * sizeof *factor);
  tsqp_reader_rewind(&e->reader, e->r, TSQP_ALL_STUDIES);
  while (tsqp_reader_next(&e->reader) > 0) {
    const tsqp_block *b = &e->reader.block;
    for (size_t i = 0; i < b->n; i++) {
      double root = sqrt(s / (b->v[i] + t));
      for (size_t j = 0; j < p; j++) {
        rows[i * p + j] = root * b->z[j * TSQP_BLOCK + i];
      }
    }
    tsqp_qr_append(p, factor, b->n, rows, rows + TSQP_BLOCK * p);
  }
  e->passes++;
  tsqp_free(rows);
  tsqp_upper_product(p, factor, e->r, product);
  memcpy(e->r, product, p * p * sizeof *product);
  for (size_t i = 0; i < p; i++) { /* shift := T shift keeps the fitted values */
    double sum = 0;
    for (size_t j = i; j < p; j++) {
      sum += factor[i * p + j] * e->shift[j];
    }
    e->shift[i] = sum;
  }
  return TSQ_OK;
}

static int regression_moments(tsqp_engine *e, double t, int exact, tsqp_moments *m) {
  if (exact) TSQP_TRY(refine_basis(e, t, m->s));
  for (int pass = 0; pass < 3; pass++) {
    double correction;
    tsqp_regression_pass(e, t, m->s);
    TSQP_TRY(tsqp_regression_algebra(e, m, &correction));
    if (!exact && correction <= 0.5 * m->q1) break;
    if (pass >= 1 && correction <= 1e-8 * m->q1) break;
    if (m->q1 == 0) break;
  }
  double log_r = 0;
  for (size_t j = 0; j < e->p; j++) {
    log_r += log(fabs(e->r[j * e->p + j]));
  }
  m->log_det_xwx = tsqp_cholesky_log_det(e->p, e->chol) - (double)e->p * log(m->s) + 2 * log_r;
  return TSQ_OK;
}

int tsqp_moments_at(tsqp_engine *e, double t, int exact, tsqp_moments *m) {
  memset(m, 0, sizeof *m);
  m->t = t;
  m->s = (tsqp_is_pooled(e->studies) ? e->studies->v_second : e->studies->v_min) + t;
  if (tsqp_is_pooled(e->studies)) {
    pooled_moments(e, t, exact, m);
  } else {
    TSQP_TRY(regression_moments(e, t, exact, m));
  }
  if (!isfinite(m->q1) || !isfinite(m->q2) || !isfinite(m->sw1)) {
    return tsqp_fail(TSQ_ERR_RANGE,
                     "weighted sums overflow double precision: yi are too large for their variances");
  }
  return TSQ_OK;
}

double tsqp_log_det_v(tsqp_engine *e, double t) {
  tsqp_sum total = {0, 0};
  double s = e->studies->v_min + t;
  tsqp_reader_rewind(&e->reader, NULL, TSQP_ALL_STUDIES);
  while (tsqp_reader_next(&e->reader) > 0) {
    tsqp_sum_add(&total, tsqp_kernel_log_sum(e->reader.block.n, e->reader.block.v, t, s));
  }
  e->passes++;
  return tsqp_sum_value(&total) + (double)e->studies->k * log(s);
}

double tsqp_log_det_xx(const tsqp_studies *studies) {
  if (tsqp_is_pooled(studies)) return log((double)studies->k);
  double log_r = 0;
  for (size_t j = 0; j < studies->p; j++) {
    log_r += log(fabs(studies->r[j * studies->p + j]));
  }
  return 2 * log_r;
}
