/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The equations in Q(t) = y'P(t)y.
 *
 * First Q(t) = y'P(t)y = target, on which PM, EB, PMM and the Q-profile interval rest.
 *
 * Q(t) = sum c_j/(l_j + t) with c_j, l_j >= 0 decreases, and 1/Q is concave: Newton's method on 1/Q(t) = 1/target from the left
 * stays left of the root and climbs to it quadratically (the secular-equation argument of More & Sorensen 1983,
 * doi:10.1137/0904038). No bracket has to be guessed.
 */
#include "base/status.h"
#include "rma/tau2.h"

#include <float.h>
#include <math.h>

#define MAX_STEPS                                                                                            \
  200 /* far above what quadratic convergence needs; reached only by rounding noise at the root */

#define LARGE_ERROR 1e-9 /* of the sums: then a root is not proved to be one */

int tsqp_solve_q(tsqp_engine *e, double target, tsqp_q_root *root) {
  tsqp_moments m;
  double t = 0;
  double last_step = HUGE_VAL;
  root->found = root->unproved = 0;
  root->bracket[0] = root->bracket[1] = 0;
  for (root->iterations = 1; root->iterations <= MAX_STEPS; root->iterations++) {
    TSQP_TRY(tsqp_moments_at(e, t, TSQP_QUICK, &m));
    double q = m.q1 / m.s;
    root->gradient = q / target - 1;
    if (root->iterations == 1 && !(q > target)) break; /* Q(0) <= target: there is no root on t > 0 */
    root->found = 1;
    double slope = m.q2 / m.s / m.s; /* y'PPy = -Q'(t) */
    double step = (q - target) * (q / target) / slope;
    if (!(fabs(step) > 4 * DBL_EPSILON * t) || !isfinite(step)) break;
    if (step <= 0 && fabs(step) >= fabs(last_step))
      break; /* past the root by rounding, and no longer improving */
    root->bracket[0] = t;
    t = fmax(0, t + step);
    root->bracket[1] = t;
    last_step = step;
  }
  root->unproved = root->iterations > MAX_STEPS || m.error > LARGE_ERROR;
  root->t = t;
  return TSQ_OK;
}

/* Geometrically in t + v_min, as the functions are sums of powers of 1/(v + t). */
static double halfway(double v_min, double lo, double hi) {
  double middle = sqrt(lo + v_min) * sqrt(hi + v_min) - v_min;
  return middle > lo && middle < hi ? middle : lo + 0.5 * (hi - lo);
}

/*
 * The fixed point of iterated DL, Q(t) = D(t), D = (k-p) + t tr P(t): Q decreases and t tr P increases, so it is unique. Newton's method on
 * 1/Q = 1/D, of which the left side is concave, with D' = tr P - t tr PP, kept between the points where Q - D is known to be positive and
 * negative.
 */
int tsqp_solve_iterated_dl(tsqp_engine *e, double df, tsqp_q_root *root) {
  tsqp_moments m;
  double lo = 0;
  double hi = HUGE_VAL;
  double t = 0;
  double last_step = HUGE_VAL;
  root->found = root->unproved = 0;
  root->gradient = 0;
  for (root->iterations = 1; root->iterations <= MAX_STEPS; root->iterations++) {
    TSQP_TRY(tsqp_moments_at(e, t, TSQP_QUICK, &m));
    double q = m.q1 / m.s;
    double d = df + t / m.s * m.tr1;
    double f = q - d;
    root->gradient = f / df;
    if (root->iterations == 1 && !(f > 0)) break;
    root->found = 1;
    if (f > 0) {
      lo = t;
    } else {
      hi = t;
    }
    double slope = m.q2 / m.s / q / q + (m.tr1 - t / m.s * m.tr2) / d / d;
    double next = t + m.s * f / (q * d) / slope;
    double step = fabs(next - t);
    int noise = step >= last_step && step < 1e-10 * t; /* rounding, and no longer improving */
    if (noise || step <= 4 * DBL_EPSILON * t) break;
    last_step = step;
    if (!(next > lo && next < hi)) next = isinf(hi) ? 2 * lo + m.s : halfway(e->studies->v_min, lo, hi);
    if (next == lo || next == hi) break;
    t = next;
  }
  root->unproved = root->iterations > MAX_STEPS || m.error > LARGE_ERROR;
  root->bracket[0] = lo;
  root->bracket[1] = isinf(hi) ? t : hi;
  root->t = t;
  return TSQ_OK;
}
