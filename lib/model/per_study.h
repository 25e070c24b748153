/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities with one number for each complete study, computed from the borrowed data when asked. */
#ifndef TSQP_PER_STUDY_H
#define TSQP_PER_STUDY_H

#include "model/fit.h"

int tsqp_get_yi(const tsq_fit *fit, double *out);
int tsqp_get_vi(const tsq_fit *fit, double *out);
int tsqp_get_fitted(const tsq_fit *fit, double *out);
int tsqp_get_resid(const tsq_fit *fit, double *out);
int tsqp_get_weights(const tsq_fit *fit, double *out);
int tsqp_get_hat(const tsq_fit *fit, double *out);
int tsqp_get_index(const tsq_fit *fit, double *out);

#endif
