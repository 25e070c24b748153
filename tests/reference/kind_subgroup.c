/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of the kind "subgroup": one fit a group, with separate tau2 and with a common one. */
#include "conformance.h"

#include <math.h>
#include <stdlib.h>

#define MAX_GROUPS 32

static void compare_groups(trial *t, const tsq_subgroups *s) {
  static const char *const fields[] = {"k", "beta", "se", "ci_lb", "ci_ub", "tau2", "I2", "QE", "QEp"};
  size_t n = tsq_subgroups_count(s);
  double values[MAX_GROUPS];
  for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
    for (size_t g = 0; g < n; g++) {
      if (!answered(t, tsq_fit_get(tsq_subgroups_fit(s, g), fields[f], &values[g], 1))) return;
    }
    compare(t, fields[f], values, n);
  }
}

static void compare_separate(trial *t, const tsq_subgroups *s) {
  tsq_wald_test test = {.size = sizeof test};
  compare_groups(t, s);
  if (!answered(t, tsq_subgroups_test(s, &test))) return;
  compare_number(t, "separate.Qb", test.statistic);
  compare_number(t, "separate.df", test.df1);
  compare_number(t, "separate.p", test.p_value);
}

static void compare_common_test(trial *t, const tsq_subgroups *s) {
  tsq_wald_test test = {.size = sizeof test};
  if (!answered(t, tsq_subgroups_test(s, &test))) return;
  double df[2] = {test.df1, isinf(test.df2) ? NAN : test.df2}; /* R has NA where the test is chi-squared */
  compare_number(t, "common.Q_or_F", test.statistic);
  compare(t, "common.df", df, 2);
  compare_number(t, "common.p", test.p_value);
}

static void compare_common(trial *t, const tsq_subgroups *s) {
  static const char *const fields[][2] = {
      {"common.tau2", "tau2"}, {"common.QE", "QE"}, {"common.QEp", "QEp"}, {"common.R2", "R2"}};
  double beta[MAX_GROUPS], se[MAX_GROUPS], lower[MAX_GROUPS], upper[MAX_GROUPS];
  size_t n = tsq_subgroups_count(s);
  compare_common_test(t, s);
  for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
    compare_number(t, fields[f][0], tsq_fit_value(tsq_subgroups_common(s), fields[f][1]));
  }
  for (size_t g = 0; g < n; g++) {
    tsq_prediction p = {0};
    if (!answered(t, tsq_subgroups_effect(s, g, &p))) return;
    beta[g] = p.estimate;
    se[g] = p.se;
    lower[g] = p.ci_lower;
    upper[g] = p.ci_upper;
  }
  compare(t, "common.beta", beta, n);
  compare(t, "common.se", se, n);
  compare(t, "common.ci_lb", lower, n);
  compare(t, "common.ci_ub", upper, n);
}

/* The groups of the rows; their names must be R's levels in R's order. */
static int read_groups(trial *t, const char *group, const int32_t **codes, const char **names, size_t *n) {
  if (group == NULL || tsq_frame_codes(t->frame, group, codes) != TSQ_OK ||
      tsq_frame_levels(t->frame, group, n) != TSQ_OK) {
    disagree(t, "group: %s", tsq_last_error());
    return 0;
  }
  if (*n > MAX_GROUPS) unsupported(t, "%zu groups are more than this runner holds", *n);
  for (size_t g = 0; g < *n && g < MAX_GROUPS; g++) {
    names[g] = tsq_frame_level(t->frame, group, g);
    compare_text(t, "groups", g, names[g]);
  }
  return !settled(t);
}

void run_subgroup(trial *t, const json_t *call) {
  static const char *const known[] = {"input", "group", "method", "test", "level", NULL};
  const char *group = json_string_value(json_object_get(call, "group"));
  const char *names[MAX_GROUPS];
  const int32_t *codes = NULL;
  size_t n = 0;
  tsq_options options;
  all_arguments_known(t, call, known);
  if (settled(t) || !model_options(t, call, &options) || !read_groups(t, group, &codes, names, &n)) return;
  double *effects = input_effects(t, json_object_get(call, "input"));
  if (effects == NULL) return;
  size_t k = tsq_frame_rows(t->frame);
  tsq_data data = {.k = k, .yi = effects, .vi = effects + k};
  tsq_subgroups *separate = NULL;
  tsq_subgroups *common = NULL;
  if (answered(t, tsq_subgroup(&data, codes, names, n, TSQ_TAU2_SEPARATE, &options, &separate)) &&
      answered(t, tsq_subgroup(&data, codes, names, n, TSQ_TAU2_COMMON, &options, &common))) {
    compare_separate(t, separate);
    compare_common(t, common);
  }
  tsq_subgroups_free(separate);
  tsq_subgroups_free(common);
  free(effects);
}
