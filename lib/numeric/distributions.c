/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/distributions.h"

#include "numeric/counts.h"
#include "numeric/gsl_guard.h"
#include "numeric/log_gamma.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <math.h>

static int is_probability(double p) {
  return p >= 0 && p <= 1;
}
static int is_df(double df) {
  return df > 0;
} /* false for NaN */

/*
 * erfc(z/sqrt 2)/2. Far out erfc multiplies a relative error of its argument by 2 x^2, so the rounding of x = z/sqrt 2 is put back to
 * first order: erfc(x + d) = erfc(x) (1 - 2 x d) there.
 */
double tsqp_normal_upper(double z) {
  const double sqrt_half_low = -4.8336466567264567e-17; /* sqrt(1/2) - M_SQRT1_2 */
  double x = z * M_SQRT1_2;
  double tail = 0.5 * erfc(x);
  if (!(x > 1) || tail == 0) return tail;
  double lost = fma(z, M_SQRT1_2, -x) + z * sqrt_half_low;
  return tail * (1 - 2 * x * lost);
}

double tsqp_normal_lower(double z) {
  return tsqp_normal_upper(-z);
}
double tsqp_normal_density(double z) {
  return 0.5 * M_SQRT1_2 * M_2_SQRTPI * exp(-0.5 * z * z);
}

double tsqp_normal_quantile(double p) {
  if (!is_probability(p)) return NAN;
  tsqp_gsl_enter();
  double z = gsl_cdf_ugaussian_Pinv(p);
  tsqp_gsl_leave();
  return z;
}

double tsqp_t_lower(double t, double df) {
  return tsqp_t_upper(-t, df);
}

/*
 * P(T > t) = I_x(df/2, 1/2)/2, x = df/(df + t^2), for t >= 0: near the centre as the complement of the other side, which costs
 * nothing while the tail is not small. The incomplete beta function loses digits in proportion to df. GSL's own t tail uses a
 * Cornish-Fisher expansion, exact to rounding where t^2 is small against a large df and poor (8 digits) elsewhere: it is taken
 * only there (checked against mpmath for df = 200 .. 1e6, t <= 30).
 */
double tsqp_t_upper(double t, double df) {
  if (isnan(t) || !is_df(df)) return NAN;
  if (isinf(df)) return tsqp_normal_upper(t);
  double ratio = t / sqrt(df); /* t^2 may overflow */
  double square = ratio * ratio;
  double tail;
  tsqp_gsl_enter();
  if (df >= 200 && square <= 0.3) {
    tail = gsl_cdf_tdist_Q(fabs(t), df);
  } else if (fabs(t) < 1) {
    tail = 0.5 * gsl_cdf_beta_Q(square / (1 + square), 0.5, 0.5 * df);
  } else {
    tail = 0.5 * gsl_cdf_beta_P(1 / (1 + square), 0.5 * df, 0.5);
  }
  tsqp_gsl_leave();
  return t >= 0 ? tail : 1 - tail;
}

double tsqp_t_two_sided(double t, double df) {
  return 2 * tsqp_t_upper(fabs(t), df);
}

/*
 * GSL's inverse t stops at about 1e-8 relative for some df: one Newton step on its own cdf makes it exact. In the tail
 * the step is taken on the smaller of the two tail probabilities.
 */
double tsqp_t_quantile(double p, double df) {
  if (!is_probability(p) || !is_df(df)) return NAN;
  if (isinf(df)) return tsqp_normal_quantile(p);
  if (p == 0) return -HUGE_VAL;
  if (p == 1) return HUGE_VAL;
  if (p > 0.5) return -tsqp_t_quantile(1 - p, df);
  if (p == 0.5) return 0;
  return -tsqp_t_critical(1 - 2 * p, df);
}

/* log density of t up to accuracy enough for a Newton step */
static double t_density(double t, double df) {
  double log_c = tsqp_log_gamma(0.5 * (df + 1)) - tsqp_log_gamma(0.5 * df) - 0.5 * log(df * M_PI);
  return exp(log_c - 0.5 * (df + 1) * log1p(t * t / df));
}

double tsqp_t_critical(double level, double df) {
  if (!(level > 0 && level < 1) || !is_df(df)) return NAN;
  double tail = 0.5 * (1 - level);
  if (isinf(df)) return -tsqp_normal_quantile(tail);
  tsqp_gsl_enter();
  double t = gsl_cdf_tdist_Qinv(tail, df);
  tsqp_gsl_leave();
  for (int i = 0; i < 3 && isfinite(t); i++) {
    double step = (tsqp_t_upper(t, df) - tail) / t_density(t, df);
    if (!isfinite(step)) break;
    t += step;
  }
  return t;
}

/*
 * GSL's incomplete gamma function fails from some 1e6 degrees of freedom on ("error in large x asymptotic"), and its inverses are wrong
 * from 3e4 on (gsl_cdf_chisq_Qinv(0.025, 35870) gives 1.39 df for 1.0147 df): sums of some 8 sqrt(df) terms instead.
 */
#define MANY_DF 5000

double tsqp_chi2_lower(double x, double df) {
  if (isnan(x) || !is_df(df) || isinf(df)) return NAN;
  if (x <= 0) return 0;
  if (isinf(x)) return 1;
  if (df > MANY_DF) return tsqp_gamma_lower(0.5 * df, 0.5 * x);
  tsqp_gsl_enter();
  double p = gsl_cdf_chisq_P(x, df);
  tsqp_gsl_leave();
  return p;
}

double tsqp_chi2_upper(double x, double df) {
  if (isnan(x) || !is_df(df) || isinf(df)) return NAN;
  if (x <= 0) return 1;
  if (isinf(x)) return 0;
  if (df > MANY_DF) return tsqp_gamma_upper(0.5 * df, 0.5 * x);
  tsqp_gsl_enter();
  double p = gsl_cdf_chisq_Q(x, df);
  tsqp_gsl_leave();
  return p;
}

static double chi2_density(double x, double df) {
  if (df > MANY_DF) return 0.5 * exp(tsqp_poisson_log_density(0.5 * df - 1, 0.5 * x));
  return exp((0.5 * df - 1) * log(x) - 0.5 * x - 0.5 * df * M_LN2 - tsqp_log_gamma(0.5 * df));
}

/* Wilson & Hilferty 1931: the cube root of chi2/df is about normal. */
static double wilson_hilferty(double z, double df) {
  double c = 2 / (9 * df);
  double root = 1 - c + z * sqrt(c);
  return df * root * root * root;
}

/* GSL's inverse as a start, then Newton on the tail probability that was asked for. */
static double chi2_polish(double x, double p, double df, double (*tail)(double, double), double sign) {
  for (int i = 0; i < 3 && x > 0 && isfinite(x); i++) {
    double step = sign * (tail(x, df) - p) / chi2_density(x, df);
    if (!isfinite(step) || step >= x) break;
    x -= step;
  }
  return x;
}

double tsqp_chi2_quantile_lower(double p, double df) {
  if (!is_probability(p) || !is_df(df) || isinf(df)) return NAN;
  if (p == 0) return 0;
  if (p == 1) return HUGE_VAL;
  if (df > MANY_DF)
    return chi2_polish(wilson_hilferty(tsqp_normal_quantile(p), df), p, df, tsqp_chi2_lower, 1);
  tsqp_gsl_enter();
  double x = gsl_cdf_chisq_Pinv(p, df);
  tsqp_gsl_leave();
  return chi2_polish(x, p, df, tsqp_chi2_lower, 1);
}

double tsqp_chi2_quantile_upper(double p, double df) {
  if (!is_probability(p) || !is_df(df) || isinf(df)) return NAN;
  if (p == 0) return HUGE_VAL;
  if (p == 1) return 0;
  if (df > MANY_DF)
    return chi2_polish(wilson_hilferty(-tsqp_normal_quantile(p), df), p, df, tsqp_chi2_upper, -1);
  tsqp_gsl_enter();
  double x = gsl_cdf_chisq_Qinv(p, df);
  tsqp_gsl_leave();
  return chi2_polish(x, p, df, tsqp_chi2_upper, -1);
}

double tsqp_f_upper(double f, double df1, double df2) {
  if (isnan(f) || !is_df(df1) || isinf(df1) || !is_df(df2)) return NAN;
  if (isinf(df2)) return tsqp_chi2_upper(f * df1, df1);
  if (f <= 0) return 1;
  if (isinf(f)) return 0;
  tsqp_gsl_enter();
  double p = gsl_cdf_fdist_Q(f, df1, df2);
  tsqp_gsl_leave();
  return p;
}

double tsqp_beta_quantile(double p, double a, double b) {
  if (!is_probability(p) || !(a > 0) || !(b > 0) || isinf(a) || isinf(b)) return NAN;
  if (p == 0) return 0;
  if (p == 1) return 1;
  tsqp_gsl_enter();
  double x = gsl_cdf_beta_Pinv(p, a, b);
  tsqp_gsl_leave();
  return x;
}

double tsqp_gamma_quantile(double p, double shape, double scale) {
  if (!is_probability(p) || !(shape > 0) || !(scale > 0) || isinf(shape) || isinf(scale)) return NAN;
  if (p == 0) return 0;
  if (p == 1) return HUGE_VAL;
  tsqp_gsl_enter();
  double x = gsl_cdf_gamma_Pinv(p, shape, scale);
  tsqp_gsl_leave();
  return x;
}
