/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exact.h"
#include <math.h>

/* P(X <= x) of a binomial (n > 0) or, with n = 0, a Poisson variable whose parameter is `p` or mean is `p`. */
static double at_most(int x, int n, double p) {
  double sum = 0;
  for (int i = 0; i <= x; i++)
    sum +=
        n > 0
            ? exp(lgamma(n + 1.0) - lgamma(i + 1.0) - lgamma(n - i + 1.0) + i * log(p) + (n - i) * log1p(-p))
            : exp(i * log(p) - p - lgamma(i + 1.0));
  return sum;
}

/* The parameter at which P(X <= x) = `share`: it decreases in the parameter, so halving the interval finds it. */
static double parameter_at(int x, int n, double share, double high) {
  double low = 0;
  for (int i = 0; i < 200; i++) {
    const double middle = (low + high) / 2;
    if (at_most(x, n, middle) > share)
      low = middle;
    else
      high = middle;
  }
  return (low + high) / 2;
}

void exact_proportion(int x, int n, double interval[2]) {
  interval[0] = x == 0 ? 0 : parameter_at(x - 1, n, 0.975, 1);
  interval[1] = x == n ? 1 : parameter_at(x, n, 0.025, 1);
}

void wilson_proportion(int x, int n, double interval[2]) {
  const double z = 1.959963984540054, p = (double)x / n, z2 = z * z / n;
  const double centre = (p + z2 / 2) / (1 + z2);
  const double half = z * sqrt(p * (1 - p) / n + z2 / (4.0 * n)) / (1 + z2);
  interval[0] = centre - half;
  interval[1] = centre + half;
}

void exact_rate(int x, double exposure, double interval[2]) {
  const double high = 10 + 4.0 * x; /* beyond the upper bound of any x */
  interval[0] = x == 0 ? 0 : parameter_at(x - 1, 0, 0.975, high) / exposure;
  interval[1] = parameter_at(x, 0, 0.025, high) / exposure;
}
