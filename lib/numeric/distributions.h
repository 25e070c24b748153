/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distributions, through GSL behind domain checks: a call outside its domain gives NaN, never GSL's error handler.
 * df = +infinity in the t functions is the standard normal. Tails are computed as tails, never as 1 - p.
 */
#ifndef TSQP_DISTRIBUTIONS_H
#define TSQP_DISTRIBUTIONS_H

double tsqp_normal_lower(double z); /* P(Z <= z) */
double tsqp_normal_upper(double z); /* P(Z >= z) */
double tsqp_normal_quantile(double p);
double tsqp_normal_density(double z);

double tsqp_t_lower(double t, double df);
double tsqp_t_upper(double t, double df);
double tsqp_t_quantile(double p, double df);
/* The quantile of a two-sided interval: t_{1 - (1 - level)/2}, without the rounding of forming 1 - alpha/2. */
double tsqp_t_critical(double level, double df);
double tsqp_t_two_sided(double t, double df); /* P(|T| >= |t|) */

double tsqp_chi2_lower(double x, double df);
double tsqp_chi2_upper(double x, double df);
double tsqp_chi2_quantile_lower(double p, double df); /* x with P(X <= x) = p */
double tsqp_chi2_quantile_upper(double p, double df); /* x with P(X >= x) = p */

double tsqp_f_upper(double f, double df1, double df2); /* df2 = +infinity: chi2(df1)/df1 */

double tsqp_beta_quantile(double p, double a, double b);
double tsqp_gamma_quantile(double p, double shape, double scale);

#endif
