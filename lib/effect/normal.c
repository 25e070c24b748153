/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/normal.h"

#include "numeric/distributions.h"

#include <math.h>

#define PI 3.14159265358979323846

double tsqp_probit(double x, double m) {
  double n = x + m;
  return x <= m ? tsqp_normal_quantile(x / n) : -tsqp_normal_quantile(m / n);
}

double tsqp_probit_variance(double x, double m, double z) {
  double n = x + m;
  return 2 * PI * (x / n) * (m / n) * exp(z * z) / n;
}

double tsqp_binormal_density(double h, double k, double rho) {
  double c = (1 - rho) * (1 + rho);
  /* (h^2 + k^2 - 2 h k rho) as two squares: no cancellation near |rho| = 1 */
  double form = (h - k) * (h - k) / (1 - rho) + (h + k) * (h + k) / (1 + rho);
  return exp(-0.25 * form) / (2 * PI * sqrt(c));
}

/*
 * Plackett 1954, doi:10.1093/biomet/41.3-4.351: d/d rho of the bivariate normal distribution function is its density. With
 * rho = sin(t) the integrand is smooth on the closed interval.
 */
static double plackett(double h, double k, double t) {
  double s = sin(t);
  double form = 0;
  /* 0/0 at |rho| = 1 where h = +-k: the limit is 0 */
  if (h != k) form += (h - k) * (h - k) / (1 - s);
  if (h != -k) form += (h + k) * (h + k) / (1 + s);
  return exp(-0.25 * form) / (2 * PI);
}

/* Gauss-Legendre, 10 points on half the interval (the rule is symmetric). */
static double gauss(double h, double k, double from, double to) {
  static const double node[5] = {0.1488743389816312, 0.4333953941292472, 0.6794095682990244,
                                 0.8650633666889845, 0.9739065285171717};
  static const double weight[5] = {0.2955242247147529, 0.2692667193099964, 0.2190863625159820,
                                   0.1494513491505806, 0.0666713443086881};
  double centre = 0.5 * (from + to), half = 0.5 * (to - from), sum = 0;
  for (int i = 0; i < 5; i++) {
    sum += weight[i] * (plackett(h, k, centre - half * node[i]) + plackett(h, k, centre + half * node[i]));
  }
  return half * sum;
}

/* Halved until both halves together agree with the whole. */
static double adaptive(double h, double k, double from, double to, double whole, int depth) {
  double middle = 0.5 * (from + to);
  double left = gauss(h, k, from, middle), right = gauss(h, k, middle, to);
  if (depth == 0 || fabs(left + right - whole) <= 1e-15 * fabs(left + right)) return left + right;
  return adaptive(h, k, from, middle, left, depth - 1) + adaptive(h, k, middle, to, right, depth - 1);
}

double tsqp_binormal_excess(double h, double k, double theta) {
  return adaptive(h, k, 0, theta, gauss(h, k, 0, theta), 12);
}
