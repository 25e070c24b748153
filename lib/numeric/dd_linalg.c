/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/dd_linalg.h"

tsqp_dd tsqp_dd_dot(size_t n, const tsqp_dd *a, const tsqp_dd *b) {
  tsqp_dd sum = {0, 0};
  for (size_t i = 0; i < n; i++) {
    sum = tsqp_dd_add(sum, tsqp_dd_multiply(a[i], b[i]));
  }
  return sum;
}

void tsqp_dd_matrix_vector(size_t p, const tsqp_dd *matrix, const tsqp_dd *a, tsqp_dd *b) {
  for (size_t i = 0; i < p; i++) {
    b[i] = tsqp_dd_dot(p, matrix + i * p, a);
  }
}

size_t tsqp_dd_cholesky(size_t p, tsqp_dd *a, double tolerance) {
  for (size_t j = 0; j < p; j++) {
    tsqp_dd *row = a + j * p;
    double whole = row[j].high;
    for (size_t i = 0; i < j; i++) {
      tsqp_dd rest = tsqp_dd_subtract(row[i], tsqp_dd_dot(i, row, a + i * p));
      row[i] = tsqp_dd_divide(rest, a[i * p + i]);
    }
    tsqp_dd pivot = tsqp_dd_subtract(row[j], tsqp_dd_dot(j, row, row));
    if (!(pivot.high > tolerance * whole)) return j;
    row[j] = tsqp_dd_root(pivot);
  }
  return p;
}

void tsqp_dd_solve_lower(size_t p, const tsqp_dd *l, tsqp_dd *b) {
  for (size_t i = 0; i < p; i++) {
    b[i] = tsqp_dd_divide(tsqp_dd_subtract(b[i], tsqp_dd_dot(i, l + i * p, b)), l[i * p + i]);
  }
}

void tsqp_dd_solve_lower_transposed(size_t p, const tsqp_dd *l, tsqp_dd *b) {
  for (size_t i = p; i-- > 0;) {
    tsqp_dd rest = b[i];
    for (size_t j = i + 1; j < p; j++) {
      rest = tsqp_dd_subtract(rest, tsqp_dd_multiply(l[j * p + i], b[j]));
    }
    b[i] = tsqp_dd_divide(rest, l[i * p + i]);
  }
}

static void transpose(size_t p, tsqp_dd *a) {
  for (size_t i = 0; i < p; i++) {
    for (size_t j = 0; j < i; j++) {
      tsqp_dd swap = a[i * p + j];
      a[i * p + j] = a[j * p + i];
      a[j * p + i] = swap;
    }
  }
}

void tsqp_dd_congruence(size_t p, const tsqp_dd *l, tsqp_dd *a) {
  for (int side = 0; side < 2; side++) {
    for (size_t i = 0; i < p; i++) {
      tsqp_dd_solve_lower(p, l, a + i * p);
    }
    transpose(p, a);
  }
}

void tsqp_dd_cholesky_inverse(size_t p, const tsqp_dd *l, tsqp_dd *inverse) {
  for (size_t i = 0; i < p; i++) {
    for (size_t j = 0; j < p; j++) {
      inverse[i * p + j] = tsqp_dd_of(i == j ? 1 : 0);
    }
    tsqp_dd_solve_lower(p, l, inverse + i * p);
    tsqp_dd_solve_lower_transposed(p, l, inverse + i * p);
  }
}
