/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimators of tau2 as steps: closed forms, two-step methods, and the equations in Q. */
#include "stream/search.h"

#include "numeric/distributions.h"

#include <math.h>

#define CLOSE 1e-7 /* Newton's next error is of the size of the square */

void tsqp_search_found(tsqp_search *s, double tau2) {
  s->tau2 = s->raw = tau2;
  s->want = tau2;
  s->phase = tau2 == 0 ? TSQP_PHASE_DONE : TSQP_PHASE_FINAL;
}

static double der_simonian_laird(const tsqp_search *s, const tsqp_pass *at) {
  return at->t + (at->q1 - s->df) / at->tr1;
}

static double target_of(const tsqp_search *s) {
  return s->method == TSQ_PMM ? tsqp_chi2_quantile_lower(0.5, s->df) : s->df;
}

/*
 * Q(t) = y'P(t)y decreases and 1/Q is concave, so Newton's method on 1/Q(t) = 1/target from the left climbs to the root
 * (More & Sorensen 1983, doi:10.1137/0904038).
 */
int tsqp_q_newton(const tsqp_pass *at, double target, int *count, double *next) {
  double step = (at->q1 - target) * (at->q1 / target) / at->q2;
  int stuck = !isfinite(step) || ++*count >= TSQP_MAX_STEPS;
  *next = stuck ? at->t : fmax(0, at->t + step);
  return stuck || fabs(step) <= CLOSE * *next;
}

static void q_step(tsqp_search *s, const tsqp_pass *at) {
  double target = target_of(s);
  double next;
  if (s->count == 0 && !(at->q1 > target)) { /* Q(0) <= target: no root on t > 0 */
    tsqp_search_found(s, 0);
    return;
  }
  if (tsqp_q_newton(at, target, &s->count, &next)) {
    s->certified = s->count < TSQP_MAX_STEPS;
    tsqp_search_found(s, next);
    return;
  }
  s->phase = TSQP_PHASE_Q;
  s->want = next;
}

/* The fixed point of iterated DL, Q = D, D = (k-p) + t tr P, by Newton's method on 1/Q = 1/D, as tsq_rma() has it. */
static void iterated_dl_step(tsqp_search *s, const tsqp_pass *at) {
  double d = s->df + at->t * at->tr1;
  double f = at->q1 - d;
  if (s->count == 0) {
    s->lo = 0;
    s->hi = HUGE_VAL;
    if (!(f > 0)) {
      tsqp_search_found(s, 0);
      return;
    }
  }
  if (f > 0) {
    s->lo = at->t;
  } else {
    s->hi = at->t;
  }
  double slope = at->q2 / at->q1 / at->q1 + (at->tr1 - at->t * at->tr2) / d / d;
  double next = at->t + f / (at->q1 * d) / slope;
  if (!(next > s->lo && next < s->hi))
    next = isinf(s->hi) ? 2 * s->lo + s->v_min : s->lo + 0.5 * (s->hi - s->lo);
  s->count++;
  if (fabs(next - at->t) <= CLOSE * next || f == 0 || s->count >= TSQP_MAX_STEPS) {
    s->certified = s->count < TSQP_MAX_STEPS;
    tsqp_search_found(s, f == 0 ? at->t : next);
    return;
  }
  s->phase = TSQP_PHASE_Q;
  s->want = next;
}

static void closed_form(tsqp_search *s, double raw) {
  tsqp_search_found(s, fmax(0, raw));
  s->raw = raw;
}

/* A pass at t0 on which tau2 rests; the first one serves where t0 = 0. */
static void two_steps(tsqp_search *s, double t0) {
  s->phase = TSQP_PHASE_STEP;
  s->want = t0;
  if (t0 == 0) tsqp_search_step(s, &s->first);
}

void tsqp_search_start(tsqp_search *s) {
  const tsqp_pass *first = &s->first;
  s->certified = 1;
  s->count = 0;
  s->evaluations = 1;
  if (s->fixed || s->df <= 0 || s->method == TSQ_CE) {
    tsqp_search_found(s, s->want);
    return;
  }
  switch ((enum tsq_method)s->method) { /* no default: the compiler names a method that is forgotten */
    case TSQ_CE: break;                 /* done above */
    case TSQ_GENQ: break;               /* its weights are not in a stream: refused with the options */
    case TSQ_DL: closed_form(s, der_simonian_laird(s, first)); break;
    case TSQ_HE: closed_form(s, (s->unweighted.rss - s->unweighted.tr_v) / s->df); break;
    case TSQ_HS: closed_form(s, (first->q1 - s->k) / first->sw1); break;
    case TSQ_HSK: closed_form(s, (s->k / s->df * first->q1 - s->k) / first->sw1); break;
    case TSQ_DL2: two_steps(s, fmax(0, der_simonian_laird(s, first))); break;
    case TSQ_SJ: two_steps(s, s->unweighted.crude); break;
    case TSQ_ML:
    case TSQ_REML: tsqp_likelihood_start(s); break;
    case TSQ_DLIT: iterated_dl_step(s, first); break;
    case TSQ_EB:
    case TSQ_PM:
    case TSQ_PMM:
    case TSQ_SJIT: q_step(s, first); break;
  }
}

void tsqp_search_step(tsqp_search *s, const tsqp_pass *pass) {
  if (s->phase != TSQP_PHASE_FINAL) s->evaluations++;
  switch (s->phase) {
    case TSQP_PHASE_FINAL: s->phase = TSQP_PHASE_DONE; break;
    case TSQP_PHASE_STEP:
      s->step = *pass;
      closed_form(s, s->method == TSQ_SJ ? pass->t * pass->q1 / s->df : der_simonian_laird(s, pass));
      break;
    case TSQP_PHASE_Q:
      if (s->method == TSQ_DLIT) {
        iterated_dl_step(s, pass);
      } else {
        q_step(s, pass);
      }
      break;
    case TSQP_PHASE_LIKELIHOOD: tsqp_likelihood_step(s, pass); break;
    case TSQP_PHASE_START:
    case TSQP_PHASE_INTERVAL:
    case TSQP_PHASE_DONE: break; /* no pass of the search's */
  }
}

/* tr P S P S for P = P(t0), S = V + tI: (k - p) + 2 (t - t0) tr P + (t - t0)^2 tr PP. */
static double tr_psps(const tsqp_search *s, const tsqp_pass *at) {
  double away = s->tau2 - at->t;
  return s->df + 2 * away * at->tr1 + away * away * at->tr2;
}

double tsqp_search_se(const tsqp_search *s, const tsqp_pass *last) {
  const tsqp_pass *first = &s->first;
  const tsqp_unweighted *u = &s->unweighted;
  double t = s->tau2;
  int two_step_method = s->method == TSQ_DL2 || s->method == TSQ_SJ;
  if (s->method == TSQ_CE || s->df <= 0 || (s->fixed && two_step_method)) return NAN;
  switch ((enum tsq_method)s->method) {
    case TSQ_CE:
    case TSQ_GENQ: break;
    case TSQ_DL: return sqrt(2 * tr_psps(s, first)) / first->tr1;
    case TSQ_HE: return sqrt(2 * (u->tr_vv + 2 * t * u->tr_v + t * t * s->df)) / s->df;
    case TSQ_HS: return sqrt(2 * tr_psps(s, first)) / first->sw1;
    case TSQ_HSK: return s->k / s->df * sqrt(2 * tr_psps(s, first)) / first->sw1;
    case TSQ_DL2: return sqrt(2 * tr_psps(s, &s->step)) / s->step.tr1;
    case TSQ_SJ: return s->step.t / s->df * sqrt(2 * tr_psps(s, &s->step));
    case TSQ_ML: return sqrt(2 / last->sw2);
    case TSQ_REML: return sqrt(2 / last->tr2);
    case TSQ_DLIT: return sqrt(2 * s->df + 4 * t * last->tr1 + 2 * t * t * last->tr2) / last->tr1;
    case TSQ_EB:
    case TSQ_PM:
    case TSQ_PMM:
    case TSQ_SJIT: return sqrt(2 * s->k * s->k / s->df) / last->sw1;
  }
  return NAN;
}
