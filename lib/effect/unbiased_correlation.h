/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The unbiased correlation of Olkin & Pratt. */
#ifndef TSQP_UNBIASED_CORRELATION_H
#define TSQP_UNBIASED_CORRELATION_H

/* r 2F1(1/2, 1/2; (n - 2)/2; 1 - r^2); NaN for n <= 3. Olkin & Pratt 1958, doi:10.1214/aoms/1177706717, eq. 2.3. */
double tsqp_unbiased_correlation(double r, double n);

#endif
