/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV into a frame, with options that were checked. */
#ifndef TSQP_CSV_PARSE_H
#define TSQP_CSV_PARSE_H

#include <tausq/frame.h>

/* *out is untouched unless TSQ_OK; as tsq_frame_parse_csv(). */
int tsqp_csv_parse(const char *bytes, size_t n, const tsq_csv_options *options, tsq_frame **out);

#endif
