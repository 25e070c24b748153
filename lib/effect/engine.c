/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/engine.h"

#include "base/options.h"
#include "base/status.h"
#include "effect/arguments.h"
#include "kernel/kernels.h"
#include "numeric/sum.h"

#include <math.h>

TSQP_NO_PADDING(tsq_effect_options, reserved_pointer,
                sizeof(size_t) + 4 * 4 + 8 + 2 * sizeof(void *) + 2 * 4);

/* What a call has settled before the first study. */
typedef struct plan {
  const tsqp_measure *measure;
  const tsqp_columns *columns;
  const int32_t *vtypes; /* one for each study, or NULL */
  size_t n_given;        /* columns of this kind of record that are given, and their arguments */
  const double *given[TSQP_N_ARGUMENTS];
  int32_t given_argument[TSQP_N_ARGUMENTS];
  const tsqp_domain *given_domain[TSQP_N_ARGUMENTS];
  size_t n_absent; /* arguments of this kind of record that are not: NaN */
  int32_t absent_argument[TSQP_N_ARGUMENTS];
  double add;
  int by_arm; /* the amount is shared between the arms by their sizes */
  int32_t to;
  int32_t drop00;
  tsqp_context context;
} plan;

/* --- checking --- */

static int check_column(const char *name, const double *x, size_t from, size_t n, const tsqp_domain *domain) {
  if (!tsqp_active_kernels()->outside(n, x + from, domain->lowest, domain->highest)) return TSQ_OK;
  size_t i = from;
  while (!(x[i] < domain->lowest || x[i] > domain->highest)) { /* NaN is neither */
    i++;
  }
  return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = %g: %s", name, i, x[i], domain->rule);
}

/* Which columns this measure's kind reads. */
static int use_columns(plan *p) {
  const tsqp_kind *kind = p->measure->kind;
  TSQP_TRY(tsqp_check_inputs(p->measure, p->columns));
  for (size_t j = 0; j < kind->n_rules; j++) {
    int32_t a = kind->rules[j].argument;
    const double *column = p->columns->of[a];
    if (column == NULL) {
      p->absent_argument[p->n_absent++] = a;
      continue;
    }
    p->given[p->n_given] = column;
    p->given_domain[p->n_given] = kind->rules[j].domain;
    p->given_argument[p->n_given++] = a;
  }
  return TSQ_OK;
}

/* Everything that the kind of record has; what it has not, no row function reads. */
static inline void gather(const plan *p, size_t i, tsqp_study *study) {
  for (size_t j = 0; j < p->n_given; j++) {
    study->argument[p->given_argument[j]] = p->given[j][i];
  }
  for (size_t j = 0; j < p->n_absent; j++) {
    study->argument[p->absent_argument[j]] = NAN;
  }
}

/* Tables of which nothing is given but what makes them: their order is a, b (or n1), c, d (or n2). */
static int tables_as_given(const plan *p, const double *table[4], int *sizes) {
  const double *const *of = p->columns->of;
  if (p->measure->kind != &tsqp_kind_tables || p->n_given != 4 || of[TSQP_ARG_ai] == NULL ||
      of[TSQP_ARG_ci] == NULL)
    return 0;
  *sizes = of[TSQP_ARG_bi] == NULL;
  table[0] = of[TSQP_ARG_ai];
  table[1] = of[*sizes ? TSQP_ARG_n1i : TSQP_ARG_bi];
  table[2] = of[TSQP_ARG_ci];
  table[3] = of[*sizes ? TSQP_ARG_n2i : TSQP_ARG_di];
  return table[1] != NULL && table[3] != NULL;
}

static int check_rows(const plan *p, size_t from, size_t n) {
  const tsqp_kind *kind = p->measure->kind;
  const double *table[4];
  int sizes;
  if (kind->check == NULL) return TSQ_OK;
  if (tables_as_given(p, table, &sizes)) {
    for (size_t j = 0; j < 4; j++) {
      table[j] += from;
    }
    if (tsqp_active_kernels()->plain_tables(n, table, sizes)) return TSQ_OK;
  }
  for (size_t i = from; i < from + n; i++) {
    tsqp_study study;
    gather(p, i, &study);
    TSQP_TRY(kind->check(&study, i));
  }
  return TSQ_OK;
}

/* All columns and rows, a block at a time, so that the data is fetched once. */
static int check_data(const plan *p) {
  for (size_t from = 0; from < p->columns->k; from += TSQP_BLOCK) {
    size_t n = p->columns->k - from < TSQP_BLOCK ? p->columns->k - from : TSQP_BLOCK;
    for (size_t j = 0; j < p->n_given; j++) {
      TSQP_TRY(check_column(tsqp_argument_name((size_t)p->given_argument[j]), p->given[j], from, n,
                            p->given_domain[j]));
    }
    TSQP_TRY(check_rows(p, from, n));
  }
  return TSQ_OK;
}

/* --- options --- */

static int has_vtype(const tsqp_measure *measure, int32_t vtype) {
  for (const int32_t *v = measure->vtypes; *v != 0; v++) {
    if (*v == vtype) return 1;
  }
  return vtype == 0 || vtype == TSQ_LS;
}

/* LS is every measure's default, also where the field knows it by another name (ST, CS). */
static int32_t resolve_vtype(const plan *p, int32_t vtype) {
  if (vtype == 0) vtype = p->context.vtype;
  return vtype == TSQ_LS ? p->measure->vtypes[0] : vtype;
}

static int fail_vtype(const tsqp_measure *measure, int32_t vtype) {
  const char *name = tsq_vtype_name(vtype);
  if (name == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.vtype = %d: there is no such vtype", (int)vtype);
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.vtype = %s: %s has no such variance", name, measure->code);
}

static int plan_vtypes(plan *p, const tsq_effect_options *o) {
  if (!has_vtype(p->measure, o->vtype)) return fail_vtype(p->measure, o->vtype);
  p->context.vtype = o->vtype == 0 ? TSQ_LS : o->vtype;
  p->vtypes = o->vtypes;
  for (size_t i = 0; p->vtypes != NULL && i < p->columns->k; i++) {
    if (!has_vtype(p->measure, p->vtypes[i])) return fail_vtype(p->measure, p->vtypes[i]);
  }
  p->context.vtype = resolve_vtype(p, p->context.vtype);
  return TSQ_OK;
}

static int plan_adding(plan *p, const tsq_effect_options *o) {
  p->to = o->to == 0 ? TSQ_TO_ONLY0 : o->to;
  if (tsq_to_name(p->to) == NULL) return tsqp_fail(TSQ_ERR_ARGUMENT, "options.to = %d", (int)o->to);
  if (o->drop00 != 0 && o->drop00 != 1) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.drop00 = %d: 0 or 1", (int)o->drop00);
  }
  p->drop00 = o->drop00;
  if (o->add_mode != TSQ_ADD_DEFAULT && o->add_mode != TSQ_ADD_VALUE &&
      o->add_mode != TSQ_ADD_TREATMENT_ARM) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.add_mode = %d", (int)o->add_mode);
  }
  p->by_arm = o->add_mode == TSQ_ADD_TREATMENT_ARM;
  if (p->by_arm && p->measure->kind->add_by_arm == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.add_mode = TSQ_ADD_TREATMENT_ARM is for 2x2 tables, not %s",
                     p->measure->code);
  }
  if (!(o->add >= 0) || isinf(o->add)) return tsqp_fail(TSQ_ERR_ARGUMENT, "options.add = %g: >= 0", o->add);
  if (o->add > 0 && o->add_mode != TSQ_ADD_VALUE) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.add = %g is used only with add_mode = TSQ_ADD_VALUE", o->add);
  }
  p->add = o->add_mode == TSQ_ADD_VALUE ? o->add : p->by_arm ? 1 : p->measure->default_add;
  return TSQ_OK;
}

static int plan_options(plan *p, const tsq_effect_options *callers) {
  tsq_effect_options o;
  TSQP_TRY(tsqp_read_options(callers, &o, sizeof o, "tsq_effect_options"));
  if (o.reserved != 0 || o.reserved_pointer != NULL)
    return tsqp_fail(TSQ_ERR_OPTIONS, "tsq_effect_options.reserved is set");
  p->context.convention = o.convention == 0 ? TSQ_CONVENTION_METAFOR5 : o.convention;
  if (tsq_convention_name(p->context.convention) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.convention = %d", (int)o.convention);
  }
  TSQP_TRY(plan_adding(p, &o));
  return plan_vtypes(p, &o);
}

/* --- one study --- */

/* Gathered anew (completing and correcting write into the study), completed and corrected for zero cells; 0 where it is dropped. */
static int prepare_study(const plan *p, size_t i, tsqp_study *study) {
  const tsqp_kind *kind = p->measure->kind;
  gather(p, i, study);
  if (kind->complete != NULL) kind->complete(study);
  if (kind->has_zero == NULL) return 1;
  if (p->drop00 && kind->is_double_zero != NULL && kind->is_double_zero(study)) return 0;
  if (p->add > 0 && (p->to == TSQ_TO_ALL || (p->to == TSQ_TO_ONLY0 && kind->has_zero(study)))) {
    if (p->by_arm) {
      kind->add_by_arm(study);
    } else {
      kind->add(study, p->add);
    }
  }
  return 1;
}

/* TO_IF0ALL becomes ALL or NONE. */
static void resolve_if0all(plan *p) {
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

static int needs_averages(const plan *p) {
  if (p->measure->pool == NULL) return 0;
  if (p->vtypes == NULL) return is_averaging(p->context.vtype);
  for (size_t i = 0; i < p->columns->k; i++) {
    if (is_averaging(resolve_vtype(p, p->vtypes[i]))) return 1;
  }
  return 0;
}

static void average(plan *p) {
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

static tsqp_effect effect_of(const plan *p, size_t i, tsqp_context *context) {
  static const tsqp_effect none = {NAN, NAN};
  tsqp_study study;
  if (!prepare_study(p, i, &study)) return none;
  if (p->vtypes != NULL) context->vtype = resolve_vtype(p, p->vtypes[i]);
  tsqp_effect e = p->measure->row(&study, context);
  return isfinite(e.yi) && isfinite(e.vi) && e.vi >= 0 ? e : none;
}

/* --- many ordinary studies at once --- */

/* Which kernel does this call's ordinary studies, and its columns; NONE where the options ask for more than it knows. */
static tsqp_effect_columns kernel_for(const plan *p) {
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

static void one_effect(const plan *p, size_t i, tsqp_context *context, double *yi, double *vi) {
  tsqp_effect e = effect_of(p, i, context);
  if (yi != NULL) yi[i] = e.yi;
  if (vi != NULL) vi[i] = e.vi;
}

/* A block by the kernel; what it flags, and what it leaves at the end, by the row function. */
static void block_effects(const plan *p, const tsqp_effect_columns *columns, size_t from, size_t n,
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

int tsqp_effect_run(const tsqp_measure *measure, const tsqp_columns *columns,
                    const tsq_effect_options *options, double *yi, double *vi) {
  plan p = {.measure = measure, .columns = columns};
  if (yi == NULL && vi == NULL) return tsqp_fail(TSQ_ERR_NULL, "yi and vi are both NULL");
  TSQP_TRY(plan_options(&p, options));
  TSQP_TRY(use_columns(&p));
  TSQP_TRY(check_data(&p));
  resolve_if0all(&p);
  average(&p);

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

int tsqp_effect_sizes(const tsqp_measure *measure, const tsqp_columns *columns, double *ni) {
  plan p = {.measure = measure, .columns = columns, .to = TSQ_TO_NONE};
  TSQP_NOT_NULL(ni);
  TSQP_TRY(use_columns(&p));
  TSQP_TRY(check_data(&p));
  for (size_t i = 0; i < columns->k; i++) {
    tsqp_study study;
    prepare_study(&p, i, &study);
    ni[i] = measure->value == TSQ_MPORM ? study.n1i : measure->kind->size(&study);
  }
  return TSQ_OK;
}
