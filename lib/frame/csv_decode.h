/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a CSV file as UTF-8, whichever of the usual encodings they have. */
#ifndef TSQP_CSV_DECODE_H
#define TSQP_CSV_DECODE_H

#include <stddef.h>

typedef struct tsqp_decoded {
  const char *bytes; /* UTF-8 without byte order mark */
  size_t n;
  char *own;            /* what `bytes` points into where it is not the caller's; free with tsqp_free() */
  const char *encoding; /* its name for people; NULL = UTF-8 */
} tsqp_decoded;

/*
 * UTF-8 (RFC 3629), UTF-16 with or without byte order mark, or else Windows-1252: where no byte beyond ASCII is part of a
 * UTF-8 character. A text in which some are and some are not is refused, and so are zero bytes.
 */
int tsqp_csv_decode(const char *bytes, size_t n, tsqp_decoded *decoded);

#endif
