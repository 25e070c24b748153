/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The field's codes of the model's options. */
#include "base/names.h"
#include "base/status.h"

#include <tausq/fit.h>

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
