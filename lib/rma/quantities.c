/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the model rma has by name beyond what all fits have. */
#include "numeric/log_tails.h"
#include "rma/rma.h"

#include <math.h>

#define FUNCTION(name, expr)                                                                                 \
  static int name(const tsq_fit *fit, double *out) {                                                         \
    const tsqp_rma *rma = tsqp_as_rma(fit);                                                                  \
    *out = (expr);                                                                                           \
    return 0;                                                                                                \
  }

FUNCTION(get_raw, fit->options.tau2_fixed || !tsqp_is_random(fit) ? NAN : rma->search.raw * rma->v_unit)
FUNCTION(get_iterations, (double)rma->search.iterations)
FUNCTION(get_bracket_lower, rma->search.bracket[0] * rma->v_unit)
FUNCTION(get_bracket_upper, rma->search.bracket[1] * rma->v_unit)
FUNCTION(get_gradient, rma->search.gradient)
FUNCTION(get_stationary, (double)rma->search.stationary)
FUNCTION(get_log_qep, fit->df_residual > 0 ? tsqp_chi2_log_upper(rma->QE, fit->df_residual) : 0)

#define MEMBER(name, field, text) TSQP_AT(name, tsqp_rma, field, text)

const tsqp_quantity tsqp_rma_quantities[] = {
    MEMBER("s2w", s2w, "Knapp-Hartung factor, 1 where it is not used"),
    TSQP_GET("tau2_raw", get_raw, "tau2 before truncation at 0"),
    MEMBER("I2", I2, "percent of the variability due to heterogeneity"),
    MEMBER("H2", H2, "total variability relative to sampling variability"),
    MEMBER("R2", R2, "percent of heterogeneity accounted for by the moderators"),
    MEMBER("vt", vt, "typical sampling variance (k-p)/tr(P)"),
    MEMBER("QE", QE, "test of (residual) heterogeneity, chi2 with k - p df"),
    TSQP_AT("QEdf", tsq_fit, df_residual, "its df"),
    MEMBER("QEp", QEp, "its p value"),
    TSQP_GET("log_QEp", get_log_qep, "natural logarithm of QEp"),
    TSQP_GET("iterations", get_iterations, "evaluations of the equation for tau2"),
    TSQP_GET("bracket_lower", get_bracket_lower, "lower end of the interval that held tau2"),
    TSQP_GET("bracket_upper", get_bracket_upper, "upper end of the interval that held tau2"),
    TSQP_GET("gradient", get_gradient, "relative gradient of the criterion at tau2, 0 at an inner solution"),
    TSQP_GET("stationary_points", get_stationary, "stationary points of the (restricted) likelihood at tau2 > 0"),
    {.name = NULL}};
