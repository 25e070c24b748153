/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/spelling.h"

#include "frame/csv_number.h"

#include <math.h>
#include <string.h>

#define SPELLING_BYTES 128

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Characters beyond ASCII that stand for one of it in a number. */
static const struct {
  const char *utf8;
  char ascii;
} look_alikes[] = {
    {"\xC2\xA0", ' '},      /* U+00A0 no-break space */
    {"\xE2\x80\x87", ' '},  /* U+2007 figure space */
    {"\xE2\x80\x88", ' '},  /* U+2008 punctuation space */
    {"\xE2\x80\x89", ' '},  /* U+2009 thin space */
    {"\xE2\x80\x8A", ' '},  /* U+200A hair space */
    {"\xE2\x80\xAF", ' '},  /* U+202F narrow no-break space */
    {"\xE2\x88\x92", '-'},  /* U+2212 minus */
    {"\xE2\x80\x90", '-'},  /* U+2010 hyphen */
    {"\xE2\x80\x91", '-'},  /* U+2011 non-breaking hyphen */
    {"\xE2\x80\x92", '-'},  /* U+2012 figure dash */
    {"\xE2\x80\x93", '-'},  /* U+2013 en dash */
    {"\xE2\x80\x94", '-'},  /* U+2014 em dash */
    {"\xEF\xB9\xA3", '-'},  /* U+FE63 small hyphen-minus */
    {"\xEF\xBC\x8D", '-'},  /* U+FF0D fullwidth hyphen-minus */
    {"\xE2\x80\x99", '\''}, /* U+2019 apostrophe: 1'040 in Switzerland */
};
#define N_LOOK_ALIKES (sizeof look_alikes / sizeof look_alikes[0])

/* The character that `text` begins with as ASCII, and its bytes; '\0' where it has no place in a number. */
static char as_ascii(const char *text, size_t *bytes) {
  *bytes = 1;
  if (*text == '\t') return ' ';
  if ((unsigned char)*text < 0x80) return *text;
  for (size_t i = 0; i < N_LOOK_ALIKES; i++) {
    *bytes = strlen(look_alikes[i].utf8);
    if (strncmp(text, look_alikes[i].utf8, *bytes) == 0) return look_alikes[i].ascii;
  }
  return '\0';
}

size_t tsqp_space_length(const char *text) {
  size_t bytes;
  if (*text == ' ' || *text == '\t') return 1;
  if ((unsigned char)*text < 0x80) return 0;
  return as_ascii(text, &bytes) == ' ' ? bytes : 0;
}

size_t tsqp_trimmed_length(const char *text) {
  size_t length = 0;
  for (size_t i = 0; text[i] != '\0';) {
    size_t space = tsqp_space_length(text + i);
    i += space > 0 ? space : 1;
    if (space == 0) length = i;
  }
  return length;
}

char *tsqp_trim(char *text) {
  for (size_t space; (space = tsqp_space_length(text)) > 0;)
    text += space;
  text[tsqp_trimmed_length(text)] = '\0';
  return text;
}

/* The text in ASCII without the spaces around it; 0 where it is too long or has other characters. */
static int to_ascii(const char *text, char ascii[SPELLING_BYTES]) {
  size_t n = 0, bytes;
  while ((bytes = tsqp_space_length(text)) > 0)
    text += bytes;
  for (; *text != '\0'; text += bytes) {
    char c = as_ascii(text, &bytes);
    if (c == '\0' || n == SPELLING_BYTES - 8) return 0;
    ascii[n++] = c;
  }
  while (n > 0 && ascii[n - 1] == ' ')
    n--;
  ascii[n] = '\0';
  return n > 0;
}

/* One to three digits, then three after each `mark`: 1.040.000. A number so written does not begin with 0. */
static int is_grouped(const char *digits, size_t n, char mark) {
  size_t group = 0, groups = 0;
  if (n == 0 || digits[0] == '0') return 0;
  for (size_t i = 0; i <= n; i++) {
    if (i < n && is_digit(digits[i])) {
      group++;
      continue;
    }
    if (i < n && digits[i] != mark) return 0;
    if (groups == 0 ? group < 1 || group > 3 : group != 3) return 0;
    groups++;
    group = 0;
  }
  return groups > 1;
}

/* The marks of digits[0..n), none of which is an exponent; 0 where no number is written so. */
static int read_marks(const char *digits, size_t n, int has_exponent, tsqp_spelling *s, char *group_mark) {
  size_t n_marks = 0, n_like_first = 0, last = 0;
  char first = '\0';
  *group_mark = '\0';
  for (size_t i = 0; i < n; i++) {
    if (is_digit(digits[i])) continue;
    if (strchr("., '", digits[i]) == NULL) return 0;
    if (n_marks++ == 0) first = digits[i];
    n_like_first += digits[i] == first;
    last = i;
  }
  if (n_marks == 0) return 1;
  int is_mark = digits[last] == '.' || digits[last] == ',';
  if (n_marks == 1 && is_mark) {
    if (!has_exponent && is_grouped(digits, n, first)) {
      s->either = first;
    } else {
      s->decimal = first;
    }
    return 1;
  }
  *group_mark = first;
  if (n_like_first == n_marks) { /* 1.040.000, 1 040 */
    if (has_exponent || !is_grouped(digits, n, first)) return 0;
  } else { /* 1.040,5 */
    if (!is_mark || n_like_first != n_marks - 1 || digits[last] == first || !is_grouped(digits, last, first))
      return 0;
    s->decimal = digits[last];
  }
  if (first == '.' || first == ',') s->grouped = first;
  return 1;
}

/* Any spelling but the plainest. */
static int read_dressed(const char *text, tsqp_spelling *s) {
  char ascii[SPELLING_BYTES], plain[SPELLING_BYTES], group_mark;
  if (!to_ascii(text, ascii)) return 0;
  size_t n = strlen(ascii), used = 0;
  if (ascii[n - 1] == '%') {
    s->percent = 1;
    n--;
    while (n > 0 && ascii[n - 1] == ' ')
      n--;
  }
  const char *at = ascii, *end = ascii + n;
  if (at < end && (*at == '-' || *at == '+')) {
    plain[used++] = *at++;
    if (at < end && *at == ' ') at++;
  }
  size_t n_digits = 0;
  while (at + n_digits < end && at[n_digits] != 'e' && at[n_digits] != 'E')
    n_digits++;
  int has_exponent = at + n_digits < end;
  if (s->percent && has_exponent) return 0;
  if (!read_marks(at, n_digits, has_exponent, s, &group_mark)) return 0;
  int32_t decimal = s->either != 0 ? s->either : s->decimal;
  for (; at < end; at++) {
    if (*at != group_mark || group_mark == '\0') plain[used++] = *at == decimal ? '.' : *at;
  }
  memcpy(plain + used, s->percent ? "e-2" : "", s->percent ? 4 : 1);
  return tsqp_read_number(plain, '.', &s->number);
}

/* digits.ddd at a point that stands in text with a sign and spaces around the number. */
static int point_may_group(const char *text, const char *point) {
  const char *from = point, *to = point + 1;
  while (from > text && is_digit(from[-1]))
    from--;
  while (is_digit(*to))
    to++;
  return *to != 'e' && *to != 'E' && is_grouped(from, (size_t)(to - from), '.');
}

int tsqp_read_spelling(const char *text, tsqp_spelling *spelling) {
  *spelling = (tsqp_spelling){0};
  if (tsqp_read_number(text, '.', &spelling->number)) { /* nearly all */
    const char *point = strchr(text, '.');
    if (point != NULL) *(point_may_group(text, point) ? &spelling->either : &spelling->decimal) = '.';
  } else if (!read_dressed(text, spelling)) {
    return 0;
  }
  if (spelling->either == 0) return 1;
  spelling->thousands = 1000 * spelling->number;
  if (!spelling->percent) spelling->thousands = round(spelling->thousands);
  return 1;
}
