/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a study that was not dropped has no effect. */
#ifndef TSQP_REASONS_H
#define TSQP_REASONS_H

#include "effect/registry.h"

/*
 * enum tsq_reason of a study whose effect came out as `e`: `raw` is its record as it was given, `used` the same completed and corrected
 * for zero cells. To be asked only where the effect is unusable: its yi or vi is not finite, or its vi is 0.
 */
int32_t tsqp_reason_of(const tsqp_measure *measure, const tsqp_context *context, const tsqp_study *raw,
                       const tsqp_study *used, tsqp_effect e);

/* 1 where it can be pooled: finite, with a variance above 0. */
int tsqp_is_usable(tsqp_effect e);

#endif
