/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of every model, of subgroups and of rows, in every format. */
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

/* Reports of a fit and of its subgroups, written before anything fails. */
static tsq_fit *told(int of_groups, size_t *bytes) {
  tsq_data data = of_groups ? fixture_pooled_data() : fixture_data();
  tsq_fit *fit = fixture_fit(&data, NULL);
  if (of_groups) {
    tsq_fit *subgroups = NULL;
    assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .n = 3), &subgroups), TSQ_OK);
    tsq_fit_free(fit);
    fit = subgroups;
  }
  assert_int_equal(tsq_report(fit, NULL, TSQ_REPORT_JSON, text, sizeof text, NULL), TSQ_OK);
  *bytes = strlen(text);
  return fit;
}

static int rerun(every_try *t, int of_groups) {
  size_t bytes;
  tsq_fit_free(told(of_groups, &bytes));
  tsq_fit *fit = (tsq_fit *)(void *)t;
  every_handle(t, &fit);
  int status = EVERY(t, tsq_rerun(text, bytes, &fit));
  if (status != TSQ_OK) return status;
  double estimate = tsq_coef(fit, 0).estimate;
  every_answer(t, &estimate, sizeof estimate);
  tsq_fit_free(fit);
  return status;
}

static int rerun_fit(every_try *t) {
  return rerun(t, 0);
}
static int rerun_subgroups(every_try *t) {
  return rerun(t, 1);
}

/* Against a fit of another model, so that there are changes to tell. */
static int changes(every_try *t) {
  static char lines[1 << 15];
  size_t bytes, needed = 77;
  tsq_fit *fit = model_fit(0), *other = model_fit(1);
  assert_int_equal(tsq_report(fit, NULL, TSQ_REPORT_JSON, text, sizeof text, NULL), TSQ_OK);
  bytes = strlen(text);
  tsq_fit_free(fit);
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
const every_case every_report[] = {REPORTS(ROWS){"tsq_rerun", "of a regression", rerun_fit, 0},
                                   {"tsq_rerun", "of subgroups", rerun_subgroups, 0},
                                   {"tsq_report_changes", "of another fit", changes, 0},
                                   {NULL, NULL, NULL, 0}};
