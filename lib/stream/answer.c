/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coefficients, tests, heterogeneity and likelihoods from the finished sums: the conventions are tsq_rma()'s. */
#include "stream/answer.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "model/fit.h"
#include "numeric/dd_linalg.h"
#include "numeric/distributions.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static_assert(sizeof(tsq_stream_result) == 5 * sizeof(size_t) + 6 * sizeof(int32_t) + 17 * sizeof(double),
              "no hidden padding");

#define LN2 0.69314718055994530942
#define LN_2PI 1.83787706640934548356
#define RATIO_OF_NOTE 1e7 /* of the variances: TSQ_OUTCOME_VARIANCE_RATIO */

int tsqp_stream_options_of(const tsq_stream *s, const tsq_options *callers, tsq_options *o) {
  tsq_data model = {.p = s->q};
  TSQP_TRY(tsqp_resolve_options(callers, &model, o));
  if (o->no_intercept && !s->no_intercept) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.no_intercept = 1, but the stream was made with an intercept");
  }
  o->no_intercept = s->no_intercept;
  if (o->method == TSQ_GENQ || o->weighting != TSQ_WEIGHT_INVERSE_VARIANCE) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "a stream weights by inverse variance only");
  }
  if (o->redundant == TSQ_REDUNDANT_DROP && s->q > 0) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED,
                     "a stream cannot drop redundant moderators: leave them out of its chunks");
  }
  if (o->test == TSQ_KR && s->no_intercept) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "test kr is for the intercept-only model");
  }
  return TSQ_OK;
}

/* The power of two of coefficient j: caller's units = the stream's times 2^that. */
static int exponent_of(const tsq_stream *s, size_t j) {
  size_t first = s->no_intercept ? 1 : 0;
  return s->unit - (j + first == 0 ? 0 : s->x_unit[j + first - 1]);
}

static int is_random(const tsq_iterate *it) {
  return it->options.method != TSQ_CE;
}

/* By Higgins & Thompson 2002 (doi:10.1002/sim.1186): from tau2 (eq. 9) or from Q. */
static void inconsistency(const tsq_iterate *it, double df, tsq_stream_result *r) {
  if (is_random(it) && it->options.i2_kind == TSQ_I2_TAU2) {
    r->H2 = 1 + (r->vt > 0 ? r->tau2 / r->vt : 0);
    r->I2 = r->tau2 > 0 ? 100 * r->tau2 / (r->tau2 + r->vt) : 0;
    return;
  }
  r->I2 = r->QE > df ? 100 * (r->QE - df) / r->QE : 0;
  r->H2 = df > 0 ? r->QE / df : 1;
}

static void heterogeneity(const tsq_iterate *it, tsq_stream_result *r) {
  const tsqp_search *s = &it->search;
  int unit = it->sums->unit;
  r->tau2 = it->options.tau2_fixed ? it->options.tau2 : ldexp(s->tau2, 2 * unit);
  r->se_tau2 = r->needs_pass || is_random(it) ? ldexp(tsqp_search_se(s, &it->last), 2 * unit) : NAN;
  r->QE = s->df > 0 ? s->first.q1 : 0;
  r->QEp = s->df > 0 ? tsqp_chi2_upper(r->QE, s->df) : 1;
  r->vt = s->df > 0 ? ldexp(s->df / s->first.tr1, 2 * unit) : 0;
  inconsistency(it, s->df, r);
  int estimated = is_random(it) && !it->options.tau2_fixed && s->df > 0;
  if (estimated && s->tau2 == 0) r->outcome |= TSQ_OUTCOME_TAU2_ZERO;
  if (s->multimodal) r->outcome |= TSQ_OUTCOME_MULTIMODAL;
  if (!s->certified) r->outcome |= TSQ_OUTCOME_NOT_PROVED;
  if (it->dropped > 0) r->outcome |= TSQ_OUTCOME_STUDIES_DROPPED;
  if (it->v_max / it->v_min >= RATIO_OF_NOTE) r->outcome |= TSQ_OUTCOME_VARIANCE_RATIO;
}

/*
 * Kenward & Roger 1997 for the common mean (Partlett & Riley 2017, doi:10.1002/sim.7140): with S_j = sum w^j and
 * I = S2/2 - S3/S1 + (S2/S1)^2/2, var = (1 + 2 (S3/S1 - (S2/S1)^2)/I)/S1, df = 2 I/(var S2)^2. Gives var S1.
 */
static double kenward_roger(const tsqp_pass *at, double *df) {
  double s1 = at->sw1;
  double s2 = at->sw2;
  double spread = at->sw3 / s1 - (s2 / s1) * (s2 / s1);
  double information = s2 / 2 - at->sw3 / s1 + (s2 / s1) * (s2 / s1) / 2;
  double factor = 1 + 2 * spread / information;
  double variance = factor / s1;
  *df = 2 * information / ((variance * s2) * (variance * s2));
  return factor;
}

/* The factor of the conventional variances, and the reference's df. */
static double test_factor(const tsq_iterate *it, tsq_stream_result *r, double *ddf) {
  const tsqp_search *s = &it->search;
  r->test = it->options.test;
  if (s->df <= 0 && r->test != TSQ_Z) {
    r->test = TSQ_Z;
    r->outcome |= TSQ_OUTCOME_TEST_CHANGED;
  }
  r->s2w = 1;
  *ddf = r->test == TSQ_Z ? HUGE_VAL : s->df;
  if (r->test == TSQ_KR) return kenward_roger(&it->last, ddf);
  if (r->test != TSQ_KNHA && r->test != TSQ_ADHOC) return 1;
  if (!is_random(it)) r->outcome |= TSQ_OUTCOME_KNHA_COMMON_EFFECT;
  r->s2w = it->last.q1 / s->df;
  if (r->s2w == 0) r->outcome |= TSQ_OUTCOME_NO_SPREAD;
  if (r->test == TSQ_ADHOC) r->s2w = fmax(1, r->s2w);
  return r->s2w;
}

static tsq_estimate estimate_of(double b, double se, double df, double level) {
  double half = tsqp_t_critical(level, df) * se;
  tsq_estimate e = {.estimate = b, .se = se, .statistic = b / se, .df = df};
  e.p_value = tsqp_t_two_sided(e.statistic, df);
  e.ci_lower = b - half;
  e.ci_upper = b + half;
  return e;
}

/* The test of the moderators, or of all coefficients where there is no intercept or nothing else. Free of units. */
static void omnibus(const tsq_iterate *it, double factor, double ddf, tsqp_dd *work, tsq_stream_result *r) {
  size_t p = it->room.p;
  size_t first = !it->sums->no_intercept && p > 1 ? 1 : 0;
  size_t m = p - first;
  tsqp_dd *v = work;
  tsqp_dd *b = v + m * m;
  r->QMdf1 = (double)m;
  r->QMdf2 = ddf;
  for (size_t i = 0; i < m; i++) {
    b[i] = it->room.beta[first + i];
    memcpy(v + i * m, it->room.inverse + (first + i) * p + first, m * sizeof *v);
  }
  if (factor == 0 || tsqp_dd_cholesky(m, v, 0) != m) return; /* without spread the test is not defined */
  tsqp_dd_solve_lower(m, v, b);
  double chi2 = tsqp_dd_value(tsqp_dd_dot(m, b, b)) / factor;
  r->QM = isinf(ddf) ? chi2 : chi2 / (double)m;
  r->QMp = isinf(ddf) ? tsqp_chi2_upper(chi2, (double)m) : tsqp_f_upper(r->QM, (double)m, ddf);
}

/* Log-likelihoods in the caller's units. */
static void likelihoods(const tsq_iterate *it, tsq_stream_result *r) {
  const tsqp_search *s = &it->search;
  double log_v = it->last.log_det_v + 2 * s->k * it->sums->unit * LN2;
  r->loglik_ml = -0.5 * (s->k * LN_2PI + log_v + it->last.q1);
  r->loglik_reml =
      -0.5 * (s->df * LN_2PI + log_v + it->last.log_det_xwx + it->last.q1 - s->unweighted.log_det_xx);
}

/* Of the pooled mean: centre +- q sqrt(se^2 + tau2), the rules of tsq_predict(). */
static void prediction(const tsq_iterate *it, double b, double se, double conventional_se, double ddf,
                       tsq_stream_result *r) {
  int32_t kind = it->options.pi_kind;
  double df = it->search.df;
  double pi_df = HUGE_VAL;
  if (it->sums->q > 0 || !is_random(it) || kind == TSQ_PI_NONE) return;
  if (kind == TSQ_PI_T) pi_df = isinf(ddf) && df > 0 ? df : ddf;
  if (kind == TSQ_PI_HTS) pi_df = it->options.tau2_fixed ? df : df - 1;
  if (kind == TSQ_PI_K1) {
    pi_df = df > 0 ? df : HUGE_VAL;
    se = conventional_se;
  }
  double half = tsqp_t_critical(it->options.level, fmax(1, pi_df)) * hypot(se, sqrt(r->tau2));
  r->pi_lower = b - half;
  r->pi_upper = b + half;
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

static void write_coefficients(const tsq_iterate *it, double factor, double ddf, tsq_stream_result *r,
                               tsq_estimate *coefficients, double *vb) {
  size_t p = it->room.p;
  for (size_t j = 0; j < p; j++) {
    int of_j = exponent_of(it->sums, j);
    double v = tsqp_dd_value(it->room.inverse[j * p + j]);
    double b = ldexp(tsqp_dd_value(it->room.beta[j]), of_j);
    double se = ldexp(sqrt(v * factor), of_j);
    if (coefficients != NULL) coefficients[j] = estimate_of(b, se, ddf, r->level);
    if (j == 0) prediction(it, b, se, ldexp(sqrt(v), of_j), ddf, r);
    for (size_t l = 0; vb != NULL && l < p; l++) {
      int of_l = exponent_of(it->sums, l);
      vb[l * p + j] = ldexp(tsqp_dd_value(it->room.inverse[j * p + l]) * factor, of_j + of_l);
    }
  }
}

static void without_coefficients(size_t p, tsq_estimate *coefficients, double *vb) {
  for (size_t j = 0; coefficients != NULL && j < p; j++) {
    coefficients[j] = (tsq_estimate){NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  }
  for (size_t j = 0; vb != NULL && j < p * p; j++) {
    vb[j] = NAN;
  }
}

int tsqp_stream_answer(const tsq_iterate *it, int has_coefficients, tsq_stream_result *result,
                       tsq_estimate *coefficients, double *vb) {
  size_t p = it->room.p;
  tsq_stream_result r = {
      .size = sizeof r, .k = it->first_k, .dropped = it->dropped, .p = p, .passes = it->passes};
  r.method = it->options.method;
  r.test = it->options.test;
  r.needs_pass = !has_coefficients;
  r.certified = it->search.certified;
  r.level = it->options.level;
  r.QM = r.QMdf1 = r.QMdf2 = r.QMp = r.s2w = r.pi_lower = r.pi_upper = r.loglik_ml = r.loglik_reml = NAN;
  heterogeneity(it, &r);
  if (!isfinite(r.tau2)) return tsqp_fail(TSQ_ERR_RANGE, "tau2 cannot be represented in double precision");
  TSQP_TRY(all_representable(it));
  tsqp_dd *work = tsqp_malloc((p * p + p) * sizeof *work);
  if (work == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu coefficients", p);
  double ddf = HUGE_VAL;
  double factor = 1;
  if (has_coefficients) {
    factor = test_factor(it, &r, &ddf);
    omnibus(it, factor, ddf, work, &r);
    likelihoods(it, &r);
  }
  tsqp_free(work);
  if (result->size != 0 && result->size < sizeof(size_t)) {
    return tsqp_write_result(&r, sizeof r, sizeof r, result, "tsq_stream_result"); /* says why */
  }
  if (has_coefficients) {
    write_coefficients(it, factor, ddf, &r, coefficients, vb);
  } else {
    without_coefficients(p, coefficients, vb);
  }
  return tsqp_write_result(&r, sizeof r, sizeof r, result, "tsq_stream_result");
}
