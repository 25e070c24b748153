/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chunk that was found good, block by block into columns and sums. */
#include "stream/check.h"

#include "base/options.h"
#include "base/status.h"
#include "kernel/lanes.h"

#include <math.h>

#define BLOCK TSQP_STREAM_BLOCK
#define UNIT_LIMIT 1000 /* a moderator's unit, so that 2^-unit is a double */

static int is_missing(const tsq_data *c, size_t i) {
  int missing = isnan(c->yi[i]) || isnan(c->vi != NULL ? c->vi[i] : c->sei[i]);
  for (size_t j = 0; j < c->p; j++) {
    missing |= isnan(c->x[i + j * c->ldx]);
  }
  return missing;
}

/* The next complete studies, a block at most. */
static size_t choose(tsq_stream *s, const tsqp_chunk *chunk, size_t *next, size_t *index) {
  size_t n = 0;
  for (; *next < chunk->data.k && n < BLOCK; (*next)++) {
    if (!chunk->complete && is_missing(&chunk->data, *next)) {
      s->dropped++;
    } else {
      index[n++] = *next;
    }
  }
  return n;
}

static void put_effects(tsq_stream *s, const tsqp_chunk *chunk, const size_t *index, tsqp_rows *r) {
  const tsq_data *c = &chunk->data;
  double *e = r->high + (s->m - 1) * BLOCK;
  for (size_t i = 0; i < r->n; i++) {
    double v = tsqp_chunk_variance(c, index[i]);
    tsqp_dd from_shift = tsqp_dd_sum(c->yi[index[i]] * chunk->y_factor, -s->shift[0]);
    e[i] = from_shift.high;
    r->low[i] = from_shift.low;
    r->v[i] = v * chunk->y_factor * chunk->y_factor;
    if (s->v_min == 0 || v < s->v_min) s->v_min = v;
    if (v > s->v_max) s->v_max = v;
  }
}

/* A column of zeros gets its unit with its first other value; its sums so far are 0 in any unit. */
static void find_unit(tsq_stream *s, size_t j, const double *x, const size_t *index, size_t n) {
  for (size_t i = 0; i < n && s->x_unit[j] == TSQP_NO_UNIT; i++) {
    if (x[index[i]] == 0) continue;
    int unit = ilogb(x[index[i]]);
    s->x_unit[j] = unit > UNIT_LIMIT ? UNIT_LIMIT : (unit < -UNIT_LIMIT ? -UNIT_LIMIT : unit);
  }
}

static void put_moderators(tsq_stream *s, const tsq_data *c, const size_t *index, tsqp_rows *r) {
  double *e = r->high + (s->m - 1) * BLOCK;
  for (size_t j = 0; j < c->p; j++) {
    const double *x = c->x + j * c->ldx;
    double *column = r->high + (j + 1) * BLOCK;
    double shift = s->shift[j + 1];
    if (s->x_unit[j] == TSQP_NO_UNIT) find_unit(s, j, x, index, r->n);
    double factor = s->x_unit[j] == TSQP_NO_UNIT ? 0 : ldexp(1, -s->x_unit[j]);
    for (size_t i = 0; i < r->n; i++) {
      column[i] = x[index[i]] * factor;
    }
    for (size_t i = 0; shift != 0 && i < r->n; i++) {
      tsqp_dd rest = tsqp_dd_subtract((tsqp_dd){e[i], r->low[i]}, tsqp_dd_product(shift, column[i]));
      e[i] = rest.high;
      r->low[i] = rest.low;
    }
  }
}

static void add_studies(tsq_stream *s, const tsqp_chunk *chunk, size_t from) {
  size_t index[BLOCK];
  tsqp_rows rows = tsqp_rows_in(s);
  for (size_t next = from; next < chunk->data.k;) {
    rows.n = choose(s, chunk, &next, index);
    if (rows.n == 0) break;
    put_effects(s, chunk, index, &rows);
    put_moderators(s, &chunk->data, index, &rows);
    tsqp_sum_rows(s, &rows);
  }
}

/* The pooled mean of complete studies is summed in the caller's arrays; returns how many were. */
static size_t add_pooled(tsq_stream *s, const tsqp_chunk *chunk) {
  const tsq_data *c = &chunk->data;
  if (s->q > 0 || c->vi == NULL || !chunk->complete) return 0;
  size_t n = c->k / TSQP_LANES * TSQP_LANES;
  tsqp_row_scan scan;
  if (n == 0) return 0;
  s->kernels->scan(n, c->yi, c->vi, &scan);
  if (s->v_min == 0 || scan.v_min < s->v_min) s->v_min = scan.v_min;
  if (scan.v_max > s->v_max) s->v_max = scan.v_max;
  tsqp_sum_pooled(s, n, c->yi, c->vi, chunk->y_factor);
  return n;
}

int tsq_stream_add(tsq_stream *stream, const tsq_data *chunk) {
  tsqp_chunk c;
  tsqp_clear_error();
  TSQP_NOT_NULL(stream);
  TSQP_NOT_NULL(chunk);
  TSQP_TRY(tsqp_read_data(chunk, &c.data, sizeof c.data, sizeof c.data, "tsq_data"));
  if (c.data.ldx == 0) c.data.ldx = c.data.k;
  TSQP_TRY(tsqp_check_chunk(stream, &c));
  if (stream->unit == TSQP_NO_UNIT && c.first < c.data.k) {
    stream->unit = c.unit;
    if (!stream->no_intercept) stream->shift[0] = c.data.yi[c.first] * c.y_factor;
  }
  add_studies(stream, &c, add_pooled(stream, &c));
  tsqp_stream_look_at_shift(stream);
  return TSQ_OK;
}
