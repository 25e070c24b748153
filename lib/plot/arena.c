/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/arena.h"

#include "base/alloc.h"
#include "base/number.h"
#include "base/status.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

struct tsqp_arena_block {
  struct tsqp_arena_block *next;
  size_t used, room;
  max_align_t bytes[];
};

#define BLOCK_BYTES ((size_t)16384)

static void *no_memory(void) {
  tsqp_fail(TSQ_ERR_NOMEM, "out of memory while laying out a figure");
  return NULL;
}

static struct tsqp_arena_block *new_block(tsqp_arena *arena, size_t room) {
  if (room > SIZE_MAX - sizeof(struct tsqp_arena_block)) return NULL;
  struct tsqp_arena_block *block = tsqp_malloc(sizeof *block + room);
  if (block == NULL) return NULL;
  block->used = 0;
  block->room = room;
  block->next = arena->blocks;
  arena->blocks = block;
  return block;
}

void *tsqp_arena_take(tsqp_arena *arena, size_t count, size_t bytes) {
  const size_t align = sizeof(max_align_t);
  if (bytes == 0 || count > (SIZE_MAX - align) / bytes) return no_memory();
  size_t wanted = count * bytes;
  wanted = wanted == 0 ? align : (wanted + align - 1) / align * align;
  struct tsqp_arena_block *block = arena->blocks;
  if (block == NULL || block->room - block->used < wanted) {
    block = new_block(arena, wanted > BLOCK_BYTES ? wanted : BLOCK_BYTES);
    if (block == NULL) return no_memory();
  }
  void *taken = (unsigned char *)block->bytes + block->used;
  block->used += wanted;
  memset(taken, 0, wanted);
  return taken;
}

char *tsqp_arena_format(tsqp_arena *arena, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int length = tsqp_vformat(NULL, 0, format, args);
  char *text = length < 0 ? no_memory() : tsqp_arena_take(arena, (size_t)length + 1, 1);
  if (text != NULL) tsqp_vformat(text, (size_t)length + 1, format, again);
  va_end(again);
  va_end(args);
  return text;
}

void tsqp_arena_free(tsqp_arena *arena) {
  while (arena->blocks != NULL) {
    struct tsqp_arena_block *next = arena->blocks->next;
    tsqp_free(arena->blocks);
    arena->blocks = next;
  }
}
