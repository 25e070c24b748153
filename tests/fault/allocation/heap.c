/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The C library's allocator, replaced: what a program defines under these names is what its shared libraries call as well, and the C
 * library itself (strdup(), fopen(), open_memstream()), which documents that it may be done ("Replacing malloc" in glibc's manual). The
 * real ones are found as the next definition, which under a sanitizer is the sanitizer's.
 */
#define _GNU_SOURCE
#include "heap.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct {
  void *(*malloc)(size_t);
  void *(*calloc)(size_t, size_t);
  void *(*realloc)(void *, size_t);
  void *(*aligned_alloc)(size_t, size_t);
  void (*free)(void *);
} real;

static _Atomic int is_up, and_on_too;
static _Atomic size_t made, failed, fails_at, live;

/* What dlsym() asks for itself, before it has found anything: never given back. */
static _Alignas(16) unsigned char first_blocks[8192];
static size_t first_used;

static int is_first(const void *block) {
  uintptr_t at = (uintptr_t)block;
  return at >= (uintptr_t)first_blocks && at < (uintptr_t)(first_blocks + sizeof first_blocks);
}

static void *first_block(size_t bytes) {
  size_t whole = (bytes + 15) / 16 * 16;
  if (whole > sizeof first_blocks - first_used) abort();
  void *block = first_blocks + first_used;
  first_used += whole;
  return block;
}

/* POSIX' way round the standard, which has no conversion from an object's address to a function's. */
static void find_one(void *pointer_to_function, const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  memcpy(pointer_to_function, &found, sizeof found);
}

static int find_real(void) {
  static int is_looking;
  if (real.free != NULL) return 1;
  if (is_looking) return 0;
  is_looking = 1; /* the first allocation is made before there are threads */
  find_one(&real.malloc, "malloc");
  find_one(&real.calloc, "calloc");
  find_one(&real.realloc, "realloc");
  find_one(&real.aligned_alloc, "aligned_alloc");
  find_one(&real.free, "free");
  is_looking = 0;
  return 1;
}

void heap_up(size_t nth, int and_on) {
  made = failed = 0;
  fails_at = nth;
  and_on_too = and_on;
  is_up = 1;
}

heap_count heap_down(void) {
  is_up = 0;
  return (heap_count){made, failed};
}

size_t heap_live(void) {
  return live;
}

static int must_fail(void) {
  if (!is_up) return 0;
  size_t n = atomic_fetch_add(&made, 1) + 1;
  size_t at = fails_at;
  int it_does = at > 0 && (n == at || (and_on_too && n > at));
  if (it_does) {
    failed++;
    errno = ENOMEM;
  }
  return it_does;
}

static void *counted(void *block) {
  if (block != NULL) live++;
  return block;
}

/* What the shared libraries shall find must be seen from outside: the tests are built with all else hidden. */
#pragma GCC visibility push(default)

void *malloc(size_t bytes) {
  if (!find_real()) return first_block(bytes);
  return must_fail() ? NULL : counted(real.malloc(bytes));
}

void *calloc(size_t count, size_t bytes) {
  if (!find_real()) return first_block(count * bytes);
  return must_fail() ? NULL : counted(real.calloc(count, bytes));
}

/* A block of no bytes is freed and not counted: glibc's meaning of realloc(block, 0). */
void *realloc(void *block, size_t bytes) {
  if (block == NULL) return malloc(bytes);
  if (must_fail()) return NULL;
  if (is_first(block)) abort();
  void *moved = real.realloc(block, bytes);
  if (moved == NULL && bytes == 0) live--;
  return moved;
}

void *aligned_alloc(size_t alignment, size_t bytes) {
  if (!find_real()) abort();
  return must_fail() ? NULL : counted(real.aligned_alloc(alignment, bytes));
}

void *memalign(size_t alignment, size_t bytes);
void *memalign(size_t alignment, size_t bytes) {
  return aligned_alloc(alignment, bytes);
}

int posix_memalign(void **block, size_t alignment, size_t bytes) {
  void *made_block = aligned_alloc(alignment, bytes);
  if (made_block == NULL) return ENOMEM;
  *block = made_block;
  return 0;
}

void *reallocarray(void *block, size_t count, size_t bytes) {
  if (bytes > 0 && count > SIZE_MAX / bytes) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(block, count * bytes);
}

void free(void *block) {
  if (block == NULL || is_first(block)) return;
  live--;
  real.free(block);
}

#pragma GCC visibility pop
