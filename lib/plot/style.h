/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look that all figures share: few colours that stay apart in grey and for the colour blind, fine lines. */
#ifndef TSQP_STYLE_H
#define TSQP_STYLE_H

#include "plot/scene.h"

#define TSQP_INK 0x1A1A1Au       /* texts, rules, intervals */
#define TSQP_FAINT_INK 0x5F6368u /* footnotes, null line */
#define TSQP_BLUE 0x3F6FA3u      /* studies */
#define TSQP_DARK_BLUE 0x1F3F66u /* overall effect */
#define TSQP_PALE_BLUE 0x8FB0D3u /* subgroups' effects */
#define TSQP_ORANGE 0xB4532Au    /* prediction interval, threshold */
#define TSQP_ZEBRA 0xF3F5F8u
#define TSQP_PALE 0xDCE4EEu /* fitted values */

#define TSQP_THIN 0.6
#define TSQP_LINE_WIDTH 0.9

static inline tsqp_style tsqp_line_style(uint32_t colour, double width) {
  return (tsqp_style){.width = width, .opacity = 1, .colour = colour};
}
static inline tsqp_style tsqp_dash_style(uint32_t colour, double width, double on, double off) {
  return (tsqp_style){.width = width, .on = on, .off = off, .opacity = 1, .colour = colour};
}
static inline tsqp_style tsqp_fill_style(uint32_t colour, double opacity) {
  return (tsqp_style){.opacity = opacity, .colour = colour};
}

#endif
