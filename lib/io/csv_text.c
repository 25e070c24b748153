/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L /* strerror_r */
#include "io/csv_text.h"

#include "base/alloc.h"
#include "base/status.h"
#include "io/table_column.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int fail_io(const char *what, const char *path, int error) {
  char reason[128] = "", shown[TSQP_SHOWN_BYTES];
  if (error == ENOMEM)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: cannot %s '%s'", what, tsqp_shown(path, shown));
  if (strerror_r(error, reason, sizeof reason) != 0) reason[0] = '\0';
  return tsqp_fail(TSQ_ERR_IO, "cannot %s '%s': %s", what, tsqp_shown(path, shown), reason);
}

static int read_to_end(FILE *file, const char *path, char **bytes, size_t *n) {
  size_t capacity = 0, used = 0, got;
  char *text = NULL;
  int status;
  do {
    size_t wanted = used < 65536 ? 65536 : used / 2;
    TSQP_TRY_OR_CLEANUP(tsqp_reserve((void **)&text, &capacity, used + wanted, 1));
    errno = 0;
    got = fread(text + used, 1, capacity - used, file);
    used += got;
  } while (got > 0);
  if (ferror(file)) {
    status = fail_io("read", path, errno);
    goto cleanup;
  }
  *bytes = text;
  *n = used;
  return TSQ_OK;
cleanup:
  tsqp_free(text);
  return status;
}

int tsqp_csv_read_file(const char *path, char **bytes, size_t *n) {
  if (strcmp(path, "-") == 0) return read_to_end(stdin, "standard input", bytes, n);
  FILE *file = fopen(path, "rb");
  if (file == NULL) return fail_io("open", path, errno);
  int status = read_to_end(file, path, bytes, n);
  fclose(file);
  return status;
}

size_t tsqp_csv_count_lines(const char *bytes, size_t n) {
  size_t lines = 0;
  for (size_t i = 0; i < n; i++) {
    if (bytes[i] == '\n' || (bytes[i] == '\r' && !(i + 1 < n && bytes[i + 1] == '\n'))) lines++;
  }
  return lines;
}

/* Where the line that begins at `from` ends: at its CR or LF, or at the end of the text. */
static size_t end_of_line(const char *bytes, size_t n, size_t from) {
  while (from < n && bytes[from] != '\n' && bytes[from] != '\r')
    from++;
  return from;
}

static int is_blank(const char *bytes, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (bytes[i] != ' ' && bytes[i] != '\t') return 0;
  }
  return 1;
}

int tsqp_csv_find_header(const char *bytes, size_t n, int32_t comment, tsqp_csv_text *text) {
  if (n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
    return tsqp_fail(TSQ_ERR_PARSE, "the text is UTF-16 (Excel's \"Unicode text\"): save it as UTF-8");
  }
  const char *zero = n > 0 ? memchr(bytes, '\0', n) : NULL;
  if (zero != NULL) {
    size_t line = 1 + tsqp_csv_count_lines(bytes, (size_t)(zero - bytes));
    return tsqp_fail(TSQ_ERR_PARSE, "line %zu: a zero byte: this is not a text file", line);
  }
  size_t at = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, line = 1;
  while (at < n) {
    size_t end = end_of_line(bytes, n, at);
    int is_comment = end > at && comment >= 0 && (unsigned char)bytes[at] == comment;
    if (!is_comment && !is_blank(bytes + at, end - at)) break;
    if (end < n) end += bytes[end] == '\r' && end + 1 < n && bytes[end + 1] == '\n' ? 2 : 1;
    at = end;
    line++;
  }
  if (at >= n) return tsqp_fail(TSQ_ERR_PARSE, "no header line: the text is empty");
  *text = (tsqp_csv_text){bytes + at, n - at, line};
  return TSQ_OK;
}

unsigned char tsqp_csv_detect_delimiter(const tsqp_csv_text *text) {
  static const char candidates[] = ",;\t";
  size_t count[3] = {0, 0, 0}, best = 0;
  int quoted = 0;
  for (size_t i = 0; i < text->n; i++) {
    char c = text->bytes[i];
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    const char *hit = quoted ? NULL : memchr(candidates, c, 3);
    if (hit != NULL) count[hit - candidates]++;
  }
  for (size_t j = 1; j < 3; j++) {
    if (count[j] > count[best]) best = j;
  }
  return (unsigned char)candidates[best];
}

/* The length of the UTF-8 character that begins at s (RFC 3629: no overlong forms, no surrogates), 0 if none does. */
static size_t character_length(const unsigned char *s, size_t n) {
  static const struct {
    unsigned char first_low, first_high, second_low, second_high;
    size_t length;
  } forms[] = {{0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
               {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
               {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
  if (s[0] < 0x80) return 1;
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
    if (s[0] < forms[i].first_low || s[0] > forms[i].first_high) continue;
    if (n < forms[i].length || s[1] < forms[i].second_low || s[1] > forms[i].second_high) return 0;
    for (size_t j = 2; j < forms[i].length; j++) {
      if ((s[j] & 0xC0) != 0x80) return 0;
    }
    return forms[i].length;
  }
  return 0;
}

int tsqp_is_utf8(const char *text, size_t n, unsigned char *bad) {
  const unsigned char *s = (const unsigned char *)text;
  for (size_t i = 0; i < n;) {
    size_t length = character_length(s + i, n - i);
    if (length == 0) {
      *bad = s[i];
      return 0;
    }
    i += length;
  }
  return 1;
}
