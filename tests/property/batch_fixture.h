/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random problems of every kind, the columns that a batch answers into, and the comparison of its answers with those of tsq_rma(). */
#ifndef TESTS_BATCH_FIXTURE_H
#define TESTS_BATCH_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../rng.h"
#include "numeric/log_tails.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/batch.h>
#include <tausq/predict.h>
#include <tausq/rma.h>

#define COLUMNS 18
enum {
  TAU2,
  ESTIMATE,
  SE,
  STATISTIC,
  P,
  LOG10_P,
  CI_LOWER,
  CI_UPPER,
  PI_LOWER,
  PI_UPPER,
  Q,
  I2,
  H2,
  TAU2_LOWER,
  TAU2_UPPER,
  RE2,
  RE2_P,
  RE2_LOG10_P
};
#define FIRST_OF_COEFFICIENT ESTIMATE
#define LAST_OF_COEFFICIENT CI_UPPER

typedef struct columns {
  double *value[COLUMNS];
  int32_t *status;
  tsq_batch_out out;
} columns;

/* Room for n numbers in each. */
static inline columns make_columns(size_t n) {
  columns c;
  for (size_t i = 0; i < COLUMNS; i++) {
    c.value[i] = calloc(n, sizeof *c.value[i]);
    assert_non_null(c.value[i]);
  }
  c.status = calloc(n, sizeof *c.status);
  assert_non_null(c.status);
  c.out = (tsq_batch_out){.tau2 = c.value[TAU2],
                          .estimate = c.value[ESTIMATE],
                          .se = c.value[SE],
                          .statistic = c.value[STATISTIC],
                          .p_value = c.value[P],
                          .log10_p = c.value[LOG10_P],
                          .ci_lower = c.value[CI_LOWER],
                          .ci_upper = c.value[CI_UPPER],
                          .pi_lower = c.value[PI_LOWER],
                          .pi_upper = c.value[PI_UPPER],
                          .Q = c.value[Q],
                          .I2 = c.value[I2],
                          .H2 = c.value[H2],
                          .status = c.status,
                          .tau2_lower = c.value[TAU2_LOWER],
                          .tau2_upper = c.value[TAU2_UPPER],
                          .re2 = c.value[RE2],
                          .re2_p = c.value[RE2_P],
                          .re2_log10_p = c.value[RE2_LOG10_P]};
  return c;
}

static inline void free_columns(columns *c) {
  for (size_t i = 0; i < COLUMNS; i++) {
    free(c->value[i]);
  }
  free(c->status);
}

static inline void same_bits(const columns *a, const columns *b, size_t n) {
  for (int q = 0; q < COLUMNS; q++) {
    assert_memory_equal(a->value[q], b->value[q], n * sizeof(double));
  }
  assert_memory_equal(a->status, b->status, n * sizeof *a->status);
}

/* What `kind` makes of the problem that is otherwise drawn: invalid, degenerate or extreme. */
static inline void disturb(rng *r, size_t k, size_t kind, double *y, double *v) {
  size_t at = rng_below(r, k);
  switch (kind % 101) {
    case 20: v[at] = -1; break;
    case 21: v[at] = 0; break;
    case 22: y[at] = INFINITY; break;
    case 23: v[at] = INFINITY; break;
    case 24:
      for (size_t i = 0; i < k; i++) {
        y[i] = NAN;
      }
      break;
    case 25:
    case 30: /* equal effects, which are 0 or not */
      for (size_t i = 0; i < k; i++) {
        y[i] = kind % 101 == 25 ? 0.3 * sqrt(fabs(v[0])) : 0;
      }
      break;
    case 26: v[at] *= 1e-12; break;
    case 27: v[at] *= 1e9; break;
    case 28:
      for (size_t i = 1; i < k; i++) {
        y[i] = NAN;
      }
      break;
    case 29:
      for (size_t i = 2; i < k; i++) {
        v[i] = NAN;
      }
      break;
    default: break;
  }
}

/* One problem of k studies; `kind` says how far from the ordinary. */
static inline void draw(rng *r, size_t k, size_t kind, double *y, double *v) {
  double scale = kind % 5 == 1 ? exp(12 * rng_normal(r)) : 1;
  double spread = kind % 7 == 2 ? 2.5 : 0.7;
  double tau = kind % 3 == 0 ? 0 : rng_uniform(r) * 0.6;
  double mean = kind % 11 == 3 ? 1000 : rng_normal(r);
  for (size_t i = 0; i < k; i++) {
    double vi = exp(-3 + spread * rng_normal(r));
    v[i] = scale * scale * vi;
    y[i] = scale * (mean + tau * rng_normal(r) + sqrt(vi) * rng_normal(r));
    if (kind % 13 == 4 && rng_uniform(r) < 0.3) y[i] = NAN;
    if (kind % 17 == 5 && rng_uniform(r) < 0.3) v[i] = NAN;
  }
  disturb(r, k, kind, y, v);
}

/* m problems, study by study; of kind j, or all of the kind `kind`. */
static inline void draw_all(rng *r, size_t k, size_t m, double *y, double *v) {
  double *one = malloc(2 * k * sizeof *one);
  assert_non_null(one);
  for (size_t j = 0; j < m; j++) {
    draw(r, k, j, one, one + k);
    for (size_t i = 0; i < k; i++) {
      y[i * m + j] = one[i];
      v[i * m + j] = one[k + i];
    }
  }
  free(one);
}

/* What the difference of a quantity is measured by: itself, and the scale that it lives on. */
static inline double yardstick(int quantity, double want, double vt, double se) {
  double own = fabs(want);
  switch (quantity) {
    case TAU2:
    case TAU2_LOWER:
    case TAU2_UPPER: return own + vt;
    case ESTIMATE:
    case CI_LOWER:
    case CI_UPPER:
    case PI_LOWER:
    case PI_UPPER:
      return own + (se > 1e-15 * sqrt(vt) ? se : sqrt(vt)); /* rounding where no residual is left */
    case Q: return own + 1e-15;                             /* where no residual is left, its rounding is */
    case I2: return own + 100;                              /* percent */
    case STATISTIC:
    case H2:
    case LOG10_P: return own + 1;
    default: return own;
  }
}

/*
 * The p value's relative change for a relative change of 1 in the statistic: at most about |z|^2 + 1, or df. What belongs to a coefficient
 * changes by up to `of_tau2` for a change of tau2 by 1 on tau2's yardstick.
 */
static inline double conditioning(int quantity, double statistic, double of_tau2) {
  if (quantity == P || quantity == LOG10_P) return (1 + statistic * statistic) * of_tau2;
  return quantity >= FIRST_OF_COEFFICIENT && quantity <= LAST_OF_COEFFICIENT ? of_tau2 : 1;
}

/* What the answers of one problem may differ by. */
typedef struct allowance {
  double tolerance;
  double per_tau2; /* a coefficient's change where tau2 changes by 1 on its yardstick */
} allowance;

/*
 * With moderators a coefficient may be one study's, whose variance is far below the typical one: se^2 is then as small as tau2 + v_min.
 * The pooled mean is everybody's.
 */
static inline allowance allow(const tsq_fit *fit, int pooled, size_t k, const double *v, double tolerance) {
  allowance a = {tolerance, 1};
  double v_min = HUGE_VAL;
  double tau2 = tsq_fit_value(fit, "tau2");
  for (size_t i = 0; i < k; i++) {
    if (v[i] < v_min) v_min = v[i];
  }
  if (pooled) return a;
  a.per_tau2 = fmax(1, (tau2 + tsq_fit_value(fit, "vt")) / (tau2 + v_min));
  return a;
}

static inline int same_number(int q, double got, double want, const tsq_estimate *e, double vt,
                              const allowance *a) {
  if (got == want || (isnan(got) && isnan(want))) return 1;
  if (q == P && isfinite(e->statistic) && want < 1e-290) return got < 1e-289; /* subnormal, or nearly */
  double error = fabs(got - want);
  double allowed = fmax(a->tolerance, q == LOG10_P ? 1e-14 : 0) * conditioning(q, e->statistic, a->per_tau2);
  return error / yardstick(q, want, vt, e->se) <= allowed;
}

static inline double log10_p_of(const tsq_estimate *e) {
  if (isnan(e->statistic)) return NAN;
  return fmax(0, -(tsqp_t_log_upper(fabs(e->statistic), e->df) + log(2)) / log(10));
}

/* What has no digits where a model with moderators leaves no residual: rounding, or a ratio of two such numbers. */
static inline int is_noise(int q, int pooled, const tsq_fit *fit) {
  int noisy = q == SE || q == STATISTIC || q == P || q == LOG10_P;
  return noisy && !pooled && tsq_fit_value(fit, "QE") < 1e-20;
}

/* -2 log likelihood, but for a constant, at a mean and tau2. */
static inline double minus_two_ll(size_t k, const double *y, const double *v, double mean, double tau2) {
  double sum = 0;
  for (size_t i = 0; i < k; i++) {
    if (isnan(y[i]) || isnan(v[i])) continue;
    sum += (y[i] - mean) / (v[i] + tau2) * (y[i] - mean) + log(v[i] + tau2);
  }
  return sum;
}

/* RE2, by the likelihoods themselves, to what their difference leaves. */
static inline void same_re2(const columns *c, size_t j, size_t k, const double *y, const double *v) {
  tsq_fit *fit = NULL;
  tsq_data data = {.k = k, .yi = y, .vi = v};
  for (size_t i = 0; i < k; i++) { /* without sampling variance there is no likelihood ratio */
    if (!isnan(y[i]) && v[i] == 0) {
      assert_true(isnan(c->value[RE2][j]) && isnan(c->value[RE2_P][j]) && isnan(c->value[RE2_LOG10_P][j]));
      return;
    }
  }
  assert_int_equal(tsq_rma(&data, TSQ_OPTIONS(.method = TSQ_ML, .test = TSQ_Z), &fit), TSQ_OK);
  double at = minus_two_ll(k, y, v, tsq_coef(fit, 0).estimate, tsq_fit_value(fit, "tau2"));
  double s = fmax(0, minus_two_ll(k, y, v, 0, 0) - at);
  double got = c->value[RE2][j];
  double p =
      0.5 * (erfc(sqrt(0.5 * got)) + exp(-0.5 * got)); /* of what is said, as near 0 it turns on sqrt(s) */
  double allowed = 1e-13 * (1 + s);
  assert_true(fabs(got - s) <= 1e-9 * (1 + s));
  assert_true(fabs(c->value[RE2_P][j] - p) <= allowed * p + 1e-290);
  if (p > 1e-290) {
    assert_true(fabs(c->value[RE2_LOG10_P][j] + log10(p)) <= allowed);
  } else { /* beyond what a double holds: p lies between exp(-s/2)/2 and exp(-s/2) */
    double digits = 0.5 * got / log(10);
    assert_true(c->value[RE2_LOG10_P][j] >= digits * (1 - 1e-15));
    assert_true(c->value[RE2_LOG10_P][j] <= digits * (1 + 1e-15) + log10(2));
  }
  tsq_fit_free(fit);
}

/* Problem j of m, all coefficients. */
static inline void same_as_alone(const columns *c, size_t j, size_t m, const tsq_fit *fit,
                                 size_t coefficients, int pooled, const allowance *allowed) {
  double vt = tsq_fit_value(fit, "vt");
  tsq_prediction pi = {.pi_lower = NAN, .pi_upper = NAN};
  tsq_interval tau2 = {.size = sizeof tau2};
  if (pooled) assert_int_equal(tsq_predict(fit, NULL, 1, &pi), TSQ_OK);
  assert_int_equal(tsq_confint(fit, "tau2", TSQ_INTERVAL_OPTIONS(.kind = TSQ_CI_QP), &tau2), TSQ_OK);
  for (size_t b = 0; b < coefficients; b++) {
    tsq_estimate e = tsq_coef(fit, b);
    double want[COLUMNS] = {tsq_fit_value(fit, "tau2"),
                            e.estimate,
                            e.se,
                            e.statistic,
                            e.p_value,
                            log10_p_of(&e),
                            e.ci_lower,
                            e.ci_upper,
                            pi.pi_lower,
                            pi.pi_upper,
                            tsq_fit_value(fit, "QE"),
                            tsq_fit_value(fit, "I2"),
                            tsq_fit_value(fit, "H2"),
                            tau2.lower,
                            tau2.upper};
    for (int q = 0; q < RE2; q++) {
      int many = q >= FIRST_OF_COEFFICIENT && q <= LAST_OF_COEFFICIENT;
      double got = c->value[q][many ? b * m + j : j];
      if (is_noise(q, pooled, fit)) continue;
      if (!same_number(q, got, want[q], &e, vt, allowed)) {
        fail_msg("problem %zu, quantity %d of coefficient %zu: %.17g alone, %.17g in the batch", j, q, b,
                 want[q], got);
      }
    }
  }
}

/* The batch of study-major problems, and each of them alone. Gives back how many have an answer. */
static inline size_t compare_with_rma(const tsq_batch_data *data, const tsq_options *options,
                                      double tolerance) {
  size_t m = data->m;
  size_t k = data->k;
  size_t coefficients = data->p + (options != NULL && options->no_intercept ? 0 : 1);
  size_t answered = 0;
  double *one = malloc(2 * k * sizeof *one);
  columns c = make_columns(m * coefficients);
  assert_non_null(one);
  if (data->p > 0) c.out.re2 = c.out.re2_p = c.out.re2_log10_p = NULL;
  assert_int_equal(tsq_batch(data, options, NULL, &c.out), TSQ_OK);
  for (size_t j = 0; j < m; j++) {
    for (size_t i = 0; i < k; i++) {
      one[i] = data->yi[i * m + j];
      one[k + i] = data->vi[i * m + j];
    }
    tsq_fit *fit = NULL;
    tsq_data alone = {.k = k, .yi = one, .vi = one + k, .x = data->x, .p = data->p};
    int status = tsq_rma(&alone, options, &fit);
    if (c.status[j] != status) fail_msg("problem %zu: status %d, alone %d", j, c.status[j], status);
    if (status == TSQ_OK) {
      int pooled = data->p == 0;
      allowance allowed = allow(fit, pooled, k, one + k, tolerance);
      same_as_alone(&c, j, m, fit, coefficients, pooled, &allowed);
      if (pooled) same_re2(&c, j, k, one, one + k);
      answered++;
    }
    size_t asked = data->p > 0 ? RE2 : COLUMNS;
    for (size_t at = 0; status != TSQ_OK && at < coefficients * asked; at++) {
      size_t q = at / coefficients;
      int many = q >= FIRST_OF_COEFFICIENT && q <= LAST_OF_COEFFICIENT;
      assert_true(isnan(c.value[q][many ? at % coefficients * m + j : j]));
    }
    tsq_fit_free(fit);
  }
  free_columns(&c);
  free(one);
  return answered;
}

#endif
