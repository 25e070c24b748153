/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that everything shares: stated once. */
#ifndef TSQP_RULES_H
#define TSQP_RULES_H

/* A confidence level: 0 = `by_default`; else it lies between 0 and 1. `name` is the argument's in the message. */
int tsqp_resolve_level(const char *name, double by_default, double *level);

#endif
