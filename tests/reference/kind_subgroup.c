/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of the kind "subgroup": one fit a group, with separate tau2 and with a common one. */
#include "conformance.h"

#include <math.h>
#include <stdlib.h>

#define MAX_GROUPS 32

static void compare_groups(trial *t, const tsq_fit *s) {
  static const char *const fields[] = {"k", "beta", "se", "ci_lb", "ci_ub", "tau2", "I2", "QE", "QEp"};
  size_t n = tsq_fit_extent(s, "group");
  double values[MAX_GROUPS];
  for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
    for (size_t g = 0; g < n; g++) {
      if (!answered(t, tsq_fit_get(tsq_fit_part(s, g), fields[f], &values[g], 1))) return;
    }
    compare(t, fields[f], values, n);
  }
}

static void compare_separate(trial *t, const tsq_fit *s) {
  compare_groups(t, s);
  compare_number(t, "separate.Qb", tsq_fit_value(s, "Q_between"));
  compare_number(t, "separate.df", tsq_fit_value(s, "Q_between_df"));
  compare_number(t, "separate.p", tsq_fit_value(s, "Q_between_p"));
}

static void compare_common_test(trial *t, const tsq_fit *s) {
  double df2 = tsq_fit_value(s, "F_df2");
  double df[2] = {tsq_fit_value(s, "F_df1"), isinf(df2) ? NAN : df2}; /* R has NA where the test is chi-squared */
  compare_number(t, "common.Q_or_F", tsq_fit_value(s, "F"));
  compare(t, "common.df", df, 2);
  compare_number(t, "common.p", tsq_fit_value(s, "F_p"));
}

static void compare_common(trial *t, const tsq_fit *s) {
  static const char *const fields[][2] = {
      {"common.tau2", "tau2"}, {"common.QE", "QE"}, {"common.QEp", "QEp"}, {"common.R2", "R2"}};
  double beta[MAX_GROUPS], se[MAX_GROUPS], lower[MAX_GROUPS], upper[MAX_GROUPS];
  size_t n = tsq_fit_extent(s, "group");
  compare_common_test(t, s);
  for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
    compare_number(t, fields[f][0], tsq_fit_value(tsq_fit_part(s, n + 1), fields[f][1]));
  }
  for (size_t g = 0; g < n; g++) {
    tsq_estimate e = tsq_coef(s, g);
    beta[g] = e.estimate;
    se[g] = e.se;
    lower[g] = e.ci_lower;
    upper[g] = e.ci_upper;
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
  tsq_fit *all = NULL;
  tsq_fit *separate = NULL;
  tsq_fit *common = NULL;
  tsq_grouping grouping = {.size = sizeof grouping, .codes = codes, .names = names, .n = n, .tau2 = TSQ_TAU2_SEPARATE};
  if (answered(t, tsq_rma(&data, &options, &all)) && answered(t, tsq_subgroup(all, &grouping, &separate))) {
    grouping.tau2 = TSQ_TAU2_COMMON;
    if (answered(t, tsq_subgroup(all, &grouping, &common))) {
      compare_separate(t, separate);
      compare_common(t, common);
    }
  }
  tsq_fit_free(all);
  tsq_fit_free(separate);
  tsq_fit_free(common);
  free(effects);
}
