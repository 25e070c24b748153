/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bubble plot draws, in the data's units: the regression's curve and where the studies lie. */
#ifndef TSQP_BUBBLE_CURVE_H
#define TSQP_BUBBLE_CURVE_H

#include "plot/fit_points.h"
#include "plot/frame.h"

#include <tausq/plot.h>

typedef struct tsqp_curve {
  size_t n;
  const double *x;      /* [n] increasing */
  tsq_prediction *mean; /* [n] */
  double *studies_x;    /* [k] the complete studies on the x axis */
  size_t *by_weight;    /* [k] the studies, largest weight first */
  int has_confidence, has_prediction;
  size_t n_categories;           /* 0 = the x axis has numbers; else the mean is drawn as bars */
  const char *const *categories; /* clean names of 0, 1, ... */
} tsqp_curve;

int tsqp_make_curve(tsqp_arena *arena, const tsq_bubble *bubble, const tsqp_fit_points *studies,
                    tsqp_curve *curve);

/* The radius of a study's circle, in points: its area is proportional to the study's weight. */
double tsqp_bubble_radius(const tsqp_frame *frame, const tsqp_fit_points *studies, const tsqp_curve *curve,
                          size_t i);

/*
 * Labels beside the circles, where they cover neither circles nor each other, and the curve only where it cannot be helped.
 * Returns how many found no such place and were left out.
 */
size_t tsqp_draw_bubble_labels(tsqp_frame *frame, const char *const *labels, const tsqp_fit_points *studies,
                               const tsqp_curve *curve);

#endif
