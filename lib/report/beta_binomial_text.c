/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A beta-binomial model as text. */
#include "report/report.h"

#include "base/status.h"

#include <math.h>

static void overdispersion(const tsq_beta_binomial_result *m, int digits, tsqp_text *text) {
  tsqp_text_add(text, "Overdispersion:\n");
  tsqp_text_heterogeneity(text, "rho", m->rho, NULL, "", m->se_rho, digits);
  tsqp_text_test(text, "LRT", 1, HUGE_VAL, m->LRT_rho, m->LRTp_rho, digits);
  tsqp_text_add(text, "\n");
}

static void means(const tsq_beta_binomial_result *m, int digits, tsqp_text *text) {
  char a[32];
  tsqp_text_add(text, "Mean probability of the event: %s", tsqp_text_number(a, m->mean1, digits));
  if (!isnan(m->mean2))
    tsqp_text_add(text, " (group 1), %s (group 2)", tsqp_text_number(a, m->mean2, digits));
  tsqp_text_add(text, "\n\n");
}

int tsqp_beta_binomial_text(const tsqp_beta_binomial_report *bb, const tsq_report_options *r,
                            tsqp_text *text) {
  const tsq_beta_binomial_result *m = bb->result;
  const tsq_estimate *e = &m->pooled;
  const double statistics[5] = {m->loglik, m->deviance, m->AIC, m->BIC, m->AICc};
  char a[32];
  tsqp_text_add(text,
                "Beta-Binomial Model (k = %s; maximum likelihood)\nEffect: ", tsqp_text_number(a, m->k, 0));
  tsqp_text_field(text, 0, r->measure);
  tsqp_text_add(text, "\n\n");
  overdispersion(m, r->digits, text);
  tsqp_text_add(text, "Model Results (%g%% CI):\n\n", 100 * bb->level);
  tsqp_text_coefficients_head(text, 0, 0, r->digits);
  tsqp_text_coefficient(text, 0, "", e, r->digits);
  tsqp_text_add(text, "\n");
  means(m, r->digits, text);
  tsq_prediction p = {e->estimate, e->se, e->statistic, e->df, e->p_value, e->ci_lower,
                      e->ci_upper, NAN,   NAN,          NAN,   NAN};
  TSQP_TRY(tsqp_text_prediction(text, "Pooled effect", &p, r, bb->level));
  tsqp_text_add(text, "\n");
  if (!isnan(m->LRT)) {
    tsqp_text_add(text, "Likelihood ratio test of no difference between the groups:\n");
    tsqp_text_test(text, "LRT", 1, HUGE_VAL, m->LRT, m->LRTp, r->digits);
    tsqp_text_add(text, "\n");
  }
  tsqp_text_fit_statistics(text, statistics, r->digits);
  tsqp_text_wrapped(
      text, "Conventions:",
      "beta-binomial counts with a common rho; standard errors from the observed information; test: standard "
      "normal; test of rho = 0: half of chi2(1)");
  return TSQ_OK;
}
