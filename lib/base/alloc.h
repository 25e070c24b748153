/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library's only door to the heap, so that tests can make the n-th allocation fail. */
#ifndef TSQP_ALLOC_H
#define TSQP_ALLOC_H

#include <stddef.h>

void *tsqp_malloc(size_t bytes);
void *tsqp_calloc(size_t count, size_t bytes); /* NULL also where count * bytes overflows */
void *tsqp_realloc(void *block, size_t bytes);
char *tsqp_strdup(const char *text);
void tsqp_free(void *block); /* NULL is fine */

#ifdef TSQ_FAULT_INJECTION
/* Tests only: the n-th allocation from now on fails (1 = the next), 0 = none does. */
void tsqp_fail_allocation(size_t nth);
/* Tests only: blocks now allocated and not yet freed. */
size_t tsqp_live_allocations(void);
#endif

#endif
