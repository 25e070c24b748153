/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a forest plot says, before it is known where: rows of numbers and texts. */
#ifndef TSQP_FOREST_TABLE_H
#define TSQP_FOREST_TABLE_H

#include "plot/arena.h"
#include "plot/printed.h"

#include <tausq/plot.h>

enum tsqp_row_kind {
  TSQP_ROW_STUDY = 1,
  TSQP_ROW_HEADING,    /* the name of a subgroup */
  TSQP_ROW_SUBTOTAL,   /* a subgroup's effect */
  TSQP_ROW_TOTAL,      /* the overall effect */
  TSQP_ROW_PREDICTION, /* prediction interval */
  TSQP_ROW_NOTE,       /* text over the columns left of the picture */
  TSQP_ROW_GAP
};

/* Positions are on the axis' scale: that of yi where it is linear in it or logarithmic, else the printed one. */
typedef struct tsqp_forest_row {
  int kind;
  int has_values; /* 0: a study that was left out */
  size_t index;   /* of the study in the data, or of the group */
  const char *label;
  double estimate, lower, upper; /* estimate is NaN for a prediction interval */
  double fitted[3];              /* of a model with moderators: estimate and bounds; NaN = none */
  double weight;                 /* percent; NaN = none */
  const char *effect[3];         /* printed: estimate, lower, upper; NULL = none */
} tsqp_forest_row;

typedef struct tsqp_forest_table {
  tsqp_forest_row *rows;
  size_t n_rows, room;
  const tsq_forest_column *columns;
  size_t n_columns;
  const char *study_header, *effect_header;
  const char *axis_label, *threshold_label; /* clean; NULL = none */
  const char *favours[2];                   /* left and right of the null line; clean; NULL = none */
  const char *title, *caption;              /* NULL = none */
  const char *notes[8];                     /* below the picture: heterogeneity, tests, conventions */
  size_t n_notes;
  double null_value, threshold, reference; /* lines; NaN = none */
  double x_min, x_max;                     /* of the axis; both 0 = from the data */
  tsqp_scale scale;                        /* of the axis */
  int is_warped;                           /* the axis is in yi and printed through the transformation */
  int show_weights, zebra;
} tsqp_forest_table;

/* The table of a caller's forest plot. `forest` is the library's own copy with resolved size. */
int tsqp_make_forest_table(tsqp_arena *arena, const tsq_forest *forest, tsqp_forest_table *table);

#endif
