/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fit of the pooled and meta-regression model holds beyond what every fit does. */
#ifndef TSQP_RMA_H
#define TSQP_RMA_H

#include "fit/sections.h"
#include "rma/tau2.h"

typedef struct tsqp_rma {
  tsq_fit fit;
  tsqp_studies studies;
  double y_unit, v_unit;
  tsqp_tau2 search; /* in units */
  double t;         /* tau2 in units */
  double s2w;
  double QE, QEp, vt, I2, H2, R2;
  double common_interval[2]; /* of TSQ_OUTCOME_NARROW: the common-effect model's */
  int looks_like_variances; /* of TSQ_OUTCOME_LOOKS_LIKE_SE: sei were given */
} tsqp_rma;

extern const tsqp_class tsqp_rma_class;
extern const tsqp_quantity tsqp_rma_quantities[], tsqp_rma_study_quantities[];
extern const tsqp_section tsqp_rma_sections[];

static inline const tsqp_rma *tsqp_as_rma(const tsq_fit *fit) {
  return (const tsqp_rma *)fit;
}

/* Options that do not go together, or not with these data. */
int tsqp_rma_check(const tsq_options *options, const tsq_data *data);

/* The steps of a fit, each in its own file. */
int tsqp_fit_coefficients(tsqp_rma *rma, tsqp_engine *engine, tsqp_moments *at_tau2, double *rss);
int tsqp_fit_heterogeneity(tsqp_rma *rma, tsqp_engine *engine);
int tsqp_fit_statistics_of(tsqp_rma *rma, tsqp_engine *engine, const tsqp_moments *at_tau2, double rss);

/* ---- of the sums alone: also for streams, which have no studies --------------------------------------------------- */

/*
 * The test asked for, or z where no df are left: s2w, linear.ddf, linear.v from linear.v0, and the outcomes. `rss` is (y - Xb)'W(y - Xb)
 * at tau2, sw the sums of w, w^2, w^3 in any units of w.
 */
void tsqp_rma_apply_test(tsqp_rma *rma, double rss, const double sw[3]);

/* I2 and H2 from tau2, vt and QE. */
void tsqp_rma_inconsistency(tsqp_rma *rma);

/* The terms of the likelihoods, in units of y of which log_unit is the logarithm. */
typedef struct tsqp_log_terms {
  double log_v, log_v0;   /* sum ln(v + tau2), sum ln v */
  double log_xwx, log_xx; /* ln|X'WX|, ln|X'X| */
  double rss;             /* at tau2 */
  double log_unit;
} tsqp_log_terms;
void tsqp_rma_likelihoods(tsq_fit *fit, const tsqp_log_terms *terms);

/* After these: whether the Knapp-Hartung interval is narrower than the common-effect model's. The engine's state goes. */
int tsqp_rma_note_narrow(tsqp_rma *rma, tsqp_engine *engine);

/* Members of the class. */
void tsqp_rma_describe(const tsq_fit *fit, tsqp_texts *texts);
int tsqp_rma_interval(const tsq_fit *fit, int32_t kind, double level, tsq_interval *tau2);
int tsqp_rma_blup(const tsq_fit *fit, tsq_prediction *blups);
const char *tsqp_rma_word(const tsq_fit *fit, const char *name, char *buffer, size_t n);

#endif
