/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/check.h"

#include "base/status.h"
#include "kernel/lanes.h"

#include <math.h>

/*
 * Far from the first study's scale, powers of weights would leave the range of a double: variances may be 2^150 times smaller or
 * 2^300 times larger than the first, effects and moderators 2^200 times larger.
 */
#define SMALLEST_V 0x1p-150
#define LARGEST_V 0x1p300
#define LARGEST_ENTRY 0x1p200

static int check_arguments(const tsq_stream *s, const tsq_data *c) {
  if (c->weights != NULL) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "chunk.weights: a stream weights by inverse variance only");
  }
  if (c->k == 0) return TSQ_OK;
  if (c->p != s->q) {
    return tsqp_fail(TSQ_ERR_LENGTH, "chunk.p = %zu moderators, but the stream has %zu", c->p, s->q);
  }
  if (c->yi == NULL) return tsqp_fail(TSQ_ERR_NULL, "chunk.yi is NULL");
  if (c->vi == NULL && c->sei == NULL) {
    return tsqp_fail(TSQ_ERR_NULL, "chunk.vi and chunk.sei are both NULL: give one");
  }
  if (c->vi != NULL && c->sei != NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "chunk.vi and chunk.sei are both given: give one, so that they cannot be confused");
  }
  if (c->p > 0 && c->x == NULL) return tsqp_fail(TSQ_ERR_NULL, "chunk.x is NULL but chunk.p = %zu", c->p);
  if (c->ldx < c->k) {
    return tsqp_fail(TSQ_ERR_LENGTH, "chunk.ldx = %zu < chunk.k = %zu: columns would overlap", c->ldx, c->k);
  }
  return TSQ_OK;
}

static void choose_unit(const tsq_stream *s, double first_v, tsqp_chunk *c) {
  c->unit = s->unit != TSQP_NO_UNIT ? s->unit : ilogb(first_v) / 2;
  c->y_factor = ldexp(1, -c->unit);
}

static double tau2_in_units(const tsq_stream *s, const tsqp_chunk *c) {
  return ldexp(s->tau2, -2 * c->unit);
}

/* ---- study by study, where something is missing or wrong ----------------------------------------------------------- */

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

static int check_range(const tsq_stream *s, const tsqp_chunk *chunk, size_t i) {
  const tsq_data *c = &chunk->data;
  double raw_v = tsqp_chunk_variance(c, i);
  double v = raw_v * chunk->y_factor * chunk->y_factor + tau2_in_units(s, chunk);
  if (!(v >= SMALLEST_V && v <= LARGEST_V && fabs(c->yi[i] * chunk->y_factor) <= LARGEST_ENTRY)) {
    return tsqp_fail(
        TSQ_ERR_RANGE,
        "study [%zu]: yi = %g with variance %g cannot be summed with the studies before it in double "
        "precision",
        i, c->yi[i], raw_v);
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

static int check_studies(const tsq_stream *s, tsqp_chunk *chunk) {
  const tsq_data *c = &chunk->data;
  for (size_t i = 0; i < c->k; i++) {
    int missing = 0;
    TSQP_TRY(check_domain(s, c, i, &missing));
    if (missing) {
      chunk->complete = 0;
      continue;
    }
    double v = tsqp_chunk_variance(c, i);
    if (v == 0 || isinf(v)) {
      return tsqp_fail(TSQ_ERR_RANGE, "sei[%zu] = %g: its square cannot be represented", i, c->sei[i]);
    }
    if (chunk->first == c->k) {
      chunk->first = i;
      choose_unit(s, v, chunk);
    }
    TSQP_TRY(check_range(s, chunk, i));
  }
  return TSQ_OK;
}

/* ---- at a glance, where all is well --------------------------------------------------------------------------------- */

static void look(const tsqp_row_kernels *k, size_t n, const double *y, const double *v, tsqp_row_scan *scan) {
  size_t in_lanes = n / TSQP_LANES * TSQP_LANES;
  k->scan(in_lanes, y, v, scan);
  for (size_t i = in_lanes; i < n; i++) {
    scan->sound &= v[i] > 0 && isfinite(y[i]);
    scan->v_min = fmin(scan->v_min, v[i]);
    scan->v_max = fmax(scan->v_max, v[i]);
    scan->y_max = fmax(scan->y_max, fabs(y[i]));
  }
}

/* 1 = every study is complete, in its domain and in range. */
static int is_plain(const tsq_stream *s, tsqp_chunk *chunk) {
  const tsq_data *c = &chunk->data;
  tsqp_row_scan scan;
  if (c->vi == NULL) return 0;
  look(s->kernels, c->k, c->yi, c->vi, &scan);
  if (!scan.sound || isinf(scan.v_max)) return 0;
  choose_unit(s, c->vi[0], chunk);
  double tau2 = tau2_in_units(s, chunk);
  double low = scan.v_min * chunk->y_factor * chunk->y_factor + tau2;
  double high = scan.v_max * chunk->y_factor * chunk->y_factor + tau2;
  if (!(low >= SMALLEST_V && high <= LARGEST_V && scan.y_max * chunk->y_factor <= LARGEST_ENTRY)) return 0;
  for (size_t j = 0; j < c->p; j++) {
    look(s->kernels, c->k, c->x + j * c->ldx, c->vi, &scan);
    if (!scan.sound) return 0;
    if (s->x_unit[j] != TSQP_NO_UNIT && !(ldexp(scan.y_max, -s->x_unit[j]) <= LARGEST_ENTRY)) return 0;
  }
  chunk->first = 0;
  return 1;
}

int tsqp_check_chunk(const tsq_stream *s, tsqp_chunk *chunk) {
  TSQP_TRY(check_arguments(s, &chunk->data));
  chunk->first = chunk->data.k;
  chunk->complete = 1;
  chunk->unit = s->unit;
  chunk->y_factor = 1;
  if (chunk->data.k == 0 || is_plain(s, chunk)) return TSQ_OK;
  return check_studies(s, chunk);
}
