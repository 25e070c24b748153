/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sums of the pooled model over one block; included by each file of isa/. */
#include "kernel/kernels.h"
#include "kernel/product.h"

#include <math.h>

typedef struct pooled_lanes {
  tsqp_vd sum[TSQP_LOG][TSQP_PARTS];
  tsqp_vd v_min[TSQP_PARTS], v_max[TSQP_PARTS], e[TSQP_PARTS], ee[TSQP_PARTS];
  tsqp_product product;
} pooled_lanes;

TSQP_INLINE void pooled_start(pooled_lanes *lanes) {
  memset(lanes, 0, sizeof *lanes);
  tsqp_product_one(&lanes->product);
  for (int h = 0; h < TSQP_PARTS; h++) {
    lanes->v_min[h] = tsqp_all(HUGE_VAL);
    lanes->v_max[h] = tsqp_all(0);
  }
}

/*
 * One machine vector of studies, part h of the 8 lanes. A lane past the last study has an infinite v, so that its weight is 0; it
 * must not come with `look`.
 */
TSQP_INLINE void pooled_take(pooled_lanes *lanes, int h, tsqp_vd y, tsqp_vd v, const tsqp_pooled_at *at,
                             int all, int look) {
  tsqp_vd sigma = v * at->v_unit + at->t;
  tsqp_vd w = at->s / sigma;
  tsqp_vd e = (y * at->y_unit - at->centre) - at->shift;
  tsqp_vd we = w * e;
  tsqp_vd w2 = w * w;
  tsqp_vd w3 = w2 * w;
  lanes->sum[TSQP_W][h] += w;
  lanes->sum[TSQP_W + 1][h] += w2;
  lanes->sum[TSQP_W + 2][h] += w3;
  lanes->sum[TSQP_WE][h] += we;
  lanes->sum[TSQP_WEE][h] += we * e;
  if (all) {
    tsqp_vd w2e = w2 * e;
    tsqp_vd w3e = w3 * e;
    lanes->sum[TSQP_WE + 1][h] += w2e;
    lanes->sum[TSQP_WE + 2][h] += w3e;
    lanes->sum[TSQP_WEE + 1][h] += w2e * e;
    lanes->sum[TSQP_WEE + 2][h] += w3e * e;
  }
  if (look) {
    lanes->v_min[h] = tsqp_min(v, lanes->v_min[h]);
    lanes->v_max[h] = tsqp_max(v, lanes->v_max[h]);
    lanes->e[h] += e;
    lanes->ee[h] += e * e;
  }
  tsqp_product_take(&lanes->product, h, sigma);
}

/* What was seen of the block; the `rest` last studies, which did not fill the lanes, are looked at one by one. */
static void look_fold(const pooled_lanes *lanes, size_t rest, const double *y, const double *v,
                      const tsqp_pooled_at *at, tsqp_block_scan *scan) {
  double low[TSQP_LANES];
  double high[TSQP_LANES];
  double e[TSQP_LANES];
  double ee[TSQP_LANES];
  memcpy(low, lanes->v_min, sizeof low);
  memcpy(high, lanes->v_max, sizeof high);
  memcpy(e, lanes->e, sizeof e);
  memcpy(ee, lanes->ee, sizeof ee);
  for (size_t l = 0; l < rest; l++) {
    double ei = (y[l] * at->y_unit - at->centre) - at->shift;
    low[l] = v[l] < low[l] ? v[l] : low[l];
    high[l] = v[l] > high[l] ? v[l] : high[l];
    e[l] += ei;
    ee[l] += ei * ei;
  }
  scan->v_min = low[0];
  scan->v_max = high[0];
  for (int l = 1; l < TSQP_LANES; l++) {
    scan->v_min = low[l] < scan->v_min ? low[l] : scan->v_min;
    scan->v_max = high[l] > scan->v_max ? high[l] : scan->v_max;
  }
  scan->sum_e = tsqp_fold(e);
  scan->sum_ee = tsqp_fold(ee);
}

TSQP_INLINE void pooled_block(size_t n, const double *y, const double *v, const tsqp_pooled_at *callers,
                              int all, int look, double sums[TSQP_POOLED_SUMS], tsqp_block_scan *scan) {
  const tsqp_pooled_at at = *callers;
  pooled_lanes lanes;
  pooled_start(&lanes);
  size_t i = 0;
  for (; i + TSQP_LANES <= n; i += TSQP_LANES) {
    for (int h = 0; h < TSQP_PARTS; h++) {
      size_t j = i + (size_t)(h * TSQP_WIDTH);
      pooled_take(&lanes, h, tsqp_load(y + j), tsqp_load(v + j), &at, all, look);
    }
  }
  size_t rest = n - i;
  if (rest > 0) {
    double part_y[TSQP_LANES];
    double part_v[TSQP_LANES];
    for (size_t l = 0; l < TSQP_LANES; l++) {
      part_y[l] = y[l < rest ? i + l : i];
      part_v[l] = l < rest ? v[i + l] : HUGE_VAL;
    }
    for (int h = 0; h < TSQP_PARTS; h++) {
      pooled_take(&lanes, h, tsqp_load(part_y + h * TSQP_WIDTH), tsqp_load(part_v + h * TSQP_WIDTH), &at, all,
                  0);
    }
  }
  for (size_t j = 0; j < TSQP_LOG; j++) {
    sums[j] = tsqp_fold_parts(lanes.sum[j]);
  }
  sums[TSQP_LOG] = tsqp_product_log(&lanes.product, n, TSQP_LANES);
  if (look) look_fold(&lanes, rest, y + i, v + i, &at, scan);
}

static void pooled(size_t n, const double *y, const double *v, const tsqp_pooled_at *at, int all,
                   double sums[TSQP_POOLED_SUMS]) {
  if (all) {
    pooled_block(n, y, v, at, 1, 0, sums, NULL);
  } else {
    pooled_block(n, y, v, at, 0, 0, sums, NULL);
  }
}

static void pooled_scan(size_t n, const double *y, const double *v, const tsqp_pooled_at *at,
                        double sums[TSQP_POOLED_SUMS], tsqp_block_scan *scan) {
  pooled_block(n, y, v, at, 1, 1, sums, scan);
}
