/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small dense linear algebra in double-double arithmetic, which GSL does not have: normal equations of 106 bits lose to
 * the squared condition number what is beyond a double anyway. p x p matrices row by row; nothing here allocates.
 */
#ifndef TSQP_DD_LINALG_H
#define TSQP_DD_LINALG_H

#include "numeric/double_double.h"

#include <stddef.h>

/*
 * In-place Cholesky factor (lower triangle; only that is read). Returns p, or the first column whose part orthogonal to
 * those before it has less than `tolerance` of the column's square.
 */
size_t tsqp_dd_cholesky(size_t p, tsqp_dd *a, double tolerance);

/* b := L^-1 b and b := L^-T b. */
void tsqp_dd_solve_lower(size_t p, const tsqp_dd *l, tsqp_dd *b);
void tsqp_dd_solve_lower_transposed(size_t p, const tsqp_dd *l, tsqp_dd *b);

/* a := L^-1 a L^-T for full symmetric a. */
void tsqp_dd_congruence(size_t p, const tsqp_dd *l, tsqp_dd *a);

/* inverse := (L L')^-1, full symmetric. */
void tsqp_dd_cholesky_inverse(size_t p, const tsqp_dd *l, tsqp_dd *inverse);

tsqp_dd tsqp_dd_dot(size_t n, const tsqp_dd *a, const tsqp_dd *b);

/* b := A a for full symmetric A. */
void tsqp_dd_matrix_vector(size_t p, const tsqp_dd *matrix, const tsqp_dd *a, tsqp_dd *b);

#endif
