/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sums of the meta-regression model over one block; included by each file of isa/. With the residual e as one more column, all of
 * them are sums of w^j z_a z_b. Rows are worked off in strips that stay in the first cache: there wz = w z and w2z = w^2 z are made
 * once for each column, so that a pair of columns costs three products.
 */
#include "kernel/kernels.h"
#include "kernel/product.h"

#define ROWS TSQP_STRIP         /* of a strip */
#define STRIP TSQP_STRIP_STRIDE /* from column to column */

#define AHEAD                                                                                                \
  (2 * TSQP_STRIP) /* what comes so many rows later is fetched; a hint, which may lie outside of the array */

/* The columns of one strip: z, w z, w^2 z, STRIP apart; column p is e. */
typedef struct strip {
  double *z, *wz, *w2z;
} strip;

/* Rows i .. of a column of n; past the last row `rest`. */
TSQP_INLINE tsqp_vd load_rows(const double *x, size_t i, size_t n, double rest) {
  if (i + TSQP_WIDTH <= n) return tsqp_load(x + i);
  double part[TSQP_WIDTH];
  for (size_t l = 0; l < TSQP_WIDTH; l++) {
    part[l] = i + l < n ? x[i + l] : rest;
  }
  return tsqp_load(part);
}

/* out = x - sum_m c[m] z_m over m < count, a number that the compiler knows; past the last row 0. */
TSQP_INLINE void reduce(const double *x, double unit, size_t n, const double *c, size_t stride, size_t count,
                        double scale, const double *z, double *out) {
  for (size_t i = 0; i < n; i += TSQP_WIDTH) {
    __builtin_prefetch(x + i + AHEAD);
    tsqp_vd sum = load_rows(x, i, n, 0) * unit;
    for (size_t m = 0; m < count; m++) {
      sum -= c[m * stride] * tsqp_load(z + m * STRIP + i);
    }
    tsqp_store(out + i, sum * scale);
  }
}

static void reduce_by(const double *x, double unit, size_t n, const double *c, size_t stride, size_t count,
                      double scale, const double *z, double *out) {
  switch (count) {
    case 0: reduce(x, unit, n, c, stride, 0, scale, z, out); break;
    case 1: reduce(x, unit, n, c, stride, 1, scale, z, out); break;
    case 2: reduce(x, unit, n, c, stride, 2, scale, z, out); break;
    case 3: reduce(x, unit, n, c, stride, 3, scale, z, out); break;
    case 4: reduce(x, unit, n, c, stride, 4, scale, z, out); break;
    case 5: reduce(x, unit, n, c, stride, 5, scale, z, out); break;
    case 6: reduce(x, unit, n, c, stride, 6, scale, z, out); break;
    default: reduce(x, unit, n, c, stride, count, scale, z, out); break;
  }
}

/* z = R^-T x by forward substitution, e = y - z'shift. */
TSQP_INLINE void fill_columns(const tsqp_regression_at *at, size_t from, size_t n, strip *s) {
  size_t p = at->p;
  for (size_t j = 0; j < p; j++) {
    double *z = s->z + j * STRIP;
    double scale = 1 / at->r[j * p + j];
    if (at->column[j] != NULL) {
      reduce_by(at->column[j] + from, 1, n, at->r + j, p, j, scale, s->z, z);
      continue;
    }
    for (size_t i = 0; i < n; i += TSQP_WIDTH) { /* the intercept comes first: z is constant */
      tsqp_store(z + i, tsqp_all(scale));
    }
  }
  reduce_by(at->y + from, at->y_unit, n, at->shift, 1, p, 1, s->z, s->z + p * STRIP);
}

typedef struct weight_lanes {
  tsqp_vd sum[3][TSQP_PARTS];
  tsqp_product product;
} weight_lanes;

/* The weights of one strip, their sums, and the columns times them; past the last row v is infinite and the weight 0. */
TSQP_INLINE void weigh(const tsqp_regression_at *at, size_t from, size_t n, strip *s, weight_lanes *lanes) {
  const double infinity = __builtin_inf();
  double ones[ROWS] __attribute__((aligned(64)));
  double w[ROWS] __attribute__((aligned(64)));
  double w2[ROWS] __attribute__((aligned(64)));
  if (at->v == NULL) {
    for (size_t i = 0; i < ROWS; i++) {
      ones[i] = 1;
    }
  }
  const double *v = at->v != NULL ? at->v + from : ones;
  for (size_t i = 0; i < n; i += TSQP_LANES) {
    for (int h = 0; h < TSQP_PARTS; h++) {
      size_t j = i + (size_t)(h * TSQP_WIDTH);
      __builtin_prefetch(v + j + AHEAD);
      tsqp_vd sigma = load_rows(v, j, n, infinity) * at->v_unit + at->t;
      tsqp_vd w1 = at->s / sigma;
      tsqp_vd ww = w1 * w1;
      tsqp_store(w + j, w1);
      tsqp_store(w2 + j, ww);
      lanes->sum[0][h] += w1;
      lanes->sum[1][h] += ww;
      lanes->sum[2][h] += ww * w1;
      tsqp_product_take(&lanes->product, h, sigma);
    }
  }
  size_t filled = (n + TSQP_LANES - 1) / TSQP_LANES * TSQP_LANES;
  for (size_t a = 0; a <= at->p; a++) {
    double *z = s->z + a * STRIP;
    for (size_t i = n; i < filled; i++) {
      z[i] = 0;
    }
    for (size_t i = 0; i < filled; i += TSQP_WIDTH) {
      tsqp_vd zi = tsqp_load(z + i);
      tsqp_store(s->wz + a * STRIP + i, tsqp_load(w + i) * zi);
      tsqp_store(s->w2z + a * STRIP + i, tsqp_load(w2 + i) * zi);
    }
  }
}

/* Pairs at once: as many as there are registers for their sums. */
#define MOST_PAIRS (TSQP_WIDTH == 8 ? 6 : 3)

/* Adds the three sums of `count` pairs (a, b .. b+count-1) over one strip to their lanes. */
TSQP_INLINE void add_pairs(const strip *s, size_t n, size_t a, size_t b, int count, double *lanes,
                           size_t stride) {
  const double *wa = s->wz + a * STRIP;
  const double *w2a = s->w2z + a * STRIP;
  const double *zb = s->z + b * STRIP;
  const double *wb = s->wz + b * STRIP;
  for (int h = 0; h < TSQP_PARTS; h++) {
    tsqp_vd sum[3][6];
    memset(sum, 0, sizeof sum);
    for (size_t j = (size_t)(h * TSQP_WIDTH); j < n; j += TSQP_LANES) {
      tsqp_vd w1 = tsqp_load(wa + j);
      tsqp_vd w2 = tsqp_load(w2a + j);
      for (int c = 0; c < count; c++) {
        tsqp_vd wzb = tsqp_load(wb + c * STRIP + j);
        sum[0][c] += w1 * tsqp_load(zb + c * STRIP + j);
        sum[1][c] += w1 * wzb;
        sum[2][c] += w2 * wzb;
      }
    }
    for (int power = 0; power < 3; power++) {
      for (int c = 0; c < count; c++) {
        double *lane = lanes + ((size_t)power * stride + (size_t)c) * TSQP_LANES + h * TSQP_WIDTH;
        tsqp_store(lane, tsqp_load(lane) + sum[power][c]);
      }
    }
  }
}

static void add_strip(const strip *s, size_t n, size_t p, double *lanes) {
  size_t pairs = TSQP_PAIRS(p);
  for (size_t a = 0; a <= p; a++) {
    double *row = lanes + a * (a + 1) / 2 * TSQP_LANES;
    size_t b = 0;
    for (; b + MOST_PAIRS <= a + 1; b += MOST_PAIRS) {
      add_pairs(s, n, a, b, MOST_PAIRS, row + b * TSQP_LANES, pairs);
    }
    switch (a + 1 - b) {
      case 5: add_pairs(s, n, a, b, 5, row + b * TSQP_LANES, pairs); break;
      case 4: add_pairs(s, n, a, b, 4, row + b * TSQP_LANES, pairs); break;
      case 3: add_pairs(s, n, a, b, 3, row + b * TSQP_LANES, pairs); break;
      case 2: add_pairs(s, n, a, b, 2, row + b * TSQP_LANES, pairs); break;
      case 1: add_pairs(s, n, a, b, 1, row + b * TSQP_LANES, pairs); break;
      default: break;
    }
  }
}

static void regression(size_t n, const tsqp_regression_at *at, double *room, double *sums) {
  size_t p = at->p;
  size_t columns = (p + 1) * STRIP;
  size_t pairs = TSQP_PAIRS(p);
  double *line =
      room + (64 - (uintptr_t)room % 64) % 64 / sizeof *room; /* vectors shall not lie across cache lines */
  strip s = {.z = line, .wz = line + columns, .w2z = line + 2 * columns};
  double *lanes = line + 3 * columns;
  weight_lanes weights;
  memset(lanes, 0, 3 * pairs * TSQP_LANES * sizeof *lanes);
  memset(weights.sum, 0, sizeof weights.sum);
  tsqp_product_one(&weights.product);
  for (size_t from = 0; from < n; from += ROWS) {
    size_t rows = n - from < ROWS ? n - from : ROWS;
    fill_columns(at, from, rows, &s);
    weigh(at, from, rows, &s, &weights);
    add_strip(&s, rows, p, lanes);
  }
  for (size_t i = 0; i < 3 * pairs; i++) {
    sums[i] = tsqp_fold(lanes + i * TSQP_LANES);
  }
  for (size_t power = 0; power < 3; power++) {
    sums[3 * pairs + power] = tsqp_fold_parts(weights.sum[power]);
  }
  sums[3 * pairs + 3] = tsqp_product_log(&weights.product, n);
}

#undef STRIP
#undef MOST_PAIRS
#undef ROWS
#undef AHEAD
