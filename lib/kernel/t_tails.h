/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two-sided tail of Student's t: p = I_x(a, 1/2), a = df/2, x = df/(df + t^2), by the continued fraction of the incomplete beta
 * function (NIST DLMF 8.17.22) in the modified Lentz form (Thompson & Barnett 1986, doi:10.1016/0021-9991(86)90046-X); near t = 0 by
 * p = 1 - I_(1-x)(1/2, a), where the same fraction with exchanged arguments converges fast.
 */
#ifndef TSQP_KERNEL_T_TAILS_H
#define TSQP_KERNEL_T_TAILS_H

#include "kernel/exp.h"
#include "kernel/log.h"

/*
 * I_x(a, b) = x^a (1-x)^b/(a B(a, b)) times this, for x < (a+1)/(a+b+2). A lane that has converged stands still while others go on, so
 * that its bits do not depend on its neighbours.
 */
TSQP_INLINE tsqp_vd tsqp_beta_fraction(tsqp_vd a, tsqp_vd b, tsqp_vd x) {
  tsqp_vd c = tsqp_all(1);
  tsqp_vd d = 1.0 / (1.0 - (a + b) * x / (a + 1.0));
  tsqp_vd h = d;
  tsqp_vi going = tsqp_all_bits(-1);
  for (int m = 1; m < 400; m++) {
    double n = m;
    tsqp_vd a2 = a + 2 * n;
    tsqp_vd even = n * (b - n) * x / ((a2 - 1.0) * a2);
    d = 1.0 / (1.0 + even * d);
    c = 1.0 + even / c;
    tsqp_vd first = d * c;
    tsqp_vd odd = -(a + n) * (a + b + n) * x / (a2 * (a2 + 1.0));
    d = 1.0 / (1.0 + odd * d);
    c = 1.0 + odd / c;
    tsqp_vd factor = d * c;
    h = tsqp_select(going, h * first * factor, h);
    going &= tsqp_abs(factor - 1.0) > tsqp_all(4e-16);
    if (!tsqp_any(going)) break;
  }
  return h;
}

/* Beyond this |t| the square of t may overflow, and 1 + t^2/df is t^2/df. */
#define TSQP_FAR_T 1e140

/* log(1 + t^2/df), the logarithm of 1/x; t2 is t^2 as far as it is held. */
TSQP_INLINE tsqp_vd tsqp_log_of_inverse_x(tsqp_vd t, tsqp_vd t2, tsqp_vd df) {
  tsqp_vi far = tsqp_abs(t) > tsqp_all(TSQP_FAR_T);
  if (!tsqp_any(far)) return tsqp_log1p(t2 / df);
  tsqp_vd held = tsqp_min(tsqp_abs(t), tsqp_all(1e308));
  return tsqp_select(far, 2.0 * tsqp_log(held) - tsqp_log(df), tsqp_log1p(t2 / df));
}

/* p and log p of |t|, 0 and minus infinity where t is infinite, NaN where it is; log_beta = log B(df/2, 1/2). */
TSQP_INLINE void tsqp_t_tails(tsqp_vd t, tsqp_vd df, tsqp_vd log_beta, tsqp_vd *p, tsqp_vd *log_p) {
  const tsqp_vd half = tsqp_all(0.5);
  tsqp_vd t2 = tsqp_min(t * t, tsqp_all(TSQP_FAR_T * TSQP_FAR_T));
  tsqp_vd total = df + t2;
  tsqp_vd x = df / total;
  tsqp_vd y = t2 / total;
  tsqp_vd a = 0.5 * df;
  tsqp_vi tail = x * (a + 2.5) < a + 1.0;
  tsqp_vd h =
      tsqp_beta_fraction(tsqp_select(tail, a, half), tsqp_select(tail, half, a), tsqp_select(tail, x, y));
  tsqp_vd floor_y = tsqp_max(y, tsqp_all(1e-300));
  tsqp_vd log_front = -a * tsqp_log_of_inverse_x(t, t2, df) + 0.5 * tsqp_log(floor_y) - log_beta -
                      tsqp_log(tsqp_select(tail, a, half));
  tsqp_vd front = tsqp_exp(log_front) * h;
  tsqp_vi infinite = tsqp_abs(t) > tsqp_all(1.7976931348623157e308);
  *p = tsqp_select(tail, front, 1.0 - front);
  *log_p = tsqp_select(tail, log_front + tsqp_log(h), tsqp_log(1.0 - front));
  *p = tsqp_select(t == t, tsqp_select(infinite, tsqp_all(0), *p), t);
  *log_p = tsqp_select(t == t, tsqp_select(infinite, tsqp_all(-HUGE_VAL), *log_p), t);
}

#endif
