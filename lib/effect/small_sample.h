/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hedges' exact small-sample factor of a standardized mean difference with m degrees of freedom. */
#ifndef TSQP_SMALL_SAMPLE_H
#define TSQP_SMALL_SAMPLE_H

/* J(m) = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)); NaN for m <= 1. Hedges 1981, doi:10.3102/10769986006002107, eq. 6e. */
double tsqp_j(double m);

/* 1 - (m - 2)/(m J(m)^2): the factor of g^2 in the unbiased variance; NaN for m <= 1. Hedges 1983, eq. 9. */
double tsqp_unbiased_factor(double m);

#endif
