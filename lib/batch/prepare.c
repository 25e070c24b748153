/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of the arguments, and the plan that is the same for all problems. */
#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"
#include "batch/batch.h"
#include "rma/rma.h"

#include <math.h>
#include <string.h>

TSQP_NO_PADDING(tsq_batch_data, ldx, 11 * sizeof(void *));

#define MAX_MODERATORS 15
#define MAX_IN_LANES 512 /* studies: problems with more are large enough for tsq_rma()'s own kernels */
#define MAX_FIXED 1e60   /* a tau2 whose products overflow nowhere */

/* Those of tsq_rma() but for what shows in no column (measure, keep) or would shift columns (dropping moderators). */
static const int32_t no_dropping[] = {TSQ_REDUNDANT_ERROR, 0};
static const int32_t only_qp[] = {TSQ_CI_QP, 0};
const tsqp_take tsqp_batch_takes[] = {{TSQP_OPT_PRESET, TSQ_PRESET_COCHRANE, NULL},
                                      {TSQP_OPT_METHOD, TSQP_BY_PRESET, NULL},
                                      {TSQP_OPT_TEST, TSQP_BY_PRESET, NULL},
                                      {TSQP_OPT_CI_KIND, TSQ_CI_QP, only_qp},
                                      {TSQP_OPT_PI_KIND, TSQP_BY_PRESET, NULL},
                                      {TSQP_OPT_I2_KIND, TSQP_BY_PRESET, NULL},
                                      {TSQP_OPT_NO_INTERCEPT, 0, NULL},
                                      {TSQP_OPT_MISSING, TSQ_MISSING_OMIT, NULL},
                                      {TSQP_OPT_REDUNDANT, TSQ_REDUNDANT_ERROR, no_dropping},
                                      {TSQP_OPT_WEIGHTING, TSQ_WEIGHT_INVERSE_VARIANCE, NULL},
                                      {TSQP_OPT_TAU2_FIXED, 0, NULL},
                                      {TSQP_OPT_THREADS, 0, NULL},
                                      {TSQP_OPT_TAU2, 0, NULL},
                                      {TSQP_OPT_LEVEL, 0.95, NULL},
                                      TSQP_TAKES_END};

static int check_offsets(const tsq_batch_data *d) {
  for (size_t j = 0; j < d->m; j++) {
    if (d->offsets[j] > d->offsets[j + 1]) {
      return tsqp_fail(TSQ_ERR_LENGTH, "data.offsets[%zu] = %zu > offsets[%zu] = %zu: offsets must ascend", j,
                       d->offsets[j], j + 1, d->offsets[j + 1]);
    }
  }
  return TSQ_OK;
}

static int check_moderators(const tsq_batch_data *d) {
  if (d->p == 0 && d->x != NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "data.x is given but data.p = 0: how many columns has it?");
  if (d->p > 0 && d->x == NULL) return tsqp_fail(TSQ_ERR_NULL, "data.x is NULL but data.p = %zu", d->p);
  if (d->p == 0) return TSQ_OK;
  if (d->offsets != NULL)
    return tsqp_fail(TSQ_ERR_LENGTH, "data.x goes with study-major data alone, not with offsets");
  if (d->p > MAX_MODERATORS) {
    return tsqp_fail(TSQ_ERR_LENGTH, "data.p = %zu: at most %d moderators in a batch", d->p, MAX_MODERATORS);
  }
  if (d->ldx < d->k) {
    return tsqp_fail(TSQ_ERR_LENGTH, "data.ldx = %zu < data.k = %zu: columns would overlap", d->ldx, d->k);
  }
  for (size_t c = 0; c < d->p; c++) {
    for (size_t i = 0; i < d->k; i++) {
      if (!isfinite(d->x[i + c * d->ldx])) {
        return tsqp_fail(TSQ_ERR_DATA,
                         "x[%zu] of moderator %zu is not finite: moderators are shared by all problems", i,
                         c + 1);
      }
    }
  }
  return TSQ_OK;
}

/* What is asked for in vain is refused rather than left out. */
static int check_wishes(const tsq_batch_data *d, const tsq_options *callers, const tsq_batch_out *out) {
  tsq_options o;
  TSQP_TRY(tsqp_read_options(callers, &o, sizeof o, "tsq_options"));
  if (d->p > 0 && o.pi_kind != 0 && o.pi_kind != TSQ_PI_NONE) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED,
                     "options.pi_kind = %s: a batch with moderators gives no prediction interval",
                     tsq_pi_name(o.pi_kind));
  }
  if (d->p > 0 && (out->re2 != NULL || out->re2_p != NULL || out->re2_log10_p != NULL)) {
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "out.re2: the test RE2 is of a mean, without moderators");
  }
  return TSQ_OK;
}

static int check_data(tsq_batch_data *d) {
  if (d->m == 0) return tsqp_fail(TSQ_ERR_LENGTH, "data.m = 0: there are no problems");
  if (d->yi == NULL) return tsqp_fail(TSQ_ERR_NULL, "data.yi is NULL");
  if (d->vi == NULL && d->sei == NULL)
    return tsqp_fail(TSQ_ERR_NULL, "data.vi and data.sei are both NULL: give one");
  if (d->vi != NULL && d->sei != NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "data.vi and data.sei are both given: give one, so that they cannot be confused");
  }
  if (d->ldx == 0) d->ldx = d->k;
  if (d->offsets != NULL) {
    if (d->ld != 0)
      return tsqp_fail(TSQ_ERR_LENGTH, "data.ld = %zu goes with study-major data, not with offsets", d->ld);
    TSQP_TRY(check_offsets(d));
    return check_moderators(d);
  }
  if (d->k == 0) return tsqp_fail(TSQ_ERR_LENGTH, "data.k = 0: there are no studies");
  if (d->ld == 0) d->ld = d->m;
  if (d->ld < d->m)
    return tsqp_fail(TSQ_ERR_LENGTH, "data.ld = %zu < data.m = %zu: rows would overlap", d->ld, d->m);
  return check_moderators(d);
}

/* Whether the shared columns are independent, as a fit to any complete data says. */
static int check_rank(const tsq_batch_data *d, const tsq_options *options) {
  double *y = tsqp_calloc(2 * d->k, sizeof *y);
  if (y == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", d->k);
  for (size_t i = 0; i < d->k; i++) {
    y[d->k + i] = 1;
  }
  tsq_data data = {.k = d->k, .yi = y, .vi = y + d->k, .x = d->x, .p = d->p, .ldx = d->ldx};
  tsq_options o = {
      .size = sizeof o, .method = TSQ_CE, .no_intercept = options->no_intercept, .keep = TSQ_KEEP_LENT};
  tsq_fit *fit = NULL;
  int status = tsq_rma(&data, &o, &fit);
  tsq_fit_free(fit);
  tsqp_free(y);
  return status == TSQ_ERR_SINGULAR || status == TSQ_ERR_NOMEM ? status : TSQ_OK;
}

static int lane_method(const tsq_options *o) {
  if (o->tau2_fixed) return TSQP_BATCH_FIXED;
  switch (o->method) {
    case TSQ_CE: return TSQP_BATCH_FIXED;
    case TSQ_DL: return TSQP_BATCH_DL;
    case TSQ_HE: return TSQP_BATCH_HE;
    case TSQ_HS: return TSQP_BATCH_HS;
    case TSQ_SJ: return TSQP_BATCH_SJ;
    case TSQ_PM:
    case TSQ_EB: return TSQP_BATCH_PM;
    case TSQ_ML: return TSQP_BATCH_ML;
    case TSQ_REML: return TSQP_BATCH_REML;
    default: return -1;
  }
}

static void make_plan(tsqp_batch *b) {
  const tsq_options *o = &b->options;
  int method = lane_method(o);
  b->plan = (tsqp_batch_plan){
      .method = method,
      .tau2 = o->tau2_fixed ? o->tau2 : 0,
      .random = o->method != TSQ_CE,
      .i2_from_q = o->i2_kind == TSQ_I2_Q,
      .normal = o->test == TSQ_Z,
      .knha = o->test == TSQ_KNHA || o->test == TSQ_ADHOC,
      .adhoc = o->test == TSQ_ADHOC,
      .pi = o->method != TSQ_CE && o->pi_kind != TSQ_PI_NONE,
      .pi_conventional = o->pi_kind == TSQ_PI_K1,
  };
  b->in_lanes = method >= 0 && o->test != TSQ_KR && o->weighting == TSQ_WEIGHT_INVERSE_VARIANCE &&
                o->missing == TSQ_MISSING_OMIT && b->most <= MAX_IN_LANES && b->plan.tau2 <= MAX_FIXED;
}

size_t tsqp_batch_rows(const tsqp_batch *b, size_t j, size_t *first, size_t *stride) {
  if (b->data.offsets == NULL) {
    *first = j;
    *stride = b->data.ld;
    return b->data.k;
  }
  *first = b->data.offsets[j];
  *stride = 1;
  return b->data.offsets[j + 1] - b->data.offsets[j];
}

int tsqp_batch_prepare(const tsq_batch_data *callers, const tsq_options *options, const tsq_batch_out *out,
                       tsqp_batch *b) {
  memset(b, 0, sizeof *b);
  b->out = *out;
  b->bounds = out->tau2_lower != NULL || out->tau2_upper != NULL;
  b->re2 = out->re2 != NULL || out->re2_p != NULL || out->re2_log10_p != NULL;
  TSQP_TRY(tsqp_read_data(callers, &b->data, sizeof b->data, sizeof b->data, "tsq_batch_data"));
  TSQP_TRY(check_data(&b->data));
  tsq_data like = {.p = b->data.p};
  TSQP_TRY(tsqp_resolve_options("batch", tsqp_batch_takes, options, &b->options));
  TSQP_TRY(tsqp_rma_check(&b->options, &like));
  TSQP_TRY(check_wishes(&b->data, options, out));
  if (b->options.no_intercept && b->data.p == 0) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "the model has neither an intercept nor a moderator");
  }
  if (b->data.p > 0) TSQP_TRY(check_rank(&b->data, &b->options));
  b->most = b->data.k;
  if (b->data.offsets != NULL) {
    b->most = 0;
    for (size_t j = 0; j < b->data.m; j++) {
      size_t rows = b->data.offsets[j + 1] - b->data.offsets[j];
      if (rows > b->most) b->most = rows;
    }
  }
  b->coefficients = b->data.p + (b->options.no_intercept ? 0 : 1);
  b->kernels = tsqp_active_kernels();
  make_plan(b);
  return b->in_lanes && b->data.p > 0 ? tsqp_batch_make_design(b) : TSQ_OK;
}

void tsqp_batch_release(tsqp_batch *b) {
  tsqp_free(b->design_memory);
}
