/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/text.h"

#include "plot/glyph_widths.h"

#include <string.h>

#define REPLACEMENT 0xFFFDu
#define ELLIPSIS "\xE2\x80\xA6"

static size_t expected_bytes(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/* Too long a form, a surrogate, or beyond Unicode. */
static int is_malformed(uint32_t c, size_t bytes) {
  return (bytes == 3 && c < 0x800) || (bytes == 4 && c < 0x10000) || (c >= 0xD800 && c <= 0xDFFF) ||
         c > 0x10FFFF;
}

size_t tsqp_next_character(const char *text, uint32_t *character) {
  const unsigned char *s = (const unsigned char *)text;
  if (s[0] == 0) return 0;
  size_t bytes = expected_bytes(s[0]);
  *character = REPLACEMENT;
  if (bytes == 0) return 1;
  uint32_t c = bytes == 1 ? s[0] : s[0] & (0x7Fu >> bytes);
  for (size_t i = 1; i < bytes; i++) {
    if ((s[i] & 0xC0) != 0x80) return 1; /* the text's end included */
    c = c << 6 | (s[i] & 0x3Fu);
  }
  if (is_malformed(c, bytes)) return 1;
  *character = c;
  return bytes;
}

static int is_control(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/* Marks that turn the direction of what follows them, and the byte order mark. */
static int is_reordering(uint32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

static int is_noncharacter(uint32_t c) {
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

char *tsqp_clean_text(tsqp_arena *arena, const char *text) {
  if (text == NULL) text = "";
  size_t length = strlen(text);
  char *clean = tsqp_arena_take(arena, length + 1, 3); /* U+FFFD has three bytes and may stand for one */
  char *end = clean;
  uint32_t c = 0;
  for (size_t bytes; clean != NULL && (bytes = tsqp_next_character(text, &c)) > 0; text += bytes) {
    if (is_reordering(c)) continue;
    if (is_control(c)) {
      *end++ = ' ';
    } else if (c == REPLACEMENT || is_noncharacter(c)) {
      memcpy(end, "\xEF\xBF\xBD", 3);
      end += 3;
    } else {
      memcpy(end, text, bytes);
      end += bytes;
    }
  }
  return clean;
}

static int is_between(uint32_t c, uint32_t first, uint32_t last) {
  return c >= first && c <= last;
}

/* Combining marks and other characters that take no room of their own. */
static int is_zero_width(uint32_t c) {
  return is_between(c, 0x300, 0x36F) || is_between(c, 0x200B, 0x200F) || is_between(c, 0x20D0, 0x20F0) ||
         is_between(c, 0xFE00, 0xFE0F) || is_between(c, 0x64B, 0x65F) || is_between(c, 0x591, 0x5BD);
}

/* Unicode Standard Annex 11: the blocks whose characters are wide or full width. */
static int is_wide(uint32_t c) {
  return is_between(c, 0x1100, 0x115F) || is_between(c, 0x2E80, 0xA4CF) || is_between(c, 0xAC00, 0xD7A3) ||
         is_between(c, 0xF900, 0xFAFF) || is_between(c, 0xFE30, 0xFE6F) || is_between(c, 0xFF00, 0xFF60) ||
         is_between(c, 0x20000, 0x3FFFD);
}

static double character_width(uint32_t c, int bold) {
  for (size_t i = 0; i < tsqp_n_glyph_ranges; i++) {
    const tsqp_glyph_range *range = &tsqp_glyph_ranges[i];
    if (c < range->first || c > range->last) continue;
    size_t at = range->offset + (c - range->first);
    return (bold ? tsqp_widths_bold[at] : tsqp_widths_regular[at]) / 2048.0;
  }
  if (is_zero_width(c)) return 0;
  if (is_between(c, 0x1F000, 0x1FAFF)) return 1.3; /* pictographs: colour fonts draw them wider than an em */
  return is_wide(c) ? 1 : 0.7;
}

double tsqp_text_width(const char *text, tsqp_font font) {
  double width = 0;
  uint32_t c = 0;
  for (size_t bytes; (bytes = tsqp_next_character(text, &c)) > 0; text += bytes)
    width += character_width(c, font.bold);
  return width * font.size;
}

/* How many bytes of the text are at most `width` wide; at least one character, so that a loop over it ends. */
static size_t bytes_that_fit(const char *text, tsqp_font font, double width) {
  size_t fit = 0;
  double used = 0;
  uint32_t c = 0;
  for (size_t bytes; (bytes = tsqp_next_character(text + fit, &c)) > 0; fit += bytes) {
    used += character_width(c, font.bold) * font.size;
    if (used > width && fit > 0) break;
  }
  return fit;
}

const char *tsqp_shorten(tsqp_arena *arena, const char *text, tsqp_font font, double width) {
  if (tsqp_text_width(text, font) <= width) return text;
  size_t fit = bytes_that_fit(text, font, width - tsqp_text_width(ELLIPSIS, font));
  while (fit > 0 && text[fit - 1] == ' ')
    fit--;
  return tsqp_arena_format(arena, "%.*s%s", (int)fit, text, ELLIPSIS);
}

/* Where the first line of the text ends. */
static size_t line_bytes(const char *text, tsqp_font font, double width) {
  size_t fit = bytes_that_fit(text, font, width);
  if (text[fit] == '\0' || text[fit] == ' ') return fit;
  for (size_t i = fit; i > 0; i--) {
    if (text[i - 1] == ' ') return i - 1;
  }
  return fit;
}

size_t tsqp_wrap(tsqp_arena *arena, const char *text, tsqp_font font, double width,
                 const char *const **lines) {
  size_t n = 0;
  const char **found = tsqp_arena_take(arena, strlen(text) + 1, sizeof *found);
  if (found == NULL) return SIZE_MAX;
  for (;;) {
    while (*text == ' ')
      text++;
    if (*text == '\0') break;
    size_t bytes = line_bytes(text, font, width);
    found[n] = tsqp_arena_format(arena, "%.*s", (int)bytes, text);
    if (found[n++] == NULL) return SIZE_MAX;
    text += bytes;
  }
  *lines = found;
  return n;
}
