/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies without an effect: which they are, and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <tausq/effect.h>

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* One study of each: columns by name, in the order of the values. */
static const struct {
  int32_t measure;
  const char *columns;
  double values[8];
  int32_t to, reason;
  int is_kept; /* it has yi and vi = 0 all the same */
} cases[] = {
    /* standard deviations of 0 */
    {TSQ_MD, "m1i sd1i n1i m2i sd2i n2i", {5, 0, 15, 5, 0, 15}, 0, TSQ_REASON_ZERO_SD, 0},
    {TSQ_MD, "m1i sd1i n1i m2i sd2i n2i", {5, 0, 15, 5, 1, 15}, 0, TSQ_REASON_NONE, 0},
    {TSQ_SMD, "m1i sd1i n1i m2i sd2i n2i", {5, 0, 15, 4, 0, 15}, 0, TSQ_REASON_ZERO_SD, 0},
    {TSQ_SMD1, "m1i sd1i n1i m2i sd2i n2i", {5, 1, 15, 4, 0, 15}, 0, TSQ_REASON_ZERO_SD, 0},
    {TSQ_ROM, "m1i sd1i n1i m2i sd2i n2i", {5, 0, 15, 4, 0, 15}, 0, TSQ_REASON_ZERO_SD, 0},
    {TSQ_VR, "sd1i n1i sd2i n2i", {0, 15, 2, 15}, 0, TSQ_REASON_ZERO_SD, 0},
    {TSQ_MN, "mi sdi ni", {5, 0, 15}, 0, TSQ_REASON_ZERO_SD, 0},
    {TSQ_MC, "m1i m2i sd1i sd2i ni ri", {5, 4, 0, 0, 15, 0.5}, 0, TSQ_REASON_ZERO_SD, 0},
    {TSQ_MC, "m1i m2i sd1i sd2i ni ri", {5, 4, 2, 2, 15, 1}, 0, TSQ_REASON_ZERO_VARIANCE, 0},
    /* missing values, and what stands in for them */
    {TSQ_MD, "m1i sd1i n1i m2i sd2i n2i", {5, NAN, 15, 5, 0, 15}, 0, TSQ_REASON_MISSING, 0},
    {TSQ_SMD, "m1i sd1i n1i m2i sd2i n2i ti", {5, NAN, 15, 5, 1, 15, 2}, 0, TSQ_REASON_NONE, 0},
    {TSQ_SMD, "m1i sd1i n1i m2i sd2i n2i ti", {5, NAN, 15, 5, 1, 15, NAN}, 0, TSQ_REASON_MISSING, 0},
    {TSQ_OR, "ai bi n1i ci n2i", {5, NAN, 15, 5, 15}, 0, TSQ_REASON_NONE, 0},
    {TSQ_OR, "ai bi n1i ci n2i", {5, NAN, NAN, 5, 15}, 0, TSQ_REASON_MISSING, 0},
    {TSQ_GEN, "yi vi", {1, NAN}, 0, TSQ_REASON_MISSING, 0},
    {TSQ_GEN, "yi vi", {1, 0}, 0, TSQ_REASON_NONE, 1},
    {TSQ_HR, "yi sei", {1, 0.5}, 0, TSQ_REASON_NONE, 0},
    /* counts */
    {TSQ_OR, "ai n1i ci n2i", {0, 9, 3, 8}, TSQ_TO_NONE, TSQ_REASON_ZERO_CELL, 0},
    {TSQ_OR, "ai n1i ci n2i", {0, 9, 0, 8}, TSQ_TO_NONE, TSQ_REASON_DOUBLE_ZERO, 0},
    {TSQ_OR, "ai n1i ci n2i", {9, 9, 8, 8}, TSQ_TO_NONE, TSQ_REASON_DOUBLE_FULL, 0},
    {TSQ_OR, "ai n1i ci n2i", {0, 9, 0, 8}, 0, TSQ_REASON_NONE, 0},
    {TSQ_RR, "ai n1i ci n2i", {9, 9, 8, 8}, TSQ_TO_NONE, TSQ_REASON_ZERO_VARIANCE, 1},
    {TSQ_RD, "ai n1i ci n2i", {0, 9, 0, 8}, TSQ_TO_NONE, TSQ_REASON_ZERO_VARIANCE, 1},
    {TSQ_PHI, "ai bi ci di", {7, 0, 0, 5}, 0, TSQ_REASON_ZERO_VARIANCE, 0},
    {TSQ_PR, "xi ni", {0, 9}, TSQ_TO_NONE, TSQ_REASON_ZERO_VARIANCE, 1},
    {TSQ_PLO, "xi ni", {0, 9}, TSQ_TO_NONE, TSQ_REASON_ZERO_CELL, 0},
    {TSQ_IRR, "x1i t1i x2i t2i", {0, 9, 0, 8}, TSQ_TO_NONE, TSQ_REASON_DOUBLE_ZERO, 0},
    {TSQ_IRR, "x1i t1i x2i t2i", {0, 9, 2, 8}, TSQ_TO_NONE, TSQ_REASON_ZERO_CELL, 0},
    /* the measure itself */
    {TSQ_ROM, "m1i sd1i n1i m2i sd2i n2i", {5, 1, 15, -4, 1, 15}, 0, TSQ_REASON_NOT_ESTIMABLE, 0},
    {TSQ_MNLN, "mi sdi ni", {-5, 1, 15}, 0, TSQ_REASON_NOT_ESTIMABLE, 0},
    {TSQ_ZCOR, "ri ni", {1, 20}, 0, TSQ_REASON_NOT_ESTIMABLE, 0},
    {TSQ_COR, "ri ni", {-1, 20}, 0, TSQ_REASON_ZERO_VARIANCE, 0},
    {TSQ_ZCOR, "ri ni", {0.5, 3}, 0, TSQ_REASON_SAMPLE_SIZE, 0},
    {TSQ_SMD, "m1i sd1i n1i m2i sd2i n2i", {5, 1, 1, 4, 1, 1}, 0, TSQ_REASON_SAMPLE_SIZE, 0},
    {TSQ_SDLN, "sdi ni", {2, 1}, 0, TSQ_REASON_SAMPLE_SIZE, 0},
    {TSQ_ABT, "ai mi ni", {0.7, 5, 2}, 0, TSQ_REASON_SAMPLE_SIZE, 0},
    {TSQ_ABT, "ai mi ni", {0.7, 5, 1}, 0, TSQ_REASON_SAMPLE_SIZE, 0},
    {TSQ_MD, "m1i sd1i n1i m2i sd2i n2i", {5, 1e200, 15, 4, 1, 15}, 0, TSQ_REASON_NOT_ESTIMABLE, 0},
    {TSQ_ABT, "ai mi ni", {1, 5, 20}, 0, TSQ_REASON_NOT_ESTIMABLE, 0},
};

static void each_study_has_its_reason(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    char text[80];
    const char *names[8];
    const double *columns[8];
    size_t n = 0;
    strcpy(text, cases[i].columns);
    for (char *name = strtok(text, " "); name != NULL; name = strtok(NULL, " ")) {
      columns[n] = &cases[i].values[n];
      names[n++] = name;
    }
    tsq_records r = {.k = 1, .n_columns = n, .names = names, .columns = columns};
    const tsq_effect_options o = {.size = sizeof o, .to = cases[i].to};
    double yi, vi;
    int32_t reason = -1;
    assert_int_equal(tsq_effect(cases[i].measure, &r, &o, &yi, &vi), TSQ_OK);
    assert_int_equal(tsq_effect_reasons(cases[i].measure, &r, &o, &reason), TSQ_OK);
    if (reason != cases[i].reason)
      fail_msg("row %zu, %s: %s", i, tsq_measure_name(cases[i].measure), tsq_reason_name(reason));
    if (cases[i].is_kept)
      assert_true(isfinite(yi) && vi == 0);
    else if (reason == TSQ_REASON_NONE)
      assert_true(isfinite(yi) && vi > 0);
    else
      assert_true(isnan(yi) && isnan(vi));
  }
}

/* Among ordinary studies, which go through the vector loops, a study keeps its answer. */
static void wherever_the_study_stands(void **state) {
  (void)state;
  enum { K = 37 };
  double m1[K], sd1[K], n1[K], m2[K], sd2[K], n2[K], yi[K], vi[K];
  int32_t reason[K];
  const char *names[] = {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"};
  const double *columns[] = {m1, sd1, n1, m2, sd2, n2};
  tsq_records r = {.k = K, .n_columns = 6, .names = names, .columns = columns};
  const int32_t measures[] = {TSQ_MD, TSQ_SMD, TSQ_ROM};
  for (size_t odd = 0; odd < K; odd++) {
    for (size_t i = 0; i < K; i++) {
      m1[i] = 5 + (double)i / 10;
      m2[i] = 4;
      sd1[i] = sd2[i] = i == odd ? 0 : 1;
      n1[i] = n2[i] = 20;
    }
    for (size_t m = 0; m < COUNT(measures); m++) {
      assert_int_equal(tsq_effect(measures[m], &r, NULL, yi, vi), TSQ_OK);
      assert_int_equal(tsq_effect_reasons(measures[m], &r, NULL, reason), TSQ_OK);
      for (size_t i = 0; i < K; i++) {
        assert_int_equal(isnan(yi[i]) && isnan(vi[i]), i == odd);
        assert_int_equal(reason[i], i == odd ? TSQ_REASON_ZERO_SD : TSQ_REASON_NONE);
      }
    }
  }
}

static void wrong_questions(void **state) {
  (void)state;
  const char *names[] = {"ai", "n1i", "ci", "n2i"};
  const double a[] = {3}, n[] = {2};
  const double *columns[] = {a, n, a, n};
  tsq_records r = {.k = 1, .n_columns = 4, .names = names, .columns = columns};
  int32_t reason[] = {7};
  assert_int_equal(tsq_effect_reasons(TSQ_OR, &r, NULL, reason), TSQ_ERR_DATA);
  assert_int_equal(tsq_effect_reasons(TSQ_OR, &r, NULL, NULL), TSQ_ERR_NULL);
  assert_int_equal(tsq_effect_reasons(TSQ_OR, NULL, NULL, reason), TSQ_ERR_NULL);
  assert_int_equal(tsq_effect_reasons(5, &r, NULL, reason), TSQ_ERR_ARGUMENT);
  assert_int_equal(tsq_effect_reasons(TSQ_MD, &r, NULL, reason), TSQ_ERR_NAME);
  assert_int_equal(reason[0], 7);
}

static void names_go_both_ways(void **state) {
  (void)state;
  const int32_t reasons[] = {TSQ_REASON_NONE,          TSQ_REASON_MISSING,     TSQ_REASON_DOUBLE_ZERO,
                             TSQ_REASON_DOUBLE_FULL,   TSQ_REASON_ZERO_CELL,   TSQ_REASON_ZERO_SD,
                             TSQ_REASON_ZERO_VARIANCE, TSQ_REASON_SAMPLE_SIZE, TSQ_REASON_NOT_ESTIMABLE,
                             TSQ_REASON_NO_VARIANCE,   TSQ_REASON_SKEWED,      TSQ_REASON_ASYMMETRIC,
                             TSQ_REASON_OUTSIDE};
  const int32_t drops[] = {TSQ_DROP00_ALL, TSQ_DROP00_KEEP, TSQ_DROP00_NOT_ESTIMABLE};
  int32_t value = -1;
  for (size_t i = 0; i < COUNT(reasons); i++) {
    assert_int_equal(tsq_reason_from_name(tsq_reason_name(reasons[i]), &value), TSQ_OK);
    assert_int_equal(value, reasons[i]);
  }
  for (size_t i = 0; i < COUNT(drops); i++) {
    assert_int_equal(tsq_drop00_from_name(tsq_drop00_name(drops[i]), &value), TSQ_OK);
    assert_int_equal(value, drops[i]);
  }
  assert_string_equal(tsq_reason_name(TSQ_REASON_DOUBLE_ZERO), "no events in either group");
  assert_null(tsq_reason_name(17011));
  assert_int_equal(tsq_reason_from_name("why", &value), TSQ_ERR_NAME);
  assert_int_equal(tsq_convention_from_name("RevMan", &value), TSQ_OK);
  assert_int_equal(value, TSQ_CONVENTION_REVMAN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_study_has_its_reason),
      cmocka_unit_test(wherever_the_study_stands),
      cmocka_unit_test(wrong_questions),
      cmocka_unit_test(names_go_both_ways),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
