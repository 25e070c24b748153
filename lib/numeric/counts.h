/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Binomial and Poisson counts, to about 1e-14 at any size. GSL's incomplete beta function loses digits in proportion to n and does
 * not converge beyond some 1e6, where rare events of very many participants are what exact methods are for.
 */
#ifndef TSQP_COUNTS_H
#define TSQP_COUNTS_H

/* log P(X = x), x real: Binomial(n, p), 0 < p < 1, and Poisson(mean), mean > 0. */
double tsqp_binomial_log_density(double x, double n, double p);
double tsqp_poisson_log_density(double x, double mean);

/* P(X <= x) and P(X >= x) for whole x; tails are summed as tails. O(sqrt(n p q)) terms. */
double tsqp_binomial_at_most(double x, double n, double p);
double tsqp_binomial_at_least(double x, double n, double p);
double tsqp_poisson_at_most(double x, double mean);
double tsqp_poisson_at_least(double x, double mean);

/* The incomplete beta function I_p(a, b), 0 < a <= b, absolute error some 1e-15. */
double tsqp_beta_series(double p, double a, double b);
/* The incomplete gamma function P(a, m), a > 0, absolute error some 1e-15. */
double tsqp_gamma_series(double a, double m);
/* Tails of a gamma variable of shape a at m, each as a tail: relative error some 1e-13 where a is large. */
double tsqp_gamma_lower(double a, double m);
double tsqp_gamma_upper(double a, double m);

#endif
