/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratio of two predicted effects: delta method and Fieller's set. */
#include "base/alloc.h"
#include "base/options.h"
#include "base/rules.h"
#include "base/status.h"
#include "fit/fit.h"
#include "numeric/distributions.h"

#include <math.h>

TSQP_NO_PADDING(tsq_ratio_result, denominator,
                sizeof(size_t) + 7 * sizeof(double) + 2 * sizeof(int32_t) + 2 * sizeof(tsq_estimate));

/*
 * Fieller 1954: all rho with (n - rho d)^2 <= q^2 (v_n - 2 rho c + rho^2 v_d), a quadratic a rho^2 - 2 b rho + g <= 0 with
 * a = d^2 - q^2 v_d, b = n d - q^2 c, g = n^2 - q^2 v_n. Numbers are first divided by their standard errors, so that a is
 * free of units.
 */
static void fieller(double n, double d, double se_n, double se_d, double cov, double q,
                    tsq_ratio_result *out) {
  double scale = se_n / se_d;
  n /= se_n;
  d /= se_d;
  double rho = cov / (se_n * se_d);
  double a = d * d - q * q;
  double b = n * d - q * q * rho;
  double g = n * n - q * q;
  double discriminant = b * b - a * g;
  if (discriminant < 0 || (a == 0 && b == 0)) {
    out->fieller_kind = TSQ_FIELLER_ALL;
    out->fieller[0] = -HUGE_VAL;
    out->fieller[1] = HUGE_VAL;
    return;
  }
  /* the root of larger size first; the other by the product of the roots, so that nothing cancels */
  double t = b >= 0 ? b + sqrt(discriminant) : b - sqrt(discriminant);
  double far = t / a;
  double near = t != 0 ? g / t : far;
  out->fieller[0] = scale * fmin(near, far);
  out->fieller[1] = scale * fmax(near, far);
  out->fieller_kind = a > 0 ? TSQ_FIELLER_INTERVAL : TSQ_FIELLER_EXCLUSIVE;
}

static double covariance(const tsq_fit *fit, const double *z1, const double *z2) {
  double sum = 0;
  for (size_t i = 0; i < fit->linear.p; i++) {
    sum += z1[i] * tsqp_dot(fit->linear.p, fit->linear.v + i * fit->linear.p, z2);
  }
  return sum;
}

static int compute(const tsq_fit *fit, const double *zn, const double *zd, double level,
                   tsq_ratio_result *out) {
  double n = tsqp_dot(fit->linear.p, zn, fit->linear.d);
  double d = tsqp_dot(fit->linear.p, zd, fit->linear.d);
  double se_n = tsqp_quadratic_se(fit->linear.p, fit->linear.v, zn);
  double se_d = tsqp_quadratic_se(fit->linear.p, fit->linear.v, zd);
  double cov = covariance(fit, zn, zd);
  double q = tsqp_t_critical(level, fit->linear.ddf);
  if (d == 0)
    return tsqp_fail(TSQ_ERR_RANGE, "the predicted effect at x_denominator is 0: the ratio does not exist");
  out->numerator = tsqp_make_estimate(n, 0, se_n, fit->linear.ddf, level);
  out->denominator = tsqp_make_estimate(d, 0, se_d, fit->linear.ddf, level);
  out->df = fit->linear.ddf;
  out->ratio = n / d;
  /* var(n/d) = (v_n - 2 rho c + rho^2 v_d)/d^2 */
  out->se =
      sqrt(fmax(0, se_n * se_n - 2 * out->ratio * cov + out->ratio * se_d * out->ratio * se_d)) / fabs(d);
  out->delta[0] = out->ratio - q * out->se;
  out->delta[1] = out->ratio + q * out->se;
  if (se_n > 0 && se_d > 0) {
    fieller(n, d, se_n, se_d, cov, q, out);
  } else {
    out->fieller[0] = out->delta[0];
    out->fieller[1] = out->delta[1];
  }
  return TSQ_OK;
}

int tsq_ratio(const tsq_fit *fit, const double *x_numerator, const double *x_denominator, double level,
              tsq_ratio_result *result) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(result);
  TSQP_TRY(tsqp_need(fit, "predict"));
  if (fit->linear.moderators > 0) {
    TSQP_NOT_NULL(x_numerator);
    TSQP_NOT_NULL(x_denominator);
  }
  TSQP_TRY(tsqp_resolve_level("level", fit->options.level, &level));
  double *z = tsqp_malloc(2 * fit->linear.p * sizeof *z);
  if (z == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for two rows of %zu columns", fit->linear.p);
  tsq_ratio_result out = {.size = sizeof out};
  int status = tsqp_basis_row(fit, x_numerator, 1, 0, "x_numerator", z);
  if (status == TSQ_OK) status = tsqp_basis_row(fit, x_denominator, 1, 0, "x_denominator", z + fit->linear.p);
  if (status == TSQ_OK) status = compute(fit, z, z + fit->linear.p, level, &out);
  tsqp_free(z);
  TSQP_TRY(status);
  return tsqp_write_result(&out, sizeof out, sizeof out, result, "tsq_ratio_result");
}
