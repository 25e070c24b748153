/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From studies to sums: a block of rows in columns, and their products in double-double arithmetic. */
#ifndef TSQP_STREAM_ROWS_H
#define TSQP_STREAM_ROWS_H

#include "stream/stream.h"

/* Studies per block: its columns stay in the first-level cache for few moderators. A multiple of the lanes. */
#define TSQP_STREAM_BLOCK 256

typedef struct tsqp_rows {
  size_t n;     /* studies in the block */
  double *high; /* [m][block] the rows' entries */
  double *low;  /* [block] the low part of the last entry, e */
  double *v;    /* [block] sampling variances, in units */
  double *w;    /* [block] a weighting, high and low part */
  double *w_low;
  double *t; /* [block] a weighting times an entry */
  double *t_low;
} tsqp_rows;

/* Raw effects and variances to units: y y_factor - shift, v y_factor^2, w = 1/(v + tau2). */
typedef struct tsqp_row_scale {
  double y_factor, shift, tau2;
} tsqp_row_scale;

/* What a chunk looks like: `sound` where every y is finite and every v > 0 and neither is NaN. */
typedef struct tsqp_row_scan {
  double v_min, v_max, y_max; /* of |y| */
  int sound;
} tsqp_row_scan;

/* Places in the sums of the pooled kernel: w^j, w^j e, w^j e^2 for j = 1, 2, 3; e, e^2; v, v^2. */
enum { TSQP_ROW_WEIGHTED = 0, TSQP_ROW_E = 9, TSQP_ROW_EE, TSQP_ROW_V, TSQP_ROW_VV, TSQP_ROW_SUMS };

/* The loops, of arrays whose length n is a multiple of the lanes, for one instruction set; the same bits from each. */
typedef struct tsqp_row_kernels {
  const char *isa;
  tsqp_dd (*sum)(size_t n, const double *t, const double *t_low);                  /* sum t */
  tsqp_dd (*dot)(size_t n, const double *t, const double *t_low, const double *b); /* sum t b */
  tsqp_dd (*dot_dd)(size_t n, const double *t, const double *t_low, const double *b, const double *b_low);
  void (*times)(size_t n, const double *w, const double *w_low, const double *a, double *t,
                double *t_low); /* w a */
  void (*times_dd)(size_t n, const double *w, const double *w_low, const double *a, const double *a_low,
                   double *t, double *t_low);
  /* The pooled mean from raw arrays, n <= block: all sums (e, v and their squares where `first`) and sum ln(v + tau2). */
  double (*pooled)(size_t n, const double *y, const double *v, const tsqp_row_scale *at, int first,
                   tsqp_dd sums[TSQP_ROW_SUMS]);
  void (*scan)(size_t n, const double *y, const double *v, tsqp_row_scan *scan);
} tsqp_row_kernels;

extern const tsqp_row_kernels tsqp_row_kernels_baseline;
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define TSQP_ROWS_X86 1
extern const tsqp_row_kernels tsqp_row_kernels_avx2;
extern const tsqp_row_kernels tsqp_row_kernels_avx512;
#else
#define TSQP_ROWS_X86 0
#endif

/* Those of the instruction set that the library uses (TSQ_FORCE_ISA included). */
const tsqp_row_kernels *tsqp_active_row_kernels(void);

/* Numbers that a block of rows of m entries needs. */
static inline size_t tsqp_block_room(size_t m) {
  return (m + 6) * TSQP_STREAM_BLOCK;
}

tsqp_rows tsqp_rows_in(const tsq_stream *s);

/* Adds the block's sums to the stream and empties the block. */
void tsqp_sum_rows(tsq_stream *s, tsqp_rows *rows);

/* The pooled mean: n raw studies, a multiple of the lanes, without missing values. */
void tsqp_sum_pooled(tsq_stream *s, size_t n, const double *y, const double *v, double y_factor);

#endif
