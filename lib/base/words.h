/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of small notations such as "ablat=33, alloc=random": bare, or in quotes where they have other characters. */
#ifndef TSQP_WORDS_H
#define TSQP_WORDS_H

#include <stddef.h>

const char *tsqp_skip_spaces(const char *at);

/*
 * Copies the word at *at to `word` (room for strlen(*at) + 1 bytes) and moves *at behind it and the spaces after it. A word is
 * what stands between two equal quotes (" ' or `), or else everything up to one of the characters `stops`, without the spaces
 * around it. `what` names the notation in messages.
 */
int tsqp_read_word(const char **at, const char *stops, const char *what, char *word);

#endif
