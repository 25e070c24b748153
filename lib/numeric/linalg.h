/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small dense linear algebra through GSL: p x p matrices stored row by row (GSL's order) in plain arrays that the caller
 * owns, so nothing here allocates.
 */
#ifndef TSQP_LINALG_H
#define TSQP_LINALG_H

#include <stddef.h>

/* In-place Cholesky factor L (lower triangle) of a symmetric matrix; 0 = done, nonzero = not positive definite. */
int tsqp_cholesky(size_t p, double *a);

/* b := L^-1 b and b := L^-T b for the lower triangle of l. */
void tsqp_solve_lower(size_t p, const double *l, double *b);
void tsqp_solve_lower_transposed(size_t p, const double *l, double *b);

/* a := L^-1 a L^-T for symmetric a. */
void tsqp_congruence(size_t p, const double *l, double *a);

/* b := R^-1 b for the upper triangle of r. */
void tsqp_solve_upper(size_t p, const double *r, double *b);

/* inverse := (L L')^-1, full symmetric. */
void tsqp_cholesky_inverse(size_t p, const double *l, double *inverse);

/* log det of L L'. */
double tsqp_cholesky_log_det(size_t p, const double *l);

/*
 * Updates the upper triangular R (p x p) of a QR factorisation by n more rows (n x p, row by row, destroyed):
 * the R of [R; rows]. `work` has p * p numbers.
 */
void tsqp_qr_append(size_t p, double *r, size_t n, double *rows, double *work);

/* c := a b for upper triangular a and b; c may not be either. */
void tsqp_upper_product(size_t p, const double *a, const double *b, double *c);

#endif
