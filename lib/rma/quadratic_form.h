/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact distribution of Q_a = y'P_a y with fixed weights a, under y ~ N(Xb, diag(v) + t I). */
#ifndef TSQP_QUADRATIC_FORM_H
#define TSQP_QUADRATIC_FORM_H

#include "rma/engine.h"

/* P(Q_a <= q | t) for weights a = the caller's, or 1/v where there are none. */
int tsqp_quadratic_form_cdf(tsqp_engine *engine, double q, double t, double *probability);

#endif
