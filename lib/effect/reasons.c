/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/reasons.h"

#include "base/names.h"
#include "base/status.h"
#include "effect/arguments.h"

#include <tausq/effect.h>

#include <math.h>

static const tsqp_name reasons[] = {
    {TSQ_REASON_NONE, "none"},
    {TSQ_REASON_MISSING, "a missing value"},
    {TSQ_REASON_DOUBLE_ZERO, "no events in either group"},
    {TSQ_REASON_DOUBLE_FULL, "nothing but events in both groups"},
    {TSQ_REASON_ZERO_CELL, "a zero cell that is not corrected"},
    {TSQ_REASON_ZERO_SD, "a standard deviation of 0"},
    {TSQ_REASON_ZERO_VARIANCE, "a sampling variance of 0"},
    {TSQ_REASON_SAMPLE_SIZE, "too few participants"},
    {TSQ_REASON_NOT_ESTIMABLE, "not estimable"},
    {TSQ_REASON_NO_VARIANCE, "nothing from which its variance follows"},
    {TSQ_REASON_SKEWED, "quantiles too skewed for a mean and a standard deviation"},
    {TSQ_REASON_ASYMMETRIC, "an interval that is not symmetric about its estimate"},
    {TSQ_REASON_OUTSIDE, "an estimate outside its interval"}};

const char *tsq_reason_name(int32_t reason) {
  return tsqp_name_of(reasons, TSQP_COUNT(reasons), reason);
}

int tsq_reason_from_name(const char *name, int32_t *reason) {
  tsqp_clear_error();
  TSQP_NOT_NULL(reason);
  return tsqp_value_of(reasons, TSQP_COUNT(reasons), "reason", name, reason);
}

int tsqp_is_usable(tsqp_effect e) {
  return isfinite(e.yi) && isfinite(e.vi) && e.vi > 0;
}

/* The standard deviations and sample sizes of all kinds of record. */
static const int32_t sds[] = {TSQP_ARG_sd1i, TSQP_ARG_sd2i, TSQP_ARG_sdi};
static const int32_t sizes[] = {TSQP_ARG_n1i, TSQP_ARG_n2i, TSQP_ARG_ni};

static int reads(const tsqp_kind *kind, int32_t argument) {
  for (size_t j = 0; j < kind->n_rules; j++) {
    if (kind->rules[j].argument == argument) return 1;
  }
  return 0;
}

static int has_zero_sd(const tsqp_kind *kind, const tsqp_study *s) {
  for (size_t j = 0; j < TSQP_COUNT(sds); j++) {
    if (reads(kind, sds[j]) && s->argument[sds[j]] == 0) return 1;
  }
  return 0;
}

/* Asked of the formulas themselves: whether the same study with many more participants has an effect. */
static int wants_participants(const tsqp_measure *measure, const tsqp_context *context,
                              const tsqp_study *used) {
  tsqp_study larger = *used;
  if (measure->kind->has_zero != NULL) return 0; /* sizes are sums of counts */
  for (size_t j = 0; j < TSQP_COUNT(sizes); j++) {
    if (reads(measure->kind, sizes[j])) larger.argument[sizes[j]] += 1000;
  }
  return tsqp_is_usable(measure->row(&larger, context));
}

int32_t tsqp_reason_of(const tsqp_measure *measure, const tsqp_context *context, const tsqp_study *raw,
                       const tsqp_study *used, tsqp_effect e) {
  const tsqp_kind *kind = measure->kind;
  if (!tsqp_study_is_complete(measure, raw)) return TSQ_REASON_MISSING;
  if (kind->double_zero != NULL && kind->double_zero(used) != TSQ_REASON_NONE && !isfinite(e.yi))
    return kind->double_zero(used);
  if (has_zero_sd(kind, raw)) return TSQ_REASON_ZERO_SD;
  if (isfinite(e.yi) && e.vi == 0) return TSQ_REASON_ZERO_VARIANCE;
  if (kind->has_zero != NULL && kind->has_zero(used)) return TSQ_REASON_ZERO_CELL;
  if (wants_participants(measure, context, used)) return TSQ_REASON_SAMPLE_SIZE;
  return TSQ_REASON_NOT_ESTIMABLE;
}
