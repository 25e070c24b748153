/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Argument names, and the sets of them that a measure can start from. */
#ifndef TSQP_ARGUMENTS_H
#define TSQP_ARGUMENTS_H

#include "effect/registry.h"

const char *tsqp_argument_name(size_t argument);

/* Columns by name into columns by argument. `records` was already read into its full layout. */
int tsqp_bind_records(const tsq_records *records, tsqp_columns *columns);

/* Whether the study has every value of at least one of the measure's input sets. */
int tsqp_study_is_complete(const tsqp_measure *measure, const tsqp_study *study);

/* Fails unless at least one of the measure's input sets is wholly there. */
int tsqp_check_inputs(const tsqp_measure *measure, const tsqp_columns *columns);

#endif
