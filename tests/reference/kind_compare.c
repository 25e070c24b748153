/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of the kind "compare": two rma fits compared by their likelihoods. */
#include "conformance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One of the two models: a method and moderators. */
static tsq_fit *fit_model(trial *t, const json_t *model, const double *effects) {
  size_t k = tsq_frame_rows(t->frame);
  const json_t *mods = json_object_get(model, "mods");
  size_t p = json_array_size(mods);
  double *x = new_numbers(k * p);
  tsq_options options = {.size = sizeof options, .preset = TSQ_PRESET_METAFOR};
  tsq_fit *fit = NULL;
  if (tsq_method_from_name(json_string_value(json_object_get(model, "method")), &options.method) != TSQ_OK)
    unsupported(t, "%s", tsq_last_error());
  for (size_t j = 0; j < p; j++) {
    const double *column = numeric_column(t, json_string_value(json_array_get(mods, j)));
    if (column != NULL) memcpy(x + j * k, column, k * sizeof *column);
  }
  tsq_data data = {.k = k, .yi = effects, .vi = effects + k, .x = p > 0 ? x : NULL, .p = p};
  if (!settled(t)) (void)answered(t, tsq_rma(&data, &options, &fit));
  free(x);
  return fit;
}

static void compare_answer(trial *t, const tsq_comparison *c) {
  static const char *const suffix[2] = {"reduced", "full"};
  compare_number(t, "LRT", c->LRT);
  compare_number(t, "pval", c->p_value);
  compare_number(t, "R2", c->R2);
  for (int i = 0; i < 2; i++) {
    const struct {
      const char *name;
      double value;
    } members[] = {{"loglik", c->loglik[i]}, {"df", c->parameters[i]}, {"AIC", c->AIC[i]}, {"BIC", c->BIC[i]}, {"AICc", c->AICc[i]}};
    for (size_t j = 0; j < sizeof members / sizeof members[0]; j++) {
      char field[40];
      snprintf(field, sizeof field, "%s_%s", members[j].name, suffix[i]);
      compare_number(t, field, members[j].value);
    }
  }
  compare_nothing_else(t);
}

void run_compare(trial *t, const json_t *call) {
  static const char *const known[] = {"reduced", "full", "input", "note", NULL};
  tsq_comparison c = {.size = sizeof c};
  all_arguments_known(t, call, known);
  double *effects = settled(t) ? NULL : input_effects(t, json_object_get(call, "input"));
  if (effects == NULL) return;
  tsq_fit *reduced = fit_model(t, json_object_get(call, "reduced"), effects);
  tsq_fit *full = fit_model(t, json_object_get(call, "full"), effects);
  if (reduced != NULL && full != NULL && answered(t, tsq_compare(reduced, full, &c))) compare_answer(t, &c);
  tsq_fit_free(reduced);
  tsq_fit_free(full);
  free(effects);
}
