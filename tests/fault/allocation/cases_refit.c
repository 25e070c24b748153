/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refits, comparisons, and rows: of every model. */
#include "every_allocation.h"
#include "models.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const size_t keep[3] = {0, 1, 3};

static int refit(every_try *t, int model) {
  tsq_fit *fit = model_fit(model);
  tsq_fit *made = (tsq_fit *)(void *)t;
  every_handle(t, &made);
  int status = EVERY(t, tsq_refit(fit, TSQ_CHANGE(.rows = keep, .n = 3), &made));
  tsq_fit_free(fit);
  if (status != TSQ_OK) return status;
  tsq_estimate first = tsq_coef(made, 0);
  every_answer(t, &first, sizeof first);
  tsq_fit_free(made);
  return status;
}

static int compare(every_try *t, int model) {
  tsq_fit *fit = model_fit(model);
  tsq_comparison out = {.size = sizeof out};
  every_output(t, &out, sizeof out);
  int status = EVERY(t, tsq_compare(fit, fit, &out));
  tsq_fit_free(fit);
  return status;
}

static int compare_rma(every_try *t) {
  return compare(t, 0);
}
static int compare_bb(every_try *t) {
  return compare(t, 3);
}
static int compare_glmm(every_try *t) {
  return compare(t, 4);
}

/* Numbers and statuses of rows that a call has made. */
static int answer(every_try *t, int status, tsq_rows *rows) {
  double estimates[16];
  if (status != TSQ_OK) return status;
  size_t n = tsq_rows_count(rows);
  assert_true(n <= 16);
  assert_int_equal(tsq_rows_numbers(rows, "estimate", estimates, 16), TSQ_OK);
  every_answer(t, estimates, n * sizeof *estimates);
  assert_int_equal(tsq_rows_numbers(rows, "status", estimates, 16), TSQ_OK);
  every_answer(t, estimates, n * sizeof *estimates);
  tsq_rows_free(rows);
  return status;
}

typedef int maker(const tsq_fit *fit, const tsq_rows_options *options, tsq_rows **rows);

static int make(every_try *t, int model, maker *by) {
  tsq_fit *fit = model_fit(model);
  tsq_rows *rows = (tsq_rows *)(void *)t;
  every_handle(t, &rows);
  int status = EVERY(t, by(fit, NULL, &rows));
  tsq_fit_free(fit);
  return answer(t, status, rows);
}

#define CASES(index, name)                                                                                   \
  static int refit_##name(every_try *t) {                                                                    \
    return refit(t, index);                                                                                  \
  }                                                                                                          \
  static int rows_##name(every_try *t) {                                                                     \
    return make(t, index, tsq_fit_rows);                                                                     \
  }                                                                                                          \
  static int without_##name(every_try *t) {                                                                  \
    return make(t, index, tsq_leave_one_out);                                                                \
  }                                                                                                          \
  static int cumulative_##name(every_try *t) {                                                               \
    return make(t, index, tsq_cumulative);                                                                   \
  }
EVERY_MODEL(CASES)

/* ---- rows by themselves -------------------------------------------------------------------------------------------- */

static tsq_rows *some_rows(void) {
  tsq_fit *fit = model_fit(0);
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_leave_one_out(fit, NULL, &rows), TSQ_OK);
  tsq_fit_free(fit);
  return rows;
}

static int new_rows(every_try *t) {
  tsq_rows *rows = (tsq_rows *)(void *)t;
  every_handle(t, &rows);
  int status = EVERY(t, tsq_rows_new(0, 0, &rows));
  return answer(t, status, rows);
}

/* Rows that an error has left alone are freed as they are. */
#define CHANGE(name, declare, call)                                                                          \
  static int name(every_try *t) {                                                                            \
    tsq_rows *rows = some_rows();                                                                            \
    declare;                                                                                                 \
    int status = EVERY(t, call);                                                                             \
    tsq_rows_free(rows);                                                                                     \
    return status;                                                                                           \
  }
static const tsq_row one_more = {.kind = TSQ_ROW_STUDY, .group = SIZE_MAX, .label = "one more", .note = "a note"};
CHANGE(add, (void)0, tsq_rows_add(rows, &one_more))
CHANGE(add_group, size_t group = 77; every_output(t, &group, sizeof group), tsq_rows_add_group(rows, "group", &group))
CHANGE(add_column, (void)0, tsq_rows_add_column(rows, "dose", NULL))
CHANGE(add_note, (void)0, tsq_rows_add_note(rows, TSQ_NOTE_TEST, SIZE_MAX, "a note"))
CHANGE(at, tsq_row row = {.size = sizeof row}, tsq_rows_at(rows, 0, &row))
CHANGE(numbers, double out[16], tsq_rows_numbers(rows, "estimate", out, 16))
CHANGE(level, (void)0, tsq_rows_level(rows) == 0.95 ? TSQ_OK : TSQ_ERR_NOMEM)

static int append(every_try *t) {
  tsq_rows *rows = some_rows(), *more = some_rows();
  int status = EVERY(t, tsq_rows_append(rows, more, "more"));
  tsq_rows_free(rows);
  tsq_rows_free(more);
  return status;
}

#define ROWS(index, name)                                                                                    \
  {"tsq_refit", #name, refit_##name, 0}, {"tsq_fit_rows", #name, rows_##name, 0},                            \
      {"tsq_leave_one_out", #name, without_##name, 0}, {"tsq_cumulative", #name, cumulative_##name, 0},
const every_case every_refit[] = {
    EVERY_MODEL(ROWS){"tsq_compare", "rma", compare_rma, 0},
    {"tsq_compare", "bb", compare_bb, 1},
    {"tsq_compare", "glmm", compare_glmm, 0},
    {"tsq_rows_new", "empty", new_rows, 0},
    {"tsq_rows_add", "with texts", add, 0},
    {"tsq_rows_add_group", "named", add_group, 0},
    {"tsq_rows_add_column", "empty", add_column, 0},
    {"tsq_rows_add_note", "a test", add_note, 0},
    {"tsq_rows_append", "as a group", append, 0},
    {"tsq_rows_at", "the first", at, 1},
    {"tsq_rows_numbers", "estimates", numbers, 1},
    {"tsq_rows_level", "95%", level, 1},
    {NULL, NULL, NULL, 0},
};
