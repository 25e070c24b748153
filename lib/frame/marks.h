/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The decimal mark of a file, decided once from all cells of its numeric columns. What is sure: 1.5 (a point), 0,125 (a comma),
 * 1.040,5 and 1.040.000 (a comma). What is not: 1.040 alone.
 */
#ifndef TSQP_MARKS_H
#define TSQP_MARKS_H

#include "frame/spelling.h"

/* How many cells of a column have each mark in each part; [0] '.', [1] ','. */
typedef struct tsqp_marks {
  size_t tell[2]; /* that it is the decimal one */
  size_t decimal[2], grouped[2], either[2];
  size_t percent, bare; /* numbers with a percent sign; numbers but 0 without */
} tsqp_marks;

void tsqp_marks_note(tsqp_marks *marks, const tsqp_spelling *cell);
/* Adds up a file's columns. */
void tsqp_marks_add(tsqp_marks *sum, const tsqp_marks *column);

/*
 * The file's mark: asked for (0 = not), sure, or usual in files with this delimiter; 0 = nobody knows. `counts` are the columns that
 * hold counts by their names: where 1.040 can be but 1040, 2,125 in another column is no count.
 */
int32_t tsqp_marks_decide(const tsqp_marks *file, const tsqp_marks *counts, int32_t asked,
                          unsigned char delimiter);

/*
 * Whether the other mark may stand between thousands in a column of cells like 1.040: the caller said which mark is which, the
 * file shows it elsewhere, or the column has whole numbers alone. `is_count`: by its name it is a column of counts.
 */
int tsqp_marks_may_group(const tsqp_marks *file, const tsqp_marks *column, int32_t asked, int32_t mark,
                         int is_count);

enum { TSQP_CELL_OK, TSQP_CELL_OTHER_MARK, TSQP_CELL_TWO_READINGS, TSQP_CELL_NO_PERCENT };
/* The number of a cell by the file's mark, or why it has none. */
int tsqp_marks_settle(const tsqp_spelling *cell, const tsqp_marks *column, int32_t mark, int may_group,
                      double *number);

/* Whether every cell of the column was read as tsqp_read_spelling() had it. */
int tsqp_marks_agree(const tsqp_marks *column, int32_t mark);

#endif
