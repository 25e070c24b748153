/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted sums over one block of studies: plain arrays in, sums out; no allocation, no error path. */
#ifndef TSQP_KERNEL_MOMENTS_H
#define TSQP_KERNEL_MOMENTS_H

#include <stddef.h>

/* Normalised inverse-variance weights: w[i] = scale / (v[i] + tau2). */
void tsqp_kernel_weights(size_t n, const double *v, double tau2, double scale, double *w);

/* Sum of a[i]. */
double tsqp_kernel_sum(size_t n, const double *a);
/* Sum of a[i] b[i]. */
double tsqp_kernel_dot(size_t n, const double *a, const double *b);
/* out[i] = a[i] b[i]. */
void tsqp_kernel_multiply(size_t n, const double *a, const double *b, double *out);
/* y[i] += c x[i]. */
void tsqp_kernel_axpy(size_t n, double c, const double *x, double *y);
/* Sum of log((v[i] + tau2) / scale). */
double tsqp_kernel_log_sum(size_t n, const double *v, double tau2, double scale);

/*
 * The nine sums of the pooled model about a shift: with w = scale/(v + tau2) and e = y - shift,
 * sums[0..2] = sum w^j, sums[3..5] = sum w^j e, sums[6..8] = sum w^j e^2 for j = 1, 2, 3.
 */
void tsqp_kernel_pooled(size_t n, const double *y, const double *v, double tau2, double scale, double shift,
                        double sums[9]);

#endif
