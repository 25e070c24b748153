/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/words.h"

#include "base/status.h"

#include <string.h>

static int is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char *tsqp_skip_spaces(const char *at) {
  while (is_space(*at))
    at++;
  return at;
}

int tsqp_read_word(const char **at, const char *stops, const char *what, char *word) {
  const char *from = tsqp_skip_spaces(*at);
  size_t n;
  if (*from == '"' || *from == '\'' || *from == '`') {
    const char *end = strchr(from + 1, *from);
    if (end == NULL) return tsqp_fail(TSQ_ERR_PARSE, "%s: the quote is never closed: %.40s", what, from);
    from++;
    n = (size_t)(end - from);
    *at = tsqp_skip_spaces(end + 1);
  } else {
    n = strcspn(from, stops);
    *at = from + n;
    while (n > 0 && is_space(from[n - 1]))
      n--;
    if (n == 0) {
      return tsqp_fail(TSQ_ERR_PARSE, "%s: a name or a value is missing before '%.40s'", what, from);
    }
  }
  memcpy(word, from, n);
  word[n] = '\0';
  return TSQ_OK;
}
