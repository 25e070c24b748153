/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gnuplot's SVG, made fit for the web. */
#ifndef TSQP_SVG_H
#define TSQP_SVG_H

#include "plot/script.h"

/*
 * Rewrites the SVG that gnuplot wrote for our scripts: bold type (gnuplot names "Family:Bold" as the family), a list of
 * families for readers without the first, edges drawn smooth, the figure's own title for screen readers, and a size in points.
 */
int tsqp_improve_svg(const char *svg, size_t n, const char *font, const char *title, tsqp_script *improved);

#endif
