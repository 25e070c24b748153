/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pooled 2 x 2 tables: Mantel-Haenszel, Peto, beta-binomial. */
#include "every_allocation.h"

#include "tables.h"

#define FIT(name, call)                                                                                      \
  static int name(every_try *t) {                                                                            \
    tsq_fit *fit = (tsq_fit *)(void *)t;                                                                     \
    every_handle(t, &fit);                                                                                   \
    int status = EVERY(t, call);                                                                             \
    if (status != TSQ_OK) return status;                                                                     \
    tsq_estimate first = tsq_coef(fit, 0);                                                                   \
    every_answer(t, &first, sizeof first);                                                                   \
    tsq_fit_free(fit);                                                                                       \
    return status;                                                                                           \
  }
FIT(mh_or, tsq_mh_tables(&tables, NULL, &fit))
FIT(mh_rd, tsq_mh_tables(&tables, TSQ_OPTIONS(.measure = TSQ_RD), &fit))
FIT(mh_irr, tsq_mh_rates(&rates, NULL, &fit))
FIT(peto, tsq_peto(&tables, NULL, &fit))
FIT(bb_or, tsq_beta_binomial(&tables, NULL, &fit))
FIT(bb_rr, tsq_beta_binomial(&tables, TSQ_OPTIONS(.measure = TSQ_RR), &fit))
FIT(bb_proportions, tsq_beta_binomial_proportions(&proportions, NULL, &fit))

static const char *const roles[4] = {"ai", "n1i", "ci", "n2i"}, *const labels[TABLES] = {"a", "b", "c", "d"};
static const double *const values[4] = {events1, size1, events2, size2};
static const tsq_columns columns = {.k = TABLES, .n = 4, .roles = roles, .values = values, .labels = labels};
FIT(by_columns, tsq_fit_columns("mh", &columns, NULL, &fit))

const every_case every_tables[] = {
    {"tsq_mh_tables", "OR", mh_or, 0},
    {"tsq_mh_tables", "RD", mh_rd, 0},
    {"tsq_mh_rates", "IRR", mh_irr, 0},
    {"tsq_peto", "OR", peto, 0},
    {"tsq_beta_binomial", "OR", bb_or, 0},
    {"tsq_beta_binomial", "RR", bb_rr, 0},
    {"tsq_beta_binomial_proportions", "one group", bb_proportions, 0},
    {"tsq_fit_columns", "mh, labelled", by_columns, 0},
    {NULL, NULL, NULL, 0},
};
