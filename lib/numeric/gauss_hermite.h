/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TSQP_GAUSS_HERMITE_H
#define TSQP_GAUSS_HERMITE_H

#include <stddef.h>

/* Nodes and weights [n] of Gauss-Hermite quadrature, weight function exp(-x^2); 0 = done, nonzero = no memory. n <= 200. */
int tsqp_gauss_hermite(size_t n, double *nodes, double *weights);

#endif
