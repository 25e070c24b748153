/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear contrasts and joint Wald tests of the coefficients. */
#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "fit/fit.h"
#include "numeric/distributions.h"
#include "numeric/linalg.h"

#include <math.h>
#include <string.h>

int tsq_contrast(const tsq_fit *fit, const double *c, double rhs, tsq_estimate *contrast) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(c);
  TSQP_NOT_NULL(contrast);
  TSQP_TRY(tsqp_need(fit, "contrast"));
  if (!isfinite(rhs)) return tsqp_fail(TSQ_ERR_DATA, "rhs = %g: it must be finite", rhs);
  int nonzero = 0;
  for (size_t j = 0; j < fit->linear.p; j++) {
    if (!isfinite(c[j])) return tsqp_fail(TSQ_ERR_DATA, "c[%zu] = %g: it must be finite", j, c[j]);
    if (c[j] != 0) nonzero = 1;
  }
  if (!nonzero) return tsqp_fail(TSQ_ERR_DATA, "all c are 0: there is no contrast");
  double *z = tsqp_malloc(fit->linear.p * sizeof *z);
  if (z == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", fit->linear.p);
  tsqp_contrast_row(fit, c, 1, z);
  *contrast = tsqp_make_estimate(tsqp_dot(fit->linear.p, z, fit->linear.d), rhs,
                                 tsqp_quadratic_se(fit->linear.p, fit->linear.v, z), tsqp_contrast_df(fit, c),
                                 fit->options.level);
  tsqp_free(z);
  return TSQ_OK;
}

/* Scales each hypothesis to unit length in the basis, so that dependence can be judged without units. */
static int normalise(const tsq_fit *fit, const double *l, size_t r, const double *rhs, double *z,
                     double *value) {
  size_t p = fit->linear.p;
  for (size_t i = 0; i < r; i++) {
    double *row = z + i * p;
    tsqp_contrast_row(fit, l + i, r, row);
    double length = sqrt(tsqp_dot(p, row, row));
    if (length == 0) return tsqp_fail(TSQ_ERR_SINGULAR, "hypothesis %zu has only zeros", i);
    for (size_t j = 0; j < p; j++) {
      row[j] /= length;
    }
    value[i] = tsqp_dot(p, row, fit->linear.d) - (rhs != NULL ? rhs[i] : 0) / length;
  }
  return TSQ_OK;
}

/* chi2 = value'(Z V Z')^-1 value. Dependence shows as a vanishing pivot of the Gram matrix Z Z'. */
static int joint(const tsq_fit *fit, size_t r, double *z, double *value, double *gram, double *chi2) {
  size_t p = fit->linear.p;
  double *vz = gram + r * r; /* [p] */
  for (size_t i = 0; i < r; i++) {
    for (size_t j = 0; j <= i; j++) {
      gram[i * r + j] = gram[j * r + i] = tsqp_dot(p, z + i * p, z + j * p);
    }
  }
  int dependent = tsqp_cholesky(r, gram) != 0;
  for (size_t i = 0; i < r && !dependent; i++) {
    dependent = gram[i * r + i] < 1e-7;
  }
  if (dependent) return tsqp_fail(TSQ_ERR_SINGULAR, "the hypotheses are linearly dependent");
  for (size_t i = 0; i < r; i++) {
    for (size_t a = 0; a < p; a++) {
      vz[a] = tsqp_dot(p, fit->linear.v + a * p, z + i * p);
    }
    for (size_t j = 0; j < r; j++) {
      gram[i * r + j] = tsqp_dot(p, z + j * p, vz);
    }
  }
  if (tsqp_cholesky(r, gram) != 0) {
    *chi2 = NAN; /* s2w = 0: without spread the test is not defined */
    return TSQ_OK;
  }
  tsqp_solve_lower(r, gram, value);
  *chi2 = tsqp_dot(r, value, value);
  return TSQ_OK;
}

/* Where coefficients have df of their own: of one hypothesis its own, of several the smallest of those involved, which is careful. */
static double denominator_df(const tsq_fit *fit, const double *l, size_t r) {
  double least = fit->linear.ddf;
  if (fit->linear.ddf_of == NULL) return least;
  if (r == 1) return tsqp_contrast_df(fit, l);
  least = HUGE_VAL;
  for (size_t j = 0; j < fit->linear.p; j++) {
    int involved = 0;
    for (size_t i = 0; i < r; i++)
      involved |= l[i + j * r] != 0;
    if (involved) least = fmin(least, fit->linear.ddf_of[j]);
  }
  return least;
}

int tsq_wald(const tsq_fit *fit, const double *l, size_t r, const double *rhs, tsq_wald_test *test) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(l);
  TSQP_NOT_NULL(test);
  TSQP_TRY(tsqp_need(fit, "contrast"));
  size_t p = fit->linear.p;
  if (r == 0 || r > p) return tsqp_fail(TSQ_ERR_LENGTH, "r = %zu: 1 to %zu hypotheses can be tested", r, p);
  for (size_t i = 0; i < r * p; i++) {
    if (!isfinite(l[i])) return tsqp_fail(TSQ_ERR_DATA, "l[%zu] = %g: it must be finite", i, l[i]);
  }
  for (size_t i = 0; rhs != NULL && i < r; i++) {
    if (!isfinite(rhs[i])) return tsqp_fail(TSQ_ERR_DATA, "rhs[%zu] = %g: it must be finite", i, rhs[i]);
  }
  double *z = tsqp_malloc((r * p + r + r * r + p) * sizeof *z);
  if (z == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu hypotheses", r);
  double chi2 = NAN;
  int status = normalise(fit, l, r, rhs, z, z + r * p);
  if (status == TSQ_OK) status = joint(fit, r, z, z + r * p, z + r * p + r, &chi2);
  tsqp_free(z);
  TSQP_TRY(status);
  double df = denominator_df(fit, l, r);
  tsq_wald_test result = {.size = sizeof result, .df1 = (double)r, .df2 = df};
  result.statistic = isinf(df) ? chi2 : chi2 / (double)r;
  result.p_value = tsqp_f_upper(chi2 / (double)r, (double)r, df);
  return tsqp_write_result(&result, sizeof result, sizeof result, test, "tsq_wald_test");
}
