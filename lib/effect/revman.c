/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect/revman.h"

#include <tausq/effect.h>

double tsqp_revman_default_add(const tsqp_measure *measure) {
  return measure->value == TSQ_PETO ? 0 : measure->default_add;
}

int tsqp_revman_estimates_raw(const tsqp_measure *measure, const tsqp_study *raw) {
  if (measure->value == TSQ_RD) return 1;
  return measure->value == TSQ_RR && raw->bi == 0 && raw->di == 0;
}
