/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimators of tau2 in closed form, and the door to those that solve an equation. */
#include "rma/tau2.h"

#include "base/status.h"
#include "numeric/distributions.h"
#include "numeric/double_double.h"

#include <gsl/gsl_math.h>
#include <math.h>

static double df_of(const tsqp_engine *e) {
  return (double)e->studies->k - (double)e->studies->p;
}

static void closed_form(double raw, tsqp_tau2 *result) {
  result->raw = raw;
  result->tau2 = fmax(0, raw);
  result->bracket[0] = result->bracket[1] = result->tau2;
  result->gradient = NAN;
  result->iterations = 1;
}

/*
 * tr P S P S for P = P(t0), S = V + tI: since P(V + t0 I)P = P, it is (k - p) + 2 (t - t0) tr P + (t - t0)^2 tr PP.
 */
static double tr_psps(const tsqp_moments *m, double df, double t) {
  double shift = (t - m->t) / m->s;
  return df + 2 * shift * m->tr1 + shift * shift * m->tr2;
}

/* ---- standard errors ---------------------------------------------------------------------------------------------- */

/* sd(y'P(t0)y)/tr P(t0): DL at t0 = 0, two-step DL at the first step's tau2. */
static double se_moment(const tsqp_moments *at_t0, double df, double t) {
  return sqrt(2 * tr_psps(at_t0, df, t)) * at_t0->s / at_t0->tr1;
}

static double se_hunter_schmidt(const tsqp_moments *at_0, double df, double correction, double t) {
  return correction * sqrt(2 * tr_psps(at_0, df, t)) * at_0->s / at_0->sw1;
}

static double se_sidik_jonkman(const tsqp_moments *at_t0, double df, double t) {
  return at_t0->t / df * sqrt(2 * tr_psps(at_t0, df, t));
}

/* From the expected information of EB: sqrt(2 k^2/(k-p))/sum w. */
static double se_q_equation(const tsqp_moments *at_t, double k, double df) {
  return sqrt(2 * k * k / df) * at_t->s / at_t->sw1;
}

/* metafor's convention: the variance of DL's form, 2 (k-p) + 4 t tr P + 2 t^2 tr PP, at the final weights. */
static double se_iterated_dl(const tsqp_moments *at_t, double df) {
  double t = at_t->t / at_t->s;
  return sqrt(2 * df + 4 * t * at_t->tr1 + 2 * t * t * at_t->tr2) * at_t->s / at_t->tr1;
}

/* ---- estimators --------------------------------------------------------------------------------------------------- */

/* DL: (Q - (k-p))/tr P at t0 = 0; two-step: t0 + (Q(t0) - (k-p))/tr P(t0), as tr PV = (k-p) - t0 tr P. */
static int der_simonian_laird(tsqp_engine *e, double t0, tsqp_tau2 *result) {
  tsqp_moments m;
  double df = df_of(e);
  TSQP_TRY(tsqp_moments_at(e, t0, TSQP_EXACT | TSQP_TRACES, &m));
  closed_form(t0 + (m.q1 / m.s - df) * m.s / m.tr1, result);
  result->se = se_moment(&m, df, result->tau2);
  return TSQ_OK;
}

static int two_step(tsqp_engine *e, tsqp_tau2 *result) {
  TSQP_TRY(der_simonian_laird(e, 0, result));
  TSQP_TRY(der_simonian_laird(e, result->tau2, result));
  result->iterations = 2;
  return TSQ_OK;
}

/* Hedges: (y'(I-H)y - tr((I-H)V))/(k-p); the generalized Q estimator: (y'P_a y - tr P_a V)/tr P_a. */
static int fixed_weights(tsqp_engine *e, int weights, tsqp_tau2 *result) {
  tsqp_fixed_form form;
  TSQP_TRY(tsqp_fixed_weights_form(e, weights, 0, &form, NULL, NULL));
  if (!(form.tr_p >
        0)) { /* without another study with a weight, the weighted fit is exact and says nothing of tau2 */
    return tsqp_fail(TSQ_ERR_TOO_FEW,
                     "weights: no more than %zu studies have a weight above 0, as many as the model has "
                     "coefficients, so that no residual is left to estimate tau2 from",
                     e->p);
  }
  closed_form((form.q - form.tr_pv) / form.tr_p, result);
  TSQP_TRY(tsqp_fixed_weights_form(e, weights, result->tau2, &form, NULL, NULL));
  result->se = sqrt(2 * form.tr_psps) / form.tr_p;
  return TSQ_OK;
}

/* Hunter & Schmidt: (Q - k)/sum w, with the correction (k/(k-p) Q - k)/sum w. */
static int hunter_schmidt(tsqp_engine *e, double correction, tsqp_tau2 *result) {
  tsqp_moments m;
  double k = (double)e->studies->k;
  TSQP_TRY(tsqp_moments_at(e, 0, TSQP_EXACT | TSQP_TRACES, &m));
  closed_form((correction * m.q1 / m.s - k) * m.s / m.sw1, result);
  result->se = se_hunter_schmidt(&m, df_of(e), correction, result->tau2);
  return TSQ_OK;
}

/*
 * The crude variance of the effects about their mean, sum (y - ybar)^2 / k, that Sidik & Jonkman start from: about one of the effects, in
 * double-double arithmetic, which leaves all digits however far that one is from the others, and they from 0.
 */
static int crude_variance(tsqp_engine *e, double *t0) {
  tsqp_reader *reader = &e->reader;
  double pivot = e->studies->y_pivot;
  double k = (double)e->studies->k;
  tsqp_dd sum = {0, 0};
  tsqp_dd square = {0, 0};
  tsqp_reader_rewind(reader, e->r);
  while (tsqp_reader_next(reader) > 0) {
    for (size_t i = 0; i < reader->block.n; i++) {
      tsqp_dd away = tsqp_dd_sum(reader->block.y[i], -pivot);
      sum = tsqp_dd_add(sum, away);
      square = tsqp_dd_add(square, tsqp_dd_multiply(away, away));
    }
  }
  tsqp_dd mean = tsqp_dd_divide(sum, tsqp_dd_of(k));
  *t0 = fmax(0, tsqp_dd_value(tsqp_dd_subtract(square, tsqp_dd_multiply(mean, sum)))) / k;
  return TSQ_OK;
}

/* Sidik & Jonkman: t0 y'P(t0)y/(k-p), never 0 unless all effects are equal. */
static int sidik_jonkman(tsqp_engine *e, tsqp_tau2 *result) {
  tsqp_moments m;
  double t0;
  double df = df_of(e);
  TSQP_TRY(crude_variance(e, &t0));
  TSQP_TRY(tsqp_moments_at(e, t0, TSQP_EXACT | TSQP_TRACES, &m));
  closed_form(t0 * (m.q1 / m.s) / df, result);
  result->se = se_sidik_jonkman(&m, df, result->tau2);
  return TSQ_OK;
}

static void solved(const tsqp_q_root *root, tsqp_tau2 *result) {
  result->tau2 = result->raw = root->t;
  result->bracket[0] = root->bracket[0];
  result->bracket[1] = root->bracket[1];
  result->gradient = root->gradient;
  result->unproved = root->unproved;
  result->iterations = root->iterations;
}

static int iterated_dl(tsqp_engine *e, tsqp_tau2 *result) {
  tsqp_q_root root;
  tsqp_moments m;
  double df = df_of(e);
  TSQP_TRY(tsqp_solve_iterated_dl(e, df, &root));
  solved(&root, result);
  TSQP_TRY(tsqp_moments_at(e, root.t, TSQP_EXACT | TSQP_TRACES, &m));
  result->se = se_iterated_dl(&m, df);
  return TSQ_OK;
}

/* PM and what is the same in the end: Q(t) = k - p, or the median of its distribution. */
static int q_equation(tsqp_engine *e, double target, tsqp_tau2 *result) {
  tsqp_q_root root;
  tsqp_moments m;
  TSQP_TRY(tsqp_solve_q(e, target, &root));
  solved(&root, result);
  TSQP_TRY(tsqp_moments_at(e, root.t, TSQP_EXACT | TSQP_TRACES, &m));
  result->se = se_q_equation(&m, (double)e->studies->k, df_of(e));
  return TSQ_OK;
}

int tsqp_tau2_estimate(tsqp_engine *e, int32_t method, tsqp_tau2 *result) {
  double k = (double)e->studies->k;
  double df = df_of(e);
  *result = (tsqp_tau2){.se = NAN};
  switch ((enum tsq_method)method) { /* no default: the compiler names a method that is forgotten */
    case TSQ_CE: break;
    case TSQ_DL: return der_simonian_laird(e, 0, result);
    case TSQ_DL2: return two_step(e, result);
    case TSQ_HE: return fixed_weights(e, TSQP_EQUAL_WEIGHTS, result);
    case TSQ_GENQ: return fixed_weights(e, TSQP_CALLERS_WEIGHTS, result);
    case TSQ_HS: return hunter_schmidt(e, 1, result);
    case TSQ_HSK: return hunter_schmidt(e, k / df, result);
    case TSQ_SJ: return sidik_jonkman(e, result);
    case TSQ_ML: return tsqp_maximise_likelihood(e, 0, result);
    case TSQ_REML: return tsqp_maximise_likelihood(e, 1, result);
    case TSQ_DLIT: return iterated_dl(e, result);
    case TSQ_EB:
    case TSQ_PM:
    case TSQ_SJIT: return q_equation(e, df, result);
    case TSQ_PMM: return q_equation(e, tsqp_chi2_quantile_lower(0.5, df), result);
  }
  return tsqp_fail(TSQ_ERR_INTERNAL, "no estimator for method %d", (int)method);
}

/* The point at which the method's weights are taken when tau2 is t. */
static int weights_at(tsqp_engine *e, int32_t method, double t, double *t0) {
  tsqp_tau2 first;
  *t0 = t;
  switch ((enum tsq_method)method) {
    case TSQ_DL:
    case TSQ_HS:
    case TSQ_HSK: *t0 = 0; break;
    case TSQ_SJ: return crude_variance(e, t0);
    case TSQ_DL2:
      TSQP_TRY(der_simonian_laird(e, 0, &first));
      *t0 = first.tau2;
      break;
    case TSQ_CE:
    case TSQ_HE:
    case TSQ_GENQ:
    case TSQ_ML:
    case TSQ_REML:
    case TSQ_EB:
    case TSQ_PM:
    case TSQ_PMM:
    case TSQ_DLIT:
    case TSQ_SJIT: break;
  }
  return TSQ_OK;
}

int tsqp_tau2_standard_error(tsqp_engine *e, int32_t method, double t, double *se) {
  double k = (double)e->studies->k;
  double df = df_of(e);
  double t0;
  tsqp_moments m;
  tsqp_fixed_form form;
  if (method == TSQ_HE || method == TSQ_GENQ) {
    TSQP_TRY(tsqp_fixed_weights_form(e, method == TSQ_HE ? TSQP_EQUAL_WEIGHTS : TSQP_CALLERS_WEIGHTS, t,
                                     &form, NULL, NULL));
    *se = sqrt(2 * form.tr_psps) / form.tr_p;
    return TSQ_OK;
  }
  TSQP_TRY(weights_at(e, method, t, &t0));
  TSQP_TRY(tsqp_moments_at(e, t0, TSQP_EXACT | TSQP_TRACES, &m));
  switch ((enum tsq_method)method) {
    case TSQ_CE:
    case TSQ_HE:
    case TSQ_GENQ: return tsqp_fail(TSQ_ERR_INTERNAL, "method %d was to be done before", (int)method);
    case TSQ_DL:
    case TSQ_DL2: *se = se_moment(&m, df, t); break;
    case TSQ_HS: *se = se_hunter_schmidt(&m, df, 1, t); break;
    case TSQ_HSK: *se = se_hunter_schmidt(&m, df, k / df, t); break;
    case TSQ_SJ: *se = se_sidik_jonkman(&m, df, t); break;
    case TSQ_ML: *se = M_SQRT2 * m.s / m.rw2; break;
    case TSQ_REML: *se = M_SQRT2 * m.s / sqrt(m.tr2); break;
    case TSQ_DLIT: *se = se_iterated_dl(&m, df); break;
    case TSQ_EB:
    case TSQ_PM:
    case TSQ_PMM:
    case TSQ_SJIT: *se = se_q_equation(&m, k, df); break;
  }
  return TSQ_OK;
}
