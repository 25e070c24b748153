/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studies of a fit of any model, as funnel and bubble plots draw them: those that have an effect of their own. */
#ifndef TSQP_FIT_POINTS_H
#define TSQP_FIT_POINTS_H

#include "plot/arena.h"
#include "plot/effect_axis.h"
#include "plot/scene.h"

#include <tausq/fit.h>

typedef struct tsqp_fit_points {
  size_t n_all;  /* studies given */
  size_t k;      /* those drawn; the arrays below are [k] */
  size_t *index; /* among the studies given */
  double *yi, *sei;
  double *weight; /* percent; all 1 where the model has none */
  double *fitted; /* x'b; the pooled effect of an intercept-only model */
  double level;   /* of confidence */
  int has_weights;
  int is_pooled; /* 1 = one effect for all */
  size_t moderators;
  int32_t measure;
} tsqp_fit_points;

/*
 * TSQ_ERR_UNSUPPORTED, naming the model and the figure: the fit keeps no studies, or its model has no effects of theirs;
 * TSQ_ERR_DATA: none has one; TSQ_ERR_NOMEM.
 */
int tsqp_read_fit_points(tsqp_arena *arena, const tsq_fit *fit, const char *figure, tsqp_fit_points *points);

/* A moderator's values at the points, [k]; column < points->moderators. */
int tsqp_read_moderator(tsqp_arena *arena, const tsq_fit *fit, const tsqp_fit_points *points, size_t column,
                        double **x);

/* The sample sizes at the points; *ni stays NULL where `given` [n_all] is. */
int tsqp_read_point_sizes(tsqp_arena *arena, const double *given, const tsqp_fit_points *points,
                          const double **ni);

/* "Aronson 1948: RR 0.41 [0.13, 1.26], ...", for readers who point at the study; NULL: no memory. */
char *tsqp_point_text(tsqp_arena *arena, const tsq_fit *fit, const tsqp_fit_points *points,
                      const tsqp_effect_axis *axis, size_t i);

#endif
