/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fixed shape of every sum: 8 virtual lanes, folded in one fixed order. The shape never depends on the processor,
 * so neither do the bits of a result.
 */
#ifndef TSQP_LANES_H
#define TSQP_LANES_H

#include <stddef.h>

#define TSQP_LANES 8

/* Rows that are held in cache at once; a multiple of TSQP_LANES. */
#define TSQP_BLOCK 512

static inline double tsqp_fold(const double lane[TSQP_LANES]) {
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

#endif
