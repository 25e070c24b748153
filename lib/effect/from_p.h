/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Test statistics from the p values that studies report. */
#ifndef TSQP_FROM_P_H
#define TSQP_FROM_P_H

/* t with the two-sided p value |p| and the sign of p; infinite for p = 0. Exact for tails down to 1e-300. */
double tsqp_t_from_p(double p, double df);

/* R^2 of a regression with m predictors and df residual degrees of freedom whose omnibus F test has this p value. */
double tsqp_r2_from_p(double p, double m, double df);

#endif
