/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

static int make_room(tsqp_text *text, size_t more) {
  if (text->failed) return 0;
  size_t wanted = text->length + more + 1;
  if (wanted <= text->room) return 1;
  size_t room = text->room == 0 ? 1024 : text->room;
  while (room < wanted) {
    room *= 2;
  }
  char *bytes = tsqp_realloc(text->bytes, room);
  if (bytes == NULL) {
    text->failed = 1;
    return 0;
  }
  text->bytes = bytes;
  text->room = room;
  return 1;
}

void tsqp_text_add(tsqp_text *text, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int length = tsqp_vformat(NULL, 0, format, args);
  va_end(args);
  if (length < 0) text->failed = 1; /* the C library had no memory for it */
  if (length < 0 || !make_room(text, (size_t)length)) return;
  va_start(args, format);
  tsqp_vformat(text->bytes + text->length, (size_t)length + 1, format, args);
  va_end(args);
  text->length += (size_t)length;
}

void tsqp_text_add_bytes(tsqp_text *text, const char *bytes, size_t n) {
  if (!make_room(text, n)) return;
  memcpy(text->bytes + text->length, bytes, n);
  text->length += n;
  text->bytes[text->length] = '\0';
}

/* Characters of UTF-8: bytes that do not continue one. */
static int characters(const char *value) {
  int count = 0;
  for (; *value != '\0'; value++) {
    if (((unsigned char)*value & 0xC0U) != 0x80U) count++;
  }
  return count;
}

void tsqp_text_field(tsqp_text *text, int width, const char *value) {
  int padding = (width < 0 ? -width : width) - characters(value);
  if (padding < 0) padding = 0;
  if (width > 0) tsqp_text_add(text, "%*s", padding, "");
  while (*value != '\0') { /* a field stays on its line */
    size_t n = strcspn(value, "\r\n");
    tsqp_text_add(text, "%.*s%s", (int)n, value, value[n] != '\0' ? " " : "");
    value += n + (value[n] != '\0' ? 1 : 0);
  }
  if (width < 0) tsqp_text_add(text, "%*s", padding, "");
}

void tsqp_text_name(tsqp_text *text, int width, const char *name) {
  if (characters(name) > width) {
    tsqp_text_field(text, 0, name);
    tsqp_text_add(text, "\n");
    name = "";
  }
  tsqp_text_field(text, -width, name);
}

void tsqp_text_tame(tsqp_text *text) {
  unsigned char *bytes = (unsigned char *)text->bytes;
  for (size_t i = 0; i < text->length; i++) {
    int c1 = bytes[i] == 0xC2 && i + 1 < text->length && bytes[i + 1] < 0xA0; /* U+0080 .. U+009F in UTF-8 */
    if (c1) bytes[i] = '?';
    if (c1 || bytes[i] == 0x7F || (bytes[i] < 0x20 && bytes[i] != '\n')) bytes[c1 ? i + 1 : i] = '?';
  }
}

void tsqp_text_free(tsqp_text *text) {
  tsqp_free(text->bytes);
  memset(text, 0, sizeof *text);
}

const char *tsqp_text_p(char buffer[32], double p, int digits) {
  if (isnan(p)) return "NA";
  double least = pow(10, -digits);
  if (p < least) {
    tsqp_format(buffer, 32, "<%.*f", digits, least);
    memmove(buffer + 1, buffer + 2, strlen(buffer + 2) + 1); /* "<.0001" */
  } else {
    tsqp_format(buffer, 32, "%.*f", digits, p);
  }
  return buffer;
}

const char *tsqp_text_df(char buffer[32], double df) {
  if (isinf(df)) return "Inf";
  tsqp_format(buffer, 32, df == floor(df) ? "%.0f" : "%.2f", df);
  return buffer;
}

int tsqp_text_deliver(tsqp_text *text, char *buffer, size_t n, size_t *needed) {
  int status = TSQ_OK;
  if (text->failed || text->bytes == NULL) {
    status = tsqp_fail(TSQ_ERR_NOMEM, "out of memory for a report");
  } else {
    size_t bytes = text->length + 1;
    if (needed != NULL) *needed = bytes;
    if (n < bytes) {
      status = tsqp_fail(TSQ_ERR_BUFFER, "n = %zu: the report takes %zu bytes", n, bytes);
    } else {
      memcpy(buffer, text->bytes, bytes);
    }
  }
  tsqp_text_free(text);
  return status;
}
