/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Q-profile interval by passes: Q(t) falls and 1/Q is concave, so Newton's method on 1/Q(t) = 1/target climbs from any point left of a
 * bound to it (More & Sorensen 1983, doi:10.1137/0904038). The larger quantile gives the lower bound.
 */
#include "stream/answer.h"

#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"

#include <math.h>

#define MAX_STEPS 100
#define CLOSE 1e-7 /* Newton's next error is of the size of the square */

static void next_bound(tsq_iterate *it);

static void finish(tsq_iterate *it, int32_t outcome) {
  it->interval.outcome = outcome;
  it->interval.which = 2;
  it->search.phase = TSQP_PHASE_DONE;
  it->search.want = it->search.tau2;
}

static void found(tsq_iterate *it, double bound) {
  it->interval.bound[it->interval.which++] = bound;
  next_bound(it);
}

void tsqp_stream_interval_step(tsq_iterate *it, const tsqp_pass *pass) {
  tsqp_stream_interval *i = &it->interval;
  double target = i->target[i->which];
  double step = (pass->q1 - target) * (pass->q1 / target) / pass->q2;
  int stuck = !isfinite(step) || ++i->count >= MAX_STEPS;
  double next = stuck ? pass->t : fmax(0, pass->t + step);
  if (stuck || fabs(step) <= CLOSE * next) {
    found(it, next);
    return;
  }
  it->search.phase = TSQP_PHASE_INTERVAL;
  it->search.want = next;
}

/* From the rightmost pass that is known to lie left of the bound: that at the estimate, or the first one. */
static void next_bound(tsq_iterate *it) {
  tsqp_stream_interval *i = &it->interval;
  if (i->which == 2) {
    finish(it, TSQ_CI_FOUND);
    return;
  }
  double target = i->target[i->which];
  i->count = 0;
  if (!(it->search.first.q1 > target)) { /* Q(0) is below already */
    found(it, 0);
    return;
  }
  tsqp_stream_interval_step(it, it->last.q1 > target ? &it->last : &it->search.first);
}

int tsq_iterate_confint_start(tsq_iterate *it, double level) {
  tsqp_clear_error();
  TSQP_NOT_NULL(it);
  if (level == 0) level = it->options.level;
  if (!tsq_iterate_done(it))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "the analysis is not done: its own passes come first");
  if (!(level > 0 && level < 1)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "level = %g: a level lies between 0 and 1", level);
  }
  double tail = 0.5 * (1 - level);
  double df = it->search.df;
  it->interval = (tsqp_stream_interval){.level = level, .bound = {NAN, NAN}};
  if (df <= 0 || it->options.tau2_fixed) {
    finish(it, TSQ_CI_NOT_DEFINED);
    return TSQ_OK;
  }
  it->interval.target[0] = tsqp_chi2_quantile_upper(tail, df);
  it->interval.target[1] = tsqp_chi2_quantile_lower(tail, df);
  if (!(it->search.first.q1 > it->interval.target[1])) { /* closer together than any tau2 explains */
    it->interval.bound[0] = it->interval.bound[1] = 0;
    finish(it, TSQ_CI_EMPTY);
    return TSQ_OK;
  }
  next_bound(it);
  return TSQ_OK;
}

int tsq_iterate_confint(const tsq_iterate *it, tsq_tau2_interval *interval) {
  tsqp_clear_error();
  TSQP_NOT_NULL(it);
  TSQP_NOT_NULL(interval);
  if (it->interval.level == 0 || !tsq_iterate_done(it)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, it->interval.level == 0 ? "tsq_iterate_confint_start() was not called"
                                                               : "the interval's passes are not done");
  }
  tsq_tau2_interval out = {.size = sizeof out, .kind = TSQ_CI_QP, .level = it->interval.level};
  out.outcome = it->interval.outcome;
  double vt = it->search.df > 0 ? it->search.df / it->search.first.tr1 : 0; /* held fixed */
  for (int b = 0; b < 2; b++) {
    double t = it->interval.bound[b];
    out.tau2[b] = ldexp(t, 2 * it->sums->unit);
    out.tau[b] = sqrt(out.tau2[b]);
    out.I2[b] = t == 0 ? 0 : 100 * t / (t + vt);
    out.H2[b] = t / vt + 1;
  }
  return tsqp_write_result(&out, sizeof out, sizeof out, interval, "tsq_tau2_interval");
}
