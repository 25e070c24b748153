/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ML and REML by passes: tsq_rma()'s own search, each of whose values costs a pass over the data. */
#include "stream/search.h"

#include <math.h>

/* Newton's steps end where the next would be of the order of the square of this, relative: one pass more confirms the estimate. */
#define CLOSE 1e-7
#define ROUNDING 1e-13 /* of sums in double-double arithmetic, as doubles */

static tsqp_score score_of(const tsqp_search *s, const tsqp_pass *pass) {
  int restricted = s->method == TSQ_REML;
  double b = restricted ? pass->tr1 : pass->sw1;
  double d = restricted ? pass->tr2 : pass->sw2;
  tsqp_score at = tsqp_score_of(pass->t, 1, pass->q2, b, pass->q3, sqrt(d));
  at.error = ROUNDING;
  at.loglik = -0.5 * (pass->log_det_v + (restricted ? pass->log_det_xwx : 0) + pass->q1);
  return at;
}

/* Of 0 (where the likelihood falls from there) and the local maxima, the one with the highest likelihood. */
static void choose_highest(tsqp_search *s) {
  tsqp_score zero = score_of(s, &s->first);
  int zero_is_maximum = !tsqp_rising(&zero);
  double best = zero_is_maximum ? zero.loglik : -HUGE_VAL;
  double tau2 = 0;
  size_t maxima = zero_is_maximum ? 1 : 0;
  for (size_t i = 0; i < s->stationary.n; i++) {
    if (!s->stationary.is_maximum[i]) continue;
    maxima++;
    if (!(s->stationary.loglik[i] > best)) continue; /* flat there: the last pass was near enough */
    best = s->stationary.loglik[i];
    tau2 = s->stationary.t[i];
  }
  s->multimodal = maxima > 1;
  s->certified = !s->peaks.unproved;
  tsqp_search_found(s, tau2);
}

static void go_on(tsqp_search *s) {
  if (tsqp_peaks_done(&s->peaks)) {
    choose_highest(s);
  } else {
    s->phase = TSQP_PHASE_LIKELIHOOD;
    s->want = s->peaks.want;
  }
}

void tsqp_likelihood_start(tsqp_search *s) {
  tsqp_score zero = score_of(s, &s->first);
  double df = s->method == TSQ_REML ? s->df : s->k;
  double bound = tsqp_peaks_bound(s->unweighted.rss, df, s->v_min, s->v_max);
  tsqp_peaks_start(&s->peaks, &zero, bound, s->v_min, CLOSE, &s->stationary);
  go_on(s);
}

void tsqp_likelihood_step(tsqp_search *s, const tsqp_pass *pass) {
  tsqp_score at = score_of(s, pass);
  tsqp_peaks_step(&s->peaks, &at);
  go_on(s);
}
