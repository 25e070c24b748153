/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effects of a measure from reported estimates, on the scale on which the measure is shown, and whether their parts agree. */
#include "effect/convert.h"

#include "base/options.h"
#include "base/status.h"
#include "effect/registry.h"

/* metafor's conv.wald: beyond a tenth of the interval's width, a fifth of half of it. */
#define FAR_FROM_THE_MIDDLE 0.2

static int choose_scale(const tsqp_measure *m, const tsq_convert_options *o, const tsqp_scale **scale) {
  int32_t transform = o->scale == TSQ_SCALE_YI ? 0 : m->transform;
  if (o->transform != 0 && o->scale != 0) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.scale and options.transform both say what the scale is");
  }
  if (o->transform != 0) transform = o->transform;
  *scale = tsqp_find_scale(transform);
  if (*scale != NULL) return TSQ_OK;
  if (o->transform != 0) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.transform = %d: reports on that scale cannot be read",
                     (int)o->transform);
  }
  return tsqp_fail(TSQ_ERR_ARGUMENT,
                   "%s has no way back from the scale on which it is shown: use TSQ_SCALE_YI", m->code);
}

/* --- whether rounding explains that an estimate is not in the middle --- */

/* Half a unit of the last decimal of the number with the most of them; 0 where more than six would be needed. */
static double rounding_of(const double x[3]) {
  double power = 1;
  for (int decimals = 0; decimals <= 6; decimals++, power *= 10) {
    int fits = 1;
    for (int j = 0; j < 3; j++) {
      fits = fits && fabs(x[j] * power - round(x[j] * power)) <= 1e-9 * fmax(1, fabs(x[j] * power));
    }
    if (fits) return 0.5 / power;
  }
  return 0;
}

/* Whether numbers that round to these three have their middle at the estimate: the ranges of both, on yi's scale, meet. */
static int rounding_explains(const tsqp_scale *s, double estimate, double lower, double upper) {
  double h = rounding_of((const double[]){estimate, lower, upper});
  double y1 = s->inverse(estimate - h), y2 = s->inverse(estimate + h);
  double middle1 = 0.5 * s->inverse(lower - h) + 0.5 * s->inverse(upper - h);
  double middle2 = 0.5 * s->inverse(lower + h) + 0.5 * s->inverse(upper + h);
  return fmin(y1, y2) <= fmax(middle1, middle2) && fmin(middle1, middle2) <= fmax(y1, y2);
}

static int32_t judge(const tsq_estimate_reports *r, const tsqp_scale *s, size_t i, tsqp_reported_effect e) {
  double estimate = tsqp_at(r->estimate, i), lower = tsqp_at(r->ci_lower, i), upper = tsqp_at(r->ci_upper, i);
  double v = tsqp_at(r->v, i);
  if (isnan(e.yi)) {
    int is_there =
        !isnan(estimate) || (!isnan(lower) && !isnan(upper)) || (!isnan(tsqp_at(r->o_e, i)) && v == 0);
    return is_there ? TSQ_REASON_NOT_ESTIMABLE : TSQ_REASON_MISSING;
  }
  if (isnan(e.vi)) return TSQ_REASON_NO_VARIANCE;
  if (e.vi == 0 && e.source != TSQ_SOURCE_SE) return TSQ_REASON_ZERO_VARIANCE;
  if (!isfinite(e.vi)) return TSQ_REASON_NOT_ESTIMABLE;
  if (estimate < lower || estimate > upper) return TSQ_REASON_OUTSIDE;
  int is_far = e.asymmetry > FAR_FROM_THE_MIDDLE;
  return is_far && !rounding_explains(s, estimate, lower, upper) ? TSQ_REASON_ASYMMETRIC : TSQ_REASON_NONE;
}

static int has_effect(int32_t reason) {
  return reason == TSQ_REASON_NONE || reason >= TSQ_REASON_ASYMMETRIC;
}

int tsq_effect_estimates(int32_t measure, const tsq_estimate_reports *reports,
                         const tsq_convert_options *options, double *yi, double *vi, int32_t *source,
                         int32_t *reason) {
  tsqp_clear_error();
  const tsqp_measure *m = tsqp_find_measure(measure);
  const tsqp_scale *s = NULL;
  tsq_estimate_reports r;
  tsq_convert_options o;
  if (m == NULL) return tsqp_fail(TSQ_ERR_ARGUMENT, "measure = %d: there is no such measure", (int)measure);
  TSQP_TRY(tsqp_read_data(reports, &r, sizeof r, sizeof r, "tsq_estimate_reports"));
  TSQP_TRY(tsqp_read_scaled_options(options, TSQ_REFERENCE_NORMAL, &o));
  TSQP_TRY(choose_scale(m, &o, &s));
  TSQP_TRY(tsqp_check_estimates(&r, s));
  for (size_t i = 0; i < r.k; i++) {
    tsqp_reported_effect e = tsqp_derive_effect(&r, &o, s, i);
    int32_t why = judge(&r, s, i, e);
    if (!has_effect(why)) e = (tsqp_reported_effect){NAN, NAN, NAN, TSQ_SOURCE_NONE};
    if (yi != NULL) yi[i] = e.yi;
    if (vi != NULL) vi[i] = e.vi;
    if (source != NULL) source[i] = e.source;
    if (reason != NULL) reason[i] = why;
  }
  return TSQ_OK;
}
