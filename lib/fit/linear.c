/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The linear part: memory, names, the way from the basis to the caller's columns, coefficients and their omnibus test. */
#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"
#include "fit/fit.h"
#include "numeric/distributions.h"
#include "numeric/linalg.h"

#include <math.h>
#include <string.h>

int tsqp_linear_new(tsqp_linear *l, size_t p, int with_basis) {
  size_t numbers = p + p * p + (with_basis ? p + 3 * p * p : 0);
  double *room = tsqp_calloc(numbers + p, sizeof *room); /* column[] behind the numbers */
  if (room == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
  *l = (tsqp_linear){.p = p, .ddf = HUGE_VAL, .b = room, .vb = room + p};
  if (with_basis) {
    l->r = l->vb + p * p;
    l->v = l->r + p * p;
    l->v0 = l->v + p * p;
    l->d = l->v0 + p * p;
  } else {
    l->d = l->b;
    l->v = l->v0 = l->vb;
  }
  l->column = (size_t *)(void *)(room + numbers);
  return TSQ_OK;
}

void tsqp_linear_free(tsqp_linear *l) {
  tsqp_free(l->b); /* one block holds all numbers, another all names */
  tsqp_free(l->names);
  tsqp_free(l->ddf_of);
  memset(l, 0, sizeof *l);
}

int tsqp_linear_set_names(tsqp_linear *l, const char *const *names) {
  size_t bytes = l->p * sizeof(char *);
  for (size_t j = 0; j < l->p; j++)
    bytes += strlen(names[j]) + 1;
  char **room = tsqp_malloc(bytes);
  if (room == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the coefficients' names");
  char *text = (char *)(room + l->p);
  for (size_t j = 0; j < l->p; j++) {
    size_t length = strlen(names[j]) + 1;
    memcpy(text, names[j], length);
    room[j] = text;
    text += length;
  }
  l->names = room;
  return TSQ_OK;
}

int tsqp_linear_names(tsqp_linear *l, const char *const *x_names) {
  enum { WIDTH = 24 };
  const char *few[8]; /* most models have no more: no memory is asked for */
  char few_made[8][WIDTH];
  const char **names = l->p <= 8 ? few : tsqp_calloc(l->p, sizeof *names);
  char(*made)[WIDTH] = l->p <= 8 ? few_made : tsqp_calloc(l->p, WIDTH);
  int status = names != NULL && made != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory for names");
  for (size_t j = 0; j < l->p && status == TSQ_OK; j++) {
    size_t column = l->column[j];
    names[j] = made[j];
    if (column == TSQP_INTERCEPT) {
      names[j] = "intercept";
    } else if (x_names != NULL && x_names[column] != NULL) {
      names[j] = x_names[column];
    } else {
      (void)tsqp_format(made[j], WIDTH, "x%zu", column + 1);
    }
  }
  if (status == TSQ_OK) status = tsqp_linear_set_names(l, names);
  if (l->p > 8) {
    tsqp_free((void *)names);
    tsqp_free(made);
  }
  return status;
}

int tsqp_linear_single(tsqp_linear *l, double estimate, double se) {
  TSQP_TRY(tsqp_linear_new(l, 1, 0));
  l->column[0] = TSQP_INTERCEPT;
  l->b[0] = estimate;
  l->vb[0] = se * se;
  return tsqp_linear_names(l, NULL);
}

/* ---- algebra ----------------------------------------------------------------------------------------------------- */

double tsqp_dot(size_t n, const double *a, const double *b) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}

double tsqp_quadratic_se(size_t p, const double *v, const double *z) {
  double sum = 0;
  for (size_t i = 0; i < p; i++) {
    sum += z[i] * tsqp_dot(p, v + i * p, z);
  }
  return sum < 0 ? 0 : sqrt(sum); /* rounding; NaN stays NaN */
}

void tsqp_linear_to_columns(tsqp_linear *l, double *work) {
  size_t p = l->p;
  memcpy(l->b, l->d, p * sizeof *l->b);
  tsqp_solve_upper(p, l->r, l->b);
  memcpy(work, l->v, p * p * sizeof *work);
  for (int side = 0; side < 2; side++) { /* solve the rows, transpose, solve the rows again */
    for (size_t i = 0; i < p; i++) {
      tsqp_solve_upper(p, l->r, work + i * p);
    }
    for (size_t i = 0; i < p; i++) {
      for (size_t j = 0; j < p; j++) {
        l->vb[j * p + i] = work[i * p + j];
      }
    }
    memcpy(work, l->vb, p * p * sizeof *work);
  }
  for (size_t i = 0; i < p; i++) {
    for (size_t j = 0; j < i; j++)
      l->vb[i * p + j] = l->vb[j * p + i] = 0.5 * (work[i * p + j] + work[j * p + i]);
  }
}

void tsqp_omnibus(size_t p, size_t first, const double *dz, const double *vz, double ddf, double *work, tsqp_test *test) {
  size_t m = p - first;
  double *v = work;
  double *d = v + m * m;
  for (size_t i = 0; i < m; i++) { /* R is upper triangular: the last coefficients are R22^-1 d2 */
    d[i] = dz[first + i];
    memcpy(v + i * m, vz + (first + i) * p + first, m * sizeof *v);
  }
  *test = (tsqp_test){NAN, (double)m, ddf, NAN};
  if (tsqp_cholesky(m, v) != 0) return; /* without spread the test is not defined */
  tsqp_solve_lower(m, v, d);
  double chi2 = tsqp_dot(m, d, d);
  test->statistic = isinf(ddf) ? chi2 : chi2 / (double)m;
  test->p_value = isinf(ddf) ? tsqp_chi2_upper(chi2, (double)m) : tsqp_f_upper(test->statistic, (double)m, ddf);
}

/* ---- coefficients ------------------------------------------------------------------------------------------------ */

tsq_estimate tsqp_make_estimate(double estimate, double null_value, double se, double df, double level) {
  tsq_estimate e;
  double half = tsqp_t_critical(level, df) * se;
  e.estimate = estimate;
  e.se = se;
  e.statistic = (estimate - null_value) / se;
  e.df = df;
  e.p_value = tsqp_t_two_sided(e.statistic, df);
  e.ci_lower = estimate - half;
  e.ci_upper = estimate + half;
  return e;
}

tsq_prediction tsqp_as_prediction(const tsq_estimate *e) {
  return (tsq_prediction){e->estimate, e->se, e->statistic, e->df, e->p_value, e->ci_lower,
                          e->ci_upper, NAN,   NAN,          NAN,   NAN};
}

double tsqp_ddf_of(const tsq_fit *fit, size_t coefficient) {
  return fit->linear.ddf_of != NULL ? fit->linear.ddf_of[coefficient] : fit->linear.ddf;
}

/*
 * Satterthwaite 1946 (doi:10.2307/3002019) for a sum of independent variances c_j^2 v_j with df_j each:
 * (sum c_j^2 v_j)^2/sum (c_j^2 v_j)^2/df_j. Coefficients with df of their own are independent.
 */
double tsqp_contrast_df(const tsq_fit *fit, const double *c) {
  const tsqp_linear *l = &fit->linear;
  if (l->ddf_of == NULL) return l->ddf;
  double sum = 0;
  double squares = 0;
  for (size_t j = 0; j < l->p; j++) {
    double part = c[j] * c[j] * l->vb[j * l->p + j];
    sum += part;
    squares += part * part / l->ddf_of[j];
  }
  return squares > 0 ? sum * sum / squares : HUGE_VAL;
}

double tsqp_fit_critical(const tsq_fit *fit, double df) {
  if (df != fit->linear.ddf) return tsqp_t_critical(fit->options.level, df);
  if (fit->critical == 0) ((tsq_fit *)fit)->critical = tsqp_t_critical(fit->options.level, df); /* a handle is one thread's */
  return fit->critical;
}

static tsq_estimate none(void) {
  return (tsq_estimate){NAN, NAN, NAN, NAN, NAN, NAN, NAN};
}

tsq_estimate tsq_coef(const tsq_fit *fit, size_t index) {
  tsqp_clear_error();
  if (fit == NULL) {
    (void)tsqp_fail(TSQ_ERR_NULL, "fit is NULL");
    return none();
  }
  const tsqp_linear *l = &fit->linear;
  if (index >= l->p) {
    (void)tsqp_fail(TSQ_ERR_ARGUMENT, "coefficient %zu: the fit has %zu (0 .. %zu)", index, l->p, l->p - 1);
    return none();
  }
  if (!tsqp_can(fit, "contrast")) return none();
  double df = tsqp_ddf_of(fit, index);
  double se = sqrt(l->vb[index * l->p + index]);
  double half = tsqp_fit_critical(fit, df) * se;
  double b = l->b[index];
  return (tsq_estimate){b, se, b / se, df, tsqp_t_two_sided(b / se, df), b - half, b + half};
}

const char *tsq_coef_name(const tsq_fit *fit, size_t index) {
  return fit != NULL && index < fit->linear.p ? fit->linear.names[index] : NULL;
}
