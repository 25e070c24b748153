/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which models there are. A new model is a line here; its quantities, options and records follow from its class. */
#include "base/names.h"
#include "base/number.h"
#include "base/options.h"
#include "base/status.h"
#include "batch/batch.h"
#include "beta_binomial/beta_binomial.h"
#include "fit/fit.h"
#include "glmm/fit.h"
#include "group/subgroups.h"
#include "mh/mh.h"
#include "rma/rma.h"
#include "stream/options.h"

#include <math.h>
#include <string.h>
#include <tausq/models.h>

TSQP_NO_PADDING(tsq_model_info, reserved, 7 * sizeof(void *) + 2 * sizeof(int32_t));
TSQP_NO_PADDING(tsq_quantity, text, 5 * sizeof(void *));
TSQP_NO_PADDING(tsq_option, highest, 8 * sizeof(void *) + 2 * sizeof(double) + 2 * sizeof(int32_t));
TSQP_NO_PADDING(tsq_columns, lines, 11 * sizeof(void *));

static const tsqp_class *const models[] = {&tsqp_rma_class, &tsqp_mh_class, &tsqp_peto_class, &tsqp_glmm_class, &tsqp_bb_class};

/* What has options but is no model of its own. */
static const struct {
  const char *name;
  const tsqp_take *takes;
} others[] = {{"batch", tsqp_batch_takes}, {"stream", tsqp_stream_takes}};

static int unknown_model(const char *name) {
  const char *names[TSQP_COUNT(models)];
  char known[200];
  for (size_t i = 0; i < TSQP_COUNT(models); i++)
    names[i] = models[i]->name;
  tsqp_nearest_first(name, names, TSQP_COUNT(models), known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "unknown model '%.60s'; known: %s", name, known);
}

static int find_model(const char *name, const tsqp_class **class) {
  for (size_t i = 0; i < TSQP_COUNT(models); i++) {
    if (strcmp(models[i]->name, name) != 0) continue;
    *class = models[i];
    return TSQ_OK;
  }
  return unknown_model(name);
}

size_t tsq_model_count(void) {
  return TSQP_COUNT(models);
}

/* ---- a model ----------------------------------------------------------------------------------------------------- */

enum { ROLES = 160, MEASURES = 80 };

/* Texts that are made from the tables, once a thread. */
static _Thread_local char roles[TSQP_COUNT(models)][ROLES];
static _Thread_local char measures[TSQP_COUNT(models)][MEASURES];

static const char *roles_of(size_t index) {
  size_t used = 0;
  for (const tsqp_layout *const *layout = models[index]->layouts; *layout != NULL; layout++) {
    for (const tsqp_column *c = (*layout)->columns; c->role != NULL; c++)
      used += (size_t)tsqp_format(roles[index] + used, ROLES - used, "%s%s", used > 0 ? " " : "", c->role);
  }
  return roles[index];
}

static const char *measures_of(size_t index) {
  const tsqp_take *take = tsqp_find_take(models[index]->options, TSQP_OPT_MEASURE);
  size_t used = 0;
  measures[index][0] = '\0';
  for (const int32_t *m = take != NULL ? take->allowed : NULL; m != NULL && *m != 0; m++)
    used += (size_t)tsqp_format(measures[index] + used, MEASURES - used, "%s%s", used > 0 ? " " : "", tsq_measure_name(*m));
  return measures[index];
}

static size_t count_quantities(const tsqp_class *class) {
  size_t n = 0;
  for (const tsqp_quantity *const *table = class->quantities; *table != NULL; table++) {
    for (const tsqp_quantity *q = *table; q->name != NULL; q++)
      n++;
  }
  return n;
}

static size_t count_options(const tsqp_take *takes) {
  size_t n = 0;
  while (takes[n].id != TSQP_OPT_END)
    n++;
  return n;
}

int tsq_model_at(size_t index, tsq_model_info *info) {
  tsqp_clear_error();
  TSQP_NOT_NULL(info);
  if (index >= TSQP_COUNT(models))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "index = %zu: there are %zu models", index, TSQP_COUNT(models));
  const tsqp_class *class = models[index];
  tsq_model_info made = {.size = sizeof made,
                         .name = class->name,
                         .title = class->title,
                         .roles = roles_of(index),
                         .measures = measures_of(index),
                         .n_quantities = count_quantities(class),
                         .n_options = count_options(class->options)};
  for (const tsqp_layout *const *layout = class->layouts; *layout != NULL; layout++)
    made.has_moderators |= (*layout)->x != 0;
  return tsqp_write_result(&made, sizeof made, sizeof made, info, "tsq_model_info");
}

/* ---- quantities -------------------------------------------------------------------------------------------------- */

int tsq_model_quantity(const char *model, size_t index, tsq_quantity *quantity) {
  tsqp_clear_error();
  TSQP_NOT_NULL(model);
  TSQP_NOT_NULL(quantity);
  const tsqp_class *class = &tsqp_subgroups_class;
  if (strcmp(model, class->name) != 0) TSQP_TRY(find_model(model, &class));
  size_t left = index;
  for (const tsqp_quantity *const *table = class->quantities; *table != NULL; table++) {
    for (const tsqp_quantity *q = *table; q->name != NULL; q++, left--) {
      if (left > 0) continue;
      tsq_quantity made = {.size = sizeof made, .name = q->name, .text = q->text};
      for (int d = 0; d < 2; d++) {
        if (q->over[d] != TSQP_SCALAR) made.over[d] = tsqp_dimension_name((tsqp_dimension)q->over[d]);
      }
      return tsqp_write_result(&made, sizeof made, sizeof made, quantity, "tsq_quantity");
    }
  }
  return tsqp_fail(TSQ_ERR_ARGUMENT, "index = %zu: model %s has %zu quantities", index, class->name, count_quantities(class));
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

static int find_takes(const char *model, const tsqp_take **takes) {
  const tsqp_class *class;
  for (size_t i = 0; i < TSQP_COUNT(others); i++) {
    if (strcmp(others[i].name, model) != 0) continue;
    *takes = others[i].takes;
    return TSQ_OK;
  }
  TSQP_TRY(find_model(model, &class));
  *takes = class->options;
  return TSQ_OK;
}

static const char *values_of(const tsqp_option *r, const tsqp_take *take) {
  static _Thread_local char values[1200];
  size_t used = 0;
  values[0] = '\0';
  if (take->allowed != NULL) {
    for (const int32_t *v = take->allowed; *v != 0; v++)
      used += (size_t)tsqp_format(values + used, sizeof values - used, "%s%s", used > 0 ? " " : "", r->name_of(*v));
    return values;
  }
  for (size_t e = 0; e < tsqp_n_enums; e++) {
    if (strcmp(tsqp_enums[e].name, r->enum_name) != 0) continue;
    for (size_t i = 0; i < tsqp_enums[e].n; i++) {
      const tsqp_name *name = &tsqp_enums[e].names[i];
      if (strcmp(r->name_of(name->value), name->name) != 0) continue; /* an alias */
      used += (size_t)tsqp_format(values + used, sizeof values - used, "%s%s", used > 0 ? " " : "", name->name);
    }
  }
  if (used > 0) return values;
  for (size_t m = 0; m < tsq_measure_count() && used < sizeof values - 24; m++)
    used += (size_t)tsqp_format(values + used, sizeof values - used, "%s%s", m > 0 ? " " : "", tsq_measure_name(tsq_measure_at(m)));
  return values;
}

static const char *default_of(const tsqp_option *r, const tsqp_take *take) {
  static _Thread_local char text[32];
  if (take->by_default == TSQP_BY_PRESET) return "the preset's";
  if (r->type == TSQ_OPTION_ENUM) return take->by_default == 0 ? "" : r->name_of((int32_t)take->by_default);
  return tsqp_shortest(text, take->by_default);
}

int tsq_model_option(const char *model, size_t index, tsq_option *option) {
  tsqp_clear_error();
  TSQP_NOT_NULL(model);
  TSQP_NOT_NULL(option);
  const tsqp_take *takes;
  TSQP_TRY(find_takes(model, &takes));
  if (index >= count_options(takes))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "index = %zu: %s takes %zu options", index, model, count_options(takes));
  const tsqp_take *take = &takes[index];
  const tsqp_option *r = tsqp_option_at(take->id - 1);
  int is_enum = r->type == TSQ_OPTION_ENUM;
  tsq_option made = {.size = sizeof made,
                     .name = r->name,
                     .enum_name = r->enum_name,
                     .values = is_enum ? values_of(r, take) : NULL,
                     .by_default = default_of(r, take),
                     .metafor = r->metafor,
                     .text = r->text,
                     .lowest = is_enum ? -HUGE_VAL : r->lowest,
                     .highest = is_enum ? HUGE_VAL : r->highest,
                     .offset = r->offset,
                     .type = r->type};
  return tsqp_write_result(&made, sizeof made, sizeof made, option, "tsq_option");
}

/* ---- records by role --------------------------------------------------------------------------------------------- */

static const tsqp_column *find_role(const tsqp_layout *layout, const char *role) {
  for (const tsqp_column *c = layout->columns; c->role != NULL; c++) {
    if (strcmp(c->role, role) == 0) return c;
  }
  return NULL;
}

/* The first record that has all the roles. */
static const tsqp_layout *find_layout(const tsqp_class *class, const tsq_columns *columns) {
  for (const tsqp_layout *const *layout = class->layouts; *layout != NULL; layout++) {
    size_t i = 0;
    while (i < columns->n && find_role(*layout, columns->roles[i]) != NULL)
      i++;
    if (i == columns->n) return *layout;
  }
  return NULL;
}

static void set_size(tsqp_records *records, size_t offset, size_t value) {
  if (offset != 0) memcpy(records->bytes + offset, &value, sizeof value);
}
static void set_pointer(tsqp_records *records, size_t offset, const void *value) {
  if (offset != 0) memcpy(records->bytes + offset, &value, sizeof value);
}

static int fill_records(const tsqp_layout *layout, const tsq_columns *columns, tsqp_records *records) {
  memset(records, 0, sizeof *records);
  set_size(records, layout->k, columns->k);
  for (size_t i = 0; i < columns->n; i++) {
    if (columns->values[i] == NULL) return tsqp_fail(TSQ_ERR_NULL, "columns.values[%zu] ('%.40s') is NULL", i, columns->roles[i]);
    set_pointer(records, find_role(layout, columns->roles[i])->offset, columns->values[i]);
  }
  set_pointer(records, layout->x, columns->x);
  set_size(records, layout->p, columns->p);
  set_size(records, layout->ldx, columns->ldx);
  set_pointer(records, layout->x_names, columns->x_names);
  set_pointer(records, layout->labels, columns->labels);
  set_pointer(records, layout->lines, columns->lines);
  return TSQ_OK;
}

static int no_layout(const tsqp_class *class, const tsq_columns *columns) {
  char given[200];
  size_t used = 0;
  size_t index = 0;
  given[0] = '\0';
  for (size_t i = 0; i < columns->n && used < sizeof given - 45; i++)
    used += (size_t)tsqp_format(given + used, sizeof given - used, "%s%.40s", i > 0 ? ", " : "", columns->roles[i]);
  while (models[index] != class)
    index++;
  return tsqp_fail(TSQ_ERR_NAME, "model %s has no records with the columns %s; it takes %s", class->name, given, roles_of(index));
}

int tsq_fit_columns(const char *model, const tsq_columns *columns, const tsq_options *options, tsq_fit **fit) {
  tsqp_clear_error();
  TSQP_NOT_NULL(model);
  TSQP_NOT_NULL(columns);
  TSQP_NOT_NULL(fit);
  tsq_columns c;
  tsqp_records records;
  const tsqp_class *class;
  TSQP_TRY(tsqp_read_data(columns, &c, sizeof c, sizeof c, "tsq_columns"));
  TSQP_TRY(find_model(model, &class));
  if (c.n > 0 && (c.roles == NULL || c.values == NULL))
    return tsqp_fail(TSQ_ERR_NULL, "columns.%s is NULL", c.roles == NULL ? "roles" : "values");
  for (size_t i = 0; i < c.n; i++) {
    if (c.roles[i] == NULL) return tsqp_fail(TSQ_ERR_NULL, "columns.roles[%zu] is NULL", i);
    for (size_t j = 0; j < i; j++) {
      if (strcmp(c.roles[j], c.roles[i]) == 0) return tsqp_fail(TSQ_ERR_ARGUMENT, "columns.roles: '%.40s' is there twice", c.roles[i]);
    }
  }
  const tsqp_layout *layout = find_layout(class, &c);
  if (layout == NULL) return no_layout(class, &c);
  if (c.p > 0 && layout->x == 0) return tsqp_fail(TSQ_ERR_ARGUMENT, "columns.p = %zu: model %s takes no moderators", c.p, class->name);
  TSQP_TRY(fill_records(layout, &c, &records));
  return tsqp_new_fit(class, layout, &records, options, fit);
}
