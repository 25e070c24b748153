/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ML and REML: of all stationary points of the likelihood and t = 0, the one with the highest. */
#include "base/status.h"
#include "rma/tau2.h"

#include <gsl/gsl_math.h>
#include <math.h>

/* Newton's steps end where the next would be of the order of the square of this, relative. */
#define CLOSE 1e-8

static int evaluate(tsqp_engine *engine, int restricted, double t, int asked, tsqp_score *at) {
  tsqp_moments m;
  TSQP_TRY(tsqp_moments_at(engine, t, asked, &m));
  double b = restricted ? m.tr1 : m.sw1;
  double root_d = restricted ? sqrt(m.tr2) : m.rw2;
  *at = tsqp_score_of(t, m.s, m.q2, b, m.q3, root_d);
  at->error = m.error;
  return TSQ_OK;
}

static int upper_bound(tsqp_engine *engine, int restricted, double *bound) {
  const tsqp_studies *studies = engine->studies;
  double rss = studies->rss;
  if (!studies->has_rss) {
    tsqp_fixed_form ols;
    TSQP_TRY(tsqp_fixed_weights_form(engine, TSQP_EQUAL_WEIGHTS, 0, &ols, NULL, NULL));
    rss = ols.q;
  }
  double df = (double)studies->k - (restricted ? (double)studies->p : 0);
  *bound = tsqp_peaks_bound(rss, df, studies->v_min, studies->v_max);
  return TSQ_OK;
}

/*
 * Where a variance is 0, tau2 = 0 is no candidate, and the likelihood may have its supremum there. As in metafor, whose search starts from
 * Hedges' estimate, the likelihood is asked only where that one is above 0.
 */
static int likelihood_is_sought(tsqp_engine *engine) {
  if (engine->studies->n_zero == 0) return TSQ_OK;
  tsqp_fixed_form ols;
  TSQP_TRY(tsqp_fixed_weights_form(engine, TSQP_EQUAL_WEIGHTS, 0, &ols, NULL, NULL));
  if (ols.q > ols.tr_pv) return TSQ_OK;
  return tsqp_refuse_zero_variance(engine->studies, "unless tau2 is, and Hedges' estimate of tau2 is 0");
}

static int find_all(tsqp_engine *engine, int restricted, tsqp_stationary *found, tsqp_score *zero,
                    tsqp_peaks *peaks) {
  double bound;
  tsqp_score at;
  TSQP_TRY(upper_bound(engine, restricted, &bound));
  TSQP_TRY(evaluate(engine, restricted, 0, TSQP_EXACT, zero));
  tsqp_peaks_start(peaks, zero, bound, engine->studies->v_min, CLOSE, found);
  while (!tsqp_peaks_done(peaks)) {
    TSQP_TRY(evaluate(engine, restricted, peaks->want, peaks->want_exact ? TSQP_EXACT : TSQP_QUICK, &at));
    tsqp_peaks_step(peaks, &at);
  }
  return TSQ_OK;
}

int tsqp_stationary_points(tsqp_engine *engine, int restricted, tsqp_stationary *found) {
  tsqp_peaks peaks;
  tsqp_score zero;
  return find_all(engine, restricted, found, &zero, &peaks);
}

int tsqp_log_likelihood(tsqp_engine *engine, double t, int restricted, double *ll) {
  tsqp_moments m;
  TSQP_TRY(tsqp_moments_at(engine, t, TSQP_EXACT | TSQP_TRACES, &m));
  *ll = -0.5 * (m.log_det_v + (restricted ? m.log_det_xwx : 0) + m.q1 / m.s);
  return TSQ_OK;
}

/* Of t = 0 (where the score is not positive there) and the local maxima, the one with the highest likelihood. */
static int choose_highest(tsqp_engine *engine, int restricted, const tsqp_stationary *found,
                          int zero_is_maximum, tsqp_tau2 *result) {
  double best = -HUGE_VAL;
  size_t maxima = zero_is_maximum ? 1 : 0;
  for (size_t i = 0; i < found->n; i++) {
    maxima += found->is_maximum[i] ? 1 : 0;
  }
  result->tau2 = 0;
  result->multimodal = maxima > 1;
  if (zero_is_maximum && maxima > 1) TSQP_TRY(tsqp_log_likelihood(engine, 0, restricted, &best));
  for (size_t i = 0; i < found->n; i++) {
    double ll = 0;
    if (!found->is_maximum[i]) continue;
    if (result->multimodal) TSQP_TRY(tsqp_log_likelihood(engine, found->t[i], restricted, &ll));
    if (ll > best || maxima == 1) {
      best = ll;
      result->tau2 = found->t[i];
      result->bracket[0] = found->bracket[i][0];
      result->bracket[1] = found->bracket[i][1];
    }
  }
  return TSQ_OK;
}

int tsqp_maximise_likelihood(tsqp_engine *engine, int restricted, tsqp_tau2 *result) {
  tsqp_stationary found;
  tsqp_peaks peaks;
  tsqp_score zero;
  tsqp_moments m;
  TSQP_TRY(likelihood_is_sought(engine));
  TSQP_TRY(find_all(engine, restricted, &found, &zero, &peaks));
  result->bracket[0] = result->bracket[1] = 0;
  TSQP_TRY(choose_highest(engine, restricted, &found, !tsqp_rising(&zero), result));
  TSQP_TRY(tsqp_moments_at(engine, result->tau2, TSQP_EXACT, &m));
  result->raw = result->tau2;
  result->gradient = m.q2 / m.s - (restricted ? m.tr1 : m.sw1);
  result->iterations = peaks.evaluations + 1;
  result->stationary = found.n;
  result->unproved = peaks.unproved;
  result->se =
      M_SQRT2 * m.s / (restricted ? sqrt(m.tr2) : m.rw2); /* expected information: tr(PP)/2 or sum(w^2)/2 */
  return TSQ_OK;
}
