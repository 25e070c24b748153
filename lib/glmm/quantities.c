/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What generalized linear mixed models have by name beyond what all fits have. */
#include "glmm/fit.h"

#include <string.h>

static int get_yi(const tsq_fit *fit, double *out) {
  memcpy(out, ((const tsqp_glmm *)fit)->yi, fit->k * sizeof *out);
  return 0;
}
static int get_vi(const tsq_fit *fit, double *out) {
  memcpy(out, ((const tsqp_glmm *)fit)->vi, fit->k * sizeof *out);
  return 0;
}

#define HELD(name, member, text) TSQP_AT(name, tsqp_glmm, member, text)

const tsqp_quantity tsqp_glmm_quantities[] = {
    HELD("sigma2", sigma2, "UM.RS: variance of the study effects"),
    HELD("gamma", gamma, "UM.RS: mean of the study effects"),
    HELD("I2", I2, "percent of the variability due to heterogeneity"),
    HELD("H2", H2, "total variability relative to sampling variability"),
    HELD("vt", vt, "typical sampling variance behind I2: (k-p)/tr(P)"),
    HELD("k_yi", k_yi, "studies with an effect of their own, behind vt"),
    HELD("QE", QE_Wld, "test of (residual) heterogeneity, chi2 with k - p df: Wald's, which metafor prints first"),
    TSQP_AT("QEdf", tsq_fit, df_residual, "k - p"),
    HELD("QEp", QEp_Wld, "its p value"),
    HELD("QE.LRT", QE_LRT, "likelihood ratio test of (residual) heterogeneity, chi2 with k - p df"),
    HELD("QEp.LRT", QEp_LRT, "its p value"),
    HELD("loglik_common", loglik_common, "log likelihood with tau2 = 0"),
    TSQP_AT("loglik_saturated", tsq_fit, ml.saturated, "log likelihood where each study has an effect of its own"),
    HELD("deviance_conditional", deviance_conditional,
         "deviance given the random effects at their modes: not what was maximised"),
    HELD("nodes", nodes, "quadrature nodes for each random effect (the most that a study needed)"),
    HELD("evaluations", evaluations, "evaluations of the likelihood with its derivatives"),
    TSQP_OVER("yi", TSQP_STUDY, get_yi, "the studies' own effects, NaN = none"),
    TSQP_OVER("vi", TSQP_STUDY, get_vi, "their sampling variances"),
    {.name = NULL}};
