/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strtod_l, newlocale */
#include "base/number.h"

#include <locale.h>
#include <pthread.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

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
