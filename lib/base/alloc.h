/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library's only door to the heap: what asks for no bytes is given a block as well, so that NULL always means no memory. */
#ifndef TSQP_ALLOC_H
#define TSQP_ALLOC_H

#include <stddef.h>

void *tsqp_malloc(size_t bytes);
void *tsqp_calloc(size_t count, size_t bytes); /* NULL also where count * bytes overflows */
void *tsqp_realloc(void *block, size_t bytes);
char *tsqp_strdup(const char *text);
void tsqp_free(void *block); /* NULL is fine */

#endif
