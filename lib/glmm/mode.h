/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The integrand of a study's likelihood and its mode over the random effects. */
#ifndef TSQP_GLMM_MODE_H
#define TSQP_GLMM_MODE_H

#include "glmm/integral.h"

typedef struct tsqp_integrand {
  const tsqp_shape *shape;
  const tsqp_arm *arms;
  const double *t;
  double start[2]; /* where the search for the mode begins */
} tsqp_integrand;

/* An arm's linear predictor at given random effects, without the offset. */
double tsqp_predictor(const tsqp_integrand *f, const tsqp_arm *arm, const double *u);

/* Moves u[from ..] to the mode given u[.. from - 1]; v: the covariance matrix of the quadratic approximation there. */
void tsqp_find_mode(const tsqp_integrand *f, size_t from, double u[2], double v[2][2]);

#endif
