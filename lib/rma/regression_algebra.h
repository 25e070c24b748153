/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moments of a model with moderators: by the sums of a pass where these tell, else with studies taken apart. */
#ifndef TSQP_REGRESSION_ALGEBRA_H
#define TSQP_REGRESSION_ALGEBRA_H

#include "rma/engine.h"

/* The moments at moments->t, and the engine's state, as tsqp_moments_at() says. */
int tsqp_regression_moments(tsqp_engine *engine, int asked, tsqp_moments *moments);

/*
 * The moments (but for the logarithms) from engine->regression.sum, the Cholesky factor into engine->chol; engine->shift moves to the
 * solution. `correction`: by how much q1 fell on the way. `loss`: by how much the sums outgrow what was computed from them, at least 1.
 * 0 where X'WX is singular to working precision: then nothing is set.
 */
int tsqp_regression_algebra(tsqp_engine *engine, int asked, tsqp_moments *moments, double *correction,
                            double *loss);

/*
 * How much larger a column is, under the weights, than its part of its own: so many digits go in z = R^-T x. `square`: [p] the squares of
 * the basis's columns; `chol`: the Cholesky factor of their cross products. What the intercept takes from a column is a constant, the same
 * for all studies whatever its rounding, and does not count.
 */
double tsqp_hidden_columns(const tsqp_engine *engine, const double *square, const double *chol);

/* The same as tsqp_regression_moments() with studies taken apart, for any data. */
int tsqp_apart_moments(tsqp_engine *engine, tsqp_moments *moments);

#endif
