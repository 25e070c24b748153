/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fitted generalized linear mixed model holds. */
#ifndef TSQP_GLMM_FIT_H
#define TSQP_GLMM_FIT_H

#include "table/glmm_model.h"

#include <tausq/glmm.h>

enum { TSQP_GLMM_OUTCOMES = 4 };

struct tsq_glmm_fit {
  tsq_glmm_options options; /* every default resolved */
  tsqp_glmm_model model;
  size_t k_all;
  size_t k_dropped;
  double *dropped;  /* [k_dropped] indices in the caller's arrays */
  double *index;    /* [k] the same of the studies used */
  double *yi;       /* [k] their own effects, NaN = none ... */
  double *vi;       /* [k] ... and sampling variances */
  char **names;     /* [p] */
  double *x;        /* [n] b, gamma, sigma, tau at the maximum */
  double *beta;     /* [p] */
  double *vb;       /* [p x p] */
  double *nuisance; /* [k] */
  double tau2, se_tau2, sigma2, gamma;
  double loglik, loglik_saturated, loglik_common, deviance_conditional;
  double parameters, observations;
  double QE_Wld, QEp_Wld, QE_LRT, QEp_LRT, QE_df;
  double QM, QMp, QMdf1, QMdf2, ddf;
  double I2, H2, vt, k_yi;
  double nodes, evaluations;
  uint32_t outcome;
  int32_t reserved;
  size_t n_texts;
  char texts[TSQP_GLMM_OUTCOMES][200];
};

/* The caller's options with every default resolved; whether the counts that they need are there. */
int tsqp_glmm_read_options(const tsq_glmm_options *callers, const tsq_glmm_data *data,
                           tsq_glmm_options *options);
int tsqp_glmm_check_data(tsq_glmm_data *data, const tsq_glmm_options *options);

/* Reads, checks and copies the caller's data; fills options, model, index, dropped, yi, vi, names. */
int tsqp_glmm_read(const tsq_glmm_data *data, tsq_glmm_fit *fit);

/* Finds the maximum with tau as `task` says, climbing from its several starts; fills peak, whose arrays have room for p + 3
 * parameters. `start` (b, gamma, sigma) may be NULL. */
int tsqp_glmm_maximise(tsqp_glmm_task *task, const double *start, tsqp_glmm_peak *peak);

/* An empty peak with room for p + 3 parameters, and its end. */
int tsqp_glmm_new_peak(const tsqp_glmm_model *model, tsqp_glmm_peak *peak);
void tsqp_glmm_free_peak(tsqp_glmm_peak *peak);

/* QE.Wld, QE.LRT, I2, H2. */
int tsqp_glmm_heterogeneity(tsq_glmm_fit *fit);

/* The basis of the model matrix. */
int tsqp_glmm_orthogonalise(tsq_glmm_fit *fit);

#endif
