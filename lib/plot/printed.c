/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/printed.h"

#include "base/status.h"

#include <math.h>

static int needs_n(int32_t transform) {
  return transform == TSQ_TRANSFORM_IPFT || transform == TSQ_TRANSFORM_IPFT_HM ||
         transform == TSQ_TRANSFORM_IIRFT || transform == TSQ_TRANSFORM_IIRFT_HM;
}

static int is_by_mean(int32_t transform) {
  return transform == TSQ_TRANSFORM_IPFT_HM || transform == TSQ_TRANSFORM_IIRFT_HM;
}

static int32_t without_mean(int32_t transform) {
  if (transform == TSQ_TRANSFORM_IPFT_HM) return TSQ_TRANSFORM_IPFT;
  if (transform == TSQ_TRANSFORM_IIRFT_HM) return TSQ_TRANSFORM_IIRFT;
  return transform;
}

int tsqp_check_transform(const char *what, int32_t transform, const double *ni, size_t k) {
  if (transform != 0 && tsq_transform_name(transform) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "%s->transform = %d is not an enum tsq_transform", what,
                     (int)transform);
  }
  if (!needs_n(transform)) return TSQ_OK;
  if (ni == NULL) {
    return tsqp_fail(TSQ_ERR_NULL, "%s->ni is NULL: the transformation %s needs sample sizes or person-times",
                     what, tsq_transform_name(transform));
  }
  size_t known = 0;
  for (size_t i = 0; i < k; i++) {
    if (isnan(ni[i])) continue;
    if (!(ni[i] > 0) || isinf(ni[i]))
      return tsqp_fail(TSQ_ERR_DATA, "%s->ni[%zu] = %g is not > 0", what, i, ni[i]);
    known++;
  }
  return known > 0 ? TSQ_OK : tsqp_fail(TSQ_ERR_DATA, "%s->ni is missing for all studies", what);
}

tsqp_scale tsqp_pooled_scale(int32_t transform, const double *ni, const size_t *studies, size_t n) {
  tsqp_scale scale = {without_mean(transform), NAN};
  if (!needs_n(transform)) return scale;
  double inverse = 0, known = 0;
  for (size_t i = 0; i < n; i++) {
    double of = ni[studies == NULL ? i : studies[i]];
    if (isnan(of)) continue;
    inverse += 1 / of;
    known++;
  }
  scale.n = known / inverse;
  return scale;
}

tsqp_scale tsqp_study_scale(int32_t transform, tsqp_scale pooled, const double *ni, size_t study) {
  if (!needs_n(transform) || is_by_mean(transform) || isnan(ni[study])) return pooled;
  return (tsqp_scale){transform, ni[study]};
}

double tsqp_printed(tsqp_scale scale, double value) {
  double printed = NAN;
  if (scale.transform == 0 || isnan(value)) return value;
  const tsq_transform_options options = {.size = sizeof options, .ni = &scale.n, .n = 1};
  int status =
      tsq_transform_values(scale.transform, needs_n(scale.transform) ? &options : NULL, 1, &value, &printed);
  return status == TSQ_OK ? printed : NAN;
}

int tsqp_is_exponential(int32_t transform) {
  return transform == TSQ_TRANSFORM_EXP;
}

int tsqp_has_natural_null(int32_t transform) {
  switch (transform) {
    case 0:
    case TSQ_TRANSFORM_EXP:
    case TSQ_TRANSFORM_PERCENT:
    case TSQ_TRANSFORM_EFFICACY:
    case TSQ_TRANSFORM_ZTOR:
    case TSQ_TRANSFORM_DTOCLES:
    case TSQ_TRANSFORM_DTOU3: return 1;
    default: return 0;
  }
}
