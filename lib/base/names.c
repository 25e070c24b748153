/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/names.h"

#include "base/number.h"
#include "base/status.h"

#include <string.h>
#include <strings.h>

const char *tsqp_name_of(const tsqp_name *table, size_t n, int32_t value) {
  for (size_t i = 0; i < n; i++) {
    if (table[i].value == value) return table[i].name;
  }
  return NULL;
}

/* "a, b, c" of the shown names, cut off where the buffer ends. */
static void list_names(const tsqp_name *table, size_t n, char *buffer, size_t bytes) {
  size_t used = 0;
  buffer[0] = '\0';
  for (size_t i = 0; i < n; i++) {
    if (tsqp_name_of(table, i, table[i].value) != NULL) continue; /* an alias of an earlier one */
    int written = tsqp_format(buffer + used, bytes - used, "%s%s", used > 0 ? ", " : "", table[i].name);
    if (written < 0 || (size_t)written >= bytes - used) return;
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
  char known[400];
  list_names(table, n, known, sizeof known);
  return tsqp_fail(TSQ_ERR_NAME, "unknown %s '%.60s'; known: %s", what, name, known);
}
