/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sized structs that cross the ABI: options coming in, results going out. */
#ifndef TSQP_OPTIONS_H
#define TSQP_OPTIONS_H

#include <stddef.h>

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
