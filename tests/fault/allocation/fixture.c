/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "../../bcg.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static double x[2 * BCG_K], gapped[BCG_K];
static const char *const names[2] = {"ablat", "year"};
static const char *const labels[BCG_K] = {"Aronson",  "Ferguson",   "Rosenthal", "Hart",    "Frimodt",
                                          "Stein",    "Vandiviere", "TPT",       "Coetzee", "Rosenthal",
                                          "Comstock", "Comstock",   "Comstock"};

tsq_data fixture_data(void) {
  for (int i = 0; i < BCG_K; i++) {
    x[i] = bcg_ablat[i];
    x[BCG_K + i] = bcg_year[i];
    gapped[i] = i == 3 ? NAN : bcg_yi[i];
  }
  return (tsq_data){
      .k = BCG_K, .yi = gapped, .vi = bcg_vi, .x = x, .p = 2, .x_names = names, .labels = labels};
}

tsq_data fixture_pooled_data(void) {
  return (tsq_data){.k = BCG_K, .yi = bcg_yi, .vi = bcg_vi, .labels = labels};
}

tsq_fit *fixture_fit(const tsq_data *data, const tsq_options *options) {
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_rma(data, options, &fit), TSQ_OK);
  return fit;
}
