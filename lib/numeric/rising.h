/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over r = 0 .. m - 1 of functions of c + r theta: the beta-binomial likelihood without differences of log gammas. */
#ifndef TSQP_RISING_H
#define TSQP_RISING_H

typedef struct tsqp_rising {
  double log;           /* sum log(c + r theta) */
  double first, second; /* sum 1/(c + r theta), sum 1/(c + r theta)^2 */
} tsqp_rising;

/* sum r/(c + r theta). */
double tsqp_rising_slope(double c, double theta, double m);

/* sum r/(c + r theta)^2 and sum r^2/(c + r theta)^2, for standard errors: some 1e-10 of them where m is large. */
void tsqp_rising_squares(double c, double theta, double m, double *one, double *two);

/* c > 0 (m = 0: any c), theta >= 0, m whole. O(1) beyond some 40 terms. */
tsqp_rising tsqp_rising_sums(double c, double theta, double m);

#endif
