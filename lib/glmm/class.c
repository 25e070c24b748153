/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The class glmm: options, report. */
#include "glmm/fit.h"

#include "base/alloc.h"
#include "base/number.h"

#include <string.h>

static const int32_t measures[] = {TSQ_OR, TSQ_IRR, TSQ_PLO, TSQ_IRLN, 0};
static const int32_t methods[] = {TSQ_ML, TSQ_CE, 0};
static const int32_t tests[] = {TSQ_Z, TSQ_T, 0};
static const tsqp_take takes[] = {{TSQP_OPT_METHOD, TSQ_ML, methods},
                                  {TSQP_OPT_TEST, TSQ_Z, tests},
                                  {TSQP_OPT_NO_INTERCEPT, 0, NULL},
                                  {TSQP_OPT_MISSING, TSQ_MISSING_OMIT, NULL},
                                  {TSQP_OPT_REDUNDANT, TSQ_REDUNDANT_ERROR, NULL},
                                  {TSQP_OPT_LEVEL, 0.95, NULL},
                                  {TSQP_OPT_MEASURE, 0, measures},
                                  {TSQP_OPT_KEEP, TSQ_KEEP_COPY, NULL},
                                  {TSQP_OPT_GLMM_MODEL, 0, NULL},
                                  {TSQP_OPT_COVARIANCE, TSQ_GLMM_OBSERVED, NULL},
                                  {TSQP_OPT_NODES, 0, NULL},
                                  {TSQP_OPT_KEEP00, 0, NULL},
                                  {TSQP_OPT_ADD_MODE, 0, NULL},
                                  {TSQP_OPT_TO, 0, NULL},
                                  {TSQP_OPT_ADD, 0, NULL},
                                  TSQP_TAKES_END};

/* ---- the report -------------------------------------------------------------------------------------------------- */

#define NO_MORE {NULL, NULL, NULL, NULL, NULL, NULL, 0}
static const tsqp_line heterogeneity[] = {{"tau^2", "tau2", "se_tau2", NULL, NULL, NULL, 0},
                                          {"tau", "tau", NULL, NULL, NULL, NULL, 0},
                                          {"I^2 (from tau^2)", "I2", NULL, NULL, NULL, "%", 2},
                                          {"H^2 (from tau^2)", "H2", NULL, NULL, NULL, NULL, 2},
                                          {"sigma^2 (study level)", "sigma2", NULL, NULL, NULL, NULL, 0},
                                          NO_MORE};
static const tsqp_line heterogeneity_tests[] = {
    {"Wld", "QE", "QEdf", NULL, "QEp", NULL, 0}, {"LRT", "QE.LRT", "QEdf", NULL, "QEp.LRT", NULL, 0}, NO_MORE};
static const tsqp_line moderators[] = {{"QM", "QM", "QMdf1", "QMdf2", "QMp", NULL, 0}, NO_MORE};
static const tsqp_line statistics[] = {{"logLik", "loglik", NULL, NULL, NULL, NULL, 0},
                                       {"deviance", "deviance", NULL, NULL, NULL, NULL, 0},
                                       {"AIC", "AIC", NULL, NULL, NULL, NULL, 0},
                                       {"BIC", "BIC", NULL, NULL, NULL, NULL, 0},
                                       {"AICc", "AICc", NULL, NULL, NULL, NULL, 0},
                                       NO_MORE};

static const tsqp_section sections[] = {
    {"heading", TSQP_HEADING, 0, "{kind} (k = {k}{estimator})\nModel: {model}", NULL},
    {"heterogeneity", TSQP_LINES, TSQP_WHEN_RANDOM | TSQP_HETEROGENEITY, "Heterogeneity{residual}", heterogeneity},
    {"heterogeneity_test", TSQP_LINES, TSQP_HETEROGENEITY, "Tests for {Residual}Heterogeneity:", heterogeneity_tests},
    {"moderators", TSQP_LINES, TSQP_WHEN_MODERATORS, "Test of Moderators:", moderators},
    {"coefficients", TSQP_COEFFICIENTS, 0, NULL, NULL},
    {"effects", TSQP_EFFECTS, 0, NULL, NULL},
    {"fit_statistics", TSQP_STATISTICS, 0, NULL, statistics},
    {"studies", TSQP_STUDIES, 0, NULL, NULL},
    {NULL, 0, 0, NULL, NULL}};

static const char *model_words(const tsq_options *o) {
  switch (o->glmm_model) {
    case TSQ_UM_FS: return "Unconditional Model with Fixed Study Effects (UM.FS)";
    case TSQ_UM_RS: return "Unconditional Model with Random Study Effects (UM.RS)";
    case TSQ_CM_EL: return "Conditional Model with Exact Likelihood (CM.EL)";
    case TSQ_CM_AL: return "Conditional Model with Approximate Likelihood (CM.AL)";
    default: return o->measure == TSQ_PLO ? "Binomial-Normal Model" : "Poisson-Normal Model";
  }
}

static const char *word(const tsq_fit *fit, const char *name, char *buffer, size_t n) {
  (void)buffer;
  (void)n;
  if (strcmp(name, "model") == 0) return model_words(&fit->options);
  if (strcmp(name, "estimator") == 0) return fit->options.method == TSQ_CE ? "" : "; tau^2 estimator: ML";
  return NULL;
}

static void describe(const tsq_fit *fit, tsqp_texts *texts) {
  const tsq_options *o = &fit->options;
  char nodes[80];
  if (o->method == TSQ_CE && o->glmm_model != TSQ_UM_RS) {
    (void)tsqp_format(nodes, sizeof nodes, "nothing to integrate");
  } else if (o->nodes == 0) {
    (void)tsqp_format(nodes, sizeof nodes, "integrals to convergence (%.0f nodes)", ((const tsqp_glmm *)fit)->nodes);
  } else {
    (void)tsqp_format(nodes, sizeof nodes, "adaptive Gauss-Hermite quadrature with %d node%s", (int)o->nodes,
                      o->nodes == 1 ? " (Laplace)" : "s");
  }
  tsqp_say_conventions(texts, "%s; test: %s; covariance matrix: %s; %s; I2 from tau2; level %g%%",
                       o->method == TSQ_CE ? "common effect" : "maximum likelihood",
                       o->test == TSQ_T ? "t with k - p df" : "standard normal",
                       o->covariance == TSQ_GLMM_OBSERVED ? "observed information" : "tau taken as known", nodes,
                       100 * o->level);
  if (fit->outcome & TSQ_OUTCOME_TAU2_ZERO) tsqp_say(texts, "tau2 was estimated and lies on its boundary 0");
  if (fit->outcome & TSQ_OUTCOME_SIGMA2_ZERO)
    tsqp_say(texts, "sigma2, the variance of the study effects, lies on its boundary 0");
  if (fit->outcome & TSQ_OUTCOME_TEST_CHANGED)
    tsqp_say(texts, "k = p: the t test was set to z, as no residual df are left");
}

static void release(tsq_fit *fit) {
  tsqp_glmm *g = (tsqp_glmm *)fit;
  void *blocks[] = {g->model.arms, g->model.log_weights, g->model.x, g->model.basis, g->model.r, g->model.quadrature,
                    g->index,      g->column,            g->yi,      g->vi,          g->x,       g->nuisance};
  for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
    tsqp_free(blocks[i]);
  tsqp_left_out_free(&g->left_out);
}

static const tsqp_layout *const layouts[] = {&tsqp_glmm_layout, NULL};
static const tsqp_quantity *const quantities[] = {tsqp_common_quantities, tsqp_linear_quantities,  tsqp_tau2_quantities,
                                                  tsqp_glmm_quantities,   tsqp_omnibus_quantities, tsqp_own_criteria, NULL};

const tsqp_class tsqp_glmm_class = {.name = "glmm",
                                    .title = "Generalized linear mixed models of counts (UM.FS, UM.RS, CM.EL, CM.AL)",
                                    .bytes = sizeof(tsqp_glmm),
                                    .traits = TSQP_HAS_LIKELIHOOD | TSQP_HAS_TAU2 | TSQP_HAS_EFFECTS,
                                    .layouts = layouts,
                                    .options = takes,
                                    .quantities = quantities,
                                    .sections = sections,
                                    .fit = tsqp_glmm_fit_records,
                                    .interval = tsqp_glmm_interval,
                                    .word = word,
                                    .describe = describe,
                                    .release = release};

int tsq_glmm(const tsq_glmm_data *data, const tsq_options *options, tsq_fit **fit) {
  return tsqp_new_fit(&tsqp_glmm_class, &tsqp_glmm_layout, data, options, fit);
}
