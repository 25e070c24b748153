/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forest plots draw rows, whatever made them: fits of any model, leave-one-out, a caller. */
#include "forest_fixture.h"

#include <tausq/effect.h>
#include <tausq/glmm.h>
#include <tausq/mh.h>
#include <tausq/refit.h>

/* metafor's dat.bcg as counts; in the fourth trial nobody fell ill. */
static const double bcg_ai[] = {4, 6, 3, 0, 33, 180, 8, 505, 29, 17, 186, 5, 27};
static const double bcg_n1i[] = {123,   306,  231,  13598, 5069, 1541, 2545,
                                 88391, 7499, 1716, 50634, 2498, 16913};
static const double bcg_ci[] = {11, 29, 11, 0, 47, 372, 10, 499, 45, 65, 141, 3, 29};
static const double bcg_n2i[] = {139,   303,  220,  12867, 5808, 1451, 629,
                                 88391, 7277, 1665, 27338, 2341, 17854};

/* By hand: OR = sum(ad/n) / sum(bc/n), weights bc/n; what is shown, and its words, come from the measure. */
static void a_mantel_haenszel_fit_is_drawn(void **state) {
  (void)state;
  const tsq_tables tables = {
      .size = sizeof tables, .k = 13, .ai = bcg_ai, .n1i = bcg_n1i, .ci = bcg_ci, .n2i = bcg_n2i};
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_mh_tables(&tables, TSQ_OPTIONS(.measure = TSQ_OR), &fit), TSQ_OK);
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {
      .rows = rows, .show_threshold = TSQ_SHOW, .threshold = 0.8, .x_min = 0.05, .x_max = 20};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  reading axis = read_axis(&f.scene, 0, 1);
  double numerator = 0, denominator = 0, weight[13], per_weight = 0;
  for (size_t i = 0; i < 13; i++) {
    double b = bcg_n1i[i] - bcg_ai[i], d = bcg_n2i[i] - bcg_ci[i], n = bcg_n1i[i] + bcg_n2i[i];
    numerator += bcg_ai[i] * d / n;
    denominator += weight[i] = b * bcg_ci[i] / n;
    const tsqp_shape *square = find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE, i);
    assert_int_equal(square == NULL, i == 3);
    if (square == NULL) continue;
    tsqp_box s = bounds_of(&f.scene, square);
    double side = s.right - s.left;
    assert_near(0.5 * (s.left + s.right), at(axis, log(bcg_ai[i] * d / (b * bcg_ci[i]))), 1e-6);
    if (i == 0) per_weight = side * side / weight[0];
    assert_near(side * side / weight[i], per_weight, 1e-9 * per_weight);
  }
  tsqp_box reference =
      bounds_of(&f.scene, find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_REFERENCE, TSQP_NO_INDEX));
  assert_near(reference.left, at(axis, log(numerator / denominator)), 1e-6);
  tsqp_box null_line =
      bounds_of(&f.scene, find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_NULL_LINE, TSQP_NO_INDEX));
  assert_near(null_line.left, at(axis, 0), 1e-6);
  tsqp_box threshold =
      bounds_of(&f.scene, find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_THRESHOLD, TSQP_NO_INDEX));
  assert_near(threshold.left, at(axis, log(0.8)), 1e-6);
  static const char *const texts[] = {"OR [95% CI]", "Odds ratio",    "Weight",
                                      "100.0%",      "not estimable", "Study 4"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    if (find_text(&f.scene, texts[i]) == NULL) fail_msg("'%s' is missing", texts[i]);
  }
  assert_non_null(find_text_with(&f.scene, "Not estimable: Study 4 ("));
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* A model without weights: no column, and squares that are alike. */
static void a_glmm_is_drawn_without_weights(void **state) {
  (void)state;
  const tsq_glmm_data data = {
      .size = sizeof data, .k = 13, .ai = bcg_ai, .n1i = bcg_n1i, .ci = bcg_ci, .n2i = bcg_n2i};
  tsq_fit *fit = NULL;
  assert_int_equal(tsq_glmm(&data, NULL, &fit), TSQ_OK);
  tsq_rows *rows = rows_of(fit);
  const tsq_forest forest = {.rows = rows, .show_weights = TSQ_SHOW};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  assert_null(find_text(&f.scene, "Weight"));
  assert_int_equal(count_shapes(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE), 12);
  double side = 0;
  for (size_t i = 0; i < 13; i++) {
    const tsqp_shape *square = find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE, i);
    if (square == NULL) continue;
    tsqp_box s = bounds_of(&f.scene, square);
    if (i == 0) side = s.right - s.left;
    assert_true(side > 1);
    assert_near(s.right - s.left, side, 1e-9);
  }
  reading axis = read_axis(&f.scene, 0, 1);
  tsq_estimate b = tsq_coef(fit, 0);
  assert_interval(&f.scene, TSQP_ROLE_DIAMOND, TSQP_NO_INDEX, axis, b.ci_lower, b.ci_upper);
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(fit);
}

/* metafor 3.8.1 (threshold = 1e-14): rma(yi, vi, test = "knha") without the first trial, by a fit of the twelve others. */
static void leave_one_out_is_drawn_with_its_numbers(void **state) {
  (void)state;
  use_bcg();
  tsq_data data = data_of(&t);
  tsq_fit *fit = fit_of(&data, TSQ_OPTIONS(.measure = TSQ_RR)), *without = NULL;
  const tsq_data rest = {.k = 12, .yi = t.yi + 1, .vi = t.vi + 1};
  assert_int_equal(tsq_rma(&rest, NULL, &without), TSQ_OK);
  tsq_rows *rows = NULL;
  assert_int_equal(tsq_leave_one_out(fit, NULL, &rows), TSQ_OK);
  static const char *const numbers[] = {"tau2", "I2"};
  const tsq_forest forest = {.rows = rows, .numbers = numbers, .n_numbers = 2, .study_header = "Without"};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  reading axis = read_axis(&f.scene, 0, 1);
  tsq_estimate b = tsq_coef(without, 0);
  tsqp_box square = bounds_of(&f.scene, find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE, 0));
  tsqp_box line = bounds_of(&f.scene, find_shape(&f.scene, TSQP_LINE, TSQP_ROLE_INTERVAL, 0));
  assert_near(0.5 * (square.left + square.right), at(axis, b.estimate), 1e-6);
  assert_near(line.left, at(axis, b.ci_lower), 1e-6);
  assert_near(line.right, at(axis, b.ci_upper), 1e-6);
  char tau2[20], i2[20];
  snprintf(tau2, sizeof tau2, "%.3f", tsq_fit_value(without, "tau2"));
  snprintf(i2, sizeof i2, "%.1f", tsq_fit_value(without, "I2"));
  static const char *const texts[] = {"\u03c4\u00b2", "I\u00b2, %", "Without", "RR [95% CI]"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_non_null(find_text(&f.scene, texts[i]));
  assert_non_null(find_text(&f.scene, tau2));
  assert_non_null(find_text(&f.scene, i2));
  assert_null(find_text(&f.scene, "Weight"));
  close_figure(&f);
  tsq_rows_free(rows);
  tsq_fit_free(without);
  tsq_fit_free(fit);
}

static void add_plain_row(tsq_rows *rows, int32_t kind, size_t group, double estimate, double half) {
  const tsq_row row = {.size = sizeof row,
                       .kind = kind,
                       .index = SIZE_MAX,
                       .group = group,
                       .label = "row",
                       .effect = {.estimate = estimate,
                                  .se = half / 2,
                                  .ci_lower = estimate - half,
                                  .ci_upper = estimate + half,
                                  .pi_lower = NAN,
                                  .pi_upper = NAN},
                       .weight = NAN,
                       .fitted = {NAN, NAN, NAN},
                       .n = NAN};
  assert_int_equal(tsq_rows_add(rows, &row), TSQ_OK);
}

/* All effects lie below the null value, which is off the axis: what is seen favours the left. */
static void favours_part_at_the_null_value_wherever_it_is(void **state) {
  (void)state;
  static const double null_values[] = {0, -10};
  for (int side = 0; side < 2; side++) {
    tsq_rows *rows = NULL;
    assert_int_equal(tsq_rows_new(0, TSQ_MD, &rows), TSQ_OK);
    add_plain_row(rows, TSQ_ROW_STUDY, SIZE_MAX, -5, 0.5);
    add_plain_row(rows, TSQ_ROW_STUDY, SIZE_MAX, -6, 0.7);
    const tsq_forest forest = {
        .rows = rows, .null_value = null_values[side], .favours_left = "left", .favours_right = "right"};
    figure f;
    lay_out(&f, &forest);
    assert_readable(&f.scene);
    tsqp_box left = tsqp_text_box(find_text(&f.scene, "left")),
             right = tsqp_text_box(find_text(&f.scene, "right"));
    for (size_t i = 0; i < 2; i++) {
      tsqp_box square = bounds_of(&f.scene, find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_SQUARE, i));
      if (side == 0) assert_true(square.right < 0.5 * (left.right + right.left));
      if (side == 1) assert_true(square.left > 0.5 * (left.right + right.left));
    }
    close_figure(&f);
    tsq_rows_free(rows);
  }
}

/* Rows that the caller put together: groups after rows of none, studies before summaries, totals last; their own notes. */
static void rows_of_any_making_are_drawn(void **state) {
  (void)state;
  tsq_rows *rows = NULL;
  size_t a, b;
  static size_t order[MOST_STUDIES];
  assert_int_equal(tsq_rows_new(0.9, TSQ_RR, &rows), TSQ_OK);
  assert_int_equal(tsq_rows_add_group(rows, "Group A", &a), TSQ_OK);
  assert_int_equal(tsq_rows_add_group(rows, "Group B", &b), TSQ_OK);
  add_plain_row(rows, TSQ_ROW_TOTAL, SIZE_MAX, 0.1, 0.2);
  add_plain_row(rows, TSQ_ROW_SUBTOTAL, b, 0.2, 0.2);
  add_plain_row(rows, TSQ_ROW_STUDY, b, log(0.004), 1);
  add_plain_row(rows, TSQ_ROW_ESTIMATE, a, 0.4, 0.3);
  add_plain_row(rows, TSQ_ROW_STUDY, SIZE_MAX, log(1234.7), 1);
  assert_int_equal(tsq_rows_add_note(rows, TSQ_NOTE_OUTCOME, SIZE_MAX, "an outcome"), TSQ_OK);
  assert_int_equal(tsq_rows_add_note(rows, TSQ_NOTE_TEST, b, "of the second group"), TSQ_OK);
  for (int i = 0; i < 30; i++) /* the page grows with the notes */
    assert_int_equal(tsq_rows_add_note(rows, TSQ_NOTE_CONVENTIONS, SIZE_MAX, "a convention"), TSQ_OK);
  const tsq_forest forest = {.rows = rows};
  figure f;
  lay_out(&f, &forest);
  assert_readable(&f.scene);
  t.k = 3;
  read_order(&f.scene, order);
  static const size_t expected[] = {4, 3, 2};
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(order[i], expected[i]);
  tsqp_box subtotal = bounds_of(&f.scene, find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_DIAMOND, 1));
  tsqp_box total = bounds_of(&f.scene, find_shape(&f.scene, TSQP_POLYGON, TSQP_ROLE_DIAMOND, 0));
  assert_true(find_text(&f.scene, "of the second group")->y > subtotal.bottom);
  assert_true(find_text(&f.scene, "of the second group")->y < total.top);
  size_t notes = 0;
  for (size_t i = 0; i < f.scene.n_texts; i++)
    notes += strcmp(f.scene.texts[i].text, "a convention") == 0;
  assert_int_equal(notes, 30);
  /* a ratio has at least one significant digit, and no decimals beyond the fourth one */
  static const char *const texts[] = {"RR [90% CI]", "0.004", "1235", "an outcome", "Group A"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    if (find_text(&f.scene, texts[i]) == NULL) fail_msg("'%s' is missing", texts[i]);
  }
  close_figure(&f);
  tsq_rows_free(rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_mantel_haenszel_fit_is_drawn),
      cmocka_unit_test(a_glmm_is_drawn_without_weights),
      cmocka_unit_test(leave_one_out_is_drawn_with_its_numbers),
      cmocka_unit_test(favours_part_at_the_null_value_wherever_it_is),
      cmocka_unit_test(rows_of_any_making_are_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
