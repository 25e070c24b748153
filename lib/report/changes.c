/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which numbers of a JSON report a fit has otherwise. */
#ifndef TSQP_WITH_REPORT
#define TSQP_WITH_REPORT 0
#endif

#include "base/status.h"

#include <tausq/report.h>

#if TSQP_WITH_REPORT

#include "report/json.h"

#include "base/alloc.h"
#include "base/number.h"

#include <math.h>
#include <string.h>
#include <tausq/subgroup.h>

enum { NAME = 200 };

typedef struct comparison {
  double tolerance;
  tsqp_text *text;
} comparison;

static const char *digits_of(char buffer[32], double value) {
  return isnan(value) ? "NA" : tsqp_shortest(buffer, value);
}

static void say(comparison *c, const char *name, double was, double is) {
  char a[32];
  char b[32];
  tsqp_text_add(c->text, "%s: %s -> ", name, digits_of(a, was));
  tsqp_text_add(c->text, "%s\n", digits_of(b, is));
}

/* The largest finite number in a value or (nested) array. */
static double largest(const json_t *value) {
  double most = 0;
  double number;
  for (size_t i = 0; i < json_array_size(value); i++)
    most = fmax(most, largest(json_array_get(value, i)));
  if (tsqp_json_read(value, &number) && isfinite(number)) most = fmax(most, fabs(number));
  return most;
}

static int same(double a, double b, double allowed) {
  return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= allowed;
}

/* Numbers as numbers, arrays element by element; what is missing is NaN. */
static void compare(comparison *c, const char *name, const json_t *was, const json_t *is, double allowed) {
  double a = NAN;
  double b = NAN;
  size_t n = json_array_size(was) > json_array_size(is) ? json_array_size(was) : json_array_size(is);
  for (size_t i = 0; i < n; i++) {
    char element[NAME];
    (void)tsqp_format(element, sizeof element, "%.150s[%zu]", name, i);
    compare(c, element, json_array_get(was, i), json_array_get(is, i), allowed);
  }
  if (n > 0) return;
  (void)tsqp_json_read(was, &a);
  (void)tsqp_json_read(is, &b);
  if (!same(a, b, allowed)) say(c, name, a, b);
}

/* A quantity is a number, or an object with `values`. */
static const json_t *values_of(const json_t *quantity) {
  return json_is_object(quantity) ? json_object_get(quantity, "values") : quantity;
}

static void compare_one(comparison *c, const char *prefix, const char *key, const json_t *was, const json_t *is) {
  char name[NAME];
  (void)tsqp_format(name, sizeof name, "%s%.100s", prefix, key);
  was = values_of(was);
  is = values_of(is);
  compare(c, name, was, is, c->tolerance * fmax(largest(was), largest(is)));
}

static void compare_quantities(comparison *c, const char *prefix, const json_t *was, const json_t *is) {
  json_t *before = json_object_get(was, "quantities");
  json_t *now = json_object_get(is, "quantities");
  for (void *at = json_object_iter(now); at != NULL; at = json_object_iter_next(now, at)) {
    const char *key = json_object_iter_key(at);
    compare_one(c, prefix, key, json_object_get(before, key), json_object_iter_value(at));
  }
  for (void *at = json_object_iter(before); at != NULL; at = json_object_iter_next(before, at)) {
    const char *key = json_object_iter_key(at);
    if (json_object_get(now, key) == NULL) compare_one(c, prefix, key, json_object_iter_value(at), NULL);
  }
}

/* The fit's own report, read back. */
static int report_of(const tsq_fit *fit, json_t **root) {
  size_t bytes = 0;
  int status = tsq_report(fit, NULL, TSQ_REPORT_JSON, NULL, 0, &bytes);
  if (status != TSQ_ERR_BUFFER) return status;
  char *text = tsqp_malloc(bytes);
  if (text == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  status = tsq_report(fit, NULL, TSQ_REPORT_JSON, text, bytes, NULL);
  if (status == TSQ_OK) status = tsqp_json_load(text, bytes - 1, root);
  tsqp_free(text);
  return status;
}

static int compare_reports(comparison *c, const json_t *was, const json_t *is) {
  if (!json_is_object(json_object_get(was, "quantities"))) return tsqp_fail(TSQ_ERR_PARSE, "the report has no quantities");
  compare_quantities(c, "", was, is);
  const json_t *before = json_object_get(was, "parts");
  const json_t *now = json_object_get(is, "parts");
  for (size_t i = 0; i < json_array_size(before) || i < json_array_size(now); i++) {
    char prefix[40];
    (void)tsqp_format(prefix, sizeof prefix, "parts[%zu].", i);
    compare_quantities(c, prefix, json_array_get(before, i), json_array_get(now, i));
  }
  return TSQ_OK;
}

int tsq_report_changes(const char *json, size_t bytes, const tsq_fit *fit, double tolerance, char *buffer, size_t n,
                       size_t *needed) {
  tsqp_clear_error();
  TSQP_NOT_NULL(json);
  TSQP_NOT_NULL(fit);
  if (buffer == NULL && n > 0) return tsqp_fail(TSQ_ERR_NULL, "buffer is NULL but n = %zu", n);
  if (!(tolerance >= 0) || isinf(tolerance)) return tsqp_fail(TSQ_ERR_ARGUMENT, "tolerance = %g: finite and >= 0", tolerance);
  tsqp_text text = {NULL, 0, 0, 0};
  comparison c = {tolerance, &text};
  json_t *was = NULL;
  json_t *is = NULL;
  TSQP_TRY(tsqp_json_load(json, bytes, &was));
  tsqp_text_add(&text, "%s", ""); /* so that no line is a text, too */
  int status = report_of(fit, &is);
  if (status == TSQ_OK) status = compare_reports(&c, was, is);
  json_decref(was);
  json_decref(is);
  if (status == TSQ_OK) return tsqp_text_deliver(&text, buffer, n, needed);
  tsqp_text_free(&text);
  return status;
}

#else

int tsq_report_changes(const char *json, size_t bytes, const tsq_fit *fit, double tolerance, char *buffer, size_t n,
                       size_t *needed) {
  tsqp_clear_error();
  TSQP_NOT_NULL(json);
  TSQP_NOT_NULL(fit);
  (void)bytes, (void)tolerance, (void)buffer, (void)n, (void)needed;
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "this build reads no JSON (it was made without jansson)");
}

#endif
