/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rma/regression_sums.h"

#include "base/alloc.h"
#include "base/status.h"
#include "base/threads.h"

#include <math.h>
#include <string.h>

#define MIN_BLOCKS 16
#define MAX_CHUNKS 1024
#define MAX_SUMS 65536 /* pairs of all chunks together: 1 MiB */

static void cut(tsqp_regression *g, size_t k) {
  size_t most = MAX_SUMS / TSQP_REGRESSION_SUMS(g->p);
  if (most > MAX_CHUNKS) most = MAX_CHUNKS;
  if (most < 1) most = 1;
  size_t blocks = k / TSQP_BLOCK + 1;
  size_t per_chunk = blocks / most + 1;
  g->chunk_rows = TSQP_BLOCK * (per_chunk > MIN_BLOCKS ? per_chunk : MIN_BLOCKS);
  g->chunks = k / g->chunk_rows + (k % g->chunk_rows != 0);
}

/* A thread's scratch: the kernel's room, the sums of a block, and a block of columns (x, y, v) for rows that are not as they lie. */
static size_t scratch_size(size_t p) {
  return TSQP_REGRESSION_ROOM(p) + TSQP_REGRESSION_SUMS(p) + (p + 2) * TSQP_BLOCK;
}

int tsqp_regression_open(tsqp_regression *g, const tsqp_studies *studies) {
  memset(g, 0, sizeof *g);
  g->p = studies->p;
  cut(g, studies->data.k);
  g->threads = studies->threads < g->chunks ? studies->threads : g->chunks;
  size_t sums = TSQP_REGRESSION_SUMS(g->p);
  g->scratch = tsqp_malloc((g->threads * scratch_size(g->p) + sums + g->p) * sizeof *g->scratch);
  g->pairs = tsqp_malloc(g->chunks * sums * sizeof *g->pairs);
  g->column = tsqp_malloc(g->threads * 2 * g->p * sizeof *g->column);
  if (g->scratch == NULL || g->pairs == NULL || g->column == NULL) {
    tsqp_regression_close(g);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the sums of %zu coefficients", studies->p);
  }
  g->sum = g->scratch + g->threads * scratch_size(g->p);
  g->shift = g->sum + sums;
  return TSQ_OK;
}

void tsqp_regression_close(tsqp_regression *g) {
  tsqp_free(g->scratch);
  tsqp_free(g->pairs);
  tsqp_free(g->column);
  memset(g, 0, sizeof *g);
}

typedef struct pass {
  tsqp_regression *regression;
  const tsqp_studies *studies;
  const tsqp_kernels *kernels;
  tsqp_regression_at at;
  int unweighted;
} pass;

/* Rows from .. to as they lie in the caller's arrays. */
static size_t rows_as_they_lie(const pass *p, size_t from, size_t to, const double **column,
                               tsqp_regression_at *at) {
  const tsqp_studies *s = p->studies;
  for (size_t j = 0; j < s->p; j++) {
    column[j] = s->column[j] == TSQP_INTERCEPT ? NULL : s->data.x + s->column[j] * s->data.ldx + from;
  }
  at->y = s->data.yi + from;
  at->v = s->data.vi + from;
  return to - from;
}

/* The same as copies: dropped studies left out, standard errors squared (in units, as the raw square may not be representable). */
static size_t rows_copied(const pass *p, size_t from, size_t to, size_t next, double *copy,
                          const double **column, tsqp_regression_at *at) {
  const tsqp_studies *s = p->studies;
  double *y = copy + s->p * TSQP_BLOCK;
  double *v = y + TSQP_BLOCK;
  size_t n = 0;
  for (size_t i = from; i < to; i++) {
    if (next < s->n_dropped && s->dropped[next] == i) {
      next++;
      continue;
    }
    for (size_t j = 0; j < s->p; j++) {
      if (s->column[j] != TSQP_INTERCEPT)
        copy[j * TSQP_BLOCK + n] = s->data.x[i + s->column[j] * s->data.ldx];
    }
    double se = s->data.vi == NULL ? s->data.sei[i] * at->y_unit : 0;
    v[n] = s->data.vi == NULL ? se * se : s->data.vi[i];
    y[n++] = s->data.yi[i];
  }
  for (size_t j = 0; j < s->p; j++) {
    column[j] = s->column[j] == TSQP_INTERCEPT ? NULL : copy + j * TSQP_BLOCK;
  }
  at->y = y;
  at->v = v;
  if (s->data.vi == NULL) at->v_unit = 1;
  return n;
}

static void pass_chunk(void *context, size_t c, size_t thread) {
  const pass *p = context;
  const tsqp_studies *s = p->studies;
  tsqp_regression *g = p->regression;
  size_t sums = TSQP_REGRESSION_SUMS(g->p);
  double *room = g->scratch + thread * scratch_size(g->p);
  double *block = room + TSQP_REGRESSION_ROOM(g->p);
  double *copy = block + sums;
  tsqp_sum *total = g->pairs + c * sums;
  const double **column = g->column + thread * 2 * g->p;
  memset(total, 0, sums * sizeof *total);
  size_t end = (c + 1) * g->chunk_rows < s->data.k ? (c + 1) * g->chunk_rows : s->data.k;
  for (size_t from = c * g->chunk_rows; from < end; from += TSQP_BLOCK) {
    size_t to = from + TSQP_BLOCK < end ? from + TSQP_BLOCK : end;
    size_t next = tsqp_first_dropped(s, from);
    int as_they_lie = s->data.vi != NULL && !(next < s->n_dropped && s->dropped[next] < to);
    tsqp_regression_at at = p->at;
    at.column = column;
    size_t n = as_they_lie ? rows_as_they_lie(p, from, to, column, &at)
                           : rows_copied(p, from, to, next, copy, column, &at);
    if (n == 0) continue;
    if (p->unweighted) at.v = NULL;
    p->kernels->regression(n, &at, room, column + g->p, block);
    for (size_t i = 0; i < sums; i++) {
      tsqp_sum_add(&total[i], block[i]);
    }
  }
}

static double centre_of(const tsqp_studies *s) {
  return s->column[0] == TSQP_INTERCEPT ? s->y_pivot : 0;
}

void tsqp_regression_centred(const tsqp_studies *s, const double *r, const double *shift, double *centred) {
  memcpy(centred, shift, s->p * sizeof *centred);
  centred[0] -= centre_of(s) * r[0]; /* z_0 is 1/r_00 */
}

void tsqp_regression_pass(tsqp_regression *g, const tsqp_studies *studies, const double *r,
                          const double *shift, double t, double s) {
  pass p = {.regression = g, .studies = studies, .kernels = tsqp_active_kernels(), .unweighted = s == 0};
  p.at = (tsqp_regression_at){.p = g->p, .r = r, .shift = g->shift, .t = t, .s = s};
  p.at.centre = centre_of(studies);
  tsqp_regression_centred(studies, r, shift, g->shift);
  p.at.y_unit = ldexp(1, -studies->exponent);
  p.at.v_unit = ldexp(1, -2 * studies->exponent);
  if (p.unweighted) {
    p.at.t = 0;
    p.at.s = p.at.v_unit = 1;
  }
  tsqp_in_parts(g->threads, g->chunks, pass_chunk, &p);
  size_t sums = TSQP_REGRESSION_SUMS(g->p);
  for (size_t i = 0; i < sums; i++) {
    tsqp_sum total = {0, 0};
    for (size_t c = 0; c < g->chunks; c++) {
      tsqp_sum_add(&total, g->pairs[c * sums + i].high);
      tsqp_sum_add(&total, g->pairs[c * sums + i].low);
    }
    g->sum[i] = tsqp_sum_value(&total);
  }
}
