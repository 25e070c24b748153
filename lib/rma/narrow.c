/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Knapp-Hartung interval can be narrower than the common-effect model's, where effects lie closer together than their variances
 * allow: a fact that a reader must be told, with the other interval beside it (Wiksten, Ruecker & Schwarzer 2016,
 * doi:10.1002/sim.6879; Jackson et al. 2017, doi:10.1002/sim.7411).
 */
#include "base/status.h"
#include "numeric/distributions.h"
#include "rma/rma.h"

#include <math.h>

int tsqp_rma_note_narrow(tsqp_rma *rma, tsqp_engine *engine) {
  tsq_fit *fit = &rma->fit;
  tsqp_moments zero;
  if (fit->options.test != TSQ_KNHA || !tsqp_is_random(fit) || !tsqp_is_pooled(&rma->studies) || !(fit->df_residual > 0))
    return TSQ_OK;
  TSQP_TRY(tsqp_moments_at_zero(engine, &zero));
  double common_se = sqrt(zero.s / zero.sw1) * rma->y_unit;
  double se = sqrt(fit->linear.vb[0]);
  if (!(se < common_se)) return TSQ_OK; /* t's quantile is the larger one: no need of it */
  double half = tsqp_t_critical(fit->options.level, HUGE_VAL) * common_se;
  if (!(tsqp_fit_critical(fit, fit->linear.ddf) * se < half)) return TSQ_OK;
  TSQP_TRY(tsqp_moments_at(engine, 0, TSQP_EXACT | TSQP_TRACES, &zero));
  double mean = (engine->shift[0] + rma->studies.y_pivot) * rma->y_unit;
  rma->common_interval[0] = mean - half;
  rma->common_interval[1] = mean + half;
  fit->outcome |= TSQ_OUTCOME_NARROW;
  return TSQ_OK;
}
