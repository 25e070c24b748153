/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Mantel-Haenszel or Peto analysis as text. */
#include "report/report.h"

#include "base/status.h"

#include <math.h>
#include <tausq/effect.h>

static void association(const tsq_mh_result *m, int digits, tsqp_text *text) {
  if (!isnan(m->CMH)) {
    tsqp_text_add(text, "Cochran-Mantel-Haenszel test:\n");
    tsqp_text_test(text, "CMH", 1, HUGE_VAL, m->CMH, m->CMHp, digits);
    tsqp_text_add(text, "\n");
  }
  if (isnan(m->BD)) return;
  tsqp_text_add(text, "Tests for homogeneous odds ratios (Breslow-Day; Tarone's correction):\n");
  tsqp_text_test(text, "X^2", m->k_pos - 1, HUGE_VAL, m->BD, m->BDp, digits);
  tsqp_text_test(text, "X^2", m->k_pos - 1, HUGE_VAL, m->TA, m->TAp, digits);
  tsqp_text_add(text, "\n");
}

int tsqp_mh_text(const tsqp_mh_report *mh, const tsq_report_options *r, tsqp_text *text) {
  const tsq_mh_result *m = mh->result;
  const tsq_estimate *e = &m->pooled;
  char a[32];
  tsqp_text_add(text, "Common-Effect Model (k = %s; %s method)\nEffect: %s\n\n", tsqp_text_number(a, m->k, 0),
                mh->measure == TSQ_PETO ? "Peto's" : "Mantel-Haenszel", r->measure);
  tsqp_text_add(text, "Test for Heterogeneity (of the %s studies with an effect of their own):\n",
                tsqp_text_number(a, m->k_yi, 0));
  tsqp_text_test(text, "Q", m->QEdf, HUGE_VAL, m->QE, m->QEp, r->digits);
  tsqp_text_add(text, "I^2 (from Q) = %s%%", tsqp_text_number(a, m->I2, 2));
  tsqp_text_add(text, ", H^2 = %s\n\n", tsqp_text_number(a, m->H2, 2));
  tsqp_text_add(text, "Model Results (%g%% CI):\n\n", 100 * mh->level);
  tsqp_text_coefficients_head(text, 0, 0, r->digits);
  tsqp_text_coefficient(text, 0, "", e, r->digits);
  tsqp_text_add(text, "\n");
  tsq_prediction p = {e->estimate, e->se, e->statistic, e->df, e->p_value, e->ci_lower,
                      e->ci_upper, NAN,   NAN,          NAN,   NAN};
  TSQP_TRY(tsqp_text_prediction(text, "Pooled effect", &p, r, mh->level));
  tsqp_text_add(text, "\n");
  association(m, r->digits, text);
  tsqp_text_add(text,
                "Conventions: common effect; %s weights on the counts\n"
                "  as they are; test: standard normal; Q from inverse variances; I2 from Q;\n  level %g%%\n",
                mh->measure == TSQ_PETO ? "Peto" : "Mantel-Haenszel", 100 * mh->level);
  return TSQ_OK;
}
