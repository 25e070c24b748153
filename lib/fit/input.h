/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The records that a fit was made from: owned, lent or gathered from another fit's. One table a record struct (its layout) serves
 * reading, copying, gathering, digests, messages and columns by role.
 */
#ifndef TSQP_INPUT_H
#define TSQP_INPUT_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <tausq/refit.h>

typedef struct tsqp_column {
  const char *role; /* "yi" */
  size_t offset;    /* of its `const double *` in the record struct */
} tsqp_column;

/* Offsets are of members of the record struct; 0 = it has no such member. */
typedef struct tsqp_layout {
  const char *name; /* "tsq_data" */
  const char *what; /* the argument's name in messages: "data" */
  size_t bytes;
  size_t k, x, p, ldx, x_names, labels, lines;
  const tsqp_column *columns; /* ended by an entry without a role */
} tsqp_layout;

/* Room for any record struct, zeroed beyond its end. */
typedef union tsqp_records {
  size_t size;
  void *align;
  unsigned char bytes[256];
} tsqp_records;

typedef struct tsqp_input {
  atomic_size_t refs;
  const tsqp_layout *layout;
  struct tsqp_input *root; /* whose labels and lines these rows have; itself NULL */
  size_t *rows;            /* [k] rows of the root; NULL = the same */
  size_t k;
  const char *const *labels; /* of a root; NULL = none */
  const size_t *lines;
  void *columns, *texts;   /* what it owns */
  tsqp_records records;    /* of this layout, pointing at what is owned or lent */
} tsqp_input;

/* A layout's member of type size_t or pointer. */
size_t tsqp_record_size(const tsqp_input *input, size_t offset);
const void *tsqp_record_pointer(const tsqp_input *input, size_t offset);
void tsqp_record_set_size(tsqp_input *input, size_t offset, size_t value);
void tsqp_record_set_pointer(tsqp_input *input, size_t offset, const void *value);

/* Reads the caller's records (size member first); borrows all that they point to. One reference. */
int tsqp_input_borrow(const tsqp_layout *layout, const void *records, tsqp_input **input);
/* Makes copies of all columns and texts. */
int tsqp_input_own(tsqp_input *input);
/* The rows, and other columns, of a change; labels and lines stay the root's. */
int tsqp_input_gather(tsqp_input *from, const tsq_change *change, tsqp_input **input);
tsqp_input *tsqp_input_hold(tsqp_input *input);
void tsqp_input_release(tsqp_input *input);

/* The row of the root that a row is, its label (NULL = none) and line (0 = none). */
size_t tsqp_input_row(const tsqp_input *input, size_t row);
const char *tsqp_input_label(const tsqp_input *input, size_t row);
size_t tsqp_input_line(const tsqp_input *input, size_t row);

/* NULL: the layout has no such role, or the column was not given (they differ by `known`). */
const double *tsqp_input_column(const tsqp_input *input, const char *role, int *known);
size_t tsqp_input_moderators(const tsqp_input *input);
/* A moderator's values, [k]; NULL where there is no such column. */
const double *tsqp_input_moderator(const tsqp_input *input, size_t column);

/* FNV-1a over the columns' values in the rows that are not left out (ascending); role NULL = all columns and moderators. */
#define TSQP_ALL_COLUMNS "*" /* all but the moderators */
int tsqp_input_digest(const tsqp_input *input, const char *role, const size_t *left_out, size_t n_left_out, uint64_t *digest);

extern const tsqp_layout tsqp_data_layout, tsqp_tables_layout, tsqp_rates_layout, tsqp_proportions_layout, tsqp_glmm_layout;

#endif
