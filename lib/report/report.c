/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doors to reports: options, formats, delivery. */
#include "report/report.h"

#include "base/names.h"
#include "base/number.h"
#include "base/options.h"
#include "base/status.h"

#include <math.h>
#include <string.h>
#include <tausq/effect.h>
#include <tausq/transform.h>

TSQP_NO_PADDING(tsq_report_options, reserved_pointer, 2 * sizeof(size_t) + 6 * sizeof(int32_t) + sizeof(double) + 7 * sizeof(void *));

static const tsqp_name formats[] = {{TSQ_REPORT_TEXT, "text"},         {TSQ_REPORT_JSON, "json"},
                                    {TSQ_REPORT_CSV, "csv"},           {TSQ_REPORT_MARKDOWN, "markdown"},
                                    {TSQ_REPORT_MARKDOWN, "md"},       {TSQ_REPORT_LATEX, "latex"},
                                    {TSQ_REPORT_LATEX, "tex"},         {TSQ_REPORT_HTML, "html"}};

const char *tsq_report_format_name(int32_t format) {
  return tsqp_name_of(formats, TSQP_COUNT(formats), format);
}

int tsq_report_format_from_name(const char *name, int32_t *format) {
  tsqp_clear_error();
  TSQP_NOT_NULL(format);
  return tsqp_value_of(formats, TSQP_COUNT(formats), "report format", name, format);
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

static int needs_n(int32_t transform) {
  return transform == TSQ_TRANSFORM_IPFT || transform == TSQ_TRANSFORM_IPFT_HM ||
         transform == TSQ_TRANSFORM_IIRFT || transform == TSQ_TRANSFORM_IIRFT_HM;
}

static int check_options(const tsq_report_options *o) {
  if (o->digits < 1 || o->digits > 15)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.digits = %d: 1 to 15", (int)o->digits);
  if (o->studies != 0 && o->studies != 1)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.studies = %d: 0 or 1", (int)o->studies);
  if (o->unicode != 0 && o->unicode != 1)
    return tsqp_fail(TSQ_ERR_ARGUMENT, "options.unicode = %d: 0 or 1", (int)o->unicode);
  if (o->reserved != 0 || o->reserved_pointer != NULL) return tsqp_fail(TSQ_ERR_OPTIONS, "options.reserved must be 0");
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
  return TSQ_OK;
}

/* What is shown, and how it is called: the measure's own where nothing else was said. */
static void choose_scale(tsqp_report *r) {
  tsq_report_options *o = &r->o;
  tsq_measure_info info = {.size = sizeof info};
  int known = r->measure_code != 0 && tsq_get_measure_info(r->measure_code, &info) == TSQ_OK;
  if (o->transform == 0 && known && (!needs_n(info.transform) || o->transform_n > 0)) o->transform = info.transform;
  if (o->transform == TSQ_TRANSFORM_NONE) o->transform = 0;
  r->is_named = o->measure != NULL || known;
  if (o->measure == NULL) o->measure = known ? info.title : "Effect";
  if (o->shown == NULL) o->shown = known && o->transform == info.transform ? info.axis_label : "Back-transformed";
}

int tsqp_report_shown(const tsqp_report *r, double value, double *shown) {
  tsq_transform_options t = {.size = sizeof t, .ni = &r->o.transform_n, .n = 1};
  return tsq_transform_values(r->o.transform, needs_n(r->o.transform) ? &t : NULL, 1, &value, shown);
}

int tsqp_report_transform(const tsqp_report *r, double n, tsq_prediction *p) {
  double size = n > 0 ? n : r->o.transform_n;
  tsq_transform_options t = {.size = sizeof t, .ni = &size, .n = 1};
  double values[5] = {p->estimate, p->ci_lower, p->ci_upper, p->pi_lower, p->pi_upper};
  TSQP_TRY(tsq_transform_values(r->o.transform, needs_n(r->o.transform) ? &t : NULL, 5, values, values));
  p->estimate = values[0];
  p->ci_lower = fmin(values[1], values[2]);
  p->ci_upper = fmax(values[1], values[2]);
  p->pi_lower = fmin(values[3], values[4]);
  p->pi_upper = fmax(values[3], values[4]);
  p->se = NAN;
  return TSQ_OK;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

const char *tsqp_symbols(const tsqp_report *r, const char *words, char *buffer, size_t n) {
  static const struct {
    const char *plain, *unicode;
  } symbols[] = {{"tau^2", "\xCF\x84\xC2\xB2"}, {"sigma^2", "\xCF\x83\xC2\xB2"}, {"I^2", "I\xC2\xB2"}, {"H^2", "H\xC2\xB2"},
                 {"R^2", "R\xC2\xB2"},          {"X^2", "\xCF\x87\xC2\xB2"},     {"tau2", "\xCF\x84\xC2\xB2"}, {"I2", "I\xC2\xB2"}};
  if (!r->o.unicode) return words;
  size_t used = 0;
  while (*words != '\0' && used + 5 < n) {
    size_t i = 0;
    while (i < TSQP_COUNT(symbols) && strncmp(words, symbols[i].plain, strlen(symbols[i].plain)) != 0)
      i++;
    if (i == TSQP_COUNT(symbols)) {
      buffer[used++] = *words++;
      continue;
    }
    used += (size_t)tsqp_format(buffer + used, n - used, "%s", symbols[i].unicode);
    words += strlen(symbols[i].plain);
  }
  buffer[used] = '\0';
  return buffer;
}

const char *tsqp_prediction_label(const tsqp_report *r, size_t i, char *buffer, size_t n) {
  if (r->o.prediction_labels != NULL) return r->o.prediction_labels[i];
  (void)tsqp_format(buffer, n, "%zu", i + 1);
  return buffer;
}

const char *tsqp_stars(double p) {
  return p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : p < 0.1 ? "." : "";
}

/* ---- the doors --------------------------------------------------------------------------------------------------- */

static int check_door(const void *subject, const char *name, int32_t format, const char *buffer, size_t n) {
  if (subject == NULL) return tsqp_fail(TSQ_ERR_NULL, "%s is NULL", name);
  if (buffer == NULL && n > 0) return tsqp_fail(TSQ_ERR_NULL, "buffer is NULL but n = %zu", n);
  if (tsq_report_format_name(format) == NULL) {
    return tsqp_fail(TSQ_ERR_ARGUMENT, "format = %d is not a report format", (int)format);
  }
  return TSQ_OK;
}

static int open_report(tsqp_report *r, const tsq_report_options *options, tsqp_text *text) {
  TSQP_TRY(tsqp_read_options(options, &r->o, sizeof r->o, "tsq_report_options"));
  if (r->o.digits == 0) r->o.digits = 4;
  TSQP_TRY(check_options(&r->o));
  choose_scale(r);
  r->text = text;
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

int tsq_report(const tsq_fit *fit, const tsq_report_options *options, int32_t format, char *buffer, size_t n,
               size_t *needed) {
  tsqp_clear_error();
  TSQP_TRY(check_door(fit, "fit", format, buffer, n));
  tsqp_text text = {NULL, 0, 0, 0};
  tsqp_report r = {.fit = fit, .level = fit->options.level, .measure_code = fit->options.measure};
  TSQP_TRY(open_report(&r, options, &text));
  if (r.o.studies) TSQP_TRY(tsqp_need(fit, "studies"));
  tsqp_walk_open(&r.walk, fit, r.o.digits);
  int status = format == TSQ_REPORT_TEXT   ? tsqp_fit_text(&r)
               : format == TSQ_REPORT_JSON ? tsqp_fit_json(&r)
                                           : tsqp_fit_tables(&r, format);
  return deliver(status, format, &text, buffer, n, needed);
}

int tsq_report_rows(const tsq_rows *rows, const tsq_report_options *options, int32_t format, char *buffer, size_t n,
                    size_t *needed) {
  tsqp_clear_error();
  TSQP_TRY(check_door(rows, "rows", format, buffer, n));
  tsqp_text text = {NULL, 0, 0, 0};
  tsqp_report r = {.rows = rows, .level = rows->level, .measure_code = rows->measure};
  TSQP_TRY(open_report(&r, options, &text));
  int status = format == TSQ_REPORT_TEXT   ? tsqp_rows_text(&r)
               : format == TSQ_REPORT_JSON ? tsqp_rows_json(&r)
                                           : tsqp_rows_tables(&r, format);
  return deliver(status, format, &text, buffer, n, needed);
}
