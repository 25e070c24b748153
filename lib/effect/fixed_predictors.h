/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sampling variance of R^2 where the predictors are fixed, not drawn with the outcome. */
#ifndef TSQP_FIXED_PREDICTORS_H
#define TSQP_FIXED_PREDICTORS_H

/*
 * With m predictors and n cases, F = (R^2/m)/((1 - R^2)/(n - m - 1)) is noncentral F with lambda = n rho^2/(1 - rho^2), which is
 * taken at rho^2 = r2; so R^2 is a noncentral beta variable. Its variance, and that of atanh(sqrt(R^2)), by integrals over its
 * density. NaN unless 0 <= r2 < 1, m >= 1 and n > m + 1.
 */
void tsqp_fixed_r2_variances(double r2, double m, double n, double *of_r2, double *of_z);

#endif
