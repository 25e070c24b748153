/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a CSV file before they are parsed: reading them, and what stands before the header. */
#ifndef TSQP_CSV_TEXT_H
#define TSQP_CSV_TEXT_H

#include <tausq/frame.h>

typedef struct tsqp_csv_text {
  const char *bytes;
  size_t n;
  size_t line;       /* of the file, on which bytes[0] stands */
  unsigned char sep; /* the delimiter that a line "sep=;" names; 0 = there is none */
} tsqp_csv_text;

/* All of a file, or of standard input where path is "-"; free with tsqp_free(). */
int tsqp_csv_read_file(const char *path, char **bytes, size_t *n);

/* Steps over Excel's line "sep=;", and over comment and blank lines before the header. */
int tsqp_csv_find_header(const char *bytes, size_t n, int32_t comment, tsqp_csv_text *text);

/* Line ends (LF, CRLF or CR) among bytes[0..n). */
size_t tsqp_csv_count_lines(const char *bytes, size_t n);

#endif
