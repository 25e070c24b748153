/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Five models of the same 13 trials through one loop: whatever the model, a fit is asked and reported in the same way, and can be
 * fitted again without a study.
 *
 * Random effects of log odds ratios, Mantel-Haenszel, Peto, a generalized linear mixed model of the counts, and the beta-binomial
 * model. Checked with metafor 3.8.1 on dat.bcg: rma.mh(measure = "OR"), rma.peto(), rma.glmm(measure = "OR", model = "CM.EL"), and
 * leave1out() of the first two.
 */
#include "tutorial.h"
#include <math.h>

/* The same lines for any of them: what it says, and the trial whose leaving changes it most. */
static void print_fit(const tsq_fit *fit) {
  const tsq_estimate log_ratio = tsq_coef(fit, 0);
  tsq_rows *without = NULL;
  double estimates[BCG_TRIALS + 1]; /* the last row is the fit itself */
  size_t most = 0;
  check(tsq_leave_one_out(fit, NULL, &without));
  check(tsq_rows_numbers(without, "estimate", estimates, BCG_TRIALS + 1));
  for (size_t i = 1; i < BCG_TRIALS; i++)
    if (fabs(estimates[i] - log_ratio.estimate) > fabs(estimates[most] - log_ratio.estimate)) most = i;
  tsq_row row = {.size = sizeof row};
  check(tsq_rows_at(without, most, &row));
  printf("%-4s odds ratio %.3f, 95%% CI %.3f to %.3f; %.3f without %s\n", tsq_fit_model(fit),
         exp(log_ratio.estimate), exp(log_ratio.ci_lower), exp(log_ratio.ci_upper), exp(row.effect.estimate),
         row.label);
  tsq_rows_free(without);
}

int main(void) {
  static const char *const models[] = {"rma", "mh", "peto", "glmm", "bb"};
  static const char *const effects[] = {"yi", "vi"}, *const counts[] = {"ai", "bi", "ci", "di"};
  const tsq_tables tables = {.k = BCG_TRIALS, .ai = bcg.tpos, .bi = bcg.tneg, .ci = bcg.cpos, .di = bcg.cneg};
  double yi[BCG_TRIALS], vi[BCG_TRIALS];
  check(tsq_effect_tables(TSQ_OR, &tables, NULL, yi, vi));
  const double *const effect_columns[] = {yi, vi}, *const count_columns[] = {bcg.tpos, bcg.tneg, bcg.cpos,
                                                                             bcg.cneg};

  for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
    tsq_columns columns = {
        .k = BCG_TRIALS, .n = 4, .roles = counts, .values = count_columns, .labels = bcg.labels};
    if (i == 0) { /* of effects, not of counts */
      columns.n = 2;
      columns.roles = effects;
      columns.values = effect_columns;
    }
    tsq_options options = {.size = sizeof options};
    if (i == 3) check(tsq_option_set(&options, "glmm_model", "CM.EL"));
    tsq_fit *fit = NULL;
    check(tsq_fit_columns(models[i], &columns, &options, &fit));
    print_fit(fit);
    tsq_fit_free(fit);
  }
  return EXIT_SUCCESS;
}
