/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/intern.h"

#include "base/alloc.h"
#include "base/status.h"

#include <stdlib.h>
#include <string.h>

int tsqp_reserve(void **block, size_t *capacity, size_t needed, size_t item) {
  if (needed <= *capacity) return TSQ_OK;
  size_t grown = *capacity + *capacity / 2 + 16;
  if (grown < needed) grown = needed;
  if (grown > SIZE_MAX / item) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a frame of %zu cells", needed);
  void *larger = tsqp_realloc(*block, grown * item);
  if (larger == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: %zu bytes for a frame", grown * item);
  *block = larger;
  *capacity = grown;
  return TSQ_OK;
}

/* FNV-1a (Fowler, Noll & Vo): short keys, no secret to keep. */
static uint64_t hash(const char *text, size_t length) {
  uint64_t h = 14695981039346656037u;
  for (size_t i = 0; i < length; i++) {
    h = (h ^ (unsigned char)text[i]) * 1099511628211u;
  }
  h ^= h >>
       33; /* names that differ in their last digits alone shall not lie side by side: MurmurHash3's finish */
  h *= 0xFF51AFD7ED558CCDu;
  return h ^ (h >> 33);
}

/*
 * A slot is the text's number, from 1, below the upper half of its hash, which tells nearly all other texts apart. The
 * hash's first bits say where the text belongs, so that a larger table is filled from the slots alone, in their order.
 */
#define NUMBER(slot) ((uint32_t)(slot))
#define TAG(hash) ((hash)&0xFFFFFFFF00000000u)

static size_t home(uint64_t slot_or_hash, size_t n_slots) {
  return (size_t)(((slot_or_hash >> 32) * (uint64_t)n_slots) >> 32); /* n_slots <= 2^32 */
}

const char *tsqp_intern_text(const tsqp_intern *intern, size_t index) {
  return intern->bytes + intern->offset[index];
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t find_slot(const tsqp_intern *intern, const char *text, size_t length, uint64_t h) {
  size_t mask = intern->n_slots - 1;
  size_t s = home(h, intern->n_slots);
  for (; intern->slot[s] != 0; s = (s + 1) & mask) {
    if (TAG(intern->slot[s]) != TAG(h)) continue;
    const char *known = tsqp_intern_text(intern, NUMBER(intern->slot[s]) - 1);
    if (strncmp(known, text, length) == 0 && known[length] == '\0') break;
  }
  return s;
}

/* At most half of the slots are taken, so that probing stays short. */
static int grow_slots(tsqp_intern *intern) {
  if (intern->n_slots / 2 > intern->n) return TSQ_OK;
  size_t n_slots = intern->n_slots == 0 ? 64 : 2 * intern->n_slots;
  uint64_t *slot = tsqp_calloc(n_slots, sizeof *slot);
  if (slot == NULL)
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: %zu different texts in a column", intern->n);
  for (size_t i = 0; i < intern->n_slots; i++) {
    if (intern->slot[i] == 0) continue;
    size_t s = home(intern->slot[i], n_slots);
    while (slot[s] != 0)
      s = (s + 1) & (n_slots - 1);
    slot[s] = intern->slot[i];
  }
  tsqp_free(intern->slot);
  intern->slot = slot;
  intern->n_slots = n_slots;
  return TSQ_OK;
}

int tsqp_intern_add(tsqp_intern *intern, const char *text, size_t length, int32_t *index) {
  TSQP_TRY(grow_slots(intern));
  uint64_t h = hash(text, length);
  size_t s = find_slot(intern, text, length, h);
  if (intern->slot[s] == 0) {
    if (intern->n >= INT32_MAX - 1)
      return tsqp_fail(TSQ_ERR_LENGTH, "more than 2^31 - 2 different texts in a column");
    if (length > SIZE_MAX - intern->n_bytes - 1)
      return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a cell of %zu bytes", length);
    TSQP_TRY(tsqp_reserve((void **)&intern->bytes, &intern->bytes_capacity, intern->n_bytes + length + 1, 1));
    TSQP_TRY(
        tsqp_reserve((void **)&intern->offset, &intern->n_capacity, intern->n + 1, sizeof *intern->offset));
    memcpy(intern->bytes + intern->n_bytes, text, length);
    intern->bytes[intern->n_bytes + length] = '\0';
    intern->offset[intern->n] = intern->n_bytes;
    intern->n_bytes += length + 1;
    intern->n++;
    intern->slot[s] = TAG(h) | intern->n;
  }
  *index = (int32_t)(NUMBER(intern->slot[s]) - 1);
  return TSQ_OK;
}

/* A text and the number it had in order of appearance. */
typedef struct entry {
  const char *text;
  int32_t index;
} entry;

static int by_bytes(const void *a, const void *b) {
  return strcmp(((const entry *)a)->text, ((const entry *)b)->text);
}

int tsqp_intern_sort(tsqp_intern *intern, const char ***levels, int32_t **rank) {
  size_t n = intern->n;
  char *fitting = tsqp_realloc(intern->bytes, intern->n_bytes); /* before anything points into it */
  if (fitting != NULL) intern->bytes = fitting;
  entry *sorted = tsqp_malloc(n * sizeof *sorted);
  const char **texts = tsqp_malloc(n * sizeof *texts);
  int32_t *ranks = tsqp_malloc(n * sizeof *ranks);
  if (sorted == NULL || texts == NULL || ranks == NULL) {
    tsqp_free(sorted);
    tsqp_free(texts);
    tsqp_free(ranks);
    return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: %zu different texts in a column", n);
  }
  for (size_t i = 0; i < n; i++)
    sorted[i] = (entry){tsqp_intern_text(intern, i), (int32_t)i};
  if (n > 1) qsort(sorted, n, sizeof *sorted, by_bytes);
  for (size_t i = 0; i < n; i++) {
    texts[i] = sorted[i].text;
    ranks[sorted[i].index] = (int32_t)i;
  }
  tsqp_free(sorted);
  tsqp_free(intern->slot);
  tsqp_free(intern->offset);
  intern->slot = NULL;
  intern->offset = NULL;
  *levels = texts;
  *rank = ranks;
  return TSQ_OK;
}

void tsqp_intern_free(tsqp_intern *intern) {
  tsqp_free(intern->bytes);
  tsqp_free(intern->offset);
  tsqp_free(intern->slot);
  *intern = (tsqp_intern){0};
}
