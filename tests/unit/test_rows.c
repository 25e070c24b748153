/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows: what is put in comes out, groups, columns, notes, what other rows bring, the rows of fits, bad input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include "bcg_counts.h"

#include <math.h>
#include <stdint.h>
#include <string.h>
#include <tausq/glmm.h>
#include <tausq/mh.h>
#include <tausq/rma.h>
#include <tausq/rows.h>
#include <tausq/subgroup.h>

#define K BCG_K

static tsq_rows *new_rows(void) {
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_rows_new(0.9, TSQ_RR, &rows), TSQ_OK);
  return rows;
}

static void add(tsq_rows *rows, const char *label, double estimate, size_t group) {
  char name[20];
  strcpy(name, label);
  tsq_row row = {.kind = TSQ_ROW_ESTIMATE,
                 .index = SIZE_MAX,
                 .group = group,
                 .label = name,
                 .note = "a note",
                 .weight = 7,
                 .n = 12,
                 .effect = {.estimate = estimate, .se = 0.5, .ci_lower = -1, .ci_upper = 3},
                 .fitted = {1, 2, 3}};
  if (tsq_rows_add(rows, &row) != TSQ_OK) fail_msg("%s", tsq_last_error());
  memset(name, 'x', sizeof name); /* texts are copied */
}

static void what_is_put_in(void **state) {
  (void)state;
  tsq_rows *rows = new_rows();
  double column[40];
  size_t group = 9;
  assert_true(tsq_rows_level(rows) == 0.9 && tsq_rows_measure(rows) == TSQ_RR && tsq_rows_count(rows) == 0);
  assert_int_equal(tsq_rows_add_group(rows, "first", NULL), TSQ_OK);
  assert_int_equal(tsq_rows_add_group(rows, "second", &group), TSQ_OK);
  assert_int_equal(group, 1);
  for (int i = 0; i < 40; i++) /* more than there is room for at first */
    add(rows, "row", i, i % 2 ? 1 : SIZE_MAX);
  assert_int_equal(tsq_rows_count(rows), 40);
  tsq_row row = {.size = sizeof row};
  assert_int_equal(tsq_rows_at(rows, 33, &row), TSQ_OK);
  assert_string_equal(row.label, "row");
  assert_string_equal(row.note, "a note");
  assert_true(row.effect.estimate == 33 && row.weight == 7 && row.fitted[2] == 3 && row.n == 12 &&
              row.group == 1);
  assert_string_equal(tsq_rows_group(rows, row.group), "second");
  assert_null(tsq_rows_group(rows, 2));
  static const struct {
    const char *name;
    double value;
  } fixed[] = {{"estimate", 33}, {"se", 0.5},   {"ci_lower", -1},           {"ci_upper", 3},
               {"weight", 7},    {"fitted", 1}, {"fitted_lower", 2},        {"fitted_upper", 3},
               {"n", 12},        {"group", 1},  {"kind", TSQ_ROW_ESTIMATE}, {"status", 0}};
  for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
    assert_int_equal(tsq_rows_numbers(rows, fixed[i].name, column, 40), TSQ_OK);
    if (column[33] != fixed[i].value) fail_msg("%s = %g", fixed[i].name, column[33]);
  }
  assert_int_equal(tsq_rows_numbers(rows, "group", column, 40), TSQ_OK);
  assert_true(isnan(column[32]));
  assert_int_equal(tsq_rows_numbers(rows, "index", column, 40), TSQ_OK);
  assert_true(isnan(column[0]));
  tsq_rows_free(rows);
}

static void extra_columns(void **state) {
  (void)state;
  tsq_rows *rows = new_rows();
  const double dose[2] = {5, 6};
  double column[20];
  add(rows, "a", 1, SIZE_MAX);
  add(rows, "b", 2, SIZE_MAX);
  assert_int_equal(tsq_rows_add_column(rows, "dose", dose), TSQ_OK);
  assert_int_equal(tsq_rows_add_column(rows, "later", NULL), TSQ_OK);
  for (int i = 0; i < 18; i++)
    add(rows, "c", 3, SIZE_MAX);
  assert_int_equal(tsq_rows_numbers(rows, "dose", column, 20), TSQ_OK);
  assert_true(column[1] == 6 && isnan(column[2]) && isnan(column[19]));
  assert_int_equal(tsq_rows_numbers(rows, "later", column, 20), TSQ_OK);
  assert_true(isnan(column[0]));
  assert_string_equal(tsq_rows_column(rows, 0), "dose");
  assert_string_equal(tsq_rows_column(rows, 1), "later");
  assert_null(tsq_rows_column(rows, 2));
  assert_int_equal(tsq_rows_add_column(rows, "dose", dose), TSQ_ERR_NAME);
  assert_int_equal(tsq_rows_add_column(rows, "estimate", dose),
                   TSQ_ERR_NAME); /* nor one that all rows have */
  assert_int_equal(tsq_rows_add_column(rows, "status", dose), TSQ_ERR_NAME);
  assert_int_equal(tsq_rows_numbers(rows, "dosis", column, 20), TSQ_ERR_NAME);
  assert_non_null(strstr(tsq_last_error(), "rows have no column 'dosis'; they have dose,"));
  assert_int_equal(tsq_rows_numbers(rows, "dose", column, 19), TSQ_ERR_BUFFER);
  tsq_rows_free(rows);
}

static void appended_rows(void **state) {
  (void)state;
  tsq_rows *a = new_rows(), *b = new_rows(), *other = NULL;
  const double one[1] = {1}, two[1] = {2};
  double column[3];
  assert_int_equal(tsq_rows_add_group(a, "mine", NULL), TSQ_OK);
  assert_int_equal(tsq_rows_add_group(b, "theirs", NULL), TSQ_OK);
  add(a, "a", 1, 0);
  add(b, "b", 2, 0);
  assert_int_equal(tsq_rows_add_column(a, "p", one), TSQ_OK);
  assert_int_equal(tsq_rows_add_column(b, "q", two), TSQ_OK);
  assert_int_equal(tsq_rows_append(a, b, NULL), TSQ_OK);
  assert_int_equal(tsq_rows_append(a, b, "all of b"), TSQ_OK);
  tsq_rows_free(b); /* they are copies */
  tsq_row row = {.size = sizeof row};
  assert_int_equal(tsq_rows_at(a, 1, &row), TSQ_OK);
  assert_string_equal(row.label, "b");
  assert_string_equal(tsq_rows_group(a, row.group), "theirs");
  assert_int_equal(tsq_rows_at(a, 2, &row), TSQ_OK);
  assert_string_equal(tsq_rows_group(a, row.group), "all of b");
  assert_int_equal(tsq_rows_at(a, 0, &row), TSQ_OK);
  assert_string_equal(tsq_rows_group(a, row.group), "mine");
  assert_int_equal(tsq_rows_numbers(a, "p", column, 3), TSQ_OK);
  assert_true(column[0] == 1 && isnan(column[1]) && isnan(column[2]));
  assert_int_equal(tsq_rows_numbers(a, "q", column, 3), TSQ_OK);
  assert_true(isnan(column[0]) && column[1] == 2 && column[2] == 2);
  assert_int_equal(tsq_rows_append(a, a, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_rows_new(0.95, TSQ_RR, &other), TSQ_OK);
  assert_int_equal(tsq_rows_append(a, other, NULL), TSQ_ERR_ARGUMENT); /* another level */
  tsq_rows_free(other);
  assert_int_equal(tsq_rows_new(0.9, TSQ_OR, &other), TSQ_OK);
  assert_int_equal(tsq_rows_append(a, other, NULL), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_rows_append(other, a, NULL), TSQ_ERR_ARGUMENT); /* though nothing is in them yet */
  assert_int_equal(tsq_rows_measure(other), TSQ_OR);
  tsq_rows_free(other);
  assert_int_equal(tsq_rows_new(0.9, 0, &other), TSQ_OK); /* whose measure was not said */
  assert_int_equal(tsq_rows_append(other, a, NULL), TSQ_OK);
  assert_int_equal(tsq_rows_measure(other), TSQ_RR);
  assert_int_equal(tsq_rows_count(a), 3);
  tsq_rows_free(other);
  tsq_rows_free(a);
}

static void notes(void **state) {
  (void)state;
  tsq_rows *rows = new_rows();
  int32_t kind = 0;
  size_t group = 0;
  assert_null(tsq_rows_note(rows, 0, &kind, &group));
  assert_int_equal(tsq_rows_add_note(rows, TSQ_NOTE_OUTCOME, SIZE_MAX, "mind this"), TSQ_OK);
  assert_int_equal(tsq_rows_add_note(rows, TSQ_ROW_TOTAL, SIZE_MAX, "no kind of note"), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_rows_add_note(rows, TSQ_NOTE_TEST, SIZE_MAX, NULL), TSQ_ERR_NULL);
  assert_string_equal(tsq_rows_note(rows, 0, &kind, &group), "mind this");
  assert_true(kind == TSQ_NOTE_OUTCOME && group == SIZE_MAX);
  assert_string_equal(tsq_rows_note(rows, 0, NULL, NULL), "mind this");
  assert_null(tsq_rows_note(rows, 1, &kind, &group));
  tsq_rows_free(rows);
}

/* ---- rows of fits -------------------------------------------------------------------------------------------------- */

static void rows_of_a_fit(void **state) {
  (void)state;
  double y[K], ni[K], sum = 0, inverse = 0;
  double weights[K - 1], column[K + 1];
  memcpy(y, bcg_yi, sizeof y);
  y[2] = NAN;
  for (int i = 0; i < K; i++) {
    ni[i] = 100 + i;
    if (i != 2) inverse += 1 / ni[i];
  }
  tsq_fit *fit = NULL;
  tsq_rows *rows = NULL;
  assert_int_equal(
      tsq_rma(&(tsq_data){.k = K, .yi = y, .vi = bcg_vi}, TSQ_OPTIONS(.measure = TSQ_RR, .level = 0.9), &fit),
      TSQ_OK);
  assert_int_equal(tsq_fit_rows(fit, TSQ_ROWS_OPTIONS(.ni = ni), &rows), TSQ_OK);
  assert_int_equal(tsq_fit_get(fit, "weights", weights, K - 1), TSQ_OK);
  tsq_estimate pooled = tsq_coef(fit, 0);
  tsq_fit_free(fit); /* rows outlive it */
  assert_true(tsq_rows_level(rows) == 0.9 && tsq_rows_measure(rows) == TSQ_RR &&
              tsq_rows_count(rows) == K + 1);
  for (size_t i = 0; i < K; i++) {
    tsq_row row = {.size = sizeof row};
    assert_int_equal(tsq_rows_at(rows, i, &row), TSQ_OK);
    assert_true(row.kind == TSQ_ROW_STUDY && row.index == i && row.n == ni[i]);
    if (i == 2) {
      assert_true(row.status != TSQ_OK && isnan(row.effect.estimate) && isnan(row.weight));
      assert_string_equal(row.note, "missing values");
      assert_string_equal(row.label, "Study 3");
      continue;
    }
    assert_true(row.effect.estimate == y[i] && row.weight == weights[i < 2 ? i : i - 1]);
    assert_close(row.effect.ci_upper, y[i] + 1.6448536269514722 * sqrt(bcg_vi[i]), 1e-13); /* qnorm(.95) */
    sum += row.weight;
  }
  assert_close(sum, 100, 1e-12);
  tsq_row total = {.size = sizeof total};
  assert_int_equal(tsq_rows_at(rows, K, &total), TSQ_OK);
  assert_true(total.kind == TSQ_ROW_TOTAL && total.effect.estimate == pooled.estimate &&
              total.effect.ci_lower == pooled.ci_lower);
  assert_true(total.weight == 100);
  assert_close(total.n, 12 / inverse, 1e-14);
  int32_t kind = 0;
  assert_non_null(tsq_rows_note(rows, 0, &kind, NULL));
  assert_int_equal(kind, TSQ_NOTE_HETEROGENEITY);
  assert_int_equal(tsq_rows_numbers(rows, "weight", column, K + 1), TSQ_OK);
  tsq_rows_free(rows);
}

/* Studies group by group, a subtotal each, weights of all that add up. */
static void rows_of_subgroups(void **state) {
  (void)state;
  static const char *const names[3] = {"alternate", "random", "systematic"};
  tsq_fit *fit = NULL, *s = NULL;
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_rma(&(tsq_data){.k = K, .yi = bcg_yi, .vi = bcg_vi}, NULL, &fit), TSQ_OK);
  assert_int_equal(tsq_subgroup(fit, TSQ_GROUPING(.codes = bcg_alloc, .names = names, .n = 3), &s), TSQ_OK);
  tsq_fit_free(fit);
  assert_int_equal(tsq_fit_rows(s, NULL, &rows), TSQ_OK);
  assert_int_equal(tsq_rows_count(rows), K + 3 + 1);
  size_t subtotals = 0;
  double of_group = 0, of_studies = 0;
  for (size_t i = 0; i < K + 3; i++) {
    tsq_row row = {.size = sizeof row};
    assert_int_equal(tsq_rows_at(rows, i, &row), TSQ_OK);
    assert_int_equal(row.group, subtotals);
    if (row.kind == TSQ_ROW_SUBTOTAL) {
      assert_true(row.effect.estimate == tsq_coef(s, subtotals).estimate);
      assert_close(row.weight, of_group, 1e-12);
      assert_string_equal(tsq_rows_group(rows, subtotals), names[subtotals]);
      of_group = 0;
      subtotals++;
    } else {
      assert_int_equal(row.kind, TSQ_ROW_STUDY);
      assert_int_equal(bcg_alloc[row.index], (int)subtotals);
      assert_true(row.effect.estimate == bcg_yi[row.index]);
      of_group += row.weight;
      of_studies += row.weight;
    }
  }
  assert_int_equal(subtotals, 3);
  assert_close(of_studies, 100, 1e-12);
  int found = 0;
  int32_t kind = 0;
  for (size_t i = 0; tsq_rows_note(rows, i, &kind, NULL) != NULL; i++)
    found += kind == TSQ_NOTE_GROUPS;
  assert_int_equal(found, 1);
  tsq_rows_free(rows);
  tsq_fit_free(s);
}

/* A model without weights has none to show. */
static void rows_of_counts(void **state) {
  (void)state;
  tsq_rows *rows = NULL;
  tsq_fit *fit = NULL;
  tsq_row row = {.size = sizeof row};
  const tsq_glmm_data counts = {.k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  assert_int_equal(tsq_glmm(&counts, TSQ_OPTIONS(.glmm_model = TSQ_CM_AL), &fit), TSQ_OK);
  assert_int_equal(tsq_fit_rows(fit, NULL, &rows), TSQ_OK);
  assert_int_equal(tsq_rows_at(rows, 0, &row), TSQ_OK);
  assert_close(row.effect.estimate, log(4.0 * 128 / (119.0 * 11)), 1e-14);
  assert_true(isnan(row.weight));
  tsq_rows_free(rows);
  tsq_fit_free(fit);
  const tsq_tables tables = {.k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  assert_int_equal(tsq_mh_tables(&tables, NULL, &fit), TSQ_OK);
  assert_int_equal(tsq_fit_rows(fit, NULL, &rows), TSQ_OK);
  assert_int_equal(tsq_rows_at(rows, 0, &row), TSQ_OK);
  assert_close(row.effect.se, sqrt(1.0 / 4 + 1.0 / 119 + 1.0 / 11 + 1.0 / 128), 1e-14);
  double weight = 0; /* of Mantel-Haenszel: b c/N */
  for (int i = 0; i < K; i++)
    weight += bcg_tneg[i] * bcg_cpos[i] / (bcg_tpos[i] + bcg_tneg[i] + bcg_cpos[i] + bcg_cneg[i]);
  assert_close(row.weight, 100 * 119.0 * 11 / (4 + 119 + 11 + 128) / weight, 1e-13);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

static void bad_input(void **state) {
  (void)state;
  tsq_rows *rows = NULL;
  tsq_row row = {.size = sizeof row, .kind = TSQ_ROW_STUDY, .group = SIZE_MAX};
  double numbers[1];
  assert_int_equal(tsq_rows_new(1.5, 0, &rows), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_rows_new(NAN, 0, &rows), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_rows_new(0, 7, &rows), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_rows_new(0, 0, NULL), TSQ_ERR_NULL);
  assert_null(rows);
  rows = new_rows();
  row.kind = TSQ_NOTE_TEST;
  assert_int_equal(tsq_rows_add(rows, &row), TSQ_ERR_ARGUMENT);
  row.kind = TSQ_ROW_STUDY;
  row.group = 0;
  assert_int_equal(tsq_rows_add(rows, &row), TSQ_ERR_ARGUMENT);
  assert_string_equal(tsq_last_error(), "row.group = 0: there are 0 groups");
  assert_int_equal(tsq_rows_add(rows, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_rows_add(NULL, &row), TSQ_ERR_NULL);
  assert_int_equal(tsq_rows_at(rows, 0, &row), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_rows_append(NULL, rows, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_rows_append(rows, NULL, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_rows_add_group(rows, NULL, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_rows_add_column(rows, NULL, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_rows_numbers(NULL, "se", numbers, 1), TSQ_ERR_NULL);
  assert_int_equal(tsq_fit_rows(NULL, NULL, &rows), TSQ_ERR_NULL);
  assert_true(tsq_rows_count(NULL) == 0 && isnan(tsq_rows_level(NULL)) && tsq_rows_measure(NULL) == 0);
  assert_null(tsq_rows_group(NULL, 0));
  assert_null(tsq_rows_column(NULL, 0));
  assert_null(tsq_rows_note(NULL, 0, NULL, NULL));
  assert_int_equal(tsq_rows_count(rows), 0);
  tsq_rows_free(rows);
  tsq_rows_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_put_in), cmocka_unit_test(extra_columns), cmocka_unit_test(appended_rows),
      cmocka_unit_test(notes),          cmocka_unit_test(rows_of_a_fit), cmocka_unit_test(rows_of_subgroups),
      cmocka_unit_test(rows_of_counts), cmocka_unit_test(bad_input),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
