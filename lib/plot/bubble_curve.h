/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bubble plot draws, in the data's units: the regression's curve and where the studies lie. */
#ifndef TSQP_BUBBLE_CURVE_H
#define TSQP_BUBBLE_CURVE_H

#include "plot/frame.h"
#include "plot/plot_studies.h"

#include <tausq/plot.h>

typedef struct tsqp_curve {
  size_t n;
  const double *x;      /* [n] increasing */
  tsq_prediction *mean; /* [n] */
  double *studies_x;    /* [k] the complete studies on the x axis */
  size_t *by_weight;    /* [k] the studies, largest weight first */
  int has_confidence, has_prediction;
} tsqp_curve;

int tsqp_make_curve(tsqp_arena *arena, const tsq_bubble *bubble, const tsqp_plot_studies *studies,
                    tsqp_curve *curve);

/* The radius of a study's circle, in points: its area is proportional to the study's weight. */
double tsqp_bubble_radius(const tsqp_frame *frame, const tsqp_plot_studies *studies, const tsqp_curve *curve,
                          size_t i);

/*
 * Labels beside the circles, where they cover neither circles nor each other, and the curve only where it cannot be helped.
 * A label that finds no such place is left out.
 */
void tsqp_draw_bubble_labels(tsqp_frame *frame, const char *const *labels, const tsqp_plot_studies *studies,
                             const tsqp_curve *curve);

#endif
