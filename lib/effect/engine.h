/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one loop that all doors lead to. */
#ifndef TSQP_EFFECT_ENGINE_H
#define TSQP_EFFECT_ENGINE_H

#include "effect/registry.h"

int tsqp_effect_run(const tsqp_measure *measure, const tsqp_columns *columns,
                    const tsq_effect_options *options, double *yi, double *vi);

/* enum tsq_reason of each study that tsqp_effect_run() gives no effect. */
int tsqp_effect_why(const tsqp_measure *measure, const tsqp_columns *columns,
                    const tsq_effect_options *options, int32_t *reason);

int tsqp_effect_sizes(const tsqp_measure *measure, const tsqp_columns *columns, double *ni);

#endif
