/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The likelihood of beta-binomial counts with one mean. */
#ifndef TSQP_BETA_BINOMIAL_LIKELIHOOD_H
#define TSQP_BETA_BINOMIAL_LIKELIHOOD_H

#include <stddef.h>

/* Counts that share a mean. */
typedef struct tsqp_bb_group {
  size_t k;
  const double *x, *n;
  double events, others; /* their sums: 0 puts the mean at the end of its range */
} tsqp_bb_group;

/* The log likelihood without binomial coefficients, maximised over the mean at a given theta = rho/(1 - rho). */
double tsqp_bb_profile(const tsqp_bb_group *group, double theta, double *mean);

/* The derivative of that log likelihood by theta (at the maximum over the mean also that of the profile). */
double tsqp_bb_slope(const tsqp_bb_group *group, double mean, double theta);

/* Second derivatives at (mean, theta): by the mean twice, by both, by theta twice. The mean is inside (0, 1). */
void tsqp_bb_curvature(const tsqp_bb_group *group, double mean, double theta, double hessian[3]);

#endif
