/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Normal equations in double-double arithmetic. With B_j = X'W^jX, c_j = X'W^je (e about the shift), B_1 = LL' and d = B_1^-1 c_1:
 *   q1 = e'We - d'c_1                 u = c_2 - B_2 d
 *   q2 = e'W^2e - 2 d'c_2 + d'B_2 d   q3 = e'W^3e - 2 d'c_3 + d'B_3 d - |L^-1 u|^2
 *   tr P = sum w - tr C_2             tr PP = sum w^2 - 2 tr C_3 + |C_2|^2,   C_j = L^-1 B_j L^-T.
 */
#include "stream/solve.h"

#include "base/alloc.h"
#include "base/status.h"
#include "numeric/dd_linalg.h"

#include <math.h>
#include <string.h>

#define REDUNDANT 1e-14 /* (1e-7)^2: the rule of R's lm, for squares */
#define BROKEN 1e-26    /* below this a double-double factor has no digits left */
#define LN2 0.69314718055994530942

int tsqp_solution_open(size_t p, tsqp_solution *room) {
  memset(room, 0, sizeof *room);
  room->p = p;
  room->beta = tsqp_calloc(4 * p * p + 3 * p, sizeof *room->beta);
  if (room->beta == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
  room->c = room->beta + p;
  room->d = room->c + p;
  room->inverse = room->d + p;
  room->chol = room->inverse + p * p;
  room->l = room->chol + p * p;
  room->b = room->l + p * p;
  return TSQ_OK;
}

void tsqp_solution_close(tsqp_solution *room) {
  tsqp_free(room->beta); /* one allocation holds all */
  memset(room, 0, sizeof *room);
}

static size_t first_entry(const tsq_stream *s) {
  return s->no_intercept ? 1 : 0;
}

/* The full symmetric matrix of a family over the model's columns. */
static void matrix_of(const tsq_stream *s, size_t family, tsqp_dd *out) {
  size_t p = tsqp_stream_p(s);
  size_t first = first_entry(s);
  const tsqp_dd *sum = tsqp_family(s, family);
  for (size_t a = 0; a < p; a++) {
    for (size_t b = 0; b <= a; b++) {
      out[a * p + b] = out[b * p + a] = sum[tsqp_at(a + first, b + first)];
    }
  }
}

static void right_side_of(const tsq_stream *s, size_t family, tsqp_dd *out) {
  const tsqp_dd *last = tsqp_family(s, family) + tsqp_at(s->m - 1, first_entry(s));
  memcpy(out, last, tsqp_stream_p(s) * sizeof *out);
}

static tsqp_dd square_of(const tsq_stream *s, size_t family) {
  return tsqp_family(s, family)[tsqp_at(s->m - 1, s->m - 1)];
}

static tsqp_dd total_of(const tsq_stream *s, size_t family) {
  return tsqp_family(s, family)[tsqp_at(0, 0)];
}

static tsqp_dd trace(size_t p, const tsqp_dd *a) {
  tsqp_dd sum = {0, 0};
  for (size_t i = 0; i < p; i++) {
    sum = tsqp_dd_add(sum, a[i * p + i]);
  }
  return sum;
}

static tsqp_dd twice(tsqp_dd a) {
  return tsqp_dd_times(a, 2);
}

static double not_negative(tsqp_dd a) {
  return a.high > 0 ? tsqp_dd_value(a) : 0;
}

/* ln det of LL' in the caller's columns and units: weights are 4^-unit, columns 2^x_unit. */
static double log_det(const tsq_stream *s, const tsqp_dd *l, int weighted) {
  size_t p = tsqp_stream_p(s);
  double sum = 0;
  double exponent = 0;
  for (size_t a = 0; a < p; a++) {
    sum += 2 * log(tsqp_dd_value(l[a * p + a]));
  }
  for (size_t j = 0; j < s->q; j++) {
    exponent += 2.0 * s->x_unit[j];
  }
  if (weighted) exponent -= 2.0 * s->unit * (double)p;
  return sum + exponent * LN2;
}

/* e'W^je - 2 d'c_j + d'B_j d, the residuals' square; leaves B_j in room->b and c_j - B_j d in room->c. */
static tsqp_dd residual_square(const tsq_stream *s, size_t family, tsqp_solution *room) {
  size_t p = room->p;
  matrix_of(s, family, room->b);
  right_side_of(s, family, room->c);
  tsqp_dd square = tsqp_dd_subtract(square_of(s, family), tsqp_dd_dot(p, room->d, room->c));
  for (size_t a = 0; a < p; a++) {
    room->c[a] = tsqp_dd_subtract(room->c[a], tsqp_dd_dot(p, room->b + a * p, room->d));
  }
  return tsqp_dd_subtract(square, tsqp_dd_dot(p, room->d, room->c));
}

/* room->l and room->d := the solution's distance from the shift; returns the first column that fails, or p. */
static size_t factor(const tsq_stream *s, size_t family, double tolerance, tsqp_solution *room, tsqp_dd *q) {
  size_t p = room->p;
  matrix_of(s, family, room->l);
  size_t failed = tsqp_dd_cholesky(p, room->l, tolerance);
  if (failed < p) return failed;
  right_side_of(s, family, room->d);
  tsqp_dd_solve_lower(p, room->l, room->d);
  *q = tsqp_dd_subtract(square_of(s, family), tsqp_dd_dot(p, room->d, room->d));
  tsqp_dd_solve_lower_transposed(p, room->l, room->d);
  return p;
}

static void keep_coefficients(const tsq_stream *s, tsqp_solution *room) {
  for (size_t a = 0; a < room->p; a++) {
    room->beta[a] = tsqp_dd_add(tsqp_dd_of(s->shift[a + first_entry(s)]), room->d[a]);
  }
  tsqp_dd_cholesky_inverse(room->p, room->l, room->inverse);
  memcpy(room->chol, room->l, room->p * room->p * sizeof *room->chol);
}

int tsqp_solve_pass(const tsq_stream *s, tsqp_solution *room, int coefficients, tsqp_pass *pass) {
  size_t p = room->p;
  tsqp_dd q1 = {0, 0};
  if (factor(s, TSQP_W1, BROKEN, room, &q1) < p) {
    return tsqp_fail(TSQ_ERR_SINGULAR,
                     "X'WX is singular to working precision: the variances differ too much");
  }
  tsqp_dd q2 = residual_square(s, TSQP_W2, room);
  tsqp_dd_solve_lower(p, room->l, room->c);
  tsqp_dd uu = tsqp_dd_dot(p, room->c, room->c);
  tsqp_dd_congruence(p, room->l, room->b);
  tsqp_dd tr_c2 = trace(p, room->b);
  tsqp_dd c2_square = tsqp_dd_dot(p * p, room->b, room->b);
  tsqp_dd q3 = tsqp_dd_subtract(residual_square(s, TSQP_W3, room), uu);
  tsqp_dd_congruence(p, room->l, room->b);
  tsqp_dd tr_c3 = trace(p, room->b);

  tsqp_dd sw1 = total_of(s, TSQP_W1);
  tsqp_dd sw2 = total_of(s, TSQP_W2);
  pass->t = ldexp(s->tau2, -2 * s->unit);
  pass->q1 = not_negative(q1);
  pass->q2 = not_negative(q2);
  pass->q3 = not_negative(q3);
  pass->sw1 = tsqp_dd_value(sw1);
  pass->sw2 = tsqp_dd_value(sw2);
  pass->sw3 = tsqp_dd_value(total_of(s, TSQP_W3));
  pass->tr1 = not_negative(tsqp_dd_subtract(sw1, tr_c2));
  pass->tr2 = not_negative(tsqp_dd_add(tsqp_dd_subtract(sw2, twice(tr_c3)), c2_square));
  pass->log_det_v = tsqp_dd_value(s->log_det);
  pass->log_det_xwx = log_det(s, room->l, 1);
  if (coefficients) keep_coefficients(s, room);
  if (!isfinite(pass->q1) || !isfinite(pass->q2) || !isfinite(pass->q3) || !isfinite(pass->sw3)) {
    return tsqp_fail(TSQ_ERR_RANGE,
                     "weighted sums overflow double precision: yi are too large for their variances");
  }
  return TSQ_OK;
}

/* sum (y - ybar)^2 / k, with y = e + x'b about the shift b. */
static double crude_variance(const tsq_stream *s) {
  const tsqp_dd *sum = tsqp_family(s, TSQP_V0);
  size_t e = s->m - 1;
  const tsqp_dd *last = sum + tsqp_at(e, 0);
  tsqp_dd total = last[0];
  tsqp_dd square = last[e];
  for (size_t a = 1; a < e; a++) { /* the constant b_0 does not change a variance */
    total = tsqp_dd_add(total, tsqp_dd_times(sum[tsqp_at(a, 0)], s->shift[a]));
    square = tsqp_dd_add(square, tsqp_dd_times(last[a], 2 * s->shift[a]));
    for (size_t b = 1; b < e; b++) {
      tsqp_dd xx = a >= b ? sum[tsqp_at(a, b)] : sum[tsqp_at(b, a)];
      square = tsqp_dd_add(square, tsqp_dd_multiply(xx, tsqp_dd_product(s->shift[a], s->shift[b])));
    }
  }
  tsqp_dd k = sum[tsqp_at(0, 0)];
  tsqp_dd mean = tsqp_dd_divide(total, k);
  return not_negative(tsqp_dd_divide(tsqp_dd_subtract(square, tsqp_dd_multiply(mean, total)), k));
}

static int redundant(const tsq_stream *s, size_t column) {
  char buffer[32];
  return tsqp_fail(TSQ_ERR_SINGULAR, "moderator '%.80s' is a linear combination of the columns before it%s",
                   tsqp_stream_name(s, column + first_entry(s) - 1, buffer, sizeof buffer),
                   s->no_intercept ? "" : " (the intercept included)");
}

int tsqp_solve_unweighted(const tsq_stream *s, tsqp_solution *room, tsqp_unweighted *out) {
  size_t p = room->p;
  tsqp_dd rss = {0, 0};
  size_t failed = factor(s, TSQP_V0, REDUNDANT, room, &rss);
  if (failed < p) return redundant(s, failed);
  out->rss = not_negative(rss);
  out->log_det_xx = log_det(s, room->l, 0);
  matrix_of(s, TSQP_V1, room->b);
  tsqp_dd_congruence(p, room->l, room->b);
  tsqp_dd tr_cv = trace(p, room->b);
  tsqp_dd cv_square = tsqp_dd_dot(p * p, room->b, room->b);
  matrix_of(s, TSQP_V2, room->b);
  tsqp_dd_congruence(p, room->l, room->b);
  tsqp_dd tr_cvv = trace(p, room->b);
  out->tr_v = not_negative(tsqp_dd_subtract(total_of(s, TSQP_V1), tr_cv));
  out->tr_vv = not_negative(tsqp_dd_add(tsqp_dd_subtract(total_of(s, TSQP_V2), twice(tr_cvv)), cv_square));
  out->crude = crude_variance(s);
  return TSQ_OK;
}
