/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/engine.h"

#include "base/status.h"
#include "effect/plan.h"
#include "effect/reasons.h"
#include "effect/revman.h"
#include "kernel/kernels.h"
#include "numeric/sum.h"

/* --- one study --- */

/* Gathered anew (completing and correcting write into the study) and completed. */
static void read_study(const tsqp_plan *p, size_t i, tsqp_study *study) {
  tsqp_gather(p, i, study);
  if (p->measure->kind->complete != NULL) p->measure->kind->complete(study);
}

/* Why the options drop a study as it was read; 0 where they do not. */
static int32_t why_dropped(const tsqp_plan *p, const tsqp_study *study) {
  if (p->drop00 == TSQ_DROP00_KEEP || p->measure->kind->double_zero == NULL) return TSQ_REASON_NONE;
  int32_t why = p->measure->kind->double_zero(study), uninformed = p->measure->no_information;
  if (p->drop00 == TSQ_DROP00_ALL || uninformed == TSQP_NOT_DOUBLE_ZERO_OR_FULL) return why;
  if (uninformed == TSQP_NOT_DOUBLE_ZERO && why == TSQ_REASON_DOUBLE_ZERO) return why;
  return TSQ_REASON_NONE;
}

static void correct(const tsqp_plan *p, tsqp_study *study) {
  const tsqp_kind *kind = p->measure->kind;
  if (kind->has_zero == NULL || !(p->add > 0)) return;
  if (p->to != TSQ_TO_ALL && !(p->to == TSQ_TO_ONLY0 && kind->has_zero(study))) return;
  if (p->by_arm) {
    kind->add_by_arm(study);
  } else {
    kind->add(study, p->add);
  }
}

/* Ready for a row function; 0 where it is dropped. */
static int prepare_study(const tsqp_plan *p, size_t i, tsqp_study *study) {
  read_study(p, i, study);
  if (why_dropped(p, study) != TSQ_REASON_NONE) return 0;
  correct(p, study);
  return 1;
}

/* TO_IF0ALL becomes ALL or NONE. */
static void resolve_if0all(tsqp_plan *p) {
  if (p->to != TSQ_TO_IF0ALL) return;
  p->to = TSQ_TO_NONE;
  if (p->measure->kind->has_zero == NULL) return;
  for (size_t i = 0; i < p->columns->k; i++) {
    tsqp_study study;
    if (prepare_study(p, i, &study) && p->measure->kind->has_zero(&study)) {
      p->to = TSQ_TO_ALL;
      return;
    }
  }
}

static int is_averaging(int32_t vtype) {
  return vtype == TSQ_AV || vtype == TSQ_AV2 || vtype == TSQ_AVHO || vtype == TSQ_HO;
}

static int needs_averages(const tsqp_plan *p) {
  if (p->measure->pool == NULL) return 0;
  if (p->vtypes == NULL) return is_averaging(p->context.vtype);
  for (size_t i = 0; i < p->columns->k; i++) {
    if (is_averaging(tsqp_resolve_vtype(p, p->vtypes[i]))) return 1;
  }
  return 0;
}

static void average(tsqp_plan *p) {
  if (!needs_averages(p)) return;
  tsqp_sum sums[TSQP_MAX_POOLED] = {{0, 0}}, weights[TSQP_MAX_POOLED] = {{0, 0}};
  for (size_t i = 0; i < p->columns->k; i++) {
    tsqp_study study;
    if (!prepare_study(p, i, &study)) continue;
    tsqp_contribution c = p->measure->pool(&study, &p->context);
    for (size_t j = 0; j < TSQP_MAX_POOLED; j++) {
      if (!isfinite(c.value[j]) || !isfinite(c.weight[j])) continue;
      tsqp_sum_add(&sums[j], c.weight[j] * c.value[j]);
      tsqp_sum_add(&weights[j], c.weight[j]);
    }
  }
  for (size_t j = 0; j < TSQP_MAX_POOLED; j++) {
    p->context.pooled[j] = tsqp_sum_value(&sums[j]) / tsqp_sum_value(&weights[j]);
  }
}

/* --- the loop --- */

/* The effect of a study as its formulas have it, usable or not; 0 where it is dropped. */
static int compute(const tsqp_plan *p, size_t i, tsqp_context *context, tsqp_study *study, tsqp_effect *e) {
  if (!prepare_study(p, i, study)) return 0;
  if (p->vtypes != NULL) context->vtype = tsqp_resolve_vtype(p, p->vtypes[i]);
  *e = p->measure->row(study, context);
  if (context->convention == TSQ_CONVENTION_REVMAN) {
    tsqp_study raw;
    read_study(p, i, &raw);
    if (tsqp_revman_estimates_raw(p->measure, &raw)) e->yi = p->measure->row(&raw, context).yi;
  }
  return 1;
}

/* A variance of 0 is the caller's own where it is given, or where he wants counts as they are. */
static int may_be_zero(const tsqp_plan *p) {
  return p->measure->kind == &tsqp_kind_given || (p->measure->kind->has_zero != NULL && p->to == TSQ_TO_NONE);
}

static tsqp_effect effect_of(const tsqp_plan *p, size_t i, tsqp_context *context) {
  static const tsqp_effect none = {NAN, NAN};
  tsqp_study study;
  tsqp_effect e;
  if (!compute(p, i, context, &study, &e)) return none;
  return tsqp_is_usable(e) || (isfinite(e.yi) && e.vi == 0 && may_be_zero(p)) ? e : none;
}

static int32_t reason_of(const tsqp_plan *p, size_t i, tsqp_context *context) {
  tsqp_study raw, study;
  tsqp_effect e;
  tsqp_gather(p, i, &raw);
  if (!compute(p, i, context, &study, &e)) return why_dropped(p, &study);
  if (tsqp_is_usable(e)) return TSQ_REASON_NONE;
  if (p->measure->kind == &tsqp_kind_given && isfinite(e.yi) && e.vi == 0) return TSQ_REASON_NONE;
  return tsqp_reason_of(p->measure, context, &raw, &study, e);
}

/* --- many ordinary studies at once --- */

/* Which kernel does this call's ordinary studies, and its columns; NONE where the options ask for more than it knows. */
static tsqp_effect_columns kernel_for(const tsqp_plan *p) {
  static const struct {
    int32_t measure;
    int kernel;
  } kernels[] = {{TSQ_MD, TSQP_EFFECT_MD}, {TSQ_SMD, TSQP_EFFECT_SMD}, {TSQ_ROM, TSQP_EFFECT_ROM},
                 {TSQ_OR, TSQP_EFFECT_OR}, {TSQ_RR, TSQP_EFFECT_RR},   {TSQ_RD, TSQP_EFFECT_RD}};
  static const int32_t means[6] = {TSQP_ARG_m1i, TSQP_ARG_sd1i, TSQP_ARG_n1i,
                                   TSQP_ARG_m2i, TSQP_ARG_sd2i, TSQP_ARG_n2i};
  static const int32_t cells[4] = {TSQP_ARG_ai, TSQP_ARG_bi, TSQP_ARG_ci, TSQP_ARG_di};
  static const int32_t arms[4] = {TSQP_ARG_ai, TSQP_ARG_n1i, TSQP_ARG_ci, TSQP_ARG_n2i};
  tsqp_effect_columns none = {.measure = TSQP_EFFECT_NONE};
  tsqp_effect_columns c = none;
  if (p->vtypes != NULL || p->context.vtype != p->measure->vtypes[0] ||
      p->context.convention != TSQ_CONVENTION_METAFOR5)
    return none;
  for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
    if (kernels[i].measure == p->measure->value) c.measure = kernels[i].kernel;
  }
  if (c.measure == TSQP_EFFECT_NONE) return none;
  if (c.measure >= TSQP_EFFECT_OR && (p->to == TSQ_TO_ALL && p->add > 0)) return none;
  size_t n = c.measure >= TSQP_EFFECT_OR ? 4 : 6;
  const int32_t *arguments = n == 6 ? means : cells;
  if (n == 4 && (p->columns->of[TSQP_ARG_bi] == NULL || p->columns->of[TSQP_ARG_di] == NULL)) {
    arguments = arms;
    c.sizes = 1;
  }
  for (size_t j = 0; j < n; j++) {
    c.column[j] = p->columns->of[arguments[j]];
    if (c.column[j] == NULL) return none;
  }
  return c;
}

static void one_effect(const tsqp_plan *p, size_t i, tsqp_context *context, double *yi, double *vi) {
  tsqp_effect e = effect_of(p, i, context);
  if (yi != NULL) yi[i] = e.yi;
  if (vi != NULL) vi[i] = e.vi;
}

/* A block by the kernel; what it flags, and what it leaves at the end, by the row function. */
static void block_effects(const tsqp_plan *p, const tsqp_effect_columns *columns, size_t from, size_t n,
                          double *yi, double *vi) {
  tsqp_effect_columns at = *columns;
  tsqp_context context = p->context;
  unsigned char odd[TSQP_BLOCK];
  int any_odd = 0;
  for (size_t j = 0; j < 6; j++) {
    if (at.column[j] != NULL) at.column[j] += from;
  }
  size_t done = tsqp_active_kernels()->effects(&at, n, yi != NULL ? yi + from : NULL,
                                               vi != NULL ? vi + from : NULL, odd, &any_odd);
  for (size_t i = 0; i < done && any_odd; i++) {
    if (odd[i]) one_effect(p, from + i, &context, yi, vi);
  }
  for (size_t i = done; i < n; i++) {
    one_effect(p, from + i, &context, yi, vi);
  }
}

/* What is settled before the first study; the data are checked. */
static int make_plan(tsqp_plan *p, const tsqp_measure *measure, const tsqp_columns *columns,
                     const tsq_effect_options *options) {
  *p = (tsqp_plan){.measure = measure, .columns = columns};
  TSQP_TRY(tsqp_plan_effects(p, options));
  resolve_if0all(p);
  average(p);
  return TSQ_OK;
}

int tsqp_effect_run(const tsqp_measure *measure, const tsqp_columns *columns,
                    const tsq_effect_options *options, double *yi, double *vi) {
  tsqp_plan p;
  if (yi == NULL && vi == NULL) return tsqp_fail(TSQ_ERR_NULL, "yi and vi are both NULL");
  TSQP_TRY(make_plan(&p, measure, columns, options));

  tsqp_effect_columns lanes = kernel_for(&p);
  if (lanes.measure != TSQP_EFFECT_NONE) {
    for (size_t from = 0; from < columns->k; from += TSQP_BLOCK) {
      size_t n = columns->k - from < TSQP_BLOCK ? columns->k - from : TSQP_BLOCK;
      block_effects(&p, &lanes, from, n, yi, vi);
    }
    return TSQ_OK;
  }
  tsqp_context context = p.context;
  for (size_t i = 0; i < columns->k; i++) {
    one_effect(&p, i, &context, yi, vi);
  }
  return TSQ_OK;
}

int tsqp_effect_why(const tsqp_measure *measure, const tsqp_columns *columns,
                    const tsq_effect_options *options, int32_t *reason) {
  tsqp_plan p;
  TSQP_NOT_NULL(reason);
  TSQP_TRY(make_plan(&p, measure, columns, options));
  tsqp_context context = p.context;
  for (size_t i = 0; i < columns->k; i++) {
    reason[i] = reason_of(&p, i, &context);
  }
  return TSQ_OK;
}

int tsqp_effect_sizes(const tsqp_measure *measure, const tsqp_columns *columns, double *ni) {
  tsqp_plan p = {.measure = measure, .columns = columns, .to = TSQ_TO_NONE};
  TSQP_NOT_NULL(ni);
  TSQP_TRY(tsqp_plan_columns(&p));
  for (size_t i = 0; i < columns->k; i++) {
    tsqp_study study;
    read_study(&p, i, &study);
    ni[i] = measure->value == TSQ_MPORM ? study.n1i : measure->kind->size(&study);
  }
  return TSQ_OK;
}
