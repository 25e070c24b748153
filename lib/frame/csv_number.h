/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as programs write them. */
#ifndef TSQP_CSV_NUMBER_H
#define TSQP_CSV_NUMBER_H

#include <stddef.h>
#include <stdint.h>

/* 1 and the number where all of `text` (spaces around it aside) is a number with that decimal mark and without others, 0 otherwise. */
int tsqp_read_number(const char *text, int32_t decimal, double *number);

#endif
