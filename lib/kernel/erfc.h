/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two-sided tail of the normal distribution, p = erfc(|z|/sqrt 2), and its logarithm, which does not underflow: the rational
 * approximations of FreeBSD's s_erf.c (Sun Microsystems 1993) on [0, 0.84375), [0.84375, 1.25), [1.25, 1/0.35) and beyond.
 */
#ifndef TSQP_KERNEL_ERFC_H
#define TSQP_KERNEL_ERFC_H

#include "kernel/exp.h"
#include "kernel/log.h"

/* c[0] + c[1] x + ... + c[n-1] x^(n-1) */
TSQP_INLINE tsqp_vd tsqp_polynomial(tsqp_vd x, const double *c, int n) {
  tsqp_vd sum = tsqp_all(c[n - 1]);
  for (int i = n - 2; i >= 0; i--) {
    sum = sum * x + c[i];
  }
  return sum;
}

/*
 * The far part is exp(first) exp(second)/x, first + second = -z^2/2 - 0.5625 + R/S: z^2 is split into the square of the upper half of
 * its bits, which is exact, and the rest, as an error of x = z/sqrt 2 would count x^2 times.
 */
TSQP_INLINE tsqp_vd tsqp_erfc_far(tsqp_vd z, tsqp_vd x, tsqp_vd *second) {
  static const double ra[8] = {-9.86494403484714822705e-03, -6.93858572707181764372e-01,
                               -1.05586262253232909814e+01, -6.23753324503260060396e+01,
                               -1.62396669462573470355e+02, -1.84605092906711035994e+02,
                               -8.12874355063065934246e+01, -9.81432934416914548592e+00};
  static const double sa[9] = {1.0,
                               1.96512716674392571292e+01,
                               1.37657754143519042600e+02,
                               4.34565877475229228821e+02,
                               6.45387271733267880336e+02,
                               4.29008140027567833386e+02,
                               1.08635005541779435134e+02,
                               6.57024977031928170135e+00,
                               -6.04244152148580987438e-02};
  static const double rb[7] = {-9.86494292470009928597e-03, -7.99283237680523006574e-01,
                               -1.77579549177547519889e+01, -1.60636384855821916062e+02,
                               -6.37566443368389627722e+02, -1.02509513161107724954e+03,
                               -4.83519191608651397019e+02};
  static const double sb[8] = {1.0,
                               3.03380607434824582924e+01,
                               3.25792512996573918826e+02,
                               1.53672958608443695994e+03,
                               3.19985821950859553908e+03,
                               2.55305040643316442583e+03,
                               4.74528541206955367215e+02,
                               -2.24409524465858183362e+01};
  tsqp_vd s = 1.0 / (x * x);
  tsqp_vi near = x < tsqp_all(1 / 0.35);
  tsqp_vd r = tsqp_select(near, tsqp_polynomial(s, ra, 8), tsqp_polynomial(s, rb, 7));
  tsqp_vd q = tsqp_select(near, tsqp_polynomial(s, sa, 9), tsqp_polynomial(s, sb, 8));
  tsqp_vd upper = (tsqp_vd)((tsqp_vi)z & (int64_t)0xFFFFFFFF00000000ULL);
  *second = 0.5 * ((upper - z) * (upper + z)) + r / q;
  return -0.5 * (upper * upper) - 0.5625;
}

TSQP_INLINE tsqp_vd tsqp_erfc_near(tsqp_vd x) {
  static const double pp[5] = {1.28379167095512558561e-01, -3.25042107247001499370e-01,
                               -2.84817495755985104766e-02, -5.77027029648944159157e-03,
                               -2.37630166566501626084e-05};
  static const double qq[6] = {1.0,
                               3.97917223959155352819e-01,
                               6.50222499887672944485e-02,
                               5.08130628187576562776e-03,
                               1.32494738004321644526e-04,
                               -3.96022827877536812320e-06};
  static const double pa[7] = {-2.36211856075265944077e-03, 4.14856118683748331666e-01,
                               -3.72207876035701323847e-01, 3.18346619901161753674e-01,
                               -1.10894694282396677476e-01, 3.54783043256182359371e-02,
                               -2.16637559486879084300e-03};
  static const double qa[7] = {1.0,
                               1.06420880400844228286e-01,
                               5.40397917702171048937e-01,
                               7.18286544141962662868e-02,
                               1.26171219808761642112e-01,
                               1.36370839120290507362e-02,
                               1.19844998467991074170e-02};
  tsqp_vd t = x * x;
  tsqp_vd y = tsqp_polynomial(t, pp, 5) / tsqp_polynomial(t, qq, 6);
  tsqp_vd low = 1.0 - (x + x * y);
  tsqp_vd high = 0.5 - (x - 0.5 + x * y);
  tsqp_vd s = x - 1.0;
  tsqp_vd middle = 1 - 8.45062911510467529297e-01 - tsqp_polynomial(s, pa, 7) / tsqp_polynomial(s, qa, 7);
  low = tsqp_select(x < tsqp_all(0.25), low, high);
  return tsqp_select(x < tsqp_all(0.84375), low, middle);
}

/* p and log p of |z|, both finite for finite z. */
TSQP_INLINE void tsqp_normal_tails(tsqp_vd z, tsqp_vd *p, tsqp_vd *log_p) {
  const double root_half = 7.07106781186547524401e-01;
  tsqp_vd far_z = tsqp_max(tsqp_abs(z), tsqp_all(1.25 / root_half));
  tsqp_vd x = tsqp_abs(z) * root_half;
  tsqp_vi is_far = x >= tsqp_all(1.25);
  tsqp_vd held = far_z * root_half;
  tsqp_vd second;
  tsqp_vd first = tsqp_erfc_far(far_z, held, &second);
  tsqp_vd near = tsqp_erfc_near(tsqp_min(x, tsqp_all(1.25)));
  *p = tsqp_select(is_far, tsqp_exp(first) * tsqp_exp(second) / held, near);
  *log_p = tsqp_select(is_far, first + second - tsqp_log(held), tsqp_log(near));
}

#endif
