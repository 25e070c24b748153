/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a forest plot says, before it is known where: rows of numbers and texts. */
#ifndef TSQP_FOREST_TABLE_H
#define TSQP_FOREST_TABLE_H

#include "plot/arena.h"
#include "plot/effect_axis.h"

#include <tausq/plot.h>

#define TSQP_FOREST_COLUMNS 32
#define TSQP_FOREST_ROWS 5000
#define TSQP_FOREST_GROUPS 1000

enum tsqp_row_kind {
  TSQP_ROW_STUDY = 1,  /* a study or another estimate, drawn as a square */
  TSQP_ROW_HEADING,    /* the name of a group */
  TSQP_ROW_SUBTOTAL,   /* a group's summary */
  TSQP_ROW_TOTAL,      /* the overall one */
  TSQP_ROW_PREDICTION, /* prediction interval */
  TSQP_ROW_NOTE,       /* text over the columns left of the picture */
  TSQP_ROW_GAP
};

/* Positions are on the axis' scale: that of yi where it is linear in it or logarithmic, else the printed one. */
typedef struct tsqp_forest_row {
  int kind;
  int has_values; /* 0: not estimable */
  size_t index;   /* among the caller's rows; SIZE_MAX = none of them */
  const char *label;
  double estimate, lower, upper; /* estimate is NaN for a prediction interval */
  double fitted[3];              /* of a model with moderators: estimate and bounds; NaN = none */
  double weight;                 /* percent; NaN = none */
  const char *effect[3];         /* printed: estimate, lower, upper; NULL = none */
} tsqp_forest_row;

/* A growing list of texts. */
typedef struct tsqp_texts_list {
  const char **text;
  size_t n, room;
} tsqp_texts_list;

typedef struct tsqp_forest_table {
  tsqp_forest_row *rows;
  size_t n_rows, room;
  const tsq_forest_column *columns; /* the caller's, then those of numbers */
  size_t n_columns;
  const char *study_header, *effect_header;
  const char *effect_name;                  /* "RR" */
  const char *axis_label, *threshold_label; /* clean; NULL = none */
  const char *favours[2];                   /* left and right of the null value; clean; NULL = none */
  const char *title, *caption;              /* NULL = none */
  tsqp_texts_list notes;                    /* below the picture: heterogeneity, tests, conventions */
  double null_value, threshold, reference;  /* lines; NaN = none */
  double split;                             /* where the favours part; NaN = nowhere */
  double x_min, x_max;                      /* of the axis; both 0 = from the data */
  tsqp_scale scale;                         /* of the axis */
  double level;
  int is_warped; /* the axis is in yi and printed through the transformation */
  int show_weights, zebra;
  int has_weights; /* squares by weight; 0: all alike */
} tsqp_forest_table;

/* The table of a caller's forest plot. `forest` is the library's own copy with resolved size. */
int tsqp_make_forest_table(tsqp_arena *arena, const tsq_forest *forest, tsqp_forest_table *table);

/* Appends a clean copy; TSQ_ERR_NOMEM. */
int tsqp_add_text(tsqp_arena *arena, tsqp_texts_list *list, const char *text);

/* The notes below: those of the caller's rows that the options ask for, and why rows are not estimable. */
int tsqp_make_forest_notes(tsqp_arena *arena, const tsq_forest *forest, int has_null, tsqp_texts_list *notes);

/* The columns: the caller's, and those of numbers as texts. */
int tsqp_make_forest_columns(tsqp_arena *arena, const tsq_forest *forest, tsqp_forest_table *table);

/* Which of the caller's rows stand where: indices in *sorted [tsq_rows_count()], by group, sorted within as asked for. */
typedef struct tsqp_forest_block {
  size_t group;  /* SIZE_MAX = none */
  int is_totals; /* summaries of all rows: no group, below everything */
  size_t first, n;
} tsqp_forest_block;

int tsqp_sort_forest_rows(tsqp_arena *arena, const tsq_forest *forest, const tsq_row *rows, size_t n,
                          size_t **sorted, tsqp_forest_block **blocks, size_t *n_blocks);

#endif
