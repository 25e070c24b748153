/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The field's codes of the options' values. */
#include "fit/options.h"

#include "base/status.h"

static const tsqp_name methods[] = {
    {TSQ_CE, "CE"},   {TSQ_CE, "FE"},     {TSQ_CE, "EE"},   {TSQ_DL, "DL"},     {TSQ_HE, "HE"},
    {TSQ_HE, "CO"},   {TSQ_HE, "VC"},     {TSQ_HS, "HS"},   {TSQ_HSK, "HSk"},   {TSQ_SJ, "SJ"},
    {TSQ_ML, "ML"},   {TSQ_REML, "REML"}, {TSQ_EB, "EB"},   {TSQ_PM, "PM"},     {TSQ_PM, "MP"},
    {TSQ_PMM, "PMM"}, {TSQ_GENQ, "GENQ"}, {TSQ_DL2, "DL2"}, {TSQ_DLIT, "DLIT"}, {TSQ_SJIT, "SJIT"},
};
static const tsqp_name tests[] = {{TSQ_Z, "z"},       {TSQ_T, "t"},         {TSQ_KNHA, "knha"},
                                  {TSQ_KNHA, "hksj"}, {TSQ_ADHOC, "adhoc"}, {TSQ_KR, "kr"}};
static const tsqp_name ci_kinds[] = {{TSQ_CI_QP, "QP"}, {TSQ_CI_GENQ, "GENQ"}, {TSQ_CI_PL, "PL"}};
static const tsqp_name pi_kinds[] = {{TSQ_PI_NORMAL, "normal"}, {TSQ_PI_NORMAL, "z"},  {TSQ_PI_T, "t"},
                                     {TSQ_PI_HTS, "hts"},       {TSQ_PI_HTS, "riley"}, {TSQ_PI_K1, "k-1"},
                                     {TSQ_PI_NONE, "none"}};
static const tsqp_name i2_kinds[] = {{TSQ_I2_TAU2, "tau2"}, {TSQ_I2_Q, "Q"}};
static const tsqp_name presets[] = {{TSQ_PRESET_COCHRANE, "cochrane"},
                                    {TSQ_PRESET_COCHRANE, "revman"},
                                    {TSQ_PRESET_METAFOR, "metafor"},
                                    {TSQ_PRESET_META, "meta"},
                                    {TSQ_PRESET_STATA, "stata"}};
static const tsqp_name missings[] = {{TSQ_MISSING_OMIT, "omit"}, {TSQ_MISSING_ERROR, "error"}};
static const tsqp_name redundants[] = {{TSQ_REDUNDANT_ERROR, "error"}, {TSQ_REDUNDANT_DROP, "drop"}};
static const tsqp_name weightings[] = {{TSQ_WEIGHT_INVERSE_VARIANCE, "iv"}, {TSQ_WEIGHT_EQUAL, "equal"}};
static const tsqp_name keeps[] = {{TSQ_KEEP_COPY, "copy"}, {TSQ_KEEP_LENT, "lent"}, {TSQ_KEEP_NONE, "none"}};
static const tsqp_name glmm_models[] = {
    {TSQ_UM_FS, "UM.FS"}, {TSQ_UM_RS, "UM.RS"}, {TSQ_CM_EL, "CM.EL"}, {TSQ_CM_AL, "CM.AL"}};
static const tsqp_name covariances[] = {{TSQ_GLMM_OBSERVED, "observed"},
                                        {TSQ_GLMM_CONDITIONAL, "conditional"}};
static const tsqp_name add_modes[] = {{TSQ_ADD_VALUE, "value"}, {TSQ_ADD_TREATMENT_ARM, "treatment-arm"}};
static const tsqp_name tos[] = {
    {TSQ_TO_ONLY0, "only0"}, {TSQ_TO_ALL, "all"}, {TSQ_TO_IF0ALL, "if0all"}, {TSQ_TO_NONE, "none"}};

#define TABLE(name, table) {name, table, TSQP_COUNT(table)}
const tsqp_enum tsqp_enums[] = {
    TABLE("tsq_method", methods),        TABLE("tsq_test", tests),
    TABLE("tsq_tau2_ci_kind", ci_kinds), TABLE("tsq_pi_kind", pi_kinds),
    TABLE("tsq_i2_kind", i2_kinds),      TABLE("tsq_preset", presets),
    TABLE("tsq_missing", missings),      TABLE("tsq_redundant", redundants),
    TABLE("tsq_weighting", weightings),  TABLE("tsq_keep", keeps),
    TABLE("tsq_glmm_model", glmm_models), TABLE("tsq_glmm_covariance", covariances),
    TABLE("tsq_add_mode", add_modes),    TABLE("tsq_to", tos),
};
const size_t tsqp_n_enums = TSQP_COUNT(tsqp_enums);

#define NAME_FUNCTIONS(name_of, from_name, table, what, arg)                                                 \
  const char *name_of(int32_t arg) {                                                                         \
    return tsqp_name_of(table, TSQP_COUNT(table), arg);                                                      \
  }                                                                                                          \
  int from_name(const char *name, int32_t *arg) {                                                            \
    tsqp_clear_error();                                                                                      \
    TSQP_NOT_NULL(arg);                                                                                      \
    return tsqp_value_of(table, TSQP_COUNT(table), what, name, arg);                                         \
  }

NAME_FUNCTIONS(tsq_method_name, tsq_method_from_name, methods, "method", method)
NAME_FUNCTIONS(tsq_test_name, tsq_test_from_name, tests, "test", test)
NAME_FUNCTIONS(tsq_tau2_ci_name, tsq_tau2_ci_from_name, ci_kinds, "interval for tau2", kind)
NAME_FUNCTIONS(tsq_pi_name, tsq_pi_from_name, pi_kinds, "prediction interval", kind)
NAME_FUNCTIONS(tsq_i2_name, tsq_i2_from_name, i2_kinds, "source of I2", kind)
NAME_FUNCTIONS(tsq_preset_name, tsq_preset_from_name, presets, "preset", preset)
NAME_FUNCTIONS(tsq_missing_name, tsq_missing_from_name, missings, "treatment of missing values", missing)
NAME_FUNCTIONS(tsq_redundant_name, tsq_redundant_from_name, redundants, "treatment of redundant moderators", redundant)
NAME_FUNCTIONS(tsq_weighting_name, tsq_weighting_from_name, weightings, "weighting", weighting)
NAME_FUNCTIONS(tsq_keep_name, tsq_keep_from_name, keeps, "way to keep data", keep)
NAME_FUNCTIONS(tsq_glmm_model_name, tsq_glmm_model_from_name, glmm_models, "model", model)
NAME_FUNCTIONS(tsq_glmm_covariance_name, tsq_glmm_covariance_from_name, covariances, "covariance matrix", covariance)
NAME_FUNCTIONS(tsq_add_mode_name, tsq_add_mode_from_name, add_modes, "way to add", mode)
