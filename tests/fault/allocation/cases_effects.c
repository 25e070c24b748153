/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effect sizes from every kind of record. */
#include "every_allocation.h"

#include <math.h>

enum { K = 4 };
static const double ai[K] = {4, 9, 0, 17}, bi[K] = {36, 53, 35, 93}, ci[K] = {14, 1, 5, 6},
                    di[K] = {28, 59, 28, 99};
static const double n1[K] = {40, 62, 35, 110}, n2[K] = {42, 60, 33, 105};
static const double m1[K] = {4.1, 5.2, 3.3, 6.4}, m2[K] = {3.9, 4.2, 3.6, 5}, sd1[K] = {1, 1.5, 2, 1.2},
                    sd2[K] = {1.1, 1.4, 1.8, 1.3};
static const double r[K] = {0.3, 0.5, -0.2, 0.6}, predictors[K] = {2, 3, 1, 2},
                    alpha[K] = {0.7, 0.8, 0.9, 0.75}, items[K] = {4, 5, 6, 7};
static const double time1[K] = {400, 620, 350, 1100}, time2[K] = {420, 600, 330, 1050},
                    r2[K] = {0.2, 0.3, 0.1, 0.4};

#define EFFECT(name, call)                                                                                   \
  static int name(every_try *t) {                                                                            \
    double yi[K] = {-7, -7, -7, -7}, vi[K] = {-7, -7, -7, -7};                                               \
    every_output(t, yi, sizeof yi);                                                                          \
    every_output(t, vi, sizeof vi);                                                                          \
    return EVERY(t, call);                                                                                   \
  }
#define RECORDS(type, ...) (&(type){.k = K, __VA_ARGS__})

static const tsq_means means = {.k = K, .m1 = m1, .sd1 = sd1, .n1 = n1, .m2 = m2, .sd2 = sd2, .n2 = n2};
static const tsq_tables tables = {.k = K, .ai = ai, .bi = bi, .ci = ci, .di = di};
static const tsq_rates rates = {.k = K, .x1i = ai, .t1i = time1, .x2i = ci, .t2i = time2};
static const tsq_proportions proportions = {.k = K, .xi = ai, .ni = n1};
static const tsq_counts counts = {.k = K, .xi = ai, .ti = time1};
static const tsq_single_means single_means = {.k = K, .mi = m1, .sdi = sd1, .ni = n1};
static const tsq_changes changes = {
    .k = K, .m1i = m1, .m2i = m2, .sd1i = sd1, .sd2i = sd2, .ni = n1, .ri = r};
static const tsq_correlations correlations = {.k = K, .ri = r, .ni = n1};
static const tsq_correlations partial = {.k = K, .ri = r, .ni = n1, .mi = predictors, .r2i = r2};
static const tsq_correlations determination = {.k = K, .ni = n1, .mi = predictors, .r2i = r2};
static const tsq_reliabilities reliabilities = {.k = K, .ai = alpha, .mi = items, .ni = n1};

static const char *const names[4] = {"ai", "n1i", "ci", "n2i"};
static const double *const columns[4] = {ai, n1, ci, n2};
static const tsq_records records = {.k = K, .n_columns = 4, .names = names, .columns = columns};

EFFECT(generic, tsq_effect(TSQ_OR, &records, NULL, yi, vi))
EFFECT(smd, tsq_effect_means(TSQ_SMD, &means, TSQ_EFFECT_OPTIONS(.vtype = TSQ_UB), yi, vi))
EFFECT(smdh, tsq_effect_means(TSQ_SMDH, &means, NULL, yi, vi))
EFFECT(biserial, tsq_effect_means(TSQ_RBIS, &means, NULL, yi, vi))
EFFECT(rr, tsq_effect_tables(TSQ_RR, &tables, NULL, yi, vi))
EFFECT(tetrachoric, tsq_effect_tables(TSQ_RTET, &tables, NULL, yi, vi))
EFFECT(irr, tsq_effect_rates(TSQ_IRR, &rates, NULL, yi, vi))
EFFECT(pft, tsq_effect_proportions(TSQ_PFT, &proportions, NULL, yi, vi))
EFFECT(ir, tsq_effect_counts(TSQ_IR, &counts, NULL, yi, vi))
EFFECT(smn, tsq_effect_single_means(TSQ_SMN, &single_means, NULL, yi, vi))
EFFECT(smcr, tsq_effect_changes(TSQ_SMCR, &changes, NULL, yi, vi))
EFFECT(zcor, tsq_effect_correlations(TSQ_ZCOR, &correlations, NULL, yi, vi))
EFFECT(ucor, tsq_effect_correlations(TSQ_UCOR, &correlations, NULL, yi, vi))
EFFECT(spcor, tsq_effect_correlations(TSQ_SPCOR, &partial, NULL, yi, vi))
EFFECT(r2_fixed, tsq_effect_correlations(TSQ_R2F, &determination, NULL, yi, vi))
EFFECT(abt, tsq_effect_reliabilities(TSQ_ABT, &reliabilities, NULL, yi, vi))

static int effect_ni(every_try *t) {
  double ni[K] = {-7, -7, -7, -7};
  every_output(t, ni, sizeof ni);
  return EVERY(t, tsq_effect_ni(TSQ_OR, &records, ni));
}

static int reasons(every_try *t) {
  int32_t out[K] = {-7, -7, -7, -7};
  every_output(t, out, sizeof out);
  return EVERY(t, tsq_effect_reasons(TSQ_OR, &records, NULL, out));
}

static int values(every_try *t) {
  double out[K] = {-7, -7, -7, -7};
  every_output(t, out, sizeof out);
  return EVERY(t, tsq_transform_values(TSQ_TRANSFORM_ZTOR, NULL, K, r, out));
}

static int slope(every_try *t) {
  double out[K] = {-7, -7, -7, -7};
  every_output(t, out, sizeof out);
  return EVERY(t, tsq_transform_slope(TSQ_TRANSFORM_ZTOR, NULL, K, r, out));
}

static int transformed_estimate(every_try *t) {
  static const tsq_estimate estimate = {0.2, 0.1, 2, INFINITY, 0.05, 0, 0.4};
  tsq_estimate out = {.estimate = -7};
  every_output(t, &out, sizeof out);
  return EVERY(t, tsq_transform_estimate(TSQ_TRANSFORM_EXP, NULL, &estimate, &out));
}

const every_case every_effects[] = {
    {"tsq_effect", "OR by named columns", generic, 1},
    {"tsq_effect_reasons", "OR", reasons, 1},
    {"tsq_effect_ni", "OR", effect_ni, 1},
    {"tsq_effect_means", "SMD", smd, 1},
    {"tsq_effect_means", "SMDH", smdh, 1},
    {"tsq_effect_means", "RBIS", biserial, 1},
    {"tsq_effect_tables", "RR", rr, 1},
    {"tsq_effect_tables", "RTET", tetrachoric, 1},
    {"tsq_effect_rates", "IRR", irr, 1},
    {"tsq_effect_proportions", "PFT", pft, 1},
    {"tsq_effect_counts", "IR", ir, 1},
    {"tsq_effect_single_means", "SMN", smn, 1},
    {"tsq_effect_changes", "SMCR", smcr, 1},
    {"tsq_effect_correlations", "ZCOR", zcor, 1},
    {"tsq_effect_correlations", "UCOR", ucor, 1},
    {"tsq_effect_correlations", "SPCOR", spcor, 1},
    {"tsq_effect_correlations", "R2 of fixed predictors", r2_fixed, 1},
    {"tsq_effect_reliabilities", "ABT", abt, 1},
    {"tsq_transform_values", "tanh", values, 1},
    {"tsq_transform_slope", "tanh", slope, 1},
    {"tsq_transform_estimate", "exp", transformed_estimate, 1},
    {NULL, NULL, NULL, 0},
};
