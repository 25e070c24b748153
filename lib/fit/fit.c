/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door behind every model's own, and the end of every fit. */
#include "fit/fit.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/status.h"

#include <math.h>

/* What is kept of the records, as the caller said. The last step: a call that fails copies nothing. */
static int keep_input(tsq_fit *fit) {
  if (fit->options.keep == TSQ_KEEP_LENT) return TSQ_OK;
  if (fit->options.keep == TSQ_KEEP_NONE) {
    tsqp_input_release(fit->input);
    fit->input = NULL;
    return TSQ_OK;
  }
  TSQP_TRY(tsqp_input_own(fit->input));
  if (fit->class->moved != NULL) fit->class->moved(fit, &fit->input->records);
  return TSQ_OK;
}

tsq_fit *tsqp_bare_fit(const tsqp_class *class, const tsq_options *options) {
  tsq_fit *made = tsqp_calloc(1, class->bytes);
  if (made == NULL) {
    (void)tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a fit");
    return NULL;
  }
  made->class = class;
  made->options = *options;
  made->test_asked = options->test;
  made->tau2 = made->se_tau2 = NAN;
  made->ml.loglik = made->reml.loglik = NAN;
  made->own = TSQP_NONE_OWN;
  made->omnibus = (tsqp_test){NAN, NAN, NAN, NAN};
  return made;
}

static int fit_records(const tsqp_class *class, tsqp_input *input, const tsq_options *options, tsq_fit **fit) {
  tsq_fit *made = tsqp_bare_fit(class, options);
  if (made == NULL) {
    tsqp_input_release(input);
    return TSQ_ERR_NOMEM;
  }
  made->input = input;
  made->k_all = input->k;
  int status = class->fit(made, &input->records);
  if (status == TSQ_OK) {
    *fit = made;
  } else {
    tsq_fit_free(made);
  }
  return status;
}

int tsqp_fit_input(const tsqp_class *class, tsqp_input *input, const tsq_options *options, tsq_fit **fit) {
  return fit_records(class, input, options, fit);
}

int tsqp_new_fit(const tsqp_class *class, const tsqp_layout *layout, const void *records, const tsq_options *options,
                 tsq_fit **fit) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  tsq_options resolved;
  tsqp_input *input = NULL;
  tsq_fit *made = NULL;
  TSQP_TRY(tsqp_resolve_options(class->name, class->options, options, &resolved));
  TSQP_TRY(tsqp_input_borrow(layout, records, &input));
  TSQP_TRY(fit_records(class, input, &resolved, &made));
  int status = keep_input(made);
  if (status != TSQ_OK) {
    tsq_fit_free(made);
    return status;
  }
  *fit = made;
  return TSQ_OK;
}

void tsq_fit_free(tsq_fit *fit) {
  if (fit == NULL) return;
  if (fit->class->release != NULL) fit->class->release(fit);
  tsqp_linear_free(&fit->linear);
  tsqp_texts_free(fit->texts);
  tsqp_input_release(fit->input);
  tsqp_free(fit);
}

const char *tsq_fit_model(const tsq_fit *fit) {
  return fit != NULL ? fit->class->name : NULL;
}

int tsq_fit_options(const tsq_fit *fit, tsq_options *options) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(options);
  return tsqp_write_result(&fit->options, sizeof fit->options, sizeof fit->options, options, "tsq_options");
}
