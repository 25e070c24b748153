/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows hold. */
#ifndef TSQP_ROWS_H
#define TSQP_ROWS_H

#include "fit/sections.h"

#include <tausq/rows.h>

typedef struct tsqp_row {
  tsq_row row; /* label and note are owned */
  char *label, *note;
} tsqp_row;

typedef struct tsqp_row_column {
  char *name;
  double *values; /* [room of the rows] */
} tsqp_row_column;

typedef struct tsqp_row_note {
  int32_t kind;
  size_t group;
  char *text;
} tsqp_row_note;

struct tsq_rows {
  double level;
  int32_t measure;
  size_t n, room;
  tsqp_row *row;
  size_t n_columns;
  tsqp_row_column *column;
  size_t n_groups;
  char **group;
  size_t n_notes;
  tsqp_row_note *note;
};

/* Adds a row without checks; its texts are copied. */
int tsqp_rows_add(tsq_rows *rows, const tsq_row *row);
/* Sets a column's number in the last row; the column is made where it is missing. */
int tsqp_rows_set(tsq_rows *rows, const char *column, double value);

/* An empty row of a kind. */
tsq_row tsqp_new_row(int32_t kind, const char *label);

/* All studies given of a fit, in group (SIZE_MAX = none): own effects, weights, fitted values. `ni` [k of the root] or NULL. */
int tsqp_rows_add_studies(tsq_rows *rows, const tsq_fit *fit, size_t group, const double *ni);
/* A summary row of an intercept-only fit. */
int tsqp_rows_add_summary(tsq_rows *rows, const tsq_fit *fit, int32_t kind, size_t group, const char *label,
                          const tsq_prediction *effect, const double *ni);

/* Notes of a fit: heterogeneity, the test, outcomes, conventions; of a group the first alone, without intervals. */
int tsqp_rows_add_notes(tsq_rows *rows, const tsq_fit *fit);
int tsqp_rows_add_group_note(tsq_rows *rows, const tsq_fit *fit, size_t group);
/* "what: chi2 = 5.6, df = 2, p = 0.061", or F. */
int tsqp_rows_add_test_note(tsq_rows *rows, int32_t kind, const char *what, const tsqp_test *test);

#endif
