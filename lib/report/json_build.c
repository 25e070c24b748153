/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TSQP_WITH_REPORT
#define TSQP_WITH_REPORT 0
#endif

#if TSQP_WITH_REPORT

#include "report/json_build.h"

#include "base/status.h"

#include <math.h>
#include <stdarg.h>

static _Thread_local int is_incomplete;

json_t *tsqp_json_root(void) {
  is_incomplete = 0;
  return json_pack("{s:s}", "tausq", tsq_version());
}

json_t *tsqp_json_number(double value) {
  if (isnan(value)) return json_null();
  if (isinf(value)) return json_string(value > 0 ? "Inf" : "-Inf");
  return json_real(value);
}

json_t *tsqp_json_keep(json_t *object, const char *name, json_t *child) {
  if (json_object_set_new(object, name, child) == 0) return child;
  is_incomplete = 1;
  return NULL;
}

json_t *tsqp_json_keep_in(json_t *array, json_t *child) {
  if (json_array_append_new(array, child) == 0) return child;
  is_incomplete = 1;
  return NULL;
}

void tsqp_json_set(json_t *object, const char *name, json_t *value) {
  (void)tsqp_json_keep(object, name, value);
}

void tsqp_json_append(json_t *array, json_t *value) {
  (void)tsqp_json_keep_in(array, value);
}

void tsqp_json_set_numbers(json_t *object, const char *first, ...) {
  va_list more;
  va_start(more, first);
  for (const char *name = first; name != NULL; name = va_arg(more, const char *)) {
    tsqp_json_set(object, name, tsqp_json_number(va_arg(more, double)));
  }
  va_end(more);
}

json_t *tsqp_json_pair(const double bounds[2]) {
  json_t *array = json_array();
  tsqp_json_append(array, tsqp_json_number(bounds[0]));
  tsqp_json_append(array, tsqp_json_number(bounds[1]));
  return array;
}

static int add_bytes(const char *bytes, size_t n, void *text) {
  tsqp_text_add_bytes(text, bytes, n);
  return ((tsqp_text *)text)->failed ? -1 : 0;
}

/* Into the text, not by json_dumps(), which overlooks that its own buffer could not grow for a key (jansson 2.14). */
static int dump(const json_t *root, tsqp_text *text) {
  if (is_incomplete)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report, or a name in it is not UTF-8");
  if (json_dump_callback(root, add_bytes, text, JSON_INDENT(2) | JSON_REAL_PRECISION(17)) != 0)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  tsqp_text_add_bytes(text, "\n", 1);
  return TSQ_OK;
}

int tsqp_json_write(int status, json_t *root, tsqp_text *text) {
  if (status == TSQ_OK) status = dump(root, text);
  json_decref(root);
  return status;
}

#else
typedef int tsqp_no_json; /* a file must declare something */
#endif
