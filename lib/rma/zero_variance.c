/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Studies whose sampling variance is 0: where tau2 > 0 their weight is 1/tau2, and the model is as well defined as any. Estimators that
 * weight by 1/vi are not; nor is a likelihood that grows beyond all bounds as tau2 falls to 0.
 */
#include "base/status.h"
#include "rma/studies.h"

#include <math.h>

int tsqp_refuse_zero_variance(const tsqp_studies *s, const char *why) {
  char place[120];
  return tsqp_fail(TSQ_ERR_DATA, "%s[%zu] = 0%s: a %s must be > 0 %s", s->data.vi != NULL ? "vi" : "sei",
                   s->zero, tsqp_study_place(&s->data, s->zero, place, sizeof place), s->data.vi != NULL ? "sampling variance" : "standard error", why);
}

static int weights_by_variance(int32_t method) {
  return method == TSQ_DL || method == TSQ_DL2 || method == TSQ_HS || method == TSQ_HSK;
}

int tsqp_check_zero_variances(const tsqp_studies *s, const tsq_options *options) {
  if (s->n_zero == 0) return TSQ_OK;
  if (options->method == TSQ_CE || (options->tau2_fixed && options->tau2 == 0))
    return tsqp_refuse_zero_variance(s, "in a common-effect model");
  if (!options->tau2_fixed && weights_by_variance(options->method))
    return tsqp_refuse_zero_variance(
        s, "for an estimator of tau2 that weights by 1/vi; REML, PM, HE and SJ do not");
  return TSQ_OK;
}

int tsqp_check_zero_estimate(const tsqp_studies *s, double t) {
  if (s->n_zero == 0 || t > ldexp(s->v_zero, 100)) return TSQ_OK;
  return tsqp_refuse_zero_variance(
      s, "unless tau2 is, and tau2 is estimated as 0: the study's weight would be infinite");
}
