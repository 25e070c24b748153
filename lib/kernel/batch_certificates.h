/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Certificates that a likelihood has no stationary point but the one found (tau2_likelihood.c has the argument): alpha = A^(-1/2) and
 * 1/B are concave; alpha has the slope a_inf = 1/sqrt(RSS) at infinity; the score is positive where alpha^2 < 1/B.
 */
#ifndef TSQP_BATCH_CERTIFICATES_H
#define TSQP_BATCH_CERTIFICATES_H

#include "kernel/vec.h"

#define SURE (1 - 1e-6)

/* alpha, 1/B and their slopes at one t, a problem a lane. */
typedef struct lane_curves {
  tsqp_vd alpha, alpha_slope, inverse_b, inverse_b_slope;
} lane_curves;

TSQP_INLINE lane_curves curves_of(tsqp_vd a, tsqp_vd b, tsqp_vd c, tsqp_vd d) {
  lane_curves at;
  at.alpha = 1.0 / tsqp_sqrt(a);
  at.alpha_slope = 0.5 * (c * at.alpha) * (at.alpha * at.alpha);
  at.inverse_b = 1.0 / b;
  at.inverse_b_slope = d * (at.inverse_b * at.inverse_b);
  return at;
}

/*
 * To the right, alpha rising by at least `slope`: is (alpha + slope s)^2 > 1/B + (1/B)' s, the tangent that 1/B lies below, for all
 * s > 0? At a root alpha^2 = 1/B, and all hangs on the slopes.
 */
TSQP_INLINE tsqp_vi stays_above(const lane_curves *at, tsqp_vd slope) {
  tsqp_vd gap = at->inverse_b_slope - 2.0 * (at->alpha * slope) * SURE;
  tsqp_vd room = 4.0 * (slope * slope) * (at->alpha * at->alpha - at->inverse_b);
  return (gap <= tsqp_all(0)) | (gap * gap < room * SURE);
}

/*
 * Between two points, alpha below its tangents, whose minimum peaks where they meet: does its square, convex on each, stay below the
 * chord of 1/B? At the ends it does (or touches, at a root).
 */
TSQP_INLINE tsqp_vi stays_below(const lane_curves *left, const lane_curves *right, tsqp_vd width) {
  tsqp_vd meet =
      (right->alpha - left->alpha - right->alpha_slope * width) / (left->alpha_slope - right->alpha_slope);
  tsqp_vd peak = left->alpha + left->alpha_slope * meet;
  tsqp_vd chord = left->inverse_b + (right->inverse_b - left->inverse_b) * (meet / width);
  return ~((meet > tsqp_all(0)) & (meet < width)) | (peak * peak < chord * SURE);
}

/* Newton's step for A = B, taken on B/A, which is linear in t where all variances are equal: (A/B - 1)/(C/A - D/B). */
TSQP_INLINE tsqp_vd newton_step(tsqp_vd a, tsqp_vd b, tsqp_vd c, tsqp_vd d) {
  return a * (a - b) / (c * b - d * a);
}

/* Q(t) falls and is convex: Newton on 1/Q climbs to the root from the left (tau2_q.c). */
TSQP_INLINE tsqp_vd q_step(tsqp_vd q, tsqp_vd target, tsqp_vd slope) {
  return (q - target) * q / (target * slope);
}

#undef SURE
#endif
