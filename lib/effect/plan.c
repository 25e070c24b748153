/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/plan.h"

#include "base/options.h"
#include "base/status.h"
#include "effect/arguments.h"
#include "effect/revman.h"
#include "kernel/kernels.h"

TSQP_NO_PADDING(tsq_effect_options, reserved_pointer, sizeof(size_t) + 4 * 4 + 8 + 2 * sizeof(void *) + 2 * 4);

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
static int use_columns(tsqp_plan *p) {
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

/* Tables of which nothing is given but what makes them: their order is a, b (or n1), c, d (or n2). */
static int tables_as_given(const tsqp_plan *p, const double *table[4], int *sizes) {
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

static int check_rows(const tsqp_plan *p, size_t from, size_t n) {
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
    tsqp_gather(p, i, &study);
    TSQP_TRY(kind->check(&study, i));
  }
  return TSQ_OK;
}

/* All columns and rows, a block at a time, so that the data is fetched once. */
static int check_data(const tsqp_plan *p) {
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

int tsqp_plan_columns(tsqp_plan *p) {
  TSQP_TRY(use_columns(p));
  return check_data(p);
}

/* --- options --- */

static int has_vtype(const tsqp_measure *measure, int32_t vtype) {
  for (const int32_t *v = measure->vtypes; *v != 0; v++) {
    if (*v == vtype) return 1;
  }
  return vtype == 0 || vtype == TSQ_LS;
}

static int fail_vtype(const tsqp_measure *measure, int32_t vtype) {
  const char *name = tsq_vtype_name(vtype);
  if (name == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.vtype = %d: there is no such vtype", (int)vtype);
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.vtype = %s: %s has no such variance", name, measure->code);
}

static int plan_vtypes(tsqp_plan *p, const tsq_effect_options *o) {
  if (!has_vtype(p->measure, o->vtype)) return fail_vtype(p->measure, o->vtype);
  p->context.vtype = o->vtype == 0 ? TSQ_LS : o->vtype;
  p->vtypes = o->vtypes;
  for (size_t i = 0; p->vtypes != NULL && i < p->columns->k; i++) {
    if (!has_vtype(p->measure, p->vtypes[i])) return fail_vtype(p->measure, p->vtypes[i]);
  }
  p->context.vtype = tsqp_resolve_vtype(p, p->context.vtype);
  return TSQ_OK;
}

static int plan_adding(tsqp_plan *p, const tsq_effect_options *o) {
  int revman = p->context.convention == TSQ_CONVENTION_REVMAN;
  p->to = o->to == 0 ? TSQ_TO_ONLY0 : o->to;
  if (tsq_to_name(p->to) == NULL) return tsqp_fail(TSQ_ERR_ARGUMENT, "options.to = %d", (int)o->to);
  p->drop00 = o->drop00 != 0 ? o->drop00 : revman ? TSQ_DROP00_NOT_ESTIMABLE : TSQ_DROP00_KEEP;
  if (tsq_drop00_name(p->drop00) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.drop00 = %d: 0, 1 or a value of enum tsq_drop00",
                     (int)o->drop00);
  }
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
  double own = revman ? tsqp_revman_default_add(p->measure) : p->measure->default_add;
  p->add = o->add_mode == TSQ_ADD_VALUE ? o->add : p->by_arm ? 1 : own;
  return TSQ_OK;
}

static int plan_options(tsqp_plan *p, const tsq_effect_options *callers) {
  tsq_effect_options o;
  TSQP_TRY(tsqp_read_options(callers, &o, sizeof o, "tsq_effect_options"));
  if (o.reserved != 0 || o.reserved_pointer != NULL) return tsqp_fail(TSQ_ERR_OPTIONS, "tsq_effect_options.reserved is set");
  p->context.convention = o.convention == 0 ? TSQ_CONVENTION_METAFOR5 : o.convention;
  if (tsq_convention_name(p->context.convention) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.convention = %d", (int)o.convention);
  }
  TSQP_TRY(plan_adding(p, &o));
  return plan_vtypes(p, &o);
}

int tsqp_plan_effects(tsqp_plan *p, const tsq_effect_options *options) {
  TSQP_TRY(plan_options(p, options));
  return tsqp_plan_columns(p);
}
