/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the report says of an rma fit. */
#include "fit/sections.h"
#include "rma/rma.h"

#include "base/number.h"

#include <string.h>

static const tsqp_line heterogeneity[] = {{"tau^2", "tau2", "se_tau2", NULL, NULL, NULL, 0},
                                          {"tau", "tau", NULL, NULL, NULL, NULL, 0},
                                          {"I^2 (from {source})", "I2", NULL, NULL, NULL, "%", 2},
                                          {"H^2 (from {source})", "H2", NULL, NULL, NULL, NULL, 2},
                                          {"R^2 (accounted for)", "R2", NULL, NULL, NULL, "%", 2},
                                          {NULL, NULL, NULL, NULL, NULL, NULL, 0}};
static const tsqp_line common[] = {{"I^2 (from Q)", "I2", NULL, NULL, NULL, "%", 2},
                                   {"H^2 (from Q)", "H2", NULL, NULL, NULL, NULL, 2},
                                   {"R^2 (accounted for)", "R2", NULL, NULL, NULL, "%", 2},
                                   {NULL, NULL, NULL, NULL, NULL, NULL, 0}};
static const tsqp_line test[] = {{"{Q}", "QE", "QEdf", NULL, "QEp", NULL, 0}, {NULL, NULL, NULL, NULL, NULL, NULL, 0}};
static const tsqp_line moderators[] = {{"QM", "QM", "QMdf1", "QMdf2", "QMp", NULL, 0},
                                       {NULL, NULL, NULL, NULL, NULL, NULL, 0}};
static const tsqp_line statistics[] = {{"logLik", "loglik", NULL, NULL, NULL, NULL, 0},
                                       {"deviance", "deviance", NULL, NULL, NULL, NULL, 0},
                                       {"AIC", "AIC", NULL, NULL, NULL, NULL, 0},
                                       {"BIC", "BIC", NULL, NULL, NULL, NULL, 0},
                                       {"AICc", "AICc", NULL, NULL, NULL, NULL, 0},
                                       {NULL, NULL, NULL, NULL, NULL, NULL, 0}};

const tsqp_section tsqp_rma_sections[] = {
    {"heading", TSQP_HEADING, 0, "{kind} (k = {k}{estimator})", NULL},
    {"heterogeneity", TSQP_LINES, TSQP_WHEN_RANDOM | TSQP_HETEROGENEITY, "Heterogeneity{residual}", heterogeneity},
    {"heterogeneity", TSQP_LINES, TSQP_WHEN_COMMON | TSQP_HETEROGENEITY, NULL, common},
    {"heterogeneity_test", TSQP_LINES, TSQP_HETEROGENEITY, "Test for {Residual}Heterogeneity:", test},
    {"moderators", TSQP_LINES, TSQP_WHEN_MODERATORS, "Test of Moderators:", moderators},
    {"coefficients", TSQP_COEFFICIENTS, 0, NULL, NULL},
    {"effects", TSQP_EFFECTS, 0, NULL, NULL},
    {"fit_statistics", TSQP_STATISTICS, 0, NULL, statistics},
    {"studies", TSQP_STUDIES, 0, NULL, NULL},
    {NULL, 0, 0, NULL, NULL}};

const char *tsqp_rma_word(const tsq_fit *fit, const char *name, char *buffer, size_t n) {
  const tsq_options *o = &fit->options;
  if (strcmp(name, "source") == 0) return o->i2_kind == TSQ_I2_Q ? "Q" : "tau^2";
  if (strcmp(name, "estimator") != 0) return NULL;
  buffer[0] = '\0';
  if (tsqp_is_random(fit)) {
    (void)tsqp_format(buffer, n, "; tau^2 %s: %s", o->tau2_fixed ? "fixed, not estimated by" : "estimator",
                      tsq_method_name(o->method));
  }
  return buffer;
}
