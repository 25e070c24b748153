/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A subgroup analysis as text. */
#include "report/report.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>

#define NAME 24

static int row(tsqp_text *text, const char *name, const tsq_prediction *effect, const tsq_fit *fit,
               const tsq_report_options *r) {
  char a[32];
  tsq_prediction shown = *effect;
  TSQP_TRY(tsqp_report_transform(r, &shown));
  int width = 9 + (r->digits > 4 ? r->digits - 4 : 0);
  const double values[4] = {shown.estimate, shown.ci_lower, shown.ci_upper, tsq_fit_value(fit, "tau2")};
  tsqp_text_name(text, NAME, name);
  tsqp_text_field(text, 4, tsqp_text_number(a, tsq_fit_value(fit, "k"), 0));
  for (int j = 0; j < 4; j++) {
    tsqp_text_add(text, " ");
    tsqp_text_field(text, width, tsqp_text_number(a, values[j], r->digits));
  }
  tsqp_text_field(text, 8, tsqp_text_number(a, tsq_fit_value(fit, "I2"), 1));
  tsqp_text_add(text, "%%\n");
  return TSQ_OK;
}

static int differences(const tsq_subgroups *s, int digits, tsqp_text *text) {
  tsq_wald_test test = {.size = sizeof test};
  TSQP_TRY(tsq_subgroups_test(s, &test));
  tsqp_text_add(text, "Test for subgroup differences:\n");
  tsqp_text_test(text, "Q_between", test.df1, test.df2, test.statistic, test.p_value, digits);
  tsqp_text_add(text, "\n");
  return TSQ_OK;
}

int tsqp_subgroups_text(const tsq_subgroups *s, const tsq_report_options *r, tsqp_text *text) {
  static const char *const heads[5] = {"estimate", "ci.lb", "ci.ub", "tau^2", "I^2"};
  const tsq_fit *overall = tsq_subgroups_overall(s);
  const tsq_fit *common = tsq_subgroups_common(s);
  tsq_prediction effect;
  char a[32];
  tsqp_text_add(text, "Subgroup Analysis (%zu groups; %s tau^2)\n", tsq_subgroups_count(s),
                common != NULL ? "common" : "separate");
  tsqp_text_add(text, "Effect: %s\n\n", r->transform != 0 ? r->shown : r->measure);
  tsqp_text_field(text, -NAME, "Group");
  tsqp_text_field(text, 4, "k");
  for (int j = 0; j < 5; j++) {
    tsqp_text_field(text, j == 4 ? 9 : 10 + (r->digits > 4 ? r->digits - 4 : 0), heads[j]);
  }
  tsqp_text_add(text, "\n");
  for (size_t g = 0; g < tsq_subgroups_count(s); g++) {
    TSQP_TRY(tsq_subgroups_effect(s, g, &effect));
    TSQP_TRY(row(text, tsq_subgroups_name(s, g), &effect, tsq_subgroups_fit(s, g), r));
  }
  TSQP_TRY(tsq_predict(overall, NULL, 1, &effect));
  TSQP_TRY(row(text, "Overall", &effect, overall, r));
  tsqp_text_add(text, "\n");
  TSQP_TRY(differences(s, r->digits, text));
  if (common != NULL) {
    tsqp_text_add(text, "Residual heterogeneity: QE(df = %s)",
                  tsqp_text_df(a, tsq_fit_value(common, "df_residual")));
    tsqp_text_add(text, " = %s", tsqp_text_number(a, tsq_fit_value(common, "QE"), r->digits));
    tsqp_text_add(text, ", R^2 = %s%%\n\n", tsqp_text_number(a, tsq_fit_value(common, "R2"), 2));
  }
  tsqp_text_notes(overall, text);
  return TSQ_OK;
}
