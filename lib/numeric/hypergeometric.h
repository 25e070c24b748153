/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gauss' hypergeometric function. */
#ifndef TSQP_NUMERIC_HYPERGEOMETRIC_H
#define TSQP_NUMERIC_HYPERGEOMETRIC_H

/* 2F1(a, b; c; z) for a, b, c > 0 and 0 <= z <= 1; NaN outside, and where it diverges. */
double tsqp_hyperg_2f1(double a, double b, double c, double z);

#endif
