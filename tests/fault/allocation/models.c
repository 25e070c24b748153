/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

tsq_fit *model_fit(int model) {
  static const double yi[TABLES] = {-1.3, 2.1, -2.0, 0.9}, vi[TABLES] = {0.4, 1.1, 2.2, 0.3};
  const tsq_glmm_data counts = {.k = TABLES, .ai = events1, .n1i = size1, .ci = events2, .n2i = size2};
  tsq_fit *fit = NULL;
  int status = TSQ_ERR_ARGUMENT;
  switch (model) {
    case 0: status = tsq_rma(&(tsq_data){.k = TABLES, .yi = yi, .vi = vi}, TSQ_OPTIONS(.test = TSQ_KNHA), &fit); break;
    case 1: status = tsq_mh_tables(&tables, NULL, &fit); break;
    case 2: status = tsq_peto(&tables, NULL, &fit); break;
    case 3: status = tsq_beta_binomial(&tables, NULL, &fit); break;
    case 4: status = tsq_glmm(&counts, TSQ_OPTIONS(.glmm_model = TSQ_CM_AL, .nodes = 3), &fit); break;
    default: break;
  }
  assert_int_equal(status, TSQ_OK);
  return fit;
}
