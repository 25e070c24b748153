/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's heap, which can be told to fail. */
#ifndef TESTS_HEAP_H
#define TESTS_HEAP_H

#include <stddef.h>

typedef struct heap_count {
  size_t made;   /* allocations that were asked for since heap_up() */
  size_t failed; /* and refused */
} heap_count;

/* From now on the n-th allocation of any thread fails, and with `and_on` all after it; 0 = none does, they are counted alone. */
void heap_up(size_t nth, int and_on);
heap_count heap_down(void);

/* Blocks that the program has and has not freed. */
size_t heap_live(void);

#endif
