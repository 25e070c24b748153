/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options from text, for the command and the bindings. */
#include "fit/options.h"

#include "base/number.h"
#include "base/options.h"
#include "base/status.h"

#include <math.h>
#include <string.h>
#include <strings.h>

static const tsqp_option *find(const char *name) {
  for (size_t i = 0; i < tsqp_option_count(); i++) {
    if (strcmp(tsqp_option_at(i)->name, name) == 0) return tsqp_option_at(i);
  }
  return NULL;
}

static int unknown(const char *name) {
  char known[400];
  const char *names[64];
  size_t n = 0;
  for (size_t i = 0; i < tsqp_option_count() && n < 64; i++)
    names[n++] = tsqp_option_at(i)->name;
  tsqp_nearest_first(name, names, n, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "unknown option '%.60s'; known: %s", name, known);
}

static int read_number(const tsqp_option *r, const char *text, double *value) {
  char *end;
  *value = tsqp_strtod(text, &end);
  if (end == text || *end != '\0' || isnan(*value))
    return tsqp_fail(TSQ_ERR_PARSE, "option %s: '%.60s' is not a number", r->name, text);
  return TSQ_OK;
}

static int read_flag(const tsqp_option *r, const char *text, int32_t *value) {
  static const char *const words[2][4] = {{"0", "no", "false", "off"}, {"1", "yes", "true", "on"}};
  for (int32_t v = 0; v < 2; v++) {
    for (int i = 0; i < 4; i++) {
      if (strcasecmp(text, words[v][i]) != 0) continue;
      *value = v;
      return TSQ_OK;
    }
  }
  return tsqp_fail(TSQ_ERR_PARSE, "option %s: '%.60s' is neither 0 (no, false) nor 1 (yes, true)", r->name, text);
}

static int read_int(const tsqp_option *r, const char *text, int32_t *value) {
  double number;
  if (r->type == TSQ_OPTION_ENUM) return r->from_name(text, value);
  if (r->type == TSQ_OPTION_FLAG) return read_flag(r, text, value);
  TSQP_TRY(read_number(r, text, &number));
  if (number != floor(number) || fabs(number) > 2e9)
    return tsqp_fail(TSQ_ERR_PARSE, "option %s: '%.60s' is not a whole number", r->name, text);
  *value = (int32_t)number;
  return TSQ_OK;
}

int tsq_option_set(tsq_options *options, const char *name, const char *text) {
  tsqp_clear_error();
  TSQP_NOT_NULL(options);
  TSQP_NOT_NULL(name);
  TSQP_NOT_NULL(text);
  const tsqp_option *r = find(name);
  if (r == NULL) return unknown(name);
  double number = 0;
  int32_t whole = 0;
  TSQP_TRY(r->type == TSQ_OPTION_NUMBER ? read_number(r, text, &number) : read_int(r, text, &whole));
  size_t bytes = r->type == TSQ_OPTION_NUMBER ? sizeof number : sizeof whole;
  if (options->size != 0 && options->size < r->offset + bytes)
    return tsqp_fail(TSQ_ERR_OPTIONS, "options.size = %zu: option %s lies beyond it", options->size, name);
  memcpy((unsigned char *)options + r->offset, r->type == TSQ_OPTION_NUMBER ? (void *)&number : (void *)&whole, bytes);
  return TSQ_OK;
}
