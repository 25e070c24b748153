/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TSQP_PRESETS_H
#define TSQP_PRESETS_H

#include "fit/options.h"

/* The preset's value of an option; those before it (in the order of the ids) are resolved. */
int32_t tsqp_preset_value(const tsq_options *options, tsqp_option_id id);

#endif
