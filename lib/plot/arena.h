/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of one figure: taken piece by piece while it is laid out, given back at once when it is done. */
#ifndef TSQP_ARENA_H
#define TSQP_ARENA_H

#include <stddef.h>

typedef struct tsqp_arena {
  struct tsqp_arena_block *blocks; /* zeroed = empty */
} tsqp_arena;

/* Zeroed memory for `count` things of `bytes` each; NULL where there is none (the message is set). */
void *tsqp_arena_take(tsqp_arena *arena, size_t count, size_t bytes);

/* Formatted text with '.' as the decimal point; NULL where there is no memory. */
char *tsqp_arena_format(tsqp_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

void tsqp_arena_free(tsqp_arena *arena);

#endif
