/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Axes of figures: ticks that a reader expects, at the places where they belong. Expected labels are by hand. */
#include "plot/axis.h"

#include <tausq/base.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct axis_case {
  double lo, hi;
  int is_fixed;
  int32_t transform;
  size_t n_ticks;
  const char *labels; /* '-' is the minus sign U+2212 */
} axis_case;

static const axis_case cases[] = {
    {-2.7, 1.2, 0, 0, 5, "-3 -2 -1 0 1 2"},
    {-2.7, 1.2, 1, 0, 5, "-2 -1 0 1"},
    {0, 0.77, 1, 0, 5, "0.0 0.2 0.4 0.6"},
    {0.1, 0.9, 0, 0, 5, "0.0 0.2 0.4 0.6 0.8 1.0"},
    {1000, 5000, 0, 0, 5, "1000 2000 3000 4000 5000"},
    {-0.003, 0.004, 0, 0, 5, "-0.004 -0.002 0.000 0.002 0.004"},
    {100.2, 100.9, 0, 0, 5, "100.2 100.4 100.6 100.8 101.0"},
    /* logarithmic: lo and hi are logs */
    {-2.6, 1.9, 0, TSQ_TRANSFORM_EXP, 7, "0.05 0.1 0.2 0.5 1 2 5 10"},
    {-2.6, 1.9, 0, TSQ_TRANSFORM_EXP, 5, "0.03 0.1 0.3 1 3 10"},
    /* less than a decade: 1 is there, steps are even (of the axis, or of the numbers), decimals equal */
    {-1.5, 0.5, 0, TSQ_TRANSFORM_EXP, 6, "0.25 0.50 1.00 2.00"},
    {-0.345, 0.54, 0, TSQ_TRANSFORM_EXP, 6, "0.8 1.0 1.2 1.4 1.6"},
    {-0.05, 0.08, 1, TSQ_TRANSFORM_EXP, 6, "0.96 0.98 1.00 1.02 1.04 1.06 1.08"},
    {-1.0, 0.1, 1, TSQ_TRANSFORM_EXP, 5, "0.4 0.6 0.8 1.0"},
    {0.3, 1.9, 1, TSQ_TRANSFORM_EXP, 5, "2 4 6"},
};

static void split(const char *labels, char words[][32], size_t *n) {
  *n = 0;
  for (const char *s = labels; *s != '\0';) {
    size_t length = strcspn(s, " ");
    memcpy(words[*n], s, length);
    words[(*n)++][length] = '\0';
    s += length + (s[length] == ' ');
  }
}

/* The label as an ASCII number. */
static const char *ascii(const char *label, char *buffer) {
  if (strncmp(label, "\u2212", 3) != 0) return label;
  sprintf(buffer, "-%s", label + 3);
  return buffer;
}

static void ticks_are_round(void **state) {
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    tsqp_arena arena = {0};
    tsqp_axis axis;
    const tsqp_axis_wish wish = {.lo = cases[c].lo,
                                 .hi = cases[c].hi,
                                 .is_fixed = cases[c].is_fixed,
                                 .kind = cases[c].transform == 0 ? TSQP_AXIS_LINEAR : TSQP_AXIS_WARPED,
                                 .scale = {cases[c].transform, NAN},
                                 .n_ticks = cases[c].n_ticks};
    assert_int_equal(tsqp_make_axis(&arena, &wish, &axis), TSQ_OK);
    char words[TSQP_MAX_TICKS][32], buffer[40], all[400] = "";
    size_t n;
    split(cases[c].labels, words, &n);
    for (size_t i = 0; i < axis.n_ticks; i++) {
      strcat(strcat(all, ascii(axis.label[i], buffer)), i + 1 < axis.n_ticks ? " " : "");
    }
    assert_string_equal(all, cases[c].labels);
    for (size_t i = 0; i < axis.n_ticks; i++) {
      double printed = atof(words[i]), place = cases[c].transform == 0 ? printed : log(printed);
      double slack = 1e-9 * (axis.hi - axis.lo);
      assert_true(fabs(axis.tick[i] - place) <= slack);
      assert_true(axis.tick[i] >= axis.lo - slack && axis.tick[i] <= axis.hi + slack);
    }
    assert_true(axis.lo <= cases[c].lo && axis.hi >= cases[c].hi);
    if (cases[c].is_fixed) assert_true(!(axis.lo < cases[c].lo) && !(axis.hi > cases[c].hi));
    tsqp_arena_free(&arena);
  }
}

/* The printed number of each tick, undone by hand, is where the tick is. */
static void warped_ticks_are_where_their_numbers_belong(void **state) {
  (void)state;
  static const struct {
    int32_t transform;
    double lo, hi;
  } scales[] = {{TSQ_TRANSFORM_ILOGIT, -4, 3},       {TSQ_TRANSFORM_ILOGIT, -0.3, 0.2},
                {TSQ_TRANSFORM_ZTOR, -1.2, 2},       {TSQ_TRANSFORM_PERCENT, -0.7, 0.4},
                {TSQ_TRANSFORM_EFFICACY, -2.5, 0.3}, {TSQ_TRANSFORM_EXP, -0.2, 0.15}};
  for (size_t s = 0; s < sizeof scales / sizeof scales[0]; s++) {
    tsqp_arena arena = {0};
    tsqp_axis axis;
    const tsqp_axis_wish wish = {.lo = scales[s].lo,
                                 .hi = scales[s].hi,
                                 .is_fixed = 1,
                                 .kind = TSQP_AXIS_WARPED,
                                 .scale = {scales[s].transform, NAN},
                                 .n_ticks = 5};
    assert_int_equal(tsqp_make_axis(&arena, &wish, &axis), TSQ_OK);
    assert_true(axis.n_ticks >= 3);
    for (size_t i = 0; i < axis.n_ticks; i++) {
      char buffer[40];
      double shown = atof(ascii(axis.label[i], buffer)), place = NAN;
      switch (scales[s].transform) {
        case TSQ_TRANSFORM_ILOGIT: place = log(shown / (1 - shown)); break;
        case TSQ_TRANSFORM_ZTOR: place = atanh(shown); break;
        case TSQ_TRANSFORM_PERCENT: place = log1p(shown / 100); break;
        case TSQ_TRANSFORM_EFFICACY: place = log1p(-shown / 100); break;
        default: place = log(shown); break;
      }
      assert_true(fabs(axis.tick[i] - place) < 1e-9);
      if (i > 0) assert_true(axis.tick[i] > axis.tick[i - 1]);
    }
    tsqp_arena_free(&arena);
  }
}

static void numbers_are_printed_for_readers(void **state) {
  (void)state;
  static const struct {
    double value;
    int digits;
    const char *text;
  } numbers[] = {{-0.514, 2, "\u22120.51"},
                 {-0.001, 2, "0.00"},
                 {0, 0, "0"},
                 {1234.5, 1, "1234.5"},
                 {-1e-300, 2, "0.00"},
                 {-1e-300, 9, "\u221210\u207b\u00b3\u2070\u2070"},
                 {13358334.6, 1, "13358334.6"},
                 {100415857, 0, "100415857"},
                 {1.5e17, 2, "1.5\u00d710\u00b9\u2077"},
                 {1.33583346e17, 0, "1.336\u00d710\u00b9\u2077"},
                 {-2.5, 1, "\u22122.5"},
                 {0.7, 0, "1"}};
  tsqp_arena arena = {0};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    assert_string_equal(tsqp_number_text(&arena, numbers[i].value, numbers[i].digits), numbers[i].text);
  }
  assert_string_equal(tsqp_number_text(&arena, NAN, 2), "NA");
  assert_string_equal(tsqp_number_text(&arena, -HUGE_VAL, 2), "\u2212\u221e");
  tsqp_arena_free(&arena);
}

/* What is printed comes back; what lies at infinity, or is not printed at all, does not. */
static void printed_numbers_are_undone(void **state) {
  (void)state;
  static const struct {
    int32_t transform;
    double n, printed, value; /* by hand; NaN = none */
  } cases_of[] = {{0, NAN, -0.3, -0.3},
                  {TSQ_TRANSFORM_EXP, NAN, 0.8, -0.22314355131420976},
                  {TSQ_TRANSFORM_EXP, NAN, 0, NAN},
                  {TSQ_TRANSFORM_PERCENT, NAN, -20, -0.22314355131420976},
                  {TSQ_TRANSFORM_EFFICACY, NAN, 20, -0.22314355131420976},
                  {TSQ_TRANSFORM_EFFICACY, NAN, 100, NAN},
                  {TSQ_TRANSFORM_ILOGIT, NAN, 0.2, -1.3862943611198906},
                  {TSQ_TRANSFORM_ILOGIT, NAN, 1, NAN},
                  {TSQ_TRANSFORM_IARCSIN, NAN, 0.25, 0.52359877559829887},
                  {TSQ_TRANSFORM_IARCSIN, NAN, 0, 0},
                  {TSQ_TRANSFORM_IARCSIN, NAN, 1, 1.5707963267948966},
                  {TSQ_TRANSFORM_IARCSIN, NAN, 1.1, NAN},
                  {TSQ_TRANSFORM_ISQRT, NAN, 1e6, 1000},
                  {TSQ_TRANSFORM_ISQRT, NAN, -1, NAN},
                  {TSQ_TRANSFORM_ZTOR, NAN, 0.5, 0.54930614433405485},
                  {TSQ_TRANSFORM_ZTOR, NAN, -1, NAN},
                  /* (asin sqrt(2/11) + asin sqrt(3/11))/2 of 2 in 10; that of 0 in 10 */
                  {TSQ_TRANSFORM_IPFT, 10, 0.2, 0.49498895388116293},
                  {TSQ_TRANSFORM_IPFT, 10, 0, 0.15313868458483473}};
  for (size_t i = 0; i < sizeof cases_of / sizeof cases_of[0]; i++) {
    double got = tsqp_unprinted((tsqp_scale){cases_of[i].transform, cases_of[i].n}, cases_of[i].printed);
    if (isnan(cases_of[i].value)) {
      assert_true(isnan(got));
    } else if (!(fabs(got - cases_of[i].value) <= 2e-8)) { /* where the slope is 0, half the digits */
      fail_msg("case %zu: %.17g", i, got);
    }
  }
}

/* Far from 0 in small steps: ticks of large numbers have as many decimals of the mantissa as tell them apart. */
static void large_numbers_are_told_apart(void **state) {
  (void)state;
  static const char *const labels[] = {"2.0001\u00d710\u2078", "2.00015\u00d710\u2078",
                                       "2.0002\u00d710\u2078", "2.00025\u00d710\u2078",
                                       "2.0003\u00d710\u2078"};
  tsqp_arena arena = {0};
  tsqp_axis axis;
  const tsqp_axis_wish wish = {
      .lo = 2.0001e8, .hi = 2.0003e8, .is_fixed = 1, .kind = TSQP_AXIS_LINEAR, .n_ticks = 4};
  assert_int_equal(tsqp_make_axis(&arena, &wish, &axis), TSQ_OK);
  assert_int_equal(axis.n_ticks, 5);
  for (size_t i = 0; i < 5; i++)
    assert_string_equal(axis.label[i], labels[i]);
  tsqp_arena_free(&arena);
}

static void impossible_ranges_are_refused(void **state) {
  (void)state;
  const double ranges[][2] = {{1, 1}, {2, 1}, {NAN, 1}, {0, HUGE_VAL}, {-1.7e308, 1.7e308}};
  for (size_t i = 0; i < 5; i++) {
    tsqp_arena arena = {0};
    tsqp_axis axis;
    const tsqp_axis_wish wish = {
        .lo = ranges[i][0], .hi = ranges[i][1], .kind = TSQP_AXIS_LINEAR, .n_ticks = 5};
    assert_int_equal(tsqp_make_axis(&arena, &wish, &axis), TSQ_ERR_RANGE);
    tsqp_arena_free(&arena);
  }
}

/* Ranges of any size and place have ticks, and not too many. */
static void any_scale_has_ticks(void **state) {
  (void)state;
  for (int exponent = -290; exponent <= 290; exponent += 10) {
    for (size_t n = 2; n <= 8; n++) {
      tsqp_arena arena = {0};
      tsqp_axis axis;
      double unit = pow(10, exponent);
      tsqp_axis_wish wish = {.lo = -0.7 * unit, .hi = 1.3 * unit, .kind = TSQP_AXIS_LINEAR, .n_ticks = n};
      assert_int_equal(tsqp_make_axis(&arena, &wish, &axis), TSQ_OK);
      assert_true(axis.n_ticks >= 2 && axis.n_ticks <= 2 * n + 3);
      wish.kind = TSQP_AXIS_WARPED;
      wish.scale = (tsqp_scale){TSQ_TRANSFORM_EXP, NAN};
      wish.lo = -fabs((double)exponent) - 1;
      wish.hi = 2;
      assert_int_equal(tsqp_make_axis(&arena, &wish, &axis), TSQ_OK);
      assert_true(axis.n_ticks >= 2 && axis.n_ticks <= n + 3);
      tsqp_arena_free(&arena);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ticks_are_round),
      cmocka_unit_test(warped_ticks_are_where_their_numbers_belong),
      cmocka_unit_test(numbers_are_printed_for_readers),
      cmocka_unit_test(printed_numbers_are_undone),
      cmocka_unit_test(large_numbers_are_told_apart),
      cmocka_unit_test(impossible_ranges_are_refused),
      cmocka_unit_test(any_scale_has_ticks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
