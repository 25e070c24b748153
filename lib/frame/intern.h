/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The different texts of a column, each stored once and numbered in order of appearance. */
#ifndef TSQP_FRAME_INTERN_H
#define TSQP_FRAME_INTERN_H

#include <stddef.h>
#include <stdint.h>

typedef struct tsqp_intern {
  char *bytes; /* the texts one after another, each with its zero byte */
  size_t n_bytes, bytes_capacity;
  size_t *offset; /* [n] where each begins */
  size_t n, n_capacity;
  uint64_t *slot; /* hash table: upper half of the hash, index + 1; 0 = free; its size is a power of two */
  size_t n_slots;
} tsqp_intern;

/* Makes room for `needed` items of `item` bytes, growing by half at least; nothing changes on failure. */
int tsqp_reserve(void **block, size_t *capacity, size_t needed, size_t item);

/* The index of text[0..length), which may not contain a zero byte; a new one is added. */
int tsqp_intern_add(tsqp_intern *intern, const char *text, size_t length, int32_t *index);

const char *tsqp_intern_text(const tsqp_intern *intern, size_t index);

/*
 * Hands out in `levels` the texts sorted by bytes (both arrays are the caller's to free, the bytes stay here), and in
 * rank[index] where each went. Nothing can be added afterwards.
 */
int tsqp_intern_sort(tsqp_intern *intern, const char ***levels, int32_t **rank);

void tsqp_intern_free(tsqp_intern *intern);

#endif
