/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The class bb: options, quantities, report. */
#include "beta_binomial/beta_binomial.h"

#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

static const int32_t measures[] = {TSQ_OR, TSQ_RR, TSQ_RD, TSQ_PLO, 0};
static const tsqp_take takes[] = {{TSQP_OPT_MISSING, TSQ_MISSING_OMIT, NULL}, {TSQP_OPT_LEVEL, 0.95, NULL},
                                  {TSQP_OPT_MEASURE, 0, measures},            {TSQP_OPT_KEEP, TSQ_KEEP_COPY, NULL},
                                  TSQP_TAKES_END};

#define MEMBER(name, field, text) TSQP_AT(name, tsqp_bb, field, text)

static const tsqp_quantity own[] = {
    MEMBER("mean1", mean1, "mean probability of the event in group 1, or in the only one"),
    MEMBER("mean2", mean2, "in group 2; NaN for one group"),
    MEMBER("rho", rho, "correlation of two participants of a study's group, in [0, 1): the overdispersion"),
    MEMBER("se_rho", se_rho, "its standard error; NaN where rho = 0"),
    MEMBER("rho.LRT", rho_LRT, "likelihood ratio statistic of rho = 0"),
    MEMBER("rho.LRTp", rho_LRTp, "its p value, half of chi2(1)'s: rho = 0 is at the boundary; 1 where the statistic is 0"),
    MEMBER("difference", difference, "likelihood ratio statistic of no difference between the groups; NaN for one group"),
    MEMBER("differencep", differencep, "its p value, chi2(1): also where a group had no events and the Wald test has no answer"),
    MEMBER("loglik_binomial", loglik_binomial, "log likelihood at rho = 0"),
    {.name = NULL}};

#define NO_MORE {NULL, NULL, NULL, NULL, NULL, NULL, 0}
static const tsqp_line overdispersion[] = {
    {"rho", "rho", "se_rho", NULL, NULL, NULL, 0}, {"LRT", "rho.LRT", "1", NULL, "rho.LRTp", NULL, 0}, NO_MORE};
static const tsqp_line difference[] = {{"LRT", "difference", "1", NULL, "differencep", NULL, 0}, NO_MORE};
static const tsqp_line statistics[] = {{"logLik", "loglik", NULL, NULL, NULL, NULL, 0},
                                       {"deviance", "deviance", NULL, NULL, NULL, NULL, 0},
                                       {"AIC", "AIC", NULL, NULL, NULL, NULL, 0},
                                       {"BIC", "BIC", NULL, NULL, NULL, NULL, 0},
                                       {"AICc", "AICc", NULL, NULL, NULL, NULL, 0},
                                       NO_MORE};

static const tsqp_section sections[] = {
    {"heading", TSQP_HEADING, 0, "Beta-Binomial Model (k = {k}; maximum likelihood)", NULL},
    {"overdispersion", TSQP_LINES, TSQP_HETEROGENEITY, "Overdispersion:", overdispersion},
    {"coefficients", TSQP_COEFFICIENTS, 0, NULL, NULL},
    {"means", TSQP_LINES, 0, "Mean probability of the event: {means}", NULL},
    {"effects", TSQP_EFFECTS, 0, NULL, NULL},
    {"difference", TSQP_LINES, TSQP_WHEN_DEFINED, "Likelihood ratio test of no difference between the groups:", difference},
    {"fit_statistics", TSQP_STATISTICS, 0, NULL, statistics},
    {"studies", TSQP_STUDIES, 0, NULL, NULL},
    {NULL, 0, 0, NULL, NULL}};

/* "0.0261 (group 1), 0.0367 (group 2)", or the one */
static const char *word(const tsq_fit *fit, const char *name, char *buffer, size_t n) {
  const tsqp_bb *bb = (const tsqp_bb *)fit;
  char a[32];
  char b[32];
  if (strcmp(name, "means") != 0) return NULL;
  (void)tsqp_format(buffer, n, "%s", tsqp_decimal(a, bb->mean1, 4));
  if (!isnan(bb->mean2))
    (void)tsqp_format(buffer, n, "%s (group 1), %s (group 2)", tsqp_decimal(a, bb->mean1, 4), tsqp_decimal(b, bb->mean2, 4));
  return buffer;
}

static void describe(const tsq_fit *fit, tsqp_texts *texts) {
  (void)fit;
  tsqp_say_conventions(texts,
                       "beta-binomial counts with a common rho; standard errors from the observed information; test: standard "
                       "normal; test of rho = 0: half of chi2(1)");
  if (fit->outcome & TSQ_OUTCOME_NOT_ESTIMABLE)
    tsqp_say(texts, "there are no events (or nothing else) in either group: the effect is not estimable");
}

static void release(tsq_fit *fit) {
  tsqp_left_out_free(&((tsqp_bb *)fit)->left_out);
}

static const tsqp_layout *const layouts[] = {&tsqp_tables_layout, &tsqp_proportions_layout, NULL};
static const tsqp_quantity *const quantities[] = {tsqp_common_quantities, tsqp_linear_quantities, own, tsqp_own_criteria, NULL};

const tsqp_class tsqp_bb_class = {.name = "bb",
                                  .title = "Beta-binomial model of rare events: means of counts with overdispersion",
                                  .bytes = sizeof(tsqp_bb),
                                  .traits = TSQP_HAS_LIKELIHOOD,
                                  .layouts = layouts,
                                  .options = takes,
                                  .quantities = quantities,
                                  .sections = sections,
                                  .fit = tsqp_bb_fit,
                                  .word = word,
                                  .describe = describe,
                                  .release = release};

int tsq_beta_binomial(const tsq_tables *tables, const tsq_options *options, tsq_fit **fit) {
  return tsqp_new_fit(&tsqp_bb_class, &tsqp_tables_layout, tables, options, fit);
}

int tsq_beta_binomial_proportions(const tsq_proportions *records, const tsq_options *options, tsq_fit **fit) {
  return tsqp_new_fit(&tsqp_bb_class, &tsqp_proportions_layout, records, options, fit);
}
