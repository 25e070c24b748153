/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/names.h"

#include "base/number.h"
#include "base/status.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

const char *tsqp_name_of(const tsqp_name *table, size_t n, int32_t value) {
  for (size_t i = 0; i < n; i++) {
    if (table[i].value == value) return table[i].name;
  }
  return NULL;
}

/* ---- spelling ------------------------------------------------------------------------------------------------------ */

#define LONGEST 64

static int lower(char c) {
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c == '-' || c == '.' ? '_' : (unsigned char)c;
}

/* Damerau's distance: letters left out, added, wrong or exchanged with their neighbour; case and separators do not count. */
static size_t distance(const char *a, const char *b) {
  size_t row[3][LONGEST + 1];
  size_t n = strlen(a);
  size_t m = strlen(b);
  if (n > LONGEST || m > LONGEST) return SIZE_MAX;
  for (size_t j = 0; j <= m; j++)
    row[0][j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t *now = row[i % 3];
    size_t *before = row[(i - 1) % 3];
    size_t *two_before = row[(i + 1) % 3];
    now[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t best = before[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
      if (before[j] + 1 < best) best = before[j] + 1;
      if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
      int exchanged = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (exchanged && two_before[j - 2] + 1 < best) best = two_before[j - 2] + 1;
      now[j] = best;
    }
  }
  return row[n % 3][m];
}

/* Begun words are meant by what begins with them; else a third of the letters may be wrong. */
const char *tsqp_nearest(const char *typed, const char *const *names, size_t n) {
  size_t length = strlen(typed);
  size_t nearest = SIZE_MAX;
  const char *name = NULL;
  for (size_t i = 0; i < n; i++) {
    size_t d = length >= 2 && strncasecmp(typed, names[i], length) == 0 ? 1 : distance(typed, names[i]);
    if (d < nearest) {
      nearest = d;
      name = names[i];
    }
  }
  return nearest <= (length + 2) / 3 ? name : NULL;
}

void tsqp_nearest_first(const char *typed, const char *const *names, size_t n, char *buffer, size_t bytes) {
  const char *nearest = tsqp_nearest(typed, names, n);
  size_t used = 0;
  buffer[0] = '\0';
  for (size_t i = 0; i <= n; i++) { /* 0 is the nearest */
    const char *name = i == 0 ? nearest : names[i - 1];
    if (name == NULL || (i > 0 && name == nearest)) continue;
    int written = tsqp_format(buffer + used, bytes - used, "%s%s", used > 0 ? ", " : "", name);
    if (written < 0 || (size_t)written >= bytes - used) {
      buffer[used] = '\0';
      return;
    }
    used += (size_t)written;
  }
}

int tsqp_value_of(const tsqp_name *table, size_t n, const char *what, const char *name, int32_t *value) {
  if (name == NULL) return tsqp_fail(TSQ_ERR_NULL, "%s name is NULL", what);
  for (size_t i = 0; i < n; i++) {
    if (strcasecmp(table[i].name, name) == 0) {
      *value = table[i].value;
      return TSQ_OK;
    }
  }
  const char *shown[128];
  size_t count = 0;
  for (size_t i = 0; i < n && count < TSQP_COUNT(shown); i++) {
    if (tsqp_name_of(table, i, table[i].value) == NULL) shown[count++] = table[i].name; /* not an alias of an earlier one */
  }
  char known[400];
  tsqp_nearest_first(name, shown, count, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "unknown %s '%.60s'; known: %s", what, name, known);
}
