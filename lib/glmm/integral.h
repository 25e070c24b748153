/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One study's marginal log-likelihood, its random effects integrated out:
 *   L(t) = ln of the integral of prod_g f(y_g | sum_j fixed_gj t_j + sum_r random_gr t_(n_fixed + r) u_r) phi(u) du,
 * in the study's few parameters t: fixed parts of its linear predictors, then the standard deviations of its random effects.
 */
#ifndef TSQP_GLMM_INTEGRAL_H
#define TSQP_GLMM_INTEGRAL_H

#include "glmm/arm.h"

enum { TSQP_STUDY_PARAMETERS = 4 };

/* Which integrand: the first n_random random effects are there, the others' variances are 0. */
typedef struct tsqp_shape {
  size_t n_arms;
  size_t n_fixed;
  size_t n_random;
} tsqp_shape;

/* How it is integrated: n = 0 until nothing changes any more, else adaptive Gauss-Hermite quadrature with n nodes. */
typedef struct tsqp_rule {
  size_t n;
  const double *nodes;
  const double *weights;
} tsqp_rule;

typedef struct tsqp_study_value {
  double value;
  double gradient[TSQP_STUDY_PARAMETERS];
  double hessian[TSQP_STUDY_PARAMETERS][TSQP_STUDY_PARAMETERS];
  double nodes; /* used for each random effect (the most) */
} tsqp_study_value;

/* L with gradient and Hessian in its n_fixed + n_random parameters. */
void tsqp_study_likelihood(const tsqp_shape *shape, const tsqp_arm *arms, const tsqp_rule *rule,
                           const double *t, tsqp_study_value *out);

/*
 * The information on the fixed parameters with the standard deviations known, by the quadratic approximation at the modes
 * of the random effects (what penalised weighted least squares leaves: Breslow & Clayton 1993, doi:10.2307/2290687, eq. 10).
 * Also log f at the modes.
 */
void tsqp_study_conditional(const tsqp_shape *shape, const tsqp_arm *arms, const double *t,
                            double information[2][2], double *log_f);

#endif
