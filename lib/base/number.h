/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers to and from text with '.' as the decimal point, whatever locale the host has set. */
#ifndef TSQP_NUMBER_H
#define TSQP_NUMBER_H

#include <stdarg.h>
#include <stddef.h>

/* snprintf and vsnprintf in the C locale: return what snprintf returns. */
int tsqp_format(char *buffer, size_t n, const char *format, ...) __attribute__((format(printf, 3, 4)));
int tsqp_vformat(char *buffer, size_t n, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

/* The fewest digits that read back to the same number, "NaN", "Inf" or "-Inf"; into a buffer of 32 bytes, which is returned. */
const char *tsqp_shortest(char buffer[32], double value);

/* strtod in the C locale. */
double tsqp_strtod(const char *text, char **end);

#endif
