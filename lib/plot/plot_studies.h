/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What figures need of a fit's studies. */
#ifndef TSQP_PLOT_STUDIES_H
#define TSQP_PLOT_STUDIES_H

#include "plot/arena.h"

#include <tausq/fit.h>

typedef struct tsqp_plot_studies {
  size_t n_all;  /* studies given */
  size_t k;      /* complete ones; the arrays below are [k] */
  size_t *index; /* in the data */
  double *yi, *sei;
  double *weight; /* percent */
  double *fitted;
  double level;    /* of confidence */
  double critical; /* normal quantile of a study's own interval at that level */
  int is_pooled;   /* 1 = intercept only: one effect for all */
} tsqp_plot_studies;

int tsqp_read_plot_studies(tsqp_arena *arena, const tsq_fit *fit, tsqp_plot_studies *studies);

/* The data that the fit borrows. */
const tsq_data *tsqp_data_of(const tsq_fit *fit);

/* "Study 3" where the label is missing. */
const char *tsqp_study_label(tsqp_arena *arena, const char *const *labels, size_t index);

#endif
