/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gnuplot's SVG, made fit for the web. */
#ifndef TSQP_SVG_H
#define TSQP_SVG_H

#include "plot/script.h"

/* What is said of a figure in words. */
typedef struct tsqp_svg_words {
  const char *title, *description; /* clean */
  const tsqp_hint *hints;          /* [n_hints]: shown where a reader points, over everything else */
  size_t n_hints;
} tsqp_svg_words;

/*
 * Rewrites the SVG that gnuplot wrote for our scripts: bold type (gnuplot names "Family:Bold" as the family), a list of
 * families for readers without the first, edges drawn smooth, the figure's own title and description for screen readers, a size in
 * points, hints instead of the names of gnuplot's data, and no "]]>" in texts, which XML forbids.
 */
int tsqp_improve_svg(const char *svg, size_t n, const char *font, const tsqp_svg_words *words,
                     tsqp_script *improved);

#endif
