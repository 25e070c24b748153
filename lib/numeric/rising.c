/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/rising.h"

#include <math.h>

/* Terms that are added one by one: all of a short sum, else those below z = 20, from where Stirling's series is exact to rounding. */
#define SHORT 40.0
#define FAR 20.0

/* The remainders of Stirling's series for log Gamma(z) - (z - 1/2) log z + z, and minus and plus its first two derivatives. */
static double stirling(double z) {
  double r = 1 / (z * z);
  return (1.0 / 12 -
          (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360360 * r) * r) * r) * r) * r) /
         z;
}

static double stirling_first(double z) {
  double r = 1 / (z * z);
  return (1.0 / 12 -
          (1.0 / 120 - (1.0 / 252 - (1.0 / 240 - (1.0 / 132 - 691.0 / 32760 * r) * r) * r) * r) * r) *
         r;
}

static double stirling_second(double z) {
  double r = 1 / (z * z);
  return (1.0 / 6 - (1.0 / 30 - (1.0 / 42 - (1.0 / 30 - (5.0 / 66 - 691.0 / 2730 * r) * r) * r) * r) * r) *
         r / z;
}

/*
 * The terms of z = c/theta >= FAR on, divided by theta: log Gamma(z + m) - log Gamma(z) - m log z, psi(z + m) - psi(z) and psi'(z) -
 * psi'(z + m), written so that nothing cancels where m is small against z.
 */
static tsqp_rising far_sums(double z, double m) {
  double w = z + m;
  double step = log1p(m / z);
  return (tsqp_rising){(w - 0.5) * step - m + (stirling(w) - stirling(z)),
                       step + m / (2 * z * w) + (stirling_first(z) - stirling_first(w)),
                       m / (z * w) + 0.5 * m * (z + w) / (z * z * w * w) +
                           (stirling_second(z) - stirling_second(w))};
}

tsqp_rising tsqp_rising_sums(double c, double theta, double m) {
  tsqp_rising s = {0, 0, 0};
  double r = 0;
  while (r < m && (m <= SHORT || c + r * theta < FAR * theta)) {
    double value = c + r * theta;
    s.log += log(value);
    s.first += 1 / value;
    s.second += 1 / (value * value);
    r++;
  }
  if (r == m) return s;
  double rest = m - r;
  double base = c + r * theta;
  if (theta == 0 || base / theta > 1e15) { /* all the same */
    s.log += rest * log(base);
    s.first += rest / base;
    s.second += rest / (base * base);
    return s;
  }
  tsqp_rising far = far_sums(base / theta, rest);
  s.log += far.log + rest * log(base);
  s.first += far.first / theta;
  s.second += far.second / (theta * theta);
  return s;
}

/* Sums of r^j, r = 0 .. m - 1, j = 1 .. 5 (Faulhaber). */
static void power_sums(double m, double s[6]) {
  s[1] = 0.5 * m * (m - 1);
  s[2] = s[1] * (2 * m - 1) / 3;
  s[3] = s[1] * s[1];
  s[4] = s[2] * (3 * m * m - 3 * m - 1) / 5;
  s[5] = s[3] * (2 * m * m - 2 * m - 1) / 3;
}

/* Where r theta is at most 1e-3 of c the geometric series needs five terms; else the sums are differences that lose little. */
static int is_near(double c, double theta, double m) {
  return theta * m <= 1e-3 * c;
}

double tsqp_rising_slope(double c, double theta, double m) {
  double sum = 0;
  if (m <= SHORT) {
    for (double r = 1; r < m; r++)
      sum += r / (c + r * theta);
    return sum;
  }
  if (!is_near(c, theta, m)) return (m - c * tsqp_rising_sums(c, theta, m).first) / theta;
  double s[6];
  power_sums(m, s);
  for (int j = 5; j >= 1; j--)
    sum = s[j] / c - sum * (theta / c);
  return sum;
}

void tsqp_rising_squares(double c, double theta, double m, double *one, double *two) {
  *one = *two = 0;
  if (m <= 1000) {
    for (double r = 1; r < m; r++) {
      double share = r / (c + r * theta);
      *one += share / (c + r * theta);
      *two += share * share;
    }
  } else if (!is_near(c, theta, m)) {
    tsqp_rising sums = tsqp_rising_sums(c, theta, m);
    *one = (sums.first - c * sums.second) / theta;
    *two = (m - 2 * c * sums.first + c * c * sums.second) / (theta * theta);
  } else { /* 1/(1 + e)^2 = 1 - 2e + 3e^2 - ... */
    double s[6];
    double x = theta / c;
    power_sums(m, s);
    *one = (s[1] - x * (2 * s[2] - x * (3 * s[3] - x * (4 * s[4] - x * 5 * s[5])))) / (c * c);
    *two = (s[2] - x * (2 * s[3] - x * (3 * s[4] - x * 4 * s[5]))) / (c * c);
  }
}
