/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of means and whole effects, from their intervals and tests: Cochrane Handbook 6.5, 6.3 and 6.5.2.3. */
#include "effect/convert.h"

#include "base/options.h"
#include "base/status.h"
#include "effect/from_p.h"
#include "numeric/distributions.h"

#include <tausq/transform.h>

#include <float.h>

/* The standard error of an estimate y, from the first of what is known. */
static tsqp_derived derive_se(double se, double lower, double upper, double level, double y, double statistic,
                              double p, double df) {
  if (!isnan(se)) return (tsqp_derived){se, TSQ_SOURCE_SE};
  double by_ci = tsqp_se_of_interval(lower, upper, level, df);
  if (isfinite(by_ci)) return (tsqp_derived){by_ci, TSQ_SOURCE_CI};
  double by_statistic = fabs(y / statistic);
  if (isfinite(by_statistic)) return (tsqp_derived){by_statistic, TSQ_SOURCE_STATISTIC};
  double by_p = fabs(y / tsqp_t_from_p(p, df));
  if (isfinite(by_p) && p > 0) return (tsqp_derived){by_p, TSQ_SOURCE_P};
  return tsqp_nothing();
}

static int check_common(const double *se, const double *level, const double *p, size_t k) {
  TSQP_TRY(tsqp_check_range("se", se, k, 0, DBL_MAX, "must be >= 0 and finite"));
  TSQP_TRY(tsqp_check_range("level", level, k, DBL_TRUE_MIN, 1 - 0x1p-53, "must be between 0 and 1"));
  return tsqp_check_range("p", p, k, 0, 1, "a p value must be between 0 and 1");
}

static double level_at(const double *level, const tsq_convert_options *o, size_t i) {
  double own = tsqp_at(level, i);
  return isnan(own) ? o->level : own;
}

/* --- difference of two means --- */

static int check_differences(const tsq_difference_reports *r) {
  TSQP_TRY(tsqp_check_range("n1", r->n1, r->k, DBL_TRUE_MIN, DBL_MAX, "must be > 0 and finite"));
  TSQP_TRY(tsqp_check_range("n2", r->n2, r->k, DBL_TRUE_MIN, DBL_MAX, "must be > 0 and finite"));
  TSQP_TRY(tsqp_check_range("difference", r->difference, r->k, -DBL_MAX, DBL_MAX, "must be finite"));
  TSQP_TRY(tsqp_check_range("ci_lower", r->ci_lower, r->k, -DBL_MAX, DBL_MAX, "must be finite"));
  TSQP_TRY(tsqp_check_range("ci_upper", r->ci_upper, r->k, -DBL_MAX, DBL_MAX, "must be finite"));
  TSQP_TRY(tsqp_check_order("ci_lower", r->ci_lower, "ci_upper", r->ci_upper, r->k));
  TSQP_TRY(tsqp_check_range("t", r->t, r->k, -DBL_MAX, DBL_MAX, "must be finite"));
  return check_common(r->se, r->level, r->p, r->k);
}

int tsq_convert_differences(const tsq_difference_reports *callers, const tsq_convert_options *options,
                            double *sd, double *se, int32_t *source) {
  tsqp_clear_error();
  tsq_difference_reports r;
  tsq_convert_options o;
  TSQP_TRY(tsqp_read_data(callers, &r, sizeof r, sizeof r, "tsq_difference_reports"));
  TSQP_TRY(tsqp_read_convert_options(options, TSQ_REFERENCE_T, &o));
  TSQP_TRY(check_differences(&r));
  for (size_t i = 0; i < r.k; i++) {
    double n1 = tsqp_at(r.n1, i), n2 = tsqp_at(r.n2, i);
    double df = o.reference == TSQ_REFERENCE_T ? n1 + n2 - 2 : HUGE_VAL;
    tsqp_derived d =
        derive_se(tsqp_at(r.se, i), tsqp_at(r.ci_lower, i), tsqp_at(r.ci_upper, i), level_at(r.level, &o, i),
                  tsqp_at(r.difference, i), tsqp_at(r.t, i), tsqp_at(r.p, i), df);
    if (sd != NULL) sd[i] = d.value / sqrt(1 / n1 + 1 / n2);
    if (se != NULL) se[i] = d.value;
    if (source != NULL) source[i] = d.source;
  }
  return TSQ_OK;
}

/* --- effects --- */

static double same(double x) {
  return x;
}
static double logit(double x) {
  return log(x) - log1p(-x);
}
static double of_percent(double x) {
  return log1p(x / 100);
}
static double of_efficacy(double x) {
  return log1p(-x / 100);
}

static const tsqp_scale scales[] = {
    {0, -DBL_MAX, DBL_MAX, same, 0},
    {TSQ_TRANSFORM_EXP, 0, DBL_MAX, log, 0},
    {TSQ_TRANSFORM_PERCENT, -100, DBL_MAX, of_percent, 0},
    {TSQ_TRANSFORM_EFFICACY, -DBL_MAX, 100, of_efficacy, 1},
    {TSQ_TRANSFORM_ILOGIT, 0, 1, logit, 0},
    {TSQ_TRANSFORM_IPROBIT, 0, 1, tsqp_normal_quantile, 0},
    {TSQ_TRANSFORM_ZTOR, -1, 1, atanh, 0},
};

const tsqp_scale *tsqp_find_scale(int32_t transform) {
  for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
    if (scales[i].transform == transform) return &scales[i];
  }
  return NULL;
}

int tsqp_check_estimates(const tsq_estimate_reports *r, const tsqp_scale *s) {
  const char *rule = "outside the reported scale";
  TSQP_TRY(tsqp_check_range("estimate", r->estimate, r->k, s->lowest, s->highest, rule));
  TSQP_TRY(tsqp_check_range("ci_lower", r->ci_lower, r->k, s->lowest, s->highest, rule));
  TSQP_TRY(tsqp_check_range("ci_upper", r->ci_upper, r->k, s->lowest, s->highest, rule));
  TSQP_TRY(tsqp_check_order("ci_lower", r->ci_lower, "ci_upper", r->ci_upper, r->k));
  TSQP_TRY(tsqp_check_range("statistic", r->statistic, r->k, -DBL_MAX, DBL_MAX, "must be finite"));
  TSQP_TRY(tsqp_check_range("o_e", r->o_e, r->k, -DBL_MAX, DBL_MAX, "must be finite"));
  TSQP_TRY(tsqp_check_range("v", r->v, r->k, 0, DBL_MAX, "a variance must be >= 0 and finite"));
  TSQP_TRY(tsqp_check_range("df", r->df, r->k, DBL_TRUE_MIN, HUGE_VAL, "must be > 0"));
  return check_common(r->se, r->level, r->p, r->k);
}

tsqp_reported_effect tsqp_derive_effect(const tsq_estimate_reports *r, const tsq_convert_options *o,
                                        const tsqp_scale *s, size_t i) {
  double lower = s->inverse(tsqp_at(s->decreasing ? r->ci_upper : r->ci_lower, i));
  double upper = s->inverse(tsqp_at(s->decreasing ? r->ci_lower : r->ci_upper, i));
  double y = s->inverse(tsqp_at(r->estimate, i)), df = tsqp_at(r->df, i);
  double middle = 0.5 * lower + 0.5 * upper, half = 0.5 * upper - 0.5 * lower;
  double o_e = tsqp_at(r->o_e, i), v = tsqp_at(r->v, i);
  if (isnan(tsqp_at(r->estimate, i)) && isnan(middle) && !isnan(o_e) && v > 0) {
    return (tsqp_reported_effect){o_e / v, 1 / v, NAN, TSQ_SOURCE_O_E};
  }
  if (isnan(y)) y = middle;
  if (!isfinite(y)) y = NAN;
  if (isnan(df)) df = HUGE_VAL;
  tsqp_derived se = derive_se(tsqp_at(r->se, i), lower, upper, level_at(r->level, o, i), y,
                              tsqp_at(r->statistic, i), tsqp_at(r->p, i), df);
  double asymmetry = fabs(y - middle) / half;
  return (tsqp_reported_effect){y, se.value * se.value, isfinite(asymmetry) ? asymmetry : NAN, se.source};
}

int tsq_convert_estimates(const tsq_estimate_reports *callers, const tsq_convert_options *options, double *yi,
                          double *vi, int32_t *source, double *asymmetry) {
  tsqp_clear_error();
  tsq_estimate_reports r;
  tsq_convert_options o;
  TSQP_TRY(tsqp_read_data(callers, &r, sizeof r, sizeof r, "tsq_estimate_reports"));
  TSQP_TRY(tsqp_read_convert_options(options, TSQ_REFERENCE_NORMAL, &o));
  const tsqp_scale *s = tsqp_find_scale(o.transform);
  if (s == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.transform = %d: reports on that scale cannot be read",
                     (int)o.transform);
  }
  TSQP_TRY(tsqp_check_estimates(&r, s));
  for (size_t i = 0; i < r.k; i++) {
    tsqp_reported_effect e = tsqp_derive_effect(&r, &o, s, i);
    if (yi != NULL) yi[i] = e.yi;
    if (vi != NULL) vi[i] = e.vi;
    if (source != NULL) source[i] = e.source;
    if (asymmetry != NULL) asymmetry[i] = e.asymmetry;
  }
  return TSQ_OK;
}
