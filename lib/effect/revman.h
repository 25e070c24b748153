/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RevMan's own rules for counts: Deeks & Higgins 2010, Statistical algorithms in Review Manager 5. Its standardized mean difference is
 * in mean_rows.c; which studies are not estimable stands in the registry.
 */
#ifndef TSQP_REVMAN_H
#define TSQP_REVMAN_H

#include "effect/registry.h"

/* What is added to the cells of tables with a zero cell: Peto's method needs nothing. */
double tsqp_revman_default_add(const tsqp_measure *measure);

/*
 * 1 where the effect is of the cells as they are, and only its variance of the corrected ones: risk differences, and risk ratios of
 * tables where everyone had the event (1, which corrected cells of arms of different sizes would miss).
 */
int tsqp_revman_estimates_raw(const tsqp_measure *measure, const tsqp_study *raw);

#endif
