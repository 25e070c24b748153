/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Mantel-Haenszel and Peto fits have by name, and what the report says of them. */
#include "mh/mh.h"

#include "base/alloc.h"
#include "base/status.h"

#include <math.h>

/* The entries of a column [k given] that belong to studies used, moved to the front. */
static void take_used(const tsq_fit *fit, const double *given, double *out) {
  size_t left = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    if (left < fit->n_left_out && fit->left_out[left] == i) {
      left++;
    } else {
      *out++ = given[i];
    }
  }
}

static int own_effects(const tsq_fit *fit, int variances, double *out) {
  double *columns = tsqp_malloc(2 * fit->k_all * sizeof *columns);
  if (columns == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for %zu studies", fit->k_all);
  int status = tsqp_mh_own_effects(fit, columns, columns + fit->k_all);
  if (status == TSQ_OK) take_used(fit, columns + (variances ? fit->k_all : 0), out);
  tsqp_free(columns);
  return status;
}

static int get_yi(const tsq_fit *fit, double *out) {
  return own_effects(fit, 0, out);
}
static int get_vi(const tsq_fit *fit, double *out) {
  return own_effects(fit, 1, out);
}

static int get_weights(const tsq_fit *fit, double *out) {
  double total = 0;
  size_t n = 0;
  for (size_t i = 0; i < fit->k_all; i++) {
    tsqp_cells cells;
    if (!tsqp_mh_cells(fit, i, &cells)) continue;
    out[n] = tsqp_mh_weight(fit->options.measure, &cells);
    total += out[n++];
  }
  for (size_t i = 0; i < n; i++)
    out[i] = 100 * out[i] / total;
  return TSQ_OK;
}

static int get_tests_df(const tsq_fit *fit, double *out) {
  *out = ((const tsqp_mh *)fit)->k_pos - 1;
  return TSQ_OK;
}

const tsqp_quantity tsqp_mh_quantities[] = {
    TSQP_AT("k_yi", tsqp_mh, k_yi, "studies that have an effect of their own"),
    TSQP_AT("QE", tsqp_mh, QE, "inverse-variance Q of the studies' own effects about the pooled effect, chi2 with k_yi - 1 df"),
    TSQP_AT("QEdf", tsqp_mh, QEdf, "its df"),
    TSQP_AT("QEp", tsqp_mh, QEp, "its p value; 1 where k_yi < 2"),
    TSQP_AT("I2", tsqp_mh, I2, "100 (Q - df)/Q, floored at 0"),
    TSQP_AT("H2", tsqp_mh, H2, "Q/df"),
    {.name = NULL}};

const tsqp_quantity tsqp_mh_association_quantities[] = {
    TSQP_AT("k_pos", tsqp_mh, k_pos, "tables whose margins are all positive (OR)"),
    TSQP_AT("CMH", tsqp_mh, CMH, "Cochran-Mantel-Haenszel chi2 with 1 df (OR, IRR)"),
    TSQP_AT("CMHp", tsqp_mh, CMHp, "its p value"),
    TSQP_AT("BD", tsqp_mh, BD, "Breslow-Day chi2 of homogeneous odds ratios, k_pos - 1 df (OR)"),
    TSQP_GET("BDdf", get_tests_df, "k_pos - 1"),
    TSQP_AT("BDp", tsqp_mh, BDp, "its p value"),
    TSQP_AT("TA", tsqp_mh, TA, "Tarone's correction of it"),
    TSQP_AT("TAp", tsqp_mh, TAp, "its p value"),
    {.name = NULL}};

const tsqp_quantity tsqp_mh_study_quantities[] = {
    TSQP_OVER("yi", TSQP_STUDY, get_yi, "effects of the studies used, NaN = none of its own"),
    TSQP_OVER("vi", TSQP_STUDY, get_vi, "their sampling variances"),
    TSQP_OVER("weights", TSQP_STUDY, get_weights, "what the studies count in the pooled effect, in percent"),
    {.name = NULL}};

/* ---- the report -------------------------------------------------------------------------------------------------- */

#define NO_MORE {NULL, NULL, NULL, NULL, NULL, NULL, 0}

static const tsqp_line test[] = {{"Q", "QE", "QEdf", NULL, "QEp", NULL, 0}, NO_MORE};
static const tsqp_line inconsistency[] = {{"I^2 (from Q)", "I2", NULL, NULL, NULL, "%", 2},
                                          {"H^2", "H2", NULL, NULL, NULL, NULL, 2},
                                          NO_MORE};
static const tsqp_line cmh[] = {{"CMH", "CMH", "1", NULL, "CMHp", NULL, 0}, NO_MORE};
static const tsqp_line homogeneity[] = {
    {"X^2", "BD", "BDdf", NULL, "BDp", NULL, 0}, {"X^2", "TA", "BDdf", NULL, "TAp", NULL, 0}, NO_MORE};

#define COMMON(method)                                                                                       \
  {"heading", TSQP_HEADING, 0, "{kind} (k = {k}; " method " method)", NULL},                                 \
      {"heterogeneity_test", TSQP_LINES, TSQP_TIGHT | TSQP_HETEROGENEITY,                                    \
       "Test for Heterogeneity (of the {k_yi} studies with an effect of their own):", test},                 \
      {"heterogeneity", TSQP_INLINE, TSQP_HETEROGENEITY, NULL, inconsistency},                               \
      {"coefficients", TSQP_COEFFICIENTS, 0, NULL, NULL}, {                                                  \
    "effects", TSQP_EFFECTS, 0, NULL, NULL                                                                   \
  }

const tsqp_section tsqp_mh_sections[] = {
    COMMON("Mantel-Haenszel"),
    {"association", TSQP_LINES, TSQP_WHEN_DEFINED, "Cochran-Mantel-Haenszel test:", cmh},
    {"homogeneity", TSQP_LINES, TSQP_WHEN_DEFINED, "Tests for homogeneous odds ratios (Breslow-Day; Tarone's correction):",
     homogeneity},
    {"studies", TSQP_STUDIES, 0, NULL, NULL},
    {NULL, 0, 0, NULL, NULL}};

const tsqp_section tsqp_peto_sections[] = {
    COMMON("Peto's"), {"studies", TSQP_STUDIES, 0, NULL, NULL}, {NULL, 0, 0, NULL, NULL}};
