/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many small meta-regressions with one design: the sums over the studies of a problem a lane, and what follows from them. The columns
 * z of the design are orthonormal over all studies; the residual e is one more column, number p. Included by batch_design.h.
 */
#ifndef TSQP_BATCH_DESIGN_SUMS_H
#define TSQP_BATCH_DESIGN_SUMS_H

#include "kernel/batch_sums.h"
#include "kernel/kernels.h"

#define PAIR(a, b) ((a) * ((a) + 1) / 2 + (b)) /* b <= a */
#define MOST TSQP_BATCH_COEFFICIENTS

/* sum w^(j+1) z_a z_b, sum w, sum w^2 */
typedef struct design_sums {
  tsqp_vd m[3][TSQP_PAIRS(MOST)];
  tsqp_vd w, w2;
} design_sums;

/* `order` = 1: the first power alone; else all three. */
TSQP_INLINE void design_take(design_sums *s, const double *z, size_t p, tsqp_vd e, tsqp_vd w, int order) {
  s->w += w;
  s->w2 += w * w;
#pragma GCC unroll 5
  for (size_t a = 0; a <= p; a++) {
    tsqp_vd za = a < p ? tsqp_all(z[a]) : e;
    tsqp_vd w1 = w * za;
    tsqp_vd w2 = w * w1;
    tsqp_vd w3 = w * w2;
#pragma GCC unroll 5
    for (size_t b = 0; b <= a; b++) {
      tsqp_vd zb = b < p ? tsqp_all(z[b]) : e;
      s->m[0][PAIR(a, b)] += w1 * zb;
      if (order < 2) continue;
      s->m[1][PAIR(a, b)] += w2 * zb;
      s->m[2][PAIR(a, b)] += w3 * zb;
    }
  }
}

/* Over studies that lie [k][width], a missing one as e = 0 with a variance of TSQP_NO_WEIGHT. */
TSQP_INLINE void design_sum(design_sums *s, size_t p, const tsqp_batch_design *design, size_t k,
                            const double *e, const double *v, tsqp_vd t, int order) {
  const double *z = design->z;
  size_t left = k;
  for (int power = 0; power < (order < 2 ? 1 : 3); power++) {
    memset(s->m[power], 0, TSQP_PAIRS(p) * sizeof s->m[power][0]);
  }
  s->w = s->w2 = tsqp_all(0);
  for (; left > 1; left -= 2, e += 2 * TSQP_WIDTH, v += 2 * TSQP_WIDTH, z += 2 * p) {
    tsqp_vd w0;
    tsqp_vd w1;
    reciprocals(tsqp_load(v) + t, tsqp_load(v + TSQP_WIDTH) + t, &w0, &w1);
    design_take(s, z, p, tsqp_load(e), w0, order);
    design_take(s, z + p, p, tsqp_load(e + TSQP_WIDTH), w1, order);
  }
  if (left > 0) design_take(s, z, p, tsqp_load(e), 1.0 / (tsqp_load(v) + t), order);
}

/* (Z'WZ)^-1, the coefficients' distance from the base, and the smallest pivot relative to its diagonal. */
typedef struct design_solution {
  tsqp_vd inverse[TSQP_PAIRS(MOST - 1)];
  tsqp_vd b[MOST];
  tsqp_vd pivot;
} design_solution;

/* L D L' = m, of which L^-1 (unit lower) and D^-1 are left. */
TSQP_INLINE void factor(const tsqp_vd *m, size_t p, tsqp_vd *l, tsqp_vd *of_d, tsqp_vd *pivot) {
  tsqp_vd u[MOST];
  *pivot = tsqp_all(1);
#pragma GCC unroll 4
  for (size_t a = 0; a < p; a++) {
    tsqp_vd d = m[PAIR(a, a)];
#pragma GCC unroll 4
    for (size_t b = 0; b < a; b++) {
      u[b] = m[PAIR(a, b)];
#pragma GCC unroll 4
      for (size_t c = 0; c < b; c++) {
        u[b] -= u[c] * l[PAIR(b, c)];
      }
      l[PAIR(a, b)] = u[b] * of_d[b];
    }
#pragma GCC unroll 4
    for (size_t b = 0; b < a; b++) {
      d -= u[b] * l[PAIR(a, b)];
    }
    of_d[a] = 1.0 / d;
    *pivot = tsqp_min(d / m[PAIR(a, a)], *pivot);
  }
}

/* The inverse of a unit lower triangle in its place, row by row: each needs those above it alone. */
TSQP_INLINE void invert_lower(size_t p, tsqp_vd *l) {
#pragma GCC unroll 4
  for (size_t a = 1; a < p; a++) {
#pragma GCC unroll 4
    for (size_t b = 0; b < a; b++) {
      tsqp_vd sum = l[PAIR(a, b)];
#pragma GCC unroll 4
      for (size_t c = b + 1; c < a; c++) {
        sum += l[PAIR(a, c)] * l[PAIR(c, b)]; /* row a still L in columns above b, row c already L^-1 */
      }
      l[PAIR(a, b)] = -sum;
    }
  }
}

TSQP_INLINE tsqp_vd inverse_at(const design_solution *s, size_t a, size_t b) {
  return s->inverse[a >= b ? PAIR(a, b) : PAIR(b, a)];
}

TSQP_INLINE tsqp_vd sum_at(const design_sums *s, int power, size_t a, size_t b) {
  return s->m[power][a >= b ? PAIR(a, b) : PAIR(b, a)];
}

TSQP_INLINE void design_solve(const design_sums *s, size_t p, design_solution *r) {
  tsqp_vd l[TSQP_PAIRS(MOST - 1)];
  tsqp_vd of_d[MOST];
  factor(s->m[0], p, l, of_d, &r->pivot);
  invert_lower(p, l);
#pragma GCC unroll 4
  for (size_t a = 0; a < p; a++) {
#pragma GCC unroll 4
    for (size_t b = 0; b <= a; b++) {
      tsqp_vd sum = of_d[a] * (a == b ? tsqp_all(1) : l[PAIR(a, b)]);
#pragma GCC unroll 4
      for (size_t c = a + 1; c < p; c++) {
        sum += (of_d[c] * l[PAIR(c, a)]) * l[PAIR(c, b)];
      }
      r->inverse[PAIR(a, b)] = sum;
    }
  }
#pragma GCC unroll 4
  for (size_t a = 0; a < p; a++) {
    r->b[a] = tsqp_all(0);
#pragma GCC unroll 4
    for (size_t b = 0; b < p; b++) {
      r->b[a] += inverse_at(r, a, b) * s->m[0][PAIR(p, b)];
    }
  }
}

/* y'Py at the solution, e'We - c'b, as far as searches need it. */
TSQP_INLINE tsqp_vd design_q(const design_sums *s, size_t p, const design_solution *r) {
  tsqp_vd q = s->m[0][PAIR(p, p)];
#pragma GCC unroll 4
  for (size_t a = 0; a < p; a++) {
    q -= s->m[0][PAIR(p, a)] * r->b[a];
  }
  return q;
}

/* tr((Z'WZ)^-1 Z'W^(power+1)Z) */
TSQP_INLINE tsqp_vd trace_of(const design_sums *s, size_t p, const design_solution *r, int power) {
  tsqp_vd diagonal = tsqp_all(0);
  tsqp_vd beside = tsqp_all(0);
#pragma GCC unroll 4
  for (size_t a = 0; a < p; a++) {
    diagonal += r->inverse[PAIR(a, a)] * s->m[power][PAIR(a, a)];
#pragma GCC unroll 4
    for (size_t b = 0; b < a; b++) {
      beside += r->inverse[PAIR(a, b)] * s->m[power][PAIR(a, b)];
    }
  }
  return diagonal + 2.0 * beside;
}

/* tr(FF) of F = (Z'WZ)^-1 Z'W^2Z */
TSQP_INLINE tsqp_vd trace_of_square(const design_sums *s, size_t p, const design_solution *r) {
  tsqp_vd f[MOST * MOST];
#pragma GCC unroll 4
  for (size_t a = 0; a < p; a++) {
#pragma GCC unroll 4
    for (size_t b = 0; b < p; b++) {
      f[a * p + b] = tsqp_all(0);
#pragma GCC unroll 4
      for (size_t c = 0; c < p; c++) {
        f[a * p + b] += inverse_at(r, a, c) * sum_at(s, 1, c, b);
      }
    }
  }
  tsqp_vd trace = tsqp_all(0);
#pragma GCC unroll 4
  for (size_t a = 0; a < p; a++) {
#pragma GCC unroll 4
    for (size_t b = 0; b < p; b++) {
      trace += f[a * p + b] * f[b * p + a];
    }
  }
  return trace;
}

/*
 * With r = e - Zb: y'PPy = r'W^2r = e'W^2e - b'(c2 + u), u = Z'W^2r = c2 - Z'W^2Z b, and y'PPPy = r'W^3r - u'(Z'WZ)^-1 u.
 * tr P = sum w - tr F, tr PP = sum w^2 - 2 tr((Z'WZ)^-1 Z'W^3Z) + tr FF.
 */
TSQP_INLINE lane_moments design_algebra(const design_sums *s, size_t p, const design_solution *r) {
  lane_moments m;
  memset(&m, 0, sizeof m);
  tsqp_vd u[MOST];
  m.w = s->w;
  m.w2 = s->w2;
  m.q1 = design_q(s, p, r);
  m.q2 = s->m[1][PAIR(p, p)];
  m.q3 = s->m[2][PAIR(p, p)];
#pragma GCC unroll 4
  for (size_t a = 0; a < p; a++) {
    tsqp_vd c2 = s->m[1][PAIR(p, a)];
    tsqp_vd second = tsqp_all(0);
    tsqp_vd third = tsqp_all(0);
#pragma GCC unroll 4
    for (size_t b = 0; b < p; b++) {
      second += sum_at(s, 1, a, b) * r->b[b];
      third += sum_at(s, 2, a, b) * r->b[b];
    }
    u[a] = c2 - second;
    m.q2 -= r->b[a] * (c2 + u[a]);
    m.q3 -= r->b[a] * (2.0 * s->m[2][PAIR(p, a)] - third);
  }
#pragma GCC unroll 4
  for (size_t a = 0; a < p; a++) {
    tsqp_vd sum = tsqp_all(0);
#pragma GCC unroll 4
    for (size_t b = 0; b < p; b++) {
      sum += inverse_at(r, a, b) * u[b];
    }
    m.q3 -= u[a] * sum;
  }
  m.tr1 = s->w - trace_of(s, p, r, 1);
  m.tr2 = s->w2 - 2.0 * trace_of(s, p, r, 2) + trace_of_square(s, p, r);
  return m;
}

/*
 * y'Py once more, and a step of refinement of the coefficients, by the residuals themselves: e'We - c'b loses what cancels, and the
 * inverse what the weights make of the columns.
 */
TSQP_INLINE tsqp_vd design_refine(size_t p, const tsqp_batch_design *design, size_t k, const double *e,
                                  const double *v, tsqp_vd t, design_solution *r) {
  tsqp_vd gradient[MOST];
  tsqp_vd q = tsqp_all(0);
  const double *z = design->z;
  memset(gradient, 0, sizeof gradient);
  for (size_t i = 0; i < k; i++, e += TSQP_WIDTH, v += TSQP_WIDTH, z += p) {
    tsqp_vd residual = tsqp_load(e);
    for (size_t a = 0; a < p; a++) {
      residual -= z[a] * r->b[a];
    }
    tsqp_vd weighed = residual / (tsqp_load(v) + t);
    q += weighed * residual;
    for (size_t a = 0; a < p; a++) {
      gradient[a] += weighed * z[a];
    }
  }
  for (size_t a = 0; a < p; a++) {
    tsqp_vd step = tsqp_all(0);
    for (size_t b = 0; b < p; b++) {
      step += inverse_at(r, a, b) * gradient[b];
    }
    r->b[a] += step;
  }
  return q;
}

TSQP_INLINE void design_known(size_t p, const tsqp_batch_design *design, size_t k, const double *e,
                              const double *v, tsqp_vd t, lane_moments *m) {
  design_sums s;
  design_solution r;
  design_sum(&s, p, design, k, e, v, t, 3);
  design_solve(&s, p, &r);
  *m = design_algebra(&s, p, &r);
}

/* All moments of the lanes' studies at t; p, up to 3, is a number that the compiler knows. */
static void design_moments(const tsqp_batch_design *design, size_t k, const double *e, const double *v,
                           tsqp_vd t, lane_moments *m) {
  switch (design->p) {
    case 1: design_known(1, design, k, e, v, t, m); break;
    case 2: design_known(2, design, k, e, v, t, m); break;
    case 3: design_known(3, design, k, e, v, t, m); break;
    default: design_known(design->p, design, k, e, v, t, m); break;
  }
}

#endif
