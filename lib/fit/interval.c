/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals of parameters by name: coefficients by Wald, tau2 by the model, and increasing functions of tau2 from its interval. */
#include "base/names.h"
#include "base/options.h"
#include "base/status.h"
#include "fit/fit.h"
#include "base/rules.h"

#include <math.h>
#include <string.h>

TSQP_NO_PADDING(tsq_interval, upper, sizeof(size_t) + 2 * sizeof(int32_t) + 4 * sizeof(double));
TSQP_NO_PADDING(tsq_interval_options, level, sizeof(size_t) + 2 * sizeof(int32_t) + sizeof(double));

/* ---- functions of tau2 ------------------------------------------------------------------------------------------- */

static double same(double tau2, double vt) {
  (void)vt;
  return tau2;
}
static double root(double tau2, double vt) {
  (void)vt;
  return sqrt(tau2);
}
static double i2(double tau2, double vt) {
  return isinf(tau2) ? 100 : tau2 == 0 ? 0 : 100 * tau2 / (tau2 + vt);
}
static double h2(double tau2, double vt) {
  return tau2 / vt + 1;
}

static const struct {
  const char *name;
  double (*map)(double tau2, double vt); /* vt: the typical sampling variance, held fixed */
} maps[] = {{"tau2", same}, {"tau", root}, {"I2", i2}, {"H2", h2}};

int tsqp_map_tau2(const tsq_fit *fit, const char *name, double tau2, double *value) {
  for (size_t i = 0; i < TSQP_COUNT(maps); i++) {
    if (strcmp(maps[i].name, name) != 0) continue;
    *value = maps[i].map(tau2, tsqp_scalar(fit, "vt"));
    return 1;
  }
  return 0;
}

/* A fit without studies has the interval that came with it, and no other. */
static int came_with(const tsq_fit *fit, int32_t kind, double level, tsq_interval *tau2) {
  *tau2 = fit->tau2_interval;
  if ((kind == 0 || kind == tau2->kind) && level == tau2->level) return TSQ_OK;
  return tsqp_fail(TSQ_ERR_UNSUPPORTED,
                   "model %s was fitted without keeping its studies: it has the interval %s of level %g, no other",
                   fit->class->name, tsq_tau2_ci_name(tau2->kind), tau2->level);
}

int tsqp_tau2_interval(const tsq_fit *fit, int32_t kind, double level, tsq_interval *tau2) {
  TSQP_TRY(tsqp_need(fit, "interval"));
  if (fit->input == NULL) return came_with(fit, kind, level, tau2);
  *tau2 = (tsq_interval){.size = sizeof *tau2, .level = level, .estimate = fit->tau2, .lower = NAN, .upper = NAN};
  return fit->class->interval(fit, kind, level, tau2);
}

/* ---- the question ------------------------------------------------------------------------------------------------ */

static int coefficient(const tsq_fit *fit, const char *name, double level, tsq_interval *out) {
  for (size_t j = 0; j < fit->linear.p; j++) {
    if (strcmp(fit->linear.names[j], name) != 0) continue;
    TSQP_TRY(tsqp_need(fit, "contrast"));
    double se = sqrt(fit->linear.vb[j * fit->linear.p + j]);
    tsq_estimate e = tsqp_make_estimate(fit->linear.b[j], 0, se, tsqp_ddf_of(fit, j), level);
    *out = (tsq_interval){.size = sizeof *out, .level = level, .estimate = e.estimate, .lower = e.ci_lower, .upper = e.ci_upper,
                          .outcome = isnan(e.ci_lower) ? TSQ_CI_NOT_DEFINED : TSQ_CI_FOUND};
    return TSQ_OK;
  }
  const char *names[64];
  size_t n = 0;
  for (size_t i = 0; i < TSQP_COUNT(maps) && fit->class->interval != NULL; i++)
    names[n++] = maps[i].name;
  for (size_t j = 0; j < fit->linear.p && n < TSQP_COUNT(names); j++)
    names[n++] = fit->linear.names[j];
  char known[400];
  tsqp_nearest_first(name, names, n, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "model %s has no parameter '%.60s'; it has %s", fit->class->name, name, known);
}

static int of_tau2(const tsq_fit *fit, const char *name, int32_t kind, double level, tsq_interval *out) {
  TSQP_TRY(tsqp_tau2_interval(fit, kind, level, out));
  out->estimate = tsqp_scalar(fit, name);
  if (out->outcome == TSQ_CI_NOT_DEFINED) return TSQ_OK;
  (void)tsqp_map_tau2(fit, name, out->lower, &out->lower);
  (void)tsqp_map_tau2(fit, name, out->upper, &out->upper);
  return TSQ_OK;
}

int tsq_confint(const tsq_fit *fit, const char *parameter, const tsq_interval_options *options, tsq_interval *interval) {
  tsqp_clear_error();
  TSQP_NOT_NULL(fit);
  TSQP_NOT_NULL(interval);
  tsq_interval_options o;
  tsq_interval out;
  double unused;
  TSQP_TRY(tsqp_read_options(options, &o, sizeof o, "tsq_interval_options"));
  TSQP_TRY(tsqp_resolve_level("options.level", fit->options.level, &o.level));
  if (o.kind != 0 && tsq_tau2_ci_name(o.kind) == NULL)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.kind = %d is not an interval for tau2", (int)o.kind);
  if (o.reserved != 0) return tsqp_fail(TSQ_ERR_OPTIONS, "options.reserved must be 0");
  if (parameter == NULL) parameter = "tau2";
  int is_function = tsqp_map_tau2(fit, parameter, 0, &unused) && tsqp_find_quantity(fit->class, parameter) != NULL;
  TSQP_TRY(is_function ? of_tau2(fit, parameter, o.kind, o.level, &out) : coefficient(fit, parameter, o.level, &out));
  return tsqp_write_result(&out, sizeof out, sizeof out, interval, "tsq_interval");
}
