/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of cells, and how CSV, Markdown, LaTeX and HTML write them. */
#ifndef TSQP_REPORT_TABLE_H
#define TSQP_REPORT_TABLE_H

#include "report/text.h"

#include <stdint.h>

/* How a format writes: begun, cell by cell, row by row, ended. */
typedef struct tsqp_table {
  tsqp_text *text;
  int32_t format; /* enum tsq_report_format but text and JSON */
  int digits;
  int column;
} tsqp_table;

/* Begins a table of n columns; the first is text, left-aligned. caption: NULL = none (CSV has none). */
void tsqp_table_begin(tsqp_table *t, const char *caption, const char *const *heads, int n);
void tsqp_table_text(tsqp_table *t, const char *cell);
/* A number: shortest round-trip digits in CSV, the report's decimals elsewhere. NaN is empty (CSV: NA). */
void tsqp_table_number(tsqp_table *t, double value);
void tsqp_table_p(tsqp_table *t, double p);
void tsqp_table_end_row(tsqp_table *t);
void tsqp_table_end(tsqp_table *t);
/* A paragraph below a table; nothing in CSV. */
void tsqp_table_note(tsqp_table *t, const char *words);

#endif
