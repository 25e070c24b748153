/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refits against fits of the changed data made afresh; leave-one-out and cumulative analysis against refits by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../bcg.h"
#include "../close.h"

#include "bcg_counts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tausq/beta_binomial.h>
#include <tausq/glmm.h>
#include <tausq/mh.h>
#include <tausq/models.h>
#include <tausq/refit.h>
#include <tausq/rma.h>
#include <tausq/rows.h>

#define K BCG_K
static const tsq_data bcg = {.k = K, .yi = bcg_yi, .vi = bcg_vi};
static const size_t odd[6] = {1, 3, 5, 7, 9, 11};

static tsq_fit *rma_of(const tsq_data *data, const tsq_options *options) {
  tsq_fit *fit = NULL;
  if (tsq_rma(data, options, &fit) != TSQ_OK) fail_msg("%s", tsq_last_error());
  return fit;
}

static tsq_fit *refit_of(const tsq_fit *fit, const tsq_change *change) {
  tsq_fit *refit = NULL;
  if (tsq_refit(fit, change, &refit) != TSQ_OK) fail_msg("%s", tsq_last_error());
  return refit;
}

/* Every scalar of two fits, to the last bit, and their coefficients. Frees both. */
static void assert_same_fit(tsq_fit *a, tsq_fit *b) {
  tsq_quantity q = {.size = sizeof q};
  size_t n = 0;
  for (size_t i = 0; tsq_model_quantity(tsq_fit_model(a), i, &q) == TSQ_OK; i++) {
    if (q.over[0] != NULL) continue;
    double of_a = tsq_fit_value(a, q.name);
    double of_b = tsq_fit_value(b, q.name);
    if (memcmp(&of_a, &of_b, sizeof of_a) != 0 && !(isnan(of_a) && isnan(of_b)))
      fail_msg("%s: %.17g, %.17g", q.name, of_a, of_b);
    n++;
  }
  assert_true(n > 10);
  for (size_t j = 0; j < tsq_fit_extent(a, "coef"); j++) {
    tsq_estimate of_a = tsq_coef(a, j);
    tsq_estimate of_b = tsq_coef(b, j);
    assert_memory_equal(&of_a, &of_b, sizeof of_a);
    assert_string_equal(tsq_coef_name(a, j), tsq_coef_name(b, j));
  }
  tsq_fit_free(a);
  tsq_fit_free(b);
}

static void gather(const double *from, const size_t *rows, size_t n, double *to) {
  for (size_t i = 0; i < n; i++)
    to[i] = from[rows[i]];
}

static void rows_that_stay(void **state) {
  (void)state;
  double y[6], v[6], x[6];
  gather(bcg_yi, odd, 6, y);
  gather(bcg_vi, odd, 6, v);
  gather(bcg_ablat, odd, 6, x);
  const char *const names[1] = {"ablat"};
  tsq_data data = bcg;
  data.x = bcg_ablat;
  data.p = 1;
  data.x_names = names;
  tsq_fit *fit = rma_of(&data, TSQ_OPTIONS(.test = TSQ_KNHA, .level = 0.9));
  tsq_fit *refit = refit_of(fit, TSQ_CHANGE(.rows = odd, .n = 6));
  tsq_fit_free(fit); /* the refit outlives it */
  assert_same_fit(refit, rma_of(&(tsq_data){.k = 6, .yi = y, .vi = v, .x = x, .p = 1, .x_names = names},
                                TSQ_OPTIONS(.test = TSQ_KNHA, .level = 0.9)));
  fit = rma_of(&data, NULL);
  refit = refit_of(fit, NULL); /* nothing changes */
  assert_same_fit(fit, refit);
}

static void other_columns(void **state) {
  (void)state;
  double y[K], w[K];
  for (int i = 0; i < K; i++) {
    y[i] = bcg_yi[K - 1 - i];
    w[i] = 1 + i;
  }
  tsq_data data = bcg;
  tsq_fit *fit = rma_of(&bcg, NULL);
  data.yi = y;
  assert_same_fit(refit_of(fit, TSQ_CHANGE(.yi = y)), rma_of(&data, NULL));
  data = bcg;
  data.weights = w;
  assert_same_fit(refit_of(fit, TSQ_CHANGE(.weights = w)), rma_of(&data, NULL));
  data = bcg;
  data.x = bcg_year;
  data.p = 1;
  assert_same_fit(refit_of(fit, TSQ_CHANGE(.x = bcg_year, .p = 1)), rma_of(&data, NULL));
  /* a held tau2 is that of tau2_fixed */
  assert_same_fit(refit_of(fit, TSQ_CHANGE(.fixed = "tau2", .value = 0.25)),
                  rma_of(&bcg, TSQ_OPTIONS(.tau2_fixed = 1, .tau2 = 0.25)));
  /* columns and rows together: columns are those of all studies */
  double y6[6], v6[6];
  gather(y, odd, 6, y6);
  gather(bcg_vi, odd, 6, v6);
  assert_same_fit(refit_of(fit, TSQ_CHANGE(.yi = y, .rows = odd, .n = 6)),
                  rma_of(&(tsq_data){.k = 6, .yi = y6, .vi = v6}, NULL));
  tsq_fit_free(fit);
}

/* Rows of a refit of a refit are those of its own input; labels stay the first fit's; names of moderators survive. */
static void refits_of_refits(void **state) {
  (void)state;
  const char *labels[K];
  char text[K][8];
  size_t lines[K];
  for (int i = 0; i < K; i++) {
    snprintf(text[i], sizeof text[i], "S%d", i);
    labels[i] = text[i];
    lines[i] = (size_t)(100 + i);
  }
  double y[K];
  memcpy(y, bcg_yi, sizeof y);
  y[7] = NAN;
  char *name = malloc(5);
  memcpy(name, "year", 5);
  const char *names[1] = {name};
  tsq_data data = {.k = K, .yi = y, .vi = bcg_vi, .labels = labels, .lines = lines};
  tsq_fit *first = rma_of(&data, NULL);
  tsq_fit *second = refit_of(first, TSQ_CHANGE(.rows = odd, .n = 6, .x = bcg_year, .p = 1, .x_names = names));
  tsq_fit_free(first);
  memset(name, 'z', 4);
  free(name);
  assert_string_equal(tsq_study_label(second, 2), "S5");
  assert_string_equal(tsq_fit_outcome(second, 0),
                      "1 study with missing values was left out: 'S7' (line 107)");
  const size_t rows[4] = {0, 2, 3, 5};
  tsq_fit *third = refit_of(second, TSQ_CHANGE(.rows = rows, .n = 4)); /* of 1, 5, 7, 11 */
  tsq_fit_free(second);
  assert_string_equal(tsq_study_label(third, 1), "S5");
  assert_string_equal(tsq_study_label(third, 3), "S11");
  assert_string_equal(tsq_fit_outcome(third, 0), "1 study with missing values was left out: 'S7' (line 107)");
  tsq_fit *fourth = refit_of(third, NULL);
  tsq_fit_free(third);
  assert_string_equal(tsq_coef_name(fourth, 1), "year");
  double y3[3] = {bcg_yi[1], bcg_yi[5], bcg_yi[11]}, v3[3] = {bcg_vi[1], bcg_vi[5], bcg_vi[11]};
  double x3[3] = {bcg_year[1], bcg_year[5], bcg_year[11]};
  const char *const year[1] = {"year"};
  tsq_fit *afresh = rma_of(&(tsq_data){.k = 3, .yi = y3, .vi = v3, .x = x3, .p = 1, .x_names = year}, NULL);
  assert_close(tsq_coef(fourth, 1).estimate, tsq_coef(afresh, 1).estimate, 1e-14);
  assert_close(tsq_fit_value(fourth, "QE"), tsq_fit_value(afresh, "QE"), 1e-13);
  /* rows of a refit: its own places and sizes */
  const double ni[4] = {10, 20, 30, 40};
  tsq_rows *rows_of = NULL;
  double index[4], sizes[4];
  assert_int_equal(tsq_fit_rows(fourth, TSQ_ROWS_OPTIONS(.ni = ni), &rows_of), TSQ_OK);
  assert_int_equal(tsq_rows_numbers(rows_of, "index", index, 4), TSQ_OK);
  assert_int_equal(tsq_rows_numbers(rows_of, "n", sizes, 4), TSQ_OK);
  for (int i = 0; i < 4; i++)
    assert_true(index[i] == i && sizes[i] == ni[i]);
  tsq_rows_free(rows_of);
  assert_int_equal(tsq_leave_one_out(fourth, NULL, &rows_of), TSQ_OK);
  tsq_row row = {.size = sizeof row};
  assert_int_equal(tsq_rows_at(rows_of, 2, &row), TSQ_OK);
  assert_int_equal(row.index, 3);
  assert_string_equal(row.label, "S11");
  tsq_rows_free(rows_of);
  tsq_fit_free(afresh);
  tsq_fit_free(fourth);
}

/* The reference numbers of rows: of studies used alone, in order, each the fit without that study. */
static void leave_one_out_by_hand(void **state) {
  (void)state;
  double y[K], numbers[K];
  memcpy(y, bcg_yi, sizeof y);
  y[4] = NAN;
  y[9] = NAN;
  tsq_data data = bcg;
  data.yi = y;
  data.x = bcg_ablat;
  data.p = 1;
  tsq_fit *fit = rma_of(&data, NULL);
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_leave_one_out(fit, TSQ_ROWS_OPTIONS(.coefficient = "x1"), &rows), TSQ_OK);
  assert_int_equal(tsq_rows_count(rows), 12); /* 11 used, and all of them */
  assert_int_equal(tsq_rows_numbers(rows, "tau2", numbers, K), TSQ_OK);
  size_t at = 0;
  for (size_t left = 0; left < K; left++) {
    if (isnan(y[left])) continue;
    size_t keep[K];
    size_t n = 0;
    for (size_t i = 0; i < K; i++) {
      if (i != left && !isnan(y[i])) keep[n++] = i;
    }
    tsq_fit *without = refit_of(fit, TSQ_CHANGE(.rows = keep, .n = n));
    tsq_row row = {.size = sizeof row};
    tsq_estimate e = tsq_coef(without, 1);
    assert_int_equal(tsq_rows_at(rows, at, &row), TSQ_OK);
    assert_int_equal(row.kind, TSQ_ROW_ESTIMATE);
    assert_int_equal(row.index, left);
    assert_true(row.effect.estimate == e.estimate && row.effect.se == e.se &&
                row.effect.p_value == e.p_value);
    assert_true(numbers[at++] == tsq_fit_value(without, "tau2"));
    tsq_fit_free(without);
  }
  tsq_row total = {.size = sizeof total};
  assert_int_equal(tsq_rows_at(rows, 11, &total), TSQ_OK);
  assert_int_equal(total.kind, TSQ_ROW_TOTAL);
  assert_true(total.effect.estimate == tsq_coef(fit, 1).estimate);
  tsq_rows_free(rows);
  rows = NULL;
  assert_int_equal(tsq_leave_one_out(fit, TSQ_ROWS_OPTIONS(.coefficient = "x2"), &rows), TSQ_ERR_NAME);
  assert_null(rows);
  tsq_fit_free(fit);
}

/* Studies that were left out have no place in an order, be they the first, the last or in between. */
static void cumulative_passes_over_left_out(void **state) {
  (void)state;
  size_t down[K];
  double y[K];
  memcpy(y, bcg_yi, sizeof y);
  y[0] = y[4] = y[5] = y[K - 1] = NAN;
  for (size_t i = 0; i < K; i++)
    down[i] = K - 1 - i;
  tsq_data data = bcg;
  data.yi = y;
  tsq_fit *fit = rma_of(&data, NULL);
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_cumulative(fit, TSQ_ROWS_OPTIONS(.order = down, .n = K), &rows), TSQ_OK);
  assert_int_equal(tsq_rows_count(rows), K - 4 + 1);
  for (size_t i = K - 1, n = 0; i > 0; i--) {
    tsq_row row = {.size = sizeof row};
    if (isnan(y[i])) continue;
    assert_int_equal(tsq_rows_at(rows, n++, &row), TSQ_OK);
    assert_int_equal(row.index, i);
  }
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* In an order of one's own; before there are enough studies a row says why it has no numbers. */
static void cumulative_by_hand(void **state) {
  (void)state;
  static const size_t order[5] = {9, 2, 6, 0, 12};
  double y[K];
  memcpy(y, bcg_yi, sizeof y);
  y[6] = NAN;
  tsq_data data = bcg;
  data.yi = y;
  tsq_fit *fit = rma_of(&data, TSQ_OPTIONS(.method = TSQ_DL));
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_cumulative(fit, TSQ_ROWS_OPTIONS(.order = order, .n = 5), &rows), TSQ_OK);
  assert_int_equal(tsq_rows_count(rows), 5); /* four of them used, and the fit itself */
  static const size_t sets[4][4] = {{9}, {2, 9}, {0, 2, 9}, {0, 2, 9, 12}};
  static const size_t added[4] = {9, 2, 0, 12};
  for (size_t n = 1; n <= 4; n++) {
    tsq_row row = {.size = sizeof row};
    tsq_fit *so_far = refit_of(fit, TSQ_CHANGE(.rows = sets[n - 1], .n = n));
    assert_int_equal(tsq_rows_at(rows, n - 1, &row), TSQ_OK);
    assert_int_equal(row.index, added[n - 1]);
    assert_true(row.effect.estimate == tsq_coef(so_far, 0).estimate &&
                row.effect.ci_lower == tsq_coef(so_far, 0).ci_lower);
    tsq_fit_free(so_far);
  }
  tsq_rows_free(rows);
  rows = NULL;
  static const size_t twice[5] = {9, 2, 6, 0, 9}, beyond[1] = {K}, many[K + 1] = {0};
  assert_int_equal(tsq_cumulative(fit, TSQ_ROWS_OPTIONS(.order = twice, .n = 5), &rows), TSQ_ERR_ARGUMENT);
  assert_string_equal(tsq_last_error(), "options.order names study 9 twice");
  assert_int_equal(tsq_cumulative(fit, TSQ_ROWS_OPTIONS(.order = many, .n = K + 1), &rows), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_cumulative(fit, TSQ_ROWS_OPTIONS(.order = beyond, .n = 1), &rows), TSQ_ERR_ARGUMENT);
  assert_null(rows);
  tsq_fit_free(fit);
  data.x = bcg_ablat;
  data.p = 1;
  fit = rma_of(&data, NULL);
  assert_int_equal(tsq_cumulative(fit, NULL, &rows), TSQ_OK);
  tsq_row row = {.size = sizeof row};
  assert_int_equal(tsq_rows_at(rows, 0, &row), TSQ_OK); /* one study, two coefficients */
  assert_string_equal(row.note, "without the redundant moderator x1");
  assert_int_equal(tsq_rows_at(rows, 1, &row), TSQ_OK); /* two studies, two coefficients and tau2 */
  assert_int_equal(row.status, TSQ_ERR_TOO_FEW);
  assert_true(isnan(row.effect.estimate) && strstr(row.note, "2 complete studies cannot estimate") != NULL);
  assert_int_equal(tsq_rows_at(rows, 3, &row), TSQ_OK);
  assert_int_equal(row.status, TSQ_OK);
  assert_string_equal(tsq_last_error(), "");
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* A level whose studies are all gone is a redundant column: dropped, with an outcome, for any model with moderators. */
static void a_level_that_vanished(void **state) {
  (void)state;
  double x[2 * K];
  size_t keep[K];
  size_t n = 0;
  const char *const names[2] = {"random", "systematic"};
  for (size_t i = 0; i < K; i++) {
    x[i] = bcg_alloc[i] == 1;
    x[K + i] = bcg_alloc[i] == 2;
    if (bcg_alloc[i] != 1) keep[n++] = i;
  }
  tsq_data data = bcg;
  data.x = x;
  data.p = 2;
  data.x_names = names;
  const tsq_glmm_data counts = {.k = K,
                                .ai = bcg_tpos,
                                .bi = bcg_tneg,
                                .ci = bcg_cpos,
                                .di = bcg_cneg,
                                .x = x,
                                .p = 2,
                                .x_names = names};
  tsq_fit *fits[2] = {rma_of(&data, NULL), NULL};
  if (tsq_glmm(&counts, TSQ_OPTIONS(.glmm_model = TSQ_CM_AL), &fits[1]) != TSQ_OK)
    fail_msg("%s", tsq_last_error());
  for (int m = 0; m < 2; m++) {
    tsq_fit *refit = refit_of(fits[m], TSQ_CHANGE(.rows = keep, .n = n));
    assert_true(((int)tsq_fit_value(refit, "outcome") & TSQ_OUTCOME_COLUMNS_DROPPED) != 0);
    assert_int_equal(tsq_fit_extent(refit, "coef"), 2);
    assert_string_equal(tsq_coef_name(refit, 1), "systematic");
    tsq_fit_free(refit);
    tsq_fit_free(fits[m]);
  }
}

/* Leave-one-out of models of counts: those of the reference set are exact; here that all models do it alike. */
static void leave_one_out_of_counts(void **state) {
  (void)state;
  const tsq_tables tables = {.k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  const tsq_glmm_data counts = {.k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  tsq_fit *fits[4];
  assert_int_equal(tsq_mh_tables(&tables, NULL, &fits[0]), TSQ_OK);
  assert_int_equal(tsq_peto(&tables, NULL, &fits[1]), TSQ_OK);
  assert_int_equal(tsq_beta_binomial(&tables, NULL, &fits[2]), TSQ_OK);
  assert_int_equal(tsq_glmm(&counts, TSQ_OPTIONS(.glmm_model = TSQ_CM_AL), &fits[3]), TSQ_OK);
  for (int m = 0; m < 4; m++) {
    tsq_rows *rows = NULL;
    double estimate[K + 1];
    size_t keep[K - 1];
    for (size_t i = 0; i < K - 1; i++)
      keep[i] = i < 4 ? i : i + 1;
    assert_int_equal(tsq_leave_one_out(fits[m], NULL, &rows), TSQ_OK);
    assert_int_equal(tsq_rows_count(rows), K + 1);
    assert_int_equal(tsq_rows_numbers(rows, "estimate", estimate, K + 1), TSQ_OK);
    tsq_fit *without = refit_of(fits[m], TSQ_CHANGE(.rows = keep, .n = K - 1));
    assert_true(estimate[4] == tsq_coef(without, 0).estimate && estimate[K] == tsq_coef(fits[m], 0).estimate);
    assert_true(estimate[4] != estimate[K]);
    tsq_fit_free(without);
    tsq_rows_free(rows);
    tsq_fit_free(fits[m]);
  }
}

static void expect(const tsq_fit *fit, const tsq_change *change, int status, const char *message) {
  tsq_fit *mark = (tsq_fit *)(void *)&status;
  tsq_fit *refit = mark;
  assert_int_equal(tsq_refit(fit, change, &refit), status);
  assert_ptr_equal(refit, mark);
  if (strstr(tsq_last_error(), message) == NULL)
    fail_msg("'%s' does not say '%s'", tsq_last_error(), message);
}

static void refusals(void **state) {
  (void)state;
  static const size_t down[2] = {3, 2}, beyond[2] = {3, 13}, twice[2] = {3, 3};
  const tsq_tables tables = {.k = K, .ai = bcg_tpos, .bi = bcg_tneg, .ci = bcg_cpos, .di = bcg_cneg};
  tsq_fit *fit = rma_of(&bcg, NULL);
  tsq_fit *mh = NULL;
  assert_int_equal(tsq_mh_tables(&tables, NULL, &mh), TSQ_OK);
  expect(NULL, NULL, TSQ_ERR_NULL, "fit");
  assert_int_equal(tsq_refit(fit, NULL, NULL), TSQ_ERR_NULL);
  expect(fit, TSQ_CHANGE(.rows = down, .n = 2), TSQ_ERR_ARGUMENT, "change.rows[1] = 2 does not ascend");
  expect(fit, TSQ_CHANGE(.rows = twice, .n = 2), TSQ_ERR_ARGUMENT, "change.rows[1] = 3 does not ascend");
  expect(fit, TSQ_CHANGE(.rows = beyond, .n = 2), TSQ_ERR_LENGTH, "change.rows[1] = 13: studies are 0 .. 12");
  expect(fit, TSQ_CHANGE(.rows = down, .n = 0), TSQ_ERR_LENGTH, "change.n = 0");
  expect(fit, TSQ_CHANGE(.p = 1), TSQ_ERR_NULL, "change.x is NULL");
  expect(fit, TSQ_CHANGE(.fixed = "rho"), TSQ_ERR_UNSUPPORTED, "model rma cannot hold 'rho'");
  expect(fit, TSQ_CHANGE(.fixed = "tau2", .value = -1), TSQ_ERR_ARGUMENT, "change.value = -1");
  expect(fit, TSQ_CHANGE(.fixed = "tau2", .value = NAN), TSQ_ERR_ARGUMENT, "change.value = nan");
  expect(mh, TSQ_CHANGE(.yi = bcg_yi), TSQ_ERR_UNSUPPORTED,
         "change.yi: the fit's records (tsq_tables) have no such column");
  expect(mh, TSQ_CHANGE(.x = bcg_yi, .p = 1), TSQ_ERR_UNSUPPORTED, "have no moderators");
  expect(mh, TSQ_CHANGE(.fixed = "tau2"), TSQ_ERR_UNSUPPORTED, "model mh cannot hold 'tau2'");
  tsq_change half = {.size = 9};
  expect(fit, &half, TSQ_ERR_OPTIONS, "tsq_change.size = 9");
  tsq_fit_free(fit);
  tsq_fit_free(mh);
  fit = rma_of(&bcg, TSQ_OPTIONS(.keep = TSQ_KEEP_NONE));
  expect(fit, NULL, TSQ_ERR_UNSUPPORTED, "without keeping its studies");
  tsq_fit_free(fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_that_stay),
      cmocka_unit_test(other_columns),
      cmocka_unit_test(refits_of_refits),
      cmocka_unit_test(leave_one_out_by_hand),
      cmocka_unit_test(cumulative_by_hand),
      cmocka_unit_test(cumulative_passes_over_left_out),
      cmocka_unit_test(a_level_that_vanished),
      cmocka_unit_test(leave_one_out_of_counts),
      cmocka_unit_test(refusals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
