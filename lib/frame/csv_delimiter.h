/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The character between the cells of a CSV text. */
#ifndef TSQP_CSV_DELIMITER_H
#define TSQP_CSV_DELIMITER_H

#include "frame/csv_text.h"

/*
 * The one of , ; tab | that cuts the first lines into equally many cells, the most of them; where none does, the one that the
 * first line has most of; ',' where it has none. Two that do so equally well are refused. Commas
 * that all stand between digits are decimal marks where another one fits.
 */
int tsqp_csv_find_delimiter(const tsqp_csv_text *text, unsigned char *delimiter);

/* "semicolon" */
const char *tsqp_csv_delimiter_name(unsigned char delimiter);

#endif
