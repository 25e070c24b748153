/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the sums of a pass to the moments. */
#ifndef TSQP_REGRESSION_ALGEBRA_H
#define TSQP_REGRESSION_ALGEBRA_H

#include "rma/engine.h"

/*
 * The moments (but for the logarithms) from engine->regression.sum, the Cholesky factor into engine->chol; engine->shift moves to the
 * solution. `correction`: by how much q1 fell on the way.
 */
int tsqp_regression_algebra(tsqp_engine *engine, tsqp_moments *moments, double *correction);

#endif
