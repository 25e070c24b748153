/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is pooled and by which model, and which counts that needs. */
#include "glmm/fit.h"

#include "base/status.h"

static int32_t measure_of_counts(const tsq_glmm_data *d) {
  if (d->ai != NULL) return TSQ_OR;
  if (d->x1i != NULL) return TSQ_IRR;
  if (d->xi != NULL && d->ti != NULL) return TSQ_IRLN;
  return TSQ_PLO;
}

/* By default what there are counts of, with fixed study effects where there are two groups. */
int tsqp_glmm_choose(tsq_fit *fit, const tsq_glmm_data *data) {
  tsq_options *o = &fit->options;
  if (o->measure == 0) o->measure = measure_of_counts(data);
  int two = o->measure == TSQ_OR || o->measure == TSQ_IRR;
  if (!two && o->glmm_model != 0) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.glmm_model = %s: one group has one model; leave it 0",
                     tsq_glmm_model_name(o->glmm_model));
  }
  if (two && o->glmm_model == 0) o->glmm_model = TSQ_UM_FS;
  if (o->measure == TSQ_IRR && o->glmm_model == TSQ_CM_AL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.glmm_model = CM.AL: rates have the exact CM.EL");
  return TSQ_OK;
}

static int needed(const void *column, const char *name) {
  return column != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NULL, "data.%s is NULL", name);
}

int tsqp_glmm_check_data(tsq_glmm_data *d, const tsq_options *o) {
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
