/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/counts.h"

#include "numeric/log_gamma.h"

#include <gsl/gsl_math.h>
#include <math.h>

/* log(x!) - log(sqrt(2 pi x) (x/e)^x), Stirling's error (Loader 2000, "Fast and accurate computation of binomial probabilities"). */
static double stirling_error(double x) {
  if (x <= 15) return tsqp_log_gamma(x + 1) - (x + 0.5) * log(x) + x - 0.5 * log(2 * M_PI);
  double r = 1 / (x * x);
  return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 * r) * r) * r) * r) / x;
}

/* x log(x/m) + m - x, his deviance part, without cancelling where x is near m. */
static double deviance(double x, double m) {
  if (fabs(x - m) > 0.1 * (x + m)) return x * log(x / m) + m - x;
  double v = (x - m) / (x + m);
  double sum = (x - m) * v;
  double power = 2 * x * v;
  for (int j = 1; j < 100; j++) {
    power *= v * v;
    double next = sum + power / (2 * j + 1);
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

double tsqp_binomial_log_density(double x, double n, double p) {
  if (x < 0 || x > n) return -HUGE_VAL;
  if (x == 0) return n * log1p(-p);
  if (x == n) return n * log(p);
  return stirling_error(n) - stirling_error(x) - stirling_error(n - x) - deviance(x, n * p) -
         deviance(n - x, n * (1 - p)) + 0.5 * log(n / (2 * M_PI * x * (n - x)));
}

double tsqp_poisson_log_density(double x, double mean) {
  if (x < 0) return -HUGE_VAL;
  if (x == 0) return -mean;
  return -stirling_error(x) - deviance(x, mean) - 0.5 * log(2 * M_PI * x);
}

/* ---- sums of tails ----------------------------------------------------------------------------------------------- */

#define ENOUGH 1e-18 /* a term so small beside the sum adds nothing */

double tsqp_binomial_at_least(double x, double n, double p) {
  if (x <= 0) return 1;
  if (x > n || p <= 0) return 0;
  if (p >= 1) return 1;
  if (x <= n * p) return 1 - tsqp_binomial_at_most(x - 1, n, p);
  double odds = p / (1 - p);
  double total = 0;
  double term = 1;
  for (double j = x; j <= n && term > ENOUGH * total; j++) {
    total += term;
    term *= (n - j) / (j + 1) * odds;
  }
  return total * exp(tsqp_binomial_log_density(x, n, p));
}

double tsqp_binomial_at_most(double x, double n, double p) {
  if (x < 0) return 0;
  if (x >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  if (x > n * p) return 1 - tsqp_binomial_at_least(x + 1, n, p);
  double odds = (1 - p) / p;
  double total = 0;
  double term = 1;
  for (double j = x; j >= 0 && term > ENOUGH * total; j--) {
    total += term;
    term *= j / (n - j + 1) * odds;
  }
  return total * exp(tsqp_binomial_log_density(x, n, p));
}

double tsqp_poisson_at_least(double x, double mean) {
  if (x <= 0) return 1;
  if (mean <= 0) return 0;
  if (x <= mean) return 1 - tsqp_poisson_at_most(x - 1, mean);
  double total = 0;
  double term = 1;
  for (double j = x; term > ENOUGH * total; j++) {
    total += term;
    term *= mean / (j + 1);
  }
  return total * exp(tsqp_poisson_log_density(x, mean));
}

double tsqp_poisson_at_most(double x, double mean) {
  if (x < 0) return 0;
  if (mean <= 0) return 1;
  if (x > mean) return 1 - tsqp_poisson_at_least(x + 1, mean);
  double total = 0;
  double term = 1;
  for (double j = x; j >= 0 && term > ENOUGH * total; j--) {
    total += term;
    term *= j / mean;
  }
  return total * exp(tsqp_poisson_log_density(x, mean));
}

/* ---- the incomplete beta function -------------------------------------------------------------------------------- */

/* DLMF 8.17.8: I_p(a, b) = p^a q^b/(a B(a, b)) sum_k (a + b)_k/(a + 1)_k p^k; what stands before the sum is b/n P(X = a; n = a + b, p). */
double tsqp_beta_series(double p, double a, double b) {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  double n = a + b;
  if (deviance(a, n * p) + deviance(b, n * (1 - p)) > 50)
    return n * p > a ? 1 : 0;                            /* Chernoff's bound of the other side */
  if (p > 0.5) return 1 - tsqp_beta_series(1 - p, b, a); /* there the terms fall from the first on */
  double before = b / n * exp(tsqp_binomial_log_density(a, n, p));
  double total = 0;
  double term = before;
  for (double k = 0; term > ENOUGH * total && total <= 1; k++) {
    total += term;
    term *= (a + b + k) / (a + 1 + k) * p;
  }
  return fmin(total, 1);
}

/* DLMF 8.11.4: P(a, m) = m^a e^-m/Gamma(a + 1) sum_k m^k/((a + 1)...(a + k)); what stands before the sum is Poisson's density. */
double tsqp_gamma_series(double a, double m) {
  if (m <= 0) return 0;
  if (deviance(a, m) > 50) return m > a ? 1 : 0;
  double total = 0;
  double term = exp(tsqp_poisson_log_density(a, m));
  for (double k = 1; term > ENOUGH * total; k++) {
    total += term;
    term *= m / (a + k);
  }
  return fmin(total, 1);
}

/* m^(a-1) e^-m/Gamma(a) (1 + (a-1)/m + (a-1)(a-2)/m^2 + ...): the terms fall where m >= a, and are positive down to a - k. */
double tsqp_gamma_upper(double a, double m) {
  if (m < a) return 1 - tsqp_gamma_lower(a, m);
  double total = 0;
  double term = 1;
  for (double k = 1; term > ENOUGH * total; k++) {
    total += term;
    term *= (a - k) / m;
  }
  return total * exp(tsqp_poisson_log_density(a - 1, m));
}

double tsqp_gamma_lower(double a, double m) {
  if (m <= 0) return 0;
  if (m >= a) return 1 - tsqp_gamma_upper(a, m);
  double total = 0;
  double term = 1;
  for (double k = 1; term > ENOUGH * total; k++) {
    total += term;
    term *= m / (a + k);
  }
  return total * exp(tsqp_poisson_log_density(a, m));
}
