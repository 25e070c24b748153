/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three distributions of counts: binomial (logit), Poisson (log), Fisher's noncentral hypergeometric (log odds ratio). */
#include "glmm/arm.h"

#include "numeric/log_gamma.h"

#include <math.h>

/* Terms of the hypergeometric sum below exp(-45) of the largest are lost in its last digit. */
#define NEGLIGIBLE 45.0

/* ln(1 + exp(e)) without overflow. */
static double softplus(double e) {
  return e > 0 ? e + log1p(exp(-e)) : log1p(exp(e));
}

/* As events and non-events, so that nothing cancels where nearly all or nearly none have the event. */
static tsqp_arm_value binomial(double y, double n, double e) {
  double rest = n - y;
  double small = exp(-fabs(e));
  double minor = small / (1 + small);
  double p = e > 0 ? 1 / (1 + small) : minor;
  double q = e > 0 ? minor : 1 / (1 + small);
  double log_f = 0;
  if (y > 0) log_f -= y * softplus(-e);
  if (rest > 0) log_f -= rest * softplus(e);
  return (tsqp_arm_value){log_f, y * q - rest * p, n * p * q};
}

static tsqp_arm_value poisson(double y, double e) {
  double mean = exp(e);
  return (tsqp_arm_value){(y > 0 ? y * e : 0) - mean, y - mean, mean};
}

/* The weights are log-concave: the largest term is where the ratio of neighbours crosses exp(-e). */
static size_t largest_term(const tsqp_arm *arm, double e) {
  size_t low = 0;
  size_t high = arm->support - 1;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (arm->log_weights[mid + 1] - arm->log_weights[mid] + e > 0) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return low;
}

/*
 * Cornfield 1956; van Houwelingen, Zwinderman & Stijnen 1993, doi:10.1002/sim.4780122405: P(y) is proportional to
 * w_y exp(y e). Sums are taken about the largest term, so that nothing overflows or underflows whatever the counts.
 */
static tsqp_arm_value hypergeometric(const tsqp_arm *arm, double e) {
  const double *w = arm->log_weights;
  size_t at = largest_term(arm, e);
  double total = 0;
  double first = 0;
  double second = 0;
  for (size_t j = at; j < arm->support; j++) {
    double away = (double)(j - at);
    double term = w[j] - w[at] + away * e;
    if (term < -NEGLIGIBLE) break;
    term = exp(term);
    total += term;
    first += away * term;
    second += away * away * term;
  }
  for (size_t j = at; j-- > 0;) {
    double away = -(double)(at - j);
    double term = w[j] - w[at] + away * e;
    if (term < -NEGLIGIBLE) break;
    term = exp(term);
    total += term;
    first += away * term;
    second += away * away * term;
  }
  double mean = first / total;
  size_t observed = (size_t)(arm->y - arm->first);
  double distance = observed >= at ? (double)(observed - at) : -(double)(at - observed);
  return (tsqp_arm_value){w[observed] - w[at] + distance * e - log(total), distance - mean,
                          fmax(0, second / total - mean * mean)};
}

tsqp_arm_value tsqp_arm_at(const tsqp_arm *arm, double predictor) {
  double e = predictor + arm->offset;
  tsqp_arm_value value;
  switch (arm->family) {
    case TSQP_BINOMIAL: value = binomial(arm->y, arm->n, e); break;
    case TSQP_POISSON: value = poisson(arm->y, e); break;
    default: value = hypergeometric(arm, e); break;
  }
  value.log_f += arm->constant;
  return value;
}

/* The conditional maximum likelihood estimate: the mean, which increases in e, equals y. Newton inside a bracket. */
static double hypergeometric_peak(const tsqp_arm *arm) {
  double low = -1;
  double high = 1;
  while (hypergeometric(arm, low).score < 0)
    low *= 2;
  while (hypergeometric(arm, high).score > 0)
    high *= 2;
  double e = 0;
  for (int i = 0; i < 200; i++) {
    tsqp_arm_value v = hypergeometric(arm, e);
    if (v.score > 0) {
      low = e;
    } else {
      high = e;
    }
    double next = v.information > 0 ? e + v.score / v.information : low;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (fabs(next - e) <= 1e-15 * (1 + fabs(e))) break;
    e = next;
  }
  return e;
}

double tsqp_arm_saturated(const tsqp_arm *arm, double *predictor, double *information) {
  int hyper = arm->family == TSQP_HYPERGEOMETRIC;
  double lowest = hyper ? arm->first : 0;
  double highest = hyper                          ? arm->first + (double)(arm->support - 1)
                   : arm->family == TSQP_BINOMIAL ? arm->n
                                                  : HUGE_VAL;
  *information = 0;
  if (lowest >= highest) { /* only one count is possible: nothing is learned */
    *predictor = 0;
    return arm->constant;
  }
  if (arm->y <= lowest || arm->y >= highest) {
    *predictor = arm->y <= lowest ? -HUGE_VAL : HUGE_VAL;
    return arm->constant;
  }
  double e = hyper                          ? hypergeometric_peak(arm)
             : arm->family == TSQP_BINOMIAL ? log(arm->y) - log(arm->n - arm->y)
                                            : log(arm->y);
  *predictor = e - arm->offset;
  tsqp_arm_value v = tsqp_arm_at(arm, *predictor);
  *information = v.information;
  return v.log_f;
}

double tsqp_arm_constant(int family, double y, double n) {
  if (family == TSQP_POISSON) return -tsqp_log_gamma(y + 1);
  return tsqp_log_gamma(n + 1) - tsqp_log_gamma(y + 1) - tsqp_log_gamma(n - y + 1);
}

/* From one count to the next by the ratio of neighbours, summed with its rounding errors: no difference of large
 * logarithms of factorials. */
void tsqp_hypergeometric_weights(double n1, double n2, double m, double lo, size_t support, double *weights) {
  double largest = 0;
  double sum = 0;
  double error = 0;
  weights[0] = 0;
  for (size_t i = 1; i < support; i++) {
    double j = lo + (double)i;
    double step = log((n1 - j + 1) * (m - j + 1)) - log(j * (n2 - m + j));
    double next = sum + step;
    error += fabs(sum) >= fabs(step) ? (sum - next) + step : (step - next) + sum;
    sum = next;
    weights[i] = sum + error;
    if (weights[i] > largest) largest = weights[i];
  }
  for (size_t i = 0; i < support; i++)
    weights[i] -= largest;
}
