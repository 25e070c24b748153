/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/csv_number.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

static int is_space(char c) {
  return c == ' ' || c == '\t';
}
static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static const char *skip_spaces(const char *text) {
  while (is_space(*text))
    text++;
  return text;
}

static size_t length_without_trailing_spaces(const char *text) {
  size_t n = strlen(text);
  while (n > 0 && is_space(text[n - 1]))
    n--;
  return n;
}

/* Longer numbers than this have zeros nobody writes. */
#define NUMBER_BYTES 128

/* So many digits do not overflow 64 bits. */
#define FAST_DIGITS 18

/*
 * The fast way for short numbers, exact: an integer up to 2^53 and a power of ten up to 10^22 are both doubles, so one
 * correctly rounded division gives what strtod gives (Clinger 1990, doi:10.1145/93542.93557).
 */
static int divide_exactly(uint64_t digits, size_t decimals, double *number) {
  static const double power[FAST_DIGITS + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                                1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
  if (digits > (UINT64_C(1) << 53)) return 0;
  *number = (double)digits / power[decimals];
  return 1;
}

/* Digits with at most one decimal point among or around them; the first FAST_DIGITS as an integer. */
typedef struct mantissa {
  uint64_t digits;
  size_t n_digits, n_decimals;
  const char *end;
} mantissa;

static mantissa read_mantissa(const char *text) {
  mantissa m = {0, 0, 0, text};
  int after_point = 0;
  for (; is_digit(*m.end) || (*m.end == '.' && !after_point); m.end++) {
    if (*m.end == '.') {
      after_point = 1;
      continue;
    }
    if (m.n_digits < FAST_DIGITS) m.digits = 10 * m.digits + (uint64_t)(*m.end - '0');
    m.n_digits++;
    m.n_decimals += (size_t)after_point;
  }
  return m;
}

static int is_infinity(const char *text) {
  return strcmp(text, "Inf") == 0 || strcmp(text, "inf") == 0;
}

/* digits[.digits][e[+-]digits] with '.' as the mark and without sign, all of the text. */
static int read_unsigned(const char *text, double *number) {
  if (is_infinity(text)) {
    *number = INFINITY;
    return 1;
  }
  mantissa m = read_mantissa(text);
  if (m.n_digits == 0) return 0;
  if (*m.end == '\0' && m.n_digits <= FAST_DIGITS && divide_exactly(m.digits, m.n_decimals, number)) return 1;
  const char *exponent = m.end;
  if (*exponent == 'e' || *exponent == 'E') {
    exponent++;
    if (*exponent == '+' || *exponent == '-') exponent++;
    if (!is_digit(*exponent)) return 0;
    while (is_digit(*exponent))
      exponent++;
  }
  if (*exponent != '\0') return 0;
  double value = tsqp_strtod(text, NULL);
  if (!isfinite(value)) return 0; /* beyond double precision */
  *number = value;
  return 1;
}

int tsqp_read_number(const char *text, int32_t decimal, double *number) {
  static const char minus[] = "\xE2\x88\x92"; /* U+2212, which word processors put for '-' */
  text = skip_spaces(text);
  int negative = 0;
  if (*text == '-' || *text == '+') {
    negative = *text++ == '-';
  } else if (strncmp(text, minus, 3) == 0) {
    negative = 1;
    text += 3;
  }
  size_t n = length_without_trailing_spaces(text);
  if (n == 0 || n >= NUMBER_BYTES) return 0;
  char with_point[NUMBER_BYTES];
  for (size_t i = 0; i < n; i++) {
    if (text[i] == '.' && decimal == ',') return 0;
    with_point[i] = text[i] == ',' && decimal == ',' ? '.' : text[i];
  }
  with_point[n] = '\0';
  double value;
  if (!read_unsigned(with_point, &value)) return 0;
  *number = negative ? -value : value;
  return 1;
}
