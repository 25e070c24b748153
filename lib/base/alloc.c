/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

#ifdef TSQ_FAULT_INJECTION
#include <stdatomic.h>

/* Atomic: some tests allocate in several threads. */
static _Atomic size_t countdown;
static _Atomic size_t live;

void tsqp_fail_allocation(size_t nth) {
  countdown = nth;
}
size_t tsqp_live_allocations(void) {
  return live;
}

static int must_fail(void) {
  return countdown > 0 && atomic_fetch_sub(&countdown, 1) == 1;
}
static void *counted(void *block) {
  if (block != NULL) live++;
  return block;
}
#define UNLESS_TOLD_TO_FAIL(expr) (must_fail() ? NULL : counted(expr))
#else
#define UNLESS_TOLD_TO_FAIL(expr) (expr)
#endif

void *tsqp_malloc(size_t bytes) {
  return UNLESS_TOLD_TO_FAIL(malloc(bytes > 0 ? bytes : 1));
}

void *tsqp_calloc(size_t count, size_t bytes) {
  return UNLESS_TOLD_TO_FAIL(calloc(count > 0 ? count : 1, bytes > 0 ? bytes : 1));
}

void *tsqp_realloc(void *block, size_t bytes) {
  if (block == NULL) return tsqp_malloc(bytes);
#ifdef TSQ_FAULT_INJECTION
  if (must_fail()) return NULL;
#endif
  return realloc(block, bytes > 0 ? bytes : 1);
}

char *tsqp_strdup(const char *text) {
  size_t bytes = strlen(text) + 1;
  char *copy = tsqp_malloc(bytes);
  if (copy != NULL) memcpy(copy, text, bytes);
  return copy;
}

void tsqp_free(void *block) {
#ifdef TSQ_FAULT_INJECTION
  if (block != NULL) live--;
#endif
  free(block);
}
