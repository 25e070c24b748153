/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Effect sizes of ordinary studies, a study a lane; included by each file of isa/. What is not ordinary (something missing, a zero
 * cell, cells that are not counts below 2^26, results that are not finite) is flagged for the careful row functions, study by study,
 * so that a study's result does not depend on its neighbours.
 */
#include "kernel/kernels.h"
#include "kernel/log.h"

typedef struct lane_effect {
  tsqp_vd yi, vi;
  tsqp_vi fine;
} lane_effect;

TSQP_INLINE tsqp_vi is_finite(tsqp_vd x) {
  return tsqp_abs(x) <= tsqp_all(1.7976931348623157e308);
}

/* ---- two groups' means -------------------------------------------------------------------------------------------- */

typedef struct lane_means {
  tsqp_vd m1, sd1, n1, m2, sd2, n2;
} lane_means;

TSQP_INLINE lane_effect lane_md(const lane_means *s) {
  lane_effect e;
  e.yi = s->m1 - s->m2;
  e.vi = s->sd1 * s->sd1 / s->n1 + s->sd2 * s->sd2 / s->n2;
  e.fine = (s->n1 > tsqp_all(0)) & (s->n2 > tsqp_all(0));
  return e;
}

/* Gamma(n + 1/2)/(Gamma(n) sqrt(n)), n >= 12: the asymptotic series of effect/small_sample.c, in [-0.011, 0], and its exponential. */
TSQP_INLINE tsqp_vd gamma_ratio(tsqp_vd n) {
  tsqp_vd r = 1.0 / n;
  tsqp_vd u = r * r;
  tsqp_vd s = u * (691.0 / 180224) - 31.0 / 18432;
  s = s * u + 17.0 / 14336;
  s = s * u - 1.0 / 640;
  s = s * u + 1.0 / 192;
  s = s * u - 1.0 / 8;
  s = s * r;
  tsqp_vd e = s * (1.0 / 5040) + 1.0 / 720;
  e = e * s + 1.0 / 120;
  e = e * s + 1.0 / 24;
  e = e * s + 1.0 / 6;
  e = e * s + 0.5;
  e = e * s + 1.0;
  return e * s + 1.0;
}

/* x (x + 10) ... (x + 30), the twelve factors of a rising product taken in pairs. */
TSQP_INLINE tsqp_vd six_pairs(tsqp_vd x) {
  return (x * (x + 10.0)) * ((x + 18.0) * (x + 24.0)) * ((x + 28.0) * (x + 30.0));
}

/*
 * J(m) = Gamma(m/2)/(sqrt(m/2) Gamma((m-1)/2)) = sqrt((m-1)/m) gamma_ratio(n), n = (m-1)/2; below n = 12 twelve steps of the
 * recurrence ratio(n) = ratio(n + 1) n/(n + 1/2), with sqrt(n) in the ratio. Gives J = factor sqrt(square/m).
 */
TSQP_INLINE void lane_j(tsqp_vd m, tsqp_vd *factor, tsqp_vd *square) {
  tsqp_vd n = 0.5 * (m - 1.0);
  tsqp_vi small = n < tsqp_all(12);
  tsqp_vd shifted = n;
  *square = m - 1.0;
  *factor = tsqp_all(1);
  if (tsqp_any(small)) {
    tsqp_vd above = six_pairs(n * (n + 11.0));         /* n .. n + 11 */
    tsqp_vd below = six_pairs((n + 0.5) * (n + 11.5)); /* n + 1/2 .. n + 11 1/2 */
    shifted = tsqp_select(small, n + 12.0, n);
    *factor = tsqp_select(small, above / below, *factor);
    *square = tsqp_select(small, 2.0 * shifted, *square); /* (m - 1) shifted/n */
  }
  *factor *= gamma_ratio(shifted);
}

TSQP_INLINE lane_effect lane_smd(const lane_means *s) {
  lane_effect e;
  tsqp_vd n = s->n1 + s->n2;
  tsqp_vd m = n - 2.0;
  tsqp_vd pooled = (s->n1 - 1.0) * (s->sd1 * s->sd1) + (s->n2 - 1.0) * (s->sd2 * s->sd2); /* times m */
  tsqp_vd factor;
  tsqp_vd square;
  lane_j(m, &factor, &square);
  e.yi = (s->m1 - s->m2) * factor * tsqp_sqrt(square / pooled);
  e.vi = n / (s->n1 * s->n2) + e.yi * e.yi / (2.0 * n);
  e.fine = (s->n1 >= tsqp_all(1)) & (s->n2 >= tsqp_all(1)) & (m >= tsqp_all(2)) & (m <= tsqp_all(1e12)) &
           (pooled >= tsqp_all(1e-200)) & (pooled <= tsqp_all(1e200));
  return e;
}

/* log of a ratio, given also ratio - 1 without cancellation, which is taken between 1/2 and 2. */
TSQP_INLINE tsqp_vd log_of_ratio(tsqp_vd ratio, tsqp_vd less_one) {
  tsqp_vi near = (ratio > tsqp_all(0.5)) & (ratio < tsqp_all(2));
  tsqp_vd sum = tsqp_select(near, 1.0 + less_one, ratio);
  tsqp_vd lost = tsqp_select(near, (less_one - (sum - 1.0)) / sum, tsqp_all(0));
  return tsqp_log(sum) + lost;
}

TSQP_INLINE lane_effect lane_rom(const lane_means *s) {
  lane_effect e;
  tsqp_vd ratio = s->m1 / s->m2;
  tsqp_vd cv1 = s->sd1 / s->m1;
  tsqp_vd cv2 = s->sd2 / s->m2;
  tsqp_vd first = cv1 * cv1 / s->n1;
  tsqp_vd second = cv2 * cv2 / s->n2;
  e.yi = log_of_ratio(ratio, (s->m1 - s->m2) / s->m2) + 0.5 * (first - second);
  e.vi = first + second;
  e.fine = (ratio >= tsqp_all(1e-300)) & (ratio <= tsqp_all(1e300)) & (s->n1 > tsqp_all(0)) &
           (s->n2 > tsqp_all(0));
  return e;
}

/* ---- 2x2 tables ---------------------------------------------------------------------------------------------------- */

typedef struct lane_table {
  tsqp_vd a, b, c, d;
} lane_table;

/* Counts from 1 to 2^26: products of two of them are exact, and so are differences of products. */
TSQP_INLINE tsqp_vi is_count(tsqp_vd x) {
  const double big = 6755399441055744.0; /* 1.5 2^52 */
  return (x >= tsqp_all(1)) & (x <= tsqp_all(67108864.0)) & ((x + big) - big == x);
}

TSQP_INLINE tsqp_vi are_counts(const lane_table *s) {
  return is_count(s->a) & is_count(s->b) & is_count(s->c) & is_count(s->d);
}

TSQP_INLINE lane_effect lane_or(const lane_table *s) {
  lane_effect e;
  tsqp_vd ad = s->a * s->d;
  tsqp_vd bc = s->b * s->c;
  e.yi = log_of_ratio(ad / bc, (ad - bc) / bc);
  e.vi = 1.0 / s->a + 1.0 / s->b + 1.0 / s->c + 1.0 / s->d;
  e.fine = are_counts(s);
  return e;
}

TSQP_INLINE lane_effect lane_rr(const lane_table *s) {
  lane_effect e;
  tsqp_vd n1 = s->a + s->b;
  tsqp_vd n2 = s->c + s->d;
  tsqp_vd first = s->a * n2;
  tsqp_vd second = n1 * s->c;
  e.yi = log_of_ratio(first / second, (first - second) / second);
  e.vi = s->b / (s->a * n1) + s->d / (s->c * n2);
  e.fine = are_counts(s);
  return e;
}

TSQP_INLINE lane_effect lane_rd(const lane_table *s) {
  lane_effect e;
  tsqp_vd n1 = s->a + s->b;
  tsqp_vd n2 = s->c + s->d;
  e.yi = (s->a * s->d - s->b * s->c) / (n1 * n2);
  e.vi = s->a * s->b / (n1 * n1 * n1) + s->c * s->d / (n2 * n2 * n2);
  e.fine = are_counts(s);
  return e;
}

/* ---- checks --------------------------------------------------------------------------------------------------------- */

static int all_finite(size_t n, const double *x) {
  tsqp_vi all = tsqp_all_bits(-1);
  size_t i = 0;
  for (; i + TSQP_WIDTH <= n; i += TSQP_WIDTH) {
    all &= is_finite(tsqp_load(x + i));
  }
  int last = 1;
  for (; i < n; i++) {
    last &= __builtin_fabs(x[i]) <= 1.7976931348623157e308;
  }
  return last && !tsqp_any(~all);
}

static int outside(size_t n, const double *x, double lowest, double highest) {
  tsqp_vi any = tsqp_all_bits(0);
  size_t i = 0;
  for (; i + TSQP_WIDTH <= n; i += TSQP_WIDTH) {
    tsqp_vd v = tsqp_load(x + i);
    any |= (v < tsqp_all(lowest)) | (v > tsqp_all(highest));
  }
  int last = 0;
  for (; i < n; i++) {
    last |= (x[i] < lowest) | (x[i] > highest);
  }
  return last || tsqp_any(any);
}

static int plain_tables(size_t n, const double *const table[4], int sizes) {
  tsqp_vi plain = tsqp_all_bits(-1);
  size_t i = 0;
  for (; i + TSQP_WIDTH <= n; i += TSQP_WIDTH) {
    tsqp_vd a = tsqp_load(table[0] + i);
    tsqp_vd b = tsqp_load(table[1] + i);
    tsqp_vd c = tsqp_load(table[2] + i);
    tsqp_vd d = tsqp_load(table[3] + i);
    plain &= sizes ? (a <= b) & (c <= d) & (b > tsqp_all(0)) & (d > tsqp_all(0))
                   : (a + b > tsqp_all(0)) & (c + d > tsqp_all(0));
  }
  int last = 1;
  for (; i < n; i++) {
    double a = table[0][i];
    double b = table[1][i];
    double c = table[2][i];
    double d = table[3][i];
    last &= sizes ? (a <= b) & (c <= d) & (b > 0) & (d > 0) : (a + b > 0) & (c + d > 0);
  }
  return last && !tsqp_any(~plain);
}

/* ---- columns ------------------------------------------------------------------------------------------------------- */

TSQP_INLINE lane_effect effect_lanes(const tsqp_effect_columns *in, size_t i, int measure) {
  if (measure >= TSQP_EFFECT_OR) {
    lane_table s = {tsqp_load(in->column[0] + i), tsqp_load(in->column[1] + i), tsqp_load(in->column[2] + i),
                    tsqp_load(in->column[3] + i)};
    if (in->sizes) { /* a, n1, c, n2 */
      s.b = s.b - s.a;
      s.d = s.d - s.c;
    }
    return measure == TSQP_EFFECT_OR ? lane_or(&s) : measure == TSQP_EFFECT_RR ? lane_rr(&s) : lane_rd(&s);
  }
  lane_means s = {tsqp_load(in->column[0] + i), tsqp_load(in->column[1] + i), tsqp_load(in->column[2] + i),
                  tsqp_load(in->column[3] + i), tsqp_load(in->column[4] + i), tsqp_load(in->column[5] + i)};
  return measure == TSQP_EFFECT_MD ? lane_md(&s) : measure == TSQP_EFFECT_SMD ? lane_smd(&s) : lane_rom(&s);
}

/* Whole vectors; gives back how many studies were done (the rest of fewer than a vector is the caller's). */
TSQP_INLINE size_t effect_columns(const tsqp_effect_columns *in, size_t n, int measure, double *yi,
                                  double *vi, unsigned char *odd, int *any_odd) {
  size_t i = 0;
  tsqp_vi all_fine = tsqp_all_bits(-1);
  for (; i + TSQP_WIDTH <= n; i += TSQP_WIDTH) {
    lane_effect e = effect_lanes(in, i, measure);
    tsqp_vi fine = e.fine & is_finite(e.yi) & is_finite(e.vi) & (e.vi > tsqp_all(0));
    if (yi != NULL) tsqp_store(yi + i, e.yi);
    if (vi != NULL) tsqp_store(vi + i, e.vi);
    all_fine &= fine;
    if (tsqp_any(~fine)) {
      for (size_t l = 0; l < TSQP_WIDTH; l++) {
        odd[i + l] = !fine[l];
      }
    } else {
      memset(odd + i, 0, TSQP_WIDTH);
    }
  }
  *any_odd = tsqp_any(~all_fine);
  return i;
}

static size_t effects(const tsqp_effect_columns *in, size_t n, double *yi, double *vi, unsigned char *odd,
                      int *any_odd) {
  switch (in->measure) {
    case TSQP_EFFECT_MD: return effect_columns(in, n, TSQP_EFFECT_MD, yi, vi, odd, any_odd);
    case TSQP_EFFECT_SMD: return effect_columns(in, n, TSQP_EFFECT_SMD, yi, vi, odd, any_odd);
    case TSQP_EFFECT_ROM: return effect_columns(in, n, TSQP_EFFECT_ROM, yi, vi, odd, any_odd);
    case TSQP_EFFECT_OR: return effect_columns(in, n, TSQP_EFFECT_OR, yi, vi, odd, any_odd);
    case TSQP_EFFECT_RR: return effect_columns(in, n, TSQP_EFFECT_RR, yi, vi, odd, any_odd);
    default: return effect_columns(in, n, TSQP_EFFECT_RD, yi, vi, odd, any_odd);
  }
}
