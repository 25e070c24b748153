/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The axis on which a figure shows effects (x of forest and funnel plots, y of bubble plots): read from the members that all
 * figures have under the same names, and from the measure.
 */
#ifndef TSQP_EFFECT_AXIS_H
#define TSQP_EFFECT_AXIS_H

#include "plot/arena.h"
#include "plot/axis.h"
#include "plot/printed.h"

#include <tausq/plot.h>

/* What the caller of a figure said. */
typedef struct tsqp_effect_wish {
  const char *figure; /* "forest", for messages */
  char axis;          /* 'x' or 'y', likewise: of <axis>_min, <axis>_max, <axis>_label */
  int32_t measure;    /* enum tsq_measure; 0 = not said */
  int32_t transform, show_null;
  double null_value, min, max; /* on the scale that is shown */
  const char *label;
  const double *ni; /* [n] sample sizes, NaN = unknown; NULL = none */
  size_t n;
} tsqp_effect_wish;

typedef struct tsqp_effect_axis {
  int32_t measure;
  int32_t transform;             /* as asked for, or the measure's own; 0 = none */
  tsqp_scale scale;              /* of pooled effects */
  const char *label;             /* clean; NULL = the figure's own word */
  const char *code;              /* "RR", "log RR", "Proportion": for a column; NULL = not known */
  int has_null;                  /* there is a value of no effect ... */
  int shows_null;                /* ... and a line is drawn at it */
  double null_shown, null_value; /* on the scale shown and on that of yi (NaN where it lies at infinity) */
  int is_fixed;
  double shown_range[2],
      range[2]; /* where is_fixed: on the scale shown and on that of yi (NaN at infinity), ascending */
} tsqp_effect_axis;

/*
 * TSQ_ERR_ARGUMENT: no such transformation or choice, min not below max; TSQ_ERR_NULL: the transformation needs sample sizes;
 * TSQ_ERR_DATA: a value is not finite, a sample size is not > 0; TSQ_ERR_NOMEM.
 */
int tsqp_read_effect_axis(tsqp_arena *arena, const tsqp_effect_wish *wish, tsqp_effect_axis *axis);

/* A value on the scale shown as one of yi; TSQ_ERR_ARGUMENT, naming the member, where there is none that is finite. */
int tsqp_read_shown(const tsqp_effect_axis *axis, const char *figure, const char *member, double shown,
                    double *value);

/* The wish for an axis that is linear in yi; .lo and .hi are set where the caller chose the range. */
int tsqp_wish_effects(const tsqp_effect_axis *axis, const tsqp_effect_wish *wish, tsqp_axis_wish *made);

/* A member of enum tsq_show. */
int tsqp_check_show(const char *figure, const char *member, int32_t value);

/* A range min .. max of which both may be 0: checked. */
int tsqp_check_axis_range(const char *figure, char axis, double min, double max);

#endif
