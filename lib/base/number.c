/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strtod_l, newlocale */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One "C" locale object for the process, made once and never freed: it is immutable. */
static locale_t c_locale;
static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;

static void make_c_locale(void) {
  c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

int tsqp_vformat(char *buffer, size_t n, const char *format, va_list args) {
  pthread_once(&c_locale_once, make_c_locale);
  if (c_locale == (locale_t)0) return vsnprintf(buffer, n, format, args);
  locale_t callers = uselocale(c_locale); /* this thread only, and put back at once */
  int written = vsnprintf(buffer, n, format, args);
  uselocale(callers);
  return written;
}

int tsqp_format(char *buffer, size_t n, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int written = tsqp_vformat(buffer, n, format, args);
  va_end(args);
  return written;
}

double tsqp_strtod(const char *text, char **end) {
  pthread_once(&c_locale_once, make_c_locale);
  if (c_locale == (locale_t)0) return strtod(text, end);
  return strtod_l(text, end, c_locale);
}

const char *tsqp_shortest(char buffer[32], double value) {
  if (isnan(value)) return "NaN";
  if (isinf(value)) return value > 0 ? "Inf" : "-Inf";
  for (int digits = 15; digits <= 17; digits++) {
    (void)tsqp_format(buffer, 32, "%.*g", digits, value);
    if (tsqp_strtod(buffer, NULL) == value) break;
  }
  return buffer;
}

/* As printf rounds it to %e, so that 9.9999 carries into the exponent. */
const char *tsqp_power_of_ten(char buffer[TSQP_POWER], double size, int decimals) {
  static const char *const superscript[] = {"\xE2\x81\xB0", "\xC2\xB9",     "\xC2\xB2",     "\xC2\xB3",
                                            "\xE2\x81\xB4", "\xE2\x81\xB5", "\xE2\x81\xB6", "\xE2\x81\xB7",
                                            "\xE2\x81\xB8", "\xE2\x81\xB9"};
  char plain[32];
  (void)tsqp_format(plain, sizeof plain, "%.*e", decimals < 0 ? 0 : decimals < 14 ? decimals : 14, size);
  size_t mantissa = strcspn(plain, "e");
  size_t end = mantissa;
  while (memchr(plain, '.', end) != NULL && (plain[end - 1] == '0' || plain[end - 1] == '.'))
    end--;
  int is_one = end == 1 && plain[0] == '1';
  const char *exponent = plain + mantissa + 1; /* its sign, two digits or more */
  int used = tsqp_format(buffer, TSQP_POWER, "%.*s%s10%s", is_one ? 0 : (int)end, plain,
                         is_one ? "" : "\xC3\x97", *exponent == '-' ? "\xE2\x81\xBB" : "");
  exponent += 1 + strspn(exponent + 1, "0");
  for (; *exponent != '\0'; exponent++)
    used += tsqp_format(buffer + used, (size_t)(TSQP_POWER - used), "%s", superscript[*exponent - '0']);
  return buffer;
}
