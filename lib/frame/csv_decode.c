/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/csv_decode.h"

#include "base/alloc.h"
#include "base/status.h"
#include "frame/csv_text.h"

#include <stdint.h>
#include <string.h>

/* The length of the UTF-8 character that begins at s (RFC 3629: no overlong forms, no surrogates), 0 if none does. */
static size_t character_length(const unsigned char *s, size_t n) {
  static const struct {
    unsigned char first_low, first_high, second_low, second_high;
    size_t length;
  } forms[] = {{0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
               {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
               {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
  if (s[0] < 0x80) return 1;
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
    if (s[0] < forms[i].first_low || s[0] > forms[i].first_high) continue;
    if (n < forms[i].length || s[1] < forms[i].second_low || s[1] > forms[i].second_high) return 0;
    for (size_t j = 2; j < forms[i].length; j++) {
      if ((s[j] & 0xC0) != 0x80) return 0;
    }
    return forms[i].length;
  }
  return 0;
}

/* Eight bytes at a time, as nearly all of nearly all files is ASCII. */
static size_t skip_ascii(const unsigned char *s, size_t n, size_t at) {
  for (uint64_t eight; at + 8 <= n; at += 8) {
    memcpy(&eight, s + at, 8);
    if ((eight & UINT64_C(0x8080808080808080)) != 0) break;
  }
  while (at < n && s[at] < 0x80)
    at++;
  return at;
}

/* The first byte that is no UTF-8 (n = none), and whether any character beyond ASCII is. */
static size_t first_foreign(const unsigned char *s, size_t n, int *has_utf8) {
  size_t foreign = n;
  *has_utf8 = 0;
  for (size_t i = skip_ascii(s, n, 0); i < n; i = skip_ascii(s, n, i)) {
    size_t length = character_length(s + i, n - i);
    if (length == 0 && foreign == n) foreign = i;
    if (length > 0) *has_utf8 = 1;
    i += length > 0 ? length : 1;
  }
  return foreign;
}

static size_t put_utf8(char *to, uint32_t c) {
  unsigned char *out = (unsigned char *)to;
  if (c < 0x80) {
    out[0] = (unsigned char)c;
    return 1;
  }
  size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  static const unsigned char lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (size_t i = n - 1; i > 0; i--, c >>= 6)
    out[i] = (unsigned char)(0x80 | (c & 0x3F));
  out[0] = (unsigned char)(lead[n] | c);
  return n;
}

/* What Windows-1252 has where Latin-1 has control characters; 0 = nothing. */
static const uint16_t windows_1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                          0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static int from_windows_1252(const char *bytes, size_t n, tsqp_decoded *decoded) {
  size_t used = 0, most = n;
  for (size_t i = 0; i < n; i++)
    most += (unsigned char)bytes[i] >= 0x80 ? 2 : 0;
  char *own = tsqp_malloc(most);
  if (own == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a text of %zu bytes", n);
  for (size_t i = 0; i < n; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    uint32_t c = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
    if (c == 0) {
      tsqp_free(own);
      return tsqp_fail(TSQ_ERR_PARSE,
                       "line %zu: byte 0x%02X is neither UTF-8 nor Windows-1252: save the file as UTF-8",
                       1 + tsqp_csv_count_lines(bytes, i), (unsigned)byte);
    }
    used += put_utf8(own + used, c);
  }
  *decoded = (tsqp_decoded){own, used, own, "Windows-1252"};
  return TSQ_OK;
}

static uint32_t unit_at(const unsigned char *s, size_t i, int big) {
  return big ? (uint32_t)(s[i] << 8 | s[i + 1]) : (uint32_t)(s[i + 1] << 8 | s[i]);
}

static int from_utf16(const char *bytes, size_t n, int big, size_t mark, tsqp_decoded *decoded) {
  const unsigned char *s = (const unsigned char *)bytes;
  if (n % 2 != 0) return tsqp_fail(TSQ_ERR_PARSE, "the text is UTF-16 and ends amid a character");
  char *own = tsqp_malloc(n / 2 * 3 + 1);
  if (own == NULL) return tsqp_fail(TSQ_ERR_NOMEM, "out of memory: a text of %zu bytes", n);
  size_t used = 0;
  for (size_t i = mark; i < n; i += 2) {
    uint32_t c = unit_at(s, i, big);
    if (c >= 0xD800 && c < 0xE000) { /* a pair of surrogates */
      uint32_t low = c < 0xDC00 && i + 2 < n ? unit_at(s, i + 2, big) : 0;
      if (low < 0xDC00 || low > 0xDFFF) {
        size_t line = 1 + tsqp_csv_count_lines(own, used);
        tsqp_free(own);
        return tsqp_fail(TSQ_ERR_PARSE, "line %zu: half a character (a lone UTF-16 surrogate)", line);
      }
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    used += put_utf8(own + used, c);
  }
  *decoded = (tsqp_decoded){own, used, own, "UTF-16"};
  return TSQ_OK;
}

/*
 * UTF-16 by its byte order mark, or because zeros are every other byte of the first ones, or nearly: 1 = little, 2 = big, 0 = it is
 * not. */
static int utf16_order(const unsigned char *s, size_t n, size_t *mark) {
  *mark = 2;
  if (n >= 2 && s[0] == 0xFF && s[1] == 0xFE) return 1;
  if (n >= 2 && s[0] == 0xFE && s[1] == 0xFF) return 2;
  *mark = 0;
  if (n < 4) return 0;
  size_t zeros[2] = {0, 0}, looked_at = n < 32 ? n / 2 * 2 : 32;
  for (size_t i = 0; i < looked_at; i++)
    zeros[i % 2] += s[i] == 0;
  if (zeros[1] > looked_at / 4 && zeros[0] == 0) return 1;
  if (zeros[0] > looked_at / 4 && zeros[1] == 0) return 2;
  return 0;
}

static int from_8_bits(const char *bytes, size_t n, tsqp_decoded *decoded) {
  const unsigned char *s = (const unsigned char *)bytes;
  int has_mark = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0, has_utf8;
  size_t foreign = first_foreign(s, n, &has_utf8);
  if (foreign == n) {
    size_t from = has_mark ? 3 : 0;
    *decoded = (tsqp_decoded){bytes + from, n - from, NULL, NULL};
    return TSQ_OK;
  }
  if (has_utf8) {
    return tsqp_fail(
        TSQ_ERR_PARSE,
        "line %zu: byte 0x%02X is not UTF-8, as other characters of the text are: save the file as "
        "UTF-8",
        1 + tsqp_csv_count_lines(bytes, foreign), (unsigned)s[foreign]);
  }
  return from_windows_1252(bytes, n, decoded);
}

int tsqp_csv_decode(const char *bytes, size_t n, tsqp_decoded *decoded) {
  size_t mark;
  int order = n > 0 ? utf16_order((const unsigned char *)bytes, n, &mark) : 0;
  tsqp_decoded made = {bytes, n, NULL, NULL};
  if (order > 0) {
    TSQP_TRY(from_utf16(bytes, n, order == 2, mark, &made));
  } else if (n > 0) {
    TSQP_TRY(from_8_bits(bytes, n, &made));
  }
  const char *zero = made.n > 0 ? memchr(made.bytes, '\0', made.n) : NULL;
  if (zero != NULL) {
    size_t line = 1 + tsqp_csv_count_lines(made.bytes, (size_t)(zero - made.bytes));
    tsqp_free(made.own);
    return tsqp_fail(TSQ_ERR_PARSE, "line %zu: a zero byte: this is not a text file", line);
  }
  *decoded = made;
  return TSQ_OK;
}
