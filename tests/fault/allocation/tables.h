/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of four studies of two groups, one of them without events in one. */
#ifndef TESTS_ALLOCATION_TABLES_H
#define TESTS_ALLOCATION_TABLES_H

#include <tausq.h>

enum { TABLES = 4 };
static const double events1[TABLES] = {4, 9, 0, 17}, size1[TABLES] = {40, 62, 35, 110};
static const double events2[TABLES] = {14, 1, 5, 6}, size2[TABLES] = {42, 60, 33, 105};
static const tsq_tables tables = {.k = TABLES, .ai = events1, .n1i = size1, .ci = events2, .n2i = size2};
static const tsq_rates rates = {.k = TABLES, .x1i = events1, .t1i = size1, .x2i = events2, .t2i = size2};
static const tsq_proportions proportions = {.k = TABLES, .xi = events1, .ni = size1};

#endif
