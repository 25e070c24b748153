/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TSQP_LOG_GAMMA_H
#define TSQP_LOG_GAMMA_H

/* ln |Gamma(x)|: C's lgamma() writes the sign to a global variable, which threads would race for. */
double tsqp_log_gamma(double x);

#endif
