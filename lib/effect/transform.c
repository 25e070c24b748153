/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <tausq/transform.h>

#include "base/names.h"
#include "base/options.h"
#include "base/status.h"
#include "numeric/distributions.h"
#include "numeric/sum.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#define HALF_PI 1.57079632679489661923
#define ROOT_HALF 0.70710678118654752440

/* --- the transformations and their slopes; n is the sample size or person-time, where one is needed --- */

static double identity(double x, double n) {
  (void)n;
  return x;
}
static double identity_slope(double x, double n) {
  (void)n;
  return isnan(x) ? x : 1;
}

static double exponential(double x, double n) {
  (void)n;
  return exp(x);
}

static double percent(double x, double n) {
  (void)n;
  return 100 * expm1(x);
}
static double percent_slope(double x, double n) {
  (void)n;
  return 100 * exp(x);
}

static double efficacy(double x, double n) {
  return -percent(x, n);
}
static double efficacy_slope(double x, double n) {
  return -percent_slope(x, n);
}

static double inverse_logit(double x, double n) {
  (void)n;
  if (x >= 0) return 1 / (1 + exp(-x));
  double odds = exp(x);
  return odds / (1 + odds);
}
static double inverse_logit_slope(double x, double n) {
  return inverse_logit(x, n) * inverse_logit(-x, n);
}

static double inverse_probit(double x, double n) {
  (void)n;
  if (isinf(x)) return x > 0;
  return tsqp_normal_lower(x);
}
static double inverse_probit_slope(double x, double n) {
  (void)n;
  return tsqp_normal_density(x);
}

static double inverse_cloglog(double x, double n) {
  (void)n;
  return -expm1(-exp(x));
}
static double inverse_cloglog_slope(double x, double n) {
  (void)n;
  return exp(x - exp(x));
}

/* Written so that NaN passes every cut. */
static double inverse_arcsine(double x, double n) {
  (void)n;
  if (x < 0) return 0;
  if (x > HALF_PI) return 1;
  return sin(x) * sin(x);
}
static double inverse_arcsine_slope(double x, double n) {
  (void)n;
  return x < 0 || x > HALF_PI ? 0 : sin(2 * x);
}

/* The double arcsines of 0/n and n/n. */
static double lowest_double_arcsine(double n) {
  return 0.5 * atan2(1, sqrt(n));
}
static double highest_double_arcsine(double n) {
  return 0.5 * (atan2(sqrt(n), 1) + HALF_PI);
}

/*
 * Miller 1978 with t = 2x: p = (1 - sgn(cos t) sqrt(1 - s^2))/2, s = sin t + (sin t - 1/sin t)/n. Here
 * 1 - s = cos^2 t (1/(1 + sin t) + 1/(n sin t)) is used, which loses nothing near p = 1/2, and p = s^2/(2(1 + root)) for
 * small p. `root` is the signed square root, `stretch` is root / cos t.
 */
static double miller(double x, double n, double *stretch) {
  double sine = sin(2 * x), cosine = cos(2 * x);
  double s = sine - cosine * cosine / (n * sine);
  *stretch = sqrt((1 / (1 + sine) + 1 / (n * sine)) * (1 + s));
  double root = cosine * *stretch;
  double p = root > 0 ? s * s / (2 * (1 + root)) : 0.5 * (1 - root);
  return p > 1 ? 1 : p;
}

static double inverse_double_arcsine(double x, double n) {
  double stretch;
  if (x <= lowest_double_arcsine(n)) return 0;
  if (x >= highest_double_arcsine(n)) return 1;
  return miller(x, n, &stretch);
}
static double inverse_double_arcsine_slope(double x, double n) {
  double stretch, sine = sin(2 * x), cosine = cos(2 * x);
  if (x < lowest_double_arcsine(n) || x > highest_double_arcsine(n)) return 0;
  miller(x, n, &stretch);
  double s = sine - cosine * cosine / (n * sine);
  return s * (1 + (1 + 1 / (sine * sine)) / n) / stretch;
}

static double square(double x, double n) {
  (void)n;
  return x < 0 ? 0 : x * x;
}
static double square_slope(double x, double n) {
  (void)n;
  return x < 0 ? 0 : 2 * x;
}

/* x = (sqrt r + sqrt(r + 1/t))/2 solved: sqrt r = x - 1/(4 x t) */
static double inverse_freeman_tukey_rate(double x, double t) {
  if (x <= 0.5 / sqrt(t)) return 0;
  if (isinf(x)) return x;
  double root = x - 0.25 / x / t;
  return root * root;
}
static double inverse_freeman_tukey_rate_slope(double x, double t) {
  if (x < 0.5 / sqrt(t)) return 0;
  double quarter = 0.25 / x / t;
  return 2 * (x - quarter) * (1 + quarter / x);
}

static double z_to_r(double x, double n) {
  (void)n;
  return tanh(x);
}
static double z_to_r_slope(double x, double n) {
  (void)n;
  double sech = 1 / cosh(x);
  return sech * sech;
}

static double z_to_r2(double x, double n) {
  (void)n;
  return x < 0 ? 0 : tanh(x) * tanh(x);
}
static double z_to_r2_slope(double x, double n) {
  return x < 0 ? 0 : 2 * tanh(x) * z_to_r_slope(x, n);
}

/* 1 - (1 - x)^3, expanded */
static double inverse_hakstian_whalen(double x, double n) {
  (void)n;
  return isinf(x) ? x : x * (3 - x * (3 - x));
}
static double inverse_hakstian_whalen_slope(double x, double n) {
  (void)n;
  return 3 * (1 - x) * (1 - x);
}

static double inverse_bonett(double x, double n) {
  (void)n;
  return -expm1(-x);
}
static double inverse_bonett_slope(double x, double n) {
  (void)n;
  return exp(-x);
}

/* Phi(x / sqrt 2) */
static double d_to_superiority(double x, double n) {
  (void)n;
  return 0.5 * erfc(-0.5 * x);
}
static double d_to_superiority_slope(double x, double n) {
  (void)n;
  return ROOT_HALF * tsqp_normal_density(x * ROOT_HALF);
}

/* --- the table --- */

enum needs { NOTHING, EACH_SIZE, MEAN_SIZE };

typedef double (*curve)(double x, double n);

typedef struct entry {
  int32_t value;
  const char *name;
  curve transform;
  curve slope;
  enum needs needs;
  int decreasing;
} entry;

static const entry entries[] = {
    {TSQ_TRANSFORM_EXP, "exp", exponential, exponential, NOTHING, 0},
    {TSQ_TRANSFORM_PERCENT, "percent", percent, percent_slope, NOTHING, 0},
    {TSQ_TRANSFORM_EFFICACY, "efficacy", efficacy, efficacy_slope, NOTHING, 1},
    {TSQ_TRANSFORM_ILOGIT, "ilogit", inverse_logit, inverse_logit_slope, NOTHING, 0},
    {TSQ_TRANSFORM_IPROBIT, "iprobit", inverse_probit, inverse_probit_slope, NOTHING, 0},
    {TSQ_TRANSFORM_ICLOGLOG, "icloglog", inverse_cloglog, inverse_cloglog_slope, NOTHING, 0},
    {TSQ_TRANSFORM_IARCSIN, "iarcsin", inverse_arcsine, inverse_arcsine_slope, NOTHING, 0},
    {TSQ_TRANSFORM_IPFT, "ipft", inverse_double_arcsine, inverse_double_arcsine_slope, EACH_SIZE, 0},
    {TSQ_TRANSFORM_IPFT_HM, "ipft.hm", inverse_double_arcsine, inverse_double_arcsine_slope, MEAN_SIZE, 0},
    {TSQ_TRANSFORM_ISQRT, "isqrt", square, square_slope, NOTHING, 0},
    {TSQ_TRANSFORM_IIRFT, "iirft", inverse_freeman_tukey_rate, inverse_freeman_tukey_rate_slope, EACH_SIZE,
     0},
    {TSQ_TRANSFORM_IIRFT_HM, "iirft.hm", inverse_freeman_tukey_rate, inverse_freeman_tukey_rate_slope,
     MEAN_SIZE, 0},
    {TSQ_TRANSFORM_ZTOR, "ztor", z_to_r, z_to_r_slope, NOTHING, 0},
    {TSQ_TRANSFORM_ZTOR2, "ztor2", z_to_r2, z_to_r2_slope, NOTHING, 0},
    {TSQ_TRANSFORM_IAHW, "iahw", inverse_hakstian_whalen, inverse_hakstian_whalen_slope, NOTHING, 0},
    {TSQ_TRANSFORM_IABT, "iabt", inverse_bonett, inverse_bonett_slope, NOTHING, 0},
    {TSQ_TRANSFORM_DTOCLES, "dtocles", d_to_superiority, d_to_superiority_slope, NOTHING, 0},
    {TSQ_TRANSFORM_DTOU3, "dtou3", inverse_probit, inverse_probit_slope, NOTHING, 0},
    {TSQ_TRANSFORM_NONE, "none", identity, identity_slope, NOTHING, 0},
};

static const entry *find(int32_t value) {
  if (value == 0) value = TSQ_TRANSFORM_NONE;
  for (size_t i = 0; i < TSQP_COUNT(entries); i++) {
    if (entries[i].value == value) return &entries[i];
  }
  return NULL;
}

const char *tsq_transform_name(int32_t transform) {
  const entry *e = find(transform);
  return e != NULL && transform != 0 ? e->name : NULL;
}

int tsq_transform_from_name(const char *name, int32_t *transform) {
  tsqp_clear_error();
  TSQP_NOT_NULL(transform);
  tsqp_name names[TSQP_COUNT(entries)];
  for (size_t i = 0; i < TSQP_COUNT(entries); i++) {
    names[i] = (tsqp_name){entries[i].value, entries[i].name};
  }
  if (name != NULL && strncasecmp(name, "transf.", 7) == 0) name += 7;
  return tsqp_value_of(names, TSQP_COUNT(names), "transformation", name, transform);
}

/* --- sizes --- */

typedef struct sizes {
  const double *each; /* NULL = `one` for all */
  double one;
} sizes;

static int check_sizes(const tsq_transform_options *o, int skip_missing) {
  for (size_t i = 0; i < o->n; i++) {
    if (skip_missing && isnan(o->ni[i])) continue;
    if (!(o->ni[i] > 0) || isinf(o->ni[i])) {
      return tsqp_fail(TSQ_ERR_DATA, "ni[%zu] = %g: must be > 0 and finite", i, o->ni[i]);
    }
  }
  return TSQ_OK;
}

static double harmonic_mean(const tsq_transform_options *o) {
  tsqp_sum sum = {0, 0};
  size_t n = 0;
  for (size_t i = 0; i < o->n; i++) {
    if (isnan(o->ni[i])) continue;
    tsqp_sum_add(&sum, 1 / o->ni[i]);
    n++;
  }
  return (double)n / tsqp_sum_value(&sum); /* NaN where there is none */
}

static int read_sizes(const entry *e, const tsq_transform_options *callers, size_t n, sizes *out) {
  tsq_transform_options o;
  TSQP_TRY(tsqp_read_options(callers, &o, sizeof o, "tsq_transform_options"));
  *out = (sizes){NULL, NAN};
  if (e->needs == NOTHING) return TSQ_OK;
  if (o.ni == NULL) return tsqp_fail(TSQ_ERR_NULL, "options.ni is NULL, but %s needs it", e->name);
  if (o.n == 0 || (e->needs == EACH_SIZE && o.n != 1 && o.n != n)) {
    return tsqp_fail(TSQ_ERR_LENGTH, "options.n = %zu: %s needs 1 or %zu", o.n, e->name, n);
  }
  TSQP_TRY(check_sizes(&o, e->needs == MEAN_SIZE));
  if (e->needs == MEAN_SIZE)
    out->one = harmonic_mean(&o);
  else if (o.n == 1)
    out->one = o.ni[0];
  else
    out->each = o.ni;
  return TSQ_OK;
}

/* --- the public functions --- */

static int apply(int32_t transform, int slope, const tsq_transform_options *options, size_t n,
                 const double *x, double *out) {
  const entry *e = find(transform);
  sizes s;
  if (e == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "transform = %d: there is no such transformation", (int)transform);
  if (n > 0 && x == NULL) return tsqp_fail(TSQ_ERR_NULL, "x is NULL");
  if (n > 0 && out == NULL) return tsqp_fail(TSQ_ERR_NULL, "out is NULL");
  TSQP_TRY(read_sizes(e, options, n, &s));
  curve f = slope ? e->slope : e->transform;
  for (size_t i = 0; i < n; i++) {
    out[i] = f(x[i], s.each != NULL ? s.each[i] : s.one);
  }
  return TSQ_OK;
}

int tsq_transform_values(int32_t transform, const tsq_transform_options *options, size_t n, const double *x,
                         double *out) {
  tsqp_clear_error();
  return apply(transform, 0, options, n, x, out);
}

int tsq_transform_slope(int32_t transform, const tsq_transform_options *options, size_t n, const double *x,
                        double *out) {
  tsqp_clear_error();
  return apply(transform, 1, options, n, x, out);
}

int tsq_transform_estimate(int32_t transform, const tsq_transform_options *options,
                           const tsq_estimate *estimate, tsq_estimate *out) {
  tsqp_clear_error();
  TSQP_NOT_NULL(estimate);
  TSQP_NOT_NULL(out);
  const entry *e = find(transform);
  int decreasing = e != NULL && e->decreasing;
  double values[3] = {estimate->estimate, decreasing ? estimate->ci_upper : estimate->ci_lower,
                      decreasing ? estimate->ci_lower : estimate->ci_upper};
  double transformed[3];
  if (e != NULL && e->needs == EACH_SIZE && options != NULL && options->size >= sizeof *options &&
      options->n != 1) {
    return tsqp_fail(TSQ_ERR_LENGTH, "options.n = %zu: one estimate needs 1", options->n);
  }
  TSQP_TRY(apply(transform, 0, options, 3, values, transformed));
  *out = *estimate;
  out->estimate = transformed[0];
  out->ci_lower = transformed[1];
  out->ci_upper = transformed[2];
  if (transform != 0 && transform != TSQ_TRANSFORM_NONE) out->se = NAN;
  return TSQ_OK;
}
