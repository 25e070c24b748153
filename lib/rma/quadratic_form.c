/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * P(Q <= q) for Q = sum l_j chi2_1, l_j the k - p nonzero eigenvalues of S^(1/2) P_a S^(1/2), S = diag(s), s = v + t,
 * without the eigenvalues: the Laplace transform of the density is
 *
 *   L(z) = E exp(-zQ) = prod_j (1 + 2 z l_j)^(-1/2) = det(I + 2 z S P_a)^(-1/2)
 *        = [ prod_i (1 + 2 z a_i s_i) * det(X'A(I + 2 z S A)^-1 X) / det(X'AX) ]^(-1/2)     (matrix determinant lemma)
 *
 * which one pass over the studies gives in O(k p^2) for any complex z. The cdf is (1/2 pi i) int exp(zq) L(z)/z dz along a path from
 * -i infinity to +i infinity right of all singularities, which lie on z <= 0. The path is the parabola through the saddle point z0 > 0
 * of exp(zq) L(z)/z that bends into the left half plane, where exp(zq) decays; there the trapezoidal rule converges
 * geometrically (Weideman & Trefethen 2007, doi:10.1090/S0025-5718-07-01945-X; Rice 1980, doi:10.1137/0901032 for the saddle point).
 */
#include "rma/quadratic_form.h"

#include "base/alloc.h"
#include "base/status.h"
#include "numeric/sum.h"

#include <complex.h>
#include <gsl/gsl_math.h>
#include <math.h>
#include <string.h>

#define MAX_SADDLE_STEPS 200
#define MAX_NODES 4096

typedef struct form {
  tsqp_engine *engine;
  double t;
  double complex *g;  /* [p x p] lower triangle of X'A(I + 2 z S A)^-1 X */
  double *log_pivot0; /* [p] log pivots at z = 0 */
} form;

static double weight(const tsqp_block *block, size_t i) {
  return block->a != NULL ? block->a[i] : 1 / block->v[i];
}

/*
 * log of sum_i log(1 + 2 z a_i s_i) and of the pivots of the complex symmetric matrix G(z) = Z'A(I + 2 z S A)^-1 Z. Each factor
 * keeps its argument within (-pi, pi) for z off the negative axis, so principal logarithms add up to the continuous branch.
 */
static int log_factors(form *f, double complex z, double complex *log_product, double complex *log_pivot) {
  tsqp_engine *e = f->engine;
  size_t p = e->p;
  tsqp_sum re = {0, 0};
  tsqp_sum im = {0, 0};
  memset(f->g, 0, p * p * sizeof *f->g);
  tsqp_reader_rewind(&e->reader, e->r);
  while (tsqp_reader_next(&e->reader) > 0) {
    const tsqp_block *b = &e->reader.block;
    for (size_t i = 0; i < b->n; i++) {
      double a = weight(b, i);
      double complex factor = 1 + 2 * z * (a * (b->v[i] + f->t));
      double complex l = clog(factor);
      tsqp_sum_add(&re, creal(l));
      tsqp_sum_add(&im, cimag(l));
      double complex w = a / factor;
      for (size_t j = 0; j < p; j++) {
        for (size_t m = 0; m <= j; m++) {
          f->g[j * p + m] += w * (b->z[j * TSQP_BLOCK + i] * b->z[m * TSQP_BLOCK + i]);
        }
      }
    }
  }
  *log_product = tsqp_sum_value(&re) + I * tsqp_sum_value(&im);
  for (size_t j = 0; j < p; j++) { /* symmetric elimination, one column at a time */
    double complex pivot = f->g[j * p + j];
    if (cabs(pivot) == 0)
      return tsqp_fail(TSQ_ERR_SINGULAR, "X'AX is singular: too few studies have a weight above 0");
    log_pivot[j] = clog(pivot);
    for (size_t i = j + 1; i < p; i++) {
      double complex ratio = f->g[i * p + j] / pivot;
      for (size_t m = j + 1; m <= i; m++) {
        f->g[i * p + m] -= ratio * f->g[m * p + j];
      }
    }
  }
  return TSQ_OK;
}

/* log L(z) */
static int log_transform(form *f, double complex z, double complex *log_l) {
  size_t p = f->engine->p;
  double complex product;
  double complex *pivot = f->g + p * p;
  TSQP_TRY(log_factors(f, z, &product, pivot));
  double complex sum = product;
  for (size_t j = 0; j < p; j++) {
    sum += pivot[j] - f->log_pivot0[j];
  }
  *log_l = -0.5 * sum;
  return TSQ_OK;
}

/* phi(z) = zq + log L(z) - log z */
static int phase(form *f, double q, double complex z, double complex *phi) {
  double complex log_l;
  TSQP_TRY(log_transform(f, z, &log_l));
  *phi = z * q + log_l - clog(z);
  return TSQ_OK;
}

/*
 * The minimum of the convex phi on z > 0, to a few digits, as it only shapes the path: damped Newton in log z with derivatives by
 * differences.
 */
static int saddle_point(form *f, double q, double df, double *z0, double *curvature) {
  double log_z =
      log((1 + 0.5 * df) / q); /* where all l_j are 0 or infinite; the minimum lies between such bounds */
  double step = 1;
  double h = 1e-3;
  double slope = 0;
  for (int i = 0; i < MAX_SADDLE_STEPS; i++) {
    double complex up;
    double complex mid;
    double complex down;
    TSQP_TRY(phase(f, q, exp(log_z + h), &up));
    TSQP_TRY(phase(f, q, exp(log_z), &mid));
    TSQP_TRY(phase(f, q, exp(log_z - h), &down));
    double new_slope = (creal(up) - creal(down)) / (2 * h); /* d phi / d log z */
    double bend = (creal(up) - 2 * creal(mid) + creal(down)) / (h * h);
    if (i > 0 && (new_slope > 0) != (slope > 0)) step *= 0.5;
    slope = new_slope;
    double move = bend > 0 ? -slope / bend : -copysign(step, slope);
    if (fabs(move) > step) move = copysign(step, move);
    *z0 = exp(log_z);
    *curvature = fmax(bend - slope, 1e-3) / (*z0 * *z0); /* phi'' from derivatives in log z */
    if (fabs(move) < 1e-2) return TSQ_OK;
    log_z += move;
  }
  return TSQ_OK;
}

/* The path z(u) = z0 + i u c - b u^2. */
typedef struct path {
  double z0, c, b;
} path;

/* The integrand exp(phi(z)) z'(u)/pi; the trapezoidal rule takes its imaginary part. */
static int integrand(form *f, double q, const path *way, double u, double complex *value) {
  double complex phi;
  TSQP_TRY(phase(f, q, way->z0 - way->b * u * u + I * (way->c * u), &phi));
  *value = cexp(phi) * (-2 * way->b * u + I * way->c) / M_PI;
  return TSQ_OK;
}

/* Whether the integrand falls along the path, and never rises above where it began. */
static int falls(form *f, double q, const path *way, double first, int *yes) {
  *yes = 1;
  for (int u = 1; u <= 64; u++) {
    double complex value;
    TSQP_TRY(integrand(f, q, way, u, &value));
    if (!(cabs(value) <= 2 * first)) {
      *yes = 0;
      return TSQ_OK;
    }
    if (cabs(value) < 1e-17 * first) return TSQ_OK;
  }
  return TSQ_OK;
}

/*
 * The bend: L(z) itself may decay slowly (few degrees of freedom, or one l_j far above the others), so the path turns left to
 * where exp(zq) decays; but off the vertical line a nearly Gaussian integrand (many l_j alike) would first grow. The
 * strongest bend along which it does not grow is taken.
 */
static int choose_bend(form *f, double q, path *way) {
  double complex first;
  int yes = 0;
  TSQP_TRY(integrand(f, q, way, 0, &first));
  way->b = 0.25 * way->c * way->c / way->z0;
  for (int attempt = 0; attempt < 10; attempt++) {
    TSQP_TRY(falls(f, q, way, cabs(first), &yes));
    if (yes) return TSQ_OK;
    way->b *= 0.25;
  }
  way->b = 0;
  return TSQ_OK;
}

/* The rule over u > 0 (u < 0 gives the conjugate) at from, from + stride, ... */
static int trapezoid(form *f, double q, const path *way, double from, double stride, double *sum) {
  int small = 0;
  for (int i = 0; i < MAX_NODES && small < 4; i++) {
    double complex value;
    TSQP_TRY(integrand(f, q, way, from + stride * i, &value));
    *sum += cimag(value);
    small = cabs(value) < 1e-18 ? small + 1 : 0;
  }
  return TSQ_OK;
}

static int integrate(form *f, double q, double df, double *probability) {
  path way = {.z0 = 1 / q};
  double curvature = q * q;
  double complex first;
  TSQP_TRY(saddle_point(f, q, df, &way.z0, &curvature));
  way.c = 1 / sqrt(curvature);
  TSQP_TRY(choose_bend(f, q, &way));
  TSQP_TRY(integrand(f, q, &way, 0, &first));
  double h = 0.5;
  double sum = 0;
  TSQP_TRY(trapezoid(f, q, &way, h, h, &sum));
  double estimate = h * (0.5 * cimag(first) + sum);
  for (int halving = 0; halving < 8; halving++) {
    TSQP_TRY(trapezoid(f, q, &way, 0.5 * h, h, &sum));
    h *= 0.5;
    double finer = h * (0.5 * cimag(first) + sum);
    double change = fabs(finer - estimate);
    estimate = finer;
    if (change < 1e-13) break;
  }
  *probability = fmin(1, fmax(0, estimate));
  return TSQ_OK;
}

int tsqp_quadratic_form_cdf(tsqp_engine *engine, double q, double t, double *probability) {
  size_t p = engine->p;
  if (!(q > 0)) {
    *probability = 0;
    return TSQ_OK;
  }
  form f = {.engine = engine, .t = t};
  f.g = tsqp_calloc(p * p + p, sizeof *f.g);
  f.log_pivot0 = tsqp_calloc(p, sizeof *f.log_pivot0);
  int status = TSQ_OK;
  if (f.g == NULL || f.log_pivot0 == NULL) {
    status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
  } else {
    double complex product;
    double complex *pivot = f.g + p * p;
    status = log_factors(&f, 0, &product, pivot);
    for (size_t j = 0; j < p && status == TSQ_OK; j++) {
      f.log_pivot0[j] = creal(pivot[j]);
    }
    double df = (double)engine->studies->k - (double)p;
    if (status == TSQ_OK) status = integrate(&f, q, df, probability);
  }
  tsqp_free(f.g);
  tsqp_free(f.log_pivot0);
  return status;
}
