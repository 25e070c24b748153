/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fitted generalized linear mixed model holds. */
#ifndef TSQP_GLMM_FIT_H
#define TSQP_GLMM_FIT_H

#include "fit/left_out.h"
#include "fit/sections.h"
#include "glmm/model.h"

#include <tausq/glmm.h>

typedef struct tsqp_glmm {
  tsq_fit fit;
  tsqp_glmm_model model;
  tsqp_left_out_list left_out;
  size_t *index;    /* [k] rows of the input that the studies used are */
  size_t *column;   /* [p] moderators of the model's columns, TSQP_INTERCEPT */
  double *yi;       /* [k] their own effects, NaN = none ... */
  double *vi;       /* [k] ... and sampling variances */
  double *x;        /* [n] b, gamma, sigma, tau at the maximum */
  double *nuisance; /* [k] */
  double sigma2, gamma;
  double loglik_common, deviance_conditional;
  double QE_Wld, QEp_Wld, QE_LRT, QEp_LRT;
  double I2, H2, vt, k_yi;
  double nodes, evaluations;
} tsqp_glmm;

extern const tsqp_class tsqp_glmm_class;
extern const tsqp_quantity tsqp_glmm_quantities[];

/* What is pooled, and by which model; whether the counts that they need are there. */
int tsqp_glmm_choose(tsq_fit *fit, const tsq_glmm_data *data);
int tsqp_glmm_check_data(tsq_glmm_data *data, const tsq_options *options);

/* Reads and checks the records; fills model, index, column, yi, vi and what is left out. */
int tsqp_glmm_read(const tsq_glmm_data *data, tsqp_glmm *glmm);

/* Finds the maximum with tau as `task` says, climbing from its several starts; fills peak, whose arrays have room for p + 3
 * parameters. `start` (b, gamma, sigma) may be NULL. */
int tsqp_glmm_maximise(tsqp_glmm_task *task, const double *start, tsqp_glmm_peak *peak);

/* An empty peak with room for p + 3 parameters, and its end. */
int tsqp_glmm_new_peak(const tsqp_glmm_model *model, tsqp_glmm_peak *peak);
void tsqp_glmm_free_peak(tsqp_glmm_peak *peak);

/* QE.Wld, QE.LRT, I2, H2. */
int tsqp_glmm_heterogeneity(tsqp_glmm *glmm);

/* The basis of the model matrix; redundant columns are dropped where the options say so, else an error that names them. */
int tsqp_glmm_orthogonalise(tsqp_glmm *glmm, const tsq_glmm_data *data);

int tsqp_glmm_fit_records(tsq_fit *fit, const void *records);
int tsqp_glmm_interval(const tsq_fit *fit, int32_t kind, double level, tsq_interval *tau2);

#endif
