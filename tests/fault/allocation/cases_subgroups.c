/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subgroups of every model. */
#include "every_allocation.h"
#include "models.h"

static const int32_t codes[TABLES] = {0, 1, 0, 1};
static const char *const names[2] = {"even", "odd"};

static int grouping(every_try *t, int model, int32_t tau2) {
  tsq_fit *fit = model_fit(model);
  tsq_fit *subgroups = (tsq_fit *)(void *)t;
  every_handle(t, &subgroups);
  int status = EVERY(t, tsq_subgroup(fit, TSQ_GROUPING(.codes = codes, .names = names, .n = 2, .tau2 = tau2), &subgroups));
  tsq_fit_free(fit);
  if (status != TSQ_OK) return status;
  double q = tsq_fit_value(subgroups, "Q_between");
  every_answer(t, &q, sizeof q);
  tsq_fit_free(subgroups);
  return status;
}
static int common(every_try *t) {
  return grouping(t, 0, TSQ_TAU2_COMMON);
}
#define SEPARATE(index, name)                                                                                \
  static int separate_##name(every_try *t) {                                                                 \
    return grouping(t, index, 0);                                                                            \
  }
EVERY_MODEL(SEPARATE)

#define ROW(index, name) {"tsq_subgroup", "of " #name, separate_##name, 0},
const every_case every_subgroups[] = {EVERY_MODEL(ROW){"tsq_subgroup", "of rma, one tau2", common, 0}, {NULL, NULL, NULL, 0}};
