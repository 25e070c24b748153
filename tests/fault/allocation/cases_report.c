/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports, in every format. */
#include "every_allocation.h"
#include "fixture.h"
#include "tables.h"

#include "../../bcg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char text[1 << 16];

#define ROOM                                                                                                 \
  size_t needed = 77;                                                                                        \
  memset(text, 3, sizeof text);                                                                              \
  every_output(t, text, sizeof text);                                                                        \
  every_output(t, &needed, sizeof needed)

static int of_fit(every_try *t, int32_t format) {
  tsq_data data = fixture_data();
  tsq_fit *fit = fixture_fit(&data, TSQ_OPTIONS(.test = TSQ_KNHA));
  const tsq_report_options options = {
      .size = sizeof options, .studies = 1, .measure = "RR", .transform = TSQ_TRANSFORM_EXP};
  ROOM;
  int status = EVERY(t, tsq_report_fit(fit, &options, format, text, sizeof text, &needed));
  tsq_fit_free(fit);
  return status;
}

static int of_subgroups(every_try *t, int32_t format) {
  static const char *const names[3] = {"alternate", "random", "systematic"};
  tsq_data data = fixture_pooled_data();
  tsq_subgroups *subgroups = NULL;
  assert_int_equal(tsq_subgroup(&data, bcg_alloc, names, 3, 0, NULL, &subgroups), TSQ_OK);
  ROOM;
  int status = EVERY(t, tsq_report_subgroups(subgroups, NULL, format, text, sizeof text, &needed));
  tsq_subgroups_free(subgroups);
  return status;
}

static int of_mh(every_try *t, int32_t format) {
  tsq_mh_result result = {.size = sizeof result};
  assert_int_equal(tsq_mh_tables(TSQ_OR, &tables, NULL, &result), TSQ_OK);
  ROOM;
  return EVERY(t, tsq_report_mh(&result, TSQ_OR, 0.95, NULL, format, text, sizeof text, &needed));
}

static int of_beta_binomial(every_try *t, int32_t format) {
  tsq_beta_binomial_result result = {.size = sizeof result};
  assert_int_equal(tsq_beta_binomial(TSQ_OR, &tables, NULL, &result), TSQ_OK);
  ROOM;
  return EVERY(t, tsq_report_beta_binomial(&result, 0.95, NULL, format, text, sizeof text, &needed));
}

static int of_glmm(every_try *t, int32_t format) {
  const tsq_glmm_data data = {.k = TABLES, .ai = events1, .n1i = size1, .ci = events2, .n2i = size2};
  tsq_glmm_fit *fit = NULL;
  assert_int_equal(tsq_glmm(&data, TSQ_GLMM_OPTIONS(.model = TSQ_CM_AL, .nodes = 3), &fit), TSQ_OK);
  ROOM;
  int status = EVERY(t, tsq_report_glmm(fit, NULL, format, text, sizeof text, &needed));
  tsq_glmm_free(fit);
  return status;
}

#define REPORTS(X)                                                                                           \
  X(fit, tsq_report_fit)                                                                                     \
  X(subgroups, tsq_report_subgroups)                                                                         \
  X(mh, tsq_report_mh) X(beta_binomial, tsq_report_beta_binomial) X(glmm, tsq_report_glmm)
#define CASES(what, function)                                                                                \
  static int what##_text(every_try *t) {                                                                     \
    return of_##what(t, TSQ_REPORT_TEXT);                                                                    \
  }                                                                                                          \
  static int what##_json(every_try *t) {                                                                     \
    return of_##what(t, TSQ_REPORT_JSON);                                                                    \
  }                                                                                                          \
  static int what##_csv(every_try *t) {                                                                      \
    return of_##what(t, TSQ_REPORT_CSV);                                                                     \
  }
REPORTS(CASES)

#define ROWS(what, function)                                                                                 \
  {#function, "text", what##_text, 0}, {#function, "JSON", what##_json, 0}, {#function, "CSV", what##_csv, 0},
const every_case every_report[] = {REPORTS(ROWS){NULL, NULL, NULL, 0}};
