/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each authority does, in one table. */
#include "fit/presets.h"

typedef struct preset {
  int32_t name, method, test, ci_kind, pi_kind, pi_kind_z, i2_kind;
} preset;

static const preset presets[] = {
    {TSQ_PRESET_COCHRANE, TSQ_REML, TSQ_KNHA, TSQ_CI_QP, TSQ_PI_K1, TSQ_PI_NORMAL, TSQ_I2_TAU2},
    {TSQ_PRESET_METAFOR, TSQ_REML, TSQ_Z, TSQ_CI_QP, TSQ_PI_T, TSQ_PI_NORMAL, TSQ_I2_TAU2},
    {TSQ_PRESET_META, TSQ_REML, TSQ_Z, TSQ_CI_QP, TSQ_PI_K1, TSQ_PI_K1, TSQ_I2_Q},
    {TSQ_PRESET_STATA, TSQ_REML, TSQ_Z, TSQ_CI_QP, TSQ_PI_HTS, TSQ_PI_HTS, TSQ_I2_TAU2},
};

/* Some conventions go with others: GENQ with its own interval, the prediction interval with the test. */
int32_t tsqp_preset_value(const tsq_options *o, tsqp_option_id id) {
  const preset *bundle = &presets[0];
  for (size_t i = 0; i < TSQP_COUNT(presets); i++) {
    if (presets[i].name == o->preset) bundle = &presets[i];
  }
  switch (id) {
    case TSQP_OPT_METHOD: return bundle->method;
    case TSQP_OPT_TEST: return bundle->test;
    case TSQP_OPT_CI_KIND: return o->method == TSQ_GENQ ? TSQ_CI_GENQ : bundle->ci_kind;
    case TSQP_OPT_PI_KIND: return o->test == TSQ_Z ? bundle->pi_kind_z : bundle->pi_kind;
    default: return bundle->i2_kind;
  }
}
