/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of a generalized linear mixed model, and which counts it needs. */
#include "table/glmm_fit.h"

#include "base/names.h"
#include "base/options.h"
#include "base/status.h"

TSQP_NO_PADDING(tsq_glmm_data, x_names, 3 * sizeof(size_t) + 16 * sizeof(void *) + sizeof(size_t));
TSQP_NO_PADDING(tsq_glmm_options, level, sizeof(size_t) + 10 * sizeof(int32_t) + 2 * sizeof(double));

static const tsqp_name models[] = {
    {TSQ_UM_FS, "UM.FS"}, {TSQ_UM_RS, "UM.RS"}, {TSQ_CM_EL, "CM.EL"}, {TSQ_CM_AL, "CM.AL"}};

const char *tsq_glmm_model_name(int32_t model) {
  return tsqp_name_of(models, TSQP_COUNT(models), model);
}

int tsq_glmm_model_from_name(const char *name, int32_t *model) {
  tsqp_clear_error();
  TSQP_NOT_NULL(model);
  return tsqp_value_of(models, TSQP_COUNT(models), "model", name, model);
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

static int32_t measure_of_counts(const tsq_glmm_data *d) {
  if (d->ai != NULL) return TSQ_OR;
  if (d->x1i != NULL) return TSQ_IRR;
  if (d->xi != NULL && d->ti != NULL) return TSQ_IRLN;
  return TSQ_PLO;
}

static int choose_model(tsq_glmm_options *o) {
  int two = o->measure == TSQ_OR || o->measure == TSQ_IRR;
  if (!two && o->measure != TSQ_PLO && o->measure != TSQ_IRLN) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.measure = %d: these models are for OR, IRR, PLO and IRLN",
                     (int)o->measure);
  }
  if (!two) {
    if (o->model == 0) return TSQ_OK;
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.model = %d: one group has one model; leave it 0",
                     (int)o->model);
  }
  if (o->model == 0) o->model = TSQ_UM_FS;
  if (tsq_glmm_model_name(o->model) == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.model = %d is not a model", (int)o->model);
  if (o->measure == TSQ_IRR && o->model == TSQ_CM_AL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.model = CM.AL: rates have the exact CM.EL");
  return TSQ_OK;
}

static int flag(const char *name, int32_t value) {
  return value == 0 || value == 1 ? TSQ_OK
                                  : tsqp_fail(TSQ_ERR_ARGUMENT, "options.%s = %d: 0 or 1", name, (int)value);
}

int tsqp_glmm_read_options(const tsq_glmm_options *callers, const tsq_glmm_data *d, tsq_glmm_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_glmm_options"));
  o->size = sizeof *o;
  if (o->measure == 0) o->measure = measure_of_counts(d);
  if (o->method == 0) o->method = TSQ_ML;
  if (o->test == 0) o->test = TSQ_Z;
  if (o->covariance == 0) o->covariance = TSQ_GLMM_OBSERVED;
  if (o->level == 0) o->level = 0.95;
  TSQP_TRY(choose_model(o));
  TSQP_TRY(flag("no_intercept", o->no_intercept));
  TSQP_TRY(flag("keep00", o->keep00));
  if (o->method != TSQ_ML && o->method != TSQ_CE)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.method = %d: ML or CE", (int)o->method);
  if (o->test != TSQ_Z && o->test != TSQ_T)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.test = %d: z or t", (int)o->test);
  if (o->nodes < 0 || o->nodes > 200)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.nodes = %d: 1 to 200, or 0", (int)o->nodes);
  if (o->covariance != TSQ_GLMM_OBSERVED && o->covariance != TSQ_GLMM_CONDITIONAL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.covariance = %d: observed or conditional",
                     (int)o->covariance);
  if (!(o->level > 0 && o->level < 1))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.level = %g: a level lies between 0 and 1", o->level);
  return TSQ_OK;
}

static int needed(const void *column, const char *name) {
  return column != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NULL, "data.%s is NULL", name);
}

int tsqp_glmm_check_data(tsq_glmm_data *d, const tsq_glmm_options *o) {
  if (d->k == 0) return tsqp_fail(TSQ_ERR_LENGTH, "k = 0: there are no studies");
  if (d->p > 0) TSQP_TRY(needed(d->x, "x"));
  if (d->ldx == 0) d->ldx = d->k;
  if (d->ldx < d->k) return tsqp_fail(TSQ_ERR_LENGTH, "ldx = %zu < k = %zu", d->ldx, d->k);
  if (d->p >= d->k + 1 && d->p > 0) {
    return tsqp_fail(d->p > 1000000 ? TSQ_ERR_LENGTH : TSQ_ERR_TOO_FEW,
                     "%zu studies are fewer than the %zu moderators", d->k, d->p);
  }
  if (d->p == 0 && o->no_intercept)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "a model without intercept and moderators has no coefficients");
  switch (o->measure) {
    case TSQ_OR:
      TSQP_TRY(needed(d->ai, "ai"));
      TSQP_TRY(needed(d->ci, "ci"));
      if (d->bi == NULL) TSQP_TRY(needed(d->n1i, "n1i"));
      if (d->di == NULL) TSQP_TRY(needed(d->n2i, "n2i"));
      return TSQ_OK;
    case TSQ_IRR:
      TSQP_TRY(needed(d->x1i, "x1i"));
      TSQP_TRY(needed(d->t1i, "t1i"));
      TSQP_TRY(needed(d->x2i, "x2i"));
      return needed(d->t2i, "t2i");
    case TSQ_PLO: TSQP_TRY(needed(d->xi, "xi")); return d->mi != NULL ? TSQ_OK : needed(d->ni, "ni");
    default: TSQP_TRY(needed(d->xi, "xi")); return needed(d->ti, "ti");
  }
}
