/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record structs that models take, member by member. */
#include "base/options.h"
#include "fit/input.h"

#include <tausq/effect.h>
#include <tausq/glmm.h>
#include <tausq/rma.h>

#include <assert.h>

TSQP_NO_PADDING(tsq_data, lines, 12 * sizeof(void *));
TSQP_NO_PADDING(tsq_glmm_data, lines, 22 * sizeof(void *));
static_assert(sizeof(tsq_glmm_data) <= sizeof(tsqp_records), "room for every record struct");

#define ROLE(type, member) {#member, offsetof(type, member)}
#define END {NULL, 0}

static const tsqp_column data_columns[] = {ROLE(tsq_data, yi), ROLE(tsq_data, vi), ROLE(tsq_data, sei),
                                           ROLE(tsq_data, weights), END};
const tsqp_layout tsqp_data_layout = {.name = "tsq_data",
                                      .what = "data",
                                      .bytes = sizeof(tsq_data),
                                      .k = offsetof(tsq_data, k),
                                      .x = offsetof(tsq_data, x),
                                      .p = offsetof(tsq_data, p),
                                      .ldx = offsetof(tsq_data, ldx),
                                      .x_names = offsetof(tsq_data, x_names),
                                      .labels = offsetof(tsq_data, labels),
                                      .lines = offsetof(tsq_data, lines),
                                      .columns = data_columns};

#define PLAIN(type, title, columns_)                                                                         \
  {.name = #type, .what = title, .bytes = sizeof(type), .k = offsetof(type, k), .labels = offsetof(type, labels), \
   .lines = offsetof(type, lines), .columns = columns_}

static const tsqp_column table_columns[] = {ROLE(tsq_tables, ai),  ROLE(tsq_tables, bi),  ROLE(tsq_tables, ci),
                                            ROLE(tsq_tables, di),  ROLE(tsq_tables, n1i), ROLE(tsq_tables, n2i),
                                            END};
const tsqp_layout tsqp_tables_layout = PLAIN(tsq_tables, "tables", table_columns);

static const tsqp_column rate_columns[] = {ROLE(tsq_rates, x1i), ROLE(tsq_rates, t1i), ROLE(tsq_rates, x2i),
                                           ROLE(tsq_rates, t2i), END};
const tsqp_layout tsqp_rates_layout = PLAIN(tsq_rates, "rates", rate_columns);

static const tsqp_column proportion_columns[] = {ROLE(tsq_proportions, xi), ROLE(tsq_proportions, mi),
                                                 ROLE(tsq_proportions, ni), END};
const tsqp_layout tsqp_proportions_layout = PLAIN(tsq_proportions, "records", proportion_columns);

#define G(member) ROLE(tsq_glmm_data, member)
static const tsqp_column glmm_columns[] = {G(ai),  G(bi),  G(ci),  G(di), G(n1i), G(n2i), G(x1i), G(t1i),
                                           G(x2i), G(t2i), G(xi),  G(mi), G(ni),  G(ti),  END};
const tsqp_layout tsqp_glmm_layout = {.name = "tsq_glmm_data",
                                      .what = "data",
                                      .bytes = sizeof(tsq_glmm_data),
                                      .k = offsetof(tsq_glmm_data, k),
                                      .x = offsetof(tsq_glmm_data, x),
                                      .p = offsetof(tsq_glmm_data, p),
                                      .ldx = offsetof(tsq_glmm_data, ldx),
                                      .x_names = offsetof(tsq_glmm_data, x_names),
                                      .labels = offsetof(tsq_glmm_data, labels),
                                      .lines = offsetof(tsq_glmm_data, lines),
                                      .columns = glmm_columns};
