/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probits of observed proportions, and the bivariate normal distribution. */
#ifndef TSQP_EFFECT_NORMAL_H
#define TSQP_EFFECT_NORMAL_H

/* The normal quantile of x / (x + m), without the rounding of 1 - p. */
double tsqp_probit(double x, double m);

/* p q / (n phi(z)^2): its sampling variance by the delta method. */
double tsqp_probit_variance(double x, double m, double z);

/* P(X <= h, Y <= k) - P(X <= h) P(Y <= k) for standard bivariate normal X, Y with correlation sin(theta). */
double tsqp_binormal_excess(double h, double k, double theta);

/* The density of that distribution at (h, k). */
double tsqp_binormal_density(double h, double k, double rho);

#endif
