/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What F12 and F13 have in common: a pooled proportion of participants, with its forest plot. */
#ifndef PROPORTION_H
#define PROPORTION_H

/* Pools the logits of responders.csv under a condition, prints and draws them, and writes the pooled percent, "40%". */
void pool_responders(const char *condition, const char *title, const char *picture, char figure[16]);

#endif
