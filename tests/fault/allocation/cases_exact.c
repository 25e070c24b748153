/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact intervals and tests of single studies. */
#include "every_allocation.h"

enum { K = 3 };
static const double xi[K] = {3, 0, 12}, ni[K] = {20, 15, 40}, ti[K] = {100, 50, 200};
static const double ai[K] = {3, 4, 12}, bi[K] = {17, 20, 28}, ci[K] = {7, 1, 6}, di[K] = {13, 24, 40};
static const tsq_proportions proportions = {.k = K, .xi = xi, .ni = ni};
static const tsq_counts counts = {.k = K, .xi = xi, .ti = ti};
static const tsq_tables tables = {.k = K, .ai = ai, .bi = bi, .ci = ci, .di = di};

#define COLUMN(t, name)                                                                                      \
  double name[K] = {-7, -7, -7};                                                                             \
  every_output(t, name, sizeof name)

#define OPTIONS(m) TSQ_EXACT_OPTIONS(.method = m)
#define INTERVAL(name, ask, records, m)                                                                      \
  static int name(every_try *t) {                                                                            \
    COLUMN(t, lower);                                                                                        \
    COLUMN(t, upper);                                                                                        \
    return EVERY(t, ask(&records, OPTIONS(m), lower, upper));                                                \
  }
#define TEST(name, ask, records, m)                                                                          \
  static int name(every_try *t) {                                                                            \
    COLUMN(t, p);                                                                                            \
    return EVERY(t, ask(&records, 0.2, OPTIONS(m), p));                                                      \
  }
#define ODDS(name, m)                                                                                        \
  static int name(every_try *t) {                                                                            \
    COLUMN(t, estimate);                                                                                     \
    COLUMN(t, lower);                                                                                        \
    COLUMN(t, upper);                                                                                        \
    COLUMN(t, p);                                                                                            \
    return EVERY(t, tsq_exact_odds_ratios(&tables, OPTIONS(m), estimate, lower, upper, p));                  \
  }

INTERVAL(clopper_pearson, tsq_exact_proportions, proportions, TSQ_EXACT_TAILS)
INTERVAL(proportions_midp, tsq_exact_proportions, proportions, TSQ_EXACT_MIDP)
INTERVAL(wilson, tsq_exact_proportions, proportions, TSQ_EXACT_SCORE)
INTERVAL(agresti_coull, tsq_exact_proportions, proportions, TSQ_EXACT_AGRESTI_COULL)
INTERVAL(jeffreys, tsq_exact_proportions, proportions, TSQ_EXACT_JEFFREYS)
INTERVAL(garwood, tsq_exact_rates, counts, TSQ_EXACT_TAILS)
INTERVAL(rates_midp, tsq_exact_rates, counts, TSQ_EXACT_MIDP)
INTERVAL(rates_jeffreys, tsq_exact_rates, counts, TSQ_EXACT_JEFFREYS)
TEST(proportion_test, tsq_exact_proportion_tests, proportions, TSQ_EXACT_TAILS)
TEST(rate_test, tsq_exact_rate_tests, counts, TSQ_EXACT_MIDP)
ODDS(cornfield, TSQ_EXACT_TAILS)
ODDS(odds_midp, TSQ_EXACT_MIDP)

const every_case every_exact[] = {
    {"tsq_exact_proportions", "Clopper-Pearson", clopper_pearson, 0},
    {"tsq_exact_proportions", "mid-p", proportions_midp, 0},
    {"tsq_exact_proportions", "Wilson", wilson, 0},
    {"tsq_exact_proportions", "Agresti-Coull", agresti_coull, 0},
    {"tsq_exact_proportions", "Jeffreys", jeffreys, 0},
    {"tsq_exact_rates", "Garwood", garwood, 0},
    {"tsq_exact_rates", "mid-p", rates_midp, 0},
    {"tsq_exact_rates", "Jeffreys", rates_jeffreys, 0},
    {"tsq_exact_proportion_tests", "exact", proportion_test, 0},
    {"tsq_exact_rate_tests", "mid-p", rate_test, 0},
    {"tsq_exact_odds_ratios", "Cornfield", cornfield, 0},
    {"tsq_exact_odds_ratios", "mid-p", odds_midp, 0},
    {NULL, NULL, NULL, 0},
};
