/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entries that R calls. */
#include "tausq_r.h"

#include <R_ext/Rdynload.h>

static SEXP tr_version(void) {
  return Rf_mkString(tsq_version());
}

static SEXP tr_isa(void) {
  return Rf_mkString(tsq_active_isa());
}

static SEXP tr_has(SEXP name) {
  return Rf_ScalarLogical(tsq_has(tr_text(name)));
}

SEXP tr_model(SEXP);
SEXP tr_can(SEXP, SEXP);
SEXP tr_get(SEXP, SEXP);
SEXP tr_labels(SEXP, SEXP);
SEXP tr_coef(SEXP);
SEXP tr_confint(SEXP, SEXP, SEXP, SEXP);
SEXP tr_predict(SEXP, SEXP, SEXP, SEXP, SEXP);
SEXP tr_blup(SEXP);
SEXP tr_contrast(SEXP, SEXP, SEXP);
SEXP tr_wald(SEXP, SEXP, SEXP);
SEXP tr_ratio(SEXP, SEXP, SEXP, SEXP);
SEXP tr_beyond(SEXP, SEXP, SEXP, SEXP);
SEXP tr_compare(SEXP, SEXP);
SEXP tr_outcomes(SEXP);
SEXP tr_conventions(SEXP);
SEXP tr_used(SEXP);
SEXP tr_digest(SEXP, SEXP);
SEXP tr_report(SEXP, SEXP, SEXP);
SEXP tr_batch(SEXP, SEXP, SEXP);
SEXP tr_strerror(SEXP);
SEXP tr_convert_arms(SEXP, SEXP);
SEXP tr_convert_groups(SEXP, SEXP, SEXP);
SEXP tr_skewness(SEXP);
SEXP tr_convert_differences(SEXP, SEXP);
SEXP tr_convert_estimates(SEXP, SEXP);
SEXP tr_effect_estimates(SEXP, SEXP, SEXP);
SEXP tr_combine_arms(SEXP, SEXP);
SEXP tr_change(SEXP, SEXP, SEXP, SEXP);
SEXP tr_escalc(SEXP, SEXP, SEXP);
SEXP tr_measures(void);
SEXP tr_transform(SEXP, SEXP, SEXP, SEXP);
SEXP tr_exact(SEXP, SEXP, SEXP, SEXP, SEXP);
SEXP tr_exact_test(SEXP, SEXP, SEXP, SEXP, SEXP);
SEXP tr_exact_or(SEXP, SEXP, SEXP);
SEXP tr_forest(SEXP, SEXP, SEXP);
SEXP tr_funnel(SEXP, SEXP, SEXP);
SEXP tr_bubble(SEXP, SEXP, SEXP);
SEXP tr_models(void);
SEXP tr_quantities(SEXP);
SEXP tr_model_options(SEXP);
SEXP tr_fit(SEXP, SEXP, SEXP, SEXP, SEXP, SEXP);
SEXP tr_refit(SEXP, SEXP, SEXP);
SEXP tr_subgroup(SEXP, SEXP, SEXP, SEXP, SEXP);
SEXP tr_part(SEXP, SEXP);
SEXP tr_alive(SEXP);
SEXP tr_rows(SEXP, SEXP, SEXP, SEXP, SEXP);
SEXP tr_rows_new(SEXP, SEXP, SEXP, SEXP, SEXP);
SEXP tr_rows_bind(SEXP, SEXP);
SEXP tr_rows_read(SEXP, SEXP);
SEXP tr_rows_notes(SEXP);
SEXP tr_report_rows(SEXP, SEXP, SEXP);
SEXP tr_stream_new(SEXP, SEXP);
SEXP tr_stream_add(SEXP, SEXP, SEXP, SEXP, SEXP);
SEXP tr_stream_merge(SEXP, SEXP);
SEXP tr_stream_restart(SEXP, SEXP);
SEXP tr_stream_sizes(SEXP);
SEXP tr_stream_bytes(SEXP);
SEXP tr_stream_from_bytes(SEXP);
SEXP tr_stream_finish(SEXP, SEXP);
SEXP tr_iterate_new(SEXP, SEXP);
SEXP tr_iterate_state(SEXP);
SEXP tr_iterate_step(SEXP, SEXP);
SEXP tr_iterate_confint_start(SEXP, SEXP);
SEXP tr_iterate_finish(SEXP);
SEXP tr_rerun(SEXP);
SEXP tr_given(SEXP);
SEXP tr_report_changes(SEXP, SEXP, SEXP);

#define ENTRY(name, n)                                                                                       \
  { #name, (DL_FUNC)&tr_##name, n }
static const R_CallMethodDef entries[] = {ENTRY(model, 1),
                                          ENTRY(can, 2),
                                          ENTRY(get, 2),
                                          ENTRY(labels, 2),
                                          ENTRY(coef, 1),
                                          ENTRY(confint, 4),
                                          ENTRY(predict, 5),
                                          ENTRY(blup, 1),
                                          ENTRY(contrast, 3),
                                          ENTRY(wald, 3),
                                          ENTRY(ratio, 4),
                                          ENTRY(beyond, 4),
                                          ENTRY(compare, 2),
                                          ENTRY(outcomes, 1),
                                          ENTRY(conventions, 1),
                                          ENTRY(used, 1),
                                          ENTRY(digest, 2),
                                          ENTRY(report, 3),
                                          ENTRY(batch, 3),
                                          ENTRY(strerror, 1),
                                          ENTRY(convert_arms, 2),
                                          ENTRY(convert_groups, 3),
                                          ENTRY(skewness, 1),
                                          ENTRY(convert_differences, 2),
                                          ENTRY(convert_estimates, 2),
                                          ENTRY(effect_estimates, 3),
                                          ENTRY(combine_arms, 2),
                                          ENTRY(change, 4),
                                          ENTRY(escalc, 3),
                                          ENTRY(measures, 0),
                                          ENTRY(transform, 4),
                                          ENTRY(exact, 5),
                                          ENTRY(exact_test, 5),
                                          ENTRY(exact_or, 3),
                                          ENTRY(forest, 3),
                                          ENTRY(funnel, 3),
                                          ENTRY(bubble, 3),
                                          ENTRY(models, 0),
                                          ENTRY(quantities, 1),
                                          ENTRY(model_options, 1),
                                          ENTRY(fit, 6),
                                          ENTRY(refit, 3),
                                          ENTRY(subgroup, 5),
                                          ENTRY(part, 2),
                                          ENTRY(alive, 1),
                                          ENTRY(rows, 5),
                                          ENTRY(rows_new, 5),
                                          ENTRY(rows_bind, 2),
                                          ENTRY(rows_read, 2),
                                          ENTRY(rows_notes, 1),
                                          ENTRY(report_rows, 3),
                                          ENTRY(stream_new, 2),
                                          ENTRY(stream_add, 5),
                                          ENTRY(stream_merge, 2),
                                          ENTRY(stream_restart, 2),
                                          ENTRY(stream_sizes, 1),
                                          ENTRY(stream_bytes, 1),
                                          ENTRY(stream_from_bytes, 1),
                                          ENTRY(stream_finish, 2),
                                          ENTRY(iterate_new, 2),
                                          ENTRY(iterate_state, 1),
                                          ENTRY(iterate_step, 2),
                                          ENTRY(iterate_confint_start, 2),
                                          ENTRY(iterate_finish, 1),
                                          ENTRY(rerun, 1),
                                          ENTRY(given, 1),
                                          ENTRY(report_changes, 3),
                                          ENTRY(isa, 0),
                                          ENTRY(version, 0),
                                          ENTRY(has, 1),
                                          {NULL, NULL, 0}};

void R_init_tausq(DllInfo *info) {
  R_registerRoutines(info, NULL, entries, NULL, NULL);
  R_useDynamicSymbols(info, FALSE);
  R_forceSymbols(info, TRUE);
}
