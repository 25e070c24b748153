/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sums of the meta-regression model over one block; included by each file of isa/. With the residual e as one more column, all of
 * them are sums of w^j z_a z_b. Rows are worked off in strips that stay in the first cache.
 */
#include "kernel/kernels.h"
#include "kernel/product.h"

#define ROWS TSQP_STRIP         /* of a strip */
#define STRIP TSQP_STRIP_STRIDE /* from column to column */

#define AHEAD (2 * TSQP_STRIP)

/* One strip: the columns z, STRIP apart, of which column p is e, and the weights. */
typedef struct strip {
  double *z, *w;
} strip;

typedef struct weight_lanes {
  tsqp_vd sum[3][TSQP_PARTS];
  tsqp_product product;
} weight_lanes;

/* The rows of a strip as the kernel reads them: all ROWS of them, past the last study with x = y = 0 and an infinite v. */
typedef struct strip_rows {
  const double *const *column; /* [p] from `from` on; NULL for the column of ones */
  const double *y, *v;
  size_t from;
} strip_rows;

/* What comes so much later is fetched into the cache: a hint, which may lie outside of the array. */
TSQP_INLINE tsqp_vd read_row(const double *x, size_t i) {
  __builtin_prefetch(x + i + AHEAD);
  return tsqp_load(x + i);
}

/* The weights of one machine vector of rows, and their sums. */
TSQP_INLINE tsqp_vd weigh(const tsqp_regression_at *at, const strip_rows *rows, size_t i, int h,
                          weight_lanes *lanes) {
  tsqp_vd v = rows->v != NULL ? read_row(rows->v, i) : tsqp_all(1);
  tsqp_vd sigma = v * at->v_unit + at->t;
  tsqp_vd w = at->s / sigma;
  tsqp_vd w2 = w * w;
  lanes->sum[0][h] += w;
  lanes->sum[1][h] += w2;
  lanes->sum[2][h] += w2 * w;
  tsqp_product_take(&lanes->product, h, sigma);
  return w;
}

/* Column j of one machine vector of rows: x reduced by the columns before it, z = (x - sum_m r_mj z_m)/r_jj. */
TSQP_INLINE tsqp_vd reduced(tsqp_vd x, const tsqp_vd *z, const double *c, size_t stride, size_t count) {
#pragma GCC unroll 8
  for (size_t m = 0; m < count; m++) {
    x -= c[m * stride] * z[m];
  }
  return x;
}

/* z = R^-T x by forward substitution, e = y - centre - z'shift, and the weights; p, up to 6, is a number that the compiler knows. */
TSQP_INLINE void fill_known(const tsqp_regression_at *at, const strip_rows *rows, const double *scale,
                            size_t p, const strip *s, weight_lanes *lanes) {
  for (size_t i = 0; i < ROWS; i += TSQP_LANES) {
    for (int h = 0; h < TSQP_PARTS; h++) {
      size_t j = i + (size_t)(h * TSQP_WIDTH);
      tsqp_store(s->w + j, weigh(at, rows, j, h, lanes));
      tsqp_vd z[7];
#pragma GCC unroll 8
      for (size_t a = 0; a < p; a++) {
        z[a] = tsqp_all(scale[a]); /* the intercept comes first: z is constant */
        if (a > 0 || rows->column[a] != NULL)
          z[a] *= reduced(read_row(rows->column[a], rows->from + j), z, at->r + a, p, a);
      }
      z[p] = reduced(read_row(rows->y, j) * at->y_unit - at->centre, z, at->shift, 1, p);
#pragma GCC unroll 8
      for (size_t a = 0; a <= p; a++) {
        tsqp_store(s->z + a * STRIP + j, z[a]);
      }
    }
  }
}

/* The same for any p, column by column. */
static void fill_any(const tsqp_regression_at *at, const strip_rows *rows, const double *scale, size_t p,
                     const strip *s, weight_lanes *lanes) {
  for (size_t i = 0; i < ROWS; i += TSQP_LANES) {
    for (int h = 0; h < TSQP_PARTS; h++) {
      size_t j = i + (size_t)(h * TSQP_WIDTH);
      tsqp_store(s->w + j, weigh(at, rows, j, h, lanes));
      for (size_t a = 0; a <= p; a++) {
        const double *c = a < p ? at->r + a : at->shift;
        size_t stride = a < p ? p : 1;
        tsqp_vd z = tsqp_all(1);
        if (a == p) {
          z = read_row(rows->y, j) * at->y_unit - at->centre;
        } else if (a > 0 || rows->column[a] != NULL) {
          z = read_row(rows->column[a], rows->from + j);
        }
        for (size_t m = 0; m < a; m++) {
          z -= c[m * stride] * tsqp_load(s->z + m * STRIP + j);
        }
        tsqp_store(s->z + a * STRIP + j, a < p ? tsqp_all(scale[a]) * z : z);
      }
    }
  }
}

static void fill_strip(const tsqp_regression_at *at, const strip_rows *rows, const double *scale,
                       const strip *s, weight_lanes *lanes) {
  switch (at->p) {
    case 1: fill_known(at, rows, scale, 1, s, lanes); break;
    case 2: fill_known(at, rows, scale, 2, s, lanes); break;
    case 3: fill_known(at, rows, scale, 3, s, lanes); break;
    case 4: fill_known(at, rows, scale, 4, s, lanes); break;
    case 5: fill_known(at, rows, scale, 5, s, lanes); break;
    case 6: fill_known(at, rows, scale, 6, s, lanes); break;
    default: fill_any(at, rows, scale, at->p, s, lanes); break;
  }
}

/* The last rows of a block, which do not fill a strip, as copies that do. */
static void pad_rows(const tsqp_regression_at *at, size_t from, size_t n, double *copy, const double **column,
                     strip_rows *rows) {
  for (size_t a = 0; a < at->p + 2; a++) {
    double *to = copy + a * ROWS;
    const double *x = a < at->p ? at->column[a] : a == at->p ? at->y : at->v;
    double rest = a == at->p + 1 ? __builtin_inf() : 0;
    if (a < at->p) column[a] = x == NULL ? NULL : to;
    if (x != NULL) memcpy(to, x + from, n * sizeof *to);
    for (size_t i = 0; x == NULL && i < n; i++) {
      to[i] = 1;
    }
    for (size_t i = n; i < ROWS; i++) {
      to[i] = rest;
    }
  }
  *rows = (strip_rows){column, copy + at->p * ROWS, copy + (at->p + 1) * ROWS, 0};
}

/* Pairs at once: as many as there are registers for their sums. */
#define MOST_PAIRS (TSQP_WIDTH == 8 ? 6 : 3)

/* Adds the three sums of `count` pairs (a, b .. b+count-1) over one strip to their lanes. */
TSQP_INLINE void add_pairs(const strip *s, size_t a, size_t b, int count, double *lanes, size_t stride) {
  const double *za = s->z + a * STRIP;
  const double *zb = s->z + b * STRIP;
  for (int h = 0; h < TSQP_PARTS; h++) {
    tsqp_vd sum[3][6];
    memset(sum, 0, sizeof sum);
    for (size_t j = (size_t)(h * TSQP_WIDTH); j < ROWS; j += TSQP_LANES) {
      tsqp_vd w = tsqp_load(s->w + j);
      tsqp_vd wza = w * tsqp_load(za + j);
      for (int c = 0; c < count; c++) {
        tsqp_vd product = wza * tsqp_load(zb + c * STRIP + j);
        sum[0][c] += product;
        product *= w;
        sum[1][c] += product;
        sum[2][c] += product * w;
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

static void add_strip(const strip *s, size_t p, double *lanes) {
  size_t pairs = TSQP_PAIRS(p);
  for (size_t a = 0; a <= p; a++) {
    double *row = lanes + a * (a + 1) / 2 * TSQP_LANES;
    size_t b = 0;
    for (; b + MOST_PAIRS <= a + 1; b += MOST_PAIRS) {
      add_pairs(s, a, b, MOST_PAIRS, row + b * TSQP_LANES, pairs);
    }
    switch (a + 1 - b) {
      case 5: add_pairs(s, a, b, 5, row + b * TSQP_LANES, pairs); break;
      case 4: add_pairs(s, a, b, 4, row + b * TSQP_LANES, pairs); break;
      case 3: add_pairs(s, a, b, 3, row + b * TSQP_LANES, pairs); break;
      case 2: add_pairs(s, a, b, 2, row + b * TSQP_LANES, pairs); break;
      case 1: add_pairs(s, a, b, 1, row + b * TSQP_LANES, pairs); break;
      default: break;
    }
  }
}

static void regression(size_t n, const tsqp_regression_at *at, double *room, const double **column,
                       double *sums) {
  size_t p = at->p;
  size_t columns = (p + 1) * STRIP;
  size_t pairs = TSQP_PAIRS(p);
  double *line =
      room + (64 - (uintptr_t)room % 64) % 64 / sizeof *room; /* vectors shall not lie across cache lines */
  strip s = {.z = line, .w = line + columns};
  double *lanes = line + columns + ROWS;
  double *scale = lanes + 3 * pairs * TSQP_LANES;
  weight_lanes weights;
  memset(lanes, 0, 3 * pairs * TSQP_LANES * sizeof *lanes);
  memset(weights.sum, 0, sizeof weights.sum);
  tsqp_product_one(&weights.product);
  for (size_t j = 0; j < p; j++) {
    scale[j] = 1 / at->r[j * p + j];
  }
  for (size_t from = 0; from < n; from += ROWS) {
    strip_rows rows = {at->column, at->y + from, at->v == NULL ? NULL : at->v + from, from};
    if (from + ROWS > n) pad_rows(at, from, n - from, scale + p, column, &rows);
    fill_strip(at, &rows, scale, &s, &weights);
    add_strip(&s, p, lanes);
  }
  for (size_t i = 0; i < 3 * pairs; i++) {
    sums[i] = tsqp_fold(lanes + i * TSQP_LANES);
  }
  for (size_t power = 0; power < 3; power++) {
    sums[3 * pairs + power] = tsqp_fold_parts(weights.sum[power]);
  }
  sums[3 * pairs + 3] = tsqp_product_log(&weights.product, n, ROWS);
}

#undef STRIP
#undef MOST_PAIRS
#undef ROWS
#undef AHEAD
