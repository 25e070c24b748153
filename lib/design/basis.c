/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the columns at a value of their variable, and what polynomials and splines must know for that. */
#include "base/alloc.h"
#include "base/status.h"
#include "design/design.h"

#include <math.h>
#include <stdlib.h>

static void factor_columns(const tsqp_term *term, double x, double *out, size_t stride) {
  size_t n_levels = term->reference == TSQ_NO_REFERENCE ? term->n : term->n + 1, column = 0;
  for (size_t level = 0; level < n_levels; level++) {
    if (level == term->reference) continue;
    out[stride * column++] = isnan(x) ? NAN : (double)((size_t)x == level);
  }
}

/* P_(j+1) = (u - a_j) P_j - b_j P_(j-1), u the variable mapped to [-1, 1]. */
static void poly_columns(const tsqp_term *term, double x, double *out, size_t stride) {
  const double *a = term->parameter + 2, *b = a + term->n, *inverse_norm = b + term->n;
  double u = (x - term->parameter[0]) / term->parameter[1];
  double before = 0, current = 1;
  for (size_t j = 0; j < term->n; j++) {
    double next = (u - a[j]) * current - b[j] * before;
    before = current;
    current = next;
    out[stride * j] = current * inverse_norm[j];
  }
}

static void power_columns(const tsqp_term *term, double x, double *out, size_t stride) {
  double power = 1;
  for (size_t j = 0; j < term->n; j++) {
    power *= x;
    out[stride * j] = power;
  }
}

static double cube(double u) {
  return u > 0 ? u * u * u : 0;
}

/*
 * Harrell 2015, section 2.4.5, in units of the knots' range, so that cubes neither overflow nor vanish. Beyond the last
 * knot c the cubes cancel to the line (b - a)(c - a)((x - a) + (x - b) + (x - c)), which is used there.
 */
static double rcs_column(double x, double a, double b, double c, double range) {
  if (x > c) return (b - a) / range * ((c - a) / range) * ((x - a) + (x - b) + (x - c));
  double at_b = (c - a) / (c - b);
  return range * (cube((x - a) / range) - cube((x - b) / range) * at_b);
}

static void rcs_columns(const tsqp_term *term, double x, double *out, size_t stride) {
  const double *knot = term->parameter;
  size_t m = term->n_parameters;
  double range = knot[m - 1] - knot[0];
  out[0] = x;
  for (size_t j = 0; j + 2 < m; j++) {
    out[stride * (j + 1)] = isnan(x) ? NAN : rcs_column(x, knot[j], knot[m - 2], knot[m - 1], range);
  }
}

void tsqp_term_columns(const tsqp_term *term, double x, double *out, size_t stride) {
  switch (term->kind) {
    case TSQP_TERM_NUMERIC: out[0] = x; break;
    case TSQP_TERM_FACTOR: factor_columns(term, x, out, stride); break;
    case TSQP_TERM_POLY: poly_columns(term, x, out, stride); break;
    case TSQP_TERM_POLY_RAW: power_columns(term, x, out, stride); break;
    case TSQP_TERM_RCS: rcs_columns(term, x, out, stride); break;
    default: break; /* interactions are products of columns */
  }
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The values that are not NaN, in increasing order; free with tsqp_free(). */
static int sorted_present(const double *values, size_t k, double **sorted, size_t *n) {
  double *copy = tsqp_calloc(k, sizeof *copy);
  if (copy == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: sorting %zu values", k);
  size_t m = 0;
  for (size_t i = 0; i < k; i++) {
    if (!isnan(values[i])) copy[m++] = values[i];
  }
  if (m > 1) qsort(copy, m, sizeof *copy, by_value);
  *sorted = copy;
  *n = m;
  return TSQ_OK;
}

static size_t count_distinct(const double *sorted, size_t n) {
  size_t distinct = n > 0;
  for (size_t i = 1; i < n; i++)
    distinct += sorted[i] != sorted[i - 1];
  return distinct;
}

/* The norm and the a_j of one degree: sums over sorted values, whose order does not depend on that of the studies. */
static void poly_step(const double *u, size_t n, const double *p, double *norm, double *a) {
  double squares = 0, moment = 0;
  for (size_t i = 0; i < n; i++) {
    squares += p[i] * p[i];
    moment += u[i] * p[i] * p[i];
  }
  *norm = squares;
  *a = moment / squares;
}

/* The recurrence's coefficients (Forsythe 1957, doi:10.1137/0105007); u is sorted and in [-1, 1]. */
static int poly_recurrence(const double *u, size_t n, size_t degree, double *p, double *a, double *b,
                           double *inverse_norm) {
  double *before = p, *current = p + n, norm, norm_before = 1;
  for (size_t i = 0; i < n; i++) {
    before[i] = 0;
    current[i] = 1;
  }
  poly_step(u, n, current, &norm, &a[0]);
  for (size_t j = 0; j < degree; j++) {
    b[j] = norm / norm_before; /* b[0] meets P_(-1) = 0 */
    for (size_t i = 0; i < n; i++)
      before[i] = (u[i] - a[j]) * current[i] - b[j] * before[i];
    double *swap = before;
    before = current;
    current = swap;
    norm_before = norm;
    double next_a;
    poly_step(u, n, current, &norm, &next_a);
    if (!(norm > 0))
      return tsqp_fail(TSQ_ERR_SINGULAR, "degree = %zu: the values lie too close together for it", degree);
    if (j + 1 < degree) a[j + 1] = next_a;
    inverse_norm[j] = 1 / sqrt(norm);
  }
  return TSQ_OK;
}

int tsqp_poly_fit(const double *values, size_t k, size_t degree, double *parameter) {
  double *u = NULL, *p = NULL;
  size_t n = 0;
  int status;
  TSQP_TRY(sorted_present(values, k, &u, &n));
  size_t distinct = count_distinct(u, n);
  if (distinct <= degree) {
    status =
        tsqp_fail(TSQ_ERR_SINGULAR, "degree = %zu: values has only %zu different values", degree, distinct);
    goto cleanup;
  }
  p = tsqp_calloc(n, 2 * sizeof *p);
  if (p == NULL) {
    status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a polynomial of %zu values", n);
    goto cleanup;
  }
  double centre = u[0] / 2 + u[n - 1] / 2, scale = u[n - 1] / 2 - u[0] / 2;
  for (size_t i = 0; i < n; i++)
    u[i] = (u[i] - centre) / scale;
  double *a = parameter + 2, *b = a + degree, *inverse_norm = b + degree;
  status = poly_recurrence(u, n, degree, p, a, b, inverse_norm);
  parameter[0] = centre;
  parameter[1] = scale;
cleanup:
  tsqp_free(u);
  tsqp_free(p);
  return status;
}

/* Linear interpolation between order statistics, R's type 7. */
static double quantile(const double *sorted, size_t n, double probability) {
  double h = (double)(n - 1) * probability;
  size_t low = (size_t)floor(h), high = (size_t)ceil(h);
  double share = h - (double)low;
  return (1 - share) * sorted[low] + share * sorted[high];
}

/* Harrell 2015, section 2.4.6; `sorted` has at least 6 values. */
static void default_knots(const double *sorted, size_t n, size_t n_knots, double *knots) {
  double outer = n_knots > 6 ? 0.025 : n_knots > 3 ? 0.05 : 0.10;
  for (size_t j = 0; j < n_knots; j++) {
    double share = (double)j / (double)(n_knots - 1);
    knots[j] = quantile(sorted, n, outer + share * (1 - 2 * outer));
  }
  double fifth = sorted[4], fifth_from_end = sorted[n - 5];
  if (n < 100 && fifth < knots[1] && fifth_from_end > knots[n_knots - 2]) {
    knots[0] = fifth;
    knots[n_knots - 1] = fifth_from_end;
  }
}

int tsqp_rcs_default_knots(const double *values, size_t k, size_t n_knots, double *knots) {
  double *sorted = NULL;
  size_t n = 0;
  TSQP_TRY(sorted_present(values, k, &sorted, &n));
  int status = TSQ_OK;
  if (n < 6) {
    status = tsqp_fail(TSQ_ERR_TOO_FEW, "values has %zu values: default knots need 6; give knots", n);
  } else {
    default_knots(sorted, n, n_knots, knots);
    for (size_t j = 1; j < n_knots && status == TSQ_OK; j++) {
      if (!(knots[j] > knots[j - 1])) {
        status =
            tsqp_fail(TSQ_ERR_TOO_FEW, "default knots %zu and %zu are both %g, because of ties: give knots",
                      j - 1, j, knots[j]);
      }
    }
  }
  tsqp_free(sorted);
  return status;
}
