/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Q-profile interval by passes: tsqp_q_newton() climbs from any point left of a bound to it. The larger quantile gives the lower bound.
 */
#include "stream/answer.h"

#include "base/options.h"
#include "base/rules.h"
#include "base/status.h"
#include "numeric/distributions.h"

#include <math.h>

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
  double next;
  if (tsqp_q_newton(pass, i->target[i->which], &i->count, &next)) {
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
  if (!tsq_iterate_done(it))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "the analysis is not done: its own passes come first");
  TSQP_TRY(tsqp_resolve_level("level", it->options.level, &level));
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

tsq_interval tsqp_stream_interval_found(const tsq_iterate *it) {
  const tsqp_stream_interval *i = &it->interval;
  int unit = 2 * it->sums->unit;
  return (tsq_interval){.size = sizeof(tsq_interval),
                        .kind = TSQ_CI_QP,
                        .outcome = i->outcome,
                        .level = i->level,
                        .estimate = tsqp_stream_tau2(it),
                        .lower = ldexp(i->bound[0], unit),
                        .upper = ldexp(i->bound[1], unit)};
}

int tsq_iterate_confint(const tsq_iterate *it, tsq_interval *interval) {
  tsqp_clear_error();
  TSQP_NOT_NULL(it);
  TSQP_NOT_NULL(interval);
  if (it->interval.level == 0 || !tsq_iterate_done(it)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, it->interval.level == 0 ? "tsq_iterate_confint_start() was not called"
                                                               : "the interval's passes are not done");
  }
  tsq_interval found = tsqp_stream_interval_found(it);
  return tsqp_write_result(&found, sizeof found, sizeof found, interval, "tsq_interval");
}
