/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Likelihood-ratio comparison of two fits, refused where their likelihoods are of different things. */
#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "fit/fit.h"
#include "numeric/distributions.h"

#include <math.h>
#include <string.h>

TSQP_NO_PADDING(tsq_comparison, R2, sizeof(size_t) + 2 * sizeof(int32_t) + 17 * sizeof(double));

/* ---- which likelihood -------------------------------------------------------------------------------------------- */

enum { BY_ML, BY_REML, BY_EITHER };

/* A model without an estimated tau2 has both likelihoods at its own maximum over the coefficients. */
static int criterion_of(const tsq_fit *fit) {
  if ((fit->class->traits & TSQP_HAS_TAU2) == 0 || isnan(fit->reml.loglik)) return BY_ML;
  if (fit->options.method == TSQ_CE || fit->options.tau2_fixed) return BY_EITHER;
  return fit->options.method == TSQ_REML ? BY_REML : BY_ML;
}

static int choose_likelihood(const tsq_fit *reduced, const tsq_fit *full, int *restricted) {
  int a = criterion_of(reduced);
  int b = criterion_of(full);
  if ((a == BY_ML && b == BY_REML) || (a == BY_REML && b == BY_ML))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "a fit by ML cannot be compared with one by REML: their likelihoods are of different data");
  *restricted = a == BY_REML || b == BY_REML;
  return TSQ_OK;
}

/* ---- the same data ----------------------------------------------------------------------------------------------- */

static int check_data(const tsq_fit *a, const tsq_fit *b) {
  uint64_t of_a;
  uint64_t of_b;
  if (a->class != b->class)
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "model %s cannot be compared with model %s", a->class->name, b->class->name);
  TSQP_TRY(tsqp_input_digest(a->input, TSQP_ALL_COLUMNS, a->left_out, a->n_left_out, &of_a));
  TSQP_TRY(tsqp_input_digest(b->input, TSQP_ALL_COLUMNS, b->left_out, b->n_left_out, &of_b));
  if (a->input->layout != b->input->layout || a->k != b->k || of_a != of_b) {
    return tsqp_fail(TSQ_ERR_DATA, "the fits are of different data (%zu and %zu studies used): fit both to the studies that both can use",
                     a->k, b->k);
  }
  if (a->options.measure != b->options.measure || a->options.glmm_model != b->options.glmm_model ||
      a->options.keep00 != b->options.keep00)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "the fits are of different likelihoods: measure, model or studies kept differ");
  return TSQ_OK;
}

/* ---- one model inside the other ---------------------------------------------------------------------------------- */

#define SAME 1e-8 /* what of a column may be left outside the other model's columns, relative to its length */

static double element(const tsq_fit *fit, size_t column, size_t row) {
  const double *x = tsqp_record_pointer(fit->input, fit->input->layout->x);
  size_t ld = tsqp_record_size(fit->input, fit->input->layout->ldx);
  if (ld == 0) ld = fit->k_all;
  return column == TSQP_INTERCEPT ? 1 : x[row + column * ld];
}

/* Column j of the model matrix over the studies used, at length 1. */
static void read_column(const tsq_fit *fit, size_t j, double *out) {
  size_t left = 0;
  size_t n = 0;
  double largest = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    if (left < fit->n_left_out && fit->left_out[left] == i) {
      left++;
      continue;
    }
    out[n] = element(fit, fit->linear.column[j], i);
    largest = fmax(largest, fabs(out[n++]));
  }
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    out[i] /= largest;
    sum += out[i] * out[i];
  }
  for (size_t i = 0; i < n; i++)
    out[i] /= sqrt(sum);
}

/* Takes out what lies along the q orthonormal columns, twice; gives the length that is left. */
static double project_out(size_t k, size_t q, const double *basis, double *x) {
  for (int pass = 0; pass < 2; pass++) {
    for (size_t j = 0; j < q; j++) {
      double share = tsqp_dot(k, basis + j * k, x);
      for (size_t i = 0; i < k; i++)
        x[i] -= share * basis[j * k + i];
    }
  }
  return sqrt(tsqp_dot(k, x, x));
}

/* Whether the inner model's columns are linear combinations of the outer's. */
static int is_inside(const tsq_fit *inner, const tsq_fit *outer, int *inside) {
  size_t k = outer->k;
  size_t p = outer->linear.p;
  double *basis = tsqp_malloc((p + 1) * k * sizeof *basis);
  if (basis == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu columns", p);
  for (size_t j = 0; j < p; j++) {
    double *column = basis + j * k;
    read_column(outer, j, column);
    double length = project_out(k, j, basis, column);
    for (size_t i = 0; i < k; i++)
      column[i] /= length;
  }
  *inside = 1;
  for (size_t j = 0; j < inner->linear.p && *inside; j++) {
    read_column(inner, j, basis + p * k);
    *inside = project_out(k, p, basis, basis + p * k) < SAME;
  }
  tsqp_free(basis);
  return TSQ_OK;
}

static int check_nested(const tsq_fit *reduced, const tsq_fit *full, int restricted) {
  int inside = 1;
  if (reduced->linear.p > full->linear.p || tsqp_own_likelihood(reduced)->parameters > tsqp_own_likelihood(full)->parameters)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "the reduced model has more parameters than the full one: exchange them");
  if (full->input->layout->x != 0) TSQP_TRY(is_inside(reduced, full, &inside));
  if (!inside)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "neither model is a special case of the other: the reduced one has columns that the full one lacks");
  if (restricted && reduced->linear.p != full->linear.p)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "REML fits with different moderators cannot be compared: their likelihoods are of different "
                                       "data; fit both by ML");
  return TSQ_OK;
}

/* ---- the comparison ---------------------------------------------------------------------------------------------- */

static void fill(tsq_comparison *c, const tsq_fit *const fits[2]) {
  for (int i = 0; i < 2; i++) {
    const tsqp_likelihood *l = c->restricted ? &fits[i]->reml : &fits[i]->ml;
    c->loglik[i] = l->loglik;
    c->parameters[i] = l->parameters;
    c->AIC[i] = tsqp_aic(l);
    c->BIC[i] = tsqp_bic(l);
    c->AICc[i] = tsqp_aicc(l);
    c->tau2[i] = fits[i]->tau2;
  }
  c->LRT = 2 * (c->loglik[1] - c->loglik[0]);
  c->df = c->parameters[1] - c->parameters[0];
  c->p_value = c->df > 0 ? tsqp_chi2_upper(fmax(0, c->LRT), c->df) : NAN;
  int at_boundary = fits[0]->linear.p == fits[1]->linear.p && c->df == 1 && fits[0]->tau2 == 0;
  c->p_boundary = !at_boundary ? NAN : c->LRT > 0 ? 0.5 * tsqp_chi2_upper(c->LRT, 1) : 1;
  c->R2 = c->tau2[0] > 0 ? 100 * fmax(0, (c->tau2[0] - c->tau2[1]) / c->tau2[0]) : NAN;
}

int tsq_compare(const tsq_fit *reduced, const tsq_fit *full, tsq_comparison *comparison) {
  tsqp_clear_error();
  TSQP_NOT_NULL(reduced);
  TSQP_NOT_NULL(full);
  TSQP_NOT_NULL(comparison);
  const tsq_fit *const fits[2] = {reduced, full};
  tsq_comparison c = {.size = sizeof c};
  int restricted;
  TSQP_TRY(tsqp_need(reduced, "compare"));
  TSQP_TRY(tsqp_need(full, "compare"));
  TSQP_TRY(check_data(reduced, full));
  TSQP_TRY(choose_likelihood(reduced, full, &restricted));
  TSQP_TRY(check_nested(reduced, full, restricted));
  c.restricted = restricted;
  fill(&c, fits);
  return tsqp_write_result(&c, sizeof c, sizeof c, comparison, "tsq_comparison");
}
