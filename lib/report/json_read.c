/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json_read.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <string.h>

enum { DEEPEST = 100, LONGEST_NUMBER = 64 };

typedef struct reader {
  const char *at, *end, *begin;
  tsqp_tree *tree;
  size_t n_values;
  char *text; /* the end of the texts so far */
  int depth;
} reader;

static int not_json(const reader *r, const char *why) {
  int line = 1;
  for (const char *c = r->begin; c < r->at && c < r->end; c++)
    line += *c == '\n';
  return tsqp_fail(TSQ_ERR_PARSE, "line %d: not JSON: %s", line, why);
}

static int peek(const reader *r) {
  return r->at < r->end ? (unsigned char)*r->at : -1;
}

static void skip_space(reader *r) {
  while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r'))
    r->at++;
}

/* ---- texts ------------------------------------------------------------------------------------------------------- */

static int read_hex(reader *r, unsigned long *code) {
  *code = 0;
  for (int i = 0; i < 4; i++) {
    int c = peek(r);
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0) return not_json(r, "\\u takes four hexadecimal digits");
    *code = 16 * *code + (unsigned long)digit;
    r->at++;
  }
  return TSQ_OK;
}

/* As UTF-8: never longer than the six characters of \uXXXX that it came from. */
static void put_code(reader *r, unsigned long code) {
  static const struct {
    unsigned long below, lead;
    int more;
  } forms[] = {{0x80, 0, 0}, {0x800, 0xC0, 1}, {0x10000, 0xE0, 2}, {0x110000, 0xF0, 3}};
  int f = 0;
  while (code >= forms[f].below)
    f++;
  *r->text++ = (char)(forms[f].lead | (code >> (6 * forms[f].more)));
  for (int i = forms[f].more - 1; i >= 0; i--)
    *r->text++ = (char)(0x80 | ((code >> (6 * i)) & 0x3F));
}

static int read_code(reader *r) {
  unsigned long code;
  unsigned long low = 0;
  TSQP_TRY(read_hex(r, &code));
  if (code >= 0xD800 && code < 0xDC00 && r->end - r->at >= 2 && r->at[0] == '\\' && r->at[1] == 'u') {
    r->at += 2;
    TSQP_TRY(read_hex(r, &low));
    if (low < 0xDC00 || low > 0xDFFF) return not_json(r, "half of a surrogate pair");
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  if (code == 0 || (code >= 0xD800 && code <= 0xDFFF))
    return not_json(r, "a character that is none, or zero");
  put_code(r, code);
  return TSQ_OK;
}

static int read_escape(reader *r) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  int c = peek(r);
  r->at++;
  if (c == 'u') return read_code(r);
  const char *known = c > 0 ? strchr(from, c) : NULL;
  if (known == NULL) return not_json(r, "an unknown escape");
  *r->text++ = to[known - from];
  return TSQ_OK;
}

static int read_text(reader *r, const char **text) {
  if (peek(r) != '"') return not_json(r, "a text is expected");
  *text = r->text;
  for (r->at++; peek(r) != '"';) {
    int c = peek(r);
    if (c < 0x20) return not_json(r, c < 0 ? "it ends within a text" : "a control character in a text");
    r->at++;
    if (c == '\\') {
      TSQP_TRY(read_escape(r));
    } else {
      *r->text++ = (char)c;
    }
  }
  r->at++;
  *r->text++ = '\0';
  return TSQ_OK;
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

static int read_number(reader *r, tsqp_value *v) {
  char digits[LONGEST_NUMBER];
  size_t n = 0;
  char *end;
  while (n + 1 < sizeof digits && r->at < r->end && strchr("+-.eE0123456789", *r->at) != NULL)
    digits[n++] = *r->at++;
  digits[n] = '\0';
  v->kind = TSQP_JSON_NUMBER;
  v->number = tsqp_strtod(digits, &end);
  if (n == 0 || digits[0] == '+' || digits[0] == '.' || *end != '\0')
    return not_json(r, "a value is expected");
  return TSQ_OK;
}

static int read_word(reader *r, tsqp_value *v) {
  static const struct {
    const char *word;
    tsqp_json_kind kind;
  } words[] = {{"null", TSQP_JSON_NULL}, {"false", TSQP_JSON_FALSE}, {"true", TSQP_JSON_TRUE}};
  for (size_t i = 0; i < 3; i++) {
    size_t n = strlen(words[i].word);
    if ((size_t)(r->end - r->at) < n || memcmp(r->at, words[i].word, n) != 0) continue;
    r->at += n;
    v->kind = words[i].kind;
    return TSQ_OK;
  }
  return read_number(r, v);
}

static int read_value(reader *r, const char *key, tsqp_value **made);

/* The elements between brackets, or the members between braces. */
static int read_list(reader *r, tsqp_value *v, char close) {
  tsqp_value *last = NULL;
  r->at++;
  for (skip_space(r); peek(r) != close; skip_space(r)) {
    const char *key = NULL;
    tsqp_value *made = NULL;
    if (v->n > 0 && peek(r) != ',')
      return not_json(r, close == '}' ? "',' or '}' is expected" : "',' or ']' is expected");
    if (v->n > 0) r->at++;
    skip_space(r);
    if (close == '}') {
      TSQP_TRY(read_text(r, &key));
      skip_space(r);
      if (peek(r) != ':') return not_json(r, "':' is expected");
      r->at++;
    }
    TSQP_TRY(read_value(r, key, &made));
    if (last == NULL) v->first = made;
    if (last != NULL) last->next = made;
    last = made;
    v->n++;
  }
  r->at++;
  return TSQ_OK;
}

static int read_value(reader *r, const char *key, tsqp_value **made) {
  tsqp_value *v = &r->tree->values[r->n_values++];
  int status;
  *v = (tsqp_value){.kind = TSQP_JSON_NULL, .key = key};
  skip_space(r);
  int c = peek(r);
  if (c != '{' && c != '[' && c != '"') {
    status = read_word(r, v);
  } else if (c == '"') {
    v->kind = TSQP_JSON_TEXT;
    status = read_text(r, &v->text);
  } else if (r->depth == DEEPEST) {
    status = not_json(r, "it is nested too deeply");
  } else {
    r->depth++;
    v->kind = c == '{' ? TSQP_JSON_OBJECT : TSQP_JSON_ARRAY;
    status = read_list(r, v, c == '{' ? '}' : ']');
    r->depth--;
  }
  *made = v;
  return status;
}

/* ---- the tree ---------------------------------------------------------------------------------------------------- */

/* A value begins the text, or follows a bracket, a comma or a colon. */
static size_t most_values(const char *json, size_t bytes) {
  size_t n = 2;
  for (size_t i = 0; i < bytes; i++)
    n += json[i] == '[' || json[i] == '{' || json[i] == ',' || json[i] == ':';
  return n;
}

int tsqp_json_read(const char *json, size_t bytes, tsqp_tree *tree) {
  tree->values = tsqp_calloc(most_values(json, bytes), sizeof *tree->values);
  tree->texts = tsqp_malloc(bytes + 1);
  if (tree->values == NULL || tree->texts == NULL)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report that is read");
  reader r = {.at = json, .begin = json, .end = json + bytes, .tree = tree, .text = tree->texts};
  tsqp_value *root;
  TSQP_TRY(read_value(&r, NULL, &root));
  skip_space(&r);
  if (r.at != r.end) return not_json(&r, "something follows its end");
  if (root->kind != TSQP_JSON_OBJECT) return tsqp_fail(TSQ_ERR_PARSE, "not a report: the JSON is no object");
  return TSQ_OK;
}

void tsqp_json_free(tsqp_tree *tree) {
  tsqp_free(tree->values);
  tsqp_free(tree->texts);
}

const tsqp_value *tsqp_json_get(const tsqp_value *object, const char *key) {
  const tsqp_value *v = object != NULL && object->kind == TSQP_JSON_OBJECT ? object->first : NULL;
  while (v != NULL && strcmp(v->key, key) != 0)
    v = v->next;
  return v;
}

size_t tsqp_json_count(const tsqp_value *array) {
  return array != NULL ? array->n : 0;
}

const char *tsqp_json_string(const tsqp_value *value) {
  return value != NULL && value->kind == TSQP_JSON_TEXT ? value->text : NULL;
}

int tsqp_json_double(const tsqp_value *value, double *number) {
  const char *word = tsqp_json_string(value);
  int is_number = value != NULL && value->kind == TSQP_JSON_NUMBER;
  *number = is_number ? value->number : NAN;
  if (word != NULL && strcmp(word, "Inf") == 0) *number = HUGE_VAL;
  if (word != NULL && strcmp(word, "-Inf") == 0) *number = -HUGE_VAL;
  return is_number || (value != NULL && value->kind == TSQP_JSON_NULL) || isinf(*number);
}
