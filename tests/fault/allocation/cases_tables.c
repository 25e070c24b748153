/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pooled 2 x 2 tables: Mantel-Haenszel, Peto, beta-binomial. */
#include "every_allocation.h"

#include "tables.h"

#define RESULT(name, type, call)                                                                             \
  static int name(every_try *t) {                                                                            \
    type out = {.size = sizeof out};                                                                         \
    every_output(t, &out, sizeof out);                                                                       \
    return EVERY(t, call);                                                                                   \
  }
RESULT(mh_or, tsq_mh_result, tsq_mh_tables(TSQ_OR, &tables, NULL, &out))
RESULT(mh_rd, tsq_mh_result, tsq_mh_tables(TSQ_RD, &tables, NULL, &out))
RESULT(mh_irr, tsq_mh_result, tsq_mh_rates(TSQ_IRR, &rates, NULL, &out))
RESULT(peto, tsq_mh_result, tsq_peto(&tables, NULL, &out))
RESULT(bb_or, tsq_beta_binomial_result, tsq_beta_binomial(TSQ_OR, &tables, NULL, &out))
RESULT(bb_rr, tsq_beta_binomial_result, tsq_beta_binomial(TSQ_RR, &tables, NULL, &out))
RESULT(bb_proportions, tsq_beta_binomial_result, tsq_beta_binomial_proportions(&proportions, NULL, &out))

const every_case every_tables[] = {
    {"tsq_mh_tables", "OR", mh_or, 0},
    {"tsq_mh_tables", "RD", mh_rd, 0},
    {"tsq_mh_rates", "IRR", mh_irr, 0},
    {"tsq_peto", "OR", peto, 0},
    {"tsq_beta_binomial", "OR", bb_or, 0},
    {"tsq_beta_binomial", "RR", bb_rr, 0},
    {"tsq_beta_binomial_proportions", "one group", bb_proportions, 0},
    {NULL, NULL, NULL, 0},
};
