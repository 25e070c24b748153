/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/status.h"

#ifndef TSQP_WITH_REPORT
#define TSQP_WITH_REPORT 0
#endif

#if TSQP_WITH_REPORT

#include "report/json.h"

#include "base/alloc.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

/* jansson prints all numbers with as many digits: ours go in as texts that begin with this, and come out as they are. */
#define RAW "\x01"
#define RAW_DUMPED "\"\\u0001"

static int no_memory(void) {
  return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
}

int tsqp_json_put(json_t *object, const char *key, json_t *value) {
  return value != NULL && json_object_set_new(object, key, value) == 0 ? TSQ_OK : no_memory();
}

int tsqp_json_append(json_t *array, json_t *value) {
  return value != NULL && json_array_append_new(array, value) == 0 ? TSQ_OK : no_memory();
}

json_t *tsqp_json_number(double value) {
  char digits[32];
  char raw[40];
  if (isnan(value)) return json_null();
  if (isinf(value)) return json_string(value > 0 ? "Inf" : "-Inf");
  (void)tsqp_format(raw, sizeof raw, RAW "%s", tsqp_shortest(digits, value));
  return json_string(raw);
}

/* Bytes of the UTF-8 character at `at`; 0 where there is none. */
static size_t utf8_length(const unsigned char *at) {
  static const struct {
    unsigned char mask, lead;
    size_t bytes;
    unsigned long least;
  } forms[] = {{0x80, 0x00, 1, 0}, {0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}};
  for (size_t f = 0; f < 4; f++) {
    if ((at[0] & forms[f].mask) != forms[f].lead) continue;
    unsigned long code = at[0] & (unsigned char)~forms[f].mask;
    for (size_t i = 1; i < forms[f].bytes; i++) {
      if ((at[i] & 0xC0U) != 0x80U) return 0;
      code = code << 6 | (at[i] & 0x3FU);
    }
    int fits = code >= forms[f].least && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
    return fits ? forms[f].bytes : 0;
  }
  return 0;
}

json_t *tsqp_json_text(const char *text) {
  if (text == NULL) return json_null();
  const unsigned char *at = (const unsigned char *)text;
  char *clean = tsqp_malloc(3 * strlen(text) + 1);
  if (clean == NULL) return NULL;
  size_t used = 0;
  while (*at != '\0') {
    size_t n = utf8_length(at);
    int is_good = n > 0 && (*at >= 0x20 || *at == '\t' || *at == '\n' || *at == '\r');
    memcpy(clean + used, is_good ? (const char *)at : "\xEF\xBF\xBD", is_good ? n : 3);
    used += is_good ? n : 3;
    at += n > 0 ? n : 1;
  }
  json_t *value = json_stringn(clean, used);
  tsqp_free(clean);
  return value;
}

int tsqp_json_number_at(json_t *object, const char *key, double value) {
  return tsqp_json_put(object, key, tsqp_json_number(value));
}
int tsqp_json_text_at(json_t *object, const char *key, const char *text) {
  return tsqp_json_put(object, key, tsqp_json_text(text));
}

static json_t *member(json_t *object, const char *key, json_t *value) {
  return tsqp_json_put(object, key, value) == TSQ_OK ? value : NULL;
}
json_t *tsqp_json_object_at(json_t *object, const char *key) {
  return member(object, key, json_object());
}
json_t *tsqp_json_array_at(json_t *object, const char *key) {
  return member(object, key, json_array());
}
json_t *tsqp_json_object_in(json_t *array) {
  json_t *value = json_object();
  return tsqp_json_append(array, value) == TSQ_OK ? value : NULL;
}

int tsqp_json_estimate(json_t *object, const tsq_prediction *p, int with_prediction) {
  const struct {
    const char *key;
    double value;
  } members[] = {{"estimate", p->estimate}, {"se", p->se},           {"statistic", p->statistic}, {"df", p->df},
                 {"p_value", p->p_value},   {"ci_lower", p->ci_lower}, {"ci_upper", p->ci_upper}, {"pi_lower", p->pi_lower},
                 {"pi_upper", p->pi_upper}, {"pi_se", p->pi_se},     {"pi_df", p->pi_df}};
  for (size_t i = 0; i < (with_prediction ? 11 : 7); i++)
    TSQP_TRY(tsqp_json_number_at(object, members[i].key, members[i].value));
  return TSQ_OK;
}

int tsqp_json_effect(const tsqp_report *r, json_t *object, const tsq_prediction *p, double n) {
  TSQP_TRY(tsqp_json_estimate(object, p, 1));
  if (r->o.transform == 0) return TSQ_OK;
  tsq_prediction shown = *p;
  TSQP_TRY(tsqp_report_transform(r, n, &shown));
  json_t *s = tsqp_json_object_at(object, "shown");
  if (s == NULL) return TSQ_ERR_NOMEM;
  TSQP_TRY(tsqp_json_text_at(s, "scale", r->o.shown));
  TSQP_TRY(tsqp_json_number_at(s, "estimate", shown.estimate));
  TSQP_TRY(tsqp_json_number_at(s, "ci_lower", shown.ci_lower));
  TSQP_TRY(tsqp_json_number_at(s, "ci_upper", shown.ci_upper));
  TSQP_TRY(tsqp_json_number_at(s, "pi_lower", shown.pi_lower));
  return tsqp_json_number_at(s, "pi_upper", shown.pi_upper);
}

/* Takes the quotes and the mark off the numbers, in place, and gives the length that is left. */
static size_t unquote_numbers(char *text) {
  char *to = text;
  const char *from = text;
  while (*from != '\0') {
    if (strncmp(from, RAW_DUMPED, sizeof RAW_DUMPED - 1) != 0) {
      *to++ = *from++;
      continue;
    }
    from += sizeof RAW_DUMPED - 1;
    while (*from != '"')
      *to++ = *from++;
    from++;
  }
  *to = '\0';
  return (size_t)(to - text);
}

static int take_bytes(const char *bytes, size_t n, void *text) {
  tsqp_text_add_bytes(text, bytes, n);
  return ((tsqp_text *)text)->failed ? -1 : 0;
}

/* Into the text, not by json_dumps(), which overlooks that its own buffer could not grow for a key (jansson 2.14). */
int tsqp_json_deliver(tsqp_report *r, int status, json_t *root) {
  size_t from = r->text->length;
  int failed = status == TSQ_OK && json_dump_callback(root, take_bytes, r->text, JSON_INDENT(2)) != 0;
  json_decref(root);
  TSQP_TRY(status);
  if (failed || r->text->bytes == NULL) return no_memory();
  r->text->length = from + unquote_numbers(r->text->bytes + from);
  tsqp_text_add(r->text, "\n");
  return TSQ_OK;
}

/*
 * jansson says that memory ran out by an empty message where its lexer cannot begin, and calls a text that it has no room for an invalid
 * token: what is said to be no JSON is read once more, and is none if the second reading says so, too.
 */
int tsqp_json_load(const char *json, size_t bytes, json_t **root) {
  json_error_t error;
  *root = NULL;
  for (int tries = 0; tries < 2 && *root == NULL; tries++) {
    *root = json_loadb(json, bytes, JSON_DECODE_INT_AS_REAL | JSON_REJECT_DUPLICATES, &error);
    if (*root == NULL && (json_error_code(&error) == json_error_out_of_memory || error.text[0] == '\0')) return no_memory();
  }
  if (*root == NULL) return tsqp_fail(TSQ_ERR_PARSE, "line %d: not JSON: %.120s", error.line, error.text);
  if (json_is_object(*root)) return TSQ_OK;
  json_decref(*root);
  return tsqp_fail(TSQ_ERR_PARSE, "not a report: the JSON is no object");
}

int tsqp_json_read(const json_t *value, double *number) {
  const char *word = json_string_value(value);
  *number = json_is_number(value) ? json_number_value(value) : NAN;
  if (word != NULL && strcmp(word, "Inf") == 0) *number = HUGE_VAL;
  if (word != NULL && strcmp(word, "-Inf") == 0) *number = -HUGE_VAL;
  return json_is_number(value) || json_is_null(value) || isinf(*number);
}

#else

#include "report/report.h"

static int without_jansson(void) {
  return tsqp_fail(TSQ_ERR_UNSUPPORTED, "this build has no JSON (it was made without jansson)");
}
int tsqp_fit_json(tsqp_report *r) {
  (void)r;
  return without_jansson();
}
int tsqp_rows_json(tsqp_report *r) {
  (void)r;
  return without_jansson();
}

#endif
