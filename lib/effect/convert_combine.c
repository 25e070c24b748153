/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arms taken together, and SDs of changes: Cochrane Handbook 6.5, 6.5.2.8 and 6.5.2.10. */
#include "effect/convert.h"

#include "base/options.h"
#include "base/status.h"

#include <float.h>

static int read_arms(const tsq_arms *callers, const char *which, tsq_arms *arms) {
  TSQP_TRY(tsqp_read_data(callers, arms, sizeof *arms, sizeof *arms, which));
  if (arms->k > 0 && (arms->n == NULL || arms->mean == NULL || arms->sd == NULL)) {
    return tsqp_fail(TSQ_ERR_NULL, "%s: n, mean or sd is NULL", which);
  }
  TSQP_TRY(tsqp_check_range("n", arms->n, arms->k, 0, DBL_MAX, "must be >= 0 and finite"));
  TSQP_TRY(tsqp_check_range("mean", arms->mean, arms->k, -DBL_MAX, DBL_MAX, "must be finite"));
  return tsqp_check_range("sd", arms->sd, arms->k, 0, DBL_MAX, "must be >= 0 and finite");
}

typedef struct arm {
  double n, mean, sd;
} arm;

static arm arm_at(const tsq_arms *arms, size_t i) {
  return (arm){arms->n[i], arms->mean[i], arms->sd[i]};
}

/* The sum of three squares by hypot: no SD is too large or small. */
static arm combine(arm a, arm b) {
  if (a.n == 0) return b;
  if (b.n == 0) return a;
  double n = a.n + b.n, shift = b.mean - a.mean;
  double between = shift * sqrt(a.n / n * b.n), root = sqrt(n - 1);
  double within = hypot(a.sd * sqrt(a.n - 1), b.sd * sqrt(b.n - 1));
  return (arm){n, a.mean + shift * (b.n / n), hypot(within, between) / root};
}

int tsq_combine_arms(const tsq_arms *first, const tsq_arms *second, double *n, double *mean, double *sd) {
  tsqp_clear_error();
  tsq_arms a, b;
  TSQP_TRY(read_arms(first, "first", &a));
  TSQP_TRY(read_arms(second, "second", &b));
  if (a.k != b.k) return tsqp_fail(TSQ_ERR_LENGTH, "first has %zu arms, second %zu", a.k, b.k);
  for (size_t i = 0; i < a.k; i++) {
    arm both = combine(arm_at(&a, i), arm_at(&b, i));
    if (n != NULL) n[i] = both.n;
    if (mean != NULL) mean[i] = both.mean;
    if (sd != NULL) sd[i] = both.sd;
  }
  return TSQ_OK;
}

/* --- changes --- */

static int check_sd(const char *name, const double *x, size_t k) {
  if (k > 0 && x == NULL) return tsqp_fail(TSQ_ERR_NULL, "%s is NULL", name);
  return tsqp_check_range(name, x, k, 0, DBL_MAX, "must be >= 0 and finite");
}

int tsq_change_sd(size_t k, const double *sd1, const double *sd2, const double *r, double *sd_change) {
  tsqp_clear_error();
  TSQP_TRY(check_sd("sd1", sd1, k));
  TSQP_TRY(check_sd("sd2", sd2, k));
  if (k > 0 && r == NULL) return tsqp_fail(TSQ_ERR_NULL, "r is NULL");
  if (k > 0 && sd_change == NULL) return tsqp_fail(TSQ_ERR_NULL, "sd_change is NULL");
  TSQP_TRY(tsqp_check_range("r", r, k, -1, 1, "a correlation must be between -1 and 1"));
  for (size_t i = 0; i < k; i++) {
    /* (s1 - s2)^2 + 2 (1 - r) s1 s2: no cancellation */
    double root = sqrt(2 * (1 - r[i])) * sqrt(sd1[i]) * sqrt(sd2[i]);
    sd_change[i] = hypot(sd1[i] - sd2[i], root);
  }
  return TSQ_OK;
}

int tsq_change_correlation(size_t k, const double *sd1, const double *sd2, const double *sd_change,
                           double *r) {
  tsqp_clear_error();
  TSQP_TRY(check_sd("sd1", sd1, k));
  TSQP_TRY(check_sd("sd2", sd2, k));
  TSQP_TRY(check_sd("sd_change", sd_change, k));
  if (k > 0 && r == NULL) return tsqp_fail(TSQ_ERR_NULL, "r is NULL");
  for (size_t i = 0; i < k; i++) {
    /* 1 - ((s_c - |s1 - s2|)(s_c + |s1 - s2|)) / (2 s1 s2) */
    double apart = fabs(sd1[i] - sd2[i]);
    double value = 1 - (sd_change[i] - apart) / sd1[i] * ((sd_change[i] + apart) / sd2[i]) / 2;
    r[i] = value >= -1 && value <= 1 ? value : NAN;
  }
  return TSQ_OK;
}
