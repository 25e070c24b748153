/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The advance widths of DejaVu Sans, by ranges of characters. */
#ifndef TSQP_GLYPH_WIDTHS_H
#define TSQP_GLYPH_WIDTHS_H

#include <stddef.h>
#include <stdint.h>

typedef struct tsqp_glyph_range {
  uint32_t first, last; /* characters, inclusive */
  size_t offset;        /* of the first one in the tables of widths */
} tsqp_glyph_range;

extern const tsqp_glyph_range tsqp_glyph_ranges[];
extern const size_t tsqp_n_glyph_ranges;
extern const uint16_t tsqp_widths_regular[]; /* 1/2048 em */
extern const uint16_t tsqp_widths_bold[];

#endif
