/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enums that have names: one table each, from which _name and _from_name are answered. */
#ifndef TSQP_NAMES_H
#define TSQP_NAMES_H

#include <stddef.h>
#include <stdint.h>

typedef struct tsqp_name {
  int32_t value;
  const char *name; /* the field's own code; several entries may share a value: the first is the one shown */
} tsqp_name;

/* NULL for a value that is not in the table. */
const char *tsqp_name_of(const tsqp_name *table, size_t n, int32_t value);

/* Case-insensitive; fails with TSQ_ERR_NAME and a message that lists the names there are. */
int tsqp_value_of(const tsqp_name *table, size_t n, const char *what, const char *name, int32_t *value);

/* The name that is nearest in spelling to what was typed, near enough to be meant by it; NULL where none is. */
const char *tsqp_nearest(const char *typed, const char *const *names, size_t n);

/* "a, b, c" of the names, the nearest to what was typed first, cut off where the buffer ends. */
void tsqp_nearest_first(const char *typed, const char *const *names, size_t n, char *buffer, size_t bytes);

#define TSQP_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
