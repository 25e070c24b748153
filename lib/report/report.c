/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doors to reports: options, formats, delivery. */
#include "report/report.h"

#include "base/names.h"
#include "base/options.h"
#include "base/status.h"

#include <math.h>
#include <tausq/effect.h>
#include <tausq/transform.h>

TSQP_NO_PADDING(tsq_report_options, prediction_labels,
                sizeof(size_t) + 4 * sizeof(int32_t) + sizeof(double) + 6 * sizeof(void *));

static const tsqp_name formats[] = {
    {TSQ_REPORT_TEXT, "text"}, {TSQ_REPORT_JSON, "json"}, {TSQ_REPORT_CSV, "csv"}};

const char *tsq_report_format_name(int32_t format) {
  return tsqp_name_of(formats, TSQP_COUNT(formats), format);
}

int tsq_report_format_from_name(const char *name, int32_t *format) {
  tsqp_clear_error();
  TSQP_NOT_NULL(format);
  return tsqp_value_of(formats, TSQP_COUNT(formats), "report format", name, format);
}

static int needs_n(int32_t transform) {
  return transform == TSQ_TRANSFORM_IPFT || transform == TSQ_TRANSFORM_IPFT_HM ||
         transform == TSQ_TRANSFORM_IIRFT || transform == TSQ_TRANSFORM_IIRFT_HM;
}

static int read_options(const tsq_report_options *callers, tsq_report_options *o) {
  TSQP_TRY(tsqp_read_options(callers, o, sizeof *o, "tsq_report_options"));
  if (o->digits == 0) o->digits = 4;
  if (o->digits < 1 || o->digits > 15)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.digits = %d: 1 to 15", (int)o->digits);
  if (o->studies != 0 && o->studies != 1)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.studies = %d: 0 or 1", (int)o->studies);
  if (o->beyond != NULL && o->beyond_direction != -1 && o->beyond_direction != 1) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.beyond_direction = %d: -1 or 1", (int)o->beyond_direction);
  }
  if (o->transform != 0 && tsq_transform_name(o->transform) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.transform = %d is not a transformation", (int)o->transform);
  }
  if (needs_n(o->transform) && !(o->transform_n > 0)) {
    return tsqp_fail(TSQ_ERR_ARGUMENT,
                     "options.transform_n = %g: '%s' needs the harmonic mean of the sample sizes",
                     o->transform_n, tsq_transform_name(o->transform));
  }
  if (o->n_predictions > 0 && o->predictions == NULL)
    return tsqp_fail(TSQ_ERR_NULL, "options.predictions is NULL");
  if (o->measure == NULL) o->measure = "Effect";
  if (o->shown == NULL) o->shown = "Back-transformed";
  return TSQ_OK;
}

int tsqp_report_transform(const tsq_report_options *o, tsq_prediction *p) {
  tsq_transform_options t = {.size = sizeof t, .ni = &o->transform_n, .n = 1};
  double values[5] = {p->estimate, p->ci_lower, p->ci_upper, p->pi_lower, p->pi_upper};
  TSQP_TRY(tsq_transform_values(o->transform, needs_n(o->transform) ? &t : NULL, 5, values, values));
  p->estimate = values[0];
  p->ci_lower = fmin(values[1], values[2]);
  p->ci_upper = fmax(values[1], values[2]);
  p->pi_lower = fmin(values[3], values[4]);
  p->pi_upper = fmax(values[3], values[4]);
  p->se = NAN;
  return TSQ_OK;
}

static int check_door(const void *subject, const char *name, int32_t format, const char *buffer, size_t n) {
  if (subject == NULL) return tsqp_fail(TSQ_ERR_NULL, "%s is NULL", name);
  if (buffer == NULL && n > 0) return tsqp_fail(TSQ_ERR_NULL, "buffer is NULL but n = %zu", n);
  if (tsq_report_format_name(format) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "format = %d is not a report format", (int)format);
  }
  return TSQ_OK;
}

static int deliver(int status, int32_t format, tsqp_text *text, char *buffer, size_t n, size_t *needed) {
  if (status != TSQ_OK) {
    tsqp_text_free(text);
    return status;
  }
  if (format == TSQ_REPORT_TEXT) tsqp_text_tame(text);
  return tsqp_text_deliver(text, buffer, n, needed);
}

int tsq_report_fit(const tsq_fit *fit, const tsq_report_options *options, int32_t format, char *buffer,
                   size_t n, size_t *needed) {
  tsqp_clear_error();
  TSQP_TRY(check_door(fit, "fit", format, buffer, n));
  tsq_report_options o;
  TSQP_TRY(read_options(options, &o));
  tsqp_text text = {NULL, 0, 0, 0};
  int status = format == TSQ_REPORT_TEXT   ? tsqp_fit_text(fit, &o, &text)
               : format == TSQ_REPORT_JSON ? tsqp_fit_json(fit, &o, &text)
                                           : tsqp_fit_csv(fit, &o, &text);
  return deliver(status, format, &text, buffer, n, needed);
}

int tsq_report_subgroups(const tsq_subgroups *subgroups, const tsq_report_options *options, int32_t format,
                         char *buffer, size_t n, size_t *needed) {
  tsqp_clear_error();
  TSQP_TRY(check_door(subgroups, "subgroups", format, buffer, n));
  tsq_report_options o;
  TSQP_TRY(read_options(options, &o));
  tsqp_text text = {NULL, 0, 0, 0};
  int status = format == TSQ_REPORT_TEXT   ? tsqp_subgroups_text(subgroups, &o, &text)
               : format == TSQ_REPORT_JSON ? tsqp_subgroups_json(subgroups, &o, &text)
                                           : tsqp_subgroups_csv(subgroups, &o, &text);
  return deliver(status, format, &text, buffer, n, needed);
}

int tsq_report_mh(const tsq_mh_result *result, int32_t measure, double level,
                  const tsq_report_options *options, int32_t format, char *buffer, size_t n, size_t *needed) {
  tsqp_clear_error();
  TSQP_TRY(check_door(result, "result", format, buffer, n));
  tsq_report_options o;
  TSQP_TRY(read_options(options, &o));
  if (level == 0) level = 0.95;
  if (!(level > 0 && level < 1))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "level = %g: a level lies between 0 and 1", level);
  if (tsq_measure_name(measure) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "measure = %d is not an effect size", (int)measure);
  }
  tsq_mh_result known;
  TSQP_TRY(tsqp_read_data(result, &known, sizeof known, sizeof known, "tsq_mh_result"));
  tsqp_mh_report mh = {&known, measure, level};
  tsqp_text text = {NULL, 0, 0, 0};
  int status = format == TSQ_REPORT_TEXT   ? tsqp_mh_text(&mh, &o, &text)
               : format == TSQ_REPORT_JSON ? tsqp_mh_json(&mh, &o, &text)
                                           : tsqp_mh_csv(&mh, &o, &text);
  return deliver(status, format, &text, buffer, n, needed);
}

int tsq_report_beta_binomial(const tsq_beta_binomial_result *result, double level,
                             const tsq_report_options *options, int32_t format, char *buffer, size_t n,
                             size_t *needed) {
  tsqp_clear_error();
  TSQP_TRY(check_door(result, "result", format, buffer, n));
  tsq_report_options o;
  TSQP_TRY(read_options(options, &o));
  if (level == 0) level = 0.95;
  if (!(level > 0 && level < 1))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "level = %g: a level lies between 0 and 1", level);
  tsq_beta_binomial_result known;
  TSQP_TRY(tsqp_read_data(result, &known, sizeof known, sizeof known, "tsq_beta_binomial_result"));
  tsqp_beta_binomial_report bb = {&known, level};
  tsqp_text text = {NULL, 0, 0, 0};
  int status = format == TSQ_REPORT_TEXT   ? tsqp_beta_binomial_text(&bb, &o, &text)
               : format == TSQ_REPORT_JSON ? tsqp_beta_binomial_json(&bb, &o, &text)
                                           : tsqp_beta_binomial_csv(&bb, &o, &text);
  return deliver(status, format, &text, buffer, n, needed);
}

int tsq_report_glmm(const tsq_glmm_fit *fit, const tsq_report_options *options, int32_t format, char *buffer,
                    size_t n, size_t *needed) {
  tsqp_clear_error();
  TSQP_TRY(check_door(fit, "fit", format, buffer, n));
  tsq_report_options o;
  TSQP_TRY(read_options(options, &o));
  tsqp_text text = {NULL, 0, 0, 0};
  int status = format == TSQ_REPORT_TEXT   ? tsqp_glmm_text(fit, &o, &text)
               : format == TSQ_REPORT_JSON ? tsqp_glmm_json(fit, &o, &text)
                                           : tsqp_glmm_csv(fit, &o, &text);
  return deliver(status, format, &text, buffer, n, needed);
}
