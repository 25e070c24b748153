/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rma/pooled_sums.h"

#include "base/alloc.h"
#include "base/threads.h"

#include <math.h>
#include <string.h>

#define MIN_BLOCKS 64
#define MAX_CHUNKS 1024

static size_t chunk_rows(size_t k) {
  size_t blocks = k / TSQP_BLOCK + 1;
  size_t per_chunk = blocks / MAX_CHUNKS + 1;
  return TSQP_BLOCK * (per_chunk > MIN_BLOCKS ? per_chunk : MIN_BLOCKS);
}

size_t tsqp_pooled_chunks(size_t k) {
  size_t rows = chunk_rows(k);
  return k / rows + (k % rows != 0);
}

/* A block of rows as the kernel takes it: the caller's own memory where that is possible, else copies. */
typedef struct rows {
  size_t n;
  const double *y, *v;
  double y_copy[TSQP_BLOCK], v_copy[TSQP_BLOCK];
} rows;

static void take_rows(const tsqp_studies *s, size_t from, size_t to, rows *r) {
  const tsq_data *data = &s->data;
  size_t next = tsqp_first_dropped(s, from);
  int has_dropped = next < s->n_dropped && s->dropped[next] < to;
  int has_pivot = s->pivot >= from && s->pivot < to;
  if (data->vi != NULL && !has_dropped && !has_pivot) {
    r->n = to - from;
    r->y = data->yi + from;
    r->v = data->vi + from;
    return;
  }
  r->n = 0;
  for (size_t i = from; i < to; i++) {
    if (next < s->n_dropped && s->dropped[next] == i) {
      next++;
    } else if (i != s->pivot) {
      r->y_copy[r->n] = data->yi[i];
      r->v_copy[r->n++] = data->vi != NULL ? data->vi[i] : data->sei[i];
    }
  }
  r->y = r->y_copy;
  r->v = r->v_copy;
}

typedef struct pass {
  const tsqp_studies *studies;
  const tsqp_kernels *kernels;
  tsqp_pooled_at at;
  int all;
  tsqp_pooled_chunk *chunks;
} pass;

/* Standard errors are squared in units: the square of the raw number may not be representable. */
static void square(rows *r, double y_unit) {
  for (size_t i = 0; i < r->n; i++) {
    double se = r->v[i] * y_unit;
    r->v_copy[i] = se * se;
  }
  r->v = r->v_copy;
}

static void pass_chunk(void *context, size_t c, size_t thread) {
  (void)thread;
  const pass *p = context;
  const tsqp_studies *s = p->studies;
  size_t per_chunk = chunk_rows(s->data.k);
  size_t end = (c + 1) * per_chunk < s->data.k ? (c + 1) * per_chunk : s->data.k;
  tsqp_pooled_at at = p->at;
  rows r;
  memset(&p->chunks[c], 0, sizeof p->chunks[c]);
  for (size_t from = c * per_chunk; from < end; from += TSQP_BLOCK) {
    double block[TSQP_POOLED_SUMS];
    take_rows(s, from, from + TSQP_BLOCK < end ? from + TSQP_BLOCK : end, &r);
    if (r.n == 0) continue;
    if (s->data.vi == NULL) {
      square(&r, at.y_unit);
      at.v_unit = 1;
    }
    p->kernels->pooled(r.n, r.y, r.v, &at, p->all, block);
    for (size_t j = 0; j < TSQP_POOLED_SUMS; j++) {
      tsqp_sum_add(&p->chunks[c].sum[j], block[j]);
    }
  }
}

static void fold_chunks(const tsqp_pooled_chunk *chunks, size_t n, double sums[TSQP_POOLED_SUMS]) {
  for (size_t j = 0; j < TSQP_POOLED_SUMS; j++) {
    tsqp_sum total = {0, 0};
    for (size_t c = 0; c < n; c++) {
      tsqp_sum_add(&total, chunks[c].sum[j].high);
      tsqp_sum_add(&total, chunks[c].sum[j].low);
    }
    sums[j] = tsqp_sum_value(&total);
  }
}

void tsqp_pooled_pass(const tsqp_studies *s, const tsqp_pooled_at *at, int all, tsqp_pooled_chunk *room,
                      double sums[TSQP_POOLED_SUMS]) {
  pass p = {.studies = s, .kernels = tsqp_active_kernels(), .at = *at, .all = all, .chunks = room};
  p.at.y_unit = ldexp(1, -s->exponent);
  p.at.v_unit = ldexp(1, -2 * s->exponent);
  p.at.centre = s->y_pivot;
  size_t chunks = tsqp_pooled_chunks(s->data.k);
  tsqp_in_parts(s->threads, chunks, pass_chunk, &p);
  fold_chunks(room, chunks, sums);
}

/* ---- the first look ------------------------------------------------------------------------------------------------ */

#define LOOK_AT_LEAST 256 /* studies: fewer are scanned one by one */

typedef struct look {
  const tsq_data *data;
  const tsqp_kernels *kernels;
  tsqp_pooled_at at;
  tsqp_pooled_chunk *chunks;
  tsqp_block_scan *scans;
  size_t ldx;
} look;

static void look_at_chunk(void *context, size_t c, size_t thread) {
  (void)thread;
  const look *l = context;
  const tsq_data *data = l->data;
  size_t per_chunk = chunk_rows(data->k);
  size_t end = (c + 1) * per_chunk < data->k ? (c + 1) * per_chunk : data->k;
  tsqp_block_scan all = {.v_min = HUGE_VAL};
  int finite = 1;
  tsqp_sum sum_e = {0, 0};
  tsqp_sum sum_ee = {0, 0};
  memset(&l->chunks[c], 0, sizeof l->chunks[c]);
  for (size_t from = c * per_chunk; from < end; from += TSQP_BLOCK) {
    size_t n = from + TSQP_BLOCK < end ? TSQP_BLOCK : end - from;
    double block[TSQP_POOLED_SUMS];
    tsqp_block_scan scan;
    l->kernels->pooled_scan(n, data->yi + from, data->vi + from, &l->at, block, &scan);
    for (size_t j = 0; j < TSQP_POOLED_SUMS; j++) {
      tsqp_sum_add(&l->chunks[c].sum[j], block[j]);
    }
    for (size_t j = 0; j < data->p; j++) {
      finite &= l->kernels->all_finite(n, data->x + j * l->ldx + from);
    }
    all.v_min = fmin(all.v_min, scan.v_min);
    all.v_max = fmax(all.v_max, scan.v_max);
    tsqp_sum_add(&sum_e, scan.sum_e);
    tsqp_sum_add(&sum_ee, scan.sum_ee);
  }
  all.sum_e = tsqp_sum_value(&sum_e);
  all.sum_ee = finite ? tsqp_sum_value(&sum_ee) : HUGE_VAL; /* something is missing */
  l->scans[c] = all;
}

/* The unit and the centre that the first block suggests; 0 where it is odd. */
static int suggest(const tsq_data *data, tsqp_studies *s) {
  size_t n = data->k < TSQP_BLOCK ? data->k : TSQP_BLOCK;
  double sum = 0;
  double v_min = HUGE_VAL;
  double v_max = 0;
  for (size_t i = 0; i < n; i++) {
    sum += data->yi[i] / (double)n;
    v_min = fmin(v_min, data->vi[i]);
    v_max = fmax(v_max, data->vi[i]);
  }
  if (!isfinite(sum) || !(v_min > 0) || isinf(v_max)) return 0;
  s->exponent = (ilogb(v_min) + ilogb(v_max)) / 4;
  s->y_pivot = ldexp(sum, -s->exponent);
  return isfinite(s->y_pivot);
}

static int nothing_odd(const tsqp_studies *s) {
  const double *sums = s->first;
  return isfinite(s->first_rss) && isfinite(sums[TSQP_W]) && isfinite(sums[TSQP_WEE + 2]) && s->v_min > 0x1p-100 &&
         s->v_max < 0x1p100 && 1 / s->v_min <= sums[TSQP_W] / 8;
}

int tsqp_first_look(const tsq_data *data, size_t threads, tsqp_studies *studies) {
  if (data->k < LOOK_AT_LEAST || data->weights != NULL || data->vi == NULL) return 0;
  tsqp_studies s = {
      .data = *data, .k = data->k, .pivot = SIZE_MAX, .threads = threads, .has_first = 1};
  if (s.data.ldx == 0) s.data.ldx = data->k;
  if (!suggest(data, &s)) return 0;
  size_t n = tsqp_pooled_chunks(data->k);
  look l = {.data = data, .kernels = tsqp_active_kernels(), .ldx = s.data.ldx};
  l.at = (tsqp_pooled_at){
      .y_unit = ldexp(1, -s.exponent), .centre = s.y_pivot, .v_unit = ldexp(1, -2 * s.exponent), .s = 1};
  l.chunks = tsqp_malloc(n * sizeof *l.chunks);
  l.scans = tsqp_malloc(n * sizeof *l.scans);
  if (l.chunks != NULL && l.scans != NULL) {
    tsqp_in_parts(threads, n, look_at_chunk, &l);
    fold_chunks(l.chunks, n, s.first);
    tsqp_sum e = {0, 0};
    tsqp_sum ee = {0, 0};
    s.v_min = HUGE_VAL;
    for (size_t c = 0; c < n; c++) {
      s.v_min = fmin(s.v_min, l.scans[c].v_min * l.at.v_unit);
      s.v_max = fmax(s.v_max, l.scans[c].v_max * l.at.v_unit);
      tsqp_sum_add(&e, l.scans[c].sum_e);
      tsqp_sum_add(&ee, l.scans[c].sum_ee);
    }
    s.v_second = s.v_min;
    s.first_rss = tsqp_sum_value(&ee) - tsqp_sum_value(&e) / (double)s.k * tsqp_sum_value(&e);
  }
  int fine = l.chunks != NULL && l.scans != NULL && nothing_odd(&s);
  tsqp_free(l.chunks);
  tsqp_free(l.scans);
  if (fine) *studies = s;
  return fine;
}
