/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in parts on several threads, which are gone when the call returns: nothing is left for a later fork() to break. */
#ifndef TSQP_THREADS_H
#define TSQP_THREADS_H

#include <stddef.h>
#include <stdint.h>

typedef void tsqp_work(void *context, size_t part, size_t thread);

/*
 * Calls work(context, part, thread) for every part 0 .. parts-1, each once, in any order, on up to `threads` threads; the
 * caller's is number 0. Where the system gives fewer threads, fewer do it.
 */
void tsqp_in_parts(size_t threads, size_t parts, tsqp_work *work, void *context);

/* An option's number of threads: 0 and 1 are one, -1 is one for each processor online. */
size_t tsqp_thread_count(int32_t option);

#endif
