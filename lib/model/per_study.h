/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantities with one number for each complete study, computed from the borrowed data when asked. */
#ifndef TSQP_PER_STUDY_H
#define TSQP_PER_STUDY_H

#include "model/fit.h"

/* What a study adds to `out`: its row among the complete studies, its place i in the block, its basis z [p]. */
typedef void tsqp_row_function(const tsq_fit *fit, const tsqp_block *block, size_t i, const double *z,
                               size_t row, void *out);

/* Calls the function for every complete study in order. */
int tsqp_each_study(const tsq_fit *fit, tsqp_row_function *function, void *out);

int tsqp_get_yi(const tsq_fit *fit, double *out);
int tsqp_get_vi(const tsq_fit *fit, double *out);
int tsqp_get_fitted(const tsq_fit *fit, double *out);
int tsqp_get_resid(const tsq_fit *fit, double *out);
int tsqp_get_weights(const tsq_fit *fit, double *out);
int tsqp_get_hat(const tsq_fit *fit, double *out);
int tsqp_get_index(const tsq_fit *fit, double *out);

#endif
