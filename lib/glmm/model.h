/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The likelihood of all studies, and its maximum. */
#ifndef TSQP_GLMM_MODEL_H
#define TSQP_GLMM_MODEL_H

#include "glmm/integral.h"

enum { TSQP_GLMM_ONE, TSQP_GLMM_FIXED_STUDIES, TSQP_GLMM_RANDOM_STUDIES };

/* The studies that the model can use. Everything is owned by it. */
typedef struct tsqp_glmm_model {
  int kind;
  int reserved;
  size_t k;
  size_t p;
  size_t n_arms;       /* of each study */
  tsqp_arm *arms;      /* [k x n_arms] */
  double *log_weights; /* of all hypergeometric arms, one behind the other */
  double *x;           /* [k x p] the model matrix, row by row */
  double *basis;       /* [k x p] x with orthogonal columns of norm sqrt(k): x = basis r */
  double *r;           /* [p x p] upper triangle */
  tsqp_rule rule;
  double *quadrature; /* nodes and weights of the rule */
} tsqp_glmm_model;

enum { TSQP_TAU_ZERO, TSQP_TAU_FREE, TSQP_TAU_GIVEN };

/*
 * What is maximised over x = (b [p], gamma, sigma, tau): gamma and sigma with random study effects only, tau where it is free,
 * b (coefficients of the orthogonal basis) unless each study has its own effect (saturated).
 */
typedef struct tsqp_glmm_task {
  const tsqp_glmm_model *model;
  int tau_is;
  int saturated;
  double tau;
  tsqp_rule rule;
  double *nuisance; /* [k] study intercepts, or the studies' own effects: start and result */
  double nodes;     /* result: the most that a study needed */
} tsqp_glmm_task;

/* A maximum. */
typedef struct tsqp_glmm_peak {
  double value;
  double *x;        /* [n] */
  double *gradient; /* [n] */
  double *hessian;  /* [n x n] */
  double evaluations;
} tsqp_glmm_peak;

size_t tsqp_glmm_parameters(const tsqp_glmm_task *task);

/* The parameters t of one study at x. */
void tsqp_glmm_study_parameters(const tsqp_glmm_task *task, const double *x, size_t i,
                                double t[TSQP_STUDY_PARAMETERS]);
tsqp_shape tsqp_glmm_shape(const tsqp_glmm_task *task);

/* Value, gradient and Hessian of the log-likelihood, its nuisance parameters at their best. */
void tsqp_glmm_evaluate(tsqp_glmm_task *task, const double *x, double *value, double *gradient,
                        double *hessian);

/* Climbs from peak->x; `work` has 3 n n + 3 n numbers. */
void tsqp_glmm_climb(tsqp_glmm_task *task, tsqp_glmm_peak *peak, double *work);

#endif
