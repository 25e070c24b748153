/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of an analysis of streams: those of tsq_rma() that sums can serve, and agreement with the stream itself. */
#include "stream/options.h"

#include "base/status.h"
#include "rma/rma.h"

/* All but GENQ, whose weights are the caller's own. */
static const int32_t methods[] = {TSQ_CE, TSQ_DL, TSQ_HE,  TSQ_HS,  TSQ_HSK,  TSQ_SJ,   TSQ_ML, TSQ_REML,
                                  TSQ_EB, TSQ_PM, TSQ_PMM, TSQ_DL2, TSQ_DLIT, TSQ_SJIT, 0};
static const int32_t q_profile[] = {TSQ_CI_QP, 0};
static const int32_t no_dropping[] = {TSQ_REDUNDANT_ERROR, 0};
static const int32_t inverse_variance[] = {TSQ_WEIGHT_INVERSE_VARIANCE, 0};
static const int32_t nothing_kept[] = {TSQ_KEEP_NONE, 0};

const tsqp_take tsqp_stream_takes[] = {{TSQP_OPT_PRESET, TSQ_PRESET_COCHRANE, NULL},
                                       {TSQP_OPT_METHOD, TSQP_BY_PRESET, methods},
                                       {TSQP_OPT_TEST, TSQP_BY_PRESET, NULL},
                                       {TSQP_OPT_CI_KIND, TSQ_CI_QP, q_profile},
                                       {TSQP_OPT_PI_KIND, TSQP_BY_PRESET, NULL},
                                       {TSQP_OPT_I2_KIND, TSQP_BY_PRESET, NULL},
                                       {TSQP_OPT_NO_INTERCEPT, 0, NULL},
                                       {TSQP_OPT_MISSING, TSQ_MISSING_OMIT, NULL},
                                       {TSQP_OPT_REDUNDANT, TSQ_REDUNDANT_ERROR, no_dropping},
                                       {TSQP_OPT_WEIGHTING, TSQ_WEIGHT_INVERSE_VARIANCE, inverse_variance},
                                       {TSQP_OPT_TAU2_FIXED, 0, NULL},
                                       {TSQP_OPT_TAU2, 0, NULL},
                                       {TSQP_OPT_LEVEL, 0.95, NULL},
                                       {TSQP_OPT_MEASURE, 0, NULL},
                                       {TSQP_OPT_KEEP, TSQ_KEEP_NONE, nothing_kept},
                                       TSQP_TAKES_END};

int tsqp_stream_options_of(const tsq_stream *s, const tsq_options *callers, tsq_options *o) {
  TSQP_TRY(tsqp_resolve_options("stream", tsqp_stream_takes, callers, o));
  if (o->no_intercept && !s->no_intercept) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.no_intercept = 1, but the stream was made with an intercept");
  }
  o->no_intercept = s->no_intercept;
  if (o->missing == TSQ_MISSING_ERROR && s->dropped > 0) {
    return tsqp_fail(TSQ_ERR_DATA,
                     "options.missing = error, but the stream dropped %zu studies with missing values",
                     (size_t)s->dropped);
  }
  tsq_data model = {.p = s->q};
  return tsqp_rma_check(o, &model);
}
