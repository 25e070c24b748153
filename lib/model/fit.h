/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fit holds. Values are in the caller's units unless a comment says otherwise. */
#ifndef TSQP_FIT_H
#define TSQP_FIT_H

#include "model/tau2.h"

#include <tausq/predict.h>

#define TSQP_MAX_OUTCOMES 14
#define TSQP_TEXT 400

typedef struct tsqp_fit_statistics {
  double loglik, deviance, aic, bic, aicc;
} tsqp_fit_statistics;

struct tsq_fit {
  tsqp_studies studies;
  tsq_options options; /* every default resolved */
  char **names;        /* [p] */
  size_t k, p;
  double df_residual; /* k - p */
  double ddf;         /* of the coefficients' t; +infinity = normal */

  double y_unit, v_unit;
  tsqp_tau2 search; /* in units */
  double t;         /* tau2 in units */
  double tau2, se_tau2;

  double *r;   /* [p x p] the basis of the solution: x'b = z'dz with z = R^-T x */
  double *dz;  /* [p] */
  double *vz;  /* [p x p] covariance of dz, Knapp-Hartung's factor included */
  double *vz0; /* [p x p] the same without that factor */
  double *b;   /* [p] */
  double *vb;  /* [p x p] row by row */
  double s2w;

  double QE, QEp, vt, I2, H2, R2;
  double QM, QMp, QMdf1, QMdf2;
  tsqp_fit_statistics ml, reml;

  const size_t
      *original; /* [data.k] the studies' indices in the caller's arrays, where they differ; borrowed */
  uint32_t outcome;
  size_t n_outcomes;
  char outcome_text[TSQP_MAX_OUTCOMES][TSQP_TEXT];
  char conventions[TSQP_TEXT];
};

/* 1 for random effects (tau2 estimated or fixed by the caller), 0 for the common effect. */
static inline int tsqp_is_random(const tsq_fit *fit) {
  return fit->options.method != TSQ_CE;
}

/* Resolves presets and defaults into options without a 0; checks ranges. */
int tsqp_resolve_options(const tsq_options *callers, const tsq_data *data, tsq_options *resolved);

/* The steps of tsq_rma(), each in its own file. */
int tsqp_fit_coefficients(tsq_fit *fit, tsqp_engine *engine, tsqp_moments *at_tau2, double *rss);
int tsqp_fit_heterogeneity(tsq_fit *fit, tsqp_engine *engine);
int tsqp_fit_statistics_of(tsq_fit *fit, tsqp_engine *engine, const tsqp_moments *at_tau2, double rss);
void tsqp_fit_describe(tsq_fit *fit);
/* Of a subgroup analysis: whose indices notes name, and a note on n studies without a group. */
void tsqp_fit_set_original(tsq_fit *fit, const size_t *original);
void tsqp_fit_say_no_group(tsq_fit *fit, const size_t *study, size_t n);

/* z = R^-T x for a full row of the model matrix in the fit's columns; x_new is [m x data.p], NULL for none. */
int tsqp_basis_row(const tsq_fit *fit, const double *x_new, size_t m, size_t row, const char *name,
                   double *z);
/* z'd and sqrt(z'Vz). */
double tsqp_dot(size_t n, const double *a, const double *b);
double tsqp_quadratic_se(size_t p, const double *v, const double *z);

/* Estimate, test and interval from an estimate and its standard error. */
tsq_estimate tsqp_make_estimate(double estimate, double null_value, double se, double df, double level);

#endif
