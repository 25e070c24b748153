/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard deviations of two groups taken together, and Cohen's d from whatever a study reports. */
#ifndef TSQP_COHEN_H
#define TSQP_COHEN_H

#include "effect/study.h"

/* sqrt(((n1 - 1) sd1^2 + (n2 - 1) sd2^2) / (n1 + n2 - 2)), without overflow of the squares. */
double tsqp_pooled_sd(const tsqp_study *study);

/* sqrt((sd1^2 + sd2^2) / 2) */
double tsqp_average_sd(double sd1, double sd2);

/* Variance of (m1 - m2)/s, s^2 = (sd1^2 + sd2^2)/2, at its value d; LS, LS2, LS3. Bonett 2008, doi:10.1037/a0012868. */
double tsqp_averaged_smd_variance(const tsqp_study *study, double d, int32_t vtype);

/* From means and SDs, else as given (di), else from t (ti), from the signed p (pi), from the correlation (ri). */
double tsqp_cohens_d(const tsqp_study *study);

#endif
