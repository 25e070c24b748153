/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L /* strerror_r */
#include "frame/csv_text.h"

#include "base/alloc.h"
#include "base/status.h"
#include "frame/column.h"

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

/* Excel's first line "sep=;": the character, 0 where the line is another. */
static unsigned char read_sep_line(const char *line, size_t n) {
  size_t quote = n > 0 && line[0] == '"';
  while (n > 0 && (line[n - 1] == ' ' || (quote && line[n - 1] == '"')))
    n--;
  if (n != quote + 5 || (line[quote] | 0x20) != 's' || (line[quote + 1] | 0x20) != 'e' ||
      (line[quote + 2] | 0x20) != 'p' || line[quote + 3] != '=')
    return 0;
  unsigned char c = (unsigned char)line[quote + 4];
  return c < 0x80 && c != '"' ? c : 0;
}

int tsqp_csv_find_header(const char *bytes, size_t n, int32_t comment, tsqp_csv_text *text) {
  size_t at = 0, line = 1;
  unsigned char sep = 0;
  while (at < n) {
    size_t end = end_of_line(bytes, n, at);
    unsigned char here = line == 1 ? read_sep_line(bytes + at, end - at) : 0;
    int is_comment = end > at && comment >= 0 && (unsigned char)bytes[at] == comment;
    if (here == 0 && !is_comment && !is_blank(bytes + at, end - at)) break;
    if (here != 0) sep = here;
    if (end < n) end += bytes[end] == '\r' && end + 1 < n && bytes[end + 1] == '\n' ? 2 : 1;
    at = end;
    line++;
  }
  if (at >= n) return tsqp_fail(TSQ_ERR_PARSE, "no header line: the text is empty");
  *text = (tsqp_csv_text){bytes + at, n - at, line, sep};
  return TSQ_OK;
}
