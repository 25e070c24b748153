/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The orthogonal basis of the moderators: R of X = QR, accumulated block by block (TSQR: Demmel, Grigori, Hoemmen &
 * Langou 2012, doi:10.1137/080731992), so that neither X nor Q is ever held. Rank is decided as in R's lm: a column
 * whose part orthogonal to those before it is below 1e-7 of the column is redundant.
 */
#include "base/alloc.h"
#include "base/status.h"
#include "model/studies.h"
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
  tsqp_reader_rewind(&reader, NULL, TSQP_ALL_STUDIES);
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
    TSQP_TRY(raw_factor(s, s->r));
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
    return TSQ_OK;
  }
  if (s->k < s->p && !drop) {
    return tsqp_fail(TSQ_ERR_TOO_FEW, "%zu complete studies are fewer than the model's %zu coefficients",
                     s->k, s->p);
  }
  return make_basis(s, drop);
}
