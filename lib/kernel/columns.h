/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations on the columns of one block, in the fixed shape of 8 lanes; for passes that are made once or twice a fit. */
#ifndef TSQP_COLUMNS_H
#define TSQP_COLUMNS_H

#include <stddef.h>

/* Sum of a[i]. */
double tsqp_kernel_sum(size_t n, const double *a);
/* Sum of a[i] b[i]. */
double tsqp_kernel_dot(size_t n, const double *a, const double *b);
/* out[i] = a[i] b[i]. */
void tsqp_kernel_multiply(size_t n, const double *a, const double *b, double *out);
/* y[i] += c x[i]. */
void tsqp_kernel_axpy(size_t n, double c, const double *x, double *y);

#endif
