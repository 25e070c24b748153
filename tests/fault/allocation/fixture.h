/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cases share: the BCG trials, pooled and regressed, as fits that are made once. */
#ifndef TESTS_ALLOCATION_FIXTURE_H
#define TESTS_ALLOCATION_FIXTURE_H

#include <tausq.h>

/* Log risk ratios with latitude and year as moderators; study 4 is incomplete. Labels, names and weights are given. */
tsq_data fixture_data(void);
/* The same without moderators, weights and gap. */
tsq_data fixture_pooled_data(void);

/* A fit of either, made before anything fails; the caller frees it. */
tsq_fit *fixture_fit(const tsq_data *data, const tsq_options *options);

#endif
