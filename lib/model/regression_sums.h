/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pass and the algebra of tsqp_moments_at() for a model with moderators. */
#ifndef TSQP_REGRESSION_SUMS_H
#define TSQP_REGRESSION_SUMS_H

#include "model/engine.h"

/* Numbers of `work` that the two functions need. */
size_t tsqp_regression_room(size_t p);

/* One pass at t with weights scaled by s, about engine->shift; the sums stay in engine->work. */
void tsqp_regression_pass(tsqp_engine *engine, double t, double s);

/* From the sums to the moments; moves engine->shift to the solution, and says what share of q1 that took away. */
int tsqp_regression_algebra(tsqp_engine *engine, tsqp_moments *moments, double *correction);

#endif
