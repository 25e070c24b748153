/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chunk of studies: all of it is checked before any of it is added, so that a refused chunk leaves the stream as it was. */
#include "stream/rows.h"

#include "base/options.h"
#include "base/status.h"

#include <math.h>

/*
 * Far from the first study's scale, powers of weights would leave the range of a double: variances may be 2^150 times smaller or
 * 2^300 times larger than the first, effects and moderators 2^200 times larger.
 */
#define SMALLEST_V 0x1p-150
#define LARGEST_V 0x1p300
#define LARGEST_ENTRY 0x1p200
#define UNIT_LIMIT 1000 /* a moderator's unit, so that 2^-unit is a double */

#define BLOCK TSQP_STREAM_BLOCK

static int check_chunk(const tsq_stream *s, const tsq_data *c) {
  if (c->weights != NULL) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "chunk.weights: a stream weights by inverse variance only");
  }
  if (c->p != s->q) {
    return tsqp_fail(TSQ_ERR_LENGTH, "chunk.p = %zu moderators, but the stream has %zu", c->p, s->q);
  }
  if (c->k == 0) return TSQ_OK;
  if (c->yi == NULL) return tsqp_fail(TSQ_ERR_NULL, "chunk.yi is NULL");
  if (c->vi == NULL && c->sei == NULL) {
    return tsqp_fail(TSQ_ERR_NULL, "chunk.vi and chunk.sei are both NULL: give one");
  }
  if (c->vi != NULL && c->sei != NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "chunk.vi and chunk.sei are both given: give one, so that they cannot be confused");
  }
  if (c->p > 0 && c->x == NULL) {
    return tsqp_fail(TSQ_ERR_NULL, "chunk.x is NULL but chunk.p = %zu", c->p);
  }
  if (c->ldx < c->k) {
    return tsqp_fail(TSQ_ERR_LENGTH, "chunk.ldx = %zu < chunk.k = %zu: columns would overlap", c->ldx, c->k);
  }
  return TSQ_OK;
}

/* The units as they will be after the chunk, found while it is checked. */
typedef struct units {
  int32_t y;
  double y_factor; /* 2^-y */
  double tau2;     /* in units */
  size_t first;    /* the first complete study */
} units;

static double variance_at(const tsq_data *c, size_t i) {
  return c->vi != NULL ? c->vi[i] : c->sei[i] * c->sei[i];
}

static int x_unit_of(double x) {
  int unit = ilogb(x);
  return unit > UNIT_LIMIT ? UNIT_LIMIT : (unit < -UNIT_LIMIT ? -UNIT_LIMIT : unit);
}

/* NaN means missing; what is not missing must be in its domain. */
static int check_domain(const tsq_stream *s, const tsq_data *c, size_t i, int *missing) {
  double y = c->yi[i];
  double spread = c->vi != NULL ? c->vi[i] : c->sei[i];
  const char *name = c->vi != NULL ? "vi" : "sei";
  *missing = isnan(y) || isnan(spread);
  if (isinf(y)) return tsqp_fail(TSQ_ERR_DATA, "yi[%zu] is infinite", i);
  if (!isnan(spread) && !(spread > 0)) {
    return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g: a %s must be > 0", name, i, spread,
                     c->vi != NULL ? "sampling variance" : "standard error");
  }
  if (isinf(spread)) return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] is infinite", name, i);
  for (size_t j = 0; j < c->p; j++) {
    double x = c->x[i + j * c->ldx];
    char buffer[32];
    if (isinf(x)) {
      return tsqp_fail(TSQ_ERR_DATA, "x[%zu] of moderator '%.60s' is infinite", i,
                       tsqp_stream_name(s, j, buffer, sizeof buffer));
    }
    if (isnan(x)) *missing = 1;
  }
  if (*missing && s->missing_is_error) {
    return tsqp_fail(TSQ_ERR_DATA, "study [%zu] has a missing value (NaN)", i);
  }
  return TSQ_OK;
}

static void choose_unit(const tsq_stream *s, double v, units *u) {
  u->y = s->unit != TSQP_NO_UNIT ? s->unit : ilogb(v) / 2;
  u->y_factor = ldexp(1, -u->y);
  u->tau2 = ldexp(s->tau2, -2 * u->y);
}

static int check_range(const tsq_stream *s, const tsq_data *c, size_t i, const units *u) {
  double v = variance_at(c, i) * u->y_factor * u->y_factor + u->tau2;
  if (!(v >= SMALLEST_V && v <= LARGEST_V && fabs(c->yi[i] * u->y_factor) <= LARGEST_ENTRY)) {
    return tsqp_fail(TSQ_ERR_RANGE,
                     "study [%zu]: yi = %g with variance %g cannot be summed with the studies before it in "
                     "double precision",
                     i, c->yi[i], variance_at(c, i));
  }
  for (size_t j = 0; j < c->p; j++) {
    double x = c->x[i + j * c->ldx];
    if (s->x_unit[j] == TSQP_NO_UNIT || fabs(ldexp(x, -s->x_unit[j])) <= LARGEST_ENTRY) continue;
    char buffer[32];
    return tsqp_fail(TSQ_ERR_RANGE,
                     "x[%zu] = %g of moderator '%.60s' cannot be summed with the values before it", i, x,
                     tsqp_stream_name(s, j, buffer, sizeof buffer));
  }
  return TSQ_OK;
}

static int check_studies(tsq_stream *s, const tsq_data *c, units *u) {
  *u = (units){.y = s->unit, .first = c->k};
  choose_unit(s, 1, u); /* so that nothing is unset where no study is complete */
  for (size_t i = 0; i < c->k; i++) {
    int missing = 0;
    TSQP_TRY(check_domain(s, c, i, &missing));
    if (missing) continue;
    double v = variance_at(c, i);
    if (v == 0 || isinf(v)) {
      return tsqp_fail(TSQ_ERR_RANGE, "sei[%zu] = %g: its square cannot be represented", i, c->sei[i]);
    }
    if (u->first == c->k) {
      u->first = i;
      choose_unit(s, v, u);
    }
    TSQP_TRY(check_range(s, c, i, u));
  }
  return TSQ_OK;
}

static int is_missing(const tsq_data *c, size_t i) {
  int missing = isnan(c->yi[i]) || isnan(c->vi != NULL ? c->vi[i] : c->sei[i]);
  for (size_t j = 0; j < c->p; j++) {
    missing |= isnan(c->x[i + j * c->ldx]);
  }
  return missing;
}

/* A column of zeros gets its unit with its first other value; its sums so far are 0 in any unit. */
static double x_in_units(tsq_stream *s, size_t j, double x) {
  if (x == 0) return 0;
  if (s->x_unit[j] == TSQP_NO_UNIT) s->x_unit[j] = x_unit_of(x);
  return ldexp(x, -s->x_unit[j]);
}

static void put_row(tsq_stream *s, const tsq_data *c, size_t i, double y_factor, tsqp_rows *r) {
  size_t n = r->n;
  double v = variance_at(c, i);
  tsqp_dd e = tsqp_dd_sum(c->yi[i] * y_factor, -s->shift[0]);
  for (size_t j = 0; j < c->p; j++) {
    double x = x_in_units(s, j, c->x[i + j * c->ldx]);
    r->high[(j + 1) * BLOCK + n] = x;
    if (s->shift[j + 1] != 0) e = tsqp_dd_subtract(e, tsqp_dd_product(s->shift[j + 1], x));
  }
  r->v[n] = v * y_factor * y_factor;
  r->high[(s->m - 1) * BLOCK + n] = e.high;
  r->low[n] = e.low;
  if (s->v_min == 0 || v < s->v_min) s->v_min = v;
  if (v > s->v_max) s->v_max = v;
  r->n++;
}

static void add_studies(tsq_stream *s, const tsq_data *c, const units *u) {
  tsqp_rows rows = tsqp_rows_in(s);
  if (s->unit == TSQP_NO_UNIT && u->first < c->k) {
    s->unit = u->y;
    if (!s->no_intercept) s->shift[0] = c->yi[u->first] * u->y_factor;
  }
  for (size_t i = 0; i < c->k; i++) {
    if (is_missing(c, i)) {
      s->dropped++;
      continue;
    }
    put_row(s, c, i, u->y_factor, &rows);
    if (rows.n == BLOCK) tsqp_sum_rows(s, &rows);
  }
  if (rows.n > 0) tsqp_sum_rows(s, &rows);
}

int tsq_stream_add(tsq_stream *stream, const tsq_data *chunk) {
  tsq_data c;
  units u;
  tsqp_clear_error();
  TSQP_NOT_NULL(stream);
  TSQP_NOT_NULL(chunk);
  TSQP_TRY(tsqp_read_data(chunk, &c, sizeof c, sizeof c, "tsq_data"));
  if (c.ldx == 0) c.ldx = c.k;
  TSQP_TRY(check_chunk(stream, &c));
  TSQP_TRY(check_studies(stream, &c, &u));
  add_studies(stream, &c, &u);
  tsqp_stream_look_at_shift(stream);
  return TSQ_OK;
}
