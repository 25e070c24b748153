/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the numbers of one figure are printed: all in the same way, with the decimals that their intervals are worth. */
#ifndef TSQP_NUMBER_STYLE_H
#define TSQP_NUMBER_STYLE_H

#include "plot/plot_studies.h"
#include "plot/printed.h"

typedef struct tsqp_number_style {
  int digits;   /* decimals */
  int is_power; /* 1 = as 1.23 x 10^8 */
} tsqp_number_style;

/* `digits` as in tsq_forest: 0 = two, or what the typical interval asks for. Fails with TSQ_ERR_NOMEM. */
int tsqp_choose_number_style(tsqp_arena *arena, const tsqp_plot_studies *studies, tsqp_scale scale,
                             int digits, tsqp_number_style *style);

char *tsqp_styled_number(tsqp_arena *arena, tsqp_number_style style, double value);

#endif
