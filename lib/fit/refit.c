/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fit again with something changed. Nothing here is a model's own: rows are gathered by the layout, then the class fits. */
#include "base/options.h"
#include "base/status.h"
#include "fit/fit.h"

#include <math.h>
#include <string.h>

TSQP_NO_PADDING(tsq_change, value, 9 * sizeof(void *) + sizeof(double));

static int hold_parameter(const tsq_fit *fit, const tsq_change *change, tsq_options *o) {
  if (change->fixed == NULL) return TSQ_OK;
  for (const tsqp_fixable *f = fit->class->fixable; f != NULL && f->name != NULL; f++) {
    if (strcmp(f->name, change->fixed) != 0) continue;
    int32_t one = 1;
    if (!(change->value >= 0) || !isfinite(change->value))
      return tsqp_fail(TSQ_ERR_ARGUMENT, "change.value = %g: %s must be finite and >= 0", change->value, f->name);
    memcpy((unsigned char *)o + f->flag, &one, sizeof one);
    memcpy((unsigned char *)o + f->value, &change->value, sizeof change->value);
    return TSQ_OK;
  }
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "change.fixed: model %s cannot hold '%.60s'", fit->class->name, change->fixed);
}

int tsqp_refit(const tsq_fit *fit, const tsq_change *change, tsq_fit **refit) {
  tsq_options o = fit->options;
  tsqp_input *input = NULL;
  o.test = fit->test_asked;
  o.keep = o.keep == TSQ_KEEP_LENT ? TSQ_KEEP_COPY : o.keep; /* what is gathered is owned */
  if (tsqp_find_take(fit->class->options, TSQP_OPT_REDUNDANT) != NULL) o.redundant = TSQ_REDUNDANT_DROP;
  TSQP_TRY(hold_parameter(fit, change, &o));
  TSQP_TRY(tsqp_input_gather(fit->input, change, &input));
  return tsqp_fit_input(fit->class, input, &o, refit);
}

int tsq_refit(const tsq_fit *fit, const tsq_change *change, tsq_fit **refit) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(refit);
  tsq_change c;
  TSQP_TRY(tsqp_need(fit, "refit"));
  TSQP_TRY(tsqp_read_options(change, &c, sizeof c, "tsq_change"));
  return tsqp_refit(fit, &c, refit);
}
