/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the finished sums to a fit of class rma: coefficients, tests, heterogeneity and likelihoods, with tsq_rma()'s conventions.
 *
 * The basis is the Cholesky factor of the final pass: X'WX = LL', R = L', so that z = R^-T x, d = Rb has the covariance I and
 * x'b = z'd, x'(X'WX)^-1 x = z'z. Nothing cancels in either; L and d come from double-double arithmetic, rounded once.
 */
#include "stream/answer.h"

#include "base/alloc.h"
#include "base/status.h"
#include "numeric/dd_linalg.h"
#include "numeric/distributions.h"
#include "rma/rma.h"

#include <math.h>

#define LN2 0.69314718055994530942
#define RATIO_OF_NOTE 1e7 /* of the variances: TSQ_OUTCOME_VARIANCE_RATIO */

/* The power of two of coefficient j: caller's units = the stream's times 2^that. */
static int exponent_of(const tsq_stream *s, size_t j) {
  size_t first = s->no_intercept ? 1 : 0;
  return s->unit - (j + first == 0 ? 0 : s->x_unit[j + first - 1]);
}

/* ---- heterogeneity ----------------------------------------------------------------------------------------------- */

/* Of the method's tau2; what would rest on the pass at it is NaN while that is missing. */
static double standard_error(const tsq_iterate *it, int has_coefficients) {
  static const tsqp_pass none = {.tr1 = NAN, .tr2 = NAN, .sw1 = NAN, .sw2 = NAN};
  return tsqp_search_se(&it->search, has_coefficients ? &it->last : &none);
}

/* The interval that held the peak chosen; of other methods none is kept, as passes are too dear to make one. */
static void put_bracket(const tsqp_search *s, double bracket[2]) {
  bracket[0] = bracket[1] = NAN;
  for (size_t i = 0; i < s->stationary.n; i++) {
    if (s->stationary.t[i] != s->tau2) continue;
    bracket[0] = s->stationary.bracket[i][0];
    bracket[1] = s->stationary.bracket[i][1];
  }
}

/* The search as tsq_rma()'s fits hold it, in units. */
static void keep_search(const tsq_iterate *it, int estimated, double se, tsqp_rma *r) {
  const tsqp_search *s = &it->search;
  r->y_unit = ldexp(1, it->sums->unit);
  r->v_unit = ldexp(1, 2 * it->sums->unit);
  r->t = s->tau2;
  r->search =
      (tsqp_tau2){.tau2 = s->tau2, .raw = s->raw, .se = se, .gradient = NAN, .multimodal = s->multimodal};
  r->search.iterations = estimated ? s->evaluations : 0;
  r->search.stationary = s->stationary.n;
  if (estimated) put_bracket(s, r->search.bracket);
}

static int heterogeneity(const tsq_iterate *it, int has_coefficients, tsqp_rma *r) {
  const tsqp_search *s = &it->search;
  tsq_fit *fit = &r->fit;
  int unit = it->sums->unit;
  int estimated = tsqp_is_random(fit) && !fit->options.tau2_fixed && s->df > 0;
  keep_search(it, estimated, standard_error(it, has_coefficients), r);
  fit->tau2 = tsqp_stream_tau2(it);
  fit->se_tau2 = ldexp(r->search.se, 2 * unit);
  if (!isfinite(fit->tau2)) return tsqp_fail(TSQ_ERR_RANGE, "tau2 cannot be represented in double precision");
  r->QE = s->df > 0 ? s->first.q1 : 0;
  r->QEp = s->df > 0 ? tsqp_chi2_upper(r->QE, s->df) : 1;
  r->vt = s->df > 0 ? ldexp(s->df / s->first.tr1, 2 * unit) : 0;
  r->R2 = NAN; /* needs the search of the model without moderators */
  tsqp_rma_inconsistency(r);
  if (estimated && s->tau2 == 0) fit->outcome |= TSQ_OUTCOME_TAU2_ZERO;
  if (s->multimodal) fit->outcome |= TSQ_OUTCOME_MULTIMODAL;
  if (!s->certified) fit->outcome |= TSQ_OUTCOME_NOT_PROVED;
  if (it->v_max / it->v_min >= RATIO_OF_NOTE) fit->outcome |= TSQ_OUTCOME_VARIANCE_RATIO;
  return TSQ_OK;
}

/* ---- coefficients ------------------------------------------------------------------------------------------------ */

/* (L'b)_i, which has no units. */
static double in_basis(const tsqp_solution *s, size_t i) {
  tsqp_dd sum = {0, 0};
  for (size_t j = i; j < s->p; j++) {
    sum = tsqp_dd_add(sum, tsqp_dd_multiply(s->chol[j * s->p + i], s->beta[j]));
  }
  return tsqp_dd_value(sum);
}

/* The basis, and what the coefficients are in it; test and interval rest on their covariance v = v0 times a factor. */
static void put_basis(const tsq_iterate *it, tsqp_linear *l) {
  const tsqp_solution *s = &it->room;
  size_t p = l->p;
  for (size_t j = 0; j < p; j++) {
    l->d[j] = in_basis(s, j);
    l->v0[j * p + j] = 1;
    for (size_t i = 0; i <= j; i++) {
      l->r[i * p + j] = ldexp(tsqp_dd_value(s->chol[j * p + i]), -exponent_of(it->sums, j));
    }
  }
}

/* The coefficients themselves from the double-double solution, not by way of the rounded basis. */
static void put_coefficients(const tsq_iterate *it, tsqp_linear *l) {
  const tsqp_solution *s = &it->room;
  size_t p = l->p;
  for (size_t j = 0; j < p; j++) {
    int of_j = exponent_of(it->sums, j);
    l->b[j] = ldexp(tsqp_dd_value(s->beta[j]), of_j);
    for (size_t i = 0; i <= j; i++) {
      double v = tsqp_dd_value(s->inverse[j * p + i]) * l->v[0]; /* the factor, as v0 is I */
      l->vb[i * p + j] = l->vb[j * p + i] = ldexp(v, exponent_of(it->sums, i) + of_j);
    }
  }
}

static int all_representable(const tsq_iterate *it) {
  for (size_t j = 0; j < it->room.p; j++) {
    int exponent = exponent_of(it->sums, j);
    double b = ldexp(tsqp_dd_value(it->room.beta[j]), exponent);
    double v = ldexp(tsqp_dd_value(it->room.inverse[j * it->room.p + j]), 2 * exponent);
    if (!isfinite(b) || !isfinite(v) || !(v > 0)) {
      return tsqp_fail(TSQ_ERR_RANGE, "coefficient %zu cannot be represented in double precision", j);
    }
  }
  return TSQ_OK;
}

static void without_coefficients(tsqp_rma *r) {
  tsqp_linear *l = &r->fit.linear;
  size_t p = l->p;
  for (size_t j = 0; j < p; j++) {
    l->b[j] = l->d[j] = NAN;
    for (size_t i = 0; i < p; i++) {
      l->vb[i * p + j] = l->v[i * p + j] = l->v0[i * p + j] = NAN;
      l->r[i * p + j] = i == j; /* any basis will do */
    }
  }
  r->s2w = NAN;
  r->fit.outcome |= TSQ_OUTCOME_NEEDS_PASS;
}

static int coefficients(const tsq_iterate *it, tsqp_rma *r) {
  tsqp_linear *l = &r->fit.linear;
  size_t first = !it->sums->no_intercept && l->p > 1 ? 1 : 0;
  double *work = tsqp_malloc((l->p * l->p + l->p) * sizeof *work);
  if (work == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", l->p);
  put_basis(it, l);
  tsqp_rma_apply_test(r, it->last.q1, (const double[3]){it->last.sw1, it->last.sw2, it->last.sw3});
  put_coefficients(it, l);
  tsqp_omnibus(l->p, first, l->d, l->v, l->ddf, work, &r->fit.omnibus);
  tsqp_free(work);
  return TSQ_OK;
}

/* ---- likelihoods ------------------------------------------------------------------------------------------------- */

/* In the caller's units; that of the saturated model, at tau2 = 0, is in the first pass. */
static void likelihoods(const tsq_iterate *it, tsq_fit *fit) {
  const tsqp_search *s = &it->search;
  double units = 2 * s->k * it->sums->unit * LN2;
  tsqp_rma_likelihoods(fit, &(tsqp_log_terms){.log_v = it->last.log_det_v + units,
                                              .log_v0 = s->first.log_det_v + units,
                                              .log_xwx = it->last.log_det_xwx,
                                              .log_xx = s->unweighted.log_det_xx,
                                              .rss = it->last.q1});
}

/* ---- the fit ----------------------------------------------------------------------------------------------------- */

static int name_coefficients(const tsq_iterate *it, tsqp_linear *l) {
  const tsq_stream *s = it->sums;
  TSQP_TRY(tsqp_linear_new(l, it->room.p, 1));
  for (size_t j = 0; j < l->p; j++) {
    l->column[j] = s->no_intercept ? j : j == 0 ? TSQP_INTERCEPT : j - 1;
  }
  l->moderators = s->q;
  return tsqp_linear_names(l, (const char *const *)s->names);
}

static int fill(const tsq_iterate *it, int has_coefficients, tsqp_rma *r) {
  tsq_fit *fit = &r->fit;
  fit->k = it->first_k;
  fit->n_left_out = it->dropped;
  fit->k_all = it->first_k + it->dropped;
  fit->df_residual = it->search.df;
  if (it->dropped > 0) fit->outcome |= TSQ_OUTCOME_STUDIES_DROPPED;
  TSQP_TRY(name_coefficients(it, &fit->linear));
  TSQP_TRY(heterogeneity(it, has_coefficients, r));
  TSQP_TRY(all_representable(it));
  if (!has_coefficients) {
    without_coefficients(r);
    return TSQ_OK;
  }
  TSQP_TRY(coefficients(it, r));
  likelihoods(it, fit);
  if (it->interval.level != 0) fit->tau2_interval = tsqp_stream_interval_found(it);
  return TSQ_OK;
}

int tsqp_stream_answer(const tsq_iterate *it, int has_coefficients, tsq_fit **fit) {
  tsq_fit *made = tsqp_bare_fit(&tsqp_rma_class, &it->options);
  if (made == NULL) return TSQ_ERR_NOMEM;
  int status = fill(it, has_coefficients, (tsqp_rma *)made);
  if (status == TSQ_OK) {
    *fit = made;
  } else {
    tsq_fit_free(made);
  }
  return status;
}
