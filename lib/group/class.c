/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The class subgroups: its parts, words, quantities and report. */
#include "group/subgroups.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

static void release(tsq_fit *fit) {
  tsqp_subgroups *s = (tsqp_subgroups *)fit;
  for (size_t i = 0; s->part != NULL && i < s->n_parts; i++)
    tsq_fit_free(s->part[i]);
  tsqp_free(s->part);
  tsqp_free(s->effect);
  tsqp_free(s->codes);
  tsqp_free(s->left_out);
  tsqp_free(s->why);
}

static const tsq_fit *part(const tsq_fit *fit, size_t index) {
  return index < tsqp_as_subgroups(fit)->n_parts ? tsqp_as_subgroups(fit)->part[index] : NULL;
}

const tsq_fit *tsq_fit_part(const tsq_fit *fit, size_t index) {
  return fit != NULL && fit->class->part != NULL ? fit->class->part(fit, index) : NULL;
}

static const char *label(const tsq_fit *fit, tsqp_dimension over, size_t index) {
  return over == TSQP_GROUP && index < tsqp_as_subgroups(fit)->n ? fit->linear.names[index] : NULL;
}

static void describe(const tsq_fit *fit, tsqp_texts *texts) {
  const tsqp_subgroups *s = tsqp_as_subgroups(fit);
  const tsqp_texts *overall = tsqp_fit_texts(s->part[s->n]);
  if (overall == NULL) {
    texts->failed = 1;
    return;
  }
  tsqp_say_conventions(texts, "%s; tau2 of the groups: %s; test for subgroup differences: %s", overall->conventions,
                       tsq_subgroup_tau2_name(s->tau2_kind),
                       s->tau2_kind == TSQ_TAU2_COMMON             ? "of the coefficients"
                       : s->test_kind == TSQ_SUBGROUP_CHI2         ? "chi-squared"
                       : isinf(s->welch.df2)                       ? "chi-squared (all df are infinite)"
                                                                   : "Welch's");
  for (size_t g = 0; g < s->n; g++) {
    const tsqp_texts *of_group = tsqp_fit_texts(s->part[g]);
    if (of_group == NULL) texts->failed = 1;
    for (size_t i = 0; of_group != NULL && i < of_group->n; i++) {
      if (strstr(of_group->outcome[i], "left out") == NULL) /* said once, for all */
        tsqp_say(texts, "group '%.60s': %s", fit->linear.names[g], of_group->outcome[i]);
    }
  }
}

/* ---- quantities and report --------------------------------------------------------------------------------------- */

static int of_parts(const tsq_fit *fit, const char *name, double *out) {
  const tsqp_subgroups *s = tsqp_as_subgroups(fit);
  for (size_t g = 0; g < s->n; g++)
    out[g] = tsqp_scalar(s->part[g], name);
  return TSQ_OK;
}
static int get_group_k(const tsq_fit *fit, double *out) {
  return of_parts(fit, "k", out);
}
static int get_tau2(const tsq_fit *fit, double *out) {
  return of_parts(fit, "tau2", out);
}
static int get_i2(const tsq_fit *fit, double *out) {
  return of_parts(fit, "I2", out);
}
static int get_qe(const tsq_fit *fit, double *out) {
  return of_parts(fit, "QE", out);
}
static int get_qep(const tsq_fit *fit, double *out) {
  return of_parts(fit, "QEp", out);
}
static int get_ddf(const tsq_fit *fit, double *out) {
  memcpy(out, fit->linear.ddf_of, fit->linear.p * sizeof *out);
  return TSQ_OK;
}
static int get_pi_lb(const tsq_fit *fit, double *out) {
  for (size_t g = 0; g < tsqp_as_subgroups(fit)->n; g++)
    out[g] = tsqp_as_subgroups(fit)->effect[g].pi_lower;
  return TSQ_OK;
}
static int get_pi_ub(const tsq_fit *fit, double *out) {
  for (size_t g = 0; g < tsqp_as_subgroups(fit)->n; g++)
    out[g] = tsqp_as_subgroups(fit)->effect[g].pi_upper;
  return TSQ_OK;
}

/* Of the model with all groups; NaN where each has its own tau2. */
static int of_common(const tsq_fit *fit, const char *name, double *out) {
  const tsqp_subgroups *s = tsqp_as_subgroups(fit);
  *out = s->tau2_kind == TSQ_TAU2_COMMON ? tsqp_scalar(s->part[s->n + 1], name) : NAN;
  return TSQ_OK;
}
static int get_common_qe(const tsq_fit *fit, double *out) {
  return of_common(fit, "QE", out);
}
static int get_common_df(const tsq_fit *fit, double *out) {
  return of_common(fit, "QEdf", out);
}
static int get_common_p(const tsq_fit *fit, double *out) {
  return of_common(fit, "QEp", out);
}
static int get_common_r2(const tsq_fit *fit, double *out) {
  return of_common(fit, "R2", out);
}

static int get_codes(const tsq_fit *fit, double *out) {
  for (size_t i = 0; i < fit->k_all; i++)
    out[i] = tsqp_as_subgroups(fit)->codes[i] < 0 ? (double)NAN : (double)tsqp_as_subgroups(fit)->codes[i];
  return TSQ_OK;
}

#define HELD(name, member, text) TSQP_AT(name, tsqp_subgroups, member, text)
static const tsqp_quantity own[] = {
    TSQP_OVER("group_k", TSQP_GROUP, get_group_k, "studies used of each group"),
    TSQP_OVER("group_tau2", TSQP_GROUP, get_tau2, "tau2 of each group"),
    TSQP_OVER("group_I2", TSQP_GROUP, get_i2, "I2 of each group, in percent"),
    TSQP_OVER("group_QE", TSQP_GROUP, get_qe, "test of heterogeneity within each group"),
    TSQP_OVER("group_QEp", TSQP_GROUP, get_qep, "its p value"),
    TSQP_OVER("group_ddf", TSQP_GROUP, get_ddf, "df of each group's t, infinite for z"),
    TSQP_OVER("group_pi_lb", TSQP_GROUP, get_pi_lb, "lower prediction bound of each group"),
    TSQP_OVER("group_pi_ub", TSQP_GROUP, get_pi_ub, "upper prediction bound"),
    TSQP_OVER("group", TSQP_GIVEN, get_codes, "the group of each study given, from 0; NaN = none"),
    HELD("Q_between", chi2.statistic, "test for subgroup differences, chi2 with groups - 1 df"),
    HELD("Q_between_df", chi2.df1, "its df"),
    HELD("Q_between_p", chi2.p_value, "its p value"),
    HELD("F", welch.statistic, "Welch's test for subgroup differences (of a common tau2 that of the coefficients); Q_between where all df are "
                               "infinite"),
    HELD("F_df1", welch.df1, "its numerator df"),
    HELD("F_df2", welch.df2, "its denominator df"),
    HELD("F_p", welch.p_value, "its p value"),
    TSQP_GET("QE", get_common_qe, "common tau2: test of residual heterogeneity, chi2; NaN where each group has its own"),
    TSQP_GET("QEdf", get_common_df, "its df"),
    TSQP_GET("QEp", get_common_p, "its p value"),
    TSQP_GET("R2", get_common_r2, "common tau2: percent of tau2 that the groups account for"),
    {.name = NULL}};

#define NO_MORE {NULL, NULL, NULL, NULL, NULL, NULL, 0}
static const tsqp_line differences[] = {{"Q_between", "QM", "QMdf1", "QMdf2", "QMp", NULL, 0}, NO_MORE};
static const tsqp_line residual[] = {{"QE", "QE", "QEdf", NULL, "QEp", NULL, 0}, {"R^2 (accounted for)", "R2", NULL, NULL, NULL, "%", 2}, NO_MORE};
static const tsqp_section sections[] = {
    {"heading", TSQP_HEADING, 0, "Subgroup Analysis ({groups} groups; {tau2_kind} tau^2)", NULL},
    {"groups", TSQP_GROUPS, 0, NULL, NULL},
    {"differences", TSQP_LINES, 0, "Test for subgroup differences:", differences},
    {"residual", TSQP_LINES, TSQP_WHEN_DEFINED, "Residual heterogeneity:", residual},
    {"studies", TSQP_STUDIES, 0, NULL, NULL},
    {NULL, 0, 0, NULL, NULL}};

static const char *word(const tsq_fit *fit, const char *name, char *buffer, size_t n) {
  const tsqp_subgroups *s = tsqp_as_subgroups(fit);
  if (strcmp(name, "tau2_kind") == 0) return tsq_subgroup_tau2_name(s->tau2_kind);
  if (strcmp(name, "test_kind") == 0) return tsq_subgroup_test_name(s->test_kind);
  if (strcmp(name, "groups") != 0) return NULL;
  (void)tsqp_format(buffer, n, "%zu", s->n);
  return buffer;
}

static const tsqp_quantity *const quantities[] = {tsqp_common_quantities, tsqp_linear_quantities, tsqp_omnibus_quantities, own,
                                                  NULL};

const tsqp_class tsqp_subgroups_class = {.name = "subgroups",
                                         .title = "Subgroup analysis: a fit for each group, and the test for differences",
                                         .bytes = sizeof(tsqp_subgroups),
                                         .quantities = quantities,
                                         .sections = sections,
                                         .rows = tsqp_subgroups_rows,
                                         .part = part,
                                         .label = label,
                                         .word = word,
                                         .describe = describe,
                                         .release = release};
