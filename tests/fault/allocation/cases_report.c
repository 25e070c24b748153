/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of every model, of subgroups and of rows, in every format; fits from them. */
#include "every_allocation.h"
#include "fixture.h"
#include "models.h"

#include "../../bcg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char text[1 << 17];

/* Fits that have made their texts already allocate less: each try has a fit of its own. */
static int report(every_try *t, tsq_fit *fit, const tsq_report_options *options, int32_t format) {
  size_t needed = 77;
  memset(text, 3, sizeof text);
  every_output(t, text, sizeof text);
  every_output(t, &needed, sizeof needed);
  int status = EVERY(t, tsq_report(fit, options, format, text, sizeof text, &needed));
  tsq_fit_free(fit);
  return status;
}

static int of_fit(every_try *t, int32_t format) {
  tsq_data data = fixture_data();
  return report(t, fixture_fit(&data, TSQ_OPTIONS(.test = TSQ_KNHA)),
                TSQ_REPORT_OPTIONS(.studies = 1, .measure = "RR", .transform = TSQ_TRANSFORM_EXP), format);
}

static int of_subgroups(every_try *t, int32_t format) {
  tsq_data data = fixture_pooled_data();
  tsq_fit *fit = fixture_fit(&data, NULL);
  tsq_fit *subgroups = NULL;
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .n = 3), &subgroups), TSQ_OK);
  tsq_fit_free(fit);
  return report(t, subgroups, NULL, format);
}

#define OF_MODEL(index, name)                                                                                \
  static int of_##name(every_try *t, int32_t format) {                                                       \
    return report(t, model_fit(index), NULL, format);                                                        \
  }
EVERY_MODEL(OF_MODEL)

static int of_rows(every_try *t, int32_t format) {
  tsq_fit *fit = model_fit(0);
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_fit_rows(fit, NULL, &rows), TSQ_OK);
  tsq_fit_free(fit);
  size_t needed = 77;
  memset(text, 3, sizeof text);
  every_output(t, text, sizeof text);
  every_output(t, &needed, sizeof needed);
  int status = EVERY(t, tsq_report_rows(rows, NULL, format, text, sizeof text, &needed));
  tsq_rows_free(rows);
  return status;
}

/* The JSON report of a fit, which is freed. */
static size_t json_of(tsq_fit *fit) {
  assert_int_equal(tsq_report(fit, NULL, TSQ_REPORT_JSON, text, sizeof text, NULL), TSQ_OK);
  tsq_fit_free(fit);
  return strlen(text);
}

static int rerun(every_try *t, tsq_fit *fit) {
  size_t bytes = json_of(fit);
  tsq_fit *again = NULL;
  every_handle(t, &again);
  int status = EVERY(t, tsq_rerun(text, bytes, &again));
  tsq_fit_free(again);
  return status;
}
static int rerun_regression(every_try *t) {
  tsq_data data = fixture_data();
  return rerun(t, fixture_fit(&data, NULL));
}
static int rerun_glmm(every_try *t) {
  return rerun(t, model_fit(4));
}
static int rerun_subgroups(every_try *t) {
  tsq_data data = fixture_pooled_data();
  tsq_fit *fit = fixture_fit(&data, NULL);
  tsq_fit *subgroups = NULL;
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .n = 3), &subgroups), TSQ_OK);
  tsq_fit_free(fit);
  return rerun(t, subgroups);
}

/* What the report of another model says otherwise. */
static int changes(every_try *t) {
  static char lines[1 << 14];
  size_t needed = 77;
  size_t bytes = json_of(model_fit(1));
  tsq_fit *other = model_fit(2);
  memset(lines, 3, sizeof lines);
  every_output(t, lines, sizeof lines);
  every_output(t, &needed, sizeof needed);
  int status = EVERY(t, tsq_report_changes(text, bytes, other, 1e-12, lines, sizeof lines, &needed));
  tsq_fit_free(other);
  return status;
}

#define REPORTS(X)                                                                                           \
  X(fit, tsq_report)                                                                                         \
  X(subgroups, tsq_report) X(rma, tsq_report) X(mh, tsq_report) X(peto, tsq_report) X(bb, tsq_report)        \
      X(glmm, tsq_report) X(rows, tsq_report_rows)
#define FORMATS(X, what, function)                                                                           \
  X(what, function, TEXT)                                                                                    \
  X(what, function, JSON) X(what, function, CSV) X(what, function, MARKDOWN) X(what, function, LATEX)        \
      X(what, function, HTML)
#define CASE(what, function, format)                                                                         \
  static int what##_##format(every_try *t) {                                                                 \
    return of_##what(t, TSQ_REPORT_##format);                                                                \
  }
#define CASES(what, function) FORMATS(CASE, what, function)
REPORTS(CASES)

#define ROW(what, function, format) {#function, #what ", " #format, what##_##format, 0},
#define ROWS(what, function) FORMATS(ROW, what, function)
const every_case every_report[] = {REPORTS(ROWS){"tsq_rerun", "regression", rerun_regression, 0},
                                   {"tsq_rerun", "GLMM", rerun_glmm, 0},
                                   {"tsq_rerun", "subgroups", rerun_subgroups, 0},
                                   {"tsq_report_changes", "Peto beside Mantel-Haenszel", changes, 0},
                                   {NULL, NULL, NULL, 0}};
