/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which studies are taken apart, and the others' coordinates in them. */
#include "rma/apart.h"

#include "base/alloc.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

#define MOST_WORK 4194304.0 /* k p^2 */
#define NOTHING                                                                                              \
  0x1p-96 /* what is left of terms so much larger is rounding: structure, such as equal rows, stays exact */
#define SETTLED 16 /* |g_nb| sqrt(a_n/a_b) up to which pivots of another t are kept */

int tsqp_apart_affordable(const tsqp_studies *s) {
  return (double)s->k * (double)s->p * (double)s->p <= MOST_WORK;
}

/* The exponents of the columns' largest numbers: products then neither overflow nor underflow, and scaling rounds nothing. */
static void scale_columns(tsqp_apart *a) {
  size_t p = a->p;
  double *most = a->v; /* [p] not in use yet */
  memset(most, 0, p * sizeof *most);
  tsqp_reader_rewind(&a->reader, NULL);
  while (tsqp_reader_next(&a->reader) > 0) {
    for (size_t j = 0; j < p; j++) {
      for (size_t i = 0; i < a->reader.block.n; i++) {
        most[j] = fmax(most[j], fabs(a->reader.block.z[j * TSQP_BLOCK + i]));
      }
    }
  }
  for (size_t j = 0; j < p; j++) {
    a->exponent[j] = most[j] > 0 ? ilogb(most[j]) : 0;
  }
}

int tsqp_apart_open(tsqp_apart *a, const tsqp_studies *studies) {
  memset(a, 0, sizeof *a);
  size_t p = studies->p;
  a->studies = studies;
  a->p = p;
  size_t squares = TSQP_APART_MATRICES + 5 + 4;
  a->upper = tsqp_calloc(squares * p * p + 12 * p, sizeof *a->upper);
  a->pivot = tsqp_calloc(p, sizeof *a->pivot);
  a->exponent = tsqp_calloc(p, sizeof *a->exponent);
  a->v = tsqp_calloc(p, sizeof *a->v);
  if (a->upper == NULL || a->pivot == NULL || a->exponent == NULL || a->v == NULL) {
    tsqp_apart_close(a);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
  }
  a->lower = a->upper + p * p;
  a->inverse = a->lower + p * p;
  a->factor = a->inverse + p * p;
  a->c = a->factor + p * p;
  a->matrix = a->c + p * p;
  a->work = a->matrix + TSQP_APART_MATRICES * p * p;
  a->y = a->work + 4 * p * p + 4 * p;
  a->spread = a->y + p;
  a->h = a->spread + p;
  a->root = a->h + p;
  a->u = a->root + p;
  a->force = a->u + p;
  a->g = a->force + p; /* [2 p] */
  int status = tsqp_reader_open(&a->reader, studies);
  if (status != TSQ_OK) {
    tsqp_apart_close(a);
    return status;
  }
  scale_columns(a);
  return TSQ_OK;
}

void tsqp_apart_close(tsqp_apart *a) {
  tsqp_free(a->upper); /* one allocation holds all pairs */
  tsqp_free(a->pivot);
  tsqp_free(a->exponent);
  tsqp_free(a->v);
  tsqp_reader_close(&a->reader);
  memset(a, 0, sizeof *a);
}

/* a - sum, where `size` is the sum of the absolute terms: exactly 0 where only rounding is left. */
static tsqp_dd what_is_left(tsqp_dd rest, double size) {
  return fabs(rest.high) <= NOTHING * size ? tsqp_dd_of(0) : rest;
}

/* a - sum over m in [from, to) of b_m c_m, c with a stride. */
static tsqp_dd reduce(tsqp_dd a, size_t from, size_t to, const tsqp_dd *b, const tsqp_dd *c, size_t stride) {
  double size = fabs(a.high);
  for (size_t m = from; m < to; m++) {
    tsqp_dd product = tsqp_dd_multiply(b[m], c[m * stride]);
    size += fabs(product.high);
    a = tsqp_dd_subtract(a, product);
  }
  return what_is_left(a, size);
}

static tsqp_dd column_of(const tsqp_apart *a, size_t i, size_t j) {
  return tsqp_dd_of(ldexp(a->reader.block.z[j * TSQP_BLOCK + i], -a->exponent[j]));
}

/* The first n of z = U^-T x, for row i of the block. */
static void forward(const tsqp_apart *a, size_t i, size_t n, tsqp_dd *z) {
  for (size_t j = 0; j < n; j++) {
    tsqp_dd rest = reduce(column_of(a, i, j), 0, j, z, a->upper + j, a->p);
    z[j] = tsqp_dd_divide(rest, a->upper[j * a->p + j]);
  }
}

static int is_pivot(const tsqp_apart *a, size_t index, size_t n) {
  for (size_t b = 0; b < n; b++) {
    if (a->pivot[b] == index) return 1;
  }
  return 0;
}

/* 1/a of row i of the block; 0 for a study without weight. */
static tsqp_dd spread_of(const tsqp_apart *a, size_t i) {
  const tsqp_block *block = &a->reader.block;
  switch (a->weights) {
    case TSQP_EQUAL_WEIGHTS: return tsqp_dd_of(1);
    case TSQP_CALLERS_WEIGHTS:
      return block->a[i] > 0 ? tsqp_dd_divide(tsqp_dd_of(1), tsqp_dd_of(block->a[i])) : tsqp_dd_of(0);
    default: return tsqp_dd_sum(block->v[i], a->t);
  }
}

/* The n-th pivot becomes row i of the block: its row of L and of U. */
static void take_apart(tsqp_apart *a, size_t n, size_t i) {
  size_t p = a->p;
  tsqp_dd *l = a->lower + n * p;
  memset(l, 0, p * sizeof *l);
  forward(a, i, n, l);
  l[n] = tsqp_dd_of(1);
  for (size_t j = 0; j < p; j++) {
    a->upper[n * p + j] = j < n ? tsqp_dd_of(0) : reduce(column_of(a, i, j), 0, n, l, a->upper + j, p);
  }
  a->pivot[n] = a->reader.block.index[i];
  a->y[n] = tsqp_dd_of(a->reader.block.y[i]);
  a->v[n] = a->reader.block.v[i];
}

/* The row whose part of column n that no pivot explains has the largest weight; one pass. */
static int choose_pivot(tsqp_apart *a, size_t n) {
  double most = 0;
  tsqp_reader_rewind(&a->reader, NULL);
  while (tsqp_reader_next(&a->reader) > 0) {
    double before = most;
    size_t best = 0;
    for (size_t i = 0; i < a->reader.block.n; i++) {
      double spread = spread_of(a, i).high;
      if (!(spread > 0) || is_pivot(a, a->reader.block.index[i], n)) continue;
      forward(a, i, n, a->g);
      tsqp_dd rest = reduce(column_of(a, i, n), 0, n, a->g, a->upper + n, a->p);
      double weight = fabs(rest.high) / sqrt(spread);
      if (weight > most) {
        most = weight;
        best = i;
      }
    }
    if (most > before) take_apart(a, n, best);
  }
  return most > 0
             ? TSQ_OK
             : tsqp_fail(TSQ_ERR_SINGULAR,
                         "X'WX is singular: the studies with a weight do not determine the coefficients");
}

int tsqp_apart_choose(tsqp_apart *a) {
  a->has_pivots = 0;
  for (size_t n = 0; n < a->p; n++) {
    TSQP_TRY(choose_pivot(a, n));
  }
  a->least = HUGE_VAL;
  a->others = 0;
  tsqp_reader_rewind(&a->reader, NULL);
  while (tsqp_reader_next(&a->reader) > 0) {
    for (size_t i = 0; i < a->reader.block.n; i++) {
      double spread = spread_of(a, i).high;
      if (!(spread > 0) || is_pivot(a, a->reader.block.index[i], a->p)) continue;
      a->least = fmin(a->least, a->weights == TSQP_INVERSE_VARIANCES ? a->reader.block.v[i] : spread);
      a->others++;
    }
  }
  if (a->others == 0) a->least = 1;
  a->has_pivots = 1;
  return TSQ_OK;
}

/* The pivots' 1/a at this t. */
static void weigh_pivots(tsqp_apart *a) {
  tsqp_reader_rewind(&a->reader, NULL);
  while (tsqp_reader_next(&a->reader) > 0) {
    for (size_t i = 0; i < a->reader.block.n; i++) {
      for (size_t b = 0; b < a->p; b++) {
        if (a->pivot[b] == a->reader.block.index[i]) a->spread[b] = spread_of(a, i);
      }
    }
  }
}

/* g of row i: G X_B = x, from g L = z. */
static void coordinates(tsqp_apart *a, size_t i) {
  size_t p = a->p;
  forward(a, i, p, a->g);
  for (size_t j = p; j-- > 0;) {
    a->g[j] = reduce(a->g[j], j + 1, p, a->g, a->lower + j, p);
  }
}

void tsqp_apart_each(tsqp_apart *a, tsqp_apart_visitor *visit) {
  size_t p = a->p;
  if (a->weights != TSQP_INVERSE_VARIANCES) {
    weigh_pivots(a);
  } else {
    for (size_t b = 0; b < p; b++) {
      a->spread[b] = tsqp_dd_sum(a->v[b], a->t);
    }
  }
  a->unsettled = 0;
  tsqp_reader_rewind(&a->reader, NULL);
  while (tsqp_reader_next(&a->reader) > 0) {
    for (size_t i = 0; i < a->reader.block.n; i++) {
      tsqp_apart_row row = {.spread = spread_of(a, i), .v = a->reader.block.v[i]};
      if (!(row.spread.high > 0) || is_pivot(a, a->reader.block.index[i], p)) continue;
      coordinates(a, i);
      row.zeta = reduce(tsqp_dd_of(a->reader.block.y[i]), 0, p, a->g, a->y, 1);
      row.w = tsqp_dd_divide(tsqp_dd_of(a->s), row.spread);
      for (size_t b = 0; b < p; b++) {
        if (fabs(a->g[b].high) * sqrt(a->spread[b].high / row.spread.high) > SETTLED) a->unsettled = 1;
      }
      visit(a, &row);
    }
  }
}
