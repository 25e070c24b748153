/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a subgroup analysis: the groups, their fits, the test for differences. */
#include "base/alloc.h"
#include "base/names.h"
#include "base/number.h"
#include "base/options.h"
#include "base/status.h"
#include "group/subgroups.h"
#include "numeric/distributions.h"

#include <math.h>
#include <string.h>

static const tsqp_name tau2_kinds[] = {{TSQ_TAU2_SEPARATE, "separate"}, {TSQ_TAU2_COMMON, "common"}};
static const tsqp_name test_kinds[] = {{TSQ_SUBGROUP_WELCH, "welch"}, {TSQ_SUBGROUP_CHI2, "chi2"}};

#define NAME_FUNCTIONS(name_of, from_name, table, what, arg)                                                 \
  const char *name_of(int32_t arg) {                                                                         \
    return tsqp_name_of(table, TSQP_COUNT(table), arg);                                                      \
  }                                                                                                          \
  int from_name(const char *name, int32_t *arg) {                                                            \
    tsqp_clear_error();                                                                                      \
    TSQP_NOT_NULL(arg);                                                                                      \
    return tsqp_value_of(table, TSQP_COUNT(table), what, name, arg);                                         \
  }
NAME_FUNCTIONS(tsq_subgroup_tau2_name, tsq_subgroup_tau2_from_name, tau2_kinds, "tau2 of subgroups", tau2)
NAME_FUNCTIONS(tsq_subgroup_test_name, tsq_subgroup_test_from_name, test_kinds, "test for subgroup differences", test)

/* ---- the grouping ------------------------------------------------------------------------------------------------ */

static int check(const tsq_fit *fit, tsq_grouping *g) {
  TSQP_NOT_NULL(g->codes);
  if (g->tau2 == 0) g->tau2 = TSQ_TAU2_SEPARATE;
  if (g->test == 0) g->test = TSQ_SUBGROUP_WELCH;
  if (g->n < 2) return tsqp_fail(TSQ_ERR_LENGTH, "grouping.n = %zu: there must be at least 2 groups", g->n);
  if (g->n > fit->k_all) return tsqp_fail(TSQ_ERR_TOO_FEW, "%zu studies cannot fill %zu groups", fit->k_all, g->n);
  if (tsq_subgroup_tau2_name(g->tau2) == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "grouping.tau2 = %d is neither separate nor common", (int)g->tau2);
  if (tsq_subgroup_test_name(g->test) == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "grouping.test = %d is not a test for subgroup differences", (int)g->test);
  if (fit->options.no_intercept)
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "options.no_intercept: a subgroup analysis pools each group");
  if (g->tau2 == TSQ_TAU2_COMMON && (fit->class->fixable == NULL || fit->input->layout->x == 0))
    return tsqp_fail(TSQ_ERR_UNSUPPORTED, "model %s has no common tau2 of subgroups", fit->class->name);
  if (g->tau2 == TSQ_TAU2_COMMON && fit->options.test == TSQ_KR)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "test kr is for intercept-only models, not for a common tau2");
  for (size_t i = 0; i < fit->k_all; i++) {
    if (g->codes[i] >= 0 && (size_t)g->codes[i] >= g->n)
      return tsqp_fail(TSQ_ERR_DATA, "grouping.codes[%zu] = %d: groups are 0 .. %zu", i, (int)g->codes[i], g->n - 1);
  }
  return TSQ_OK;
}

static int set_names(tsqp_subgroups *s, const tsq_grouping *g) {
  enum { WIDTH = 32 };
  const char **names = tsqp_calloc(g->n, sizeof *names);
  char(*made)[WIDTH] = tsqp_calloc(g->n, WIDTH);
  int status = names != NULL && made != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory for the groups' names");
  for (size_t j = 0; j < g->n && status == TSQ_OK; j++) {
    (void)tsqp_format(made[j], WIDTH, "group %zu", j + 1);
    names[j] = g->names != NULL && g->names[j] != NULL ? g->names[j] : made[j];
  }
  if (status == TSQ_OK) status = tsqp_linear_set_names(&s->fit.linear, names);
  tsqp_free((void *)names);
  tsqp_free(made);
  return status;
}

/* The rows of a group, or (g = n) of all groups. */
static size_t rows_of(const tsq_fit *fit, const tsq_grouping *g, size_t group, size_t *rows) {
  size_t n = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    if (g->codes[i] >= 0 && (group == g->n || (size_t)g->codes[i] == group)) rows[n++] = i;
  }
  return n;
}

/* ---- the parts --------------------------------------------------------------------------------------------------- */

static int fit_group(tsqp_subgroups *s, const tsq_fit *fit, const tsq_grouping *g, size_t group, size_t *rows,
                     const tsq_change *held) {
  tsq_change change = *held;
  const char *name = s->fit.linear.names[group];
  change.rows = rows;
  change.n = rows_of(fit, g, group, rows);
  if (change.n == 0) return tsqp_fail(TSQ_ERR_TOO_FEW, "group '%.60s' has no study", name);
  int status = tsqp_refit(fit, &change, &s->part[group]);
  if (status == TSQ_OK) return TSQ_OK;
  char cause[300];
  tsqp_format(cause, sizeof cause, "%s", tsq_last_error());
  return tsqp_fail(status, "group '%.60s': %s", name, cause);
}

/* One model with an intercept (the first group) and a dummy for each other group. */
static int fit_common(tsqp_subgroups *s, const tsq_fit *fit, const tsq_grouping *g, const size_t *rows, size_t n) {
  size_t k = fit->k_all;
  double *x = tsqp_calloc(k, (s->n - 1) * sizeof *x);
  if (x == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu groups", s->n);
  for (size_t i = 0; i < k; i++) {
    if (g->codes[i] > 0) x[((size_t)g->codes[i] - 1) * k + i] = 1;
  }
  tsq_change change = {.size = sizeof change, .rows = rows, .n = n, .x = x, .p = s->n - 1,
                       .x_names = (const char *const *)s->fit.linear.names + 1};
  int status = tsqp_refit(fit, &change, &s->part[s->n + 1]);
  tsqp_free(x);
  return status;
}

static int fit_parts(tsqp_subgroups *s, const tsq_fit *fit, const tsq_grouping *g, size_t *rows) {
  tsq_change held = {.size = sizeof held};
  for (size_t group = 0; group < s->n; group++) {
    if (rows_of(fit, g, group, rows) == 0)
      return tsqp_fail(TSQ_ERR_TOO_FEW, "group '%.60s' has no study", s->fit.linear.names[group]);
  }
  size_t n = rows_of(fit, g, s->n, rows);
  tsq_change all = {.size = sizeof all, .rows = rows, .n = n};
  TSQP_TRY(tsqp_refit(fit, &all, &s->part[s->n]));
  if (s->tau2_kind == TSQ_TAU2_COMMON) {
    TSQP_TRY(fit_common(s, fit, g, rows, n));
    if (s->part[s->n + 1]->outcome & TSQ_OUTCOME_COLUMNS_DROPPED)
      return tsqp_fail(TSQ_ERR_TOO_FEW, "a group has no complete study");
    if (tsqp_is_random(fit) && !fit->options.tau2_fixed) {
      held.fixed = "tau2";
      held.value = s->part[s->n + 1]->tau2;
    }
  }
  for (size_t group = 0; group < s->n; group++)
    TSQP_TRY(fit_group(s, fit, g, group, rows, &held));
  return TSQ_OK;
}

/* ---- effects and tests ------------------------------------------------------------------------------------------- */

/* A group's effect: its own fit's, or its cell of the common model. */
static int group_effect(const tsqp_subgroups *s, size_t group, double *row, tsq_prediction *effect) {
  if (s->tau2_kind == TSQ_TAU2_SEPARATE) return tsq_predict(s->part[group], NULL, 1, effect);
  memset(row, 0, (s->n - 1) * sizeof *row);
  if (group > 0) row[group - 1] = 1;
  return tsq_predict(s->part[s->n + 1], row, 1, effect);
}

static int set_effects(tsqp_subgroups *s) {
  tsqp_linear *l = &s->fit.linear;
  double *row = tsqp_malloc(s->n * sizeof *row);
  int status = row != NULL ? TSQ_OK : tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu groups", s->n);
  for (size_t j = 0; j < s->n && status == TSQ_OK; j++) {
    status = group_effect(s, j, row, &s->effect[j]);
    l->b[j] = s->effect[j].estimate;
    l->vb[j * s->n + j] = s->effect[j].se * s->effect[j].se;
    l->ddf_of[j] = s->effect[j].df;
  }
  tsqp_free(row);
  return status;
}

/*
 * Q_between = sum w (b_g - b)^2 about the weighted mean of the groups' effects, w = 1/se_g^2: chi-squared where the w are known. Welch 1951
 * (doi:10.1093/biomet/38.3-4.330), eq. (23) and (24): with c = sum (1 - w/W)^2/df_g, F = Q/(g - 1)/(1 + 2 (g - 2) c/(g^2 - 1)) has g - 1 and
 * (g^2 - 1)/(3 c) df.
 */
static void test_separate(tsqp_subgroups *s) {
  const tsqp_linear *l = &s->fit.linear;
  double sum_w = 0;
  double mean = 0;
  double q = 0;
  double g = (double)s->n;
  for (size_t j = 0; j < s->n; j++) {
    double w = 1 / l->vb[j * s->n + j];
    double away = l->b[j] - mean;
    sum_w += w;
    mean += away * (w / sum_w);
    q += w * away * (l->b[j] - mean);
  }
  double c = 0;
  for (size_t j = 0; j < s->n; j++) {
    double rest = 1 - 1 / l->vb[j * s->n + j] / sum_w;
    c += rest * rest / l->ddf_of[j];
  }
  double f = q / (g - 1) / (1 + 2 * (g - 2) * c / (g * g - 1));
  double df2 = c > 0 ? (g * g - 1) / (3 * c) : HUGE_VAL;
  s->chi2 = (tsqp_test){q, g - 1, HUGE_VAL, tsqp_chi2_upper(q, g - 1)};
  s->welch = (tsqp_test){f, g - 1, df2, tsqp_f_upper(f, g - 1, df2)};
  if (isinf(df2)) s->welch = (tsqp_test){q, g - 1, HUGE_VAL, s->chi2.p_value};
}

/* Of one model with a coefficient a group both are its test of moderators, which has the right reference by itself. */
static void test_common(tsqp_subgroups *s) {
  s->welch = s->part[s->n + 1]->omnibus;
  double q = isinf(s->welch.df2) ? s->welch.statistic : s->welch.statistic * s->welch.df1;
  s->chi2 = (tsqp_test){q, s->welch.df1, HUGE_VAL, tsqp_chi2_upper(q, s->welch.df1)};
}

static int list_left_out(tsqp_subgroups *s, const tsq_fit *fit, const tsq_grouping *g) {
  s->left_out = tsqp_malloc((fit->k_all + 1) * sizeof *s->left_out);
  s->why = tsqp_malloc(fit->k_all + 1);
  if (s->left_out == NULL || s->why == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", fit->k_all);
  const tsq_fit *overall = s->part[s->n];
  size_t next = 0;
  size_t grouped = 0;
  size_t n = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    if (g->codes[i] < 0) {
      s->left_out[n] = i;
      s->why[n++] = TSQ_LEFT_NO_GROUP;
      s->fit.outcome |= TSQ_OUTCOME_NO_GROUP;
      continue;
    }
    if (next < overall->n_left_out && overall->left_out[next] == grouped) {
      s->left_out[n] = i;
      s->why[n++] = overall->why != NULL ? overall->why[next] : TSQ_LEFT_MISSING;
      next++;
    }
    grouped++;
  }
  s->fit.left_out = s->left_out;
  s->fit.why = s->why;
  s->fit.n_left_out = n;
  s->fit.k = fit->k_all - n;
  if (n > 0) s->fit.outcome |= TSQ_OUTCOME_STUDIES_DROPPED;
  return TSQ_OK;
}

static int allocate(tsqp_subgroups *s, const tsq_grouping *g) {
  size_t k = s->fit.k_all;
  s->n = g->n;
  s->n_parts = g->n + (g->tau2 == TSQ_TAU2_COMMON ? 2 : 1);
  s->tau2_kind = g->tau2;
  s->test_kind = g->test;
  s->part = tsqp_calloc(s->n_parts, sizeof(tsq_fit *));
  s->effect = tsqp_calloc(s->n, sizeof *s->effect);
  s->codes = tsqp_malloc((k + 1) * sizeof *s->codes);
  TSQP_TRY(tsqp_linear_new(&s->fit.linear, s->n, 0));
  s->fit.linear.ddf_of = tsqp_calloc(s->n, sizeof(double));
  if (s->part == NULL || s->effect == NULL || s->codes == NULL || s->fit.linear.ddf_of == NULL)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu groups", s->n);
  memcpy(s->codes, g->codes, k * sizeof *s->codes);
  for (size_t j = 0; j < s->n; j++)
    s->fit.linear.column[j] = j;
  s->fit.linear.moderators = s->n;
  return set_names(s, g);
}

static int build(tsqp_subgroups *s, const tsq_fit *fit, const tsq_grouping *g) {
  TSQP_TRY(allocate(s, g));
  size_t *rows = tsqp_malloc(fit->k_all * sizeof *rows);
  if (rows == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", fit->k_all);
  int status = fit_parts(s, fit, g, rows);
  tsqp_free(rows);
  TSQP_TRY(status);
  TSQP_TRY(set_effects(s));
  if (s->tau2_kind == TSQ_TAU2_COMMON) {
    test_common(s);
  } else {
    test_separate(s);
  }
  s->fit.omnibus = s->test_kind == TSQ_SUBGROUP_CHI2 ? s->chi2 : s->welch;
  s->fit.df_residual = (double)s->n - 1;
  return list_left_out(s, fit, g);
}

int tsq_subgroup(const tsq_fit *fit, const tsq_grouping *grouping, tsq_fit **subgroups) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(grouping);
  TSQP_NOT_NULL(subgroups);
  tsq_grouping g;
  TSQP_TRY(tsqp_read_data(grouping, &g, sizeof g, sizeof g, "tsq_grouping"));
  TSQP_TRY(tsqp_need(fit, "subgroup"));
  TSQP_TRY(check(fit, &g));
  tsq_fit *made = tsqp_bare_fit(&tsqp_subgroups_class, &fit->options);
  if (made == NULL) return TSQ_ERR_NOMEM;
  made->input = tsqp_input_hold(fit->input);
  made->k_all = fit->k_all;
  int status = build((tsqp_subgroups *)made, fit, &g);
  if (status != TSQ_OK) {
    tsq_fit_free(made);
    return status;
  }
  *subgroups = made;
  return TSQ_OK;
}
