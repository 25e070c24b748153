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

/* size > 0 and finite as 1.34 x 10^7: so many decimals (0 .. 14) of the mantissa without trailing zeros, no mantissa of 1, the exponent in
   superscript digits of UTF-8; into a buffer of TSQP_POWER bytes, which is returned. */
enum { TSQP_POWER = 48 };
const char *tsqp_power_of_ten(char buffer[TSQP_POWER], double size, int decimals);

/* strtod in the C locale. */
double tsqp_strtod(const char *text, char **end);

#endif
