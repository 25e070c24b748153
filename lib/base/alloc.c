/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

void *tsqp_malloc(size_t bytes) {
  return malloc(bytes > 0 ? bytes : 1);
}

void *tsqp_calloc(size_t count, size_t bytes) {
  return calloc(count > 0 ? count : 1, bytes > 0 ? bytes : 1);
}

void *tsqp_realloc(void *block, size_t bytes) {
  return realloc(block, bytes > 0 ? bytes : 1);
}

char *tsqp_strdup(const char *text) {
  size_t bytes = strlen(text) + 1;
  char *copy = tsqp_malloc(bytes);
  if (copy != NULL) memcpy(copy, text, bytes);
  return copy;
}

void tsqp_free(void *block) {
  free(block);
}
