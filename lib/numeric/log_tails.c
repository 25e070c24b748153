/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Far out, each tail is its leading factor, whose logarithm is plain, times a continued fraction near 1 (modified Lentz;
 * Thompson & Barnett 1986, doi:10.1016/0021-9991(86)90046-X). Nearer in, the logarithm of the probability is good.
 */
#include "numeric/log_tails.h"

#include "numeric/distributions.h"
#include "numeric/log_gamma.h"

#include <float.h>
#include <gsl/gsl_math.h>
#include <math.h>

#define FAR 1e-280 /* below this the probability is not used */
#define MAX_TERMS 10000

/* NIST DLMF 8.9.2 in the form of Lentz: Gamma(a, x) = exp(-x) x^a / (x + 1 - a - 1(1-a)/(x + 3 - a - 2(2-a)/(x + 5 - a - ...))) */
static double log_gamma_upper(double a, double x) {
  double b = x + 1 - a;
  double c = 1 / DBL_MIN;
  double d = 1 / b;
  double h = d;
  for (int i = 1; i < MAX_TERMS; i++) {
    double numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    double factor = c * d;
    h *= factor;
    if (fabs(factor - 1) < 4 * DBL_EPSILON) break;
  }
  return -x + a * log(x) + log(h);
}

double tsqp_chi2_log_upper(double x, double df) {
  double p = tsqp_chi2_upper(x, df);
  if (isnan(p) || p > FAR) return log(p);
  if (isinf(x)) return -HUGE_VAL;
  return log_gamma_upper(0.5 * df, 0.5 * x) - tsqp_log_gamma(0.5 * df);
}

/* P(Z > z) = Gamma(1/2, z^2/2)/(2 sqrt(pi)) */
double tsqp_normal_log_upper(double z) {
  double p = tsqp_normal_upper(z);
  if (isnan(p) || p > FAR) return log(p);
  if (isinf(z)) return -HUGE_VAL;
  return log_gamma_upper(0.5, 0.5 * z * z) - M_LN2 - 0.5 * log(M_PI);
}

/*
 * P(T > t) = I_x(df/2, 1/2)/2, x = df/(df + t^2). For the small x of a far tail I_x(a, b) = x^a (1-x)^b/(a B(a, b)) times
 * 1 + sum_n prod (a + b + i)/(a + 1 + i) x^(n+1) (DLMF 8.17.8), a quickly converging series.
 */
double tsqp_t_log_upper(double t, double df) {
  if (isinf(df) && df > 0) return tsqp_normal_log_upper(t);
  double p = tsqp_t_upper(t, df);
  if (isnan(p) || p > FAR) return log(p);
  if (isinf(t)) return -HUGE_VAL;
  double a = 0.5 * df;
  double b = 0.5;
  double ratio = t / sqrt(df);              /* t^2/df may overflow */
  double log_x = -2 * log(hypot(1, ratio)); /* x = 1/(1 + t^2/df) */
  double x = exp(log_x);
  double term = 1;
  double sum = 1;
  for (int n = 0; n < MAX_TERMS && term > DBL_EPSILON * sum; n++) {
    term *= (a + b + n) / (a + 1 + n) * x;
    sum += term;
  }
  double log_beta = tsqp_log_gamma(a) + tsqp_log_gamma(b) - tsqp_log_gamma(a + b);
  return a * log_x + b * log1p(-x) - log(a) - log_beta + log(sum) - M_LN2;
}
