/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moments, and the forms with other weights, of studies taken apart. */
#include "base/status.h"
#include "rma/regression_algebra.h"
#include "rma/tau2.h"
#include "numeric/dd_linalg.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* tr P, normalised. */
static tsqp_dd trace_p(tsqp_apart *a) {
  tsqp_dd trace = tsqp_dd_subtract(a->w, tsqp_apart_trace(a, TSQP_APART_W2, NULL));
  for (size_t b = 0; b < a->p; b++) {
    trace = tsqp_dd_add(trace, a->c[b * a->p + b]);
  }
  return trace;
}

/* tr PV, normalised. */
static tsqp_dd trace_pv(tsqp_apart *a) {
  tsqp_dd trace = tsqp_dd_subtract(a->wv, tsqp_apart_trace(a, TSQP_APART_W2V, NULL));
  for (size_t b = 0; b < a->p; b++) {
    trace = tsqp_dd_add(trace, tsqp_dd_times(a->c[b * a->p + b], a->v[b]));
  }
  return trace;
}

/* tr PDPD, normalised: the sum of P_ij^2 d_i d_j over N x N, twice N x B, and B x B. */
static tsqp_dd trace_pdpd(tsqp_apart *a) {
  size_t p = a->p;
  tsqp_dd square;
  int one = a->weights == TSQP_INVERSE_VARIANCES;
  tsqp_dd w3d2 = tsqp_apart_trace(a, TSQP_APART_W3D2, NULL);
  (void)tsqp_apart_trace(a, TSQP_APART_W2D, &square);
  tsqp_dd total = tsqp_dd_add(tsqp_dd_subtract(a->dd, tsqp_dd_times(w3d2, 2)), square);
  tsqp_dd *row = a->work;
  tsqp_dd *product = row + p;
  for (size_t b = 0; b < p; b++) {
    tsqp_dd db = one ? tsqp_dd_of(1) : tsqp_dd_sum(a->v[b], a->t);
    tsqp_dd w = tsqp_dd_multiply(a->root[b], a->root[b]);
    for (size_t c = 0; c < p; c++) {
      row[c] = tsqp_dd_multiply(a->inverse[b * p + c], w);
    }
    tsqp_dd_matrix_vector(p, a->matrix + TSQP_APART_W2D * p * p, row, product);
    total = tsqp_dd_add(total, tsqp_dd_multiply(tsqp_dd_times(tsqp_dd_dot(p, row, product), 2), db));
    for (size_t c = 0; c < p; c++) {
      tsqp_dd dc = one ? tsqp_dd_of(1) : tsqp_dd_sum(a->v[c], a->t);
      tsqp_dd cd = tsqp_dd_multiply(tsqp_dd_multiply(a->c[b * p + c], a->c[c * p + b]), dc);
      total = tsqp_dd_add(total, tsqp_dd_multiply(cd, db));
    }
  }
  return total;
}

/* The fitted values of the pivots in the coordinates of a basis. */
static void solution(tsqp_apart *a, const double *r, double *d) {
  tsqp_dd *x = a->work;
  for (size_t b = 0; b < a->p; b++) {
    x[b] = tsqp_dd_add(a->y[b], a->u[b]);
  }
  tsqp_apart_to_basis(a, r, x);
  for (size_t b = 0; b < a->p; b++) {
    d[b] = tsqp_dd_value(x[b]);
  }
}

/* The Cholesky factor of Z'WZ = L'ML, the rows of the pivots in the basis U being L. */
static int cholesky(tsqp_apart *a, double *chol) {
  size_t p = a->p;
  tsqp_dd *whole = a->work; /* L'M L = (F' W_B^1/2 L)'(F' W_B^1/2 L), F the factor of I + A */
  tsqp_dd *half = whole + p * p;
  for (size_t i = 0; i < p; i++) {
    for (size_t j = 0; j < p; j++) {
      tsqp_dd sum = {0, 0};
      for (size_t m = i > j ? i : j; m < p; m++) { /* F_mi root_m L_mj */
        tsqp_dd scaled = tsqp_dd_multiply(a->root[m], a->lower[m * p + j]);
        sum = tsqp_dd_add(sum, tsqp_dd_multiply(a->factor[m * p + i], scaled));
      }
      half[j * p + i] = sum;
    }
  }
  for (size_t i = 0; i < p; i++) {
    for (size_t j = 0; j < p; j++) {
      whole[i * p + j] = tsqp_dd_dot(p, half + i * p, half + j * p);
    }
  }
  if (tsqp_dd_cholesky(p, whole, 0) < p)
    return tsqp_fail(TSQ_ERR_RANGE, "weighted sums overflow double precision: the variances differ too much");
  for (size_t i = 0; i < p; i++) {
    for (size_t j = 0; j < p; j++) {
      chol[i * p + j] = j <= i ? tsqp_dd_value(whole[i * p + j]) : 0;
    }
  }
  return TSQ_OK;
}

int tsqp_apart_moments(tsqp_engine *e, tsqp_moments *m) {
  tsqp_apart *a;
  TSQP_TRY(tsqp_engine_apart(e, &a));
  TSQP_TRY(tsqp_apart_solve(a, TSQP_INVERSE_VARIANCES, m->t));
  m->s = a->s;
  m->q1 = tsqp_dd_value(a->q1);
  m->q2 = tsqp_dd_value(a->q2);
  m->q3 = fmax(0, tsqp_dd_value(a->q3));
  m->tr1 = fmax(0, tsqp_dd_value(trace_p(a)));
  m->tr2 = fmax(0, tsqp_dd_value(trace_pdpd(a)));
  m->sw1 = tsqp_dd_value(a->w);
  m->rw2 = sqrt(tsqp_dd_value(a->w2));
  m->sw3 = tsqp_dd_value(a->w3);
  for (size_t b = 0; b < a->p; b++) {
    double w = tsqp_dd_value(tsqp_dd_multiply(a->root[b], a->root[b]));
    m->sw1 += w;
    m->rw2 = hypot(m->rw2, w);
    m->sw3 += w * w * w;
  }
  m->sw2 = m->rw2 * m->rw2;
  m->log_det_v = a->log_v;
  m->log_det_xwx = tsqp_apart_log_det(a);
  m->error = 8 * DBL_EPSILON;
  tsqp_apart_basis(a, e->r);
  solution(a, e->r, e->shift);
  return cholesky(a, e->chol);
}

int tsqp_apart_form(tsqp_engine *e, int weights, double t, tsqp_fixed_form *form, double *d, double *cov) {
  tsqp_apart *a;
  size_t p = e->p;
  TSQP_TRY(tsqp_engine_apart(e, &a));
  TSQP_TRY(tsqp_apart_solve(a, weights, t));
  form->q = tsqp_dd_value(a->q1) / a->s;
  form->tr_p = fmax(0, tsqp_dd_value(trace_p(a))) / a->s;
  form->tr_pv = fmax(0, tsqp_dd_value(trace_pv(a))) / a->s;
  form->tr_psps = fmax(0, tsqp_dd_value(trace_pdpd(a))) / a->s / a->s;
  if (d != NULL) solution(a, e->r, d);
  if (cov == NULL) return TSQ_OK;
  tsqp_dd *c = a->work + 2 * p * p;
  tsqp_apart_sandwich(a, c);
  for (int side = 0; side < 2; side++) { /* rows, then, transposed, columns */
    for (size_t b = 0; b < p; b++) {
      tsqp_apart_to_basis(a, e->r, c + b * p);
    }
    for (size_t b = 0; b < p; b++) {
      for (size_t j = 0; j < b; j++) {
        tsqp_dd swap = c[b * p + j];
        c[b * p + j] = c[j * p + b];
        c[j * p + b] = swap;
      }
    }
  }
  for (size_t i = 0; i < p * p; i++) {
    cov[i] = tsqp_dd_value(c[i]);
  }
  return TSQ_OK;
}
