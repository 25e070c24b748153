/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/linalg.h"

#include "numeric/gsl_guard.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

int tsqp_cholesky(size_t p, double *a) {
  for (size_t i = 0; i < p * p; i++) {
    if (!isfinite(a[i])) return 1;
  }
  gsl_matrix_view view = gsl_matrix_view_array(a, p, p);
  tsqp_gsl_enter();
  int failed = gsl_linalg_cholesky_decomp1(&view.matrix);
  tsqp_gsl_leave();
  return failed;
}

static void triangular_solve(CBLAS_UPLO_t uplo, CBLAS_TRANSPOSE_t trans, size_t p, const double *t,
                             double *b) {
  gsl_matrix_const_view m = gsl_matrix_const_view_array(t, p, p);
  gsl_vector_view v = gsl_vector_view_array(b, p);
  gsl_blas_dtrsv(uplo, trans, CblasNonUnit, &m.matrix, &v.vector);
}

void tsqp_solve_lower(size_t p, const double *l, double *b) {
  triangular_solve(CblasLower, CblasNoTrans, p, l, b);
}

void tsqp_solve_lower_transposed(size_t p, const double *l, double *b) {
  triangular_solve(CblasLower, CblasTrans, p, l, b);
}

void tsqp_solve_upper(size_t p, const double *r, double *b) {
  triangular_solve(CblasUpper, CblasNoTrans, p, r, b);
}

void tsqp_congruence(size_t p, const double *l, double *a) {
  gsl_matrix_const_view lower = gsl_matrix_const_view_array(l, p, p);
  gsl_matrix_view m = gsl_matrix_view_array(a, p, p);
  gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 1, &lower.matrix, &m.matrix);
  gsl_blas_dtrsm(CblasRight, CblasLower, CblasTrans, CblasNonUnit, 1, &lower.matrix, &m.matrix);
}

void tsqp_cholesky_inverse(size_t p, const double *l, double *inverse) {
  memset(inverse, 0, p * p * sizeof *inverse);
  for (size_t j = 0; j < p; j++) {
    double *column = inverse + j * p; /* symmetric: a row is as good as a column */
    column[j] = 1;
    tsqp_solve_lower(p, l, column);
    tsqp_solve_lower_transposed(p, l, column);
  }
}

double tsqp_cholesky_log_det(size_t p, const double *l) {
  double sum = 0;
  for (size_t j = 0; j < p; j++) {
    sum += log(l[j * p + j]);
  }
  return 2 * sum;
}

void tsqp_qr_append(size_t p, double *r, size_t n, double *rows, double *work) {
  if (n == 0) return;
  gsl_matrix_view upper = gsl_matrix_view_array(r, p, p);
  gsl_matrix_view block = gsl_matrix_view_array(rows, n, p);
  gsl_matrix_view reflectors = gsl_matrix_view_array(work, p, p);
  tsqp_gsl_enter();
  gsl_linalg_QR_UR_decomp(&upper.matrix, &block.matrix, &reflectors.matrix);
  tsqp_gsl_leave();
}

void tsqp_upper_product(size_t p, const double *a, const double *b, double *c) {
  memset(c, 0, p * p * sizeof *c);
  for (size_t i = 0; i < p; i++) {
    for (size_t j = i; j < p; j++) {
      double sum = 0;
      for (size_t m = i; m <= j; m++) {
        sum += a[i * p + m] * b[m * p + j];
      }
      c[i * p + j] = sum;
    }
  }
}
