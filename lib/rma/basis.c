/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The orthogonal basis of the moderators: R of X = QR, accumulated block by block (TSQR: Demmel, Grigori, Hoemmen &
 * Langou 2012, doi:10.1137/080731992), so that neither X nor Q is ever held. Rank is decided as in R's lm: a column
 * whose part orthogonal to those before it is below 1e-7 of the column is redundant.
 */
#include "base/alloc.h"
#include "base/status.h"
#include "kernel/columns.h"
#include "rma/regression_sums.h"
#include "numeric/linalg.h"

#include <math.h>
#include <string.h>

#define REDUNDANT 1e-7

/* R of the chosen raw columns; r is zeroed first. */
static int raw_factor(tsqp_studies *s, double *r) {
  size_t p = s->p;
  memset(r, 0, p * p * sizeof *r);
  tsqp_reader reader;
  TSQP_TRY(tsqp_reader_open(&reader, s));
  double *rows = tsqp_malloc((TSQP_BLOCK + p) * p * sizeof *rows);
  if (rows == NULL) {
    tsqp_reader_close(&reader);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the QR factor of %zu columns", p);
  }
  double *work = rows + TSQP_BLOCK * p;
  tsqp_reader_rewind(&reader, NULL);
  while (tsqp_reader_next(&reader) > 0) {
    for (size_t i = 0; i < reader.block.n; i++) {
      for (size_t j = 0; j < p; j++) {
        rows[i * p + j] = reader.block.z[j * TSQP_BLOCK + i];
      }
    }
    tsqp_qr_append(p, r, reader.block.n, rows, work);
  }
  tsqp_free(rows);
  tsqp_reader_close(&reader);
  return TSQ_OK;
}

/* Mean and spread of the columns and the mean of y in the first block, as a rough scale; a spread of 0 is given as 1. */
static void rough_scale(const tsqp_block *block, size_t p, double *mean, double *spread, double *mean_y) {
  *mean_y = tsqp_kernel_sum(block->n, block->y) / (double)block->n;
  for (size_t j = 0; j < p; j++) {
    const double *x = block->z + j * TSQP_BLOCK;
    mean[j] = tsqp_kernel_sum(block->n, x) / (double)block->n;
    spread[j] = 0;
    for (size_t i = 0; i < block->n; i++) {
      spread[j] = fmax(spread[j], fabs(x[i] - mean[j]));
    }
    if (!(spread[j] > 0)) spread[j] = 1;
  }
}

/* A first basis: where there is an intercept, columns about their rough means; each in its rough spread. */
static int rough_basis(const tsqp_studies *s, double *r, double *shift) {
  size_t p = s->p;
  int centred = s->column[0] == TSQP_INTERCEPT;
  tsqp_reader reader;
  double *mean = tsqp_malloc(2 * p * sizeof *mean);
  int status = tsqp_reader_open(&reader, s);
  if (status != TSQ_OK || mean == NULL) {
    tsqp_free(mean);
    tsqp_reader_close(&reader);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the basis of %zu columns", p);
  }
  double mean_y;
  tsqp_reader_rewind(&reader, NULL);
  (void)tsqp_reader_next(&reader);
  rough_scale(&reader.block, p, mean, mean + p, &mean_y);
  memset(r, 0, p * p * sizeof *r);
  memset(shift, 0, p * sizeof *shift);
  if (centred) shift[0] = mean_y;
  for (size_t j = 0; j < p; j++) {
    if (centred) r[j] = mean[j];
    r[j * p + j] = centred && j == 0 ? 1 : mean[p + j];
  }
  tsqp_free(mean);
  tsqp_reader_close(&reader);
  return TSQ_OK;
}

/*
 * The same factor from the Cholesky factor of the columns' cross products, at the speed of the kernels, and the residual sum of squares
 * with it. `done` = 0 where the columns are too near to dependence for that: 1e-3 of a column's square must be its own.
 */
static int gram_factor(tsqp_studies *s, int *done) {
  size_t p = s->p;
  tsqp_regression g;
  double *room = tsqp_malloc((3 * p * p + 2 * p) * sizeof *room);
  if (room == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the basis of %zu columns", p);
  double *rough = room;
  double *l = rough + p * p;
  double *t = l + p * p;
  double *shift = t + p * p;
  double *c = shift + p;
  int status = rough_basis(s, rough, shift);
  if (status == TSQ_OK) status = tsqp_regression_open(&g, s);
  if (status != TSQ_OK) {
    tsqp_free(room);
    return status;
  }
  tsqp_regression_pass(&g, s, rough, shift, 0, 0);
  for (size_t i = 0; i < p * p; i++) {
    size_t a = i / p;
    size_t b = i % p;
    l[i] = g.sum[b <= a ? tsqp_at_b(p, 0, a, b) : tsqp_at_b(p, 0, b, a)];
  }
  *done = tsqp_cholesky(p, l) == 0;
  s->rss = g.sum[tsqp_at_q(p, 0)];
  memcpy(c, g.sum + tsqp_at_c(p, 0, 0), p * sizeof *c);
  if (*done) tsqp_solve_lower(p, l, c);
  for (size_t j = 0; j < p && *done; j++) {
    *done = l[j * p + j] * l[j * p + j] > 1e-3 * g.sum[tsqp_at_b(p, 0, j, j)];
    s->rss -= c[j] * c[j];
    for (size_t i = 0; i < p; i++) {
      t[i * p + j] = j >= i ? l[j * p + i] : 0;
    }
  }
  *done = *done && s->rss > 1e-6 * g.sum[tsqp_at_q(p, 0)];
  s->has_rss = *done;
  if (*done) tsqp_upper_product(p, t, rough, s->r);
  tsqp_regression_close(&g);
  tsqp_free(room);
  return TSQ_OK;
}

/* The first column that depends on those before it, or p. */
static size_t first_redundant(size_t p, const double *r) {
  for (size_t j = 0; j < p; j++) {
    double norm = 0;
    for (size_t i = 0; i <= j; i++) {
      norm = hypot(norm, r[i * p + j]);
    }
    if (!(fabs(r[j * p + j]) > REDUNDANT * norm)) return j;
  }
  return p;
}

static int singular(const tsqp_studies *s, size_t j) {
  char buffer[32];
  return tsqp_fail(TSQ_ERR_SINGULAR, "moderator '%.80s' is a linear combination of the columns before it%s",
                   tsqp_moderator_name(&s->data, s->column[j], buffer, sizeof buffer),
                   s->column[0] == TSQP_INTERCEPT ? " (the intercept included)" : "");
}

static int make_basis(tsqp_studies *s, int drop) {
  for (;;) {
    int done = 0;
    TSQP_TRY(gram_factor(s, &done));
    if (!done) TSQP_TRY(raw_factor(s, s->r));
    size_t j = first_redundant(s->p, s->r);
    if (j == s->p) return TSQ_OK;
    if (!drop) return singular(s, j);
    memmove(s->column + j, s->column + j + 1, (s->p - j - 1) * sizeof *s->column);
    s->p--;
    if (s->p == 0) return tsqp_fail(TSQ_ERR_SINGULAR, "no moderator is left: all columns are 0");
  }
}

int tsqp_studies_choose_columns(tsqp_studies *s, int no_intercept, int drop) {
  size_t intercept = no_intercept ? 0 : 1;
  s->p = s->data.p + intercept;
  if (s->p == 0) return tsqp_fail(TSQ_ERR_ARGUMENT, "the model has neither an intercept nor a moderator");
  s->column = tsqp_malloc(s->p * sizeof *s->column);
  s->r = tsqp_malloc(s->p * s->p * sizeof *s->r);
  if (s->column == NULL || s->r == NULL)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu columns", s->p);
  for (size_t j = 0; j < s->p; j++) {
    s->column[j] = j < intercept ? TSQP_INTERCEPT : j - intercept;
  }
  if (tsqp_is_pooled(s)) {
    s->r[0] = 1; /* the basis of the pooled mean is the column of ones itself */
    s->has_rss = s->has_first;
    s->rss = s->first_rss;
    return TSQ_OK;
  }
  if (s->k < s->p && !drop) {
    return tsqp_fail(TSQ_ERR_TOO_FEW, "%zu complete studies are fewer than the model's %zu coefficients",
                     s->k, s->p);
  }
  return make_basis(s, drop);
}
