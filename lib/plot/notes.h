/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fit says in a line below a figure. NULL where there is no memory. */
#ifndef TSQP_NOTES_H
#define TSQP_NOTES_H

#include "plot/arena.h"

#include <tausq/subgroup.h>

/* "Heterogeneity: tau2 = 0.31 (95% CI 0.12 to 1.11), I2 = 92.2% (...), Q = 152.2, df = 12, p < 0.001" */
char *tsqp_heterogeneity_note(tsqp_arena *arena, const tsq_fit *fit, int with_intervals);

/* "Overall effect: t = -3.9, df = 12, p = 0.002", or the test of the moderators. */
char *tsqp_test_note(tsqp_arena *arena, const tsq_fit *fit, int is_pooled);

/* "Test for subgroup differences: chi2 = 1.8, df = 2, p = 0.41" */
char *tsqp_subgroup_note(tsqp_arena *arena, const tsq_subgroups *subgroups);

/* The fit's conventions, with real superscripts and Greek letters. */
char *tsqp_conventions_note(tsqp_arena *arena, const tsq_fit *fit);

#endif
