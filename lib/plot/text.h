/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of a figure: made safe to draw, measured, shortened and wrapped. */
#ifndef TSQP_TEXT_H
#define TSQP_TEXT_H

#include "plot/arena.h"

#include <stdint.h>

typedef struct tsqp_font {
  double size; /* points */
  int bold;
} tsqp_font;

/*
 * The next character of a UTF-8 text; returns its bytes, 0 at the end. A malformed sequence is one byte that stands for
 * U+FFFD, the replacement character.
 */
size_t tsqp_next_character(const char *text, uint32_t *character);

/*
 * A copy that every terminal can draw on one line: well-formed UTF-8 (malformed bytes become U+FFFD), control characters
 * and line ends become spaces, and characters that reorder their neighbours invisibly are left out. NULL is "".
 */
char *tsqp_clean_text(tsqp_arena *arena, const char *text);

/* Width in points, by the advance widths of DejaVu Sans; wide (East Asian) characters count one em. */
double tsqp_text_width(const char *text, tsqp_font font);

/* The text itself where it fits, else its beginning and an ellipsis; NULL where there is no memory. */
const char *tsqp_shorten(tsqp_arena *arena, const char *text, tsqp_font font, double width);

/*
 * The lines of a text, broken at spaces (or inside a word that is wider than a line). Returns their number and writes a
 * pointer to the array of them; 0 for an empty text; SIZE_MAX where there is no memory.
 */
size_t tsqp_wrap(tsqp_arena *arena, const char *text, tsqp_font font, double width,
                 const char *const **lines);

#endif
