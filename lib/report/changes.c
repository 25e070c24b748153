/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which numbers of a JSON report a fit has otherwise. */
#include "report/json_read.h"
#include "report/text.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>
#include <tausq/report.h>

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

static const tsqp_value *first_of(const tsqp_value *list) {
  return list != NULL && list->kind == TSQP_JSON_ARRAY ? list->first : NULL;
}
static const tsqp_value *after(const tsqp_value *v) {
  return v != NULL ? v->next : NULL;
}

/* The largest finite number in a value or (nested) array. */
static double largest(const tsqp_value *value) {
  double most = 0;
  double number;
  for (const tsqp_value *v = first_of(value); v != NULL; v = v->next)
    most = fmax(most, largest(v));
  if (tsqp_json_double(value, &number) && isfinite(number)) most = fmax(most, fabs(number));
  return most;
}

static int same(double a, double b, double allowed) {
  return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= allowed;
}

/* Numbers as numbers, arrays element by element; what is missing is NaN. */
static void compare(comparison *c, const char *name, const tsqp_value *was, const tsqp_value *is,
                    double allowed) {
  double a;
  double b;
  const tsqp_value *v = first_of(was);
  const tsqp_value *w = first_of(is);
  for (size_t i = 0; v != NULL || w != NULL; i++, v = after(v), w = after(w)) {
    char element[NAME];
    (void)tsqp_format(element, sizeof element, "%.150s[%zu]", name, i);
    compare(c, element, v, w, allowed);
  }
  (void)tsqp_json_double(was, &a);
  (void)tsqp_json_double(is, &b);
  if (!same(a, b, allowed)) say(c, name, a, b);
}

/* A quantity is a number, or an object with `values`. */
static const tsqp_value *values_of(const tsqp_value *quantity) {
  return quantity != NULL && quantity->kind == TSQP_JSON_OBJECT ? tsqp_json_get(quantity, "values")
                                                                : quantity;
}

static void compare_one(comparison *c, const char *prefix, const char *key, const tsqp_value *was,
                        const tsqp_value *is) {
  char name[NAME];
  (void)tsqp_format(name, sizeof name, "%s%.100s", prefix, key);
  was = values_of(was);
  is = values_of(is);
  compare(c, name, was, is, c->tolerance * fmax(largest(was), largest(is)));
}

static void compare_quantities(comparison *c, const char *prefix, const tsqp_value *was,
                               const tsqp_value *is) {
  const tsqp_value *before = tsqp_json_get(was, "quantities");
  const tsqp_value *now = tsqp_json_get(is, "quantities");
  for (const tsqp_value *v = now != NULL ? now->first : NULL; v != NULL; v = v->next)
    compare_one(c, prefix, v->key, tsqp_json_get(before, v->key), v);
  for (const tsqp_value *v = before != NULL && before->kind == TSQP_JSON_OBJECT ? before->first : NULL;
       v != NULL; v = v->next) {
    if (tsqp_json_get(now, v->key) == NULL) compare_one(c, prefix, v->key, v, NULL);
  }
}

/* The fit's own report, read back. */
static int report_of(const tsq_fit *fit, tsqp_tree *tree) {
  size_t bytes = 0;
  int status = tsq_report(fit, NULL, TSQ_REPORT_JSON, NULL, 0, &bytes);
  if (status != TSQ_ERR_BUFFER) return status;
  char *text = tsqp_malloc(bytes);
  if (text == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  status = tsq_report(fit, NULL, TSQ_REPORT_JSON, text, bytes, NULL);
  if (status == TSQ_OK) status = tsqp_json_read(text, bytes - 1, tree);
  tsqp_free(text);
  return status;
}

static int compare_reports(comparison *c, const tsqp_value *was, const tsqp_value *is) {
  const tsqp_value *quantities = tsqp_json_get(was, "quantities");
  if (quantities == NULL || quantities->kind != TSQP_JSON_OBJECT)
    return tsqp_fail(TSQ_ERR_PARSE, "the report has no quantities");
  compare_quantities(c, "", was, is);
  const tsqp_value *v = first_of(tsqp_json_get(was, "parts"));
  const tsqp_value *w = first_of(tsqp_json_get(is, "parts"));
  for (size_t i = 0; v != NULL || w != NULL; i++, v = after(v), w = after(w)) {
    char prefix[40];
    (void)tsqp_format(prefix, sizeof prefix, "parts[%zu].", i);
    compare_quantities(c, prefix, v, w);
  }
  return TSQ_OK;
}

int tsq_report_changes(const char *json, size_t bytes, const tsq_fit *fit, double tolerance, char *buffer,
                       size_t n, size_t *needed) {
  tsqp_clear_error();
  TSQP_NOT_NULL(json);
  TSQP_NOT_NULL(fit);
  if (buffer == NULL && n > 0) return tsqp_fail(TSQ_ERR_NULL, "buffer is NULL but n = %zu", n);
  if (!(tolerance >= 0) || isinf(tolerance))
    return tsqp_fail(TSQ_ERR_ARGUMENT, "tolerance = %g: finite and >= 0", tolerance);
  tsqp_text text = {NULL, 0, 0, 0};
  comparison c = {tolerance, &text};
  tsqp_tree was = {NULL, NULL};
  tsqp_tree is = {NULL, NULL};
  tsqp_text_add(&text, "%s", ""); /* so that no line is a text, too */
  int status = tsqp_json_read(json, bytes, &was);
  if (status == TSQ_OK) status = report_of(fit, &is);
  if (status == TSQ_OK) status = compare_reports(&c, was.values, is.values);
  tsqp_json_free(&was);
  tsqp_json_free(&is);
  if (status == TSQ_OK) return tsqp_text_deliver(&text, buffer, n, needed);
  tsqp_text_free(&text);
  return status;
}
