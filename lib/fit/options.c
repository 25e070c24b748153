/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the caller's options to those that a model uses: what it does not take is refused, what is 0 gets its default. */
#include "fit/options.h"

#include "base/number.h"
#include "base/options.h"
#include "base/status.h"
#include "fit/presets.h"

#include <assert.h>
#include <math.h>
#include <string.h>

TSQP_NO_PADDING(tsq_options, add, sizeof(size_t) + 12 * sizeof(int32_t) + 2 * sizeof(double) + 10 * sizeof(int32_t) + sizeof(double));
static_assert(sizeof(tsq_estimate) == 7 * sizeof(double), "fixed for ever");

const tsqp_take *tsqp_find_take(const tsqp_take *takes, tsqp_option_id id) {
  for (; takes->id != TSQP_OPT_END; takes++) {
    if (takes->id == id) return takes;
  }
  return NULL;
}

/* "options.method = 2010 is 'z' of enum tsq_test: not one of its values" */
static int not_a_value(const tsqp_option *r, int32_t value) {
  for (size_t i = 0; i < tsqp_n_enums; i++) {
    const char *name = tsqp_name_of(tsqp_enums[i].names, tsqp_enums[i].n, value);
    if (name != NULL)
      return tsqp_fail(TSQ_ERR_ARGUMENT, "options.%s = %d is '%s' of enum %s: not one of its values", r->name, (int)value,
                       name, tsqp_enums[i].name);
  }
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.%s = %d is not one of its values (enum %s)", r->name, (int)value, r->enum_name);
}

static int not_allowed(const char *model, const tsqp_option *r, const tsqp_take *take, int32_t value) {
  char known[300];
  int used = 0;
  for (const int32_t *v = take->allowed; *v != 0 && used >= 0 && (size_t)used < sizeof known - 20; v++)
    used += tsqp_format(known + used, sizeof known - (size_t)used, "%s%s", used > 0 ? ", " : "", r->name_of(*v));
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.%s = %s: model %s does not have it; it has %s", r->name, r->name_of(value), model,
                   known);
}

static int check_enum(const char *model, const tsqp_option *r, const tsqp_take *take, int32_t value) {
  if (value == 0) return TSQ_OK; /* a default that says "none" */
  if (r->name_of(value) == NULL) return not_a_value(r, value);
  if (take->allowed == NULL) return TSQ_OK;
  for (const int32_t *v = take->allowed; *v != 0; v++) {
    if (*v == value) return TSQ_OK;
  }
  return not_allowed(model, r, take, value);
}

static int check_range(const tsqp_option *r, double value) {
  int is_open = r->id == TSQP_OPT_LEVEL;
  int inside = is_open ? value > r->lowest && value < r->highest : value >= r->lowest && value <= r->highest;
  if (inside && isfinite(value)) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.%s = %g: %s", r->name, value, r->rule);
}

static int refuse(const char *model, const tsqp_option *r) {
  return tsqp_fail(TSQ_ERR_ARGUMENT, "options.%s: model %s does not take it", r->name, model);
}

static int resolve_int(const char *model, const tsqp_option *r, const tsqp_take *take, const tsq_options *o, int32_t *value) {
  if (take == NULL) return *value != 0 ? refuse(model, r) : TSQ_OK;
  if (*value == 0) {
    *value = take->by_default == TSQP_BY_PRESET ? tsqp_preset_value(o, r->id) : (int32_t)take->by_default;
    return TSQ_OK;
  }
  return r->type == TSQ_OPTION_ENUM ? check_enum(model, r, take, *value) : check_range(r, *value);
}

static int resolve_number(const char *model, const tsqp_option *r, const tsqp_take *take, double *value) {
  if (take == NULL) return *value != 0 ? refuse(model, r) : TSQ_OK;
  if (*value == 0) {
    *value = take->by_default;
    return TSQ_OK;
  }
  return check_range(r, *value);
}

/* Numbers that only count beside another option. */
static int check_pairs(const tsq_options *o) {
  if (!o->tau2_fixed && o->tau2 != 0)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.tau2 = %g is given but options.tau2_fixed is 0", o->tau2);
  if (o->add != 0 && o->add_mode != TSQ_ADD_VALUE)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.add = %g is used only with add_mode = TSQ_ADD_VALUE", o->add);
  if (o->reserved != 0) return tsqp_fail(TSQ_ERR_OPTIONS, "options.reserved must be 0");
  return TSQ_OK;
}

int tsqp_resolve_options(const char *model, const tsqp_take *takes, const tsq_options *callers, tsq_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_options"));
  o->size = sizeof *o;
  const tsqp_take *take = takes; /* in the order of the records */
  for (size_t i = 0; i < tsqp_option_count(); i++) {
    const tsqp_option *r = tsqp_option_at(i);
    const tsqp_take *mine = take->id == r->id ? take : NULL;
    void *member = (unsigned char *)o + r->offset;
    if (r->type == TSQ_OPTION_NUMBER) {
      TSQP_TRY(resolve_number(model, r, mine, member));
    } else {
      TSQP_TRY(resolve_int(model, r, mine, o, member));
    }
    if (mine != NULL) take++;
  }
  if (take->id != TSQP_OPT_END) return tsqp_fail(TSQ_ERR_INTERNAL, "the options of model %s are out of order", model);
  return check_pairs(o);
}
