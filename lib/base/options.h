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
 * Copies the caller's options (whose first member is `size_t size`) into `known`, zeroed, of `known_size` bytes.
 * NULL means all defaults. Refuses a size below sizeof(size_t) and nonzero bytes beyond what this library knows,
 * so that a newer caller never believes that an option was honoured when it was not.
 * `what` names the struct in the message.
 */
int tsqp_read_options(const void *callers, void *known, size_t known_size, const char *what);

/* Data structs may leave `size` 0, which means the layout of the first release, `first_size` bytes. */
int tsqp_read_data(const void *callers, void *known, size_t known_size, size_t first_size, const char *what);

/*
 * Writes a result struct of `known_size` bytes to the caller, who set its first member `size` (0 = `first_size`):
 * never more bytes than the caller has. The caller's `size` stays as it was.
 */
int tsqp_write_result(const void *known, size_t known_size, size_t first_size, void *callers,
                      const char *what);

#endif
