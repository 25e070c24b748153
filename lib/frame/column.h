/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a frame: its columns, and how one is filled cell by cell. */
#ifndef TSQP_FRAME_COLUMN_H
#define TSQP_FRAME_COLUMN_H

#include "frame/intern.h"
#include "frame/marks.h"

#include <tausq/frame.h>

#define TSQP_NO_ROW SIZE_MAX

typedef struct tsqp_column {
  char *name;
  int32_t is_text;     /* 1: codes and levels hold it; 0: numbers */
  int32_t is_percent;  /* 1: a text column of percentages, as they are spelled */
  tsqp_marks marks;    /* of the cells of a numeric column (while it is filled) */
  int32_t may_group;   /* 1: a cell like 1.040 may be 1040 in it (while it is filled again) */
  double *numbers;     /* [rows] of a numeric column, NaN = missing */
  size_t n_present;    /* numbers that are not missing (while it is filled) */
  int32_t *codes;      /* [rows] level index, -1 = missing; of a numeric column built on demand */
  const char **levels; /* [n_levels] sorted; of a numeric column built on demand */
  size_t n_levels;
  size_t capacity;      /* of numbers or codes, whichever holds the column */
  tsqp_intern texts;    /* owns what `levels` points to */
  const char **strings; /* [rows] built on demand */
  size_t first_text;    /* the first row that is not a number, TSQP_NO_ROW where there is none */
  double *proportions;  /* [rows] of a column of percentages, built on demand */
} tsqp_column;

/* From row `row` on the lines of the file are `line`, `line` + 1, ... up to the next run. */
typedef struct tsqp_line_run {
  size_t row, line;
} tsqp_line_run;

struct tsq_frame {
  size_t rows, n_columns, column_capacity;
  tsqp_column *column;
  tsqp_line_run *run;
  size_t n_runs, run_capacity;
  int32_t mark;  /* the decimal mark of the texts: '.' or ',' */
  char *reading; /* how the file was read, in words; NULL = it was not */
  size_t *lines; /* [rows] built on demand */
};

/* Cells are pushed in the order of rows; `row` is the number of cells the column has. */
int tsqp_column_push_missing(tsqp_column *column, size_t row);
int tsqp_column_push_number(tsqp_column *column, size_t row, double value);
/*
 * Turns the column into text at its first text. Numbers that came before lose their spelling by that: the caller
 * sees it from tsqp_column_lost_numbers(), and fills the column anew with `is_text` set.
 */
int tsqp_column_push_text(tsqp_column *column, size_t row, const char *text, size_t length);
int tsqp_column_lost_numbers(const tsqp_column *column);
/* Sorts the levels and gives back memory not needed. */
int tsqp_column_finish(tsqp_column *column, size_t rows);
/* Frees the cells, but keeps what is known of the column. */
void tsqp_column_clear(tsqp_column *column);
void tsqp_column_free(tsqp_column *column);

/* An empty column at the end of the frame; the name is copied. Refuses an empty name or one that is taken. */
int tsqp_frame_append_column(tsq_frame *frame, const char *name, tsqp_column **column);
int tsqp_frame_note_line(tsq_frame *frame, size_t row, size_t line);

/* SIZE_MAX where there is none; no message. */
size_t tsqp_frame_index_of(const tsq_frame *frame, const char *name);
/* "'yi', 'vi', ..." for messages, cut off where the buffer ends. */
void tsqp_frame_list_columns(const tsq_frame *frame, char *buffer, size_t bytes);
/* The message for a cell that is not a number, at the column's first text. */
int tsqp_frame_not_a_number(const tsq_frame *frame, size_t column);

/* Whether a column is one of counts by its name: n1, events, ... */
int tsqp_is_count_name(const char *name);

/* The categories of a numeric column. */
typedef struct tsqp_levels {
  int32_t *codes; /* [rows], -1 = missing */
  const char **level;
  size_t n;
  tsqp_intern texts; /* owns what `level` points to */
} tsqp_levels;
int tsqp_levels_of_numbers(const double *numbers, size_t rows, tsqp_levels *levels);
void tsqp_levels_free(tsqp_levels *levels);

/*
 * The levels of the rows in use (use[i] != 0; NULL = all) in their order: fills codes [rows], -1 also where the level is in no
 * such row, and the first *n of level [all->n].
 */
int tsqp_used_levels(const tsqp_levels *all, size_t rows, const int32_t *use, int32_t *codes,
                     const char **level, size_t *n);

/* A text for messages: control characters as '?', cut off between characters with "..." to fit 64 bytes. */
#define TSQP_SHOWN_BYTES 64
const char *tsqp_shown(const char *text, char buffer[TSQP_SHOWN_BYTES]);

#endif
