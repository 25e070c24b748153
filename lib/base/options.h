/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sized structs that cross the ABI: options coming in, results going out. */
#ifndef TSQP_OPTIONS_H
#define TSQP_OPTIONS_H

#include <stddef.h>

/*
 * A sized struct grows by appending, and its `size` tells how much of it a caller knows: so no byte may lie behind its last
 * member, on any target; an appended member could come to lie there, within the size of a caller that has never set it.
 * Where pointers have 64 bits there is no gap between members either, and the size is the `sum` of theirs. (On 32-bit
 * targets a double after the size_t leaves a gap where doubles are aligned to 8 bytes, as on ARM; nothing ever moves into it.)
 */
#define TSQP_NO_PADDING(type, last, sum)                                                                     \
  _Static_assert(offsetof(type, last) + sizeof(((type *)0)->last) == sizeof(type) &&                         \
                     (sizeof(void *) < 8 || sizeof(type) == (sum)),                                          \
                 "no hidden padding in " #type)

/*
 * One rule for every sized struct: `size` is 0, which means the layout of this binary interface's first release (`first_size`), or
 * at least that. What a newer caller's struct has beyond what this library knows must be zero, so that nobody believes that an
 * option was honoured when it was not. Sizes between releases do not occur, so no member is ever cut in half.
 *
 * Copies the caller's struct into `known`, zeroed, of `known_size` bytes. `what` names it in messages.
 */
int tsqp_read_data(const void *callers, void *known, size_t known_size, size_t first_size, const char *what);

/* The same for options: NULL means all defaults. */
int tsqp_read_options(const void *callers, void *known, size_t known_size, const char *what);

/*
 * Writes a result struct of `known_size` bytes to the caller, who set its first member `size`: never more bytes than the caller
 * has. The caller's `size` stays as it was.
 */
int tsqp_write_result(const void *known, size_t known_size, size_t first_size, void *callers,
                      const char *what);

#endif
