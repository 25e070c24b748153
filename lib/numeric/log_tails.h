/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Natural logarithms of upper tail probabilities, also where the probability itself underflows. NaN outside the domain. */
#ifndef TSQP_LOG_TAILS_H
#define TSQP_LOG_TAILS_H

double tsqp_normal_log_upper(double z);
double tsqp_t_log_upper(double t, double df); /* df = +infinity: normal */
double tsqp_chi2_log_upper(double x, double df);

#endif
