/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which options an analysis of streams takes. */
#ifndef TSQP_STREAM_OPTIONS_H
#define TSQP_STREAM_OPTIONS_H

#include "fit/options.h"
#include "stream/stream.h"

extern const tsqp_take tsqp_stream_takes[];

/* The caller's options resolved for this stream; refuses what contradicts the way it was made and fed. */
int tsqp_stream_options_of(const tsq_stream *s, const tsq_options *callers, tsq_options *resolved);

#endif
