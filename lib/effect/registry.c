/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every measure: one entry here, one row function in the file of its kind. */
#include "effect/registry.h"

#include "base/names.h"
#include "base/options.h"
#include "base/status.h"
#include "effect/rows.h"

#include <tausq/transform.h>

#include <math.h>
#include <stdlib.h>

#define VTYPES(...) ((const int32_t[]){__VA_ARGS__, 0})
#define INPUTS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define LS_ONLY VTYPES(TSQ_LS)

/* clang-format off */
#define ENTRY(code_, name, title_, label, kind_, vtypes_, null_, transform_, ...)                            \
  {.value = TSQ_##code_, .code = #code_, .title = title_, .axis_label = label,                               \
   .kind = &tsqp_kind_##kind_, .row = tsqp_row_##name, .vtypes = vtypes_, .null_value = null_,               \
   .transform = transform_, __VA_ARGS__}

#define NO_NULL NAN
#define PLAIN 0
#define EXP TSQ_TRANSFORM_EXP
#define ZTOR TSQ_TRANSFORM_ZTOR
#define HALF .default_add = 0.5
#define NOTHING_ADDED .default_add = 0
#define NEEDS_EVENTS .no_information = TSQP_NOT_DOUBLE_ZERO
#define NEEDS_BOTH .no_information = TSQP_NOT_DOUBLE_ZERO_OR_FULL

#define D_INPUTS .inputs = INPUTS("m1i sd1i n1i m2i sd2i n2i", "di n1i n2i", "ti n1i n2i", "pi n1i n2i", "ri n1i n2i")
#define CHANGE_D_INPUTS .inputs = INPUTS("m1i m2i sd1i sd2i ni ri", "di ni", "ti ni", "pi ni")
#define PARTIAL_INPUTS .inputs = INPUTS("ti mi ni", "ri mi ni", "pi mi ni")
#define SEMI_INPUTS .inputs = INPUTS("ti mi ni r2i", "ri mi ni r2i", "pi mi ni r2i")
#define R2_INPUTS .inputs = INPUTS("r2i mi ni", "fi mi ni", "pi mi ni")

static const tsqp_measure measures[] = {
  /* 2 x 2 tables */
  ENTRY(RR, rr, "Log risk ratio", "Risk ratio", tables, VTYPES(TSQ_LS, TSQ_AV, TSQ_H0), 0, EXP, HALF, NEEDS_EVENTS,
        .pool = tsqp_pool_risks),
  ENTRY(OR, or, "Log odds ratio", "Odds ratio", tables, VTYPES(TSQ_LS, TSQ_AV, TSQ_H0), 0, EXP, HALF, NEEDS_BOTH,
        .pool = tsqp_pool_risks),
  ENTRY(RD, rd, "Risk difference", "Risk difference", tables, VTYPES(TSQ_LS, TSQ_UB, TSQ_AV, TSQ_H0), 0, PLAIN, HALF,
        .pool = tsqp_pool_risks),
  ENTRY(AS, as, "Arcsine square root transformed risk difference", "Arcsine difference", tables, LS_ONLY, 0, PLAIN,
        NOTHING_ADDED),
  ENTRY(PETO, peto, "Log odds ratio (Peto's method)", "Odds ratio (Peto)", tables, LS_ONLY, 0, EXP, HALF, NEEDS_BOTH),
  ENTRY(PHI, phi, "Phi coefficient", "Phi coefficient", tables, VTYPES(TSQ_CS, TSQ_ST), 0, PLAIN, NOTHING_ADDED),
  ENTRY(ZPHI, zphi, "Fisher's z transformed phi coefficient", "Phi coefficient", tables, VTYPES(TSQ_CS, TSQ_ST), 0,
        ZTOR, NOTHING_ADDED),
  ENTRY(YUQ, yuq, "Yule's Q", "Yule's Q", tables, LS_ONLY, 0, PLAIN, HALF, NEEDS_BOTH),
  ENTRY(YUY, yuy, "Yule's Y", "Yule's Y", tables, LS_ONLY, 0, PLAIN, HALF, NEEDS_BOTH),
  ENTRY(RTET, rtet, "Tetrachoric correlation", "Tetrachoric correlation", tables, LS_ONLY, 0, PLAIN, NOTHING_ADDED),
  ENTRY(ZTET, ztet, "Fisher's z transformed tetrachoric correlation", "Tetrachoric correlation", tables, LS_ONLY, 0,
        ZTOR, NOTHING_ADDED),
  ENTRY(PBIT, pbit, "Probit transformed risk difference", "Standardized mean difference", tables, LS_ONLY, 0, PLAIN,
        HALF, NEEDS_BOTH),
  ENTRY(OR2D, or2d, "Odds ratio as standardized mean difference (logistic)", "Standardized mean difference", tables,
        LS_ONLY, 0, PLAIN, HALF, NEEDS_BOTH),
  ENTRY(OR2DN, or2dn, "Odds ratio as standardized mean difference (normal)", "Standardized mean difference", tables,
        LS_ONLY, 0, PLAIN, HALF, NEEDS_BOTH),
  /* paired 2 x 2 tables */
  ENTRY(MPRR, mprr, "Matched pairs marginal log risk ratio", "Risk ratio", paired_tables, LS_ONLY, 0, EXP, HALF),
  ENTRY(MPOR, mpor, "Matched pairs marginal log odds ratio", "Odds ratio", paired_tables, LS_ONLY, 0, EXP, HALF),
  ENTRY(MPRD, mprd, "Matched pairs marginal risk difference", "Risk difference", paired_tables, LS_ONLY, 0, PLAIN,
        HALF),
  ENTRY(MPORC, mporc, "Matched pairs conditional log odds ratio", "Odds ratio", paired_tables, LS_ONLY, 0, EXP, HALF),
  ENTRY(MPPETO, mppeto, "Matched pairs conditional log odds ratio (Peto's method)", "Odds ratio (Peto)",
        paired_tables, LS_ONLY, 0, EXP, HALF),
  ENTRY(MPORM, mporm, "Matched pairs marginal log odds ratio (from marginal tables)", "Odds ratio", paired_tables,
        LS_ONLY, 0, EXP, HALF,
        .inputs = INPUTS("ai bi ci di ri", "ai n1i ci n2i ri", "ai bi ci di pi", "ai n1i ci n2i pi")),
  /* two rates */
  ENTRY(IRR, irr, "Log incidence rate ratio", "Incidence rate ratio", rates, LS_ONLY, 0, EXP, HALF, NEEDS_EVENTS),
  ENTRY(IRD, ird, "Incidence rate difference", "Incidence rate difference", rates, LS_ONLY, 0, PLAIN, HALF),
  ENTRY(IRSD, irsd, "Square root transformed incidence rate difference", "Square root rate difference", rates, LS_ONLY,
        0, PLAIN, NOTHING_ADDED),
  /* two means */
  ENTRY(MD, md, "Mean difference", "Mean difference", means, VTYPES(TSQ_LS, TSQ_UB, TSQ_HO), 0, PLAIN, NOTHING_ADDED),
  ENTRY(SMD, smd, "Standardized mean difference", "Standardized mean difference", means,
        VTYPES(TSQ_LS, TSQ_LS2, TSQ_UB, TSQ_AV, TSQ_H0), 0, PLAIN, .pool = tsqp_pool_smd, D_INPUTS),
  ENTRY(SMDH, smdh, "Standardized mean difference (heteroscedastic)", "Standardized mean difference", means,
        VTYPES(TSQ_LS, TSQ_LS2, TSQ_LS3), 0, PLAIN, NOTHING_ADDED),
  ENTRY(SMD1, smd1, "Standardized mean difference (SD of group 2)", "Standardized mean difference", means,
        VTYPES(TSQ_LS, TSQ_LS2, TSQ_UB, TSQ_AV, TSQ_H0), 0, PLAIN, .pool = tsqp_pool_smd1,
        .inputs = INPUTS("m1i n1i m2i sd2i n2i")),
  ENTRY(SMD1H, smd1h, "Standardized mean difference (SD of group 2, heteroscedastic)", "Standardized mean difference",
        means, LS_ONLY, 0, PLAIN, NOTHING_ADDED),
  ENTRY(ROM, rom, "Log ratio of means", "Ratio of means", means,
        VTYPES(TSQ_LS, TSQ_LS2, TSQ_HO, TSQ_AV, TSQ_AVHO), 0, EXP, .pool = tsqp_pool_cv),
  ENTRY(VR, vr, "Log variability ratio", "Variability ratio", means, VTYPES(TSQ_LS, TSQ_LS2), 0, EXP,
        .inputs = INPUTS("sd1i n1i sd2i n2i")),
  ENTRY(CVR, cvr, "Log coefficient of variation ratio", "Coefficient of variation ratio", means,
        VTYPES(TSQ_LS, TSQ_LS2), 0, EXP, NOTHING_ADDED),
  ENTRY(RPB, rpb, "Point-biserial correlation", "Point-biserial correlation", means, VTYPES(TSQ_ST, TSQ_CS), 0, PLAIN,
        D_INPUTS),
  ENTRY(ZPB, zpb, "Fisher's z transformed point-biserial correlation", "Point-biserial correlation", means,
        VTYPES(TSQ_ST, TSQ_CS), 0, ZTOR, D_INPUTS),
  ENTRY(RBIS, rbis, "Biserial correlation", "Biserial correlation", means, LS_ONLY, 0, PLAIN, D_INPUTS),
  ENTRY(ZBIS, zbis, "Fisher's z transformed biserial correlation", "Biserial correlation", means, LS_ONLY, 0, ZTOR,
        D_INPUTS),
  ENTRY(D2OR, d2or, "Standardized mean difference as log odds ratio (logistic)", "Odds ratio", means, LS_ONLY, 0, EXP,
        D_INPUTS),
  ENTRY(D2ORN, d2orn, "Standardized mean difference as log odds ratio (normal)", "Odds ratio", means, LS_ONLY, 0, EXP,
        D_INPUTS),
  ENTRY(CLESN, clesn, "Probability of superiority (normal)", "Probability of superiority", means,
        VTYPES(TSQ_LS, TSQ_LS2, TSQ_LS3, TSQ_HO), 0.5, PLAIN, D_INPUTS),
  ENTRY(CLES, cles, "Probability of superiority", "Probability of superiority", superiority,
        VTYPES(TSQ_LS, TSQ_LS2, TSQ_H0, TSQ_VMAX), 0.5, PLAIN, NOTHING_ADDED),
  /* correlations */
  ENTRY(COR, cor, "Correlation coefficient", "Correlation", correlations, VTYPES(TSQ_LS, TSQ_AV, TSQ_H0), 0, PLAIN,
        .pool = tsqp_pool_cor),
  ENTRY(UCOR, ucor, "Bias-corrected correlation coefficient", "Correlation", correlations,
        VTYPES(TSQ_LS, TSQ_UB, TSQ_AV, TSQ_H0), 0, PLAIN, .pool = tsqp_pool_ucor),
  ENTRY(ZCOR, zcor, "Fisher's z transformed correlation coefficient", "Correlation", correlations, LS_ONLY, 0, ZTOR,
        NOTHING_ADDED),
  ENTRY(PCOR, pcor, "Partial correlation coefficient", "Partial correlation", correlations, VTYPES(TSQ_LS, TSQ_AV), 0,
        PLAIN, .pool = tsqp_pool_pcor, PARTIAL_INPUTS),
  ENTRY(ZPCOR, zpcor, "Fisher's z transformed partial correlation", "Partial correlation", correlations, LS_ONLY, 0,
        ZTOR, PARTIAL_INPUTS),
  ENTRY(SPCOR, spcor, "Semi-partial correlation coefficient", "Semi-partial correlation", correlations,
        VTYPES(TSQ_LS, TSQ_AV), 0, PLAIN, .pool = tsqp_pool_spcor, SEMI_INPUTS),
  ENTRY(ZSPCOR, zspcor, "Fisher's z transformed semi-partial correlation", "Semi-partial correlation", correlations,
        VTYPES(TSQ_LS, TSQ_AV), 0, ZTOR, .pool = tsqp_pool_spcor, SEMI_INPUTS),
  ENTRY(R2, r2, "Coefficient of determination", "R squared", correlations,
        VTYPES(TSQ_LS, TSQ_LS2, TSQ_AV, TSQ_AV2), NO_NULL, PLAIN, .pool = tsqp_pool_r2, R2_INPUTS),
  ENTRY(ZR2, zr2, "Fisher's z transformed coefficient of determination", "R squared", correlations, LS_ONLY, NO_NULL,
        TSQ_TRANSFORM_ZTOR2, R2_INPUTS),
  ENTRY(R2F, r2f, "Coefficient of determination (fixed predictors)", "R squared", correlations, LS_ONLY, NO_NULL, PLAIN,
        R2_INPUTS),
  ENTRY(ZR2F, zr2f, "Fisher's z transformed coefficient of determination (fixed predictors)", "R squared", correlations,
        LS_ONLY, NO_NULL, TSQ_TRANSFORM_ZTOR2, R2_INPUTS),
  /* one proportion */
  ENTRY(PR, pr, "Proportion", "Proportion", proportions, VTYPES(TSQ_LS, TSQ_UB, TSQ_AV), NO_NULL, PLAIN, HALF,
        .pool = tsqp_pool_proportion),
  ENTRY(PLN, pln, "Log transformed proportion", "Proportion", proportions, VTYPES(TSQ_LS, TSQ_AV), NO_NULL, EXP, HALF,
        .pool = tsqp_pool_proportion),
  ENTRY(PLO, plo, "Logit transformed proportion", "Proportion", proportions, VTYPES(TSQ_LS, TSQ_AV), NO_NULL,
        TSQ_TRANSFORM_ILOGIT, HALF, .pool = tsqp_pool_proportion),
  ENTRY(PRZ, prz, "Probit transformed proportion", "Proportion", proportions, LS_ONLY, NO_NULL,
        TSQ_TRANSFORM_IPROBIT, HALF),
  ENTRY(PAS, pas, "Arcsine square root transformed proportion", "Proportion", proportions, LS_ONLY, NO_NULL,
        TSQ_TRANSFORM_IARCSIN, NOTHING_ADDED),
  ENTRY(PFT, pft, "Freeman-Tukey double arcsine transformed proportion", "Proportion", proportions, LS_ONLY, NO_NULL,
        TSQ_TRANSFORM_IPFT_HM, NOTHING_ADDED),
  /* one rate */
  ENTRY(IR, ir, "Incidence rate", "Incidence rate", counts, LS_ONLY, NO_NULL, PLAIN, HALF),
  ENTRY(IRLN, irln, "Log transformed incidence rate", "Incidence rate", counts, LS_ONLY, NO_NULL, EXP, HALF),
  ENTRY(IRS, irs, "Square root transformed incidence rate", "Incidence rate", counts, LS_ONLY, NO_NULL,
        TSQ_TRANSFORM_ISQRT, NOTHING_ADDED),
  ENTRY(IRFT, irft, "Freeman-Tukey transformed incidence rate", "Incidence rate", counts, LS_ONLY, NO_NULL,
        TSQ_TRANSFORM_IIRFT_HM, NOTHING_ADDED),
  /* one mean */
  ENTRY(MN, mn, "Mean", "Mean", single_means, VTYPES(TSQ_LS, TSQ_HO), NO_NULL, PLAIN, .pool = tsqp_pool_variance),
  ENTRY(MNLN, mnln, "Log transformed mean", "Mean", single_means, LS_ONLY, NO_NULL, EXP, NOTHING_ADDED),
  ENTRY(SMN, smn, "Standardized mean", "Standardized mean", single_means, LS_ONLY, 0, PLAIN, NOTHING_ADDED),
  ENTRY(SDLN, sdln, "Log transformed standard deviation", "Standard deviation", single_means, LS_ONLY, NO_NULL, EXP,
        .inputs = INPUTS("sdi ni")),
  ENTRY(CVLN, cvln, "Log transformed coefficient of variation", "Coefficient of variation", single_means, LS_ONLY,
        NO_NULL, EXP, NOTHING_ADDED),
  /* changes */
  ENTRY(MC, mc, "Mean change", "Mean change", changes, LS_ONLY, 0, PLAIN, NOTHING_ADDED),
  ENTRY(SMCC, smcc, "Standardized mean change (SD of change)", "Standardized mean change", changes,
        VTYPES(TSQ_LS, TSQ_LS2, TSQ_UB, TSQ_H0), 0, PLAIN, CHANGE_D_INPUTS),
  ENTRY(SMCR, smcr, "Standardized mean change (SD at time 1)", "Standardized mean change", changes,
        VTYPES(TSQ_LS, TSQ_LS2, TSQ_UB, TSQ_H0), 0, PLAIN, .inputs = INPUTS("m1i m2i sd1i ni ri")),
  ENTRY(SMCRH, smcrh, "Standardized mean change (SD at time 1, heteroscedastic)", "Standardized mean change", changes,
        VTYPES(TSQ_LS, TSQ_LS2), 0, PLAIN, NOTHING_ADDED),
  ENTRY(SMCRP, smcrp, "Standardized mean change (average SD)", "Standardized mean change", changes, LS_ONLY, 0, PLAIN,
        NOTHING_ADDED),
  ENTRY(SMCRPH, smcrph, "Standardized mean change (average SD, heteroscedastic)", "Standardized mean change", changes,
        VTYPES(TSQ_LS, TSQ_LS2), 0, PLAIN, NOTHING_ADDED),
  ENTRY(ROMC, romc, "Log ratio of means (change)", "Ratio of means", changes, LS_ONLY, 0, EXP, NOTHING_ADDED),
  ENTRY(VRC, vrc, "Log variability ratio (change)", "Variability ratio", changes, LS_ONLY, 0, EXP,
        .inputs = INPUTS("sd1i sd2i ni ri")),
  ENTRY(CVRC, cvrc, "Log coefficient of variation ratio (change)", "Coefficient of variation ratio", changes, LS_ONLY,
        0, EXP, NOTHING_ADDED),
  ENTRY(CLESCN, clescn, "Probability of superiority (normal, dependent samples)", "Probability of superiority",
        changes, LS_ONLY, 0.5, PLAIN, NOTHING_ADDED),
  /* reliability, genotypes, given */
  ENTRY(ARAW, araw, "Cronbach's alpha", "Cronbach's alpha", reliabilities, LS_ONLY, NO_NULL, PLAIN, NOTHING_ADDED),
  ENTRY(AHW, ahw, "Hakstian-Whalen transformed alpha", "Cronbach's alpha", reliabilities, LS_ONLY, NO_NULL,
        TSQ_TRANSFORM_IAHW, NOTHING_ADDED),
  ENTRY(ABT, abt, "Bonett transformed alpha", "Cronbach's alpha", reliabilities, LS_ONLY, NO_NULL, TSQ_TRANSFORM_IABT,
        NOTHING_ADDED),
  ENTRY(REH, reh, "Log relative excess heterozygosity", "Relative excess heterozygosity", genotypes, LS_ONLY, 0, EXP,
        NOTHING_ADDED),
  ENTRY(GEN, given, "Observed outcome", "Observed outcome", given, LS_ONLY, 0, PLAIN, NOTHING_ADDED),
  ENTRY(HR, given, "Log hazard ratio", "Hazard ratio", given, LS_ONLY, 0, EXP, NOTHING_ADDED),
  ENTRY(HD, given, "Hazard difference", "Hazard difference", given, LS_ONLY, 0, PLAIN, NOTHING_ADDED)
};
/* clang-format on */

/* The values of the table are ascending: a test holds it. */
static int compare(const void *key, const void *entry) {
  int32_t value = *(const int32_t *)key, other = ((const tsqp_measure *)entry)->value;
  return (value > other) - (value < other);
}

const tsqp_measure *tsqp_find_measure(int32_t value) {
  return bsearch(&value, measures, TSQP_COUNT(measures), sizeof measures[0], compare);
}

size_t tsq_measure_count(void) {
  return TSQP_COUNT(measures);
}

int32_t tsq_measure_at(size_t index) {
  return index < TSQP_COUNT(measures) ? measures[index].value : 0;
}

int tsq_get_measure_info(int32_t value, tsq_measure_info *info) {
  tsqp_clear_error();
  TSQP_NOT_NULL(info);
  const tsqp_measure *m = tsqp_find_measure(value);
  if (m == NULL) return tsqp_fail(TSQ_ERR_ARGUMENT, "measure = %d: there is no such measure", (int)value);
  tsq_measure_info known = {.code = m->code,
                            .title = m->title,
                            .axis_label = m->axis_label,
                            .inputs = tsqp_inputs(m),
                            .vtypes = m->vtypes,
                            .default_add = m->default_add,
                            .null_value = m->null_value,
                            .null_shown =
                                m->transform == TSQ_TRANSFORM_EXP ? exp(m->null_value) : m->null_value,
                            .measure = m->value,
                            .kind = m->kind->value,
                            .transform = m->transform};
  while (known.inputs[known.n_inputs] != NULL) {
    known.n_inputs++;
  }
  while (known.vtypes[known.n_vtypes] != 0) {
    known.n_vtypes++;
  }
  return tsqp_write_result(&known, sizeof known, sizeof known, info, "tsq_measure_info");
}

/* --- names --- */

const char *tsq_measure_name(int32_t value) {
  const tsqp_measure *m = tsqp_find_measure(value);
  return m != NULL ? m->code : NULL;
}

static const tsqp_name aliases[] = {{TSQ_OR2D, "OR2DL"}, {TSQ_D2OR, "D2ORL"},   {TSQ_CLES, "AUC"},
                                    {TSQ_CLESN, "AUCN"}, {TSQ_CLESCN, "AUCCN"}, {TSQ_OR, "DOR"}};

int tsq_measure_from_name(const char *name, int32_t *measure) {
  tsqp_clear_error();
  TSQP_NOT_NULL(measure);
  tsqp_name table[TSQP_COUNT(measures) + TSQP_COUNT(aliases)];
  size_t n = 0;
  for (size_t i = 0; i < TSQP_COUNT(measures); i++) {
    table[n++] = (tsqp_name){measures[i].value, measures[i].code};
  }
  for (size_t i = 0; i < TSQP_COUNT(aliases); i++) {
    table[n++] = aliases[i];
  }
  return tsqp_value_of(table, n, "measure", name, measure);
}

#define NAMED(prefix, table, arg)                                                                            \
  const char *prefix##_name(int32_t arg) {                                                                   \
    return tsqp_name_of(table, TSQP_COUNT(table), arg);                                                      \
  }                                                                                                          \
  int prefix##_from_name(const char *name, int32_t *arg) {                                                   \
    tsqp_clear_error();                                                                                      \
    TSQP_NOT_NULL(arg);                                                                                      \
    return tsqp_value_of(table, TSQP_COUNT(table), &#prefix[4], name, arg);                                  \
  }

static const tsqp_name vtypes[] = {{TSQ_LS, "LS"}, {TSQ_LS2, "LS2"}, {TSQ_LS3, "LS3"},   {TSQ_UB, "UB"},
                                   {TSQ_AV, "AV"}, {TSQ_AV2, "AV2"}, {TSQ_AVHO, "AVHO"}, {TSQ_HO, "HO"},
                                   {TSQ_H0, "H0"}, {TSQ_ST, "ST"},   {TSQ_CS, "CS"},     {TSQ_VMAX, "MAX"}};
NAMED(tsq_vtype, vtypes, vtype)

static const tsqp_name tos[] = {
    {TSQ_TO_ONLY0, "only0"}, {TSQ_TO_ALL, "all"}, {TSQ_TO_IF0ALL, "if0all"}, {TSQ_TO_NONE, "none"}};
NAMED(tsq_to, tos, to)

static const tsqp_name conventions[] = {{TSQ_CONVENTION_METAFOR5, "metafor5"},
                                        {TSQ_CONVENTION_METAFOR3, "metafor3"},
                                        {TSQ_CONVENTION_REVMAN, "revman"}};
NAMED(tsq_convention, conventions, convention)

static const tsqp_name drop00s[] = {
    {TSQ_DROP00_ALL, "all"}, {TSQ_DROP00_KEEP, "keep"}, {TSQ_DROP00_NOT_ESTIMABLE, "not estimable"}};
NAMED(tsq_drop00, drop00s, drop00)

static const tsqp_name kinds[] = {{TSQ_RECORD_TABLES, "tables"},
                                  {TSQ_RECORD_PAIRED_TABLES, "paired tables"},
                                  {TSQ_RECORD_RATES, "rates"},
                                  {TSQ_RECORD_MEANS, "means"},
                                  {TSQ_RECORD_SUPERIORITY, "superiority"},
                                  {TSQ_RECORD_CORRELATIONS, "correlations"},
                                  {TSQ_RECORD_PROPORTIONS, "proportions"},
                                  {TSQ_RECORD_COUNTS, "counts"},
                                  {TSQ_RECORD_SINGLE_MEANS, "single means"},
                                  {TSQ_RECORD_CHANGES, "changes"},
                                  {TSQ_RECORD_RELIABILITIES, "reliabilities"},
                                  {TSQ_RECORD_GENOTYPES, "genotypes"},
                                  {TSQ_RECORD_GIVEN, "given effects"}};
NAMED(tsq_record_kind, kinds, kind)
